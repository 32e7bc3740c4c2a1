"""A message as a link that opens a draft in a mail program, or as a file with a draft."""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Iterator, Sequence
from email.header import Header
from typing import NamedTuple
from urllib.parse import quote

import idna

LONGEST_LINK = 1900
"""The most characters of a link that work everywhere: some mail programs cut it near 2,000."""

_ADDRESS = re.compile(r'(?P<local>"(?:[^"\\]|\\.)+"|[^\s"(),:;<>@\[\\\]]+)@(?P<domain>[^\s"(),:;<>@\\]+)')
_CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f]")


def mailto(to: Sequence[str], subject: str, body: str) -> str:
    """Return a `mailto:` link (RFC 6068); invalid addresses in `to` are left out."""
    recipients = ",".join(f"{_quoted(local)}@{_quoted(domain)}" for local, domain in _addresses(to))
    return f"mailto:{recipients}?{_fields(subject=_one_line(subject), body=_crlf(body))}"


def gmail(to: Sequence[str], subject: str, body: str) -> str:
    """Return a link that opens a draft in Gmail."""
    fields = _fields(to=_joined(to, ","), su=_one_line(subject), body=_crlf(body))
    return f"https://mail.google.com/mail/?view=cm&fs=1&{fields}"


def outlook(to: Sequence[str], subject: str, body: str) -> str:
    """Return a link that opens a draft in the Outlook of a company or school, which separates recipients by semicolons.

    A field with a `+` is left out: Outlook reads `%2B` as a space, and no encoding is known that it keeps.
    Source: OfficeDev/office-js, issue 4127, closed as Outlook's own.
    """
    return f"https://outlook.office.com/mail/deeplink/compose?{_outlook_fields(to, subject, body)}"


def outlook_personal(to: Sequence[str], subject: str, body: str) -> str:
    """Return a link that opens a draft in a personal Outlook, once Hotmail, as `outlook` does."""
    return f"https://outlook.live.com/mail/0/deeplink/compose?{_outlook_fields(to, subject, body)}"


_LINKS = {"mailto": mailto, "gmail": gmail, "outlook": outlook, "outlook_personal": outlook_personal}


def is_short_enough(link: str) -> bool:
    """Tell whether a link is short enough to arrive whole; if not, offer `eml` and copying."""
    return len(link) <= LONGEST_LINK


class Linked(NamedTuple):
    """The links by name, and sentences on what they leave out and why, and on addresses that may be refused."""

    links: dict[str, str]
    notes: list[str]


def linked(to: Sequence[str], subject: str, body: str) -> Linked:
    """Return the links, each with as much of the message as fits into all of them, with their notes."""
    for pair in ((subject, body), (subject, ""), ("", "")):
        links = {name: link(to, *pair) for name, link in _LINKS.items()}
        if all(map(is_short_enough, links.values())):
            break
    return Linked(links, [*_refused(to), *_left_out(to, (subject, body), pair)])


def _refused(to: Sequence[str]) -> Iterator[str]:
    for local, domain in _addresses(to):
        if not local.isascii():
            yield (
                f"The part before the @ of {local}@{domain} has letters that some mail programs and servers refuse: if "
                "yours does, ask for another address."
            )


def _left_out(to: Sequence[str], written: tuple[str, str], linked: tuple[str, str]) -> Iterator[str]:
    """Yield what the links leave out: texts too long for them, and what Outlook would change."""
    if linked != written:
        remainder = "address and subject" if linked[0] == written[0] else "address"
        yield f"Too long for a link: the links open with the {remainder} alone. Copy the text and paste it there."
    fields = {"address": _joined(to, ";"), "subject": linked[0], "text": linked[1]}
    if lost_parts := [name for name, text in fields.items() if "+" in text]:
        yield (
            f"Outlook on the web turns + into a blank, so its links leave out the {' and the '.join(lost_parts)}: "
            "copy and paste in Outlook."
        )


def eml(to: Sequence[str], subject: str, body: str) -> bytes:
    """Return an `.eml` file that Thunderbird and classic Outlook open as a draft (`X-Unsent: 1`).

    It is built by hand, as EmailMessage takes a subject such as `=?utf-8?q?a?=` for an encoded one.
    """
    headers = {
        "To": ",\r\n ".join(f"{local}@{domain}" for local, domain in _addresses(to)),
        "Subject": Header(_one_line(subject), "utf-8", header_name="Subject").encode(linesep="\r\n"),
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"{head}\r\n".encode() + encodebytes(_crlf(body).encode()).replace(b"\n", b"\r\n")


def _outlook_fields(to: Sequence[str], subject: str, body: str) -> str:
    fields = {"to": _joined(to, ";"), "subject": _one_line(subject), "body": _crlf(body)}
    return _fields(**{name: "" if "+" in text else text for name, text in fields.items()})


def _addresses(to: Sequence[str]) -> list[tuple[str, str]]:
    matches = (_ADDRESS.fullmatch(_encodable(address.strip())) for address in to)
    pairs = ((match["local"], _ascii(match["domain"])) for match in matches if match and match[0].isprintable())
    return [(local, domain) for local, domain in pairs if domain]


def _joined(to: Sequence[str], separator: str) -> str:
    return separator.join(f"{local}@{domain}" for local, domain in _addresses(to))


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", _encodable(text)).split())


def _crlf(text: str) -> str:
    lines = _encodable(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).replace("\n", "\r\n")


def _encodable(text: str) -> str:
    """Replace halves of surrogate pairs, which cannot be encoded."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _ascii(domain: str) -> str:
    """Return a domain in ASCII (IDNA 2008, RFC 5891); empty if it is invalid."""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _fields(**fields: str) -> str:
    return "&".join(f"{name}={_quoted(text)}" for name, text in fields.items())
