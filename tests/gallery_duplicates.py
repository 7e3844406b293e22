"""The gallery's pictures of people known twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("duplicates", "duplicates", then=_search, busy=True),
        entry("dialog-merge", "duplicates", then=_merge, shows="MergeDialog"),
        entry("same-homes", "same-homes", busy=True),
        entry("dialog-two-people", "duplicates", then=_decisions, shows="DecisionsDialog"),
        entry("dialog-merges", "duplicates", then=_merges, shows="MergesDialog"),
    )


def _search(stage: Any) -> None:
    stage.shell.page().search()


def _merge(stage: Any) -> QWidget:
    from asbdesk.ui.insight.merge import MergeDialog

    page = stage.shell.page()
    page.search()
    page.refresh()
    page.merge()
    return next(child for child in page.findChildren(MergeDialog))


def _merges(stage: Any) -> QWidget:
    from asbdesk.ui.insight.merge import MergesDialog, open_merges

    page = stage.shell.page()
    open_merges(page)
    return next(child for child in page.findChildren(MergesDialog))


def _decisions(stage: Any) -> QWidget:
    from asbdesk.services import duplicates
    from asbdesk.ui.insight.not_same import DecisionsDialog, open_decisions

    page = stage.shell.page()
    page.search()
    page.refresh()
    if page.pair is not None:
        one, other = page.pair.one.id, page.pair.other.id
        page.desk.do(duplicates.not_same, one, other, "Father and son: the tenancy file has both dates of birth.")
    open_decisions(page)
    return next(child for child in page.findChildren(DecisionsDialog))
