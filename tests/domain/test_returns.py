"""Figures out of counts, then and now, and the periods on offer."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.periods import offered
from asbdesk.domain.returns import Counted, FigureRule, ReturnRule, YearFigure, compare, from_json, to_json, worked
from asbdesk.reference_data import RETURNS, load_returns, load_year_figures, load_year_rule
from asbdesk.reports.counting import COUNTING

HOMES = {"homes": YearFigure("homes", "homes", "2003-04", 4650, "stock list")}


def rule(**figure: object) -> ReturnRule:
    facts = {"code": "f", "label": "F", "of": "cases", **figure}
    return ReturnRule("r", "R", 1, "", "", (), "", (FigureRule(**facts),))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("figure", "counts", "shown"),
    [
        ({"kind": "count"}, {"cases": Counted("cases", (4, 7), "")}, "2"),
        ({"kind": "rate", "per": "homes", "scale": 1000, "decimals": 1}, {"cases": Counted("", (1,) * 93, "")}, "20.0"),
        # 25 of 4,650 is 5.376…; half a last digit goes up: 5 of 1,000 homes by 10,000 is 0.0005
        ({"kind": "rate", "per": "homes", "scale": 1000, "decimals": 1}, {"cases": Counted("", (1,) * 25, "")}, "5.4"),
        ({"kind": "share", "whole": "all"}, {"cases": Counted("", (1,), ""), "all": Counted("", (1,) * 8, "")}, "13%"),
        ({"kind": "share", "whole": "all"}, {"cases": Counted("", (), ""), "all": Counted("", (), "")}, "not known"),
        ({"kind": "sum", "unit": "pounds"}, {"cases": Counted("", (1, 2), "", (12345, 99999))}, "£1,123.44"),
        ({"kind": "mean", "unit": "pounds"}, {"cases": Counted("", (1, 2), "", (1, 2))}, "£0.02"),
        ({"kind": "median", "unit": "days"}, {"cases": Counted("", (1, 2, 3), "", (9, 1, 2))}, "2 days"),
        ({"kind": "median", "unit": "days", "decimals": 1}, {"cases": Counted("", (1, 2), "", (1, 2))}, "1.5 days"),
        ({"kind": "median"}, {"cases": Counted("", (), "", ())}, "not known"),
    ],
)
def test_a_figure_is_shown(figure: dict[str, object], counts: dict[str, Counted], shown: str) -> None:
    (found,) = worked(rule(**figure), counts, HOMES)
    assert found.shown == shown


def test_the_numbers_that_a_middle_is_of_bear_their_unit_once() -> None:
    counts = {"cases": Counted("", (1, 2, 3), "All.", (1, 0, 1))}
    (days,) = worked(rule(kind="median", unit="working days"), counts, HOMES)
    assert days.workings == "The middle of 3 (0, 1, 1 working days). All."
    (pounds,) = worked(rule(kind="median", unit="pounds"), counts, HOMES)
    assert pounds.workings == "The middle of 3 (£0.00, £0.01, £0.01). All."
    (same,) = worked(rule(kind="median"), {"cases": Counted("", (1,) * 8, "All.", (1,) * 8)}, HOMES)
    assert same.workings == "The middle of 8 (all the same). All."


def test_a_rate_without_its_homes_says_what_is_missing() -> None:
    unknown = {"homes": YearFigure("homes", "homes", "2003-04")}
    (found,) = worked(rule(kind="rate", per="homes", scale=1000), {"cases": Counted("cases", (1,), "")}, unknown)
    assert (found.value, found.workings) == ("", "Say how many homes there were in 2003-04.")


def test_then_and_now_name_what_came_and_what_went() -> None:
    then = worked(rule(kind="count"), {"cases": Counted("cases", (1, 2), "")}, HOMES)
    assert from_json(to_json(then)) == then
    (same,) = compare(then, then)
    assert same.same
    (moved,) = compare(then, worked(rule(kind="count"), {"cases": Counted("cases", (2, 3), "")}, HOMES))
    assert (moved.then, moved.now, moved.gone, moved.come, moved.same) == ("2", "2", (1,), (3,), False)
    (lost,) = compare(then, ())
    assert lost.now == "no longer asked"


def test_a_reporting_year_begins_in_april_and_offers_its_quarters_and_those_before() -> None:
    years = load_year_rule()
    assert [years.year_of(day) for day in (date(2003, 3, 31), date(2003, 4, 1), date(2004, 1, 1))] == [2002, 2003, 2003]
    periods = offered(years, date(2003, 11, 17), date(2001, 10, 8))
    assert [each.words for each in periods] == [
        "2003-04", "2003-04, third quarter", "2003-04, second quarter", "2003-04, first quarter", "2002-03", "2001-02",
    ]  # fmt: skip
    assert (periods[1].start, periods[1].end) == (date(2003, 10, 1), date(2003, 12, 31))
    assert (periods[4].start, periods[4].end) == (date(2002, 4, 1), date(2003, 3, 31))


def test_every_return_that_ships_says_its_source_and_is_counted() -> None:
    assert set(RETURNS) == set(COUNTING)
    for code, found in load_returns().items():
        assert found.code == code
        assert found.sources
        assert found.rule
        assert len({each.code for each in found.figures}) == len(found.figures)
        assert all(each.per in load_year_figures() for each in found.figures if each.per)
