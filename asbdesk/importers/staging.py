"""The first of an import's two steps: every row of a file checked, and what came of it kept in the office to wait.

Memory holds some thousand rows and the counts, however long the file. Taking in is the second step, in
:mod:`asbdesk.services.staging`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asbdesk.domain.casework import PlaceKind, Qualifier, ReportedHow, WhenKind
from asbdesk.domain.imports import Holds
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import file_sha256
from asbdesk.importers.doubles import Double, decided, doubles_among
from asbdesk.importers.kinds import AnyMapping, holds, judged, planned
from asbdesk.importers.mapping import Options
from asbdesk.importers.mapping_data import as_data
from asbdesk.importers.people_file import PeopleMapping
from asbdesk.importers.read import rows
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import (
    Accepted,
    Checked,
    Draft,
    HomeDraft,
    IncidentRow,
    LeftOut,
    PersonDraft,
    Refused,
    Report,
    Tally,
)
from asbdesk.queries import imports as queries
from asbdesk.services import staging as services
from asbdesk.services.home_imports import home_of
from asbdesk.services.people_imports import person_of

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

EVERY = 500
"""Rows between two looks at whether somebody has stopped it."""
FIRST = 50
"""Rows shown as they will be."""
_PART = 2_000
_PARTS_AT_ONCE = 10
_MOST_REPORTERS = 50
_SHOWN_REFUSED = 200
_FIELDS: Mapping[Holds, tuple[str, ...]] = {
    Holds.INCIDENTS: IncidentRow._fields,
    Holds.PEOPLE: Draft._fields,
    Holds.ADDRESSES: Draft._fields,
}
"""What of a row waits."""
_KINDS = {"when_kind": WhenKind, "qualifier": Qualifier, "place_kind": PlaceKind, "reported_how": ReportedHow}
Progress = Callable[[int, int, str], None]
AnyRow = IncidentRow | PersonDraft | HomeDraft


@dataclass(frozen=True, slots=True)
class Checkup:
    """A file that waits. ``new`` rows would be taken in, ``known`` ones are here; ``first`` are the first of the file.
    ``earlier`` is the import of exactly this file, which then cannot be taken in again. ``overlaps`` are imports of the
    same kind of file that hold incidents of the same days; ``mends`` is the one whose refused rows these are. Of people
    ``doubles`` are those who are probably known, and ``decisions`` say whom a row means, as far as it is decided."""

    stage_id: int
    report: Report
    known: int
    first: tuple[AnyRow, ...]
    earlier: queries.BatchRow | None
    overlaps: tuple[queries.Overlap, ...] = ()
    mends: queries.BatchRow | None = None
    doubles: tuple[Double, ...] = ()
    decisions: Mapping[int, int] = field(default_factory=dict[int, int])

    @property
    def holds(self) -> Holds:
        """What the rows are."""
        return self.report.holds

    @property
    def new(self) -> int:
        """How many rows an import would add."""
        return 0 if self.earlier and self.known else self.report.accepted - self.known


def stage_file(
    office: Office,
    who: Actor,
    path: Path,
    reading: Reading,
    mapping: AnyMapping,
    options: Options | None,
    progress: Progress,
    check: Callable[[], None],
) -> Checkup:
    """Go through the whole file and let its rows wait. ``progress(done, total, words)`` is told how far it is
    (``total`` is a guess), ``check()`` may raise to stop it; nothing waits then."""
    before = _state_of(path)
    mapping = judged(path, reading, mapping)
    mends = mended_batch(office, reading)
    options = replace(options or Options(), today=office.clock.today())
    if mends is not None:
        with office.reading() as session:
            options = replace(options, taken=queries.family_rows(session, mends.id))
    checked = planned(path, reading, mapping, options, check)
    kind = holds(mapping)
    profile = mapping.profile if kind is Holds.INCIDENTS else kind.value
    head = services.StageHead(
        path.name, file_sha256(path), profile, told(reading, mapping), mends.id if mends else None
    )
    with office.transaction(who, "begin_stage") as work:
        stage_id = services.begin_stage(work, head)
    try:
        sorter = _Sorter(office, kind, path, reading)
        checkup = _staged(office, who, stage_id, head, sorter, checked, progress, check)
        _unchanged(path, before)
    except BaseException:
        with office.transaction(who, "drop_stage") as work:
            services.drop_stage(work, stage_id)
        raise
    return checkup


def _state_of(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _unchanged(path: Path, before: tuple[int, int]) -> None:
    if _state_of(path) != before:
        raise AsbdeskError(
            "The file was changed while it was read.", "Wait until it is saved completely, and choose it again."
        )


def _staged(
    office: Office, who: Actor, stage_id: int, head: services.StageHead, sorter: _Sorter,
    checked: Iterable[Checked], progress: Progress, check: Callable[[], None],
) -> Checkup:  # fmt: skip
    parts: list[tuple[bool, bytes]] = []
    for part in sorter.parts(checked, progress, check):
        parts.append(part)
        if len(parts) == _PARTS_AT_ONCE:
            with office.transaction(who, "add_parts") as work:
                services.add_parts(work, stage_id, parts)
            parts = []
    check()
    facts = {**facts_of(sorter.tally.report()), "reporters": sorted(sorter.reporters), "known": sorter.known}
    with office.transaction(who, "finish_stage") as work:
        services.add_parts(work, stage_id, parts)
        services.finish_stage(work, stage_id, facts)
    report = sorter.tally.report()
    checkup = _checkup(office, stage_id, report, sorter.known, tuple(sorter.first), head, sorter.reporters)
    return _with_doubles(office, checkup, progress, check)


def waiting(office: Office, stage_id: int, progress: Progress, check: Callable[[], None]) -> Checkup:
    """A file that was checked before and waits still, as it now stands beside what is in the office."""
    with office.reading() as session:
        stage = queries.stage(session, stage_id)
        kind = Holds.of(stage.profile)
        mark = _FIELDS[kind].index("fingerprint")
        known, first, refused = 0, list[AnyRow](), list[Refused]()
        for is_refused, payload in queries.stage_parts(session, stage_id):
            found = services.unpacked(payload)
            if is_refused:
                shown = islice(zip(*found, strict=True), _SHOWN_REFUSED)
                refused += [Refused(number, reason, tuple(raw)) for number, reason, raw in shown]
                continue
            known += len(queries.known_marks(session, kind, found[mark]))
            first += [_row(kind, values) for values in islice(zip(*found, strict=True), FIRST - len(first))]
    report = _report(kind, stage.facts, tuple(refused))
    head = services.StageHead(stage.file_name, stage.file_sha256, stage.profile, stage.reading, stage.mends)
    checkup = _checkup(office, stage_id, report, known, tuple(first), head, set(stage.facts["reporters"]))
    return _with_doubles(office, checkup, progress, check)


def refused_of_stage(office: Office, stage_id: int, check: Callable[[], None]) -> Iterator[Refused]:
    """Every refused row of a file that waits, however many."""
    with office.reading() as session:
        for refused, payload in queries.stage_parts(session, stage_id):
            check()
            if refused:
                rows = zip(*services.unpacked(payload), strict=True)
                yield from (Refused(number, reason, tuple(raw)) for number, reason, raw in rows)


def _with_doubles(office: Office, checkup: Checkup, progress: Progress, check: Callable[[], None]) -> Checkup:
    if checkup.holds is not Holds.PEOPLE:
        return checkup
    with office.reading() as session:
        said = services.decisions_of(queries.stage(session, checkup.stage_id).facts)
    doubles = doubles_among(office, _new_people(office, checkup.stage_id), checkup.new, progress, check)
    return replace(checkup, doubles=doubles, decisions=decided(doubles, said))


def _new_people(office: Office, stage_id: int) -> Iterator[PersonDraft]:
    with office.reading() as session:
        for refused, payload in queries.stage_parts(session, stage_id):
            found = services.unpacked(payload) if not refused else []
            known = queries.known_marks(session, Holds.PEOPLE, found[1]) if found else set[str]()
            for number, mark, values in zip(*found, strict=True):
                if mark not in known:
                    yield Draft(number, mark, person_of(values))


def _checkup(
    office: Office, stage_id: int, report: Report, known: int, first: tuple[AnyRow, ...],
    head: services.StageHead, reporters: set[str],
) -> Checkup:  # fmt: skip
    with office.reading() as session:
        earlier = queries.batch_of_file(session, head.file_sha256, report.holds, head.reading["sheet"])
        mends = queries.batch(session, head.mends) if head.mends else None
        overlaps: tuple[queries.Overlap, ...] = ()
        if report.first_day and report.last_day and mends is None and report.accepted > known:  # of incidents alone
            period = report.first_day, report.last_day
            overlaps = queries.overlapping(session, head.profile, head.reading["header"], reporters, period)
    return Checkup(stage_id, report, known, first, earlier, overlaps, mends)


def mended_batch(office: Office, reading: Reading) -> queries.BatchRow | None:
    """The import whose refused rows the file brings back, by their numbers and reasons; None for any other file."""
    if not reading.mended:
        return None
    with office.reading() as session:
        return queries.batch_of_refusals(session, reading.header, reading.mended)


class _Sorter:
    """Counts rows as they pass and packs them into parts."""

    def __init__(self, office: Office, kind: Holds, path: Path, reading: Reading) -> None:
        self.tally = Tally(kind)
        self.first: list[AnyRow] = []
        self.reporters: set[str] = set()
        self.known = 0
        self._office = office
        with office.reading() as session:
            self._any_here = queries.any_marks(session, kind)
        self._about = rows_about(path, reading)
        self._accepted: list[AnyRow] = []
        self._refused: list[tuple[Any, ...]] = []

    def parts(
        self, checked: Iterable[Checked], progress: Progress, check: Callable[[], None]
    ) -> Iterator[tuple[bool, bytes]]:
        for count, each in enumerate(checked, start=1):
            self.tally.add(each)
            if isinstance(each, Refused):
                self._refused.append((each.row_number, each.reason, each.raw))
            elif not isinstance(each, LeftOut):
                self._take(each.values if isinstance(each, Accepted) else each)
            if count % EVERY == 0:
                check()
                progress(count, max(self._about, count), f"{count:,} rows read")
            if len(self._accepted) >= _PART:
                yield self._part()
            if len(self._refused) >= _PART:
                yield self._refusals()
        if self._accepted:
            yield self._part()
        if self._refused:
            yield self._refusals()

    def _take(self, row: AnyRow) -> None:
        self._accepted.append(row)
        if len(self.first) < FIRST:
            self.first.append(row)
        if isinstance(row, IncidentRow) and len(self.reporters) < _MOST_REPORTERS:
            self.reporters.add(row.reported_by)

    def _part(self) -> tuple[bool, bytes]:
        if self._any_here:
            with self._office.reading() as session:
                marks = [row.fingerprint for row in self._accepted]
                self.known += len(queries.known_marks(session, self.tally.holds, marks))
        part = services.packed(self._accepted)
        self._accepted = []
        return False, part

    def _refusals(self) -> tuple[bool, bytes]:
        part = services.packed(self._refused)
        self._refused = []
        return True, part


def facts_of(report: Report) -> dict[str, Any]:
    """The counts as JSON holds them."""
    return {
        "fields": list(_FIELDS[report.holds]),
        "read": report.read,
        "accepted": report.accepted,
        "refused": report.refused,
        "left_out": report.left_out,
        "identical": report.identical,
        "without_location": report.without_location,
        "left_out_why": dict(report.left_out_why),
        "warnings": dict(report.warnings),
        "warned_rows": dict(report.warned_rows),
        "categories": dict(report.categories),
        "days": [day.isoformat() if day else "" for day in (report.first_day, report.last_day)],
    }


def _report(kind: Holds, facts: dict[str, Any], refused: tuple[Refused, ...]) -> Report:
    first_day, last_day = (date.fromisoformat(day) if day else None for day in facts["days"])
    return Report(
        facts["read"], facts["accepted"], facts["refused"], facts["left_out"], facts["identical"],
        facts["without_location"], facts["left_out_why"], facts["warnings"], facts["categories"], refused,
        first_day, last_day,
        warned_rows={why: tuple(named) for why, named in facts.get("warned_rows", {}).items()}, holds=kind,
    )  # fmt: skip


def _row(kind: Holds, values: Sequence[Any]) -> AnyRow:
    if kind is Holds.PEOPLE:
        return Draft(values[0], values[1], person_of(values[2]))
    if kind is Holds.ADDRESSES:
        return Draft(values[0], values[1], home_of(values[2]))
    named = dict(zip(IncidentRow._fields, values, strict=True))
    for name, of in _KINDS.items():
        named[name] = of(named[name])
    for name in ("when_from", "when_to"):
        named[name] = datetime.fromisoformat(named[name]) if named[name] else None
    return IncidentRow(**named)


def rows_about(path: Path, reading: Reading) -> int:
    """How many rows there may be, for the progress bar: the file's size by the size of its first rows; 0 if unknown."""
    if not reading.is_text:
        return 0
    lengths = [sum(len(cell) + 1 for cell in row) for _, row in islice(rows(path, reading), 50)]
    return path.stat().st_size * len(lengths) // sum(lengths) if lengths else 0


def told(reading: Reading, mapping: AnyMapping) -> dict[str, Any]:
    """How the file was read, for the record of the import; mended rows of it are read by the same ``mapping``."""
    return {
        "kind": reading.kind.value,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "header": list(reading.header),
        "dates": _forms(mapping),
        "columns": {
            target.value: [reading.heading(at) for at in columns] for target, columns in mapping.columns.items()
        },
        "mapping": as_data(mapping),
    }


def _forms(mapping: AnyMapping) -> list[str]:
    dates = mapping.dates.values() if isinstance(mapping, PeopleMapping) else filter(None, (mapping.dates,))
    return [each.label for column in dates for each in column.formats]
