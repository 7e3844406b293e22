"""People: suggested while a name is typed, listed, and each on a page of her own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.domain import matching, names, phones
from asbdesk.domain.casework import (
    CaseRole,
    CaseStatus,
    ContactKind,
    FlagKind,
    IncidentRole,
    Relation,
    SafeToUse,
)
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, FlagValues, PersonValues
from asbdesk.errors import NotFound
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.reference_data import load_heard_names, load_typed_names
from asbdesk.storage import tables as t

CANDIDATES = 200
_NEAR_CANDIDATES = 60
_FEW_WORDS = 3
"""Nobody types more words of a name; a whole sentence is not looked for with one letter wrong."""
_SHORT_BEGINNING = len("p:th")
_PERSON, _HOME, _PARTY, _SEEN = t.Person, t.PersonAddress, t.CaseParty, t.IncidentPerson
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Each statement is built once: building one takes longer than running it, and these run at each key that is pressed.
_BY_KEYS = (
    select(t.PersonKey.person_id)
    .where(t.PersonKey.key.in_(bindparam("keys", expanding=True)))
    .group_by(t.PersonKey.person_id)
    .order_by(func.count(t.PersonKey.key).desc(), t.PersonKey.person_id.desc())
    .limit(bindparam("most"))
)
_PEOPLE = select(_PERSON.id, _PERSON.given_names, _PERSON.family_name, _PERSON.born).where(_PERSON.id.in_(_IDS))
_ALIASES = (
    select(t.PersonAlias.person_id, t.PersonAlias.name)
    .where(t.PersonAlias.person_id.in_(_IDS))
    .order_by(t.PersonAlias.id)
)
_HOMES = (
    select(_HOME.person_id, _HOME.lines, _HOME.postcode, _HOME.lived_to)
    .where(_HOME.person_id.in_(_IDS))
    .order_by(_HOME.id)
)
_MARKERS = (
    select(t.PersonFlag.person_id, t.PersonFlag.text)
    .where(t.PersonFlag.person_id.in_(_IDS), t.PersonFlag.kind == FlagKind.MARKER)
    .order_by(t.PersonFlag.id)
)
_OPEN_CASES = (
    select(_PARTY.person_id, func.count(t.Case.id.distinct()))
    .join(t.Case, t.Case.id == _PARTY.case_id)
    .where(_PARTY.person_id.in_(_IDS), t.Case.status != CaseStatus.CLOSED)
    .group_by(_PARTY.person_id)
)
_INCIDENT_COUNTS = (
    select(_SEEN.person_id, func.count(_SEEN.incident_id.distinct()))
    .where(_SEEN.person_id.in_(_IDS))
    .group_by(_SEEN.person_id)
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list, or suggested while a name is typed. ``reasons`` say why she was suggested."""

    id: int
    name: str
    born: date | None
    aliases: tuple[str, ...]
    address: str
    open_cases: int
    incidents: int
    warning: str
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationRow:
    id: int
    other_id: int
    name: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class PersonCaseRow:
    id: int
    reference: str
    subject: str
    role: CaseRole
    status: CaseStatus
    opened_on: date


@dataclass(frozen=True, slots=True)
class PersonIncidentRow:
    id: int
    reference: str
    when_from: datetime
    category: str
    summary: str
    role: IncidentRole


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that the person's page shows; ``values`` is what her form edits."""

    id: int
    version: int
    name: str
    age_noted_on: date | None
    values: PersonValues
    relations: tuple[RelationRow, ...]
    cases: tuple[PersonCaseRow, ...]
    incidents: tuple[PersonIncidentRow, ...]


def full_name(person: t.Person) -> str:
    """Given names, then the family name."""
    return f"{person.given_names} {person.family_name}".strip()


def suggest(session: Session, typed: str, limit: int = 8, born: date | None = None) -> tuple[PersonRow, ...]:
    """People whom a half-spelt name may mean, the likeliest first."""
    ranked = likeliest(session, typed, limit, born)
    if not whole(ranked):
        ranked = (one_letter_off(session, typed, limit, born) or ranked)[:limit]
    rows = {row.id: row for row in people_rows(session, [found.key for found in ranked])}
    return tuple(replace(rows[f.key], score=f.match.score, reasons=f.match.reasons) for f in ranked)


def likeliest(
    session: Session, typed: str, limit: int, born: date | None = None, *, long_beginnings: bool = False
) -> list[matching.Ranked[int]]:
    """The ids of :func:`suggest`. ``long_beginnings`` passes over beginnings of two letters: in a large office some
    thousand names have them, and the word index answers them sooner."""
    looked_up = names.query_keys(typed, load_typed_names()) | names.heard_keys(typed, load_heard_names())
    if long_beginnings:
        looked_up = {key for key in looked_up if len(key) > _SHORT_BEGINNING or not key.startswith("p:")}
    return _ranked(session, typed, born, looked_up, limit)


