"""The readiness board: each line both ways, under the laws of 1998, 2004 and 2014. Source: law.md, the law files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from asbdesk.domain.board import GROUPS, Asked, Board, Filed, Gathered, Line, Proof
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument, instrument_on
from asbdesk.domain.law_people import Matter, consultees, duties
from asbdesk.domain.law_rules import At
from asbdesk.domain.orders import ConsultAnswer, ProofKind
from asbdesk.domain.readiness import judge
from asbdesk.domain.readiness_papers import RECORDED
from asbdesk.domain.rejudged import changes, snapshot
from asbdesk.reference_data import load_law

ADULT, BOY = date(1984, 3, 4), date(1988, 5, 20)
K = ProofKind


def instrument(jurisdiction: Jurisdiction, code: str, day: date) -> Instrument:
    found = instrument_on(load_law(jurisdiction.value), code, day)
    assert found is not None
    return found


def given(
    day: date = date(2003, 11, 17),
    born: date | None = ADULT,
    *,
    jurisdiction: Jurisdiction = Jurisdiction.ENGLAND_WALES,
    code: str = "asbo",
    planned: date | None = date(2003, 12, 1),
    hearing: date | None = None,
    acts: tuple[date, ...] = (),
    **changed: Any,
) -> Gathered:
    """An application by the council, planned for a day, about somebody born then."""
    days: dict[At, date] = {}
    if planned:
        days["application"] = planned
    if hearing:
        days["hearing"] = hearing
    if acts:
        days["act"] = min(acts)
    return Gathered(
        instrument=instrument(jurisdiction, code, day), jurisdiction=jurisdiction,
        matter=Matter(day, "council", born, days), planned_on=planned, acts=dict(enumerate(acts)),
        hearing=datetime.combine(hearing, datetime.min.time()).replace(hour=10) if hearing else None, **changed,
    )  # fmt: skip


def injunction(day: date = date(2016, 11, 17), born: date | None = date(2000, 3, 4), **changed: Any) -> Gathered:
    """Under Part 1 of the 2014 Act, about a sixteen-year-old."""
    return given(day, born, code="injunction", **{"planned": date(2016, 12, 1), **changed})


def scottish(born: date | None = date(2011, 3, 4), **changed: Any) -> Gathered:
    """Under the Antisocial Behaviour etc. (Scotland) Act 2004, about a fifteen-year-old."""
    return given(
        date(2026, 11, 17), born, jurisdiction=Jurisdiction.SCOTLAND,
        **{"planned": date(2026, 12, 1), **changed},
    )  # fmt: skip


def line(facts: Gathered | Board, code: str) -> Line:
    found = (facts if isinstance(facts, Board) else judge(facts)).line(code)
    assert found is not None, code
    return found


def proof(code: str, kind: ProofKind = K.RECORD) -> Proof:
    return Proof(1, code, kind, None if kind is K.RECORD else 1, date(2003, 11, 10), "done", "evidence", "Jo")


def codes(board: Board) -> set[str]:
    return {each.code for each in board.lines}


def everything(facts: Gathered) -> Gathered:
    """The same with all on file that its board asks for."""
    lines = judge(facts).lines
    asked = tuple(
        Asked(n, c.rule.code, "somebody", date(2003, 11, 1), None, ConsultAnswer.SUPPORTS, date(2003, 11, 5),
              date(2003, 11, 6))
        for n, c in enumerate(consultees(facts.instrument, facts.matter))
    )  # fmt: skip
    filed = tuple(Filed(each.code.removeprefix("paper:"), "ASB/2003/0147/L1", date(2003, 11, 6)) for each in lines)
    proofs = tuple(
        proof(each.code, next(iter(each.ticks))) for each in lines if each.code.startswith(("element:", "duty:"))
        if each.ticks
    )  # fmt: skip
    return replace(facts, consultations=asked, filed=filed, proofs=proofs)


def ready_asbo(**changed: Any) -> Gathered:
    acts = (date(2003, 3, 1), date(2003, 11, 3))
    return everything(given(acts=acts, court="Thornmere Magistrates' Court", length_months=24, terms=2, **changed))


def test_with_all_on_file_it_is_ready() -> None:
    board = judge(ready_asbo())
    assert [each.code for each in board.open] == []
    assert board.ready


def test_the_groups_come_in_the_order_of_the_work() -> None:
    shown = [each.group for each in judge(scottish()).lines]
    assert shown == sorted(shown, key=list(GROUPS).index)


def test_without_anything_on_file_nothing_that_is_ticked_is_done() -> None:
    board = judge(given())
    assert not board.ready
    assert not [each for each in board.lines if each.ticks and each.state == "done"]


# who applies, where


def test_a_body_that_may_apply_is_done_and_another_is_missing() -> None:
    facts = given()
    assert line(facts, "applicant").state == "done"
    other = replace(facts, matter=replace(facts.matter, applicant="nhs"))
    assert line(other, "applicant").state == "missing"


def test_the_day_of_lodging_has_to_be_planned() -> None:
    assert line(given(planned=None), "lodging").state == "missing"
    assert line(given(), "lodging").why == "Planned for 1 Dec 2003"


@pytest.mark.parametrize(
    ("born", "state", "why"),
    [
        (date(1993, 12, 1), "done", "10 on 1 Dec 2003"),  # the tenth birthday itself: s.1(1) "aged 10 or over"
        (date(1993, 12, 2), "missing", "9 on 1 Dec 2003"),
        (None, "doubt", "The date of birth is not known."),
    ],
)
def test_the_age_at_the_application_is_judged_on_its_day(born: date | None, state: str, why: str) -> None:
    found = line(given(born=born), "age:application")
    assert (found.state, found.why) == (state, why)


def test_a_leap_day_birthday_is_attained_on_1_march() -> None:
    facts = given(date(2014, 2, 20), date(2004, 2, 29), planned=date(2014, 2, 28), hearing=None)
    assert line(facts, "age:application").state == "missing"
    assert (
        line(given(date(2014, 2, 20), date(2004, 2, 29), planned=date(2014, 3, 1)), "age:application").state == "done"
    )


def test_the_age_at_the_first_act_waits_for_an_allegation() -> None:
    assert line(given(), "age:act").state == "doubt"
    assert line(given(acts=(date(2003, 11, 3),)), "age:act").state == "done"
    assert line(given(born=date(1993, 11, 20), acts=(date(2003, 11, 3),)), "age:act").state == "missing"


def test_who_is_old_enough_today_is_so_on_a_later_day() -> None:
    found = line(given(planned=None), "age:application")
    assert (found.state, found.why) == ("done", "19 already today")


def test_a_missing_birth_is_a_line_of_its_own() -> None:
    assert line(given(born=None), "born").state == "missing"
    assert "born" not in codes(judge(given()))


def test_a_court_that_is_not_named_is_missing() -> None:
    assert line(given(), "court").state == "missing"
    assert line(given(court="Thornmere Magistrates' Court"), "court").state == "done"


def test_a_sixteen_year_old_goes_to_the_youth_court_in_2014_law() -> None:
    wrong = line(injunction(court="County Court at Thornmere"), "court")
    assert wrong.state == "missing"
    assert "16 on the day of the application, 1 Dec 2016" in wrong.why
    assert line(injunction(court="Thornmere Youth Court"), "court").state == "done"
    grown_up = injunction(born=date(1990, 3, 4), court="County Court at Thornmere")
    assert line(grown_up, "court").state == "done"
    assert line(injunction(born=date(1990, 3, 4), court="Thornmere Youth Court"), "court").state == "missing"


def test_without_a_birth_the_court_is_to_be_decided_and_a_record_decides_it() -> None:
    facts = injunction(born=None, court="County Court at Thornmere")
    assert line(facts, "court").state == "doubt"
    assert line(replace(facts, proofs=(proof("court"),)), "court").state == "done"


# youth


def test_a_fifteen_year_old_in_scotland_has_the_principal_reporter_and_the_childrens_hearing() -> None:
    board = judge(scottish())
    assert line(board, "youth:principal-reporter").state == "missing"
    assert line(board, "youth:childrens-hearing").state == "later"
    assert line(board, "consult:principal-reporter").state == "missing"
    grown_up = codes(judge(scottish(born=date(2000, 3, 4))))
    assert not [code for code in grown_up if code.startswith("youth:")]
    assert "consult:principal-reporter" not in grown_up


def test_eleven_is_too_young_in_scotland() -> None:
    assert line(scottish(born=date(2014, 12, 2)), "age:application").state == "missing"
    assert line(scottish(born=date(2014, 12, 1)), "age:application").state == "done"


def test_a_youth_step_is_done_with_the_consultation_that_it_asks_for() -> None:
    asked = Asked(1, "youth-offending-team", "Thornmere YOT", date(2016, 11, 1), None, ConsultAnswer.SUPPORTS,
                  date(2016, 11, 5), date(2016, 11, 6))  # fmt: skip
    facts = injunction(consultations=(asked,), court="Thornmere Youth Court")
    assert line(facts, "youth:consult-youth-offending-team").state == "done"
    assert line(facts, "youth:youth-court").state == "done"
    assert line(injunction(), "youth:consult-youth-offending-team").state == "missing"
    assert line(injunction(), "youth:youth-court").state == "missing"


def test_eighteen_between_application_and_hearing_is_a_step_of_its_own() -> None:
    born = date(1998, 12, 20)  # 17 on 1 December 2016, 18 on 20 December
    assert "youth:transfer" in codes(judge(injunction(born=born, hearing=date(2016, 12, 20))))
    assert "youth:transfer" not in codes(judge(injunction(born=born, hearing=date(2016, 12, 19))))


def test_under_the_act_of_1998_a_youth_of_2004_brings_the_individual_support_order_to_mind() -> None:
    facts = given(date(2004, 11, 17), BOY, planned=date(2004, 12, 1), hearing=date(2005, 1, 10))
    assert line(facts, "youth:individual-support-order").state == "later"
    assert "youth:individual-support-order" not in codes(judge(given(born=BOY)))  # no such order in 2003


# allegations, limitation


def test_one_act_within_six_months_of_the_application_is_live() -> None:
    """Magistrates' Courts Act 1980 s.127; the day itself is not counted."""
    live = line(given(acts=(date(2003, 6, 1),)), "limitation")
    assert (live.state, live.by) == ("done", date(2003, 12, 1))
    late = line(given(acts=(date(2003, 5, 31),)), "limitation")
    assert (late.state, late.by) == ("missing", None)
    assert late.why == "0 of 1 act live on 1 Dec 2003, 1 background"


