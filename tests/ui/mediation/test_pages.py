"""Mediation through its pages, on a real office: the screen, two consents, the gate, the outcome and its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.clock import FixedClock
from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.casework import (
    AgencyKind,
    ConsentAnswer,
    MediationState,
    PaperFormat,
    PreferredFormat,
    SessionKind,
    UserRole,
)
from asbdesk.domain.mediation import AskedHow
from asbdesk.queries import people as people_queries
from asbdesk.queries.documents import document
from asbdesk.queries.mediation import MediationPage as Facts
from asbdesk.queries.mediation import mediation, mediations_of
from asbdesk.queries.mediations import MEDIATIONS
from asbdesk.reference_data import load_mediation
from asbdesk.services import agencies, people
from asbdesk.services import mediation as services
from asbdesk.services import mediation_consents as consents
from asbdesk.services.mediation_papers import AGREEMENT, DECLINED, FOLLOW_UP, INVITATION, REFERRAL
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.desk import Desk
from asbdesk.ui.mediation import dialogs, state
from asbdesk.ui.mediation.list import MediationsPage
from asbdesk.ui.mediation.page import MediationPage
from asbdesk.ui.mediation.paper import MediationPaperDialog
from asbdesk.ui.mediation.screen import ScreenDialog
from asbdesk.ui.page import Page
from tests.factories import TODAY, ask, case_of, do, screen_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

NO = {f"yes-{question.code}": "no" for question in load_mediation().questions}


@pytest.fixture(autouse=True)
def closed_behind() -> Iterator[None]:
    """No dialog stays open for the next test to find."""
    yield
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.close()


def shown(qtbot: QtBot, desk: Desk, page: Page) -> Page:
    qtbot.addWidget(page)
    page.resize(1166, 690)
    page.refresh()
    page.show()
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    return page


def dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def words_on(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just put in is shown
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return " ".join([*labels, *buttons(widget)])


def buttons(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.isVisibleTo(widget) and b.text()]
    return [b.accessibleName() or b.text().replace("&", "") for b in found]


def press(widget: QWidget, name: str) -> None:
    QApplication.processEvents()
    names = {
        b.accessibleName() or b.text().replace("&", ""): b
        for b in widget.findChildren(QPushButton)
        if b.isVisibleTo(widget)
    }
    assert names[name].isEnabled()
    names[name].click()


def screened(desk: Desk, **found: str) -> tuple[int, int, int]:
    """A mediation between Complainant A and Dean Mercer, with a service: (mediation, complainant, accused)."""
    case_id, accused, complainant = case_of(desk.office, desk.who)
    values = AgencyValues("Thornmere Mediation", AgencyKind.MEDIATION, "4 Mill Lane\nTM1 2AB")
    service = do(desk.office, desk.who, agencies.add_agency, values)
    number = do(desk.office, desk.who, services.screen, case_id, screen_values(complainant, accused, service, **found))
    return number, complainant, accused


def facts(desk: Desk, number: int) -> Facts:
    return ask(desk.office, mediation, number)


def agree(desk: Desk, number: int, *which: int) -> None:
    for place in which:
        row = facts(desk, number).consents[place]
        do(desk.office, desk.who, consents.ask_consent, row.id, date(2003, 11, 3), AskedHow.TELEPHONE)
        do(desk.office, desk.who, consents.record_answer, row.id, ConsentAnswer.YES, date(2003, 11, 5))


def referred(desk: Desk) -> int:
    number, _, _ = screened(desk)
    agree(desk, number, 0, 1)
    do(desk.office, desk.who, services.refer, number)
    return number


def test_from_the_case_to_a_filed_referral_with_both_consents_and_not_before(
    qtbot: QtBot, desk: Desk, go: Went
) -> None:
    case_id, accused, complainant = case_of(desk.office, desk.who)
    do(desk.office, desk.who, agencies.add_agency, AgencyValues("Thornmere Mediation", AgencyKind.MEDIATION))
    case = shown(qtbot, desk, CasePage(desk, go, case_id))
    case.mediate()
    screen = dialog(ScreenDialog)
    screen.form.set_draft({"first": str(complainant), "second": str(accused), "issues": "Music at night", **NO})
    assert screen.outcome.words() == "Suitable for mediation."
    screen.form.fields["provider"].box.setCurrentIndex(1)
    screen.save()
    (made,) = ask(desk.office, mediations_of, case_id)
    assert go.places[-1] == ("mediation", made.id, {})

    page = shown(qtbot, desk, MediationPage(desk, go, made.id))
    for called in ("Complainant A", "Dean Mercer"):
        assert not page.refer_button.isEnabled()
        assert called in page.refer_button.accessibleDescription()
        assert f"{called} has not been asked yet." in page.missing.words()
        press(page, f"Ask: {called}")
        dialog(dialogs.AskDialog).act()
        assert f"{called} was asked on 17 Nov 2003 and has not answered." in page.missing.words()
        press(page, f"Record answer: {called}")
        answer = dialog(dialogs.AnswerDialog)
        answer.act()
        assert answer.form.fields["answer"].error() == "Choose yes or no."
        answer.form.set_draft({"answer": "yes"})
        answer.act()

    assert (page.missing.words(), page.refer_button.isEnabled()) == ("", True)
    page.refer_button.click()
    dialog(MediationPaperDialog).file()
    after = facts(desk, made.id)
    assert (after.state, after.referred_on, [row.template for row in after.papers]) == (
        MediationState.REFERRED, TODAY, [REFERRAL],
    )  # fmt: skip
    assert go.said == ["Referral to mediation: filed on the case."]
    assert "File referral…" not in buttons(page)


def test_with_one_consent_the_button_says_why_and_so_does_the_form(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    agree(desk, number, 0)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    why = "Dean Mercer has not been asked yet."
    assert (page.refer_button.isEnabled(), page.refer_button.toolTip()) == (False, why)
    assert page.missing.words() == f"The referral cannot be filed yet. {why}"
    page.refer()  # whoever comes this way all the same
    form = dialog(MediationPaperDialog)
    assert why in form.banner.words()
    assert not form.file_button.isEnabled()
    assert not form.print_button.isEnabled()
    assert facts(desk, number).papers == ()


def test_an_unsuitable_case_says_why_and_nobody_can_be_asked(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk, violence="He pushed her on the stairs")
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    assert page.missing.words() == (
        "Mediation is not suitable here. There has been violence or a threat of it. He pushed her on the stairs."
    )
    assert page.pill.text() == "Unsuitable"
    offered = buttons(page)
    assert not any(words.startswith(("Ask", "Invite", "File referral")) for words in offered)
    assert "Violence: yes. He pushed her on the stairs" in words_on(page)


def test_the_screen_says_while_it_is_filled_in_that_it_is_not_suitable(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, complainant = case_of(desk.office, desk.who)
    case = shown(qtbot, desk, CasePage(desk, go, case_id))
    case.mediate()
    screen = dialog(ScreenDialog)
    screen.form.fields["yes-weapons"].set_value("yes")
    assert screen.outcome.words() == "Not suitable for mediation. Weapons play a part."
    screen.save()
    assert screen.form.fields["first"].error() == "Choose between whom."
    screen.form.set_draft({"first": str(complainant), "second": str(accused), "issues": "Music"})
    screen.save()
    assert "Choose yes or no" in screen.form.fields["yes-violence"].error()
    screen.form.set_draft({**NO, "yes-weapons": "yes"})
    screen.save()
    assert screen.form.fields["words-weapons"].error() == "Say in a few words what it is."
    screen.form.fields["words-weapons"].set_value("A knife on the table")
    screen.save()
    (made,) = ask(desk.office, mediations_of, case_id)
    assert made.state is MediationState.UNSUITABLE
    assert "A knife on the table" in words_on(case.mediation)


def test_declined_gives_its_letter_to_both(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    agree(desk, number, 0)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    assert not any(words.startswith("Letter to") for words in buttons(page))
    press(page, "Ask: Dean Mercer")
    dialog(dialogs.AskDialog).act()
    press(page, "Record answer: Dean Mercer")
    answer = dialog(dialogs.AnswerDialog)
    answer.form.set_draft({"answer": "no"})
    answer.act()
    assert facts(desk, number).state is MediationState.DECLINED
    assert page.missing.words().startswith("Mediation does not take place. Dean Mercer declined on 17 Nov 2003.")
    for called in ("Complainant A", "Dean Mercer"):
        press(page, f"Letter to {called}…")
        form = dialog(MediationPaperDialog)
        form.file()
    assert [(row.template, row.to) for row in facts(desk, number).papers] == [
        (DECLINED, "Complainant A"), (DECLINED, "Dean Mercer"),
    ]  # fmt: skip


def test_a_consent_is_withdrawn_and_put_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    agree(desk, number, 0, 1)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    assert page.refer_button.isEnabled()
    press(page, "Withdraw: Complainant A")
    dialog(dialogs.WithdrawDialog).act()
    assert not page.refer_button.isEnabled()
    assert "Complainant A withdrew the consent" in page.missing.words()
    press(page, "Not withdrawn after all: Complainant A")
    assert page.refer_button.isEnabled()


def test_the_expired_consent_is_told_and_asked_for_again(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    agree(desk, number, 0, 1)
    desk.office.clock = FixedClock(date(2004, 2, 6))
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    assert not page.refer_button.isEnabled()
    assert "The consent of Dean Mercer ran out on 5 Feb 2004: ask again." in page.missing.words()
    press(page, "Ask again: Dean Mercer")
    dialog(dialogs.AskDialog).act()
    assert "Dean Mercer was asked on 6 Feb 2004 and has not answered." in page.missing.words()


def test_an_invitation_is_filed_and_counts_as_asked(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    press(page, "Invite Dean Mercer…")
    dialog(MediationPaperDialog).file()
    assert facts(desk, number).papers[0].template == INVITATION
    assert "Answer hoped for by 1 Dec 2003, in 14 days" in words_on(page)
    page.view.paper_table.opened.emit(0)
    assert go.places[-1] == ("document", facts(desk, number).papers[0].id, {})


def test_an_invitation_is_set_in_the_format_that_its_reader_asked_for(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, accused = screened(desk)
    row = ask(desk.office, people_queries.person, accused)
    wanted = replace(row.values, preferred_format=PreferredFormat.EASY_READ)
    do(desk.office, desk.who, people.change_person, accused, row.version, wanted)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    press(page, "Invite Dean Mercer…")
    form = dialog(MediationPaperDialog)
    assert form.looks.format_field.value() == "easy-read"
    assert form.looks.format_field.box.accessibleName() == "Format"
    assert not form.looks.language_field.isEnabled()
    assert form.prepared.paper.format is PaperFormat.EASY_READ
    form.looks.format_field.box.setCurrentIndex(form.looks.format_field.box.findData("large-print"))
    assert form.prepared.paper.format is PaperFormat.LARGE_PRINT
    form.file()
    filed = facts(desk, number).papers[0]
    assert ask(desk.office, document, filed.id).format is PaperFormat.LARGE_PRINT


def test_sessions_an_agreement_and_its_follow_up(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number = referred(desk)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    assert state.CONFIDENTIAL in words_on(page)
    press(page, "Add session…")
    session = dialog(dialogs.SessionDialog)
    session.form.set_draft({"kind": SessionKind.JOINT.value})
    session.form.fields["attended"].set_value([str(facts(desk, number).consents[0].person_id)])
    session.act()
    assert "Joint meeting needs both" in session.form.fields["attended"].error()
    session.form.set_draft({"kind": SessionKind.SEPARATE.value})
    session.act()
    assert "17 Nov 2003: separate meetings" in words_on(page)
    page.settle()
    agreed = dialog(dialogs.AgreementDialog)
    agreed.save()
    assert agreed.form.fields["agreement"].error()
    agreed.form.fields["agreement"].set_value("No music after 11 pm.\nThey greet each other.")
    agreed.save()
    assert "17 Feb 2004, in 92 days" in words_on(page)
    desk.office.clock = FixedClock(date(2004, 2, 20))
    page.refresh()
    assert "17 Feb 2004, overdue 3 days" in words_on(page)
    page.follow_up()
    follow = dialog(dialogs.FollowUpDialog)
    follow.form.set_draft({"note": "Kept"})
    follow.act()
    assert "due earlier" in follow.form.fields["late_reason"].error()
    follow.form.set_draft({"late_reason": "She was away"})
    follow.act()
    assert facts(desk, number).state is MediationState.FOLLOWED_UP


def test_no_form_of_it_has_room_for_what_was_said(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number = referred(desk)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    page.add_session()
    assert set(dialog(dialogs.SessionDialog).form.fields) == {"held_on", "kind", "attended", "outcome"}
    none = dialogs.NoAgreementDialog(page, desk, page.facts)
    none.open()
    assert set(none.form.fields) == {"on"}


def test_no_agreement_is_recorded_and_undone(qtbot: QtBot, desk: Desk, go: Went, asked: Recorder) -> None:
    number = referred(desk)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    page.more.menu().actions()[0].trigger()
    dialog(dialogs.NoAgreementDialog).act()
    assert facts(desk, number).state is MediationState.UNSETTLED
    page._undo_outcome()
    assert facts(desk, number).state is MediationState.REFERRED
    page._take_back()
    assert facts(desk, number).state is MediationState.AGREED


def test_the_service_is_chosen_or_the_page_says_where_to_add_one(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, complainant = case_of(desk.office, desk.who)
    number = do(desk.office, desk.who, services.screen, case_id, screen_values(complainant, accused))
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    page.choose_provider()
    form = dialog(dialogs.ProviderDialog)
    assert state.NO_SERVICE in words_on(form)
    form.reject()
    do(desk.office, desk.who, agencies.add_agency, AgencyValues("Thornmere Mediation", AgencyKind.MEDIATION))
    page.choose_provider()
    form = next(w for w in page.findChildren(dialogs.ProviderDialog) if w.isVisible())
    form.form.fields["provider"].box.setCurrentIndex(1)
    form.act()
    assert facts(desk, number).provider == "Thornmere Mediation"


def test_a_screen_is_made_again_as_it_was_filled_in(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk, needs="An interpreter")
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    page.screen_again()
    form = dialog(ScreenDialog)
    assert "first" not in form.form.fields
    assert form.form.value()["words-needs"] == "An interpreter"
    form.form.set_draft({"yes-fear": "yes", "words-fear": "Told the warden"})
    form.save()
    assert facts(desk, number).state is MediationState.UNSUITABLE


def test_an_unfinished_screen_comes_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, _, _ = case_of(desk.office, desk.who)
    case = shown(qtbot, desk, CasePage(desk, go, case_id))
    case.mediate()
    form = dialog(ScreenDialog)
    form.form.fields["issues"].set_value("The shared landing")
    form.editor.keeper.save_now()
    form.reject()
    listed = shown(qtbot, desk, MediationsPage(desk, go, screen=case_id))
    again = next(w for w in listed.findChildren(ScreenDialog) if w.isVisible())
    assert again.form.value()["issues"] == "The shared landing"


def test_the_list_shows_state_and_what_comes_next(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    consent = facts(desk, number).consents[1]
    do(desk.office, desk.who, consents.ask_consent, consent.id, date(2003, 11, 14), AskedHow.VISIT)
    page = shown(qtbot, desk, MediationsPage(desk, go))
    (row,) = ask(desk.office, MEDIATIONS.rows, [number])
    cells = [column.getter(row) for column in page.list.shown_columns()][:4]
    assert cells == [
        "Complainant A and Dean Mercer", "Asking for consent", "Answer: Dean Mercer", "28 Nov 2003",
    ]  # fmt: skip
    page.list.opened.emit(number)
    assert go.places[-1] == ("mediation", number, {})


def test_the_case_shows_it_and_leads_to_the_one_under_way(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number, _, _ = screened(desk)
    case_id = facts(desk, number).case_id
    case = shown(qtbot, desk, CasePage(desk, go, case_id))
    assert case.mediation.isVisibleTo(case)
    assert "Testwick" not in words_on(case.mediation)
    case.mediate()
    assert go.places[-1] == ("mediation", number, {})


def test_a_reader_is_offered_nothing_to_change(qtbot: QtBot, desk: Desk, go: Went) -> None:
    number = referred(desk)
    desk.who = replace(desk.who, role=UserRole.READER)
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    assert buttons(page) == ["Open case"]


@pytest.mark.parametrize(
    ("code", "words"), [(AGREEMENT, "identity of Complainant A is protected"), (FOLLOW_UP, "No agreement")]
)
def test_a_paper_that_does_not_fit_says_why(qtbot: QtBot, desk: Desk, go: Went, code: str, words: str) -> None:
    number = referred(desk)
    if code == AGREEMENT:
        do(desk.office, desk.who, services.settle, number, TODAY, "No music after 11 pm.")
    page = shown(qtbot, desk, MediationPage(desk, go, number))
    page.paper(code, facts(desk, number).consents[1].person_id)
    assert words in dialog(MediationPaperDialog).banner.words()
