"""What the people's pages say, without a window."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.casework import SafeToUse
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.queries.people import PersonRow
from asbdesk.ui.people import state

TODAY = date(2003, 11, 17)


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("Dean Mercer", "Dean", "Mercer"),
        ("Mercer, Dean", "Dean", "Mercer"),
        ("Mary Ann O'Testwick", "Mary Ann", "O'Testwick"),
        ("Mercer", "", "Mercer"),
        ("  ", "", ""),
    ],
)
def test_a_typed_name_is_split(typed: str, given: str, family: str) -> None:
    assert state.split_name(typed) == (given, family)


def test_a_suggestion_says_enough_to_know_the_person() -> None:
    row = PersonRow(5, "Dean Mercer", date(1984, 3, 4), ("Deano",), "14 Larch Court, TM3 8QX", 1, 3, "")
    words = "Dean Mercer, also Deano, born 4 Mar 1984, 14 Larch Court, TM3 8QX, 1 open case"
    assert state.describe(row) == words


def test_an_age_is_said_as_well_as_it_is_known() -> None:
    assert state.born_and_age(PersonValues(born=date(1984, 3, 4)), None, TODAY) == "born 4 Mar 1984, aged 19"
    about = PersonValues(approximate_age=30)
    assert state.born_and_age(about, date(2002, 1, 5), TODAY) == "aged about 31"
    assert state.born_and_age(PersonValues(), None, TODAY) == "age not known"


def test_how_long_somebody_lived_there() -> None:
    since, until = date(2001, 3, 1), date(2002, 2, 28)
    assert state.lived_there(AddressValues("x", lived_from=since)) == "since 1 Mar 2001"
    assert state.lived_there(AddressValues("x", lived_from=since, lived_to=until)) == "from 1 Mar 2001 to 28 Feb 2002"
    assert state.lived_there(AddressValues("x", lived_to=until)) == "until 28 Feb 2002"
    assert state.lived_there(AddressValues("x")) == ""


def test_what_is_unsafe_is_said_in_words_and_not_by_colour_alone() -> None:
    assert state.safe_words(SafeToUse.NO) == ("Do not use: not safe", "alert")
    assert state.safe_words(SafeToUse.UNKNOWN, "write") == ("Not asked whether safe to write", "muted")
