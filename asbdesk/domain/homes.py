"""Addresses as they are written and as they are meant: the same home in one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from asbdesk.domain.casework import Tenure
from asbdesk.domain.names import fold

_SHORT: Mapping[str, str] = {
    "ave": "avenue", "av": "avenue", "blvd": "boulevard", "bldg": "building", "bldgs": "buildings", "cl": "close",
    "cres": "crescent", "cresc": "crescent", "crt": "court", "ct": "court", "dr": "drive", "est": "estate",
    "flt": "flat", "apt": "flat", "apartment": "flat", "gdn": "garden", "gdns": "gardens", "gr": "grove",
    "grn": "green", "grv": "grove", "hse": "house", "ho": "house", "ln": "lane", "mans": "mansions", "pde": "parade",
    "pk": "park", "pl": "place", "plc": "place", "rd": "road", "sq": "square", "str": "street", "tce": "terrace",
    "ter": "terrace", "terr": "terrace", "wlk": "walk", "wy": "way",
}  # fmt: skip
_WRITTEN_OUT: Mapping[str, str] = {long: short for short, long in _SHORT.items()} | {
    "street": "st", "flat": "flt", "saint": "st",
}  # fmt: skip
STREET_WORDS = frozenset(
    ("street", "st", "row", "rise", "hill", "way", "walk", "mews", "view", "green", *_SHORT, *_SHORT.values())
)
"""Words that a street, or a house of many homes, is called by."""
_PARTS = frozenset(("annexe", "annex", "back", "basement", "cottage", "flat", "front", "garage", "lodge", "rear"))
"""Words behind an address that make another home of it."""
Written = tuple[str, str]
"""An address as it stands in a record: its lines and its postcode."""
_SLIPS, _LARGEST = 2, 200
_NUMBER = re.compile(r"\b(\d+) ([a-z])\b")
_NUMBERS = {
    word: str(at) for at, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}  # fmt: skip
"""Flat Five and Flat Nine differ by two letters, and are two homes."""


@dataclass(frozen=True, slots=True)
class HomeValues:
    """A home of an address list, whoever lives there; ``reference`` is the list's own number of it."""

    lines: str
    postcode: str = ""
    reference: str = ""
    tenure: Tenure = Tenure.UNKNOWN
    landlord: str = ""


def normal_home(lines: str) -> str:
    """``flat 3 12a kiln road thornmere`` of ``Flat 3, 12A Kiln Rd.`` and ``Thornmere``: for comparison alone."""
    words = [_NUMBERS.get(word) or _SHORT.get(word, word) for word in fold(lines).split()]
    last = len(words) - 1
    words = [_saint_or_street(word, place, last) if word == "st" else word for place, word in enumerate(words)]
    return _NUMBER.sub(r"\1\2", " ".join(word for word in words if word not in ("no", "number")))


def spellings(words: str) -> tuple[tuple[str, ...], ...]:
    """Each word in each of its spellings: ``14``, ``larch``, ``ct`` or ``court``. A flat's number says enough. Empty
    where it is all as it was.
    """
    said = fold(words).split()
    kept = [
        word for word, behind in zip(said, [*said[1:], ""], strict=True)
        if not (behind[:1].isdigit() and _SHORT.get(word, word) in ("flat", "no", "number", "unit"))
    ]  # fmt: skip
    ways = tuple(tuple(filter(None, (word, _SHORT.get(word) or _WRITTEN_OUT.get(word)))) for word in kept)
    return ways if len(kept) < len(said) or any(len(each) > 1 for each in ways) else ()


