"""What was typed into the search box: its filters, references and days, in the ways in which people write them."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.searching import asked, references, with_filter
from asbdesk.domain.searching_days import birth_year, day_meant

TODAY = date(2003, 11, 17)
THIRD = date(2003, 3, 3)


@pytest.mark.parametrize(
    "typed",
    ["asb/03/0147", "asb 03 147", "ASB-03-147", "asb030147", "03/0147", "147/03", "147/2003", "asb 2003 147"],
)
def test_a_reference_may_be_shortened(typed: str) -> None:
    assert references(typed)[0] == "ASB 2003 0147"


def test_parts_of_a_case_and_incidents_may_be_shortened_too() -> None:
    assert references("asb/03/147/L3") == ("ASB 2003 0147 L3",)
    assert references("asb 03 147 m1") == ("ASB 2003 0147 M1",)
    assert references("inc 03 12") == ("INC 2003 00012",)
    assert references("inc/99/12") == ("INC 1999 00012",)


@pytest.mark.parametrize("typed", ["3/11", "03/11", "01632 96", "12 34", "a/03/147"])
def test_a_day_and_a_telephone_are_no_reference(typed: str) -> None:
    assert references(typed) == ()


@pytest.mark.parametrize("typed", ["kind:incident", "knid:incident", "kind:incidnet", "kind: incident", "KIND:Reports"])
def test_a_filter_may_have_a_slip_in_it(typed: str) -> None:
    read = asked(f"noise {typed}", TODAY)
    assert (read.words, read.kinds, read.trouble) == ("noise", {"incident"}, "")


def test_days_of_a_filter_may_be_of_several_words() -> None:
    read = asked("noise from:3 march 2003 to:last tuesday place:Quarry", TODAY)
    assert (read.words, read.after, read.before) == ("noise", THIRD, date(2003, 11, 12))
    assert read.place == "Quarry"
    assert asked("from:2003 noise", TODAY).words == "noise"


def test_a_word_with_a_colon_that_names_no_filter_stays_a_word() -> None:
    assert asked("note: hello", TODAY).words == "note: hello"
    assert "no kind" in asked("kind:zebra", TODAY).trouble
    assert with_filter("noise knid:incident", "kind", "case") == "noise kind:case"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("born 1969", ("", 1969)), ("mercer 1969", ("mercer", 1969)), ("dob 1969 mercer", ("mercer", 1969)),
        ("1969", None), ("asb 2003 147", None), ("mercer", None),
    ],
)  # fmt: skip
def test_a_year_beside_a_name_may_be_one_of_birth(typed: str, meant: tuple[str, int] | None) -> None:
    assert birth_year(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3 march", ("", THIRD, THIRD)), ("noise 3/3/2003", ("noise", THIRD, THIRD)),
        ("last tuesday", ("", date(2003, 11, 11), date(2003, 11, 11))),
        ("graffiti march 2003", ("graffiti", date(2003, 3, 1), date(2003, 3, 31))),
        ("12 quarry road", None), ("147/03", None), ("tuesday", None), ("2003", None),
    ],
)  # fmt: skip
def test_a_day_among_words_is_told(typed: str, meant: tuple[str, date, date] | None) -> None:
    assert day_meant(typed, TODAY) == meant
