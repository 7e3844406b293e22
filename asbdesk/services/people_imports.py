"""People out of a file: recorded anew, or what the file says of people already known added to them; and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from asbdesk.domain import postcodes
from asbdesk.domain.casework import ContactKind, PreferredFormat, SafeToUse, Tenure
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, PersonValues
from asbdesk.errors import NotFound
from asbdesk.services.in_use import InUse, end_import
from asbdesk.services.people import add_person, address_content, contact_content
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_EVERY = 50
_PARTS = frozenset(
    {"person_alias", "person_address", "person_contact", "person_flag", "person_key", "import_person", "duplicate_pair"}
)


def person_of(told: Mapping[str, Any]) -> PersonValues:
    """Somebody as she waited, in plain data."""
    known: dict[str, Any] = {
        "born": _day(told["born"]),
        "preferred_format": PreferredFormat(told["preferred_format"]),
        "aliases": tuple(AliasValues(**each) for each in told["aliases"]),
        "addresses": tuple(map(_address, told["addresses"])),
        "contacts": tuple(map(_contact, told["contacts"])),
        "flags": (),
    }
    return PersonValues(**{**told, **known})


def take_people(
    work: Work,
    batch: t.ImportBatch,
    rows: Iterator[list[Sequence[Any]]],
    decisions: Mapping[int, int],
    step: Callable[[], None],
) -> tuple[int, int]:
    """Record waiting rows, given by their columns (number, fingerprint, values); answers how many are new, and how many
    were joined to people already known, as ``decisions`` have it by number of row. Of a known person the address and
    telephone that are not held yet are added, and nothing that is held is changed."""
    made = joined = 0
    for columns in rows:
        for number, mark, told in zip(*columns, strict=True):
            link = t.ImportPerson(batch_id=batch.id, row_number=number, fingerprint=mark)
            values, same_as = person_of(told), decisions.get(number, 0)
            if same_as:
                link.person_id, link.made = same_as, False
                link.address_id, link.contact_ids = _join(work, same_as, values)
            else:
                link.person_id, link.made = add_person(work, values), True
                link.address_id, link.contact_ids = None, []
            work.add(link)
            made, joined = made + link.made, joined + (not link.made)
            if (made + joined) % _EVERY == 0:
                step()
    return made, joined


def undo_people(work: Work, batch: t.ImportBatch, keep_used: bool) -> int:
    """Take an import of people out again, with ``keep_used`` without those of them who are in use; answers how many
    rows went. Raises :class:`InUse` where one of them has been changed, or has a part in something, since."""
    every = work.session.scalars(select(t.ImportPerson).where(t.ImportPerson.batch_id == batch.id)).all()
    used = _in_use(work, [link.person_id for link in every if link.made])
    links = [link for link in every if not (link.made and link.person_id in used)]
    if used and not keep_used:
        raise InUse(
            f"{len(used)} of these people {'is' if len(used) == 1 else 'are'} in use by now.",
            "Somebody changed them, or they have a part in something." + (" Undo the others alone." if links else ""),
            len(links),
        )
    for link in links:
        work.session.delete(link)
    work.session.flush()
    for link in links:
        if link.made:
            _remove(work, link.person_id)
        else:
            _part(work, link)
    end_import(work, batch, len(every) - len(links))
    return len(links)


def _join(work: Work, person_id: int, values: PersonValues) -> tuple[int | None, list[int]]:
    """Add what is not held; answers the ids of what was added."""
    if work.session.get(t.Person, person_id) is None:
        raise NotFound("One of these people is no longer in the office.", "Check the file again.")
    address_id = None
    a, c = t.PersonAddress, t.PersonContact
    for address in values.addresses:
        held = work.session.execute(select(a.lines, a.postcode).where(a.person_id == person_id)).all()
        if (_plain(address.lines), postcodes.tidy(address.postcode)) not in {(_plain(x), y) for x, y in held}:
            address_id = work.add(a(person_id=person_id, **address_content(address)))
    contacts: list[int] = []
    for contact in values.contacts:
        content = contact_content(contact)
        same = (c.digits == content["digits"]) if content["digits"] else (c.value == content["value"])
        if not work.session.scalars(select(c.id).where(c.person_id == person_id, same)).first():
            contacts.append(work.add(c(person_id=person_id, **content)))
    return address_id, contacts


def _in_use(work: Work, made: Sequence[int]) -> set[int]:
    used = set(work.session.scalars(select(t.Person.id).where(t.Person.id.in_(made), t.Person.version > 1)))
    for table in t.Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "person.id" and table.name not in _PARTS:
                used |= set(work.session.scalars(select(key.parent).where(key.parent.in_(made))))
    p = t.ImportPerson  # a later import may have added to one of them
    later = select(p.person_id).where(p.person_id.in_(made), p.made.is_(False))
    m = t.PersonMerge  # two records that were made one
    for one in (m.kept_id, m.gone_id):
        used |= set(work.session.scalars(select(one).where(one.in_(made), m.undone_at.is_(None))))
    return used | set(work.session.scalars(later))


def _remove(work: Work, person_id: int) -> None:
    parts = (t.Person.aliases, t.Person.addresses, t.Person.contacts, t.Person.flags)
    person = work.session.scalars(
        select(t.Person).where(t.Person.id == person_id).options(*map(selectinload, parts))
        .execution_options(populate_existing=True)
    ).one()  # fmt: skip
    pair = t.DuplicatePair
    work.forget_many(delete(pair).where((pair.one_id == person_id) | (pair.other_id == person_id)), pair)
    work.forget_many(delete(t.PersonKey).where(t.PersonKey.person_id == person_id), t.PersonKey)
    work.session.delete(person)
    work.session.flush()


def _part(work: Work, link: t.ImportPerson) -> None:
    """What was added to a person known before, where it is there still."""
    added = [(t.PersonAddress, link.address_id), *((t.PersonContact, number) for number in link.contact_ids)]
    for table, number in added:
        row = work.session.get(table, number) if number else None
        if row is not None:
            work.session.delete(row)
    work.session.flush()


def _address(told: Mapping[str, Any]) -> AddressValues:
    days: dict[str, Any] = {name: _day(told[name]) for name in ("lived_from", "lived_to")}
    kinds: dict[str, Any] = {"tenure": Tenure(told["tenure"]), "safe_to_write": SafeToUse(told["safe_to_write"])}
    return AddressValues(**{**told, **days, **kinds})


def _contact(told: Mapping[str, Any]) -> ContactValues:
    kinds: dict[str, Any] = {"kind": ContactKind(told["kind"]), "safe": SafeToUse(told["safe"])}
    return ContactValues(**{**told, **kinds})


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _plain(lines: str) -> str:
    return " ".join(lines.casefold().replace(",", " ").split())
