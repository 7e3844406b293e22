"""How an incident looks on its page. It decides nothing: :mod:`asbdesk.ui.incidents.state` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.clock import local
from asbdesk.domain.casework import PlaceKind
from asbdesk.domain.when import say_when, show_date, show_time, show_when
from asbdesk.errors import AsbdeskError
from asbdesk.queries.incidents import IncidentPage as Incident
from asbdesk.queries.incidents import IncidentPersonRow
from asbdesk.reference_data import load_categories
from asbdesk.ui import theme
from asbdesk.ui.incidents.state import Actions, standing, told_reported
from asbdesk.ui.kit.facts import Facts, emptied, link
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button
from asbdesk.ui.kit.sides import Sides

if TYPE_CHECKING:
    from asbdesk.ui.incidents.page import IncidentPage


class IncidentView(QWidget):
    """Filled anew whenever the incident is read."""

    def __init__(self, page: IncidentPage) -> None:
        super().__init__()
        self._page = page
        self.banner = Banner(closable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(self.banner)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(theme.gap(3))
        column.addLayout(self._inside)
        column.addStretch(1)

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, above the page."""
        self.banner.show_words(str(error), "alert")

    def show_incident(self, incident: Incident, may: Actions) -> None:
        """All of it, in the order of the eye."""
        self.banner.show_words("")
        inside = emptied(self._inside)
        inside.addWidget(self._head(incident, may))
        sides = Sides(7, 4)
        sides.left.addWidget(_told(incident))
        sides.left.addStretch(1)
        sides.right.addWidget(self._next(incident, may))
        sides.right.addWidget(self._people(incident))
        sides.right.addWidget(_origin(incident))
        sides.right.addStretch(1)
        inside.addWidget(sides)

    def _head(self, incident: Incident, may: Actions) -> QWidget:
        values = incident.values
        head = PageHead(incident.reference)
        head.add_pill(Pill(*standing(incident)))
        head.add_pill(Pill(load_categories().label(values.category), "info"))
        head.add_pill(Pill(values.qualifier.label))
        if values.hate_strands:
            head.add_pill(Pill("Hate", "alert"))
        if values.domestic:
            head.add_pill(Pill("Domestic violence", "alert"))
        happened = say_when(values.when)
        head.words.setText(f"Happened {happened}")
        if may.edit:
            head.add_action(button("Ed&it", self._page.edit))
        return head

    def _next(self, incident: Incident, may: Actions) -> Card:
        """Where it stands, and what may be done now."""
        card = Card("Next")
        page = self._page
        if incident.case_id is not None:
            case_id = incident.case_id
            card.body.addWidget(link(incident.case_reference, lambda: page.go("case", case_id)))
        elif incident.dealt_with_at is not None:
            card.body.addWidget(
                theme.Text(f"Dealt with on {show_date(local(incident.dealt_with_at).date())}", bold=True)
            )
            card.body.addWidget(theme.Text(incident.dealt_with_note, wrap=True))
        elif not incident.batch_file:
            card.body.addWidget(theme.Text("Nobody has dealt with this report yet.", wrap=True))
        if may.join:
            join = may.join
            card.body.addWidget(theme.Text(f"{join.person_name} has an open case: {join.subject}", wrap=True))
            card.body.addWidget(
                button(f"&Join {join.reference}", lambda: page.join(join.id), kind=_kind(may.primary == "join"))
            )
        for wanted, words, act, main in (
            (may.open_case, "&Open a case", page.open_case, may.primary == "open_case"),
            (may.deal_with, "&Deal with it", page.deal_with, False),
            (may.put_back, "&Put back on the pile", page.put_back, False),
            (may.take_out, "&Take out of case", page.take_out, False),
        ):
            if wanted:
                card.body.addWidget(button(words, act, kind=_kind(main)))
        return card

    def _people(self, incident: Incident) -> Card:
        card = Card("People")
        for person in incident.people:
            card.body.addWidget(self._person(person))
        if not incident.people:
            card.body.addWidget(theme.muted("Nobody is named."))
        return card

    def _person(self, person: IncidentPersonRow) -> QWidget:
        line = QWidget()
        flow = Flow(line, spacing=theme.gap(1))
        number = person.person_id
        if number is not None:
            flow.addWidget(link(person.name, lambda: self._page.go("person", number)))
            flow.addWidget(theme.muted(f"· {person.role.label}"))
        else:
            flow.addWidget(theme.Text(person.description))
            flow.addWidget(theme.muted(f"· {person.role.label}, not known by name"))
        return line


def _told(incident: Incident) -> Card:
    values = incident.values
    card = Card("What was told")
    if values.summary:
        card.body.addWidget(theme.Text(values.summary, bold=True, wrap=True))
    if values.account:
        card.body.addWidget(_Words(values.account))
    facts = Facts()
    facts.add("When", show_when(values.when))
    kind = "Address" if values.place_kind is PlaceKind.ADDRESS else "Place"
    facts.add(kind, "\n".join(part for part in (values.place, values.postcode) if part))
    facts.add("Area", incident.lsoa_name)
    facts.add("Hate", ", ".join(strand.label for strand in values.hate_strands))
    facts.add("Perceived by", values.hate_perceived_by)
    facts.add("Domestic violence", "Yes" if values.domestic else "")
    card.body.addSpacing(theme.gap(2))
    card.body.addWidget(facts)
    return card


class _Words(QWidget):
    """The reporter's own words, set off by a line at their left."""

    def __init__(self, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.gap(3), theme.gap(1), 0, theme.gap(1))
        column.setSpacing(theme.gap(1))
        text = theme.Text(words, wrap=True)
        text.setAccessibleName(f"Account, in the reporter’s own words: {words}")
        column.addWidget(text)
        note = "In the reporter’s own words. Never printed for the alleged perpetrator."
        column.addWidget(theme.muted(note, wrap=True))

    def paintEvent(self, event) -> None:
        del event
        QPainter(self).fillRect(0, 0, 3, self.height(), theme.tokens().colour("accent"))


def _origin(incident: Incident) -> Card:
    values = incident.values
    card = Card("Where it comes from")
    facts = Facts()
    facts.add("Reported", show_when(told_reported(values.reported_at)))
    facts.add("How", values.reported_how.label)
    facts.add("By", "Anonymous" if values.anonymous else values.reported_by)
    recorded = incident.recorded_at
    facts.add("Recorded", f"{show_date(recorded.date())}, {show_time(recorded.time())}\n{incident.recorded_by}")
    facts.add("Imported from", incident.batch_file)
    card.body.addWidget(facts)
    return card


def _kind(main: bool) -> str:
    return "primary" if main else ""
