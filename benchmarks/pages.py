"""Opening what one works with in the big office: a case, a person, an incident, Today, the first screen of lists."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import Connection, TextClause, text

from asbdesk.queries.cases import CASES, case
from asbdesk.queries.contracts import CONTRACTS
from asbdesk.queries.documents import DOCUMENTS
from asbdesk.queries.incidents import INCIDENTS, incident
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import PEOPLE, person
from asbdesk.queries.today import today
from benchmarks.big_office import CASES as CASES_MADE
from benchmarks.big_office import INCIDENTS as MADE
from benchmarks.big_office import PEOPLE as PEOPLE_MADE
from benchmarks.big_office import TODAY, big_office
from benchmarks.measure import Figure, seconds, worst

_RUNS = 20
_LISTS: tuple[tuple[str, Listing, str], ...] = (
    ("incidents", INCIDENTS, "-when"),
    ("people", PEOPLE, "name"),
    ("cases", CASES, "-opened"),
    ("contracts", CONTRACTS, ""),
    ("documents", DOCUMENTS, ""),
)


def figures(rows: int) -> Iterator[Figure]:
    """Each beside the row, or the rows, that it is about, by their ids."""
    office, who = big_office(rows)
    dice = random.Random(1703)

    def some(made: int) -> int:
        return dice.randint(1, max(3, made * rows // MADE))

    with office.reading() as session:
        raw = session.connection()
        opened: tuple[tuple[str, str, int, Callable[[int], Any]], ...] = (
            ("a case", "case", CASES_MADE, lambda n: case(session, n, TODAY)),
            ("a person", "person", PEOPLE_MADE, lambda n: person(session, n)),
            ("an incident", "incident", MADE, lambda n: incident(session, n)),
        )
        for what, table, made, ours in opened:
            one = text(f'SELECT * FROM "{table}" WHERE id = :id')
            numbers = [some(made) for _ in range(_RUNS)]
            floor = [seconds(partial(_raw, raw, one, n))[0] for n in numbers]
            yield from _pair(f"open: {what}", [seconds(partial(ours, n))[0] for n in numbers], floor, "raw row")
        newest = text("SELECT * FROM incident ORDER BY when_from DESC LIMIT 50")
        floor = [seconds(lambda: raw.execute(newest).all())[0] for _ in range(_RUNS)]
        yield from _pair(
            "open: Today",
            [seconds(lambda: today(session, who.user_id, TODAY))[0] for _ in range(_RUNS)],
            floor,
            "newest 50",
        )
        for what, listing, order in _LISTS:
            taken = [seconds(partial(_screen, session, listing, order))[0] for _ in range(_RUNS)]
            yield from _pair(f"open: the list of {what}", taken, floor, "newest 50")
    office.close()


def _raw(connection: Connection, one: TextClause, number: int) -> None:
    connection.execute(one, {"id": number}).all()


def _screen(session: Any, listing: Listing, order: str) -> None:
    listing.rows(session, listing.first(session, ListFilter(), order, 200)[:64])


def _pair(what: str, ours: list[float], floor: list[float], beside: str) -> Iterator[Figure]:
    yield Figure(f"{what}, median", statistics.median(ours), statistics.median(floor), beside)
    yield Figure(f"{what}, 95th percentile", worst(ours), worst(floor), beside)
