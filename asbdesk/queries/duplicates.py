"""People who may be known twice: what is compared of them, and the list of those found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from asbdesk.domain import names
from asbdesk.domain.casework import ContactKind
from asbdesk.domain.linkage import Found, Model, against, general
from asbdesk.domain.linkage_records import Record, record
from asbdesk.domain.linkage_words import Reason, agreeing, differing, reasons, score_words
from asbdesk.domain.names import PersonName
from asbdesk.domain.people import PersonValues
from asbdesk.queries.people import PersonRow, alike, full_name, people_rows
from asbdesk.reference_data import load_nicknames
from asbdesk.storage import tables as t

SHOWN = 200
"""So many pairs are worked through at once; the next ones follow as these are settled."""
NEAR = 200
"""So many people are compared with somebody who is typed."""
_EVERY = 1_000
"""So many people are made ready between two looks at whether somebody has stopped it."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two people who may be one, as both stand in lists."""

    id: int
    one: PersonRow
    other: PersonRow
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The list, how many there are in all, and when and among how many people it was last searched."""

    pairs: tuple[PairRow, ...]
    in_all: int
    searched_at: datetime | None
    people: int
    people_now: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Two people who were said to be two."""

    id: int
    one: str
    other: str
    reason: str
    decided_at: datetime
    by: str


def duplicates(session: Session) -> Duplicates:
    """The pairs that nobody has decided about, likeliest first."""
    pair = t.DuplicatePair
    open_pairs = select(pair).where(~_decided(pair.one_id, pair.other_id))
    rows = session.scalars(open_pairs.order_by(pair.score.desc(), pair.id).limit(SHOWN)).all()
    people = {row.id: row for row in people_rows(session, sorted({n for r in rows for n in (r.one_id, r.other_id)}))}
    last = session.scalars(select(t.DuplicateSearch).order_by(t.DuplicateSearch.id.desc()).limit(1)).first()
    return Duplicates(
        tuple(
            PairRow(row.id, people[row.one_id], people[row.other_id], row.score, pair_reasons(row.workings))
            for row in rows
        ),
        session.scalar(select(func.count()).select_from(open_pairs.subquery())) or 0,
        last.made_at if last else None,
        last.people if last else 0,
        session.scalar(select(func.count(t.Person.id))) or 0,
    )


def decisions(session: Session, most: int = 200) -> tuple[DecisionRow, ...]:
    """Pairs that were said to be two people, the last decision first."""
    d, one, other = t.NotSame, aliased(t.Person), aliased(t.Person)
    rows = session.execute(
        select(d, one, other, t.User.name)
        .join(one, one.id == d.one_id)
        .join(other, other.id == d.other_id)
        .join(t.User, t.User.id == d.decided_by)
        .order_by(d.id.desc())
        .limit(most)
    )
    return tuple(
        DecisionRow(row.id, full_name(a), full_name(b), row.reason, row.decided_at, by) for row, a, b, by in rows
    )


def pair_reasons(workings: dict[str, Any]) -> tuple[Reason, ...]:
    """Out of what is kept with a pair."""
    return reasons(workings["levels"], workings["bits"])


def _decided(one: Any, other: Any) -> Any:
    d = aliased(t.NotSame)
    return exists(
        select(d.id).where(or_(and_(d.one_id == one, d.other_id == other), and_(d.one_id == other, d.other_id == one)))
    )


def model(session: Session) -> Model:
    """That of the last search; the general one where there was none."""
    kept = session.scalar(select(t.DuplicateSearch.model).order_by(t.DuplicateSearch.id.desc()).limit(1))
    if kept is None:
        return general(session.scalar(select(func.count(t.Person.id))) or 0)
    rates = {name: tuple(tuple(levels) for levels in kept[name]) for name in ("match", "chance", "home")}
    return Model(kept["people"], kept["odds"], kept["home_odds"], **rates, counts=kept["counts"])


def model_kept(made: Model) -> dict[str, Any]:
    """As it is stored."""
    return asdict(made)


