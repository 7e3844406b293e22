"""Files of counts for partners: what is in them, read back as the partner would, and what the log keeps."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from asbdesk.demonstration_places import add_places
from asbdesk.domain.casework import UserRole, WhenKind
from asbdesk.domain.months import month_of
from asbdesk.domain.people import AddressValues
from asbdesk.domain.sharing import (
    GivenBefore,
    SharePlan,
    ShareValues,
    check_plan,
    plan_from_json,
    plan_to_json,
    warnings,
)
from asbdesk.domain.when import When
from asbdesk.errors import InvalidField, Refused
from asbdesk.importers.plain_table import csv_bytes
from asbdesk.queries import places
from asbdesk.queries.boundaries import areas_of_set, boundary_sets
from asbdesk.queries.facts import office_facts
from asbdesk.queries.sharing import everybody, given_before, share, share_facts, shared_files, shares
from asbdesk.reference_data import load_categories, load_sharing
from asbdesk.reports.shared_files import Files, cells_of, last_look, late_reports, make_files
from asbdesk.reports.sharing import FEW_HOMES, WITHHELD, Shared, build, few_homes, notes, rows, why
from asbdesk.reports.sharing_together import together
from asbdesk.services import agencies, incidents, people, returns
from asbdesk.services.sharing import Given, log_share, set_threshold
from asbdesk.storage import tables as t
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.documents.test_guard_pictures import needs_engine, picture_of
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office, person_values

SEPTEMBER, OCTOBER = month_of(date(2003, 9, 1)), month_of(date(2003, 10, 1))
VALUES = ShareValues(1, "", "Crime and Disorder Act 1998, section 115", "To plan patrols for the winter.")


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    """Quarry has 6 incidents in September and 7 in October, Osier Holt 2 and 8; a case names two people."""
    office, who = new_office(tmp_path)
    do(office, who, add_places)
    do(office, who, agencies.take_examples)
    case_of(office, who)
    for postcode, month, many in (("TM3 8QX", 9, 6), ("TM3 8QX", 10, 7), ("TM2 7NE", 9, 2), ("TM2 7NE", 10, 8)):
        for day in range(1, many + 1):
            when = When(WhenKind.MOMENT, datetime(2003, month, day, 21, 0))
            values = incident_values(when=when, postcode=postcode, account="Amina Testwick at 12 Larch Court told us.")
            do(office, who, incidents.record_incident, values)
    yield office, who
    office.close()


def plan_for(office: Office, **changed: object) -> SharePlan:
    wards = next(each for each in ask(office, boundary_sets) if each.kind == "ward")
    return replace(SharePlan(wards.id, SEPTEMBER, OCTOBER, ("month",)), **changed)


def made(office: Office, plan: SharePlan) -> Shared:
    with office.reading() as session:
        of = next(each for each in boundary_sets(session) if each.id == plan.set_id)
        found, areas = places.incidents(session), areas_of_set(session, plan.set_id)
    return build(found, areas, of, plan, load_sharing(), load_categories())


def files_of(office: Office, shared: Shared) -> Files:
    return make_files(shared, ask(office, office_facts), load_sharing(), TODAY)


def said(shared: Shared) -> dict[tuple[str, ...], object]:
    return {tuple(str(cell) for cell in row[1:-1]): row[-1] for row in rows(shared)[1:]}


def test_a_small_count_is_withheld_with_what_would_give_it_back_and_the_totals_stay(
    counted: tuple[Office, Actor],
) -> None:
    shared = made(counted[0], plan_for(counted[0]))
    cells = said(shared)
    hidden = {key for key, value in cells.items() if value == WITHHELD}
    assert ("Osier Holt", "Sep 2003") in hidden
    assert len(hidden) == 4
    assert cells["All areas", "All months"] == 23
    assert cells["All areas", "Sep 2003"] == 8
    assert cells["Quarry", "All months"] == 13
    assert cells["Bellfounder", "Oct 2003"] == 0
    assert shared.withheld == 4


def test_every_field_of_the_closed_list_counts_the_same_incidents(counted: tuple[Office, Actor]) -> None:
    office, _ = counted
    for across in (("category",), ("weekday",), ("hours",), ("month", "hours")):
        cells = rows(made(office, plan_for(office, across=across, way="band")))
        low, _, high = str(cells[-1][-1]).partition(" to ")
        assert int(low.replace(",", "")) <= 23 <= int(high.replace(",", ""))
        assert cells[-1][1] == "All areas"
    hours = said(made(office, plan_for(office, across=("hours",))))
    assert hours["All areas", "18:00 to 23:59"] == 23


def test_the_files_read_back_hold_the_same_figures_and_nothing_of_anybody(counted: tuple[Office, Actor]) -> None:
    office, _ = counted
    shared = made(office, plan_for(office, points=True))
    files = dict(files_of(office, shared))
    table, notes, book, pdf = files.values()
    assert next(iter(files)) == "incidents-by-ward-month-2003-09-to-2003-10.csv"
    lines = list(csv.reader(StringIO(table.decode("utf-8-sig"), newline="")))
    wanted = [[str(cell) for cell in row] for row in rows(shared)]
    assert lines == wanted
    assert "Counts from 1 to 4 are withheld" in notes.decode("utf-8-sig")
    workbook = load_workbook(BytesIO(book))
    assert workbook.sheetnames == ["Data", "Notes"]
    assert {sheet.sheet_state for sheet in workbook.worksheets} == {"visible"}
    read = [["" if cell is None else str(cell) for cell in row] for row in workbook["Data"].iter_rows(values_only=True)]
    assert read == wanted
    assert {cell.data_type for row in workbook["Data"].iter_rows() for cell in row} == {"n", "s"}
    assert (workbook.properties.creator or "", workbook.properties.lastModifiedBy or "") == ("", "")
    assert workbook.properties.created.date() == TODAY
    paper = pypdf.PdfReader(BytesIO(pdf))
    text = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)
    assert "Osier Holt withheld withheld 10" in text
    assert paper.metadata
    assert paper.metadata["/Author"] == "Thornmere Borough Council"  # the office, and no person of it
    everything = " ".join([table.decode(), notes.decode(), text, *_parts(book)])
    assert [
        word for word in ("Mercer", "Testwick", "Larch", "Amina", "TM3", "ASB/2003", "Okafor") if word in everything
    ] == []


def _parts(book: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        assert [name for name in archive.namelist() if "comment" in name or "custom" in name] == []
        return [archive.read(name).decode() for name in archive.namelist()]


def test_the_files_are_the_same_bytes_however_often_they_are_made(counted: tuple[Office, Actor]) -> None:
    office, _ = counted
    shared = made(office, plan_for(office))
    assert files_of(office, shared)[:3] == files_of(office, shared)[:3]


def test_a_last_look_stops_a_file_that_names_somebody(counted: tuple[Office, Actor]) -> None:
    office, who = counted
    shared = made(office, plan_for(office))
    files, areas = files_of(office, shared), shared.sides[0].leaves
    with office.reading() as session:
        last_look(files, everybody(session), areas)
    do(office, who, people.add_person, person_values("Bell", "Founder"))
    with office.reading() as session:
        last_look(files, everybody(session), areas)  # a ward is called Bellfounder
    with office.reading() as session, pytest.raises(Refused, match="Amina Testwick"):
        last_look((*files, ("more.csv", b"Area\r\nAmina Testwick\r\n")), everybody(session), areas)


def test_a_count_before_the_name_of_an_area_is_no_house_in_a_street_that_is_called_so(
    counted: tuple[Office, Actor],
) -> None:
    office, who = counted
    do(
        office,
        who,
        people.add_person,
        person_values(addresses=(AddressValues("13 Marlpit Close\nThornmere", "TM3 8QX"),)),
    )
    shared = made(office, plan_for(office))
    files, areas = files_of(office, shared), shared.sides[0].leaves
    cells = cells_of(shared, ask(office, office_facts), load_sharing(), TODAY)
    with office.reading() as session:
        with pytest.raises(Refused, match="13 Marlpit"):
            last_look(files, everybody(session), areas)
        last_look(files, everybody(session), areas, cells=cells)
        with pytest.raises(Refused, match="13 Marlpit"):
            last_look(files, everybody(session), areas, cells=(*cells, "noise at 13 Marlpit again"))


@needs_engine
def test_a_last_look_reads_the_words_in_pictures(counted: tuple[Office, Actor]) -> None:
    files = (("scan.pdf", picture_of("Amina Testwick rang at ten")),)
    with counted[0].reading() as session, pytest.raises(Refused, match="Amina Testwick"):
        last_look(files, everybody(session), ())


def given(plan: SharePlan, files: Files) -> Given:
    return Given("Counts", plan, "Wards, 2003", 27, 4, files)


def test_the_log_keeps_the_very_bytes_and_the_check_of_the_office_knows_their_seals(
    counted: tuple[Office, Actor],
) -> None:
    office, who = counted
    plan = plan_for(office)
    files = files_of(office, made(office, plan))
    share_id = do(office, who, log_share, given(plan, files), VALUES)
    kept = ask(office, shared_files, share_id)
    assert tuple((file.name, file.content) for file in kept) == files
    assert [file.sha256 for file in kept] == [hashlib.sha256(content).hexdigest() for _, content in files]
    row = ask(office, shares)[0]
    assert (row.plan, row.values, row.given_by) == (plan, VALUES, "Jo Okafor")
    assert plan_from_json(plan_to_json(plan)) == plan
    assert [finding for finding in check(office) if not finding.good] == []


def test_a_month_is_given_once_unless_a_manager_says_why_and_the_audit_keeps_it(counted: tuple[Office, Actor]) -> None:
    office, who = counted
    plan = plan_for(office)
    files = files_of(office, made(office, plan))
    do(office, who, log_share, given(plan, files), VALUES)
    do(office, who, log_share, given(plan, files), VALUES)  # the very same table says nothing new
    imported = plan_for(office, across=("hours",), records="imported")
    do(office, who, log_share, given(imported, ()), VALUES)  # other records are other incidents
    for other in (
        plan_for(office, across=("hours",)),
        plan_for(office, first=OCTOBER),
        plan_for(office, records="all"),
    ):
        with pytest.raises(InvalidField, match="A month is given once") as refused:
            do(office, who, log_share, given(other, ()), VALUES)
        assert refused.value.field == "reason"
    reason = "The coroner has ordered it."
    share_id = do(office, who, log_share, given(other, ()), replace(VALUES, reason=reason))
    assert f"Given all the same: {reason}" in ask(office, share, share_id).cautions
    with office.reading() as session:
        acts = session.scalars(select(t.AuditEntry).where(t.AuditEntry.row_id == share_id)).all()
    assert [each.after for each in acts if "given before" in each.change] == [{"reason": reason}]


def test_a_filed_audit_is_a_file_of_its_months_too(counted: tuple[Office, Actor]) -> None:
    office, who = counted
    kept = {"figures": [], "records": "own", "set_id": None}
    years = returns.Frozen("three-years", 1, "Audit", "", date(2000, 4, 1), date(2003, 10, 31), kept, b"%PDF")
    do(office, who, returns.submit, years)
    with pytest.raises(InvalidField, match="given once"):
        do(office, who, log_share, given(plan_for(office), ()), VALUES)
    assert "It is published" in warnings(plan_for(office), ask(office, given_before))[0]


def test_an_area_of_few_homes_is_withheld_as_an_area_whatever_it_counts(counted: tuple[Office, Actor]) -> None:
    office, _ = counted
    plan = plan_for(office)
    wards = next(each for each in ask(office, boundary_sets) if each.id == plan.set_id)
    areas = ask(office, areas_of_set, plan.set_id)
    few = tuple(replace(area, homes=12) if area.name == "Quarry" else area for area in areas)
    with office.reading() as session:
        found = places.incidents(session)
    for way, total in (("withhold", 23), ("band", "5 to 61")):
        shared = build(found, few, wards, replace(plan, way=way), load_sharing(), load_categories())
        cells = said(shared)
        assert not any(key[0] == "Quarry" for key in cells)
        assert {value for key, value in cells.items() if key[0] == FEW_HOMES} == {WITHHELD}
        assert cells["All areas", "All months"] == total
        assert "Fewer than 40 homes: Quarry." in few_homes(shared, load_sharing())
        assert ["Few homes", few_homes(shared, load_sharing())] in notes(
            shared, ask(office, office_facts), load_sharing(), TODAY
        )
        assert {reason for words, _, reason in why(shared) if words[0] == FEW_HOMES} == {"an area of few homes"}


def test_only_a_manager_gives_and_only_with_agency_power_and_reason(counted: tuple[Office, Actor]) -> None:
    office, who = counted
    plan = plan_for(office)
    with pytest.raises(Refused, match="release"):
        do(office, replace(who, role=UserRole.CASEWORKER), log_share, given(plan, ()), VALUES)
    for changed in ({"agency_id": None}, {"power": " "}, {"necessity": "please"}):
        with pytest.raises(InvalidField):
            do(office, who, log_share, given(plan, ()), replace(VALUES, **changed))
    assert ask(office, shares) == ()


def test_an_office_may_raise_its_threshold_from_a_day_on_but_not_below_three(counted: tuple[Office, Actor]) -> None:
    office, who = counted
    assert ask(office, share_facts, TODAY).threshold == 5
    for typed in ("2", "five", "1000"):
        with pytest.raises(InvalidField, match=r"under 3|whole number"):
            do(office, who, set_threshold, typed, TODAY, "The partnership's protocol.")
    do(office, who, set_threshold, "10", TODAY, "The partnership's protocol.")
    facts = ask(office, share_facts, TODAY)
    assert facts.threshold == 10
    assert "protocol" in facts.threshold_source
    with pytest.raises(Refused, match="raised"):
        do(office, who, log_share, given(plan_for(office), ()), VALUES)
    assert made(office, plan_for(office, threshold=10)).withheld > 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"across": ()}, "across"),
        ({"across": ("month", "hours", "weekday")}, "across"),
        ({"set_id": 0}, "set"),
        ({"last": SEPTEMBER - 1}, "last"),
        ({"last": OCTOBER + 1}, "last"),
        ({"first": OCTOBER - 70}, "last"),
        ({"threshold": 2}, "threshold"),
    ],
)
def test_what_cannot_be_given_is_said_beside_its_field(changed: dict[str, object], field: str) -> None:
    plan = replace(SharePlan(1, SEPTEMBER, OCTOBER, ("month",)), **changed)
    with pytest.raises(InvalidField) as refused:
        check_plan(plan, load_sharing(), TODAY)
    assert refused.value.field == field


def test_an_earlier_file_of_the_same_months_is_warned_about_and_the_next_months_are_not() -> None:
    plan = SharePlan(1, SEPTEMBER, OCTOBER, ("month",))
    before = [GivenBefore(plan, "3 Nov 2003", "The police")]
    assert "cut the same way" in warnings(plan, before)[0]
    wider = replace(plan, first=SEPTEMBER - 1, set_id=2)
    assert "other months and other areas" in warnings(wider, before)[0]
    assert warnings(plan.next_period(), before) == ()
    assert plan.next_period().period == "Nov to Dec 2003"


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        ("6", "6", 0), ("7", "6", 1), ("11", "6", 0), ("5", "withheld", 1), ("withheld", "8", 1), ("9", "withheld", 0),
        ("5 to 9", "0 to 4", 1), ("10 to 14", "0 to 4", 0), ("1,000 to 1,004", "995 to 999", 1),
    ],
)  # fmt: skip
def test_a_cell_that_moved_a_little_between_two_files_of_one_cut_is_told_whatever_they_say(
    now: str, then: str, told: int
) -> None:
    head, quarry = ["Area code", "Area", "Month", "Incidents"], ["TM01", "Quarry", "Jul 2003"]
    earlier = csv_bytes([head, [*quarry, then]])
    assert late_reports([head, [*quarry, now]], earlier, 5) == told


def test_a_file_is_held_against_those_of_its_months_and_says_how_much_comes_out(counted: tuple[Office, Actor]) -> None:
    office, who = counted
    plan = plan_for(office)
    assert held_together(office, plan) == ()
    do(office, who, log_share, given(plan, files_of(office, made(office, plan))), VALUES)
    assert held_together(office, plan)[0].endswith("no count under 5 was found to come out.")
    alone = held_together(office, replace(plan, first=OCTOBER))[0]
    assert "at least 4 counts" in alone
    assert "1 of them under 5: Osier Holt, Sep 2003" in alone
    longer = held_together(office, replace(plan, first=SEPTEMBER - 1, across=("hours",)))
    assert longer == held_together(office, plan)  # nothing in August: the same totals
    do(office, who, incidents.record_incident, incident_values(
        when=When(WhenKind.MOMENT, datetime(2003, 8, 3, 21, 0)), postcode="TM3 8QX",
    ))  # fmt: skip
    do(office, who, incidents.record_incident, incident_values(
        when=When(WhenKind.MOMENT, datetime(2003, 9, 3, 21, 0)), postcode="TM3 8QX",
    ))  # fmt: skip
    rest, moved = held_together(office, replace(plan, first=SEPTEMBER - 1, across=("hours",)))
    assert "Quarry, Aug 2003" in rest
    assert "moved by fewer than 5 since" in moved


def held_together(office: Office, plan: SharePlan) -> tuple[str, ...]:
    shared = made(office, plan)
    with office.reading() as session:
        return together(session, shared, places.incidents(session), load_sharing(), load_categories())
