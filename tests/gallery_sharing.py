"""The gallery's pictures of Sharing: the log, a file that went, a new one with its preview, the threshold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class."""
    return (
        entry("sharing", "sharing", busy=True),
        entry("new-share", "new-share", busy=True),
        entry("new-share-summary", "new-share", then=_summary),
        entry("dialog-share", "sharing", then=_dialog, shows="ShareDialog"),
        entry("dialog-share-threshold", "sharing", then=_threshold, shows="ThresholdDialog"),
    )


def _summary(stage: Any) -> None:
    stage.shell.page().tabs.setCurrentIndex(1)


def _dialog(stage: Any) -> QWidget:
    from asbdesk.ui.insight.sharing import ShareDialog

    page = stage.shell.page()
    page.table.opened.emit(0)
    return next(child for child in page.findChildren(ShareDialog))


def _threshold(stage: Any) -> QWidget:
    from asbdesk.ui.insight.sharing import ThresholdDialog

    page = stage.shell.page()
    return ThresholdDialog(page, page.facts)
