"""The gallery's pictures of returns, targets and case reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

CHOSEN = {"return": "SELECT min(id) FROM submitted_return"}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("returns", "returns", busy=True),
        entry("returns-year", "returns", then=_year_before),
        entry("return", "return", "return", busy=True),
        entry("dialog-homes", "returns", then=_dialog("ask_homes", "YearDialog"), shows="YearDialog"),
        entry("dialog-submit-return", "returns", then=_dialog("submit", "SubmitDialog"), shows="SubmitDialog"),
    )


def _year_before(stage: Any) -> None:
    page = stage.shell.page()
    page.period.set_value("2002-04-01/2003-03-31")


def _dialog(method: str, shows: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.ui.insight import return_dialogs

        page = stage.shell.page()
        getattr(page, method)()
        return next(iter(page.findChildren(getattr(return_dialogs, shows))))

    return make
