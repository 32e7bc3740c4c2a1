"""A message as a link or a file: what arrives is what was written."""

from collections.abc import Callable
from email import message_from_bytes, message_from_string, policy
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.outreach.mail import (
    LONGEST_LINK,
    eml,
    gmail,
    is_short_enough,
    linked,
    mailto,
    outlook,
    outlook_personal,
)

ADA = "ada@example.org"
NASTY = 'Tea & "cake" at 50%?\nÜber 😀 #1 + 1 = 2; a/b\n\n<b>+</b>'
anything = st.text() | st.text(alphabet="\r\n\t\0 ab:&+%=?#😀\x1b\u2028")
local_parts = st.from_regex(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~ü-]{1,9}(\.[a-z+%&]{1,5})?", fullmatch=True)
addresses = st.builds("{}@{}".format, local_parts, st.sampled_from(["example.org", "bücher.example", "[192.0.2.1]"]))


def written(text: str) -> str:
    """What of a body is meant to arrive: line breaks as LF, no other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\t\n" or (sign >= " " and sign != "\x7f"))


def one_line(text: str) -> str:
    return " ".join("".join(sign if sign >= " " and sign != "\x7f" else " " for sign in text).split())


def fields_of(link: str) -> dict[str, str]:
    """Decode a query as a mail program does: `+` is a plus sign."""
    return dict(parse_qsl(urlsplit(link).query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=True))


def on_the_network(address: str) -> str:
    return address.replace("bücher", "xn--bcher-kva")


LINKS = [mailto, gmail, outlook, outlook_personal]
OUTLOOKS = (outlook, outlook_personal)


def shown(text: str, link: Callable[..., str]) -> str:
    """What a link carries of a field: Outlook would turn a plus sign into a blank, so nothing with one."""
    return "" if "+" in text and link in OUTLOOKS else text


@pytest.mark.parametrize("link", LINKS)
@given(subject=anything, body=anything)
@example(subject=NASTY, body=NASTY)
@example(subject="", body="x😀" * 2500)
@example(subject=NASTY, body=(NASTY * 100)[:5000])
def test_what_a_link_decodes_to_is_what_was_written(link, subject, body):
    fields = fields_of(link([ADA], subject, body))
    assert fields.get("subject", fields.get("su")) == shown(one_line(subject), link)
    assert fields["body"] == shown(written(body).replace("\n", "\r\n"), link)


@pytest.mark.parametrize("link", LINKS)
@given(to=st.lists(addresses, max_size=3), subject=anything, body=anything)
def test_a_link_is_plain_ascii_without_a_space_or_a_plus_and_safe_in_markdown(link, to, subject, body):
    address = link(to, subject, body)
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(" +\"'<>()[]\\`")


@given(st.lists(addresses, max_size=3))
@example(['"not@me"@example.org', "a+b@example.org"])
def test_a_mailto_link_names_the_recipients(to):
    link = mailto(to, "Hello", "You")
    path = link.removeprefix("mailto:").partition("?")[0]
    assert [unquote(address) for address in path.split(",") if address] == [on_the_network(address) for address in to]
    assert path.count("@") == len(to)


def test_mailto_links_are_those_of_rfc_6068():
    assert mailto(['"not@me"@example.org'], "café", "a b\nc") == (
        "mailto:%22not%40me%22@example.org?subject=caf%C3%A9&body=a%20b%0D%0Ac"
    )


def test_webmail_gets_its_recipients_in_its_own_way():
    two = [ADA, "b+c@example.org"]
    assert gmail(two, "Hi there", "a\nb") == (
        "https://mail.google.com/mail/?view=cm&fs=1&to=ada%40example.org%2Cb%2Bc%40example.org&su=Hi%20there&body=a%0D%0Ab"
    )
    two = [ADA, "ben@example.org"]
    fields = "?to=ada%40example.org%3Bben%40example.org&subject=Hi%20there&body=a%0D%0Ab"
    assert outlook(two, "Hi there", "a\nb") == f"https://outlook.office.com/mail/deeplink/compose{fields}"
    assert outlook_personal(two, "Hi there", "a\nb") == f"https://outlook.live.com/mail/0/deeplink/compose{fields}"


def test_outlook_gets_nothing_with_a_plus_sign_which_it_would_turn_into_a_blank_and_that_is_said():
    for link in OUTLOOKS:
        assert fields_of(link(["a+b@example.org"], "C++", "1 + 1")) == {"to": "", "subject": "", "body": ""}
        assert fields_of(link(["a+b@example.org"], "Hi", "You")) == {"to": "", "subject": "Hi", "body": "You"}
    (sentence,) = linked(["a+b@example.org"], "Hi", "C++").notes
    assert sentence.startswith(
        "Outlook on the web turns + into a blank, so its links leave out the address and the text"
    )
    assert linked([ADA], "Hi", "You").notes == []


def test_a_domain_goes_out_as_the_network_knows_it_in_every_way():
    """IDNA 2008 keeps ß and the final sigma, which Python's own codec (IDNA 2003) sends to somebody else's domain."""
    for typed, network in {
        "straße.de": "xn--strae-oqa.de",
        "Bücher.example": "xn--bcher-kva.example",
        "βόλος.com": "xn--nxasmm1c.com",
        "[192.0.2.1]": "[192.0.2.1]",
    }.items():
        for make in (*LINKS, eml):
            assert make([f"ada@{typed}"], "s", "b") == make([f"ada@{network}"], "s", "b"), (typed, make)
    assert b"To: ada@xn--strae-oqa.de\r\n" in eml(["ada@straße.de"], "s", "b")


def test_a_name_in_letters_that_mail_may_refuse_goes_out_with_a_sentence():
    (sentence,) = linked(["jürgen@straße.de"], "Hi", "You").notes
    assert sentence.startswith("The part before the @ of jürgen@xn--strae-oqa.de")
    assert "To: jürgen@xn--strae-oqa.de\r\n".encode() in eml(["jürgen@straße.de"], "s", "b")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Ada",
        "a@b\r\nBcc: eve@example.org",
        "a@b, eve@example.org",
        "Ada <a@b>",
        "a@b?bcc=eve@example.org,x@y",
        "a@b@c",
        "a\0@b",
        "ada@\u2260-.de",
        '"a\nBcc: eve@example.org\nX: "@b',
        '"a\u2028b"@c',
    ],
)
def test_what_is_no_address_is_left_out_everywhere(address):
    assert mailto([address, ADA], "s", "b") == mailto([ADA], "s", "b")
    assert gmail([address, ADA], "s", "b") == gmail([ADA], "s", "b")
    assert outlook([address, ADA], "s", "b") == outlook([ADA], "s", "b")
    assert eml([address, ADA], "s", "b") == eml([ADA], "s", "b")


@pytest.mark.parametrize("link", [*LINKS, eml])
def test_half_a_surrogate_pair_becomes_a_question_mark(link):
    assert link([ADA, "\ud800@example.org"], "a\ud800", "\udfffb") == link([ADA, "?@example.org"], "a?", "?b")


def test_a_link_fits_up_to_its_limit_and_not_past_it():
    short = mailto([ADA], "", "")
    assert is_short_enough(short + "x" * (LONGEST_LINK - len(short)))
    assert not is_short_enough(short + "x" * (LONGEST_LINK - len(short) + 1))
    assert not is_short_enough(mailto([ADA], "Long", "ü" * 5000))


def test_a_short_message_is_in_every_link_and_of_a_long_one_the_address_and_the_subject_with_a_reason():
    whole = {"mailto": mailto, "gmail": gmail, "outlook": outlook, "outlook_personal": outlook_personal}
    assert linked([ADA], "Hi", "You").links == {opens: make([ADA], "Hi", "You") for opens, make in whole.items()}
    japanese = "手" * 220
    assert linked([ADA], "Hi", japanese).links == {opens: make([ADA], "Hi", "") for opens, make in whole.items()}
    assert linked([ADA], "Hi", japanese).notes == [
        "Too long for a link: the links open with the address and subject alone. Copy the text and paste it there."
    ]
    assert linked([ADA], japanese, "You").links == {opens: make([ADA], "", "") for opens, make in whole.items()}
    assert "with the address alone" in linked([ADA], japanese, "You").notes[0]


@given(anything, anything)
def test_every_link_that_is_offered_arrives_whole(subject, body):
    assert all(len(link) <= LONGEST_LINK for link in linked([ADA], subject, body).links.values())


@given(subject=anything, body=anything)
@example(subject="Bcc: eve@example.org\r\nBcc: eve@example.org", body="\r\n\r\nBcc: eve@example.org")
@example(subject="ü" * 300, body=(NASTY * 100)[:5000])
@example(subject="a" * 300, body="a" * 5000)
@example(subject="=?utf-8?q?not_encoded?=", body="From me\n.\n")
def test_an_eml_file_parses_back_to_what_was_written(subject, body):
    parsed = message_from_bytes(eml([ADA], subject, body), policy=policy.default)
    assert parsed.defects == []
    assert parsed["To"] == ADA
    assert (parsed["Subject"] or "") == one_line(subject)
    assert parsed["X-Unsent"] == "1"
    assert set(parsed.keys()) - {"Subject"} == {
        "To",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert len(parsed.keys()) == len(set(parsed.keys()))
    assert parsed.get_content() == written(body).replace("\n", "\r\n")


@given(anything, anything)
def test_an_eml_file_has_short_lines_that_all_end_alike(subject, body):
    lines = eml([ADA], subject, body).split(b"\r\n")
    assert all(len(line) <= 78 and line.isascii() and not set(line) & set(b"\r\n") for line in lines)


@given(st.lists(addresses, max_size=3))
@example(['"not@me"@example.org', "jürgen@bücher.example"])
def test_an_eml_file_names_its_recipients(to):
    parsed = message_from_string(eml(to, "Hello", "You").decode(), policy=policy.default)
    recipients = [address.addr_spec for address in parsed["To"].addresses] if to else []
    assert recipients == [on_the_network(address) for address in to]
    assert ("To" in parsed) == bool(to)
