"""What a server says is turned into sentences by its code or its words, in any language, and is never repeated."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from netdash.errors import StoreBusyError
from netdash.store import answers

BEGIN = 'connection failed: connection to server at "10.1.2.3", port 5432 failed: '
SECRETS = ("10.1.2.3", "netdash_user", "geheim", "5432")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('FATAL:  password authentication failed for user "netdash_user"', "does not let netdash in"),
        ("FATAL:  Passwort-Authentifizierung für Benutzer »netdash_user« fehlgeschlagen", "does not let netdash in"),
        ("ВАЖНО:  пользователь netdash_user не прошёл проверку подлинности (по паролю)", "does not let netdash in"),
        ("FATAL :  authentification par mot de passe échouée pour l'utilisateur « netdash_user »", "does not let"),
        ('FATAL:  database "geheim" does not exist', "does not exist"),
        ("FATAL:  Datenbank »geheim« existiert nicht", "does not let netdash in"),
        ("FATAL:  the database system is starting up", "does not answer"),
        (
            "Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?",
            "does not answer",
        ),
        ("timeout expired", "does not answer"),
        ("SSL error: certificate verify failed", "encrypted connection"),
        ("server does not support SSL, but SSL was required", "encrypted connection"),
        ('role "ssl_password" is not permitted to log in', "does not answer"),
        ('could not translate host name "geheim" to address: Name or service not known', "leads nowhere"),
    ],
)
def test_a_failed_connection_is_said_in_netdashs_own_words(words: str, said: str) -> None:
    sentence = answers.no_connection(psycopg.OperationalError(BEGIN + words)).sentence
    assert said in sentence
    assert not [secret for secret in SECRETS if secret in sentence]


@pytest.mark.parametrize(
    "words",
    [
        'connection to server at "tls.example.org" (10.1.2.3), port 5432 failed: Connection refused',
        'connection to server on socket "/run/ssl-password/.s.PGSQL.5432" failed: No such file or directory',
        "- host: 'encrypted', port: '5432', hostaddr: '10.1.2.3': connection failed: timeout expired",
    ],
)
def test_how_a_machine_or_a_folder_is_called_says_nothing(words: str) -> None:
    assert "does not answer" in answers.no_connection(psycopg.OperationalError(words)).sentence


@pytest.mark.parametrize("code", ["57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04", "08006", "40003"])
def test_whatever_ended_a_connection_counts_as_a_lost_one(code: str) -> None:
    assert answers.lost(errors.lookup(code)())


def test_a_crowd_is_said_as_one() -> None:
    error = psycopg.OperationalError(f"{BEGIN}FATAL:  sorry, too many clients already")
    assert isinstance(answers.no_connection(error), StoreBusyError)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errors.LockNotAvailable, "holds this workspace in the database locked"),
        (errors.SerializationFailure, "holds this workspace in the database locked"),
        (errors.DeadlockDetected, "holds this workspace in the database locked"),
        (errors.QueryCanceled, "took too long"),
        (errors.TooManyConnections, "Too many people"),
    ],
)
def test_a_crowd_a_lock_and_a_slow_database_are_told_apart(code: type[psycopg.Error], said: str) -> None:
    refused = answers.refusal(code())
    assert isinstance(refused, StoreBusyError)
    assert said in refused.sentence
    assert "nothing was saved" in refused.sentence


@pytest.mark.parametrize(
    "code", [errors.DiskFull, errors.InsufficientPrivilege, errors.CheckViolation, errors.QueryCanceled]
)
def test_what_a_server_says_of_a_statement_is_never_repeated(code: type[psycopg.Error]) -> None:
    sentence = answers.refusal(code("FEHLER:  Zeile »geheim« von netdash_user auf 10.1.2.3")).sentence
    assert not [secret for secret in (*SECRETS, "FEHLER", "Zeile") if secret in sentence]
