"""The three-year audit's years, and what of it may be published."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from asbdesk.domain.levels import (
    WITHHELD,
    band_words,
    by_years,
    in_all,
    kept_together,
    months_of_years,
    printed_figures,
    span,
    spans,
    years_of,
)  # fmt: skip
from asbdesk.domain.periods import YearRule
from asbdesk.domain.returns import Counted, FigureRule, ReturnRule, worked

RULE = YearRule(4, 1, "")


def test_three_reporting_years_are_named_by_their_first_and_last() -> None:
    period = span(RULE, 2003)
    assert (period.words, period.start, period.end) == ("2001-02 to 2003-04", date(2001, 4, 1), date(2004, 3, 31))
    assert [year.words for year in years_of(RULE, period)] == ["2001-02", "2002-03", "2003-04"]


def test_any_three_years_with_records_are_offered_and_those_of_the_strategy() -> None:
    offered = [each.words for each in spans(RULE, 2003, 1999, 2004)]
    assert offered == ["2002-03 to 2004-05", "2001-02 to 2003-04", "2000-01 to 2002-03", "1999-00 to 2001-02"]
    assert [each.words for each in spans(RULE, 2007, 2007, 2004)] == ["2005-06 to 2007-08", "2004-05 to 2006-07"]


def test_tables_are_kept_together_while_their_common_sums_stand() -> None:
    levels = np.array([[1, 9, 20], [12, 8, 30]])
    months = np.array([2, 11, *[0] * 10, 17, *[0] * 11, 50, *[0] * 11])
    kept = kept_together({"levels": by_years(levels), "months": months_of_years(months)}, 5)
    assert kept is not None
    assert kept["levels"][0, 0]
    assert not kept["levels"][-1].any()
    assert kept["months"].tolist()[:3] == [True, True, False]


def test_a_common_sum_that_must_go_takes_every_table_with_it() -> None:
    few = np.array([[2, 9, 20], [0, 8, 30]])
    assert kept_together({"levels": by_years(few), "all": in_all(few.sum(axis=1))}, 5) is None


@pytest.mark.parametrize(
    ("count", "said"), [(1, "fewer than 5"), (4, "fewer than 5"), (5, "5 to 9"), (9, "5 to 9"), (10, "10 to 19"),
                        (19, "10 to 19"), (20, "20 or more"), (400, "20 or more")]
)  # fmt: skip
def test_a_person_has_a_band(count: int, said: str) -> None:
    assert band_words(count, 5) == said


def published(**counts: int) -> dict[str, str]:
    """Contracts kept and broken of the first so many ids; their share; and those that were finished."""
    kept, broken = counts["kept"], counts["broken"]
    rule = ReturnRule("x", "X", 1, "", "", (), "", (
        FigureRule("finished", "", "count", "finished"),
        FigureRule("kept", "", "count", "kept"),
        FigureRule("share", "", "share", "kept", "finished"),
    ))  # fmt: skip
    ids = tuple(range(kept + broken))
    counted = {"finished": Counted("contracts", ids, ""), "kept": Counted("contracts", ids[:kept], "")}
    said = printed_figures(rule, counted, worked(rule, counted, {}), 5)
    return dict(zip(("finished", "kept", "share"), said, strict=True))


def test_figures_of_many_stand() -> None:
    assert published(kept=8, broken=6) == {"finished": "14", "kept": "8", "share": "57%"}


def test_a_share_is_withheld_where_either_part_is_few() -> None:
    assert published(kept=3, broken=9) == {"finished": "12", "kept": WITHHELD, "share": WITHHELD}


def test_a_count_that_differs_from_another_by_a_few_of_the_same_is_withheld() -> None:
    assert published(kept=8, broken=2) == {"finished": "10", "kept": WITHHELD, "share": WITHHELD}
    assert published(kept=8, broken=0) == {"finished": "8", "kept": "8", "share": "100%"}
