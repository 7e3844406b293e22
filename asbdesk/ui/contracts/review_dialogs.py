"""The dialogs of reviews: held, with minutes that are drafted from what happened; another day; one more."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.watching import ReviewValues
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.contracts import ContractPage, ReviewRow
from asbdesk.services import contract_reviews
from asbdesk.services.minutes import draft_minutes
from asbdesk.ui import ask
from asbdesk.ui.contracts.watch_dialogs import LateForm, day_field, key_of
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import LongTextField, TextField
from asbdesk.ui.kit.form import Form


class ReviewDialog(FormDialog):
    """A review as it is held, or what was written of one before."""

    def __init__(self, parent: QWidget, desk: Desk, page: ContractPage, review: ReviewRow, minutes: str) -> None:
        self._page, self._review = page, review
        form = LateForm()
        form.row(held_on=day_field(desk, "&Held on"), present=TextField("&Who was there"))
        form.add("note", TextField("What was &found, in a line", "For example: kept so far; goes on as it is."))
        form.add(
            "minutes",
            LongTextField(
                "&Minutes",
                "Drafted from the log, the breaches and the reports since the last review. Everybody who signed reads "
                "them: change what you like.",
                lines=12,
            ),
        )
        form.add(
            "missed_reason",
            LongTextField("Why it is &late", "The file must be able to answer that.", lines=2, grows=False),
        ).hide()
        form.set_value(_shown(desk, page, review, minutes))
        due = f"Planned for {show_date(review.due_on)}."
        super().__init__(
            parent, desk, "Review of the contract" if review.held_on else "Hold review", due,
            form=form, key=key_of("review", page.id, review.id),
            draft=lambda: f"Review of {show_date(review.due_on)}, {page.reference}", yes="&Save review", width=110,
        )  # fmt: skip
        if review.held_on:
            self.add_button("It was n&ot held…", self._ask_undo)
        else:
            self.add_button("Another &day…", self._another_day)
        form.fields["note"].focus()

    def save(self) -> None:
        if not self.editor.check():
            return
        value = self.form.value()
        if not value["held_on"]:
            self.form.errors({"held_on": "Say on which day."})
            return
        values = ReviewValues(**{**value, "held_on": date.fromisoformat(value["held_on"])})
        self.do(contract_reviews.hold_review, self._review.id, values)

    def _another_day(self) -> None:
        parent = self.parentWidget()
        self.reject()
        if parent is not None:
            AnotherDayDialog(parent, self.desk, self._page, self._review).open()

    def _ask_undo(self) -> None:
        ask.ask_text(
            self, "It was not held", "&Why", self._undo, lines=True, yes="&Undo it",
            words="The review is due again; its minutes leave the record, and a paper that was filed stays.",
        )  # fmt: skip

    def _undo(self, why: str) -> None:
        self.desk.do(
            contract_reviews.undo_review, self._review.id, why, then=lambda _none: self.accept(),
            failed=self.form.show_trouble, page=self,
        )  # fmt: skip


class AnotherDayDialog(FormDialog):
    """A planned review gets another day, with the reason."""

    def __init__(self, parent: QWidget, desk: Desk, page: ContractPage, review: ReviewRow) -> None:
        self._review = review
        form = _planning(desk)
        form.add("why", LongTextField("&Why", lines=3))
        super().__init__(
            parent, desk, "Another day for the review", f"Planned for {show_date(review.due_on)}.",
            form=form, key=key_of("day", page.id, review.id),
            draft=lambda: f"Another day for the review of {page.reference}", yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        value = self.form.value()
        if self.editor.check() and _told(self.form, value["to"]):
            self.do(contract_reviews.put_off_review, self._review.id, date.fromisoformat(value["to"]), value["why"])


class OneMoreDialog(FormDialog):
    """One more review, as after a breach."""

    def __init__(self, parent: QWidget, desk: Desk, page: ContractPage) -> None:
        self._contract_id = page.id
        super().__init__(
            parent, desk, "Plan a review", "Beside those that are planned, as after a breach.",
            form=_planning(desk), key=key_of("plan", page.id), draft=lambda: f"A review of {page.reference}",
            yes="&Plan it",
        )  # fmt: skip

    def save(self) -> None:
        value = self.form.value()
        if self.editor.check() and _told(self.form, value["to"]):
            self.do(contract_reviews.plan_review, self._contract_id, date.fromisoformat(value["to"]))


def open_review(page: QWidget, desk: Desk, contract: ContractPage, review: ReviewRow) -> None:
    """Draft the minutes, unless there are some, and open the dialog over ``page``."""
    if review.minutes:
        ReviewDialog(page, desk, contract, review, review.minutes).open()
        return
    today, user = desk.clock.today(), desk.who.user_id
    desk.ask(
        draft_minutes, review.id, user, review.held_on or today,
        then=lambda text: ReviewDialog(page, desk, contract, review, text).open(), page=page,
    )  # fmt: skip


def _planning(desk: Desk) -> Form:
    form, today = Form(), desk.clock.today()
    form.add("to", DateField("On which &day", lambda t: parse_date(t, today, "future"), show_date,
                             hint="A working day within the contract."))  # fmt: skip
    return form


def _told(form: Form, day: str | None) -> bool:
    if not day:
        form.errors({"to": form.fields["to"].problem() or "Say on which day."})
    return bool(day)


def _shown(desk: Desk, page: ContractPage, review: ReviewRow, minutes: str) -> dict[str, Any]:
    usual = ", ".join(dict.fromkeys(s.name for s in page.signatures if s.name))
    return {
        "held_on": (review.held_on or desk.clock.today()).isoformat(),
        "present": review.present or ("" if review.held_on else usual),
        "note": review.note,
        "minutes": minutes,
    }
