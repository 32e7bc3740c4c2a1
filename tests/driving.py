"""Driving the dashboard without a browser: pages by name, widgets by key, and what is to be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest

from netdash.records import Contact, Meeting, Record
from netdash.store import Workspace, open_file
from tests.servers import ROOT

NAVIGATION = ROOT / "pages" / "navigation.py"
NOW = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
"""A Tuesday, noon in Berlin and ten in the evening in Auckland."""

PAGES = tuple(sorted({file.stem for file in NAVIGATION.parent.glob("*.py")} - {"navigation", "coach"}))
"""Every page that each member has, by its file."""

SAID = ("title", "header", "markdown", "caption", "text", "success", "info", "warning", "error")


class Clock:
    """The moment it is for the dashboard."""

    def __init__(self) -> None:
        self.now = NOW

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


class Dashboard:
    """One visitor's tab."""

    def __init__(
        self, page: str = "meeting_log", zone: str | None = "Europe/Berlin", *, locale: str | None = None, **params: str
    ) -> None:
        self.app = AppTest.from_file(str(NAVIGATION), default_timeout=30)
        self.app.context = {"timezone": zone, "locale": locale}
        self.app.run()
        self.open(page, **params)

    def open(self, page: str, **params: str) -> Dashboard:
        """Follow a link to a page."""
        self.app.switch_page(f"{page}.py")
        for name in list(self.app.query_params):
            del self.app.query_params[name]
        for name, value in params.items():
            self.app.query_params[name] = value
        return self.run()

    def run(self) -> Dashboard:
        """Run the page again; whatever a person does, no traceback may show."""
        self.app.run()
        assert not self.app.exception, self.app.exception
        return self

    def comes_back(self) -> Dashboard:
        """Go on in another session, with all that the browser holds: the server restarted, or the laptop slept."""
        earlier = self.app
        self.app = AppTest.from_file(str(NAVIGATION), default_timeout=30)
        self.app.context, self.app.query_params = earlier.context, earlier.query_params
        self.app._page_hash = earlier._finished_page_script_hash
        self.app._run(earlier._tree.get_widget_states())
        assert not self.app.exception, self.app.exception
        return self

    def types(self, **fields: object) -> Dashboard:
        """Type into fields while nothing reaches the server."""
        for key, value in fields.items():
            widget: Any = self.app.get_by_key(key)
            widget.set_value(value)
        return self

    def fill(self, **fields: object) -> Dashboard:
        """Type into one field after the other, each reaching the server by itself."""
        for key, value in fields.items():
            widget: Any = self.app.get_by_key(key)
            widget.set_value(value)
            self.run()
        return self

    def type_new(self, key: str, text: str) -> Dashboard:
        """Type into a choice what is not among its options; AppTest itself knows only what is."""
        box = self.app.selectbox(key=key)
        box.options.append(text)
        box.set_value(text)
        return self.run()

    def press(self, key: str) -> Dashboard:
        """Press a button."""
        self.app.button(key=key).click()
        return self.run()

    def press_row(self, words: str, number: int = 0, row: int | None = None) -> Dashboard:
        """Press the button of a row of the table on the page, or of another one there by its number.

        `row` says where it stands in a browser that has not heard of what was drawn last.
        """
        table = self.app.dataframe[number]
        column, widget = next(iter(table.proto.button_click_widgets.items()))
        seen = self.app._tree.get_widget_states()
        pressed = {"row": list(table.value[column]).index(words) if row is None else row, "label": words}
        seen.widgets.add(id=widget).string_trigger_value.data = json.dumps(pressed)
        self.app._run(seen)
        assert not self.app.exception, self.app.exception
        return self

    def tick(self, *words: str) -> Dashboard:
        """Select the rows with these buttons in the table on the page."""
        table = self.app.dataframe[0]
        labels = list(table.value.iloc[:, 0])
        self.app.session_state[str(table.key)] = {
            "selection": {"rows": [labels.index(one) for one in words], "cells": []}
        }
        return self.run()

    def choose(self, key: str, option: str) -> Dashboard:
        """Choose what a button's menu offers."""
        self.app.menu_button(key=key).click(option)
        return self.run()

    def press_fast(self, key: str, times: int = 2) -> Dashboard:
        """Press a button several times before the browser has seen what became of it."""
        self.app.button(key=key).click()
        seen = self.app._tree.get_widget_states()
        for other in [one for one in seen.widgets if one.WhichOneof("value") == "trigger_value"]:
            if not other.trigger_value:
                seen.widgets.remove(other)  # a browser does not speak of buttons that are not pressed
        for _ in range(times):
            self.app._run(seen)
            assert not self.app.exception, self.app.exception
        return self

    def unfold(self, key: str) -> Dashboard:
        """Open an expander that draws its inside only when it is open."""
        self.app.session_state[key] = True
        return self.run()

    def turn_to(self, label: str, key: str = "outreach_view") -> Dashboard:
        """Turn to another tab of the page."""
        self.app.session_state[key] = label
        return self.run()

    def select(self, table: str, row: int) -> Dashboard:
        """Click a cell of a row of a table that has its selected one beside it."""
        self.app.session_state[table] = {"selection": {"rows": [], "columns": [], "cells": [(row, "")]}}
        return self.run()

    def value(self, key: str) -> object:
        """Return what is in a field."""
        widget: Any = self.app.get_by_key(key)
        value: object = widget.value
        return value

    def has(self, key: str) -> bool:
        """Tell whether a widget is drawn."""
        return key in self.keys

    @property
    def keys(self) -> set[str]:
        """The keys of everything drawn."""
        return set(_keys(self.app._tree))

    @property
    def title(self) -> str:
        """The page's title, as it is read."""
        return read(self.app.title[0].value)

    @property
    def beside(self) -> str:
        """The name on the card beside a table, as it is read."""
        return read(self.app.header[0].value)

    @property
    def errors(self) -> list[str]:
        """The errors shown, as they are read."""
        return [read(one.value) for one in self.app.error]

    @property
    def done(self) -> list[str]:
        """What the page says was done, as it is read."""
        return [read(one.value) for one in self.app.success]

    @property
    def raw(self) -> str:
        """All text on the page, as Markdown."""
        return self.markdown(*SAID)

    def markdown(self, *kinds: str) -> str:
        """All text in elements of these kinds, as Markdown."""
        found: list[Any] = [one for kind in kinds for one in self.app.get(kind)]
        return "\n".join(str(one.value) for one in found)

    @property
    def said(self) -> str:
        """All text on the page, as it is read."""
        return read(self.raw)

    @property
    def shown(self) -> str:
        """All text on the page, as it is read, and what stands in its tables."""
        return self.said + "".join(table.value.to_string() for table in self.app.dataframe)

    @property
    def links(self) -> list[str]:
        """The labels of the links to other pages, as they are read."""
        return [read(one.value) for one in self.app.page_link]

    def column(self, name: str) -> list[str]:
        """Return a column of the table on the page as it shows it; a cell may be a list of one."""
        table = self.app.dataframe[0]
        cells = [cell[0] if isinstance(cell, list | np.ndarray) else cell for cell in table.value[name]]
        labels = {option["value"]: option["label"] for option in self.states(name)}
        return [str(labels.get(cell, cell)) for cell in cells]

    def states(self, name: str) -> list[dict[str, str]]:
        """Return the states that a column of the table on the page may show, each with its value, label and color."""
        columns = json.loads(self.app.dataframe[0].proto.columns)
        options: list[dict[str, str]] = columns.get(name, {}).get("type_config", {}).get("options", [])
        return options


