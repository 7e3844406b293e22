"""The cards beside the timeline: what comes next, who is in the case, the latest papers."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from asbdesk.queries.timeline import TimelineRow
from asbdesk.ui import theme
from asbdesk.ui.cases.state import Next, Person
from asbdesk.ui.kit.facts import link
from asbdesk.ui.kit.pieces import Card, menu_button
from asbdesk.ui.words import tip

_LINK = 38


class NextCard(Card):
    """What is due, the soonest first."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Next", parent)
        self._list = _list(self)

    def show_lines(self, lines: Sequence[Next], nothing: str) -> None:
        """Show these, or say that there is nothing."""
        _empty(self._list)
        for line in lines:
            self._list.addWidget(self._block(line))
        if not lines:
            self._list.addWidget(theme.muted(nothing, wrap=True))

    def _block(self, line: Next) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if line.opens:
            opener = link(line.what, lambda: self.opened.emit(line.opens, line.opens_id))
            opener.setAccessibleDescription(line.words)
            column.addLayout(_in_line(opener))
        else:
            column.addWidget(theme.Text(line.what, "alert" if line.late else "", bold=True, wrap=True))
        column.addWidget(theme.Text(line.words, "alert" if line.late else "muted", wrap=True))
        if line.small:
            column.addWidget(theme.muted(line.small, wrap=True))
        return block


class PeopleCard(Card):
    """Everybody in the case. Protected people stand there by their pseudonym until *Show names* is ticked."""

    person_asked = Signal(int)
    """A person's page, by the person's id."""
    identity_asked = Signal(object)
    """The :class:`Person` of whom it is to be decided anew."""
    removal_asked = Signal(object)
    classes_asked = Signal(object)
    """The :class:`Person` of whom it is to be decided reader by reader."""
    risk_asked = Signal(int)
    """The risk to a person, by the person's id."""
    names_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("People", parent)
        self.names = QCheckBox("Show na&mes")
        self.names.setToolTip("Show the names of people whose identity is protected")
        self.names.toggled.connect(self.names_toggled)
        self.add_action(self.names)
        self._list = _list(self)

    def show_people(self, people: Sequence[Person], may_change: bool) -> None:
        """Show these people, by name where that was asked for."""
        _empty(self._list)
        self.names.setVisible(any(person.protected for person in people))
        for person in people:
            self._list.addWidget(self._block(person, may_change))

    def _block(self, person: Person, may_change: bool) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        opener, menu = menu_button(person.shown.replace("&", "&&"))
        opener.setProperty("kind", "link")
        opener.setAccessibleName(f"{person.shown}, {person.words}")
        self._fill_menu(menu, person, may_change)
        column.addLayout(_in_line(opener))
        words = person.words
        if person.protected and self.names.isChecked():
            words = f"{words} · {person.name}"
        column.addWidget(theme.muted(words, wrap=True))
        return block

    def _fill_menu(self, menu: QMenu, person: Person, may_change: bool) -> None:
        menu.addAction("&Open this person", lambda: self.person_asked.emit(person.person_id))
        if may_change and person.at_risk:
            menu.addAction("&Assess the risk…", lambda: self.risk_asked.emit(person.person_id))
        if may_change and person.may_decide:
            words = "Let the &identity be known…" if person.protected else "Protect the &identity"
            menu.addAction(words, lambda: self.identity_asked.emit(person))
        if may_change:
            menu.addAction("&Who may know…", lambda: self.classes_asked.emit(person))
            menu.addAction("&Remove from the case…", lambda: self.removal_asked.emit(person))


class PapersCard(Card):
    """The latest papers of the case."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Papers", parent)
        self._list = _list(self)

    def show_papers(self, papers: Sequence[TimelineRow]) -> None:
        """Show these documents."""
        _empty(self._list)
        for paper in papers:
            title, references = _title_of(paper.details)
            opener = link(shorten(title, _LINK, placeholder="…"), lambda paper=paper: self.opened.emit(paper.opens_id))
            opener.setAccessibleName(title)
            opener.setToolTip(tip(title))
            self._list.addLayout(_in_line(opener))
            self._list.addWidget(theme.muted(f"{references}, {paper.when}", wrap=True))
        if not papers:
            self._list.addWidget(theme.muted("No letters yet."))


def _title_of(details: str) -> tuple[str, str]:
    """What a paper is called, and the references behind it: beside one another they are wider than the column."""
    title, *others = details.split(", ")
    while others and "/" not in others[0]:
        title = f"{title}, {others.pop(0)}"
    return title, ", ".join(others)


def _list(card: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.gap(2))
    card.body.addLayout(column)
    return column


def _in_line(made: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    made.setProperty("flush", "true")
    row.addWidget(made)
    row.addStretch(1)
    return row


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            _empty(inner)
