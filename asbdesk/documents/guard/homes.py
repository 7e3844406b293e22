"""Addresses in any shape: "Flat 3, 16 Larch Court", "16 larch ct", "Larch Court, no. 16", "number sixteen"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from asbdesk.documents.guard.context import before_a_place
from asbdesk.documents.guard.misspelt import astray
from asbdesk.documents.guard.people import Home
from asbdesk.documents.guard.words import Words, ordinary_words, word_set, words_of

_SHORT = {
    "road": "rd", "street": "st str", "court": "ct crt", "avenue": "ave av", "close": "cl clo", "lane": "ln la",
    "drive": "dr drv", "crescent": "cres cr cresc", "gardens": "gdns gdn garden", "place": "pl", "square": "sq",
    "terrace": "ter terr", "grove": "gr gro", "park": "pk", "house": "hse ho", "mount": "mt", "saint": "st",
    "way": "wy", "walk": "wk", "buildings": "bldgs bldg building", "hill": "hl", "green": "grn", "rise": "ri",
    "circuit": "cct circ cir", "parade": "pde", "north": "n", "south": "s", "east": "e", "west": "w", "view": "vw",
    "mews": "ms mws", "estate": "est", "row": "rw", "highway": "hwy", "boulevard": "blvd bvd", "heights": "hts",
    "villas": "vls", "tower": "twr", "towers": "twrs",
}  # fmt: skip
_LONG = {short: word for word, forms in _SHORT.items() for short in forms.split() if word != "saint"}
_SHORTER = {word: tuple(forms.split()) for word, forms in _SHORT.items()}
_KINDS = frozenset(_SHORT) - {"saint", "north", "south", "east", "west"}
_FLATS = frozenset({"flat", "fl", "flt", "apartment", "apt"})
_UNITS = _FLATS | {"unit", "room", "rm", "no", "number", "nr", "house", "block"}
_SAY_WHERE = _UNITS | {"door", "at", "from", "in"}
_WHERE = frozenset({"at", "from", "outside", "near", "opposite", "of", "in", "neighbour", "neighbours", "to", "by"})
_BETWEEN = frozenset({"and", "to", "or", "at", "on", "in", "of"})
_NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_HOUR = re.compile(
    r"\s?(?:[:.]\s?\d|[ap]\.?m\b|o.?clock|hours|hrs|noon|midnight|%|per\b|pounds|pence|years|days|weeks)", re.IGNORECASE
)
"""What makes a number behind "at" a time, a rate or an age."""
_AGES = frozenset({"aged", "age", "old"})
_COMMAS = re.compile(r", ?[1-9]\d,")
"""An age set between commas."""
_BEFORE, _AFTER = 7, 3


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a home is known: a number with the words of a street or a building; or, without words, a number that
    says enough among neighbours, or, ``aged``, beside somebody's age."""

    number: str
    street: tuple[str, ...] = ()
    aged: bool = False


@cache
def marks(home: Home) -> frozenset[Mark]:
    """What gives a home away."""
    found: set[Mark] = set()
    lines = [part for line in home.lines for part in line.split(",")]
    waiting: list[str] = []
    for place, line in enumerate(lines):
        numbers, street = _parts(words_of(line))
        if street:
            found |= {Mark(number, street) for number in (*numbers, *(waiting if not numbers else ()))}
            if not numbers and not waiting and place == 0:
                found |= _named_house(street, lines[1:2])
            waiting = []
        else:
            waiting += numbers
    return frozenset(found)


def _named_house(name: tuple[str, ...], following: Iterable[str]) -> set[Mark]:
    """A house that has a name; one of a single word, where a street follows: "Oakdene", "Oakdene, Larch Road"."""
    street: tuple[str, ...] = next((_parts(words_of(line))[1] for line in following), ())
    on_street = bool(street) and street[-1] in _KINDS
    return {Mark("", each) for each in (name, (*name, *street)) if on_street or (each == name and name[1:])}


def neighbourly(homes: Sequence[Home], open_homes: Iterable[Home]) -> frozenset[Mark]:
    """Numbers that alone give away somebody who lives in the same street or house as the reader: "number 16"; anybody
    else's where an age stands beside it."""
    near = {street for home in open_homes for street in _streets(home)}
    known = {number for home in open_homes for number in _numbers(home)}
    return frozenset(
        Mark(number, aged=near.isdisjoint(_streets(home)))
        for home in homes
        for number in _numbers(home)
        if number not in known
    )


