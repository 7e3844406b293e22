"""Every pair of roles that meets on the screen keeps WCAG 2.2 AA: 4.5 for text, 3 for what marks a control."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.icons import icon

LOOKS = ("light", "dark", "contrast")
TEXT = [
    *itertools.product(("ink", "muted", "accent", "alert", "good"), ("ground", "surface", "accent_soft")),
    *((role, f"{role}_soft") for role in ("alert", "good", "accent")),
    *itertools.product(("ink", "accent"), ("alert_soft", "good_soft")),
    ("on_accent", "accent"), ("on_alert", "alert"),
]  # fmt: skip
MARKS = [*itertools.product(("edge", "accent", "alert", "good"), ("ground", "surface"))]


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(look: str, front: str, back: str) -> None:
    tokens = theme.load(look)
    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("front", "back"), MARKS)
def test_controls_can_be_told_from_the_ground(look: str, front: str, back: str) -> None:
    tokens = theme.load(look)
    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 3


@pytest.mark.parametrize("look", LOOKS)
def test_the_style_sheet_leaves_no_role_open(look: str) -> None:
    sheet = theme.style_sheet(theme.load(look))
    assert "$" not in sheet
    assert f"{look}-tick.svg" in sheet


def test_another_look_reaches_what_is_shown(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert qapp.palette().window().color().name() == theme.load("dark").ground
    theme.apply(qapp, "light")
    assert qapp.palette().window().color().name() == theme.load("light").ground


def test_icons_take_the_colour_of_the_look(qapp: QApplication) -> None:
    made = icon("circle", "accent")
    for look in ("light", "dark"):
        theme.apply(qapp, look)
        assert made.pixmap(32, 32).toImage().pixelColor(16, 16).name() == theme.load(look).accent


def test_all_text_grows_with_the_systems_while_it_is_shown(qtbot, qapp: QApplication) -> None:
    before = qapp.font()
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    title, words = theme.title("Cases"), QLabel("Words")
    column.addWidget(title)
    column.addWidget(words)
    window.show()
    try:
        theme.set_text_size(qapp, 24)
        qtbot.waitUntil(lambda: title.font().pointSizeF() == pytest.approx(38.4))
        assert words.font().pointSizeF() == 24
    finally:
        qapp.setFont(before)
    qtbot.waitUntil(lambda: words.font() == before)


def test_texts_are_never_read_as_markup(qtbot) -> None:
    label = theme.Text('<img src="http://example.invalid/x.png">')
    qtbot.addWidget(label)
    assert label.textFormat().name == "PlainText"
