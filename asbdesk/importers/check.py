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
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from pathlib import Path

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
FUTURE = "The date lies in the future: nothing can have happened then. Look at the file again."
TOTAL = "a sum of other rows, so no incident of its own"
_CHUNK = 1 << 20
_CACHE = 50_000
_SHORT = 80
_NOWHERE = -1
#: Different words for kinds that are counted; a column with more of them holds no kinds.
_MOST_WORDS = 10_000
#: Fields that take their cell as it is, in the order of :class:`IncidentRow`.
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
    if not reading.sample:
        raise AsbdeskError("The file holds headings and nothing else.", "Check that it was saved completely.")
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


class _Remembered(dict[str, str]):
    """What a cell comes to, kept for the many that come again; long ones seldom do."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> str:
        said = self._read(cell)
        if len(cell) <= _SHORT:
            if len(self) >= _CACHE:
                self.clear()
            self[cell] = said
        return said


class _Checker:
    """One run over one file: columns looked up once, and what repeats is read once."""

    def __init__(self, reading: Reading, mapping: Mapping, options: Options) -> None:
        self.options = options
        self._mapping = mapping
        self._headings = [reading.heading(at) for at in range(reading.width)]
        self._width = len(reading.header)
        columns = mapping.columns
        self._at = {target: columns[target][0] if columns.get(target) else _NOWHERE for target in Target}
        self._places, self._accounts = columns.get(Target.PLACE, ()), columns.get(Target.ACCOUNT, ())
        self._date, self._time = self._at[Target.WHEN], self._at[Target.TIME]
        self._degrees = self._at[Target.LATITUDE], self._at[Target.LONGITUDE]
        self._kind_at = self._at[Target.CATEGORY], self._at[Target.QUALIFIER]
        self._farthest = max((at for found in columns.values() for at in found), default=0)
        self._counted = self._at[Target.NUMBER] != _NOWHERE
        self._blanked = [at for at in (self._date, self._at[Target.NUMBER]) if at != _NOWHERE]
        self._copied = itemgetter(*(self._at[target] for target in _COPIED))
        self._word, self._normal = _Remembered(cells.said).__getitem__, _Remembered(cells.normal).__getitem__
        self._kinds = _Kinds(mapping)
        self._known_kinds: dict[tuple[str, str], tuple[str, Qualifier]] = {}
        self._take = mapping.take if not options.take_all else None
        wanted = frozenset(map(plain, self._take.words)) if self._take else frozenset[str]()
        self._wanted = _Remembered(lambda word: "yes" if plain(cells.said(word)) in wanted else "")
        self._dates: dict[tuple[str, str], tuple[When, bytes] | cells.BadCell] = {}
        self._constant = (mapping.constant_when, _stamp(mapping.constant_when)) if mapping.constant_when else None
        self._seen: dict[bytes, int] = {}
        self._tomorrow = datetime.combine(options.today or date.max, time()) + timedelta(days=bool(options.today))

    def check(self, number: int, row: Row) -> Sequence[Checked]:
        """What becomes of one row: mostly one incident; as many as it says where a column says how many."""
        take = self._take
        if take and not self._wanted[row[take.column] if take.column < len(row) else ""]:
            return (LeftOut(number, take.left_out),)
        said = list(map(self._word, row))
        if len(said) <= self._farthest:
            said += [""] * (self._farthest + 1 - len(said))
        said.append("")  # where no column is named
        try:
            if not self._counted:
                return (self._accept(number, row, said),)
            if any(map(cells.is_total, said)):
                return (LeftOut(number, TOTAL),)
            many = cells.number(said[self._at[Target.NUMBER]])
            first = self._accept(number, row, said, 1) if many else None
        except cells.BadCell as bad:
            return (Refused(number, str(bad), row),)
        if first is None:
            return (LeftOut(number, NONE_THERE),)
        return (first, *(self._accept(number, row, said, unit) for unit in range(2, many + 1)))

    def _accept(self, number: int, row: Row, said: Sequence[str], unit: int = 1) -> Accepted:
        """``said`` are the cells as they are understood, the last of them empty."""
        if self._width and len(row) > self._width and any(cell.strip() for cell in row[self._width :]):
            raise cells.BadCell(
                f"The row has {len(row)} cells under {self._width} headings, so its contents have slipped."
            )
        when, stamp = self._when(said)
        category, qualifier = self._kind(said)
        latitude, longitude, point_warning = self._point(said)
        fingerprint, ordinal = self._fingerprint(number, row, stamp)
        mapping = self._mapping
        postcode, lsoa_code, lsoa_name, summary, external_ref, reported_by = self._copied(said)
        values = IncidentRow(  # by place: by name it takes five times as long
            number, fingerprint, when.kind, when.start, when.end, category, qualifier, mapping.place_kind,
            self._place(said), postcode, latitude, longitude, lsoa_code, lsoa_name, summary, self._account(said),
            external_ref, reported_by or mapping.reported_by, mapping.reported_how,
        )  # fmt: skip
        return Accepted(number, ordinal, values, self._warnings(row, said, values, point_warning), unit)

    def _point(self, said: Sequence[str]) -> tuple[float | None, float | None, str]:
        """Degrees as they stand, else out of one cell, else out of metres."""
        north, east = self._degrees
        found = cells.point(said[north], said[east])
        if found[0] is not None:
            return found
        at = self._at
        if at[Target.POINT] != _NOWHERE:
            found = cells.joined_point(said[at[Target.POINT]], self._mapping.grid.epsg)
        if found[0] is None and at[Target.EASTING] != _NOWHERE:
            found = cells.grid_point(said[at[Target.EASTING]], said[at[Target.NORTHING]], self._mapping.grid.epsg)
        return found

    def _when(self, said: Sequence[str]) -> tuple[When, bytes]:
        """When it was, and the same as bytes for the fingerprint."""
        if self._constant and self._date == _NOWHERE:
            return self._constant
        key = said[self._date], said[self._time]
        found = self._dates.get(key)
        if found is None:
            if len(self._dates) >= _CACHE:
                self._dates.clear()
            found = self._dates[key] = _read_when(key[0], key[1], self._mapping.dates or DateReading())
        if isinstance(found, cells.BadCell):
            raise found.with_traceback(None)
        return found

    def _kind(self, said: Sequence[str]) -> tuple[str, Qualifier]:
        word, qualifier = self._kind_at
        key = said[word], said[qualifier]
        found = self._known_kinds.get(key)
        if found is None:
            found = self._read_kind(*key)
            if len(self._known_kinds) < _MOST_WORDS:
                self._known_kinds[key] = found
        return found

    def _read_kind(self, word: str, qualifier: str) -> tuple[str, Qualifier]:
        code = self._kinds.code(word) if word else self._mapping.default_category
        code = code or self._mapping.unknown_category
        kind = load_categories().get(code) if code else None
        if kind is None:
            raise cells.BadCell(f"It is not known what kind of incident “{word[:60]}” stands for.")
        return kind.code, cells.qualifier(qualifier) or kind.qualifier

    def _place(self, said: Sequence[str]) -> str:
        if len(self._places) == 1:
            return cells.place(said[self._places[0]])
        return ", ".join(filter(None, (cells.place(said[at]) for at in self._places)))

    def _account(self, said: Sequence[str]) -> str:
        """The text; of several columns each on a line of its own with its heading."""
        if len(self._accounts) == 1:
            return said[self._accounts[0]]
        return "\n".join(f"{self._headings[at]}: {said[at]}" for at in self._accounts if said[at])

    def _fingerprint(self, number: int, row: Row, stamp: bytes) -> tuple[str, int]:
        """The date counts as it was understood: programs rewrite ``2018-10`` as ``Oct-18`` when they save. How many
        incidents the row stands for does not count: of a number that has risen only the difference is new."""
        said = list(map(self._normal, row))
        for at in self._blanked:
            if at < len(said):
                said[at] = ""
        while said and not said[-1]:
            said.pop()
        contents = stamp + "\x1f".join(said).encode("utf-8", "surrogatepass")
        first = hashlib.sha256(contents + b"\x1e1")
        key = first.digest()[:16]
        ordinal = self._seen.get(key, 0) + 1
        mark = first.hexdigest() if ordinal == 1 else _numbered(contents, ordinal)
        taken = self.options.taken
        while taken and taken.get(mark, number) != number:  # a row like it of the file that this one mends
            ordinal += 1
            mark = _numbered(contents, ordinal)
        self._seen[key] = ordinal
        return mark, ordinal

    def _warnings(self, row: Row, said: Sequence[str], values: IncidentRow, point_warning: str) -> tuple[str, ...]:
        found = [point_warning] if point_warning else []
        if values.when_from >= self._tomorrow:
            found.append(FUTURE)
        if not (values.place or values.postcode or values.lsoa_code) and values.latitude is None:
            found.append(cells.NO_LOCATION)
        if UNREADABLE in "".join(row):
            found.append(cells.UNREADABLE_LETTERS)
        if said[self._time] and values.when_kind is WhenKind.DAY:
            found.append("The time of day could not be read; only the day was kept.")
        return tuple(found)


def _numbered(contents: bytes, ordinal: int) -> str:
    return hashlib.sha256(contents + f"\x1e{ordinal}".encode()).hexdigest()


def _stamp(when: When) -> bytes:
    return f"{when.kind}\x1e{when.start}\x1e{when.end}\x1e".encode()


def _read_when(day: str, clock: str, dates: DateReading) -> tuple[When, bytes] | cells.BadCell:
    if not day:
        return cells.BadCell("There is no date.")
    found = parse(day, dates)
    if found is None:
        if parse(day, replace(dates, lives=True)) is not None:
            return cells.BadCell(f"“{day[:40]}” lies before 1950: no incident is that old.")
        how = dates.formats[0].label if dates.formats else "in any form that is known"
        return cells.BadCell(f"“{day[:40]}” is no date as the column has them ({how}).")
    when = (with_time(found, clock) or found) if clock else found
    return when, _stamp(when)
