"""Drafts of messages that two tabs write on."""

from __future__ import annotations

from netdash.records import Message, new_id
from netdash.store import Workspace


def put_aside(workspace: Workspace, draft: Message | None, sent: Message) -> None:
    """Keep, as a draft of its own, what was saved in a draft after the version that is sent; the same words are not."""
    if draft is None or draft.updated_at == sent.updated_at:
        return
    if (draft.subject, draft.body) != (sent.subject, sent.body):
        workspace.save(draft.replace(id=new_id(), created_at=None, updated_at=None))
