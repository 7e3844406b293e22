"""The envelope's window in Settings: the sheet follows the numbers, and one that cannot be is told at its field."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asbdesk.queries import offices
from asbdesk.ui.desk import Desk
from asbdesk.ui.places import open_draft
from asbdesk.ui.settings.envelope import EnvelopeDialog
from tests.factories import ask
from tests.ui.page_fixtures import Went


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(host: QWidget, desk: Desk, go: Went) -> EnvelopeDialog:
    made = EnvelopeDialog(host, desk, go, 0, 0)  # type: ignore[arg-type]
    made.show()
    return made


def test_the_sheet_follows_the_numbers_and_they_are_kept(dialog: EnvelopeDialog, desk: Desk) -> None:
    dialog.form.fields["right"].set_value("3")
    dialog.form.fields["down"].set_value("1.5")
    dialog.make_sheet()
    assert "3 mm to the right and 1.5 mm down" in " ".join(dialog.view.page_text(0).split())
    dialog.save()
    office = ask(desk.office, offices.office)
    assert (office.window_right, office.window_down) == (30, 15)


@pytest.mark.parametrize("words", ["30", "-1", "a little"])
def test_what_would_leave_the_window_is_told_beside_its_field_and_not_kept(
    words: str, dialog: EnvelopeDialog, desk: Desk
) -> None:
    dialog.form.fields["right"].set_value(words)
    dialog.save()
    assert dialog.form.fields["right"].error()
    assert ask(desk.office, offices.office).window_right == 0


def test_its_draft_leads_back_to_settings(go: Went) -> None:
    open_draft(go, "envelope-window")  # type: ignore[arg-type]
    assert go.places[-1] == ("settings", 0, {"resume": "envelope-window"})
