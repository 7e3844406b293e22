"""To whom one letter goes that goes to many: people of a case, people who were chosen, or the homes of a street."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from asbdesk.documents.library import Template
from asbdesk.domain.casework import CaseStatus, RecipientKind, SafeToUse
from asbdesk.domain.homes import each_once
from asbdesk.domain.postal_order import postal_order
from asbdesk.domain.postcodes import tidy
from asbdesk.queries.people import full_name
from asbdesk.queries.recipients import here, person_of, recipients, unsafe_home
from asbdesk.storage import tables as t

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Target:
    """One letter of many. ``occupier`` is the address of a home where nobody is addressed by name, its postcode last.

    ``left_out`` says why there is none for her; "" where there is one."""

    name: str
    case_id: int
    person_id: int = 0
    occupier: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    postcode: str = ""
    left_out: str = ""

    @property
    def words(self) -> str:
        """As a list shows her: her name, and where the letter goes."""
        return ", ".join((self.name, *self.lines, *([self.postcode] if self.postcode else [])))


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom the letter goes to: people who were chosen, or those of a case, or a street for a drop on a case."""

    case_id: int = 0
    people: tuple[int, ...] = ()
    street: str = ""


def targets_for(session: Session, template: Template, whom: Whom) -> tuple[Target, ...]:
    """Everybody to whom this letter goes, in the order of the postcodes."""
    if whom.people:
        return of_people(session, whom.people, template)
    if template.recipient is RecipientKind.PUBLIC:
        return of_street(session, whom.case_id, whom.street)
    return of_case(session, whom.case_id, template)


def of_case(session: Session, case_id: int, template: Template) -> tuple[Target, ...]:
    """The people of a case to whom this letter can go, in the order of their postcodes."""
    kinds = {template.recipient.value, *template.also}
    fitting = {each.person_id: each for each in recipients(session, case_id) if each.kind.value in kinds}
    return in_order(_target(session, each.person_id, case_id, each.warning) for each in fitting.values())


def of_people(session: Session, people: Sequence[int], template: Template) -> tuple[Target, ...]:
    """People who were chosen, each in her newest open case in which this letter can go to her."""
    kinds = {template.recipient.value, *template.also}
    return in_order(_in_a_case(session, person_id, kinds) for person_id in dict.fromkeys(people))


def of_street(session: Session, case_id: int, street: str) -> tuple[Target, ...]:
    """Every home that the office knows in a street, or under a postcode, from people's addresses and from address
    lists; each once, however many live there and in whatever way it is written.

    A home where somebody must not be written to is left out."""
    words = " ".join(street.split()).casefold()
    if len(words) < _SHORTEST:
        return ()
    p, h = t.PersonAddress, t.Home
    lived = select(p.lines, p.postcode, p.safe_to_write == SafeToUse.NO).where(p.lived_to.is_(None))
    listed = select(h.lines, h.postcode, literal(value=False))
    homes: list[tuple[str, str, bool]] = [
        (lines, code, unsafe)
        for table, found in ((p, lived), (h, listed))
        for lines, code, unsafe in session.execute(found.where(_in_street(table, words, street)).order_by(table.id))
    ]
    return in_order(
        _not_where_it_is_unsafe(session, _occupier(case_id, [homes[at] for at in same]))
        for same in each_once([(lines, code) for lines, code, _ in homes])
    )


def _in_street(table: type[t.PersonAddress | t.Home], words: str, street: str) -> ColumnElement[bool]:
    near = func.lower(table.lines).contains(words, autoescape=True)
    return near | (func.lower(table.postcode) == tidy(street).casefold())


def _occupier(case_id: int, same: Sequence[tuple[str, str, bool]]) -> Target:
    """A letter to a home; of several spellings the first with a postcode."""
    written, code, _ = next((each for each in same if each[1]), same[0])
    lines = tuple(line.strip() for line in written.splitlines() if line.strip())
    why = "" if code else "the address has no postcode"
    if any(unsafe for _, _, unsafe in same):
        why = "it is not safe to write to this address"
    return Target("The Occupier", case_id, 0, (*lines, code), lines, code, why)


def _not_where_it_is_unsafe(session: Session, target: Target) -> Target:
    """Left out, too, where the home is written otherwise on the page of whom it is not safe to write to."""
    if target.left_out or not unsafe_home(session, "\n".join(target.lines), target.postcode):
        return target
    return replace(target, left_out="it is not safe to write to this address")


def in_order(targets: Iterable[Target]) -> tuple[Target, ...]:
    """By postcode, then along the street."""
    return tuple(sorted(targets, key=lambda each: (*postal_order(each.lines, each.postcode), each.name)))


def _in_a_case(session: Session, person_id: int, kinds: set[str]) -> Target:
    cases = session.scalars(
        select(t.Case.id)
        .join(t.CaseParty, t.CaseParty.case_id == t.Case.id)
        .where(t.CaseParty.person_id == person_id, t.Case.status != CaseStatus.CLOSED)
        .order_by(t.Case.id.desc())
    ).all()
    for case_id in cases:
        for each in recipients(session, case_id):
            if each.person_id == person_id and each.kind.value in kinds:
                return _target(session, person_id, case_id, each.warning)
    labels = " or ".join(RecipientKind(kind).label.lower() for kind in sorted(kinds))
    return _target(session, person_id, 0, f"in no open case as {labels}")


def _target(session: Session, person_id: int, case_id: int, why: str) -> Target:
    person = person_of(session, person_id)
    home = here(person)
    lines = tuple(line.strip() for line in home.lines.splitlines() if line.strip()) if home else ()
    code = home.postcode if home else ""
    return Target(full_name(person), case_id, person_id, (), lines, code, why)
