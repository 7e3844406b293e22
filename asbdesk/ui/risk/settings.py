"""The risk questionnaire in Settings: what holds now, and changing it as a new version from a day on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from asbdesk.domain.casework import RiskBand
from asbdesk.domain.permissions import may
from asbdesk.domain.risk import REPEATS, Question, Questionnaire, questionnaire
from asbdesk.domain.risk_file import as_toml, from_toml
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.questionnaires import QuestionnaireVersion, questionnaire_versions
from asbdesk.services.risk import change_questionnaire
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, Field, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable

_KINDS = "Questionnaires (*.toml)"
_LARGEST = 200_000
_WORDS = {
    "bands": "Medium begins at",
    "bands-high": "High begins at",
    "days-low": "Low: looked at again within days",
    "days-medium": "Medium: looked at again within days",
    "days-high": "High: looked at again within days",
}


class QuestionnaireCard(Card):
    """The versions in a table, and the way to a new one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Risk questionnaire", parent)
        self._desk = desk
        self._versions: tuple[QuestionnaireVersion, ...] = ()
        self.change = button("Change the &questionnaire…", self._change, kind="link")
        self.change.setEnabled(may(desk.who.role, "settings"))
        self.add_action(self.change)
        words = "Local policy. A change has its day; assessments made before keep the version they were made under."
        self.body.addWidget(theme.muted(words, wrap=True))
        self.table = ShortTable(
            "Versions of the questionnaire", ("Version", "From", "Decided", "By"), (12, 14, 0, 16), whole=True
        )
        self.body.addWidget(self.table)

    def refresh(self) -> None:
        """Read the versions again."""
        self._desk.ask(questionnaire_versions, then=self._show, page=self)

    def _show(self, versions: tuple[QuestionnaireVersion, ...]) -> None:
        self._versions = versions
        self.table.show_lines(
            [Line((str(v.number) if v.number else "As shipped", show_date(v.since) if v.since else "the beginning",
                   v.note, v.made_by)) for v in versions]
        )  # fmt: skip

    def _change(self) -> None:
        if self._versions:
            QuestionnaireDialog(self, self._desk, self._versions[0].form).open()


class QuestionnaireDialog(Dialog):
    """Words, weights, bands, what lifts the band, what counts as a repeat; from a day on."""

    def __init__(self, parent: QWidget, desk: Desk, base: Questionnaire) -> None:
        words = "It holds from the day you give. Questions are added or taken out through a file."
        super().__init__(parent, "Change the risk questionnaire", words, width=110)
        self.desk, self.base = desk, base
        self.form = Form()
        self._fields()
        self.form.setContentsMargins(0, 0, theme.gap(3), 0)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        area = scrolled(self.form)
        self.body.addWidget(area, 1)
        self.add_buttons("&Save as a new version", self.save)
        self.add_button("&Write a file…", self._write)
        self.add_button("&Take from a file…", lambda: ask.choose_file(self, "A questionnaire", _KINDS, self.take))
        self.fit(area)

    def save(self) -> None:
        """Check it whole, and save it from its day on."""
        if not self.form.check():
            return
        value = self.form.value()
        if not value["since"]:
            self.form.errors({"since": "Say from which day it holds."})
            return
        try:
            changed = questionnaire(self._data(value))
        except AsbdeskError as error:
            self.form.show_trouble(error)
            return
        self.desk.do(
            change_questionnaire, date.fromisoformat(value["since"]), changed, value["note"],
            then=lambda _number: self.accept(), failed=self.form.show_trouble, page=self,
        )  # fmt: skip

    def take(self, path: Path) -> None:
        """Show what a file says; a wrong one is told in words, and nothing is changed."""
        try:
            found = from_toml(_text(path))
        except (AsbdeskError, OSError, UnicodeDecodeError) as error:
            why = str(error) if isinstance(error, AsbdeskError) else "it cannot be read as text."
            self.form.errors({"": f"“{path.name}” was not taken: {why}"})
            return
        parent = self.parentWidget()
        if parent is not None:
            self.reject()
            QuestionnaireDialog(parent, self.desk, found).open()

    def _write(self) -> None:
        ask.save_file(self, "Write the questionnaire", "risk-questionnaire.toml", _KINDS, self._written)

    def _written(self, path: Path) -> None:
        try:
            path.write_text(as_toml(self.base), encoding="utf-8")
        except OSError:
            self.form.errors({"": f"“{path.name}” cannot be written to. Choose another folder."})

    def _fields(self) -> None:
        today, form = self.desk.clock.today(), self.form
        since = DateField("&From", parse=lambda text: parse_date(text, today, "future"), show=show_date)
        since.set_value(today.isoformat())
        form.row(since=since, note=TextField("&Decided", "What was decided, and by whom."))
        form.section("Bands and reviews")
        names = list(_WORDS)
        form.row(**{name: TextField(_WORDS[name], longest=5) for name in names[:2]})
        form.row(**{name: TextField(_WORDS[name], longest=3) for name in names[2:]})
        form.section("Questions and weights")
        for question in self.base.questions:
            form.add(f"question-{question.code}", WeightsField(question))
        form.section("Lifts the band, whatever the score, to")
        lifts = [(band.value, band.label) for band in (RiskBand.MEDIUM, RiskBand.HIGH)]
        for escalator in self.base.escalators:
            form.add(f"escalator-{escalator.code}", ChoiceField(escalator.text, lifts))
        form.section("Found in the records")
        for kind in REPEATS:
            form.row(
                **{
                    f"{kind}-incidents": TextField(f"Repeat {kind}: incidents", longest=2),
                    f"{kind}-months": TextField(f"Repeat {kind}: in months", longest=2),
                }
            )
        form.set_value(_shown(self.base))

    def _data(self, value: dict[str, Any]) -> dict[str, Any]:
        medium, high = _whole(value["bands"]), _whole(value["bands-high"])
        lasts = (medium - 1 if isinstance(medium, int) else medium, high - 1 if isinstance(high, int) else high, None)
        bands = zip(RiskBand, (0, medium, high), lasts, strict=True)
        return {
            "question": [value[f"question-{q.code}"] for q in self.base.questions],
            "escalator": [
                {"code": e.code, "text": e.text, "help": e.help, "to": value[f"escalator-{e.code}"]}
                for e in self.base.escalators
            ],
            "band": [
                {"band": band.value, "from": first, "to": last, "review_days": _whole(value[f"days-{band.value}"]),
                 "plan": self.base.rule(band).plan} for band, first, last in bands
            ],
            "repeats": {
                kind: {name: _whole(value[f"{kind}-{name}"]) for name in ("incidents", "months")} for kind in REPEATS
            },
        }  # fmt: skip


