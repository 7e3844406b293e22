"""What one letter asks: the template's questions, the incidents to name, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from asbdesk.documents.library import Ask, Template
from asbdesk.domain.casework import AgencyKind
from asbdesk.domain.disclosures import Power
from asbdesk.domain.when import parse_date, parse_time, show_date, show_time
from asbdesk.queries.letters import IncidentChoice
from asbdesk.queries.recipients import Addressee
from asbdesk.services.papers import Wanted
from asbdesk.ui import theme
from asbdesk.ui.agencies.fields import PowerField
from asbdesk.ui.documents.body_field import BodyField
from asbdesk.ui.kit.date_fields import DateField, SpokenField
from asbdesk.ui.kit.fields import ChoiceField, Field, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner


class LetterForm(Form):
    """Fields ``asked-NAME`` for the template's questions, ``incidents`` and ``body``."""

    def __init__(
        self,
        template: Template,
        incidents: tuple[IncidentChoice, ...],
        answers: dict[str, str],
        today: date,
        powers: Sequence[Power] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.template = template
        for asks in _beside(template.asks):
            fields = {f"asked-{ask.name}": ask_field(ask, today, powers) for ask in asks}
            self.row(**fields)
        self._incidents: IncidentsField | None = None
        if incidents and "incidents" in template.body:
            self._incidents = self.add("incidents", IncidentsField("Incidents to name", incidents))
        self.hand = Banner()
        self.body.addWidget(self.hand)
        self.words = self.add("body", BodyField("Words of the letter"))
        self.words.setVisible(template.layout == "letter")
        first: dict[str, Any] = {f"asked-{name}": value for name, value in answers.items()}
        self.set_value(first | {"incidents": [each.id for each in incidents]})

    def reach(self, kind: AgencyKind | None) -> None:
        """The kind of agency that is written to."""
        for field in self.fields.values():
            if isinstance(field, PowerField):
                field.reach(kind)

    def asked(self) -> dict[str, Any]:
        """The answers, by the names in the template."""
        prefix = "asked-"
        return {n.removeprefix(prefix): f.value() for n, f in self.fields.items() if n.startswith(prefix)}

    def wanted(
        self, case_id: int, person_id: int, contract_id: int, addressee: Addressee | None = None, matter_id: int = 0
    ) -> Wanted:
        """The paper as it is asked for now."""
        chosen = None if self._incidents is None else tuple(self._incidents.value())
        return Wanted(
            case_id=case_id,
            template=self.template.code,
            person_id=person_id,
            asked=self.asked(),
            contract_id=contract_id or None,
            matter_id=matter_id,
            incident_ids=chosen,
            addressee=addressee,
            edited=self.words.edited(),
            edited_from=self.words.base,
        )


class IncidentsField(Field):
    """The incidents of the case, each with a box to tick and its neutral line. The value is the list of their ids."""

    def __init__(self, label: str, incidents: tuple[IncidentChoice, ...]) -> None:
        super().__init__(label)
        self.boxes = {each.id: QCheckBox(each.when) for each in incidents}
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        for each in incidents:
            box = self.boxes[each.id]
            box.setAccessibleName(f"{each.when}: {each.what}")
            box.toggled.connect(lambda _on: self._touched())
            column.addWidget(box)
            words = theme.muted(each.what, wrap=True)
            words.setContentsMargins(theme.gap(7), 0, 0, theme.gap(1))
            column.addWidget(words)
        self.build(group, focus=next(iter(self.boxes.values())))
        self.boxes[incidents[0].id].setAccessibleName(f"{incidents[0].when}: {incidents[0].what}")

    def value(self) -> list[int]:
        return [number for number, box in self.boxes.items() if box.isChecked()]

    def set_value(self, value: Any) -> None:
        for number, box in self.boxes.items():
            box.setChecked(number in (value or ()))


class _Lines(LongTextField):
    """A few lines and no more."""

    def _size(self) -> None:
        super()._size()
        self.edit.setMaximumHeight(self.edit.minimumHeight())


def _beside(asks: tuple[Ask, ...]) -> list[list[Ask]]:
    """Two dates or times beside one another, everything else on a line of its own."""
    rows: list[list[Ask]] = []
    for ask in asks:
        short = ask.kind in ("date", "time")
        if short and rows and len(rows[-1]) == 1 and rows[-1][0].kind in ("date", "time"):
            rows[-1].append(ask)
        else:
            rows.append([ask])
    return rows


def ask_field(ask: Ask, today: date, powers: Sequence[Power]) -> Field:
    hint = ask.help or (f"For example: {ask.example}" if ask.kind in ("text", "paragraph") and ask.example else "")
    label = ask.label.replace("&", "&&") + ("" if ask.required else " (may be left out)")
    match ask.kind:
        case "date":
            return DateField(label, parse=lambda text: parse_date(text, today, "future"), show=show_date, hint=hint)
        case "time":
            return SpokenField(label, parse=parse_time, show=show_time, hint=hint)
        case "choice":
            return ChoiceField(label, [(each, each) for each in ask.choices], hint, blank="Choose…")
        case "power":
            return PowerField(label, powers, hint)
        case "paragraph":
            return _Lines(label, hint, lines=4)
        case _:
            return TextField(label, hint)
