"""The question bank: choosing a set, changing the bank, one question's page, and what the log says was asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netdash.meetings import csv_export
from netdash.questions import question_sets, questions
from netdash.records import AskedQuestion, Contact, Draft, Meeting, MeetingState, Question, QuestionSet, new_id
from netdash.shipped import credit
from netdash.store import open_file
from tests.driving import Dashboard, meeting, read, seed

IDS = [one.id for one in questions.shipped()]
ADA = Contact(name="Ada Lovelace")
ODD = "*What* <b>b</b> :red[x] $y$ [z](w) _d_?"


def texts(file: Path) -> list[str]:
    return [question.text for question in questions.bank(open_file(file).all(Question)) if not question.archived]


def chosen(file: Path) -> list[int]:
    """Return the numbers of the shipped questions that are chosen, in asking order."""
    return [IDS.index(question.id) + 1 for question in question_sets.current_questions(open_file(file))]


def bank(**params: str) -> Dashboard:
    return Dashboard("question_bank", **params)


def adding() -> Dashboard:
    return bank().unfold("question_bank_form")


def ticked(seen: Dashboard, *numbers: int) -> Dashboard:
    return seen.fill(**{f"question_bank_choose_{IDS[number - 1]}": True for number in numbers})


def with_topic(seen: Dashboard, topic: str, id: str = "") -> Dashboard:
    """Type a topic that is not in the list; AppTest itself knows only what is."""
    box = seen.app.selectbox(key=f"question_bank_topic{id and '_'}{id}")
    box.options.append(topic)
    box.set_value(topic)
    return seen.run()


def shown(seen: Dashboard) -> list[str]:
    """Return the questions that can be ticked, as they are read."""
    return [read(checkbox.label) for checkbox in seen.app.checkbox]


# -- the bank --------------------------------------------------------------------


def test_a_new_bank_holds_the_nine_questions_by_topic_and_teaches(file: Path) -> None:
    seen = bank()
    assert seen.title == "Question bank"
    assert len(shown(seen)) == 9
    assert [read(heading.value) for heading in seen.app.header] == [
        "Career path",
        "The work",
        "Advice",
        "Introductions",
        "Your set",
    ]
    assert "Tick the 5 to 7 questions" in seen.said
    assert "Not asked yet" in seen.said
    assert credit("questions") in seen.said
    assert not seen.has("question_bank_save_set")
    assert not file.exists()


def test_an_own_question_is_added_under_a_topic_of_its_own(file: Path) -> None:
    seen = with_topic(adding().fill(question_bank_text="  What surprised   you? "), "Culture")
    seen.press("question_bank_add")
    assert seen.done == ["Added to your bank: What surprised you?"]
    (mine,) = open_file(file).all(Question)
    assert (mine.text, mine.topic) == ("What surprised you?", "Culture")
    seen.unfold("question_bank_form")
    assert [seen.value(f"question_bank_{field}") for field in ("text", "topic")] == ["", ""]
    assert "Not asked yet · your own" in seen.said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write the question."),
        ("x" * 301, "“Question”: this is longer than 300 characters; shorten it."),
        ("Who else do you recommend I connect with", "Your bank has this question already, under Introductions."),
    ],
)
def test_what_cannot_be_a_question_is_refused_and_stays(file: Path, text: str, said: str) -> None:
    seen = adding().fill(question_bank_text=text).press("question_bank_add")
    assert seen.errors == [said]
    assert seen.value("question_bank_text") == text
    assert not open_file(file).all(Question)


def test_pressing_add_twice_adds_one_question(file: Path) -> None:
    seen = adding().fill(question_bank_text="What surprised you?").press_fast("question_bank_add")
    assert not seen.errors
    assert len(texts(file)) == 10


def test_a_question_half_typed_is_there_in_a_new_session(file: Path) -> None:
    with_topic(adding().fill(question_bank_text="What surp"), "Culture")
    again = bank()
    assert (again.value("question_bank_text"), again.value("question_bank_topic")) == ("What surp", "Culture")
    again.press("question_bank_add")
    assert not open_file(file).all(Draft)


def test_a_star_is_set_and_taken_off(file: Path) -> None:
    seen = bank().press(f"question_bank_star_{IDS[0]}")
    assert questions.find(open_file(file), IDS[0]).starred
    seen.fill(question_bank_show=["starred"])
    assert len(shown(seen)) == 2
    seen.press(f"question_bank_star_{IDS[0]}")
    assert len(shown(seen)) == 1


@pytest.mark.usefixtures("file")
def test_search_and_filters_narrow_the_list_and_an_empty_one_says_so() -> None:
    seen = bank().fill(question_bank_list_search="typical day")
    assert shown(seen) == ["What does a typical day look like for you?"]
    assert not shown(seen.fill(question_bank_list_search="zebra"))
    assert "No question matches" in seen.said
    seen.fill(question_bank_list_search="", question_bank_filter_topic=["Advice"])
    assert len(shown(seen)) == 3
    seen.fill(question_bank_show=["own"])
    assert "No question matches" in seen.said
    seen.press("question_bank_list_clear")
    assert len(shown(seen)) == 9


@pytest.mark.usefixtures("file")
def test_search_and_filters_stay_while_a_question_or_another_page_is_looked_at() -> None:
    seen = bank().fill(question_bank_list_search="you", question_bank_filter_topic=["Advice"])
    narrowed = shown(seen)
    assert 0 < len(narrowed) < 9
    assert shown(seen.open("question_bank", question=IDS[0]).open("people").open("question_bank")) == narrowed


def test_a_topic_that_is_gone_filters_no_more(file: Path) -> None:
    mine = Question(text="Why?", topic="Mine")
    seed(file, mine)
    seen = bank().fill(question_bank_filter_topic=["Mine"])
    assert shown(seen) == ["Why?"]
    questions.edit(open_file(file), open_file(file).require(Question, mine.id).replace(topic="Advice"))
    assert len(shown(seen.run())) == 10


def test_questions_are_moved_within_their_topic(file: Path) -> None:
    seen = bank().fill(question_bank_arrange=True).press(f"question_bank_top_{IDS[3]}")
    assert not shown(seen)
    assert not seen.app.button(key=f"question_bank_up_{IDS[3]}").disabled, "or the keyboard's focus would be lost"
    assert seen.app.button(key=f"question_bank_up_{IDS[3]}").help == questions.shipped()[3].text
    seen.press(f"question_bank_up_{IDS[3]}")
    seen.fill(question_bank_arrange=False)
    assert shown(seen)[2:5] == [questions.shipped()[number].text for number in (3, 1, 2)]
    seen.fill(question_bank_arrange=True).press(f"question_bank_down_{IDS[3]}").fill(question_bank_arrange=False)
    assert shown(seen)[2:5] == [questions.shipped()[number].text for number in (1, 3, 2)]
    assert len(open_file(file).all(Question)) == 3, "only those of the topic are written"


@pytest.mark.usefixtures("file")
def test_an_archived_question_is_out_of_sight_and_comes_back() -> None:
    seen = bank().fill(**{f"question_bank_more_{IDS[0]}": "Archive"})
    assert seen.done == ["Archived: Can you tell me about your career path?"]
    assert len(shown(seen)) == 8
    seen.press("flash_undo")
    assert len(shown(seen)) == 9
    seen.fill(**{f"question_bank_more_{IDS[0]}": "Archive"}).fill(question_bank_show=["archived"])
    assert not shown(seen)
    assert "Can you tell me about your career path?" in seen.said
    seen.press(f"question_bank_restore_{IDS[0]}").fill(question_bank_show=[])
    assert len(shown(seen)) == 9


@pytest.mark.usefixtures("file")
def test_the_closing_question_offers_no_archiving() -> None:
    assert "Archive" not in bank().app.menu_button(key=f"question_bank_more_{IDS[8]}").options


def test_the_list_shows_ten_questions_a_page(file: Path) -> None:
    seed(file, *(Question(text=f"Own {number}?", position=10 + number) for number in range(15)))
    seen = bank()
    assert len(shown(seen)) == 10
    seen.app.pagination(key="question_bank_page").set_value(3)
    assert len(shown(seen.run())) == 4


# -- the set ---------------------------------------------------------------------


def test_ticking_chooses_with_a_running_count_and_the_referral_question_last(file: Path) -> None:
    seen = ticked(bank(), 3)
    assert chosen(file) == [3, 9]
    assert "2 questions" in seen.said
    assert "Choose 3 more: 5 to 7 fill a conversation" in seen.said
    assert "The last one stays last: it leads to the next conversation." in seen.said
    assert seen.value(f"question_bank_choose_{IDS[8]}") is True
    assert seen.raw.count(":green-badge[:material/check: in your set]") == 2, "on a phone the set itself is far below"
    assert seen.app.checkbox(key=f"question_bank_choose_{IDS[8]}").disabled
    ticked(seen, 1, 2, 4)
    assert "a good size" in seen.said
    ticked(seen, 5, 6, 7)
    assert "Take out 1: with more than 7" in seen.said
    seen.fill(**{f"question_bank_choose_{IDS[2]}": False})
    assert chosen(file) == [1, 2, 4, 5, 6, 7, 9]


def test_the_asking_order_is_changed_by_buttons(file: Path) -> None:
    seen = ticked(bank(), 1, 2, 3).fill(question_bank_arrange_set=True).press(f"question_bank_earlier_{IDS[2]}")
    assert chosen(file) == [1, 3, 2, 9]
    seen.press(f"question_bank_later_{IDS[0]}")
    assert chosen(file) == [3, 1, 2, 9]
    seen.press(f"question_bank_earlier_{IDS[2]}").press(f"question_bank_later_{IDS[1]}")
    assert chosen(file) == [3, 1, 2, 9], "at its end a question stays"
    assert not seen.has(f"question_bank_later_{IDS[8]}")
    seen.press(f"question_bank_out_{IDS[0]}")
    assert chosen(file) == [3, 2, 9]
    assert seen.value(f"question_bank_choose_{IDS[0]}") is False


@pytest.mark.usefixtures("file")
def test_the_set_is_copied_as_text_in_asking_order() -> None:
    seen = ticked(bank(), 3, 1)
    assert seen.app.code[0].value.splitlines()[:2] == [
        "1. What does a typical day look like for you?",
        "2. Can you tell me about your career path?",
    ]


def test_a_set_is_saved_used_again_replaced_renamed_and_deleted(file: Path) -> None:
    seen = ticked(bank(), 1, 2).fill(question_bank_set_name="Coffee").press("question_bank_save_set")
    assert seen.done == ["Saved the set “Coffee”."]
    assert "Saved as “Coffee”." in seen.said
    (saved,) = question_sets.saved(open_file(file).all(QuestionSet))
    seen.press("question_bank_clear")
    assert chosen(file) == []
    seen.press("flash_undo")
    assert chosen(file) == [1, 2, 9]
    ticked(seen, 5).fill(question_bank_set_name="coffee").press("question_bank_save_set")
    assert seen.done == ["Replaced the set “Coffee”."]
    seen.press("flash_undo").press(f"question_bank_use_{saved.id}")
    assert chosen(file) == [1, 2, 9]
    seen.unfold(f"question_bank_set_edit_{saved.id}").fill(**{f"question_bank_set_name_{saved.id}": "Recruiters"})
    seen.press(f"question_bank_rename_{saved.id}")
    assert seen.done == ["The set is now called “Recruiters”."]
    seen.unfold(f"question_bank_set_edit_{saved.id}").press(f"question_bank_delete_set_{saved.id}")
    assert not question_sets.saved(open_file(file).all(QuestionSet))
    seen.press("flash_undo")
    assert question_sets.saved(open_file(file).all(QuestionSet))[0].name == "Recruiters"


def test_two_tabs_that_rename_a_set_get_the_choice_between_both_names(file: Path) -> None:
    ticked(bank(), 1, 2).fill(question_bank_set_name="Coffee").press("question_bank_save_set")
    (saved,) = question_sets.saved(open_file(file).all(QuestionSet))
    first, second = (bank().unfold(f"question_bank_set_edit_{saved.id}") for _ in range(2))
    for tab, name in ((first, "Recruiters"), (second, "Engineers")):
        tab.fill(**{f"question_bank_set_name_{saved.id}": name})
    first.press(f"question_bank_rename_{saved.id}")
    second.run().unfold(f"question_bank_set_edit_{saved.id}")  # it is named after the set, so it closed
    second.press(f"question_bank_rename_{saved.id}")
    assert "changed in another tab" in second.errors[0]
    second.press(f"question_bank_set_conflict_{saved.id}_mine")
    assert [one.name for one in question_sets.saved(open_file(file).all(QuestionSet))] == ["Engineers"]


@pytest.mark.usefixtures("file")
def test_a_set_without_a_name_is_refused() -> None:
    seen = ticked(bank(), 1).press("question_bank_save_set")
    assert seen.errors == ["Give the set a name, such as “Recruiters”."]


def test_pressing_save_twice_saves_one_set(file: Path) -> None:
    seen = ticked(bank(), 1).fill(question_bank_set_name="Coffee")
    seen.press("question_bank_save_set").press("question_bank_save_set")
    assert not seen.errors
    assert len(question_sets.saved(open_file(file).all(QuestionSet))) == 1


def test_what_one_tab_chooses_another_sees_and_neither_undoes(file: Path) -> None:
    first, second = bank(), bank()
    ticked(first, 1)
    ticked(second, 2)
    assert chosen(file) == [1, 2, 9]
    assert first.run().value(f"question_bank_choose_{IDS[1]}") is True


# -- one question ----------------------------------------------------------------


def asked(*ids: str, note: str = "", ago: timedelta = timedelta(hours=1), **fields: object) -> Meeting:
    return meeting(ADA, ago=ago, asked=[AskedQuestion(question=id, note=note) for id in ids], **fields)


@pytest.mark.parametrize(("zone", "day"), [("Europe/Berlin", "today"), ("America/Los_Angeles", "yesterday")])
def test_how_often_a_question_was_asked_and_when_last_in_the_members_zone(file: Path, zone: str, day: str) -> None:
    """Eleven hours ago it was 1 o'clock today in Berlin, and still yesterday afternoon in Los Angeles."""
    seed(file, ADA, asked(IDS[0], ago=timedelta(hours=11)), asked(IDS[0], ago=timedelta(days=9)))
    seen = Dashboard("question_bank", zone=zone)
    assert f"Asked 2 times, last {day}" in seen.said


