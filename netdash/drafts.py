"""Drafts: what is typed into forms and not saved yet, so that nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import NAMESPACE_URL, uuid5

from pydantic import JsonValue

from netdash.records import Draft, is_id
from netdash.store import Workspace


def draft_id(form: str) -> str:
    """Derive a draft's id from its form's name, so that each form has one draft."""
    return uuid5(NAMESPACE_URL, f"netdash:draft:{form}").hex


def fields_of(workspace: Workspace, form: str) -> dict[str, JsonValue] | None:
    """Return what was typed into a form, or None where there is no draft."""
    draft = workspace.get(Draft, draft_id(form))
    return None if draft is None else dict(draft.fields)


def keep(workspace: Workspace, form: str, fields: Mapping[str, JsonValue]) -> None:
    """Keep what is typed into a form, overwriting its draft: callers compare first."""
    draft = Draft(id=draft_id(form), form=form, fields=dict(fields))
    if fields_of(workspace, form) != draft.fields:
        workspace.put(draft)


def second_draft_name(form: str, token: str) -> str:
    """Name another draft of a form, for a tab that fills it in while another tab does."""
    return f"{form}~{token}"


def of_form(workspace: Workspace, form: str) -> list[Draft]:
    """Return all drafts of a form, in the order in which they were started."""
    prefix = second_draft_name(form, "")
    return [draft for draft in workspace.all(Draft) if draft.form == form or draft.form.startswith(prefix)]


def unfinished(workspace: Workspace, form: str, first: str) -> tuple[str, dict[str, JsonValue] | None]:
    """Return the name and the fields of a form's draft: of several the one named `first`, else the newest."""
    candidates = of_form(workspace, form)
    if not candidates:
        return form, None
    draft = next((draft for draft in candidates if draft.form == first), candidates[-1])
    return draft.form, dict(draft.fields)


def about(workspace: Workspace, ids: Iterable[str]) -> list[Draft]:
    """Return the drafts of forms about these records."""
    record_ids = frozenset(filter(is_id, ids))
    return [draft for draft in workspace.all(Draft) if page_and_record(draft.form)[1] in record_ids]


def page_and_record(form: str) -> tuple[str, str]:
    """Return a form's page and the id of its record: `people_‹id›` is about a person, `people` about none."""
    name = form.partition("~")[0]
    page, _, id = name.rpartition("_")
    return (page, id) if is_id(id) else (name, "")


def entries(draft: Draft) -> dict[str, JsonValue]:
    """Return what the member typed or chose in a form, without what the form filled in by itself."""
    counted = draft.fields.get("_counted")
    if isinstance(counted, dict):
        return {name: value for name in counted if (value := draft.fields.get(name))}
    return {name: value for name, value in draft.fields.items() if value and not name.startswith("_")}


def has_words(draft: Draft) -> bool:
    """Tell whether a draft holds text of the member's own, and not only choices from lists."""
    counted = draft.fields.get("_counted")
    values = [value for name, value in entries(draft).items() if not isinstance(counted, dict) or counted[name]]
    return any(not is_id(str(item)) for value in values for item in (value if isinstance(value, list) else [value]))


def drop(workspace: Workspace, form: str) -> None:
    """Delete a form's draft, also one that was imported under another id."""
    for draft in workspace.all(Draft):
        if draft.form == form:
            workspace.delete(draft)
