"""The coaching rules as fields, by section, each with its unit, range and source, and a reset to the default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from netdash import rules
from netdash.errors import ChangedSinceError
from netdash.records import RULE_CHANGES_ID, RuleChanges
from netdash.rules import Rule
from netdash.ui import flash, layout, session
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.wording import counted

COLUMN_WIDTH = 200
"""In pixels, at least: one column on a phone."""

_AGENDA = rules.AGENDA.removesuffix(".")
"""The name of all parts of the agenda together."""


def show(visit: Visit) -> None:
    """Draw every rule, and save the changes."""
    stored = visit.workspace.get(RuleChanges, RULE_CHANGES_ID) or RuleChanges()
    form = Form(visit, "rules", stored, about="", one_by_one=True)
    values = rules.values(visit.workspace)
    sections = {title: tuple(section) for title, section in groupby(rules.all_rules(), key=lambda rule: rule.section)}
    st.markdown(" · ".join(f"[{title}](#{_anchor(title)})" for title in sections))
    resets = st.container()
    typed: dict[str, object] = {}
    columns = st.columns(2, gap="medium")
    for number, (title, section) in enumerate(sections.items()):
        with columns[number % 2], st.container(border=True):
            # One element: each costs a rerun time, and no page has more of them.
            st.markdown(f"## {title}\n\n:small[:gray[{_sources(section)}]]", width=layout.CAPTION_WIDTH)
            with st.grid(2, min_column_width=COLUMN_WIDTH, vertical_alignment="bottom"):
                for rule in section:
                    typed[rule.name] = _draw_rule(form, rule, values[rule.name])
    form.keep()
    with resets:
        _draw_resets(rules.changed_values(visit.workspace), is_unsaved=not form.blank)
    with st.bottom, layout.page():  # in sight, however far down the changed rule is
        pressed = form.submitted("Save the rules")
    if pressed:
        with form.submitting() as submission:
            # Only what was touched: another tab may have changed other rules meanwhile.
            changes = {name: value for name, value in typed.items() if not form.started_with(_field(name))}
            before = rules.values(visit.workspace)
            rules.change(visit.workspace, changes)
            undo = _undo({name: before[name] for name in changes}, rules.values(visit.workspace)) if changes else None
            submission.say("Saved the rules." if changes else "The rules are as they were.", undo)


def _anchor(title: str) -> str:
    """Return the id that Streamlit gives to a heading."""
    return title.lower().replace(" ", "-")


def _sources(section: Sequence[Rule]) -> str:
    """Word whom a section's rules are from, and the few that are from somebody else."""
    shared = section[0].source
    others = (f" {rule.label}: {rule.source}." for rule in section if rule.source != shared)
    return escaped(f"Source: {shared}.{''.join(others)}")


def _draw_rule(form: Form, rule: Rule, value: int) -> int:
    """Draw one field; what belongs to it is in its label, as every element more costs a rerun time."""
    beside = f"{rule.lowest} to {rule.highest} {rule.unit}"
    if value != rule.value:
        beside = f"{beside} · changed from {rule.value}"
    form.stands_for(rule.name, _field(rule.name))
    return form.number(
        rule.label, _field(rule.name), value, rule.lowest, rule.highest, step=1, width="stretch", beside=beside
    )


def _draw_resets(changed: Mapping[str, int], *, is_unsaved: bool) -> None:
    """Draw what resets the changed rules: above all fields, as beside one it would redraw what is typed there."""
    unsaved = "What you typed is not saved yet." if is_unsaved else ""
    if not changed:
        st.caption(unsaved or "Nothing is changed: these are netdash’s defaults.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{counted(len(changed), 'rule')} changed from the default. {unsaved}", width="content")
        label, icon = "Reset all", ":material/restart_alt:"
        st.button(label, key="rules_reset_all", type="tertiary", icon=icon, on_click=_reset)
        box = st.popover("Reset one", key="rules_reset_one", type="tertiary", on_change="rerun")
    if box.open:
        for name in dict.fromkeys(map(_entry, changed)):
            label = f"“{_label(name)}”" if name == _AGENDA else f"“{_label(name)}” to {rules.find(name).value}"
            box.button(label, key=f"rules_reset_{_field(name)}", type="tertiary", on_click=_reset, args=(name,))


def _entry(rule: str) -> str:
    """Return what a rule is reset as: itself, or the whole agenda, as each part alone would break the 100 %."""
    return _AGENDA if rule.startswith(rules.AGENDA) else rule


def _label(entry: str) -> str:
    if entry == _AGENDA:
        return next(rule.section for rule in rules.all_rules() if _entry(rule.name) == _AGENDA)
    return rules.find(entry).label


def _reset(name: str | None = None) -> None:
    def act() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            changed = rules.changed_values(workspace)
            before = {rule: value for rule, value in changed.items() if name in (None, _entry(rule))}
            if before:
                rules.reset(workspace, *(before if name else ()))
            after = rules.values(workspace)
        flash.complete([lambda: _fill_defaults(tuple(before)), lambda: _say_reset(name, before, after)])

    flash.attempt(act)


def _fill_defaults(names: tuple[str, ...]) -> None:
    # A second click, which the page has not answered yet, brings the old numbers of these fields once more.
    names = st.session_state["_rules_reset"] = names or st.session_state.get("_rules_reset", ())
    _fill({rule: rules.find(rule).value for rule in names})


def _say_reset(name: str | None, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    if before:
        what = f"“{_label(name)}”" if name else counted(len(before), "rule")
        default = "its default" if name or len(before) == 1 else "their defaults"
        flash.say(f"Reset {what} to {default}.", _undo(before, after))


def _undo(before: Mapping[str, int], after: Mapping[str, int]) -> flash.FormUndo:
    """Return what gives rules the values that they had; it refuses where one of them was changed since."""

    def change_back() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            present = rules.values(workspace)
            if any(present[rule] not in (value, after[rule]) for rule, value in before.items()):
                raise ChangedSinceError
            rules.change(workspace, before)
        _fill(before)

    return flash.FormUndo(change_back)


def _fill(values: Mapping[str, int]) -> None:
    for name, value in values.items():
        st.session_state[f"rules_{_field(name)}"] = value


def _field(name: str) -> str:
    return name.replace(".", "_")
