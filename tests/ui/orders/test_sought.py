"""Prohibitions on their tab: from the library and in own words, in order, struck out, their checks answered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from asbdesk.domain.national_grid import to_grid
from asbdesk.domain.orders import SoughtKind
from asbdesk.domain.prohibitions import SoughtValues
from asbdesk.domain.round_zones import middle_of
from asbdesk.domain.zones import square_km
from asbdesk.queries.prohibitions import TermRow, sought_page
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders import sought_state as state
from asbdesk.ui.orders.page import OrderPage
from asbdesk.ui.orders.sought import SoughtTab
from asbdesk.ui.orders.sought_dialogs import DailyDialog, ProhibitionsDialog, TermDialog
from asbdesk.ui.orders.zone_dialog import ZoneDialog
from asbdesk.ui.places import open_draft
from tests.factories import TODAY, ask
from tests.services.schedule_way import Way, way_of
from tests.ui.page_fixtures import Went


class Going(Went):
    """Remembers how to undo what was said."""

    undo: Any = None

    def say(self, words: str, undo: Any = None) -> None:
        super().say(words, undo)
        self.undo = undo


@pytest.fixture
def way(desk: Desk) -> Way:
    made = way_of(desk.office, desk.who)
    made.add_all()
    return made


@pytest.fixture
def going() -> Going:
    return Going()


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, way: Way, going: Going) -> SoughtTab:
    page = OrderPage(desk, going, way.application_id, tab="SoughtTab")  # type: ignore[arg-type]
    qtbot.addWidget(page)
    desk.changed.connect(lambda _kinds: page.refresh())
    page.resize(1166, 700)
    page.show()
    page.refresh()
    return next(tab for tab in page.tabs if isinstance(tab, SoughtTab))


def dialog(tab: SoughtTab, kind: type[QDialog]) -> Any:
    return tab.findChildren(kind)[-1]


def write(tab: SoughtTab, **entry: Any) -> None:
    """A term in own words."""
    tab.add()
    made = dialog(tab, TermDialog)
    made.form.set_value({**made.form.value(), **entry})
    made.save()


def terms(tab: SoughtTab) -> list[str]:
    return [tab.table.item(row, 2).text() for row in range(tab.table.rowCount())]


def numbers(tab: SoughtTab) -> list[str]:
    return [tab.table.item(row, 0).text() for row in range(tab.table.rowCount())]


def test_terms_are_ticked_in_the_library_and_stand_in_the_draft_with_their_gaps(qtbot: QtBot, tab: SoughtTab) -> None:
    assert tab.none.isVisible()
    qtbot.mouseClick(tab.none.action, Qt.MouseButton.LeftButton)
    library = dialog(tab, ProhibitionsDialog)
    assert not library.adder.isEnabled()
    assert all(term.kind.value == "prohibition" for _, term in library.boxes)
    for box, term in library.boxes:
        if term.text.startswith(("Enter [area]", "Light a fire")):
            qtbot.keyClick(box, Qt.Key.Key_Space)
    assert library.adder.text() == "A&dd 2"
    qtbot.mouseClick(library.adder, Qt.MouseButton.LeftButton)
    assert numbers(tab) == ["1", "2"]
    assert "Still to be filled in: [area], [street]" in tab.checks.item(0, 0).text()


def test_a_term_of_ones_own_is_saved_with_what_it_answers(tab: SoughtTab, way: Way) -> None:
    first = way.ids()[0]
    write(tab, text="Enter the stairs of Larch Court.", reason="Neighbours were threatened there.",
          answers=[str(first)])  # fmt: skip
    assert terms(tab) == ["Enter the stairs of Larch Court."]
    assert tab.table.item(0, 3).text() == "Allegation 1"
    asked = [tab.checks.item(row, 0).text() for row in range(tab.checks.rowCount())]
    assert tab.table.item(0, 5).text() == "3 to answer"
    assert asked[0] == "An exclusion zone has no map"
    assert asked[1].startswith("Nobody has asked about: work")
    assert asked[2].startswith("Home (14 Larch Court")
    assert asked[2].endswith("is in a place that this term names")


def test_alt_and_arrows_change_the_order_and_the_number_is_the_place(qtbot: QtBot, tab: SoughtTab) -> None:
    for street in ("Kiln Row", "Larch Court", "Marlpit Close"):
        write(tab, text=f"Enter {street}.")
    kiln, larch, marlpit = terms(tab)
    tab.table.select_ids([tab.found.rows[2].id])  # type: ignore[union-attr]
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert terms(tab) == [kiln, marlpit, larch]
    qtbot.mouseClick(tab.deeds["down"], Qt.MouseButton.LeftButton)
    assert terms(tab) == [kiln, larch, marlpit]
    tab.place(0)
    assert terms(tab) == [marlpit, kiln, larch]
    assert numbers(tab) == ["1", "2", "3"]


def test_a_struck_term_stays_with_its_reason_and_comes_back_to_its_place(
    tab: SoughtTab, going: Going, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tab, text="Enter Kiln Row.")
    monkeypatch.setattr("asbdesk.ui.ask.ask_text", lambda *_a, then, **_n: then("The shop is closed."))
    tab.strike()
    assert terms(tab) == []
    assert tab.struck.item(0, 2).text() == "The shop is closed."
    write(tab, text="Enter Larch Court.")
    assert numbers(tab) == ["1"]
    going.undo()
    assert terms(tab) == ["Enter Kiln Row.", "Enter Larch Court."]
    assert numbers(tab) == ["1", "2"]


def test_a_check_is_answered_with_a_reason_that_stands_beside_it(
    tab: SoughtTab, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tab, text="Enter Kiln Row.", reason="x", answers=[str(way.ids()[0])])
    monkeypatch.setattr("asbdesk.ui.ask.ask_text", lambda *_a, then, **_n: then("Map of the street at tab 4."))
    places = [tab.checks.item(row, 0).text() for row in range(tab.checks.rowCount())]
    tab.checks.setCurrentCell(places.index("An exclusion zone has no map"), 0)
    tab.answer()
    found = ask(way.office, sought_page, way.application_id, TODAY)
    said = {each.finding.key: each.answer.words for each in found.rows[0].checks if each.answer}
    assert said == {"map": "Map of the street at tab 4."}


def test_daily_life_is_asked_and_clashes_are_told(tab: SoughtTab, way: Way) -> None:
    write(tab, text="Be outside the home at 2 Larch Court between 9 pm and 7 am.", reason="x",
          answers=[str(way.ids()[0])])  # fmt: skip
    tab.open_daily(0)
    made = dialog(tab, DailyDialog)
    made.form.set_value({**made.form.value(), "kind": "work", "place": "Brickfield Bakery", "hours": "Mon-Sat 4am-noon",
                         "told_by": "His employer"})  # fmt: skip
    made.save()
    words = [tab.checks.item(row, 0).text() for row in range(tab.checks.rowCount())]
    assert any(line.startswith("Work (Mon-Sat 4am-noon) falls into these hours") for line in words)
    assert "work," not in tab.daily_words.text()


def test_hours_that_cannot_be_read_are_refused_beside_their_field(tab: SoughtTab) -> None:
    tab.open_daily(0)
    made = dialog(tab, DailyDialog)
    made.form.set_value({**made.form.value(), "place": "School", "hours": "mornings", "told_by": "Her mother"})
    made.save()
    assert "cannot be read" in made.form.fields["hours"].error()


def test_what_is_typed_in_a_term_is_kept_and_found_again(tab: SoughtTab) -> None:
    tab.add()
    made = dialog(tab, TermDialog)
    made.form.fields["text"].edit.setPlainText("Enter Kiln")
    made.editor.keeper.save_now()
    made.reject()
    tab.add()
    assert dialog(tab, TermDialog).form.value()["text"] == "Enter Kiln"
    went = Went()
    for kind in ("term", "daily"):
        open_draft(went, f"order-{kind}:3:0")  # type: ignore[arg-type]
    assert went.places == [("order", 3, {"tab": "SoughtTab"})] * 2


def areas(way: Way) -> None:
    """A ward of four corners, as a boundary file gives it."""
    shape = shapely.to_wkb(shapely.Polygon([(1.87, 53.58), (1.89, 53.58), (1.89, 53.60), (1.87, 53.60)]))
    with way.office.transaction(way.who, "test") as work:
        number = work.add(
            t.BoundarySet(
                kind="ward", name="Wards", year=2003, source="Invented", file_name="w.geojson", file_sha256="0" * 64,
                code_property="c", name_property="n", mended=[], homes_source="", people_source="",
                loaded_at=datetime(2003, 11, 17, 9, tzinfo=UTC), loaded_by=way.who.user_id,
            )
        )  # fmt: skip
        work.add(t.BoundaryArea(set_id=number, code="W1", name="Marlpit", shape=shape, latitude=53.59, longitude=1.88))


def test_without_a_boundary_file_the_zone_is_told_in_words(
    qtbot: QtBot, tab: SoughtTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("asbdesk.ui.ask.tell", lambda _parent, title, _words: told.append(title))
    tab.add()
    made = dialog(tab, TermDialog)
    made.form.set_value({**made.form.value(), "text": "Enter the zone.", "zone": True, "streets": "Kiln Row"})
    qtbot.mouseClick(made.drawer, Qt.MouseButton.LeftButton)
    assert told == ["No boundaries are loaded"]
    made.save()
    assert tab.table.item(0, 4).text() == "Streets alone"


def zone_of(qtbot: QtBot, tab: SoughtTab) -> tuple[TermDialog, ZoneDialog]:
    """A new term with its map open."""
    tab.add()
    made = dialog(tab, TermDialog)
    made.form.set_value({**made.form.value(), "text": "Enter the zone.", "zone": True, "title": "Marlpit"})
    made.drawer.setFocus()
    qtbot.keyClick(made.drawer, Qt.Key.Key_Space)
    return made, made.findChildren(ZoneDialog)[-1]


def press(qtbot: QtBot, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_round_zone_is_placed_moved_resized_and_taken_off_by_keyboard_alone(
    qtbot: QtBot, tab: SoughtTab, way: Way
) -> None:
    areas(way)
    made, zone = zone_of(qtbot, tab)
    zone.radius.edit.setText("x")
    press(qtbot, zone.rounder)
    assert "whole metres" in zone.radius.error()
    assert not zone.view.is_placing()
    zone.radius.edit.selectAll()
    qtbot.keyClicks(zone.radius.edit, "150")
    press(qtbot, zone.rounder)
    assert "Choosing a place" in zone.view.accessibleDescription()
    assert "Enter sets it down" in zone.how.text()
    qtbot.keyClick(zone.view, Qt.Key.Key_Return)
    assert zone.said.text().startswith("Round, radius 150 metres, 70,")
    first = middle_of(zone.ring)
    zone.radius.edit.selectAll()
    qtbot.keyClicks(zone.radius.edit, "300 m")
    assert zone.said.text().startswith("Round, radius 300 metres")
    assert middle_of(zone.ring) == pytest.approx(first, abs=2e-6)
    press(qtbot, zone.mover)
    for _ in range(5):
        qtbot.keyClick(zone.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(zone.view, Qt.Key.Key_Space)
    assert zone.said.text().startswith("Round, radius 300 metres")
    assert middle_of(zone.ring)[0] > first[0]
    press(qtbot, zone.mover)
    qtbot.keyClick(zone.view, Qt.Key.Key_Escape)
    assert zone.isVisible()
    assert zone.said.text().startswith("Round, radius 300 metres")
    press(qtbot, zone.remover)
    assert zone.said.text() == "No zone is drawn yet."
    assert not zone.mover.isEnabled()
    assert not zone.remover.isEnabled()
    press(qtbot, zone.rounder)
    qtbot.keyClick(zone.view, Qt.Key.Key_Return)
    assert zone.main is not None
    press(qtbot, zone.main)
    assert made.drawn.text() == "Drawn, with 32 corners."
    made.save()
    assert tab.table.item(0, 4).text() == "Zone drawn"


def test_a_zone_is_placed_and_moved_with_the_mouse(qtbot: QtBot, tab: SoughtTab, way: Way) -> None:
    areas(way)
    _, zone = zone_of(qtbot, tab)
    left, view = Qt.MouseButton.LeftButton, zone.view

    def clicked_on(at: QPoint) -> None:
        east, north = view.frame.ground(at.x(), at.y())
        qtbot.mouseClick(view, left, pos=at)
        assert to_grid(*middle_of(zone.ring)[::-1]) == pytest.approx((east, north), abs=0.5)

    qtbot.mouseClick(zone.rounder, left)
    clicked_on(QPoint(200, 150))
    size = square_km(zone.ring)
    qtbot.mouseClick(zone.mover, left)
    clicked_on(QPoint(260, 190))
    assert square_km(zone.ring) == pytest.approx(size, rel=0.001)
    qtbot.mouseClick(zone.anew, left)
    for at in (QPoint(100, 100), QPoint(200, 100), QPoint(200, 200)):
        qtbot.mouseClick(view, left, pos=at)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert zone.said.text().startswith("3 corners")
    zone.radius.set_value("500")
    assert zone.said.text().startswith("3 corners")
    qtbot.mouseClick(zone.mover, left)
    clicked_on(QPoint(300, 220))
    assert zone.said.text().startswith("3 corners")


def test_a_zone_is_drawn_with_the_keyboard_and_stored_as_it_was_drawn(qtbot: QtBot, tab: SoughtTab, way: Way) -> None:
    areas(way)
    tab.add()
    made = dialog(tab, TermDialog)
    made.form.set_value({**made.form.value(), "text": "Enter the zone.", "zone": True, "title": "Marlpit"})
    qtbot.mouseClick(made.drawer, Qt.MouseButton.LeftButton)
    zone = made.findChildren(ZoneDialog)[-1]
    assert zone.view.is_drawing()
    for keys in ("", "RRRR", "DDDD"):
        for key in keys:
            qtbot.keyClick(zone.view, Qt.Key.Key_Right if key == "R" else Qt.Key.Key_Down)
        qtbot.keyClick(zone.view, Qt.Key.Key_Space)
    qtbot.keyClick(zone.view, Qt.Key.Key_Return)
    assert zone.said.text().startswith("3 corners")
    zone._use()
    assert made.drawn.text() == "Drawn, with 3 corners."
    made.save()
    assert tab.table.item(0, 4).text() == "Zone drawn"
    with way.office.reading() as session:
        area = session.scalars(select(t.SoughtTerm.area)).one()
    assert area["geometry"]["type"] == "Polygon"
    assert len(area["geometry"]["coordinates"][0]) == 4
    assert 1.87 < area["geometry"]["coordinates"][0][0][0] < 1.89


def test_no_step_is_offered_that_would_put_a_requirement_before_a_prohibition() -> None:
    kinds = (SoughtKind.PROHIBITION, SoughtKind.PROHIBITION, SoughtKind.REQUIREMENT)
    rows = tuple(
        TermRow(number, number, number, SoughtValues(kind, "x"), (), ()) for number, kind in enumerate(kinds, 1)
    )
    assert state.deeds(rows, [3], may=True) == {"edit", "strike"}
    assert state.deeds(rows, [2], may=True) == {"edit", "strike", "up"}
    assert state.put(rows, [3, 2], 0) == (2, 1, 3)