def test_one_questions_page_gathers_the_answers(file: Path) -> None:
    noted = asked(IDS[2], note="Mostly *meetings*\nand tea", ago=timedelta(days=3))
    seed(file, ADA, noted, asked(IDS[2]), asked(IDS[2], state=MeetingState.CANCELLED))
    seen = bank(question=IDS[2])
    assert seen.title == "What does a typical day look like for you?"
    assert "The work · asked 2 times, last today" in seen.said
    assert "Mostly *meetings*\nand tea" in seen.said
    assert len([link for link in seen.links if link.startswith("Ada Lovelace")]) == 2


def changing(seen: Dashboard, id: str, **fields: str) -> Dashboard:
    seen.unfold(f"question_bank_change_{id}")
    return seen.fill(**{f"question_bank_{name}_{id}": value for name, value in fields.items()})


def test_the_same_words_once_more_after_a_reset_are_no_second_click(file: Path) -> None:
    about = IDS[0]
    page = Dashboard("question_bank", question=about).unfold(f"question_bank_change_{about}")
    page.fill(**{f"question_bank_text_{about}": "What surprised you?"}).press(f"question_bank_save_{about}")
    page.press(f"question_bank_reset_{about}").unfold(f"question_bank_change_{about}")
    page.fill(**{f"question_bank_text_{about}": "What surprised you?"}).press(f"question_bank_save_{about}")
    assert open_file(file).require(Question, about).text == "What surprised you?"


