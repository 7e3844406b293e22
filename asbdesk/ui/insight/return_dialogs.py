"""The dialogs of returns: how many homes there were in a year, and submitting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from asbdesk.domain.returns import YearFigure
from asbdesk.queries.returns import BoundaryHomes
from asbdesk.reports import returns as report
from asbdesk.services.returns import set_year_figure
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form

_HOMES = (
    "The return divides by the homes that the landlord owns or manages. Homes of a boundary file are all the homes of "
    "the area: take them only where that is what is wanted."
)


class YearDialog(FormDialog):
    """A figure of a year. What a boundary file says can be taken over, with its source."""

    def __init__(
        self, parent: QWidget, desk: Desk, known: YearFigure, year: int, boundaries: Sequence[BoundaryHomes]
    ) -> None:
        self._code, self._year, self._boundaries = known.code, year, tuple(boundaries)
        form = Form()
        self._from = form.add(
            "boundaries",
            ChoiceField("Take from a &boundary file", [(str(n), f"{each.words}: {each.homes:,} homes")
                        for n, each in enumerate(boundaries)], blank="Typed below"),
        )  # fmt: skip
        self._from.setVisible(bool(boundaries))
        form.row(
            number=TextField(f"&Number of {known.label}", longest=12),
            source=TextField("&Where it comes from", "It stands beside the figure on the return."),
        )
        form.set_value({"number": f"{known.number}" if known.number else "", "source": known.source})
        self._from.changed.connect(self._take)
        super().__init__(
            parent, desk, f"{known.label.capitalize()} in {known.year}", _HOMES, form=form,
            key=f"return-year:{known.code}:{year}", draft=lambda: f"{known.label.capitalize()} in {known.year}",
            yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        values = self.form.value()
        typed = values["number"].replace(",", "").replace(" ", "")
        if not typed.isdecimal():
            self.form.errors({"number": "Give a whole number: 4650."})
            return
        self.do(set_year_figure, self._code, self._year, int(typed), values["source"])

    def _take(self) -> None:
        chosen = self._from.value()
        if chosen is not None:
            each = self._boundaries[int(chosen)]
            self.form.fields["number"].set_value(str(each.homes))
            self.form.fields["source"].set_value(each.source)


class SubmitDialog(FormDialog):
    """What is sent, once more; a note goes with it."""

    def __init__(self, parent: QWidget, desk: Desk, found: report.Return, then: Callable[[int], object]) -> None:
        self._found, self._then = found, then
        form = Form()
        form.add(
            "note", LongTextField("&Note", "It stands on the return: to whom it went, what is odd about it.", lines=3)
        )
        figures = "; ".join(f"{each.label} {each.shown}" for each in found.figures)
        super().__init__(
            parent, desk, f"Submit {found.period.words}",
            f"{found.rule.title}: {figures}. The figures, the lists behind them and the paper are kept as they are "
            "now; nothing that is changed later moves them.",
            form=form, key=f"return-submit:{found.rule.code}",
            draft=lambda: f"Submitting a return, {found.period.words}", yes="&Submit",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            self.editor.save(report.submit, self._found, self.form.value()["note"], then=self._submitted)

    def _submitted(self, number: int) -> None:
        self.accept()
        self._then(number)
