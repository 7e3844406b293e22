"""How a person looks on her page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain import phones
from asbdesk.domain.casework import ContactKind, FlagKind, PreferredFormat, Tenure, UserRole
from asbdesk.domain.people import AddressValues, ContactValues, FlagValues
from asbdesk.domain.permissions import may
from asbdesk.domain.repeats import SHOWN, Sign
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.people import PersonPage as Person
from asbdesk.queries.people import RelationRow
from asbdesk.ui import theme
from asbdesk.ui.kit.facts import Facts, emptied, link
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button, icon_button
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.people.history import History
from asbdesk.ui.people.lists import cases_table, incidents_table
from asbdesk.ui.people.state import born_and_age, lived_there, may_change, safe_words, warning
from asbdesk.ui.risk.card import sign_block

if TYPE_CHECKING:
    from asbdesk.ui.people.page import PersonPage


class PersonView(QWidget):
    """Filled anew whenever the person is read."""

    def __init__(self, page: PersonPage) -> None:
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

    def show_person(self, person: Person, today: date, role: UserRole) -> None:
        """All of it, in the order of the eye."""
        self.banner.show_words("")
        inside = emptied(self._inside)
        inside.addWidget(self._head(person, today, role))
        marks = warning(person)
        if marks:
            inside.addWidget(Banner(f"Before a visit: {marks}", "alert"))
        sides = Sides(7, 5)
        go = self._page.go
        sides.left.addWidget(cases_table(person.cases, lambda number: go("case", number)))
        sides.left.addWidget(incidents_table(person.incidents, lambda number: go("incident", number)))
        sides.left.addWidget(History(self._page.ask_history))
        sides.left.addStretch(1)
        self._repeats = Card("Found in the records")
        self._signs = QVBoxLayout()
        self._repeats.body.addLayout(self._signs)
        self._repeats.hide()
        sides.right.addWidget(self._repeats)
        sides.right.addWidget(_addresses(person.values.addresses))
        sides.right.addWidget(_contacts(person.values.contacts))
        sides.right.addWidget(_needs(person))
        sides.right.addWidget(self._relations(person.relations, change=may_change(role)))
        if person.values.notes:
            card = Card("Notes")
            card.body.addWidget(theme.Text(person.values.notes, wrap=True))
            sides.right.addWidget(card)
        sides.right.addStretch(1)
        inside.addWidget(sides)

    def _head(self, person: Person, today: date, role: UserRole) -> PageHead:
        head = PageHead(f"{person.values.title} {person.name}".strip())
        values = person.values
        known = born_and_age(values, person.age_noted_on, today)
        parts = [known[:1].upper() + known[1:]]
        if values.aliases:
            parts.append("also known as " + ", ".join(a.name for a in values.aliases))
        head.words.setText(" · ".join(parts))
        if any(flag.kind is FlagKind.VULNERABILITY for flag in values.flags):
            head.add_pill(Pill("Vulnerable", "info"))
        if warning(person):
            head.add_pill(Pill("Warning marker", "alert"))
        if may(role, "record"):
            head.add_action(button("Ed&it", self._page.edit))
            head.add_action(button("New incident with this &person", self._page.new_incident))
        return head

    def show_signs(self, signs: Sequence[Sign]) -> None:
        """What recurs around this person, with the incidents behind it; quietly, beneath the head."""
        emptied(self._signs)
        for sign in signs:
            self._signs.addWidget(sign_block(sign, sign.counted))
            line = QWidget()
            flow = Flow(line, spacing=theme.gap(2))
            for mention in sign.incidents[-SHOWN:]:
                flow.addWidget(link(mention.reference, lambda n=mention.id: self._page.go("incident", n)))
            self._signs.addWidget(line)
        self._repeats.setVisible(bool(signs))

    def _relations(self, relations: Sequence[RelationRow], *, change: bool) -> Card:
        card = Card("Relations")
        if change:
            card.add_action(button("&Add", self._page.add_relation, kind="link"))
        for relation in relations:
            line = QWidget()
            flow = Flow(line, spacing=theme.gap(1))
            flow.addWidget(link(relation.name, lambda n=relation.other_id: self._page.go("person", n)))
            flow.addWidget(theme.muted(f"· {relation.relation.label}"))
            if change:
                words = f"Remove {relation.name}, {relation.relation.label}"
                flow.addWidget(icon_button("close", words, lambda n=relation.id: self._page.unrelate(n)))
            card.body.addWidget(line)
        if not relations:
            card.body.addWidget(theme.muted("Nobody yet.", wrap=True))
        return card


def _addresses(addresses: Sequence[AddressValues]) -> Card:
    card = Card("Addresses")
    for place, address in enumerate(reversed(addresses)):
        if place:
            card.body.addSpacing(theme.gap(2))
        here = address.lived_to is None
        lines = theme.Text("\n".join(part for part in (address.lines, address.postcode) if part), wrap=True)
        if not here:
            lines.set_role("muted")
        card.body.addWidget(lines)
        tenure = "" if address.tenure is Tenure.UNKNOWN else address.tenure.label
        about = " · ".join(part for part in (lived_there(address), tenure, address.landlord) if part)
        if about:
            card.body.addWidget(theme.muted(about[0].upper() + about[1:], wrap=True))
        if here:
            words, role = safe_words(address.safe_to_write, "write")
            card.body.addWidget(theme.Text(words, role, bold=role == "alert"))
    if not addresses:
        card.body.addWidget(theme.muted("No address is known."))
    return card


def _contacts(contacts: Sequence[ContactValues]) -> Card:
    card = Card("Telephones and e-mail")
    for contact in contacts:
        email = contact.kind is ContactKind.EMAIL
        line = QWidget()
        flow = Flow(line, spacing=theme.gap(2))
        flow.addWidget(theme.Text(contact.value if email else phones.shown(contact.value), bold=True))
        flow.addWidget(theme.muted(contact.kind.label))
        words, role = safe_words(contact.safe)
        flow.addWidget(theme.Text(words, role, bold=role == "alert"))
        card.body.addWidget(line)
        if contact.note:
            card.body.addWidget(theme.muted(contact.note, wrap=True))
    if not contacts:
        card.body.addWidget(theme.muted("No telephone or e-mail is known."))
    return card


def _needs(person: Person) -> Card:
    """What to mind: vulnerabilities, warning markers, language and print."""
    values = person.values
    card = Card("Vulnerabilities and markers")
    for flag in values.flags:
        role = "alert" if flag.kind is FlagKind.MARKER else ""
        card.body.addWidget(theme.Text(flag.text, role, bold=True, wrap=True))
        card.body.addWidget(theme.muted(_about(flag), wrap=True))
    facts = Facts()
    facts.add("Language", values.language)
    facts.add("Interpreter", "Needed" if values.interpreter else "")
    ordinary = values.preferred_format is PreferredFormat.ORDINARY
    facts.add("Letters in", "" if ordinary else values.preferred_format.label)
    card.body.addWidget(facts)
    if not values.flags:
        card.body.insertWidget(1, theme.muted("None recorded."), 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _about(flag: FlagValues) -> str:
    review = f"look at it again on {show_date(flag.review_on)}" if flag.review_on else ""
    return " · ".join(part for part in (flag.kind.label, flag.reason, review) if part)
