"""The directory of partner agencies: added, changed, retired; the example set taken over."""

from __future__ import annotations

from sqlalchemy import func, select

from asbdesk.domain.agencies import AgencyValues, address_lines, check_agency
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.agencies import in_use
from asbdesk.reference_data import load_agencies
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def add_agency(work: Work, values: AgencyValues) -> int:
    """Add an agency with its contacts and answer its id. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    check_agency(values)
    _check_name(work, values.name)
    agency = t.Agency(active=True)
    _fill(agency, values)
    agency_id = work.add(agency)
    _contacts(work, agency_id, values)
    return agency_id


def change_agency(work: Work, agency_id: int, values: AgencyValues) -> None:
    """Write all of the form. Papers that were filed keep the address that they went to."""
    require(work.who.role, "record")
    check_agency(values)
    agency = _agency(work, agency_id)
    _check_name(work, values.name, agency_id)
    _fill(agency, values)
    _contacts(work, agency_id, values)


def retire_agency(work: Work, agency_id: int) -> None:
    """It is no longer offered; what was done with it stays."""
    require(work.who.role, "record")
    _agency(work, agency_id).active = False
    work.session.flush()


def bring_back(work: Work, agency_id: int) -> None:
    """Undo :func:`retire_agency`."""
    require(work.who.role, "record")
    _agency(work, agency_id).active = True
    work.session.flush()


def delete_agency(work: Work, agency_id: int) -> None:
    """Take out one that was entered by mistake. Raises :class:`Refused` where anything was ever done with it."""
    require(work.who.role, "record")
    agency = _agency(work, agency_id)
    if in_use(work.session, agency_id):
        raise Refused(f"{agency.name} stands in the records.", "Retire it: it is then no longer offered.")
    for contact in work.session.scalars(select(t.AgencyContact).where(t.AgencyContact.agency_id == agency_id)):
        work.session.delete(contact)
    work.session.flush()
    work.session.delete(agency)
    work.session.flush()


def take_examples(work: Work) -> int:
    """Add the example agencies whose names are not in the directory yet, and answer how many those were."""
    require(work.who.role, "record")
    known = {name.casefold() for name in work.session.scalars(select(t.Agency.name))}
    missing = [values for values in load_agencies() if values.name.casefold() not in known]
    for values in missing:
        add_agency(work, values)
    return len(missing)


def _agency(work: Work, agency_id: int) -> t.Agency:
    agency = work.session.get(t.Agency, agency_id)
    if agency is None:
        raise NotFound("This agency is no longer in the directory.")
    return agency


def _check_name(work: Work, name: str, agency_id: int = 0) -> None:
    same = func.lower(t.Agency.name) == name.strip().lower()
    other = work.session.scalars(select(t.Agency).where(same, t.Agency.id != agency_id)).first()
    if other is not None:
        retired = "" if other.active else " as a retired one: bring it back instead"
        raise InvalidField("name", f"{other.name} is in the directory already{retired}.")


def _fill(agency: t.Agency, values: AgencyValues) -> None:
    agency.name, agency.kind = " ".join(values.name.split()), values.kind
    agency.address = "\n".join(address_lines(values.address))
    agency.telephone, agency.email = values.telephone.strip(), values.email.strip()
    agency.notes = values.notes.strip()


def _contacts(work: Work, agency_id: int, values: AgencyValues) -> None:
    rows = work.session.scalars(select(t.AgencyContact).where(t.AgencyContact.agency_id == agency_id))
    known = {row.id: row for row in rows}
    for given in values.contacts:
        row = known.pop(given.row_id or 0, None)
        if row is None:
            row = t.AgencyContact(agency_id=agency_id)
            work.session.add(row)
        row.name, row.job_title = given.name.strip(), given.job_title.strip()
        row.telephone, row.email = given.telephone.strip(), given.email.strip()
    for row in known.values():
        work.session.delete(row)
    work.session.flush()
