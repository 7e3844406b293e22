"""Targets measured by returns and typed, judged when their year is over, on one paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from asbdesk.documents.pdf import render
from asbdesk.domain.casework import HateStrand, IncidentRole, PlanStatus, UserRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.targets import ActionValues, TargetValues, number, verdict
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.facts import office_facts
from asbdesk.reports import targets as report
from asbdesk.services import cases, incidents, targets
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office
from tests.reports.test_returns import values as case_values


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    office, who = new_office(tmp_path)
    do(office, who, targets.adopt_plan)
    yield office, who
    office.close()


@pytest.mark.parametrize(
    ("measured", "goal", "lower", "over", "said"),
    [
        ("", "5", True, True, "Not measured yet"),
        ("5", "", True, True, "No target set"),
        ("5", "5", True, True, "Met"),
        ("5", "5", False, True, "Met"),
        ("5.1", "5", True, True, "Not met"),
        ("10", "9", False, False, "On target so far"),
        ("10", "9", True, False, "Not on target so far"),
    ],
)
def test_a_year_is_judged(measured: str, goal: str, lower: bool, over: bool, said: str) -> None:
    assert verdict(measured, goal, lower_is_better=lower, over=over) == said


def test_a_number_is_read_as_people_type_it() -> None:
    assert [number(each, "x") for each in ("1,234", "45 %", "", "-2.5")] == ["1234", "45", "", "-2.5"]
    for bad in ("many", "NaN", "Infinity"):
        with pytest.raises(InvalidField):
            number(bad, "x")


def test_a_return_measures_where_it_can_and_the_rest_is_typed(made: tuple[Office, Actor]) -> None:
    office, who = made
    _, accused, _ = case_of(office, who, opened_on=date(2002, 4, 2))
    hateful = incident_values(IncidentPersonValues(IncidentRole.PERPETRATOR, accused), hate_strands=(HateStrand.RACE,))
    incident = do(office, who, incidents.record_incident, hateful)
    number_of = do(office, who, cases.open_case, case_values(accused, date(2003, 5, 1), incident))
    found = ask(office, report.strategy, TODAY)
    assert len(found.targets) == 7
    hate = next(row for row in found.targets if row.values.figure == "nm01/hate")
    assert [(year.measured, year.verdict) for year in hate.years] == [
        ("1", "Not met"),
        ("0", "Not on target so far"),
        ("", ""),
    ]
    assert number_of
    fear = found.targets[2]
    with pytest.raises(InvalidField) as caught:
        do(office, who, targets.change_target, fear.id, replace(fear.values, typed={"2002": "39.5"}))
    assert caught.value.field == "typed_source"
    typed = replace(fear.values, typed={"2002": "39.5"}, typed_source="Survey")
    do(office, who, targets.change_target, fear.id, typed)
    again = ask(office, report.strategy, TODAY).targets[2]
    assert (again.years[0].measured, again.years[0].verdict, again.years[0].how) == ("39.5", "Met", "Survey")


def test_the_paper_holds_all_seven_with_their_plan(made: tuple[Office, Actor]) -> None:
    office, who = made
    do(office, who, targets.review_year, 2002, TODAY, "Wardens first.")
    pdf = render(report.paper(ask(office, report.strategy, TODAY), ask(office, office_facts), TODAY))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    for words in ("1. Anti-social behaviour", "7. Young people", "Street wardens", "Wardens first.", "2004-05"):
        assert words in text
    assert len(report.rows(ask(office, report.strategy, TODAY))) == 1 + 7 * 3


def test_targets_and_activities_are_added_and_removed(made: tuple[Office, Actor]) -> None:
    office, who = made
    own = TargetValues("Noise at night", "Calls to the night team", "", lower_is_better=True, baseline="90",
                       baseline_source="Log of 2001", goals={"2002": "80"}, typed={})  # fmt: skip
    number_of = do(office, who, targets.add_target, own)
    rows = ask(office, report.strategy, TODAY).targets
    assert (len(rows), rows[-1].id, rows[-1].values.title) == (8, number_of, "Noise at night")
    with pytest.raises(InvalidField):
        do(office, who, targets.add_target, replace(own, title=" "))
    assert len(ask(office, report.strategy, TODAY).targets) == 8
    action = do(office, who, targets.save_action, number_of, None,
                ActionValues("Night team", "Council", TODAY, PlanStatus.PLANNED))  # fmt: skip
    do(office, who, targets.remove_action, action)
    assert ask(office, report.strategy, TODAY).targets[-1].actions == ()
    do(office, who, targets.save_action, number_of, None, ActionValues("x", "y", TODAY, PlanStatus.PLANNED))
    do(office, who, targets.remove_target, number_of)
    assert len(ask(office, report.strategy, TODAY).targets) == 7


def test_a_year_is_reviewed_when_it_is_over_and_by_a_manager(made: tuple[Office, Actor]) -> None:
    office, who = made
    with pytest.raises(Refused, match="runs until 31 Mar 2004"):
        do(office, who, targets.review_year, 2003, TODAY, "x")
    clerk = replace(who, role=UserRole.CASEWORKER)
    with pytest.raises(Refused, match="Ask a manager"):
        do(office, clerk, targets.review_year, 2002, TODAY, "x")
    with pytest.raises(Refused, match="already"):
        do(office, who, targets.adopt_plan)
    first = ask(office, report.strategy, TODAY).targets[0]
    with pytest.raises(InvalidField):
        do(office, who, targets.save_action, first.id, None, ActionValues("x", "", TODAY, PlanStatus.PLANNED))
