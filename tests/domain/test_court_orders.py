"""Orders and the days that hang on them, as tables. The sections are those that the law files name."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from asbdesk.domain import court_orders as rules
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.court_days import (
    CourtFacts,
    Served,
    appeals_without_a_day,
    court_days,
    reviews_wanted,
    unserved,
)
from asbdesk.domain.court_orders import Held, MadeOrder
from asbdesk.domain.law import Instrument, instrument_on
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import (
    ApplicationState,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ServedPaper,
    ServiceMethod,
)
from asbdesk.errors import InvalidField
from asbdesk.reference_data import load_law

FULL, VARIED, INTERIM = OrderKind.FULL, OrderKind.VARIED, OrderKind.INTERIM
A, K, Came = ApplicationState, HearingKind, HearingOutcome
EW, NI, SC = "england-wales", "northern-ireland", "scotland"


def instrument(code: str, day: date, where: str = EW) -> Instrument:
    found = instrument_on(load_law(where), code, day)
    assert found is not None
    return found


ASBO_2003 = ("asbo", date(2003, 11, 17), EW)
ASBO_2010 = ("asbo", date(2010, 1, 4), EW)
ASBO_NI = ("asbo", date(2006, 3, 1), NI)
ASBO_SC = ("asbo", date(2026, 9, 1), SC)
INJUNCTION = ("injunction", date(2016, 5, 9), EW)
CBO = ("criminal-behaviour-order", date(2016, 5, 9), EW)


def matter(born: date | None = None, **days: date) -> Matter:
    return Matter(date(2016, 5, 9), "council", born, days)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("which", "made", "months", "last"),
    [
        (ASBO_2003, "2003-11-17", 24, "2005-11-17"),  # exactly the least: right on both readings of s.1(7)
        (ASBO_2003, "2003-11-17", 36, "2006-11-16"),
        (ASBO_2003, "2004-02-29", 24, "2006-02-28"),  # there is no 29 February in 2006
        (ASBO_2003, "2004-02-28", 24, "2006-02-28"),
        (ASBO_2003, "2003-03-01", 36, "2006-02-28"),
        (ASBO_2010, "2010-08-31", 30, "2013-02-28"),
        (ASBO_NI, "2006-03-01", 24, "2008-03-01"),
        (ASBO_SC, "2026-03-31", 1, "2026-04-30"),
        (ASBO_SC, "2026-12-31", 2, "2027-02-28"),
        (ASBO_SC, "2027-12-31", 2, "2028-02-29"),
        (ASBO_SC, "2028-02-29", 12, "2029-02-28"),
        (INJUNCTION, "2016-05-09", 12, "2017-05-08"),
    ],
)
def test_the_length_applied_for_gives_the_last_day(
    which: tuple[str, date, str], made: str, months: int, last: str
) -> None:
    day = date.fromisoformat(made)
    asked = matter(date(2000, 1, 10), order=day)
    assert rules.planned_end(instrument(*which), asked, FULL, day, months) == date.fromisoformat(last)
    assert rules.judge(instrument(*which), asked, FULL, day, date.fromisoformat(last)).verdict == "ok"


def test_no_last_day_is_offered_where_nothing_says_one() -> None:
    made = date(2003, 11, 17)
    for kind, months in ((FULL, None), (INTERIM, 24), (VARIED, 24)):
        assert rules.planned_end(instrument(*ASBO_2003), matter(order=made), kind, made, months) is None


@pytest.mark.parametrize(
    ("state", "held", "then"),
    [
        (A.LODGED, Held(K.FIRST, Came.ADJOURNED), A.LODGED),
        (A.LODGED, Held(K.FIRST, Came.INTERIM_MADE, order=True), A.LODGED),
        (A.LODGED, Held(K.FINAL, Came.ORDER_MADE, order=True), A.GRANTED),
        (A.LODGED, Held(K.FINAL, Came.REFUSED), A.REFUSED),
        (A.LODGED, Held(K.INTERIM, Came.WITHDRAWN), A.WITHDRAWN),
        (A.GRANTED, Held(K.VARIATION, Came.VARIED, order=True), A.GRANTED),
        (A.GRANTED, Held(K.VARIATION, Came.WITHDRAWN), A.GRANTED),
        (A.GRANTED, Held(K.VARIATION, Came.DISCHARGED), A.ENDED),
        (A.GRANTED, Held(K.APPEAL, Came.APPEAL_ALLOWED), A.ENDED),
        (A.GRANTED, Held(K.APPEAL, Came.APPEAL_ALLOWED, order=True), A.GRANTED),
        (A.GRANTED, Held(K.APPEAL, Came.APPEAL_DISMISSED), A.GRANTED),
        (A.REFUSED, Held(K.APPEAL, Came.APPEAL_ALLOWED), A.LODGED),
        (A.REFUSED, Held(K.APPEAL, Came.APPEAL_ALLOWED, order=True), A.GRANTED),
        (A.GRANTED, Held(K.BREACH, Came.BREACH_PROVED), A.GRANTED),
    ],
)  # fmt: skip
def test_the_application_stands_as_the_hearing_ended(
    state: ApplicationState, held: Held, then: ApplicationState
) -> None:
    assert rules.after(state, held) is then


def test_every_kind_of_hearing_has_outcomes_and_may_be_adjourned() -> None:
    for kind in HearingKind:
        assert Came.ADJOURNED in rules.outcomes(kind)
    assert Came.BREACH_PROVED not in rules.outcomes(K.FIRST)
    assert Came.ORDER_MADE not in rules.outcomes(K.INTERIM)


MADE = MadeOrder(1, FULL, date(2003, 11, 17), date(2005, 11, 16))


@pytest.mark.parametrize(
    ("orders", "day", "states"),
    [
        ([MADE], date(2003, 11, 17), ["in-force"]),
        ([MADE], date(2005, 11, 16), ["in-force"]),
        ([MADE], date(2005, 11, 17), ["ended"]),
        ([MadeOrder(1, FULL, date(2003, 11, 17), None)], date(2030, 1, 1), ["in-force"]),
        ([MADE, MadeOrder(2, VARIED, date(2004, 3, 1), None)], date(2004, 2, 29), ["in-force", "in-force"]),
        ([MADE, MadeOrder(2, VARIED, date(2004, 3, 1), None)], date(2004, 3, 1), ["replaced", "in-force"]),
        ([MadeOrder(1, INTERIM, date(2003, 10, 1), None), MadeOrder(2, FULL, date(2003, 11, 17), None)],
         date(2003, 11, 17), ["replaced", "in-force"]),
        ([MadeOrder(1, INTERIM, date(2003, 10, 1), date(2003, 11, 16)), MadeOrder(2, FULL, date(2003, 11, 17), None)],
         date(2003, 11, 17), ["ended", "in-force"]),  # it had run out by then: nothing replaced it
        ([MadeOrder(1, INTERIM, date(2003, 10, 1), date(2003, 11, 17)), MadeOrder(2, FULL, date(2003, 11, 17), None)],
         date(2003, 11, 17), ["replaced", "in-force"]),
        ([MadeOrder(1, FULL, date(2003, 11, 17), None, date(2004, 5, 1), "Discharged.")], date(2004, 4, 30),
         ["in-force"]),
        ([MadeOrder(1, FULL, date(2003, 11, 17), None, date(2004, 5, 1), "Discharged.")], date(2004, 5, 1), ["ended"]),
    ],
)  # fmt: skip
def test_an_order_stands_by_the_day_alone(orders: list[MadeOrder], day: date, states: list[str]) -> None:
    found = [o for o in orders if o.made_on <= day]
    assert [rules.standing(o, orders, day).state for o in found] == states[: len(found)]


@pytest.mark.parametrize(
    ("law", "born", "made", "last_day", "verdict"),
    [
        # Crime and Disorder Act 1998 s.1(7): not less than two years, or until further order.
        (ASBO_2003, None, date(2003, 11, 17), None, "ok"),
        (ASBO_2003, None, date(2003, 11, 17), date(2005, 11, 17), "ok"),
        (ASBO_2003, None, date(2003, 11, 17), date(2005, 11, 16), "doubtful"),
        (ASBO_2003, None, date(2003, 11, 17), date(2005, 11, 15), "too-short"),
        (ASBO_2003, None, date(2004, 2, 29), date(2006, 2, 27), "too-short"),
        (ASBO_2003, None, date(2003, 11, 17), date(2003, 11, 16), "too-short"),
        # 2014 Act: twelve months at most under 18, no limit for grown-ups.
        (INJUNCTION, date(2000, 1, 1), date(2016, 5, 9), None, "not-allowed"),
        (INJUNCTION, date(2000, 1, 1), date(2016, 5, 9), date(2017, 5, 8), "ok"),
        (INJUNCTION, date(2000, 1, 1), date(2016, 5, 9), date(2017, 5, 10), "too-long"),
        (INJUNCTION, date(1990, 1, 1), date(2016, 5, 9), None, "ok"),
        (INJUNCTION, date(1998, 5, 9), date(2016, 5, 9), None, "ok"),  # 18 on that very day
        (INJUNCTION, date(1998, 5, 10), date(2016, 5, 9), None, "not-allowed"),
        (CBO, date(2000, 1, 1), date(2016, 5, 9), date(2019, 6, 1), "too-long"),
        (CBO, date(2000, 1, 1), date(2016, 5, 9), date(2016, 12, 1), "too-short"),
        (ASBO_NI, None, date(2006, 3, 1), date(2007, 3, 1), "too-short"),
        (ASBO_SC, None, date(2026, 9, 1), date(2026, 12, 1), "ok"),
    ],
)  # fmt: skip
def test_the_law_says_whether_a_length_may_be(
    law: tuple[str, date, str], born: date | None, made: date, last_day: date | None, verdict: str
) -> None:
    found = rules.judge(instrument(*law), matter(born, order=made), FULL, made, last_day)
    assert found.verdict == verdict
    assert bool(found.words) == (verdict != "ok")


@pytest.mark.parametrize(
    ("law", "arrest"), [(ASBO_2003, False), (ASBO_NI, False), (ASBO_SC, False), (INJUNCTION, True), (CBO, False)]
)
def test_a_power_of_arrest_is_known_only_where_the_law_file_says_so(law: tuple[str, date, str], arrest: bool) -> None:
    assert rules.knows_arrest(instrument(*law)) is arrest


@pytest.mark.parametrize(
    ("law", "born", "on", "words"),
    [
        # 1998 Act s.1(10): six months, five years on indictment.
        (ASBO_2003, None, date(2004, 1, 1), "6 months on summary conviction and 5 years on indictment"),
        (ASBO_NI, None, date(2006, 6, 1), "6 months on summary conviction and 5 years on indictment"),
        (CBO, None, date(2016, 6, 1), "6 months on summary conviction and 5 years on indictment"),
        (INJUNCTION, date(1990, 1, 1), date(2016, 6, 1), "is contempt of court. At most 2 years"),
        (INJUNCTION, date(2000, 1, 1), date(2016, 6, 1), "At most 3 months (Anti-social"),
        (ASBO_SC, date(2012, 1, 1), date(2026, 10, 1), "cannot be detained"),
    ],
)  # fmt: skip
def test_the_laws_most_for_a_breach_goes_by_the_age_on_its_day(
    law: tuple[str, date, str], born: date | None, on: date, words: str
) -> None:
    found = rules.sentences(rules.breaches(instrument(*law), matter(born), on))
    assert any(words in each.words for each in found)


@pytest.mark.parametrize(("law", "refused"), [(ASBO_2003, True), (ASBO_NI, True), (CBO, True), (INJUNCTION, False)])
def test_no_conditional_discharge_where_the_law_says_so(law: tuple[str, date, str], refused: bool) -> None:
    found = rules.breaches(instrument(*law), matter(date(1990, 1, 1)), date(2016, 6, 1))
    if refused:
        with pytest.raises(InvalidField, match="no conditional discharge"):
            rules.check_sentence(found, "Conditional discharge for 12 months")
    else:
        rules.check_sentence(found, "Conditional discharge for 12 months")


def test_service_says_how_the_law_has_it_done() -> None:
    scotland = instrument(*ASBO_SC)
    assert rules.service_words(scotland, ServedPaper.ORDER, ServiceMethod.RECORDED).startswith("The clerk")
    other = rules.service_words(scotland, ServedPaper.ORDER, ServiceMethod.LEFT)
    assert other.startswith("“Left at the address” is not among the ways that the law names.")
    assert rules.service_words(scotland, ServedPaper.SUMMONS, ServiceMethod.LEFT) == ""
    assert rules.service_words(instrument(*ASBO_2003), ServedPaper.ORDER, ServiceMethod.HAND) == ""


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("1. Not to enter Larch Court.\n2. Not to shout.", {"1": "Not to enter Larch Court.", "2": "Not to shout."}),
        ("Not to enter Larch Court.\n\nNot to shout.", {"1": "Not to enter Larch Court.", "2": "Not to shout."}),
        ("1) Not to enter\nLarch Court.\n4) Not to shout.", {"1": "Not to enter Larch Court.", "4": "Not to shout."}),
    ],
)
def test_terms_are_read_as_they_are_written(words: str, terms: dict[str, str]) -> None:
    assert rules.read_terms(words) == terms
    assert rules.read_terms(rules.terms_as_words(terms)) == terms


@pytest.mark.parametrize("words", ["", "  \n ", "1. Not to shout.\n1. Not to sing.", "Preamble\n1. Not to shout."])
def test_terms_that_cannot_be_read_say_so(words: str) -> None:
    with pytest.raises(InvalidField) as refused:
        rules.read_terms(words)
    assert refused.value.field == "terms"


@pytest.mark.parametrize(
    ("served_at", "certified", "field"),
    [
        (datetime(2003, 11, 18, 12), None, "served_at"),  # in the future
        (datetime(2003, 11, 16, 12), None, "served_at"),  # before it was made
        (datetime(2003, 11, 17, 10), date(2003, 11, 16), "certified_on"),
        (datetime(2003, 11, 17, 10), date(2003, 11, 18), "certified_on"),
    ],
)
def test_a_service_that_cannot_have_been_is_refused(served_at: datetime, certified: date | None, field: str) -> None:
    values = rules.ServiceValues(
        ServedPaper.ORDER, "Dean Mercer", ServiceMethod.HAND, served_at, certified_on=certified
    )
    with pytest.raises(InvalidField) as refused:
        rules.check_service(values, date(2003, 11, 17), datetime(2003, 11, 17, 16))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("law", "where", "facts", "code", "last_day"),
    [
        # SI 1999/681 rule 3, counted in clear days.
        (ASBO_2003, Jurisdiction.ENGLAND_WALES, CourtFacts(hearing=datetime(2004, 1, 20, 10)), "Hearsay notice",
         date(2003, 12, 29)),
        (ASBO_2003, Jurisdiction.ENGLAND_WALES, CourtFacts(hearing=datetime(2004, 3, 22, 10)), "Hearsay notice",
         date(2004, 2, 29)),  # a leap day
        # rule 4: seven days after service of the notice.
        (ASBO_2003, Jurisdiction.ENGLAND_WALES,
         CourtFacts(served=(Served(ServedPaper.HEARSAY_NOTICE, datetime(2003, 11, 26, 9)),)), "The other side",
         date(2003, 12, 3)),
        # 1998 Act s.1(9): two years beginning with the date of service.
        (ASBO_2003, Jurisdiction.ENGLAND_WALES,
         CourtFacts(served=(Served(ServedPaper.ORDER, datetime(2003, 11, 19, 9)),)), "No discharge",
         date(2005, 11, 19)),
        (ASBO_2003, Jurisdiction.ENGLAND_WALES,
         CourtFacts(served=(Served(ServedPaper.ORDER, datetime(2004, 2, 29, 9)),)), "No discharge", date(2006, 3, 1)),
        # NI Order 2004 has the same bar.
        (ASBO_NI, Jurisdiction.NORTHERN_IRELAND,
         CourtFacts(served=(Served(ServedPaper.ORDER, datetime(2006, 3, 14, 9)),)), "No discharge", date(2008, 3, 14)),
        # Summary Applications 1999: 21 days before the first calling.
        (ASBO_SC, Jurisdiction.SCOTLAND, CourtFacts(hearing=datetime(2026, 10, 30, 10)), "The summary application",
         date(2026, 10, 8)),
    ],
)  # fmt: skip
def test_the_days_that_hang_on_a_hearing_and_on_service(
    law: tuple[str, date, str], where: Jurisdiction, facts: CourtFacts, code: str, last_day: date
) -> None:
    found = court_days(instrument(*law), where, facts, Matter(date(2003, 11, 17), "council"))
    day = next(d for d in found if d.what.startswith(code))
    assert day.last_day == last_day


def test_service_of_a_notice_starts_the_appeal_once_and_not_twice() -> None:
    notice = instrument("community-protection-notice", date(2016, 5, 9))
    facts = CourtFacts(served=(Served(ServedPaper.OTHER, datetime(2016, 5, 10, 11)),))
    found = court_days(notice, Jurisdiction.ENGLAND_WALES, facts, matter())
    assert [day.last_day for day in found] == [date(2016, 5, 30)]  # 2014 Act s.46(2): 21 days with the first
    assert found[0].working_day == date(2016, 5, 27)  # the 30th is a bank holiday Monday


@pytest.mark.parametrize(
    ("law", "born", "orders", "days"),
    [
        # 1998 Act s.1J, since 2009: each twelve months while still under 18; none in 2003.
        (ASBO_2003, date(1990, 6, 1), [MadeOrder(1, FULL, date(2003, 11, 17), None)], []),
        (ASBO_2010, date(1995, 6, 1), [MadeOrder(1, FULL, date(2010, 1, 4), None)],
         [date(2011, 1, 3), date(2012, 1, 3), date(2013, 1, 3)]),
        (ASBO_2010, date(1995, 6, 1), [MadeOrder(1, FULL, date(2010, 1, 4), date(2012, 1, 4))],
         [date(2011, 1, 3), date(2012, 1, 3)]),
        (ASBO_2010, date(1993, 1, 4), [MadeOrder(1, FULL, date(2010, 1, 4), None)], []),  # 17 on that day
        (ASBO_2010, None, [MadeOrder(1, FULL, date(2010, 1, 4), None)], []),
        (ASBO_2010, date(1995, 6, 1), [MadeOrder(1, INTERIM, date(2010, 1, 4), None)], []),
        # A variation within a period begins it anew.
        (ASBO_2010, date(1995, 6, 1),
         [MadeOrder(1, FULL, date(2010, 1, 4), None), MadeOrder(2, VARIED, date(2010, 7, 1), None)],
         [date(2011, 6, 30), date(2012, 6, 30)]),
        (ASBO_2010, date(1995, 6, 1), [MadeOrder(1, FULL, date(2010, 1, 4), None, date(2011, 6, 1))],
         [date(2011, 1, 3)]),
    ],
)  # fmt: skip
def test_the_laws_reviews_of_the_young(
    law: tuple[str, date, str], born: date | None, orders: list[MadeOrder], days: list[date]
) -> None:
    found = reviews_wanted(instrument(*law), born, orders)
    assert [day for each in found.values() for day in each] == days


def test_an_order_is_served_only_by_its_own_paper() -> None:
    interim = Served(ServedPaper.INTERIM_ORDER, datetime(2003, 11, 18, 9))
    assert unserved(MADE, (interim,))
    assert not unserved(MADE, (Served(ServedPaper.ORDER, datetime(2003, 11, 18, 9)),))
    varied = MadeOrder(2, VARIED, date(2004, 3, 1), None)
    assert unserved(varied, (Served(ServedPaper.ORDER, datetime(2003, 11, 18, 9)),))


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (date(1990, 1, 1), []),  # 2014 Act s.15: from the youth court only
        (date(2000, 1, 1), ["An appeal lies to the Crown Court"]),
        (
            None,
            ["Where the person is under 18 on the day of the application; the date of birth is not known. Then an "],
        ),
    ],
)
def test_an_appeal_from_the_youth_court_is_told_of_somebody_young_alone(born: date | None, told: list[str]) -> None:
    about = matter(born, application=date(2016, 5, 9), order=date(2016, 6, 1))
    found = appeals_without_a_day(instrument(*INJUNCTION), about)
    assert [words.startswith(start) for words, start in zip(found, told, strict=True)] == [True] * len(told)
