"""The dialogs of a case review: asked for, decided, carried out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import ReviewDecision
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import InvalidField
from asbdesk.queries.case_reviews import MeetsRow, ReviewRow
from asbdesk.services.outcomes import ask_review, decide_review, hold_review
from asbdesk.ui.cases.outcome_dialogs import day_of
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.insight import reviews_state as state
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, LongTextField
from asbdesk.ui.kit.form import Form


def _day(desk: Desk, label: str) -> DateField:
    today = desk.clock.today()
    return DateField(label, lambda text: parse_date(text, today), show_date)


class AskDialog(FormDialog):
    """Somebody asks for a review; the complaints that count on that day go with it."""

    def __init__(self, parent: QWidget, desk: Desk, row: MeetsRow) -> None:
        self._row = row
        form = Form()
        form.add("asked_on", _day(desk, "&Asked on"))
        form.set_value({"asked_on": desk.clock.today().isoformat()})
        counted = ", ".join(show_date(each.reported_on) for each in row.standing.qualifying)
        super().__init__(
            parent, desk, "Record an application",
            f"{row.name}, {row.reference}. Complaints that qualify today: {counted}.",
            form=form, key=f"review-ask:case-{row.case_id}:person-{row.person_id}",
            draft=lambda: f"Application for a case review, {row.reference}", yes="&Record",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            row = self._row
            self.do(ask_review, row.case_id, row.person_id, day_of(self.form.value()["asked_on"]))


class DecideDialog(FormDialog):
    """Is the threshold met?"""

    def __init__(self, parent: QWidget, desk: Desk, row: ReviewRow) -> None:
        self._row = row
        form = Form()
        decisions = [(each.value, each.label) for each in ReviewDecision if each is not ReviewDecision.PENDING]
        form.row(
            decision=ChoiceField("&Decision", decisions, blank="Choose…"),
            decided_on=_day(desk, "D&ecided on"),
        )
        form.add("reasons", LongTextField("&Reasons", "The applicant is told them.", lines=4))
        decided = row.decision is not ReviewDecision.PENDING
        form.set_value(
            {
                "decision": row.decision.value if decided else None,
                "decided_on": (row.decided_on or desk.clock.today()).isoformat(),
                "reasons": row.reasons,
            }
        )
        super().__init__(
            parent, desk, "Decide on the threshold",
            f"{row.name}, {row.reference}: asked on {show_date(row.asked_on)}. {state.complaints_counted(row)}",
            form=form, key=f"review-decide:{row.id}", draft=lambda: f"Decision on a case review, {row.reference}",
            yes="&Save decision",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            values = self.form.value()
            decision = ReviewDecision(values["decision"] or "pending")
            self.do(decide_review, self._row.id, decision, day_of(values["decided_on"]), values["reasons"])


class HoldDialog(FormDialog):
    """What the review found and recommends."""

    def __init__(self, parent: QWidget, desk: Desk, row: ReviewRow) -> None:
        self._row = row
        form = Form()
        form.add("reviewed_on", _day(desk, "&Reviewed on"))
        form.add("outcome", LongTextField("&What it found", lines=4))
        form.add(
            "recommendations",
            LongTextField("Reco&mmendations", "One to a line: who, a colon, what, perhaps “by 28 Feb”.", lines=4),
        )
        form.set_value(
            {
                "reviewed_on": (row.reviewed_on or desk.clock.today()).isoformat(),
                "outcome": row.outcome,
                "recommendations": state.recommendation_lines(row),
            }
        )
        super().__init__(
            parent, desk, "Record the review", f"{row.name}, {row.reference}.", form=form,
            key=f"review-hold:{row.id}", draft=lambda: f"Case review, {row.reference}", yes="&Save review",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        values = self.form.value()
        try:
            advised = state.recommendations(values["recommendations"], self.desk.clock.today())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        self.do(hold_review, self._row.id, day_of(values["reviewed_on"]), values["outcome"], advised)
