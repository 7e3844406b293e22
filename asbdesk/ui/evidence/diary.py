"""Keying in a diary sheet: whose it is, which sheet, its scan, and the grid."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries.evidence import DiaryChoices
from asbdesk.reference_data import load_categories
from asbdesk.services import diary
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.evidence.add import AddExhibitDialog
from asbdesk.ui.evidence.grid import DiaryGrid
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.page import Go, Page

_NO_SCAN = "No scan"
_HINT = (
    "Dates as people say them; an empty date is that of the line above. Tab and Enter go on, arrows go up and down. "
    "How long: “20 min”, “2 h”, “till 03:00”."
)


class DiaryPage(Page):
    """A sheet becomes incidents of the case in one step, or nothing does."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "evidence"
    once: ClassVar[bool] = True
    shows: ClassVar[frozenset[str]] = frozenset({"exhibit"})

    def __init__(self, desk: Desk, go: Go, case_id: int, exhibit_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.case_id = case_id
        self._exhibit_id = exhibit_id
        self._reference = ""
        self.form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner()
        self._column.addWidget(self.banner)

    def title(self) -> str:
        return f"Diary sheet for {self._reference}" if self._reference else "Diary sheet"

    def refresh(self) -> None:
        self.desk.ask(evidence_queries.diary_choices, self.case_id, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        if self.form is not None:
            self.editor.keeper.save_now()
        return True

    def save(self) -> None:
        """Every line becomes an incident."""
        form = self.form
        if form is None or not self.editor.check():
            return
        if not form.fields["received_on"].value():
            form.errors({"received_on": "Say when it was handed in: “today”, “3 Nov”."})
            return
        values = form.value()
        sheet = diary.SheetValues(
            case_id=self.case_id,
            person_id=int(values["person"]) if values["person"] else None,
            category=values["category"],
            received_on=date.fromisoformat(values["received_on"]),
            lines=self.grid.lines(),
            sheet=values["sheet"],
            place=values["place"],
            exhibit_id=int(values["scan"]) if values["scan"] else None,
        )
        self.editor.save(diary.key_in, sheet, then=self._saved)

    def add_scan(self) -> None:
        """Take in the scan of this page as an exhibit."""
        ask.choose_file(
            self,
            "Scan of the diary sheet",
            "Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff);;All files (*)",
            self.add_file,
        )

    def add_file(self, path: Path) -> None:
        """Store this file as the sheet's scan."""
        AddExhibitDialog(self, self.desk, self.case_id, [path], self._scanned, kind=ExhibitKind.DIARY_SHEET).open()

    # inside

    def _show(self, choices: DiaryChoices) -> None:
        if self.form is None:
            self._build(choices)
        self._offer_scans(choices)

    def _build(self, choices: DiaryChoices) -> None:
        self._reference = choices.case_reference
        today = self.desk.clock.today()
        self.form = form = Form()
        keepers = [("", "Somebody who is not in the case"), *choices.people]
        kinds = [(kind.code, kind.label) for kind in load_categories().for_form()]
        form.row(
            person=ChoiceField("&Kept by", keepers),
            sheet=TextField("Sheet num&ber", placeholder=f"{self._reference}/D1"),
            received_on=DateField("Handed &in on", parse=lambda text: parse_date(text, today), show=show_date),
        )
        self.scan = ChoiceField("Sc&an", [("", _NO_SCAN)])
        form.row(
            category=ChoiceField("&Category", kinds),
            place=TextField("&Where", "Of all lines, unless they say otherwise."),
            scan=self.scan,
        )
        self.grid = form.add("lines", DiaryGrid("Lin&es", _HINT))
        form.body.addStretch(1)
        form.set_value(
            {
                "person": choices.people[0][0] if choices.people else "", "received_on": today.isoformat(),
                "category": choices.category, "place": choices.place, "sheet": "", "scan": "",
            }
        )  # fmt: skip
        self.editor = Editor(
            self.desk,
            form,
            f"diary:case-{self.case_id}",
            lambda: f"Diary sheet for {self._reference}",
            title=self.title(),
        )
        save = button("&Save as incidents", self.save, kind="primary")
        self.editor.add_buttons(save, button("Add &the scan…", self.add_scan), leave_button(self.go.back))
        self._column.addWidget(self.editor, 1)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.go.back)
        self.editor.show_trouble = self._refused
        self.editor.look_for_draft()
        self.grid.focus()

    def _offer_scans(self, choices: DiaryChoices) -> None:
        chosen = str(self._exhibit_id or "") or self.scan.value()
        self.scan.box.blockSignals(True)
        self.scan.box.clear()
        for value, words in (("", _NO_SCAN), *choices.scans):
            self.scan.box.addItem(words, value)
        self.scan.set_value(chosen or "")
        self.scan.box.blockSignals(False)

    def _scanned(self, ids: tuple[int, ...]) -> None:
        self._exhibit_id = ids[0]
        self.refresh()

    def _saved(self, ids: tuple[int, ...]) -> None:
        many = "1 incident" if len(ids) == 1 else f"{len(ids)} incidents"
        self.spent = True
        self.go.say(f"{many} recorded from the sheet.")
        self.go("case", self.case_id)

    def _refused(self, error: AsbdeskError) -> None:
        """A line's trouble goes to its cell."""
        Editor.show_trouble(self.editor, error)
        if isinstance(error, InvalidField):
            self.grid.show_problem(error.field, str(error))

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
