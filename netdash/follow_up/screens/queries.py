"""What several pages ask: thank-yous owed and sent, promises, plans, the action queue; built once a change."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from netdash import rules
from netdash.follow_up import actions, promises
from netdash.meetings import live
from netdash.outreach import thank_you_messages
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, MeetingState, Message, Promise, Trashed
from netdash.thank_yous import thank_yous
from netdash.ui.session import Visit


def owed(visit: Visit) -> tuple[thank_yous.Owed, ...]:
    """Return the owed thank-yous, built once a change."""

    def build() -> tuple[thank_yous.Owed, ...]:
        workspace = visit.workspace
        return thank_yous.owed(workspace.all(Meeting), workspace.all(Message), directory(visit).find)

    return visit.remember(build, "owed", Meeting, Message, Contact, Trashed)


def thanked(visit: Visit) -> Mapping[tuple[str, str], Message]:
    """Return the sent thank-yous by meeting and contact, looked up once a change."""
    return visit.remember(lambda: thank_you_messages.sent(visit.workspace.all(Message)), "thanked", Message)


def is_everybody_thanked(visit: Visit) -> bool:
    """Tell whether there were thank-yous to send, and all are sent."""
    return bool(thanked(visit)) and not owed(visit)


def promised(visit: Visit) -> tuple[Promise, ...]:
    """Return the open promises, built once a change."""
    return visit.remember(lambda: promises.open_promises(visit.workspace.all(Promise)), "promised", Promise)


def queue(visit: Visit) -> actions.Queue:
    """Return the action queue, built once a change and once a minute."""

    def build() -> actions.Queue:
        return actions.build_queue(visit.workspace, visit.now, visit.zone, rules.of(visit.workspace))

    # Drafts change with every word typed; the queue depends only on those of conversations that have begun.
    return visit.remember_this_minute(build, "to_do", *actions.SOURCE_KINDS, given=begun(visit))


def planned(visit: Visit) -> tuple[Meeting, ...]:
    """Return the planned conversations, the earliest first, sorted once a change; those held when they were held."""

    def build() -> tuple[Meeting, ...]:
        planned = (meeting for meeting in visit.workspace.all(Meeting) if meeting.state is MeetingState.PLANNED)
        as_held = (live.as_held(visit.workspace, meeting, visit.now) for meeting in planned)
        return tuple(sorted(as_held, key=attrgetter("starts_at")))

    return visit.remember(build, "planned", Meeting, given=begun(visit))


def under_way(visit: Visit) -> tuple[str, ...]:
    """Return the ids of the conversations that go on, also past their planned end; the latest begun first."""
    return tuple(started.meeting for started in begun(visit) if started.ended_at is None)


def begun(visit: Visit) -> tuple[live.StartedMeeting, ...]:
    """Return the conversations that have begun and are not recorded yet."""
    return live.started_meetings(visit.workspace, visit.now)


def matching_actions(visit: Visit, criteria: actions.ActionFilter) -> tuple[actions.Action, ...]:
    """Return the open actions that match a filter, searched once a change, a minute and a filter."""
    open_actions = queue(visit).actions
    find = lambda: actions.matching(open_actions, criteria)  # noqa: E731
    return visit.remember_this_minute(find, "found_to_do", *actions.SOURCE_KINDS, given=criteria)


def with_badge(title: str, visit: Visit | None) -> str:
    """Return a page's title with the number of actions that are overdue or to do today."""
    if visit is None:
        return title
    due = queue(visit).due
    is_overdue = due and due[0].lane is actions.Lane.OVERDUE
    return f"{title} :{'red' if is_overdue else 'orange'}-badge[{len(due)}]" if due else title
