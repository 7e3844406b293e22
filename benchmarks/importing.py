"""A police file of 8,241 rows into an office."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from asbdesk.domain.casework import Jurisdiction
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.run import run_import
from asbdesk.storage.office import Founding, Office
from benchmarks.measure import Figure, median

_FILE = Path(__file__).resolve().parents[2] / "shared/data/police/2018-10-surrey-street.csv"


def figures(_rows: int) -> Iterator[Figure]:
    """Nothing, where the file is not there."""
    if not _FILE.exists():
        print(f"importing: {_FILE.name} is not here, so it is left out")
        return

    def take_in() -> None:
        with tempfile.TemporaryDirectory(prefix="asb-bench-") as folder:
            founding = Founding("Bench", "", "", Jurisdiction.ENGLAND_WALES, "Bench", "bench")
            office, _ = Office.found(Path(folder) / "office", founding, "bench-1234")
            reading = sniff(_FILE)
            made = run_import(office, office.actor("bench"), _FILE, reading, mapping_for(reading))
            counts.append(made.taken)
            office.close()

    def bare() -> None:
        with _FILE.open(encoding="utf-8", newline="") as lines:
            list(csv.DictReader(lines))

    counts: list[int] = []
    took = median(take_in, 3)
    yield Figure(
        "import: 8,241 rows, office made first", took, median(bare, 3), "csv.DictReader", note=f"{counts[-1]:,} taken"
    )
