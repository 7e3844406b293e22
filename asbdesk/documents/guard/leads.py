"""By which words and figures somebody may be found in a text: of thousands of people, the few worth looking for in it.

Where :func:`~asbdesk.documents.guard.spots` finds somebody in a text, ``leads`` of the person and ``led`` of the text
have something in common; not where a long surname is two letters wrong, or an age beside a house's number is all that
there is, which would take too many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from asbdesk.documents.guard import homes, numbers, sought
from asbdesk.documents.guard.context import is_ordinary, titled
from asbdesk.documents.guard.misspelt import leading, led_by
from asbdesk.documents.guard.parts import singulars_of
from asbdesk.documents.guard.people import ClosedPerson, OpenPerson
from asbdesk.documents.guard.plain import looked_alike, plain
from asbdesk.documents.guard.words import Words, mended, words_of
from asbdesk.domain.names import sound_of
from asbdesk.domain.postcodes import postcode

_FIGURE = re.compile(r"[0-9]{1,9}")
_FIGURES = 6
_DOMAIN = 4


def leads(person: ClosedPerson | OpenPerson) -> frozenset[str]:
    """What may lead to somebody."""
    return frozenset(_leads(person))


def _leads(person: ClosedPerson | OpenPerson) -> Iterator[str]:
    named = sought.sought(ClosedPerson("", person.full_names, person.surname, person.title), ())
    yield from named.given | named.short | named.joined
    for name in named.given:
        yield from leading(name)
    for form in named.families:
        yield form[0]
        yield "".join(form)
        if len(form) == 1:
            yield from leading(form[0])
            yield f"sound {sound_of(form[0])}"
    for number in person.telephones:
        yield f"telephone {numbers.bare(number)[-_FIGURES:]}"
    for email in person.emails:
        yield f"e-mail {''.join(email.split()).casefold().partition('@')[2][:_DOMAIN]}"
    for home in person.homes:
        yield from (mark.street[0] for mark in homes.marks(home) if mark.street)
        code = postcode(home.postcode)
        yield f"postcode {code}" if code else home.postcode.strip().casefold()
    if isinstance(person, ClosedPerson):
        yield from (f"figure {int(found[-1])}" for each in person.references if (found := _FIGURE.findall(each)))
    if person.born is not None:
        yield f"day {person.born.isoformat()}"
        yield f"birthday {person.born.month} {person.born.day}"


@lru_cache(maxsize=4096)  # in a list the same words come again and again
def led(text: str) -> frozenset[str]:
    """To what a text may lead."""
    seen = plain(text).text
    alike = looked_alike(seen)
    found = set(_led(seen))
    return frozenset(found if alike == seen else found.union(_led(alike)))


def _led(text: str) -> Iterator[str]:
    words = words_of(text)
    for each in (words, mended(words)):
        if each is not None:
            yield from _words(each)
    if any(sign.isdigit() for sign in text):
        yield from _figures(text)
    for domain in numbers.domains(text):
        yield f"e-mail {domain[:_DOMAIN]}"


def _words(words: Words) -> Iterator[str]:
    last = len(words.folded) - 1
    for place, word in enumerate(words.folded):
        yield word
        yield homes.whole_word(word)
        if word[-1:].isdigit():
            yield word.rstrip("0123456789")
        if word[0].isdigit():
            yield word.lstrip("0123456789")
        yield from singulars_of(word)
        if place < last:
            yield word + words.folded[place + 1]
        if not is_ordinary(word) and (words.capital(place) or titled(words, place)):
            for each in (word, *singulars_of(word)):
                yield from led_by(each)
            if place and (words.capital(place - 1) or titled(words, place)):
                yield f"sound {sound_of(word)}"


def _figures(text: str) -> Iterator[str]:
    yield from (f"figure {int(each)}" for each in _FIGURE.findall(text))
    for run in numbers.telephones(numbers.scanned(text)):
        yield from (f"telephone {run.digits[at : at + _FIGURES]}" for at in range(len(run.digits) - _FIGURES + 1))
    for _, days in numbers.dates(text):
        yield from (f"day {day.isoformat()}" for day in days)
    for _, birthdays in numbers.birthdays(text):
        yield from (f"birthday {month} {day}" for month, day in birthdays)
    for _, code in numbers.postcodes(text):
        yield f"postcode {code}"
