"""What was typed into the search box: words, and filters such as ``kind:letter after:1/10/2003 ward:Quarry``.

A filter stands in the box as a word like the others, so that it can be typed, seen, and taken out again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from rapidfuzz.distance import OSA

from asbdesk.domain.references import find_reference
from asbdesk.domain.searching_days import Days, days_meant, span
from asbdesk.domain.when import show_date

Kind = Literal[
    "person", "case", "incident", "contract", "document", "application", "mediation", "exhibit", "agency",
]  # fmt: skip
_KIND_WORDS: dict[str, Kind] = {
    "person": "person", "people": "person", "case": "case", "cases": "case", "incident": "incident",
    "incidents": "incident", "report": "incident", "reports": "incident", "contract": "contract",
    "contracts": "contract", "abc": "contract", "letter": "document", "letters": "document", "document": "document",
    "documents": "document", "paper": "document", "papers": "document", "order": "application",
    "orders": "application", "application": "application", "applications": "application", "mediation": "mediation",
    "mediations": "mediation", "exhibit": "exhibit", "exhibits": "exhibit", "evidence": "exhibit", "photo": "exhibit",
    "photos": "exhibit", "photograph": "exhibit", "photographs": "exhibit", "agency": "agency", "agencies": "agency",
}  # fmt: skip
WORD: dict[Kind, str] = {
    "person": "person", "case": "case", "incident": "incident", "contract": "contract", "document": "letter",
    "application": "order", "mediation": "mediation", "exhibit": "exhibit", "agency": "agency",
}  # fmt: skip
"""The word by which a filter of the box names a kind."""
_PLACES = ("ward", "area", "place", "postcode", "street")
_FROM, _UNTIL = ("after", "from", "since"), ("to", "until", "till")
_DATES = (*_FROM, *_UNTIL, "before", "on", "in", "date")
_KEYS = ("kind", *_PLACES, *_DATES)
_FILTER = re.compile(r'(?<!\S)([a-z]+):(?:"([^"]*)"?|(?: (?![^\s:]*:))?(\S*))', re.IGNORECASE)
_DATE_WORDS = 3
"""So many words may follow the first of a date: ``from:last tuesday``, ``to:3 march 2003``."""
_SPELT = 4
"""A filter's name of so many letters may have one of them wrong."""
_TURNED = re.compile(r"(?:(asb|inc)\W*)?(\d{1,6})\s*[/-]\s*((?:19|20)\d\d)", re.IGNORECASE)
_SHORT_YEAR = re.compile(
    r"(?:(asb|inc)\W*)?(\d\d)(?:\W+|(?<=[a-z]\d\d)(?=\d{4}$))(\d{1,6})((?:\W*[lcom]\W*\d{1,4})?)", re.IGNORECASE
)
_FIRST_YEAR = "90"
_SHORT_TURNED = re.compile(r"(?:(asb|inc)\W*)?(\d{1,6})\s*[/-]\s*(\d\d)", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"([a-z]{1,4})(\d{1,6})", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\S)([a-z]{1,2}\d[a-z\d]?)\s+(\d[a-z]{0,2})(?!\S)", re.IGNORECASE)
_DIALLED = re.compile(r"[\d\s()+.\-/]+")
_LEAST_DIGITS = 3
_MOST_SIGNS = 300
"""So many signs are looked at: what is longer was pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``words`` without the filters. ``after`` is the first day that counts, ``before`` the first that no longer does.

    ``trouble`` says, in words, which filter was not understood; it narrows nothing. ``days`` are the words that were
    read as days: ``last week``.
    """

    words: str
    kinds: frozenset[Kind] = frozenset()
    after: date | None = None
    before: date | None = None
    place: str = ""
    trouble: str = ""
    days: str = ""

    @property
    def said(self) -> str:
        """All words, the days last."""
        return f"{self.words} {self.days}".strip()

    @property
    def narrowed(self) -> bool:
        """Does any filter hold?"""
        return bool(self.kinds or self.after or self.before or self.place)


