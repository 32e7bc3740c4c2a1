"""What a server says is turned into sentences by its code or its words, in any language, and is never repeated."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from netdash.errors import StoreBusyError, StoreWriteError
from netdash.store.postgres import errors as answers

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
    sentence = answers.connection_error(psycopg.OperationalError(BEGIN + words)).sentence
    assert said in sentence
    assert not [secret for secret in SECRETS if secret in sentence]


def test_what_hosts_of_databases_answer_is_said_for_what_it_is() -> None:
    """The words of proxies and poolers, as their documentation and their users quote them."""
    for words, said in (
        ("FATAL:  Tenant or user not found", "does not know the address or the user name"),  # Supabase
        ("FATAL:  (ENOTFOUND) tenant/user netdash_user.geheim not found", "does not know the address"),
        ("FATAL:  MaxClientsInSessionMode: max clients reached - in Session mode max clients are", "Too many people"),
        ("FATAL:  Max client connections reached", "Too many people"),
        ("FATAL:  Address not in tenant allow_list: {10, 1, 2, 3}", "lets nobody in from where netdash runs"),
        ("FATAL:  (ECIRCUITBREAKER) too many authentication failures", "does not let netdash in"),
        ("FATAL:  SSL connection is required", "sslmode=require"),
        ("ERROR:  The requested endpoint could not be found, or you don't have access to it.", "does not know"),  # Neon
        ("ERROR:  Endpoint ID is not specified. Either please upgrade the postgres client library", "does not know"),
        ("ERROR:  connection is insecure (try using `sslmode=require`)", "add sslmode=require"),
        ("ERROR:  Your project has exceeded the data transfer quota. Upgrade your plan", "has stopped the database"),
        ("ERROR:  The endpoint has been disabled. Enable it using Neon API and retry.", "has stopped the database"),
        ("ERROR:  Failed to acquire permit to connect to the database. Too many database connection", "Too many"),
        ("ERROR:  Couldn't connect to compute node", "does not answer at the moment"),
        ("ERROR:  password authentication failed for user 'netdash_user'", "does not let netdash in"),
        ("This IP address 10.1.2.3 is not allowed to connect to this endpoint.", "lets nobody in from where"),
        ("SSL connection has been closed unexpectedly", "does not answer at the moment"),  # Render
        ("FATAL:  SSL/TLS required", "add sslmode=require"),
        (
            'could not translate host name "postgres.railway.internal" to address: Name or service',
            "inside its host’s own",
        ),
        ("received invalid response to SSL negotiation: H", "no PostgreSQL"),  # Railway, another port
        ("server closed the connection unexpectedly", "does not answer at the moment"),  # Fly
        ('FATAL:  no pg_hba.conf entry for host "10.1.2.3", user "u", database "d", no encryption', "sslmode=require"),
        ("FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute", "Too many"),  # Aiven
        ("FATAL:  query_wait_timeout", "does not answer at the moment"),  # PgBouncer
        ("FATAL:  no such database: geheim", "does not exist"),
        ("FATAL:  unsupported startup parameter: options", "does not take a setting"),
        ("FATAL:  codeParamsRoutingFailed: missing cluster identifier", "does not know"),  # CockroachDB
        ("[Errno -3] Temporary failure in name resolution", "does not answer at the moment"),
        ('root certificate file "geheim" does not exist\nEither provide the file', "file that sslrootcert names"),
        ("SSL error: certificate verify failed", "Name the file of its provider’s authority"),
        ('server certificate for "a" does not match host name "b"', "for another name"),
        ('weak sslmode "require" may not be used with sslrootcert=system', "sslmode=verify-full alone"),
    ):
        sentence = answers.connection_error(psycopg.OperationalError(BEGIN + words)).sentence
        assert said in sentence, words
        assert ("Try again" in sentence) == ("does not answer" in said or "Too many" in said), words
        assert not [secret for secret in SECRETS if secret in sentence], words


def test_a_refusal_counts_before_the_silence_of_another_address() -> None:
    tls = f'{BEGIN}FATAL:  no pg_hba.conf entry for host "10.1.2.3", user "u", database "d", SSL encryption'
    words = f'{tls}\n{BEGIN}FATAL:  no pg_hba.conf entry for host "10.1.2.3", user "u", database "d", no encryption'
    assert "does not let netdash in" in answers.connection_error(psycopg.OperationalError(words)).sentence
    words = (
        f"{BEGIN}Connection refused\n- host: 'x', port: '5432', hostaddr: '::1': FATAL:  password authentication failed"
    )
    assert "does not let netdash in" in answers.connection_error(psycopg.OperationalError(words)).sentence


def test_an_address_over_ipv6_alone_is_told_from_a_machine_that_is_cut_off() -> None:
    at = "connection failed: connection to server at"
    several = "Multiple connection attempts failed. All failures were:\n- host: 'db', port: '5432', hostaddr: "
    why = "Network is unreachable\n\tIs the server running on that host and accepting TCP/IP connections?"
    alone, cut_off = "use the address of its pooler", "does not answer at the moment"
    for words, said in (
        (f'{at} "2600:1f18::7", port 5432 failed: {why}', alone),
        (f'{at} "db.geheim.example" (2600:1f18::7), port 5432 failed: Cannot assign requested address', alone),
        (f'{at} "2600::7", port 5432 failed: {why}\n{several}\'2600::7\': {at} "2600::7": No route to host', alone),
        (f'{at} "10.1.2.3", port 5432 failed: {why}', cut_off),
        (f"{at} \"2600::7\", port 5432 failed: {why}\n{several}'10.1.2.3': connection timeout expired", cut_off),
    ):
        sentence = answers.connection_error(psycopg.OperationalError(words)).sentence
        assert said in sentence, words
        assert not [secret for secret in (*SECRETS, "2600") if secret in sentence], words


@pytest.mark.parametrize(
    "words",
    [
        'connection to server at "tls.example.org" (10.1.2.3), port 5432 failed: Connection refused',
        'connection to server on socket "/run/ssl-password/.s.PGSQL.5432" failed: No such file or directory',
        "- host: 'encrypted', port: '5432', hostaddr: '10.1.2.3': connection failed: timeout expired",
    ],
)
def test_how_a_machine_or_a_folder_is_called_says_nothing(words: str) -> None:
    assert "does not answer" in answers.connection_error(psycopg.OperationalError(words)).sentence


@pytest.mark.parametrize("code", ["57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04", "08006", "40003"])
def test_whatever_ended_a_connection_counts_as_a_lost_one(code: str) -> None:
    assert answers.is_lost(errors.lookup(code)())


def test_a_crowd_is_said_as_one() -> None:
    error = psycopg.OperationalError(f"{BEGIN}FATAL:  sorry, too many clients already")
    assert isinstance(answers.connection_error(error), StoreBusyError)


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
    ("code", "why"),
    [
        (errors.DiskFull, "the database's disk is full"),
        (errors.InsufficientPrivilege, "the database does not allow netdash's user to do this"),
        (errors.CheckViolation, "the database refused it (its code is 23514)"),
        (psycopg.DataError, "the database refused it (its code is unknown)"),
    ],
)
def test_what_was_refused_is_said_with_its_reason_or_else_its_code(code: type[psycopg.Error], why: str) -> None:
    refused = answers.refusal(code())
    assert isinstance(refused, StoreWriteError)
    assert refused.sentence == f"netdash could not go on, because {why}. Nothing was changed."


@pytest.mark.parametrize(
    "code", [errors.DiskFull, errors.InsufficientPrivilege, errors.CheckViolation, errors.QueryCanceled]
)
def test_what_a_server_says_of_a_statement_is_never_repeated(code: type[psycopg.Error]) -> None:
    sentence = answers.refusal(code("FEHLER:  Zeile »geheim« von netdash_user auf 10.1.2.3")).sentence
    assert not [secret for secret in (*SECRETS, "FEHLER", "Zeile") if secret in sentence]
