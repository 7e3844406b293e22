"""A case conference, who is invited, and what the agencies undertake, as forms hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asbdesk.domain.casework import ActionKind
from asbdesk.errors import InvalidField


@dataclass(frozen=True, slots=True)
class GuestValues:
    """Somebody invited: an agency (``name`` says who of it, if that is known), or a person by name alone."""

    agency_id: int | None = None
    name: str = ""
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConferenceValues:
    """``held_at`` is the wall clock's."""

    held_at: datetime
    place: str
    chair: str
    purpose: str
    guests: tuple[GuestValues, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionValues:
    """What somebody undertook. ``agency_id`` None: this office itself. ``person_id``: whom it concerns."""

    kind: ActionKind
    text: str
    due_on: date | None
    agency_id: int | None = None
    person_id: int | None = None
    conference_id: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a conference when its minutes are drafted; ``actions`` are whole lines."""

    purpose: str
    came: tuple[str, ...]
    stayed_away: tuple[str, ...]
    actions: tuple[str, ...]


SAID = "What was said"


def check_conference(values: ConferenceValues) -> None:
    """Raises :class:`InvalidField`, the words beside their field."""
    if not values.place.strip():
        raise InvalidField("place", "Say where it is held: the invitation needs it.")
    if not values.chair.strip():
        raise InvalidField("chair", "Say who takes the chair.")
    if not values.purpose.strip():
        raise InvalidField("purpose", "Say what the conference is for: the invitation and the minutes begin with it.")
    seen: set[tuple[int | None, str]] = set()
    for guest in values.guests:
        if guest.agency_id is None and not guest.name.strip():
            raise InvalidField("guests", "Each line needs an agency or a name. Take out the empty one.")
        if (guest.agency_id, guest.name.strip().casefold()) in seen:
            raise InvalidField("guests", "Somebody stands there twice. Take out one of the two lines.")
        seen.add((guest.agency_id, guest.name.strip().casefold()))


def check_action(values: ActionValues, agreed_on: date) -> None:
    """Raises :class:`InvalidField`, the words beside their field."""
    if not values.text.strip():
        raise InvalidField("text", _WHAT[values.kind])
    if values.kind is ActionKind.REFERRAL and values.agency_id is None:
        raise InvalidField("agency", "Choose the agency to which the person is referred.")
    if values.kind is not ActionKind.ACTION and values.person_id is None:
        raise InvalidField("person", f"A {values.kind.label.lower()} concerns somebody: choose the person.")
    if values.due_on is None:
        raise InvalidField("due_on", "Say by when, so that it is looked at: “in 2 weeks”, “1 Dec”.")
    if values.due_on < agreed_on:
        raise InvalidField("due_on", "This day lies before it was agreed.")


def draft_minutes(held: Held) -> str:
    """Minutes to start from, a heading line for each part; what was said is left for the one who was there."""
    parts = (
        ("Purpose", (held.purpose.strip(),)),
        ("Present", _entries(held.came) or ("Nobody is noted as present.",)),
        *((("Invited, not present", _entries(held.stayed_away)),) if held.stayed_away else ()),
        (SAID, ("- ",)),
        ("Agreed actions", _entries(held.actions) or ("None.",)),
    )
    return "\n\n".join("\n".join((f"{title}:", *lines)) for title, lines in parts)


def empty_parts(minutes: str) -> tuple[str, ...]:
    """The headings (lines that end with a colon) beneath which nothing stands yet."""
    found: list[str] = []
    waiting = ""
    for line in (line.strip().lstrip("-").strip() for line in minutes.splitlines()):
        if line.endswith(":"):
            found += [waiting] if waiting else []
            waiting = line.removesuffix(":")
        elif line:
            waiting = ""
    return (*found, waiting) if waiting else tuple(found)


def _entries(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"- {line}" for line in lines)


_WHAT = {
    ActionKind.ACTION: "Say what is to be done: “Extra patrols on Friday nights”.",
    ActionKind.REPARATION: "Say what is done to make good: “Paint out the graffiti in the stairwell”.",
    ActionKind.RESTORATIVE: "Say who meets whom, and about what.",
    ActionKind.REFERRAL: "Say what help is asked for.",
}
