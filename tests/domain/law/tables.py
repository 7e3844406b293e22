"""Tables of worked examples as text: one row for each example, its source in the last column.

The answers were worked out by hand from the source that the row names, never by calling the program. The numbers in
square brackets are those of the sources in the research on the law; "safe" marks the careful reading of two.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument, instrument_on
from asbdesk.reference_data import load_law

ENGLAND, SCOTLAND, ULSTER = Jurisdiction.ENGLAND_WALES, Jurisdiction.SCOTLAND, Jurisdiction.NORTHERN_IRELAND


def rows(text: str) -> list[Any]:
    """The rows of a table, each a list of its cells but the last, which is the source and goes into the test's name."""
    found: list[Any] = []
    for line in text.strip().splitlines():
        *cells, source = (cell.strip() for cell in line.split("|"))
        assert source, f"this row names no source: {line}"
        found.append(pytest.param(cells, id=f"{' '.join(cells)} ({source})"))
    assert len(found) >= 12, "a table has at least twelve examples"
    return found


def day(text: str) -> date:
    return date.fromisoformat(text)


def day_or_none(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def known(jurisdiction: Jurisdiction, code: str, on: date) -> Instrument:
    """The instrument as it stood on that day."""
    found = instrument_on(load_law(jurisdiction.value), code, on)
    assert found is not None, f"{code} was not in force on {on}"
    return found