def test_without_allegations_both_lines_are_missing() -> None:
    board = judge(given())
    assert (line(board, "allegations").state, line(board, "limitation").state) == ("missing", "missing")


def test_once_lodged_the_limit_no_longer_counts_down() -> None:
    lodged = replace(given(day=date(2004, 8, 2), planned=date(2003, 12, 1), acts=(date(2003, 11, 3),)),
                     lodged_on=date(2003, 12, 1))  # fmt: skip
    found = line(lodged, "limitation")
    assert (found.state, found.by) == ("done", None)


def test_where_the_law_knows_no_limit_the_line_says_so() -> None:
    assert line(injunction(), "limitation").state == "not-needed"


# the test, duties, proportionality


@pytest.mark.parametrize(
    ("kind", "state"),
    [(K.INCIDENT, "done"), (K.STATEMENT, "done"), (K.EXHIBIT, "done"), (K.RECORD, "done"), (K.ASSESSMENT, "missing")],
)
def test_the_conduct_is_shown_by_what_its_rule_allows_or_by_a_record(kind: ProofKind, state: str) -> None:
    assert line(given(proofs=(proof("element:conduct", kind),)), "element:conduct").state == state


def test_what_ticks_one_line_ticks_no_other() -> None:
    facts = given(proofs=(proof("element:conduct"),))
    assert line(facts, "element:necessary").state == "missing"


