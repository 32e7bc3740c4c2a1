"""Undo on the pages: it puts back what a press changed, and never over what another tab wrote since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from netdash import drafts, rules
from netdash.errors import StoreUnreachableError
from netdash.follow_up import actions
from netdash.meetings import plans
from netdash.outreach import messages, templates
from netdash.questions import questions
from netdash.records import (
    BrandingItem,
    Contact,
    Draft,
    Goals,
    Meeting,
    MeetingState,
    Message,
    Opportunity,
    Outcome,
    Promise,
    Question,
    Record,
    RuleChanges,
    Snooze,
    Stage,
    Template,
)
from netdash.rules.screens import rules as rules_screen
from netdash.store import Workspace, open_file
from netdash.store.tiny import TinyWorkspace
from netdash.targets import branding, goals, opportunities
from netdash.ui import flash, form_draft
from tests.driving import NOW, Dashboard, interrupted_once, meeting, seed
from tests.meetings.test_screens_meeting import ADA
from tests.thank_yous.test_screens import Desk

SENT = Message(contact=ADA.id, body="Hi", sent_at=NOW - timedelta(days=1))
LEAD = Opportunity(company="Acme", role="Engineer", source="Their site", heard_on=NOW.date())
ITEM = branding.shipped()[0]
QUESTION = questions.shipped()[0]
TEMPLATE = templates.shipped()[0]
WEEK = timedelta(days=7)
PROMISE = Promise(contact=ADA.id, what="Call", due_on=NOW.date())
DO = actions.snooze_id(f"promise:{PROMISE.id}")
PLAN = meeting(ADA, ago=-timedelta(days=1), state="planned")


@dataclass(frozen=True)
class Case:
    """A press on a page, what another tab then writes, and the record that both change."""

    press: Callable[[], Dashboard]
    then: Callable[[Workspace], object]
    kind: type[Record]


CASES = {
    "a question's own words": Case(
        lambda: Dashboard("question_bank", question=QUESTION.id).press(f"question_bank_reset_{QUESTION.id}"),
        lambda workspace: questions.edit(workspace, workspace.require(Question, QUESTION.id).replace(text="Theirs?")),
        Question,
    ),
    "a branding item's own words": Case(
        lambda: Dashboard("target_plan", item=ITEM.id).press(f"target_plan_reset_{ITEM.id}"),
        lambda workspace: branding.edit(workspace, workspace.require(BrandingItem, ITEM.id).replace(text="Theirs")),
        BrandingItem,
    ),
    "a reply": Case(
        lambda: Dashboard("outreach", message=SENT.id).press(f"outreach_replied_{SENT.id}"),
        lambda workspace: messages.record_outcome(workspace, SENT.id, Outcome.DECLINED, NOW, NOW),
        Message,
    ),
    "a stage": Case(
        lambda: Dashboard("target_plan", opportunity=LEAD.id).fill(
            **{f"target_plan_stage_{LEAD.id}": Stage.APPLIED.value}
        ),
        lambda workspace: opportunities.set_stage(workspace, LEAD.id, Stage.INTERVIEWING),
        Opportunity,
    ),
    "a template's own words": Case(
        lambda: Dashboard("outreach", template=TEMPLATE.id).press(f"outreach_template_reset_{TEMPLATE.id}"),
        lambda workspace: templates.edit(workspace, workspace.require(Template, TEMPLATE.id).replace(body="Theirs")),
        Template,
    ),
    "a promise": Case(
        lambda: Dashboard("follow_up_tracker", promise=PROMISE.id).press(f"follow_up_tracker_kept_{PROMISE.id}"),
        lambda workspace: workspace.save(workspace.require(Promise, PROMISE.id).replace(kept=False)),
        Promise,
    ),
    "a cancelled conversation": Case(
        lambda: Dashboard("plan", meeting=PLAN.id).press(f"plan_cancel_{PLAN.id}"),
        lambda workspace: plans.move(workspace, PLAN.id, NOW + timedelta(days=9), 30, NOW),
        Meeting,
    ),
    "a pause": Case(
        lambda: Dashboard("follow_up_tracker").press("follow_up_tracker_pause"),
        lambda workspace: actions.pause(workspace, NOW.date() + timedelta(days=3), NOW.date()),
        Snooze,
    ),
    "a dismissal": Case(
        lambda: (
            Dashboard("today")
            .unfold(f"today_more_{DO}")
            .fill(**{f"today_reason_{DO}": "Done otherwise"})
            .press(f"today_dismiss_{DO}")
        ),
        lambda workspace: actions.snooze(workspace, f"promise:{PROMISE.id}", NOW.date() + WEEK, NOW.date()),
        Snooze,
    ),
    "a message that was not sent": Case(
        lambda: Dashboard("outreach", message=SENT.id).press(f"outreach_unsend_{SENT.id}"),
        lambda workspace: workspace.save(workspace.require(Message, SENT.id).replace(body="Theirs")),
        Message,
    ),
    "a reset rule": Case(
        lambda: Dashboard("rules").unfold("rules_reset_one").press("rules_reset_questions_most"),
        lambda workspace: rules.change(workspace, {"questions.most": 8}),
        RuleChanges,
    ),
    "a goal": Case(
        lambda: (
            Dashboard("target_plan", part="Goals").fill(target_plan_goals_messages=8).press("target_plan_goals_save")
        ),
        lambda workspace: goals.change(workspace, messages=9),
        Goals,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_undo_leaves_what_another_tab_wrote_since(file: Path, case: Case) -> None:
    own_words = (QUESTION.replace(text="Mine?"), ITEM.replace(text="Mine"), TEMPLATE.replace(body="Mine"))
    workspace = seed(file, ADA, SENT, LEAD, PROMISE, PLAN, RuleChanges(values={"questions.most": 9}), *own_words)
    page = case.press()
    assert page.has("flash_undo")
    case.then(workspace)
    theirs = workspace.all(case.kind)
    page.press("flash_undo")
    assert page.errors == ["Not undone: this was changed again since, and is left as it is."]
    assert open_file(file).all(case.kind) == theirs


def test_undo_gives_the_own_words_back_to_a_question_that_was_starred_since(file: Path) -> None:
    workspace = seed(file, QUESTION.replace(text="In my own words?"))
    page = CASES["a question's own words"].press()
    questions.star(workspace, QUESTION.id, True)
    page.press("flash_undo")
    stored = open_file(file).require(Question, QUESTION.id)
    assert (stored.text, stored.starred) == ("In my own words?", True)


def test_undo_of_the_goals_leaves_the_goal_that_another_tab_set_since(file: Path) -> None:
    first = Dashboard("target_plan", part="Goals")
    first.fill(target_plan_goals_messages=8).press("target_plan_goals_save")
    Dashboard("target_plan", part="Goals").fill(target_plan_goals_conversations=4).press("target_plan_goals_save")
    first.press("flash_undo")
    (stored,) = open_file(file).all(Goals)
    assert (stored.messages, stored.conversations) == (5, 4)


def test_a_fast_double_click_on_putting_several_off_leaves_one_undo_that_works(file: Path) -> None:
    seed(file, ADA, PROMISE, Promise(contact=ADA.id, what="Write", due_on=NOW.date()))
    tracker = Dashboard("follow_up_tracker").press("follow_up_tracker_select_all")
    tracker.choose("follow_up_tracker_snooze_until", "Another day…").press_fast("follow_up_tracker_snooze")
    assert len(open_file(file).all(Snooze)) > 1
    tracker.press("flash_undo")
    assert open_file(file).all(Snooze) == ()


def test_an_unchanged_save_long_after_offers_no_undo_of_the_earlier_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(file, Goals(messages=5, conversations=2))
    page = Dashboard("target_plan", part="Goals").fill(target_plan_goals_messages=8).press("target_plan_goals_save")
    monkeypatch.setattr(flash, "LASTS_S", -1.0)
    page.open("today").open("target_plan", part="Goals").press("target_plan_goals_save")
    assert (page.done, page.has("flash_undo")) == (["Saved your goals for a week."], False)


def test_undo_of_a_reset_puts_back_what_was_reset_not_what_the_page_had_drawn(file: Path) -> None:
    workspace = seed(file, RuleChanges(values={"questions.most": 9}))
    page = Dashboard("rules")
    changed = {"questions.most": 8, "questions.fewest": 4}
    rules.change(workspace, changed)
    page.press("rules_reset_all")
    assert page.done == ["Reset 2 rules to their defaults."]
    page.press("flash_undo")
    assert rules.changed_values(open_file(file)) == changed


def test_a_recorded_conversation_that_another_tab_said_fell_through_stays_so(file: Path) -> None:
    plan = meeting(ADA, ago=timedelta(hours=2), state="planned")
    workspace = seed(file, ADA, plan)
    page = Dashboard("meeting_log", meeting=plan.id).press(f"meeting_log_record_save_{plan.id}")
    assert page.done == ["Recorded: Ada Lovelace."]
    workspace.save(workspace.require(Meeting, plan.id).replace(state="no_show"))
    page.press("flash_undo")
    assert page.errors == ["Not undone: this was changed again since, and is left as it is."]
    assert workspace.require(Meeting, plan.id).state is MeetingState.NO_SHOW


def sent_thank_you(file: Path) -> tuple[Dashboard, Callable[[], object]]:
    desk = Desk(file, learnings=["Ask"])
    desk.page.fill(**{desk.key("body"): "Dear Ada, written by hand."}).press(desk.key("sent"))
    return desk.page, lambda: [(one.body, one.sent_at is None) for one in open_file(file).all(Message)]


def recorded_conversation(file: Path) -> tuple[Dashboard, Callable[[], object]]:
    plan = meeting(ADA, ago=timedelta(hours=2), state="planned")
    seed(file, ADA, plan)
    page = Dashboard("meeting_log", meeting=plan.id).fill(**{f"meeting_log_record_learnings_{plan.id}": "Ask early"})
    page.press(f"meeting_log_record_save_{plan.id}")
    return page, lambda: [(one.state, one.learnings) for one in open_file(file).all(Meeting)]


@pytest.mark.parametrize(
    ("module", "step", "button", "said"),
    [
        (form_draft, "forget", "sample_remove", "Removed the sample data. What is yours stayed."),
        (rules_screen, "_fill", "rules_reset_all", "Reset 1 rule to its default."),
    ],
)
def test_what_another_press_ends_right_after_its_write_is_said_with_its_undo(
    file: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, step: str, button: str, said: str
) -> None:
    workspace = seed(file, Contact(name="Priya", sample=True), RuleChanges(values={"questions.most": 9}))
    kept = lambda: (len(workspace.all(Contact)), rules.changed_values(workspace))  # noqa: E731
    page, before = Dashboard("rules"), kept()
    monkeypatch.setattr(module, step, interrupted_once(getattr(module, step)))
    page.press(button)
    assert (page.done, kept() != before) == ([said], True)
    page.press("flash_undo")
    assert kept() == before


@pytest.mark.parametrize(
    ("do", "done"),
    [
        (sent_thank_you, [("Dear Ada, written by hand.", False)]),
        (recorded_conversation, [(MeetingState.HELD, ("Ask early",))]),
    ],
)
def test_an_undo_that_is_cut_off_leaves_all_as_it_was_done(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    do: Callable[[Path], tuple[Dashboard, Callable[[], object]]],
    done: list[object],
) -> None:
    """Streamlit may end a run wherever a script touches the session; what was typed may not fall between two writes."""
    page, kept = do(file)

    def cut_off(*_args: object) -> None:
        raise StoreUnreachableError("cut off")

    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", cut_off)
        page.press("flash_undo")
    assert (kept(), open_file(file).all(Draft)) == (done, ())


def test_a_fast_double_click_on_undo_of_a_recorded_conversation_keeps_what_was_typed(file: Path) -> None:
    page, kept = recorded_conversation(file)
    page.press_fast("flash_undo")
    assert kept() == [(MeetingState.PLANNED, ())]
    (draft,) = open_file(file).all(Draft)
    assert draft.fields["learnings"] == "Ask early"


def test_a_fast_double_click_on_reset_and_on_its_undo_are_one_each(file: Path) -> None:
    seed(file, RuleChanges(values={"questions.most": 9}))
    page = Dashboard("rules").press_fast("rules_reset_all")
    assert (page.done, page.has("flash_undo")) == (["Reset 1 rule to its default."], True)
    assert (page.value("rules_questions_most"), open_file(file).all(Draft)) == (7, ())
    page.press_fast("flash_undo")
    assert rules.changed_values(open_file(file)) == {"questions.most": 9}
    assert page.value("rules_questions_most") == 9
    assert all(draft.fields["questions_most"] == 9 for draft in open_file(file).all(Draft))


def test_undo_of_a_reset_leaves_another_rule_that_was_changed_since(file: Path) -> None:
    workspace = seed(file, RuleChanges(values={"questions.most": 9}))
    page = Dashboard("rules").unfold("rules_reset_one").press("rules_reset_questions_most")
    rules.change(workspace, {"questions.fewest": 4})
    page.press("flash_undo")
    assert rules.changed_values(open_file(file)) == {"questions.most": 9, "questions.fewest": 4}


def test_undo_of_a_reset_leaves_a_rule_that_another_tab_changed_right_after_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = seed(file, RuleChanges(values={"questions.most": 9}))
    page = Dashboard("rules")
    with monkeypatch.context() as patch:
        patch.setattr("netdash.rules.screens.rules._fill", lambda _: rules.change(workspace, {"questions.most": 8}))
        page.press("rules_reset_all")
    page.press("flash_undo")
    assert page.errors == ["Not undone: this was changed again since, and is left as it is."]
    assert rules.changed_values(open_file(file)) == {"questions.most": 8}


def test_an_undo_whose_write_fails_leaves_the_field_and_the_draft_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(file, RuleChanges(values={"questions.most": 9}))
    page = Dashboard("rules").unfold("rules_reset_one").press("rules_reset_questions_most")

    def refuse(*_args: object) -> None:
        raise StoreUnreachableError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(TinyWorkspace, "_write", refuse)
        page.press("flash_undo")
    assert "the disk is full" in page.errors[0]
    assert page.run().value("rules_questions_most") == 7
    assert (rules.changed_values(open_file(file)), open_file(file).all(Draft)) == ({}, ())


def test_an_undo_of_several_says_that_something_stays(file: Path) -> None:
    workspace = seed(file, ADA, PROMISE, Promise(contact=ADA.id, what="Write", due_on=NOW.date()))
    tracker = Dashboard("follow_up_tracker").press("follow_up_tracker_select_all")
    tracker.choose("follow_up_tracker_snooze_until", "Tomorrow")
    actions.dismiss(workspace, f"promise:{PROMISE.id}", "Done otherwise")
    tracker.press("flash_undo")
    assert tracker.errors == ["Undone, except for what was changed again since, which is left as it is."]
    assert [one.action for one in open_file(file).all(Snooze)] == [f"promise:{PROMISE.id}"]
