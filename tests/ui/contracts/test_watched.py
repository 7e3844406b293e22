"""Contracts watched to their end through the window: the same buttons, dialogs and papers that a caseworker meets."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asbdesk.clock import FixedClock
from asbdesk.domain.casework import BreachStep, ContractState
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import documents as document_queries
from asbdesk.queries.watching import watched
from asbdesk.services import contracts
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.page import ContractPage
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.letter import LetterPage
from tests.documents.papers import text_of
from tests.factories import TODAY, ask, case_of, contract_of, do
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

END = date(2004, 5, 16)


class Window:
    """The contract's page on a desk whose days go by; ``file`` goes through the letter's page to the sealed paper."""

    def __init__(self, qtbot: QtBot, desk: Desk, go: Went) -> None:
        self.qtbot, self.desk, self.go = qtbot, desk, go
        case_id, accused, _ = case_of(desk.office, desk.who)
        self.contract_id = contract_of(desk.office, desk.who, case_id, accused)
        do(desk.office, desk.who, contracts.offer, self.contract_id, TODAY)
        ids = [s.id for s in self.contract.signatures]
        do(desk.office, desk.who, contracts.sign, self.contract_id, dict.fromkeys(ids, datetime.combine(TODAY, time())))
        self.page = self.shown()

    @property
    def contract(self) -> contract_queries.ContractPage:
        return ask(self.desk.office, contract_queries.contract, self.contract_id)

    def shown(self, **facts: Any) -> ContractPage:
        page = ContractPage(self.desk, self.go, self.contract_id, **facts)  # type: ignore[arg-type]
        self.qtbot.addWidget(page)
        page.resize(1166, 700)
        page.show()
        page.refresh()
        return page

    def on(self, day: date) -> None:
        """Another day: the page is opened anew, as it is in the morning."""
        self.desk.office.clock = FixedClock(day)
        self.page = self.shown()

    def dialog(self) -> Any:
        return self.page.findChildren(QDialog)[-1]

    def save(self, **values: Any) -> Any:
        """Fill the dialog that is open and save it."""
        dialog = self.dialog()
        for name, value in values.items():
            dialog.form.fields[name].set_value(value)
        dialog.save()
        self.page.refresh()
        return dialog

    def settle(self, to: ContractState, note: str) -> None:
        self.page.step(next(each for each in state.every_step() if each.to is to))
        dialog = self.dialog()
        dialog.form.fields["note"].set_value(note)
        dialog.act()
        self.page.refresh()

    def file(self, **answers: Any) -> str:
        """The letter's page that was asked for: answer, look at the preview, file, and read the sealed bytes."""
        place, _, facts = self.go.places[-1]
        assert place == "letter"
        letter = LetterPage(self.desk, self.go, **facts)  # type: ignore[arg-type]
        self.qtbot.addWidget(letter)
        letter.resize(1166, 700)
        letter.show()
        letter.refresh()
        assert letter.form is not None, letter.chooser.recipient.error()
        for name, value in answers.items():
            letter.form.fields[f"asked-{name}"].set_value(value)
        letter.file_letter()
        self.qtbot.waitUntil(lambda: self.go.places[-1][0] == "document")
        pdf = ask(self.desk.office, document_queries.document, self.go.places[-1][1]).pdf
        self.page.refresh()
        return " ".join(text_of(pdf).split())


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, go: Went) -> Window:
    return Window(qtbot, desk, go)


def test_broken_once_talked_about_and_kept_through_the_window(window: Window) -> None:
    assert "Day 1 of 182" in window.page.head.words.text()
    window.on(date(2003, 12, 8))
    page = window.page
    page.view.watching.breaches.adder.click()
    dialog = window.dialog()
    assert "In proportion: talked about it" in dialog.weighed.text()
    assert not dialog.form.fields["departure"].isVisibleTo(dialog)
    window.save(term="1", happened_on="2003-12-06", summary="Music was played until 2 am.", evidence="Diary sheet 4.")
    assert "is not answered yet" in page.nag.words()
    page.breach(ask(window.desk.office, watched, window.contract_id).breaches[0].id)
    refused = window.save(step="talk")
    assert "we ask and listen first" in refused.form.fields["persons_account"].error()
    window.save(persons_account="His birthday; he forgot the time.", step="talk", step_note="He will use headphones.")
    assert page.nag.words() == ""
    assert page.view.watching.breaches.table.item(0, 3).text() == "Talked about it, no notice yet"
    page.write("abc-breach-notice")
    notice = window.file(reply_by="2003-12-15")
    assert "Your agreement has been broken" in notice
    assert "Diary sheet 4" not in notice
    assert page.view.watching.breaches.table.item(0, 3).text() == "Talked about it"
    window.on(date(2003, 12, 15))
    page = window.page
    page.review()
    assert "Term 1, 6 Dec 2003: Music was played until 2 am." in window.dialog().form.fields["minutes"].value()
    window.save(note="One breach, talked about; goes on.", present="Dean Mercer, Jo Okafor")
    assert "minutes of 15 Dec 2003 are not filed yet" in page.nag.words()
    page.nag._action.click()
    assert "One breach, talked about; goes on." in window.file()
    assert page.nag.words() == ""
    window.on(END)
    window.settle(ContractState.KEPT, "One breach in December, none since.")
    window.page.write("abc-ending")
    assert "You have kept your agreement" in window.file()
    assert window.contract.state is ContractState.KEPT


