"""What the pages of partner agencies decide and say: forms to values, what is due and late. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from asbdesk.domain.agencies import AgencyValues, ContactValues
from asbdesk.domain.casework import ActionKind, AgencyKind, DisclosureWay, WhenKind
from asbdesk.domain.conferences import ActionValues, ConferenceValues, GuestValues
from asbdesk.domain.disclosures import DisclosureValues
from asbdesk.domain.when import When, show_date, show_when
from asbdesk.errors import InvalidField
from asbdesk.queries.agencies import AgencyRow
from asbdesk.queries.partners import (
    ActionRow,
    ConferenceRow,
    DisclosureRow,
    GuestRow,
    PartnersPage,
    PartyChoice,
    is_referral,
)
from asbdesk.ui.today.state import how_soon

Payload = Mapping[str, Any]
Tone = Literal["quiet", "info", "good", "alert"]
AN_HOUR = "A conference has its hour: “24 Nov 10:00”, “next Monday 14:30”."
CAME = (("", "Not known"), ("yes", "Came"), ("no", "Did not come"))


# the directory


def agency_values(form: Payload) -> AgencyValues:
    """The directory's form as the service takes it. Raises :class:`InvalidField`."""
    if not form["kind"]:
        raise InvalidField("kind", "Choose what kind of agency it is.")
    entries = [entry for entry in form["contacts"]["lines"] if any(value for value in entry.values())]
    return AgencyValues(
        name=form["name"],
        kind=AgencyKind(form["kind"]),
        address=form["address"],
        telephone=form["telephone"],
        email=form["email"],
        notes=form["notes"],
        contacts=tuple(ContactValues(**entry) for entry in entries),
    )


def agency_shown(values: AgencyValues) -> dict[str, Any]:
    """A known agency as the form shows it."""
    return {**asdict(values), "kind": values.kind.value, "contacts": {"lines": [asdict(c) for c in values.contacts]}}


def agency_pairs(agencies: Sequence[AgencyRow], *kept: tuple[int | None, str]) -> list[tuple[str, str]]:
    """The agencies to choose from; one that is ``kept`` stays among them although it was retired."""
    pairs = [(str(row.id), row.name) for row in agencies]
    known = {value for value, _ in pairs}
    return pairs + [(str(number), f"{name} (retired)") for number, name in kept if number and str(number) not in known]


def people_pairs(parties: Sequence[PartyChoice]) -> list[tuple[str, str]]:
    """The people of a case to choose from; protected ones by their pseudonyms."""
    return [(str(p.person_id), ", ".join(part for part in (p.called, p.role.label.lower()) if part)) for p in parties]


def kind_of(agencies: Sequence[AgencyRow], chosen: str | None) -> AgencyKind | None:
    """The kind of the agency chosen in a list."""
    return next((row.kind for row in agencies if str(row.id) == chosen), None)


# actions


def action_values(form: Payload, conference_id: int | None) -> ActionValues:
    """The form of an action as the service takes it."""
    return ActionValues(
        kind=ActionKind(form["kind"]),
        text=form["text"],
        due_on=_day(form["due_on"]),
        agency_id=_number(form["agency"]),
        person_id=_number(form["person"]),
        conference_id=conference_id,
    )


def action_shown(values: ActionValues) -> dict[str, Any]:
    """A known action as the form shows it."""
    return {
        "kind": values.kind.value,
        "text": values.text,
        "due_on": values.due_on.isoformat() if values.due_on else None,
        "agency": _words(values.agency_id),
        "person": _words(values.person_id),
    }


def action_head(row: ActionRow) -> str:
    """What is done, and for whom: "Reparation: paint out the stairwell (Robin Mercer, 14)"."""
    kind = "" if row.values.kind is ActionKind.ACTION else f"{row.values.kind.label}: "
    who = ", ".join(part for part in (row.person, row.age if row.person else "") if part)
    return f"{kind}{row.values.text}" + (f" ({who})" if who else "")


def action_words(row: ActionRow, today: date) -> tuple[str, Tone]:
    """How it stands, and its tone."""
    if row.done_on:
        return f"{row.agency}. Done {show_date(row.done_on)}: {row.outcome}", "good"
    due = row.values.due_on
    if due is None:
        return f"{row.agency}.", "quiet"
    late = due < today
    letter = " No letter has been written yet." if is_referral(row) else ""
    return f"{row.agency}. Due {show_date(due)}, {how_soon(due, today)}.{letter}", "alert" if late else "quiet"


def letter_facts(row: ActionRow) -> dict[str, Any]:
    """What the page of letters is told for the referral that this action is."""
    due = {"return_by": row.values.due_on.isoformat()} if row.values.due_on else {}
    return {
        "case_id": row.case_id,
        "template": "referral",
        "person_id": row.values.person_id or 0,
        "agency": f"agency-{row.values.agency_id}",
        "answers": {"what": row.values.text, **due},
    }


