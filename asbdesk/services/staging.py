"""Imports in two steps: checked rows wait in the office, packed, encrypted as all else, until somebody takes them in.

Each part is a short transaction of its own, so that a long file keeps nobody waiting; taking in is one, whole or not at
all.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import compress
from typing import Any

from sqlalchemy import delete, select

from asbdesk.domain import references
from asbdesk.domain.homes import HomeValues
from asbdesk.domain.imports import Holds
from asbdesk.domain.people import PersonValues
from asbdesk.domain.permissions import require
from asbdesk.errors import NotFound
from asbdesk.queries.imports import any_marks, known_marks
from asbdesk.services import numbers
from asbdesk.services.home_imports import take_homes
from asbdesk.services.imports import same_for_all
from asbdesk.services.people_imports import take_people
from asbdesk.storage import tables as t
from asbdesk.storage.search import index_batch
from asbdesk.storage.work import Work

_TIMES = ("when_from", "when_to")
_DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class StageHead:
    """The file, and how it was read. ``mends`` is the import whose refused rows it brings back."""

    file_name: str
    file_sha256: str
    profile: str
    reading: dict[str, Any]
    mends: int | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A batch that was made; ``taken`` rows are new, ``known`` ones were here already and are not doubled, ``joined``
    ones were of people already known."""

    batch_id: int
    file_name: str
    taken: int
    known: int
    joined: int = 0


def begin_stage(work: Work, head: StageHead) -> int:
    """Make room for a file's rows; what waited of the same file (of a workbook the same sheet, as of the same kind), or
    was cut off before, goes; what was decided on its people stays."""
    require(work.who.role, "import")
    s = t.ImportStage
    same = Holds.of(head.profile), head.reading.get("sheet")
    decided: dict[str, Any] = {}
    for old in work.session.scalars(select(s).where((s.file_sha256 == head.file_sha256) | s.complete.is_(False))):
        if not old.complete or same == (Holds.of(old.profile), old.reading.get("sheet")):
            decided |= {_DECISIONS: old.facts[_DECISIONS]} if old.complete and _DECISIONS in old.facts else {}
            _drop(work, old)
    return work.add(
        s(
            file_name=head.file_name,
            file_sha256=head.file_sha256,
            profile=head.profile,
            reading=head.reading,
            facts=decided,
            mends=head.mends,
            complete=False,
            staged_at=work.now,
            staged_by=work.who.user_id,
        )
    )


def add_parts(work: Work, stage_id: int, parts: Sequence[tuple[bool, bytes]]) -> None:
    """Keep packed rows: whether they are refused ones, and :func:`packed` of them."""
    _stage(work, stage_id)
    for refused, payload in parts:
        work.session.add(t.ImportStagePart(stage_id=stage_id, refused=refused, payload=payload))
    work.session.flush()


def finish_stage(work: Work, stage_id: int, facts: dict[str, Any]) -> None:
    """All rows are there; ``facts`` are the counts, ``read``, ``left_out`` and ``identical`` among them."""
    stage = _stage(work, stage_id)
    stage.facts, stage.complete = {**stage.facts, **facts}, True
    work.session.flush()


def drop_stage(work: Work, stage_id: int) -> None:
    """Throw a checked file away. Nothing of it was in the office."""
    require(work.who.role, "import")
    stage = work.session.get(t.ImportStage, stage_id)
    if stage is not None:
        _drop(work, stage)


def decide(work: Work, stage_id: int, decisions: Mapping[int, int]) -> None:
    """Keep, by number of row, whom each of the people who wait means, as far as it is decided."""
    require(work.who.role, "import")
    stage = _stage(work, stage_id)
    stage.facts = {**stage.facts, _DECISIONS: {str(row): person for row, person in decisions.items()}}
    work.session.flush()


def decisions_of(facts: Mapping[str, Any]) -> dict[int, int]:
    """What was decided on a file that waits."""
    return {int(row): person for row, person in facts.get(_DECISIONS, {}).items()}


def accept_stage(
    work: Work,
    stage_id: int,
    step: Callable[[int], None] = lambda _count: None,
    decisions: Mapping[int, int] | None = None,
) -> TakenIn:
    """Take the waiting rows in as one batch. Rows that came into the office meanwhile are not doubled; ``decisions``
    say which people are known ones, by number of row.

    ``step`` is told how many rows have been looked at, and may raise to stop it: nothing stays then.
    """
    require(work.who.role, "import")
    stage = _stage(work, stage_id)
    if not stage.complete:
        raise NotFound("The checking of this file was stopped half-way. Check it again.")
    batch = t.ImportBatch(
        file_name=stage.file_name,
        file_sha256=stage.file_sha256,
        profile=stage.profile,
        reading=stage.reading,
        rows_read=stage.facts["read"],
        accepted=0,
        refused=stage.facts["refused"],
        left_out=stage.facts["left_out"],
        known=0,
        identical=stage.facts["identical"],
        imported_at=work.now,
        imported_by=work.who.user_id,
        mends=stage.mends,
    )
    batch_id = work.add(batch)
    rows = _NewRows(work, stage, step)
    taken, joined = _taken(work, batch, rows, stage.facts["fields"], decisions or {})
    work.insert_stream(
        t.ImportRefusal,
        ("row_number", "reason", "raw"),
        _payloads(work, stage_id, refused=True),
        {"batch_id": batch_id},
        f"rows of {stage.file_name} that were refused",
        batch_id,
    )
    batch.accepted, batch.known = taken + joined, rows.known
    _drop(work, stage)
    step(rows.seen)
    return TakenIn(batch_id, batch.file_name, taken, rows.known, joined)


