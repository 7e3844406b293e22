"""The gallery's pictures of the law and of the service standards: pages and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

_HERE = {"jurisdiction": "england-wales"}
_ORDER = {**_HERE, "code": "respect-order"}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class."""
    return (
        entry("laws", "laws", facts=_HERE, busy=True),
        entry("instrument", "instrument", facts=_ORDER, busy=True),
        entry("law-text", "law-text", facts=_ORDER, busy=True),
        entry("law-text-wrong", "law-text", facts=_ORDER, then=_wrong),
        entry("dialog-law-dates", "instrument", facts=_ORDER, then=_opened("change_dates", "LawDatesDialog"),
              shows="LawDatesDialog", busy=True),
        entry("dialog-law-confirm", "instrument", facts={**_HERE, "code": "asbo"},
              then=_opened("confirm", "ConfirmDialog"), shows="ConfirmDialog", busy=True),
        entry("dialog-standard", "settings", then=_standards("StandardDialog"), shows="StandardDialog"),
        entry("dialog-standards-versions", "settings", then=_standards("VersionsDialog"), shows="VersionsDialog"),
    )  # fmt: skip


def _opened(way: str, name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        page: Any = stage.shell.page()
        getattr(page, way)(0)
        return next(each for each in page.findChildren(QWidget) if type(each).__name__ == name)

    return make


def _wrong(stage: Any) -> None:
    page: Any = stage.shell.page()
    page.text.set_value(page.text.value().replace('kind = "council"', 'kind = "bishop"', 1))
    page.check()


def _standards(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.queries.standards import standards_on
        from asbdesk.ui.settings import standards

        if name == "VersionsDialog":
            return standards.VersionsDialog(stage.shell, stage.desk)
        known = stage.ask(standards_on, stage.desk.clock.today()).standards
        return standards.StandardDialog(stage.shell, stage.desk, known, 3)

    return make