def test_a_shipped_question_is_reworded_and_reset(file: Path) -> None:
    seen = changing(bank(question=IDS[0]), IDS[0], text="How did you get here?")
    with_topic(seen, "Past", IDS[0]).press(f"question_bank_save_{IDS[0]}")
    assert seen.title == "How did you get here?"
    assert "Past · not asked yet · in your words" in seen.said
    seen.press(f"question_bank_reset_{IDS[0]}")
    assert texts(file)[0] == "Can you tell me about your career path?"
    seen.press("flash_undo")
    assert texts(file)[0] == "How did you get here?"
    assert not seen.has(f"question_bank_delete_{IDS[0]}")


def test_the_second_of_two_tabs_is_refused_and_may_choose(file: Path) -> None:
    first, second = bank(question=IDS[0]), bank(question=IDS[0])
    changing(first, IDS[0], text="First?")
    changing(second, IDS[0], text="Second?")
    first.press(f"question_bank_save_{IDS[0]}")
    second.press(f"question_bank_save_{IDS[0]}")
    assert "changed in another tab" in second.errors[0]
    second.press(f"question_bank_conflict_{IDS[0]}_mine")
    assert texts(file)[0] == "Second?"


def test_an_own_question_is_deleted_and_brought_back(file: Path) -> None:
    mine = Question(text="What surprised you?")
    seed(file, mine)
    seen = bank(question=mine.id).press(f"question_bank_delete_{mine.id}")
    assert seen.title == "Question bank"
    assert len(texts(file)) == 9
    seen.press("flash_undo")
    assert len(texts(file)) == 10


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("id", ["0" * 32, "nonsense", "<script>"])
def test_a_link_to_no_question_says_so_and_shows_the_bank(id: str) -> None:
    seen = bank(question=id)
    assert seen.errors[0].startswith("This question is not here any more")
    assert seen.title == "Question bank"


