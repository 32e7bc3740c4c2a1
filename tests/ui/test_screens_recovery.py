"""A page that met its database asleep comes by itself once that has woken."""

from __future__ import annotations

import re

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from netdash.records import Profile
from netdash.store import open_postgres
from tests.servers import ROOT, serving
from tests.socket_client import Answer, Visitor
from tests.store.server import PostgresServer

AWAY = b"The database does not answer at the moment"


def looked_again(visitor: Visitor, drawn: Answer) -> Answer:
    """Do what a browser does when the interval of a fragment is over."""
    fragment = re.findall(rb"\x12\x20([0-9a-f]{32})", drawn.frames)
    assert fragment, "nothing on this page looks again by itself"
    state = ClientState(page_script_hash=visitor.page, fragment_id=fragment[-1].decode(), is_auto_rerun=True)
    return visitor.send(BackMsg(rerun_script=state))


def test_a_page_that_met_its_database_asleep_comes_by_itself_once_it_is_awake(server: PostgresServer, url: str) -> None:
    open_postgres(url).save(Profile(name="Ada Lovelace"))
    env = {"NETDASH_DATABASE_URL": url, "NETDASH_TRUST": "network"}
    server.kill()
    try:
        with serving(ROOT / "app.py", env=env) as address, Visitor(address, [("Host", "localhost")]) as visitor:
            asleep = visitor.open("workspace")
            assert AWAY in asleep.frames
            still = looked_again(visitor, asleep)
            assert b"Ada Lovelace" not in still.frames
            server.start()
            awake = looked_again(visitor, asleep)
            assert b"Ada Lovelace" in awake.frames
            assert AWAY not in awake.frames
    finally:
        server.start()
