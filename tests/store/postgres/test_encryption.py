"""TLS by the address: encrypted, checked against a certificate, and refused in a sentence where it does not fit."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from netdash.errors import StoreUnreachableError
from netdash.records import Contact
from netdash.store import PostgresStore
from netdash.store.postgres import authorities
from netdash.store.postgres.health import of_database
from tests.store.encrypted import encrypting, make_certificate
from tests.store.proxy import proxy_to


@pytest.fixture
def certificates(tmp_path: Path) -> dict[str, Path]:
    return {name: make_certificate(tmp_path, name)[0] for name in ("localhost", "elsewhere.example")}


@pytest.fixture
def safe(url: str, tmp_path: Path, certificates: dict[str, Path]) -> Iterator[str]:
    """The address of the same schema over TLS, as far as the server's name."""
    parts = urlsplit(url)
    options = parse_qs(parts.query)
    assert certificates
    files = tmp_path / "localhost.crt", tmp_path / "localhost.key"
    with encrypting(Path(options["host"][0]) / f".s.PGSQL.{options.get('port', ['5432'])[0]}", *files) as port:
        yield f"postgresql://{parts.username}@localhost:{port}/postgres?hostaddr=127.0.0.1"


def save(url: str) -> list[str]:
    store = PostgresStore(url)
    try:
        store.workspace().save(Contact(name="Ann"))
        return [contact.name for contact in store.workspace().all(Contact)]
    finally:
        store.close()


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_an_address_that_asks_for_encryption_gets_it(safe: str, certificates: dict[str, Path], mode: str) -> None:
    assert save(f"{safe}&sslmode={mode}&sslrootcert={certificates['localhost']}") == ["Ann"]


@pytest.mark.parametrize(
    ("certificate", "sentence"), [("elsewhere.example", "encrypted connection"), (None, "encrypted connection")]
)
def test_a_server_that_cannot_prove_who_it_is_is_refused(
    safe: str, certificates: dict[str, Path], certificate: str | None, sentence: str
) -> None:
    root = certificates[certificate] if certificate else Path("nowhere.crt")
    with pytest.raises(StoreUnreachableError, match=sentence) as refused:
        save(f"{safe}&sslmode=verify-full&sslrootcert={root}")
    assert str(root) not in refused.value.sentence


def test_a_certificate_for_another_name_is_refused(safe: str, certificates: dict[str, Path]) -> None:
    other = safe.replace("@localhost", "@db.example")
    with pytest.raises(StoreUnreachableError, match="encrypted connection"):
        save(f"{other}&sslmode=verify-full&sslrootcert={certificates['localhost']}")


def test_a_server_that_does_not_encrypt_is_refused_where_the_address_asks_for_it(
    safe: str, url: str, certificates: dict[str, Path]
) -> None:
    assert certificates
    with pytest.raises(StoreUnreachableError):
        save(f"{safe}&sslmode=disable")
    assert save(url) == ["Ann"]


@pytest.fixture
def machines_authorities(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """Say in which file, if any, this machine has its authorities."""
    if psycopg.pq.__impl__ != "binary":
        pytest.skip("This psycopg uses the OpenSSL of the machine, which knows by itself where its authorities are.")
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.setenv(variable, "")  # so that it is put back, whoever sets it
        monkeypatch.delenv(variable)
    real: Any = ssl.get_default_verify_paths()

    def found(file: Path | None) -> None:
        paths = real._replace(cafile=file and str(file), capath=None)
        monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths)

    return found


def test_the_machines_own_authorities_are_found(
    safe: str, certificates: dict[str, Path], machines_authorities: Callable[[Path | None], None]
) -> None:
    machines_authorities(certificates["localhost"])
    assert save(f"{safe}&sslmode=verify-full&sslrootcert=system") == ["Ann"]


def test_a_machine_without_authorities_is_told_what_to_do(
    safe: str, machines_authorities: Callable[[Path | None], None]
) -> None:
    machines_authorities(None)
    address = f"{safe}&sslmode=verify-full&sslrootcert=system"
    with pytest.raises(StoreUnreachableError, match="Name the file of its provider’s authority"):
        save(address)
    why, refused = of_database(address)
    assert "none are found here. Name a file with them instead" in why.sentence
    assert "encrypted connection" in refused.sentence
    assert why.wrong
    assert refused.wrong


def test_the_doctor_tells_how_far_the_way_is_safe(safe: str, url: str, certificates: dict[str, Path]) -> None:
    with proxy_to(url) as proxy:
        (_, plain) = of_database(proxy.url.replace("@127.0.0.1", "@db.example") + "?hostaddr=127.0.0.1")
    assert plain.wrong
    assert plain.sentence.startswith("What goes to the database on another machine is not encrypted")
    elsewhere = safe.replace("@localhost", "@db.example")
    (_, unchecked) = of_database(f"{elsewhere}&sslmode=require")
    assert not unchecked.wrong
    assert "goes unchecked" in unchecked.sentence
    (which,) = of_database(f"{elsewhere}&sslmode=verify-ca&sslrootcert={certificates['localhost']}")
    assert not which.wrong
    assert "“postgres” on db.example" in which.sentence


@pytest.mark.parametrize(("has_one", "missing"), [(True, False), (False, True)])
def test_authorities_may_be_in_a_folder_and_an_empty_one_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_one: bool, missing: bool
) -> None:
    if has_one:
        (tmp_path / "0a1b2c3d.0").touch()
    monkeypatch.setattr("psycopg.pq.__impl__", "binary")
    paths: Any = ssl.get_default_verify_paths()
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths._replace(cafile=None, capath=str(tmp_path)))
    assert authorities.are_missing({"sslrootcert": "system"}) is missing
