"""The tab *Bundle*: what goes before the court in which order, what is held back, and both sets made in one step."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may as is_allowed
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries.bundle import BundlePage, BundleRow, bundle_page
from asbdesk.queries.orders import ApplicationPage
from asbdesk.services import bundles
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Changed, Job, Task
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.orders import bundle_state as state
from asbdesk.ui.orders.tab import Tab


class BundleTab(Tab):
    """Enter on a row opens the paper or the exhibit."""

    words = "&Bundle"
    help_topic = "bundle"

    def __init__(self, desk: Any, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.page: ApplicationPage | None = None
        self.found: BundlePage | None = None
        self.job: Job | None = None
        self.words_above = theme.Text(wrap=True)
        self.make_button = button("&Make the bundle", self.make, kind="primary")
        self.hold_button = button("H&old back…", self.hold)
        self.put_button = button("Put &in", self.put_in)
        self.redact_button = button("Re&dact…", self.redact)
        self.open_button = button("O&pen", self.open)
        line = QWidget()
        flow = Flow(line)
        for each in (self.make_button, self.open_button, self.redact_button, self.hold_button, self.put_button):
            flow.addWidget(each)
        self.bar = JobBar()
        self.table = ShortTable("What goes into the bundle", state.TITLES, (22, 0, 14, 34), whole=True, lines=3)
        self.table.opened.connect(lambda _row: self.open())
        self.table.currentCellChanged.connect(lambda *_places: self._allow())
        self.card = Card("Made and filed")
        self._made = QVBoxLayout()
        self.card.body.addLayout(self._made)
        for part in (self.words_above, line, self.bar, self.table, self.card):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._allow()

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.page = page
        self.desk.ask(bundle_page, page.id, self.desk.clock.today(), then=self._show, failed=self.trouble, page=self)

    def leave(self) -> None:
        if self.job is not None:
            self.job.cancel()

    @property
    def row(self) -> BundleRow | None:
        """What is chosen."""
        place = self.table.currentRow()
        return self.found.rows[place] if self.found and 0 <= place < len(self.found.rows) else None

    def make(self) -> None:
        """Build both sets in the background, compare them, and file them."""
        if self.page is None or self.job is not None:
            return
        self.make_button.setEnabled(False)
        self.bar.start("Making the bundle…", lambda: self.job and self.job.cancel())
        ended: list[bool] = []

        def end(call: Any) -> None:
            ended.append(True)
            self.job = None
            self.bar.stop()
            self._allow()
            call()

        job = self.desk.heavy(
            make_bundle, self.page.id, then=lambda made: end(lambda: self._done(made)),
            failed=lambda error: end(lambda: self._failed(error)), progress=self.bar.progress, page=self,
        )  # fmt: skip
        if not ended:
            self.job = job

    def hold(self) -> None:
        """Unused or sensitive: ask why, and keep it out."""
        row, page = self.row, self.page
        if row is None or page is None:
            return
        ask.ask_text(
            self, f"Hold {row.label} back?", "&Why", lambda why: self.do(bundles.hold_back, page.id, row.key, why),
            words="It goes into neither set, and stays on the list of what is held back. A reason that begins with "
            "“Sensitive” puts it under sensitive material there.",
            yes="&Hold it back",
        )  # fmt: skip

    def put_in(self) -> None:
        """It goes in after all."""
        if self.row is not None and self.page is not None:
            self.do(bundles.put_in, self.page.id, self.row.key)

    def open(self) -> None:
        """The paper or the exhibit itself."""
        if self.row is not None:
            self.go(*state.target(self.row))

    def redact(self) -> None:
        """Its page for redacting."""
        if self.row is not None:
            kind, number = state.target(self.row)
            self.go("redact", number, kind=kind)

    # inside

    def _show(self, found: BundlePage) -> None:
        self.found = found
        self.words_above.setText(state.above(found))
        self.table.show_lines(state.lines(found))
        column = emptied(self._made)
        self.card.setVisible(bool(found.made))
        for made in found.made:
            column.addWidget(theme.muted(state.made_words(made), wrap=True))
            row = QWidget()
            flow = Flow(row)
            for words, number in (
                ("Master, not redacted", made.master_id),
                ("Service set", made.service_id),
                ("Comparison", made.comparison_id),
            ):
                flow.addWidget(link(words, lambda number=number: self.go("document", number)))
            column.addWidget(row)
        self._allow()

    def _allow(self) -> None:
        role = self.desk.who.role
        may = state.may_do(self.row, order=is_allowed(role, "order"))
        self.open_button.setEnabled(may.open)
        self.redact_button.setEnabled(may.redact)
        self.hold_button.setEnabled(may.hold)
        self.put_button.setEnabled(may.put_in)
        ready = self.found is not None and bool(self.found.going_in) and self.job is None
        self.make_button.setEnabled(ready and is_allowed(role, "file_document"))

    def _done(self, made: bundles.Made) -> None:
        self.go.say(state.done_words(made))

    def _failed(self, error: AsbdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.trouble(error)


def make_bundle(task: Task, application_id: int) -> Changed:
    """On the heavy lane."""
    made = bundles.make(task.office, task.who, application_id, progress=task.progress, check=task.check)
    return Changed(made, frozenset({"document", "document_content", "bundle"}))
