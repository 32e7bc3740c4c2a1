"""Actions about being prepared: a pitch, a set of questions, both stakeholders at each target, staying in touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from netdash.follow_up.actions.action import Action, Destination, Kind, Lane, Reason
from netdash.follow_up.actions.context import NEAR_DAYS, QueueContext
from netdash.follow_up.actions.outreach import is_on_hold
from netdash.people import cadence, companies
from netdash.people.contacts import suggested_side
from netdash.pitch import pitches
from netdash.questions import question_sets
from netdash.records import Contact, Pitch, Promise, QuestionSet, Stakeholder, TagCadence, Target
from netdash.targets.targets import CONTACT_WORDS
from netdash.wording import counted

_NEVER = datetime.max.replace(tzinfo=UTC)


def finish_pitch(context: QueueContext) -> Iterator[Action]:
    """Ask to finish the oldest pitch, where none has all three parts; before the next conversation at the latest."""
    days = context.rules.pitch.finish_within_days
    stored = context.workspace.all(Pitch)
    if any(all(part.strip() for part in pitches.parts(pitch.wording)) for pitch in stored):
        return
    pitch = min(stored, key=lambda pitch: (pitch.created_at or _NEVER, pitch.id), default=None)
    yield context.action(
        Kind.PITCH,
        pitch.id if pitch else "",
        f"Finish your pitch “{pitch.name}”" if pitch else "Write your pitch",
        Reason(
            "pitch.finish_within_days", f"Finish all three parts of a pitch within {counted(days, 'day')} of its start."
        ),
        _before_next_meeting(context, _due_after(context, pitch.created_at if pitch else None, days)),
        Destination("pitch_builder", (("pitch", pitch.id),) if pitch else ()),
    )


def choose_a_set(context: QueueContext) -> Iterator[Action]:
    """Ask to choose questions to rehearse, where no set and no conversation has as many as the rule says."""
    rule, bank = context.rules.questions, context.questions
    if not question_sets.has_full_set(context.workspace.all(QuestionSet), context.meetings, bank, rule):
        yield context.action(
            Kind.QUESTIONS,
            "",
            f"Choose {rule.fewest} to {rule.most} questions to rehearse",
            Reason("questions.fewest", f"Choose and rehearse {rule.fewest} to {rule.most} questions."),
            _before_next_meeting(context, _due_after(context, None, 0)),
            Destination("question_bank"),
        )


def find_stakeholders(context: QueueContext) -> Iterator[Action]:
    """Ask to find a technical and an HR contact at each target."""
    rule = context.rules.stakeholders
    for target in _target_per_company(context.workspace.all(Target)):
        contacts_there = context.by_company.get(companies.key(target.company), [])
        for side, needed in ((Stakeholder.TECHNICAL, rule.technical), (Stakeholder.HR, rule.hr)):
            if sum(contact.stakeholder is side for contact in contacts_there) < needed:
                yield _find_stakeholder(context, target, side, contacts_there)


def _find_stakeholder(context: QueueContext, target: Target, side: Stakeholder, contacts: Sequence[Contact]) -> Action:
    """Make the action: about a contact whose job title fits, else to find somebody."""
    candidate = next((contact for contact in contacts if suggested_side(contact) is side), None)
    if candidate is not None:
        what = f"Say whether {context.person(candidate.id).name} is {CONTACT_WORDS[side]} at {target.company}"
    else:
        met = next((contact for contact in contacts if contact.id in context.held_with), None)
        may_know = f": {context.person(met.id).name} may know one" if met else ""
        what = f"Find {CONTACT_WORDS[side]} at {target.company}{may_know}"
    words = "Know a technical and an HR contact at each target."
    return context.action(
        Kind.STAKEHOLDER,
        f"{target.id}:{side}",
        what,
        Reason(f"stakeholders.{side}", words),
        _due_after(context, target.created_at, context.rules.stakeholders.within_days),
        Destination("target_plan", (("target", target.id), ("stakeholder", str(side)))),
    )


def _target_per_company(targets: Iterable[Target]) -> list[Target]:
    """Return the earliest active target of each company: two roles there need the same contacts."""
    active = sorted(
        (target for target in targets if not target.archived),
        key=lambda target: (target.created_at or _NEVER, target.id),
    )
    return list({companies.key(target.company): target for target in reversed(active)}.values())


def _due_after(context: QueueContext, begun_at: datetime | None, days: int) -> datetime:
    """Return the last moment of so many days after a beginning; without a beginning, always of a week from today."""
    if begun_at is None:
        return context.end_of(context.today, NEAR_DAYS)
    return context.end_of(context.day_of(begun_at), days)


def _before_next_meeting(context: QueueContext, due: datetime) -> datetime:
    return min([due, *(meeting.starts_at for meeting in context.upcoming)])


def stay_in_touch(context: QueueContext) -> Iterator[Action]:
    """Ask to be in touch with each person met, from the ideal day on; it is due on the latest day.

    It leaves out those with whom a conversation is planned or who are on hold.
    """
    met = [context.people[id] for id in context.held_with if id in context.people and id not in context.expected_with]
    cadences = cadence.by_contact(met, context.workspace.all(TagCadence), context.rules.stay_in_touch)
    promises = context.workspace.all(Promise)
    for contact, turn in cadence.due_check_ins(
        cadences, context.held_with, context.sent_to, promises, context.today, context.zone
    ):
        if not is_on_hold(context, contact):
            ideal, latest = counted(cadences[contact].ideal_days, "day"), counted(cadences[contact].latest_days, "day")
            yield context.action(
                Kind.STAY_IN_TOUCH,
                f"{contact}:{turn.last_at:%Y-%m-%d}",  # a dismissal holds until there was another contact
                f"Check in with {context.person(contact).name}",
                Reason("stay_in_touch.ideal_days", f"Check in after {ideal}, no later than {latest}."),
                context.end_of(turn.latest_on),
                Destination("outreach", (("contact", contact),)),
                contact,
                Lane.THIS_WEEK,
            )
