"""One letter to many: choose it and to whom, look at each, file those that may go, and print them in one job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from asbdesk import settings
from asbdesk.documents.library import Template
from asbdesk.domain.casework import RecipientKind
from asbdesk.domain.permissions import may
from asbdesk.domain.printing import PaperKind
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries.mailing import Whom
from asbdesk.queries.templates import office_templates
from asbdesk.services.mailing import Letter, note_all_printed
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.documents import mailing_work as work
from asbdesk.ui.documents.findings import marks_of
from asbdesk.ui.documents.letter_form import ask_field
from asbdesk.ui.documents.mailing_work import Filed
from asbdesk.ui.editing import Editor
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.kit.printing import print_bytes
from asbdesk.ui.kit.room import TallPanes, column_of
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page

LEAFLET = "neighbourhood-leaflet"
_TO = frozenset({RecipientKind.COMPLAINANT, RecipientKind.PERPETRATOR, RecipientKind.PARENT})


def fitting(templates: Sequence[Template], *, street: bool) -> list[Template]:
    """The papers that can go to many: letters to people that belong to no contract, notice or log of disclosures."""
    return [
        each
        for each in templates
        if each.layout == "letter"
        and not (each.matter or each.law or each.discloses or "contract." in each.body)
        and ((each.recipient in _TO and not each.place) or (street and each.code == LEAFLET))
    ]


def told_of(filed: Filed) -> str:
    """What came of it, in a sentence or two."""
    count = len(filed.documents)
    said = [f"{count} letter{'' if count == 1 else 's'} filed."]
    if filed.waiting:
        said.append(f"Stopped: {filed.waiting} more were not filed.")
    if filed.left_out:
        said.append(f"Left out: {'; '.join(filed.left_out)}")
    return " ".join(said)


class MailingPage(Page):
    """``case_id``: to people of a case, or to a street as a drop on it. ``people``: to those, each on her own case."""

    rail: ClassVar[str] = "documents"
    shows: ClassVar[frozenset[str]] = frozenset()
    help_topic: ClassVar[str] = "mailing"

    def __init__(
        self,
        desk: Desk,
        go: Go,
        case_id: int = 0,
        people: Sequence[int] = (),
        template: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, go, parent)
        self.case_id, self.people, self._first = case_id, tuple(people), template
        self.templates: dict[str, Template] = {}
        self.letters: tuple[Letter, ...] = ()
        self.filed: tuple[int, ...] = ()
        self.editor: Editor | None = None
        self._busy = False
        self._build()

    def title(self) -> str:
        return "Letter to many"

    def refresh(self) -> None:
        if not self.templates:
            self.desk.ask(office_templates, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        if self.editor is not None:
            self.editor.keeper.save_now()
        return True

    def prepare(self) -> None:
        """Make every letter, to be looked at. Nothing is filed yet."""
        if self.editor is None or not self.editor.check():
            return
        value = self.editor.form.value()
        whom = Whom(self.case_id, self.people, str(value.get("street") or ""))
        asked = {name.removeprefix("asked-"): each for name, each in value.items() if name.startswith("asked-")}
        self.letters = ()
        self._start()
        job = self.desk.heavy(
            work.make_letters, str(self.choice.value()), whom, asked, self.desk.clock.today(),
            then=self._made, failed=self._failed, progress=self.bar.progress, page=self,
        )  # fmt: skip
        self._wait("Making the letters…", job)

    def file_all(self) -> None:
        """Seal every letter that may go, then print them."""
        going = sum(not letter.why for letter in self.letters)
        out = len(self.letters) - going
        words = f"{_left_out(out)}, as the list says. " if out else ""
        letters = "1 letter" if going == 1 else f"{going} letters"
        ask.confirm(
            self, f"File {letters}?", f"{words}Each is sealed on its case, and cannot be changed after that.",
            f"&File {letters}", self._file,
        )  # fmt: skip

    def print_all(self) -> None:
        """One job, in the order of the postcodes."""
        self._start()
        job = self.desk.heavy(
            work.one_job, self.filed, self.both_sides.isChecked(),
            then=self._print, failed=self._failed, progress=self.bar.progress, page=self,
        )  # fmt: skip
        self._wait("Putting the letters together…", job)

    # inside

    def _build(self) -> None:
        column = column_of(self)
        self.head = PageHead("Letter to many")
        self.file_button = self.head.add_action(button("File th&ose that may go…", self.file_all))
        self.print_button = self.head.add_action(
            button("&Print all in one job", self.print_all, icon_name="printer-outline")
        )
        column.addWidget(self.head)
        self.banner, self.bar = Banner(), JobBar()
        column.addWidget(self.banner)
        column.addWidget(self.bar)
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self.choice = ChoiceField("&Which letter", [], blank="Choose…")
        self.choice.changed.connect(self._choose)
        self._left.addWidget(self.choice)
        self.prepare_button = button("&Make the letters", self.prepare, kind="primary")
        self.table = ShortTable("Letters", ("To", "What becomes of it"), (0, 34))
        self.table.currentCellChanged.connect(lambda row, *_rest: self._look_at(row))
        self.both_sides = QCheckBox("Printed on &both sides")
        self.both_sides.setToolTip("Each letter begins on a new sheet")
        kept = settings.load().printing.get(PaperKind.LETTER.value, {})
        self.both_sides.setChecked(kept.get("duplex", "DuplexNone") not in ("DuplexNone", ""))
        for part in (self.prepare_button, self.both_sides):
            self._left.addWidget(part)
        self._left.addWidget(self.table, 1)
        self.preview = PdfView("Letter", empty="Each letter stands here when they are made.")
        column.addWidget(TallPanes(left, self.preview), 1)
        QShortcut(QKeySequence("Esc"), self, self.go.back)
        self._allow()

    def _show(self, found: dict[str, Template]) -> None:
        self.templates = {each.code: each for each in fitting(list(found.values()), street=not self.people)}
        self.choice.set_choices([(each.code, each.title) for each in self.templates.values()])
        if self._first in self.templates:
            self.choice.set_value(self._first)
            self._choose()

    def _choose(self) -> None:
        code = str(self.choice.value() or "")
        if self.editor is not None:
            self.editor.keeper.save_now()
            self.editor.deleteLater()
            self.editor = None
        self._forget()
        template = self.templates.get(code)
        if template is None:
            return
        self.editor = self._editor(template)
        self._left.insertWidget(1, self.editor, 1)
        self.editor.look_for_draft()
        self._allow()

    def _editor(self, template: Template) -> Editor:
        form, code = Form(), template.code
        if code == LEAFLET:
            form.add("street", TextField("&Street, or postcode", "Every home of it that this office knows."))
        for each in template.asks:
            form.add(f"asked-{each.name}", ask_field(each, self.desk.clock.today(), ()))
        form.changed.connect(self._forget)
        form.save_asked.connect(self.prepare)
        to = f"people-{'-'.join(map(str, self.people))}" if self.people else f"case-{self.case_id}"
        return Editor(self.desk, form, f"mailing:{to}:{code}", lambda: f"{template.title}, to many")

    def _forget(self) -> None:
        """Something changed: what was made no longer holds."""
        if self.letters or self.filed:
            self.letters, self.filed = (), ()
            self.table.show_lines([])
            self.preview.show_bytes(b"")
        self._allow()

    def _start(self) -> None:
        self._busy = True
        self.banner.show_words("")
        self._allow()

    def _wait(self, words: str, job: Job) -> None:
        """Show the job with its Cancel, unless it is over already."""
        if self._busy:
            self.bar.start(words, job.cancel)

    def _ended(self) -> None:
        self._busy = False
        self.bar.stop()
        self._allow()

    def _made(self, letters: tuple[Letter, ...]) -> None:
        self.letters = letters
        self._ended()
        self.table.show_lines(
            [Line((each.target.words, each.why or "Will be filed"), "alert" if each.why else "") for each in letters]
        )
        out = sum(bool(each.why) for each in letters)
        nobody = "Nobody is there to whom this letter can go."
        can = len(letters) - out
        words = f"{can} {'letter' if can == 1 else 'letters'} can be filed, {_left_out(out)}." if letters else nobody
        self.banner.show_words(words, "alert" if out or not letters else "info")
        if letters:
            self.table.setCurrentCell(0, 0)
            self._look_at(0)

    def _look_at(self, row: int) -> None:
        if not 0 <= row < len(self.letters):
            return
        made = self.letters[row].prepared
        self.preview.show_bytes(made.pdf if made else b"")
        if made:
            self.preview.show_marks(marks_of(made.stopping))

    def _file(self) -> None:
        self._start()
        job = self.desk.heavy(
            work.file_letters, self.letters,
            then=self._sealed, failed=self._failed, progress=self.bar.progress, page=self,
        )  # fmt: skip
        self._wait("Filing the letters…", job)

    def _sealed(self, filed: Filed) -> None:
        self.filed, self.letters = filed.documents, ()
        self._ended()
        self.banner.show_words(told_of(filed), "alert" if filed.waiting or filed.left_out else "good")
        if self.editor is not None and not filed.waiting and not filed.left_out:
            self.editor.keeper.finished()

    def _print(self, whole: bytes) -> None:
        self._ended()
        print_bytes(self, whole, f"{len(self.filed)} letters", self._printed, kind=PaperKind.LETTER, copies=1)

    def _printed(self) -> None:
        self.desk.do(note_all_printed, self.filed, failed=self._trouble, page=self)
        self.go.say(f"{len(self.filed)} letters printed, and noted.")

    def _failed(self, error: AsbdeskError) -> None:
        self._ended()
        words = "Stopped. Nothing was filed." if isinstance(error, Cancelled) else str(error)
        self.banner.show_words(words, "info" if isinstance(error, Cancelled) else "alert")

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")

    def _allow(self) -> None:
        can = may(self.desk.who.role, "file_document") and not self._busy
        self.prepare_button.setEnabled(self.editor is not None and not self._busy)
        self.file_button.setEnabled(can and any(not letter.why for letter in self.letters))
        self.print_button.setEnabled(bool(self.filed) and not self._busy)


def _left_out(many: int) -> str:
    return f"{many} {'is' if many == 1 else 'are'} left out"
