"""By which names a closed person is looked for, short forms and slips among them, and who else bears each."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from asbdesk.documents.guard.context import is_ordinary
from asbdesk.documents.guard.initials import Letters, letters
from asbdesk.documents.guard.misspelt import astray, spellings
from asbdesk.documents.guard.parts import (
    LEAST_ALONE,
    LEAST_GIVEN,
    diminutives,
    forms_of,
    in_one_word,
    joined_of,
    nicknames_of,
    parts_of,
    plurals_of,
    with_titles,
)
from asbdesk.documents.guard.people import ClosedPerson, Kind, OpenPerson
from asbdesk.domain.names import Nicknames
from asbdesk.reference_data import load_rare_nicknames, load_wider_nicknames

_LEAST_ASTRAY = 5


@dataclass(frozen=True, slots=True)
class Sought:
    """One closed person's names, folded. ``families``: a surname may be several words, or part of one. ``made``: short
    forms that are seldom heard. ``astray``: surnames misspelt; ``given_astray``: first names. ``halves``: what is hers
    though a blank stands in it. ``begin``: each word that one of hers may begin with where no surname is told by what
    stands around it; any other is looked at no further."""

    called: str
    given: frozenset[str]
    short: frozenset[str]
    made: frozenset[str]
    families: tuple[tuple[str, ...], ...]
    initials: frozenset[str]
    joined: frozenset[str]
    title: str
    halves: Mapping[str, Kind] = field(default_factory=dict[str, Kind])
    begin: frozenset[str] = field(default_factory=frozenset[str])
    first_names_known: frozenset[str] = field(default_factory=frozenset[str])
    surnames_known: frozenset[str] = field(default_factory=frozenset[str])
    whole_known: frozenset[tuple[str, str]] = field(default_factory=frozenset[tuple[str, str]])
    titles_known: frozenset[str] = field(default_factory=frozenset[str])
    astray: frozenset[str] = field(default_factory=frozenset[str])
    given_astray: frozenset[str] = field(default_factory=frozenset[str])
    letters: Letters = field(default_factory=Letters)


@lru_cache(maxsize=512)
def sought(person: ClosedPerson, opened: tuple[OpenPerson, ...]) -> Sought:
    """What to look for, and which of it others, who may be known, are called as well."""
    nicknames, rare = load_wider_nicknames(), load_rare_nicknames()
    surnames = spellings(person.surname)
    spelt = [(name, surnames[min(n, len(surnames) - 1)]) for each in person.full_names if each.strip()
             for n, name in enumerate(spellings(each))]  # fmt: skip
    parts = [parts_of(name, surname) for name, surname in spelt]
    given = frozenset(word for names, _ in parts for word in names if len(word) >= LEAST_ALONE)
    families = tuple(dict.fromkeys(form for _, family in parts for form in forms_of(family)))
    if person.surname.strip():
        families = tuple(dict.fromkeys((*(form for each in surnames for form in forms_of(each)), *families)))
    families += tuple((*form[:-1], each) for form in families if form[1:] for each in plurals_of(form[-1]))
    plainly = [each for each in opened if not each.whole]
    listed = frozenset(nicknames_of(given, nicknames))
    made = frozenset((*diminutives(given, nicknames), *(each for name in given for each in rare.get(name, ()))))
    known = [parts_of(name, each.surname) for each in plainly for name in each.full_names]
    first_known = frozenset(word for names, _ in known for word in names)
    last_known = frozenset(word for _, family in known for form in forms_of(family) for word in form)
    whole = frozenset((word, "".join(form)) for names, family in known for form in forms_of(family) for word in names)
    last = {"".join(form) for form in families}
    titles = [each.title.casefold().strip(". ") for each in plainly if _shares(each, last)]
    surnames_known = last_known | {"".join(form) for _, family in known for form in forms_of(family)}
    halves: dict[str, Kind] = dict.fromkeys(given - first_known, "first name")
    halves |= dict.fromkeys(last - surnames_known, "surname")
    short, joined = (listed | made) - given, frozenset((*joined_of(parts), *with_titles(parts)))
    single = [form[0] for form in families if len(form) == 1]
    misspelt = frozenset(each for family in single for each in astray(family)) - surnames_known
    plurals = {each for family in (*single, *misspelt) for each in plurals_of(family)}
    given_astray = frozenset(_given_astray(given, listed, nicknames, rare)) - first_known - surnames_known - given
    own_letters = letters(
        [(names, in_one_word(family)) for names, family in parts],
        person.title.casefold().strip(". "),
        [(names, in_one_word(family)) for each in opened for name in each.full_names
         for names, family in [parts_of(name, each.surname)]],
        [(each.title.casefold().strip(". "), in_one_word(each.surname)) for each in plainly],
    )  # fmt: skip
    cut = {whole[:length] for whole in halves for length in range(1, len(whole))}
    return Sought(
        called=person.called,
        given=given,
        short=short,
        made=made - listed - given,
        families=families,
        initials=frozenset(word[0] for names, _ in parts for word in names if word),
        joined=joined,
        title=person.title.casefold().strip(". "),
        halves=halves,
        begin=frozenset(given | short | joined | plurals | cut | misspelt | given_astray | own_letters.families)
        | {each[0] for each in own_letters.whole},
        first_names_known=first_known,
        surnames_known=surnames_known,
        whole_known=whole,
        titles_known=frozenset(titles) if all(titles) else frozenset({*titles, "?"}),
        astray=misspelt,
        given_astray=given_astray,
        letters=own_letters,
    )


def _given_astray(
    given: frozenset[str], listed: frozenset[str], known: Nicknames, rare: Container[str]
) -> Iterator[str]:
    """First names misspelt, and in a possessive without its apostrophe; none of it another name or an everyday word."""
    for name in given:
        if len(name) >= _LEAST_ASTRAY:
            yield from (each for each in astray(name) if each not in rare)
    for owned in (f"{name}s" for name in given | listed if len(name) >= LEAST_GIVEN):
        if not (is_ordinary(owned) or is_ordinary(owned[:-1]) or known.of(owned) or owned in rare):
            yield owned


def _shares(person: OpenPerson, families: set[str]) -> bool:
    return any("".join(form) in families for form in forms_of(person.surname)) if person.surname.strip() else False
