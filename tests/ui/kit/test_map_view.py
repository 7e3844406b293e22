"""The map by mouse and by keyboard, what it says of itself, and a polygon drawn on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asbdesk.domain.national_grid import to_grid
from asbdesk.ui import theme
from asbdesk.ui.kit.map_layers import Layers, LegendLine, Patch
from asbdesk.ui.kit.map_view import MapView, Pick

EAST, NORTH = 520_000.0, 170_000.0


def layers(points: int = 0) -> Layers:
    boxes = [shapely.box(EAST + n * 1000, NORTH, EAST + (n + 1) * 1000, NORTH + 1000) for n in range(3)]
    patches = tuple(
        Patch(f"W{n}", f"Ward {n}\n{n * 4}", f"Ward {n}: {n * 4} incidents.", box, n, "hot" if n == 2 else "")
        for n, box in enumerate(boxes)
    )
    rng = np.random.default_rng(5)
    return Layers(
        patches=patches,
        east=EAST + rng.uniform(0, 900, points),
        north=NORTH + rng.uniform(0, 900, points),
        legend=(LegendLine("0 to 4", 0), LegendLine("Hotspot", mark="hot")),
        title="Incidents by ward",
        steps=patches[::-1],
    )


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> MapView:
    theme.apply(qapp, "light")
    made = MapView("Map of wards")
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show_layers(layers())
    made.show()
    return made


def test_all_of_it_is_in_view_at_first_and_again_with_home(view: MapView, qtbot: QtBot) -> None:
    west, south, east, north = view.frame.bounds
    assert (west < EAST, south < NORTH, east > EAST + 3000, north > NORTH + 1000) == (True,) * 4
    before = view.frame
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(view, key)
    assert view.frame.scale < before.scale
    assert view.frame.bounds != before.bounds
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.frame == before


def test_n_and_p_step_through_the_areas_from_the_highest_and_say_each(view: MapView, qtbot: QtBot) -> None:
    face = QAccessible.queryAccessibleInterface(view)
    assert (face.role(), face.text(QAccessible.Text.Name)) == (QAccessible.Role.Graphic, "Map of wards")
    assert {face.child(n).object() for n in range(face.childCount())} >= {view._bar}
    assert view.accessibleDescription() == "Incidents by ward. 3 to step through with N and P."
    said = []
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P):
        qtbot.keyClick(view, key)
        said.append(view.accessibleDescription())
    assert said == ["Ward 2: 8 incidents.", "Ward 1: 4 incidents.", "Ward 2: 8 incidents."]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [Pick(key="W2")]


def test_a_step_to_what_is_out_of_view_brings_it_into_view(view: MapView, qtbot: QtBot) -> None:
    view.zoom(8)
    view.step(1)
    x = view.frame.x(EAST + 2500)
    assert 0 <= x <= view.width()


def test_a_click_opens_the_area_beneath_and_a_drag_moves_the_map(view: MapView, qtbot: QtBot) -> None:
    spot = QPoint(int(view.frame.x(EAST + 1500)), int(view.frame.y(NORTH + 300)))
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [Pick(key="W1")]
    before = view.frame
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseMove(view, spot + QPoint(40, 0))
    qtbot.mouseMove(view, spot + QPoint(60, 0))
    with qtbot.assertNotEmitted(view.opened):
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 0))
    assert view.frame.east < before.east


def test_a_click_on_points_opens_them(view: MapView, qtbot: QtBot) -> None:
    shown = layers(4)
    view.show_layers(shown)
    spot = QPoint(int(view.frame.x(shown.east[2])), int(view.frame.y(shown.north[2])))
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    assert 2 in opened.args[0].points


@pytest.mark.parametrize("points", [40, 60_000])
def test_points_are_painted_where_they_are_few_or_many(view: MapView, points: int) -> None:
    bare = view.grab().toImage()
    view.show_layers(layers(points))
    full = view.grab().toImage()
    x, y = int(view.frame.x(view.layers.east[0])), int(view.frame.y(view.layers.north[0]))
    assert full.pixelColor(x, y) != bare.pixelColor(x, y)
    right = int(view.frame.x(EAST + 2700))
    assert full.pixelColor(right, y) == bare.pixelColor(right, y), "no point lies there"


def test_a_map_that_is_dragged_shows_what_it_shows_at_rest(view: MapView, qtbot: QtBot) -> None:
    made = layers(60_000)
    view.show_layers(replace(made, patches=tuple(replace(each, mark="") for each in made.patches)))
    view.grab()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
        moved = view.grab().toImage()
    assert not view._picture.exact, "the strips alone were painted"
    view._at_rest()
    rests = view.grab().toImage()
    assert view._picture.exact
    spots = [(x, y) for x in range(0, 900, 7) for y in range(0, 600, 7)]
    apart = [at for at in spots if abs(moved.pixelColor(*at).lightness() - rests.pixelColor(*at).lightness()) > 12]
    assert apart == []


def test_a_legend_that_is_wide_and_low_leaves_the_map_its_width(view: MapView) -> None:
    narrow = view.frame.scale
    words = "Incidents; a disc grows with their number, and has it written in it where it is large enough"
    view.show_layers(replace(layers(), legend=(LegendLine(words, point=True),)))
    assert view.frame.scale < narrow * 1.1


def test_shades_differ_in_lightness_and_follow_the_theme(view: MapView, qapp: QApplication) -> None:
    def at(ward: int) -> QColor:
        shot = view.grab().toImage()
        return shot.pixelColor(int(view.frame.x(EAST + ward * 1000 + 120)), int(view.frame.y(NORTH + 880)))

    assert at(0).lightness() > at(1).lightness() + 10
    light = at(0)
    theme.apply(qapp, "dark")
    assert at(0) != light


def test_a_polygon_is_drawn_with_the_keyboard_alone(view: MapView, qtbot: QtBot) -> None:
    view.start_drawing()
    assert view.accessibleDescription().startswith("Drawing: 0 corners.")
    view.layers = replace(view.layers, outlines=view.layers.patches, names=(("Osier Walk", EAST + 1500, NORTH + 700),))
    where = []
    for keys in ((), (Qt.Key.Key_Right,) * 10, (Qt.Key.Key_Down,) * 10):
        for key in keys:
            qtbot.keyClick(view, key)
            where.append(view.accessibleDescription())
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.accessibleDescription().startswith("Drawing: 3 corners. Enter ends")
    assert [words.split(", ")[0] for words in where] == ["Ward 1"] * 20
    assert "metres south-east of Osier Walk, latitude 51.4" in where[0]
    assert "its middle" in where[-1]
    assert len(set(where)) == 20, "each step is told"
    with qtbot.waitSignal(view.drawn) as drawn:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    (corners,) = drawn.args
    east, north = to_grid(*np.array(corners).T)
    assert len(corners) == 3
    assert east[1] - east[0] == pytest.approx(80 * view.frame.scale, abs=1)
    assert north[1] - north[2] == pytest.approx(80 * view.frame.scale, abs=1)
    assert not view.is_drawing()


def test_a_polygon_is_drawn_with_the_mouse_and_its_last_corner_taken_back(view: MapView, qtbot: QtBot) -> None:
    view.start_drawing()
    for spot in (QPoint(300, 300), QPoint(500, 300), QPoint(500, 450), QPoint(20, 20)):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(view.drawn) as drawn:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(drawn.args[0]) == 3


def test_sides_that_cross_are_told_and_not_taken(view: MapView, qtbot: QtBot) -> None:
    view.start_drawing()
    for spot in (QPoint(300, 300), QPoint(500, 450), QPoint(500, 300), QPoint(300, 450)):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.assertNotEmitted(view.drawn):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "cross each other" in view.accessibleDescription()
    with qtbot.waitSignal(view.drawing_left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.is_drawing()
