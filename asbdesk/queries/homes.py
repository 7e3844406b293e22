"""The homes of address lists, and addresses that are the same home, written in several ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import Tenure
from asbdesk.domain.homes import Spelling, same_homes
from asbdesk.domain.postcodes import postcode
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home of an address list; ``file_name`` is the list that it came from."""

    id: int
    lines: str
    postcode: str
    reference: str
    tenure: Tenure
    landlord: str
    file_name: str


def home_rows(session: Session, ids: Sequence[int]) -> tuple[HomeRow, ...]:
    """The homes behind some ids."""
    h, b = t.Home, t.ImportBatch
    rows = session.execute(
        select(h.id, h.lines, h.postcode, h.reference, h.tenure, h.landlord, b.file_name)
        .join(b, b.id == h.batch_id)
        .where(h.id.in_(ids))
    )
    return tuple(HomeRow(*row) for row in rows)


def _everywhere(_filter: ListFilter) -> list[ColumnElement[bool]]:
    return []


def _find(text: str) -> list[ColumnElement[bool]]:
    """Each word somewhere in the address, the landlord's name or the reference; a postcode in any spelling."""
    h = t.Home
    if code := postcode(text):
        return [h.postcode == code]
    columns = (h.lines, h.postcode, h.reference, h.landlord)
    return [
        or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))
        for word in text.casefold().split()
    ]


HOMES = Listing(
    t.Home,
    {
        "address": (t.Home.lines, t.Home.postcode),
        "postcode": (t.Home.postcode, t.Home.lines),
        "reference": (t.Home.reference,),
        "landlord": (t.Home.landlord, t.Home.lines),
    },
    _everywhere,
    home_rows,
    find=_find,
)


@dataclass(frozen=True, slots=True)
class RewriteRow:
    id: int
    lines: str
    postcode: str
    many: int
    written_at: datetime
    by: str


def homes(session: Session, watch: Callable[[], None] = lambda: None) -> tuple[tuple[Spelling, ...], ...]:
    """Each home that is written in several ways, with its spellings, the commonest first."""
    a = t.PersonAddress
    rows = session.execute(select(a.id, a.lines, a.postcode)).all()
    watch()
    return same_homes([(number, lines, postcode) for number, lines, postcode in rows], watch)


def rewrites(session: Session, most: int = 20) -> tuple[RewriteRow, ...]:
    """The rewrites that can be undone, newest first."""
    r = t.HomeRewrite
    made = select(r, t.User.name).join(t.User, t.User.id == r.written_by).where(r.undone_at.is_(None))
    return tuple(
        RewriteRow(row.id, row.lines, row.postcode, len(row.before["steps"]), row.written_at, by)
        for row, by in session.execute(made.order_by(r.id.desc()).limit(most))
    )