def one_letter_off(session: Session, typed: str, limit: int, born: date | None = None) -> list[matching.Ranked[int]]:
    """Those of whose names a letter was left out, put in, or mistaken, where :func:`likeliest` knows nobody wholly."""
    if len(typed.split()) > _FEW_WORDS or any(sign.isdigit() for sign in typed):
        return []
    near = _ranked(session, typed, born, names.near_keys(typed), limit, _NEAR_CANDIDATES)
    return [one for one in near if not one.match.left]


def born_in(session: Session, typed: str, year: int, most: int) -> list[int]:
    """Who was born that year; where a name was typed too, only whom it may mean, the likeliest first."""
    born = _PERSON.born.between(date(year, 1, 1), date(year, 12, 31))
    if not typed:
        everybody = select(_PERSON.id).where(born).order_by(_PERSON.family_name, _PERSON.given_names, _PERSON.id)
        return list(session.scalars(everybody.limit(most)))
    keys = names.query_keys(typed, load_typed_names()) | names.heard_keys(typed, load_heard_names())
    then = _BY_KEYS.join(_PERSON, _PERSON.id == t.PersonKey.person_id).where(born)
    ids = session.scalars(then, {"keys": sorted(keys), "most": CANDIDATES}).all()
    return whole(matching.rank(typed, None, _known(session, ids), load_typed_names(), limit=most))


def by_birthday(session: Session, typed: str, born: date, most: int) -> list[int]:
    """Who was born that day; where a name was typed too, only whom it may mean, the likeliest first."""
    ids = session.scalars(
        select(t.Person.id).where(t.Person.born == born).order_by(t.Person.id.desc()).limit(CANDIDATES)
    ).all()
    if not typed:
        return list(ids[:most])
    ranked = matching.rank(typed, born, _known(session, ids), load_typed_names(), limit=most)
    return [found.key for found in ranked]


def _ranked(
    session: Session, typed: str, born: date | None, keys: Collection[str], limit: int, most: int = CANDIDATES
) -> list[matching.Ranked[int]]:
    if not keys:
        return []
    ids = session.scalars(_BY_KEYS, {"keys": sorted(keys), "most": most}).all()
    return matching.rank(typed, born, _known(session, ids), load_typed_names(), limit=limit)


def whole(ranked: Iterable[matching.Ranked[int]]) -> list[int]:
    """Those of whom every word that was typed means something."""
    return [one.key for one in ranked if not one.match.left]


def alike(session: Session, values: PersonValues, limit: int = 5) -> tuple[PersonRow, ...]:
    """People already known who are probably the one being recorded now."""
    name = f"{values.given_names} {values.family_name}".strip()
    found = suggest(session, name, limit, values.born) if name else ()
    return tuple(row for row in found if row.score >= matching.PROBABLE)


def person(session: Session, person_id: int) -> PersonPage:
    """The page of one person; of the one she was merged into, where she was. Raises :class:`NotFound`."""
    row = session.execute(
        select(t.Person)
        .where(t.Person.id == person_id)
        .options(*(selectinload(part) for part in (t.Person.aliases, t.Person.addresses, t.Person.contacts)))
        .options(selectinload(t.Person.flags))
    ).scalar_one_or_none()
    if row is None:
        return person(session, _merged_into(session, person_id))
    return PersonPage(
        id=row.id,
        version=row.version,
        name=full_name(row),
        age_noted_on=row.age_noted_on,
        values=_values(row),
        relations=_relations(session, person_id),
        cases=_cases(session, person_id),
        incidents=_incidents(session, person_id),
    )


def _merged_into(session: Session, person_id: int) -> int:
    m = t.PersonMerge
    merges = select(m.kept_id).where(m.gone_id == person_id, m.undone_at.is_(None)).order_by(m.id.desc())
    kept = session.scalars(merges).first()
    if kept is None:
        raise NotFound("This person is no longer in the office.")
    return kept


