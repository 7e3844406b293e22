"""Rows of the office for a terminal or another program: aligned text or JSON, row by row, however many there are.

Nobody knows where they go from there: protected people stand in them under their pseudonyms, as in a list that is
exported, unless a manager says why they are named.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from asbdesk.domain.casework import Labelled
from asbdesk.domain.permissions import require
from asbdesk.domain.when import When, show_date, show_when
from asbdesk.queries.listing import ListFilter, Listing

if TYPE_CHECKING:
    from asbdesk.services.list_guard import ListVeil
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

AT_ONCE = 500
WIDEST = 44


@dataclass(frozen=True, slots=True)
class _Kind:
    """A list: where its rows come from, its order, and its columns (a heading and a field)."""

    listing: Callable[[], Listing]
    order: str
    columns: tuple[tuple[str, str], ...]


def _cases() -> Listing:
    from asbdesk.queries.cases import CASES

    return CASES


def _people() -> Listing:
    from asbdesk.queries.people import PEOPLE

    return PEOPLE


def _incidents() -> Listing:
    from asbdesk.queries.incidents import INCIDENTS

    return INCIDENTS


def _contracts() -> Listing:
    from asbdesk.queries.contracts import CONTRACTS

    return CONTRACTS


def _orders() -> Listing:
    from asbdesk.queries.orders import APPLICATIONS

    return APPLICATIONS


def _documents() -> Listing:
    from asbdesk.queries.documents import DOCUMENTS

    return DOCUMENTS


def _named(*columns: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", " ").capitalize(), name) for name in columns)


KINDS = {
    "cases": _Kind(
        _cases, "reference", _named("reference", "opened_on", "status", "risk", "last_step", "person", "subject")
    ),
    "people": _Kind(_people, "name", _named("id", "name", "born", "open_cases", "incidents", "address", "warning")),
    "incidents": _Kind(
        _incidents, "reference", _named("reference", "when", "category", "case_reference", "place", "summary")
    ),
    "contracts": _Kind(
        _contracts, "reference", _named("reference", "state", "starts_on", "ends_on", "next_review", "terms", "person")
    ),
    "orders": _Kind(
        _orders,
        "reference",
        _named("reference", "state", "short", "lodged_on", "next_hearing", "order_until", "person", "court"),
    ),
    "documents": _Kind(
        _documents, "reference", _named("reference", "dated", "filed_by", "pages_printed", "person", "title")
    ),
}


@dataclass(slots=True)
class Told:
    """The list's lines, without their ends, read as they are asked for; and when they are through, who stands in them
    under a pseudonym."""

    lines: Iterator[str]
    veil: ListVeil
    named: bool

    @property
    def hidden(self) -> tuple[str, ...]:
        """What those are called who are not named."""
        return () if self.named else tuple(self.veil.seen)


def told(office: Office, who: Actor, kind: str, *, as_json: bool, reason: str = "") -> Told:
    """The list under the rule of exports. With a ``reason`` it names protected people too, and the audit keeps who.

    Raises Refused for a role that may not do so, and InvalidField for a reason that says nothing.
    """
    from asbdesk.services.list_guard import list_veil

    require(who.role, "export")
    with office.reading() as session:
        veil = list_veil(session)
    if reason:
        _name(office, who, kind, veil, reason)
    found = rows(office, KINDS[kind])
    made = _json_lines(found, veil, reason) if as_json else _text_lines(found, KINDS[kind].columns, veil, reason)
    return Told(made, veil, bool(reason))


def _name(office: Office, who: Actor, kind: str, veil: ListVeil, reason: str) -> None:
    """In the audit, before the first line is out."""
    from asbdesk.services.list_guard import may_name

    require(who.role, "release")
    for row in rows(office, KINDS[kind]):
        _as_json(row, veil)
    with office.transaction(who, "export_list") as work:
        may_name(work, f"{kind}, on the command line", tuple(veil.seen), reason)


def rows(office: Office, kind: _Kind) -> Iterator[Any]:
    """All rows of a list, in its order; some hundreds are in memory at once."""
    listing = kind.listing()
    with office.reading() as session:
        ids = listing.ids(session, ListFilter(), kind.order)
        for start in range(0, len(ids), AT_ONCE):
            yield from _in_order(ids[start : start + AT_ONCE], listing.rows(session, ids[start : start + AT_ONCE]))


def plain(value: Any) -> Any:
    """A value of a row as JSON has it: dates in ISO form, a time of an incident with its kind and its words."""
    if isinstance(value, When):
        end = value.end.isoformat() if value.end else None
        return {"kind": value.kind.value, "from": value.start.isoformat(), "to": end, "words": show_when(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


def _in_order(ids: array[int], found: Sequence[Any]) -> Iterator[Any]:
    by_id = {row.id: row for row in found}
    return (by_id[number] for number in ids if number in by_id)


def _json_lines(found: Iterator[Any], veil: ListVeil, reason: str) -> Iterator[str]:
    """One array, a row to a line. All in ASCII, which every pipe carries."""
    yield "["
    before = ""
    for row in found:
        yield before + json.dumps(_as_json(row, None if reason else veil))
        before = ","
    yield "]"


def _as_json(row: Any, veil: ListVeil | None) -> dict[str, Any]:
    """A row; what the veil takes out of a text has its pseudonym there, a day is not known any more."""
    made = {field.name: plain(getattr(row, field.name)) for field in fields(row)}
    if veil is None:
        return made
    texts = [name for name, value in made.items() if isinstance(value, str)]
    for name, words in zip(texts, veil.over([made[name] for name in texts]), strict=True):
        if words != made[name]:
            made[name] = None if isinstance(getattr(row, name), date) else words
    return made


def _text_lines(
    found: Iterator[Any], columns: tuple[tuple[str, str], ...], veil: ListVeil, reason: str
) -> Iterator[str]:
    """Columns as wide as the first rows want them; the last one is never cut."""
    whole = ([_shown(getattr(row, name)) for _, name in columns] for row in found)
    cells = whole if reason else (veil.over(row) for row in whole)
    first = list(islice(cells, AT_ONCE))
    headings = [heading for heading, _ in columns]
    widths = [min(max(map(len, column)), WIDEST) for column in zip(headings, *first, strict=True)]
    for row in chain([headings], first, cells):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, When):
        return show_when(value)
    if isinstance(value, date):
        return show_date(value)
    words = value.label if isinstance(value, Labelled) else str(value)
    return "".join(sign if sign.isprintable() else " " for sign in words)  # nothing that moves a terminal's cursor
