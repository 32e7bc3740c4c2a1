"""The plain checks of a thank-you note, and its five parts."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.errors import InvalidRecordError
from netdash.pitch.checks import Check
from netdash.records import AskedQuestion, Channel, Meeting, Profile, Wording, new_id
from netdash.thank_yous import note as thank_you_note
from netdash.thank_yous.checks import check_ready, checks, checks_of_text, evidence, late_words, shipped
from netdash.thank_yous.note import PART_WORDS, Note, Parts, join, start
from tests.factories import DAY, EXAMPLE, HOUR, NOON, any_text, person, talk

UTC = ZoneInfo("UTC")
RULE = shipped()
ADA, ME = person("Ada Lovelace"), Profile(name="Sam Lee")
MET = talk(ADA, learnings=("Small teams ship faster.",), help_offered="introduce you to my old team")
DRAFT = start(MET, NOON + HOUR, UTC, ["Tom Okafor"])
SAID = evidence(MET, ["Tom Okafor"])


def found(parts: Parts = DRAFT, recorded: tuple[str, ...] = SAID) -> list[str]:
    return [check.name for check in checks(parts, recorded, RULE)]


def sentence(parts: Parts, recorded: tuple[str, ...] = SAID) -> str:
    (check,) = checks(parts, recorded, RULE)
    return check.sentence


def plain(meeting: Meeting) -> Parts:
    return start(meeting, NOON + HOUR, UTC)


# The parts


def test_each_part_starts_from_what_the_meeting_recorded():
    assert (
        Parts(
            gratitude="Thank you for taking the time to talk with me today. I really enjoyed our conversation.",
            learning="What has stayed with me most: “Small teams ship faster.”",
            help="I would be happy to help, and my offer stands: introduce you to my old team.",
            referral=(
                "Thank you as well for pointing me to Tom Okafor. Is there anyone else you think I should talk to?"
            ),
            farewell="I wish you all the best, and I would love to stay in touch.",
        )
        == DRAFT
    )


def test_every_part_has_a_label():
    assert set(PART_WORDS) == set(Parts.__dataclass_fields__)


def test_a_part_left_out_leaves_no_gap():
    assert join(Parts(gratitude=" Thanks! \n"), ADA, Profile()) == "Hi Ada,\n\nThanks!\n\nKind regards,\n[your name]"


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (EXAMPLE.outcome, "talk to? As a reminder: I am looking for an analyst role in health."),
        ("Who decides? I want in", "talk to? As a reminder: I want in."),
        ("Who decides?", "talk to?"),
        ("", "talk to?"),
    ],
)
def test_the_referral_recalls_what_the_pitch_was_after_and_asks_nothing_more(outcome, ending):
    parts = start(MET, NOON + HOUR, UTC, pitch=Wording(outcome=outcome))
    assert parts.referral.endswith(ending)
    assert found(parts) == []


# The checks


def test_a_draft_with_evidence_passes_every_check():
    assert found() == []
    assert found(start(talk(ADA, learnings=("小さく出す",)), NOON, UTC), ("小さく出す",)) == []


@pytest.mark.parametrize("field", list(PART_WORDS))
def test_a_part_that_is_missing_is_named(field):
    missing = [check for check in checks(replace(DRAFT, **{field: " \n"}), SAID, RULE) if "missing" in check.sentence]
    assert [check.name for check in missing] == [f"missing_{field}"]


def test_a_draft_with_nothing_noted_has_one_thing_to_fill_in():
    assert found(plain(talk(ADA)), ()) == ["placeholder"]
    words = sentence(plain(talk(ADA)), ())
    assert words == f"Still to fill in: “{thank_you_note.NOTHING_LEARNED}”."


@pytest.mark.parametrize("place", ["[name]", "{first_name}", "{their company}"])
def test_a_placeholder_in_any_part_is_named_once(place):
    parts = replace(DRAFT, farewell=f"Bye {place}", gratitude=f"Thanks, {place}!")
    assert sentence(parts) == f"Still to fill in: “{place}”."
    assert sentence(replace(parts, help="[help]")) == f"Still to fill in: “{place}”, “[help]”."


@pytest.mark.parametrize(
    "place", ["{name}", "[topic]", "{{first_name}}", "<topic>", "TODO", "XXX", "___", "[your name]", "{имя}"]
)
def test_a_note_with_an_open_place_is_not_ready(place):
    for note in (Note("Thanks", f"Hi Ada, {place}, and more"), Note(f"Thanks {place}", "Hi Ada")):
        with pytest.raises(InvalidRecordError, match=re.escape(f"The note still says “{place}”.")):
            check_ready(note, Channel.EMAIL)
    check_ready(Note(f"Thanks {place}", "Hi Ada"), Channel.LINKEDIN)


def test_a_note_longer_than_its_channel_takes_is_not_ready():
    check_ready(Note("Thanks", "x" * 300), Channel.LINKEDIN_INVITATION)
    with pytest.raises(InvalidRecordError, match="take out 1"):
        check_ready(Note("Thanks", "x" * 301), Channel.LINKEDIN_INVITATION)


@pytest.mark.parametrize(
    "text", ["I [", "a ] b [", "{}", "[]", "1 [\n] 2", "data[i]", "a[x][y]", "[a](b)", "<https://x>"]
)
def test_a_lone_bracket_is_no_placeholder(text):
    assert found(replace(DRAFT, farewell=text)) == []


@pytest.mark.parametrize(
    "learning",
    [
        "I learned a lot from our conversation.",
        "One small thing: it was great.",
        "Your perspective on the industry was incredibly helpful and inspiring.",
        "Your advice was really valuable.",
        "Thank you so much!",
    ],
)
def test_what_could_go_to_anybody_is_seen(learning):
    parts = replace(plain(talk(ADA)), learning=learning)
    assert sentence(parts) == "Could this note be for anyone? Mention one thing that they said or named."
    nothing = "Nothing in this note is from your conversation yet: name one thing they told you."
    assert sentence(parts, ()) == nothing


@pytest.mark.parametrize(
    "learning", ["What you said about teams that ship.", "Tom sounds like fun.", "SHIP is it.", "All 42 of you!"]
)
def test_one_word_of_the_conversation_makes_it_specific(learning):
    assert found(replace(plain(talk(ADA)), learning=learning), (*SAID, "They are 42")) == []


@pytest.mark.parametrize(
    "learning",
    ["Your point that juniors should ship a tiny ETL job has stuck.", "About juniors, patience and pipelines."],
)
def test_what_was_noted_may_be_said_in_other_words(learning):
    assert found(replace(plain(talk(ADA)), learning=learning), ("Start with one project and show it",)) == []


def test_the_very_words_that_were_noted_make_it_specific_however_common():
    parts = replace(plain(talk(ADA)), learning="You told me: “Do it now.”")
    assert found(parts, ("Do it now",)) == []


@pytest.mark.parametrize(
    ("referral", "expected"),
    [
        ("Thanks again.", [Check("no_referral", "Does this ask whether there is anyone else you should talk to?")]),
        ("If someone else comes to mind whom I should meet, I would love to hear.", []),
        ("Wen sollte ich noch treffen?", []),
        ("还有谁？", []),
    ],
)
def test_a_referral_that_asks_for_nobody_is_asked_about(referral, expected):
    assert list(checks(replace(DRAFT, referral=referral), SAID, RULE)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Thank you so much for everything. It was great.", ["not_specific"]),
        ("Thank you for the tip on night shifts. It was great.", []),
    ],
)
@pytest.mark.parametrize("recorded", [(), ("Night shifts",)])
def test_a_note_written_as_a_whole_is_looked_at_without_greeting_and_name(said, expected, recorded):
    text = f"Hi Ada,\n\n{said}\n\nKind regards,\nMara Lind"
    assert [check.name for check in checks_of_text(text, recorded, RULE)] == expected


@pytest.mark.parametrize(
    "greeting", ["Hi Okafor,", "Hi Okafor!", "Hi Okafor: ", "山田様，", "山田様：", "Hi Ada, Tom, Mei, Bea and Okafor,"]
)
@pytest.mark.parametrize("signature", ["Mara Lind", "Kind regards from Mara Lind in Potsdam"])
def test_a_greeting_and_a_signature_of_up_to_seven_words_are_not_from_the_conversation(greeting, signature):
    text = f"{greeting}\n\nThank you so much.\n\nThat was great.\n\n{signature}"
    assert [check.name for check in checks_of_text(text, (), RULE)] == ["not_specific"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["not_specific"]),
        ("Pipelines it is.", []),
        ("Pipelines it is.\n\nThank you so much.\n\nMara", []),
        ("What you told me of pipelines was great!\n\nThank you so much.\n\nMara", []),
        ("Thank you.\n\nThat was great.\n\nPipelines it is.\n\nMara", []),
        ("Thank you.\n\nWhat you told me of pipelines was great", []),
    ],
)
def test_every_other_paragraph_may_be_from_the_conversation(text, expected):
    assert [check.name for check in checks_of_text(text, (), RULE)] == expected


def test_a_note_about_something_nobody_noted_is_believed():
    parts = replace(plain(talk(ADA)), learning="The story of the night shift stays with me.")
    assert found(parts, ()) == []


def test_evidence_is_all_that_the_meeting_recorded():
    met = MET.replace(
        notes="Choir", asked=(AskedQuestion(question=new_id(), note="By train"), AskedQuestion(question=new_id()))
    )
    assert evidence(met, ["Tom"]) == (
        "Small teams ship faster.",
        "introduce you to my old team",
        "Choir",
        "By train",
        "Tom",
    )


@pytest.mark.parametrize(
    ("field", "text", "asks"),
    [
        ("referral", "Is there anyone else? Could you also forward my résumé?", 2),
        ("farewell", "Would you review my pitch? I’d appreciate an answer by Friday.", 3),
        ("gratitude", "Thanks. Please send me the slides.", 2),
        ("referral", "Is there anyone else you think I should talk to?", 1),
        ("help", "Would you like me to send the draft? Shall I?", 1),
        ("help", "Is there any draft of yours that I could read?", 1),
        ("learning", "What stayed with me: small teams? Why not ship?", 1),
        ("learning", "为什么不做小团队？Small teams!", 1),
        ("farewell", "May the road be kind to you.", 1),
        ("farewell", "Send me your slides. Introduce me to Tom.", 3),
        ("farewell", "Let me know about openings. Could you put in a word?", 3),
        ("gratitude", "What a morning, wasn’t it? Thank you.", 1),
        ("farewell", "Would you like me to send the article? All the best.", 1),
        ("farewell", "Your question “what would you cut?” stays with me.", 1),
        ("referral", "Is there anyone else I should meet, perhaps in HR? Or at Contoso?", 1),
    ],
)
def test_more_than_one_request_is_counted(field, text, asks):
    names = found(replace(DRAFT, **{field: text}))
    assert ("requests" in names) is (asks > 1)
    if asks > 1:
        assert f"ask for {asks} things" in sentence(replace(DRAFT, **{field: text}))


def test_a_note_of_more_than_two_hundred_words_is_long():
    used = sum(len(text.split()) for text in vars(DRAFT).values())
    room = RULE.most_words - used + len(DRAFT.gratitude.split())
    assert found(replace(DRAFT, gratitude="word " * room)) == []
    long = replace(DRAFT, gratitude="word " * (room + 5))
    assert found(long) == ["too_long"]
    assert sentence(long) == "205 words: take out about 5, and it is read in one go."


@given(st.builds(Parts, any_text, any_text, any_text, any_text, any_text), st.lists(any_text, max_size=3))
def test_any_text_is_looked_at_and_nothing_is_said_twice(parts, recorded):
    names = found(parts, tuple(recorded))
    assert len(names) == len(set(names))
    assert all(f"missing_{field}" in names for field, text in vars(parts).items() if not text.strip())


def test_a_late_note_is_met_with_kindness():
    kind = "A late thank-you is still worth sending: they will be glad to hear from you."
    assert late_words(MET, NOON + 23 * HOUR, rules.shipped(), RULE) == ""
    assert late_words(MET, NOON + 2 * DAY, rules.shipped(), RULE) == kind


def test_the_words_that_every_draft_says_show_nothing_of_one_conversation():
    parts = replace(plain(talk(ADA)), learning="I learned a lot.")
    everyday = " ".join(reversed(" ".join(vars(parts).values()).split()))
    assert found(parts, (everyday,)) == ["not_specific"]
