"""Any records: what Hypothesis feeds to the exchange."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from netdash.records import (
    AskedQuestion,
    Contact,
    Draft,
    Introduction,
    Meeting,
    MeetingKind,
    MeetingState,
    Message,
    Profile,
    Promise,
    Record,
    Trashed,
    TrashedRecord,
)

ids = st.uuids(version=4).map(lambda uuid: uuid.hex)
moments = st.integers(0, 2**42).map(
    lambda milliseconds: (
        datetime(2000, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds, microseconds=milliseconds % 1000)
    )
)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
lines = st.text(max_size=20)
texts = st.text(max_size=60)
names = lines.filter(lambda name: bool("".join(name.replace("\0", "").split())))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(lines, inner, max_size=2),
    max_leaves=4,
)
unknown = st.dictionaries(st.sampled_from(["later", "x_ünknown", "  "]), json_values, max_size=2)


@st.composite
def contacts(draw):
    return Contact(id=draw(ids), name=draw(names), company=draw(lines), notes=draw(texts), **draw(unknown))


@st.composite
def meetings(draw, people=ids):
    starts_at = draw(moments)
    return Meeting(
        id=draw(ids),
        contacts=tuple(draw(st.lists(people, min_size=1, max_size=3))),
        kind=draw(st.sampled_from(MeetingKind)),
        state=draw(st.sampled_from(MeetingState)),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draw(st.integers(1, 600))),
        place=draw(lines),
        learnings=tuple(draw(st.lists(texts, max_size=2))),
        help_offered=draw(texts),
        notes=draw(texts),
        asked=tuple(draw(st.lists(st.builds(AskedQuestion, question=ids, note=texts), max_size=2))),
        **draw(unknown),
    )


@st.composite
def promises(draw, of_meetings=ids):
    kept = draw(st.booleans())
    return Promise(
        id=draw(ids),
        contact=draw(ids),
        meeting=draw(of_meetings),
        what=draw(names),
        due_on=draw(days),
        kept=kept,
        settled_at=draw(moments) if kept else draw(st.none() | moments),
        **draw(unknown),
    )


@st.composite
def other_records(draw) -> Record:
    stamps = {"created_at": draw(st.none() | moments), "updated_at": draw(st.none() | moments), **draw(unknown)}
    some = ids.flatmap(
        lambda id: st.sampled_from(
            [
                Profile(name="Zoë", zone="Europe/Berlin", **stamps),
                Introduction(id=id, by_contact=id, to_contact=id, meeting=id, **stamps),
                Message(id=id, contact=id, meeting=id, subject="Danke", body="a\nb", sent_at=None, **stamps),
                Draft(id=id, form="meeting_log", fields={"notes": "half a sen", "minutes": 20}, **stamps),
                Trashed(
                    id=id,
                    label="Ada",
                    deleted_at=datetime(2026, 7, 1, tzinfo=UTC),
                    records=(TrashedRecord(table="contacts", fields={"id": id, "name": "Ada", "later": [1]}),),
                    **stamps,
                ),
            ]
        )
    )
    chosen: Record = draw(some)
    return chosen


records = st.lists(contacts() | meetings() | promises() | other_records(), max_size=8)
