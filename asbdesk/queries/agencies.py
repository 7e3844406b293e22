"""The directory of partner agencies: listed, each on its own, and as papers address it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.agencies import AgencyValues, ContactValues, address_lines
from asbdesk.domain.casework import AgencyKind
from asbdesk.errors import NotFound
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in a list. ``contact`` is the first of its contacts."""

    id: int
    name: str
    kind: AgencyKind
    telephone: str
    email: str
    contact: str
    active: bool


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """All that the agency's page shows; ``values`` is what its form edits. ``used``: it stands in the records."""

    id: int
    values: AgencyValues
    active: bool
    used: bool


@dataclass(frozen=True, slots=True)
class AgencyAddress:
    """An agency as a paper addresses it: name and lines of the envelope's window."""

    id: int
    name: str
    kind: AgencyKind
    lines: tuple[str, ...]


def active_agencies(session: Session, *kinds: AgencyKind) -> tuple[AgencyRow, ...]:
    """The agencies that one may choose, by name; of these kinds only, where any are given."""
    which: list[ColumnElement[bool]] = [t.Agency.active.is_(True)]
    return _rows(session, [*which, t.Agency.kind.in_(kinds)] if kinds else which)


def agency_rows(session: Session, ids: Sequence[int]) -> tuple[AgencyRow, ...]:
    """The rows of the directory."""
    return _rows(session, [t.Agency.id.in_(ids)])


def agency(session: Session, agency_id: int) -> AgencyPage:
    """One agency with its contacts. Raises :class:`NotFound`."""
    row = _agency(session, agency_id)
    contacts = session.scalars(
        select(t.AgencyContact).where(t.AgencyContact.agency_id == agency_id).order_by(t.AgencyContact.id)
    )
    values = AgencyValues(
        name=row.name,
        kind=row.kind,
        address=row.address,
        telephone=row.telephone,
        email=row.email,
        notes=row.notes,
        contacts=tuple(ContactValues(c.name, c.job_title, c.telephone, c.email, c.id) for c in contacts),
    )
    return AgencyPage(row.id, values, row.active, in_use(session, agency_id))


def address_of(session: Session, agency_id: int) -> AgencyAddress:
    """Where a paper for the agency goes. Raises :class:`NotFound`."""
    row = _agency(session, agency_id)
    return AgencyAddress(row.id, row.name, row.kind, address_lines(row.address))


def in_use(session: Session, agency_id: int) -> bool:
    """Whether anything in the records names the agency; its own contacts do not count."""
    naming = [
        exists().where(key.parent == agency_id)
        for table in t.Base.metadata.tables.values()
        if table.name != t.AgencyContact.__tablename__
        for key in table.foreign_keys
        if key.column.table.name == t.Agency.__tablename__
    ]
    return bool(session.scalar(select(or_(*naming))))


def names(session: Session) -> dict[int, str]:
    """Every agency's name, the retired ones too."""
    return {row[0]: row[1] for row in session.execute(select(t.Agency.id, t.Agency.name))}


def _agency(session: Session, agency_id: int) -> t.Agency:
    row = session.get(t.Agency, agency_id)
    if row is None:
        raise NotFound("This agency is no longer in the directory.")
    return row


def _rows(session: Session, which: Sequence[ColumnElement[bool]]) -> tuple[AgencyRow, ...]:
    first = (
        select(t.AgencyContact.name)
        .where(t.AgencyContact.agency_id == t.Agency.id)
        .order_by(t.AgencyContact.id)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(select(t.Agency, first).where(*which).order_by(func.lower(t.Agency.name)))
    return tuple(AgencyRow(a.id, a.name, a.kind, a.telephone, a.email, contact or "", a.active) for a, contact in rows)


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    kinds = [kind for kind in AgencyKind if kind.value in chosen.chips]
    if kinds:
        conditions.append(t.Agency.kind.in_(kinds))
    conditions.append(t.Agency.active.is_("retired" not in chosen.chips))
    return conditions


def _find(text: str) -> list[ColumnElement[bool]]:
    """Every word typed occurs in the name, the address, a telephone, an e-mail, the notes or a contact's name."""
    a = t.Agency
    texts = (a.name, a.address, a.telephone, a.email, a.notes)

    def somewhere(word: str) -> ColumnElement[bool]:
        contacts = exists().where(
            t.AgencyContact.agency_id == a.id, t.AgencyContact.name.icontains(word, autoescape=True)
        )
        return or_(*(each.icontains(word, autoescape=True) for each in texts), contacts)

    return [somewhere(word) for word in text.split()]


AGENCIES = Listing(
    t.Agency,
    {"name": (func.lower(t.Agency.name),), "kind": (t.Agency.kind, func.lower(t.Agency.name))},
    _where,
    agency_rows,
    find=_find,
)