# -- what was asked --------------------------------------------------------------


def log() -> Dashboard:
    return Dashboard("meeting_log")


def test_the_log_offers_the_prepared_set_first_and_keeps_each_answer(file: Path) -> None:
    workspace = seed(file, ADA)
    question_sets.choose(workspace, IDS[6])
    seen = log().unfold("meeting_log_form")
    offered = seen.app.multiselect(key="meeting_log_asked").options
    assert offered[:2] == [questions.shipped()[6].text, questions.shipped()[8].text]
    assert len(offered) == 9
    seen.fill(meeting_log_people=[ADA.id], meeting_log_asked=[IDS[6], IDS[0]])
    seen.fill(**{f"meeting_log_asked_{IDS[6]}": "Write every day"}).press("meeting_log_save")
    (talk,) = open_file(file).all(Meeting)
    assert [(answer.question, answer.note) for answer in talk.asked] == [(IDS[6], "Write every day"), (IDS[0], "")]
    page = Dashboard("meeting_log", meeting=talk.id)
    assert "Questions you asked" in page.said
    assert "Write every day" in page.said
    assert "Asked once, today" in page.open("question_bank").said
    assert seen.unfold("meeting_log_form").value("meeting_log_asked") == []


def test_answers_half_typed_are_there_in_a_new_session(file: Path) -> None:
    seed(file, ADA)
    log().fill(meeting_log_asked=[IDS[0]]).fill(**{f"meeting_log_asked_{IDS[0]}": "Half a s"})
    again = log()
    assert again.value("meeting_log_asked") == [IDS[0]]
    assert again.value(f"meeting_log_asked_{IDS[0]}") == "Half a s"


