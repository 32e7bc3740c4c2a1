"""What holds on every page: text letter for letter, stable keys, visitors, and a store that fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from pydantic import JsonValue

from netdash.meetings import live
from netdash.meetings.meetings import thank_you_id
from netdash.questions import questions
from netdash.records import (
    BrandingItem,
    Cadence,
    Comment,
    Contact,
    Draft,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Profile,
    Promise,
    Purpose,
    Question,
    Research,
    Revision,
    Section,
    Submission,
    TagCadence,
    Target,
    Template,
    Trashed,
    new_id,
)
from netdash.store import open_file
from tests.driving import NOW, PAGES, SAID, Dashboard, meeting, read, seed

MESSAGE, DRAFT, TEMPLATE, SUBMISSION = (new_id() for _ in range(4))
PLANNED, UNDER_WAY, TO_RECORD = "a" * 32, "b" * 32, "c" * 32
ODD = Contact(name="**Bob** <b>B</b> $x$ :red[y] [z](w) `c` #1 _d_ ~~e~~ & | :smile: :material/add:", company="*Co*")
TARGET = Target(company="*Co*", role=ODD.name, why="*w*", posting_url="*p*", research=Research(company="*l*"))
OPPORTUNITY = Opportunity(company="*Co*", role=ODD.name, contact=ODD.id, heard_on=date(2026, 5, 4), notes="*n*")
OFTEN = Cadence(ideal_days=30, latest_days=45)
ITEM = BrandingItem(channel="*p*", text=ODD.name)


def promise_of(one: Meeting) -> str:
    """Return the id of the promise made in a conversation."""
    return uuid5(UUID(one.id), "promise").hex


def views(one: Meeting) -> dict[str, tuple[str, dict[str, str]]]:
    """Return every page and view, by a name."""
    contact = one.contacts[0]
    return {page: (page, {}) for page in PAGES} | {
        "one meeting": ("meeting_log", {"meeting": one.id}),
        "one person": ("people", {"contact": contact}),
        "one question": ("question_bank", {"question": questions.closing_id()}),
        "one pitch": ("pitch_builder", {"pitch": str(one.pitch)}),
        "one message": ("outreach", {"message": MESSAGE}),
        "one draft": ("outreach", {"message": DRAFT}),
        "one template": ("outreach", {"template": TEMPLATE}),
        "message desk": ("outreach", {"contact": contact}),
        "one target": ("target_plan", {"target": TARGET.id, "stakeholder": "hr"}),
        "opportunities": ("target_plan", {"part": "Opportunities"}),
        "one opportunity": ("target_plan", {"opportunity": OPPORTUNITY.id}),
        "opportunities of a meeting": ("target_plan", {"meeting": one.id}),
        "branding": ("target_plan", {"part": "Branding"}),
        "one branding item": ("target_plan", {"item": ITEM.id}),
        "goals": ("target_plan", {"part": "Goals"}),
        "one promise": ("follow_up_tracker", {"promise": promise_of(one)}),
        "desk": ("follow_up_tracker", {"meeting": one.id, "contact": contact}),
        "one request": ("feedback", {"submission": SUBMISSION}),
        "one plan": ("plan", {"meeting": PLANNED}),
        "a plan with somebody": ("plan", {"contact": contact}),
        "a log of somebody": ("meeting_log", {"contact": contact}),
        "before a conversation": ("conversation", {"meeting": PLANNED}),
        "a conversation under way": ("conversation", {"meeting": UNDER_WAY}),
        "a meeting planned": ("meeting_log", {"meeting": PLANNED}),
        "a meeting to record": ("meeting_log", {"meeting": TO_RECORD}),
    }


VIEWS = [
    *PAGES,
    *("one meeting", "one person", "one question", "one pitch", "one promise", "one target"),
    *("opportunities", "one opportunity"),
    *("opportunities of a meeting", "branding", "one branding item", "goals", "one message", "one draft"),
    *(
        "one request",
        "one template",
        "message desk",
        "desk",
        "one plan",
        "a plan with somebody",
        "before a conversation",
    ),
    *("a conversation under way", "a meeting planned", "a meeting to record", "a log of somebody"),
]


@pytest.fixture
def odd(file: Path) -> Meeting:
    said = Revision(past=ODD.name, outcome="*w* :red[v]", saved_at=NOW)
    pitch = Pitch(name=ODD.name, revisions=(said, said.replace(past=f"{ODD.name} *l*. " * 4)))
    one = meeting(ODD, learnings=["*l* <i>m</i>"], notes="*n*", place="*p*", help_offered="*h*", pitch=pitch.id)
    promise = Promise(id=promise_of(one), contact=ODD.id, meeting=one.id, what="*w* :red[v]", due_on=date(2026, 5, 6))
    said_of = {"contact": ODD.id, "subject": "*l*", "body": "*w* :red[v] {*p*} {first_name}", "purpose": "nudge"}
    letters = [Message.model_validate({"id": MESSAGE, "sent_at": NOW, **said_of})]
    letters += [Message.model_validate({"id": DRAFT, **said_of})]
    template = Template(id=TEMPLATE, name=ODD.name, purpose=Purpose.NUDGE, subject="*l*", body="*w* {odd}")
    seed(
        file,
        *letters,
        template,
        TARGET,
        OPPORTUNITY.replace(meeting=one.id),
        ITEM,
        TagCadence(tag="*l*", cadence=OFTEN),
    )
    section = Section(field="past", title=ODD.name, text="*w* :red[v]")
    asked = {
        "kind": "pitch",
        "about": pitch.id,
        "title": ODD.name,
        "question": "*l*",
        "author": ODD.name,
        "asked_at": NOW,
    }
    submission = Submission.model_validate({"id": SUBMISSION, "sections": [section], **asked})
    on_it = {"submission": SUBMISSION, "passage": "*w*", "text": "*l* <i>m</i>", "author": "*p*", "written_at": NOW}
    seed(file, submission, Comment.model_validate({"field": "past", "suggestion": "*n*", **on_it}))
    link = Introduction(by_contact=ODD.id, to_contact=ODD.id, meeting=one.id)
    question = Question(text=f"{ODD.name} *w*?")
    plan = meeting(ODD, ago=-timedelta(days=1), state="planned", place="*p*", questions=[question.id])
    plan = plan.replace(id=PLANNED, pitch=pitch.id, research=Research(person="*l*"), notes="*n*")
    workspace = seed(file, ODD, pitch, one, promise, link, question, plan, plan.replace(id=UNDER_WAY))
    live.keep(workspace, UNDER_WAY, live.begin(NOW).replace(ticked=(question.id,), answers={question.id: "*w*"}))
    workspace.save(meeting(ODD, state="planned", place="*p*", questions=[question.id]).replace(id=TO_RECORD))
    return one


@pytest.mark.parametrize("view", VIEWS)
def test_marks_in_what_was_typed_are_shown_letter_for_letter(odd: Meeting, view: str) -> None:
    page, params = views(odd)[view]
    seen = Dashboard(page, **params)
    markdown = seen.markdown(*(kind for kind in SAID if kind != "text"), "page_link")
    for raw in (ODD.name, "*Co*", "*l*", "*p*", "*w*", ":red[v]", "<b>", "<i>"):
        assert raw not in markdown, raw
    tables = {"people", "meeting_log", "follow_up_tracker", "outreach", "a log of somebody", "opportunities"}
    silent = tables | {"question_bank", "one question", "workspace", "plan", "insights", "branding", "goals"}
    if view not in silent | {"rules", "guide"}:
        assert ODD.name in read(markdown)


ODD_FIELDS: tuple[JsonValue, ...] = (
    "",
    -1,
    2**63,
    1.5,
    True,
    None,
    [],
    ["x", "x", 1],
    {"": {}},
    "\0",
    "0001-01-01",
    "09:00+02:00",
    "x" * 301,
)
"""What a backup or an edited file may say was typed in a field."""
ODD_TURNS = 2
ODD_VIEWS = (
    *("today", "one meeting", "one target", "pitch_builder", "rules", "message desk", "desk", "a plan with somebody"),
    *("a meeting to record", "opportunities of a meeting", "goals"),
)


def test_a_draft_that_says_anything_at_all_breaks_no_page(odd: Meeting, file: Path) -> None:
    """It came from a backup or an edited file: each form is drawn, with what fits of it."""
    workspace = open_file(file)
    for view in ODD_VIEWS:
        page, params = views(odd)[view]
        opened = Dashboard(page, **params).app.session_state._state.filtered_state
        forms = [form for name, form in opened.items() if name.startswith("_form_")]
        for turn in range(ODD_TURNS):
            for form in forms:
                names = ("", "_", "_counted", "_base", "_zone", "_dates", "_token", "put", "x", *form["starts"])
                said = {name: ODD_FIELDS[(place + turn * 5) % len(ODD_FIELDS)] for place, name in enumerate(names)}
                workspace.put(Draft(id=new_id(), form=form["name"], fields=said))
            try:
                Dashboard(page, **params)
            except AssertionError as error:
                raise AssertionError(f"{view}, {turn}: {error}") from error
        for draft in workspace.all(Draft):
            if draft.form != live.draft_name(UNDER_WAY):
                workspace.delete(draft)


def test_what_was_done_is_said_letter_for_letter(odd: Meeting) -> None:
    seen = Dashboard("meeting_log", meeting=odd.id).press(f"meeting_log_delete_{odd.id}")
    assert ODD.name not in seen.app.success[0].value
    assert seen.done == [f"Deleted the conversation with {ODD.name}."]
    seen.unfold("meeting_log_form").fill(meeting_log_people=["**New** <b>person</b>"])
    labels = [one.label for one in seen.app.text_input]
    assert not [label for label in labels if "**New**" in label]
    assert "Job title of **New** <b>person</b>" in map(read, labels)


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "guide"])
def test_the_keys_are_the_same_from_run_to_run_and_in_another_session(odd: Meeting, view: str) -> None:
    page, params = views(odd)[view]
    seen = Dashboard(page, **params)
    first = seen.keys
    assert first
    assert seen.run().keys == first
    assert Dashboard(page, **params).keys == first


@pytest.mark.parametrize("view", VIEWS)
def test_looking_at_a_page_writes_nothing(odd: Meeting, file: Path, view: str) -> None:
    before = file.read_bytes()
    page, params = views(odd)[view]
    Dashboard(page, **params).run()
    assert file.read_bytes() == before


@pytest.mark.usefixtures("file")
def test_the_root_leads_to_today() -> None:
    seen = Dashboard("today")
    assert seen.title == "Welcome to netdash"
    known = {page["url_pathname"] for page in seen.app._registered_pages.values()}
    assert known == {"", *PAGES, "coach"} - {"today"}


# -- visitors ---------------------------------------------------------------------


def test_a_visitor_gets_a_workspace_of_their_own_and_never_sees_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Contact(name="Ada Lovelace")
    seed(file, secret, meeting(secret), Profile(name="Mara Lind"))
    before = file.read_bytes()
    monkeypatch.setenv("NETDASH_TRUST", "none")
    visitor = Dashboard()
    assert "a private workspace of your own" in visitor.said
    for page in PAGES:
        visitor.open(page)
        assert "Ada" not in visitor.said
        assert str(file) not in visitor.said
    visitor.open("people", contact=secret.id)
    assert len(visitor.errors) == 1
    visitor.open("people").fill(people_name="Grace Hopper").press("people_save")
    assert "Grace Hopper" in visitor.said
    assert "Nobody yet" in Dashboard("people").said, "another visitor sees another workspace"
    assert file.read_bytes() == before


def test_a_setting_nobody_knows_lets_nobody_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(file, Contact(name="Ada Lovelace"))
    monkeypatch.setenv("NETDASH_TRUST", "everybody")
    for page in PAGES:
        seen = Dashboard(page)
        assert len(seen.errors) == 1
        assert "NETDASH_TRUST" in seen.errors[0]
        assert "Ada" not in seen.said


# -- a store that fails -----------------------------------------------------------


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the disk refuse every save from now on, as a full one does."""

    def refuse() -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)

    return refuse


