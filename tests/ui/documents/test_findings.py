"""The letter that names somebody: marked on the page, listed, put right, or released by a manager."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from asbdesk.documents.blocks import Run, plain_text
from asbdesk.domain.casework import CaseRole, UserRole
from asbdesk.domain.people import AddressValues
from asbdesk.errors import Refused
from asbdesk.queries import documents as document_queries
from asbdesk.services import cases, offices, people, releases
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents import state
from asbdesk.ui.documents.findings import GoOnDialog, ReleaseDialog
from asbdesk.ui.documents.letter import LetterPage
from asbdesk.ui.kit.pieces import QPushButton
from tests.factories import ask, case_of, do, person_values
from tests.ui.documents.test_letter import answer, filed, opened
from tests.ui.page_fixtures import Went


def stopped(qtbot: QtBot, desk: Desk, go: Went) -> LetterPage:
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page, must_stop="Leave Amina alone.")
    return page


def press(page: LetterPage, words: str) -> None:
    (line,) = page.findings.lines
    next(each for each in line.findChildren(QPushButton) if each.text() == words).click()


def test_a_first_name_typed_by_hand_stops_the_letter_with_its_place_marked(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = stopped(qtbot, desk, go)
    assert "would be known by the first name: “Leave Amina alone.”" in page.leaks.words()
    (mark,) = page.preview.view.marks
    assert (mark.page, mark.label) == (0, "1 Complainant A")
    place = page.preview.view.place_of(mark)
    picture = page.preview.view.grab().toImage()
    edge = picture.pixelColor(int(place.left()), int(place.center().y()))
    assert edge.red() > edge.blue() + 60
    assert page.preview.shown_bytes() == page.prepared.pdf
    page.file_letter()
    assert filed(desk) == []


def test_the_pseudonym_takes_the_place_of_the_name_in_the_words(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = stopped(qtbot, desk, go)
    press(page, "Use the pseudonym")
    page.preparing.now()
    assert "Leave Complainant A alone." in plain_text(page.prepared.blocks)
    assert page.findings.isHidden()
    assert page.preview.view.marks == ()
    page.file_letter()
    assert len(filed(desk)) == 1


def test_the_name_is_taken_out_of_the_words(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = stopped(qtbot, desk, go)
    press(page, "Take it out")
    page.preparing.now()
    assert "Leave [name removed] alone." in plain_text(page.prepared.blocks)


def test_a_manager_releases_a_place_and_the_reason_stays_with_the_filed_letter(
    qtbot: QtBot, desk: Desk, go: Went
) -> None:
    page = stopped(qtbot, desk, go)
    press(page, "Release…")
    dialog = page.findChild(ReleaseDialog)
    dialog.save()
    assert dialog.form.fields["reason"].error()
    dialog.form.set_value({"reason": "She agreed to it on 14 November"})
    dialog.save()
    page.preparing.now()
    assert page.prepared.leaks == ()
    page.file_letter()
    (number,) = filed(desk)
    (kept,) = ask(desk.office, document_queries.document, number).released
    assert (kept.called, kept.words, kept.reason) == ("Complainant A", "Amina", "She agreed to it on 14 November")
    again = stopped_again(qtbot, desk, go, page.case_id)
    assert again.prepared.leaks  # it held for that letter alone


def stopped_again(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> LetterPage:
    from asbdesk.queries.letters import letter_choices

    choices = ask(desk.office, letter_choices, case_id, desk.clock.today())
    accused = next(each.person_id for each in choices.recipients if each.role and each.role.value == "perpetrator")
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page, must_stop="Leave Amina alone.")
    return page


def typed(qtbot: QtBot, desk: Desk, go: Went) -> LetterPage:
    """A letter with a name in bold in words typed by hand, and the preview that shows it."""
    case_id, accused, _ = case_of(desk.office, desk.who)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    edit = page.form.words.edit
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insertPlainText(" \U0001f600")
    qtbot.keyClicks(edit, " We heard ")
    edit.toggle_bold(True)
    qtbot.keyClicks(edit, "Mrs Testwick")
    edit.toggle_bold(False)
    edit.toggle_italic(True)
    qtbot.keyClicks(edit, " say so.")
    page.preparing.now()
    return page


@pytest.mark.parametrize(
    ("says", "by"),
    [("Use the pseudonym", "Complainant A"), ("Take it out", "[name removed]")],
    ids=["pseudonym", "out"],
)
def test_words_put_right_keep_their_style_lose_no_other_word_and_can_be_undone(
    qtbot: QtBot, desk: Desk, go: Went, says: str, by: str
) -> None:
    page = typed(qtbot, desk, go)
    edit = page.form.words.edit
    before = edit.toPlainText()
    qtbot.keyClicks(edit, " Typed since.")  # the preview knows nothing of it yet
    press(page, says)
    assert edit.toPlainText() == before.replace("Mrs Testwick", by) + " Typed since."
    assert Run(by, bold=True) in edit.blocks()[-1].runs
    assert Run(" say so. Typed since.", italic=True) in edit.blocks()[-1].runs
    page.preparing.now()
    assert page.findings.isHidden()
    edit.undo()
    assert edit.toPlainText() == before + " Typed since."
    page.preparing.now()
    assert not page.findings.isHidden()


def test_a_caseworker_is_offered_no_release_and_cannot_make_one(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    user = do(desk.office, desk.who, offices.add_user, offices.UserValues("Sam Lund", "sam", UserRole.CASEWORKER))
    desk.who = replace(desk.who, user_id=user, role=UserRole.CASEWORKER)
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page, must_stop="Leave Amina alone.")
    (line,) = page.findings.lines
    says = [each.text() for each in line.findChildren(QPushButton)]
    assert says == ["Show the place", "Use the pseudonym", "Take it out"]
    (finding,) = page.prepared.stopping
    with pytest.raises(Refused, match="manager"):
        do(desk.office, desk.who, releases.release, page.prepared.wanted, finding, "She does not mind it")
    page.file_letter()
    assert filed(desk) == []


def test_a_release_leaves_its_line_in_the_audit_with_who_and_why(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = stopped(qtbot, desk, go)
    (finding,) = page.prepared.stopping
    do(desk.office, desk.who, releases.release, page.prepared.wanted, finding, "She agreed to it in writing")
    with desk.office.reading() as session:
        (entry,) = session.scalars(select(t.AuditEntry).where(t.AuditEntry.kind == "release")).all()
    assert entry.user_id == desk.who.user_id
    assert "She agreed to it in writing" in str(entry.after)


def test_a_letter_to_a_home_that_the_victim_shares_goes_on_with_a_reason(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    moved = AddressValues("14 Larch Court\nQuarry Road", "TM3 8QX")
    sister = do(desk.office, desk.who, people.add_person, person_values("Ada", "Fable", addresses=(moved,)))
    do(desk.office, desk.who, cases.add_party, case_id, cases.PartyValues(sister, CaseRole.VICTIM))
    page = opened(qtbot, desk, go, case_id, "first-warning", accused)
    answer(page)
    assert "Ada Fable, victim, lives there as well" in page.leaks.words()
    page.file_letter()
    assert filed(desk) == []
    press(page, "Go on…")
    dialog = page.findChild(GoOnDialog)
    dialog.save()
    assert dialog.form.fields["reason"].error()
    dialog.form.set_value({"reason": "She knows of it and agrees"})
    dialog.save()
    page.preparing.now()
    assert page.findings.isHidden()
    page.file_letter()
    (number,) = filed(desk)
    (kept,) = ask(desk.office, document_queries.document, number).released
    said = state.released_words([kept])
    assert said.startswith("It went to 14 Larch Court, Quarry Road")
    assert "There lives as well Ada Fable, victim: She knows of it and agrees (" in said
