"""Keeping and letting go: backups and the way back from them, the trash, and erasing everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import streamlit as st

from netdash import rules, trash
from netdash.moments import day_of, day_words
from netdash.records import KINDS, Draft
from netdash.ui import flash, form_memory, lists, session
from netdash.ui.flash import Undo
from netdash.ui.markdown import escaped
from netdash.ui.request_guard import for_this_browser
from netdash.ui.session import Visit
from netdash.wording import counted
from netdash.workspace import backup
from netdash.workspace.archive import LASTING, TEMPORARY, Limit
from netdash.workspace.backup import Preview

WORD = "ERASE"


def show_backup(visit: Visit) -> None:
    """Offer everything as one file."""
    where = f"Your workspace is the file {escaped(str(visit.file))} on this machine. " if visit.file else ""
    st.caption(f"{where}A backup holds all of it, drafts and trash too, in one zip that you can restore here.")
    download(visit, "workspace_backup")


def download(visit: Visit, key: str) -> None:
    """Draw the button that gives everything as one file, and say where that is too large to be restored here."""
    saved = (kind for kind in KINDS if kind is not Draft)  # not with every letter typed
    if not visit.remember(
        lambda: backup.has_room(visit.workspace, _limit(visit)), "restorable", *saved, given=_limit(visit)
    ):
        st.caption(
            f":material/warning: This backup holds more than the {_limit(visit).words} that can be restored here. "
            "Whoever runs netdash can restore it with “python -m netdash restore”."
        )
    st.download_button(
        "Download a backup",
        data=for_this_browser(visit.workspace, lambda: backup.export(visit.workspace, visit.now)),
        file_name=f"netdash-backup-{visit.today}.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )


def show_restore(visit: Visit) -> None:
    """Take a backup file, say what restoring it would do, and do it when asked to."""
    _offer_what_was_before(visit)
    label, most = "A backup made by netdash (.zip)", _limit(visit).most_bytes // 2**20
    file = st.file_uploader(label, type="zip", max_upload_size=most, key="workspace_restore_file")
    if file is None:
        return
    content = file.getvalue()
    with flash.errors_shown():
        seen = visit.remember(lambda: _preview(visit, content), "preview", *KINDS, given=sha256(content).hexdigest())
        made = day_words(day_of(seen.made_at, visit.zone), visit.today)
        st.markdown(f"Made {made} at {seen.made_at.astimezone(visit.zone):%H:%M}. Restoring replaces everything here:")
        rows = [
            {
                "What": one.kind.table.capitalize(),
                "Here now": one.here,
                "In the backup": one.in_backup,
                "Added": one.added,
                "Changed": one.replaced,
                "Removed": one.removed,
            }
            for one in seen.changes
            if one.here or one.in_backup
        ]
        st.table(rows, hide_index=True, alt="What restoring this backup does, kind by kind")
        alike = not any(one.added or one.replaced or one.removed for one in seen.changes)
        if alike:
            st.caption(":material/check: Nothing to restore: everything here is as it is in the backup.")
        if st.button("Restore this backup", key="workspace_restore", type="primary", disabled=alike):
            with visit.reading.taken():
                restore = backup.restoring(content, visit.workspace, _limit(visit))
            before = backup.before(visit.workspace, visit.now, restore)
            form_memory.forget_all()
            st.session_state["_workspace_before"] = (visit.owner_key, before)
            flash.say("Restored the backup.", undo=putting_back(before))
            st.rerun()


def _limit(visit: Visit) -> Limit:
    """Return the most that is read of a backup: a visitor may be anybody, and everybody waits for what it costs."""
    return TEMPORARY if visit.in_memory else LASTING


def _preview(visit: Visit, content: bytes) -> Preview:
    with visit.reading.taken():
        return backup.preview(content, visit.workspace, _limit(visit))


def _offer_what_was_before(visit: Visit) -> None:
    """Offer what was here before a restore for as long as the page stays open: it replaced everything."""
    owner_key, before = st.session_state.get("_workspace_before", ("", b""))
    if owner_key == visit.owner_key:

        def put_back() -> None:
            flash.say("Put back what was here before the restore.", undo=putting_back(before)())

        label, icon = "Put back what was here before the restore", ":material/undo:"
        st.button(label, key="workspace_put_back", icon=icon, on_click=flash.attempt, args=(put_back,))


def show_trash(visit: Visit) -> None:
    """Draw what can be restored."""
    kept_for = rules.shipped().trash.kept_for
    items = trash.items(visit.workspace, visit.now, kept_for)
    st.caption(f"What you delete stays here for {counted(kept_for.days, 'day')}." + ("" if items else " It is empty."))
    for item in lists.paged(items, "workspace_trash_page"):
        detail = f"deleted {_day(visit, item.deleted_at)}"
        along = len(item.records) - 1
        detail += f", with {counted(along, 'thing')} that belonged to it" if along else ""
        if lists.row(f"**{escaped(item.label)}**", detail, "Restore", key=f"workspace_restore_{item.id}"):
            with flash.errors_shown():
                trash.restore(visit.workspace, item.id)
                flash.say(f"Restored: {item.label}.")
                st.rerun()
    lists.pager(items, "workspace_trash_page")


def _day(visit: Visit, moment: datetime) -> str:
    return day_words(day_of(moment, visit.zone), visit.today)


def show_erase(visit: Visit) -> None:
    """Erase the workspace for whoever types the word; offer the backup first."""
    st.caption("Removes every record, the trash and the copies beside the file, for good. Download a backup first:")
    download(visit, "workspace_backup_before_erasing")
    st.text_input(f"Type {WORD} to confirm", key="workspace_erase_word", live=True)
    # A callback, so that the word is gone from its field afterwards.
    icon = ":material/delete_forever:"
    st.button("Erase everything", key="workspace_erase", icon=icon, on_click=flash.attempt, args=(_erase,))


def _erase() -> None:
    trash.erase_everything(session.opened().workspace, st.session_state["workspace_erase_word"] or "", WORD)
    form_memory.forget_all()
    st.session_state["workspace_erase_word"] = ""
    flash.say("Erased everything. This is a fresh workspace.")


def putting_back(content: bytes) -> Callable[[], Undo]:
    """Return the way back from what replaced or removed many records at once: a backup of what was there before.

    It goes both ways, as somebody may have saved something since.
    """

    def put_back() -> Undo:
        visit = session.opened()
        replaced = backup.before(visit.workspace, visit.now, backup.restoring(content, visit.workspace))
        form_memory.forget_all()
        return putting_back(replaced)

    return put_back
