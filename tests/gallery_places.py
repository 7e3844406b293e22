"""The gallery's pictures of Insight: its home, the map as it can be shown, boundaries; and of the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.paths import resource
from tests import gallery_printing, gallery_search, gallery_sharing


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("insight", "insight", busy=True),
        entry("map", "map", busy=True),
        *(entry(f"map-{show}", "map", then=_map(show)) for show in ("points", "hexagons", "hotspots", "density")),
        entry("dialog-map-paper", "map", then=_paper, shows="PaperDialog"),
        entry("patterns", "patterns", busy=True),
        entry("patterns-hours", "patterns", then=_hours, busy=True),
        entry("persistent", "persistent", busy=True),
        entry("dialog-persistent-paper", "persistent", then=_lists, shows="PaperDialog"),
        *gallery_sharing.entries(entry),
        *gallery_printing.entries(entry),
        entry("dialog-boundaries", "settings", then=_load, shows="LoadDialog"),
        entry("dialog-boundary-set", "settings", then=_set, shows="SetDialog"),
        *gallery_search.entries(entry),
    )


def _map(show: str) -> Callable[[Any], None]:
    def choose(stage: Any) -> None:
        page = stage.shell.page()
        page.show_as.set_value(show)
        page.compute()

    return choose


def _hours(stage: Any) -> None:
    stage.shell.page().show_as.set_value("hours")


def _paper(stage: Any) -> QWidget:
    from asbdesk.ui.insight.paper_dialog import PaperDialog

    page = stage.shell.page()
    page.print_map()
    return next(child for child in page.findChildren(PaperDialog))


def _lists(stage: Any) -> QWidget:
    from asbdesk.ui.insight.paper_dialog import PaperDialog

    page = stage.shell.page()
    page.show_paper()
    return next(child for child in page.findChildren(PaperDialog))


def _load(stage: Any) -> QWidget:
    from asbdesk.ui.settings.boundaries import LoadDialog, read_file

    page = stage.shell.page()
    stage.desk.heavy(
        read_file, resource("boundaries", "thornmere-lsoas-2001.geojson"),
        then=lambda loaded: LoadDialog(page.boundaries, stage.desk, loaded).open(), page=page,
    )  # fmt: skip
    return next(child for child in page.findChildren(LoadDialog))


def _set(stage: Any) -> QWidget:
    from asbdesk.queries.boundaries import boundary_sets
    from asbdesk.ui.settings.boundaries import SetDialog

    return SetDialog(stage.shell.page(), stage.desk, stage.ask(boundary_sets)[-1])
