"""People known twice, on labelled sets beside the checkout: how well, how fast, and beside splink if it is there.

The labels measure; no model ever sees them. Splink is no part of the set-up: ``python3 -m venv FOLDER`` and
``FOLDER/bin/pip install splink pandas``, then ``ASBDESK_SPLINK=FOLDER/bin/python`` for the run. Seconds are processor
time of both, their start and the reading left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from asbdesk.domain.linkage import PROBABLE, search
from asbdesk.domain.linkage_records import Record
from asbdesk.reference_data import load_nicknames
from benchmarks.known_twice import TOWNS, town
from benchmarks.measure import Figure
from tests.domain.linked_people import Labelled, fake_1000, febrl, invented, unnumbered

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "linkage"
MANY = 20_000
SPLINK = "ASBDESK_SPLINK"
_COLUMNS = ("given", "family", "born", "home", "postcode", "own", "email")


def figures(rows: int) -> Iterator[Figure]:
    """``rows`` is that of the other measurements; here it counts for nothing."""
    del rows
    for name, read in (("febrl-dataset1", febrl), ("febrl-dataset1", unnumbered), ("fake_1000", fake_1000)):
        path = _FOLDER / f"{name}.csv"
        if not path.exists():
            yield Figure(f"duplicates, {name}", 0.0, note=f"{path.name} is not beside this checkout")
            continue
        labelled = read(path)
        seconds, ours = _ours(labelled)
        floor, theirs = _splink(labelled)
        what = f"{name} without its security numbers" if read is unnumbered else name
        yield Figure(f"duplicates, {what}", seconds, floor, "splink", note=f"{ours}; {theirs}")
    for name in TOWNS:
        seconds, ours = _ours(town(name, 1))
        yield Figure(f"duplicates, {name}", seconds, note=ours)
    seconds, ours = _ours(invented(7, people=MANY, doubles=MANY // 20, families=MANY // 10))
    yield Figure(f"duplicates, {MANY:,} invented people", seconds, note=ours)


def _ours(labelled: Labelled) -> tuple[float, str]:
    start = time.process_time()
    found = search(labelled[0], load_nicknames()).found
    taken = time.process_time() - start
    return taken, _words(labelled[1], ((pair.one, pair.other) for pair in found if pair.score >= PROBABLE))


def _words(owners: Sequence[str], pairs: Iterable[tuple[int, int]]) -> str:
    found = list(pairs)
    right = sum(owners[one] == owners[other] for one, other in found)
    true = sum(many * (many - 1) // 2 for many in Counter(owners).values())
    precision, recall = right / max(len(found), 1), right / true
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"F1 {f1:.4f}, precision {precision:.4f}, recall {recall:.4f}"


def _splink(labelled: Labelled) -> tuple[float, str]:
    """Splink on the same people in its own interpreter; none there answers no seconds and says so."""
    python = os.environ.get(SPLINK) or (sys.executable if find_spec("splink") else "")
    if not python:
        return 0.0, f"splink is not installed ({SPLINK} names a Python that has it)"
    told = json.dumps([_as_told(number, each) for number, each in enumerate(labelled[0])])
    beside = Path(__file__).with_name("splink_beside.py")
    done = subprocess.run([python, beside, str(PROBABLE)], input=told, capture_output=True, text=True, check=False)
    if done.returncode:
        return 0.0, f"splink failed: {done.stderr.strip().splitlines()[-1:]}"
    answer = json.loads(done.stdout.splitlines()[-1])
    words = _words(labelled[1], answer["pairs"])
    return answer["processor"], f"splink: {words}, {answer['seconds']:.1f} s by the clock"


def _as_told(number: int, one: Record) -> dict[str, Any]:
    given, family = one.names[0] if one.names else ("", "")
    first = [next(iter(values), "") for values in (one.homes, one.postcodes, one.own, one.emails)]
    values = {name: value or None for name, value in zip(_COLUMNS, (given, family, one.born, *first), strict=True)}
    return {"unique_id": number, **values}