def test_what_the_court_leaves_out_is_nobodys_to_prove() -> None:
    found = line(given(), "element:reasonable")
    assert (found.state, found.ticks) == ("not-needed", ())


def test_a_duty_is_done_by_a_record() -> None:
    facts = injunction()
    assert [each.rule.code for each in duties(facts.instrument, facts.matter)] == ["equality"]
    assert line(facts, "duty:equality").state == "missing"
    assert line(replace(facts, proofs=(proof("duty:equality"),)), "duty:equality").state == "done"


def test_a_respect_order_needs_its_risk_assessment() -> None:
    """Crime and Policing Act 2026: completed before applying."""
    facts = given(date(2026, 11, 17), date(1990, 1, 1), code="respect-order", planned=date(2026, 12, 1))
    assert line(facts, "duty:risk-assessment").state == "missing"
    assessed = replace(facts, proofs=(proof("duty:risk-assessment", K.ASSESSMENT),))
    assert line(assessed, "duty:risk-assessment").state == "done"
    paper = replace(facts, filed=(Filed("risk-assessment", "ASB/2026/0001/L1", date(2026, 11, 20)),))
    assert line(paper, "duty:risk-assessment").state == "done"


def test_proportionality_is_asked_until_it_is_lodged() -> None:
    assert line(given(out_of_proportion="Record it."), "proportion").state == "missing"
    assert line(given(), "proportion").state == "done"
    assert "proportion" not in codes(judge(given(lodged_on=date(2003, 12, 1))))


