"""The contracts' pages on a real office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import CaseRole, ContractKind, ContractState, Relation, TermKind
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import offices
from asbdesk.services import cases, contracts, people
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.library_dialog import LibraryDialog
from asbdesk.ui.contracts.list import ContractsPage
from asbdesk.ui.contracts.new import NewContractPage
from asbdesk.ui.contracts.page import ContractPage
from asbdesk.ui.desk import Desk
from tests.factories import TODAY, ask, case_of, contract_of, do, person_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


def new_page(qtbot: QtBot, desk: Desk, go: Went, case_id: int, person_id: int = 0) -> NewContractPage:
    page = NewContractPage(desk, go, case_id, person_id)  # type: ignore[arg-type]
    return shown(qtbot, page)


def contract_page(qtbot: QtBot, desk: Desk, go: Went, contract_id: int, **facts: Any) -> ContractPage:
    return shown(qtbot, ContractPage(desk, go, contract_id, **facts))  # type: ignore[arg-type]


def shown(qtbot: QtBot, page: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.refresh()
    return page


def settle(qtbot: QtBot) -> None:
    """Let what follows from the fields be derived."""
    qtbot.wait(1)


def saved(desk: Desk, go: Went) -> contract_queries.ContractPage:
    place, number, _ = go.places[-1]
    assert place == "contract"
    return ask(desk.office, contract_queries.contract, number)


def drafts(desk: Desk) -> list[str]:
    return [row.key for row in ask(desk.office, offices.drafts, desk.who.user_id)]


def dialog_of(page: Any) -> Any:
    return page.findChildren(QDialog)[-1]


def state_of(desk: Desk, contract_id: int) -> ContractState:
    return ask(desk.office, contract_queries.contract, contract_id).state


def step(page: ContractPage, to: str) -> Any:
    page.step(next(each for each in state.every_step() if each.to.value == to))
    return dialog_of(page)


def test_a_contract_is_drawn_up_with_terms_signatories_and_reviews(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = new_page(qtbot, desk, go, case_id)
    form = page.form
    assert "16 May 2004" in form.ends.text()
    assert form.note.text() == "Dean Mercer is 19 on 17 Nov 2003."
    form.terms.add_fresh()
    form.terms.lines[0].text.setPlainText("I will not play music after 11 pm.")
    form.signatories.lines[-1].name.setText("PC Ruth Sampleford")
    page.save()
    contract = saved(desk, go)
    assert (contract.person_id, contract.state, contract.ends_on) == (accused, ContractState.DRAFT, date(2004, 5, 16))
    assert [term.text for term in contract.values.terms] == ["I will not play music after 11 pm."]
    assert [s.name for s in contract.signatures] == ["Dean Mercer", "Jo Okafor", "PC Ruth Sampleford"]
    assert [review.due_on for review in contract.reviews][:2] == [date(2003, 12, 15), date(2004, 1, 12)]
    assert drafts(desk) == []


def test_looking_at_the_form_makes_no_draft(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = new_page(qtbot, desk, go, case_id)
    settle(qtbot)
    page.leave()
    assert drafts(desk) == []


def test_the_form_is_kept_as_it_is_typed_and_comes_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = new_page(qtbot, desk, go, case_id)
    page.form.terms.add({"kind": "positive", "text": "I will help the caretaker."})
    page.form.reviews.lines[0].removed.emit()
    page.leave()
    assert drafts(desk) == [f"contract:new:case-{case_id}"]
    again = new_page(qtbot, desk, go, case_id).form
    assert again.terms.entries() == [{"number": None, "kind": "positive", "text": "I will help the caretaker."}]
    assert again.reviews.entries()[0] == {"day": "12 Jan 2004"}


def test_under_18_the_parent_known_is_put_in_and_signs(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    kit = do(desk.office, desk.who, people.add_person, person_values("Kit", "Mercer", born=date(1988, 5, 5)))
    kaye = do(desk.office, desk.who, people.add_person, person_values("Kaye", "Mercer"))
    do(desk.office, desk.who, people.relate, kit, kaye, Relation.PARENT)
    do(desk.office, desk.who, cases.add_party, case_id, cases.PartyValues(kit, CaseRole.PERPETRATOR))
    form = new_page(qtbot, desk, go, case_id, kit).form
    assert "Kit Mercer is 15 on 17 Nov 2003." in form.note.text()
    assert form.parent_picker.value() == {"id": kaye, "name": "Kaye Mercer"}
    assert [(e["role"], e["name"]) for e in form.signatories.entries()][:2] == [
        ("person", "Kit Mercer"),
        ("parent", "Kaye Mercer"),
    ]


def test_under_10_it_is_a_parental_agreement_and_needs_the_parent(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    kit = do(desk.office, desk.who, people.add_person, person_values("Kit", "Mercer", born=date(1995, 5, 5)))
    do(desk.office, desk.who, cases.add_party, case_id, cases.PartyValues(kit, CaseRole.PERPETRATOR))
    page = new_page(qtbot, desk, go, case_id, kit)
    assert "Parental Control Agreement" in page.form.note.text()
    for line in page.form.signatories.lines:
        line.name.setText("Somebody Invented")
    page.save()
    assert go.places == []
    assert "Under 10" in page.form.parent_picker.error()
    kaye = do(desk.office, desk.who, people.add_person, person_values("Kaye", "Mercer"))
    page.form.parent_picker.set_value({"id": kaye, "name": "Kaye Mercer"})
    page.save()
    assert saved(desk, go).kind is ContractKind.PARENTAL


def test_a_later_start_moves_end_and_reviews_until_they_are_changed_by_hand(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    form = new_page(qtbot, desk, go, case_id).form
    form.fields["starts_on"].set_value("2003-12-01")
    qtbot.waitUntil(lambda: "31 May 2004" in form.ends.text())
    assert form.reviews.entries()[0] == {"day": "29 Dec 2003"}
    form.reviews.lines[0].day.setText("30 Dec 2003")
    form.fields["months"].set_value("3")
    qtbot.waitUntil(lambda: "29 Feb 2004" in form.ends.text())
    assert form.reviews.entries()[0] == {"day": "30 Dec 2003"}
    form.plan_reviews()
    assert form.reviews.entries()[0] == {"day": "29 Dec 2003"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("25 Dec 2003", "not a working day"),
        ("13 Dec 2003", "not a working day"),
        ("1 Sep 2004", "lies outside the contract"),
        ("someday", "is not a day"),
    ],
)
def test_a_review_day_that_cannot_be_is_told(qtbot: QtBot, desk: Desk, go: Went, typed: str, words: str) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    page = new_page(qtbot, desk, go, case_id)
    page.form.reviews.lines[0].day.setText(typed)
    page.save()
    assert words in page.form.reviews.error()
    assert go.places == []


def test_terms_come_from_the_library_and_blanks_are_filled_in(qtbot: QtBot, desk: Desk, go: Went) -> None:
    from PySide6.QtCore import Qt

    case_id, _, _ = case_of(desk.office, desk.who)
    page = new_page(qtbot, desk, go, case_id)
    page.form.terms.buttons.itemAt(1).widget().click()
    dialog = page.form.findChild(LibraryDialog)
    dialog.main.click()
    assert "Tick at least one" in dialog.banner.words()
    item, term = dialog._items[2]
    item.setCheckState(Qt.CheckState.Checked)
    dialog.main.click()
    assert page.form.terms.entries()[0]["text"] == term.text
    page.save()
    assert "still has a blank: [place]" in page.form.terms.error()


def test_a_contract_goes_from_draft_through_signing_to_its_end(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    page = contract_page(qtbot, desk, go, contract_id)
    desk.changed.connect(lambda _kinds: page.refresh())
    step(page, "offered").act()
    assert state_of(desk, contract_id) is ContractState.OFFERED
    signing = step(page, "signed")
    first = next(iter(signing.ticks.values()))
    first.setChecked(True)
    signing.act()
    assert "At least two agencies have to sign" in signing.form.banner.words()
    for number, tick in signing.ticks.items():
        tick.setChecked(True)
        signing.whens[number].set_value("17 Nov 2003")
    signing.act()
    assert state_of(desk, contract_id) is ContractState.SIGNED
    page.review()
    review = dialog_of(page)
    assert "Nothing was noted." in review.form.fields["minutes"].value()
    review.form.fields["note"].set_value("Going well; two quiet weeks.")
    review.save()
    assert "Going well" in ask(desk.office, contract_queries.contract, contract_id).reviews[0].note
    broken = step(page, "broken")
    broken.act()
    assert "Say in a few words" in broken.form.fields["note"].error()
    broken.form.fields["note"].set_value("Term 1: music until 2 am.")
    broken.act()
    assert state_of(desk, contract_id) is ContractState.BROKEN
    assert not any(made.isVisibleTo(page) for made in page.steps.values())


def test_a_signature_in_the_future_is_refused_and_nothing_is_signed(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    do(desk.office, desk.who, contracts.offer, contract_id, TODAY)
    page = contract_page(qtbot, desk, go, contract_id)
    signing = step(page, "signed")
    for number, tick in signing.ticks.items():
        tick.setChecked(True)
        signing.whens[number].set_value("20 Nov 2003 10:00")
    signing.act()
    assert "future" in signing.form.banner.words()
    assert all(s.signed_at is None for s in ask(desk.office, contract_queries.contract, contract_id).signatures)


def test_until_it_is_signed_terms_are_numbered_by_their_place_on_the_paper(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    page = contract_page(qtbot, desk, go, contract_id, edit=True)
    page.form.terms.lines[0].removed.emit()
    page.form.terms.add(
        {"kind": "agency", "text": "The council will call."}, {"kind": "negative", "text": "Not to sing."}
    )
    assert [line.number.text() for line in page.form.terms.lines] == ["1.", "2.", "3."]
    page.save()
    assert page.editor is None
    kept = ask(desk.office, contract_queries.contract, contract_id).values.terms
    assert [(term.number, term.kind) for term in kept] == [*enumerate(TermKind, 1)]


def test_opening_the_editor_changes_nothing_and_makes_no_draft(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    before = ask(desk.office, contract_queries.contract, contract_id).values
    page = contract_page(qtbot, desk, go, contract_id, edit=True)
    settle(qtbot)
    page.leave()
    assert drafts(desk) == []
    page.save()
    assert ask(desk.office, contract_queries.contract, contract_id).values == before


def test_a_draft_of_an_edit_comes_back_and_a_change_made_meanwhile_is_told(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    page = contract_page(qtbot, desk, go, contract_id, edit=True)
    page.form.terms.add({"kind": "positive", "text": "I will help the caretaker."})
    page.leave()
    do(desk.office, desk.who, contracts.offer, contract_id, TODAY)
    again = contract_page(qtbot, desk, go, contract_id, edit=True)
    assert again.form.terms.entries()[-1]["text"] == "I will help the caretaker."
    again.save()
    assert "Somebody else changed this" in again.form.banner.words()
    again.editor.take_newest()
    assert (
        ask(desk.office, contract_queries.contract, contract_id).values.terms[-1].text == "I will help the caretaker."
    )


def test_the_papers_of_a_contract_lead_to_the_letter_page(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    page = contract_page(qtbot, desk, go, contract_id)
    page.write("abc")
    assert go.places[-1] == (
        "letter",
        0,
        {"case_id": case_id, "template": "abc", "person_id": accused, "contract_id": contract_id},
    )


def test_an_offer_can_be_taken_back(qtbot: QtBot, desk: Desk, go: Went, asked: Recorder) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    do(desk.office, desk.who, contracts.offer, contract_id, TODAY)
    page = contract_page(qtbot, desk, go, contract_id)
    page.back_button.click()
    assert asked.questions
    assert state_of(desk, contract_id) is ContractState.DRAFT


def test_the_list_shows_contracts_and_opens_one(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    do(desk.office, desk.who, contracts.offer, contract_id, TODAY)
    signed = {s.id: datetime(2003, 11, 17) for s in ask(desk.office, contract_queries.contract, contract_id).signatures}
    do(desk.office, desk.who, contracts.sign, contract_id, signed)
    page = shown(qtbot, ContractsPage(desk, go))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 1)
    page.list.opened.emit(contract_id)
    assert go.places[-1][:2] == ("contract", contract_id)


@pytest.mark.parametrize("width", [1166, 700])
def test_nothing_is_cut_off_on_a_small_screen(qtbot: QtBot, desk: Desk, go: Went, width: int) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = contract_page(qtbot, desk, go, contract_of(desk.office, desk.who, case_id, accused))
    page.resize(width, 600)
    assert page.area.widget().width() <= page.area.viewport().width()
