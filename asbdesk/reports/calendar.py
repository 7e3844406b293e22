"""A caseworker's calendar as iCalendar (RFC 5545), which every calendar program reads.

It leaves the office unencrypted, so it names nobody: the kind of the entry, the case's reference, and the place of an
appointment. Where the place is the home of somebody protected, or names her, it says to look into the case.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from sqlalchemy.orm import Session

from asbdesk.queries.calendar import Entry, calendar
from asbdesk.services.list_guard import ListVeil, list_veil

NOT_HERE = "see the case"
LONDON = ZoneInfo("Europe/London")

# The Summer Time Order 2002 (S.I. 2002/262): from 1 am GMT on the last Sunday of March to 1 am GMT on that of October.
# Written out, because the package's own Europe/London starts the summer an hour late.
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def my_calendar(session: Session, user_id: int, now: datetime) -> bytes:
    """The whole calendar of a user as the bytes of an ``.ics`` file."""
    entries = calendar(session, user_id, now.astimezone(LONDON).date())
    veil = list_veil(session) if any(entry.place for entry in entries) else None
    return to_ical(tuple(_veiled(entry, veil) if veil else entry for entry in entries), now)


def _veiled(entry: Entry, veil: ListVeil) -> Entry:
    what, place = veil.over((entry.what, entry.place))
    return replace(entry, what=what, place=entry.place if place == entry.place else NOT_HERE)


def to_ical(entries: tuple[Entry, ...], now: datetime) -> bytes:
    """Entries as iCalendar; ``now`` is when it was made, aware of its zone."""
    made = Calendar()
    made.add("prodid", "-//ASB Desk//Calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "ASB Desk")
    made.add_component(Timezone.from_ical(_ZONE))
    for entry in entries:
        made.add_component(_event(entry, now))
    return made.to_ical()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    event.add("summary", _written(entry.what))
    _span(event, entry)
    if entry.place:
        event.add("location", _written(entry.place))
    event.add("class", "CONFIDENTIAL")
    return event


def _written(words: str) -> str:
    """Without control characters: RFC 5545 section 3.1 allows none, and the package writes them all the same."""
    return "".join(c for c in words.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) != "Cc")


def _span(event: Event, entry: Entry) -> None:
    if entry.starts_at is not None and entry.ends_at is not None:
        event.add("dtstart", entry.starts_at.replace(tzinfo=LONDON))
        event.add("dtend", entry.ends_at.replace(tzinfo=LONDON))
    else:
        after: date = entry.on + timedelta(days=1)  # the end of an all-day event is not part of it
        event.add("dtstart", entry.on)
        event.add("dtend", after)
        event.add("transp", "TRANSPARENT")
