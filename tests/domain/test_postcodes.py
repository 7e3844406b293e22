"""Postcodes, against lists that others made."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable

import pytest

from asbdesk.domain.postcodes import incode, outcode, postcode, search_key, tidy
from tests.shared_data import shared


@pytest.mark.parametrize(
    ("file", "reading", "count"),
    [
        ("validation", lambda text: postcode(text) is not None, 13),
        ("normalisation", postcode, 13),
        ("incodes", incode, 24),
        ("outcodes", outcode, 24),
    ],
)
def test_every_published_case_holds(file: str, reading: Callable[[str], object], count: int) -> None:
    cases = json.loads(shared(f"postcodes/{file}.json").read_text(encoding="utf-8"))["tests"]
    assert len(cases) == count
    assert [(case["base"], reading(case["base"])) for case in cases] == [
        (case["base"], case["expected"]) for case in cases
    ]


def test_1500_postcodes_of_bath_stay_as_they_are_however_they_are_spaced() -> None:
    with shared("postcodes/bath-postcodes-1500.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["postcode"] for row in csv.DictReader(file)]
    assert len(rows) == 1500
    for row in rows:
        plain = row.replace(" ", "")
        assert postcode(row) == postcode(plain.lower()) == f"{plain[:-3]} {plain[-3:]}"


@pytest.mark.parametrize("typed", ["kt11eu", "KT1  1EU", " kt1 1eu ", "KT1-1EU", "k t 1 1 e u"])
def test_a_postcode_is_understood_however_it_is_typed(typed: str) -> None:
    assert postcode(typed) == tidy(typed) == "KT1 1EU"


@pytest.mark.parametrize("typed", ["", "KT1", "KT1 1E", "1KT 1EU", "KT1 1EUU", "no fixed abode", "ＫＴ１ １ＥＵ"])
def test_what_is_no_postcode_stays_as_typed(typed: str) -> None:
    assert postcode(typed) is None
    assert outcode(typed) is incode(typed) is None
    assert tidy(f" {typed} ") == typed


def test_half_a_postcode_has_a_key_to_search_by() -> None:
    assert search_key("kt1 1") == "KT11"
    assert postcode("gir 0aa") == "GIR 0AA"
