"""What one letter asks: the template's questions, the incidents to name, and its words."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.documents.library import Ask, Template
from asbdesk.domain.when import parse_date, parse_time, show_date, show_time
from asbdesk.queries.letters import IncidentChoice
from asbdesk.services.papers import Wanted
from asbdesk.ui.documents.body_field import BodyField
from asbdesk.ui.kit.date_fields import DateField, SpokenField
from asbdesk.ui.kit.fields import ChoiceField, Field, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner

_BY_HAND_NO = "These words come from the contract; change its terms on the contract's page."


class LetterForm(Form):
    """Fields ``asked-NAME`` for the template's questions, ``incidents`` and ``body``."""

    def __init__(
        self,
        template: Template,
        incidents: tuple[IncidentChoice, ...],
        answers: dict[str, str],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.template = template
        for ask in template.asks:
            self.add(f"asked-{ask.name}", _field(ask, today))
        self._incidents: MultiChoice | None = None
        if incidents and "incidents" in template.body:
            pairs = [(str(each.id), each.words) for each in incidents]
            self._incidents = self.add("incidents", MultiChoice("Incidents to name", pairs))
        self.hand = Banner()
        self.body.addWidget(self.hand)
        self.words = self.add("body", BodyField("Words of the letter", read_only=_read_only(template)))
        first: dict[str, Any] = {f"asked-{name}": value for name, value in answers.items()}
        self.set_value(first | {"incidents": [str(each.id) for each in incidents]})

    def asked(self) -> dict[str, Any]:
        """The answers, by the names in the template."""
        prefix = "asked-"
        return {n.removeprefix(prefix): f.value() for n, f in self.fields.items() if n.startswith(prefix)}

    def wanted(self, case_id: int, person_id: int, contract_id: int) -> Wanted:
        """The paper as it is asked for now."""
        chosen = None if self._incidents is None else tuple(int(each) for each in self._incidents.value())
        return Wanted(
            case_id=case_id,
            template=self.template.code,
            person_id=person_id,
            asked=self.asked(),
            contract_id=contract_id or None,
            incident_ids=chosen,
            edited=self.words.edited(),
            edited_from=self.words.base,
        )


def _read_only(template: Template) -> str:
    return _BY_HAND_NO if template.layout == "document" else ""


def _field(ask: Ask, today: date) -> Field:
    hint = ask.help or (f"For example: {ask.example}" if ask.kind in ("text", "paragraph") and ask.example else "")
    label = ask.label.replace("&", "&&") + ("" if ask.required else " (may be left out)")
    match ask.kind:
        case "date":
            return DateField(label, parse=lambda text: parse_date(text, today, "future"), show=show_date, hint=hint)
        case "time":
            return SpokenField(label, parse=parse_time, show=show_time, hint=hint)
        case "choice":
            return ChoiceField(label, [(each, each) for each in ask.choices], hint, blank="Choose…")
        case "paragraph":
            return LongTextField(label, hint, lines=3)
        case _:
            return TextField(label, hint)
