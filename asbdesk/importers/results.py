"""What became of each row, and of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from asbdesk.domain.casework import PlaceKind, Qualifier, ReportedHow, WhenKind
from asbdesk.domain.homes import HomeValues
from asbdesk.domain.imports import Holds
from asbdesk.domain.people import PersonValues
from asbdesk.domain.when import When
from asbdesk.importers.reading import Row

_LASTING = frozenset((WhenKind.SPAN, WhenKind.MONTH))
#: Refused rows that a report keeps in memory; the rest is counted, and written from a new run.
MOST_KEPT = 10_000
MOST_NAMED = 5
"""So many rows are named under a warning."""
V = TypeVar("V", PersonValues, HomeValues)


class IncidentRow(NamedTuple):
    """A checked row, as the store will hold it. Times are the wall clock's; empty means that the file does not say.

    ``fingerprint`` is the SHA-256, in hexadecimal, of the row's contents and of its number among identical rows: the
    same row of the same file has the same one however the file was saved.
    """

    row_number: int
    fingerprint: str
    when_kind: WhenKind
    when_from: datetime
    when_to: datetime | None
    category: str
    qualifier: Qualifier
    place_kind: PlaceKind
    place: str
    postcode: str
    latitude: float | None
    longitude: float | None
    lsoa_code: str
    lsoa_name: str
    summary: str
    account: str
    external_ref: str
    reported_by: str
    reported_how: ReportedHow

    @property
    def when(self) -> When:
        """The three fields as one value."""
        return When(self.when_kind, self.when_from, self.when_to)


class Accepted(NamedTuple):
    """The row is an incident. ``ordinal`` counts identical rows from 1: each is an incident of its own; ``unit`` counts
    the incidents of one row that stands for several."""

    row_number: int
    ordinal: int
    values: IncidentRow
    warnings: tuple[str, ...] = ()
    unit: int = 1


class Draft(NamedTuple, Generic[V]):
    """The row is a person or a home. Rows of one ``fingerprint`` are the same: of a person the row's own, of a home the
    address as it is meant, whichever way it is written."""

    row_number: int
    fingerprint: str
    values: V


@dataclass(frozen=True, slots=True)
class Refused:
    """The row could not be understood; ``reason`` says why, ``raw`` is the row."""

    row_number: int
    reason: str
    raw: Row


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The row was understood and not wanted."""

    row_number: int
    why: str


PersonDraft: TypeAlias = Draft[PersonValues]
HomeDraft: TypeAlias = Draft[HomeValues]
Checked: TypeAlias = Accepted | PersonDraft | HomeDraft | Refused | LeftOut


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of one run; ``read == accepted + refused + left_out``, where no row stands for several incidents.

    ``identical`` counts the accepted rows that repeat an earlier one; ``without_location`` those with neither
    place, postcode nor point. ``first_day`` and ``last_day`` are the period covered.
    """

    read: int
    accepted: int
    refused: int
    left_out: int
    identical: int
    without_location: int
    left_out_why: Mapping[str, int]
    warnings: Mapping[str, int]
    categories: Mapping[str, int]
    refused_rows: tuple[Refused, ...]
    first_day: date | None
    last_day: date | None
    warned_rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    """The numbers of the first rows under each warning."""
    holds: Holds = Holds.INCIDENTS

    @property
    def sentence(self) -> str:
        """What came of it, in a line."""
        parts = [f"{self.read:,} rows read", self.holds.counted(self.accepted)]
        parts += [f"{self.identical:,} of them identical to another"] if self.identical else []
        parts += [f"{number:,} {why}" for why, number in self.left_out_why.items()]
        parts += [f"{self.refused:,} refused"] if self.refused else []
        return ", ".join(parts) + "."


@dataclass(slots=True)
class Tally:
    """Counts rows as they pass; memory does not grow with the file."""

    holds: Holds = Holds.INCIDENTS
    read: int = 0
    drafts: int = 0
    refused: int = 0
    identical: int = 0
    without_location: int = 0
    left_out_why: Counter[str] = field(default_factory=Counter[str])
    warnings: Counter[str] = field(default_factory=Counter[str])
    categories: Counter[str] = field(default_factory=Counter[str])
    refused_rows: list[Refused] = field(default_factory=list[Refused])
    first_day: date | None = None
    last_day: date | None = None
    warned_rows: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def add(self, checked: Checked) -> None:
        """Count one row."""
        self.read += not isinstance(checked, Accepted) or checked.unit == 1
        match checked:
            case Accepted():
                self._accepted(checked)
            case Draft():
                self.drafts += 1
            case LeftOut(why=why):
                self.left_out_why[why] += 1
            case Refused():
                self.refused += 1
                if len(self.refused_rows) < MOST_KEPT:
                    self.refused_rows.append(checked)

    def _accepted(self, checked: Accepted) -> None:
        row = checked.values
        self.categories[row.category] += 1
        self.identical += checked.ordinal > 1 and checked.unit == 1
        self.without_location += not (row.place or row.postcode) and row.latitude is None
        if checked.warnings:
            self.warnings.update(checked.warnings)
            for each in checked.warnings:
                named = self.warned_rows.setdefault(each, [])
                if len(named) < MOST_NAMED and checked.row_number not in named:
                    named.append(checked.row_number)
        first, last = _days(row.when_kind, row.when_from, row.when_to)
        if self.first_day is None or first < self.first_day:
            self.first_day = first
        if self.last_day is None or last > self.last_day:
            self.last_day = last

    def report(self) -> Report:
        """The counts so far."""
        return Report(
            self.read,
            self.categories.total() + self.drafts,
            self.refused,
            self.left_out_why.total(),
            self.identical,
            self.without_location,
            dict(self.left_out_why),
            dict(self.warnings),
            dict(self.categories),
            tuple(self.refused_rows),
            self.first_day,
            self.last_day,
            {why: tuple(named) for why, named in self.warned_rows.items()},
            self.holds,
        )


@lru_cache(4_096)
def _days(kind: WhenKind, start: datetime, end: datetime | None) -> tuple[date, date]:
    """The first day and the last."""
    first = start.date()
    return first, When(kind, start, end).last_day if kind in _LASTING else first


def report_on(checked: Iterable[Checked]) -> Report:
    """Count a whole run."""
    tally = Tally()
    for each in checked:
        tally.add(each)
    return tally.report()
