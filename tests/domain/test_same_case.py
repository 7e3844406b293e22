"""Which cases a return counts, by worked tables: each row is a case with whom it is about."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.same_case import OpenedCase, count_cases

YEAR = (date(2003, 4, 1), date(2004, 3, 31))
ANN, BEN = 1, 2


def case(number: int, opened: str, closed: str = "", *parties: int, hate: bool = False) -> OpenedCase:
    return OpenedCase(
        number, date.fromisoformat(opened), date.fromisoformat(closed) if closed else None, frozenset(parties), hate
    )


@pytest.mark.parametrize(
    ("cases", "counted"),
    [
        ((), ()),
        ((case(1, "2003-05-01", "", ANN),), (1,)),
        # a second one about the same party while the first is open is the same case
        ((case(1, "2003-05-01", "", ANN), case(2, "2003-06-01", "", ANN)), (1,)),
        # another party's is another case
        ((case(1, "2003-05-01", "", ANN), case(2, "2003-06-01", "", BEN)), (1, 2)),
        # after closing it is a new one, on the day of closing too
        ((case(1, "2003-05-01", "2003-06-01", ANN), case(2, "2003-06-02", "", ANN)), (1, 2)),
        ((case(1, "2003-05-01", "2003-06-01", ANN), case(2, "2003-06-01", "", ANN)), (1, 2)),
        # on the day before closing it is not
        ((case(1, "2003-05-01", "2003-06-02", ANN), case(2, "2003-06-01", "", ANN)), (1,)),
        # the one that it belongs to was opened before the period: it counted in that year
        ((case(1, "2003-03-31", "", ANN), case(2, "2003-04-01", "", ANN)), ()),
        # the joined one keeps the case open for a third
        (
            (
                case(1, "2003-05-01", "2003-06-10", ANN),
                case(2, "2003-06-01", "2003-09-01", ANN),
                case(3, "2003-08-01", "", ANN),
            ),
            (1,),
        ),
        # a case about two people joins that of one of them, and what follows about the other joins it too
        (
            (case(1, "2003-05-01", "", ANN), case(2, "2003-05-02", "", ANN, BEN), case(3, "2003-05-03", "", BEN)),
            (1,),
        ),
        # a case about nobody known is never the same as another
        ((case(1, "2003-05-01"), case(2, "2003-05-02")), (1, 2)),
        # the first and the last day belong to the period, those beside them do not
        (
            (
                case(1, "2003-03-31", "2003-03-31", ANN),
                case(2, "2003-04-01", "2003-04-02", ANN),
                case(3, "2004-03-31", "2004-03-31", ANN),
                case(4, "2004-04-01", "", ANN),
            ),
            (2, 3),
        ),
    ],
)
def test_what_counts(cases: tuple[OpenedCase, ...], counted: tuple[int, ...]) -> None:
    assert count_cases(reversed(cases), *YEAR).counted == counted


def test_hate_in_the_second_case_makes_the_counted_one_a_hate_case() -> None:
    found = count_cases(
        (case(1, "2003-05-01", "", ANN), case(2, "2003-06-01", "", ANN, hate=True), case(3, "2003-06-02", "", BEN)),
        *YEAR,
    )
    assert (found.counted, found.hate, found.joined) == ((1, 3), (1,), {2: 1})
