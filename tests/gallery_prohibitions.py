"""The gallery's pictures of a draft order: the tab of the prohibitions and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

CHOSEN = {
    "sought": "SELECT application_id FROM sought_term GROUP BY application_id ORDER BY count(*) DESC LIMIT 1",
}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    tab = {"tab": "SoughtTab"}
    return (
        entry("order-prohibitions", "order", "sought", facts=tab, busy=True),
        entry("dialog-prohibitions", "order", "sought", facts=tab, then=_library, shows="ProhibitionsDialog"),
        entry("dialog-term", "order", "sought", facts=tab, then=_term, shows="TermDialog", busy=True),
        entry("dialog-zone", "order", "sought", facts=tab, then=_zone, shows="ZoneDialog", busy=True),
        entry("dialog-daily", "order", "sought", facts=tab, then=_daily, shows="DailyDialog"),
    )


def _found(stage: Any) -> Any:
    from asbdesk.queries.prohibitions import sought_page

    return stage.ask(sought_page, stage.ids["sought"], stage.desk.clock.today())


def _library(stage: Any) -> QWidget:
    from asbdesk.ui.orders.sought_dialogs import ProhibitionsDialog

    return ProhibitionsDialog(stage.shell.page(), _found(stage).library, lambda _chosen: None)


def _term(stage: Any) -> QWidget:
    from asbdesk.ui.orders.sought_dialogs import TermDialog

    found = _found(stage)
    return TermDialog(stage.shell.page(), stage.desk, stage.ids["sought"], found, found.rows[-1], lambda _id: None)


def _daily(stage: Any) -> QWidget:
    from asbdesk.ui.orders.sought_dialogs import DailyDialog

    found = _found(stage)
    return DailyDialog(stage.shell.page(), stage.desk, stage.ids["sought"], found.daily[1], found)


def _zone(stage: Any) -> QWidget:
    from asbdesk.queries.zone_maps import zone_ground
    from asbdesk.ui.orders.zone_dialog import ZoneDialog

    found = _found(stage)
    ring = next(row.values.zone.ring for row in found.rows if row.values.zone)
    daily = [row.values for row in found.daily]
    return ZoneDialog(stage.shell.page(), stage.ask(zone_ground), ring, daily, lambda _ring: None)
