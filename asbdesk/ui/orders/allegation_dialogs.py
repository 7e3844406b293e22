"""The dialogs of the schedule: choose incidents, change an allegation, merge several into one, look at the paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.documents.library import template
from asbdesk.domain.allegations import LONGEST_CELL, AllegationValues, combined
from asbdesk.domain.orders import Basis, Denial, Strength
from asbdesk.domain.printing import PaperKind
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.allegations import AllegationRow, Choosing, SourceChoices
from asbdesk.services import allegations
from asbdesk.services.allegation_papers import SCHEDULE, file_schedule, schedule_paper
from asbdesk.services.papers import Prepared
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Failed
from asbdesk.ui.documents.filing_dialog import Filed, FilingDialog, Recipe
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.orders import allegation_state as state
from asbdesk.ui.page import Go


class ChooseDialog(Dialog):
    """Incidents to tick; each becomes an allegation."""

    def __init__(self, parent: QWidget, desk: Desk, application_id: int, found: Choosing) -> None:
        super().__init__(parent, "Add incidents", state.what_to_choose(found), width=100)
        self._desk, self._application_id = desk, application_id
        self.boxes: dict[int, QCheckBox] = {}
        self._live = {row.id for row in found.rows if row.judged.standing in ("live", "no-limit")}
        row = QHBoxLayout()
        for words, chosen in (("&All", set(self._ids(found))), ("Only the &live ones", self._live), ("&None", set())):
            row.addWidget(made := button(words, lambda chosen=chosen: self._tick(chosen)))
            if not found.rows:
                made.hide()
        row.addStretch(1)
        self.body.addLayout(row)
        self.list = QWidget()
        self.list.setAccessibleName("Incidents")
        column = QVBoxLayout(self.list)
        column.setSpacing(theme.gap(2))
        for each in found.rows:
            box = QCheckBox(each.when)
            box.setAccessibleName(f"{each.when}, {each.what}")
            words = " · ".join(part for part in (each.reference, each.place, each.judged.words) if part)
            box.setAccessibleDescription(words)
            box.toggled.connect(lambda _on: self._count())
            column.addWidget(box)
            done = theme.Text(each.what, wrap=True)
            done.setContentsMargins(theme.gap(6), 0, 0, 0)
            column.addWidget(done)
            note = theme.muted(words, wrap=True)
            note.setContentsMargins(theme.gap(6), 0, 0, theme.gap(1))
            column.addWidget(note)
            self.boxes[each.id] = box
        column.addStretch(1)
        area = scrolled(self.list)
        self.body.addWidget(area, 1)
        self.adder = self.add_buttons("A&dd", self.save)
        self._count()
        self.fit(area)
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()

    def save(self) -> None:
        """Make allegations of what is ticked."""
        chosen = [number for number, box in self.boxes.items() if box.isChecked()]
        self._desk.do(
            allegations.add_allegations, self._application_id, chosen, then=lambda _ids: self.accept(),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip

    @staticmethod
    def _ids(found: Choosing) -> list[int]:
        return [row.id for row in found.rows]

    def _tick(self, chosen: set[int]) -> None:
        for number, box in self.boxes.items():
            box.setChecked(number in chosen)

    def _count(self) -> None:
        ticked = sum(box.isChecked() for box in self.boxes.values())
        self.adder.setText(f"A&dd {ticked}" if ticked else "A&dd")
        self.adder.setEnabled(bool(ticked))


class AllegationDialog(FormDialog):
    """An allegation of the schedule. The draft is kept under ``order-allegation:3:7`` (application, allegation)."""

    def __init__(
        self, parent: QWidget, desk: Desk, application_id: int, row: AllegationRow, choices: SourceChoices
    ) -> None:
        form = _form(desk.clock.today(), choices, merged=bool(row.parts))
        form.set_value(_entry(row.values))
        super().__init__(
            parent, desk, f"Allegation {row.number}", state.sources_words(row), form=form,
            key=f"order-allegation:{application_id}:{row.id}",
            draft=lambda: f"Allegation of {row.values.happened_words}", yes="&Save",
        )  # fmt: skip
        self._row = row

    def save(self) -> None:
        if self.editor.check():
            self.do(allegations.change_allegation, self._row.id, _values(self.form.value(), self._row.values))


class MergeDialog(FormDialog):
    """Several allegations as one, in words that can be changed. ``then`` gets the new one's id."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        application_id: int,
        rows: Sequence[AllegationRow],
        choices: SourceChoices,
        then: Callable[[int], object],
    ) -> None:
        self._rows, self._then = rows, then
        self._whole = combined([row.values for row in rows])
        form = _form(desk.clock.today(), choices, merged=True)
        form.set_value(_entry(self._whole))
        numbers = ", ".join(str(row.number) for row in rows)
        words = (
            f"Numbers {numbers} become one, which rests on all that they rest on. "
            "Each keeps its own day for the time limit. It can be taken apart again."
        )
        super().__init__(
            parent, desk, f"Merge {len(rows)} allegations", words, form=form,
            key=f"order-merge:{application_id}:{'-'.join(str(row.id) for row in rows)}",
            draft=lambda: f"Merging of allegations {numbers}", yes="&Merge",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            values = _values(self.form.value(), self._whole)
            ids = [row.id for row in self._rows]
            self.editor.save(allegations.merge_allegations, ids, values, then=self._merged)

    def _merged(self, whole: int) -> None:
        self.accept()
        self._then(whole)


class ScheduleDialog(FilingDialog):
    """The schedule as it will be printed."""

    kind = PaperKind.COURT

    def __init__(self, parent: QWidget, desk: Desk, go: Go, application_id: int) -> None:
        super().__init__(parent, desk, go, template(SCHEDULE).title, width=190)
        self._application_id = application_id
        self.make()

    def recipe(self) -> Recipe:
        application_id = self._application_id
        return lambda session, user_id, today, _look: schedule_paper(session, application_id, user_id, today)

    def put_away(self, prepared: Prepared, printed: bool, then: Filed, failed: Failed) -> None:
        filed = file_schedule, self._application_id, prepared
        self.desk.do(*filed, printed=printed, then=then, failed=failed, page=self)


def _form(today: date, choices: SourceChoices, *, merged: bool) -> Form:
    form = Form()
    hint = "Of the parts, each keeps its own." if merged else "The first day on which it can have been."
    counted = DateField(
        "Time limit counts &from", hint=hint, parse=lambda words: parse_date(words, today), show=show_date
    )
    form.row(happened_words=TextField("&When", "As well as it is known.", longest=LONGEST_CELL), happened_on=counted)
    counted.setEnabled(not merged)
    plain = "A plain act in one or two sentences; no protected name."
    form.add("act", LongTextField("What was &done", plain, lines=4, grows=False))
    form.row(
        place=TextField("W&here", longest=LONGEST_CELL),
        reached=TextField("Whom it &reached", "By role or pseudonym.", longest=LONGEST_CELL),
    )
    form.row(
        witness=TextField("Wi&tness", "A protected one by her pseudonym.", longest=LONGEST_CELL),
        basis=ChoiceField("&Basis", Basis),
    )
    form.row(denial=ChoiceField("Den&ial", Denial), strength=ChoiceField("Stren&gth", Strength))
    if choices.exhibits:
        form.add("exhibit_ids", MultiChoice("&Exhibits", [(str(number), words) for number, words in choices.exhibits]))
    if choices.statements:
        pairs = [(str(number), words) for number, words in choices.statements]
        form.add("statement_ids", MultiChoice("Stateme&nts", pairs))
    return form


def _entry(values: AllegationValues) -> dict[str, Any]:
    return {
        "happened_on": values.happened_on.isoformat(),
        "happened_words": values.happened_words,
        "place": values.place,
        "act": values.act,
        "reached": values.reached,
        "witness": values.witness,
        "basis": values.basis.value,
        "denial": values.denial.value,
        "strength": values.strength.value,
        "exhibit_ids": [str(number) for number in values.exhibit_ids],
        "statement_ids": [str(number) for number in values.statement_ids],
    }


def _values(entry: dict[str, Any], before: AllegationValues) -> AllegationValues:
    day = entry.get("happened_on")
    return replace(
        before,
        happened_on=date.fromisoformat(day) if day else before.happened_on,
        happened_words=entry["happened_words"],
        place=entry["place"],
        act=" ".join(entry["act"].split()),
        reached=entry["reached"],
        witness=entry["witness"],
        basis=Basis(entry["basis"]),
        denial=Denial(entry["denial"]),
        strength=Strength(entry["strength"]),
        exhibit_ids=tuple(int(number) for number in entry.get("exhibit_ids", ())),
        statement_ids=tuple(int(number) for number in entry.get("statement_ids", ())),
    )
