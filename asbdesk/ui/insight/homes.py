"""Addresses of people that are one home, written in several ways: written alike with one press, and back again."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.homes import Spelling
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries import homes as queries
from asbdesk.queries.homes import RewriteRow
from asbdesk.services import homes
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Job, Task
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page

Homes = tuple[tuple[Spelling, ...], ...]
SHOWN = 200


class HomesPage(Page):
    """Homes on the left; the spellings of the chosen one on the right, and what was written alike before."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "same-homes"
    shows: ClassVar[frozenset[str]] = frozenset({"person_address", "home_rewrite"})

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.found: Homes = ()
        self.past: tuple[RewriteRow, ...] = ()
        self.job: Job | None = None
        self.head = PageHead("The same address, written differently")
        self.bar, self.banner = JobBar(), Banner()
        self.table = ShortTable("Homes", ("Address", "Ways", "People"), (0, 7, 8))
        self.table.currentCellChanged.connect(lambda *_: self._show_home())
        self.spellings = ShortTable("Ways in which it is written", ("Written", "Postcode", "People"), (0, 10, 8))
        self.alike = button("&Write all like the chosen one", self.write, kind="primary")
        self.history = ShortTable("Written alike before", ("Address", "Changed", "By"), (0, 9, 16))
        self.undo_button = button("&Undo", self.undo)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap(2))
        for part in (self.head, self.bar, self.banner):
            outer.addWidget(part)
        outer.addWidget(scrolling(TallPanes(self.table, self._right(), (1, 1))), 1)
        self.setFocusProxy(self.table)

    def title(self) -> str:
        return "The same address, written differently"

    def refresh(self) -> None:
        if self.job is not None:
            self.job.cancel()
        self.bar.start("Reading the addresses…", lambda: self.job and self.job.cancel())
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            self.job = None
            self.bar.stop()

        def failed(error: AsbdeskError) -> None:
            end()
            if not isinstance(error, Cancelled):
                self._failed(error)

        def done(found: tuple[Homes, tuple[RewriteRow, ...]]) -> None:
            end()
            self._show(*found)

        job = self.desk.heavy(read_homes, then=done, failed=failed, progress=self.bar.progress, page=self)
        if not ended:
            self.job = job

    def leave(self) -> bool:
        if self.job is not None:
            self.job.cancel()
        return True

    def write(self) -> None:
        """All spellings of the home become the chosen one."""
        home, spelling = self._home(), self._spelling()
        if spelling is None:
            return
        ids = [number for each in home for number in each.ids]
        self.desk.do(
            homes.write_alike, ids, spelling.lines, spelling.postcode,
            then=lambda made: self.go.say("The address is written in one way.", lambda: self._back(made)),
            failed=self._failed, page=self,
        )  # fmt: skip

    def undo(self) -> None:
        """The chosen one of the past as it was."""
        place = self.history.currentRow()
        if 0 <= place < len(self.past):
            self._back(self.past[place].id)

    def _back(self, number: int) -> None:
        self.desk.do(homes.undo_write, number, failed=self._failed, page=self)

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        now, before = Card("Written as"), Card("Written alike before")
        now.body.addWidget(self.spellings, 1)
        now.body.addWidget(self.alike)
        before.body.addWidget(self.history, 1)
        before.body.addWidget(self.undo_button)
        column.addWidget(now, 3)
        column.addWidget(before, 2)
        return side

    def _show(self, found: Homes, past: tuple[RewriteRow, ...]) -> None:
        self.found, self.past = found[:SHOWN], past
        many = "1 home is" if len(found) == 1 else f"{len(found):,} homes are"
        shown = f" The first {SHOWN} are shown." if len(found) > SHOWN else ""
        self.head.words.setText(f"{many} written in more than one way.{shown}")
        self.table.show_lines(
            [Line((in_a_line(home[0]), str(len(home)), str(sum(len(s.ids) for s in home)))) for home in self.found]
        )
        self.history.show_lines(
            [Line((", ".join((*row.lines.splitlines(), row.postcode)), f"{row.many}", row.by)) for row in past]
        )
        allowed = may(self.desk.who.role, "record")
        self.undo_button.setEnabled(bool(past) and allowed)
        for table, rows in ((self.table, self.found), (self.history, past)):
            if rows and table.currentRow() < 0:
                table.setCurrentCell(0, 0)
        self._show_home()

    def _show_home(self) -> None:
        home = self._home()
        self.spellings.show_lines([Line((in_a_line(s, False), s.postcode or "–", str(len(s.ids)))) for s in home])
        if home:
            self.spellings.setCurrentCell(0, 0)
        self.alike.setEnabled(bool(home) and may(self.desk.who.role, "record"))

    def _home(self) -> tuple[Spelling, ...]:
        place = self.table.currentRow()
        return self.found[place] if 0 <= place < len(self.found) else ()

    def _spelling(self) -> Spelling | None:
        home, place = self._home(), self.spellings.currentRow()
        return home[place] if 0 <= place < len(home) else None

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def in_a_line(spelling: Spelling, code: bool = True) -> str:
    """``14 Larch Court, Quarry Road, Thornmere, TM3 8QX``."""
    lines = [line.strip() for line in spelling.lines.splitlines() if line.strip()]
    return ", ".join((*lines, spelling.postcode) if code and spelling.postcode else lines)


def read_homes(task: Task) -> tuple[Homes, tuple[RewriteRow, ...]]:
    """On the heavy lane."""
    with task.office.reading() as session:
        return queries.homes(session, task.check), queries.rewrites(session)