def asked(typed: str, today: date | None) -> Asked:
    """What was typed, its filters read. Without a ``today`` only a year of four figures is a year."""
    typed = typed[:_MOST_SIGNS].replace("\x00", " ")
    read = _Reading(today)
    words: list[str] = []
    end = 0
    while found := _FILTER.search(typed, end):
        key = _key(found[1])
        words.append(typed[end : found.start()])
        end = found.end()
        if not key:
            words.append(found[0])
        elif key == "kind":
            read.kind((found[2] or found[3] or "").strip())
        elif key in _PLACES:
            read.places.append((found[2] or found[3] or "").strip())
        elif found[2] is not None:
            read.date(key, found[2].strip())
        else:
            end += read.date(key, found[3], typed[end:])
    words.append(typed[end:])
    left = " ".join(" ".join(words).split())
    place = " ".join(" ".join(read.places).split())
    return Asked(left, frozenset(read.kinds), read.after, read.before, place, " ".join(read.troubles))


@dataclass(slots=True)
class _Reading:
    """The filters as far as they are read."""

    today: date | None
    kinds: set[Kind] = field(default_factory=set[Kind])
    after: date | None = None
    before: date | None = None
    places: list[str] = field(default_factory=list[str])
    troubles: list[str] = field(default_factory=list[str])

    def kind(self, value: str) -> None:
        named = kinds_named(value)
        self.kinds |= named
        if value and not named:
            self.troubles.append(f"There is no kind “{value}”.")

    def date(self, key: str, value: str, behind: str = "") -> int:
        """Take a date in. Answers how many signs of what stands ``behind`` belong to it."""
        more = [found.end() for found in re.finditer(r"\s+[^\s:]+(?!\S*:)", behind)][:_DATE_WORDS]
        for taken in (*reversed(more), 0) if value else ():
            read = span(value + behind[:taken], self.today)
            if read is not None:
                self._narrow(key, *read)
                return taken
        if value:
            self.troubles.append(f"“{value}” is not a date. Type one such as 1/10/2003, 10/2003 or 2003.")
        return 0

    def _narrow(self, key: str, first: date, last: date) -> None:
        if key != "before" and key not in _UNTIL:
            self.after = max(self.after or first, first)
        if key not in _FROM:
            ends = first if key == "before" else last + timedelta(days=1)
            self.before = min(self.before or ends, ends)


def _key(word: str) -> str:
    """The filter that a word before a colon names, with one letter of it wrong at most; "" for none."""
    said = word.lower()
    if said in _KEYS or len(said) < _SPELT:
        return said if said in _KEYS else ""
    return next((key for key in _KEYS if len(key) >= _SPELT and OSA.distance(said, key, score_cutoff=1) <= 1), "")


def dated(asked: Asked, meant: Days) -> Asked:
    """The same where days that stand among the words narrow as a filter does."""
    after = max(filter(None, (asked.after, meant.first)), default=None)
    before = min(filter(None, (asked.before, meant.last and meant.last + timedelta(days=1))), default=None)
    return replace(asked, words=meant.rest, after=after, before=before, days=meant.said)


def days_told(asked: Asked, today: date) -> str:
    """How days that stand among the words are read, for her to see; "" where there are none, or may be none."""
    meant = days_meant(asked.words, today)
    if meant is None or not meant.sure:
        return ""
    first, last = (day and show_date(day) for day in (meant.first, meant.last))
    if first and last:
        told = first if first == last else f"{first} to {last}"
    else:
        told = f"{first} or later" if first else f"{last} or earlier"
    return f"“{meant.said}” is read as {told}."


def kind_said(asked: Asked) -> Asked | None:
    """The same where a plain word, first or last, names a kind: ``exhibit jo 2``, ``stairwell photo``."""
    words = asked.words.split()
    if asked.kinds or len(words) < 2:
        return None
    for said, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        if kind := _KIND_WORDS.get(said.lower()):
            return replace(asked, words=" ".join(rest), kinds=frozenset({kind}))
    return None


