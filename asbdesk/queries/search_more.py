"""What the word index does not hold: the kind of an incident, whom it is about, and agencies misspelt."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from asbdesk.domain import matching, names, slips
from asbdesk.domain.searching import Kind
from asbdesk.reference_data import load_categories, load_nicknames
from asbdesk.storage import tables as t
from asbdesk.storage.search import begins_somewhere, standing, words_beginning

_LEAST = 3
"""So many letters of a word tell a kind of incident."""
_LONG, _LONGER = 6, 8
"""A word of so many letters may have a slip in it, or two."""
_MOST_UNKNOWN = 2
"""Of so many words a slip is looked for: the box answers while one types."""
_ALIKE = 0.75
"""An agency's name agrees so far: a slip in each word of it."""


_WHOSE: dict[Kind, tuple[Any, Any]] = {
    "case": (t.CaseParty.case_id, t.CaseParty.person_id),
    "incident": (t.IncidentPerson.incident_id, t.IncidentPerson.person_id),
    "contract": (t.Contract.id, t.Contract.person_id),
    "document": (t.Document.id, t.Document.person_id),
    "application": (t.Application.id, t.Application.person_id),
    "mediation": (t.MediationConsent.mediation_id, t.MediationConsent.person_id),
}
# Each statement is built once: building one takes longer than running it, and these run at each key that is pressed.
OF_PEOPLE: dict[Kind, Select[int]] = {
    kind: select(what).where(whom.in_(bindparam("people", expanding=True))).order_by(what.desc()).distinct()
    for kind, (what, whom) in _WHOSE.items()
}
"""The ids of what is about the ``people``, newest first: their cases, incidents, contracts and letters."""


def of_category(kind: Kind, words: str) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """For words that name a kind of incident: the words that are left to be looked for, and the condition. Cases are
    of several kinds.
    """
    if kind not in ("incident", "case"):
        return
    groups: dict[str, list[str]] = {}
    for code, rest in _named(words):
        groups.setdefault(rest, []).append(code)
    for rest, codes in sorted(groups.items(), key=lambda group: len(group[0])):
        cases = select(t.CaseCategory.case_id).where(t.CaseCategory.category.in_(codes))
        yield rest, t.Incident.category.in_(codes) if kind == "incident" else t.Case.id.in_(cases)


def _named(words: str) -> Iterator[tuple[str, str]]:
    """Each kind that some words name by its label, and the other words; first that which others call by all of them."""
    if meant := load_categories().code_for(words):
        yield meant, ""
    said = [(word, names.fold(word)) for word in words.split()]
    for code, label in _labels():
        rest = " ".join(word for word, plain in said if not _begins(plain, label))
        if len(rest) < len(" ".join(word for word, _ in said)):
            yield code, rest


def _begins(word: str, label: frozenset[str]) -> bool:
    return len(word) >= _LEAST and any(each.startswith(word) for each in label)


@cache
def _labels() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((kind.code, frozenset(names.tokens(kind.label))) for kind in load_categories().all)


def without_slips(words: str) -> str:
    """The words with each that is nearly one of those for a kind of incident put right; "" where there is none."""
    said = words.split()
    right = [_put_right(word) for word in said]
    return " ".join(right) if right != said else ""


def put_right(session: Session, words: str, kinds: Collection[Kind]) -> str:
    """The words with each that stands nowhere put right by a letter, a long one by two; "" where they all stand
    somewhere, or one is like nothing that does.
    """
    said = [(word, names.fold(word)) for word in words.split()]
    kinds = sorted(kinds, key="person".__eq__)  # names have their own way to be put right
    unknown = [plain for _, plain in said if not begins_somewhere(session, plain, kinds)]
    right: dict[str, str] = {}
    for plain in unknown if len(unknown) <= _MOST_UNKNOWN else ():
        right[plain] = slips.likeliest(plain, standing(session, slips.one_slip(plain), kinds)) or _by_two(
            session, plain, kinds
        )
        if not right[plain]:
            return ""
    return " ".join(right.get(plain, word) for word, plain in said) if right else ""


def _by_two(session: Session, plain: str, kinds: Collection[Kind]) -> str:
    if not slips.may_be_two(plain):
        return ""
    words = words_beginning(session, plain[:2], kinds)
    return next(filter(None, (slips.two_slips(plain, known) for known in words)), "")


def _put_right(word: str) -> str:
    plain = names.fold(word)
    if len(plain) < _LONG or plain in _said_of_kinds():
        return word
    slips = 1 if len(plain) < _LONGER else 2
    near = extractOne(plain, _said_of_kinds(), scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near else word


@cache
def _said_of_kinds() -> tuple[str, ...]:
    said = (names.tokens(words) for kind in load_categories().all for words in (kind.label, *kind.words))
    return tuple(sorted({word for each in said for word in each if len(word) >= _LONG}))


def agencies_like(session: Session, words: str, most: int) -> list[int]:
    """Agencies of which every word stands in their name, or a contact's, with a slip in it; the likeliest first."""
    agency, contact = t.Agency, t.AgencyContact
    people: dict[int, list[str]] = {}
    for number, name in session.execute(select(contact.agency_id, contact.name)):
        people.setdefault(number, []).append(name)
    known = (
        (number, matching.KnownPerson(tuple(names.PersonName(family=each) for each in (name, *people.get(number, ())))))
        for number, name in session.execute(select(agency.id, agency.name).order_by(agency.id))
    )
    found = matching.rank(words, None, known, load_nicknames(), limit=most, at_least=_ALIKE)
    return [one.key for one in found if not one.match.left]
