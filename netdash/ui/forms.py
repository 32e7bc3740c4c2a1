"""Forms: Streamlit's widgets over a draft, each drawn with what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

import streamlit as st
from pydantic import JsonValue
from streamlit.delta_generator import DeltaGenerator

from netdash import date_style
from netdash.moments import clock_note
from netdash.ui import flash, form_draft, layout, session, tab
from netdash.ui.form_fields import FieldMarks, mark
from netdash.ui.live_area import last_said, live_area, set_text
from netdash.ui.record_form import RecordForm
from netdash.ui.session import Visit

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

DAY_WIDTH, HOUR_WIDTH = 150, 130
"""In pixels."""
MOST_IN_BROWSER = 2**53
"""Streamlit draws no whole number of this size or more."""
CHOOSE_OR_TYPE = "Choose one, or type a new one"


def placeholder() -> DeltaGenerator:
    """Return a container for parts of a form that come and go.

    Without one they move the rows below them, which the browser then draws anew: what was just typed there is lost.
    """
    return st.container()


def form_box(
    visit: Visit,
    label: str,
    form: str,
    draw: Callable[[], None],
    *,
    icon: str = ":material/edit:",
    key: str,
    unfolded: bool = False,
    actions: DeltaGenerator | None = None,
    primary: bool = True,
    width: int = layout.NARROW_WIDTH,
) -> None:
    """Draw a form in a box, unfolded while something is typed into it, or where asked; a saved form is folded away.

    With the `actions` of the page, a folded form is out of sight, and a button among them unfolds it.

    A folded form is not drawn, but for two runs: the one that folds it, as what was typed last may come with that
    press, and the browser has to hear what was saved; and the first of a tab that comes back, which may hold words.
    What `st.expander` starts with belongs to its identity: if that followed the draft, the first letters typed
    would have the browser draw the whole form anew, and the next ones would go nowhere. So it starts folded, always.
    A tab that comes back keeps it as it is there, and so does whoever comes back from another page.
    """
    place, unfolded = f"_{key}_box", unfolded or session.unfinished(visit, form)
    before: tuple[bool, bool] | None = st.session_state.get(place)
    asked, was_open = before or (False, False)
    if unfolded != asked and (unfolded or form_draft.starts_over(form)):
        st.session_state[key] = asked = unfolded
    elif before is not None and key not in st.session_state:  # Streamlit forgets a box that another page does not draw
        st.session_state[key] = was_open
    with tab.hideable(key):
        with placeholder():  # it comes before the box, which would be seen for a moment
            if actions is not None and not st.session_state.get(key):
                tab.hide(key)
                kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
                actions.button(label, key=f"{key}_open", icon=icon, type=kind, on_click=_unfold, args=(key,))
        box = st.expander(label, False, icon=icon, key=key, on_change="rerun")
    drawn, folds = f"_{key}_drawn", was_open and not box.open
    st.session_state[place] = asked, bool(box.open) or folds
    if box.open or folds or (tab.came_back() and drawn not in st.session_state):
        with box, st.container(width=width):
            draw()
        st.session_state[place], st.session_state[drawn] = (asked, bool(box.open)), True
        if not (box.open or folds) and session.unfinished(visit, form):
            st.rerun()


def is_open(key: str, form: str) -> bool:
    """Tell whether the box of a form is open; that of one saved just now is folded in this run."""
    return bool(st.session_state.get(key)) and not form_draft.starts_over(form)


def _unfold(key: str) -> None:
    st.session_state[key] = True


class Form(RecordForm):
    """One form. Each field gives its value; a widget the browser draws late falls back on what it is drawn with."""

    def line(self, label: str, field: str, start: str = "", *, counts: bool = True, **looks: Any) -> str:
        """Draw a one-line field; `looks` goes to `st.text_input`."""
        key, value = self.filled(field, start)
        shown, mark_of_it = self.marked(label, field)
        typed = st.text_input(shown, value, key=key, live=True, **looks | mark_of_it)
        return self.read(field, typed or "", start, counts=counts, label=label if counts else "")

    def area(
        self,
        label: str,
        field: str,
        start: str = "",
        *,
        height: int = 110,
        placeholder: str = "",
        help: str = "",
        follows: tuple[str, str] | None = None,
    ) -> str:
        """Draw a box for longer text, which has its own way of coming back; the height is in pixels.

        One that `follows` says what other fields come to until it says something else: a field that keeps what they
        came to, and what they come to now.
        """
        key = self.key(field)

        def text_of(kept: JsonValue) -> str:
            text = kept if isinstance(kept, str) else start
            return follows[1] if follows is not None and text == self.kept.get(follows[0]) else text

        value = text_of(self.to_draw(field))
        if follows is not None:
            self.note(*follows, follows[1], counts=False)
        if self.memory["restart"] or field in self.memory["overruled"]:
            set_text(key, value)
        owner = self.visit.owner_key
        shown = self.labelled(label, field)
        text = live_area(shown, key, value=value, height=height, placeholder=placeholder, help=help, copy_as=owner)
        self.note(field, text, start, counts=True, label=label)
        sent = last_said(key)
        sent_mark = "" if sent is None else mark(sent)
        self._drawn[field] = FieldMarks(
            sent_mark, mark(text), lambda kept: mark(text_of(kept)), holds_words=True, by_name=False
        )
        return text

    def more(self, label: str, *fields: str) -> ExpanderContainer:
        """Draw a box for what is rarely filled in; it is unfolded when one comes back to words in it.

        `fields` are what the names of its fields begin with.
        """
        key = self.key("more")
        is_new, filled = key not in st.session_state, form_draft.counted(self.kept)
        refused = [field for refusal in self.memory["refused"] for field in refusal.at]
        if any(field.startswith(fields) for field in (*refused, *(filled if is_new else ()))):
            st.session_state[key] = True
        return st.expander(label, icon=":material/more_horiz:", key=key, on_change="rerun")

    def day(self, label: str, field: str, start: date, *, counts: bool = True) -> date:
        """Draw a field for a day."""
        key, value = self.filled(field, start)
        day: date = st.date_input(
            self.labelled(label, field), value, key=key, format=date_style.current().field, width=DAY_WIDTH
        )
        return self.read(field, day, start, counts=counts)

    def hour(self, label: str, field: str, start: time, *, counts: bool = True, help: str = "") -> time:
        """Draw a field for a time of day, in steps of five minutes, that starts with a whole minute."""
        self.stands_for("moment", field)
        start = start.replace(second=0, microsecond=0, fold=0)
        key, value = self.filled(field, start)
        hours: Literal["12h", "24h"] = "12h" if date_style.current().twelve_hours else "24h"
        shown = self.labelled(label, field)
        at: time = st.time_input(shown, value, key=key, step=300, help=help or None, format=hours, width=HOUR_WIDTH)
        return self.read(field, at, start, counts=counts)

    def choice(
        self, label: str, field: str, words: Mapping[str, str], start: str, *, counts: bool = True, **looks: Any
    ) -> str:
        """Draw a choice of one, shown by the words for each; `looks` goes to `st.selectbox`."""
        options = list(words)
        key, value = self.filled(field, start, words.__contains__)
        place, word = options.index(value), words.__getitem__
        shown = self.labelled(label, field)
        chosen: str = st.selectbox(shown, options, place, format_func=word, key=key, **looks)
        return self.read(field, chosen, start, counts=counts, words=words.get)

    def choice_or_new(
        self,
        label: str,
        field: str,
        offered: Iterable[str],
        start: str = "",
        *,
        none: str = CHOOSE_OR_TYPE,
        words: Callable[[str], str] = str,
        **looks: Any,
    ) -> str:
        """Draw a choice of one, with room for a new one; `none` is shown where nothing is chosen.

        `words` says what is shown of a choice, where that is something else; `looks` goes to `st.selectbox`.
        """
        key, value = self.filled(field, start)
        options = list(dict.fromkeys(["", *offered, value]))
        shown = lambda choice: words(choice) if choice else none  # noqa: E731
        chosen = st.selectbox(
            self.labelled(label, field),
            options,
            options.index(value),
            format_func=shown,
            key=key,
            accept_new_options=True,
            **looks,
        )
        if words is str:
            return self.read(field, chosen or "", start)
        return self.read(field, chosen or "", start, label=label, words=shown)

    def several(
        self,
        label: str,
        field: str,
        words: Mapping[str, str],
        start: Sequence[str],
        *,
        unknown: Callable[[str], str],
        **looks: Any,
    ) -> list[str]:
        """Draw a choice of several by the words for each, with room for new ones; `unknown` words any other."""
        key, values = self.filled(field, list(start))
        chosen = st.multiselect(
            self.labelled(label, field),
            list(dict.fromkeys((*words, *values))),
            values,
            format_func=lambda id: words.get(id) or unknown(id),
            key=key,
            accept_new_options=True,
            select_all=False,  # a second Enter would take it
            placeholder="Type a name",
            **looks,
        )
        names = lambda ids: [words.get(id) or unknown(id) for id in ids]  # noqa: E731
        return self.read(field, chosen, list(start), label=label, words=names)

    def number(
        self,
        label: str,
        field: str,
        start: int,
        least: int | None = None,
        most: int | None = None,
        *,
        counts: bool = True,
        step: int = 5,
        width: int | Literal["stretch"] = HOUR_WIDTH,
        beside: str = "",
    ) -> int:
        """Draw a field for a whole number, and return the nearest one between `least` and `most`.

        One outside them, or a fraction, stays in the field, is marked there, and refused when the form is saved. The
        width is in pixels; `beside` stands after the label.
        """
        key, value = self.filled(field, start, lambda number: abs(number) < MOST_IN_BROWSER)
        number = int(value) if least is None else max(least, int(value))
        number = number if most is None else min(most, number)
        wrong = ""
        if number != value:
            what = "number" if value == int(value) else "whole number"
            span = f" from {least} to {most}" if most is not None else f" of at least {least}" if least else ""
            wrong = f"choose a {what}{span}"
            self.misfit = self.misfit or (field, f"“{label}”: {wrong}.")
        shown, mark_of_it = self.marked(label, field, wrong)
        shown = f"{label} · {beside}" if beside and not mark_of_it else shown
        # Without bounds: the browser would keep a number outside them to itself, and the form be saved without it. And
        # with fractions, as it would cut them off: 3.7 would be saved as 3.
        looks: dict[str, Any] = {"format": "%g", "width": width, **mark_of_it}
        typed = float(st.number_input(shown, value=float(value), step=float(step), key=key, **looks))
        whole = int(typed) if typed.is_integer() else cast("int", typed)
        self.read(field, whole, start, counts=counts)
        return number

    def mind_clock(self, day: date, at: time) -> None:
        """Say below the fields for a day and a time where the clocks skip that time or show it twice."""
        with placeholder():
            if note := clock_note(day, at, self.zone, self.visit.now):
                st.caption(f":material/info: {note}")

    def submitted(self, label: str, field: str = "save", *, type: Literal["primary", "secondary"] = "primary") -> bool:
        """Draw the button that saves, beside the way to empty a filled form; tell whether it is pressed."""
        with st.container(horizontal=True):
            pressed = st.button(label, key=self.key(field), type=type)
            self.offer_emptying()
        return pressed

    def offer_emptying(self) -> None:
        """Draw the way to empty a filled form."""
        if not self.blank:
            empty = "Discard the changes" if self.changes else "Clear the form"
            clear = partial(self.clear, "Changes discarded." if self.changes else "Form cleared.")
            icon, key = ":material/ink_eraser:", self.key("clear_form")
            st.button(empty, key=key, type="tertiary", icon=icon, on_click=flash.attempt, args=(clear,))
