"""A law file that is wrong is refused with its name, the line and the reason; the last good version stays in use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import instrument_on
from asbdesk.domain.law_edit import with_dates
from asbdesk.domain.law_file import LawFile, LawProblems, check
from asbdesk.errors import AsbdeskError
from asbdesk.reference_data import shipped_law

ULSTER = Jurisdiction.NORTHERN_IRELAND
SMALL = """\
jurisdiction = "northern-ireland"
issued = 2026-11-22

[[instrument]]
code = "asbo"
name = "an order"
short = "ASBO"
kind = "order"
main = true

[[instrument.stage]]
code = "first"
since = 2004-08-25
until = 2009-12-31
section = "art.3"
confirmed = true

[[instrument.stage]]
code = "second"
since = 2010-01-01
section = "art.3"
confirmed = true

[[instrument.applicant]]
kind = "council"
words = "a council"
section = "art.2"
confirmed = true

[[instrument.court]]
name = "the court"
section = "art.3"
confirmed = true

[[instrument.element]]
code = "conduct"
words = "It happened"
standard = "civil"
section = "art.3"
confirmed = true

[[instrument.notice]]
code = "hearsay"
words = "The notice"
span = { days = 21 }
way = "before"
anchor = "hearing"
section = "rule 3"
confirmed = true

[[instrument.length]]
least = { years = 2 }
section = "art.3(6)"
confirmed = true

[[instrument.breach]]
code = "offence"
words = "An offence"
section = "art.7"
confirmed = true