def test_a_full_disk_is_a_sentence_and_what_was_typed_stays(file: Path, unwritable: Callable[[], None]) -> None:
    ada = Contact(name="Ada Lovelace")
    seed(file, ada)
    log = Dashboard().fill(meeting_log_people=[ada.id], meeting_log_learnings="Ask")
    unwritable()
    log.press("meeting_log_save")
    assert len(log.errors) == 1
    assert log.value("meeting_log_learnings") == "Ask"
    assert not open_file(file).all(Meeting)


def test_typing_while_the_disk_is_full_is_a_sentence_and_the_page_stays(
    file: Path, unwritable: Callable[[], None]
) -> None:
    seed(file, Contact(name="Ada Lovelace"))
    log, people = Dashboard(), Dashboard("people").unfold("people_form")
    unwritable()
    log.fill(meeting_log_learnings="Ask")
    assert len(log.errors) == 1
    assert log.value("meeting_log_learnings") == "Ask"
    assert log.has("meeting_log_save")
    people.fill(people_name="Grace")
    assert people.value("people_name") == "Grace"
    assert people.has("people_save")


def test_a_disk_that_refuses_saves_can_still_be_read(file: Path, unwritable: Callable[[], None]) -> None:
    """Also where something in the trash has had its time, and would be let go of on arrival."""
    ada, tom = Contact(name="Ada Lovelace"), Contact(name="Tom Baker")
    workspace = seed(file, ada, tom)
    Dashboard("people", contact=tom.id).press(f"people_delete_{tom.id}")
    workspace.put(workspace.all(Trashed)[0].replace(deleted_at=NOW - timedelta(days=31)))
    unwritable()
    people = Dashboard("people")
    assert not people.errors
    assert people.column("Name") == ["Ada Lovelace"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes where nobody else may")
def test_a_read_only_folder_is_a_sentence(file: Path) -> None:
    ada = Contact(name="Ada Lovelace")
    seed(file, ada, meeting(ada))
    file.parent.chmod(0o500)
    try:
        log = Dashboard("meeting_log").press("meeting_log_save")
        assert len(log.errors) >= 1
    finally:
        file.parent.chmod(0o700)


@pytest.fixture
def unreadable(file: Path) -> Path:
    """A workspace file cut in half, with the automatic copy beside it."""
    seed(file, Contact(name="Ada Lovelace"))
    shutil.copy(file, file.with_name(f"{file.name}.bak"))
    file.write_bytes(file.read_bytes()[:-40])
    return file


@pytest.mark.parametrize("page", PAGES)
def test_an_unreadable_file_is_left_alone_and_the_ways_out_are_offered(unreadable: Path, page: str) -> None:
    before = unreadable.read_bytes()
    seen = Dashboard(page)
    assert seen.title == "Your file needs a look"
    assert str(unreadable) in seen.errors[0]
    assert {"rescue_copy", "rescue_empty"} <= seen.keys
    assert unreadable.read_bytes() == before


def test_the_automatic_copy_brings_the_people_back(unreadable: Path) -> None:
    broken = unreadable.read_bytes()
    seen = Dashboard("people").press("rescue_copy")
    assert seen.title == "People"
    assert seen.column("Name") == ["Ada Lovelace"]
    (kept,) = unreadable.parent.glob("*unreadable*")
    assert kept.read_bytes() == broken
    assert kept.name in seen.done[0]


def test_starting_empty_keeps_the_file_that_cannot_be_read(unreadable: Path) -> None:
    broken = unreadable.read_bytes()
    seen = Dashboard("people").press("rescue_empty")
    assert seen.title == "People"
    assert "Nobody yet" in seen.said
    kept, copy = sorted(unreadable.parent.glob("*unreadable*"))
    assert kept.read_bytes() == broken
    assert [one.name for one in open_file(copy).all(Contact)] == ["Ada Lovelace"]
    assert kept.name in seen.done[0]
    assert copy.name in seen.done[0]
    seen.fill(people_name="Grace Hopper").press("people_save")
    assert [one.name for one in open_file(unreadable).all(Contact)] == ["Grace Hopper"]


def test_without_an_automatic_copy_only_the_empty_start_is_offered(file: Path) -> None:
    file.write_text("{ not json", encoding="utf-8")
    seen = Dashboard()
    assert "rescue_copy" not in seen.keys
    assert "rescue_empty" in seen.keys


def test_a_file_that_breaks_while_the_page_is_open_shows_the_ways_out(file: Path) -> None:
    seed(file, Contact(name="Ada Lovelace"))
    seen = Dashboard("people")
    file.write_text("[]", encoding="utf-8")
    assert seen.run().title == "Your file needs a look"


@pytest.mark.parametrize("way", ["rescue_copy", "rescue_empty"])
@pytest.mark.parametrize("emptied", [True, False], ids=["emptied", "removed"])
def test_a_file_that_is_emptied_or_removed_while_the_page_is_open_is_no_fresh_workspace(
    file: Path, emptied: bool, way: str
) -> None:
    seed(file, Contact(name="Ada Lovelace"))
    copy = file.with_name(f"{file.name}.bak")
    shutil.copy(file, copy)
    held = copy.read_bytes()
    open_page = Dashboard("people").unfold("people_form").fill(people_name="Grace Hopper")
    if emptied:
        file.write_bytes(b"")
    else:
        file.unlink()
    assert open_page.press("people_save").title == "Your file needs a look"
    assert file.exists() is emptied
    assert copy.read_bytes() == held
    seen = Dashboard("people").press(way)
    assert ("1 person" in seen.said) is (way == "rescue_copy")
    assert held in [found.read_bytes() for found in file.parent.glob(f"{file.name}*.bak")]


def test_another_programs_edit_shows_on_the_next_run(file: Path) -> None:
    seed(file, Contact(name="Ada Lovelace"))
    seen = Dashboard("people")
    file.write_text(file.read_text("utf-8").replace("Ada Lovelace", "Ada Byron"), encoding="utf-8")
    assert seen.run().column("Name") == ["Ada Byron"]


def test_after_thirty_days_somebody_deleted_is_someone_removed(file: Path) -> None:
    ada = Contact(name="Ada Lovelace")
    one = meeting(ada)
    workspace = seed(file, ada, one)
    Dashboard("people", contact=ada.id).press(f"people_delete_{ada.id}")
    trashed = workspace.all(Trashed)[0]
    workspace.put(trashed.replace(deleted_at=NOW - timedelta(days=31)))
    seen = Dashboard("meeting_log", meeting=one.id)
    assert seen.title == "someone removed"
    assert not seen.has(f"meeting_log_thank_{thank_you_id(one.id, ada.id)}")
    assert "No thank-yous due" in seen.open("follow_up_tracker").said
