"""Fields and habits that the dialogs of hearings and orders share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import NotADate, When, parse_date, parse_when, show_date, show_when
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries.hearings import CourtStory
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField, WhenField
from asbdesk.ui.kit.form import Form

Lean = Literal["past", "future"]


class CourtForm(Form):
    """Fields that stay away until what was refused asks for them: why a length is recorded all the same."""

    def show_trouble(self, error: AsbdeskError) -> None:
        if isinstance(error, InvalidField) and error.field in self.fields:
            self.fields[error.field].show()
        super().show_trouble(error)


class CourtDialog(FormDialog):
    """A dialog about one application in court. ``kind`` names its draft: ``order-hearing:7``."""

    def __init__(
        self, parent: QWidget, desk: Desk, story: CourtStory, title: str, words: str, *, form: Form, kind: str,
        row_id: int = 0, yes: str = "&Save", width: int = 96,
    ) -> None:  # fmt: skip
        key = f"order-{kind}:{story.page.id}" + (f":{row_id}" if row_id else "")
        self.story = story
        form.body.addStretch(1)  # room that is left over stands at the foot, not between labels and their fields
        super().__init__(
            parent, desk, title, words, form=form, key=key, draft=lambda: f"{title}: {story.page.reference}",
            yes=yes, width=width,
        )  # fmt: skip

    def send(self, made: Callable[[], tuple[Any, ...]]) -> None:
        """Check the form, make the service with its arguments, and do it; what is wrong stands beside its field."""
        if not self.editor.check():
            return
        try:
            service, *given = made()
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        self.do(service, *given)

    def act(self, service: Callable[..., Any], *given: Any) -> None:
        """Something else than saving: undo, remove. Then the dialog closes."""
        self.desk.do(service, *given, then=lambda _answer: self.accept(), failed=self.form.show_trouble, page=self)


class OfferedDay(DateField):
    """A day that is offered until somebody types one. A draft keeps what was typed alone, so that an offer that was
    left standing is made anew from the facts of the day.
    """

    by_hand = False
    _offer: date | None = None

    def offer(self, day: date | None) -> None:
        """Show it, unless somebody has typed a day, or taken one away."""
        self._offer = day
        if not self.by_hand and self.edit.text() != (words := show_date(day) if day else ""):
            self.edit.setText(words)
            self.by_hand = False

    def draft(self) -> str | None:  # type: ignore[override]
        return super().draft() if self.by_hand else None

    def set_draft(self, draft: Any) -> None:
        super().set_draft(draft)
        self.by_hand = draft is not None
        self.offer(self._offer)

    def _typed(self) -> None:
        self.by_hand = True
        super()._typed()


def offered_day_field(desk: Desk, label: str, hint: str = "") -> OfferedDay:
    """A day to come that is offered."""
    today = desk.clock.today()
    return OfferedDay(label, parse=lambda text: parse_date(text, today, "future"), show=show_date, hint=hint)


def day_field(desk: Desk, label: str, hint: str = "", lean: Lean = "past") -> DateField:
    """A day."""
    today = desk.clock.today()
    return DateField(label, parse=lambda text: parse_date(text, today, lean), show=show_date, hint=hint)


def moment_field(desk: Desk, label: str, hint: str = "", lean: Lean = "past") -> WhenField:
    """A day with a time."""
    now = desk.clock.now().replace(tzinfo=None, second=0, microsecond=0)
    return WhenField(label, parse=lambda text: _moment(text, now, lean), show=show_when, hint=hint)


def moment_of(field: WhenField) -> datetime | None:
    """What was understood; None where there is nothing."""
    found: When | None = field.understood()
    return found.start if found else None


def _moment(text: str, now: datetime, lean: Lean) -> When:
    found = parse_when(text, now, lean)
    if found.kind is not WhenKind.MOMENT:
        raise NotADate("It needs a day and a time.", "Type for example 1 Dec 2003 10:00.")
    return found
