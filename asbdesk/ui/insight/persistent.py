"""Persistent perpetrators and repeat victims, ranked by the stated rule; and how each is linked."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.pdf import render
from asbdesk.domain.graph import Graph, Node
from asbdesk.domain.ranking import Ranked
from asbdesk.errors import AsbdeskError
from asbdesk.queries.facts import office_facts
from asbdesk.queries.links import links_of
from asbdesk.queries.persistent import Both, both
from asbdesk.reference_data import load_ranking
from asbdesk.reports import persistent as report
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.insight.links_view import LinksView, said
from asbdesk.ui.insight.paper_dialog import PaperDialog
from asbdesk.ui.insight.paper_page import export_button
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


def make_paper(task: Task) -> bytes:
    """On the heavy lane: rank, hide who is protected, set the paper."""
    today = task.office.clock.today()
    with task.office.reading() as session:
        made = report.paper(session, both(session, today), office_facts(session), today)
    task.check()
    return render(made)


class PersistentPage(Page):
    """A list each on the left; on the right the links of the person who was chosen. ``number`` chooses somebody."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "persistent"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"incident", "incident_person", "person", "person_flag", "contract_breach", "case", "case_party"}
    )

    def __init__(self, desk: Desk, go: Go, number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._person = number
        self.found: Both = ((), ())
        self.head = PageHead("Persistent perpetrators and repeat victims")
        self.head.words.setText(report.CAUTION)
        self.head.add_action(export_button(self, "Persistent and repeat", lambda: report.rows(self.found)))
        self.head.add_action(button("&Paper…", self.show_paper, icon_name="printer-outline"))
        self.banner = Banner()
        self.perpetrators = self._list("Persistent perpetrators", 0)
        self.victims = self._list("Repeat victims", 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.gap(1), 0)
        column.setSpacing(theme.gap(3))
        rules = load_ranking()
        for title, table, words in (
            ("Persistent perpetrators", self.perpetrators, rules["perpetrator"].words),
            ("Repeat victims", self.victims, rules["victim"].words),
        ):
            card = Card(title)
            card.body.addWidget(theme.muted(words, wrap=True))
            card.body.addWidget(table)
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap(2))
        outer.addWidget(self.head)
        outer.addWidget(self.banner)
        outer.addWidget(scrolling(TallPanes(scrolled(left), self._links_card(), (1, 1))), 1)
        self.setFocusProxy(self.perpetrators)

    def title(self) -> str:
        return "Persistent perpetrators and repeat victims"

    def refresh(self) -> None:
        self.desk.ask(both, self.desk.clock.today(), then=self._show, page=self)

    def show_paper(self) -> None:
        """The lists as they print."""
        dialog = PaperDialog(self, self.desk, self, report.TITLE)
        dialog.open()
        self.desk.heavy(make_paper, then=dialog.show_pdf, failed=self._failed, page=dialog)

    def _list(self, name: str, side: int) -> ShortTable:
        table = ShortTable(name, ("", "Person", "Points", "How they come about"), (4, 20, 8, 0), whole=True)
        table.currentCellChanged.connect(lambda row, *_: self._choose(side, row))
        table.opened.connect(lambda row: self.go("person", self.found[side][row].person_id))
        return table

    def _links_card(self) -> QWidget:
        self.links = LinksView()
        self.links.opened.connect(self._open)
        self.words = theme.muted(wrap=True)
        titles = ("Link", "With")
        self.twin = ShortTable("Links as a table", titles, (26, 0), whole=True)
        card = Card("Links")
        self.to_person = button("&Open the person", self._open_person, kind="link")
        self.to_incidents = button("Show the &incidents", self._open_incidents, kind="link")
        card.add_action(self.to_incidents)
        card.add_action(self.to_person)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.words, self.links, self.twin):
            column.addWidget(part)
        column.addStretch(1)
        card.body.addWidget(scrolled(inside), 1)
        return card

    def _show(self, found: Both) -> None:
        self.found = found
        for table, ranked in zip((self.perpetrators, self.victims), found, strict=True):
            table.show_lines([ranked_line(each) for each in ranked])
        first = next((each.person_id for ranked in found for each in ranked), 0)
        self._person = self._person or first
        self._read_links()

    def _choose(self, side: int, row: int) -> None:
        if 0 <= row < len(self.found[side]) and self.found[side][row].person_id != self._person:
            self._person = self.found[side][row].person_id
            self._read_links()

    def _read_links(self) -> None:
        known = bool(self._person)
        self.to_person.setEnabled(known)
        self.to_incidents.setEnabled(bool(self._incidents()))
        if known:
            self.desk.ask(links_of, self._person, then=self._show_links, failed=self._failed, page=self)
        else:
            self.words.setText("Nobody has as many incidents as the rules ask for.")

    def _show_links(self, graph: Graph) -> None:
        centre = graph.nodes[0]
        more = f" {graph.left_out} more are left out." if graph.left_out else ""
        self.words.setText(f"{centre.words}: two steps around.{more} Arrows go from box to box, Enter opens one.")
        self.links.show_graph(graph)
        names = {node.key: node.words for node in graph.nodes}
        self.twin.show_lines([Line((edge.words, f"{names[edge.one]} – {names[edge.other]}")) for edge in graph.edges])

    def _open(self, node: Node) -> None:
        if node.kind == "place":
            if node.incident_ids:
                self.go("incidents", ids=node.incident_ids, about=f"{said(self.links.graph, node)} {node.words}")
            else:
                self.go.say("No incident is known there.")
        else:
            self.go(node.kind, node.number)

    def _incidents(self) -> tuple[int, ...]:
        every = (each for ranked in self.found for each in ranked if each.person_id == self._person)
        return tuple(dict.fromkeys(number for each in every for number in each.incident_ids))

    def _open_person(self) -> None:
        self.go("person", self._person)

    def _open_incidents(self) -> None:
        name = next((each.name for ranked in self.found for each in ranked if each.person_id == self._person), "")
        self.go("incidents", ids=self._incidents(), about=name)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def ranked_line(each: Ranked) -> Line:
    """A person in a list."""
    return Line((str(each.rank), each.name, str(each.points), each.workings))
