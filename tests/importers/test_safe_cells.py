"""Cells that no spreadsheet program may execute."""

from __future__ import annotations

import pytest

from asbdesk.importers.safe_cells import safe_cell
from tests.shared_data import shared


def test_every_known_payload_is_guarded_and_kept_whole() -> None:
    payloads = shared("injection/csv-formula-payloads.txt").read_text(encoding="utf-8").splitlines()
    assert len(payloads) == 6
    for payload in payloads:
        assert safe_cell(payload) == f"'{payload}"


@pytest.mark.parametrize("value", ["=1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"])
def test_what_may_begin_a_formula_is_guarded(value: str) -> None:
    assert safe_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "-0.308157", "+44", "51.4", "Mill Row", "O'Mercer", "a=b", "2003-11-03"])
def test_ordinary_words_and_numbers_stay(value: str) -> None:
    assert safe_cell(value) == value