@dataclass(frozen=True, slots=True)
class _Index:
    """Marks by the word that they are found by. ``astray``: with a street misspelt, which its kind must follow;
    ``joined``: all in one word; ``alone``: numbers without a street; ``aged``: those that want an age."""

    streets: dict[str, list[Mark]]
    astray: dict[str, list[Mark]]
    joined: frozenset[str]
    alone: frozenset[str]
    aged: frozenset[str]


@lru_cache(maxsize=1024)
def _index(wanted: frozenset[Mark]) -> _Index:
    streets, wrong, joined = dict[str, list[Mark]](), dict[str, list[Mark]](), set[str]()
    for mark in wanted:
        if not mark.street:
            continue
        first, *rest = mark.street
        streets.setdefault(first, []).append(mark)
        if rest and mark.number:
            glued = (f"{mark.number}{first}", *rest)
            streets.setdefault(glued[0], []).append(Mark("", glued))
            streets.setdefault("".join(mark.street), []).append(Mark(mark.number, ("".join(mark.street),)))
        if mark.street[-1] in _KINDS and mark.number and rest:
            joined |= {f"{mark.number}{''.join(mark.street[:-1])}{kind}" for kind in _kinds(mark.street[-1])}
            for each in astray(first):
                wrong.setdefault(each, []).append(Mark(mark.number, (each, *rest)))
    alone, aged = (frozenset(mark.number for mark in wanted if not mark.street and mark.aged == each)
                   for each in (False, True))  # fmt: skip
    return _Index(streets, wrong, frozenset(joined), alone, aged)


def _kinds(kind: str) -> tuple[str, ...]:
    return (kind, *_SHORT[kind].split())


def places(words: Words, wanted: frozenset[Mark]) -> Iterator[tuple[int, int]]:
    """The first and last word of each place where one of the marks stands."""
    index, at = _index(wanted), words.at
    for street, marked in index.streets.items():
        for place, mark in product(_written(words, street), marked):
            yield from _at(words, place, mark)
    for wrong in at.keys() & index.astray.keys():
        for place, mark in product(at[wrong], index.astray[wrong]):
            yield from _at(words, place, mark, sure=False)
    yield from ((place, place) for word in index.joined.intersection(at) for place in at[word])
    for place in (place for word in at.keys() & _SAY_WHERE for place in at[word]) if index.alone else ():
        if _says_where(words, place):
            number, last = _number_from(words, place + 1)
            if number in index.alone:
                yield place, last
    yield from _in_your_road(words, index.alone)
    yield from _by_an_age(words, index.aged)


def _in_your_road(words: Words, alone: frozenset[str]) -> Iterator[tuple[int, int]]:
    """ "54 in your road"."""
    for place in words.at.get("your", ()) if alone else ():
        if (
            place < 2
            or place + 1 >= len(words.raw)
            or words.folded[place - 1] not in ("in", "on", "of", "down", "along")
        ):
            continue
        if whole_word(words.folded[place + 1]) in _KINDS and _number(words, place - 2) in alone:
            yield place - 2, place + 1


def _by_an_age(words: Words, numbers: frozenset[str]) -> Iterator[tuple[int, int]]:
    """ "Aged 34 of number 9", "the neighbour, 34, at number 9"."""
    if not numbers or not (_AGES & words.at.keys() or _COMMAS.search(words.text)):
        return
    for place in (place for word in words.at.keys() & (_UNITS | {"at"}) for place in words.at[word]):
        number, last = _number_from(words, place + 1) if place + 1 < len(words.raw) else ("", place)
        if number not in numbers or _HOUR.match(words.text, words.ends[last]):
            continue
        if before_a_place(words, last):
            continue  # of another street
        around = words.folded[max(0, place - _BEFORE) : last + 1 + _AFTER]
        before = words.starts[max(0, place - _AFTER)]
        if not _AGES.isdisjoint(around) or _COMMAS.search(words.text, before, words.ends[place]):
            yield place, last