[[instrument.document]]
code = "application"
words = "The complaint"
section = "art.3"
confirmed = true
"""


def problems(text: str) -> tuple[str, ...]:
    found = check(text, "ours.toml")
    assert isinstance(found, LawProblems), "the file was taken for good"
    return found.words


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new, 1)


def test_the_small_file_is_good() -> None:
    found = check(SMALL, "ours.toml", ULSTER)
    assert isinstance(found, LawFile)
    assert [i.stage.code for i in found.law.instruments] == ["first", "second"]


MISTAKES = [
    ('code = "asbo"', "code = ", "line 5: the file cannot be read: Invalid value"),
    ('section = "art.3"\n', "", "line 11: asbo, stage “first”: the section is missing: say where the rule comes from"),
    ('section = "rule 3"', 'section = ""', "line 48: asbo, notice “hearsay”: “section”: some words are needed here"),
    ('section = "rule 3"', 'section = "  "', "line 48: asbo, notice “hearsay”: “section”: some words are needed here"),
    ("since = 2010-01-01", "since = 2009-12-31", "line 20: asbo, stage “second”: its dates overlap with those of"),
    ("until = 2009-12-31", "until = 2004-08-24", "line 14: asbo, stage “first”: it ends on 24 August 2004, before"),
    ("[[instrument.length]]", "[[instrument.curfew]]", "line 51: asbo: “curfew” is neither a kind of rule nor a field"),
    ('way = "before"', 'wey = "before"', "line 46: asbo, notice “hearsay”: “wey” is no field of this kind of rule"),
    ('kind = "council"', 'kind = "bishop"', "line 25: asbo, applicant “bishop”: “bishop” is not known as applicant"),
    ("span = { days = 21 }\n", "", "line 42: asbo, notice “hearsay”: it says no period: write span = { days = 21 }"),
    ("span = { days = 21 }", "span = { }", "line 45: asbo, notice “hearsay”: a period has one unit and is at least 1"),
    ("{ days = 21 }", "{ days = 21, weeks = 3 }", "line 45: asbo, notice “hearsay”: a period has one unit and is at"),
    ("{ days = 21 }", "{ days = 0 }", "line 45: asbo, notice “hearsay”: a period has one unit and is at least 1"),
    ("{ days = 21 }", "{ days = -21 }", "line 45: asbo, notice “hearsay”: a period has one unit and is at least 1"),
    ("{ days = 21 }", "{ fortnights = 2 }", "line 45: asbo, notice “hearsay”: “fortnights” is no unit of a period"),
    ("{ days = 21 }", '{ days = "21" }', "line 45: asbo, notice “hearsay”: “days”: a whole number is wanted here"),
    ("{ days = 21 }", "21", "line 45: asbo, notice “hearsay”: “span”: a table is wanted here"),
    ("{ years = 2 }", "{ years = 20000 }", "line 52: asbo, length “1”: a period as long as that cannot be counted"),
    ("{ years = 2 }", "{ years = 9999 }", "line 52: asbo, length “1”: a period as long as that cannot be counted"),
    ('anchor = "hearing"', 'anchor = "moon"', "line 47: asbo, notice “hearsay”: “moon” is not known as anchor; known"),
    ("confirmed = true\n", "", "line 11: asbo, stage “first”: “confirmed” is missing: true if somebody has read it"),
    ("confirmed = true", "confirmed = false", "line 11: asbo, stage “first”: what is not confirmed needs a note"),
    ("confirmed = true", 'confirmed = "yes"', "line 16: asbo, stage “first”: “confirmed”: true or false is wanted"),
    (
        "confirmed = true",
        'confirmed = true\nunsure = ["weather"]\nnote = "x"',
        "line 17: asbo, stage “first”: “weather”",
    ),
    ("since = 2004-08-25", 'since = "2004-08-25"', "line 13: asbo, stage “first”: “since”: a day is wanted here"),
    ("since = 2004-08-25", "since = 2004-08-25T10:00:00", "line 13: asbo, stage “first”: “since”: a day is wanted"),
    ("since = 2004-08-25", "since = 2004-02-30", "line 13: the file cannot be read: Invalid date or datetime"),
    ('code = "second"', 'code = "first"', "line 19: asbo, stage “first”: there is a “first” already"),
    (
        'name = "the court"',
        'name = "the court"\nstages = ["third"]',
        "asbo, court “1”: the instrument has no stage “third”",
    ),
    (
        'name = "the court"',
        'name = "the court"\nunder = 18',
        "line 30: asbo, court “1”: an age is named, but not on which",
    ),
    ("main = true", 'followed_by = ["nothing"]', "line 9: asbo: the file has no instrument “nothing”"),
    ("main = true", "mein = true", "line 9: asbo: “mein” is neither a kind of rule nor a field of an instrument"),
    ("issued = 2026-11-22\n", "", "line 1: “issued” is missing"),
    ("issued = 2026-11-22", "issued = 2026-11-22\nauthor = 1", "line 3: “author” does not belong in a law file"),
    (
        'jurisdiction = "northern-ireland"',
        'jurisdiction = "wales"',
        "line 1: “wales” is not known as jurisdiction; known",
    ),
    (
        'way = "before"',
        'way = "after"\ncounting = "clear"',
        "line 47: asbo, notice “hearsay”: clear days are counted back",
    ),
    ('way = "before"', 'way = "before"\nskips = ["sunday"]', "line 47: asbo, notice “hearsay”: only a period of hours"),
    (
        "{ years = 2 }",
        "{ years = 2 }\nmost = { months = 6 }",
        "line 53: asbo, length “1”: the longest length is shorter",
    ),
    ('short = "ASBO"', 'short = "ASBO"\nshort = "ASBO"', "line 8: the file cannot be read: Cannot overwrite a value"),
]


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES, ids=[f"{n} {m[1][:30]!r}" for n, m in enumerate(MISTAKES)])
def test_a_mistake_is_told_with_file_line_and_reason(old: str, new: str, told: str) -> None:
    found = problems(changed(old, new))
    assert any(line.startswith("ours.toml, line ") and told in line for line in found), found


@pytest.mark.parametrize("table", ["applicant", "court", "element", "length", "breach", "document"])
def test_an_instrument_without_a_part_that_it_needs_is_refused_for_each_stage(table: str) -> None:
    start = SMALL.index(f"[[instrument.{table}]]")
    end = SMALL.find("[[", start + 2)
    text = SMALL[:start] + (SMALL[end:] if end > 0 else "")
    found = problems(text)
    assert len(found) == 2
    assert all(line.startswith("ours.toml, line 4: asbo: it says nothing of ") for line in found)
    assert isinstance(check(text.replace("main = true", "startable = false"), "ours.toml"), LawFile)


def test_a_duty_that_wants_a_document_which_is_not_there_is_refused() -> None:
    duty = '\n[[instrument.duty]]\ncode = "first"\nwords = "x"\nneeds = "document"\nsection = "s.1"\nconfirmed = true\n'
    (told,) = problems(SMALL + duty)
    assert "line 68: asbo, duty “first”: it is ticked by the document “”" in told


def test_two_rows_of_one_name_are_refused_only_where_both_can_hold() -> None:
    other = '\n[[instrument.notice]]\ncode = "hearsay"\nwords = "x"\nspan = { days = 7 }\n'
    other += 'way = "before"\nanchor = "hearing"\n'
    sure = 'section = "rule 3"\nconfirmed = true\n'
    (told,) = problems(SMALL + other + sure)
    assert "line 69: asbo, notice “hearsay”: there is a “hearsay” already that holds at the same time" in told
    apart = SMALL.replace('anchor = "hearing"', 'anchor = "hearing"\nstages = ["first"]')
    assert isinstance(check(apart + other + 'stages = ["second"]\n' + sure, "ours.toml"), LawFile)
    for more in ('applicants = ["council"]\n', 'under = 18\nat = ["application"]\n'):
        first = SMALL.replace('anchor = "hearing"', 'anchor = "hearing"\n' + more)
        second = more.replace("council", "police").replace("under", "from_age")
        assert isinstance(check(first + other + second + sure, "ours.toml"), LawFile)
        assert isinstance(check(first + other + more + sure, "ours.toml"), LawProblems)


def test_two_orders_for_a_letter_on_one_day_are_refused() -> None:
    second = SMALL[SMALL.index("[[instrument]]") :].replace('code = "asbo"', 'code = "other"')
    found = problems(SMALL + second)
    assert all("a letter could name “asbo” and “other” on the same day" in line for line in found)
    assert isinstance(check(SMALL + second.replace("main = true", "main = false"), "ours.toml"), LawFile)
    again = problems(SMALL + second.replace('code = "other"', 'code = "asbo"').replace("main = true", "main = false"))
    assert "there is a “asbo” already; amendments of it are its stages" in again[0]


@pytest.mark.parametrize(("day", "good"), [("2009-12-31", False), ("2010-01-01", True)])
def test_stages_may_stand_in_any_order_and_may_not_share_a_day(day: str, good: bool) -> None:
    start, middle = SMALL.index("[[instrument.stage]]"), SMALL.index('[[instrument.stage]]\ncode = "second"')
    end = SMALL.index("[[instrument.applicant]]")
    text = SMALL[:start] + SMALL[middle:end].replace("2010-01-01", day) + SMALL[start:middle] + SMALL[end:]
    assert isinstance(check(text, "ours.toml"), LawFile) is good


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = changed('kind = "council"', 'kind = "bishop"').replace("{ days = 21 }", '"soon"').replace("main = true", "")
    lines = [int(line.split("line ")[1].split(":")[0]) for line in problems(text)]
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_a_file_of_another_jurisdiction_is_refused() -> None:
    found = check(SMALL, "ours.toml", Jurisdiction.SCOTLAND)
    assert isinstance(found, LawProblems)
    told = "ours.toml, line 1: this file is for “northern-ireland”, the office is in “scotland”."
    assert found.words == (told,)


NO_LAW = [
    "",
    "x",
    "[[instrument]]",
    "instrument = 1",
    "instrument = [1]",
    "instrument = [[1]]",
    "[instrument]\na = 1",
    "\x00",
    "a = " + "[" * 5000,
    "a.b.c = 1\n" * 2,
]


@pytest.mark.parametrize("text", NO_LAW, ids=range(len(NO_LAW)))
def test_what_is_no_law_file_is_refused_and_never_breaks(text: str) -> None:
    assert problems(text)


def test_a_file_as_long_as_a_book_is_not_even_read() -> None:
    assert problems("#" * 2_000_001) == ("ours.toml, line 1: the file is far longer than a law file.",)


def test_windows_line_endings_keep_their_lines() -> None:
    found = problems(changed('kind = "council"', 'kind = "bishop"').replace("\n", "\r\n"))
    assert found[0].startswith("ours.toml, line 25:")


@settings(max_examples=150)
@given(
    st.integers(0, len(SMALL) - 1), st.sampled_from(["", "=", '"', "[", "]", "\n", "1", "x", "{", "}", "#", "ü", "\t"])
)
def test_a_file_with_a_slip_of_the_key_is_judged_and_never_breaks(at: int, put: str) -> None:
    text = SMALL[:at] + put + SMALL[at + 1 :]
    found = check(text, "ours.toml")
    if isinstance(found, LawProblems):
        assert found.problems
        assert all(1 <= p.line <= text.count("\n") + 1 for p in found.problems)
        assert all(p.reason for p in found.problems)


def test_an_office_sets_the_day_of_the_2026_act_in_its_own_version() -> None:
    shipped = shipped_law("england-wales")
    ours = with_dates(shipped, "respect-order", "2026", date(2027, 4, 5), None, confirmed=True)
    found = check(ours, "ours.toml", Jurisdiction.ENGLAND_WALES)
    assert isinstance(found, LawFile)
    assert instrument_on(found.law, "respect-order", date(2027, 4, 4)) is None
    order = instrument_on(found.law, "respect-order", date(2027, 4, 5))
    assert order is not None
    assert order.confirmed
    assert order.doubt == ""
    assert ours.count("#") == shipped.count("#")
    assert len(set(ours.split("\n")) ^ set(shipped.split("\n"))) == 1


def test_days_set_without_confirming_them_stay_in_doubt() -> None:
    text = with_dates(SMALL, "asbo", "second", date(2010, 1, 1), date(2027, 1, 3), confirmed=False)
    found = check(text, "ours.toml")
    assert isinstance(found, LawFile)
    order = instrument_on(found.law, "asbo", date(2027, 1, 3))
    assert order is not None
    assert not order.confirmed
    assert order.doubt == "Unconfirmed: set by the office, not confirmed"
    sure = with_dates(text, "asbo", "second", date(2010, 1, 1), None, confirmed=True)
    back = check(sure, "ours.toml")
    assert isinstance(back, LawFile)
    assert back.law.instruments[1].confirmed
    assert back.law.instruments[1].until is None


def test_a_file_written_in_another_way_says_that_it_must_be_changed_by_hand() -> None:
    head, rest = SMALL.split("[[instrument.stage]]", 1)
    later = "[[instrument.applicant]]" + rest.split("[[instrument.applicant]]", 1)[1]
    inline = head + 'stage = [\n  { code = "first", since = 2004-08-25, section = "a", confirmed = true },\n]\n' + later
    assert isinstance(check(inline, "ours.toml"), LawFile)
    with pytest.raises(AsbdeskError, match="cannot be changed here"):
        with_dates(inline, "asbo", "first", date(2005, 1, 1), None, confirmed=True)
    with pytest.raises(KeyError):
        with_dates(SMALL, "asbo", "third", date(2005, 1, 1), None, confirmed=True)
