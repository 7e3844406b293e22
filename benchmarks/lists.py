"""A list of a million incidents: the first screen, the end, another order, a word typed; its memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.listing import ListFilter
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.rows import RowsModel
from asbdesk.ui.kit.table import RowsTable
from benchmarks.big_office import big_office
from benchmarks.measure import Figure, median

_COLUMNS = [
    Column("Reference", lambda r: r.reference, key="reference"),
    Column("When", lambda r: str(r.when.start), key="when"),
    Column("Category", lambda r: r.category, key="category"),
    Column("What", lambda r: r.summary, width=0),
    Column("Place", lambda r: r.place, key="place"),
]


class _AtOnce:
    """A lane without a thread: the question is answered where it is asked, so that its time is all in the figure."""

    def submit(self, fn: Callable[[], None], /) -> None:
        fn()

    def shutdown(self, wait: bool = True) -> None:
        """Nothing waits."""


def figures(rows: int) -> Iterator[Figure]:
    """On the big office."""
    application = QApplication.instance() or QApplication([])
    office, who = big_office(rows)
    desk = Desk(office, who, lanes=(_AtOnce(), _AtOnce()))
    one_page = text(
        "SELECT id, reference, when_from, category, summary, place FROM incident "
        "ORDER BY when_from DESC, id DESC LIMIT 200"
    )

    def raw() -> Any:
        with office.reading() as session:
            return session.connection().execute(one_page).all()

    def every() -> Any:
        with office.reading() as session:
            cursor: Any = (
                session.connection().execute(text("SELECT id FROM incident ORDER BY when_from DESC, id DESC")).cursor
            )
            return cursor.fetchall()

    raw()
    table = RowsTable(desk, "Incidents", INCIDENTS, _COLUMNS, filter=ListFilter(), order="-when")
    table.resize(1100, 600)
    table.show()

    def settle() -> None:
        for _ in range(4):
            application.processEvents()

    def first_screen() -> None:
        with office.reading() as session:
            INCIDENTS.rows(session, INCIDENTS.first(session, ListFilter(), "-when", 200)[:64])

    def whole() -> None:
        table.rows.reload()
        settle()

    def end() -> None:
        table.scrollToBottom()
        settle()

    def refresh() -> None:
        table.rows.refresh()
        settle()

    page = median(raw, 7)
    yield Figure("list: ids and rows of the first screen", median(first_screen, 7), page, "raw SQL, 200 rows")
    yield Figure("list: opened whole, painted", median(whole, 3), median(every, 3), "raw SQL of all ids")
    yield Figure("list: at the end, painted", median(end, 5, lambda: (table.scrollToTop(), settle())), page, "raw page")
    yield Figure("list: read again after a change", median(refresh, 3))
    for what, asked, order in _ASKED:
        taken = median(lambda asked=asked, order=order: _first(office, asked, order), 3)
        yield Figure(f"list: first 200 {what}", taken)
    yield Figure("list: memory of the model", 0.0, note=f"{_held(desk):.0f} MB for {rows:,} rows")
    office.close()


_ASKED = (
    ("by category", ListFilter(), "category"),
    ("by place", ListFilter(), "place"),
    ("without a case", ListFilter(chips=frozenset({"no-case"})), "-when"),
    ("unopened", ListFilter(chips=frozenset({"unopened"})), "-when"),
    ("with “fireworks” in them", ListFilter("fireworks"), "-when"),
    ("with “th” in them", ListFilter("th"), "-when"),
)


def _first(office: Any, asked: ListFilter, order: str) -> None:
    with office.reading() as session:
        INCIDENTS.first(session, asked, order, 200)


def _held(desk: Desk) -> float:
    tracemalloc.start()
    model = RowsModel(desk, INCIDENTS, _COLUMNS, filter=ListFilter(), order="-when")
    model.reload()
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return held