# consultation


ASKED = Asked(1, "chief-officer", "the Chief Constable", date(2003, 11, 3), date(2003, 11, 17))


@pytest.mark.parametrize(
    ("asked", "state", "why"),
    [
        (None, "missing", "Not asked yet."),
        (ASKED, "missing", "Asked 3 Nov 2003, reply by 17 Nov 2003. No answer yet."),
        (replace(ASKED, answer=ConsultAnswer.SUPPORTS, answered_on=date(2003, 11, 10)), "missing",
         "Asked 3 Nov 2003. Supports it 10 Nov 2003. The certificate is missing."),
        (replace(ASKED, answer=ConsultAnswer.NO_REPLY, certified_on=date(2003, 11, 14)), "doubt",
         "Asked 3 Nov 2003. Did not reply. Record why it goes on without a reply."),
        (replace(ASKED, answer=ConsultAnswer.OBJECTS, answered_on=date(2003, 11, 10), certified_on=date(2003, 11, 14)),
         "done", "Asked 3 Nov 2003. Objects 10 Nov 2003. Certified 14 Nov 2003"),
    ],
)  # fmt: skip
def test_a_consultee_needs_request_answer_and_certificate(asked: Asked | None, state: str, why: str) -> None:
    found = line(given(consultations=(asked,) if asked else ()), "consult:chief-officer")
    assert (found.state, found.why) == (state, why)


def test_a_missing_reply_is_settled_by_a_record() -> None:
    silent = replace(ASKED, answer=ConsultAnswer.NO_REPLY, certified_on=date(2003, 11, 14))
    facts = given(consultations=(silent,), proofs=(proof("consult:chief-officer"),))
    assert line(facts, "consult:chief-officer").state == "done"
    assert line(facts, "consult:chief-officer").ticks == RECORDED


def test_who_applies_decides_who_is_consulted() -> None:
    facts = given()
    police = replace(facts, matter=replace(facts.matter, applicant="police"))
    assert "consult:council-of-residence" in codes(judge(police))
    assert "consult:chief-officer" not in codes(judge(police))


def test_one_more_consultee_is_a_line_until_the_answer_is_there() -> None:
    more = Asked(2, "more:1", "Thornmere Women's Centre", date(2003, 11, 3))
    assert line(given(consultations=(more,)), "consult:more:1").state == "missing"
    answered = replace(more, answer=ConsultAnswer.NO_OBJECTION)
    assert line(given(consultations=(answered,)), "consult:more:1").state == "done"


