"""The three-year audit: the paper that prints, is saved and filed; beside it each figure, which opens its list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.domain.sharing import RECORDS
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.reports.three_years import rows
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.insight import returns_state
from asbdesk.ui.insight import three_years_state as state
from asbdesk.ui.insight.paper_page import export_button, print_shown
from asbdesk.ui.insight.three_years_work import WHAT, Choice, Made, keep, look, make, save
from asbdesk.ui.kit.fields import ChoiceField, Choices, LongTextField, as_pairs
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import Flow, scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


class ThreeYearsPage(Page):
    """The finished bytes are read once more, with everybody in mind, before they are printed, saved or filed."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "three-years"
    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "incident", "case", "case_party", "contract", "application", "court_order", "mediation", "case_review",
            "case_clock", "case_cost", "satisfaction_survey", "target", "plan_action", "target_review", "office_figure",
            "boundary_set", "office_rule", "submitted_return",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.made: Made | None = None
        self._asked = 0
        self._rows: tuple[state.Shown, ...] = ()
        self._job: Job | None = None
        self.head = PageHead("Three-year audit")
        self.view = PdfView("Three-year audit", empty="The audit is being counted.")
        self.head.add_action(export_button(self, WHAT, lambda: rows(self.made.found) if self.made else []))
        self.saver = self.head.add_action(button("&Save as PDF…", self.save))
        self.saver.setEnabled(may(desk.who.role, "export"))
        self.printer = self.head.add_action(button("&Print…", self.print_it, icon_name="printer-outline"))
        self.filer = self.head.add_action(button("Fi&le…", self.file))
        self.filer.setVisible(may(desk.who.role, "submit"))
        self.banner, self.bar = Banner(), JobBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        for part in (self.head, self.banner, self.bar):
            column.addWidget(part)
        column.addWidget(scrolling(self._choices(), TallPanes(self.view, scrolled(self._beside()), (3, 2))), 1)
        self.setFocusProxy(self.years)

    def title(self) -> str:
        return "Three-year audit"

    def refresh(self) -> None:
        self._asked += 1
        number = self._asked
        if self._job is not None:
            self._job.cancel()
        choice = Choice(self.years.value(), self.records.value() or "own", self.areas.value())
        self._run(make, choice, words="The years are being counted.", then=lambda made: self._show(made, number))

    def leave(self) -> bool:
        if self._job is not None:
            self._job.cancel()
        return True

    def print_it(self) -> None:
        """Print what is shown, once it has been read."""
        if self.made is not None:
            self._run(look, self.made, words="", then=lambda _: print_shown(self, self.view, WHAT))

    def save(self) -> None:
        """Ask where to."""
        if self.made is not None:
            name = f"{WHAT} {self.made.found.wanted.period.words} {show_date(self.desk.clock.today())}.pdf"
            ask.save_file(self, "Save the audit", name, "PDF (*.pdf)", self.save_to)

    def save_to(self, path: Path) -> None:
        """Look, then write."""
        if self.made is not None:
            self._run(save, self.made, path, words="", then=lambda name: self.go.say(f"The audit is in {name}."))

    def file(self) -> None:
        """Ask once more, then keep it for ever."""
        if self.made is not None:
            FileDialog(self, self.made).open()

    def file_with(self, note: str, draft_key: str) -> None:
        """Look, then file, then open what was filed."""
        if self.made is not None:
            self._run(keep, self.made, note, draft_key, words="", then=lambda number: self.go("return", number))

    # inside

    def _choices(self) -> QWidget:
        self.years = ChoiceField("&Years", ())
        self.records = ChoiceField("&Records", RECORDS)
        self.areas = ChoiceField("Are&as", ())
        row = QWidget()
        flow = Flow(row, spacing=theme.gap(3))
        for field in (self.years, self.records, self.areas):
            field.box.setMinimumContentsLength(20)
            flow.addWidget(field)
            field.changed.connect(self.refresh)
        return row

    def _beside(self) -> QWidget:
        self.part = ChoiceField("Figures &of", ())
        self.part.changed.connect(self._show_part)
        titles = ("Figure", "Number", "On the paper")
        self.figures = ShortTable("Figures", titles, (0, 10, 13), whole=True, one_click=True)
        self.figures.opened.connect(self._open)
        self.method = theme.muted(wrap=True)
        figures = Card("Figures")
        figures.body.addWidget(self.part)
        figures.body.addWidget(theme.muted("A row opens the list behind it.", wrap=True))
        figures.body.addWidget(self.figures)
        figures.body.addWidget(self.method)
        self.filed = ShortTable("Filed", ("Years", "When", "By"), (0, 13, 16), whole=True, one_click=True)
        self.filed.opened.connect(self._open_filed)
        self.none = theme.muted("None yet. A filed audit is kept as it was, whatever is changed later.", wrap=True)
        filed = Card("Filed")
        filed.body.addWidget(self.none)
        filed.body.addWidget(self.filed)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        for card in (filed, figures):
            column.addWidget(card)
        column.addStretch(1)
        return side

    def _run(self, work: Callable[..., object], *args: object, words: str, then: Callable[..., object]) -> None:
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            self._job = None
            self.bar.stop()

        def failed(error: AsbdeskError) -> None:
            end()
            if not isinstance(error, Cancelled):
                self.banner.show_words(str(error), "alert")

        def done(answer: object) -> None:
            end()
            self.banner.show_words("")
            then(answer)

        said = words or "The finished paper is read once more."
        self.bar.start(said, lambda: self._job and self._job.cancel())
        job = self.desk.heavy(work, *args, then=done, failed=failed, progress=self.bar.progress, page=self)
        if not ended:
            self._job = job

    def _show(self, made: Made, number: int) -> None:
        if number != self._asked:  # another choice was made meanwhile
            return
        self.made = made
        found, today = made.found, self.desk.clock.today()
        refill(self.years, state.period_pairs(made.periods), found.wanted.period.start.isoformat())
        refill(self.areas, state.set_pairs(made.sets), str(found.wanted.set_id or ""))
        self.areas.setVisible(bool(made.sets))
        parts = state.part_pairs(found)
        before = self.part.value()
        refill(self.part, parts, before if before in dict(parts) else parts[0][0])
        self.head.words.setText(state.words(found, today))
        self.view.show_bytes(made.pdf)
        self.filer.setEnabled(found.wanted.period.end < today)
        self.filed.show_lines([Line(returns_state.submitted_cells(each)) for each in made.filed])
        self.filed.setVisible(bool(made.filed))
        self.none.setVisible(not made.filed)
        self._show_part()

    def _show_part(self) -> None:
        part = self.made.found.part(self.part.value() or "") if self.made else None
        self._rows = state.shown(part) if part else ()
        self.figures.show_lines([state.line(each) for each in self._rows])
        self.method.setText(part.method if part else "")

    def _open(self, row: int) -> None:
        each = self._rows[row]
        if each.cell.ids and each.opens:
            self.go(each.opens, ids=each.cell.ids, about=each.label)
        else:
            self.go.say(f"{each.label}: nothing is behind this.")

    def _open_filed(self, row: int) -> None:
        if self.made is not None:
            self.go("return", self.made.filed[row].id)


class FileDialog(FormDialog):
    """What is filed, once more; a note goes with it."""

    def __init__(self, page: ThreeYearsPage, made: Made) -> None:
        self.page = page
        form = Form()
        form.add("note", LongTextField("&Note", "It is kept with the audit: to whom it went.", lines=3))
        period = made.found.wanted.period
        self._key = state.FILE_KEY.format(period.start.year)
        super().__init__(
            page, page.desk, f"File the audit of {period.words}",
            "The paper, its figures and the lists behind them are kept as they are now; nothing that is changed later "
            "moves them. It is read once more first, and not filed where it names somebody.",
            form=form, key=self._key,
            draft=lambda: f"Filing the audit of {period.words}", yes="&File it",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            note = self.form.value()["note"]
            self.accept()
            self.page.file_with(note, self._key)


def refill(field: ChoiceField, pairs: Choices, value: str) -> None:
    """Other choices, one of them chosen, and nobody told."""
    field.box.blockSignals(True)
    field.box.clear()
    for each, words in as_pairs(pairs):
        field.box.addItem(words, each)
    field.set_value(value)
    field.box.blockSignals(False)
