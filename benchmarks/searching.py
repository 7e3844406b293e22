"""Search as it is typed, letter by letter, in the big office."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from sqlalchemy import text

from asbdesk.queries.people import suggest
from asbdesk.queries.search import search
from asbdesk.storage.search import match_words
from benchmarks.big_office import TODAY, big_office
from benchmarks.measure import Figure, seconds, worst

_TYPED = (
    "fireworks", "thornbury", "larch court", "dean mersr", "amina til", "asb/2003/0147", "INC/2003/000123", "noise",
    "th th", "st st", "th wa", "TM3 8", "joanne oakton", "12 quarry road", "mohamed blackwell", "racist",
    "01632 5", "30/7/19", "horn",
)  # fmt: skip


def figures(rows: int) -> Iterator[Figure]:
    """Every keystroke from the second letter on."""
    office, _ = big_office(rows)
    strokes = [typed[:length] for typed in _TYPED for length in range(2, len(typed) + 1)]
    raw_query = text("SELECT rowid FROM search_incident WHERE search_incident MATCH :words ORDER BY rowid DESC LIMIT 6")
    with office.reading() as session:
        search(session, "ab")
        took = {stroke: seconds(lambda s=stroke: search(session, s, today=TODAY))[0] for stroke in strokes}
        people = [seconds(lambda s=stroke: suggest(session, s))[0] for stroke in strokes]
        floor = [
            seconds(lambda s=stroke: session.execute(raw_query, {"words": match_words(s)}).all())[0]
            for stroke in strokes
            if match_words(stroke)
        ]
    office.close()
    times = list(took.values())
    slow = ", ".join(f"“{s}” {t * 1000:.0f} ms" for s, t in sorted(took.items(), key=lambda pair: -pair[1])[:4])
    yield Figure(
        "search: a keystroke, median", statistics.median(times), statistics.median(floor), "raw FTS, incidents"
    )
    yield Figure("search: a keystroke, 95th percentile", worst(times), worst(floor), "raw FTS", note=f"slowest {slow}")
    yield Figure("search: people suggested, median", statistics.median(people))
    yield Figure("search: people suggested, 95th percentile", worst(people))
