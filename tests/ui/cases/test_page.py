"""The case's page and its dialogs, on a real office."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import CaseRole, CaseStatus, Disclosure, Risk, UserRole
from asbdesk.domain.casework import ClosingReason as Why
from asbdesk.queries import cases as queries
from asbdesk.services import cases, offices, people
from asbdesk.ui.cases import dialogs
from asbdesk.ui.cases.list import CasesPage
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.desk import Desk
from tests.factories import TODAY, ask, case_of, contract_of, do, person_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


def shown(qtbot: QtBot, desk: Desk, go: Went, case_id: int, **facts: object) -> CasePage:
    page = CasePage(desk, go, case_id, **facts)  # pyright: ignore[reportArgumentType]
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.refresh()
    page.show()
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    return page


def facts(desk: Desk, case_id: int) -> queries.CasePage:
    return ask(desk.office, queries.case, case_id, TODAY)


def words_on(page: CasePage) -> str:
    cells = [page.story.table.item(r, c) for r in range(page.story.table.rowCount()) for c in range(4)]
    parts = [label.text() for label in page.findChildren(QLabel)] + [b.text() for b in page.findChildren(QPushButton)]
    return " ".join([*parts, *(cell.text() for cell in cells if cell)])


def menu_action(page: CasePage, words: str) -> QAction:
    return next(a for a in page.more.menu().actions() if a.text().replace("&", "").startswith(words))


def test_the_page_tells_the_story(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    assert page.title() == "ASB/2003/0001 · Dean Mercer"
    assert [page.story.table.item(r, 1).text() for r in range(2)] == ["Case", "Incident"]
    assert "Last day to lay the complaint" in words_on(page)


def test_a_protected_name_is_nowhere_until_names_are_shown(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    assert "Testwick" not in words_on(page)
    assert "Complainant A" in words_on(page)
    page.people.names.setChecked(True)
    assert "identity protected · Amina Testwick" in words_on(page)
    page.people.names.setChecked(False)
    assert "Testwick" not in " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_enter_opens_what_the_row_is_about(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    page.story.table.setCurrentCell(1, 0)
    qtbot.keyClick(page.story.table, Qt.Key.Key_Return)
    assert go.places == [("incident", 1, {})]


def test_a_chip_narrows_the_timeline(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    assert not page.story.chips["letters"].isVisible()
    page.story.chips["incidents"].setChecked(True)
    assert [row.what for row in page.story.rows()] == ["Incident"]


def test_contract_leads_to_the_one_under_way(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    page.contract()
    assert go.places[-1] == ("new-contract", 0, {"case_id": case_id, "person_id": accused})
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    page.refresh()
    page.contract()
    assert go.places[-1] == ("contract", contract_id, {})


def test_a_note_stands_on_the_timeline_at_once(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    note = dialogs.NoteDialog(page, desk, facts(desk, case_id))
    note.form.set_draft({"kind": "visit", "happened_at": "10 Nov 2003 14:00", "text": "Nobody in."})
    note.save()
    assert ("10 Nov 2003", "Visit", "Nobody in.", "Jo Okafor") in [
        (r.when, r.what, r.details, r.by) for r in page.story.rows()
    ]


def test_an_empty_note_says_so_beside_its_field(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    note = dialogs.NoteDialog(page, desk, facts(desk, case_id))
    note.save()
    assert note.form.fields["text"].error() == "Write what happened."
    note.form.fields["happened_at"].set_draft("tomorrow")
    note.form.fields["text"].set_value("Soon.")
    note.save()
    assert note.form.fields["happened_at"].error()
    note.reject()


def test_half_a_note_comes_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    note = dialogs.NoteDialog(page, desk, facts(desk, case_id))
    note.form.fields["text"].set_value("The neighbour sa")
    note.reject()
    again = dialogs.NoteDialog(page, desk, facts(desk, case_id))
    assert again.form.fields["text"].value() == "The neighbour sa"
    again.reject()


def test_a_draft_is_gone_on_with_from_elsewhere(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id, resume="case-note")
    assert page.findChild(dialogs.NoteDialog) is not None


def test_somebody_joins_and_leaves_the_case(qtbot: QtBot, desk: Desk, go: Went, asked: Recorder) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    witness = do(desk.office, desk.who, people.add_person, person_values("Bo", "Witnessley"))
    page = shown(qtbot, desk, go, case_id)
    join = dialogs.PersonInCaseDialog(page, desk, facts(desk, case_id))
    join.save()
    assert join.form.fields["person"].error()
    join.form.fields["person"].set_value({"id": witness, "name": "Bo Witnessley"})
    join.save()
    party = facts(desk, case_id).parties[-1]
    assert (party.role, party.pseudonym, party.protected) == (CaseRole.WITNESS, "Witness B", True)
    assert "Witness B" in words_on(page)
    page.people.removal_asked.emit(
        next(p for p in dialogs.state.people(facts(desk, case_id)) if p.shown == "Witness B")
    )
    assert asked.questions[-1][0] == "Remove Witness B from the case?"
    assert len(facts(desk, case_id).parties) == 2


def test_an_identity_is_given_away_only_after_a_question(qtbot: QtBot, desk: Desk, go: Went, asked: Recorder) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    complainant = dialogs.state.people(facts(desk, case_id))[1]
    asked.yes = False
    page.people.identity_asked.emit(complainant)
    assert facts(desk, case_id).parties[1].disclosure is Disclosure.PROTECTED
    asked.yes = True
    page.people.identity_asked.emit(complainant)
    assert facts(desk, case_id).parties[1].disclosure is Disclosure.OPEN
    page.people.identity_asked.emit(dialogs.state.people(facts(desk, case_id))[1])
    assert facts(desk, case_id).parties[1].disclosure is Disclosure.PROTECTED
    assert len(asked.questions) == 2


def test_risk_and_status_are_set_from_the_menu(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    risks = menu_action(page, "Set risk").menu()
    next(a for a in risks.actions() if a.text() == Risk.HIGH.label).trigger()  # pyright: ignore[reportAttributeAccessIssue]
    assert page.risk.text() == "High risk"
    menu_action(page, "Change to monitoring").trigger()
    assert page.status.text() == "Monitoring"
    assert menu_action(page, "Change to open")


def test_closing_needs_a_reason_and_is_said(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    closing = dialogs.CloseDialog(page, desk, facts(desk, case_id))
    closing.save()
    assert closing.form.fields["reason"].error()
    closing.form.set_draft({"reason": Why.EARLY_INTERVENTION.value, "note": "Quiet for six weeks."})
    closing.save()
    assert facts(desk, case_id).status is CaseStatus.CLOSED
    assert page.status.text() == "Closed"
    assert "Closed 17 Nov 2003: Resolved by early intervention" in page.head.words.text()
    assert "The case is closed." in words_on(page)


def test_closing_leads_on_to_the_letter_that_tells_whoever_reported(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, complainant = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    closing = dialogs.CloseDialog(page, desk, facts(desk, case_id))
    closing.form.fields["reason"].set_value(Why.EARLY_INTERVENTION.value)
    closing.form.fields["note"].set_value("Quiet for six weeks.")
    closing.save()
    assert go.places[-1] == ("letter", 0, {"case_id": case_id, "template": "case-closed", "person_id": complainant})


def test_a_case_can_be_closed_without_a_letter(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    closing = dialogs.CloseDialog(page, desk, facts(desk, case_id))
    closing.form.set_draft({"reason": Why.NOT_ASB.value, "note": "A birthday party.", "letter": False})
    closing.save()
    assert facts(desk, case_id).status is CaseStatus.CLOSED
    assert "letter" not in [place for place, _, _ in go.places]


def test_the_case_is_handed_to_somebody_who_works_here(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    user = do(desk.office, desk.who, offices.add_user, offices.UserValues("Sam Lund", "sam", UserRole.CASEWORKER))
    page = shown(qtbot, desk, go, case_id)
    hand = dialogs.HandOverDialog(page, desk, facts(desk, case_id))
    assert hand.owner is not None
    hand.save()
    assert hand.owner.error() == "Choose who takes the case."
    hand.owner.set_value(str(user))
    hand.save()
    assert "Owner Sam Lund" in page.head.words.text()


def test_what_the_case_is_about_can_be_changed_over_somebody_elses_change(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    change = dialogs.ChangeDialog(page, desk, facts(desk, case_id))
    change.form.fields["subject"].set_value("Noise and threats")
    do(desk.office, desk.who, cases.set_risk, case_id, Risk.LOW)
    change.save()
    assert "Somebody else changed this" in change.form.banner.words()
    change.editor.take_newest()
    assert facts(desk, case_id).subject == "Noise and threats"


def test_the_case_that_was_closed_before_is_one_step_away(qtbot: QtBot, desk: Desk, go: Went) -> None:
    first, accused, _ = case_of(desk.office, desk.who)
    party = cases.PartyValues(accused, CaseRole.PERPETRATOR)
    values = cases.CaseValues("Again", ("noise",), (party,), previous_case_id=first)
    second = do(desk.office, desk.who, cases.open_case, values)
    page = shown(qtbot, desk, go, second)
    assert page.earlier.words() == "This follows the closed case ASB/2003/0001."


def test_a_narrow_window_puts_the_side_beneath(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, go, case_id)
    page.resize(600, 690)
    qtbot.waitUntil(lambda: page.next.mapTo(page, page.next.rect().topLeft()).y() > page.story.y() + 100)


def test_a_page_of_a_case_that_is_gone_says_so(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, desk, go, 99)
    assert page.banner.words() == "This case is no longer in the office."


def test_the_list_shows_open_cases_first_and_opens_them(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    old = do(desk.office, desk.who, cases.open_case, cases.CaseValues(
        "Old", ("noise",), (cases.PartyValues(1, CaseRole.PERPETRATOR),), opened_on=date(2003, 1, 2)))  # fmt: skip
    do(desk.office, desk.who, cases.close_case, old, facts(desk, old).version, Why.NOT_ASB, "Nothing in it.")
    page = CasesPage(desk, go)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert list(page.list.table.rows.ids()) == [case_id]
    assert page.list.count.text() == "1 case"
    page.list.table.opened.emit(case_id)
    assert go.places == [("case", case_id, {})]


def test_cases_are_sorted_by_how_high_the_risk_is(desk: Desk) -> None:
    ids = {risk: case_of(desk.office, desk.who, risk=risk)[0] for risk in (Risk.LOW, Risk.HIGH, Risk.MEDIUM)}
    listed = ask(desk.office, queries.CASES.ids, queries.ListFilter(), "-risk")
    assert list(listed) == [ids[Risk.HIGH], ids[Risk.MEDIUM], ids[Risk.LOW]]
