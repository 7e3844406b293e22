"""What the page *Today* says: how soon something is due, and how the day's work counts. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from asbdesk.domain.days import WEEKDAYS
from asbdesk.domain.when import say_date, show_date, show_time
from asbdesk.queries.today import DueRow, TodayPage


def how_soon(day: date, today: date) -> str:
    """ "overdue 3 days", "today", "tomorrow", "in 12 days"."""
    days = (day - today).days
    if days < 0:
        return f"overdue {_days(-days)}"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {_days(days)}")


def _days(n: int) -> str:
    return "1 day" if n == 1 else f"{n:,} days"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the list: ``late`` also stands in the words."""

    when: str
    what: str
    details: str
    late: bool
    kind: str
    id: int
    owner: str = ""


Part = Literal["overdue", "today", "week", "later"]
PARTS: dict[Part, str] = {
    "overdue": "Overdue",
    "today": "Today",
    "week": "In the next 7 days",
    "later": "Later",
}
"""The parts of what is due, the most urgent first."""


def part_of(day: date, today: date) -> Part:
    """In which part of the list a day stands."""
    days = (day - today).days
    if days <= 0:
        return "overdue" if days < 0 else "today"
    return "week" if days <= 7 else "later"


def in_part(due: Sequence[DueRow], part: str, today: date) -> Sequence[DueRow]:
    """The rows of one part of the list; all of them for ""."""
    return [row for row in due if part_of(row.on, today) == part] if part else due


def part_choices(due: Sequence[DueRow], today: date) -> tuple[tuple[str, str], ...]:
    """What the list may be narrowed to, each with its count; a part without a row is not offered."""
    counts = Counter(part_of(row.on, today) for row in due)
    return (
        ("", f"All ({len(due):,})"),
        *((part, f"{words} ({counts[part]:,})") for part, words in PARTS.items() if counts[part]),
    )


def due_lines(due: Sequence[DueRow], today: date) -> tuple[DueLine, ...]:
    """Overdue first, then today, then ahead: the order of their days."""
    return tuple(
        DueLine(
            when=f"{show_date(row.on)}, {how_soon(row.on, today)}",
            what=row.what,
            details=row.details,
            late=row.on < today,
            kind=row.kind,
            id=row.id,
            owner=row.owner,
        )
        for row in sorted(due, key=lambda row: row.on)
    )


def cut_short(found: int, most: int) -> str:
    """What stands beneath a list that is not shown to its end; "" where it is."""
    if found <= most:
        return ""
    return f"The first {most:,} of {found:,}. Narrow the list to one colleague or to a part of it to see the others."


def day_in_words(day: date) -> str:
    """ "Monday 17 November 2003"."""
    return f"{WEEKDAYS[day.weekday()]} {say_date(day)}"


def summary(page: TodayPage, today: date) -> str:
    """The day in one line: what waits, in the order of its urgency; "" when nothing does."""
    late = sum(row.on < today for row in page.due)
    due = sum(row.on == today for row in page.due)
    parts = [
        _count(late, "overdue", "overdue"),
        _count(due, "due today", "due today"),
        _count(page.unopened_total, "unopened report", "unopened reports"),
        _count(len(page.drafts), "draft left unfinished", "drafts left unfinished"),
        _count(page.my_open_cases, "open case of yours", "open cases of yours"),
    ]
    return " · ".join(part for part in parts if part)


def _count(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}" if n else ""


def typed_at(moment: datetime) -> str:
    """When a draft was last typed."""
    return f"{show_date(moment.date())}, {show_time(moment.time())}"
