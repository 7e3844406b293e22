"""The three-year audit of a real office: counted, set, read back, filed and left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from asbdesk.demonstration_places import add_places
from asbdesk.documents.pdf import render
from asbdesk.domain.casework import IncidentRole, UserRole, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.levels import WITHHELD, span
from asbdesk.domain.months import month_of
from asbdesk.domain.sharing import SharePlan, ShareValues
from asbdesk.domain.when import When
from asbdesk.errors import Conflict, Refused
from asbdesk.queries import places
from asbdesk.queries.boundaries import areas_of_set, boundary_sets
from asbdesk.queries.facts import office_facts
from asbdesk.queries.returns import submitted_return
from asbdesk.queries.sharing import everybody
from asbdesk.reference_data import load_categories, load_sharing, load_year_rule
from asbdesk.reports import three_years as report
from asbdesk.reports.shared_files import last_look, make_files
from asbdesk.reports.sharing import build
from asbdesk.reports.three_years_paper import paper
from asbdesk.services import agencies, boundaries, incidents, people, targets
from asbdesk.services.sharing import Given, log_share
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.documents.pdfua import broken
from tests.factories import TODAY, ask, do, incident_values, new_office, person_values

OVER = report.Wanted(span(load_year_rule(), 2002))
Made = tuple[Office, Actor, int]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """It is only read."""
    found = furnished(tmp_path_factory.mktemp("years"))
    yield found
    found[0].close()


def furnished(folder: Path) -> Made:
    """Six incidents in 2000-01, seven in 2001-02, eight in 2002-03: noise but for one of graffiti in the last year."""
    office, who = new_office(folder)
    do(office, who, add_places)
    accused = do(office, who, people.add_person, person_values("Kit", "Invented"))
    part = IncidentPersonValues(IncidentRole.PERPETRATOR, accused)
    for year, many in ((2000, 6), (2001, 7), (2002, 8)):
        for number in range(many):
            when = When(WhenKind.MOMENT, datetime(year, 5 + number % 3, 1 + number, 22, 30))
            kind = "graffiti" if (year, number) == (2002, 7) else "noise"
            do(office, who, incidents.record_incident, incident_values(part, when=when, category=kind))
    do(office, who, targets.adopt_plan)
    return office, who, accused


def cells(found: report.Audit, part: str, label: str) -> list[tuple[str, str]]:
    line = next(each for each in found.part(part).lines if each.label.startswith(label))
    return [(cell.office, cell.paper) for cell in line.cells]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def pdf_of(office: Office, found: report.Audit) -> bytes:
    return render(paper(found, ask(office, office_facts), TODAY))


def test_levels_are_counted_by_heading_and_year_and_each_opens_its_incidents(made: Made) -> None:
    office, _, _ = made
    found = ask(office, report.audit, OVER, TODAY)
    assert cells(found, "levels", "All headings") == [("6", "6"), ("7", "7"), ("8", "8"), ("21", "21")]
    noise = next(each for each in found.part("levels").lines if each.label == "Noise")
    assert [len(cell.ids) for cell in noise.cells] == [6, 7, 7, 20]
    assert [each.words[:18] for each in found.changes] == ["Apr 2001 to Mar 20", "Apr 2002 to Mar 20"]


def test_one_incident_of_a_kind_is_withheld_with_what_would_give_it_back(made: Made) -> None:
    office, _, _ = made
    found = ask(office, report.audit, OVER, TODAY)
    assert cells(found, "levels", "Graffiti")[2] == ("1", WITHHELD)
    assert cells(found, "levels", "Noise")[2] == ("7", WITHHELD)
    text = " ".join(text_of(pdf_of(office, found)).split())
    assert "Noise 6 7 withheld 20" in text or "Noise 6 withheld withheld" in text


def test_the_paper_is_tagged_says_its_method_and_names_nobody(made: Made) -> None:
    office, _, _ = made
    pdf = pdf_of(office, ask(office, report.audit, OVER, TODAY))
    assert broken(pdf) == set()
    text = text_of(pdf)
    for words in (
        "Levels by heading and year",
        "How it is counted",
        "Hours and weekdays",
        "7. Young people",
        "Baseline",
    ):
        assert words in text
    assert "Kit" not in text
    assert "14 Larch Court" not in text
    with office.reading() as session:
        last_look((("audit.pdf", pdf),), everybody(session), ask(office, office_facts).address)


def test_a_name_in_a_review_stops_the_paper(made: Made) -> None:
    office, who, _ = made
    do(office, who, targets.review_year, 2002, TODAY, "Less noise since Kit Invented has moved away.")
    pdf = pdf_of(office, ask(office, report.audit, OVER, TODAY))
    with office.reading() as session, pytest.raises(Refused, match="Kit Invented"):
        last_look((("audit.pdf", pdf),), everybody(session), ask(office, office_facts).address)
    do(office, who, targets.review_year, 2002, TODAY, "Less noise.")


def test_a_filed_audit_stays_as_it_was(tmp_path: Path) -> None:
    office, who, accused = furnished(tmp_path)
    found = ask(office, report.audit, OVER, TODAY)
    pdf = pdf_of(office, found)
    number = do(office, who, report.file_audit, found, pdf, "Published.")
    late = When(WhenKind.MOMENT, datetime(2002, 6, 1, 9, 0))
    part = IncidentPersonValues(IncidentRole.PERPETRATOR, accused)
    extra = do(office, who, incidents.record_incident, incident_values(part, when=late, category="noise"))
    kept = ask(office, submitted_return, number)
    assert kept.pdf == pdf
    now = ask(office, report.recount, kept.row.code, OVER.period, kept.beside, TODAY)
    changed = {each.label: (each.shown, after.shown) for each, after in zip(kept.figures, now, strict=True)
               if each.shown != after.shown}  # fmt: skip
    assert changed["Levels by heading and year: Noise, 2002-03"] == ("7", "8")
    with pytest.raises(Conflict):
        do(office, who, report.file_audit, found, pdf, "")
    assert extra
    office.close()


def test_years_that_run_and_caseworkers_file_nothing(made: Made) -> None:
    office, who, _ = made
    running = ask(office, report.audit, report.Wanted(span(load_year_rule(), 2003)), TODAY)
    assert running.running == 2
    with pytest.raises(Refused, match="runs until 31 Mar 2004"):
        do(office, who, report.file_audit, running, b"%PDF", "")
    clerk = replace(who, role=UserRole.CASEWORKER)
    with pytest.raises(Refused, match="Ask a manager"):
        do(office, clerk, report.file_audit, running, b"%PDF", "")


def test_an_office_with_few_incidents_tells_the_years_together_or_nothing(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    for day in (1, 2):
        when = When(WhenKind.MOMENT, datetime(2002, 6, day, 9, 0))
        do(office, who, incidents.record_incident, incident_values(when=when, category="noise"))
    found = ask(office, report.audit, OVER, TODAY)
    assert not found.by_year
    assert cells(found, "levels", "Noise") == [("2", WITHHELD)]
    assert "incidents in the three years" not in text_of(pdf_of(office, found))
    office.close()


def test_what_is_exported_is_what_the_paper_says(made: Made) -> None:
    office, _, _ = made
    made_rows = report.rows(ask(office, report.audit, OVER, TODAY))
    assert ["Levels by heading and year", "Graffiti", "2002-03", WITHHELD] in made_rows
    assert date(2003, 3, 31) < TODAY


def test_a_total_that_gives_a_partners_file_back_is_withheld_and_an_area_of_few_homes(
    tmp_path: Path,
) -> None:
    office, who = new_office(tmp_path)
    do(office, who, add_places)
    do(office, who, agencies.take_examples)
    for postcode, month, many in (("TM3 8QX", 5, 7), ("TM3 8QX", 6, 2), ("TM2 7NE", 7, 11)):
        for day in range(1, many + 1):
            when = When(WhenKind.MOMENT, datetime(2002, month, day, 21, 0))
            do(office, who, incidents.record_incident, incident_values(when=when, postcode=postcode))
    wards = next(each for each in ask(office, boundary_sets) if each.kind == "ward")
    wanted = replace(OVER, set_id=wards.id)
    before = ask(office, report.audit, wanted, TODAY)
    assert [cells(before, "places", name)[2] for name in ("Quarry", "Marlpit")] == [("9", "9"), ("0", "0")]
    may = SharePlan(wards.id, month_of(date(2002, 5, 1)), month_of(date(2002, 5, 1)), ("month",))
    with office.reading() as session:
        areas = areas_of_set(session, wards.id)
        shared = build(places.incidents(session), areas, wards, may, load_sharing(), load_categories())
        files = make_files(shared, office_facts(session), load_sharing(), TODAY)
    assert shared.withheld == 0  # Quarry 7, all areas 7
    values = ShareValues(1, "", "The protocol of 2002", "To plan patrols for the winter.")
    do(office, who, log_share, Given("Counts", may, wards.words, 27, 0, files), values)
    few = {area.code: 12 if area.name == "Marlpit" else 900 for area in areas}
    do(office, who, boundaries.set_figures, wards.id, "homes", few, "Counted by hand")
    after = ask(office, report.audit, wanted, TODAY)
    assert cells(after, "places", "Quarry")[2] == ("9", WITHHELD)  # 9 less the 7 of May would be 2
    marlpit = [paper for _, paper in cells(after, "places", "Marlpit")]
    assert marlpit == ["0", "0", WITHHELD, WITHHELD, WITHHELD]  # nothing happened anywhere in the first two years
    assert cells(after, "places", "All areas")[2] == ("20", "20")
    assert cells(after, "levels", "All headings")[2] == ("20", "20")
    office.close()
