"""Files taken in: which there were, what was refused, and which rows are here already."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.imports import Holds
from asbdesk.errors import NotFound
from asbdesk.storage import tables as t

_MARK: Mapping[Holds, Any] = {
    Holds.INCIDENTS: t.Incident.fingerprint,
    Holds.PEOPLE: t.ImportPerson.fingerprint,
    Holds.ADDRESSES: t.Home.fingerprint,
}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """An import in the list. ``kept`` of what it brought stayed when it was undone."""

    id: int
    file_name: str
    profile: str
    rows_read: int
    accepted: int
    refused: int
    left_out: int
    known: int
    identical: int
    imported_at: datetime
    imported_by: str
    undone_at: datetime | None
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Overlap:
    """An import of the same kind of file that holds ``incidents`` of the same days."""

    batch: BatchRow
    incidents: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """A checked file that waits to be taken in."""

    id: int
    file_name: str
    file_sha256: str
    profile: str
    reading: dict[str, Any]
    facts: dict[str, Any]
    mends: int | None
    staged_at: datetime
    staged_by: str


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping of the office's own."""

    id: int
    name: str
    header: tuple[str, ...]
    width: int
    mapping: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RefusalRow:
    row_number: int
    reason: str
    raw: tuple[str, ...]


def batches(session: Session) -> tuple[BatchRow, ...]:
    """All imports, newest first."""
    rows = session.execute(
        select(t.ImportBatch, t.User.name)
        .join(t.User, t.User.id == t.ImportBatch.imported_by)
        .order_by(t.ImportBatch.id.desc())
    )
    return tuple(
        BatchRow(
            b.id, b.file_name, b.profile, b.rows_read, b.accepted, b.refused, b.left_out, b.known, b.identical,
            b.imported_at, user, b.undone_at, b.reading.get(t.ImportBatch.KEPT, 0),
        )
        for b, user in rows
    )  # fmt: skip


def batch_of_file(session: Session, file_sha256: str, kind: Holds, sheet: str) -> BatchRow | None:
    """The import, not undone, of exactly this file, of a workbook of the same sheet, as of this kind."""
    b = t.ImportBatch
    imports = session.scalars(
        select(b).where(b.file_sha256 == file_sha256, b.undone_at.is_(None)).order_by(b.id.desc())
    )
    same = (b for b in imports if Holds.of(b.profile) is kind and b.reading.get("sheet", sheet) == sheet)
    found = next((each.id for each in same), None)
    return next((row for row in batches(session) if row.id == found), None)


def mappings(session: Session) -> tuple[MappingRow, ...]:
    """The office's own mappings by name."""
    m = t.ImportMapping
    return tuple(
        MappingRow(row.id, row.name, tuple(row.header), row.width, row.mapping)
        for row in session.scalars(select(m).order_by(m.name))
    )


def batch(session: Session, batch_id: int) -> BatchRow | None:
    """One import."""
    return next((row for row in batches(session) if row.id == batch_id), None)


def batch_reading(session: Session, batch_id: int) -> dict[str, Any]:
    """How the file of an import was read."""
    return session.scalars(select(t.ImportBatch.reading).where(t.ImportBatch.id == batch_id)).one()


def stages(session: Session) -> tuple[StageRow, ...]:
    """Checked files that wait to be taken in, newest first."""
    s = t.ImportStage
    rows = session.execute(
        select(s, t.User.name).join(t.User, t.User.id == s.staged_by).where(s.complete.is_(True)).order_by(s.id.desc())
    )
    return tuple(
        StageRow(s.id, s.file_name, s.file_sha256, s.profile, s.reading, s.facts, s.mends, s.staged_at, user)
        for s, user in rows
    )


def stage(session: Session, stage_id: int) -> StageRow:
    """One of them. Raises :class:`NotFound`."""
    found = next((row for row in stages(session) if row.id == stage_id), None)
    if found is None:
        raise NotFound("This file no longer waits to be taken in.")
    return found


def stage_parts(session: Session, stage_id: int) -> Iterator[tuple[bool, bytes]]:
    """Its packed rows, one part after another; True for refused ones."""
    p = t.ImportStagePart
    for part_id in session.scalars(select(p.id).where(p.stage_id == stage_id).order_by(p.id)).all():
        yield session.execute(select(p.refused, p.payload).where(p.id == part_id)).one()


def overlapping(
    session: Session, profile: str, header: Sequence[str], reporters: Collection[str], period: tuple[date, date]
) -> tuple[Overlap, ...]:
    """Imports, not undone, of the same kind of file and the same reporters that hold incidents of those days. A kind
    that the office keeps may have got new columns since."""
    i = t.Incident
    own = profile.startswith("own-")
    first, last = (datetime.combine(day, time()) for day in period)
    counted = session.execute(
        select(i.batch_id, func.count(i.id))
        .where(i.when_from >= first, i.when_from < last + timedelta(days=1))
        .where(i.batch_id.is_not(None), i.reported_by.in_(sorted(reporters)))
        .group_by(i.batch_id)
    )
    counts = {number: many for number, many in counted if number is not None}
    found = [each for each in batches(session) if each.id in counts and each.undone_at is None]
    return tuple(
        Overlap(each, counts[each.id])
        for each in found
        if each.profile == profile and (own or headings(session, each.id) == tuple(header))
    )


def batch_of_refusals(session: Session, header: Sequence[str], rows: Sequence[tuple[int, str]]) -> BatchRow | None:
    """The newest import, not undone, with those headings whose refused rows have these numbers and reasons."""
    for each in batches(session):
        if each.undone_at is None and each.refused and headings(session, each.id) == tuple(header):
            refused = {(row.row_number, row.reason) for row in refusals(session, each.id)}
            if refused.issuperset(rows):
                return each
    return None


def family_rows(session: Session, batch_id: int) -> dict[str, int]:
    """The fingerprints of an import and of what mended it, each with the number of its row."""
    b, i = t.ImportBatch, t.Incident
    family = select(b.id).where((b.id == batch_id) | (b.mends == batch_id), b.undone_at.is_(None))
    rows = session.execute(select(i.fingerprint, i.row_number).where(i.batch_id.in_(family)))
    return {mark: number for mark, number in rows if mark is not None and number is not None}


def refusals(session: Session, batch_id: int) -> tuple[RefusalRow, ...]:
    """The rows of a batch that were refused, in the file's order."""
    rows = session.scalars(
        select(t.ImportRefusal).where(t.ImportRefusal.batch_id == batch_id).order_by(t.ImportRefusal.row_number)
    )
    return tuple(RefusalRow(r.row_number, r.reason, tuple(r.raw)) for r in rows)


def headings(session: Session, batch_id: int) -> tuple[str, ...]:
    """The headings of the file that the batch came from; empty where it had none."""
    batch = session.get(t.ImportBatch, batch_id)
    return tuple(batch.reading.get("header", ())) if batch else ()


def any_marks(session: Session, kind: Holds) -> bool:
    """Has anything of the kind ever come in from a file?"""
    mark = _MARK[kind]
    return session.scalar(select(mark).where(mark.is_not(None)).limit(1)) is not None


def known_marks(session: Session, kind: Holds, marks: Sequence[str]) -> set[str]:
    """The fingerprints, of these, of rows that are in the office already."""
    if not marks:
        return set()
    # As one value: a statement with a place for each is longer in the making than in the running.
    wanted = func.json_each(json.dumps(marks)).table_valued("value")
    found = session.scalars(select(_MARK[kind]).where(_MARK[kind].in_(select(wanted.c.value))))
    return {mark for mark in found if mark}
