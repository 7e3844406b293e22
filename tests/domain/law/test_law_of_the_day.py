"""The law of a day: which instruments there are, at which stage, and what took the place of another."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import in_force, instrument_on, instruments_on, read, read_as, standing, version_id
from asbdesk.domain.law_file import LawFile, check
from asbdesk.domain.law_rules import Rule
from asbdesk.reference_data import load_law, shipped_law
from tests.domain.law.tables import day, rows

LAWS = {place.value: load_law(place.value) for place in Jurisdiction}

STAGES = rows("""
england-wales | 1999-03-31 | asbo |  | law.md 0 [1]: the day before
england-wales | 1999-04-01 | asbo | 1999 | law.md 0 [1]: the commencement date
england-wales | 2002-12-01 | asbo | 1999 | law.md 0 [3]: the day before the rules
england-wales | 2002-12-02 | asbo | 2002 | law.md 0 [3]: the day of the rules and forms
england-wales | 2003-11-17 | asbo | 2002 | law.md 1: the law of 2003
england-wales | 2004-03-31 | asbo | 2004 | unconfirmed
england-wales | 2009-02-01 | asbo | 2009 | unconfirmed
england-wales | 2015-03-22 | asbo | 2009 | law.md 0 [10]: the last day
england-wales | 2015-03-23 | asbo |  | law.md 0 [10]: the stand-alone ASBO has ended
england-wales | 2015-03-22 | injunction |  | law.md 0 [10]: the day before
england-wales | 2015-03-23 | injunction | 2015 | law.md 0 [10]: Part 1 in force
england-wales | 2014-10-19 | criminal-behaviour-order |  | law.md 0 [10]: the day before
england-wales | 2014-10-20 | criminal-behaviour-order | 2014 | law.md 0 [10]: Part 2 in force
england-wales | 2014-10-20 | closure | 2014 | law.md 0 [10]: Part 4 in force
england-wales | 2026-06-28 | respect-order |  | law.md 0 [13], unconfirmed
england-wales | 2026-06-29 | respect-order | 2026 | law.md 0 [13], unconfirmed
scotland | 2003-11-17 | asbo-1998 | 1999 | unconfirmed
scotland | 2004-10-28 | asbo-1998 |  | unconfirmed
scotland | 2004-10-28 | asbo | 2004 | law.md 0 [6], the day unconfirmed
northern-ireland | 2004-08-24 | asbo |  | law.md 0 [7], the day unconfirmed
northern-ireland | 2026-11-23 | asbo | 2004 | law.md 3 [7]
""")


@pytest.mark.parametrize("row", STAGES)
def test_each_day_has_its_stage_of_the_law(row: list[str]) -> None:
    found = instrument_on(LAWS[row[0]], row[2], day(row[1]))
    assert (found.stage.code if found else "") == row[3]


def test_a_case_of_2003_sees_the_law_of_2003() -> None:
    codes = [i.code for i in instruments_on(LAWS["england-wales"], date(2003, 11, 17))]
    assert codes == ["asbo", "asbo-conviction", "notice-seeking-possession"]
    today = {i.code for i in instruments_on(LAWS["england-wales"], date(2026, 11, 23))}
    assert {"injunction", "respect-order", "youth-injunction", "housing-injunction", "closure", "dispersal"} <= today
    assert not {"asbo", "asbo-conviction", "individual-support-order"} & today


def test_what_has_ended_cannot_be_started_and_the_words_name_what_took_its_place() -> None:
    law = LAWS["england-wales"]
    found = standing(law, "asbo", date(2016, 3, 10))
    assert found.instrument is None
    assert found.words == (
        "An Anti-Social Behaviour Order could be applied for until 22 March 2015. "
        "Its place was taken by a civil injunction."
    )
    assert [i.code for i in found.successors] == ["injunction"]
    scots = standing(LAWS["scotland"], "asbo-1998", date(2026, 11, 23))
    assert scots.words.endswith("Its place was taken by an Antisocial Behaviour Order.")


def test_what_is_not_yet_law_says_from_when_and_what_there_is() -> None:
    found = standing(LAWS["england-wales"], "injunction", date(2003, 11, 17))
    assert found.instrument is None
    assert found.words == (
        "A civil injunction cannot be applied for before 23 March 2015. In force is an Anti-Social Behaviour Order."
    )
    assert standing(LAWS["england-wales"], "asbo", date(1999, 3, 31)).words == (
        "An Anti-Social Behaviour Order cannot be applied for before 1 April 1999."
    )


def test_what_was_followed_twice_is_followed_to_what_is_in_force() -> None:
    text = shipped_law("england-wales").replace(
        "since = 2015-03-23", "since = 2015-03-23\nuntil = 2026-06-28", 1
    )  # the injunction has ended
    law = read(text)
    found = standing(law, "asbo", date(2026, 11, 23))
    assert found.words.endswith("Its place was taken by a respect order, a youth injunction and a housing injunction.")


def test_what_is_in_force_can_be_started_and_what_is_for_reference_cannot() -> None:
    law = LAWS["england-wales"]
    now = standing(law, "asbo", date(2003, 11, 17))
    assert now.instrument is not None
    assert now.words == ""
    assert standing(law, "dispersal", date(2016, 1, 1)).words == (
        "A dispersal authorisation is here for reference: no application is run."
    )
    with pytest.raises(KeyError):
        standing(law, "nonsense", date(2016, 1, 1))


def test_an_old_order_is_read_as_its_successor_after_the_savings_end() -> None:
    law = LAWS["england-wales"]
    assert read_as(law, "asbo", date(2020, 3, 22)) is None
    saving = read_as(law, "asbo", date(2020, 3, 23))
    assert saving is not None
    assert saving.becomes == "injunction"
    on_conviction = read_as(law, "asbo-conviction", date(2019, 10, 20))
    assert on_conviction is not None
    assert on_conviction.becomes == "criminal-behaviour-order"
    assert read_as(law, "injunction", date(2030, 1, 1)) is None


def test_a_letter_names_one_order_on_each_day() -> None:
    named = {
        on: getattr(in_force(LAWS["england-wales"], on), "code", None)
        for on in (date(1999, 3, 31), date(1999, 4, 1), date(2015, 3, 22), date(2015, 3, 23), date(2026, 11, 23))
    }
    assert list(named.values()) == [None, "asbo", "asbo", "injunction", "injunction"]


@pytest.mark.parametrize("place", list(Jurisdiction))
def test_the_shipped_file_is_good(place: Jurisdiction) -> None:
    text = shipped_law(place.value)
    found = check(text, f"{place.value}.toml", place)
    assert isinstance(found, LawFile), found.words
    assert found.law == LAWS[place.value]
    assert found.law.version == version_id(text)


def every_row(place: str) -> list[Rule]:
    law = LAWS[place]
    fields = [f for f in type(law.instruments[0]).__dataclass_fields__ if f not in {"followed_by", "stage"}]
    values = [getattr(i, f) for i in law.instruments for f in fields]
    found = [row for value in values if isinstance(value, tuple) for row in value]
    return [*found, *(i.stage for i in law.instruments)]


def test_what_the_source_marks_unconfirmed_is_marked_so_and_says_why() -> None:
    for place in LAWS:
        for row in every_row(place):
            assert row.section
            assert bool(row.doubt) is (not row.confirmed or bool(row.unsure))
            assert not row.doubt or len(row.doubt) > len("Unconfirmed: ")
    new = [i for i in LAWS["england-wales"].instruments if i.since == date(2026, 6, 29)]
    assert {"respect-order", "youth-injunction", "housing-injunction"} <= {i.code for i in new}
    assert not any(i.confirmed for i in new)


UNCONFIRMED = [
    ("england-wales", date(2003, 11, 17), "asbo", "consultees"),  # text of s.1E
    ("england-wales", date(2016, 1, 1), "public-spaces-protection-order", "lengths"),
    ("england-wales", date(2010, 1, 1), "asbo-conviction", "lengths"),
    ("england-wales", date(2026, 11, 23), "respect-order", "breaches"),
    ("northern-ireland", date(2026, 11, 23), "asbo", "consultees"),
    ("northern-ireland", date(2026, 11, 23), "asbo", "limitations"),
    ("scotland", date(2003, 11, 17), "asbo-1998", "lengths"),
]


@pytest.mark.parametrize(("place", "on", "code", "field"), UNCONFIRMED)
def test_rows_that_were_not_read_are_not_confirmed(place: str, on: date, code: str, field: str) -> None:
    instrument = instrument_on(LAWS[place], code, on)
    assert instrument is not None
    found = getattr(instrument, field)
    assert found
    assert not any(row.confirmed for row in found)


@pytest.mark.parametrize(("on", "most"), [(date(2026, 6, 28), "£100"), (date(2026, 6, 29), "£500")])
def test_the_fixed_penalty_of_a_public_space_is_that_of_its_day(on: date, most: str) -> None:
    """law.md: £100 in the text of 2014; up to £500 under the Crime and Policing Act 2026, unconfirmed."""
    order = instrument_on(LAWS["england-wales"], "public-spaces-protection-order", on)
    assert order is not None
    assert [most in row.words for row in order.breaches] == [True]
    assert bool(order.breaches[0].doubt) is (most == "£500")


def test_the_version_names_the_text_and_not_its_line_endings() -> None:
    text = shipped_law("scotland")
    assert version_id(text) == version_id(text.replace("\n", "\r\n"))
    assert version_id(text) != version_id(text.replace("12", "13", 1))
    assert len(version_id(text)) == 12


def test_reading_the_law_at_the_start_loads_neither_pydantic_nor_the_holidays() -> None:
    code = (
        "import sys; from asbdesk.reference_data import load_law; load_law('england-wales'); "
        "sys.exit(bool({'pydantic', 'holidays', 'asbdesk.domain.law_file'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from(list(LAWS)))
def test_no_day_has_two_stages_of_one_instrument_or_two_orders_for_a_letter(on: date, place: str) -> None:
    found = instruments_on(LAWS[place], on)
    codes = [i.code for i in found]
    assert len(codes) == len(set(codes))
    assert sum(i.main for i in found) <= 1


@given(st.dates(date(1999, 4, 1), date(2026, 12, 31)))
def test_since_1999_there_has_always_been_an_order_in_england_and_wales(on: date) -> None:
    found = in_force(LAWS["england-wales"], on)
    assert found is not None
    assert found.first <= on
    assert found.last is None or on <= found.last
    assert in_force(LAWS["england-wales"], date(1999, 4, 1) - timedelta(days=1)) is None
