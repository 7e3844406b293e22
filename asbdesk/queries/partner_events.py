"""What was done with partner agencies in a case, as its timeline tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from asbdesk.domain.casework import DisclosureWay
from asbdesk.domain.when import show_date
from asbdesk.queries.partners import ActionRow, ConferenceRow, DisclosureRow, actions, conferences, disclosures
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class PartnerEvent:
    """A row of the timeline. ``opens`` and ``opens_id`` name the page behind it."""

    at: datetime
    what: str
    words: str
    by: str
    opens: str
    opens_id: int


def partner_events(session: Session, case_id: int) -> tuple[PartnerEvent, ...]:
    """Conferences, actions when they were agreed and done, disclosures when they were made and came back."""
    found = [_conference(row) for row in conferences(session, t.Conference.case_id == case_id)]
    for action in actions(session, t.AgreedAction.case_id == case_id):
        found += _action(action)
    for entry in disclosures(session, t.DisclosureEntry.case_id == case_id):
        found += _disclosure(entry)
    return tuple(found)


def _conference(row: ConferenceRow) -> PartnerEvent:
    came = [guest.agency or guest.shown for guest in row.guests if guest.came]
    who = f" With {', '.join(dict.fromkeys(came))}." if came else ""
    words = f"{row.values.purpose.rstrip('.')}.{who}"
    return PartnerEvent(row.values.held_at, "Conference", words, row.values.chair, "conference", row.id)


def _action(row: ActionRow) -> list[PartnerEvent]:
    concerns = f" ({row.person})" if row.person else ""
    said = f"{row.values.kind.label}: {row.values.text.rstrip('.')}{concerns}"
    due = f", due {show_date(row.values.due_on)}" if row.values.due_on else ""
    found = [PartnerEvent(_noon(row.agreed_on), "Action", f"{said}{due}", row.agency, "partners", row.case_id)]
    if row.done_on:
        words = f"{said}: {row.outcome}"
        found.append(PartnerEvent(_noon(row.done_on), "Action", words, row.agency, "partners", row.case_id))
    return found


def _disclosure(row: DisclosureRow) -> list[PartnerEvent]:
    asked = row.values.way is DisclosureWay.ASKED
    way = f"Asked of {row.to}" if asked else f"Given to {row.to}"
    about = f" (about {row.person})" if row.person else ""
    words = f"{way}: {row.values.what.rstrip('.')}{about}. By {row.values.power}"
    found = [PartnerEvent(_noon(row.values.on), "Disclosure", words, row.made_by, "partners", row.case_id)]
    if row.returned_on:
        said = f"{row.to}: {row.returned}"
        found.append(PartnerEvent(_noon(row.returned_on), "Disclosure", said, row.made_by, "partners", row.case_id))
    return found


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
