"""The workspace page: backups, restoring, the trash and erasing; and the notices above every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import streamlit as st

from netdash import rules, trash
from netdash.date_style import hour_words
from netdash.feedback import desk
from netdash.follow_up import calendar_links
from netdash.moments import day_of, day_words
from netdash.records import KINDS, Draft
from netdash.ui import flash, form_draft, layout, lists, session
from netdash.ui.flash import Undo
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import download_button
from netdash.ui.session import Visit
from netdash.wording import counted
from netdash.workspace import backup
from netdash.workspace.archive import MEMBER_LIMIT, VISITOR_LIMIT, Limit
from netdash.workspace.backup import RestorePreview

WORD = "ERASE"

TABLE_WORDS = {
    "goals": "Goals for a week",
    "rule_changes": "Changed rules",
    "contacts": "People",
    "tag_cadences": "Reminders by tag",
    "meetings": "Conversations",
    "submissions": "Requests for feedback",
    "snoozes": "Snoozed or dismissed",
    "trash": "Deleted items",
}
"""What the screens call a kind of record whose table has another name."""


BEFORE = "_workspace_restored"
"""Where the session remembers what was there before the last restore."""


@dataclass
class _Before:
    """A backup of what was there before the last restore; empty before there was one."""

    owner_key: str = ""
    content: bytes = b""
    is_said: bool = True


def show_backup(visit: Visit) -> None:
    """Draw where the workspace is stored, and the download of a backup."""
    where = f"Your workspace is the file {escaped(str(visit.file))} on this machine. " if visit.file else ""
    words = f"{where}A backup holds all of it, drafts and trash too, in one zip that you can restore here."
    st.caption(words, width=layout.CAPTION_WIDTH)
    download(visit, "workspace_backup")


def download(visit: Visit, key: str) -> None:
    """Draw the button that downloads a backup, and a warning where it is too large to be restored here."""
    kinds = (kind for kind in KINDS if kind is not Draft)  # drafts change with every letter typed
    if not visit.remember(
        lambda: backup.has_room(visit.workspace, _limit(visit)), "restorable", *kinds, given=_limit(visit)
    ):
        st.caption(
            f":material/warning: This backup holds more than the {_limit(visit).words} that can be restored here. "
            "Whoever runs netdash can restore it with “python -m netdash restore”."
        )
    label, file = "Download a backup", f"netdash-backup-{visit.today}.zip"
    build = lambda: backup.export(visit.workspace, visit.now)  # noqa: E731
    download_button(visit.workspace, label, build, file, "application/zip", key)


def show_restore(visit: Visit) -> None:
    """Draw the upload of a backup, what restoring it would do, and the button that restores it."""
    before = st.session_state.setdefault(BEFORE, _Before())
    _say_restored(visit, before)
    _offer_undo(visit, before)
    label, most = "A backup made by netdash (.zip)", _limit(visit).most_bytes // 2**20
    file = st.file_uploader(label, type="zip", max_upload_size=most, key="workspace_restore_file")
    if file is None:
        return
    content = file.getvalue()
    with flash.errors_shown():
        with st.spinner("Reading the backup…"):
            given = sha256(content).hexdigest()
            preview = visit.remember(lambda: _preview(visit, content), "preview", *KINDS, given=given)
        day = day_words(day_of(preview.made_at, visit.zone), visit.today)
        st.markdown(
            f"Made {day} at {hour_words(preview.made_at.astimezone(visit.zone))}. Restoring replaces everything here:"
        )
        _draw_changes(preview)
        is_unchanged = not any(change.added or change.replaced or change.removed for change in preview.changes)
        if is_unchanged:
            st.caption(":material/check: Nothing to restore: everything here is as it is in the backup.")
        place = st.empty()
        if place.button("Restore this backup", key="workspace_restore", type="primary", disabled=is_unchanged):
            number = sum(change.in_backup for change in preview.changes)
            with place, st.spinner(f"Restoring {counted(number, 'record')}…"):
                _restore(visit, content, before)
            _say_restored(visit, before)


def _draw_changes(preview: RestorePreview) -> None:
    rows = [
        {
            "What": TABLE_WORDS.get(change.kind.table, change.kind.table.replace("_", " ").capitalize()),
            "Here now": change.here,
            "In the backup": change.in_backup,
            "Added": change.added,
            "Changed": change.replaced,
            "Removed": change.removed,
        }
        for change in preview.changes
        if change.here or change.in_backup
    ]
    st.table(rows, hide_index=True, alt="What restoring this backup does, kind by kind")


def _restore(visit: Visit, content: bytes, before: _Before) -> None:
    """Restore a backup, and remember what was there before; between the two no second click can end the run."""
    with visit.reading.taken():
        restore = backup.prepare_restore(content, visit.workspace, _limit(visit))
    before_it = backup.back_up_and_change(visit.workspace, visit.now, restore)
    before.owner_key, before.content, before.is_said = visit.owner_key, before_it, False


def _say_restored(visit: Visit, before: _Before) -> None:
    """Say that a backup was restored and draw anew, also where a second click ended the run that restored it."""
    if not before.is_said and before.owner_key == visit.owner_key:
        form_draft.forget_all()
        flash.say("Restored the backup.", undo=undo_with_backup(before.content))
        before.is_said = True
        st.rerun()


def _limit(visit: Visit) -> Limit:
    """Return the largest backup that is read; a visitor's is smaller, as everybody waits while it is read."""
    return VISITOR_LIMIT if visit.in_memory else MEMBER_LIMIT


