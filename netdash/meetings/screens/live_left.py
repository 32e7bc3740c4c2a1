"""What is left of the notes of a conversation that was held, cancelled or missed without them being recorded."""

from __future__ import annotations

from netdash.meetings import live
from netdash.meetings.screens import live_notes
from netdash.records import Meeting, MeetingState
from netdash.ui import orphaned_drafts
from netdash.ui.session import Visit


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw the notes that are kept, and those typed on another screen after it was settled."""
    live_notes.take_late(visit, meeting, live.kept(visit.workspace, meeting.id))
    under_way = live.kept(visit.workspace, meeting.id)
    words = live_notes.words(visit, under_way) if under_way is not None else {}
    if words:
        planned = meeting.state is MeetingState.PLANNED
        on = " They go along when it begins." if planned else " They go on when you plan it anew."
        again = "" if meeting.state is MeetingState.HELD else on
        orphaned_drafts.draw(
            f"Your notes of it are kept, and not recorded.{again}", words, f"conversation_kept_{meeting.id}"
        )
    late = "You typed this after it was settled on another screen. Copy what is missing."
    orphaned_drafts.show(visit, live_notes.PAGE, meeting.id, late)
