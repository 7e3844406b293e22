"""Terms of a draft order on a real office: numbers, order, answers, board, the map on paper, the order's own copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from asbdesk.documents.blocks import Drawing
from asbdesk.documents.shapes import Label
from asbdesk.documents.zone_map import zone_page
from asbdesk.domain.court_orders import HearingValues, OrderValues, OutcomeValues
from asbdesk.domain.daily_life import DailyValues
from asbdesk.domain.orders import ApplicationState, DailyKind, HearingKind, HearingOutcome, OrderKind, SoughtKind
from asbdesk.domain.people import AddressValues
from asbdesk.domain.prohibitions import SoughtValues
from asbdesk.domain.zones import Zone
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries.prohibitions import SoughtPage, sought_page
from asbdesk.queries.readiness import board_of, board_page
from asbdesk.queries.zone_maps import sought_maps
from asbdesk.services import court_orders, hearings, order_papers, people, prohibitions, readiness
from asbdesk.services.order_papers import OrderPaper, order_paper
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, new_office, person_values
from tests.services.schedule_way import Way, way_of

RING = ((1.8765, 53.5903), (1.8800, 53.5900), (1.8812, 53.5917), (1.8791, 53.5924))
ZONE = Zone("Kiln Row", "Kiln Row and Market Street", None, RING)
MUST_NOT = SoughtKind.PROHIBITION


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    office, who = new_office(tmp_path)
    made = way_of(office, who)
    made.add_all()
    yield made
    office.close()


def found(way: Way) -> SoughtPage:
    return ask(way.office, sought_page, way.application_id, TODAY)


def add(way: Way, text: str, **more: object) -> int:
    values = SoughtValues(MUST_NOT, text, **{"reason": "Tenants are threatened.", "answers": (way.ids()[0],), **more})  # type: ignore[arg-type]
    return way.do(prohibitions.add_term, way.application_id, values)


def numbered(way: Way) -> list[tuple[int, int]]:
    return [(row.number, row.id) for row in found(way).rows]


def keys(way: Way, place: int = 0) -> list[str]:
    return [each.finding.key for each in found(way).rows[place].open]


def words(way: Way, template: str) -> tuple[str, int]:
    paper = OrderPaper(way.application_id, template, asked={"until": "the hearing"})
    with way.office.reading() as session:
        prepared = order_paper(session, paper, way.who.user_id, TODAY)
    pages = PdfReader(BytesIO(prepared.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()), len(pages)


def test_the_number_of_a_term_is_its_place_whatever_is_struck_out_or_moved(way: Way) -> None:
    """The same on the page, on the board, on paper and on its map."""
    _fill(way)
    first, second, third = add(way, "Enter Kiln Row."), add(way, "Enter Larch Court."), add(way, "Cause a nuisance.")
    assert numbered(way) == [(1, first), (2, second), (3, third)]
    way.do(prohibitions.strike_term, first, "Not needed.")
    fourth = add(way, "Enter the zone.", zone=ZONE)
    assert numbered(way) == [(1, second), (2, third), (3, fourth)]
    way.do(prohibitions.order_terms, way.application_id, [fourth, third, second])
    assert numbered(way) == [(1, fourth), (2, third), (3, second)]
    line = ask(way.office, board_of, way.application_id, TODAY).line("checks")
    assert line is not None
    assert "Term 2: “nuisance” does not say what is forbidden" in line.why
    said, _ = words(way, "court-order")
    assert "1. Enter the zone. (See the map.) 2. Cause a nuisance. 3. Enter Larch Court." in said
    assert "Map of term 1: Kiln Row" in said
    with pytest.raises(Refused, match="changed meanwhile"):
        way.do(prohibitions.order_terms, way.application_id, [fourth, third])


def test_a_struck_term_comes_back_to_its_place(way: Way) -> None:
    first, second, third = add(way, "Enter Kiln Row."), add(way, "Enter Larch Court."), add(way, "Cause a nuisance.")
    way.do(prohibitions.strike_term, second, "Not needed.")
    assert numbered(way) == [(1, first), (2, third)]
    way.do(prohibitions.bring_back_term, second)
    assert numbered(way) == [(1, first), (2, second), (3, third)]


def test_what_is_required_is_numbered_after_what_is_forbidden_as_the_paper_has_it(way: Way) -> None:
    must = way.do(prohibitions.add_term, way.application_id, SoughtValues(SoughtKind.REQUIREMENT, "Attend mediation."))
    must_not = add(way, "Enter Kiln Row.")
    assert numbered(way) == [(1, must_not), (2, must)]
    way.do(prohibitions.order_terms, way.application_id, [must, must_not])
    assert numbered(way) == [(1, must_not), (2, must)]


def test_a_term_is_struck_out_only_with_a_reason(way: Way) -> None:
    with pytest.raises(InvalidField):
        way.do(prohibitions.strike_term, add(way, "Enter Kiln Row."), "  ")


def test_an_answer_stays_while_the_check_finds_the_same_and_goes_when_the_words_change(way: Way) -> None:
    number = add(way, "Cause a nuisance in Kiln Row.")
    assert keys(way) == ["vague:nuisance"]
    way.do(prohibitions.answer_check, number, "vague:nuisance", "The county court used these words.")
    assert keys(way) == []
    row = found(way).rows[0]
    way.do(prohibitions.change_term, number, replace(row.values, text="Cause any nuisance in Kiln Row."))
    assert keys(way) == []
    way.do(prohibitions.change_term, number, replace(row.values, text="Cause annoyance in Kiln Row."))
    assert keys(way) == ["vague:annoyance"]


def test_a_gap_is_filled_in_and_not_argued_away(way: Way) -> None:
    number = add(way, "Shout at any person in [street].")
    with pytest.raises(Refused, match="Still to be filled in"):
        way.do(prohibitions.answer_check, number, "blank", "Later.")


def test_an_allegation_of_another_application_is_answered_elsewhere(way: Way) -> None:
    with pytest.raises(InvalidField, match="no longer in this application"):
        add(way, "Enter Kiln Row.", answers=(999,))


def test_what_nobody_has_answered_stands_on_the_readiness_board(way: Way) -> None:
    number = add(way, "Cause a nuisance in Kiln Row.")
    line = ask(way.office, board_of, way.application_id, TODAY).line("checks")
    assert line is not None
    assert (line.state, line.why) == ("missing", "Term 1: “nuisance” does not say what is forbidden")
    way.do(prohibitions.answer_check, number, "vague:nuisance", "The county court used these words.")
    line = ask(way.office, board_of, way.application_id, TODAY).line("checks")
    assert line is not None
    assert line.state == "done"


def test_daily_life_is_asked_kept_and_taken_from_the_person(way: Way) -> None:
    assert [row.values.kind for row in found(way).daily] == [DailyKind.HOME]
    values = DailyValues(DailyKind.WORK, "His employer", TODAY, place="Brickfield Bakery", hours="Mon-Sat 4am-noon")
    fact = way.do(prohibitions.record_daily, way.application_id, values)
    way.do(prohibitions.record_daily, way.application_id, replace(values, none=True), fact)
    row = next(each for each in found(way).daily if each.id == fact)
    assert (row.values.none, row.values.place) == (True, "")
    way.do(prohibitions.remove_daily, fact)
    assert [each.values.kind for each in found(way).daily] == [DailyKind.HOME]


def test_an_address_is_placed_by_its_postcode_and_tells_the_clash(way: Way) -> None:
    with way.office.transaction(way.who, "test") as work:
        work.add(t.PostcodePoint(postcode="TM3 1ZZ", latitude=53.5912, longitude=1.8790))
    values = DailyValues(DailyKind.WORK, "His employer", TODAY, place="Brickfield Bakery, Mill Lane, TM3 1ZZ")
    way.do(prohibitions.record_daily, way.application_id, values)
    add(way, "Enter the zone.", zone=ZONE)
    assert "inside:work-brickfield bakery, mill lane, tm3 1zz" in keys(way)


@pytest.mark.parametrize("template", ["court-order", "court-application", "court-interim-order"])
def test_the_map_is_a_page_of_the_papers_that_ask_for_the_zone(way: Way, template: str) -> None:
    _fill(way)
    add(way, "Enter the zone.", zone=ZONE)
    said, pages = words(way, template)
    assert "1. Enter the zone. (See the map.)" in said
    assert "Map of term 1: Kiln Row" in said
    assert "It is bounded by: Kiln Row and Market Street." in said
    assert "No boundary file was loaded" in said
    assert "100 metres" in said or "50 metres" in said
    assert pages > 1


def test_the_map_names_the_streets_that_the_paper_names_and_no_other(way: Way) -> None:
    """A name that nothing on the paper accounts for would tell that a witness lives there."""
    for number, lines in enumerate(("4 Kiln Row", "12 Marlpit Close"), 1):
        postcode = f"TM3 {number}ZZ"
        way.do(people.add_person, person_values("Roy", "Samplewell", addresses=(AddressValues(lines, postcode),)))
        with way.office.transaction(way.who, "test") as work:
            work.add(t.PostcodePoint(postcode=postcode, latitude=53.5910 + number * 0.0002, longitude=1.8790))
    add(way, "Enter the zone.", zone=ZONE)
    with way.office.reading() as session:
        (made,) = sought_maps(session, way.application_id, "ASB/2003/0147/O1")
    assert [name for name, _ in made.named] == ["Kiln Row"]
    (drawing,) = (block for block in zone_page(made) if isinstance(block, Drawing))
    assert "Kiln Row" in [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def test_a_map_that_was_changed_since_is_not_filed(way: Way) -> None:
    _fill(way)
    number = add(way, "Enter the zone.", zone=ZONE)
    paper = OrderPaper(way.application_id, "court-order")
    with way.office.reading() as session:
        prepared = order_paper(session, paper, way.who.user_id, TODAY)
    moved = replace(ZONE, ring=((1.8760, 53.5903), *RING[1:]))
    way.do(prohibitions.change_term, number, replace(found(way).rows[0].values, zone=moved))
    with pytest.raises(Conflict, match="A map of this paper has changed"):
        way.do(order_papers.file_order_paper, paper, prepared)


def test_the_order_as_made_keeps_its_own_terms_and_zones(way: Way) -> None:
    _fill(way)
    number = add(way, "Enter the zone.", zone=ZONE)
    with way.office.transaction(way.who, "test") as work:
        application = work.session.get_one(t.Application, way.application_id)
        application.lodged_on, application.state = TODAY, ApplicationState.LODGED
    values = HearingValues(HearingKind.FINAL, datetime(2003, 11, 17), "Thornmere Magistrates' Court")
    hearing = way.do(hearings.add_hearing, way.application_id, values)
    made = OrderValues(OrderKind.FULL, date(2005, 12, 1), {"1": "Not to enter the zone."})
    way.do(hearings.record_outcome, hearing, OutcomeValues(HearingOutcome.ORDER_MADE, "Made.", "", made))
    with way.office.reading() as session:
        order = session.scalars(select(t.CourtOrder)).one()
        term = session.get_one(t.SoughtTerm, number)
        assert order.areas == {"1": term.area}
    said, _ = words(way, "court-summary-person")
    assert "Enter the zone." in said
    assert "Map of term 1: Kiln Row" in said


def test_a_zone_follows_its_words_into_the_order_and_stays_there_when_the_draft_is_numbered_anew(way: Way) -> None:
    """The form of the outcome may be older than the draft; a record that is mended takes no zone of another term."""
    struck = add(way, "Shout in Larch Court.")
    add(way, "Enter the zone.", zone=ZONE)
    with way.office.transaction(way.who, "test") as work:
        application = work.session.get_one(t.Application, way.application_id)
        application.lodged_on, application.state = TODAY, ApplicationState.LODGED
    values = HearingValues(HearingKind.INTERIM, datetime(2003, 11, 17), "Thornmere Magistrates' Court")
    hearing = way.do(hearings.add_hearing, way.application_id, values)
    way.do(prohibitions.strike_term, struck, "Not proved.")
    made = OrderValues(OrderKind.INTERIM, None, {"1": "Not to shout in Larch Court.", "2": "Not to enter the zone."})
    way.do(hearings.record_outcome, hearing, OutcomeValues(HearingOutcome.INTERIM_MADE, "Made.", "", made))
    assert areas(way) == {"2": "Kiln Row"}
    order = way.office.reading
    with order() as session:
        number = session.scalars(select(t.CourtOrder.id)).one()
    way.do(court_orders.change_order, number, replace(made, power_of_arrest=False))
    assert areas(way) == {"2": "Kiln Row"}


def areas(way: Way) -> dict[str, str]:
    with way.office.reading() as session:
        found = session.scalars(select(t.CourtOrder.areas)).one()
    return {number: area["properties"]["title"] for number, area in found.items()}


def test_a_changed_birthday_judges_the_terms_anew_and_says_what_changed(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    day = date(2003, 11, 17)
    way = way_of(office, who)
    way.add_all()
    with office.transaction(who, "test") as work:
        application = work.session.get_one(t.Application, way.application_id)
        application.instrument, application.law_day = "injunction", date(2016, 5, 3)
        application.planned_on = day
    way.do(prohibitions.strike_term, add(way, "Shout in Larch Court.", answers=()), "Not needed.")
    add(way, "Shout in Kiln Row for two years.", answers=())
    _born(way, date(1980, 1, 1))
    way.do(readiness.see_changes, way.application_id)
    _born(way, date(1988, 1, 1))
    changes = ask(office, board_page, way.application_id, day).changes
    assert changes.because == ("the date of birth is now 1 Jan 1988",)
    assert any(line.startswith("term 1: it lasts longer than the order may: two years") for line in changes.lines)
    office.close()


def _born(way: Way, born: date) -> None:
    with way.office.transaction(way.who, "test") as work:
        work.session.get_one(t.Person, way.accused).born = born


def _fill(way: Way) -> None:
    with way.office.transaction(way.who, "test") as work:
        application = work.session.get_one(t.Application, way.application_id)
        application.court, application.necessity = "Thornmere Magistrates' Court", "It has to stop."
        application.planned_on, application.interim_reasons = TODAY, "It cannot wait."