def _written(words: Words, street: str) -> Iterator[int]:
    """Where the first word of a street stands, long or short."""
    for form in (street, *_SHORTER.get(street, ())):
        if _LONG.get(form, form) == street:
            yield from words.at.get(form, ())


def share_a_street(one: Home, other: Home) -> bool:
    """Whether both are known by the same number of the same street or building."""
    return not marks(one).isdisjoint(marks(other))


def whole_word(folded: str) -> str:
    """A word of an address written out: "rd" is "road"."""
    return _LONG.get(folded, folded)


# inside


def _says_where(words: Words, place: int) -> bool:
    """Whether a number that follows is that of a home: "Flat 3", "at number 16", "number 16's", "the woman at 16"."""
    if place + 1 >= len(words.raw):
        return False
    folded, before = words.folded[place], words.folded[place - 1] if place else ""
    if folded in _UNITS:
        last = _number_from(words, place + 1)[1]
        if before == "to" and _ends_a_range(words, place - 1):
            return False
        return folded in _FLATS or folded == "house" or before in _WHERE | {"house"} or last in words.owned
    if folded == "door" and before == "next":
        return words.gap(place).strip() == ","
    by_whom = before in word_set("dwellers") or (folded == "at" and before in word_set("dwellings"))
    if folded not in ("at", "from", "in") or not by_whom or "." in words.gap(place):
        return False  # "whom I have them from. 4. I am …" begins a new paragraph
    last = _number_from(words, place + 1)[1]
    return not _HOUR.match(words.text, words.ends[last])


def _ends_a_range(words: Words, to: int) -> bool:
    """Whether a row of homes ends there, which is nobody's own: "from number 1 to number 19"."""
    begin = max(0, to - 5)
    return "from" in words.folded[begin:to] and bool(_number(words, to - 1)) and "." not in words.gap(to - 1)


def _number_from(words: Words, place: int) -> tuple[str, int]:
    """The number that begins there, and its last word: "twenty-two" is two."""
    number = _number(words, place)
    if not number and words.folded[place] in _TENS and place + 1 < len(words.raw):
        return _number(words, place + 1), place + 1
    return number, place


def _at(words: Words, place: int, mark: Mark, *, sure: bool = True) -> Iterator[tuple[int, int]]:
    last = _street_end(words, place, mark)
    if last is None or not (sure or last >= place + len(mark.street) - 1):
        return
    if not mark.number:
        if len(mark.street) > 1 or _stands_out(words, place):
            yield place, last
        return
    for first in range(place - 1, max(-1, place - 1 - _BEFORE), -1):
        if _number(words, first) == mark.number:
            begin = _number_begin(words, first)
            yield (begin - 1 if begin and words.folded[begin - 1] in _UNITS else begin), last
            return
        if not _between(words, first) or (first and ")" in words.gap(first - 1)):
            break
    for after in range(last + 1, min(len(words.raw), last + 1 + _AFTER)):
        if _number(words, after) == mark.number and after > last + (words.gap(last).strip() == "."):
            yield place, after
            return
        leads_on = words.folded[after] in _UNITS or _at_number(words, after)
        if not leads_on or "." in words.gap(after - 1):
            break


def _stands_out(words: Words, place: int) -> bool:
    """Whether a house's name of one word is no everyday word, and of no school or road that is called so too."""
    return words.capital(place) and words.folded[place] not in ordinary_words() and not before_a_place(words, place)


def _at_number(words: Words, place: int) -> bool:
    """ "Larch Court at number 16", or "at 16", not "at 16.30"."""
    if words.folded[place] != "at" or place + 1 >= len(words.raw):
        return False
    return words.folded[place + 1] in _UNITS or not _HOUR.match(words.text, words.ends[place + 1])


def _street_end(words: Words, place: int, mark: Mark) -> int | None:
    """The last word of the street's name; its kind ("Road") may be short, or left out behind a capital letter."""
    core, kind = (mark.street[:-1], mark.street[-1]) if mark.street[-1] in _KINDS else (mark.street, "")
    end = place + len(core)
    if not core or end > len(words.raw):
        return None
    if any(_LONG.get(words.folded[place + n], words.folded[place + n]) != core[n] for n in range(len(core))):
        return None
    if not kind:
        return end - 1
    return _kind_end(words, place, end, kind, plain=len(core) == 1 and _is_plain(words, place))


