"""Text that is typed and not saved yet, kept so that nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import NAMESPACE_URL, uuid5

from pydantic import JsonValue

from netdash.records import Draft
from netdash.store import Workspace


def draft_id(form: str) -> str:
    """Derive a draft's id from its form's name, so that there is one draft a form."""
    return uuid5(NAMESPACE_URL, f"netdash:draft:{form}").hex


def fields_of(workspace: Workspace, form: str) -> dict[str, JsonValue] | None:
    """Return what was typed into a form, or None where there is no draft."""
    draft = workspace.get(Draft, draft_id(form))
    return None if draft is None else dict(draft.fields)


def keep(workspace: Workspace, form: str, fields: Mapping[str, JsonValue]) -> None:
    """Keep what is typed into a form; the last word wins, whichever tab it comes from."""
    draft = Draft(id=draft_id(form), form=form, fields=dict(fields))
    if fields_of(workspace, form) != draft.fields:
        workspace.put(draft)


def beside(form: str, token: str) -> str:
    """Name a further draft of a form, for a tab that fills it in while another does."""
    return f"{form}~{token}"


def unfinished(workspace: Workspace, form: str, first: str) -> tuple[str, dict[str, JsonValue] | None]:
    """Return the name and the fields of a form's draft: of several the one named first, else the latest begun."""
    begun = [draft for draft in workspace.all(Draft) if draft.form == form or draft.form.startswith(beside(form, ""))]
    if not begun:
        return form, None
    found = next((draft for draft in begun if draft.form == first), begun[-1])
    return found.form, dict(found.fields)


def about(workspace: Workspace, ids: Iterable[str]) -> list[Draft]:
    """Return the drafts of forms about these records: the forms' names end with the id."""
    endings = tuple(ids)
    return [draft for draft in workspace.all(Draft) if draft.form.partition("~")[0].endswith(endings)]


def drop(workspace: Workspace, form: str) -> None:
    """Forget a form's draft, also one that came from elsewhere under another id."""
    for draft in workspace.all(Draft):
        if draft.form == form:
            workspace.delete(draft)
