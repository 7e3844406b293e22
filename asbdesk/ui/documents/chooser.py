"""Which letter, to whom, about whom, on which contract: the choices that make a letter's page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents import library
from asbdesk.documents.library import GROUPS, Template
from asbdesk.domain.casework import PaperFormat, PaperLanguage, RecipientKind
from asbdesk.queries.letters import ContractChoice, LetterChoices
from asbdesk.queries.recipients import About, Recipient
from asbdesk.ui import theme
from asbdesk.ui.documents import state
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.layout import Row


class Chooser(QWidget):
    """Lists. ``chosen`` comes when one changes; ``template``, ``person``, ``about`` and ``contract`` tell which.

    ``agency`` is the key of the agency that is offered first: ``agency-2`` or ``agency-2:contact-5``.
    """

    chosen = Signal()
    look_changed = Signal()
    """Another format or language: the same letter, set otherwise."""

    def __init__(self, template: str, person_id: int, contract_id: int, agency: str = "", matter_id: int = 0) -> None:
        super().__init__()
        self._choices: LetterChoices | None = None
        self._first = (person_id, contract_id, agency)
        self._first_matter = matter_id
        self._look_of = ("", "")
        self.group = ChoiceField("&Kind of paper", GROUPS.items(), blank=state.EVERY_KIND)
        self.sought = TextField("Find &a paper", placeholder="A word of its title, or what it is for")
        self.letter = ChoiceField("&Letter", [], " ")
        self._list_letters(template)
        self.contract_field = ChoiceField("&Contract", [])
        self.recipient = ChoiceField("&Recipient", [], " ")
        self.about_field = ChoiceField("A&bout", [], " ")
        self.matter_field = ChoiceField("W&hich one", [])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(4))
        column.addWidget(Row(self.group, self.sought))
        column.addWidget(self.letter)
        column.addWidget(Row(self.contract_field, self.recipient))
        self.format_field = ChoiceField("For&mat", [], " ")
        self.language_field = ChoiceField("Lan&guage", [])
        column.addWidget(Row(self.format_field, self.language_field))
        column.addWidget(self.matter_field)
        column.addWidget(self.about_field)
        for field in (self.letter, self.contract_field, self.matter_field, self.recipient, self.about_field):
            field.changed.connect(self._changed)
        for field in (self.format_field, self.language_field):
            field.changed.connect(self._look_changed)
        for field in (self.group, self.sought):
            field.changed.connect(self._narrow)

    @property
    def template(self) -> Template | None:
        """The template chosen."""
        code = self.letter.value()
        return self._templates[code] if code else None

    @property
    def _templates(self) -> dict[str, Template]:
        """The office's templates; the program's until they are read."""
        return self._choices.templates if self._choices else library.templates()

    @property
    def format(self) -> PaperFormat:
        """How the paper is set."""
        return PaperFormat(self.format_field.value() or PaperFormat.ORDINARY)

    @property
    def language(self) -> PaperLanguage:
        """In which language the paper is written."""
        return PaperLanguage(self.language_field.value() or PaperLanguage.ENGLISH)

    def choose_look(self, chosen: tuple[str, str]) -> None:
        """Format and language as a draft has them."""
        for field, value in zip((self.format_field, self.language_field), chosen, strict=True):
            if field.box.findData(value) >= 0:
                with QSignalBlocker(field):
                    field.set_value(value)

    @property
    def person(self) -> Recipient | None:
        """The recipient chosen."""
        people = self._choices.recipients if self._choices else ()
        return next((each for each in people if each.key == self.recipient.value()), None)

    @property
    def about(self) -> About | None:
        """Whom a paper to an agency is about; nobody in particular, or the paper goes to a person."""
        person = self.person
        if person is None or person.addressee is None or self._choices is None:
            return None
        chosen = self.about_field.value()
        return next((each for each in self._choices.about if str(each.person_id) == chosen), None)

    @property
    def person_id(self) -> int:
        """Whose paper it is: the recipient's, or whom an agency is written to about."""
        person = self.person
        if person is None or person.addressee is None:
            return person.person_id if person else 0
        return self.about.person_id if self.about else 0

    @property
    def contract(self) -> ContractChoice | None:
        """The contract chosen, for a paper that needs one."""
        contracts = self._choices.contracts if self._choices else ()
        chosen = self.contract_field.value()
        return next((each for each in contracts if str(each.id) == chosen), None)

    @property
    def matter_id(self) -> int:
        """The breach, review or whatever else of the contract the paper is about; 0 where it is about none."""
        return int(self.matter_field.value() or 0)

    def show_choices(self, choices: LetterChoices) -> None:
        """Offer what the case has; what is chosen stays chosen where it is still there."""
        self._choices = choices
        self._list_letters()
        self._fill()

    def _narrow(self) -> None:
        """Fewer letters to choose from; what is chosen is not lost by looking for another."""
        self._list_letters()
        self._changed()

    def _list_letters(self, first: str = "") -> None:
        withheld = self._choices.withheld if self._choices else {}
        templates = self._templates
        found = state.offered(templates.values(), self.group.value() or "", self.sought.value(), withheld)
        chosen = self.letter.value() or first
        papers = list(found.papers)
        if chosen in templates and chosen not in dict(papers) and chosen not in withheld:
            papers.insert(0, (chosen, templates[chosen].title))
        blank = "Choose a letter…" if papers else "No letter is called so"
        _offer(self.letter, [("", blank), *papers], chosen)
        words = found.withheld or withheld.get(chosen, "")
        self.letter.show_error(words if chosen in withheld else "")
        self.group.help.setText(words)
        self.group.help.setVisible(bool(words))

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
        person_id, contract_id, agency = self._first
        needs = template is not None and state.needs_contract(template)
        contracts = [(str(c.id), f"{c.reference}, {c.state.label.lower()}") for c in choices.contracts]
        _offer(self.contract_field, contracts if needs else (), contract_id)
        self.contract_field.setVisible(needs and bool(contracts))
        matters = state.matters_for(template, self.contract) if template else ()
        _offer(self.matter_field, [(str(m.id), m.words) for m in matters], self._first_matter)
        self.matter_field.setVisible(bool(matters))
        people = (
            state.recipients_for(template, choices.recipients, self.contract if needs else None) if template else ()
        )
        _offer(self.recipient, [(p.key, p.words) for p in people], agency or f"person-{person_id}")
        self._fill_about(choices, person_id)
        self._fill_look(choices)
        self.recipient.setVisible(template is not None)
        self.recipient.show_error(self._why_nobody(template, bool(people), needs and not contracts))
        self.recipient.help.hide()

    def _look_changed(self) -> None:
        if self._choices is not None:
            self._say_look()
            self.look_changed.emit()

    def _fill_look(self, choices: LetterChoices) -> None:
        """Formats and languages of the paper; the recipient's own format stands first, the office's language."""
        template, person = self.template, self.person
        self.format_field.setVisible(template is not None and person is not None)
        self.language_field.setVisible(template is not None and person is not None)
        key = (template.code if template else "", person.key if person else "")
        fresh, self._look_of = key != self._look_of, key
        formats = [(each.value, each.label) for each in template.formats] if template else []
        languages = state.languages_for(template, choices) if template else ()
        first = state.first_format(template, person) if template else PaperFormat.ORDINARY
        _offer(self.format_field, formats, first.value, anew=fresh)
        _offer(self.language_field, [(each.value, each.label) for each in languages],
               state.first_language(languages, choices, person).value, anew=fresh)  # fmt: skip
        self.language_field.setEnabled(len(languages) > 1)
        self._say_look()

    def _say_look(self) -> None:
        template, person = self.template, self.person
        words = state.format_words(template, person, self.format) if template and person else ""
        self.format_field.help.setText(words)
        self.format_field.help.setVisible(bool(words))

    def _fill_about(self, choices: LetterChoices, person_id: int) -> None:
        person = self.person
        to_agency = person is not None and person.addressee is not None
        people = [(str(each.person_id), state.about_words(each)) for each in choices.about]
        _offer(self.about_field, [*people, ("0", "Nobody in particular")] if to_agency else (), person_id)
        self.about_field.setVisible(to_agency)
        warning = state.about_warning(self.about)
        self.about_field.help.setText(warning)
        self.about_field.help.setVisible(bool(warning))

    def _why_nobody(self, template: Template | None, found: bool, lacks_contract: bool) -> str:
        if template is None:
            return ""
        if lacks_contract:
            return "This paper belongs to a contract, and the case has none yet. Draw up the contract first."
        if template.matter and not self.matter_id:
            return state.no_matter(template)
        if not found and template.recipient is RecipientKind.AGENCY:
            return "There is no agency in the directory yet. Add the partners there first, under Settings."
        if not found:
            return f"Nobody in this case is a {template.recipient.label.lower()}. Add the person to the case first."
        person = self.person
        return f"{person.name}: {person.warning}." if person and person.warning else ""


def _offer(field: ChoiceField, pairs: Iterable[tuple[str, str]], first: int | str, *, anew: bool = False) -> None:
    """Other choices in the same list; what was chosen stays, else ``first``, else the first of them. ``anew``: what
    was chosen does not count any more."""
    chosen = "" if anew else field.value()
    pairs = list(pairs)
    if not anew and [(field.box.itemData(n), field.box.itemText(n)) for n in range(field.box.count())] == pairs:
        return
    with QSignalBlocker(field.box):
        field.box.clear()
        for value, words in pairs:
            field.box.addItem(words, value)
        place = field.box.findData(chosen)
        field.box.setCurrentIndex(place if place >= 0 else max(0, field.box.findData(str(first))) if pairs else -1)
