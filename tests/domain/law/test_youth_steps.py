"""The steps for the young appear by themselves, by the age on the day that matters; a doubt is never dropped."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.law import Instrument
from asbdesk.domain.law_people import Matter, consultees, courts, documents, duties, elements, may_apply, youth_steps
from asbdesk.domain.law_rules import ApplicantKind, At
from tests.domain.law.tables import ENGLAND, SCOTLAND, ULSTER, day, known, rows


def matter(row: list[str], applicant: ApplicantKind = "council") -> Matter:
    """Born, application, hearing and order out of a row; "-" is not known."""
    names: tuple[At, ...] = ("application", "hearing", "order")
    days = {name: day(text) for name, text in zip(names, row[1:4], strict=True) if text != "-"}
    return Matter(day(row[1]), applicant, None if row[0] == "-" else day(row[0]), days)


def steps(instrument: Instrument, row: list[str]) -> list[str]:
    """The initials of each step's code, a question mark before one that is not sure: "yc", "?tmam".

    The day of a breach is never known in these tables: steps that wait for one are told only where a day is missing.
    """
    found = youth_steps(instrument, matter(row))
    told = [step for step in found if "-" in row or "breach" not in step.rule.at]
    return [f"{'' if step.sure else '?'}{initials(step.rule.code)}" for step in told]


def initials(code: str) -> str:
    return "".join(word[0] for word in code.split("-"))


# Born, application, hearing, order, the steps: youth court, consult youth offending team, twelve months at most,
# transfer, breach consultation.
INJUNCTION = rows("""
2000-01-10 | 2016-03-10 | 2016-04-14 | 2016-04-14 | yc cyot tmam | 2014 Act s.1(6), (8), s.14 [9]: 16
1998-04-14 | 2016-03-10 | 2016-04-14 | 2016-04-14 | yc cyot t | 2014 Act s.18(3) [9]: 18 on the day of the hearing
1998-04-15 | 2016-03-10 | 2016-04-14 | 2016-04-14 | yc cyot tmam | 2014 Act s.1(6) [9]: 18 the day after the hearing
1998-03-11 | 2016-03-10 | 2016-04-14 | 2016-04-14 | yc cyot t | 2014 Act s.1(8)(a) [9]: 18 a day later
1998-03-10 | 2016-03-10 | 2016-04-14 | 2016-04-14 | | 2014 Act s.1(8)(b) [9]: 18 on the day of the application
1998-04-20 | 2016-03-10 | 2016-04-14 | 2016-04-21 | yc cyot | 2014 Act s.1(6) [9]: 18 between hearing and order
2000-02-29 | 2018-02-28 | 2018-03-01 | 2018-03-01 | yc cyot t | 2014 Act s.18(3) [9]: born on 29 February
2000-02-29 | 2018-02-27 | 2018-02-28 | 2018-02-28 | yc cyot tmam | 2014 Act s.1(6) [9]: on 29 February, still 17
1970-05-05 | 2016-03-10 | 2016-04-14 | 2016-04-14 | | 2014 Act s.1(8)(b) [9]: an adult
1970-05-05 | 2016-03-10 | -          | -          | | 2014 Act [9]: an adult, whatever day the hearing will be
2000-01-10 | 2016-03-10 | -          | -          | yc cyot ?tmam ?bc | 2014 Act [9]: 16, no hearing fixed yet
-          | 2016-03-10 | 2016-04-14 | -          | ?yc ?cyot ?tmam ?bc | 2014 Act [9]: no date of birth
""")


@pytest.mark.parametrize("row", INJUNCTION)
def test_the_youth_steps_of_an_injunction(row: list[str]) -> None:
    assert steps(known(ENGLAND, "injunction", date(2016, 3, 10)), row) == row[4].split()


# Individual support order, yearly review.
ASBO = rows("""
1992-06-01 | 2005-03-10 | 2005-04-14 | 2005-04-14 | iso | CDA s.1AA [17]: 12
1987-04-15 | 2005-03-10 | 2005-04-14 | 2005-04-14 | iso | CDA s.1AA [17]: the day before the 18th birthday
1987-04-14 | 2005-03-10 | 2005-04-14 | 2005-04-14 | | CDA s.1AA [17]: 18 on the day of the order
1987-03-20 | 2005-03-10 | 2005-04-14 | 2005-04-14 | | CDA s.1AA [17]: 18 between application and hearing
1992-06-01 | 2003-03-10 | 2003-04-14 | 2003-04-14 | | CDA s.1AA [17]: not yet law
1993-06-01 | 2009-03-10 | 2009-04-14 | 2009-04-14 | iso yr | CDA s.1AA, s.1J [17][19]: 15
1992-04-15 | 2009-03-10 | 2009-04-14 | 2009-04-14 | iso yr | CDA s.1J [19]: the day before the 17th birthday
1992-04-14 | 2009-03-10 | 2009-04-14 | 2009-04-14 | iso | CDA s.1J [19]: 17 on the day of the order
1992-02-29 | 2009-02-03 | 2009-02-28 | 2009-02-28 | iso yr | CDA s.1J [19]: born on the leap day, still 16
1992-02-29 | 2009-02-03 | 2009-03-01 | 2009-03-01 | iso | CDA s.1J [19]: born on the leap day, 17 on 1 March
1991-04-13 | 2009-03-10 | 2009-04-14 | 2009-04-14 | | CDA s.1AA [17]: 18
1993-06-01 | 2009-03-10 | 2009-04-14 | -          | ?iso ?yr | CDA s.1AA, s.1J: no order yet
""")


@pytest.mark.parametrize("row", ASBO)
def test_the_youth_steps_of_an_asbo(row: list[str]) -> None:
    assert steps(known(ENGLAND, "asbo", day(row[1])), row) == row[4].split()


# Children's hearing, principal reporter, refer to hearing, parenting order, no detention.
SHERIFF = rows("""
2012-01-10 | 2026-11-23 | 2026-12-15 | 2026-12-15 | ch pr rth po | 2004 Act s.4(4), s.12, s.13 [6]: 14
2010-12-15 | 2026-11-23 | 2026-12-15 | 2026-12-15 | ch pr | 2004 Act s.18 [6]: 16 on the day of the hearing
2010-12-16 | 2026-11-23 | 2026-12-15 | 2026-12-15 | ch pr rth po | 2004 Act s.18 [6]: the day before the 16th birthday
2010-11-24 | 2026-11-23 | 2026-12-15 | 2026-12-15 | ch pr | 2004 Act s.18 [6]: 16 the day after the application
2010-11-23 | 2026-11-23 | 2026-12-15 | 2026-12-15 | | 2004 Act s.18 [6]: 16 on the day of the application
2008-12-01 | 2026-11-23 | 2026-12-15 | 2026-12-15 | | 2004 Act s.18 [6]: 18 in between matters to nobody
2012-02-29 | 2028-02-28 | 2028-02-29 | 2028-02-29 | ch pr | 2004 Act s.18 [6]: 16 on the leap day
2011-02-28 | 2027-02-27 | 2027-02-28 | 2027-02-28 | ch pr | 2004 Act s.18 [6]: month end
2011-12-26 | 2027-12-24 | 2027-12-25 | 2027-12-25 | ch pr rth po | 2004 Act s.18 [6]: Christmas
2014-11-23 | 2026-11-23 | 2026-12-15 | 2026-12-15 | ch pr rth po | 2004 Act s.4(2)(a) [6]: 12
1960-01-01 | 2026-11-23 | -          | -          | | 2004 Act s.18 [6]: an adult
2012-01-10 | 2026-11-23 | -          | -          | ch pr ?rth ?po ?nd | 2004 Act [6]: no hearing fixed yet
2010-11-23 | 2026-11-23 | -          | -          | | 2004 Act s.18 [6]: 16 today, no hearing fixed yet
""")


@pytest.mark.parametrize("row", SHERIFF)
def test_the_youth_steps_in_scotland(row: list[str]) -> None:
    assert steps(known(SCOTLAND, "asbo", day(row[1])), row) == row[4].split()


def test_the_court_follows_the_age_at_the_application() -> None:
    injunction = known(ENGLAND, "injunction", date(2016, 3, 10))
    for born, expected in (("1998-03-11", ["the youth court"]), ("1998-03-10", ["the county court"])):
        found = courts(injunction, matter([born, "2016-03-10", "2016-04-14", "-"]))
        assert [c.rule.name for c in found] == expected
        assert found[0].sure
    unknown = courts(injunction, matter(["-", "2016-03-10", "-", "-"]))
    assert [(c.rule.name, c.sure) for c in unknown] == [("the youth court", False), ("the county court", False)]
    assert injunction.court_for(16) == "the youth court"
    assert injunction.court_for(18) == injunction.court_for(None) == "the county court"


def test_a_day_before_the_birth_is_a_slip_and_leaves_the_step_in_doubt() -> None:
    about = Matter(date(2040, 1, 1), "council", date(2017, 1, 1), {"application": date(2016, 3, 10)})
    found = youth_steps(known(ENGLAND, "injunction", date(2016, 3, 10)), about)
    assert [(step.rule.code, step.sure) for step in found if "application" in step.rule.at] == [
        ("youth-court", False),
        ("consult-youth-offending-team", False),
    ]


# Relevant authority, chief officer, council of residence, others, youth offending team (hearing), chief constable,
# other authorities, principal reporter, local authority, housing executive, council.
CONSULTED = rows("""
E | asbo | 2000-01-01 | council | 1970-01-01 | ra | CDA s.1(2) as enacted [4]
E | asbo | 2003-11-17 | council | 1970-01-01 | co | CDA s.1E, unconfirmed
E | asbo | 2003-11-17 | police | 1970-01-01 | cor | CDA s.1E, unconfirmed
E | asbo | 2003-11-17 | social-landlord | 1970-01-01 | co cor | CDA s.1E, unconfirmed
E | asbo | 2003-11-17 | transport-police | 1970-01-01 | co cor | CDA s.1E, unconfirmed
E | injunction | 2016-03-10 | council | 1970-01-01 | o | 2014 Act s.14(1)(b) [9]
E | injunction | 2016-03-10 | council | 2000-01-10 | yot yoth o | 2014 Act s.14 [9]: 16
S | asbo | 2026-11-23 | council | 1970-01-01 | cc oa | 2004 Act s.18 [6]
S | asbo | 2026-11-23 | council | 2012-01-10 | cc oa pr | 2004 Act s.18 [6]: a child
S | asbo | 2026-11-23 | social-landlord | 2012-01-10 | cc pr la | 2004 Act s.4(11)(b)(i) [6]: a child
S | asbo | 2026-11-23 | social-landlord | 2010-11-23 | cc la | 2004 Act s.4(11)(b)(ii) [6]: 16
N | asbo | 2026-11-23 | council | 1970-01-01 | cc he | NI Order art.5, unconfirmed
N | asbo | 2026-11-23 | housing-executive | 1970-01-01 | cc c | NI Order art.5, unconfirmed
""")
PLACES = {"E": ENGLAND, "S": SCOTLAND, "N": ULSTER}


@pytest.mark.parametrize("row", CONSULTED)
def test_who_is_consulted_follows_applicant_and_age(row: list[str]) -> None:
    on = day(row[2])
    about = Matter(on, row[3], day(row[4]), {"application": on, "hearing": on})  # type: ignore[arg-type]
    found = consultees(known(PLACES[row[0]], row[1], on), about)
    assert [initials(c.rule.code) for c in found] == row[5].split()


def test_a_landlord_in_scotland_consults_about_a_child_and_notifies_of_anybody_else() -> None:
    order, on = known(SCOTLAND, "asbo", date(2026, 11, 23)), date(2026, 11, 23)
    for born, how in ((date(2010, 11, 24), "consult"), (date(2010, 11, 23), "notify")):
        found = consultees(order, Matter(on, "social-landlord", born, {"application": on}))
        assert [c.rule.how for c in found if c.rule.code == "local-authority"] == [how]


def test_each_stage_of_the_asbo_has_its_own_applicants() -> None:
    able = {
        on: {a.kind for a in known(ENGLAND, "asbo", on).applicants}
        for on in (date(1999, 4, 1), date(2002, 12, 2), date(2004, 3, 31))
    }
    first, second, third = able.values()
    assert first == {"council", "police"}
    assert second - first == {"transport-police", "social-landlord"}
    assert third - second == {"county-council", "housing-action-trust"}
    assert may_apply(known(ENGLAND, "asbo", date(2003, 11, 17)), "social-landlord")
    assert not may_apply(known(ENGLAND, "asbo", date(2002, 12, 1)), "social-landlord")
    assert not may_apply(known(ENGLAND, "criminal-behaviour-order", date(2016, 1, 1)), "council")


def test_a_landlord_shows_that_its_housing_functions_are_touched() -> None:
    injunction = known(ENGLAND, "injunction", date(2016, 3, 10))
    for applicant, shown in (("council", False), ("police", False), ("social-landlord", True), (None, True)):
        found = elements(injunction, Matter(date(2016, 3, 10), applicant))  # type: ignore[arg-type]
        assert ("housing-functions" in {e.rule.code for e in found}) is shown
        assert {"behaviour", "just-and-convenient"} <= {e.rule.code for e in found}


def test_the_risk_assessment_comes_before_a_respect_order_and_says_that_it_is_unconfirmed() -> None:
    about = Matter(date(2026, 11, 23), "council", date(1970, 1, 1), {"application": date(2026, 11, 23)})
    order = known(ENGLAND, "respect-order", date(2026, 11, 23))
    (duty,) = [d.rule for d in duties(order, about) if d.rule.code == "risk-assessment"]
    assert duty.doubt == "Unconfirmed: the Bill was read, not the Act"
    assert duty.document in {d.rule.code for d in documents(order, about)}


def test_papers_of_2003_name_their_prescribed_forms_and_earlier_ones_say_that_theirs_were_not_read() -> None:
    about = Matter(date(2003, 11, 17), "council")
    forms = {d.rule.code: d.rule.form for d in documents(known(ENGLAND, "asbo", date(2003, 11, 17)), about)}
    assert forms["application"] == "SI 2002/2784 Schedule 1"
    assert forms["summons"] == "SI 2002/2784 Schedule 2"
    assert forms["order"] == "SI 2002/2784 Schedule 3"
    old = {d.rule.code: d.rule for d in documents(known(ENGLAND, "asbo", date(2001, 1, 1)), about)}
    assert old["application"].form == ""
    assert old["application"].unsure_of("form")
    assert "interim-application" not in old
