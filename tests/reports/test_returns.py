"""A return counted in a real office, submitted, and left alone by all that happens afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from asbdesk.documents.pdf import render
from asbdesk.documents.seal import verify
from asbdesk.domain.casework import CaseRole, ClosingReason, Disclosure, HateStrand, IncidentRole, UserRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.periods import Period
from asbdesk.domain.returns import compare
from asbdesk.errors import AsbdeskError, Conflict, InvalidField, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries.facts import office_facts
from asbdesk.queries.returns import submitted, submitted_return
from asbdesk.reports import returns as report
from asbdesk.services import cases, incidents, people
from asbdesk.services.returns import set_year_figure
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office, person_values

OVER = Period(date(2002, 4, 1), date(2003, 3, 31), "2002-03")
Made = tuple[Office, Actor, int]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A case of the year that is over, and one about the same person opened while it was open."""
    office, who = new_office(tmp_path)
    case, accused, _ = case_of(office, who, opened_on=date(2002, 5, 1))
    do(office, who, cases.open_case, values(accused, date(2002, 6, 1)))
    do(office, who, set_year_figure, "homes", 2002, 4650, "Stock list of 31 March 2003")
    assert case
    yield office, who, accused
    office.close()


def values(accused: int, opened: date, *incident_ids: int) -> cases.CaseValues:
    party = cases.PartyValues(accused, CaseRole.PERPETRATOR, Disclosure.OPEN)
    return cases.CaseValues("Again", ("noise",), (party,), incident_ids=incident_ids, opened_on=opened)


def shown(office: Office, period: Period = OVER) -> dict[str, str]:
    return {each.code: each.shown for each in ask(office, report.figures_of, "nm01", period)}


def test_two_cases_about_the_same_party_count_once(made: Made) -> None:
    office, _who, _accused = made
    assert shown(office) == {"asb": "1", "asb-rate": "0.2", "hate": "0", "hate-rate": "0.0"}
    figure = ask(office, report.figures_of, "nm01", OVER)[0]
    assert figure.workings.startswith("2 cases were opened. 1 of them is about somebody who had an open case")
    assert (figure.opens, len(figure.ids)) == ("cases", 1)


def test_a_report_after_closing_is_a_new_case_and_hate_is_within_the_total(made: Made) -> None:
    office, who, accused = made
    other = do(office, who, people.add_person, person_values("Kit", "Invented"))
    hateful = incident_values(
        IncidentPersonValues(IncidentRole.PERPETRATOR, other), hate_strands=(HateStrand.RACE,),
    )  # fmt: skip
    incident = do(office, who, incidents.record_incident, hateful)
    first = do(office, who, cases.open_case, values(other, date(2002, 7, 1), incident))
    version = ask(office, case_queries.case, first, TODAY).version
    do(office, who, cases.close_case, first, version, ClosingReason.EARLY_INTERVENTION, "It stopped.")
    now = Period(date(2003, 4, 1), date(2004, 3, 31), "2003-04")
    do(office, who, cases.open_case, values(other, TODAY))
    do(office, who, cases.open_case, values(accused, TODAY))
    assert shown(office)["asb"] == "2"
    assert shown(office)["hate"] == "1"
    assert shown(office, now)["asb"] == "1"
    assert shown(office, now)["asb-rate"] == "not known"


def test_a_submitted_return_is_frozen_and_its_paper_sealed(made: Made) -> None:
    office, who, _accused = made
    number = do(office, who, report.submit, ask(office, report.count, "nm01", OVER), "Sent by post.")
    before = ask(office, submitted_return, number)
    assert verify(before.pdf, before.sha256)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(before.pdf)).pages)
    assert "0.2" in text
    assert "ASB/2002/0001" in text
    assert "Mercer" not in text
    assert "Testwick" not in text
    late = do(office, who, people.add_person, person_values("Kit", "Invented"))
    extra = do(office, who, cases.open_case, values(late, date(2002, 8, 1)))
    after = ask(office, submitted_return, number)
    assert (after.figures, after.pdf) == (before.figures, before.pdf)
    moved = compare(after.figures, ask(office, report.figures_of, "nm01", OVER))
    assert [(each.then, each.now, each.come) for each in moved if not each.same] == [
        ("1", "2", (extra,)), ("0.2", "0.4", (extra,)),
    ]  # fmt: skip
    second = ask(office, submitted_return, do(office, who, report.submit, ask(office, report.count, "nm01", OVER), ""))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(second.pdf)).pages)
    assert "Version 2: it takes the place of the return that was submitted on 17 Nov 2003." in " ".join(text.split())
    assert [row.words for row in ask(office, submitted)] == ["2002-03, version 2", "2002-03"]


def test_it_is_refused_before_its_period_is_over_and_to_a_caseworker(made: Made) -> None:
    office, who, _accused = made
    running = Period(date(2003, 4, 1), date(2004, 3, 31), "2003-04")
    with pytest.raises(Refused, match="runs until 31 Mar 2004"):
        do(office, who, report.submit, ask(office, report.count, "nm01", running), "")
    clerk = replace(who, role=UserRole.CASEWORKER)
    with pytest.raises(Refused, match="Ask a manager"):
        do(office, clerk, report.submit, ask(office, report.count, "nm01", OVER), "")
    with pytest.raises(Refused):
        do(office, clerk, set_year_figure, "homes", 2002, 1, "me")


def test_what_is_sent_is_what_was_looked_at(made: Made) -> None:
    office, who, _accused = made
    seen = ask(office, report.count, "nm01", OVER)
    do(office, who, set_year_figure, "homes", 2002, 5000, "Stock list, put right")
    with pytest.raises(Conflict):
        do(office, who, report.submit, seen, "")


@pytest.mark.parametrize(("number", "source", "field"), [(0, "x", "number"), (None, "x", "number"), (9, " ", "source")])
def test_homes_need_a_number_and_a_source(made: Made, number: int | None, source: str, field: str) -> None:
    office, who, _accused = made
    with pytest.raises(AsbdeskError) as caught:
        do(office, who, set_year_figure, "homes", 2002, number, source)
    assert isinstance(caught.value, InvalidField)
    assert caught.value.field == field


def test_a_period_that_runs_says_so_on_its_paper(made: Made) -> None:
    office, _who, _accused = made
    found = ask(office, report.count, "nm01", Period(date(2003, 4, 1), date(2004, 3, 31), "2003-04"))
    pdf = render(report.paper(found, ask(office, office_facts), TODAY))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "Not over: so far, on 17 Nov 2003." in text
    assert report.rows(found)[1][:4] == ["nm01", "2003-04", "Cases opened", "0"]
