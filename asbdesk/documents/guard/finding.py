"""What a paper gives away: every closed person held against every part of it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from asbdesk.documents.guard import homes, names, numbers, sought
from asbdesk.documents.guard.people import ClosedPerson, Kind, OpenPerson, Spot
from asbdesk.documents.guard.plain import looked_alike, plain
from asbdesk.documents.guard.reading import Box, Part, Reading, Where, boxes
from asbdesk.documents.guard.words import Words, mended, words_of
from asbdesk.domain.postcodes import postcode

_ORDER: tuple[Kind, ...] = (
    "name", "initials", "e-mail", "address", "telephone", "date of birth", "reference", "surname", "first name",
    "postcode",
)  # fmt: skip
"""Where two lie over one another, the one that says more is told."""
_YEARS = range(1850, 2100)
_APART = "\n\n;;\n\n"
"""Between texts that are read together: nothing goes on across it."""
_NEAR = 160
_BROKEN = re.compile(r"[\x02\ufffe]\s*")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where somebody would be given away.

    ``page`` counts from 1; 0 where it stands on none, and ``name`` then says where. ``words`` are those that do it,
    ``line`` the line around them; ``boxes`` is empty where nothing is drawn.
    """

    who: str
    what: Kind
    where: Where
    words: str
    line: str
    page: int = 0
    name: str = ""
    boxes: tuple[Box, ...] = ()

    @property
    def key(self) -> str:
        """What it is known by when the paper is made again: a later page changes nothing, other words around it do."""
        told = "|".join((self.who, self.what, self.where, _squeezed(self.words), _squeezed(self.line)))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class _Sought:
    person: ClosedPerson
    names: sought.Sought
    marks: frozenset[homes.Mark]
    telephones: tuple[str, ...]
    emails: tuple[str, ...]
    postcodes: frozenset[str]
    codes: frozenset[str]


def find(reading: Reading, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson] = ()) -> tuple[Finding, ...]:
    """Every place of a paper where a closed person shows through. ``opened``: those whom its reader may know of."""
    found = [_finding(reading, part, spot) for part, spot in _in_parts(reading.parts, closed, opened)]
    return tuple(dict.fromkeys(found))


def _in_parts(
    parts: Sequence[Part], closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson]
) -> Iterator[tuple[Part, Spot]]:
    """The pages one by one; what is not drawn, which is many short texts, in one go."""
    pages, others = [part for part in parts if part.where == "page"], [part for part in parts if part.where != "page"]
    for part in pages:
        yield from ((part, spot) for spot in spots(part.text, closed, opened))
    begins = list(accumulate((len(part.text) + len(_APART) for part in others), initial=0))
    together = [(spot, bisect_right(begins, spot.start) - 1)
                for spot in spots(_APART.join(part.text for part in others), closed, opened)]  # fmt: skip
    if any(spot.end > begins[number] + len(others[number].text) for spot, number in together):
        yield from ((part, spot) for part in others for spot in spots(part.text, closed, opened))
        return
    for spot, number in together:
        begin = begins[number]
        yield others[number], replace(spot, start=spot.start - begin, end=spot.end - begin)


def _finding(reading: Reading, part: Part, spot: Spot) -> Finding:
    return Finding(
        who=spot.called,
        what=spot.what,
        where=part.where,
        words=_clean(part.text[spot.start : spot.end]),
        line=_line(part.text, spot),
        page=part.page,
        name=part.name,
        boxes=_boxes(reading, part, spot),
    )


def _boxes(reading: Reading, part: Part, spot: Spot) -> tuple[Box, ...]:
    if part.where == "page" and reading.pdf:
        return boxes(reading.pdf, part.page, spot.start, spot.end)
    return tuple(box for start, end, box in part.drawn if start < spot.end and spot.start < end)


def _line(text: str, spot: Spot) -> str:
    """The line of the paper around a spot; of a very long one what stands near."""
    start = max(text.rfind("\n", 0, spot.start) + 1, spot.start - _NEAR)
    end = text.find("\n", spot.end)
    return _clean(text[start : min(len(text) if end < 0 else end, spot.end + _NEAR)])


def _clean(text: str) -> str:
    return " ".join(_BROKEN.sub("", text).split())


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def spots(text: str, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson] = ()) -> tuple[Spot, ...]:
    """Where in a text a closed person shows, in the order of the text."""
    if not closed or not text.strip():
        return ()
    looked_for = [_sought(person, tuple(opened)) for person in closed]
    seen = plain(text)
    alike = looked_alike(seen.text)
    found = _seen(seen.text, looked_for, tuple(opened))
    if alike != seen.text:
        found += _seen(alike, looked_for, tuple(opened))
    return _told(seen.back(spot) for spot in found)


