"""Texts without the people in them, and the way back into the member's own words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netdash.feedback.masking import masked
from netdash.records import Contact
from tests.factories import person

ADA, WILL = person("Ada Lovelace"), person("Will Smith", called="Will")
words = st.text(st.sampled_from("ab .Aé"), max_size=12)


def test_a_full_name_goes_wherever_it_stands_and_a_call_name_only_of_those_present():
    text = "Hi Ada, Will Smith said you will know Ada Lovelace's team."
    assert masked(text, [ADA, WILL], [ADA]).text == "Hi [first name], [name] said you will know [name]'s team."
    assert masked("I will ask Adam.", [ADA, WILL], [ADA]).text == "I will ask Adam."


def test_a_name_goes_however_it_is_spelled_and_of_those_present_each_word_of_it():
    zoe = person("Zoë O’Brien-Smith")
    for spelled in ("Zoë O’Brien-Smith", "zoe o'brien-smith", "ZOË O'BRIEN–SMITH"):
        assert masked(f"Ask {spelled}.", [zoe]).text == "Ask [name]."
    assert masked("Dear Dr. Lovelace, dear Ada", [ADA], [ADA]).text == "Dear Dr. [name], dear [first name]"
    assert masked("Ask Lovelace.", [ADA]).text == "Ask Lovelace."


def test_addresses_links_and_numbers_go():
    text = "Write to ada@example.org, call +49 30 1234567, see https://example.org/ada or linkedin.com/in/ada."
    assert masked(text, []).text == ("Write to [e-mail address], call [phone number], see [link] or [link]")
    assert masked("In 2024 I cut costs by 30 % in 12 months.", []).text == "In 2024 I cut costs by 30 % in 12 months."


def test_a_passage_is_worded_anew_in_the_own_text_with_its_people():
    text = "Hi Ada,\nthank you. I learned much from Ada Lovelace. Best, Tom"
    mask = masked(text, [ADA], [ADA])
    passage = "I learned much from [name]."
    start = mask.text.index(passage)
    assert mask.reword(start, passage, "From [name] I learned to ask.") == (
        "Hi Ada,\nthank you. From Ada Lovelace I learned to ask. Best, Tom"
    )
    assert mask.reword(0, "Hi [first name],", "Dear [first name],").startswith("Dear Ada,\nthank you.")
    assert masked("", []).reword(0, "", "Something") == "Something"


@given(before=words, passage=words.filter(bool), after=words, suggestion=words)
def test_without_people_only_the_passage_changes(before: str, passage: str, after: str, suggestion: str) -> None:
    mask = masked(before + passage + after, [])
    assert mask.text == before + passage + after
    assert mask.reword(len(before), passage, suggestion) == before + suggestion + after


@given(texts=st.lists(st.sampled_from(["Hi ", "Ada", "Ada Lovelace", ", ", "x@y.org", " well."]), max_size=6))
def test_a_passage_worded_as_it_is_changes_nothing_and_nobody_is_left(texts: list[str]) -> None:
    own = " ".join(texts)
    people: list[Contact] = [ADA]
    mask = masked(own, people, people)
    assert mask.reword(0, mask.text, mask.text) == own
    assert "Ada" not in mask.text
    assert "@" not in mask.text
