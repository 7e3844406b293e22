"""The editor of a template: its words at the left, the sample paper at the right, made anew while somebody types."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.template_text import wording
from asbdesk.domain.casework import PaperFormat
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError, Cancelled, InvalidField
from asbdesk.queries.templates import TemplatePage as Facts
from asbdesk.queries.templates import template_page
from asbdesk.services.prescribed_forms import confirm_notice
from asbdesk.services.templates import sample, save_template
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Job, Task
from asbdesk.ui.documents.state import print_kind
from asbdesk.ui.editing import Editor
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.kit.room import TallPanes, column_of
from asbdesk.ui.page import Go, Page
from asbdesk.ui.templates import state
from asbdesk.ui.templates.versions import TemplateVersionsDialog

_PAUSE = 400


class TemplatePage(Page):
    """One template of one language. What is typed is kept as a draft, broken or not; only what works is saved."""

    rail: ClassVar[str] = "settings"
    shows: ClassVar[frozenset[str]] = frozenset({"template_version", "office"})
    help_topic: ClassVar[str] = "templates"

    def __init__(self, desk: Desk, go: Go, code: str = "", language: str = "en", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.code, self.language = code, language
        self.facts: Facts | None = None
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.make_sample)
        self._allowed = may(desk.who.role, "templates")
        self.head = PageHead("Template")
        self.versions_button = self.head.add_action(button("&Versions…", self.show_versions))
        self.check_button = self.head.add_action(button("Form c&hecked", self.check_form))
        self.check_button.hide()
        self.print_button = self.head.add_action(button("Test &print", self.test_print, icon_name="printer-outline"))
        self.banner = Banner()
        self.form = _form()
        self.editor = Editor(desk, self.form, state.draft_key(code, language), self._draft_name)
        self.editor.take_newest = self._take_newest
        self.save_button = button("&Save this version", self.save, kind="primary")
        self.editor.add_buttons(self.save_button, button("&Leave", self._leave))
        self.format = ChoiceField("Show &as", PaperFormat)
        self.format.set_value(PaperFormat.ORDINARY.value)
        self.preview = PdfView("Sample of the paper", empty="The sample stands here as it would be printed.")
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.format)
        beside.addWidget(self.preview, 1)
        column = column_of(self)
        for part in (self.head, self.banner):
            column.addWidget(part)
        column.addWidget(TallPanes(self.editor, right), 1)
        self.form.changed.connect(self._pause.start)
        self.format.changed.connect(self.make_sample)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self._leave)

    def title(self) -> str:
        return f"Template: {self.facts.now.title}" if self.facts else "Template"

    def refresh(self) -> None:
        self.desk.ask(
            template_page, self.code, self.language, then=self._show, failed=self._trouble, page=self
        )  # fmt: skip

    def leave(self) -> bool:
        self.editor.keeper.save_now()
        return True

    def save(self) -> None:
        """The office's next version, if it is whole; else it says where it is not."""
        if self._allowed and self.editor.check():
            entry = self.form.value()
            words, note, newest = state.words_of(entry), str(entry["note"]), self.editor.version
            self.editor.save(save_template, self.code, self.language, words, note, newest, then=self._saved)

    def make_sample(self) -> None:
        """The sample of what is typed now."""
        if self.facts is None:
            return
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
        own, words = self.facts.own, state.words_of(self.form.value())
        chosen = PaperFormat(self.format.value() or PaperFormat.ORDINARY)

        def make(task: Task) -> bytes:
            with task.office.reading() as session:
                made = sample(session, own, words, chosen)
            task.check()
            return made

        self._job = self.desk.heavy(make, then=self._sampled, failed=self._not_sampled, page=self)

    def test_print(self) -> None:
        """The sample, on paper; nothing is filed."""
        if self.preview.page_count():
            self.preview.print_it(f"Test print: {self.title()}", kind=print_kind(self.code))

    def check_form(self) -> None:
        """A manager has compared the version that holds with the prescribed form; or takes that back."""
        if self.facts is None:
            return
        if self.facts.checked:
            self._confirm(confirmed=False)
            return
        ask.confirm(
            self, "Does its text agree with the prescribed form?",
            "Say yes only after comparing them. The notice then no longer says that it is to be checked. It holds "
            "until the template changes, with your name and today’s date.",
            "It &agrees", lambda: self._confirm(confirmed=True),
        )  # fmt: skip

    def _confirm(self, *, confirmed: bool) -> None:
        self.desk.do(
            confirm_notice, self.code, self.language, confirmed=confirmed, then=lambda _: self.refresh(),
            failed=self._trouble, page=self,
        )  # fmt: skip

    def show_versions(self) -> None:
        """All versions, what each changed, and the way back to one."""
        if self.facts is not None:
            TemplateVersionsDialog(self, self.desk, self.facts, self.go.say).open()

    # inside

    def _show(self, facts: Facts) -> None:
        first, self.facts = self.facts is None, facts
        self.head.title.setText(facts.now.title)
        whose = "the office’s" if facts.now.office_version else "the program’s"
        self.head.words.setText(f"{self.code}, {state.LANGUAGES[self.language]}. What holds now is {whose} version.")
        words = state.above(facts)
        self.banner.show_words(words, "alert" if facts.trouble else "info")
        prescribed = bool(facts.now.law and facts.now.check)
        self.check_button.setVisible(prescribed and may(self.desk.who.role, "confirm_form"))
        self.check_button.setText("Form not c&hecked after all" if facts.checked else "Form c&hecked")
        self.save_button.setEnabled(self._allowed)
        if not self.form.dirty:
            self._fill(facts)
        if first and self._allowed:
            self.editor.look_for_draft()
        self.make_sample()

    def _fill(self, facts: Facts) -> None:
        self.form.set_value({**asdict(wording(facts.now)), "note": ""})
        self.editor.version = facts.newest

    def _draft_name(self) -> str:
        return f"Template: {self.facts.now.title}" if self.facts else "A template"

    def _take_newest(self) -> None:
        if self.facts is not None:
            self.editor.version = self.facts.newest
            self.save()

    def _saved(self, number: Any) -> None:
        self.form.clean()
        self.form.errors({})
        self.go.say(f"Version {number} is saved. Papers from now on have these words.")
        self.refresh()

    def _sampled(self, pdf: bytes) -> None:
        self._job = None
        self.preview.show_bytes(pdf)
        for field in self.form.fields.values():
            field.show_error("")

    def _not_sampled(self, error: AsbdeskError) -> None:
        if isinstance(error, Cancelled):
            return
        self._job = None
        if isinstance(error, InvalidField):
            for name, field in self.form.fields.items():
                field.show_error(str(error) if name == error.field else "")
        else:
            self._trouble(error)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")

    def _leave(self) -> None:
        self.leave()
        self.go.back()


def _form() -> Form:
    form = Form()
    form.add("title", TextField("&Title"))
    form.add("summary", TextField("What it &is for"))
    form.add("body", LongTextField("&Words", "Fields stand in double braces: {{ person.full_name }}.", lines=18))
    form.add(
        "easy",
        LongTextField("The same in &easy words", "Short sentences, one idea to a picture; empty for none.", lines=10),
    )
    form.add(
        "asks",
        LongTextField(
            "&Questions", "A line each: name | label | kind | required | example | help | choices; divided so", lines=6
        ),
    )
    form.add("enclosures", LongTextField("En&closures", "A line each.", lines=2, grows=False))
    form.add("note", LongTextField("What was chan&ged, and who decided it", lines=2, grows=False))
    return form
