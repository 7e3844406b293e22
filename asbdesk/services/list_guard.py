"""A list that leaves the office as a file: nobody protected stands in it by name, unless a manager says why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.guard import ClosedPerson, OpenPerson, Spot, apart, leads, led, spots
from asbdesk.domain import reasons
from asbdesk.domain.casework import Disclosure, Reader
from asbdesk.domain.disclosure import may_know
from asbdesk.domain.permissions import require
from asbdesk.queries.guarded import closed_person, office_people, open_person
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.work import Work

ANYBODY = frozenset(Reader)
"""Nobody knows who will read a file that has left."""
_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Miss|Ms|Mx|Dr)\.? $", re.IGNORECASE)
_Person = TypeVar("_Person", ClosedPerson, OpenPerson)
_WEAK = ("first name", "surname", "date of birth", "postcode")
_TOLD = 4
_NAMES = ("name", "first name", "surname", "initials")


@dataclass(slots=True)
class ListVeil:
    """The office's people by the words that lead to them. ``cases``: the references of each one's cases, by
    what she is called; ``seen``: who would have been given away, in order."""

    closed: dict[str, list[ClosedPerson]]
    opened: dict[str, list[OpenPerson]]
    office: tuple[OpenPerson, ...]
    cases: dict[str, frozenset[str]]
    seen: dict[str, None] = field(default_factory=dict[str, None])

    def over(self, cells: Sequence[str]) -> list[str]:
        """A row with pseudonyms for names, and nothing in the place of what else would give somebody away.

        A first name, a surname, a day of birth or a postcode alone counts in a row of one of her own cases, or where
        something else in the row says that it is she: elsewhere it is somebody else's.
        """
        found = [self._spots(cell) for cell in cells]
        row = "\n".join(cells)
        hers = {each.called for spots in found for each in spots if each.what not in _WEAK}
        hers |= {
            each.called
            for spots in found
            for each in spots
            if any(reference in row for reference in self.cases[each.called])
        }
        return [
            self._over(cell, [spot for spot in spots if spot.called in hers])
            for cell, spots in zip(cells, found, strict=True)
        ]

    def _spots(self, text: str) -> tuple[Spot, ...]:
        leads = led(text)
        closed = _of(self.closed, leads)
        return spots(text, closed, (*_of(self.opened, leads), *self.office)) if closed else ()

    def _over(self, text: str, found: Sequence[Spot]) -> str:
        self.seen.update(dict.fromkeys(spot.called for spot in found))
        for spot in reversed(apart(found)):
            text = _replaced(text, spot)
        return text


def veiled_rows(veil: ListVeil, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows of words and figures, headings first: the words of each with pseudonyms, the figures as they are."""
    made: list[list[Any]] = [list(rows[0])] if rows else []
    for row in rows[1:]:
        places = [place for place, cell in enumerate(row) if isinstance(cell, str)]
        hidden = dict(zip(places, veil.over([row[place] for place in places]), strict=True))
        made.append([hidden.get(place, cell) for place, cell in enumerate(row)])
    return made


def list_veil(session: Session) -> ListVeil:
    """Everybody who is closed to any reader, in any case; read once for a list."""
    rows = session.execute(
        select(t.CaseParty, t.Person, t.Case.reference)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .join(t.Case, t.Case.id == t.CaseParty.case_id)
        .order_by(t.CaseParty.id)
        .options(selectinload(t.Person.addresses), selectinload(t.Person.contacts), selectinload(t.Person.aliases))
    ).all()
    decided: dict[int, dict[Reader, Disclosure]] = defaultdict(dict)
    for row in session.scalars(select(t.PartyClass)):
        decided[row.party_id][row.reader] = row.disclosure
    hidden: dict[int, ClosedPerson] = {}
    for party, person, reference in rows:
        if not may_know(party.role, party.disclosure, decided[party.id], ANYBODY, reads_or_about=False):
            called = f"{party.pseudonym or party.role.label} of {reference}"
            hidden.setdefault(person.id, closed_person(called, person))
    known = {person.id: open_person(person) for _, person, _ in rows if person.id not in hidden}
    cases: dict[str, set[str]] = defaultdict(set)
    for _, person, reference in rows:
        if person.id in hidden:
            cases[hidden[person.id].called].add(reference)
    of_each = {called: frozenset(references) for called, references in cases.items()}
    return ListVeil(_index(hidden.values()), _index(known.values()), office_people(session), of_each)


def hidden_words(hidden: Sequence[str]) -> str:
    """Who stands there under a pseudonym, the first of many by it."""
    some = ", ".join(hidden[:_TOLD])
    more = f" and {len(hidden) - _TOLD:,} more" if len(hidden) > _TOLD else ""
    return f"Protected people stand in it under their pseudonyms: {some}{more}."


def check_reason(reason: str) -> None:
    """Raises :class:`InvalidField` for a reason that says nothing."""
    reasons.check_reason(reason, "Say in a few words why this list may leave with names.")


def may_name(work: Work, what: str, called: Sequence[str], reason: str) -> None:
    """A manager lets a list leave with names; who stands in it and why is kept in the audit."""
    require(work.who.role, "release")
    check_reason(reason)
    note_act(work, "list", 0, "exported with names", list=what, called=list(called), reason=reason.strip())


def _index(people: Iterable[_Person]) -> dict[str, list[_Person]]:
    found: dict[str, list[_Person]] = defaultdict(list)
    for person in people:
        for word in leads(person):
            found[word].append(person)
    return dict(found)


def _of(index: dict[str, list[_Person]], words: Iterable[str]) -> list[_Person]:
    found = {id(person): person for word in words for person in index.get(word, ())}
    return list(found.values())


def _replaced(text: str, spot: Spot) -> str:
    before, after = text[: spot.start], text[spot.end :]
    if spot.what in _NAMES:
        return f"{_TITLE.sub('', before)}{spot.called}{after}"
    return f"{before}[{spot.what} removed]{after}"
