"""By which power information is asked for or given, and an entry of the log that says so.

The powers are data (``resources/law/disclosure-powers.toml``). A *power* lets its holder disclose; only a *duty*
obliges (Crime and Disorder Act 1998, section 115, is a power).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from asbdesk.domain.casework import AgencyKind, DisclosureWay, Jurisdiction
from asbdesk.errors import InvalidField

Nature = Literal["power", "duty", "exemption", "consent"]
_NATURES: dict[Nature, str] = {
    "power": "a power, not a duty",
    "duty": "a duty",
    "exemption": "an exemption, not a duty",
    "consent": "no power is needed",
}


@dataclass(frozen=True, slots=True)
class Power:
    """Something that lets information be disclosed. ``reaches``: the kinds of agency it opens; empty, any.

    ``since`` and ``until`` are its first and last day, where these are known. ``confirmed`` is false where nobody has
    checked the data against the text of the law.
    """

    code: str
    name: str
    nature: Nature
    note: str
    source: str
    jurisdictions: frozenset[Jurisdiction]
    reaches: frozenset[AgencyKind] = frozenset()
    since: date | None = None
    until: date | None = None
    confirmed: bool = True

    @property
    def words(self) -> str:
        """As the log and letters say it: "Crime and Disorder Act 1998, section 115 (a power, not a duty)"."""
        return f"{self.name} ({_NATURES[self.nature]})"

    def help(self) -> str:
        """What to know before one relies on it."""
        doubt = "" if self.confirmed else " Not checked against the text of the law: take advice before relying on it."
        return f"{self.note} Source: {self.source}.{doubt}"

    def caution(self, kind: AgencyKind | None) -> str:
        """Why it may not reach an agency of that kind; "" where it does."""
        if kind is None or not self.reaches or kind in self.reaches:
            return ""
        kinds = [each.label.lower() for each in AgencyKind if each in self.reaches]
        return (
            f"{self.name} reaches {', '.join(kinds[:-1])} and {kinds[-1]}. For another body ({kind.label.lower()}) "
            "name another power, or say under “Why necessary” what lets it."
        )


@dataclass(frozen=True, slots=True)
class DisclosureValues:
    """An entry of the log as a form holds it. ``to_whom``: the person there, or a body that is not in the directory."""

    way: DisclosureWay
    on: date
    power: str
    necessity: str
    what: str
    agency_id: int | None = None
    to_whom: str = ""
    person_id: int | None = None
    return_due_on: date | None = None


def powers(data: Mapping[str, Any]) -> tuple[Power, ...]:
    """The powers of the data, in its order. Raises ``ValueError`` for a nature, country or kind that nobody knows."""
    return tuple(_power(entry) for entry in data["power"])


def powers_on(known: Iterable[Power], jurisdiction: Jurisdiction, day: date) -> tuple[Power, ...]:
    """Those that the law of that day knew."""
    return tuple(
        each
        for each in known
        if jurisdiction in each.jurisdictions
        and (each.since is None or each.since <= day)
        and (each.until is None or day <= each.until)
    )


def check_disclosure(values: DisclosureValues, today: date) -> None:
    """Raises :class:`InvalidField`, the words beside their field."""
    asked = values.way is DisclosureWay.ASKED
    if values.on > today:
        raise InvalidField("on", "This lies in the future: the log holds what was done.")
    if values.agency_id is None and not values.to_whom.strip():
        raise InvalidField("agency", "Choose the agency, or say under “Person there” who it was.")
    if not values.what.strip():
        raise InvalidField("what", "Say what was asked for." if asked else "Say what was given.")
    if not values.power.strip():
        raise InvalidField("power", "Name the power: a section of an Act, or that the person agreed.")
    if not values.necessity.strip():
        raise InvalidField("necessity", "Say why it was necessary, and why less would not have done.")
    if values.return_due_on is not None and values.return_due_on < values.on:
        raise InvalidField("return_due_on", "This day lies before the disclosure itself.")


def _power(entry: Mapping[str, Any]) -> Power:
    if entry["nature"] not in get_args(Nature):
        raise ValueError(f"{entry['code']}: {entry['nature']!r} is neither power, duty, exemption nor consent")
    return Power(
        code=entry["code"],
        name=entry["name"],
        nature=entry["nature"],
        note=entry["note"],
        source=entry["source"],
        jurisdictions=frozenset(Jurisdiction(each) for each in entry["jurisdictions"]),
        reaches=frozenset(AgencyKind(each) for each in entry.get("reaches", ())),
        since=entry.get("from"),
        until=entry.get("to"),
        confirmed=entry["confirmed"],
    )
