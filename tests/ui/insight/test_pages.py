"""Insight's pages on an office with Thornmere's boundaries."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asbdesk.demonstration_places import add_places
from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import When
from asbdesk.paths import resource
from asbdesk.services import incidents
from asbdesk.ui.desk import Desk
from asbdesk.ui.incidents.list import IncidentsPage
from asbdesk.ui.insight.map import MapPage
from asbdesk.ui.insight.map_paper import NO_POINTS
from asbdesk.ui.insight.page import DOORS, InsightPage
from asbdesk.ui.insight.paper_dialog import PaperDialog
from asbdesk.ui.insight.paper_page import export_rows
from asbdesk.ui.insight.patterns import PatternsPage
from asbdesk.ui.insight.persistent import PersistentPage
from asbdesk.ui.kit.map_view import Pick
from asbdesk.ui.kit.pieces import Card
from asbdesk.ui.places import PAGES
from asbdesk.ui.settings.boundaries import BoundariesCard, LoadDialog
from tests.factories import case_of, do, incident_values
from tests.ui.page_fixtures import Went


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Thornmere, a case, and six incidents: four with a point, one of a month alone, one without a location."""
    do(desk.office, desk.who, add_places)
    case, *_ = case_of(desk.office, desk.who)
    assert case
    when = incident_values().when.start
    for changed in (
        {"summary": "=1+1"}, {}, {"place": "Osier Walk", "postcode": "TM2 7NE"},
        {"when": When(WhenKind.MONTH, when)}, {"place": "somewhere", "postcode": ""},
    ):  # fmt: skip
        do(desk.office, desk.who, incidents.record_incident, incident_values(**changed))
    return desk


def shown(page: MapPage | PatternsPage | PersistentPage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.refresh()
    page.show()


def cells(page: MapPage) -> list[tuple[str, ...]]:
    return [line.cells for line in page.shown.lines] if page.shown else []


def test_the_home_leads_to_each_of_its_pages(desk: Desk, go: Went, qtbot: QtBot) -> None:
    page = InsightPage(desk, go)
    qtbot.addWidget(page)
    page.resize(900, 600)
    assert [door.place in PAGES for door in DOORS] == [True] * len(DOORS)
    assert [card.accessibleName() for card in page.findChildren(Card)] == [door.title for door in DOORS]


def test_the_map_counts_by_ward_and_says_what_is_not_on_it(busy: Desk, go: Went, qtbot: QtBot) -> None:
    page = MapPage(busy, go)
    shown(page, qtbot)
    assert page.areas.box.currentText() == "Wards, 2003"
    assert page.head.words.text() == "6 incidents, Nov 2003: 5 on the map, 1 without a location."
    assert cells(page)[:3] == [("Quarry", "4"), ("Osier Holt", "1"), ("Bellfounder", "0")]
    assert "5 incidents stand at the middle of their postcode" in page.notes.text()
    assert page.lines.rowCount() == 8


def test_a_rate_takes_the_homes_of_the_ward_and_small_counts_are_marked(busy: Desk, go: Went, qtbot: QtBot) -> None:
    page = MapPage(busy, go)
    shown(page, qtbot)
    page.per.set_value("homes")
    page.compute()
    homes = next(area.homes for area in page.ground.areas if area.name == "Quarry") if page.ground else 0
    assert cells(page)[0] == ("Quarry", "4", f"{4000 / (homes or 1):.1f} *")
    assert "Fewer than 5 incidents" in page.notes.text()


@pytest.mark.parametrize("show", ["points", "hexagons", "hotspots", "density"])
def test_every_way_of_showing_it_has_a_legend_and_a_table(busy: Desk, go: Went, qtbot: QtBot, show: str) -> None:
    page = MapPage(busy, go)
    shown(page, qtbot)
    page.show_as.set_value(show)
    page.compute()
    assert page.shown
    assert page.shown.layers.legend
    assert page.shown.lines or show == "hotspots"
    if show == "hotspots":
        assert "Too few to tell" in page.notes.text()
        assert "Benjamini and Hochberg" in page.notes.text()


def test_what_is_opened_on_the_map_is_the_list_of_those_incidents(busy: Desk, go: Went, qtbot: QtBot) -> None:
    page = MapPage(busy, go)
    shown(page, qtbot)
    page.map.opened.emit(Pick(key="E05990005"))
    place, _, facts = go.places[-1]
    assert (place, len(facts["ids"]), facts["about"]) == ("incidents", 4, "Quarry")
    found = IncidentsPage(busy, go, **facts)
    qtbot.addWidget(found)
    found.refresh()
    assert found.list.table.rows.rowCount() == 4
    page.map.opened.emit(Pick(key="E05990002"))
    assert go.said == ["No incident is behind this."]


def test_the_map_is_driven_by_the_keyboard_alone_and_every_control_has_a_name(
    busy: Desk, go: Went, qtbot: QtBot
) -> None:
    page = MapPage(busy, go)
    shown(page, qtbot)
    key, whole = Qt.Key, page.map.frame
    qtbot.keyClick(page.map, key.Key_Plus)
    qtbot.keyClick(page.map, key.Key_Right)
    assert page.map.frame != whole
    qtbot.keyClick(page.map, key.Key_Home)
    assert page.map.frame == whole
    qtbot.keyClick(page.map, key.Key_N)
    assert page.map.accessibleDescription().startswith("Quarry")
    qtbot.keyClick(page.map, key.Key_Return)
    assert (go.places[-1][0], go.places[-1][2]["about"]) == ("incidents", "Quarry")
    qtbot.keyClick(page.show_as.box, key.Key_Down)
    assert page.wish().show == "points"
    page.span.box.setFocus()
    qtbot.keyClick(page.span.box, key.Key_Down)
    last = page.wish().last
    qtbot.keyClick(page.slider, key.Key_Home)
    assert page.slider.accessibleDescription()
    assert page.wish().last <= last
    reached = [each for each in page.findChildren(QWidget)
               if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]  # fmt: skip
    names = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in reached]
    assert len(names) > 8
    assert [type(each) for each, name in zip(reached, names, strict=True) if not name] == []


