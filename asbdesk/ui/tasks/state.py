"""What the dialog of a task decides: how a time is read, what meets at the same time. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from asbdesk.domain.casework import TaskKind, WhenKind
from asbdesk.domain.tasks import TaskValues
from asbdesk.domain.when import When, show_date, show_time, show_when
from asbdesk.errors import InvalidField
from asbdesk.queries.tasks import USUAL_MINUTES, TaskRow

SOME_DAY = "Give a day, or a day with its hour: “Friday”, “tomorrow 10:30”, “3 Dec 14:00 to 15:00”."


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, and for what has its hour the start and the length."""

    day: date
    starts_at: datetime | None = None
    minutes: int | None = None


def slot(when: When | None, minutes: str) -> Slot:
    """What the two fields say. Raises :class:`InvalidField` in words."""
    if when is None or when.kind is WhenKind.MONTH:
        raise InvalidField("when", SOME_DAY)
    if when.kind is WhenKind.DAY:
        return Slot(when.first_day)
    if when.end is not None:
        return Slot(when.first_day, when.start, int((when.end - when.start) / timedelta(minutes=1)))
    if minutes.strip() and not minutes.strip().isdigit():
        raise InvalidField("minutes", "Give a whole number of minutes, such as 45.")
    return Slot(when.first_day, when.start, int(minutes) if minutes.strip() else None)


def shown_when(task: TaskRow) -> str:
    """The words of the field for a task that is known."""
    if task.starts_at is None:
        return show_when(When(WhenKind.DAY, datetime.combine(task.due_on, datetime.min.time())))
    return show_when(When(WhenKind.MOMENT, task.starts_at))


def values(form: dict[str, Any], when: When | None, case_id: int | None) -> TaskValues:
    """The form as the service takes it. Raises :class:`InvalidField`."""
    found = slot(when, form["minutes"] or "")
    kind = TaskKind(form["kind"])
    return TaskValues(
        kind=kind,
        title=form["title"],
        owner_id=int(form["owner"] or 0),
        due_on=found.day,
        starts_at=found.starts_at,
        minutes=found.minutes,
        place=form["place"],
        notes=form["notes"],
        not_to_be_told=form["not_to_be_told"] if kind is TaskKind.VISIT else "",
        person_ids=tuple(person["id"] for person in form["people"] if person.get("id")),
        case_id=case_id,
    )


def filled(task: TaskRow) -> dict[str, Any]:
    """A known task as the form shows it."""
    return {
        "kind": task.kind.value,
        "title": task.title,
        "owner": str(task.owner_id),
        "when": shown_when(task),
        "minutes": str(task.minutes or ""),
        "place": task.place,
        "people": [{"id": person.id, "name": person.name} for person in task.people],
        "notes": task.notes,
        "not_to_be_told": task.not_to_be_told,
    }


def clash_words(clashes: Sequence[TaskRow]) -> str:
    """What the owner has at the same time; "" when there is nothing."""
    if not clashes:
        return ""
    said = [f"“{row.title}” ({_span(row)})" for row in clashes]
    return f"{clashes[0].owner} has {' and '.join(said)} at that time. You can save all the same."


def _span(row: TaskRow) -> str:
    if row.starts_at is None or row.ends_at is None:
        return ""
    about = "" if row.minutes else "about "
    return f"{show_time(row.starts_at.time())} to {about}{show_time(row.ends_at.time())}"


def told(task: TaskRow) -> str:
    """A task that was done, in a sentence."""
    if task.done_on is None:
        return task.case_reference
    return " ".join(p for p in (task.case_reference, f"Done {show_date(task.done_on)}. {task.outcome}") if p)


USUAL = f"Without a number it counts as {USUAL_MINUTES}."
