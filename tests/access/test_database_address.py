"""The address of the database: from the environment or the secrets, refused in a sentence, and never shown."""

from __future__ import annotations

import pytest

from netdash.access.settings import load
from netdash.errors import SettingsError

URL = "postgresql://netdash:s3cret@db.example/netdash?sslmode=verify-full"


def secrets(url: object) -> dict[str, dict[str, object]]:
    return {"netdash": {"sign_in": False, "database_url": url}}


def test_the_database_is_read_from_the_secrets_or_the_environment_which_comes_first():
    assert load({}, secrets(URL)).database == URL
    assert load({"NETDASH_DATABASE_URL": URL}, secrets("postgresql://other/")).database == URL
    assert load({"NETDASH_DATABASE_URL": ""}, {"netdash": {}}).database is None
    assert load({"NETDASH_DATABASE_URL": "postgres://host/name"}, {}).database == "postgres://host/name"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "postgresql://…?sslmode=require",
        "sqlite:///s3cret.db",
        "postgresql+psycopg2://netdash:s3cret@db/",
        5,
        ["s3cret"],
    ],
)
def test_what_is_no_address_of_a_database_lets_nobody_in_and_is_not_repeated(said):
    with pytest.raises(SettingsError, match="nobody is let in") as caught:
        load({}, secrets(said))
    assert "s3cret" not in caught.value.sentence
    assert "database_url" in caught.value.sentence


def test_settings_that_are_printed_show_no_password():
    assert "s3cret" not in repr(load({"NETDASH_DATABASE_URL": URL}, {}))
