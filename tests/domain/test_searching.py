"""What was typed into the search box: its filters, references and days, in the ways in which people write them."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.searching import asked, days_told, references, with_filter
from asbdesk.domain.searching_days import birth_year, days_meant

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
        ("noise last week", ("noise", date(2003, 11, 10), date(2003, 11, 16))),
        ("larch court past week noise", ("larch court noise", date(2003, 11, 10), TODAY)),
        ("noise last two weeks", ("noise", date(2003, 11, 3), TODAY)),
        ("drums 2 weeks ago", ("drums", date(2003, 11, 3), date(2003, 11, 9))),
        ("this month", ("", date(2003, 11, 1), date(2003, 11, 30))),
        ("graffiti last year", ("graffiti", date(2002, 1, 1), date(2002, 12, 31))),
        ("noise in december", ("noise", date(2002, 12, 1), date(2002, 12, 31))),
        ("graffiti since june", ("graffiti", date(2003, 6, 1), None)),
        ("noise until yesterday", ("noise", None, date(2003, 11, 16))),
        ("noise before june 2003", ("noise", None, date(2003, 5, 31))),
        ("noise between 1 and 5 november", ("noise", date(2003, 11, 1), date(2003, 11, 5))),
        ("last night", ("", date(2003, 11, 16), TODAY)), ("14 larch court in 2003",
         ("14 larch court", date(2003, 1, 1), date(2003, 12, 31))),
        ("last weekend", ("", date(2003, 11, 15), date(2003, 11, 16))),
        ("noise on saturday night", ("noise", date(2003, 11, 15), date(2003, 11, 16))),
        ("12 quarry road", None), ("147/03", None), ("tuesday", None), ("2003", None), ("june", None),
        ("last mercer", None), ("in the stairwell", None), ("before the court", None), ("31/2", None),
    ],
)  # fmt: skip
def test_days_among_words_are_told(typed: str, meant: tuple[str, date | None, date | None] | None) -> None:
    found = days_meant(typed, TODAY)
    assert (found and (found.rest, found.first, found.last)) == meant


def test_what_may_be_a_name_or_another_word_as_well_is_no_sure_day() -> None:
    for typed in ("june mercer", "saturday noise", "noise weekend", "may noise", "noise nov"):
        found = days_meant(typed, TODAY)
        assert found is not None, typed
        assert not found.sure, typed
        assert days_told(asked(typed, TODAY), TODAY) == "", typed
    assert days_told(asked("noise last week", TODAY), TODAY) == "“last week” is read as 10 Nov 2003 to 16 Nov 2003."
    assert days_told(asked("noise since june", TODAY), TODAY) == "“since june” is read as 1 Jun 2003 or later."