def test_changing_a_conversation_keeps_the_questions_that_are_gone_from_the_bank(file: Path) -> None:
    mine = Question(text="What surprised you?")
    talk = asked(IDS[0], mine.id, new_id(), note="Said")
    seed(file, ADA, mine, talk)
    bank(question=mine.id).press(f"question_bank_delete_{mine.id}")
    bank().fill(**{f"question_bank_more_{IDS[0]}": "Archive"})
    seen = Dashboard("meeting_log", meeting=talk.id)
    for text in ("Can you tell me about your career path?", "What surprised you? (deleted)", "a question removed"):
        assert text in seen.said
    seen.unfold(f"meeting_log_change_{talk.id}").fill(**{f"meeting_log_place_{talk.id}": "Café"})
    seen.press(f"meeting_log_save_{talk.id}")
    (changed,) = open_file(file).all(Meeting)
    assert (changed.place, changed.asked) == ("Café", talk.asked)


def test_marks_in_a_question_are_shown_letter_for_letter(file: Path) -> None:
    odd = Question(text=ODD, topic="*t* <i>")
    talk = asked(odd.id, note="*n*")
    seed(file, ADA, odd, talk)
    question_sets.choose(open_file(file), odd.id)
    listed, page, conversation = bank(), bank(question=odd.id), Dashboard("meeting_log", meeting=talk.id)
    assert ODD in shown(listed)
    assert not [label for label in (checkbox.label for checkbox in listed.app.checkbox) if ODD in label]
    for seen in (listed, page, conversation):
        assert ODD in seen.said
        for raw in (ODD, "*t*", "<i>", ":red[x]"):
            assert raw not in seen.markdown("title", "header", "markdown", "caption", "page_link", "success")
    conversation.unfold(f"meeting_log_change_{talk.id}")
    area = conversation.app.text_area(key=f"meeting_log_asked_{odd.id}_{talk.id}")
    assert ODD not in area.label
    assert read(area.label) == ODD