def _seen(text: str, looked_for: Sequence[_Sought], opened: tuple[OpenPerson, ...]) -> list[Spot]:
    words = words_of(text)
    again = mended(words)
    found = [spot for each in (words, again) if each for spot in _in_words(each, looked_for, opened)]
    return [*found, *_in_figures(words, looked_for)]


def _in_words(words: Words, looked_for: Iterable[_Sought], opened: tuple[OpenPerson, ...]) -> Iterator[Spot]:
    others = names.others_in(words, opened)
    for each in looked_for:
        for first, last, what in names.found_in(words, each.names, others):
            yield Spot(words.starts[first], words.ends[last], each.person.called, what)
        if each.marks:
            for first, last in homes.places(words, each.marks):
                yield Spot(words.starts[first], words.ends[last], each.person.called, "address")
        for code in each.codes:
            for place in words.at.get(code, ()):
                yield Spot(words.starts[place], words.ends[place], each.person.called, "postcode")


def _in_figures(words: Words, looked_for: Sequence[_Sought]) -> Iterator[Spot]:
    """Telephones, dates of birth and postcodes are read once and held against everybody; the rest is looked for."""
    text, said = words.text, numbers.may_be_said(words.at)
    read = numbers.scanned(text)
    seen_numbers = list(numbers.telephones(read, said=said)) if any(each.telephones for each in looked_for) else []
    seen_days = list(numbers.dates(read)) if any(each.person.born for each in looked_for) else []
    birthdays = list(numbers.birthdays(read)) if numbers.may_be_born(words.at) else []
    seen_codes = list(numbers.postcodes(text)) if any(each.postcodes for each in looked_for) else []
    for each in looked_for:
        called = each.person.called
        for run in seen_numbers:
            yield from (Spot(*place, called, "telephone") for own in each.telephones if (place := run.where(own)))
        born = each.person.born
        yield from (Spot(*place, called, "date of birth") for place, days in seen_days if born in days)
        if born is not None:
            day = born.month, born.day
            yield from (Spot(*place, called, "date of birth") for place, days in birthdays if day in days)
        yield from (Spot(*place, called, "postcode") for place, code in seen_codes if code in each.postcodes)
        for own in each.emails:
            yield from (Spot(*place, called, "e-mail") for place in numbers.has_email(text, own))
        for reference in each.person.references:
            yield from (Spot(*place, called, "reference") for place in numbers.reference_places(text, reference))


def apart(found: Sequence[Spot]) -> list[Spot]:
    """Places that lie over one another made one, so that each can be replaced: a couple shares a surname and a home."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or spot.start >= last.end:
            kept.append(spot)
        elif spot.end > last.end:
            kept[-1] = replace(last, end=spot.end)
    return kept


def _told(found: Iterable[Spot]) -> tuple[Spot, ...]:
    """Each place once: what lies inside something of the same person that says more is left out."""
    kept: list[Spot] = []
    for spot in sorted(set(found), key=lambda each: (_ORDER.index(each.what), each.start, -each.end)):
        if not any(k.called == spot.called and k.start < spot.end and spot.start < k.end for k in kept):
            kept.append(spot)
    return tuple(sorted(kept, key=lambda each: (each.start, each.end)))


@lru_cache(maxsize=512)
def _sought(person: ClosedPerson, opened: tuple[OpenPerson, ...]) -> _Sought:
    """What to look for of one person. What somebody open has as well gives nobody away."""
    open_homes = [home for each in opened for home in each.homes]
    known = frozenset[homes.Mark]().union(*(homes.marks(home) for home in open_homes))
    own = frozenset[homes.Mark]().union(*(homes.marks(home) for home in person.homes))
    open_numbers = {numbers.bare(number) for each in opened for number in each.telephones}
    open_emails = {email.strip().casefold() for each in opened for email in each.emails}
    open_codes = {_code(home.postcode) for home in open_homes}
    codes = {_code(home.postcode) for home in person.homes} - open_codes - {""}
    others = {code for code in codes if postcode(code) is None}
    return _Sought(
        person=person,
        names=sought.sought(person, opened),
        marks=(own | homes.neighbourly(person.homes, open_homes)) - known,
        telephones=tuple(number for number in person.telephones if numbers.bare(number) not in open_numbers),
        emails=tuple(email for email in person.emails if email.strip().casefold() not in open_emails),
        postcodes=frozenset(codes - others),
        codes=frozenset(code.casefold() for code in others if not (code.isdigit() and int(code) in _YEARS)),
    )


def _code(text: str) -> str:
    return postcode(text) or text.strip()
