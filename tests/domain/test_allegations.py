"""How acts stand in time under the real law files; first guesses; merging; order; and when a schedule is diluted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asbdesk.domain.allegations import (
    AllegationValues,
    caution,
    combined,
    judge,
    lapsing,
    likely_basis,
    likely_strength,
    moved,
    placed,
)
from asbdesk.domain.casework import ReportedHow
from asbdesk.domain.law import Instrument, instrument_on
from asbdesk.domain.law_limits import limitation
from asbdesk.domain.orders import Basis, Denial, Strength
from asbdesk.reference_data import load_dilution, load_law

DAY = date(2003, 11, 17)


def instrument(jurisdiction: str, code: str, day: date) -> Instrument:
    found = instrument_on(load_law(jurisdiction), code, day)
    assert found is not None
    return found


ASBO = instrument("england-wales", "asbo", DAY)


# Magistrates' Courts Act 1980, section 127: six calendar months from the act, whose own day is not counted; the
# corresponding day, or the last of a month that has none (law.md section 3).
LIMITS = [
    (date(2003, 10, 3), date(2004, 4, 3)),
    (date(2003, 5, 17), date(2003, 11, 17)),
    (date(2003, 8, 29), date(2004, 2, 29)),
    (date(2003, 8, 30), date(2004, 2, 29)),
    (date(2003, 8, 31), date(2004, 2, 29)),
    (date(2002, 8, 31), date(2003, 2, 28)),
    (date(2002, 8, 28), date(2003, 2, 28)),
    (date(2004, 2, 29), date(2004, 8, 29)),
    (date(2003, 2, 28), date(2003, 8, 28)),
    (date(2003, 3, 31), date(2003, 9, 30)),
    (date(2003, 5, 31), date(2003, 11, 30)),
    (date(2003, 10, 31), date(2004, 4, 30)),
    (date(2003, 12, 31), date(2004, 6, 30)),
    (date(2003, 7, 1), date(2004, 1, 1)),
]


@pytest.mark.parametrize(("act", "last"), LIMITS)
def test_an_act_is_live_on_its_last_day_and_background_on_the_next(act: date, last: date) -> None:
    on_it = judge(ASBO, [act], last, last)
    after = judge(ASBO, [act], date.fromordinal(last.toordinal() + 1), date.fromordinal(last.toordinal() + 1))
    assert (on_it.standing, on_it.last_day, on_it.days_left) == ("live", last, 1)
    assert on_it.words.endswith(", today")
    assert (after.standing, after.days_left) == ("background", 0)
    assert after.words.startswith("Background: the last day was ")


def test_an_act_before_the_act_came_into_force_does_not_count() -> None:
    found = judge(ASBO, [date(1999, 3, 31)], DAY, DAY)
    assert found.standing == "before-law"
    assert found.words == "Does not count: only acts since 1 April 1999 count"
    assert found.days_left is None
    assert judge(ASBO, [date(1999, 4, 1)], DAY, DAY).standing == "background"


def test_an_act_that_lapses_before_the_day_planned_says_both_days() -> None:
    found = judge(ASBO, [date(2003, 5, 25)], date(2003, 12, 1), DAY)
    assert (found.standing, found.days_left) == ("background", 9)
    assert found.words == "Background by 1 Dec 2003: last day 25 Nov 2003, in 8 days"


def test_nothing_counts_down_once_it_is_lodged() -> None:
    found = judge(ASBO, [date(2003, 10, 3)], date(2003, 11, 3), date(2005, 1, 1), lodged=True)
    assert (found.standing, found.days_left) == ("live", None)
    assert found.words == "Live when it was lodged on 3 Nov 2003"


def test_what_northern_ireland_does_not_confirm_is_said_so() -> None:
    found = judge(instrument("northern-ireland", "asbo", date(2005, 3, 1)), [date(2005, 1, 31)], date(2005, 3, 1),
                  date(2005, 3, 1))  # fmt: skip
    assert (found.standing, found.last_day) == ("live", date(2005, 7, 31))
    assert found.doubt.startswith("Unconfirmed")


def test_where_the_law_knows_no_limit_none_is_made_up() -> None:
    day = date(2016, 5, 4)
    found = judge(instrument("england-wales", "injunction", day), [date(2015, 1, 5)], day, day)
    assert (found.standing, found.last_day, found.words) == ("no-limit", None, "No time limit")


def test_a_merged_allegation_is_live_by_its_newest_act_and_says_how_many_are() -> None:
    found = judge(ASBO, [date(2003, 1, 5), date(2003, 10, 3), date(2003, 11, 1)], DAY, DAY)
    assert (found.standing, found.live, found.acts, found.last_day) == ("live", 2, 3, date(2004, 5, 1))
    assert found.words.endswith("; 2 of 3 acts")


def test_what_lapses_before_a_day_comes_in_the_order_of_its_days() -> None:
    acts = [date(2003, 6, 1), date(2003, 5, 20), date(2003, 11, 1), date(2003, 1, 1)]
    limits = [found for act in acts if (found := limitation(ASBO, act))]
    assert [each.act for each in lapsing(limits, DAY, date(2003, 12, 15))] == [date(2003, 5, 20), date(2003, 6, 1)]
    assert lapsing(limits, DAY, date(2003, 11, 20)) == ()


@pytest.mark.parametrize(
    ("how", "named", "protected", "basis"),
    [
        (ReportedHow.WARDEN, False, False, Basis.PROFESSIONAL),
        (ReportedHow.POLICE, True, True, Basis.PROFESSIONAL),
        (ReportedHow.TELEPHONE, True, False, Basis.DIRECT),
        (ReportedHow.TELEPHONE, True, True, Basis.HEARSAY),
        (ReportedHow.LETTER, False, False, Basis.HEARSAY),
    ],
)
def test_what_a_report_rests_on_at_first(how: ReportedHow, named: bool, protected: bool, basis: Basis) -> None:
    assert likely_basis(how, named=named, protected=protected) is basis


def test_hearsay_alone_is_weak_and_own_knowledge_with_an_exhibit_is_strong() -> None:
    assert likely_strength(Basis.HEARSAY, 0, 0) is Strength.WEAK
    assert likely_strength(Basis.HEARSAY, 1, 0) is Strength.FAIR
    assert likely_strength(Basis.DIRECT, 0, 0) is Strength.FAIR
    assert likely_strength(Basis.PROFESSIONAL, 0, 1) is Strength.STRONG


ONE = AllegationValues(date(2003, 11, 3), "3 Nov 2003, 23:30", "14 Larch Court", "Played loud music.", "Complainant A",
                       "Complainant A", Basis.DIRECT, Denial.DENIED, Strength.WEAK, (1,), (7,))  # fmt: skip
TWO = replace(ONE, happened_on=date(2003, 10, 3), happened_words="3 Oct 2003", witness="Witness B, Complainant A",
              basis=Basis.PROFESSIONAL, denial=Denial.ADMITTED, strength=Strength.STRONG,
              exhibit_ids=(2, 1))  # fmt: skip


def test_several_become_one_with_everything_that_they_rest_on() -> None:
    whole = combined([ONE, TWO])
    assert (whole.happened_on, whole.happened_words) == (date(2003, 10, 3), "3 Oct 2003; 3 Nov 2003, 23:30")
    assert (whole.act, whole.place) == ("Played loud music.", "14 Larch Court")
    assert whole.witness == "Witness B, Complainant A"
    assert (whole.exhibit_ids, whole.statement_ids) == ((2, 1), (7,))
    assert (whole.denial, whole.strength, whole.basis) == (Denial.PARTLY, Strength.STRONG, Basis.DIRECT)


def test_hearsay_in_one_part_stays_hearsay_in_the_whole() -> None:
    assert combined([ONE, replace(TWO, basis=Basis.HEARSAY)]).basis is Basis.HEARSAY


def test_many_days_become_a_period() -> None:
    parts = [replace(ONE, happened_on=date(2003, 10, day), happened_words=f"{day} Oct 2003") for day in (9, 3, 5, 7)]
    assert combined(parts).happened_words == "3 Oct 2003 to 9 Oct 2003, 4 occasions"


def test_denials_that_differ_are_not_called_one_of_them() -> None:
    assert combined([ONE, replace(ONE, denial=Denial.UNKNOWN)]).denial is Denial.UNKNOWN


@pytest.mark.parametrize(
    ("chosen", "by", "order"),
    [
        ([3], -1, (1, 3, 2, 4)),
        ([1], -1, (1, 2, 3, 4)),
        ([2, 3], -1, (2, 3, 1, 4)),
        ([2, 3], 1, (1, 4, 2, 3)),
        ([1, 4], 1, (2, 1, 3, 4)),
        ([4], 1, (1, 2, 3, 4)),
        ([1, 2], -1, (1, 2, 3, 4)),
    ],
)
def test_rows_move_a_place_and_stay_at_the_edge(chosen: list[int], by: int, order: tuple[int, ...]) -> None:
    assert moved((1, 2, 3, 4), chosen, by) == order


@pytest.mark.parametrize(
    ("chosen", "place", "order"),
    [([1], 3, (2, 3, 1, 4)), ([1], 4, (2, 3, 4, 1)), ([4], 0, (4, 1, 2, 3)), ([1, 3], 3, (2, 1, 3, 4)),
     ([2], 1, (1, 2, 3, 4)), ([2], 2, (1, 2, 3, 4))],
)  # fmt: skip
def test_rows_are_put_together_where_they_are_dropped(chosen: list[int], place: int, order: tuple[int, ...]) -> None:
    assert placed((1, 2, 3, 4), chosen, place) == order


def test_a_schedule_of_many_or_of_many_weak_ones_is_said_to_be_diluted() -> None:
    rules = load_dilution()
    assert caution(rules, [Strength.STRONG] * rules.many) == ""
    many = caution(rules, [Strength.STRONG] * (rules.many + 1))
    assert many.startswith(f"There are {rules.many + 1} allegations")
    assert "123" in many
    few, weak = [Strength.FAIR] * 4, [Strength.WEAK] * rules.weak_at_least
    assert caution(rules, [*few, *weak]).startswith("3 of 7 allegations are weak")
    assert caution(rules, [*few, *weak[1:]]) == ""
    assert caution(rules, [Strength.FAIR] * 7 + weak) == ""
    assert caution(rules, []) == ""