def test_the_csv_says_what_was_asked() -> None:
    assert list(csv_export.COLUMNS)[-1] == "questions_asked"


# -- two tabs ---------------------------------------------------------------------


def test_two_tabs_with_one_draft_add_what_each_of_them_says(file: Path) -> None:
    first = adding().fill(question_bank_text="What is A?")
    second = bank().fill(question_bank_text="What is B?")
    first.press("question_bank_add")
    second.press("question_bank_add")
    assert not second.errors
    assert [question.text for question in open_file(file).all(Question)] == ["What is A?", "What is B?"]


@pytest.mark.usefixtures("file")
def test_a_question_too_long_beside_another_tabs_is_a_sentence() -> None:
    first = adding().fill(question_bank_text="What is A?")
    second = bank().fill(question_bank_text="x" * 301)
    first.press("question_bank_add")
    assert second.press("question_bank_add").errors == ["“Question”: this is longer than 300 characters; shorten it."]


def test_two_tabs_with_one_draft_save_a_set_each(file: Path) -> None:
    first = ticked(bank(), 1, 2, 3, 4).fill(question_bank_set_name="Recruiters")
    second = bank().fill(question_bank_set_name="Engineers")
    first.press("question_bank_save_set")
    second.press("question_bank_save_set")
    assert not second.errors
    names = [question_set.name for question_set in question_sets.saved(open_file(file).all(QuestionSet))]
    assert names == ["Engineers", "Recruiters"]


@pytest.mark.usefixtures("file")
def test_a_link_to_a_question_that_is_gone_says_so_once() -> None:
    seen = bank(question="0" * 32)
    assert len(seen.errors) == 1
    assert not seen.fill(question_bank_list_search="career").errors
