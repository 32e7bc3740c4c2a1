"""What is owed, promised and to do, worked out once a change for every page that shows some of it."""

from __future__ import annotations

from collections.abc import Mapping

from netdash import rules
from netdash.follow_up import actions, promises
from netdash.meetings import live
from netdash.outreach import thank_you_messages
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Promise, Trashed
from netdash.thank_yous import thank_yous
from netdash.ui.session import Visit


def owed(visit: Visit) -> tuple[thank_yous.Owed, ...]:
    """Return the owed thank-yous, worked out once a change."""

    def build() -> tuple[thank_yous.Owed, ...]:
        workspace = visit.workspace
        return thank_yous.owed(workspace.all(Meeting), workspace.all(Message), directory(visit).find)

    return visit.remember(build, "owed", Meeting, Message, Contact, Trashed)


def thanked(visit: Visit) -> Mapping[tuple[str, str], Message]:
    """Return the thank-yous that were sent, by meeting and contact, looked up once a change."""
    return visit.remember(lambda: thank_you_messages.sent(visit.workspace.all(Message)), "thanked", Message)


def promised(visit: Visit) -> tuple[Promise, ...]:
    """Return the open promises, worked out once a change."""
    return visit.remember(lambda: promises.open_promises(visit.workspace.all(Promise)), "promised", Promise)


def to_do(visit: Visit) -> actions.Listing:
    """Return everything there is to do, worked out once a change and once a minute."""

    def build() -> actions.Listing:
        return actions.listing(visit.workspace, visit.now, visit.zone, rules.of(visit.workspace))

    # Drafts change with every word typed; of theirs only what has begun matters to the queue.
    return visit.remember_this_minute(build, "to_do", *actions.KINDS, given=begun(visit))


def begun(visit: Visit) -> tuple[live.StartedMeeting, ...]:
    """Return the conversations that have begun and are not recorded yet."""
    return live.started_meetings(visit.workspace, visit.now)


def found_to_do(visit: Visit, wanted: actions.Wanted) -> tuple[actions.Action, ...]:
    """Return what there is to do of all that is wanted, searched once a change, once a minute and once a wish."""
    queue = to_do(visit).queue
    find = lambda: actions.matching(queue, wanted)  # noqa: E731
    return visit.remember_this_minute(find, "found_to_do", *actions.KINDS, given=wanted)


def with_badge(title: str, visit: Visit | None) -> str:
    """Return a page's title with the number of things that are overdue or due today."""
    if visit is None:
        return title
    due = to_do(visit).due
    late = due and due[0].lane is actions.Lane.OVERDUE
    return f"{title} :{'red' if late else 'orange'}-badge[{len(due)}]" if due else title