def _keys(node: object) -> Iterable[str]:
    key = getattr(node, "key", None)
    if isinstance(key, str):
        yield key
    for child in getattr(node, "children", {}).values():
        yield from _keys(child)


def read(markdown: str) -> str:
    """Return escaped Markdown as a person reads it: what keeps marks from being read as such is not seen."""
    shown, escaped = "", False
    for letter in markdown.replace(":small[]", "").replace("&nbsp;", " "):
        escaped = letter == "\\" and not escaped
        shown += "" if escaped else letter
    return shown


def interrupted_once(act: Callable[..., object]) -> Callable[..., object]:
    """Return a function whose first call ends the run, as another press does, and whose later ones do what it does."""
    calls = iter([RerunException(RerunData())])

    def interrupted(*given: Any, **named: Any) -> object:
        for ends in calls:
            raise ends
        return act(*given, **named)

    return interrupted


def seed(file: Path, *records: Record) -> Workspace:
    """Put records into the workspace file."""
    workspace = open_file(file)
    for record in records:
        workspace.save(record)
    return workspace


def meeting(*contacts: Contact, ago: timedelta = timedelta(hours=1), **fields: object) -> Meeting:
    """Make a conversation of half an hour that ended so long ago."""
    ended = NOW - ago
    whole = {"contacts": [one.id for one in contacts], "starts_at": ended - timedelta(minutes=30), "ends_at": ended}
    return Meeting.model_validate({**whole, **fields})