def test_without_notice_the_team_is_consulted_after_the_application() -> None:
    facts = injunction(without_notice=True, hearing=date(2016, 12, 9))
    assert line(facts, "consult:youth-offending-team").state == "not-needed"
    after = line(facts, "consult:youth-offending-team-hearing")
    assert (after.state, after.by) == ("later", date(2016, 12, 9))
    assert line(injunction(), "consult:youth-offending-team-hearing").state == "not-needed"


# the order sought, papers, notices


def test_terms_and_the_answers_to_their_checks_are_needed() -> None:
    assert line(given(), "terms").state == "missing"
    assert line(given(terms=2), "checks").state == "done"
    assert line(given(terms=2, unanswered=("Term 2: is it clear?",)), "checks").state == "missing"


@pytest.mark.parametrize(("months", "state"), [(24, "done"), (23, "missing"), (None, "done"), (120, "done")])
def test_an_asbo_is_for_two_years_or_more_or_until_further_order(months: int | None, state: str) -> None:
    """Crime and Disorder Act 1998 s.1(7)."""
    assert line(given(length_months=months), "length").state == state


@pytest.mark.parametrize(("months", "state"), [(12, "done"), (13, "missing"), (None, "missing")])
def test_an_injunction_of_the_young_is_for_twelve_months_at_most(months: int | None, state: str) -> None:
    """Anti-social Behaviour, Crime and Policing Act 2014 s.6(2): before the age of 18, taken at the hearing."""
    facts = injunction(hearing=date(2017, 1, 9), length_months=months)
    assert line(facts, "length").state == state
    assert (
        line(injunction(born=date(1990, 1, 1), hearing=date(2017, 1, 9), length_months=None), "length").state == "done"
    )


def test_a_grown_up_may_be_taken_to_the_high_court_and_a_youth_may_not() -> None:
    """2014 Act s.1(8): the youth court under 18, otherwise the High Court or the county court."""
    adult = line(injunction(born=date(1990, 3, 4), court="High Court of Justice at Thornmere"), "court")
    assert (adult.state, adult.words) == ("done", "The county court or the High Court")
    young = line(injunction(court="High Court of Justice at Thornmere"), "court")
    assert (young.state, young.words) == ("missing", "The youth court")


def test_a_paper_is_done_when_it_is_filed_or_recorded() -> None:
    assert line(given(), "paper:hearing:summons").state == "later"
    filed = given(filed=(Filed("summons", "ASB/2003/0147/L9", date(2003, 11, 14)),))
    assert (line(filed, "paper:hearing:summons").state, line(filed, "paper:hearing:summons").why) == (
        "done", "ASB/2003/0147/L9, 14 Nov 2003",
    )  # fmt: skip
    assert line(given(proofs=(proof("paper:hearing:summons"),)), "paper:hearing:summons").state == "done"


def test_the_papers_of_an_interim_order_are_asked_for_where_one_is_sought() -> None:
    assert not [code for code in codes(judge(given())) if code.startswith("paper:interim:")]
    assert line(given(interim_sought=True), "paper:interim:interim-application").state == "missing"


def test_the_hearsay_notice_is_worked_back_from_the_hearing() -> None:
    """SI 1999/681 rule 3: not less than 21 days before; clear days. 9 January 2004 gives 18 December 2003."""
    found = line(given(hearing=date(2004, 1, 9)), "notice:hearsay")
    assert (found.state, found.by) == ("later", date(2003, 12, 18))
    assert line(given(), "notice:hearsay").by is None
    late = line(given(day=date(2003, 12, 19), hearing=date(2004, 1, 9)), "notice:hearsay")
    assert late.state == "missing"
    served = given(day=date(2003, 12, 19), hearing=date(2004, 1, 9), proofs=(proof("notice:hearsay"),))
    assert line(served, "notice:hearsay").state == "done"


def test_the_next_date_is_the_soonest_that_is_not_done() -> None:
    facts = given(hearing=date(2004, 1, 9), acts=(date(2003, 11, 3),), consultations=(ASKED,))
    board = judge(facts)
    assert board.next_date is not None
    assert (board.next_date.code, board.next_date.by) == ("consult:chief-officer", date(2003, 11, 17))


