"""People who may be known twice: a list to work through, the likeliest first, and why each pair is on it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.linkage import search
from asbdesk.domain.linkage_words import score_words
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries import duplicates as queries
from asbdesk.queries.duplicates import Duplicates, PairRow
from asbdesk.reference_data import load_nicknames
from asbdesk.services import duplicates
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Changed, Desk, Job, Task
from asbdesk.ui.insight import duplicates_state as state
from asbdesk.ui.insight.merge import open_merge, open_merges
from asbdesk.ui.insight.not_same import open_decisions
from asbdesk.ui.kit.layout import Flow, scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.page import Go, Page


class DuplicatesPage(Page):
    """The pairs on the left; on the right the chosen one with its workings, and what to do about it."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "duplicates"
    shows: ClassVar[frozenset[str]] = frozenset({"duplicate_pair", "not_same", "person", "person_merge"})

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.found: Duplicates | None = None
        self.job: Job | None = None
        self.head = PageHead("Duplicates")
        self.search_button = self.head.add_action(button("&Search all people", self.search, kind="primary"))
        self.search_button.setEnabled(may(desk.who.role, "record"))
        self.head.add_action(button("Past m&erges…", lambda: open_merges(self)))
        self.head.add_action(button("&Two people…", lambda: open_decisions(self)))
        self.head.add_action(button("&Addresses…", lambda: self.go("same-homes")))
        self.bar = JobBar()
        self.banner = Banner()
        self.table = ShortTable(
            "People who may be known twice", ("People", "How sure", "What agrees", "What differs"), (24, 20, 0, 18)
        )
        self.table.currentCellChanged.connect(lambda *_: self._show_pair())
        self.table.opened.connect(lambda _row: self.workings.setFocus())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap(2))
        for part in (self.head, self.bar, self.banner):
            outer.addWidget(part)
        outer.addWidget(scrolling(TallPanes(self.table, self._detail(), (3, 2))), 1)
        self.setFocusProxy(self.table)

    def title(self) -> str:
        return "Duplicates"

    def refresh(self) -> None:
        self.desk.ask(queries.duplicates, then=self._show, page=self)

    def leave(self) -> bool:
        if self.job is not None:
            self.job.cancel()
        return True

    @property
    def pair(self) -> PairRow | None:
        """What is chosen."""
        place = self.table.currentRow()
        return self.found.pairs[place] if self.found and 0 <= place < len(self.found.pairs) else None

    def search(self) -> None:
        """Compare everybody, in the background."""
        if self.job is not None:
            return
        self.search_button.setEnabled(False)
        self.bar.start("Reading the people…", lambda: self.job and self.job.cancel())
        ended: list[bool] = []

        def end(words: str = "", error: AsbdeskError | None = None) -> None:
            ended.append(True)
            self.job = None
            self.bar.stop()
            self.search_button.setEnabled(True)
            if error and not isinstance(error, Cancelled):
                self._failed(error)
            elif words:
                self.go.say(words)

        job = self.desk.heavy(
            search_all,
            then=lambda many: end(f"{many:,} pairs found." if many != 1 else "1 pair found."),
            failed=lambda error: end(error=error), progress=self.bar.progress, page=self,
        )  # fmt: skip
        if not ended:
            self.job = job

    def decide(self) -> None:
        """These are two people: ask why, if there is more to say."""
        pair = self.pair
        if pair is None:
            return
        ask.ask_text(
            self, f"{pair.one.name} and {pair.other.name}: not the same person?", "&How is it known",
            lambda why: self.desk.do(
                duplicates.not_same, pair.one.id, pair.other.id, why,
                then=lambda made: self.go.say("They stay two people.", lambda: self._again(made)),
                failed=self._failed, page=self,
            ),
            words="The pair leaves the list and no search shows it again.", yes="&Not the same",
        )  # fmt: skip

    def merge(self) -> None:
        """Both side by side, to be made one."""
        if self.pair is not None:
            open_merge(self, self.pair.one.id, self.pair.other.id, self._failed)

    def _again(self, decision: int) -> None:
        self.desk.do(duplicates.may_be_same, decision, failed=self._failed, page=self)

    def _detail(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self.card = Card("Why")
        self.score = theme.Text(bold=True, wrap=True)
        self.people = (theme.Text(wrap=True), theme.Text(wrap=True))
        self.workings = ShortTable(
            "What agrees and what differs", ("Field", "Found", "Weight"), (16, 16, 0), whole=True
        )
        self.card.body.addWidget(self.score)
        for words in self.people:
            self.card.body.addWidget(words)
        row = QWidget()
        flow = Flow(row)
        self.buttons = (
            button("Open the &first", lambda: self._open(0)),
            button("Open the se&cond", lambda: self._open(1)),
            button("Not the same &person…", self.decide),
            button("&Make them one…", self.merge),
        )
        for each in self.buttons:
            flow.addWidget(each)
        self.card.body.addWidget(row)
        self.card.body.addWidget(self.workings)
        column.addWidget(self.card)
        column.addStretch(1)
        return scrolled(inside)

    def _show(self, found: Duplicates) -> None:
        self.found = found
        self.head.words.setText(state.above(found))
        self.table.show_lines([state.line(pair) for pair in found.pairs])
        if found.pairs and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair
        for each in self.buttons:
            each.setEnabled(pair is not None)
        for each in self.buttons[2:]:
            each.setEnabled(pair is not None and may(self.desk.who.role, "record"))
        if pair is None:
            self.score.setText("Nobody to look at.")
            self.workings.show_lines([])
            for words in self.people:
                words.setText("")
            return
        self.score.setText(f"{score_words(pair.score)} person.")
        for words, person in zip(self.people, (pair.one, pair.other), strict=True):
            words.setText(f"{person.name}\n{state.facts_of(person)}")
        self.workings.show_lines([state.reason_line(each) for each in pair.reasons])

    def _open(self, side: int) -> None:
        if self.pair is not None:
            self.go("person", (self.pair.one, self.pair.other)[side].id)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def search_all(task: Task) -> Changed:
    """On the heavy lane: everybody is compared, and the pairs are kept; answers how many."""

    def watch(done: int, total: int, words: str) -> None:
        task.check()
        task.progress(done, total, words)

    watch(0, 0, "Reading the people…")
    with task.office.reading() as session:
        ids, records = queries.records(session, watch=task.check)
    found = search(records, load_nicknames(), watch)
    watch(0, 0, "Keeping what was found…")
    with task.office.transaction(task.who, "search_duplicates") as work:
        many = duplicates.keep_search(work, ids, found)
        task.check()
        changed: Any = frozenset(work.changed)
    return Changed(many, changed)
