"""Partner agencies through their pages, on a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import ActionKind, DisclosureWay, UserRole
from asbdesk.domain.conferences import ActionValues, ConferenceValues, GuestValues
from asbdesk.domain.disclosures import DisclosureValues
from asbdesk.services import actions, conferences, disclosures
from asbdesk.ui import places
from asbdesk.ui.agencies.conference import ConferencePage
from asbdesk.ui.agencies.conference_dialogs import ConferenceDialog, MinutesDialog
from asbdesk.ui.agencies.dialogs import (
    ActionDialog,
    ActionDoneDialog,
    DisclosureDialog,
    DoneActionDialog,
    ReturnDialog,
)
from asbdesk.ui.agencies.page import AgenciesOfCasePage
from asbdesk.ui.agencies.papers import FileMinutesDialog, InvitationDialog
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.letter import LetterPage
from asbdesk.ui.evidence.paper_dialog import PaperDialog
from asbdesk.ui.today.page import TodayPage
from tests.factories import TODAY, case_of
from tests.ui.agencies.hands import DUE, S115, Case, dialog, filled, pressed, shown, words_on
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

# actions


def test_an_action_is_noted_shown_as_due_done_and_put_back(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    pressed(page, "Add an action…")
    made = dialog(ActionDialog)
    filled(made.form, kind="reparation", agency=str(case.police))
    made.save()
    assert made.form.fields["text"].error().startswith("Say what is done to make good")
    filled(made.form, text="Paint out the stairwell")
    made.save()
    assert "choose the person" in made.form.fields["person"].error()
    filled(made.form, person=str(case.accused))
    made.save()
    assert made.form.fields["due_on"].error().startswith("Say by when")
    filled(made.form, due_on="2003-12-01")
    made.save()
    assert "Reparation: Paint out the stairwell (Dean Mercer, 19)" in words_on(page)
    assert "Due 1 Dec 2003, in 14 days." in words_on(page)
    today = shown(qtbot, case.desk, TodayPage(case.desk, go))
    rows = [today.due.table.item(row, 2).text() for row in range(today.due.table.rowCount())]
    assert "Paint out the stairwell (Thornmere Police), ASB/2003/0001" in rows
    pressed(page, "Done: Paint out the stairwell")
    done = dialog(ActionDoneDialog)
    done.save()
    assert done.form.fields["outcome"].error().startswith("Say in a few words")
    filled(done.form, outcome="Painted with the caretaker.")
    done.save()
    assert "Done 17 Nov 2003: Painted with the caretaker." in words_on(page)
    pressed(page, "Look: Paint out the stairwell")
    dialog(DoneActionDialog).put_back()
    assert case.facts.actions[0].done_on is None


def test_an_overdue_action_is_told_in_words_and_on_the_case(qtbot: QtBot, case: Case, go: Went) -> None:
    late = ActionValues(ActionKind.ACTION, "Patrols", TODAY, case.police)
    case.do(actions.add_action, case.id, late)
    with case.desk.office.transaction(case.desk.who, "earlier") as work:
        from asbdesk.storage import tables as t

        work.session.get_one(t.AgreedAction, 1).due_on = date(2003, 11, 10)
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    assert "Due 10 Nov 2003, overdue 7 days." in words_on(page)
    story = shown(qtbot, case.desk, CasePage(case.desk, go, case.id))
    assert "Patrols (Thornmere Police), 10 Nov 2003, overdue 7 days" in words_on(story.partners)


def test_a_referral_that_was_agreed_leads_to_its_letter(qtbot: QtBot, case: Case, go: Went) -> None:
    case.do(actions.add_action, case.id, ActionValues(ActionKind.REFERRAL, "Advice", DUE, case.police, case.accused))
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    pressed(page, "Write the referral: Advice")
    place, _, facts = go.places[-1]
    assert place == "letter"
    letter = shown(qtbot, case.desk, LetterPage(case.desk, go, **facts))
    assert letter.chooser.person.name == "Thornmere Police"
    assert letter.chooser.about.name == "Dean Mercer"
    filled(letter.form, **{"asked-background": "He would like help.", "asked-agrees": "agrees to this referral",
                           "asked-power": S115, "asked-necessity": "They need the name."})  # fmt: skip
    letter.preparing.now()
    letter.file_letter()
    row = case.facts.actions[0]
    assert row.document_id is not None
    assert [each.values.way for each in case.facts.disclosures] == [DisclosureWay.GIVEN]


# the letter's page


def test_a_letter_chooses_its_agency_and_says_what_the_power_is(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, LetterPage(case.desk, go, case.id, "information-request", case.accused))
    names = [page.chooser.recipient.box.itemText(n) for n in range(page.chooser.recipient.box.count())]
    assert names == ["Fictional Homes, landlord", "Thornmere Police, police", "Thornmere Police, PC Ruth Sampleford"]
    power = page.form.fields["asked-power"]
    power.set_value(S115)
    assert power.help.text().startswith("Anybody may disclose to the police")
    assert "obliges nobody" in power.help.text()
    assert "reaches police, council" in power.caution.text()
    page.chooser.recipient.set_value("agency-1:contact-1")
    power = page.form.fields["asked-power"]
    power.set_value(S115)
    assert not power.caution.text()
    filled(page.form, **{"asked-what": "Calls since August", "asked-necessity": "To decide.",
                         "asked-return_by": "2003-12-01"})  # fmt: skip
    page.preparing.now()
    assert page.prepared.paper.address == ("PC Ruth Sampleford", "Thornmere Police", "2 Lantern Street", "Thornmere")
    assert page.prepared.paper.salutation == "Dear PC Ruth Sampleford"
    page.file_letter()
    assert go.places[-1][0] == "document"
    entry = case.facts.disclosures[0]
    assert (entry.to, entry.values.power) == ("PC Ruth Sampleford, Thornmere Police", S115)


def test_another_power_is_named_in_words_and_comes_back_with_the_draft(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, LetterPage(case.desk, go, case.id, "information-request", case.accused))
    power = page.form.fields["asked-power"]
    power.box.setCurrentIndex(power.box.findText("Another power, in words"))
    assert power.words.isVisible()
    power.words.setText("Housing Act 1996, section 135")
    page.leave()
    key = f"letter:case-{case.id}:information-request:person-{case.accused}:agency-{case.landlord}"
    places.open_draft(go, key)
    place, _, facts = go.places[-1]
    assert (place, facts["agency"]) == ("letter", f"agency-{case.landlord}")
    again = shown(qtbot, case.desk, LetterPage(case.desk, go, **facts))
    assert again.form.fields["asked-power"].value() == "Housing Act 1996, section 135"


def test_a_protected_person_is_named_to_an_agency_only_after_a_warning(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, LetterPage(case.desk, go, case.id, "information-request", case.accused))
    assert not page.chooser.about_field.help.isVisible()
    page.chooser.about_field.set_value(str(case.complainant))
    assert "this paper tells it to the agency" in page.chooser.about_field.help.text()
    page.chooser.about_field.set_value("0")
    assert page.chooser.person_id == 0
    assert page.prepared is not None
    assert "Mercer" not in str(page.prepared.blocks)


def test_without_a_directory_the_letter_says_where_to_add_one(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = shown(qtbot, desk, LetterPage(desk, go, case_id, "referral", accused))
    assert page.chooser.recipient.error().startswith("There is no agency in the directory yet.")


# the disclosure log


def test_a_disclosure_is_recorded_by_hand_with_its_power_and_comes_back(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    pressed(page, "Record a disclosure…")
    made = dialog(DisclosureDialog)
    for field, value, words in (
        ("", None, "Choose the agency"),
        ("agency", str(case.police), "Say what was asked for."),
        ("what", "Calls since August", "Name the power"),
        ("power", S115, "Say why it was necessary"),
    ):
        if field:
            filled(made.form, **{field: value})
        made.save()
        assert any(words in each.error() for each in made.form.fields.values()), words
    filled(made.form, necessity="Nobody else holds it.", return_due_on="2003-11-10", on="2003-11-03")
    made.save()
    assert not made.isVisible()
    assert page.table.item(0, 5).text() == "Overdue since 10 Nov 2003"
    page.table.opened.emit(0)
    pressed(dialog(DisclosureDialog), "It came back…")
    returned = dialog(ReturnDialog)
    returned.save()
    assert returned.form.fields["returned"].error().startswith("Say what came")
    filled(returned.form, returned="A list of seven calls")
    returned.save()
    assert page.table.item(0, 5).text() == "17 Nov 2003: A list of seven calls"
    page.table.opened.emit(0)
    pressed(dialog(DisclosureDialog), "It did not come back")
    assert case.facts.disclosures[0].returned_on is None


def test_the_log_of_a_case_is_shown_in_print(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    assert not page.print_button.isEnabled()
    values = DisclosureValues(DisclosureWay.GIVEN, TODAY, S115, "Needed.", "The summary", case.police)
    case.do(disclosures.log_disclosure, case.id, values)
    page.refresh()
    pressed(page, "Print the log…")
    made = dialog(PaperDialog)
    assert made.prepared is not None
    assert made.print_button.isEnabled()
    made.reject()


# conferences


def test_a_conference_is_planned_invited_to_minuted_and_filed(
    qtbot: QtBot, case: Case, go: Went, asked: Recorder
) -> None:
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    page.plan_conference()
    made = dialog(ConferenceDialog)
    filled(made.form, when="14 Nov 2003", place="Room 2", purpose="To agree on Larch Court")
    made.save()
    assert made.form.fields["when"].error().startswith("A conference has its hour")
    filled(made.form, when="14 Nov 2003 10:00")
    made.form.fields["guests"].add({"agency": str(case.police), "name": ""}, {"agency": None, "name": "Cllr Ann Other"})
    made.save()
    place, number, _ = go.places[-1]
    assert place == "conference"
    conference = shown(qtbot, case.desk, ConferencePage(case.desk, go, number))
    assert "Minutes to be written" in words_on(conference)
    invited(conference)
    assert case.facts.conference(number).guests[0].invited_on == TODAY
    answer_came(conference, "Did Thornmere Police come", "yes")
    answer_came(conference, "Did Cllr Ann Other come", "no")
    case.do(actions.add_action, case.id,
            ActionValues(ActionKind.ACTION, "Patrols", DUE, case.police, conference_id=number))  # fmt: skip
    conference.refresh()
    conference.write_minutes()
    minutes = dialog(MinutesDialog)
    text = minutes.form.fields["minutes"].value()
    assert "- Thornmere Police\n- Jo Okafor (chair)" in text
    assert "- Thornmere Police: Patrols, by 1 Dec 2003" in text
    minutes.save()
    conference.file_minutes()
    refused = dialog(FileMinutesDialog)
    assert "Nothing stands under “What was said” yet" in refused.banner.words()
    refused.reject()
    minuted(conference, text.replace("- \n", "- Everybody agreed.\n"))
    conference.file_minutes()
    dialog(FileMinutesDialog).file(printed=False)
    assert "Minutes filed" in words_on(conference)
    assert not conference.write_button.isVisible()
    assert conference.open_button.isVisible()


def invited(page: ConferencePage) -> None:
    pressed(page, "Invite Thornmere Police")
    letter = dialog(InvitationDialog)
    assert "answer by" in letter.banner.words()
    assert not letter.file_button.isEnabled()
    filled(letter.form, reply_by="2003-11-21")
    assert not letter.file_button.isEnabled()
    letter.show_letter()
    assert letter.file_button.isEnabled()
    letter.file(printed=False)
    assert not letter.isVisible()


def answer_came(page: ConferencePage, name: str, value: str) -> None:
    QApplication.processEvents()
    box = next(b for b in page.findChildren(QComboBox) if b.accessibleName() == name and b.isVisibleTo(page))
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def minuted(page: ConferencePage, text: str) -> None:
    page.write_minutes()
    made = dialog(MinutesDialog)
    made.form.fields["minutes"].set_value(text)
    made.save()


def test_minutes_are_drafted_again_only_after_asking(qtbot: QtBot, case: Case, go: Went, asked: Recorder) -> None:
    number = planned(case)
    case.do(conferences.keep_minutes, number, "My own words")
    page = shown(qtbot, case.desk, ConferencePage(case.desk, go, number))
    page.write_minutes()
    made = dialog(MinutesDialog)
    assert made.form.fields["minutes"].value() == "My own words"
    made.draft()
    assert made.form.fields["minutes"].value().startswith("Purpose:")
    made.reject()


def planned(case: Case) -> int:
    guests = (GuestValues(case.police),)
    values = ConferenceValues(datetime(2003, 11, 24, 10), "Room 2", "Jo Okafor", "To agree", guests)
    return case.do(conferences.plan_conference, case.id, values)


def test_who_came_is_not_noted_before_the_conference_is_held(qtbot: QtBot, case: Case, go: Went) -> None:
    page = shown(qtbot, case.desk, ConferencePage(case.desk, go, planned(case)))
    answer_came(page, "Did Thornmere Police come", "yes")
    assert "not been held yet" in page.banner.words()
    assert case.facts.conferences[0].guests[0].came is None


def test_a_conference_without_a_trace_is_called_off(qtbot: QtBot, case: Case, go: Went, asked: Recorder) -> None:
    page = shown(qtbot, case.desk, ConferencePage(case.desk, go, planned(case)))
    page.desk.changed.disconnect()
    page.change()
    dialog(ConferenceDialog).call_off()
    assert case.facts.conferences == ()
    assert go.places[-1] == ("partners", case.id, {})


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("action:case-1", ActionDialog),
        ("action:case-1:action-1", ActionDialog),
        ("action-done:case-1:action-1", ActionDoneDialog),
        ("disclosure:case-1:disclosure-1", DisclosureDialog),
        ("disclosure-return:case-1:disclosure-1", ReturnDialog),
        ("conference:case-1:conference-1", ConferenceDialog),
        ("minutes:conference-1", MinutesDialog),
    ],
)
def test_every_draft_leads_back_to_its_dialog(
    qtbot: QtBot, case: Case, go: Went, key: str, kind: type[QDialog]
) -> None:
    case.do(actions.add_action, case.id, ActionValues(ActionKind.ACTION, "Patrols", DUE, case.police))
    values = DisclosureValues(DisclosureWay.GIVEN, TODAY, S115, "Needed.", "The summary", case.police)
    case.do(disclosures.log_disclosure, case.id, values)
    planned(case)
    places.open_draft(go, key)
    place, number, facts = go.places[-1]
    shown(qtbot, case.desk, places.page_class(place)(case.desk, go, number, **facts))
    assert dialog(kind).editor.keeper is not None


def test_a_reader_sees_everything_and_is_offered_no_change(qtbot: QtBot, case: Case, go: Went) -> None:
    case.do(actions.add_action, case.id, ActionValues(ActionKind.ACTION, "Patrols", DUE, case.police))
    number = planned(case)
    case.desk.who = replace(case.desk.who, role=UserRole.READER)
    page = shown(qtbot, case.desk, AgenciesOfCasePage(case.desk, go, case.id))
    conference = shown(qtbot, case.desk, ConferencePage(case.desk, go, number))
    offered = {
        b.text().replace("&", "") for each in (page, conference) for b in each.findChildren(QPushButton)
        if b.isVisibleTo(each)
    }  # fmt: skip
    assert offered & {"Add an action…", "Done…", "Plan a conference…", "Record a disclosure…", "Change…", "Invite…",
                      "Write the minutes…", "Refer somebody…"} == set()  # fmt: skip
    assert "Patrols" in words_on(page)


@pytest.mark.parametrize("width", [1166, 700])
def test_nothing_is_wider_than_the_page(qtbot: QtBot, case: Case, go: Went, width: int) -> None:
    text = "Pass Larch Court on the Friday and Saturday night patrol, and call on the tenant once before Christmas"
    case.do(actions.add_action, case.id, ActionValues(ActionKind.ACTION, text, DUE, case.police))
    number = planned(case)
    for made in (AgenciesOfCasePage(case.desk, go, case.id), ConferencePage(case.desk, go, number)):
        page = shown(qtbot, case.desk, made)
        page.resize(width, 690)
        assert page.minimumSizeHint().width() <= width