def _preview(visit: Visit, content: bytes) -> RestorePreview:
    with visit.reading.taken():
        return backup.preview(content, visit.workspace, _limit(visit))


def _offer_undo(visit: Visit, before: _Before) -> None:
    """Draw the button that undoes a restore, for as long as the page stays open."""
    if before.content and before.owner_key == visit.owner_key:
        content = before.content

        def put_back() -> None:
            flash.say("Put back what was here before the restore.", undo=undo_with_backup(content)())

        label, icon = "Put back what was here before the restore", ":material/undo:"
        st.button(label, key="workspace_put_back", icon=icon, on_click=flash.attempt, args=(put_back,))


def show_trash(visit: Visit) -> None:
    """Draw the items in the trash, each to restore."""
    kept_for = rules.shipped().trash.kept_for
    items = trash.items(visit.workspace, visit.now, kept_for)
    st.caption(f"What you delete stays here for {counted(kept_for.days, 'day')}." + ("" if items else " It is empty."))
    for item in lists.paged(items, "workspace_trash_page"):
        detail = f"deleted {_day(visit, item.deleted_at)}"
        others = len(item.records) - 1
        detail += f", with {counted(others, 'thing')} that belonged to it" if others else ""
        if lists.row(f"**{escaped(item.label)}**", detail, "Restore", key=f"workspace_restore_{item.id}"):
            with flash.errors_shown():
                trash.restore(visit.workspace, item.id)
                flash.say(f"Restored: {item.label}.")
                st.rerun()


def _day(visit: Visit, moment: datetime) -> str:
    return day_words(day_of(moment, visit.zone), visit.today)


def show_erase(visit: Visit) -> None:
    """Draw the field and the button that erase the workspace, after the download of a backup."""
    words = "Removes every record, the trash and the copies beside the file, for good. Download a backup first:"
    st.caption(words, width=layout.CAPTION_WIDTH)
    download(visit, "workspace_backup_before_erasing")
    st.text_input(f"Type {WORD} to confirm", key="workspace_erase_word", live=True)
    # A callback, as only a callback can clear the field.
    icon = ":material/delete_forever:"
    st.button("Erase everything", key="workspace_erase", icon=icon, on_click=flash.attempt, args=(_erase,))


def _erase() -> None:
    visit = session.opened()
    trash.erase_everything(visit.workspace, st.session_state["workspace_erase_word"] or "", WORD)
    if visit.common and visit.member:
        desk.forget(visit.common, visit.member.address)
        calendar_links.forget(visit.common, visit.member.address)
    st.session_state.pop(BEFORE, None)
    form_draft.forget_all()
    st.session_state["workspace_erase_word"] = ""
    flash.say("Erased everything. This is a fresh workspace.")


def undo_with_backup(content: bytes) -> Callable[[], Undo]:
    """Return the undo of a change to many records, which restores a backup of what was there before.

    Undoing it is undoable in turn, as somebody may have saved something since.
    """

    def put_back() -> Undo:
        visit = session.opened()
        restore = backup.prepare_restore(content, visit.workspace)
        content_before = backup.back_up_and_change(visit.workspace, visit.now, restore)
        st.session_state.pop(BEFORE, None)
        form_draft.forget_all()
        return undo_with_backup(content_before)

    return put_back


def show_notices(visit: Visit | None) -> None:
    """Draw the notices, with a backup to download where records may be lost."""
    if visit is None:
        return
    if visit.in_memory:
        with st.container(key="temporary", width=layout.NARROW_WIDTH):
            st.info(
                "You are trying netdash in a private workspace of your own. It lasts until this server restarts, "
                "or until very many others have come: download a backup on the Workspace page before you leave.",
                icon=":material/hourglass_empty:",
            )
    elif visit.ephemeral_disk:
        _warn_of_ephemeral_disk(visit)
    if not visit.zone_known:
        st.caption(
            ":material/public: Times are in UTC, as your browser names no time zone or hides it. "
            "Choose yours on the Workspace page."
        )


def _warn_of_ephemeral_disk(visit: Visit) -> None:
    with st.container(key="fleeting", width=layout.NARROW_WIDTH):
        st.warning(
            "This server’s disk does not last. Whatever you save here can be gone after its next restart, and "
            "nobody could bring it back: take a backup with you each time. You can restore it on the Workspace page.",
            icon=":material/cloud_off:",
        )
        if visit.is_coach:
            st.caption(
                "For the coach: this is so for everybody who comes in here. A database ends it; the steps are under "
                "“A database” in docs/hosting.md, in your copy of netdash on GitHub or the folder it runs from."
            )
        download(visit, "notice_backup")
