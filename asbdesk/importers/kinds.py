"""What the rows of a file are: how each kind is guessed, judged and planned. What comes after is the same for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from asbdesk.domain.imports import Holds
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import plan, settle_dates
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.homes_file import guess_homes, plan_homes, tells_of_homes
from asbdesk.importers.mapping import Mapping, Options
from asbdesk.importers.people_file import PeopleMapping, guess_people, plan_people, settled, tells_of_people
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Checked

AnyMapping: TypeAlias = Mapping | PeopleMapping
_GUESS: dict[Holds, Callable[[Reading], AnyMapping]] = {
    Holds.INCIDENTS: guess_mapping,
    Holds.PEOPLE: guess_people,
    Holds.ADDRESSES: guess_homes,
}


def holds(mapping: AnyMapping) -> Holds:
    """What rows that are read by it are."""
    return mapping.holds if isinstance(mapping, PeopleMapping) else Holds.INCIDENTS


def guessed(reading: Reading, kind: Holds) -> AnyMapping:
    """The likeliest meaning of each column of a file of that kind."""
    return _GUESS[kind](reading)


def told_to_hold(reading: Reading, mapping: Mapping) -> Holds:
    """What the file holds, by its headings and its first rows; ``mapping`` reads it as one of incidents."""
    if tells_of_people(reading, mapping):
        return Holds.PEOPLE
    return Holds.ADDRESSES if tells_of_homes(reading, mapping) else Holds.INCIDENTS


def judged(path: Path, reading: Reading, mapping: AnyMapping) -> AnyMapping:
    """The mapping with its columns of dates judged from first row to last."""
    if isinstance(mapping, PeopleMapping):
        return settled(path, reading, mapping)
    return settle_dates(path, reading, mapping)


def planned(
    path: Path, reading: Reading, mapping: AnyMapping, options: Options, check: Callable[[], None]
) -> Iterator[Checked]:
    """What becomes of each row; ``options`` has the day. Raises AsbdeskError for what must be said first."""
    if not isinstance(mapping, PeopleMapping):
        return plan(path, reading, mapping, options)
    if mapping.missing:
        raise AsbdeskError(mapping.missing)
    if not reading.sample:
        raise AsbdeskError("The file holds headings and nothing else.", "Check that it was saved completely.")
    if mapping.homes:
        return plan_homes(path, reading, mapping, check)
    if options.today is None:
        raise ValueError("Somebody's age hangs on the day.")
    return plan_people(path, reading, mapping, options.today, check)
