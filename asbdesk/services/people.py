"""Knowing people: recording them, changing what is known, saying how they are related."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from asbdesk.domain import phones, postcodes
from asbdesk.domain.casework import ContactKind, Relation
from asbdesk.domain.people import AddressValues, ContactValues, FlagValues, PersonValues
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.services.parts import Content, bring
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_PARTS = {
    name: select(part).where(part.person_id == bindparam("person_id")).order_by(part.id)
    for name, part in (
        ("aliases", t.PersonAlias), ("addresses", t.PersonAddress), ("contacts", t.PersonContact),
        ("flags", t.PersonFlag),
    )
}  # fmt: skip
_PERSON = select(t.Person, *(held.exists() for held in _PARTS.values())).where(t.Person.id == bindparam("person_id"))
"""Built once: SQLAlchemy's own loading of relationships builds its statements anew each time, which takes longer."""


def add_person(work: Work, values: PersonValues) -> int:
    """Record a person and answer the id. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    _check(values, work.today)
    person = t.Person()
    _fill(person, values, work.today)
    _bring_parts(person, values)
    number = work.add(person)
    _compare(work, number)
    return number


def change_person(work: Work, person_id: int, version: int, values: PersonValues) -> None:
    """Write what the form changed. Raises :class:`~asbdesk.errors.Conflict` if somebody else did so meanwhile."""
    require(work.who.role, "record")
    _check(values, work.today)
    person = _with_parts(work, person_id)
    same_version(person.version, version)
    named, born = _compared(person), person.born
    if values.born != born:  # reviews of an order turn on the age, and how its application is judged
        from asbdesk.services.court_orders import know_person  # the law is read only where it is needed

        know_person(work, person_id)
    _fill(person, values, work.today)
    changed = _bring_parts(person, values)
    if changed:
        person.version = version + 1  # a change of a part alone is one of the person, too
    work.session.flush()
    if _compared(person) != named or changed - {"flags"}:
        _compare(work, person_id)
    if person.born != born:
        from asbdesk.services.court_orders import follow_person

        follow_person(work, person_id)


def relate(work: Work, person_id: int, other_id: int, relation: Relation) -> int:
    """``other_id`` is ``relation`` of ``person_id``. Raises :class:`InvalidField` for a person and herself."""
    require(work.who.role, "record")
    if person_id == other_id:
        raise InvalidField("other", "Choose another person: nobody is related to herself.")
    known = work.session.scalars(
        select(t.PersonRelation).where(
            t.PersonRelation.person_id == person_id,
            t.PersonRelation.other_id == other_id,
            t.PersonRelation.relation == relation,
        )
    ).first()
    return known.id if known else work.add(t.PersonRelation(person_id=person_id, other_id=other_id, relation=relation))


def unrelate(work: Work, relation_id: int) -> None:
    """Take back a relation."""
    require(work.who.role, "record")
    relation = work.session.get(t.PersonRelation, relation_id)
    if relation:
        work.session.delete(relation)
        work.session.flush()


def _with_parts(work: Work, person_id: int) -> t.Person:
    """With her aliases, addresses, contacts and flags, as far as she has any: most people lack most of them."""
    found = work.session.execute(_PERSON, {"person_id": person_id}).one_or_none()
    if found is None:
        raise NotFound("This person is no longer in the office.")
    for name, some in zip(_PARTS, found[1:], strict=True):
        rows = list(work.session.scalars(_PARTS[name], {"person_id": person_id})) if some else []
        set_committed_value(found[0], name, rows)
    return found[0]


def _compared(person: t.Person) -> tuple[object, ...]:
    """What of the person herself is compared when people known twice are looked for."""
    return person.given_names, person.family_name, person.born


def _compare(work: Work, person_id: int) -> None:
    from asbdesk.services.duplicates import compare_person  # numpy is loaded only where it is needed

    compare_person(work, person_id)


def _check(values: PersonValues, today: date) -> None:
    if not (values.given_names.strip() or values.family_name.strip()):
        raise InvalidField("family_name", "Give at least one name. A nickname will do.")
    if values.born and values.born > today:
        raise InvalidField("born", "A date of birth cannot lie in the future.")
    if values.approximate_age is not None and not 0 <= values.approximate_age <= 120:
        raise InvalidField("approximate_age", "Give an age between 0 and 120.")
    for address in values.addresses:
        if address.lived_from and address.lived_to and address.lived_to < address.lived_from:
            raise InvalidField("addresses", "The person left this address before she came to it. Check the two dates.")


def _fill(person: t.Person, values: PersonValues, today: date) -> None:
    if values.approximate_age != person.approximate_age:
        person.age_noted_on = today if values.approximate_age is not None else None
    for name in ("title", "given_names", "family_name", "language", "notes"):
        setattr(person, name, getattr(values, name).strip())
    person.born = values.born
    person.approximate_age = values.approximate_age
    person.interpreter = values.interpreter
    person.preferred_format = values.preferred_format


def _bring_parts(person: t.Person, values: PersonValues) -> set[str]:
    """Answers which of them changed."""
    aliases: list[Content] = [{"name": a.name.strip(), "note": a.note.strip()} for a in values.aliases]
    homes = [address_content(a) for a in values.addresses if a.lines.strip() or a.postcode.strip()]
    contacts = [contact_content(c) for c in values.contacts if c.value.strip()]
    changed = {
        "aliases": bring(person.aliases, [each for each in aliases if each["name"]], t.PersonAlias),
        "addresses": bring(person.addresses, homes, t.PersonAddress),
        "contacts": bring(person.contacts, contacts, t.PersonContact),
        "flags": bring(person.flags, [_flag(f) for f in values.flags if f.text.strip()], t.PersonFlag),
    }
    return {name for name, different in changed.items() if different}


def address_content(values: AddressValues) -> Content:
    """An address as it is stored."""
    return {
        "lines": values.lines.strip(),
        "postcode": postcodes.tidy(values.postcode),
        "lived_from": values.lived_from,
        "lived_to": values.lived_to,
        "tenure": values.tenure,
        "landlord": values.landlord.strip(),
        "safe_to_write": values.safe_to_write,
    }


def contact_content(values: ContactValues) -> Content:
    """A telephone or e-mail as it is stored."""
    digits = "" if values.kind is ContactKind.EMAIL else phones.digits(values.value)
    return {
        "kind": values.kind, "value": values.value.strip(), "digits": digits, "safe": values.safe,
        "note": values.note.strip(),
    }  # fmt: skip


def _flag(values: FlagValues) -> Content:
    return {
        "kind": values.kind, "text": values.text.strip(), "reason": values.reason.strip(), "review_on": values.review_on
    }  # fmt: skip
