"""The schedule on paper: every allegation, nobody protected, sealed as it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from asbdesk.domain.casework import Disclosure
from asbdesk.errors import Conflict, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.services import allegations, cases
from asbdesk.services.allegation_papers import SCHEDULE, file_schedule, schedule_paper
from asbdesk.services.papers import Prepared
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, new_office
from tests.services.schedule_way import Way, way_of


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    office, who = new_office(tmp_path)
    yield way_of(office, who)
    office.close()


def made(way: Way) -> Prepared:
    return ask(way.office, schedule_paper, way.application_id, way.who.user_id, TODAY)


def text(prepared: Prepared) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(prepared.pdf)).pages).split())


def test_an_empty_schedule_is_not_printed(way: Way) -> None:
    with pytest.raises(Refused, match="no allegation"):
        made(way)


def test_it_lies_on_its_side_and_has_a_line_for_each_with_empty_columns_for_the_court(way: Way) -> None:
    way.add_all()
    prepared = made(way)
    assert prepared.can_be_filed
    page = PdfReader(BytesIO(prepared.pdf)).pages[0]
    assert page.mediabox.width > page.mediabox.height
    words = text(prepared)
    for heading in ("Admitted or denied", "The court’s finding", "Standing", "Basis"):
        assert heading in words
    assert words.count("Hearsay") == 4
    assert words.count("Background") == 1
    assert "17 November 2003" in words
    assert "section 127" in words


def test_nobody_protected_stands_in_it_even_where_somebody_typed_the_name(way: Way) -> None:
    first = way.add_all()[0]
    values = way.schedule().rows[0].values
    changed = replace(values, act="Spat at Mrs Testwick.", witness="Amina Testwick", place="beside Testwick's door")
    way.do(allegations.change_allegation, first, changed)
    prepared = made(way)
    assert "testwick" not in text(prepared).casefold()
    assert "Spat at Complainant A." in text(prepared)
    assert prepared.leaks == ()


def test_a_telephone_number_of_the_protected_is_stopped_by_the_guard(way: Way) -> None:
    first = way.add_all()[0]
    values = way.schedule().rows[0].values
    way.do(allegations.change_allegation, first, replace(values, act="Rang 01632 960711 forty times."))
    prepared = made(way)
    assert not prepared.can_be_filed
    with pytest.raises(Refused, match="telephone number"):
        way.do(file_schedule, way.application_id, prepared)


def test_it_is_filed_as_a_paper_of_the_application_with_the_very_bytes(way: Way) -> None:
    way.add_all()
    prepared = made(way)
    number = way.do(file_schedule, way.application_id, prepared, printed=True)
    with way.office.reading() as session:
        row = session.get_one(t.Document, number)
        content = session.scalars(select(t.DocumentContent.pdf).where(t.DocumentContent.document_id == number)).one()
        kept = (row.template, row.matter_id, row.case_id, row.times_printed, row.title)
    assert kept == (SCHEDULE, way.application_id, way.case_id, 1, "Schedule of allegations")
    assert content == prepared.pdf


def test_what_changed_after_the_look_is_not_filed(way: Way) -> None:
    ids = way.add_all()
    prepared = made(way)
    way.do(allegations.drop_allegations, [ids[0]], "Weak.")
    with pytest.raises(Conflict):
        way.do(file_schedule, way.application_id, prepared)


def test_somebody_protected_after_the_look_stops_it_too(way: Way) -> None:
    party = next(
        p for p in ask(way.office, case_queries.case, way.case_id, TODAY).parties if p.person_id == way.complainant
    )
    way.do(cases.set_disclosure, party.id, Disclosure.OPEN)
    way.add_all()
    prepared = made(way)
    way.do(cases.set_disclosure, party.id, Disclosure.PROTECTED)
    with pytest.raises(Conflict):
        way.do(file_schedule, way.application_id, prepared)


def test_a_long_act_and_many_of_them_run_over_pages_under_their_headings(way: Way) -> None:
    for day in range(1, 15):
        way.incident(date(2003, 10, day), summary="Shouted and threw things at the wall. " * 8)
    first = way.add_all()[0]
    values = way.schedule().rows[0].values
    way.do(allegations.change_allegation, first, replace(values, act="M" * 900, witness="W " * 80))
    pages = PdfReader(BytesIO(made(way).pdf)).pages
    assert len(pages) > 2
    assert all("Admitted" in page.extract_text() for page in pages[1:-1])
    assert "".join(page.extract_text() for page in pages).count("M") >= 900  # nothing of a row too tall is cut off
