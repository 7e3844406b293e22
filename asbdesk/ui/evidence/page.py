"""One exhibit: the file itself, its seal, and through whose hands it went."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from asbdesk.clock import LONDON
from asbdesk.domain import office_only
from asbdesk.domain.casework import Reader
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError, Cancelled, DamagedOffice
from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries.evidence import ExhibitPage as ExhibitFacts
from asbdesk.services import evidence
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.evidence import copying, state, work
from asbdesk.ui.evidence.add import ChangeExhibitDialog
from asbdesk.ui.evidence.moving import MoveDialog
from asbdesk.ui.evidence.preview import Preview
from asbdesk.ui.kit.facts import Facts, emptied, link
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page

_NARROW = 110
"""A page of fewer characters than this puts the facts beneath the preview."""


class ExhibitPage(Page):
    """Opening it reads the whole file and checks its seal; only then is anything of it shown."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "evidence"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"exhibit", "exhibit_movement", "exhibit_incident", "incident", "redaction"}
    )

    def __init__(self, desk: Desk, go: Go, exhibit_id: int, edit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.exhibit_id = exhibit_id
        self.exhibit: ExhibitFacts | None = None
        self.job: Job | None = None
        self._looked = False
        self._edit_at_once = edit
        self._build()

    def title(self) -> str:
        return state.heading(self.exhibit) if self.exhibit else "Exhibit"

    def refresh(self) -> None:
        self.desk.ask(evidence_queries.exhibit, self.exhibit_id, then=self._show, failed=self._gone, page=self)

    def leave(self) -> bool:
        if self.job is not None:
            self.job.cancel()
        self.preview.clear()
        self._looked = False
        return True

    # what the buttons do

    def save_copy(self) -> None:
        """Ask for whom and where to, let the guard read it, and write it there."""
        if self.exhibit is not None:
            copying.CopyDialog(self, self.exhibit.mark, self._choose_where).open()

    def add_line(self) -> None:
        """A line of the continuity log."""
        if self.exhibit is not None:
            MoveDialog(self, self.desk, self.exhibit).open()

    def change(self) -> None:
        """Put right what is said of it."""
        if self.exhibit is not None:
            ChangeExhibitDialog(self, self.desk, self.exhibit).open()

    def discard(self) -> None:
        """It was added by mistake."""
        if self.exhibit is None:
            return
        ask.ask_text(
            self, f"Take {self.exhibit.mark} out?", "&Why it was added by mistake", self._discard, lines=True,
            words="The file is deleted from the office. Its mark is never given again, and the audit keeps that it was "
            "here. This cannot be undone.", yes="&Take it out",
        )  # fmt: skip

    def _paper(self, code: str) -> None:
        from asbdesk.ui.evidence.paper_dialog import show_exhibit_paper

        if self.exhibit is not None:
            show_exhibit_paper(self, self.desk, code, self.exhibit_id)

    def _log(self, redaction_id: int) -> None:
        from asbdesk.ui.evidence.paper_dialog import show_redaction_log

        show_redaction_log(self, self.desk, redaction_id)

    # inside

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        paper = QWidget()
        outer.addWidget(scrolled(paper))
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self.head = PageHead("Exhibit")
        self.pill = self.head.add_pill(Pill())
        self.copy_button = self.head.add_action(button("Save a &copy…", self.save_copy, kind="primary"))
        self.sheet_button = self.head.add_action(button("Exhibit &sheet…", lambda: self._paper("exhibit-sheet")))
        self.redact_button = self.head.add_action(button("&Redact…", lambda: self.go("redact", self.exhibit_id)))
        self.change_button = self.head.add_action(button("C&hange…", self.change))
        self.discard_button = self.head.add_action(button("&Take out…", self.discard))
        column.addWidget(self.head)
        self.banner, self.bar = Banner(), JobBar()
        self.trouble = Banner()
        for each in (self.banner, self.trouble, self.bar):
            column.addWidget(each)
        self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._two.setSpacing(theme.gap(3))
        self.preview = Preview(self.desk.office)
        file_card, self.facts_card, self.log_card = Card("The file"), Card("About it"), Card("Continuity")
        file_card.body.addWidget(self.preview, 1)
        self._facts = QVBoxLayout()
        self.facts_card.body.addLayout(self._facts)
        self.log = ShortTable("Continuity log", ("When", "Who has it", "Why", "Noted by"), (20, 20, 0, 16), whole=True)
        self.log_card.body.addWidget(self.log)
        self.move_button = button("&Add a line…", self.add_line, kind="link")
        self.log_card.add_action(button("Print the &log…", lambda: self._paper("continuity-log"), kind="link"))
        self.log_card.add_action(self.move_button)
        self._two.addWidget(file_card, 3)
        self._two.addWidget(self.facts_card, 2)
        column.addLayout(self._two, 1)
        column.addWidget(self.log_card)
        QShortcut(QKeySequence("Esc"), self, self.go.back, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for each in (self.pill, *self._acts()):
            each.hide()

    def _show(self, exhibit: ExhibitFacts) -> None:
        self.exhibit = exhibit
        self.head.title.setText(state.heading(exhibit))
        self.head.words.setText(state.words_beneath(exhibit))
        unopened = exhibit.opened_at is None
        self.pill.show_words("Unopened" if unopened else "Opened", "info" if unopened else "quiet")
        self.pill.show()
        self.trouble.show_words(exhibit.trouble, "info")
        self._show_facts(exhibit)
        self.log.show_lines([Line(cells) for cells in state.movement_cells(exhibit.movements)])
        allowed = state.deeds(self.desk.who.role)
        for made, deed in (
            (self.copy_button, "save"), (self.change_button, "change"), (self.discard_button, "discard"),
            (self.move_button, "move"),
        ):  # fmt: skip
            made.setVisible(deed in allowed)
        self.redact_button.setVisible("change" in allowed and state.can_be_redacted(exhibit))
        if not self._looked:
            self._look(exhibit)
        if self._edit_at_once:
            self._edit_at_once = False
            self.change()

    def _acts(self) -> tuple[QWidget, ...]:
        return (self.copy_button, self.redact_button, self.change_button, self.discard_button, self.move_button)

    def _show_facts(self, exhibit: ExhibitFacts) -> None:
        column, facts = emptied(self._facts), Facts()
        facts.add_widget("Case", link(exhibit.case_reference, lambda: self.go("case", exhibit.case_id)))
        facts.add("Mark", exhibit.mark)
        facts.add("Produced by", exhibit.shown)
        facts.add("Received", show_date(exhibit.received_on))
        facts.add("From", exhibit.received_from)
        facts.add("Made", show_date(exhibit.made_on) if exhibit.made_on else "")
        facts.add("File", exhibit.file_name)
        facts.add("Is", exhibit.media_type)
        facts.add("Opened", state.opened_words(exhibit, _local(exhibit.opened_at)))
        for each in exhibit.incidents:
            words = f"{each.when}: {each.what}"
            facts.add_widget("Shows", link(words, lambda number=each.id: self.go("incident", number)))
        for row in exhibit.redactions:
            other = row.original_id if row.copy_id == exhibit.id else row.copy_id
            label = "Redacted from" if row.copy_id == exhibit.id else "Redacted copy"
            facts.add_widget(label, link(state.redaction_words(row, exhibit.id), lambda n=other: self.go("exhibit", n)))
            facts.add_widget("", link(f"Redaction log of {row.copy}", lambda n=row.id: self._log(n)))
        facts.add("Seal", state.seal_groups(exhibit.sha256))
        column.addWidget(facts)
        column.addWidget(theme.muted("The seal (SHA-256) is checked each time the exhibit is opened.", wrap=True))
        column.addStretch(1)

    def _look(self, exhibit: ExhibitFacts) -> None:
        self._looked = True
        self.preview.say("")
        self._start(
            f"Checking {exhibit.mark} against its seal…", work.look, (exhibit.id, exhibit.media_type, exhibit.size),
            lambda shown: self._seen(exhibit, shown), self._not_seen,
        )  # fmt: skip

    def _seen(self, exhibit: ExhibitFacts, shown: work.Shown) -> None:
        self.preview.show_file(exhibit, shown)
        self.desk.do(evidence.note_opened, exhibit.id, failed=self._trouble, page=self)

    def _not_seen(self, error: AsbdeskError) -> None:
        self.preview.clear()
        if isinstance(error, Cancelled):
            self.preview.say("Stopped before the seal was checked. Leave and come back to see it.")
            return
        self.preview.say("Nothing of this file is shown." if isinstance(error, DamagedOffice) else "")
        self._trouble(error)

    def _choose_where(self, reader: Reader | None) -> None:
        if self.exhibit is not None:
            name = state.copy_name(self.exhibit)
            name = office_only.file_name(name) if reader is None else name
            ask.save_file(self, "Save a copy", name, "All files (*)", then=lambda path: self._save(path, reader))

    def _save(self, path: Path, reader: Reader | None) -> None:
        if reader is None:
            self._write(work.save_copy, (self.exhibit_id, path), path)
            return

        def give(reason: str) -> None:
            self._write(work.give_copy, (self.exhibit_id, path, reader, reason), path)

        self._start(
            "The guard reads the copy…", work.look_at_copy, (self.exhibit_id, reader, path.name),
            lambda looked: copying.after_the_guard(self, self.desk, looked, path, give), self._trouble,
        )  # fmt: skip

    def _write(self, function, args: tuple, path: Path) -> None:
        told = f"Saved as {path.name}. This copy is not encrypted."
        self._start("Writing a copy…", function, args, lambda _none: self.go.say(told), self._trouble)

    def _discard(self, why: str) -> None:
        case_id = self.exhibit.case_id if self.exhibit else 0
        self.preview.clear()
        self._start(
            "Taking it out…",
            work.discard,
            (self.exhibit_id, why),
            lambda _none: self.go("exhibits", case_id),
            self._trouble,
        )

    def _start(self, words: str, function, args: tuple, then, failed) -> None:
        """A heavy job with the bar; the callbacks may come before ``heavy`` returns."""
        self.banner.show_words("")
        self.bar.start(words, lambda: self.job and self.job.cancel())
        ended: list[bool] = []

        def end(call) -> None:
            ended.append(True)
            self.job = None
            self.bar.stop()
            call()

        job = self.desk.heavy(
            function, *args, then=lambda answer: end(lambda: then(answer)),
            failed=lambda error: end(lambda: failed(error)), progress=self.bar.progress, page=self,
        )  # fmt: skip
        if not ended:
            self.job = job

    def _gone(self, error: AsbdeskError) -> None:
        self.preview.clear()
        for each in self._acts():
            each.hide()
        self._trouble(error)

    def _trouble(self, error: AsbdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.banner.show_words(str(error), "alert")

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        self._two.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def _local(moment: datetime | None) -> datetime | None:
    """A moment as the wall clock showed it."""
    return moment.astimezone(LONDON) if moment else None
