"""Text that is typed and not saved yet, kept so that nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import NAMESPACE_URL, uuid5

from pydantic import JsonValue

from netdash.records import Draft, is_id
from netdash.store import Workspace


def draft_id(form: str) -> str:
    """Derive a draft's id from its form's name, so that there is one draft a form."""
    return uuid5(NAMESPACE_URL, f"netdash:draft:{form}").hex


def fields_of(workspace: Workspace, form: str) -> dict[str, JsonValue] | None:
    """Return what was typed into a form, or None where there is no draft."""
    draft = workspace.get(Draft, draft_id(form))
    return None if draft is None else dict(draft.fields)


def keep(workspace: Workspace, form: str, fields: Mapping[str, JsonValue]) -> None:
    """Keep what is typed into a form over whatever is kept of it: callers compare first."""
    draft = Draft(id=draft_id(form), form=form, fields=dict(fields))
    if fields_of(workspace, form) != draft.fields:
        workspace.put(draft)


def beside(form: str, token: str) -> str:
    """Name a further draft of a form, for a tab that fills it in while another does."""
    return f"{form}~{token}"


def of_form(workspace: Workspace, form: str) -> list[Draft]:
    """Return all drafts of a form, in the order they were begun."""
    return [draft for draft in workspace.all(Draft) if draft.form == form or draft.form.startswith(beside(form, ""))]


def unfinished(workspace: Workspace, form: str, first: str) -> tuple[str, dict[str, JsonValue] | None]:
    """Return the name and the fields of a form's draft: of several the one named first, else the latest begun."""
    begun = of_form(workspace, form)
    if not begun:
        return form, None
    found = next((draft for draft in begun if draft.form == first), begun[-1])
    return found.form, dict(found.fields)


def about(workspace: Workspace, ids: Iterable[str]) -> list[Draft]:
    """Return the drafts of forms about these records: the last part of the forms' names is the id."""
    wanted = frozenset(filter(is_id, ids))
    return [draft for draft in workspace.all(Draft) if place_of(draft.form)[1] in wanted]


def place_of(form: str) -> tuple[str, str]:
    """Return the page of a form and the id that it is about: `people_…` is about a person, `people` about nothing."""
    name = form.partition("~")[0]
    page, _, about = name.rpartition("_")
    return (page, about) if is_id(about) else (name, "")


def chosen(draft: Draft) -> dict[str, JsonValue]:
    """Return what the member typed or chose in a form; what the form filled in by itself is left out."""
    counted = draft.fields.get("_counted")
    own = counted if isinstance(counted, dict) else {name: "" for name in draft.fields if not name.startswith("_")}
    return {name: found for name in own if (found := draft.fields.get(name))}


def has_words(draft: Draft) -> bool:
    """Tell whether a draft holds words of the member's own, and not only what they chose from lists."""
    counted = draft.fields.get("_counted")
    typed = {name: found for name, found in chosen(draft).items() if not isinstance(counted, dict) or counted[name]}
    return any(
        not is_id(str(one)) for found in typed.values() for one in (found if isinstance(found, list) else [found])
    )


def drop(workspace: Workspace, form: str) -> None:
    """Forget a form's draft, also one that came from elsewhere under another id."""
    for draft in workspace.all(Draft):
        if draft.form == form:
            workspace.delete(draft)