# judged anew


def test_a_changed_birth_says_that_the_youth_court_now_applies() -> None:
    before = snapshot(judge(injunction(born=date(1990, 3, 4), court="County Court at Thornmere")))
    found = changes(before, judge(injunction(court="County Court at Thornmere")))
    assert found.because == ("the date of birth is now 4 Mar 2000",)
    assert found.words.startswith("Because the date of birth is now 4 Mar 2000: ")
    assert "the youth court now applies, not the county court" in found.lines
    assert "now needed: consult the local youth offending team first" in found.lines


def test_several_causes_are_told_as_a_list_and_what_is_only_known_now_is_none_of_them() -> None:
    before = snapshot(judge(injunction(born=date(1990, 3, 4), court="County Court at Thornmere")))
    known = {**before["known"], "applicant": "police", "without-notice": "yes"}
    known.pop("application")
    found = changes({**before, "known": known}, judge(injunction(court="County Court at Thornmere")))
    born, applicant, notice = found.because
    assert found.cause == f"Because {born}, {applicant} and {notice}"
    assert applicant.startswith("the applicant is now ")


def test_a_length_that_turns_on_the_age_is_to_be_looked_at_again() -> None:
    before = snapshot(judge(injunction(born=date(1990, 3, 4), length_months=24)))
    found = changes(before, judge(injunction(length_months=24)))
    assert any("12 months" in words for words in found.lines if words.startswith("the length"))


def test_a_moved_hearing_moves_the_last_days() -> None:
    before = snapshot(judge(given(hearing=date(2004, 1, 9))))
    found = changes(before, judge(given(hearing=date(2004, 1, 12))))
    assert "the day of the hearing is now 12 Jan 2004" in found.because
    assert any("the last day is now 21 Dec 2003, not 18 Dec 2003" in words for words in found.lines)


def test_a_birthday_before_the_moved_hearing_is_told() -> None:
    born = date(1998, 12, 20)
    before = snapshot(judge(injunction(born=born, hearing=date(2016, 12, 19))))
    found = changes(before, judge(injunction(born=born, hearing=date(2016, 12, 21))))
    assert any(words.startswith("now needed: 18 by the hearing") for words in found.lines)


def test_what_was_done_meanwhile_and_a_day_known_for_the_first_time_are_no_change() -> None:
    before = snapshot(judge(given()))
    assert not changes(before, judge(ready_asbo()))
    assert not changes(before, judge(given(hearing=date(2004, 1, 9))))
    assert not changes({}, judge(given()))


def test_an_act_that_has_gone_stale_is_told_without_a_changed_fact() -> None:
    acts = (date(2003, 6, 1),)
    before = snapshot(judge(given(acts=acts)))
    later = given(day=date(2003, 11, 17) + timedelta(days=15), acts=acts)
    assert changes(before, judge(later)).words == "Judged anew: no act is live any longer."


@pytest.mark.parametrize(("facts", "paper", "verdict", "told"), [
    (given(), "hearsay-notice", "where needed", "Where it is needed"),
    (given(hearsay=1), "hearsay-notice", "needed", "1 allegation rests on hearsay"),
    (given(hearsay=3), "hearsay-notice", "needed", "3 allegations rest on hearsay"),
    (injunction(), "requirement-evidence", "where needed", "Where it is needed"),
    (injunction(requirements=1), "requirement-evidence", "needed", "1 requirement is sought"),
    (injunction(requirements=2), "requirement-evidence", "needed", "2 requirements are sought"),
])  # fmt: skip
def test_a_paper_for_some_cases_is_needed_once_there_is_what_it_is_for(
    facts: Gathered, paper: str, verdict: str, told: str
) -> None:
    """SI 1999/681 rule 3; Anti-social Behaviour, Crime and Policing Act 2014 s.3(2)."""
    found = line(facts, f"paper:hearing:{paper}")
    assert found.verdict == verdict
    assert told in found.why
