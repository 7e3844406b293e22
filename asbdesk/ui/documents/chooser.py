"""Which letter, to whom, on which contract: the three choices that make a letter's page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents import library
from asbdesk.documents.library import Template
from asbdesk.queries.facts import Recipient
from asbdesk.queries.letters import ContractChoice, LetterChoices
from asbdesk.ui import theme
from asbdesk.ui.documents import state
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Row


class Chooser(QWidget):
    """Three lists. ``chosen`` comes when one of them changes, ``template``, ``person`` and ``contract`` tell which."""

    chosen = Signal()

    def __init__(self, template: str, person_id: int, contract_id: int) -> None:
        super().__init__()
        self._choices: LetterChoices | None = None
        self._first = (person_id, contract_id)
        pairs = [(each.code, each.title) for each in library.templates().values() if not each.place]
        self.letter = ChoiceField("&Letter", pairs, " ", blank="Choose a letter…")
        self.contract_field = ChoiceField("&Contract", [])
        self.recipient = ChoiceField("&Recipient", [], " ")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(4))
        column.addWidget(self.letter)
        column.addWidget(Row(self.contract_field, self.recipient))
        for field in (self.letter, self.contract_field, self.recipient):
            field.changed.connect(self._changed)
        with QSignalBlocker(self):
            self.letter.set_value(template)

    @property
    def template(self) -> Template | None:
        """The template chosen."""
        code = self.letter.value()
        return library.template(code) if code else None

    @property
    def person(self) -> Recipient | None:
        """The recipient chosen."""
        people = self._choices.recipients if self._choices else ()
        return next((each for each in people if str(each.person_id) == self.recipient.value()), None)

    @property
    def contract(self) -> ContractChoice | None:
        """The contract chosen, for a paper that needs one."""
        contracts = self._choices.contracts if self._choices else ()
        chosen = self.contract_field.value()
        return next((each for each in contracts if str(each.id) == chosen), None)

    def show_choices(self, choices: LetterChoices) -> None:
        """Offer what the case has; what is chosen stays chosen where it is still there."""
        self._choices = choices
        self._fill()

    def _changed(self) -> None:
        if self._choices is not None:
            self._fill()
            self.chosen.emit()

    def _fill(self) -> None:
        template, choices = self.template, self._choices
        if choices is None:
            return
        self.letter.help.setText(template.summary if template else "")
        self.letter.help.setVisible(template is not None)
        person_id, contract_id = self._first
        needs = template is not None and state.needs_contract(template)
        contracts = [(str(c.id), f"{c.reference}, {c.state.label.lower()}") for c in choices.contracts]
        _offer(self.contract_field, contracts if needs else (), contract_id)
        self.contract_field.setVisible(needs and bool(contracts))
        people = (
            state.recipients_for(template, choices.recipients, self.contract if needs else None) if template else ()
        )
        _offer(self.recipient, [(str(p.person_id), f"{p.name}, {p.role.label.lower()}") for p in people], person_id)
        self.recipient.setVisible(template is not None)
        self.recipient.show_error(self._why_nobody(template, bool(people), needs and not contracts))
        self.recipient.help.hide()

    def _why_nobody(self, template: Template | None, found: bool, lacks_contract: bool) -> str:
        if template is None:
            return ""
        if lacks_contract:
            return "This paper belongs to a contract, and the case has none yet. Draw up the contract first."
        if not found:
            return f"Nobody in this case is a {template.recipient.label.lower()}. Add the person to the case first."
        person = self.person
        return f"{person.name}: {person.warning}." if person and person.warning else ""


def _offer(field: ChoiceField, pairs: Iterable[tuple[str, str]], first: int) -> None:
    """Other choices in the same list; what was chosen stays, else ``first``, else the first of them."""
    chosen = field.value()
    pairs = list(pairs)
    if [(field.box.itemData(n), field.box.itemText(n)) for n in range(field.box.count())] == pairs:
        return
    with QSignalBlocker(field.box):
        field.box.clear()
        for value, words in pairs:
            field.box.addItem(words, value)
        place = field.box.findData(chosen)
        field.box.setCurrentIndex(place if place >= 0 else max(0, field.box.findData(str(first))) if pairs else -1)
