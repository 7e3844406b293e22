"""The dialog that asks how many diary sheets are wanted, numbers them, and shows them ready to print."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from asbdesk.domain.when import parse_date, show_date
from asbdesk.services import evidence_papers
from asbdesk.ui.desk import Desk
from asbdesk.ui.evidence.paper_dialog import show_diary_pack
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import TextField
from asbdesk.ui.kit.form import Form

_SOON = timedelta(days=14)


class PackDialog(Dialog):
    """Each sheet has a number of its own in the case, which is never given again."""

    def __init__(self, parent: QWidget, desk: Desk, case_id: int) -> None:
        words = "Each sheet bears the case's reference, a number of its own and a code that says just these."
        super().__init__(parent, "Print diary sheets", words)
        self.page, self.desk, self.case_id = parent, desk, case_id
        self.form = Form()
        self.how_many = self.form.add("how_many", TextField("&How many sheets", longest=3))
        self.how_many.set_value("7")
        today = desk.clock.today()
        by = DateField("Send &back by", lambda said: parse_date(said, today, "future"), show_date)
        self.return_by = self.form.add("return_by", by)
        self.return_by.set_value((today + _SOON).isoformat())
        self.form.clean()
        self.body.addWidget(self.form)
        self.add_buttons("&Make the sheets", self.make)
        self.how_many.focus()

    def make(self) -> None:
        """Number them, and show them."""
        text = self.how_many.value().strip()
        if not text.isdecimal():
            self.form.errors({"how_many": "Type a number, such as 7: a sheet for each day of a week."})
            return
        if not self.form.check():
            return
        self.desk.do(
            evidence_papers.issue_sheets, self.case_id, int(text), then=self._numbered, failed=self.form.show_trouble,
            page=self,
        )  # fmt: skip

    def _numbered(self, numbers: tuple[int, int]) -> None:
        by = self.return_by.value()
        self.accept()
        show_diary_pack(self.page, self.desk, self.case_id, *numbers, date.fromisoformat(by) if by else None)
