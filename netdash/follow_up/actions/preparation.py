"""What to have ready, whoever comes next: a pitch, a set of questions, both stakeholders at each target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from netdash.follow_up.actions.action import Action, Kind, Lane, Place, Reason
from netdash.follow_up.actions.context import NEAR_DAYS, Book
from netdash.follow_up.actions.outreach import quiet
from netdash.moments import span_words
from netdash.people import cadence, companies, hiring_roles
from netdash.people.cadence import last_contacts
from netdash.pitch import pitches
from netdash.questions import question_sets
from netdash.records import Contact, Pitch, Promise, QuestionSet, Stakeholder, TagCadence, Target
from netdash.wording import counted

_NEVER = datetime.max.replace(tzinfo=UTC)
STAKEHOLDER_WORDS = {Stakeholder.TECHNICAL: "a technical", Stakeholder.HR: "an HR"}


def finish_pitch(book: Book) -> Iterator[Action]:
    """Finish the pitch begun first, where none says all three parts; before the next conversation at the latest."""
    days = book.rules.pitch.finish_within_days
    begun = book.workspace.all(Pitch)
    if any(all(part.strip() for part in pitches.parts(one.wording)) for one in begun):
        return
    first = min(begun, key=lambda one: (one.created_at or _NEVER, one.id), default=None)
    yield book.action(
        Kind.PITCH,
        first.id if first else "",
        f"Finish your pitch “{first.name}”" if first else "Write your pitch",
        Reason(
            "pitch.finish_within_days", f"A pitch says all three parts, within {counted(days, 'day')} of its start."
        ),
        _before_next_meeting(book, _since(book, first.created_at if first else None, days)),
        Place("pitch_builder", (("pitch", first.id),) if first else ()),
    )


def choose_a_set(book: Book) -> Iterator[Action]:
    """Choose the questions to rehearse, where no set and no conversation has as many chosen as the rule says."""
    rule, bank = book.rules.questions, book.questions
    if not question_sets.has_full_set(book.workspace.all(QuestionSet), book.meetings, bank, rule):
        yield book.action(
            Kind.QUESTIONS,
            "",
            f"Choose {rule.fewest} to {rule.most} questions to rehearse",
            Reason("questions.fewest", f"{rule.fewest} to {rule.most} questions are drafted and rehearsed."),
            _before_next_meeting(book, _since(book, None, 0)),
            Place("question_bank"),
        )


def find_stakeholders(book: Book) -> Iterator[Action]:
    """Find a technical and an HR contact at each company aimed at."""
    rule = book.rules.stakeholders
    known = _known(book)
    for target in _companies(book.workspace.all(Target)):
        there = known.get(companies.key(target.company), [])
        for stakeholder, wanted in ((Stakeholder.TECHNICAL, rule.technical), (Stakeholder.HR, rule.hr)):
            if sum(one.stakeholder is stakeholder for one in there) < wanted:
                yield _find(book, target, stakeholder, there)


def _find(book: Book, target: Target, side: Stakeholder, there: Sequence[Contact]) -> Action:
    """Ask about whoever's job title suggests that they are the one, else to find somebody."""
    maybe = next((one for one in there if hiring_roles.suggested_side(one) is side), None)
    if maybe is not None:
        what = f"Say whether {book.person(maybe.id).name} is {STAKEHOLDER_WORDS[side]} contact at {target.company}"
    else:
        may_know = f": {book.person(there[0].id).name} may know one" if there else ""
        what = f"Find {STAKEHOLDER_WORDS[side]} contact at {target.company}{may_know}"
    words = "At each target both a technical and an HR contact are known."
    return book.action(
        Kind.STAKEHOLDER,
        f"{target.id}:{side}",
        what,
        Reason(f"stakeholders.{side}", words),
        _since(book, target.created_at, book.rules.stakeholders.within_days),
        Place("target_plan", (("target", target.id), ("stakeholder", str(side)))),
    )


def _known(book: Book) -> dict[str, list[Contact]]:
    """Return whom one knows at each company, by name."""
    found: dict[str, list[Contact]] = defaultdict(list)
    for one in sorted(book.people.values(), key=lambda one: (one.name.casefold(), one.id)):
        if one.company:
            found[companies.key(one.company)].append(one)
    return found


def _companies(targets: Iterable[Target]) -> list[Target]:
    """Return one target a company, the earliest of those that are not archived: two roles need no two contacts."""
    open_ones = sorted((one for one in targets if not one.archived), key=lambda one: (one.created_at or _NEVER, one.id))
    return list({companies.key(one.company): one for one in reversed(open_ones)}.values())


def _since(book: Book, begun_at: datetime | None, days: int) -> datetime:
    """Return the last moment of so many days after a beginning; without one, a week's time that never runs out."""
    if begun_at is None:
        return book.end_of(book.today, NEAR_DAYS)
    return book.end_of(book.day_of(begun_at), days)


def _before_next_meeting(book: Book, due: datetime) -> datetime:
    coming = (one.starts_at for one in book.planned if one.starts_at > book.now)
    return min([due, *coming])


def stay_in_touch(book: Book) -> Iterator[Action]:
    """Be in touch with each person met, from the ideal day on; it is due on the latest day.

    Not with whom a conversation is planned, an answer is waited for, or who rests after the last nudge.
    """
    tags = cadence.by_tag(book.workspace.all(TagCadence))
    promises: dict[str, list[Promise]] = defaultdict(list)
    for promise in book.workspace.all(Promise):
        promises[promise.contact].append(promise)
    for contact, held in book.held_with.items():
        one = book.people.get(contact)
        often = cadence.cadence_of(one, tags, book.rules.stay_in_touch) if one is not None else None
        if often is None or contact in book.expected_with:
            continue
        if cadence.check_in(held[-1].shown_at(book.zone), often, book.zone).ideal_on > book.today:
            continue  # most people: what else came since would only put it off
        sent = book.sent_to.get(contact, ())
        last = last_contacts(held[-1:], sent, promises.get(contact, ()), book.zone)
        check_in = cadence.check_in(last[contact], often, book.zone)
        if check_in.ideal_on <= book.today and not quiet(book, contact):
            ideal, latest = counted(often.ideal_days, "day"), counted(often.latest_days, "day")
            yield book.action(
                Kind.STAY_IN_TOUCH,
                f"{contact}:{check_in.last_at:%Y-%m-%d}",  # a dismissal holds until there was another contact
                f"Be in touch with {book.person(contact).name} again after {span_words(book.now - check_in.last_at)}",
                Reason("stay_in_touch.ideal_days", f"Stay in touch after {ideal}, at the latest after {latest}."),
                book.end_of(check_in.latest_on),
                Place("outreach", (("contact", contact),)),
                contact,
                Lane.THIS_WEEK,
            )
