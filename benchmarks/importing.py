"""A file of many rows into an office, beside plain ``executemany`` of the same rows into the same encrypted table.

Measured in processor time: what else the machine does, and how its disk fares, would fall on one of the two alone.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from sqlalchemy import text

from asbdesk.domain.casework import Jurisdiction
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.run import run_import
from asbdesk.services.imports import undo_import
from asbdesk.storage import tables as t
from asbdesk.storage.office import Founding, Office
from benchmarks.measure import Figure

_MOST = 100_000
_HEAD = ("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
         "LSOA name", "Crime type", "Last outcome category", "Context")  # fmt: skip
_AT_ONCE = 10_000


def figures(rows: int) -> Iterator[Figure]:
    """``rows`` of them, 100,000 at most; import, bare insert and undo in one run on one office."""
    rows = min(rows, _MOST)
    with tempfile.TemporaryDirectory(prefix="asb-bench-") as folder:
        path = Path(folder) / "street.csv"
        _write(path, rows)
        founding = Founding("Bench", "", "", Jurisdiction.ENGLAND_WALES, "Bench", "bench")
        office, _ = Office.found(Path(folder) / "office", founding, "bench-1234")
        try:
            yield from _measured(office, path, rows)
        finally:
            office.close()


def _measured(office: Office, path: Path, rows: int) -> Iterator[Figure]:
    reading = sniff(path)
    who = office.actor("bench")
    before = _most_held()
    start = process_time()
    made = run_import(office, who, path, reading, mapping_for(reading))
    took = process_time() - start
    if made.taken != rows:
        raise RuntimeError(f"{made.taken} of {rows} rows were taken in")
    held = _most_held()
    bare = _bare(office)
    yield Figure(
        f"import: {rows:,} rows, checked, audited, indexed", took, bare, "executemany", 2.0, f"{rows / took:,.0f}/s"
    )
    yield Figure("import: memory at its most", 0.0, note=f"{held:.0f} MB; {before:.0f} MB before it began")
    start = process_time()
    with office.transaction(who, "undo_import") as work:
        undo_import(work, made.batch_id)
    yield Figure(f"import: {rows:,} rows undone", process_time() - start, bare, "executemany")


def _most_held() -> float:
    """The most memory that the process ever held, in MB; 0 where the system does not say."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    except OSError:
        return 0.0


def _bare(office: Office) -> float:
    """The imported rows once more under other references, as one ``executemany``; what is read first is not timed."""
    table = t.Incident.__table__
    names = [column.name for column in table.columns if column.name != "id"]
    statement = f"INSERT INTO incident ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    at = names.index("reference"), names.index("batch_id"), names.index("fingerprint")
    with office.engine.connect() as connection:
        held: list[list[Any]] = [
            list(row) for row in connection.execute(text(f"SELECT {', '.join(names)} FROM incident"))
        ]
    for number, row in zip(count(1), held, strict=False):
        row[at[0]], row[at[1]], row[at[2]] = f"BARE/{number}", None, f"{row[at[2]]}b"
    raw: Any = office.engine.raw_connection()
    try:
        start = process_time()
        raw.execute("BEGIN IMMEDIATE")
        waiting = iter(held)
        while chunk := list(islice(waiting, _AT_ONCE)):
            raw.cursor().executemany(statement, chunk)
        raw.commit()
        return process_time() - start
    finally:
        raw.close()


def _write(path: Path, rows: int) -> None:
    """Invented rows in the form of the police's street files; a quarter of them are exact copies of another."""
    dice = Random(2003)
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(_HEAD)
        row: tuple[object, ...] = ()
        for number in range(rows):
            if number % 4 != 3:
                street, area = dice.randrange(3000), dice.randrange(900)
                row = ("", f"20{dice.randrange(10, 18)}-{dice.randrange(1, 13):02}", "Thornmere Constabulary",
                       "Thornmere Constabulary", f"-0.{street:06}", f"51.{area:06}", f"On or near Street {street}",
                       f"E0100{area:04}", f"Thornmere {area:03}A", "Anti-social behaviour", "", "")  # fmt: skip
            out.writerow(row)