def test_varied_extended_and_kept_through_the_window(window: Window) -> None:
    window.on(date(2004, 1, 12))
    page = window.page
    page.vary_button.click()
    dialog = window.dialog()
    dialog.form.terms = dialog.form.fields["terms"]
    dialog.form.terms.lines[1].removed.emit()
    dialog.form.terms.add({"kind": "positive", "text": "I will use headphones after 9 pm."})
    refused = window.save(reason="He works nights now.")
    assert "Still missing: Dean Mercer, Jo Okafor, PC Ruth Sampleford" in refused.form.fields["agreed"].error()
    window.save(agreed=list(refused.form.fields["agreed"].boxes))
    assert [term.number for term in window.contract.values.terms] == [1, 3]
    page.write("abc-variation")
    assert "I will use headphones after 9 pm." in window.file()
    page.view.watching.versions.table.opened.emit(0)
    assert "Version 1" in window.dialog().windowTitle()
    window.dialog().reject()
    window.on(date(2004, 5, 10))
    window.page.extend_button.click()
    assert "then ends on 16 Aug 2004" in window.dialog().ends.text()
    window.save(reason="To be sure.", agreed=list(window.dialog().form.fields["agreed"].boxes))
    assert window.contract.ends_on == date(2004, 8, 16)
    assert date(2004, 6, 28) in {review.due_on for review in window.contract.reviews}
    window.page.write("abc-variation", 0)
    assert "It now ends on 16 August 2004" in window.file()
    window.on(date(2004, 8, 16))
    window.settle(ContractState.KEPT, "Kept to the longer end.")
    assert window.contract.state is ContractState.KEPT


def test_another_step_than_the_one_in_proportion_asks_why(window: Window) -> None:
    window.on(TODAY + timedelta(days=3))
    window.page.breach()
    dialog = window.dialog()
    dialog.form.fields["step"].set_value(BreachStep.WARNING)
    assert dialog.form.fields["departure"].isVisibleTo(dialog)
    dialog.form.fields["serious"].set_value(True)
    assert "In proportion: other action" in dialog.weighed.text()
    dialog.form.fields["serious"].set_value(False)
    refused = window.save(term="1", summary="Music.", persons_account="Said nothing.")
    assert "In proportion is: talked about it" in refused.form.fields["departure"].error()
    window.save(departure="He was told three times before the contract.")
    row = ask(window.desk.office, watched, window.contract_id).breaches[0]
    assert row.values.departure == "He was told three times before the contract."


def test_a_review_held_late_asks_why_and_one_not_held_is_due_again(window: Window, asked: Recorder) -> None:
    window.on(date(2004, 1, 5))
    window.page.review()
    dialog = window.dialog()
    assert not dialog.form.fields["missed_reason"].isVisibleTo(dialog)
    refused = window.save(note="Fine.")
    assert refused.form.fields["missed_reason"].isVisibleTo(refused)
    window.save(missed_reason="He was in hospital.")
    first = window.contract.reviews[0]
    assert first.held_on == date(2004, 1, 5)
    window.page.review(first.id)
    asked.text = "The wrong contract."
    window.dialog()._ask_undo()
    assert window.contract.reviews[0].held_on is None


def test_a_draft_of_a_breach_leads_back_to_its_dialog(window: Window) -> None:
    window.page.breach()
    dialog = window.dialog()
    dialog.form.fields["summary"].set_value("Music until")
    dialog.editor.keeper.save_now()
    dialog.reject()
    window.page = window.shown(resume="breach")
    assert window.dialog().form.fields["summary"].value() == "Music until"


def test_a_reader_sees_everything_and_changes_nothing(window: Window) -> None:
    window.page._may = False
    window.page.refresh()
    assert not window.page.view.watching.breaches.adder.isVisibleTo(window.page)
    window.page.breach()
    assert window.page.findChildren(QDialog) == []
