"""Saving one's calendar for another program: it says what stands in it before it asks where to."""

from __future__ import annotations

from pathlib import Path

from asbdesk.domain.permissions import require
from asbdesk.errors import Refused
from asbdesk.ui import ask
from asbdesk.ui.desk import Task
from asbdesk.ui.page import Page

EXPLAINED = (
    "It holds your tasks, appointments, ABC reviews and clocks, for another calendar program. It is not encrypted, so "
    "it names nobody: only the kind, the case reference and the place of an appointment. For the home of somebody "
    "protected it says “see the case”."
)


def save_calendar(page: Page) -> None:
    """Say what stands in it, ask where to, and write it."""
    name = f"asb-desk-{page.desk.who.login}.ics"

    def choose() -> None:
        ask.save_file(page, "Save my calendar", name, "Calendars (*.ics)", lambda path: write_calendar(page, path))

    ask.confirm(page, "Save your calendar?", EXPLAINED, "&Choose where…", choose)


def write_calendar(page: Page, path: Path) -> None:
    """Write it there, on the heavy lane."""
    page.desk.heavy(_write, path, then=lambda name: page.go.say(f"Saved as {name}."), page=page)


def _write(task: Task, path: Path) -> str:
    from asbdesk.reports.calendar import my_calendar  # the package is slow to load, and seldom wanted

    require(task.who.role, "export")
    with task.office.reading() as session:
        made = my_calendar(session, task.who.user_id, task.office.clock.now())
    try:
        path.write_bytes(made)
    except OSError as error:
        raise Refused(f"“{path.name}” could not be written: {error.strerror}.", "Choose another place.") from error
    return path.name
