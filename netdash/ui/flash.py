"""Messages for the next run: what was done, with an Undo and a next step, or what went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st
from pydantic import ValidationError
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunException

from netdash.errors import InvalidRecordError, NetdashError, StoreError
from netdash.records import Record, is_id
from netdash.records.base import ConflictError
from netdash.ui import layout
from netdash.ui.markdown import escaped

LASTS_S = 30.0
"""How long a message stays while the page runs again, so that its Undo can be reached."""

Undo = Callable[[], object]
"""What takes something back; it may return what does it again."""

UNTYPED = ("updated_at", "created_at", "sample")
"""The fields of a record that nobody types, so that a conflict does not show them."""


@dataclass(frozen=True)
class FormUndo:
    """An Undo that fills a form again; a second click does so too, as it brings the fields as they were before."""

    fill: Callable[[], object]

    def __call__(self) -> None:
        """Fill the form."""
        self.fill()


@dataclass(frozen=True)
class NextStep:
    """A link to what comes next."""

    label: str
    page: str
    params: dict[str, str]


@dataclass(frozen=True)
class _Notice:
    sentence: str
    undo: Undo | None
    then: NextStep | None
    page: str | None = None
    records: frozenset[str] = frozenset()
    since: float = 0.0
    is_undone: bool = False
    undone: str = ""

    @property
    def is_fresh(self) -> bool:
        """Whether it was first shown less than `LASTS_S` ago, or not yet."""
        return not self.since or time.monotonic() - self.since <= LASTS_S

    @property
    def words(self) -> str:
        """The sentence, or that what it says was undone."""
        return f"Undone: {self.undone or f'“{self.sentence}”'}" if self.is_undone else self.sentence


def complete(acts: Iterable[Callable[[], object]]) -> None:
    """Do what follows a change, all of it, also where another press ends the run in that moment."""
    ended: RerunException | None = None
    for act in acts:
        try:
            act()
        except RerunException as error:
            ended = error
            act()
    if ended is not None:
        raise ended


def say(sentence: str, undo: Undo | None = None, then: NextStep | None = None, undone: str = "") -> None:
    """Show a sentence on the next run, with an Undo and a next step where there are any.

    `undone` is what is so again after the Undo, where the sentence does not tell. A run that ends here says it all the
    same.
    """
    complete([lambda: _say(_Notice(sentence, undo, then, undone=undone))])


def _say(notice: _Notice) -> None:
    undo = notice.undo or _offered_with(notice.sentence)
    st.session_state["_flash"] = replace(notice, undo=undo)
    if undo is not None and undo not in st.session_state.get("_undos", []):
        st.session_state["_undos"] = [*st.session_state.get("_undos", [])[-1:], undo]


def _offered_with(sentence: str) -> Undo | None:
    """Return the Undo that was offered with the same sentence: a second click changes nothing, and says it again."""
    notice: _Notice | None = st.session_state.get("_flash") or st.session_state.get("_flash_last")
    if notice is None or notice.sentence != sentence or not notice.is_fresh:
        return None
    return notice.undo if notice.undo in st.session_state.get("_undos", []) else None


def say_again() -> None:
    """Show the last sentence once more, for the second click of a double click."""
    last: _Notice | None = st.session_state.get("_flash_last")
    if last is not None:
        st.session_state["_flash"] = replace(last, page=None)


def say_problem(sentence: str) -> None:
    """Show on the next run what went wrong in a callback, after whatever else did."""
    before = st.session_state.get("_problem")
    st.session_state["_problem"] = f"{before} {sentence}" if before and sentence not in before else sentence


def attempt(act: Callable[[], object]) -> None:
    """Do a callback's work; an error is shown on the next run."""
    succeeds(act)


def succeeds(act: Callable[[], object]) -> bool:
    """Do something and tell whether it went well; an error is shown on the next run."""
    try:
        act()
    except ValidationError as error:
        say_problem(InvalidRecordError.from_pydantic(error).sentence)
    except NetdashError as error:
        say_problem(_sentence(error))
    else:
        return True
    return False


def remember_owner(is_owner: bool) -> None:
    """Remember whether the owner of this machine is here, as only they are shown its paths."""
    st.session_state["_is_owner"] = is_owner


def _sentence(error: NetdashError) -> str:
    if isinstance(error, StoreError) and not st.session_state.get("_is_owner"):
        error = error.without_path()
    return error.sentence


def is_pending() -> bool:
    """Tell whether there is something to say that no page has shown yet."""
    notice: _Notice | None = st.session_state.get("_flash")
    return st.session_state.get("_problem") is not None or (notice is not None and notice.page is None)


def leave_bottom() -> None:
    """Draw no more where an earlier run has shown a message: Streamlit lets no part of a page do that."""
    st.session_state["_flash_place"] = None


