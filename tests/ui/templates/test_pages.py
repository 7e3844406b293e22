"""Templates in Settings: the list, the editor that says where a template is broken, the versions and the way back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import PaperLanguage, UserRole
from asbdesk.domain.printing import PaperKind
from asbdesk.queries.offices import draft
from asbdesk.queries.templates import letter_settings, office_template, template_page
from asbdesk.services import papers
from asbdesk.ui.desk import Desk
from asbdesk.ui.templates.languages import LanguagesDialog
from asbdesk.ui.templates.list import TemplatesPage
from asbdesk.ui.templates.page import TemplatePage
from asbdesk.ui.templates.versions import TemplateVersionsDialog
from tests.factories import TODAY, ask, case_of
from tests.ui.kit.helpers import Recorder

CODE = "first-contact"


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk, go) -> TemplatePage:
    page = TemplatePage(desk, go, CODE)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    return page


def change(page: TemplatePage, note: str = "Panel of 10 November.", **words: str) -> None:
    for name, value in {**words, "note": note}.items():
        page.form.fields[name].set_value(value)
    page.save()


def test_enter_on_a_template_opens_its_editor(qtbot: QtBot, desk: Desk, go) -> None:
    page = TemplatesPage(desk, go)
    qtbot.addWidget(page)
    page.refresh()
    page.typed.set_value("first contact english")
    assert [each.code for each in page.shown] == [CODE]
    page.table.opened.emit(0)
    assert go.places[-1] == ("template", 0, {"code": CODE, "language": "en"})


def test_a_change_is_shown_on_the_sample_and_saved_as_a_version(editor: TemplatePage, desk: Desk) -> None:
    editor.form.fields["body"].set_value("# A talk\n\nCome and talk, {{ person.full_name }}.")
    editor.make_sample()
    assert "Come and talk, Dean Mercer." in editor.preview.page_text(0)
    change(editor, title="A talk")
    assert ask(desk.office, office_template, CODE).title == "A talk"
    assert "the office’s version" in editor.head.words.text()


def test_a_notice_says_that_it_is_to_be_checked_until_a_manager_compared_it(
    qtbot: QtBot, desk: Desk, go, asked: Recorder
) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    notice = papers.Wanted(case_id, template="notice-seeking-possession", person_id=accused, asked={})

    def says() -> str:
        made = ask(desk.office, papers.prepare, notice, desk.who.user_id, TODAY)
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages).split())

    assert "Check against the prescribed form" in says()
    page = TemplatePage(desk, go, "notice-seeking-possession")
    qtbot.addWidget(page)
    page.refresh()
    assert page.check_button.isVisibleTo(page)
    page.check_button.click()
    assert asked.questions[-1][0] == "Does its text agree with the prescribed form?"
    assert "Check against the prescribed form" not in says()
    assert "Notice that we may ask the court" in says()
    assert "it agrees with the prescribed form" in page.banner.words()
    page.check_button.click()
    assert "Check against the prescribed form" in says()
    change(page, body=f"{page.facts.now.body}\n\nMore.")
    page.check_button.click()
    change(page, body=f"{page.facts.now.body}\n\nMore yet.")
    assert "Check against the prescribed form" in says()


def test_a_letter_that_no_form_prescribes_has_nothing_to_compare(editor: TemplatePage) -> None:
    assert not editor.check_button.isVisibleTo(editor)


def test_a_broken_template_is_told_at_its_line_kept_as_a_draft_and_not_saved(editor: TemplatePage, desk: Desk) -> None:
    change(editor, body="Good\n\n{{ person.shoe_size }}")
    assert "Line 3: there is no field 'person.shoe_size'" in editor.form.fields["body"].error()
    assert ask(desk.office, template_page, CODE).newest == 0
    editor.leave()
    kept = ask(desk.office, draft, desk.who.user_id, f"template:en:{CODE}")
    assert "shoe_size" in kept.payload["body"]


def test_a_version_holds_again_with_a_word_why(editor: TemplatePage, desk: Desk, qtbot: QtBot) -> None:
    change(editor, title="One")
    facts = ask(desk.office, template_page, CODE)
    said: list[str] = []
    dialog = TemplateVersionsDialog(editor, desk, facts, said.append)
    qtbot.addWidget(dialog)
    assert '+title = "One"' in dialog.changes.toPlainText()
    dialog.table.setCurrentCell(1, 0)
    dialog.use()
    assert "Say why" in dialog.form.fields["note"].error()
    dialog.form.fields["note"].set_value("The program's is better.")
    dialog.use()
    assert said
    assert ask(desk.office, office_template, CODE).office_version == 0


def test_a_caseworker_looks_and_changes_nothing(qtbot: QtBot, desk: Desk, go, asked: Callable[..., object]) -> None:
    object.__setattr__(desk.who, "role", UserRole.CASEWORKER)
    page = TemplatePage(desk, go, CODE)
    qtbot.addWidget(page)
    page.refresh()
    assert not page.save_button.isEnabled()
    change(page, title="Mine")
    assert ask(desk.office, template_page, CODE).newest == 0


def test_the_languages_of_letters_are_chosen_in_settings(qtbot: QtBot, desk: Desk, go) -> None:
    page = TemplatesPage(desk, go)
    qtbot.addWidget(page)
    page.show()
    page.choose_languages()
    card = next(each for each in page.findChildren(LanguagesDialog) if each.isVisible())
    card.form.fields["panel_languages"].set_value(["pl", "so"])
    card.form.fields["letter_language"].set_value(PaperLanguage.WELSH_ENGLISH.value)
    card.save()
    found = ask(desk.office, letter_settings)
    assert (found.panel_languages, found.letter_language) == (("pl", "so"), PaperLanguage.WELSH_ENGLISH)


def test_a_template_is_broken_put_right_printed_and_left_with_the_keyboard_alone(
    editor: TemplatePage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, go
) -> None:
    alt, printed = Qt.KeyboardModifier.AltModifier, []
    monkeypatch.setattr(editor.preview, "print_it", lambda *_, **named: printed.append(named["kind"]))
    with qtbot.waitActive(editor):
        editor.activateWindow()
    body = editor.form.fields["body"]
    qtbot.keyClick(editor, Qt.Key.Key_W, alt)
    typing = editor.focusWidget()
    qtbot.keyClick(typing, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(typing, "{% if person.age %}Hello")
    qtbot.keyClick(editor, Qt.Key.Key_G, alt)
    qtbot.keyClicks(editor.focusWidget(), "Panel of 10 November.")
    qtbot.keyClick(editor, Qt.Key.Key_S, alt)
    qtbot.waitUntil(lambda: bool(body.error()))
    assert body.error() == "Line 1: {% if … %} is not closed: write {% endif %} where it ends."
    assert editor.focusWidget() is typing
    assert ask(desk.office, template_page, CODE).newest == 0
    qtbot.keyClick(typing, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(typing, "{% endif %}")
    editor.make_sample()
    assert body.error() == ""
    assert "Hello" in editor.preview.page_text(0)
    qtbot.keyClick(editor, Qt.Key.Key_P, alt)
    qtbot.waitUntil(lambda: printed == [PaperKind.LETTER])
    qtbot.keyClick(editor, Qt.Key.Key_S, alt)
    qtbot.waitUntil(lambda: bool(go.said))
    assert ask(desk.office, office_template, CODE).body.strip() == "{% if person.age %}Hello{% endif %}"
    qtbot.keyClicks(typing, " more")
    qtbot.keyClick(typing, Qt.Key.Key_Escape)
    kept = ask(desk.office, draft, desk.who.user_id, f"template:en:{CODE}")
    assert kept.payload["body"].endswith(" more")
    assert go.places[-1][0] == "back"


def test_a_million_letters_are_refused_in_words_and_kept_as_a_draft(editor: TemplatePage, desk: Desk) -> None:
    change(editor, body="word " * 210_000)
    assert editor.form.fields["body"].error() == "The paper is longer than 100,000 characters: make it shorter."
    editor.leave()
    assert len(ask(desk.office, draft, desk.who.user_id, f"template:en:{CODE}").payload["body"]) == 1_050_000
