"""Rows to checked incidents, one at a time.

Identical rows are separate incidents (a quarter of the police's rows of anti-social behaviour are exact copies), so a
row is known by its contents and by its number among its like: that finds a file again that was saved anew or has grown,
and doubles nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asbdesk.domain.casework import Qualifier, WhenKind
from asbdesk.domain.categories import plain
from asbdesk.domain.when import When
from asbdesk.errors import AsbdeskError
from asbdesk.importers import cells
from asbdesk.importers.dates import AmbiguousDates, DateReading, judge_dates, parse, with_time
from asbdesk.importers.mapping import Mapping, Options, Target
from asbdesk.importers.read import column_values, rows
from asbdesk.importers.reading import UNREADABLE, Reading, Row
from asbdesk.importers.results import Accepted, Checked, IncidentRow, LeftOut, Refused
from asbdesk.reference_data import load_categories

NONE_THERE = "a number of 0 or none, so no incident"
_CHUNK = 1 << 20
_CACHE = 50_000
#: Different words for kinds that are counted; a column with more of them holds no kinds.
_MOST_WORDS = 10_000
#: Fields that take their cell as it is.
_COPIED = (Target.POSTCODE, Target.LSOA_CODE, Target.LSOA_NAME, Target.SUMMARY, Target.EXTERNAL_REF, Target.REPORTED_BY)


@dataclass(frozen=True, slots=True)
class CategoryWord:
    """A word for the kind of incident in a file: how often it comes, and the code it stands for, None if unknown."""

    word: str
    count: int
    code: str | None


def file_sha256(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def settle_dates(
    path: Path, reading: Reading, mapping: Mapping, watch: Callable[[Iterator[str]], Iterator[str]] | None = None
) -> Mapping:
    """The mapping with its column of dates judged from first row to last; an ambiguous one is left for the user.

    ``watch`` sees the values pass, and may raise to stop it.
    """
    column = mapping.column(Target.WHEN)
    if column is None or mapping.dates is not None:
        return mapping
    values = column_values(path, reading, column)
    dates = judge_dates(watch(values) if watch else values, whole_months=mapping.whole_months)
    if dates.ambiguous and mapping.prefer is not None and mapping.prefer in dates.alternatives:
        dates = dates.choose(mapping.prefer)
    return replace(mapping, dates=dates)


def category_words(path: Path, reading: Reading, mapping: Mapping) -> tuple[CategoryWord, ...]:
    """The words for kinds in the file, the commonest first, so that the user can say what unknown ones stand for."""
    column = mapping.column(Target.CATEGORY)
    if column is None:
        return ()
    counts = Counter[str]()
    for cell in column_values(path, reading, column):
        word = cell.strip()
        if word in counts or len(counts) < _MOST_WORDS:
            counts[word] += 1
    kinds = _Kinds(mapping)
    return tuple(CategoryWord(word, count, kinds.code(word)) for word, count in counts.most_common())


def plan(path: Path, reading: Reading, mapping: Mapping, options: Options | None = None) -> Iterator[Checked]:
    """What becomes of each row, in the order of the file.

    Memory grows by some 100 bytes for each different row and by nothing else. Raises :class:`AmbiguousDates` where
    somebody must first say how dates are written, and AsbdeskError where no date is to be had at all.
    """
    mapping = settle_dates(path, reading, mapping)
    if mapping.dates is not None and mapping.dates.ambiguous:
        raise AmbiguousDates(mapping.dates)
    if mapping.column(Target.WHEN) is None and mapping.constant_when is None:
        raise AsbdeskError(
            mapping.needs_when or "No column holds the date, and no period was given.",
            "" if mapping.needs_when else "Choose the column, or say which period the file covers.",
        )
    return _checked(path, reading, _Checker(reading, mapping, options or Options()))


def _checked(path: Path, reading: Reading, checker: _Checker) -> Iterator[Checked]:
    for count, (number, row) in enumerate(rows(path, reading), start=1):
        if count > checker.options.most_rows:
            raise AsbdeskError(
                f"The file has more than {checker.options.most_rows:,} rows.",
                "Split it, for example by year, and import the parts.",
            )
        yield from checker.check(number, row)


class _Kinds:
    """From the file's words to codes: what the mapping says first, then the program's own list."""

    def __init__(self, mapping: Mapping) -> None:
        self._own = {plain(word): code for word, code in mapping.categories.items()}
        self._known: dict[str, str | None] = {}

    def code(self, word: str) -> str | None:
        if word not in self._known:
            self._known[word] = self._own.get(plain(word)) or load_categories().code_for(word)
        return self._known[word]


class _Checker:
    """One run over one file: columns looked up once, and what repeats is read once."""

    def __init__(self, reading: Reading, mapping: Mapping, options: Options) -> None:
        self.options = options
        self._mapping = mapping
        self._headings = [reading.heading(at) for at in range(reading.width)]
        self._width = len(reading.header)
        self._at = {target: columns[0] for target, columns in mapping.columns.items() if columns}
        self._number_at = self._at.get(Target.NUMBER)
        self._blanked = [at for target in (Target.WHEN, Target.NUMBER) if (at := self._at.get(target)) is not None]
        self._copied = [(target.value, at) for target, at in self._at.items() if target in _COPIED]
        self._blank = {target.value: "" for target in _COPIED}
        self._kinds = _Kinds(mapping)
        self._take = frozenset(map(plain, mapping.take.words)) if mapping.take and not options.take_all else None
        self._dates: dict[tuple[str, str], tuple[When, bytes] | cells.BadCell] = {}
        self._constant = (mapping.constant_when, _stamp(mapping.constant_when)) if mapping.constant_when else None
        self._seen: dict[bytes, int] = {}

    def check(self, number: int, row: Row) -> Sequence[Checked]:
        """What becomes of one row: mostly one incident; as many as it says where a column says how many."""
        take = self._mapping.take
        if take and self._take is not None and plain(cells.text(row, take.column)) not in self._take:
            return (LeftOut(number, take.left_out),)
        try:
            if self._number_at is None:
                return (self._accept(number, row),)
            many = cells.number(cells.text(row, self._number_at))
            first = self._accept(number, row, 1) if many else None
        except cells.BadCell as bad:
            return (Refused(number, str(bad), row),)
        if first is None:
            return (LeftOut(number, NONE_THERE),)
        return (first, *(self._accept(number, row, unit) for unit in range(2, many + 1)))

    def _accept(self, number: int, row: Row, unit: int = 1) -> Accepted:
        if self._width and len(row) > self._width and any(cell.strip() for cell in row[self._width :]):
            raise cells.BadCell(
                f"The row has {len(row)} cells under {self._width} headings, so its contents have slipped."
            )
        when, stamp = self._when(row)
        category, qualifier = self._kind(row)
        latitude, longitude, point_warning = self._point(row)
        fingerprint, ordinal = self._fingerprint(number, row, stamp)
        mapping = self._mapping
        copied = self._blank | {name: cells.text(row, at) for name, at in self._copied}
        copied["reported_by"] = copied["reported_by"] or mapping.reported_by
        values = IncidentRow(
            row_number=number,
            fingerprint=fingerprint,
            when_kind=when.kind,
            when_from=when.start,
            when_to=when.end,
            category=category,
            qualifier=qualifier,
            place_kind=mapping.place_kind,
            place=self._place(row),
            latitude=latitude,
            longitude=longitude,
            account=self._account(row),
            reported_how=mapping.reported_how,
            **copied,
        )
        return Accepted(number, ordinal, values, self._warnings(row, values, point_warning), unit)

    def _text(self, row: Row, target: Target) -> str:
        at = self._at.get(target)
        return "" if at is None else cells.text(row, at)

    def _point(self, row: Row) -> tuple[float | None, float | None, str]:
        """Degrees as they stand, else out of one cell, else out of metres."""
        found = cells.point(self._text(row, Target.LATITUDE), self._text(row, Target.LONGITUDE))
        if found[0] is None and Target.POINT in self._at:
            found = cells.point(*cells.joined_point(self._text(row, Target.POINT)))
        if found[0] is None and Target.EASTING in self._at:
            easting, northing = self._text(row, Target.EASTING), self._text(row, Target.NORTHING)
            found = cells.grid_point(easting, northing, self._mapping.grid.epsg)
        return found

    def _when(self, row: Row) -> tuple[When, bytes]:
        """When it was, and the same as bytes for the fingerprint."""
        if self._constant and Target.WHEN not in self._at:
            return self._constant
        key = (self._text(row, Target.WHEN), self._text(row, Target.TIME))
        if key not in self._dates:
            if len(self._dates) >= _CACHE:
                self._dates.clear()
            self._dates[key] = _read_when(key[0], key[1], self._mapping.dates or DateReading())
        found = self._dates[key]
        if isinstance(found, cells.BadCell):
            raise found.with_traceback(None)
        return found

    def _kind(self, row: Row) -> tuple[str, Qualifier]:
        word = self._text(row, Target.CATEGORY)
        code = self._kinds.code(word) if word else self._mapping.default_category
        code = code or self._mapping.unknown_category
        kind = load_categories().get(code) if code else None
        if kind is None:
            raise cells.BadCell(f"It is not known what kind of incident “{word[:60]}” stands for.")
        return kind.code, cells.qualifier(self._text(row, Target.QUALIFIER)) or kind.qualifier

    def _place(self, row: Row) -> str:
        columns = self._mapping.columns.get(Target.PLACE, ())
        return ", ".join(filter(None, (cells.place(cells.text(row, at)) for at in columns)))

    def _account(self, row: Row) -> str:
        """The text; of several columns each on a line of its own with its heading."""
        columns = self._mapping.columns.get(Target.ACCOUNT, ())
        if len(columns) == 1:
            return cells.text(row, columns[0])
        told = ((at, cells.text(row, at)) for at in columns)
        return "\n".join(f"{self._headings[at]}: {said}" for at, said in told if said)

    def _fingerprint(self, number: int, row: Row, stamp: bytes) -> tuple[str, int]:
        """The date counts as it was understood: programs rewrite ``2018-10`` as ``Oct-18`` when they save. How many
        incidents the row stands for does not count: of a number that has risen only the difference is new."""
        said = [cells.normal(cell) for cell in row]
        for at in self._blanked:
            if at < len(said):
                said[at] = ""
        while said and not said[-1]:
            said.pop()
        digest = hashlib.sha256(stamp + "\x1f".join(said).encode("utf-8", "surrogatepass"))
        key = digest.digest()[:16]
        ordinal = self._seen.get(key, 0) + 1
        mark = _numbered(digest, ordinal)
        while self.options.taken.get(mark, number) != number:  # a row like it of the file that this one mends
            ordinal += 1
            mark = _numbered(digest, ordinal)
        self._seen[key] = ordinal
        return mark, ordinal

    def _warnings(self, row: Row, values: IncidentRow, point_warning: str) -> tuple[str, ...]:
        found = [point_warning] if point_warning else []
        if not values.place and values.latitude is None and not values.lsoa_code:
            found.append(cells.NO_LOCATION)
        if UNREADABLE in "".join(row):
            found.append(cells.UNREADABLE_LETTERS)
        if values.when_kind is WhenKind.DAY and self._text(row, Target.TIME):
            found.append("The time of day could not be read; only the day was kept.")
        return tuple(found)


def _numbered(digest: Any, ordinal: int) -> str:
    whole = digest.copy()
    whole.update(f"\x1e{ordinal}".encode())
    return whole.hexdigest()


def _stamp(when: When) -> bytes:
    return f"{when.kind}\x1e{when.start}\x1e{when.end}\x1e".encode()


def _read_when(day: str, clock: str, dates: DateReading) -> tuple[When, bytes] | cells.BadCell:
    if not day:
        return cells.BadCell("There is no date.")
    found = parse(day, dates)
    if found is None:
        how = dates.formats[0].label if dates.formats else "in any form that is known"
        return cells.BadCell(f"“{day[:40]}” is no date as the column has them ({how}).")
    when = (with_time(found, clock) or found) if clock else found
    return when, _stamp(when)
