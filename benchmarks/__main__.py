"""``python -m benchmarks [startup saving letters importing lists searching pages bundle duplicates] [--rows N]``"""

from __future__ import annotations

import argparse
import os
from importlib import import_module

from benchmarks.big_office import INCIDENTS
from benchmarks.measure import show

NAMES = ("startup", "saving", "letters", "importing", "lists", "searching", "pages", "bundle", "duplicates")

GROWTH = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Run those named, or all."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Each figure beside its floor, in the same run.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    parser.add_argument("--rows", type=int, default=INCIDENTS, help="incidents of the big office (%(default)s)")
    parser.add_argument("--growth", action="store_true", help="with 10,000, 100,000 and 1,000,000, one after another")
    given = parser.parse_args()
    unknown = set(given.names) - set(NAMES)
    if unknown:
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for rows in GROWTH if given.growth else (given.rows,):
        if given.growth:
            print(f"With {rows:,} incidents:", flush=True)
        for name in given.names or NAMES:
            for figure in import_module(f"benchmarks.{name}").figures(rows):
                show([figure])


if __name__ == "__main__":
    main()
