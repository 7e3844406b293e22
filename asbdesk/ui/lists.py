"""What every list page has besides its rows: export to a file, and views saved under a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asbdesk.queries import offices
from asbdesk.services import drafts
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.export import Exporter
from asbdesk.ui.kit.list_page import ListPage
from asbdesk.ui.kit.pieces import Banner


def wire_list(page: ListPage, desk: Desk, name: str) -> None:
    """``name`` is what the user's views of this list are kept under: "incidents"."""
    exporter = Exporter(page, desk)
    page.export_asked.connect(exporter.ask)

    def show(views: dict[str, dict[str, Any]]) -> None:
        page.set_views(list(views.items()))

    def read(_answer: object = None) -> None:
        desk.ask(offices.views, desk.who.user_id, name, then=show, page=page)

    page.view_saved.connect(lambda view, state: desk.do(drafts.save_view, name, view, state, then=read, page=page))
    page.view_dropped.connect(lambda view: desk.do(drafts.delete_view, name, view, then=read, page=page))
    read()


def say_found(page: ListPage, about: str, show_all: Callable[[], object]) -> None:
    """Above a list that holds only what a map or a figure found: what that is, and the way to all of it."""
    page.add_notice(Banner(f"Only those found: {about}.", "info", "Show all", show_all))
