"""Service standards in Settings: what holds, changing one from a day on, the versions, a file that was spoilt."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import UserRole
from asbdesk.errors import AsbdeskError
from asbdesk.queries import standards as queries
from asbdesk.ui.desk import Desk
from asbdesk.ui.settings.standards import StandardDialog, StandardsCard, VersionsDialog, version_lines
from tests.factories import TODAY, ask


@pytest.fixture
def card(qtbot: QtBot, desk: Desk) -> StandardsCard:
    made = StandardsCard(desk)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def cells(card: StandardsCard, row: int) -> list[str]:
    return [card.table.item(row, column).text() for column in range(4)]


def test_the_standards_stand_in_words(card: StandardsCard) -> None:
    assert cells(card, 0) == ["First response to the reporter", "1 working day", "the same", "the first report"]
    assert cells(card, 2) == ["Action plan agreed", "3 working days", "2 working days", "the opening of the case"]


def test_a_change_has_its_day_and_its_note(card: StandardsCard, desk: Desk) -> None:
    card.table.opened.emit(3)
    dialog = next(d for d in card.findChildren(StandardDialog) if d.isVisible())
    dialog.form.fields["days"].set_value("many")
    dialog.save()
    assert "whole number" in dialog.form.fields["days"].error()
    dialog.form.set_draft({"days": "5", "since": "1 Dec 2003"})
    dialog.save()
    assert "by whom" in dialog.form.fields["note"].error()
    dialog.form.fields["note"].set_value("Panel of 10 November.")
    dialog.save()
    assert ask(desk.office, queries.standards_on, TODAY).number == 0
    assert ask(desk.office, queries.standards_on, date(2003, 12, 1)).standards[3].days == 5
    first = version_lines(ask(desk.office, queries.standards_versions))[0]
    assert first.cells == (
        "1 Dec 2003", "Update to the complainant: 10 working days → 5 working days", "Panel of 10 November.",
        "Jo Okafor",
    )  # fmt: skip


def test_the_versions_are_shown_the_shipped_one_last(card: StandardsCard, desk: Desk, qtbot: QtBot) -> None:
    dialog = VersionsDialog(card, desk)
    qtbot.addWidget(dialog)
    assert dialog.table.item(dialog.table.rowCount() - 1, 0).text() == "The beginning"


def test_a_spoilt_file_is_told_on_the_card(card: StandardsCard, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt() -> None:
        raise AsbdeskError("“standards.toml” cannot be used: line 3.", "Put the file back as it was delivered.")

    monkeypatch.setattr(queries, "load_standards", spoilt)
    card.refresh()
    assert "Put the file back" in card.trouble.words()
    assert not card.change.isEnabled()


def test_a_caseworker_sees_them_and_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    object.__setattr__(desk.who, "role", UserRole.CASEWORKER)
    card = StandardsCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    assert card.table.rowCount() == 12
    assert not card.change.isEnabled()
    card.table.opened.emit(0)
    assert card.findChildren(StandardDialog) == []