def test_a_month_that_is_chosen_narrows_the_map_and_is_told(
    busy: Desk, go: Went, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("asbdesk.ui.insight.map.announce", lambda _page, words: told.append(words))
    page = MapPage(busy, go)
    shown(page, qtbot)
    page.span.set_value("1")
    assert page.ground
    assert page.wish().last == max(page.ground.incidents.month)  # the newest, until somebody goes back
    page.records.set_value("imported")
    page.compute()
    assert page.head.words.text().startswith("0 incidents")
    assert page.timeline.isVisible()
    assert told[-1].startswith("Incidents, Wards, 2003. 0 incidents")
    assert "middle of their postcode" not in page.notes.text(), "none of those that are shown"
    page.show_as.set_value("hexagons")
    page.compute()
    assert told[-1].startswith("Incidents by hexagon, 400 m wide")
    assert page.slider.minimum() == 1


def test_the_printed_map_has_its_figures_in_words_and_no_points(
    busy: Desk, go: Went, qtbot: QtBot, tmp_path: Path
) -> None:
    page = MapPage(busy, go)
    shown(page, qtbot)
    page.show_as.set_value("points")
    page.compute()
    page.print_map()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    (tmp_path / "map.pdf").write_bytes(dialog.view.shown_bytes())
    text = " ".join(" ".join(each.extract_text().split()) for each in pypdf.PdfReader(tmp_path / "map.pdf").pages)
    assert NO_POINTS in text
    assert [
        name
        for name in (
            "Quarry",
            "Osier Holt",
            " km",
            "Wards, 2003",
            "All kinds; all records",
            "Boundaries: Wards, 2003, 8 areas; source: ",
        )
        if name not in text
    ] == []
    assert "Larch Court" not in text


def test_without_boundaries_the_map_says_so_and_shows_points(desk: Desk, go: Went, qtbot: QtBot) -> None:
    page = MapPage(desk, go)
    shown(page, qtbot)
    assert "No boundaries are loaded yet" in page.banner.words()
    for show in ("hexagons", "hotspots", "density"):
        page.show_as.set_value(show)
        page.compute()
    assert page.head.words.text().startswith("0 incidents")


def test_patterns_are_the_paper_that_prints_and_homes_have_no_number_on_it(
    busy: Desk, go: Went, qtbot: QtBot, tmp_path: Path
) -> None:
    page = PatternsPage(busy, go)
    shown(page, qtbot)
    text = " ".join(" ".join(page.view.page_text(n) for n in range(page.view.page_count())).split())
    assert "5 of 6 incidents have an hour" in text
    assert "1 the month alone is known" in text
    assert "Larch Court, TM3" in text
    assert "8QX" not in text  # a postcode is some fifteen homes
    assert "14 Larch Court" not in text
    assert page.table.item(0, 0).text() == "14 Larch Court, TM3 8QX"
    page.table.opened.emit(0)
    assert len(go.places[-1][2]["ids"]) == 4
    page.show_as.set_value("hours")
    row, column = next((r, c) for r in range(24) for c in range(7) if page.hours.item(r, c).text() == "5")
    said = page.hours.item(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    page.hours.setCurrentCell(row, column)
    qtbot.keyClick(page.hours, Qt.Key.Key_Return)
    opened = go.places[-1][2]
    assert (len(opened["ids"]), f"{opened['about']}: 5 incidents") == (5, said)
    page.show_as.set_value("months")
    assert page.months.item(0, 1).text() == "6"
    qtbot.keyClick(page.months, Qt.Key.Key_Return)  # not before a month has the keyboard
    page.months.opened.emit(0)
    assert (len(go.places[-1][2]["ids"]), go.places[-1][2]["about"]) == (6, page.months.item(0, 0).text())
    page.hours.opened.emit((column + 1) % 7, row)
    assert go.said[-1].startswith("No incident: ")


def test_figures_are_written_for_other_programs_with_formulas_guarded(
    busy: Desk, go: Went, qtbot: QtBot, tmp_path: Path
) -> None:
    page = PatternsPage(busy, go)
    shown(page, qtbot)
    rows = [["Place", "Incidents"], ["=cmd|' /C calc'!A0", 3]]
    for name in ("out.csv", "out.xlsx"):
        export_rows(page, busy, "Patterns", tmp_path / name, rows)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert list(csv.reader(handle))[1] == ["'=cmd|' /C calc'!A0", "3"]
    cell = load_workbook(tmp_path / "out.xlsx").worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s")
    assert go.said == ["1 rows written to out.csv.", "1 rows written to out.xlsx."]


def test_the_links_are_walked_with_the_keyboard_and_open(busy: Desk, go: Went, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    case, accused, _ = 1, 1, 2
    page = PersistentPage(busy, go, number=accused)
    shown(page, qtbot)
    view = page.links
    assert "perpetrator, ASB/2003" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    now = view.current()
    assert now is not None
    assert now.kind == "case"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert go.places[-1][:2] == ("case", case)
    assert page.twin.rowCount() == len(view.graph.edges)


def test_boundaries_are_loaded_in_settings_and_a_bad_file_is_told(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    card = BoundariesCard(desk)
    qtbot.addWidget(card)
    card.show()
    card.refresh()
    bad = tmp_path / "wards.geojson"
    bad.write_text("not a map", encoding="utf-8")
    card.take(bad)
    assert "no GeoJSON" in card.banner.words()
    assert not card.job.isVisible()
    card.take(resource("boundaries", "thornmere-wards-2003.geojson"))
    dialog = card.findChild(LoadDialog)
    assert dialog is not None
    assert dialog.form.value() == {
        "kind": "ward", "year": "2003", "name": "Wards", "code": "WD03CD", "label": "WD03NM", "source": "",
    }  # fmt: skip
    dialog.form.fields["year"].set_value("")
    dialog.save()
    assert "year" in dialog.form.fields["year"].error()
    dialog.form.fields["year"].set_value("2003")
    dialog.save()
    card.refresh()
    assert card.table.item(0, 0).text() == "Wards"
