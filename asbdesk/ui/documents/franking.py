"""The franking list of a day: looked at, printed, written as a file for the post room."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox

from asbdesk.documents import pdf
from asbdesk.domain.printing import PaperKind
from asbdesk.domain.when import NotADate, parse_date, show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.facts import office_facts
from asbdesk.reports import franking
from asbdesk.services.figures import note_figures
from asbdesk.ui.desk import Task
from asbdesk.ui.insight.paper_page import export_button
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Page


class FrankingDialog(Dialog):
    """A day and a class; the list beneath them is the paper that is printed."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, franking.TITLE, "The letters that were filed or printed on a day.", width=110)
        self.desk, self.go = page.desk, page.go
        self.rows: list[list[Any]] = []
        self.form = Form()
        today = self.desk.clock.today()
        classes = franking.weights()["classes"]
        self.form.row(
            day=DateField("&Day", parse=lambda text: parse_date(text, today, "past"), show=show_date),
            chosen=ChoiceField("C&lass", [(each, each) for each in classes]),
        )
        self.form.set_value({"day": today.isoformat(), "chosen": classes[0]})
        self.both_sides = QCheckBox("Printed on &both sides")
        self.view = PdfView(franking.TITLE)
        self.give_height(self.view, 90)
        for part in (self.form, self.both_sides):
            self.body.addWidget(part)
        self.body.addWidget(self.view, 1)
        self.export = export_button(self, franking.TITLE, lambda: self.rows)
        self.print_button = button("&Print", self.print_list, kind="primary", icon_name="printer-outline")
        for made in (self.export, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(made)
        self.form.changed.connect(self.make)
        self.both_sides.toggled.connect(lambda _on: self.make())
        self.make()

    def make(self) -> None:
        """The list of the day that stands there."""
        if not self.form.check():
            return
        value, both = self.form.value(), self.both_sides.isChecked()
        try:
            day = parse_date(str(value["day"]), self.desk.clock.today(), "past")
        except NotADate:
            return
        chosen = str(value["chosen"])

        def work(task: Task) -> tuple[list[list[Any]], bytes]:
            with task.office.reading() as session:
                letters = franking.franking(session, day, both_sides=both)
                made = franking.paper(letters, chosen, day, office_facts(session))
            return franking.table(letters, chosen), pdf.render(made)

        self.desk.heavy(work, then=self._show, failed=self._failed, page=self)

    def print_list(self) -> None:
        """The list, on paper."""
        self.view.print_it(
            franking.TITLE, lambda: self.desk.do(note_figures, franking.TITLE, "printed", page=self),
            kind=PaperKind.OTHER,
        )  # fmt: skip

    def _show(self, made: tuple[list[list[Any]], bytes]) -> None:
        self.rows, shown = made
        self.view.show_bytes(shown)
        empty = "No letter was filed or printed on this day." if len(self.rows) == 1 else ""
        self.banner.show_words(empty, "info")

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
