"""The gallery's pictures of a schedule of allegations, and of the draft order that answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tests import gallery_prohibitions

CHOSEN = {
    **gallery_prohibitions.CHOSEN,
    "schedule": "SELECT application_id FROM allegation GROUP BY application_id ORDER BY count(*) DESC LIMIT 1",
}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    tab = {"tab": "AllegationsTab"}
    return (
        *gallery_prohibitions.entries(entry),
        entry("order-allegations", "order", "schedule", facts=tab, busy=True),
        entry("dialog-choose-incidents", "order", "schedule", facts=tab, then=_choose, shows="ChooseDialog"),
        entry("dialog-allegation", "order", "schedule", facts=tab, then=_edit, shows="AllegationDialog", busy=True),
        entry("dialog-merge", "order", "schedule", facts=tab, then=_merge, shows="MergeDialog"),
        entry("dialog-schedule", "order", "schedule", facts=tab, then=_paper, shows="ScheduleDialog", busy=True),
    )


def _rows(stage: Any) -> tuple[Any, Any]:
    from asbdesk.queries import allegations as queries

    rows = stage.ask(queries.schedule, stage.ids["schedule"], stage.desk.clock.today()).rows
    return rows, stage.ask(queries.source_choices, stage.ids["schedule"])


def _choose(stage: Any) -> QWidget:
    from asbdesk.queries.allegations import to_choose
    from asbdesk.ui.orders.allegation_dialogs import ChooseDialog

    found = stage.ask(to_choose, stage.ids["schedule"], stage.desk.clock.today())
    return ChooseDialog(stage.shell.page(), stage.desk, stage.ids["schedule"], found)


def _edit(stage: Any) -> QWidget:
    from asbdesk.ui.orders.allegation_dialogs import AllegationDialog

    rows, choices = _rows(stage)
    return AllegationDialog(stage.shell.page(), stage.desk, stage.ids["schedule"], rows[-1], choices)


def _merge(stage: Any) -> QWidget:
    from asbdesk.ui.orders.allegation_dialogs import MergeDialog

    rows, choices = _rows(stage)
    return MergeDialog(stage.shell.page(), stage.desk, stage.ids["schedule"], rows[:2], choices, lambda _id: None)


def _paper(stage: Any) -> QWidget:
    from asbdesk.ui.orders.allegation_dialogs import ScheduleDialog

    page = stage.shell.page()
    return ScheduleDialog(page, stage.desk, page.go, stage.ids["schedule"])
