"""A message as a link that opens the member's mail program, or as a file with a draft in it."""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Sequence
from email.header import Header
from urllib.parse import quote

TOO_LONG = 1900
"""The most characters of a link that arrive everywhere: some mail programs cut it near 2,000."""

_ADDRESS = re.compile(r'(?P<local>"(?:[^"\\]|\\.)+"|[^\s"(),:;<>@\[\\\]]+)@(?P<domain>[^\s"(),:;<>@\\]+)')
_CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f]")


def mailto(to: Sequence[str], subject: str, body: str) -> str:
    """Return a `mailto:` link (RFC 6068). What is no e-mail address is left out of `to`."""
    recipients = ",".join(f"{_quoted(local)}@{_quoted(domain)}" for local, domain in _addresses(to))
    return f"mailto:{recipients}?{_fields(subject=_one_line(subject), body=_crlf(body))}"


def gmail(to: Sequence[str], subject: str, body: str) -> str:
    """Return a link that opens a draft in Gmail."""
    fields = _fields(to=_joined(to, ","), su=_one_line(subject), body=_crlf(body))
    return f"https://mail.google.com/mail/?view=cm&fs=1&{fields}"


def outlook(to: Sequence[str], subject: str, body: str) -> str:
    """Return a link that opens a draft in Outlook on the web, which parts recipients by semicolons."""
    fields = _fields(to=_joined(to, ";"), subject=_one_line(subject), body=_crlf(body))
    return f"https://outlook.office.com/mail/deeplink/compose?{fields}"


def fits(link: str) -> bool:
    """Say whether a link is short enough to arrive whole; where not, offer `eml` and copying."""
    return len(link) <= TOO_LONG


def links(to: Sequence[str], subject: str, body: str) -> dict[str, str]:
    """Return the links that arrive whole, by what they open; none: the message is long, so offer `eml` and copying."""
    found = {"mailto": mailto, "gmail": gmail, "outlook": outlook}
    return {opens: link for opens, make in found.items() if fits(link := make(to, subject, body))}


def eml(to: Sequence[str], subject: str, body: str) -> bytes:
    """Return an `.eml` file that Thunderbird and classic Outlook open as a draft (`X-Unsent: 1`).

    It is put together by hand: EmailMessage takes a subject such as `=?utf-8?q?a?=` for one already encoded.
    """
    headers = {
        "To": ",\r\n ".join(f"{local}@{_ascii(domain)}" for local, domain in _addresses(to)),
        "Subject": Header(_one_line(subject), "utf-8", header_name="Subject").encode(linesep="\r\n"),
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"{head}\r\n".encode() + encodebytes(_crlf(body).encode()).replace(b"\n", b"\r\n")


def _addresses(to: Sequence[str]) -> list[tuple[str, str]]:
    found = (_ADDRESS.fullmatch(_storable(address.strip())) for address in to)
    return [(match["local"], match["domain"]) for match in found if match and match[0].isprintable()]


def _joined(to: Sequence[str], separator: str) -> str:
    return separator.join(f"{local}@{domain}" for local, domain in _addresses(to))


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", _storable(text)).split())


def _crlf(text: str) -> str:
    lines = _storable(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).replace("\n", "\r\n")


def _storable(text: str) -> str:
    """Replace halves of surrogate pairs, which no encoding can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _fields(**fields: str) -> str:
    return "&".join(f"{name}={_quoted(text)}" for name, text in fields.items())
