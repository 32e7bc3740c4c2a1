"""The bank of questions: what ships, the member's own, their order, and how often each was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.questions import questions
from netdash.questions.questions import Direction, QuestionFilter, new_order, position_changes, sort_key
from netdash.records import AskedQuestion, Draft, Meeting, MeetingState, Origin, Question, new_id
from netdash.records.base import ConflictError
from netdash.shipped import credit
from netdash.store import Workspace
from tests.factories import DAY, HOUR, NOON, everything, fresh, kept, talk

SEED = (
    "Can you tell me about your career path?",
    "What are some big projects you're currently working on or have worked on?",
    "What does a typical day look like for you?",
    "What do you like most/least about your work?",
    "Where do you see yourself 5–10 years down the line?",
    "What is your biggest lesson learned while job searching?",
    "What advice would you give someone like me wanting to enter the workplace?",
    "What skills do you think are the most important for someone interested in a job like yours?",
    "Who else do you recommend I connect with?",
)
STARRED, CLOSING = SEED[5], SEED[8]
FIRST, SECOND = (question.id for question in questions.shipped()[:2])
KEPT_FOR = timedelta(days=30)

steps = st.sampled_from(Direction)


def own(text: str = "What surprised you here?", **fields: object) -> Question:
    return Question.model_validate({"text": text, **fields})


def bank(workspace: Workspace) -> tuple[Question, ...]:
    return questions.bank(workspace.all(Question))


def texts(workspace: Workspace) -> list[str]:
    return [question.text for question in bank(workspace)]


# What ships


def test_exactly_the_nine_questions_of_the_seed_ship_and_the_starred_one_is_starred():
    shipped = questions.shipped()
    assert tuple(question.text for question in shipped) == SEED
    assert [question.text for question in shipped if question.starred] == [STARRED]
    assert [question.text for question in shipped if questions.is_closing(question.id)] == [CLOSING]
    assert all(question.topic and question.origin is Origin.SHIPPED for question in shipped)
    assert "Cesar Ramirez" in credit("questions")


def test_the_ids_of_shipped_questions_never_change():
    assert [question.id for question in questions.shipped()] == [f"9e57{number:028x}" for number in range(1, 10)]


def test_looking_at_the_shipped_questions_stores_nothing():
    workspace = fresh()
    assert texts(workspace) == list(SEED)
    assert not workspace.all(Question)


# Changing


def test_the_first_change_of_a_shipped_question_stores_a_copy_under_the_same_id():
    workspace = fresh()
    questions.edit(workspace, questions.find(workspace, FIRST).replace(text="How did you get here?"))
    (copy,) = workspace.all(Question)
    assert (copy.id, copy.origin, copy.position) == (FIRST, Origin.SHIPPED, 1)
    assert questions.is_edited(copy)
    assert texts(workspace) == ["How did you get here?", *SEED[1:]]


def test_a_reset_question_reads_as_it_shipped_and_keeps_its_star():
    workspace = fresh()
    questions.star(workspace, FIRST, True)
    questions.edit(workspace, questions.find(workspace, FIRST).replace(text="How did you get here?", topic="Mine"))
    questions.reset(workspace, FIRST)
    again = questions.find(workspace, FIRST)
    assert (again.text, again.topic, again.starred) == (SEED[0], "Career path", True)
    assert not questions.is_edited(again)
    with pytest.raises(GoneError):
        questions.reset(workspace, kept(workspace, own()).id)


def test_the_second_of_two_tabs_that_change_a_shipped_question_is_refused():
    workspace = fresh()
    question = questions.find(workspace, FIRST)
    questions.edit(workspace, question.replace(text="One tab"))
    with pytest.raises(ConflictError):
        questions.edit(workspace, question.replace(text="Another tab"))


def test_an_own_question_comes_last_and_a_second_submission_adds_nothing():
    workspace, mine = fresh(), own()
    assert questions.add(workspace, mine) == questions.add(workspace, mine) == mine.id
    assert texts(workspace) == [*SEED, mine.text]


@pytest.mark.parametrize(
    "text", [SEED[0], "can you tell me about your  career path", "CAN YOU TELL ME ABOUT YOUR CAREER PATH!"]
)
def test_a_question_that_is_there_already_is_refused_and_its_place_is_named(text):
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match="already, under Career path"):
        questions.add(workspace, own(text))
    questions.archive(workspace, FIRST, True)
    with pytest.raises(InvalidRecordError, match="already, in the archive"):
        questions.add(workspace, own(text))


def test_a_topic_is_spelled_as_the_others_spell_it():
    workspace = fresh()
    questions.add(workspace, own(topic="the WORK"))
    assert bank(workspace)[-1].topic == "The work"


@pytest.mark.parametrize("text", ["", "   ", "x" * 301])
def test_a_question_is_one_line_that_says_something(text):
    with pytest.raises(ValueError, match=r"Write the question|at most 300"):
        own(text)


def test_starring_twice_writes_once():
    workspace = fresh()
    questions.star(workspace, FIRST, True)
    stored = workspace.all(Question)
    questions.star(workspace, FIRST, True)
    assert workspace.all(Question) == stored
    questions.star(workspace, FIRST, False)
    assert not questions.find(workspace, FIRST).starred


@given(st.lists(st.integers(0, 7), max_size=6))
def test_archiving_and_bringing_back_restores_the_bank(numbers):
    workspace = fresh()
    before = texts(workspace)
    ids = [questions.shipped()[number].id for number in numbers]
    for id in ids:
        questions.archive(workspace, id, True)
    active = questions.filtered(bank(workspace), QuestionFilter())
    assert {question.id for question in active}.isdisjoint(ids)
    assert {question.id for question in questions.filtered(bank(workspace), QuestionFilter(archived=True))} == set(ids)
    for id in ids:
        questions.archive(workspace, id, False)
    assert texts(workspace) == before
    assert not any(question.archived for question in bank(workspace))


def test_the_question_that_closes_every_set_cannot_be_archived():
    with pytest.raises(InvalidRecordError, match="closes every set"):
        questions.archive(fresh(), questions.closing_id(), True)


def test_an_own_question_is_deleted_with_a_way_back_and_a_shipped_one_is_not():
    workspace = fresh()
    mine = kept(workspace, own())
    before = everything(workspace)
    questions.delete(workspace, mine.id, NOON)
    assert texts(workspace) == list(SEED)
    assert questions.texts(workspace, NOON, KEPT_FOR)[mine.id] == f"{mine.text} (deleted)"
    trash.restore(workspace, mine.id)
    assert everything(workspace) == before
    questions.star(workspace, FIRST, True)
    with pytest.raises(InvalidRecordError, match="archive it instead"):
        questions.delete(workspace, FIRST, NOON)
    with pytest.raises(GoneError):
        questions.delete(workspace, new_id(), NOON)


def test_a_copy_of_a_question_that_no_longer_ships_can_be_deleted():
    workspace = fresh()
    copy = kept(workspace, own(origin=Origin.SHIPPED))
    assert questions.delete(workspace, copy.id, NOON) == copy.id


# Finding


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (QuestionFilter(), 9),
        (QuestionFilter(text="YOUR work"), 1),
        (QuestionFilter(text="advice"), 3),
        (QuestionFilter(text="zebra"), 0),
        (QuestionFilter(topics=("Advice",)), 3),
        (QuestionFilter(topics=("Advice", "Career path")), 5),
        (QuestionFilter(topics=("",)), 0),
        (QuestionFilter(starred=True), 1),
        (QuestionFilter(own=True), 0),
        (QuestionFilter(archived=True), 0),
    ],
)
def test_filters_let_through_what_they_say(wanted, found):
    assert len(questions.filtered(questions.shipped(), wanted)) == found


def test_questions_are_laid_out_by_topic_and_those_without_one_come_last():
    laid_out = questions.by_topic((own(), *questions.shipped()))
    assert list(laid_out) == ["Career path", "The work", "Advice", "Introductions", ""]
    assert [question.text for question in laid_out["Career path"]] == [SEED[0], SEED[4]]


# Order


@given(
    st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, max_size=6), st.text("abcdef", max_size=2), steps
)
def test_a_step_is_a_permutation(ids, id, step):
    after = new_order(ids, id, step)
    assert sorted(after) == sorted(ids)
    assert [other for other in after if other != id] == [other for other in ids if other != id]


def stepped(workspace: Workspace, id: str, direction: Direction) -> None:
    questions.move(workspace, id, direction, [question.id for question in bank(workspace)])


@given(st.permutations(range(9)))
def test_steps_up_reach_any_order(wanted):
    workspace = fresh()
    ids = [questions.shipped()[number].id for number in wanted]
    for at, id in enumerate(ids):
        while [question.id for question in bank(workspace)].index(id) > at:
            stepped(workspace, id, Direction.UP)
    assert [question.id for question in bank(workspace)] == ids


@given(st.lists(st.tuples(st.integers(0, 9), steps), max_size=20), st.sets(st.integers(0, 9), min_size=1))
def test_a_step_does_to_the_bank_what_it_does_to_the_list_on_the_screen(taken, seen):
    """Among the questions that are shown, one moves by a step; all others stay where they are."""
    order = tuple(sorted((*questions.shipped(), own(position=9.0)), key=sort_key))
    among_ids = {order[number].id for number in seen}
    for number, step in taken:
        id = questions.shipped()[number].id if number < 9 else order[-1].id
        among = [question.id for question in order if question.id in among_ids]
        before = [question.id for question in order]
        changed = {question.id: question for question in position_changes(order, id, step, among)}
        order = tuple(sorted((changed.get(question.id, question) for question in order), key=sort_key))
        after = [question.id for question in order]
        assert [other for other in after if other in among_ids] == list(new_order(among, id, step))
        rest = [other if other not in among_ids else None for other in after]
        assert rest == [other if other not in among_ids else None for other in before]


@given(st.lists(st.tuples(st.integers(0, 8), steps), max_size=12))
def test_a_question_moves_within_its_topic_and_no_topic_moves(taken):
    workspace = fresh()
    for number, step in taken:
        before = questions.by_topic(bank(workspace))
        question = questions.shipped()[number]
        questions.move(workspace, question.id, step, [question.id for question in before[question.topic]])
        assert list(questions.by_topic(bank(workspace))) == list(before)


def test_moving_a_question_leaves_an_open_form_free_to_save():
    workspace = fresh()
    mine, other = kept(workspace, own(position=10)), kept(workspace, own("Why here?", position=11))
    questions.move(workspace, other.id, Direction.UP, [mine.id, other.id])
    questions.edit(workspace, mine.replace(text="What surprised you most?"))


def test_a_step_up_or_down_changes_two_questions_however_often_it_is_taken():
    order = questions.shipped()
    for _ in range(60):
        changed = {
            question.id: question
            for question in position_changes(order, order[-1].id, Direction.UP, [question.id for question in order])
        }
        assert len(changed) == 2
        order = tuple(sorted((changed.get(question.id, question) for question in order), key=sort_key))
    assert {question.position for question in order} == {float(number) for number in range(1, 10)}


@pytest.mark.parametrize("step", Direction)
def test_two_questions_at_one_position_can_be_told_apart_by_a_step(step):
    """Two tabs may give two questions the same position."""
    order = tuple(sorted((*questions.shipped(), own(position=3.0)), key=sort_key))
    ids = [question.id for question in order]
    changed = {question.id: question for question in position_changes(order, ids[2], step, ids)}
    after = sorted((changed.get(question.id, question) for question in order), key=sort_key)
    assert tuple(question.id for question in after) == new_order(ids, ids[2], step)


def test_a_step_in_a_list_that_another_tab_changed_is_taken_among_what_is_left():
    workspace = fresh()
    mine = kept(workspace, own(position=10))
    group = [FIRST, mine.id, SECOND]
    questions.delete(workspace, mine.id, NOON)
    questions.move(workspace, SECOND, Direction.UP, group)
    assert texts(workspace)[:2] == [SEED[1], SEED[0]]
    questions.move(workspace, mine.id, Direction.UP, group)
    assert len(texts(workspace)) == 9


# How often, and when last


def test_only_held_conversations_count_and_each_once():
    held = talk(
        asked=(
            AskedQuestion(question=FIRST),
            AskedQuestion(question=FIRST, note="Again"),
            AskedQuestion(question=SECOND),
        )
    )
    earlier = talk(ended=NOON - DAY, asked=(AskedQuestion(question=FIRST),))
    planned = talk(ended=NOON + DAY, state=MeetingState.PLANNED, asked=(AskedQuestion(question=FIRST),))
    uses = questions.usage([earlier, held, planned])
    assert (uses[FIRST].times, uses[FIRST].last_at) == (2, NOON - HOUR / 2)
    assert (uses[SECOND].times, uses[SECOND].last_at) == (1, NOON - HOUR / 2)


@st.composite
def logs(draw) -> list[Meeting]:
    ids = st.sampled_from([question.id for question in questions.shipped()])
    return [
        talk(
            ended=NOON - draw(st.integers(0, 400)) * DAY,
            state=draw(st.sampled_from(MeetingState)),
            asked=tuple(AskedQuestion(question=id) for id in draw(st.lists(ids, max_size=4))),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]


@given(logs())
def test_counts_agree_with_the_log(log):
    usage = questions.usage(log)
    for question in questions.shipped():
        all_answers = questions.answers(log, question.id)
        assert (usage[question.id].times if question.id in usage else 0) == len(all_answers)
        assert [meeting.ends_at for meeting, _ in all_answers] == sorted(
            (meeting.ends_at for meeting, _ in all_answers), reverse=True
        )
        assert not all_answers or usage[question.id].last_at == max(meeting.starts_at for meeting, _ in all_answers)
        assert all(
            answer.question == question.id and meeting.state is MeetingState.HELD for meeting, answer in all_answers
        )


def test_what_was_being_typed_about_a_deleted_question_goes_with_it():
    workspace = fresh()
    mine = kept(workspace, own())
    drafts.keep(workspace, f"question_bank_{mine.id}", {"text": "Half"})
    questions.delete(workspace, mine.id, NOON)
    assert workspace.all(Draft) == ()
