"""What recurs: the same victim, the same place, the same perpetrator; and hate incidents (domain.md 1.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from asbdesk.domain.postcodes import postcode
from asbdesk.domain.when import show_date

SHOWN = 5
"""So many references stand in a sentence; the rest are counted."""

SignKind = Literal["hate", "victim", "location", "perpetrator"]
LABELS: dict[SignKind, str] = {
    "hate": "Hate incident",
    "victim": "Repeat victim",
    "location": "Repeat location",
    "perpetrator": "Repeat perpetrator",
}
ESCALATES: dict[SignKind, str] = {"hate": "hate", "victim": "repeat"}
"""The escalator of the questionnaire that a sign suggests."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An incident behind a sign."""

    id: int
    reference: str
    on: date


@dataclass(frozen=True, slots=True)
class Sign:
    """Something found by the program itself. ``person_id`` is whom it is about; ``about`` a place, or who perceived."""

    kind: SignKind
    incidents: tuple[Mention, ...]
    person_id: int | None = None
    about: str = ""

    @property
    def label(self) -> str:
        """``Repeat victim``."""
        return LABELS[self.kind]

    @property
    def counted(self) -> str:
        """The words without the references, for where those stand beside it."""
        if self.kind == "hate":
            return self.about[:1].upper() + self.about[1:]
        where = f"{self.about}, " if self.about else ""
        return f"{where}{len(self.incidents)} incidents since {show_date(self.incidents[0].on)}"

    @property
    def words(self) -> str:
        """``3 incidents since 3 Sep 2003: INC/2003/00071, INC/2003/00078, INC/2003/00081``."""
        newest = [mention.reference for mention in self.incidents[-SHOWN:]]
        more = len(self.incidents) - len(newest)
        told = ", ".join(newest) + (f" and {more} before" if more else "")
        if self.kind == "hate":
            return f"{told}{f', {self.about}' if self.about else ''}"
        return f"{self.counted}: {told}"


@dataclass(frozen=True, slots=True)
class KindsOfPlace:
    """Words that name a kind of place and no one place; and what may stand before a street."""

    kinds: frozenset[str]
    prefixes: tuple[str, ...]


def kinds_of_place(data: Mapping[str, Any]) -> KindsOfPlace:
    """Out of the file."""
    return KindsOfPlace(frozenset(data["kinds"]), tuple(data["prefixes"]))


def place_key(place: str, code: str, known: KindsOfPlace) -> tuple[str, str] | None:
    """What two incidents must share to have happened in one place: ("postcode", "TM3 8QX") or ("place", "tallow lane").

    None where the words name a kind of place ("On or near Parking Area") or nothing.
    """
    exact = postcode(code)
    if exact:
        return "postcode", exact
    street = " ".join(place.casefold().split())
    for prefix in known.prefixes:
        street = street.removeprefix(prefix)
    return ("place", street) if street and street not in known.kinds else None


def repeats(mentions: Sequence[Mention], needed: int) -> bool:
    """Whether these are enough incidents, each counted once."""
    return len({mention.id for mention in mentions}) >= needed
