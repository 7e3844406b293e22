"""The tab of the allegations: the schedule in its order, what was dropped from it, and how each act stands in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.domain.allegations import moved, placed
from asbdesk.queries import allegations as queries
from asbdesk.queries.allegations import AllegationRow, Choosing, Schedule, SourceChoices
from asbdesk.queries.orders import ApplicationPage
from asbdesk.services import allegations
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.fold import Fold
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.ordered_table import OrderedTable
from asbdesk.ui.kit.pieces import Banner, EmptyState, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.orders import allegation_state as state
from asbdesk.ui.orders.allegation_dialogs import AllegationDialog, ChooseDialog, MergeDialog, ScheduleDialog
from asbdesk.ui.orders.tab import Tab


class AllegationsTab(Tab):
    """Rows are put in order with the mouse, or with Alt+Up and Alt+Down."""

    words = "Allegation&s"
    help_topic = "allegations"

    def __init__(self, desk: Desk, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.application_id = 0
        self.found: Schedule | None = None
        self._may = False
        self._select: tuple[int, ...] = ()
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addWidget(self._actions())
        self.table = OrderedTable("Allegations", state.TITLES, state.WIDTHS, lines=4)
        self.table.setMinimumHeight(theme.gap(70))
        self.table.opened.connect(lambda _place: self.edit())
        self.table.chosen.connect(self._offer)
        self.table.stepped.connect(self.step)
        self.table.placed.connect(self.place)
        self.column.addWidget(self.table, 1)
        self.none = EmptyState(
            "No allegations yet.", "Choose the incidents that the court is asked to find.", "Add &incidents…", self.add
        )
        self.column.addWidget(self.none, 1)
        self.summary, self.notice = theme.muted(wrap=True), theme.Text(wrap=True)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.notice)
        self.column.addWidget(self._dropped())

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.application_id, self._may = page.id, may
        self.desk.ask(
            queries.schedule, page.id, self.desk.clock.today(), then=self._show, failed=self.trouble, page=self
        )

    def add(self) -> None:
        """Choose incidents of the case."""
        today = self.desk.clock.today()
        self.desk.ask(queries.to_choose, self.application_id, today, then=self._choose, failed=self.trouble, page=self)

    def edit(self) -> None:
        """Change the one that is selected."""
        row = next(iter(self._selected()), None)
        if row is not None and self._may:
            self._with_choices(lambda found: AllegationDialog(self, self.desk, self.application_id, row, found).open())

    def merge(self) -> None:
        """Make one of those that are selected."""
        rows = self._selected()
        if len(rows) > 1:
            self._with_choices(lambda found: self._merge(rows, found))

    def apart(self) -> None:
        """Take a merged one apart again."""
        row = next(iter(self._selected()), None)
        if row is not None and row.parts:
            ask.confirm(
                self, "Take it apart?", f"Its {len(row.parts)} parts come back as they were. "
                "What was changed in the whole since then is lost.", "&Take apart",
                then=lambda: self.do(allegations.take_apart, row.id),
            )  # fmt: skip

    def drop(self) -> None:
        """Take what is selected out of the schedule, with the reason."""
        rows = self._selected()
        if rows:
            title = "Drop this allegation" if len(rows) == 1 else f"Drop {len(rows)} allegations"
            ask.ask_text(
                self, title, "&Why", then=lambda reason: self._drop([row.id for row in rows], reason),
                words="They stay here with the reason, and can be brought back.", yes="&Drop", lines=True,
            )  # fmt: skip

    def bring_back(self) -> None:
        """Put the chosen one of those that were dropped back."""
        row = self.dropped.currentRow()
        if self.found is not None and 0 <= row < len(self.found.dropped):
            self.do(allegations.bring_back, [self.found.dropped[row].id])

    def step(self, by: int) -> None:
        """The selected rows a place up (-1) or down (1)."""
        if self.found is not None:
            self._order(moved([row.id for row in self.found.rows], self.table.selected_ids(), by))

    def place(self, place: int) -> None:
        """The selected rows before the one at ``place``."""
        if self.found is not None:
            self._order(placed([row.id for row in self.found.rows], self.table.selected_ids(), place))

    def by_date(self) -> None:
        """The whole schedule in the order of its days."""
        if self.found is not None:
            self._order(state.by_date(self.found.rows))

    def paper(self) -> None:
        """Look at the schedule on paper, print and file it."""
        ScheduleDialog(self, self.desk, self.go, self.application_id).open()

    # inside

    def _actions(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, spacing=theme.gap(2))
        self.adder = button("Add &incidents…", self.add, kind="primary", icon_name="plus")
        made: tuple[tuple[state.Deed, QPushButton], ...] = (
            ("edit", button("E&dit…", self.edit)),
            ("up", button("Move up", lambda: self.step(-1), icon_name="arrow-up")),
            ("down", button("Move down", lambda: self.step(1), icon_name="arrow-down")),
            ("merge", button("&Merge…", self.merge)),
            ("apart", button("Ta&ke apart…", self.apart)),
            ("drop", button("Dro&p…", self.drop)),
            ("by-date", button("In order of da&te", self.by_date)),
            ("paper", button("&View on paper…", self.paper)),
        )
        self.deeds = dict(made)
        self.deeds["up"].setToolTip("Alt+Up in the table")
        self.deeds["down"].setToolTip("Alt+Down in the table")
        for each in (self.adder, *self.deeds.values()):
            flow.addWidget(each)
        return row

    def _dropped(self) -> QWidget:
        self.fold = Fold("Dropped")
        self.dropped = ShortTable(
            "Dropped", ("When", "What was done", "Dropped", "Why"), (16, 0, 12, 30), whole=True, lines=2
        )
        self.fold.body.addWidget(self.dropped)
        self.back = button("&Bring back", self.bring_back)
        row = QWidget()
        Flow(row).addWidget(self.back)
        self.fold.body.addWidget(row)
        return self.fold

    def _show(self, found: Schedule) -> None:
        self.found = found
        self.banner.show_words(state.cautions(found), "alert")
        self.table.show_rows(
            [row.id for row in found.rows], [Line(state.cells(row), state.role(row)) for row in found.rows]
        )
        if set(self._select) & {row.id for row in found.rows}:
            self.table.select_ids(self._select)
            self._select = ()
        for shown in (self.table, self.summary):
            shown.setVisible(bool(found.rows))
        self.none.setVisible(not found.rows)
        self.none.setEnabled(self._may)
        self.adder.setVisible(self._may and bool(found.rows))
        self.summary.setText(" ".join(part for part in (state.summary(found), found.doubt) if part))
        self.notice.setText(state.notice(found))
        self.notice.setVisible(bool(found.hearsay))
        self.fold.setVisible(bool(found.dropped))
        self.fold.opener.setText(f"Dropped ({len(found.dropped)})")
        self.dropped.show_lines([Line(state.dropped_words(row), "muted") for row in found.dropped])
        self.back.setVisible(self._may)
        self._offer()

    def _offer(self) -> None:
        rows = self.found.rows if self.found else ()
        allowed = state.deeds(rows, self.table.selected_ids(), may=self._may)
        for deed, made in self.deeds.items():
            made.setVisible(bool(rows) and (deed != "apart" or deed in allowed))
            made.setEnabled(deed in allowed)

    def _selected(self) -> list[AllegationRow]:
        chosen = set(self.table.selected_ids())
        return [row for row in (self.found.rows if self.found else ()) if row.id in chosen]

    def _choose(self, found: Choosing) -> None:
        if found.rows:
            ChooseDialog(self, self.desk, self.application_id, found).open()
        else:
            ask.tell(self, "No incident to add", state.what_to_choose(found))

    def _with_choices(self, then: Callable[[SourceChoices], None]) -> None:
        self.desk.ask(queries.source_choices, self.application_id, then=then, failed=self.trouble, page=self)

    def _order(self, ids: tuple[int, ...]) -> None:
        if self.found is not None and self._may and ids != tuple(row.id for row in self.found.rows):
            self.do(allegations.order_allegations, self.application_id, ids)

    def _merge(self, rows: list[AllegationRow], found: SourceChoices) -> None:
        MergeDialog(self, self.desk, self.application_id, rows, found, self._merged(rows)).open()

    def _merged(self, rows: list[AllegationRow]) -> Callable[[int], object]:
        order = [row.id for row in (self.found.rows if self.found else ())]

        def say(whole: int) -> None:
            self._select = (whole,)  # once the schedule was read again
            words = f"{len(rows)} allegations merged into one."
            self.go.say(words, undo=lambda: self.do(allegations.take_apart, whole, order))

        return say

    def _drop(self, ids: list[int], reason: str) -> None:
        words = "Allegation dropped." if len(ids) == 1 else f"{len(ids)} allegations dropped."
        self.do(
            allegations.drop_allegations, ids, reason,
            then=lambda _none: self.go.say(words, undo=lambda: self.do(allegations.bring_back, ids)),
        )  # fmt: skip
