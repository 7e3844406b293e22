"""Mediation's figures in Settings: what holds, changing it from a day on, the versions, and who may."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import UserRole
from asbdesk.queries.mediation import mediation
from asbdesk.queries.mediation_rules import mediation_rules_on, mediation_rules_versions
from asbdesk.queries.offices import drafts
from asbdesk.services.mediation import screen
from asbdesk.ui.desk import Desk
from asbdesk.ui.mediation.settings import (
    MediationFiguresCard,
    MediationFiguresDialog,
    MediationVersionsDialog,
    version_lines,
)
from asbdesk.ui.settings.page import SettingsPage
from tests.factories import TODAY, ask, case_of, do, screen_values
from tests.ui.page_fixtures import Went


@pytest.fixture
def card(qtbot: QtBot, desk: Desk) -> MediationFiguresCard:
    made = MediationFiguresCard(desk)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def opened(card: MediationFiguresCard) -> MediationFiguresDialog:
    card.table.opened.emit(0)
    return next(d for d in card.findChildren(MediationFiguresDialog) if d.isVisible())


def test_the_figures_stand_in_words(card: MediationFiguresCard) -> None:
    said = [(card.table.item(row, 0).text(), card.table.item(row, 1).text()) for row in range(3)]
    assert said == [
        ("An answer is hoped for within", "10 working days"),
        ("A consent counts for", "3 months"),
        ("What was agreed is followed up after", "3 months"),
    ]


def test_a_wrong_figure_and_a_change_that_nobody_decided_are_refused_beside_the_field(
    card: MediationFiguresCard,
) -> None:
    dialog = opened(card)
    dialog.form.fields["answer_days"].set_value("soon")
    dialog.save()
    assert dialog.form.fields["answer_days"].error() == "Give a whole number."
    dialog.form.fields["answer_days"].set_value("61")
    dialog.form.fields["note"].set_value("Panel of 10 November.")
    dialog.save()
    assert dialog.form.fields["answer_days"].error() == "Give a whole number from 1 to 60."
    dialog.form.set_draft({"answer_days": "5", "note": " "})
    dialog.save()
    assert "by whom" in dialog.form.fields["note"].error()
    dialog.form.set_draft({"note": "Panel of 10 November.", "since": "16 Nov 2003"})
    dialog.save()
    assert "choose today or later" in dialog.form.fields["since"].error()


def test_a_change_has_its_day_and_is_told_against_the_one_before(card: MediationFiguresCard, desk: Desk) -> None:
    dialog = opened(card)
    dialog.form.set_draft({"consent_months": "6", "since": "1 Dec 2003", "note": "Panel of 10 November."})
    dialog.save()
    assert not dialog.isVisible()
    assert ask(desk.office, mediation_rules_on, TODAY).number == 0
    assert ask(desk.office, mediation_rules_on, date(2003, 12, 1)).rules.consent_months == 6
    first, *_ = version_lines(ask(desk.office, mediation_rules_versions))
    assert first.cells == (
        "1 Dec 2003", "Consent: 3 months → 6 months", "Panel of 10 November.", "Jo Okafor",
    )  # fmt: skip


def test_a_mediation_under_way_keeps_the_figures_it_was_screened_under(card: MediationFiguresCard, desk: Desk) -> None:
    case_id, accused, complainant = case_of(desk.office, desk.who)
    number = do(desk.office, desk.who, screen, case_id, screen_values(accused, complainant))
    dialog = opened(card)
    dialog.form.set_draft({"consent_months": "6", "note": "Panel of 10 November."})
    dialog.save()
    assert card.table.item(1, 1).text() == "3 months"
    card.refresh()
    assert card.table.item(1, 1).text() == "6 months"
    page = ask(desk.office, mediation, number)
    assert (page.rules_number, page.periods["consent_months"]) == (0, 3)
    again = do(desk.office, desk.who, screen, *other_case(desk))
    assert ask(desk.office, mediation, again).periods["consent_months"] == 6


def other_case(desk: Desk) -> tuple[int, object]:
    case_id, accused, complainant = case_of(desk.office, desk.who)
    return case_id, screen_values(accused, complainant)


def test_what_was_typed_is_kept_and_leads_back(qtbot: QtBot, desk: Desk, go: Went, card: MediationFiguresCard) -> None:
    dialog = opened(card)
    dialog.form.fields["answer_days"].set_value("15")
    dialog.reject()
    assert [draft.key for draft in ask(desk.office, drafts, desk.who.user_id)] == ["mediation-figures:0"]
    page = SettingsPage(desk, go, resume="mediation-figures")
    qtbot.addWidget(page)
    page.refresh()
    again = next(d for d in page.findChildren(MediationFiguresDialog) if d.isVisible())
    assert again.form.value()["answer_days"] == "15"


def test_the_versions_are_shown_the_shipped_one_last(card: MediationFiguresCard, desk: Desk, qtbot: QtBot) -> None:
    dialog = MediationVersionsDialog(card, desk)
    qtbot.addWidget(dialog)
    last = dialog.table.rowCount() - 1
    assert dialog.table.item(last, 0).text() == "The beginning"
    assert dialog.table.item(last, 1).text() == "Answer: 10 working days; Consent: 3 months; Follow-up: 3 months"


def test_a_caseworker_sees_them_and_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    object.__setattr__(desk.who, "role", UserRole.CASEWORKER)
    card = MediationFiguresCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    assert not card.change.isEnabled()
    card.table.opened.emit(0)
    assert card.findChildren(MediationFiguresDialog) == []