def _saint_or_street(word: str, place: int, last: int) -> str:
    """ "St" before a name is a saint: "St Mark's Road"; behind one it is a street."""
    return "street" if place == last or place >= 2 else word


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which a home is written, and the addresses that are."""

    lines: str
    postcode: str
    ids: tuple[int, ...]


def same_homes(
    addresses: Sequence[tuple[int, str, str]], watch: Callable[[], None] = lambda: None
) -> tuple[tuple[Spelling, ...], ...]:
    """Homes written in more than one way: (number, lines, postcode) grouped, the commonest spelling first.

    Two are one home when they normalise to the same words, or to nearly the same in one postcode, with the same
    figures and single letters: 12 and 21 Kiln Road, Flat A and Flat B are two homes however alike they look. A missing
    postcode or town is no difference.
    """
    spelt: dict[Written, list[int]] = {}
    for number, lines, postcode in addresses:
        spelt.setdefault((lines.strip(), postcode.strip()), []).append(number)
    blocks: dict[tuple[str, ...], list[Written]] = {}
    for each in spelt:
        for key in _blocks(*each):
            blocks.setdefault(key, []).append(each)
    leads = {each: each for each in spelt}
    codes = {each: {code} if (code := _code(each[1])) else set[str]() for each in spelt}
    for count, members in enumerate(blocks.values()):
        if count % 500 == 0:
            watch()
        _join(members[:_LARGEST], leads, codes)
    groups: dict[Written, list[Spelling]] = {}
    for each, ids in spelt.items():
        groups.setdefault(_lead(leads, each), []).append(Spelling(*each, tuple(ids)))
    found = [sorted(group, key=lambda s: (-len(s.ids), -len(s.lines), s.lines)) for group in groups.values()]
    several = [tuple(group) for group in found if len(group) > 1]
    return tuple(sorted(several, key=lambda group: (-sum(len(s.ids) for s in group), group[0].lines)))


def each_once(homes: Sequence[Written]) -> list[list[int]]:
    """The places of those that are certainly one home: the same words, but for a town at the end of one of them.

    For letters: a slip in a name may be another home, which must not go without its letter.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for at, (lines, code) in enumerate(homes):
        found.setdefault(_code(code), {}).setdefault(normal_home(lines), []).append(at)
    groups: list[list[int]] = []
    for code, written in found.items():
        lead = ""
        for home in sorted(written):
            if code and lead and _with_town(lead, home):
                groups[-1] += written[home]
            else:
                groups.append(written[home])
                lead = home
    return groups


def _with_town(home: str, longer: str) -> bool:
    rest = longer.removeprefix(f"{home} ")
    return rest != longer and _figures(home) == _figures(longer) and _PARTS.isdisjoint(rest.split())


def _blocks(lines: str, postcode: str) -> set[tuple[str, ...]]:
    """Where spellings of one home meet: its figures, with the postcode or with the street."""
    home = normal_home(lines)
    figures = _figures(home)
    if not figures:
        return set()
    keys = {("street", *figures, word[:4]) for word in home.split()[1:3] if not word[0].isdigit()}
    code = _code(postcode)
    return {*keys, ("code", *figures, code)} if code else keys


def _join(members: Sequence[Written], leads: dict[Written, Written], codes: dict[Written, set[str]]) -> None:
    """Spellings of one home under one; never of two postcodes, whatever stands between them without one."""
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            mine, yours = _lead(leads, one), _lead(leads, other)
            if mine != yours and len(codes[mine] | codes[yours]) <= 1 and is_same_home(one, other):
                leads[yours] = mine
                codes[mine] |= codes[yours]


def _lead(leads: dict[Written, Written], each: Written) -> Written:
    while leads[each] != each:
        each = leads[each]
    return each


def is_same_home(one: Written, other: Written) -> bool:
    """Are two (lines, postcode) the same home?"""
    mine, yours = normal_home(one[0]), normal_home(other[0])
    codes = [_code(one[1]), _code(other[1])]
    if _figures(mine) != _figures(yours) or (all(codes) and codes[0] != codes[1]):
        return False
    if mine == yours or mine.replace(" ", "") == yours.replace(" ", ""):
        return True
    if not all(codes):
        return False
    from rapidfuzz.distance import OSA

    shorter, longer = sorted((mine, yours), key=len)
    return longer.startswith(f"{shorter} ") or OSA.distance(mine, yours, score_cutoff=_SLIPS) <= _SLIPS


def _figures(home: str) -> tuple[str, ...]:
    return tuple(word for word in home.split() if word[0].isdigit() or len(word) == 1)


def _code(postcode: str) -> str:
    return postcode.replace(" ", "").upper()