def people_rows(session: Session, ids: Sequence[int]) -> tuple[PersonRow, ...]:
    """The rows of the people list."""
    asked = {"ids": list(ids)}
    aliases = _grouped(session.execute(_ALIASES, asked))
    homes = _grouped(session.execute(_HOMES, asked))
    warnings = _grouped(session.execute(_MARKERS, asked))
    open_cases = {row[0]: row[1] for row in session.execute(_OPEN_CASES, asked)}
    incidents = {row[0]: row[1] for row in session.execute(_INCIDENT_COUNTS, asked)}
    return tuple(
        PersonRow(
            id=number,
            name=f"{given} {family}".strip(),
            born=born,
            aliases=tuple(alias.name for alias in aliases.get(number, ())),
            address=current_address(homes.get(number, ())),
            open_cases=open_cases.get(number, 0),
            incidents=incidents.get(number, 0),
            warning="; ".join(flag.text for flag in warnings.get(number, ())),
        )
        for number, given, family, born in session.execute(_PEOPLE, asked)
    )


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by the id in their first column."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def current_address(addresses: Iterable[Any]) -> str:
    """The last address without an end, in one line."""
    here = [a for a in addresses if a.lived_to is None]
    if not here:
        return ""
    lines = ", ".join(line.strip() for line in here[-1].lines.splitlines() if line.strip())
    return f"{lines}, {here[-1].postcode}".strip(", ")


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    open_case = (
        select(t.CaseParty.id)
        .join(t.Case, t.Case.id == t.CaseParty.case_id)
        .where(t.CaseParty.person_id == t.Person.id, t.Case.status != CaseStatus.CLOSED)
    )
    if "open-case" in chosen.chips:
        conditions.append(exists(open_case))
    if "perpetrators" in chosen.chips:
        conditions.append(exists(open_case.where(t.CaseParty.role == CaseRole.PERPETRATOR)))
    if "marker" in chosen.chips:
        conditions.append(
            exists(
                select(t.PersonFlag.id).where(
                    t.PersonFlag.person_id == t.Person.id, t.PersonFlag.kind == FlagKind.MARKER
                )
            )
        )
    return conditions


PEOPLE = Listing(
    t.Person,
    {
        "name": (t.Person.family_name.collate("NOCASE"), t.Person.given_names.collate("NOCASE")),
        "born": (t.Person.born,),
        "newest": (t.Person.id,),
    },
    _where,
    people_rows,
)


def _known(session: Session, ids: Sequence[int]) -> list[tuple[int, matching.KnownPerson]]:
    """The names and birth dates of some people. Columns, not rows of the ORM: this runs at each key that is pressed."""
    asked = {"ids": list(ids)}
    aliases = _grouped(session.execute(_ALIASES, asked))
    return [
        (
            number,
            matching.KnownPerson(
                (names.PersonName(given, family), *(names.PersonName(also.name) for also in aliases.get(number, ()))),
                day,
            ),
        )
        for number, given, family, day in session.execute(_PEOPLE, asked)
    ]


def _values(row: t.Person) -> PersonValues:
    return PersonValues(
        given_names=row.given_names,
        family_name=row.family_name,
        title=row.title,
        born=row.born,
        approximate_age=row.approximate_age,
        language=row.language,
        interpreter=row.interpreter,
        preferred_format=row.preferred_format,
        notes=row.notes,
        aliases=tuple(AliasValues(a.name, a.note) for a in row.aliases),
        addresses=tuple(
            AddressValues(a.lines, a.postcode, a.lived_from, a.lived_to, a.tenure, a.landlord, a.safe_to_write)
            for a in row.addresses
        ),
        contacts=tuple(ContactValues(c.kind, c.value, c.safe, c.note) for c in row.contacts),
        flags=tuple(FlagValues(f.kind, f.text, f.reason, f.review_on) for f in row.flags),
    )


def _relations(session: Session, person_id: int) -> tuple[RelationRow, ...]:
    rows = session.execute(
        select(t.PersonRelation, t.Person)
        .join(t.Person, t.Person.id == t.PersonRelation.other_id)
        .where(t.PersonRelation.person_id == person_id)
    )
    return tuple(RelationRow(r.id, p.id, full_name(p), r.relation) for r, p in rows)


def _cases(session: Session, person_id: int) -> tuple[PersonCaseRow, ...]:
    rows = session.execute(
        select(t.Case, t.CaseParty.role)
        .join(t.CaseParty, t.CaseParty.case_id == t.Case.id)
        .where(t.CaseParty.person_id == person_id)
        .order_by(t.Case.opened_on.desc(), t.Case.id.desc())
    )
    return tuple(PersonCaseRow(c.id, c.reference, c.subject, role, c.status, c.opened_on) for c, role in rows)


def _incidents(session: Session, person_id: int, most: int = 500) -> tuple[PersonIncidentRow, ...]:
    i = t.Incident
    rows = session.execute(
        select(i.id, i.reference, i.when_from, i.category, i.summary, t.IncidentPerson.role)
        .join(t.IncidentPerson, t.IncidentPerson.incident_id == i.id)
        .where(t.IncidentPerson.person_id == person_id)
        .order_by(i.when_from.desc(), i.id.desc())
        .limit(most)
    )
    return tuple(PersonIncidentRow(*row) for row in rows)


def safe_telephone(values: PersonValues) -> str:
    """The first number that is known to be safe; empty when none is."""
    for contact in values.contacts:
        if contact.kind is not ContactKind.EMAIL and contact.safe is SafeToUse.YES:
            return phones.shown(contact.value)
    return ""