# disclosures


def disclosure_values(form: Payload) -> DisclosureValues:
    """The form of an entry as the service takes it. Raises :class:`InvalidField`."""
    on = _day(form["on"])
    if on is None:
        raise InvalidField("on", "Say on which day.")
    return DisclosureValues(
        way=DisclosureWay(form["way"]),
        on=on,
        power=form["power"],
        necessity=form["necessity"],
        what=form["what"],
        agency_id=_number(form["agency"]),
        to_whom=form["to_whom"],
        person_id=_number(form["person"]),
        return_due_on=_day(form["return_due_on"]),
    )


def disclosure_shown(values: DisclosureValues) -> dict[str, Any]:
    """A known entry as the form shows it."""
    return {
        "way": values.way.value,
        "on": values.on.isoformat(),
        "agency": _words(values.agency_id),
        "to_whom": values.to_whom,
        "person": _words(values.person_id),
        "what": values.what,
        "power": values.power,
        "necessity": values.necessity,
        "return_due_on": values.return_due_on.isoformat() if values.return_due_on else None,
    }


def disclosure_line(row: DisclosureRow, today: date) -> tuple[tuple[str, ...], str]:
    """The cells of an entry in the table, and its role."""
    came, late = return_words(row, today)
    about = f" (about {row.person})" if row.person else ""
    what = f"{row.values.what.rstrip('.')}{about}"
    cells = (show_date(row.values.on), row.values.way.label, row.to, what, row.values.power, came)
    return cells, "alert" if late else ""


def return_words(row: DisclosureRow, today: date) -> tuple[str, bool]:
    """When it came back, or is due; and whether that is late."""
    if row.returned_on:
        return f"{show_date(row.returned_on)}: {row.returned}", False
    due = row.values.return_due_on
    if due is None:
        return "", False
    late = due < today
    return f"{'Overdue since' if late else 'Due'} {show_date(due)}", late


# conferences


def conference_values(form: Payload, when: When | None) -> ConferenceValues:
    """The form of a conference as the service takes it. Raises :class:`InvalidField`."""
    if when is None or when.kind not in (WhenKind.MOMENT, WhenKind.ABOUT, WhenKind.SPAN):
        raise InvalidField("when", AN_HOUR)
    entries = [entry for entry in form["guests"]["lines"] if any(value for value in entry.values())]
    guests = tuple(GuestValues(_number(each["agency"]), each["name"], each.get("row_id")) for each in entries)
    return ConferenceValues(when.start, form["place"], form["chair"], form["purpose"], guests)


def conference_shown(values: ConferenceValues) -> dict[str, Any]:
    """A known conference as the form shows it."""
    return {
        "when": show_moment(values.held_at),
        "place": values.place,
        "chair": values.chair,
        "purpose": values.purpose,
        "guests": {
            "lines": [
                {"agency": _words(each.agency_id), "name": each.name, "row_id": each.row_id} for each in values.guests
            ]
        },
    }


def show_moment(at: datetime) -> str:
    """A time as the field of a conference reads it back."""
    return show_when(When(WhenKind.MOMENT, at))


def conference_stands(row: ConferenceRow, now: datetime) -> tuple[str, Tone]:
    """How a conference stands, in a word or two."""
    if row.closed_on:
        return "Minutes filed", "good"
    return ("Minutes to be written", "alert") if row.values.held_at <= now else ("Planned", "info")


def invited_words(guest: GuestRow) -> str:
    """Whether somebody was invited by letter."""
    return f"Invited {show_date(guest.invited_on)}" if guest.invited_on else "Not invited by letter yet"


def came_value(came: bool | None) -> str:
    """The stored answer as the list has it."""
    return {True: "yes", False: "no", None: ""}[came]


def came_answer(value: str | None) -> bool | None:
    """The list's choice as it is stored."""
    return {"yes": True, "no": False}.get(value or "")


def due_first(page: PartnersPage) -> str:
    """A sentence above the page: what waits."""
    waiting = sum(1 for row in page.actions if not row.done_on)
    asked = sum(1 for row in page.disclosures if row.values.return_due_on and not row.returned_on)
    parts = [f"{waiting} action{'s' if waiting > 1 else ''} to be done" if waiting else "",
             f"{asked} return{'s' if asked > 1 else ''} awaited" if asked else ""]  # fmt: skip
    return " · ".join(part for part in (page.subject, *parts) if part)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _number(value: str | None) -> int | None:
    return int(value) if value else None


def _words(number: int | None) -> str | None:
    return str(number) if number else None
