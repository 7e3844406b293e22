"""What a due opens: a clock and a task have a dialog, everything else a page."""

from __future__ import annotations

from asbdesk.queries import clocks, tasks
from asbdesk.ui.page import Page


def open_due(page: Page, kind: str, number: int) -> None:
    """Open what is due: ``kind`` and ``number`` as in :class:`~asbdesk.queries.today.DueRow`."""
    if kind == "clock":
        page.desk.ask(clocks.clock, number, then=lambda found: _clock(page, found), page=page)
    elif kind == "task":
        page.desk.ask(tasks.task, number, then=lambda found: _task(page, found), page=page)
    else:
        page.go(kind, number)


def resume(page: Page, wanted: str) -> None:
    """Go on with a draft: ``clock:7``, ``task:7``, ``task-done:7``, ``task:new`` or ``task:new:case-3``."""
    kind, _, rest = wanted.partition(":")
    if rest.startswith("new"):
        case = rest.partition("case-")[2]
        add_task(page, int(case) if case else None)
    else:
        open_due(page, kind.removesuffix("-done"), int(rest))


def add_task(page: Page, case_id: int | None = None) -> None:
    """Ask for a new task."""
    from asbdesk.ui.tasks.dialog import new_task

    new_task(page, case_id)


def _clock(page: Page, clock: clocks.ClockRow) -> None:
    if clock.contract_id:
        page.go("contract", clock.contract_id)
        return
    from asbdesk.ui.clocks.dialog import clock_dialog

    clock_dialog(page, page.desk, clock, lambda: page.go("case", clock.case_id)).open()


def _task(page: Page, task: tasks.TaskRow) -> None:
    from asbdesk.ui.tasks.dialog import open_task

    open_task(page, task)