def kinds_named(value: str) -> frozenset[Kind]:
    """``letters`` or ``people,cases``; a word that is not typed to its end means all that begin so. Where none does,
    the one that it is a slip of.
    """
    return frozenset(kind for word in value.lower().split(",") if word for kind in _named(word))


def _named(word: str) -> list[Kind]:
    if word in _KIND_WORDS:
        return [_KIND_WORDS[word]]
    begun: list[Kind] = [kind for name, kind in _KIND_WORDS.items() if name.startswith(word)]
    slips = (0 if begun or len(word) < _SPELT else 1) if len(word) < 2 * _SPELT - 1 else 2
    alike: list[Kind] = [kind for name, kind in _KIND_WORDS.items() if OSA.distance(word, name) <= slips]
    return begun or alike


def with_filter(typed: str, key: str, value: str) -> str:
    """The text of the box with this filter instead of what it had under the key; without it where ``value`` is ""."""
    rest = " ".join(_FILTER.sub(lambda f: "" if _key(f[1]) == key else f[0], typed).split())
    said = f'"{value}"' if " " in value else value
    return f"{rest} {key}:{said}".strip() if value else rest


def references(words: str) -> tuple[str, ...]:
    """The references that were meant, each as words of an index: ``ASB 2003 0147`` of ``147/2003`` or ``2003/147``."""
    said = _said(words.strip())
    meant = find_reference(said)
    if meant is None:
        return ()
    prefix = said[:3].lower()
    cases = f"ASB {meant.year} {meant.number:04}" + (f" {_part(str(meant))}" if meant.part else "")
    incidents = f"INC {meant.year} {meant.number:05}"
    if meant.part or prefix == "asb":
        return (cases,)
    return (incidents,) if prefix == "inc" else (cases, incidents)


def _said(words: str) -> str:
    """With the year first and of four figures. Without a word before them two short numbers are a day and its month."""
    if turned := _TURNED.fullmatch(words):
        return f"{turned[1] or ''}{turned[3]}/{turned[2]}"
    if (short := _SHORT_YEAR.fullmatch(words)) and (short[1] or len(short[3]) > 2):
        return f"{short[1] or ''}{_century(short[2])}/{short[3]}{short[4]}"
    if (short := _SHORT_TURNED.fullmatch(words)) and (short[1] or len(short[2]) > 2):
        return f"{short[1] or ''}{_century(short[3])}/{short[2]}"
    return words


def _century(year: str) -> str:
    """Anti-social behaviour has had its references since the Crime and Disorder Act 1998."""
    return f"{'19' if year >= _FIRST_YEAR else '20'}{year}"


def parted(words: str) -> str:
    """``jo 2`` of ``jo2``, ``asb 147`` of ``asb147``: a mark or a reference without the sign in it; "" for neither."""
    found = _RUN_TOGETHER.fullmatch(words.strip())
    return f"{found[1]} {found[2]}" if found else ""


def numbered(words: str) -> bool:
    """Is each word a number, or of the kind that stands in a reference (``asb``, ``l3``)?"""
    said = re.findall(r"\w+", words.lower())
    return any(any(c.isdigit() for c in word) for word in said) and all(
        word in ("asb", "inc") or any(c.isdigit() for c in word) for word in said
    )


def _part(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]


def postcodes_joined(words: str) -> str:
    """``TM38`` of ``… TM3 8``: what may be a postcode, or begin one, without its blank; "" where there is none."""
    joined = _POSTCODE.sub(lambda found: found[1] + found[2], words)
    return joined if joined != words else ""


def dialled(words: str) -> str:
    """The figures of what may be a telephone number, or a part of one; "" where it is none."""
    if not _DIALLED.fullmatch(words):
        return ""
    plain = re.sub(r"\(0\)", "", words) if "+" in words or words.startswith("00") else words
    digits = re.sub(r"\D", "", plain)
    digits = digits[2:] if digits.startswith("0044") else digits
    return digits if len(digits) >= _LEAST_DIGITS else ""
