"""Letters under the law of their day, the days that they start with, and the clocks that they stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.documents import library
from asbdesk.documents.blocks import plain_text
from asbdesk.domain.casework import CaseRole, ClockState, ClosingReason, Jurisdiction
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.cases import case as case_facts
from asbdesk.queries.letter_law import unknown
from asbdesk.queries.letters import letter_choices
from asbdesk.queries.statements import statement_page
from asbdesk.reference_data import load_law
from asbdesk.services import cases, papers, people
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, person_values


class Desk:
    """An office with one case, and letters in it."""

    def __init__(self, office: Office, who: Actor) -> None:
        self.office, self.who = office, who
        self.case_id, self.accused, self.complainant = case_of(office, who)

    def prepared(self, template: str, person_id: int, today: date = TODAY, **asked: Any) -> papers.Prepared:
        made = library.template(template)
        answers = {each.name: each.example for each in made.asks if each.example} | asked
        wanted = papers.Wanted(self.case_id, template, person_id, answers)
        return ask(self.office, papers.prepare, wanted, self.who.user_id, today)

    def filed(self, template: str, person_id: int, **asked: Any) -> int:
        return do(self.office, self.who, papers.file_paper, self.prepared(template, person_id, **asked))

    def clocks(self, code: str) -> list[tuple[ClockState, date]]:
        with self.office.reading() as session:
            rows = session.scalars(select(t.CaseClock).where(t.CaseClock.code == code).order_by(t.CaseClock.id))
            return [(row.state, row.due_on) for row in rows]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office, who = new_office(tmp_path)
    yield Desk(office, who)
    office.close()


def test_a_progress_update_starts_the_ten_working_days_anew(desk: Desk) -> None:
    assert desk.clocks("update") == [(ClockState.RUNNING, date(2003, 12, 1))]
    ready = desk.prepared("progress-update", desk.complainant)
    assert (ready.missing, ready.leaks) == ((), ())
    do(desk.office, desk.who, papers.file_paper, ready)
    assert desk.clocks("update") == [
        (ClockState.STOPPED, date(2003, 12, 1)), (ClockState.RUNNING, date(2003, 12, 1)),
    ]  # fmt: skip


def test_a_letter_that_is_late_stops_no_clock_until_somebody_says_why(desk: Desk) -> None:
    assert desk.clocks("first-response") == [(ClockState.RUNNING, date(2003, 11, 5))]
    desk.filed("acknowledgement", desk.complainant)
    assert desk.clocks("first-response")[0][0] is ClockState.RUNNING


def test_a_letter_to_the_person_complained_of_stops_no_clock(desk: Desk) -> None:
    desk.filed("good-neighbour", desk.accused)
    assert desk.clocks("update") == [(ClockState.RUNNING, date(2003, 12, 1))]


def test_questions_for_a_day_start_with_the_days_that_clocks_and_standards_give(desk: Desk) -> None:
    days = ask(desk.office, letter_choices, desk.case_id, TODAY).days
    assert days["standard:update"] == date(2003, 12, 1)
    assert days["working:10"] == date(2003, 12, 1)
    # The interview was due on 6 November: what was missed is counted from today.
    assert days["clock:interview"] == date(2003, 11, 19)


def test_a_final_warning_knows_when_the_first_one_was_filed(desk: Desk) -> None:
    desk.filed("first-warning", desk.accused)
    days = ask(desk.office, letter_choices, desk.case_id, TODAY).days
    assert days[f"filed:first-warning:person-{desk.accused}"] == TODAY
    assert f"filed:first-warning:person-{desk.complainant}" not in days


def test_the_letter_of_a_closed_case_says_why_and_nothing_that_was_noted_with_it(desk: Desk) -> None:
    version = ask(desk.office, case_facts, desk.case_id, TODAY).version
    note = "Mercer’s doctor rang."
    do(desk.office, desk.who, cases.close_case, desk.case_id, version, ClosingReason.EARLY_INTERVENTION, note)
    words = plain_text(desk.prepared("case-closed", desk.complainant).blocks)
    assert "It was settled by early action." in words
    assert "was closed on 17 November 2003" in words
    assert "doctor" not in words


def test_a_right_to_a_case_review_is_only_told_where_the_law_of_the_day_has_it(desk: Desk) -> None:
    then = plain_text(desk.prepared("case-closed", desk.complainant).blocks)
    now = plain_text(desk.prepared("case-closed", desk.complainant, date(2014, 10, 20)).blocks)
    assert "case review" not in then
    assert "right to ask for an anti-social behaviour case review" in now


def test_a_community_protection_notice_is_not_offered_before_the_law_knows_it_and_says_since_when(desk: Desk) -> None:
    why = "Community protection notice: the law knows it only since 20 October 2014."
    then = ask(desk.office, letter_choices, desk.case_id, date(2014, 10, 19)).withheld
    assert then["community-protection-notice"] == why
    assert ask(desk.office, letter_choices, desk.case_id, date(2014, 10, 20)).withheld == {}
    with pytest.raises(Refused, match="only since 20 October 2014"):
        desk.prepared("community-protection-warning", desk.accused)


def test_a_community_protection_notice_must_be_warned_of_and_counts_the_appeal_with_its_first_day(desk: Desk) -> None:
    day = date(2014, 12, 1)
    with pytest.raises(Refused, match="written warning” must go first, with enough time to put things right"):
        desk.prepared("community-protection-notice", desk.accused, day)
    warning = desk.prepared("community-protection-warning", desk.accused, date(2014, 11, 3))
    do(desk.office, desk.who, papers.file_paper, warning)
    words = plain_text(desk.prepared("community-protection-notice", desk.accused, day, given_on="2014-12-01").blocks)
    assert "The last day is Sunday 21 December 2014." in words
    assert "the magistrates' court" in words


def test_a_notice_is_given_to_nobody_under_the_age_of_its_law(desk: Desk) -> None:
    from asbdesk.services import people
    from asbdesk.services.cases import PartyValues
    from tests.factories import person_values

    child = do(desk.office, desk.who, people.add_person, person_values("Kit", "Mercer", born=date(1999, 1, 1)))
    party = PartyValues(child, CaseRole.PERPETRATOR)
    do(desk.office, desk.who, cases.add_party, desk.case_id, party)
    with pytest.raises(Refused, match="nobody under 16"):
        desk.prepared("community-protection-warning", child, date(2014, 12, 31))
    assert desk.prepared("community-protection-warning", child, date(2015, 1, 1)).missing == ()


@pytest.mark.parametrize(("day", "in_time"), [(date(2015, 11, 2), True), (date(2015, 11, 3), False)])
def test_the_absolute_ground_runs_out_twelve_months_after_the_finding(desk: Desk, day: date, in_time: bool) -> None:
    answers = {"convicted_on": "2014-11-03", "closed_on": "", "appeal_ended_on": ""}
    if in_time:
        words = plain_text(desk.prepared("absolute-ground-notice", desk.accused, day, **answers).blocks)
        assert "within 12 months: by 2 November 2015" in words
    else:
        with pytest.raises(InvalidField, match="by 2 November 2015"):
            desk.prepared("absolute-ground-notice", desk.accused, day, **answers)


def test_the_absolute_ground_runs_out_three_months_after_a_closure_or_its_appeal(desk: Desk) -> None:
    answers = {"convicted_on": "", "closed_on": "2014-11-10", "appeal_ended_on": ""}
    words = plain_text(desk.prepared("absolute-ground-notice", desk.accused, date(2015, 2, 9), **answers).blocks)
    assert "within 3 months: by 9 February 2015" in words
    later = answers | {"appeal_ended_on": "2014-12-15"}
    words = plain_text(desk.prepared("absolute-ground-notice", desk.accused, date(2015, 2, 20), **later).blocks)
    assert "within 3 months: by 14 March 2015" in words


def test_a_closure_notice_lasts_longer_where_somebody_senior_signs(desk: Desk) -> None:
    day = date(2014, 12, 1)
    junior = "a police inspector, or an officer of the council"
    ordinary = plain_text(desk.prepared("closure-notice", desk.accused, day, signed_by=junior).blocks)
    assert "for 24 hours" in ordinary
    assert "for 48 hours" in plain_text(desk.prepared("closure-notice", desk.accused, day).blocks)


def test_no_law_of_scotland_knows_a_community_protection_notice() -> None:
    made = library.template("community-protection-notice")
    why = unknown(load_law(Jurisdiction.SCOTLAND.value), made, date(2020, 1, 1))
    assert why == "Community protection notice: the law of this office does not know it."


def test_a_paper_for_the_file_goes_to_nobody_and_names_nobody_who_is_protected(desk: Desk) -> None:
    ready = desk.prepared("unused-material", 0)
    assert (ready.missing, ready.leaks, ready.paper.address) == ((), (), ())
    assert desk.prepared("unused-material", 0, where="with Amina Testwick").leaks
    assert desk.filed("retention-certificate", 0)


def test_the_outcome_of_a_case_review_waits_for_its_decision(desk: Desk) -> None:
    day = date(2014, 12, 8)
    with pytest.raises(Refused, match=r"threshold met\?” must go first\."):
        desk.prepared("case-review-outcome", desk.complainant, day)
    words = plain_text(desk.prepared("case-review-decision", desk.complainant, day).blocks)
    assert "The threshold is this: three qualifying complaints, or the local number." in words


def test_before_the_act_a_case_review_is_the_office_s_own_and_its_letter_names_the_office_s_test(desk: Desk) -> None:
    words = plain_text(desk.prepared("case-review-decision", desk.complainant, date(2003, 11, 10)).blocks)
    assert "for a review of your case." in words
    assert "3 complaints in the 6 months before the application" in words
    assert "In 2003 no Act asks for it" in words


def test_whoever_asks_for_personal_data_is_answered_without_other_peoples(desk: Desk) -> None:
    assert desk.prepared("subject-access-response", desk.accused).leaks == ()
    assert desk.prepared("subject-access-response", desk.complainant).leaks == ()
    assert desk.prepared("subject-access-response", desk.accused, redactions="Page 3: Amina Testwick").leaks


def test_the_handover_page_says_what_is_due_and_names_nobody_who_is_protected(desk: Desk) -> None:
    ready = desk.prepared("handover-page", 0)
    assert (ready.missing, ready.leaks) == ((), ())
    words = plain_text(ready.blocks)
    assert "1 Dec 2003: Update to the complainant" in words
    assert "Complainant A" in words
    assert "Dean Mercer" in words
    assert "Testwick" not in words
    assert "960711" not in words


def test_a_child_too_young_for_an_order_is_threatened_with_none(desk: Desk) -> None:
    with desk.office.transaction(desk.who, "test") as work:
        work.session.scalars(select(t.OfficeRecord)).one().jurisdiction = Jurisdiction.SCOTLAND
    child = do(desk.office, desk.who, people.add_person, person_values("Kit", "Mercer", born=date(1994, 5, 5)))
    do(desk.office, desk.who, cases.add_party, desk.case_id, cases.PartyValues(child, CaseRole.PERPETRATOR))
    day = date(2005, 11, 17)
    for code in ("first-warning", "final-warning", "abc-invitation"):
        ready = desk.prepared(code, child, day)
        assert ready.missing == ()
        assert not [word for word in ("sheriff", "Order", "prison") if word in plain_text(ready.blocks)], code
        assert "the sheriff court for an Antisocial Behaviour Order" in plain_text(
            desk.prepared(code, desk.accused, day).blocks
        )


def test_a_statement_is_headed_as_the_courts_of_the_office_name_the_parties(desk: Desk) -> None:
    with desk.office.transaction(desk.who, "test") as work:
        work.session.scalars(select(t.OfficeRecord)).one().jurisdiction = Jurisdiction.SCOTLAND
    begun = ask(desk.office, statement_page, desk.case_id, 0, desk.who.user_id).values
    assert "(Pursuer)" in begun.heading
    assert begun.heading.endswith("(Defender)")
    assert begun.on_behalf_of == "the Pursuer"