class WeightsField(Field):
    """A question's words, and each answer with its weight. The value is the question's data."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.text.replace("&", "&&"))
        self._question = question
        self.text = QLineEdit(maxLength=200)
        self.text.setAccessibleName(f"Words of the question: {question.text}")
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.gap(2))
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.text, 0, 0, 1, 2)
        self.rows: list[tuple[QLineEdit, QLineEdit]] = []
        for place, answer in enumerate(question.answers, 1):
            words, weight = QLineEdit(maxLength=200), QLineEdit(maxLength=3)
            words.setAccessibleName(f"Answer {place}: {question.text}")
            weight.setAccessibleName(f"Weight of “{answer.words}”")
            weight.setMaximumWidth(self.fontMetrics().averageCharWidth() * 10)
            grid.addWidget(words, place, 0)
            grid.addWidget(weight, place, 1)
            self.rows.append((words, weight))
        self.build(whole, focus=self.text)
        for edit in (self.text, *(edit for row in self.rows for edit in row)):
            edit.textChanged.connect(lambda _text: self._touched())

    def value(self) -> dict[str, Any]:
        answers = [
            {"code": answer.code, "words": words.text(), "weight": _whole(weight.text())}
            for answer, (words, weight) in zip(self._question.answers, self.rows, strict=True)
        ]
        return {"code": self._question.code, "axis": self._question.axis, "text": self.text.text(), "answers": answers}

    def set_value(self, value: Any) -> None:
        self.text.setText(value["text"])
        for answer, (words, weight) in zip(value["answers"], self.rows, strict=True):
            words.setText(answer["words"])
            weight.setText(str(answer["weight"]))


def _text(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise AsbdeskError("it is too large for a questionnaire.")
    return path.read_text(encoding="utf-8")


def _shown(base: Questionnaire) -> dict[str, Any]:
    data = base.as_data()
    return {
        **{f"question-{entry['code']}": entry for entry in data["question"]},
        **{f"escalator-{entry['code']}": entry["to"] for entry in data["escalator"]},
        "bands": str(base.rule(RiskBand.MEDIUM).first),
        "bands-high": str(base.rule(RiskBand.HIGH).first),
        **{f"days-{band.value}": str(base.rule(band).review_days) for band in RiskBand},
        **{f"{kind}-{name}": str(number) for kind in REPEATS for name, number in data["repeats"][kind].items()},
    }


def _whole(text: str) -> int | str:
    """A whole number; anything else stays what was typed, for the check to refuse in words."""
    return int(text) if text.strip().isdecimal() else text
