"""Thank-yous among the messages: which of them were sent.

Marking one as sent and taking that back, by what is owed then, stand in `tests/thank_yous/test_thank_yous.py`.
"""

from __future__ import annotations

from netdash.outreach import thank_you_messages
from netdash.records import Message, Purpose
from tests.factories import NOON, person, talk, thanks

ADA, TOM = person("Ada"), person("Tom")


def test_of_all_messages_those_that_were_sent_as_thank_yous_count_by_conversation_and_person() -> None:
    meeting = talk(ADA, TOM)
    note, draft = thanks(meeting, ADA), thanks(meeting, TOM, sent_at=None)
    other = thanks(meeting, TOM, purpose=Purpose.NUDGE)
    about_nothing = Message(contact=TOM.id, purpose=Purpose.THANK_YOU, sent_at=NOON)
    assert thank_you_messages.sent([note, draft, other, about_nothing]) == {(meeting.id, ADA.id): note}
