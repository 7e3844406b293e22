"""The next number of a series, given once."""

from __future__ import annotations

from sqlalchemy import select

from asbdesk.storage.tables import Counter
from asbdesk.storage.work import Work


def take(work: Work, series: str, how_many: int = 1) -> int:
    """The first of ``how_many`` numbers that now belong to the caller. A gap may stay where work was undone."""
    counter = work.session.scalars(select(Counter).where(Counter.series == series)).one_or_none()
    if counter is None:
        counter = Counter(series=series, last=0)
        work.session.add(counter)
    first = counter.last + 1
    counter.last += how_many
    work.session.flush()
    return first
