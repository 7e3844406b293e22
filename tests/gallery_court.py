"""The gallery's pictures of an application in court: the tab of hearings and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

CHOSEN = {"made-order": "SELECT application_id FROM court_order ORDER BY id LIMIT 1"}
_DIALOGS = {
    "HearingDialog": "hearing_dialogs",
    "OutcomeDialog": "hearing_dialogs",
    "OrderDialog": "hearing_dialogs",
    "ServiceDialog": "order_dialogs",
    "BreachDialog": "order_dialogs",
    "ReviewDialog": "order_dialogs",
    "PlanReviewDialog": "order_dialogs",
}
_BUSY = ("OutcomeDialog", "BreachDialog")


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    at = {"tab": "HearingsTab"}
    return (
        entry("order-hearings", "order", "made-order", facts=at, busy=True),
        *(
            entry(f"dialog-order-{name.removesuffix('Dialog').lower()}", "order", "made-order", facts=at,
                  then=_dialog(name), shows=name, busy=name in _BUSY)
            for name in _DIALOGS
        ),
    )  # fmt: skip


def _dialog(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from importlib import import_module

        from asbdesk.queries.hearings import court_story

        desk, page = stage.desk, stage.shell.page()
        story = stage.ask(court_story, stage.ids["made-order"], desk.clock.today())
        rows = {
            "HearingDialog": story.hearings[-1],
            "OutcomeDialog": story.hearings[1],
            "OrderDialog": story.orders[0],
            "ServiceDialog": story.services[-1],
            "ReviewDialog": story.reviews[0],
            "PlanReviewDialog": story.orders[0],
        }
        made = getattr(import_module(f"asbdesk.ui.orders.{_DIALOGS[name]}"), name)
        if name == "BreachDialog":
            return made(page, desk, story, story.orders[0], story.breaches[0])
        dialog = made(page, desk, story, rows[name])
        if name == "OutcomeDialog":
            dialog.form.fields["outcome"].set_value("order-made")
        return dialog

    return make
