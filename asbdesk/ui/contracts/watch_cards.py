"""The cards of a watched contract: its breaches, its log, the interview before it and the versions it went through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asbdesk.domain.casework import ContractState
from asbdesk.domain.when import show_date
from asbdesk.queries.agreements import ContractStory
from asbdesk.ui import theme
from asbdesk.ui.contracts import watch_state
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable

Opens = Callable[[int], object]
"""Opens the dialog of a row by its id; 0 for a new one."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What the cards' rows and buttons open."""

    breach: Opens
    log: Opens
    interview: Opens
    version: Opens
    review: Opens
    plan: Callable[[], object]
    signing: Callable[[], object]


class TableCard(Card):
    """A card with one table, the words that stand there while it is empty, and a button that adds to it."""

    def __init__(
        self, title: str, columns: tuple[str, ...], widths: tuple[int, ...], add: str, opens: Opens, none: str,
        lines: int = 3,
    ) -> None:  # fmt: skip
        super().__init__(title)
        self._ids: tuple[int, ...] = ()
        self.table = ShortTable(title, columns, widths, whole=True, lines=lines)
        self.table.opened.connect(lambda place: opens(self._ids[place]))
        self.none = theme.muted(none, wrap=True)
        self.body.addWidget(self.table)
        self.body.addWidget(self.none)
        self.adder = button(add, lambda: opens(0)) if add else None
        if self.adder is not None:
            self.add_action(self.adder)

    def show_rows(self, ids: tuple[int, ...], lines: list[Line], may_add: bool) -> None:
        """The rows, by the ids that they open."""
        self._ids = ids
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        if self.adder is not None:
            self.adder.setVisible(may_add)


class WatchCards:
    """``breaches`` and ``log`` for the wide side, ``interviews`` and ``versions`` for the other."""

    def __init__(self, acts: Acts) -> None:
        self.breaches = TableCard(
            "Breaches", ("When", "Term", "What happened", "Step taken"), (13, 8, 0, 22), "Record a brea&ch",
            acts.breach, "No term was broken so far.",
        )  # fmt: skip
        self.log = TableCard(
            "Log", ("When", "What was noticed", "By"), (19, 0, 16), "Add to &log", acts.log,
            "Nothing has been noted yet. What is noted here goes into the draft of the next minutes.",
        )  # fmt: skip
        self.interviews = TableCard(
            "Interview", ("Held", "How well it is understood"), (13, 0), "Inter&view", acts.interview,
            "No interview is recorded yet.",
        )  # fmt: skip
        self.versions = TableCard("Versions", ("Version", "How it changed"), (11, 0), "", acts.version, "")

    def show_story(self, story: ContractStory, may_change: bool) -> None:
        """What came up so far."""
        page, watch = story.contract, story.watch
        runs = page.state is ContractState.SIGNED
        drawn_up = page.state in (ContractState.DRAFT, ContractState.OFFERED)
        lines = [watch_state.breach_line(row) for row in watch.breaches]
        self.breaches.show_rows(
            tuple(row.id for row in watch.breaches), [Line(cells, role) for cells, role in lines], may_change and runs
        )
        self.breaches.setVisible(bool(page.signed_on))
        self.log.show_rows(
            tuple(row.id for row in watch.log), [Line(watch_state.log_line(row)) for row in watch.log],
            may_change and (runs or drawn_up),
        )  # fmt: skip
        self.interviews.show_rows(
            tuple(row.id for row in watch.interviews),
            [Line((show_date(row.values.held_on), row.values.understanding)) for row in watch.interviews],
            may_change and drawn_up,
        )
        self.interviews.setVisible(bool(watch.interviews) or drawn_up)
        versions = watch_state.version_lines(watch, page)
        self.versions.show_rows(
            (*(row.id for row in watch.versions), 0)[: len(versions)], [Line(each) for each in versions], False
        )
        self.versions.setVisible(bool(versions))
