"""The command digest: to standard output and into a file, as text and as a draft, on both engines."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from netdash.records import Profile
from netdash.store import Store
from tests.cli.conftest import Run, fill

ANN = "ann@example.org"


def test_the_digest_is_text_in_the_members_zone_and_style(run: Run, store: Store) -> None:
    fill(store)
    store.workspace(ANN).save(Profile(name="Ann", zone="Asia/Tokyo", locale="en-US"))
    result = run("digest", "--member", ANN, "--text")
    assert (result.code, result.wrong) == (0, "")
    assert "Good morning, Ann." in result.out
    assert "\nThis week\n" in result.out


def test_as_a_draft_it_is_to_the_member_and_unsent(run: Run, store: Store, tmp_path: Path) -> None:
    fill(store)
    file = tmp_path / "morning.eml"
    assert run("digest", "--member", ANN, "--eml", "--to", file).out == f"{ANN}: {file}.\n"
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert (message["To"], message["X-Unsent"]) == (ANN, "1")
    assert "Good morning" in message.get_content()
    assert "to do" in message["Subject"] or "nobody is waiting" in message["Subject"]


def test_without_a_form_or_a_workspace_it_says_so(run: Run, store: Store) -> None:
    fill(store)
    result = run("digest", "--member", "nobody@example.org", "--text")
    assert result.code == 1
    assert "no workspace of nobody@example.org" in result.wrong
