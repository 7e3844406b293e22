"""What the pages of returns say and decide. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asbdesk.clock import local
from asbdesk.domain.periods import Period, between
from asbdesk.domain.returns import Figure, Moved
from asbdesk.domain.when import show_date, show_time
from asbdesk.errors import InvalidField
from asbdesk.queries.returns import Submitted, SubmittedRow

OTHER = "other"
"""The choice of two days of one's own."""


def key_of(period: Period) -> str:
    """A period as the value of a choice."""
    return f"{period.start.isoformat()}/{period.end.isoformat()}"


def choices(periods: Sequence[Period]) -> list[tuple[str, str]]:
    """The periods that are offered, and any two days."""
    return [*((key_of(each), each.words) for each in periods), (OTHER, "Other days…")]


def chosen(value: str | None, periods: Sequence[Period], start: str | None, end: str | None) -> Period | None:
    """The period that is asked for; None while a day of one's own is missing.

    Raises :class:`InvalidField` where the last day lies before the first.
    """
    if value != OTHER:
        return next((each for each in periods if key_of(each) == value), None)
    if not start or not end:
        return None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if last < first:
        raise InvalidField("end", "The last day lies before the first.")
    return between(first, last)


def period_of(row: SubmittedRow) -> Period:
    """The period of a submitted return."""
    return Period(row.starts_on, row.ends_on, row.period)


def figure_cells(each: Figure) -> tuple[str, ...]:
    """A figure in the table."""
    return each.label, each.shown


def submitted_cells(row: SubmittedRow) -> tuple[str, ...]:
    """A submitted return in the table."""
    return row.words, show_date(local(row.submitted_at).date()), row.submitted_by


def standing(found: Submitted) -> str:
    """When it was submitted, by whom, and its seal."""
    row = found.row
    when = f"{show_date(local(row.submitted_at).date())}, {show_time(local(row.submitted_at).time())}"
    words = f"{row.words}. Submitted {when} by {row.submitted_by}. Definition version {found.rule_version}."
    return f"{words} {found.note}".strip()


def moved_cells(each: Moved) -> tuple[str, ...]:
    """A figure then and now."""
    return each.label, each.then, each.now, moved_words(each)


def moved_words(each: Moved) -> str:
    """What changed behind a figure since it was sent."""
    if each.same:
        return "As it was"
    parts = [f"{len(ids)} {words}" for ids, words in ((each.come, "more"), (each.gone, "gone")) if ids]
    return ", ".join(parts) or "The number alone has changed"


def verdict(moved: Sequence[Moved]) -> str:
    """All of it in a sentence."""
    changed = sum(not each.same for each in moved)
    if not changed:
        return "Counted anew today, every figure is as it was sent."
    figures = "1 figure" if changed == 1 else f"{changed} figures"
    return f"Counted anew today, {figures} would be different. What was sent stays as it was sent."