def _taken(
    work: Work, batch: t.ImportBatch, rows: _NewRows, fields: Sequence[str], decisions: Mapping[int, int]
) -> tuple[int, int]:
    """How many are new, and how many were joined to somebody known."""
    kind = Holds.of(batch.profile)
    if kind is Holds.PEOPLE:
        return take_people(work, batch, rows.chunks(fields), decisions, rows.look_up)
    if kind is Holds.ADDRESSES:
        return take_homes(work, batch, rows.chunks(fields)), 0
    names, note = [*fields, "reference"], f"import of {batch.file_name}"
    same = same_for_all(work, batch.id)
    taken = work.insert_stream(t.Incident, names, rows.referenced(fields), same, note, batch.id)
    index_batch(work.session, batch.id)
    return taken, 0


def packed(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows as they wait, column by column: times in ISO form, enums as their values, what is alike in all only once."""
    columns = [_alike(column) for column in zip(*rows, strict=True)]
    told = json.dumps({"rows": len(rows), "columns": columns}, ensure_ascii=False, default=_plain, check_circular=False)
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 1)


def unpacked(payload: bytes) -> list[Sequence[Any]]:
    """Their columns back; times are still text. Files that have waited since an older version lie row by row."""
    found: Any = json.loads(zlib.decompress(payload).decode("utf-8", "surrogatepass"))
    rows: int | None = found.get("rows") if hasattr(found, "get") else None
    if rows is None:
        return list(zip(*found, strict=True))
    return [column * rows if len(column) == 1 else column for column in found["columns"]]


def _alike(column: Sequence[Any]) -> Sequence[Any]:
    return column[:1] if column.count(column[0]) == len(column) else column


class _NewRows:
    """Waiting rows, by their columns, as they go into the store: without those that are here already."""

    def __init__(self, work: Work, stage: t.ImportStage, step: Callable[[int], None]) -> None:
        self._work, self._step = work, step
        self._payloads = _payloads(work, stage.id, refused=False)
        self._kind = Holds.of(stage.profile)
        self.known = self.seen = 0
        self._any_here = any_marks(work.session, self._kind)  # before the first: rows of one file are never alike

    def look_up(self) -> None:
        """Somebody may have stopped it meanwhile."""
        self._step(self.seen)

    def chunks(self, names: Sequence[str]) -> Iterator[list[Sequence[Any]]]:
        mark = names.index("fingerprint")
        for waiting in self._payloads:
            columns: Sequence[Sequence[Any]] = waiting
            marks = waiting[mark]
            known = known_marks(self._work.session, self._kind, marks if self._any_here else [])
            if known:
                new = [each not in known for each in marks]
                columns = [list(compress(column, new)) for column in waiting]
            yield list(columns)
            self.known += len(known)
            self.seen += len(marks)
            self.look_up()

    def referenced(self, names: Sequence[str]) -> Iterator[list[Sequence[Any]]]:
        """Incidents, each with its reference."""
        times, year = [names.index(name) for name in _TIMES], self._work.today.year
        for columns in self.chunks(names):
            count = len(columns[0])
            first = numbers.take(self._work, f"INC/{year}", count) if count else 0
            for at in times:
                columns[at] = list(map(_moment, columns[at]))
            yield [*columns, [references.incident_reference(year, first + place) for place in range(count)]]


def _payloads(work: Work, stage_id: int, *, refused: bool) -> Iterator[list[Sequence[Any]]]:
    p = t.ImportStagePart
    ids = work.session.scalars(select(p.id).where(p.stage_id == stage_id, p.refused.is_(refused)).order_by(p.id)).all()
    for part_id in ids:
        yield unpacked(work.session.execute(select(p.payload).where(p.id == part_id)).scalar_one())


def _drop(work: Work, stage: t.ImportStage) -> None:
    p = t.ImportStagePart
    work.forget_many(delete(p).where(p.stage_id == stage.id), p)
    work.session.delete(stage)
    work.session.flush()


def _stage(work: Work, stage_id: int) -> t.ImportStage:
    stage = work.session.get(t.ImportStage, stage_id)
    if stage is None:
        raise NotFound("This file no longer waits to be taken in.")
    return stage


@lru_cache(4_096)
def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


@lru_cache(4_096)
def _plain(value: Any) -> Any:
    if isinstance(value, PersonValues | HomeValues):
        return asdict(value)
    return value.isoformat() if isinstance(value, date) else value.value
