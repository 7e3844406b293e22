"""The map: where it happens, and the same as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from asbdesk.domain.months import show_months
from asbdesk.errors import AsbdeskError
from asbdesk.queries.boundaries import BoundarySetRow, boundary_sets
from asbdesk.reference_data import load_boundary_rules
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.insight import map_state as state
from asbdesk.ui.insight.filters import fill_kinds
from asbdesk.ui.insight.map_hot import show
from asbdesk.ui.insight.map_paper import map_pdf
from asbdesk.ui.insight.map_state import Ground, Shown, Wish
from asbdesk.ui.insight.paper_dialog import PaperDialog
from asbdesk.ui.insight.paper_page import export_button
from asbdesk.ui.insight.work import read_ground
from asbdesk.ui.kit.fields import CheckField, ChoiceField
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.map_view import MapView, Pick
from asbdesk.ui.kit.notices import JobBar, announce
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page

SHOW = (
    ("areas", "Areas in shades"),
    ("points", "Points"),
    ("hexagons", "Hexagons in shades"),
    ("hotspots", "Hotspots (Gi*)"),
    ("density", "Density"),
)
_PAUSE = 120
"""Milliseconds of rest on the slider before the map follows."""
_MOST_LINES = 200


class MapPage(Page):
    """Choices above; the map and its table beneath. What is picked on the one is marked on the other."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "map"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"incident", "import_batch", "boundary_set", "boundary_area", "postcode_point"}
    )

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.ground: Ground | None = None
        self.shown: Shown | None = None
        self._sets: tuple[BoundarySetRow, ...] = ()
        self._job: Job | None = None
        self._filling, self._start, self._said = False, 0, ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.compute)
        self.head = PageHead("Map")
        self.head.add_action(export_button(self, "Map", self._rows))
        self.head.add_action(button("&Print…", self.print_map, icon_name="printer-outline"))
        self.banner, self.job = Banner(), JobBar()
        self.map = MapView("Map of incidents")
        self.map.opened.connect(self._open_pick)
        self.map.stepped.connect(self._mark_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        for part in (self.head, self.banner, self.job):
            column.addWidget(part)
        panes = TallPanes(self.map, self._table(), (3, 2))
        column.addWidget(scrolling(self._choices(), self._time(), panes), 1)
        self.setFocusProxy(self.map)

    def title(self) -> str:
        return "Map"

    def refresh(self) -> None:
        self.desk.ask(boundary_sets, then=self._know_sets, page=self)

    def wish(self) -> Wish:
        """What is chosen now."""
        last = self._start + self.slider.value() - 1
        span = int(self.span.value() or 0)
        return Wish(
            show=self.show_as.value() or "areas",
            per=self.per.value() or "count",
            category=self.kind.value() or "",
            records=self.records.value() or "all",
            first=last - span + 1 if span else 0,
            last=last if span else 10**6,
            points=bool(self.points.value()),
        )

    # building

    def _choices(self) -> QWidget:
        self.show_as = ChoiceField("Sho&w", SHOW)
        self.show_as.box.setMinimumContentsLength(max(len(words) for _, words in SHOW))
        self.areas = ChoiceField("&Boundaries", ())
        self.per = ChoiceField("Counte&d as", state.PER)
        self.kind = ChoiceField("&Kind of incident", (), blank="All kinds")
        self.records = ChoiceField("&Records", state.RECORDS)
        self.points = CheckField("Points as we&ll")
        holder = QWidget()
        flow = Flow(holder, spacing=theme.gap(3))
        self.span = ChoiceField("&Time", state.SPANS)
        for field in (self.show_as, self.areas, self.per, self.kind, self.records, self.span, self.points):
            flow.addWidget(field)
        self.areas.changed.connect(self._read)
        for field in (self.show_as, self.per, self.kind, self.records, self.span, self.points):
            field.changed.connect(self._changed)
        return holder

    def _time(self) -> QWidget:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Last month shown")
        self.slider.setPageStep(12)
        self.slider.valueChanged.connect(lambda _value: self._changed())
        self.when = theme.Text(bold=True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(3))
        row.addWidget(self.slider, 1)
        row.addWidget(self.when)
        self.timeline = holder
        return holder

    def _table(self) -> QWidget:
        self.lines = _Twin()
        self.lines.opened.connect(self._open_line)
        self.lines.currentCellChanged.connect(lambda row, *_: self._go_to_line(row))
        self.notes = theme.muted(wrap=True)
        card = Card("The same as a table")
        card.body.addWidget(self.lines, 1)
        card.body.addWidget(self.notes)
        return card

    # reading

    def _know_sets(self, sets: tuple[BoundarySetRow, ...]) -> None:
        order = [kind.code for kind in load_boundary_rules().kinds]
        sets = tuple(sorted(sets, key=lambda row: order.index(row.kind) if row.kind in order else len(order)))
        self._sets = sets
        self._filling = True
        self.areas.set_choices([(str(row.id), row.words) for row in sets] or [("0", "None loaded")])
        self._filling = False
        none = "No boundaries are loaded yet: points and hexagons are shown all the same."
        self.banner.show_words(
            "" if sets else none, "info", "Load them in Settings", lambda: self.go("settings", tab="Maps")
        )
        self._read()

    def _read(self) -> None:
        if self._filling:
            return
        chosen = next((row for row in self._sets if str(row.id) == self.areas.value()), None)
        self._cancel()
        self.job.start("Reading the incidents…", self._cancel)
        self._job = self.desk.heavy(
            read_ground, chosen, then=self._know_ground, failed=self._failed, progress=self.job.progress, page=self
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _know_ground(self, ground: Ground) -> None:
        self.job.stop()
        fresh = self.ground is None
        fit = self.ground is None or self.ground.set_words != ground.set_words
        self.ground = ground
        first, last = state.months(ground.incidents)
        self._filling = True
        fill_kinds(self.kind, ground.incidents)
        at_end = fresh or self.slider.value() >= self.slider.maximum()
        stay = self._start + self.slider.value() - first
        self._start = first  # the slider counts months from the first, which is what a screen reader says of it
        self.slider.setRange(1, max(1, last - first + 1))
        self.slider.setValue(self.slider.maximum() if at_end else stay)
        self._filling = False
        self.compute(fit=fit)

    def _changed(self) -> None:
        if self._filling or self.ground is None:
            return
        self._say_when()
        self._pause.start()

    def compute(self, *, fit: bool = False) -> None:
        """Show what is chosen now."""
        ground, wish = self.ground, self.wish()
        if ground is None:
            return
        self._say_when()
        if not ground.areas and wish.show == "areas":
            wish = replace(wish, show="points")
        self.desk.heavy(
            lambda task: show(ground, wish, task.check),
            then=lambda shown: self._show(shown, fit=fit), failed=self._failed, page=self,
        )  # fmt: skip

    def _say_when(self) -> None:
        wish, ground = self.wish(), self.ground
        self.timeline.setVisible(bool(int(self.span.value() or 0)))
        if ground is not None and len(ground.incidents):
            first, last = state.months(ground.incidents)
            words = show_months(max(first, wish.first), min(last, wish.last))
            self.when.setText(words)
            self.slider.setAccessibleDescription(words)

    def _show(self, shown: Shown, *, fit: bool) -> None:
        self.shown = shown
        said = f"{shown.layers.title}. {shown.words}".replace("\n", ", ")
        if said != self._said:
            announce(self, said)
        self._said = said
        self.head.words.setText(shown.words)
        self.map.show_layers(shown.layers, fit=fit)
        lines = [Line(each.cells, "alert" if each.strong else "") for each in shown.lines[:_MOST_LINES]]
        self.lines.show_table(shown.titles, lines)
        more = len(shown.lines) - _MOST_LINES
        notes = (*shown.notes, f"{more:,} more lines are not shown.") if more > 0 else shown.notes
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _failed(self, error: AsbdeskError) -> None:
        self.job.stop()
        self.banner.show_words(str(error), "alert")

    def print_map(self) -> None:
        """The map as a paper, seen before it is printed: areas, never points."""
        if self.ground is None:
            return
        dialog = PaperDialog(self, self.desk, self, "Map of incidents")
        self.desk.heavy(
            map_pdf, self.ground, self.wish(), self._chosen(),
            then=dialog.show_pdf, failed=self._failed, page=dialog,
        )  # fmt: skip
        dialog.open()

    def _chosen(self) -> str:
        """``All kinds; all records.``"""
        kind, records = self.kind.box.currentText(), self.records.box.currentText()
        return f"{kind}; {records[:1].lower()}{records[1:]}."

    def _rows(self) -> list[tuple[str, ...]]:
        return [self.shown.titles, *(line.cells for line in self.shown.lines)] if self.shown else []

    # picking and opening

    def _mark_line(self, key: str) -> None:
        if self.shown is None:
            return
        row = next((n for n, line in enumerate(self.shown.lines) if line.key == key), -1)
        if 0 <= row < self.lines.rowCount() and row != self.lines.currentRow():
            self.lines.blockSignals(True)
            self.lines.setCurrentCell(row, 0)
            self.lines.blockSignals(False)

    def _go_to_line(self, row: int) -> None:
        if self.shown is not None and 0 <= row < len(self.shown.lines) and self.lines.hasFocus():
            self.map.go_to(self.shown.lines[row].key)

    def _open_line(self, row: int) -> None:
        if self.shown is not None:
            self._open_pick(Pick(key=self.shown.lines[row].key))

    def _open_pick(self, pick: Pick) -> None:
        if self.shown is None or self.ground is None:
            return
        if pick.points:
            taken: Any = self.shown.taken[list(pick.points)]
            about = "at this point of the map"
        else:
            taken = self.shown.behind.get(pick.key, np.empty(0, dtype=np.int64))
            about = next((p.label.split("\n")[0] for p in self.shown.layers.stepped() if p.key == pick.key), "the map")
        if len(taken):
            self.go("incidents", ids=tuple(self.ground.incidents.ids[taken].tolist()), about=about)
        else:
            self.go.say("No incident is behind this.")


class _Twin(ShortTable):
    """A table whose columns change with what the map shows."""

    def __init__(self) -> None:
        super().__init__("What the map shows", ("Area", "Incidents"), (0, 11), lines=2)

    def show_table(self, titles: tuple[str, ...], lines: list[Line]) -> None:
        """Other columns, then these lines."""
        if self.columnCount() != len(titles):
            self._lines = ()
            self.setRowCount(0)
            self.setColumnCount(len(titles))
        self._widths = (0, *[13] * (len(titles) - 1))
        self.setHorizontalHeaderLabels(list(titles))
        self.show_lines(lines)
