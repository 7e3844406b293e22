"""What the dialog of a clock says and offers. No Qt here."""

from __future__ import annotations

from datetime import date
from enum import Enum

from asbdesk.domain.casework import ClockState, UserRole
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries.clocks import ClockRow
from asbdesk.ui.today.state import how_soon


class Deed(Enum):
    """What may be done with a running clock."""

    DONE = "done"
    MORE_TIME = "more-time"
    NOT_NEEDED = "not-needed"

    @property
    def label(self) -> str:
        """As the list offers it."""
        return {"done": "It was done", "more-time": "It needs more time", "not-needed": "It is not needed"}[self.value]


def may_end(clock: ClockRow, role: UserRole) -> bool:
    """Whether this user may stop the clock, give it more time or set it aside."""
    return may(role, "supervise" if clock.manager else "record")


def told(clock: ClockRow, today: date) -> str:
    """The clock in a sentence or three: case, due, what it was counted from, more time given."""
    parts = [f"{clock.case_reference}, {clock.subject}.", _due_words(clock, today)]
    if clock.extended:
        parts.append(f"It was due on {show_date(clock.first_due)}; more time was given: {clock.extension_reason}")
    if clock.doubt and clock.state is ClockState.RUNNING:
        parts.append(clock.doubt)
    if clock.manager:
        parts.append("A manager ends this one.")
    return " ".join(parts)


def _due_words(clock: ClockRow, today: date) -> str:
    counted = f"counted from {show_date(clock.starts_on)}"
    if clock.state is ClockState.STOPPED and clock.stopped_on:
        return f"Due {show_date(clock.due_on)}, {counted}; done {show_date(clock.stopped_on)}."
    if clock.state is ClockState.NOT_NEEDED and clock.stopped_on:
        return f"Set aside on {show_date(clock.stopped_on)}: {clock.stop_note}"
    return f"Due {show_date(clock.due_on)}, {how_soon(clock.due_on, today)}, {counted}."


def asks_why(clock: ClockRow, deed: Deed, on: date | None) -> bool:
    """Whether it was late on that day, so that the dialog asks why."""
    return deed is Deed.DONE and on is not None and on > clock.due_on