def show(page: str, following: NextStep | None = None) -> bool:
    """Show the message on the page where it is first seen, for half a minute or until the next one.

    It stands at the bottom of the window: whoever pressed a button far below sees it there, and nothing moves. Where it
    has no next step of its own, it leads to the `following` one; tell whether it does.
    """
    leave_bottom()
    problem = st.session_state.get("_problem")
    if problem is not None:
        st.session_state["_problem"] = st.session_state["_flash"] = None
        with st.bottom, layout.page():
            st.error(escaped(problem), icon=":material/error:")
    notice: _Notice | None = st.session_state.get("_flash")
    if notice is None:
        return False
    records = _records_shown()
    if notice.page is None:
        notice = replace(notice, page=page, records=records, since=time.monotonic())
        st.session_state["_flash"] = st.session_state["_flash_last"] = notice
    elif records - notice.records or not notice.is_fresh:
        st.session_state["_flash"] = None
        return False
    elif notice.page != page:
        return False  # it is there again on the way back, and with it the Undo of a form that was cleared
    place = st.session_state["_flash_place"] = st.bottom.empty()
    with place.container(), layout.page(), st.container(horizontal=True, vertical_alignment="center", key="flash"):
        st.success(escaped(notice.words), icon=":material/check:")
        if notice.undo is not None:
            label, icon = ("Redo", ":material/redo:") if notice.is_undone else ("Undo", ":material/undo:")
            st.button(label, key="flash_undo", icon=icon, on_click=_undo, args=(notice, notice.undo))
        if (then := notice.then or following) is not None:
            st.page_link(then.page, label=then.label, icon=":material/arrow_forward:", query_params=then.params)
    return then is not None and then is following


def _records_shown() -> frozenset[str]:
    """Return the ids in the address; a message about one record does not belong on another one's page."""
    return frozenset(value for value in st.query_params.values() if is_id(value))


def _undo(notice: _Notice, undo: Undo) -> None:
    def act() -> None:
        offered: list[Undo] = st.session_state.get("_undos", [])
        if undo not in offered:  # a second click, which the page has not answered yet, or somebody else is here by now
            if isinstance(undo, FormUndo) and st.session_state.get("_undone") is undo:
                undo()
            return
        redo = undo()
        offered.remove(undo)
        st.session_state["_undone"] = undo
        back = redo if callable(redo) else None
        now = _Notice(notice.sentence, back, None, is_undone=not notice.is_undone, undone=notice.undone)
        complete([lambda: _say(now)])

    attempt(act)


def show_error(error: NetdashError, name: Callable[[str], str] = str) -> None:
    """Show an error's sentence; for a conflict, both versions. `name` gives the words for an id in them."""
    st.session_state["_flash"] = None  # what went well before would only confuse from here on
    place: DeltaGenerator | None = st.session_state.get("_flash_place")
    if place is not None:
        place.empty()
    st.error(escaped(_sentence(error)), icon=":material/error:")
    if isinstance(error, ConflictError):
        _draw_versions(error, name)


def _offer_versions(error: ConflictError, settle: Callable[[Record | None], None], key: str) -> None:
    """Draw the choice between two versions; `settle` gets the record to keep, None for the stored one."""
    mine = error.mine.replace(updated_at=error.theirs.updated_at)
    with st.container(horizontal=True):
        st.button("Save mine over it", key=f"{key}_mine", on_click=settle, args=(mine,))
        st.button("Keep the stored one", key=f"{key}_theirs", on_click=settle, args=(None,))


@contextmanager
def errors_shown(
    settle: Callable[[Record | None], None] | None = None, key: str = "", name: Callable[[str], str] = str
) -> Iterator[None]:
    """Run a block and show the error that it raises where the block stands; `attempt` shows it on the next run.

    With `settle`, a conflict is shown with the choice between its versions; `name` gives the words for an id in them.
    """
    try:
        yield
    except ValidationError as error:
        show_error(InvalidRecordError.from_pydantic(error))
    except NetdashError as error:
        show_error(error, name)
        if settle is not None and isinstance(error, ConflictError):
            _offer_versions(error, settle, key)


def _draw_versions(error: ConflictError, name: Callable[[str], str]) -> None:
    """Draw the fields in which the versions differ; `name` gives the words for an id in them."""
    mine, theirs = error.mine.compared_fields(), error.theirs.compared_fields()
    differing = [field for field in mine if field not in UNTYPED and mine[field] != theirs.get(field)]
    rows = [
        {
            "": field.replace("_", " ").capitalize(),
            "Yours": escaped(_plain(mine[field], name)),
            "Stored": escaped(_plain(theirs.get(field), name)),
        }
        for field in differing
    ]
    st.table(rows, hide_index=True, alt="Your version beside the stored one, field by field")


def _plain(value: object, name: Callable[[str], str]) -> str:
    if isinstance(value, dict):
        return ": ".join(filter(None, (_plain(inner, name) for inner in value.values())))
    if isinstance(value, list):
        return "\n".join(_plain(inner, name) for inner in value)
    return "" if value is None else name(str(value))