def _is_plain(words: Words, place: int) -> bool:
    """Whether a street's name is an everyday word, and no number right before it says that it is a street's here."""
    if words.folded[place] not in ordinary_words():
        return False
    if words.folded[place] in word_set("months") or not place or words.gap(place - 1) not in (" ", ", "):
        return True
    return not (words.capital(place) and _NUMBER.fullmatch(words.folded[place - 1]))


def _kind_end(words: Words, place: int, end: int, kind: str, *, plain: bool) -> int | None:
    """The last word with the street's kind, which may be left out where the name is no everyday word."""
    if end < len(words.raw):
        following = _LONG.get(words.folded[end], words.folded[end])
        if following == kind or (kind == "street" and following == "st"):
            return end
        if following in _KINDS or (words.gap(end - 1) == " " and words.capital(end)):
            return None
    return None if plain or not words.capital(place) else end - 1


def _between(words: Words, place: int) -> bool:
    """What may stand between a house's number and its street: more numbers, "Flat", "and"."""
    return (
        words.folded[place] in _UNITS
        or words.folded[place] in _BETWEEN
        or bool(_NUMBER.fullmatch(words.folded[place]))
        or len(words.folded[place]) == 1
        or words.folded[place] in word_set("floors")
        or words.folded[place] in _NUMBER_WORDS
        or words.folded[place] in _TENS
    )


def _number(words: Words, place: int) -> str:
    """The number that stands there, in figures or words, with its letter: ``16a``; "" where none does."""
    folded = words.folded[place]
    if folded in _TENS:
        following = words.folded[place + 1] if place + 1 < len(words.raw) else ""
        return "" if following in _NUMBER_WORDS[:9] else str(_hundreds(words, place) + _TENS[folded])
    if folded in _NUMBER_WORDS:
        ten = _TENS.get(words.folded[place - 1], 0) if place else 0
        return str(_hundreds(words, place - bool(ten)) + ten + _NUMBER_WORDS.index(folded) + 1)
    if not _NUMBER.fullmatch(folded):
        return ""
    number = folded.lstrip("0") or "0"
    if number.isdigit() and place + 1 < len(words.raw):
        letter = words.raw[place + 1]
        if len(letter) == 1 and letter.isalpha() and letter not in "I" and words.gap(place) == " " and letter.isupper():
            return number + letter.lower()
    return number


def _hundreds(words: Words, place: int) -> int:
    """The hundreds before a number in words that begins there: "one hundred and" fifty-five."""
    before = place - 1 - (place > 0 and words.folded[place - 1] == "and")
    if before < 1 or words.folded[before] != "hundred" or words.folded[before - 1] not in ("a", *_NUMBER_WORDS[:9]):
        return 0
    return 100 * (1 if words.folded[before - 1] == "a" else _NUMBER_WORDS.index(words.folded[before - 1]) + 1)


def _number_begin(words: Words, last: int) -> int:
    """The first word of a number that ends there: "one hundred and fifty-five" at "five"."""
    tens = last > 0 and words.folded[last] in _NUMBER_WORDS and words.folded[last - 1] in _TENS
    first = last - tens
    return first - 2 - (words.folded[first - 1] == "and") if _hundreds(words, first) else first


def _parts(words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of a line of an address, and the words of its street or building, its kind written out."""
    numbers: list[str] = []
    street: list[str] = []
    for place, folded in enumerate(words.folded):
        number = _number(words, place)
        if number and not street:
            numbers.append(number)
        elif street or not (folded in _UNITS or len(folded) == 1):
            street.append(_LONG.get(folded, folded))
    return tuple(numbers[-1:] if street else numbers), tuple(street)


@cache
def _streets(home: Home) -> frozenset[tuple[str, ...]]:
    """The streets and buildings of an address: the lines that have, or follow, a number."""
    return frozenset(mark.street for mark in marks(home))


@cache
def _numbers(home: Home) -> tuple[str, ...]:
    """Every number of an address."""
    lines = [words_of(line) for line in home.lines]
    return tuple(number for words in lines for place in range(len(words.raw)) if (number := _number(words, place)))
