"""The import page: choose a file, see how it was read, check what would come of it, take it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.imports import Holds
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.kinds import holds
from asbdesk.importers.run import Imported
from asbdesk.importers.staging import Checkup
from asbdesk.queries.imports import StageRow
from asbdesk.services.staging import decide
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.imports import work
from asbdesk.ui.imports.columns import ColumnsCard
from asbdesk.ui.imports.kinds import KeepDialog, KindsCard
from asbdesk.ui.imports.outcome import CheckedCard, DoneCard
from asbdesk.ui.imports.past import PastCard, ask_where, saved_words
from asbdesk.ui.imports.people import PeopleColumnsCard
from asbdesk.ui.imports.reading import ReadingCard
from asbdesk.ui.imports.state import Chosen, Corrections, Step, mapping_now, step_words, what_is_missing
from asbdesk.ui.imports.waiting import WaitingCard
from asbdesk.ui.imports.words import earlier_words, import_words
from asbdesk.ui.kit.layout import Flow, scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.page import Go, Page

_KINDS = "Tables (*.csv *.tsv *.tab *.txt *.xlsx *.xls *.json);;All files (*)"
_SHOW = {Holds.INCIDENTS: "inci&dents", Holds.PEOPLE: "p&eople", Holds.ADDRESSES: "a&ddresses"}


class ImportPage(Page):
    """One file at a time. Long work runs in the background; the page stays as it is meanwhile."""

    rail = "incidents"
    shows = frozenset({"import_batch", "import_mapping", "import_stage", "incident"})
    help_topic = "import"

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.step = Step.FILE
        self.chosen: Chosen | None = None
        self.checkup: Checkup | None = None
        self._imported_as: Imported | None = None
        self._path: Path | None = None
        self._job: Job | None = None
        self._asked = 0
        self._fresh = False
        self.setAcceptDrops(True)
        self.head = PageHead("Import incidents")
        self.banner = Banner()
        self.bar = JobBar()
        self.reading = ReadingCard()
        self.columns = ColumnsCard(lambda: desk.clock.now().replace(tzinfo=None))
        self.people_columns = PeopleColumnsCard()
        self.checked = CheckedCard()
        self.done = DoneCard()
        self.past = PastCard(desk)
        self.waiting = WaitingCard(desk)
        self.kinds = KindsCard(desk)
        self.missing = theme.Text("", "alert", wrap=True)
        self._make_buttons()
        self._lay_out()
        self._join()
        self._show_step()

    def title(self) -> str:
        return "Import incidents"

    def refresh(self) -> None:
        self.past.refresh()
        self.waiting.refresh()
        self.kinds.refresh()

    def choose_file(self) -> None:
        """Ask for a file."""
        ask.choose_file(self, "Choose a file to import", _KINDS, self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a file that was chosen or dropped."""
        self._path, self.chosen, self.checkup, self._fresh = path, None, None, True
        self.reading.begin()
        self._read(Corrections())

    def check(self) -> None:
        """The dry run."""
        if self.chosen is not None and not what_is_missing(self.chosen):
            self._run("Checking the rows…", work.check_file, self.chosen, then=self._checked)

    def take_in(self) -> None:
        """The import."""
        if self.checkup is not None and self.checked.may_take_in():
            words, decisions = f"Taking the {self.checkup.holds.value} in…", self.checked.doubles.decisions
            self._run(words, work.take_in, self.checkup, dict(decisions), then=self._imported)

    def take_up(self, stage: StageRow) -> None:
        """Go on with a file that was checked before and waits."""
        self.chosen, self._path = None, Path(stage.file_name)
        self._run(f"Reading “{stage.file_name}”…", work.take_up, stage.id, then=self._checked)

    def step_back(self) -> None:
        """Esc: stop what runs, else one step back, else leave."""
        if self._job is not None:
            self._job.cancel()
        elif self.step is Step.CHECKED and self.chosen is not None:
            self._turn(Step.COLUMNS)
        else:
            self.go.back()

    # what the parts of the page say

    def _read(self, said: Corrections) -> None:
        if self._path is not None:
            self.chosen = None
            self._run(f"Reading “{self._path.name}”…", work.read_file, self._path, said, then=self._show_file)

    def _judge(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self._run("Reading the column…", work.judged, chosen, then=self._show_file)

    def _take_profile(self, code: str) -> None:
        if self.chosen is not None:
            self._run("Reading the file…", work.take_profile, self.chosen, code, then=self._show_file)

    def _take_dates(self, chosen: DateFormat | None) -> None:
        if self.chosen is not None:
            self._change(replace(self.chosen, date_format=chosen))

    def _change(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.reading.show_file(chosen)
        self.columns.show_file(chosen)
        self.people_columns.show_file(chosen)
        self._buttons_for()

    def _show_file(self, chosen: Chosen) -> None:
        self._change(chosen)
        if self._fresh:
            self._fresh = False
            self._turn(Step.COLUMNS)
            self.reading.focus_first()
        self._show_step()
        if chosen.earlier is not None:
            self.banner.show_words(earlier_words(chosen.earlier), "info")

    def _checked(self, checkup: Checkup) -> None:
        self.checkup, self._imported_as = checkup, None
        self.checked.show_checkup(checkup)
        self._turn(Step.CHECKED)
        if checkup.earlier is not None and checkup.known:
            self.banner.show_words(earlier_words(checkup.earlier), "info")
        (self.import_button if self.import_button.isEnabled() else self.back_button).setFocus()

    def _imported(self, imported: Imported) -> None:
        self._imported_as = imported
        self.done.show_imported(imported)
        self._turn(Step.DONE)
        self.past.refresh()
        self.waiting.refresh()
        self.show_button.setFocus()

    def _decided(self, decisions: dict[int, int]) -> None:
        if self.checkup is not None:
            self.desk.do(decide, self.checkup.stage_id, dict(decisions), page=self)

    def _save_refused(self) -> None:
        done, checkup = self._imported_as, self.checkup
        if self._path is None or checkup is None:
            return

        def write(target: Path) -> None:
            how, number = (
                (work.write_refused_of_batch, done.batch_id) if done
                else (work.write_refused_of_stage, checkup.stage_id)
            )  # fmt: skip
            self._run(
                "Writing the refused rows…", how, target, number,
                then=lambda number: self.go.say(saved_words(number, target)),
            )  # fmt: skip

        ask_where(self, self._path.name, write)

    def _keep(self) -> None:
        if self.chosen is not None:
            KeepDialog(self, self.desk, self.chosen, self.go.say).open()

    # work in the background

    def _run(self, words: str, function: Callable[..., Any], *args: Any, then: Callable[[Any], None]) -> None:
        """One job at a time: a newer one stops the older, whose answer no longer counts."""
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        asked = self._asked

        def done(answer: Any) -> None:
            if asked == self._asked:
                self._ended()
                then(answer)

        def failed(error: AsbdeskError) -> None:
            if asked == self._asked:
                self._ended()
                self._show_trouble(error)

        def progress(done_: int, total: int, words: str) -> None:
            if asked == self._asked and self._job is not None:
                self.bar.progress(done_, total, words)

        self.banner.show_words("")
        self.bar.start(words, self._cancel)
        self._buttons_for(busy=True)
        job = self.desk.heavy(function, *args, then=done, failed=failed, progress=progress, page=self)
        if asked == self._asked and self.bar.isVisibleTo(self):
            self._job = job

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.bar.stop()
        self._buttons_for()

    def _show_trouble(self, error: AsbdeskError) -> None:
        if self._fresh and self.chosen is None:  # what is shown is of a file before this one
            self._turn(Step.FILE)
        self.banner.show_words(str(error), "info" if isinstance(error, Cancelled) else "alert")

    # what is shown

    def _turn(self, step: Step) -> None:
        self.step = step
        self.banner.show_words("")
        self._show_step()
        self.area.verticalScrollBar().setValue(0)

    def _holds(self) -> Holds:
        """What the rows in hand are."""
        if self.step in (Step.CHECKED, Step.DONE) and self.checkup is not None:
            return self.checkup.holds
        return holds(mapping_now(self.chosen)) if self.chosen is not None else Holds.INCIDENTS

    def _show_step(self) -> None:
        step = self.step
        self.head.words.setText(step_words(step, self._path.name if self._path else ""))
        self.file_card.setVisible(step is Step.FILE)
        self.reading.setVisible(step is Step.COLUMNS)
        people = self.chosen is not None and self.chosen.people is not None
        self.head.title.setText(f"Import {self._holds().value}")
        self.columns.setVisible(step is Step.COLUMNS and self.chosen is not None and not people)
        self.people_columns.setVisible(step is Step.COLUMNS and people)
        self.checked.setVisible(step is Step.CHECKED)
        self.done.setVisible(step is Step.DONE)
        self.waiting.show_for(step)
        self.kinds.show_for(step)
        self._buttons_for()

    def _buttons_for(self, *, busy: bool = False) -> None:
        step, missing, checkup = self.step, what_is_missing(self.chosen), self.checkup
        self.check_button.setVisible(step is Step.COLUMNS)
        self.check_button.setEnabled(not busy and not missing)
        self.missing.setText(missing if step is Step.COLUMNS else "")
        self.missing.setVisible(bool(self.missing.text()))
        self.import_button.setVisible(step is Step.CHECKED)
        self.import_button.setEnabled(not busy and checkup is not None and self.checked.may_take_in())
        if checkup is not None:
            self.import_button.setText(import_words(checkup))
        self.back_button.setVisible(step is Step.CHECKED and self.chosen is not None)
        self.keep_button.setVisible(step is Step.COLUMNS)
        self.keep_button.setEnabled(not busy and self.chosen is not None)
        self.back_button.setEnabled(not busy)
        refused = checkup is not None and checkup.report.refused > 0
        self.refused_button.setVisible(step in (Step.CHECKED, Step.DONE) and refused)
        self.refused_button.setEnabled(not busy)
        self.show_button.setVisible(step is Step.DONE)
        self.show_button.setText(f"Show the {_SHOW[self._holds()]}")
        self.other_button.setVisible(step is not Step.FILE)
        self.other_button.setEnabled(not busy)
        self._foot.setVisible(step is not Step.FILE)

    def _make_buttons(self) -> None:
        self.choose_button = button("Choose a &file…", self.choose_file, kind="primary", icon_name="file-import")
        allowed = may(self.desk.who.role, "import")
        self.choose_button.setEnabled(allowed)
        self.setAcceptDrops(allowed)
        self.check_button = button("C&heck", self.check, kind="primary")
        self.import_button = button("&Import", self.take_in, kind="primary")
        self.show_button = button("&Show", lambda: self.go(self._holds().value), kind="primary")
        self.refused_button = button("&Save the refused rows…", self._save_refused)
        self.keep_button = button("&Keep for files like it…", self._keep)
        self.back_button = button("&Back to the columns", lambda: self._turn(Step.COLUMNS))
        self.other_button = button("Choose an&other file…", self.choose_file)

    def _join(self) -> None:
        self.reading.read_again.connect(self._read)
        self.people_columns.judge.connect(self._judge)
        self.people_columns.changed.connect(self._change)
        self.reading.profile_chosen.connect(self._take_profile)
        self.reading.dates_chosen.connect(self._take_dates)
        self.columns.changed.connect(self._change)
        self.columns.judge.connect(self._judge)
        self.past.said.connect(self.go.say)
        self.waiting.said.connect(self.go.say)
        self.waiting.taken_up.connect(self.take_up)
        self.kinds.said.connect(self.go.say)
        self.checked.said.connect(self._buttons_for)
        self.checked.decided.connect(self._decided)
        QShortcut(QKeySequence("Esc"), self, self.step_back)

    def _lay_out(self) -> None:
        self.file_card = Card("The file")
        words = (
            "A list of incidents, people or addresses from the police, a landlord or another agency: CSV, TSV, Excel "
            "or the police's JSON. Choose it, or drop it on this page. Nothing is changed before you say so."
        )
        if not may(self.desk.who.role, "import"):
            words = "Your role may look at imports, not make them. A caseworker can."
        self.file_card.body.addWidget(theme.Text(words, wrap=True))
        holder = QWidget()
        Flow(holder).addWidget(self.choose_button)
        self.file_card.body.addWidget(holder)
        self._foot = QWidget()
        flow = Flow(self._foot)
        for each in (
            self.check_button, self.import_button, self.show_button, self.back_button, self.keep_button,
            self.refused_button, self.other_button,
        ):  # fmt: skip
            flow.addWidget(each)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.gap(2), theme.gap(4))
        column.setSpacing(theme.gap(4))
        for widget in (
            self.file_card, self.reading, self.columns, self.people_columns, self.checked, self.done, self.waiting,
            self.kinds, self.past,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self.area = scrolled(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap(3))
        for widget in (self.head, self.banner, self.bar):
            outer.addWidget(widget)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.missing)
        outer.addWidget(self._foot)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))
