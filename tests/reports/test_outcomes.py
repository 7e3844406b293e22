"""The returns about outcomes, counted from what the services recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from asbdesk.domain.casework import ClosingReason, IncidentRole, Jurisdiction, ReviewDecision, UserRole, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.periods import Period
from asbdesk.domain.when import When
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries.case_reviews import meets_today, reviews
from asbdesk.queries.today import today
from asbdesk.reference_data import load_returns
from asbdesk.reports import returns as report
from asbdesk.reports.counting import COUNTING
from asbdesk.reports.counting_outcomes import working_days_between
from asbdesk.services import cases, contracts, incidents, outcomes
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, contract_of, do, incident_values, new_office

YEAR = Period(date(2003, 4, 1), date(2004, 3, 31), "2003-04")
Made = tuple[Office, Actor, int, int, int]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """An open case: its id, the perpetrator and the complainant."""
    office, who = new_office(tmp_path)
    yield office, who, *case_of(office, who)
    office.close()


def shown(office: Office, code: str) -> dict[str, str]:
    return {each.code: each.shown for each in ask(office, report.figures_of, code, YEAR)}


def close(office: Office, who: Actor, case: int) -> None:
    version = ask(office, case_queries.case, case, TODAY).version
    do(office, who, cases.close_case, case, version, ClosingReason.EARLY_INTERVENTION, "It stopped.")


def test_costs_are_counted_in_pence_and_a_case_without_any_is_left_out(made: Made) -> None:
    office, who, case, _, _ = made
    do(office, who, outcomes.add_cost, case, date(2003, 11, 3), "legal", 18050, "")
    do(office, who, outcomes.add_cost, case, date(2003, 3, 31), "other", 100, "the year before")
    assert shown(office, "cost-per-case") == {
        "spent": "£180.50",
        "per-case": "not known",
        "per-case-median": "not known",
    }
    close(office, who, case)
    assert shown(office, "cost-per-case")["per-case"] == "£181.50"
    for bad, field in (((None, "legal", 5), "on"), ((TODAY, "gold", 5), "kind"), ((TODAY, "legal", None), "amount")):
        with pytest.raises(InvalidField) as caught:
            do(office, who, outcomes.add_cost, case, *bad, "")
        assert caught.value.field == field


def test_satisfaction_is_of_those_who_answered(made: Made) -> None:
    office, who, case, _, _ = made
    with pytest.raises(Refused, match="not closed yet"):
        do(office, who, outcomes.record_survey, case, TODAY, True, {"handling": "very"}, "")
    close(office, who, case)
    do(office, who, outcomes.record_survey, case, TODAY, True, {"handling": "very", "outcome": "not"}, "")
    do(office, who, outcomes.record_survey, case, TODAY, True, {"handling": "neither", "outcome": ""}, "")
    do(office, who, outcomes.record_survey, case, TODAY, False, {}, "No answer.")
    assert shown(office, "satisfaction") == {"asked": "3", "reached": "67%", "handling": "50%", "outcome": "0%"}
    (asked, *_) = ask(office, report.figures_of, "satisfaction", YEAR)
    assert asked.ids == (case,)


def test_a_contract_that_was_offered_and_declined_counts_as_both(made: Made) -> None:
    office, who, case, accused, _ = made
    contract = contract_of(office, who, case, accused)
    do(office, who, contracts.offer, contract, TODAY)
    do(office, who, contracts.decline, contract, TODAY, "Did not come.")
    found = shown(office, "contracts")
    assert (found["offered"], found["signed"], found["declined"], found["kept-share"]) == ("1", "0", "1", "not known")


def test_orders_mediation_and_response_are_counted_without_any(made: Made) -> None:
    office, *_ = made
    assert set(shown(office, "orders").values()) == {"0"}
    assert shown(office, "mediation")["take-up"] == "not known"
    assert shown(office, "response") == {"reports": "1", "median": "not known", "in-time": "not known"}


def test_every_count_has_as_many_things_behind_it_as_it_says_and_none_of_them_twice(made: Made) -> None:
    office, who, case, accused, complainant = made
    reported(office, who, case, accused, complainant, 10)
    contract = contract_of(office, who, case, accused)
    do(office, who, contracts.offer, contract, TODAY)
    do(office, who, outcomes.add_cost, case, TODAY, "legal", 18050, "")
    do(office, who, outcomes.add_cost, case, TODAY, "legal", 100, "")
    close(office, who, case)
    for _ in range(2):
        do(office, who, outcomes.record_survey, case, TODAY, True, {"handling": "very", "outcome": "not"}, "")
    behind = {"contracts": {contract}, "cases": {case}}
    counts = 0
    for code, counted in COUNTING.items():
        with office.reading() as session:
            found = counted(session, YEAR)
        for rule, figure in zip(load_returns()[code].figures, ask(office, report.figures_of, code, YEAR), strict=True):
            assert len(set(figure.ids)) == len(figure.ids)
            assert set(figure.ids) <= behind.get(figure.opens, set())
            if rule.kind == "count":
                counts += int(figure.value)
                assert int(figure.value) == len(set(found[rule.of].ids))
            if figure.value not in ("", "0", "0.00"):
                assert figure.ids, figure
    assert counts >= 4


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    where = Jurisdiction.ENGLAND_WALES
    assert working_days_between(date(2003, 11, 14), date(2003, 11, 14), where) == 0
    assert working_days_between(date(2003, 11, 14), date(2003, 11, 17), where) == 1
    assert working_days_between(date(2003, 12, 24), date(2003, 12, 29), where) == 1


def reported(office: Office, who: Actor, case: int, accused: int, complainant: int, day: int) -> None:
    incident = do(
        office, who, incidents.record_incident,
        incident_values(
            IncidentPersonValues(IncidentRole.PERPETRATOR, accused),
            IncidentPersonValues(IncidentRole.REPORTER, complainant),
            when=When(WhenKind.DAY, datetime(2003, 11, day)), reported_at=datetime(2003, 11, day, 12),
        ), case,
    )  # fmt: skip
    assert incident


def test_a_review_goes_from_the_test_to_the_four_counts(made: Made) -> None:
    office, who, case, accused, complainant = made
    reported(office, who, case, accused, complainant, 10)
    assert ask(office, meets_today, TODAY) == ()
    reported(office, who, case, accused, complainant, 12)
    (meets,) = ask(office, meets_today, TODAY)
    assert (meets.person_id, len(meets.standing.qualifying), meets.standing.until) == (complainant, 3, date(2004, 5, 4))
    due = [row.what for row in ask(office, today, who.user_id, TODAY).due]
    assert "Test for a case review" in due
    number = do(office, who, outcomes.ask_review, case, complainant, TODAY)
    assert ask(office, reviews)[0].complaints == tuple(each.incident_id for each in meets.standing.qualifying)
    assert "Case review to decide on" in [row.what for row in ask(office, today, who.user_id, TODAY).due]
    with pytest.raises(Refused, match="threshold is met"):
        do(office, who, outcomes.hold_review, number, TODAY, "x", ())
    with pytest.raises(Refused, match="Ask a manager"):
        do(
            office,
            replace(who, role=UserRole.CASEWORKER),
            outcomes.decide_review,
            number,
            ReviewDecision.MET,
            TODAY,
            "x",
        )
    do(office, who, outcomes.decide_review, number, ReviewDecision.MET, TODAY, "Three complaints.")
    advised = (outcomes.Recommendation("Thornmere Homes", "fit insulation", date(2004, 2, 28)),)
    do(office, who, outcomes.hold_review, number, TODAY, "Recordings were not heard.", advised)
    assert shown(office, "case-reviews") == {
        "applications": "1", "not-met": "0", "reviews": "1", "recommendations": "1",
    }  # fmt: skip
    (row,) = ask(office, reviews)
    assert row.recommendations == (("Thornmere Homes", "fit insulation", date(2004, 2, 28)),)


def test_a_report_after_the_application_does_not_count_for_it(made: Made) -> None:
    office, who, case, accused, complainant = made
    for day in (10, 12):
        reported(office, who, case, accused, complainant, day)
    do(office, who, outcomes.ask_review, case, complainant, date(2003, 11, 11))
    (row,) = ask(office, reviews)
    assert [day for day, _ in row.counted] == [date(2003, 11, 4), date(2003, 11, 10)]