def records(
    session: Session, ids: Sequence[int] | None = None, watch: Callable[[], None] = lambda: None
) -> tuple[tuple[int, ...], list[Record]]:
    """People as they are compared, with their ids; everybody where none are named. ``watch`` may raise, to stop it."""
    p, a, h, c = t.Person, t.PersonAlias, t.PersonAddress, t.PersonContact

    def some(statement: Any, owner: Any) -> Any:
        watch()
        return session.execute(statement if ids is None else statement.where(owner.in_(ids)))

    names: dict[int, list[PersonName]] = {}
    born: dict[int, date | None] = {}
    for number, given, family, day in some(select(p.id, p.given_names, p.family_name, p.born), p.id):
        names[number], born[number] = [PersonName(given, family)], day
    homes: dict[int, list[tuple[str, str]]] = {}
    numbers: dict[int, list[str]] = {}
    emails: dict[int, list[str]] = {}
    for number, alias in some(select(a.person_id, a.name), a.person_id):
        names[number].append(PersonName(alias))
    for number, lines, postcode in some(select(h.person_id, h.lines, h.postcode), h.person_id):
        homes.setdefault(number, []).append((lines, postcode))
    for number, kind, value, digits in some(select(c.person_id, c.kind, c.value, c.digits), c.person_id):
        if kind is ContactKind.EMAIL:
            emails.setdefault(number, []).append(value)
        else:
            numbers.setdefault(number, []).append(digits)
    made: list[Record] = []
    for each, named in names.items():
        if len(made) % _EVERY == 0:
            watch()
        made.append(record(named, born[each], homes.get(each, ()), numbers.get(each, ()), emails.get(each, ())))
    return tuple(names), made


def typed_record(values: PersonValues) -> Record:
    """Somebody who is only being typed."""
    phones = [each.value for each in values.contacts if each.kind is not ContactKind.EMAIL]
    emails = [each.value for each in values.contacts if each.kind is ContactKind.EMAIL]
    aliases = [PersonName(each.name) for each in values.aliases]
    homes = [(each.lines, each.postcode) for each in values.addresses]
    return record([PersonName(values.given_names, values.family_name), *aliases], values.born, homes, phones, emails)


def near(session: Session, one: Record, but: int = 0) -> list[int]:
    """The people who share a key with her: name, sound, date of birth, telephone, e-mail or postcode."""
    known = load_nicknames()
    looked_up = names.query_keys(" ".join(" ".join(name) for name in one.names), known)
    p, k, c, h = t.Person, t.PersonKey, t.PersonContact, t.PersonAddress
    hits = func.count(k.key)
    asked: list[Select[Any]] = []
    if looked_up:
        asked.append(
            select(k.person_id).where(k.key.in_(looked_up)).group_by(k.person_id).order_by(hits.desc(), k.person_id)
        )
    if one.born:
        day = date(int(one.born[:4]), int(one.born[4:6]), int(one.born[6:]))
        asked.append(select(p.id).where(p.born == day))
    if one.numbers or one.own:
        asked.append(select(c.person_id).where(c.digits.in_((*one.numbers, *one.own))))
    asked += [select(h.person_id).where(h.postcode == f"{code[:-3]} {code[-3:]}") for code in one.postcodes]
    found: dict[int, None] = {}
    for statement in asked:
        found.update(dict.fromkeys(session.scalars(statement.limit(NEAR))))
    found.pop(but, None)
    return list(found)


def known(session: Session, values: PersonValues, limit: int) -> tuple[PersonRow, ...]:
    """Who is probably the one being typed, with why: by all that is typed, then by the name as far as it goes."""
    found = doubles(session, typed_record(values))[:limit] if values.family_name or values.given_names else []
    rows = {row.id: row for row in people_rows(session, [number for number, _ in found])}
    scored = [
        replace(rows[number], score=each.score, reasons=(_why(each),)) for number, each in found if number in rows
    ]
    named = [row for row in alike(session, values, limit) if row.id not in rows]
    return (*scored, *named)[:limit]


def _why(found: Found) -> str:
    why = reasons(found.levels, found.bits)
    differs = differing(why)
    return f"{score_words(found.score)}: {agreeing(why)} agree{f'; {differs} differ' if differs else ''}"


def doubles(session: Session, one: Record, but: int = 0) -> list[tuple[int, Found]]:
    """Who is probably she, likeliest first, by the model of the office. ``but``: her own number."""
    ids, others = records(session, near(session, one, but))
    return [(ids[found.other], found) for found in against(model(session), one, others, load_nicknames())]
