"""What the incidents' pages decide and say, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from asbdesk.domain.casework import CaseStatus, UserRole, WhenKind
from asbdesk.domain.permissions import may
from asbdesk.domain.when import NotADate, When, parse_when, show_date
from asbdesk.queries.incidents import CaseChoice, IncidentPage

Tone = Literal["quiet", "info", "good", "alert"]


@dataclass(frozen=True, slots=True)
class Actions:
    """Which buttons the page of an incident has; ``primary`` is the one that stands out."""

    edit: bool = False
    join: CaseChoice | None = None
    open_case: bool = False
    deal_with: bool = False
    put_back: bool = False
    take_out: bool = False
    primary: Literal["", "join", "open_case"] = ""


def actions(page: IncidentPage, role: UserRole) -> Actions:
    """An open case about the same alleged perpetrators is joined before another is opened."""
    if not may(role, "record"):
        return Actions()
    if page.case_id is not None:
        return Actions(edit=True, take_out=True)
    join = next((choice for choice in page.choices if choice.status is not CaseStatus.CLOSED), None)
    waiting = page.dealt_with_at is None
    open_case = may(role, "open_case")
    primary: Literal["", "join", "open_case"] = ""
    if waiting:
        primary = "join" if join else "open_case" if open_case else ""
    return Actions(
        edit=True,
        join=join,
        open_case=open_case,
        deal_with=waiting and not page.batch_file,
        put_back=not waiting and not page.batch_file,
        primary=primary,
    )


def standing(page: IncidentPage) -> tuple[str, Tone]:
    """Where the incident stands, in a word or two, and how loudly that is said."""
    if page.case_id is not None:
        return f"In {page.case_reference}", "good"
    if page.dealt_with_at is not None:
        return "Dealt with", "quiet"
    return ("Imported", "quiet") if page.batch_file else ("Unopened", "alert")


def case_lines(choices: Sequence[CaseChoice]) -> tuple[tuple[int, str], ...]:
    """The lines of the Case combo: the open cases, then none (0)."""
    joins = tuple((c.id, f"Join {c.reference}, {c.subject}") for c in choices if c.status is not CaseStatus.CLOSED)
    return (*joins, (0, "No case yet"))


def closed_words(choices: Sequence[CaseChoice]) -> str:
    """A word on closed cases about the same people, when none is open."""
    closed = [c for c in choices if c.status is CaseStatus.CLOSED]
    if not closed or len(closed) < len(choices):
        return ""
    return f"{closed[0].reference} about {closed[0].person_name} is closed. A new case will know it."


def read_reported(text: str, now: datetime) -> When:
    """When it was reported: a day, or a moment. Raises :class:`NotADate`."""
    when = parse_when(text, now)
    if when.kind in (WhenKind.SPAN, WhenKind.MONTH):
        raise NotADate("A report is made at one time.", "Type for example today 10:15, or yesterday.")
    return when


def told_reported(at: datetime) -> When:
    """The stored time of the report as the field shows it; midnight stands for a day whose time is not known."""
    moment = at.replace(second=0, microsecond=0, tzinfo=None)
    midnight = (moment.hour, moment.minute) == (0, 0)
    return When(WhenKind.DAY if midnight else WhenKind.MOMENT, moment)


def draft_title(summary: str, account: str, reference: str = "") -> str:
    """What an unfinished incident is called on Today."""
    words = " ".join((summary or account).split())
    short = words if len(words) <= 60 else f"{words[:59].rstrip()}…"
    head = reference or "New incident"
    return f"{head}: {short}" if short else head


def page_title(page: IncidentPage) -> str:
    """The page in a few words."""
    return f"{page.reference} · {show_date(page.values.when.first_day)}"
