"""Sets of questions: choosing one, its order and size, and keeping it under a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import drafts, rules, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.questions import question_sets, questions
from netdash.questions.questions import Direction
from netdash.records import (
    GOALS_ID,
    KINDS,
    PROFILE_ID,
    RULE_CHANGES_ID,
    Draft,
    Question,
    QuestionSet,
    new_id,
)
from netdash.records.base import ConflictError
from netdash.store import Workspace
from tests.factories import NOON, fresh, kept

IDS = tuple(one.id for one in questions.shipped())
CLOSING = questions.closing_id()
RULE = rules.shipped().questions


def chosen(workspace: Workspace) -> list[int]:
    """Return the numbers of the shipped questions that are chosen, in asking order."""
    return [IDS.index(question.id) + 1 for question in question_sets.current_questions(workspace)]


def choosing(*numbers: int) -> Workspace:
    workspace = fresh()
    for number in numbers:
        question_sets.choose(workspace, IDS[number - 1])
    return workspace


def test_no_two_single_records_have_one_id():
    """The trash, drafts and the sample tell records apart by their ids alone."""
    single = {PROFILE_ID, GOALS_ID, RULE_CHANGES_ID, question_sets.CURRENT_ID}
    fixed = [kind.model_fields["id"].default for kind in KINDS if kind.model_fields["id"].default_factory is None]
    assert len(single) == 4
    assert single == {*fixed, question_sets.CURRENT_ID}


def test_nothing_is_chosen_at_first_and_nothing_is_stored():
    workspace = fresh()
    assert question_sets.current_questions(workspace) == ()
    assert not workspace.all(QuestionSet)


def test_the_referral_question_is_added_by_itself_and_comes_last():
    assert chosen(choosing(3)) == [3, 9]
    assert chosen(choosing(9, 3, 1, 3)) == [3, 1, 9]


def test_it_goes_when_it_is_the_only_one_left_and_not_before():
    workspace = choosing(3)
    with pytest.raises(InvalidRecordError, match="closes every set"):
        question_sets.remove(workspace, CLOSING)
    question_sets.remove(workspace, IDS[2])
    assert chosen(workspace) == []
    alone = choosing(9)
    question_sets.remove(alone, CLOSING)
    assert chosen(alone) == []


actions = st.lists(
    st.tuples(st.sampled_from(["choose", "leave_out", "archive", "bring_back", *Direction]), st.sampled_from(IDS)),
    max_size=25,
)


@given(actions)
def test_the_referral_question_is_last_in_every_set_whatever_is_done(taken):
    workspace = fresh()
    for action, id in taken:
        try:
            if action == "choose":
                question_sets.choose(workspace, id)
            elif action == "leave_out":
                question_sets.remove(workspace, id)
            elif isinstance(action, Direction):
                question_sets.move(workspace, id, action)
            else:
                questions.archive(workspace, id, action == "archive")
        except InvalidRecordError:
            continue
        for ids in (
            question_sets.current(workspace).questions,
            [question.id for question in question_sets.current_questions(workspace)],
        ):
            assert not ids or ids[-1] == CLOSING
            assert len(set(ids)) == len(ids)


@given(st.permutations(range(1, 9)))
def test_steps_reach_any_asking_order(wanted):
    workspace = choosing(*range(1, 9))
    for at, number in enumerate(wanted):
        while chosen(workspace).index(number) > at:
            question_sets.move(workspace, IDS[number - 1], Direction.UP)
    assert chosen(workspace) == [*wanted, 9]


def test_the_last_place_before_the_closing_question_is_the_end_of_the_list():
    workspace = choosing(1, 2, 3)
    question_sets.move(workspace, IDS[0], Direction.BOTTOM)
    assert chosen(workspace) == [2, 3, 1, 9]
    question_sets.move(workspace, CLOSING, Direction.TOP)
    assert chosen(workspace) == [2, 3, 1, 9]


def test_an_archived_question_leaves_the_set_and_comes_back_with_it():
    workspace = choosing(1, 2, 3)
    questions.archive(workspace, IDS[1], True)
    assert chosen(workspace) == [1, 3, 9]
    question_sets.move(workspace, IDS[2], Direction.UP)
    assert chosen(workspace) == [3, 1, 9]
    questions.archive(workspace, IDS[1], False)
    assert set(chosen(workspace)) == {1, 2, 3, 9}


def test_a_question_that_is_not_there_cannot_be_chosen():
    with pytest.raises(GoneError):
        question_sets.choose(fresh(), new_id())


@pytest.mark.parametrize(
    ("count", "said"), [(1, "Choose 4 more"), (4, "Choose 1 more"), (8, "Take out 1"), (9, "Take out 2")]
)
def test_a_set_of_another_size_than_the_rules_gets_a_word_of_advice(count, said):
    assert question_sets.advice(count, RULE).startswith(said)


@pytest.mark.parametrize("count", [5, 6, 7])
def test_five_to_seven_need_no_advice(count):
    assert question_sets.advice(count, RULE) == ""


# Saved sets


def test_a_set_is_saved_by_name_and_chosen_again():
    workspace = choosing(1, 2)
    id = question_sets.save_as(workspace, "  First   coffee ", new_id())
    question_sets.clear(workspace)
    assert chosen(workspace) == []
    question_sets.load(workspace, id)
    assert chosen(workspace) == [1, 2, 9]
    (saved,) = question_sets.saved(workspace.all(QuestionSet))
    assert saved.name == "First coffee"
    assert question_sets.with_questions(workspace.all(QuestionSet), saved.questions) == saved


def test_saving_under_a_name_that_is_there_replaces_that_set():
    workspace = choosing(1, 2)
    id = question_sets.save_as(workspace, "First coffee", new_id())
    question_sets.choose(workspace, IDS[4])
    assert question_sets.save_as(workspace, "FIRST coffee", new_id()) == id
    (saved,) = question_sets.saved(workspace.all(QuestionSet))
    assert saved.questions == (IDS[0], IDS[1], IDS[4], CLOSING)


def test_a_set_is_not_saved_without_a_name_or_without_questions():
    with pytest.raises(InvalidRecordError, match="Choose the questions first"):
        question_sets.save_as(fresh(), "Coffee", new_id())
    with pytest.raises(InvalidRecordError, match="Give the set a name"):
        question_sets.save_as(choosing(1), "   ", new_id())


def test_the_set_that_is_being_chosen_is_no_saved_set():
    workspace = choosing(1)
    assert question_sets.saved(workspace.all(QuestionSet)) == ()
    for change in (question_sets.load, question_sets.find):
        with pytest.raises(GoneError):
            change(workspace, question_sets.CURRENT_ID)


def test_a_set_is_renamed_but_not_to_the_name_of_another():
    workspace = choosing(1)
    id = question_sets.save_as(workspace, "One", new_id())
    question_sets.save_as(workspace, "Two", new_id())
    opened = question_sets.find(workspace, id)
    question_sets.rename(workspace, opened.replace(name="ONE"))
    with pytest.raises(InvalidRecordError, match="called “Two”"):
        question_sets.rename(workspace, question_sets.find(workspace, id).replace(name="two"))
    with pytest.raises(InvalidRecordError, match="Give the set a name"):
        question_sets.rename(workspace, question_sets.find(workspace, id).replace(name=" "))
    with pytest.raises(ConflictError):
        question_sets.rename(workspace, opened.replace(name="Uno"))
    assert [question_set.name for question_set in question_sets.saved(workspace.all(QuestionSet))] == ["ONE", "Two"]


def test_deleting_a_set_can_be_undone():
    workspace = choosing(1)
    id = question_sets.save_as(workspace, "One", new_id())
    before = question_sets.find(workspace, id)
    question_sets.delete(workspace, id, NOON)
    with pytest.raises(GoneError):
        question_sets.find(workspace, id)
    trash.restore(workspace, id)
    assert question_sets.find(workspace, id) == before


def test_a_set_as_text_is_numbered_in_asking_order():
    members = question_sets.current_questions(choosing(3, 1))
    assert question_sets.as_text(members).splitlines() == [
        "1. What does a typical day look like for you?",
        "2. Can you tell me about your career path?",
        "3. Who else do you recommend I connect with?",
    ]


def test_a_deleted_question_is_left_out_of_saved_sets_until_it_is_restored():
    workspace = choosing(1)
    mine = kept(workspace, Question(text="What surprised you here?"))
    question_sets.choose(workspace, mine.id)
    id = question_sets.save_as(workspace, "One", new_id())
    trash_id = questions.delete(workspace, mine.id, NOON)

    def members() -> list[str]:
        bank = questions.bank(workspace.all(Question))
        return [question.id for question in question_sets.members(question_sets.find(workspace, id).questions, bank)]

    assert members() == [IDS[0], CLOSING]
    trash.restore(workspace, trash_id)
    assert members() == [IDS[0], mine.id, CLOSING]


def test_what_was_being_typed_about_a_deleted_set_goes_with_it():
    workspace = choosing(1, 2)
    id = question_sets.save_as(workspace, "Recruiters", new_id())
    drafts.keep(workspace, f"question_bank_set_{id}", {"name": "Half"})
    question_sets.delete(workspace, id, NOON)
    assert workspace.all(Draft) == ()
