"""Risk and proportionality through their pages, on a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.domain.assessments import RiskValues, StepValues
from asbdesk.domain.casework import ContractState, Risk, UserRole
from asbdesk.domain.risk_file import as_toml
from asbdesk.queries import cases as case_queries
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries.proportionality import proportion_rows, what_is_missing
from asbdesk.queries.questionnaires import questionnaire_on
from asbdesk.queries.risk import newest
from asbdesk.reference_data import load_questionnaire
from asbdesk.services import contracts
from asbdesk.services.risk import assess_victim
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.contracts.page import ContractPage
from asbdesk.ui.desk import Desk
from asbdesk.ui.page import Page
from asbdesk.ui.risk.dialog import RiskDialog
from asbdesk.ui.risk.page import RiskPage
from asbdesk.ui.risk.proportion import ProportionDialog
from asbdesk.ui.risk.settings import QuestionnaireCard, QuestionnaireDialog
from asbdesk.ui.risk.steps import DoneDialog, WorkingsDialog
from tests.factories import TODAY, ask, case_of, contract_values, do
from tests.ui.page_fixtures import Went

FORM = load_questionnaire()
HIGH = {q.code: max(q.answers, key=lambda a: a.weight).code for q in FORM.questions}
PLAN = (StepValues("Fit a door chain", "Housing repairs", date(2003, 12, 1)),)


def shown(qtbot: QtBot, desk: Desk, page: Page) -> Page:
    qtbot.addWidget(page)
    page.resize(1166, 690)
    page.refresh()
    page.show()
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    return page


def dialog(page: QWidget, kind: type[QDialog]) -> QDialog:
    return next(w for w in page.findChildren(kind) if w.isVisible())


def words_on(widget: QWidget) -> str:
    parts = [label.text() for label in widget.findChildren(QLabel)] + [
        b.text() for b in widget.findChildren(QPushButton)
    ]
    return " ".join(parts)


def test_a_victim_is_assessed_from_the_case_page_and_the_band_is_seen(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, CasePage(desk, go, case_id))
    page.people.risk_asked.emit(complainant)
    form = dialog(page, RiskDialog)
    form.form.set_draft(HIGH)
    assert form.outcome.words().startswith("High risk: score 24 of 24.")
    form.save()
    assert form.form.fields["plan"].error() == "A high risk needs an action plan: add a step with a day."
    form.form.fields["plan"].add({"text": "Fit a door chain", "who": "Housing repairs", "due": "1 dec"})
    form.save()
    assert ask(desk.office, newest, case_id, complainant).score == 24
    assert ask(desk.office, case_queries.case, case_id, TODAY).risk is Risk.HIGH
    assert "High risk" in words_on(page.risks)
    assert "Fit a door chain: Housing repairs, by 1 Dec 2003" in words_on(page.risks)
    assert "Testwick" not in words_on(page.risks)


def test_an_unfinished_assessment_comes_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    page.assess(complainant)
    form = dialog(page, RiskDialog)
    form.form.fields["frequency"].set_value("daily")
    form.editor.keeper.save_now()
    form.reject()
    page.assess(complainant)
    again = next(w for w in page.findChildren(RiskDialog) if w is not form and w.isVisible())
    assert again.form.value()["frequency"] == "daily"


def test_the_page_tells_scores_in_a_picture_and_in_a_table(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    do(desk.office, desk.who, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    cells = [page.table.item(0, column).text() for column in range(5)]
    assert cells == ["17 Nov 2003", "Complainant A", "24", "High", "Jo Okafor"]
    assert page.chart.accessibleDescription() == "Complainant A: 24, High, on 17 Nov 2003"
    page.table.opened.emit(0)
    told = dialog(page, WorkingsDialog)
    assert "score 24 of 24" in told.windowTitle()


def test_a_step_is_taken_and_can_be_put_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    do(desk.office, desk.who, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Done: Fit a door chain").click()
    form = dialog(page, DoneDialog)
    form.save()
    assert form.form.fields["outcome"].error()
    form.form.fields["outcome"].set_value("Chain fitted")
    form.save()
    assert "Done 17 Nov 2003. Chain fitted" in words_on(page)
    undo = [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Not done after all: Fit a door chain"]
    undo[-1].click()
    QApplication.processEvents()
    assert any(
        b.accessibleName() == "Done: Fit a door chain" and b.isVisibleTo(page) for b in page.findChildren(QPushButton)
    )


def test_a_caseworker_is_asked_for_the_record_before_an_offer(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = do(desk.office, desk.who, contracts.draw_up, case_id, accused, contract_values())
    desk.who = replace(desk.who, role=UserRole.CASEWORKER)
    page = shown(qtbot, desk, ContractPage(desk, go, contract_id))
    assert page.proportion.words().startswith("Before an Acceptable Behaviour Contract: record proportionality.")
    assert page.proportion.reason.isHidden()
    page.proportion.record()
    form = dialog(page, ProportionDialog)
    assert form.form.value()["step"] == "contract"
    form.save()
    assert form.form.fields["known-disability"].error() == "Choose yes, no or not known."
    form.form.set_draft(
        {f"known-{code}": "no" for code in ("disability", "duty", "capacity", "children", "alternatives")}
    )
    form.form.fields["conclusion"].set_value("Nothing less has helped.")
    form.save()
    assert page.proportion.words() == ""
    assert ask(desk.office, what_is_missing, case_id, "contract", contract_id) is None


def test_a_manager_may_offer_with_a_reason_that_is_kept(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = do(desk.office, desk.who, contracts.draw_up, case_id, accused, contract_values())
    page = shown(qtbot, desk, ContractPage(desk, go, contract_id))
    assert page.proportion.reason.value() == ""  # nothing is put in her mouth
    for short in ("", "urgent"):
        page.proportion.reason.set_value(short)
        page.steps[ContractState.OFFERED].click()
        assert page.proportion.reason.error().startswith("Say in a few words")
        assert not [w for w in page.findChildren(QDialog) if w.isVisible()]
    page.proportion.reason.set_value("He moves tomorrow")
    page.steps[ContractState.OFFERED].click()
    next(w for w in page.findChildren(QDialog) if w.isVisible()).act()
    assert ask(desk.office, contract_queries.contract, contract_id).state is ContractState.OFFERED
    (row,) = ask(desk.office, proportion_rows, case_id)
    assert row.release_reason == "He moves tomorrow"


def test_a_reader_is_offered_nothing_to_change(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    desk.who = replace(desk.who, role=UserRole.READER)
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    offered = {b.text().replace("&", "") for b in page.findChildren(QPushButton) if b.isVisibleTo(page) and b.text()}
    assert offered == {"Open case"}


def test_weights_are_changed_in_settings_from_a_day_on(qtbot: QtBot, desk: Desk) -> None:
    card = QuestionnaireCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    card.change.click()
    form = next(w for w in card.findChildren(QuestionnaireDialog) if w.isVisible())
    weight = next(e for e in form.findChildren(QLineEdit) if e.accessibleName() == "Weight of “Most days”")
    weight.setText("many")
    form.form.fields["note"].set_value("Panel of 10 November")
    form.save()
    assert "needs a weight from 0 to 100" in form.form.fields["question-frequency"].error()
    weight.setText("6")
    form.form.fields["bands-high"].set_value("5")
    form.save()
    assert form.form.fields["bands"].error() == "Medium and High overlap: a score can lie in one band only."
    form.form.fields["bands-high"].set_value("18")
    form.save()
    version = ask(desk.office, questionnaire_on, TODAY)
    assert (version.number, version.form.most, version.form.bands[1].last) == (1, 26, 17)
    card.refresh()
    assert card.table.item(0, 2).text() == "Panel of 10 November"


def test_a_wrong_file_is_refused_in_words_and_a_right_one_is_shown(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    form = QuestionnaireDialog(parent, desk, FORM)
    form.open()
    wrong, right = tmp_path / "wrong.toml", tmp_path / "right.toml"
    wrong.write_text(as_toml(FORM).replace("to = 7", "to = 9"), encoding="utf-8")
    form.take(wrong)
    assert "“wrong.toml” was not taken: Low and Medium overlap" in form.form.banner.words()
    right.write_text(as_toml(FORM).replace("Most days", "Every day"), encoding="utf-8")
    form.take(right)
    shown_now = next(w for w in parent.findChildren(QuestionnaireDialog) if w is not form)
    assert any(e.text() == "Every day" for e in shown_now.findChildren(QLineEdit))


def test_an_assessment_made_by_mistake_is_taken_back_with_a_reason(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    do(desk.office, desk.who, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    page.table.opened.emit(0)
    told = dialog(page, WorkingsDialog)
    next(b for b in told.findChildren(QPushButton) if b.text() == "&Take back…").click()
    asked = next(w for w in told.findChildren(QDialog) if w.isVisible())
    qtbot.keyClicks(asked.focusWidget(), "It was her sister.")
    next(b for b in asked.findChildren(QPushButton) if b.text() == "&Take back").click()
    assert ask(desk.office, newest, case_id, complainant) is None
    assert ask(desk.office, case_queries.case, case_id, TODAY).risk is Risk.NOT_ASSESSED
    assert "Not assessed" in words_on(page)
    assert page.table.rowCount() == 0


def test_an_older_assessment_and_a_reader_are_offered_no_taking_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    for _ in range(2):
        do(desk.office, desk.who, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    page.table.opened.emit(1)
    assert "&Take back…" not in words_on(dialog(page, WorkingsDialog))
    dialog(page, WorkingsDialog).reject()
    desk.who = replace(desk.who, role=UserRole.READER)
    page = shown(qtbot, desk, RiskPage(desk, go, case_id))
    page.table.opened.emit(0)
    assert "&Take back…" not in words_on(dialog(page, WorkingsDialog))
