"""What was typed into the search box: words, and filters such as ``kind:letter after:1/10/2003 ward:Quarry``.

A filter stands in the box as a word like the others, so that it can be typed, seen, and taken out again.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from asbdesk.domain import days
from asbdesk.domain.references import find_reference

Kind = Literal[
    "person", "case", "incident", "contract", "document", "application", "mediation", "exhibit", "agency",
]  # fmt: skip
_KIND_WORDS: dict[str, Kind] = {
    "person": "person", "people": "person", "case": "case", "cases": "case", "incident": "incident",
    "incidents": "incident", "report": "incident", "contract": "contract", "contracts": "contract", "abc": "contract",
    "letter": "document", "letters": "document", "document": "document", "documents": "document", "paper": "document",
    "papers": "document", "order": "application", "orders": "application", "application": "application",
    "applications": "application", "mediation": "mediation", "mediations": "mediation", "exhibit": "exhibit",
    "exhibits": "exhibit", "evidence": "exhibit", "agency": "agency", "agencies": "agency",
}  # fmt: skip
WORD: dict[Kind, str] = {
    "person": "person", "case": "case", "incident": "incident", "contract": "contract", "document": "letter",
    "application": "order", "mediation": "mediation", "exhibit": "exhibit", "agency": "agency",
}  # fmt: skip
"""The word by which a filter of the box names a kind."""
_PLACES = ("ward", "area", "place", "postcode", "street")
_DATES = ("after", "before", "on", "in")
_FILTER = re.compile(r'(?<!\S)([a-z]+):(?:"([^"]*)"?|(\S*))', re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TURNED = re.compile(r"(?:(asb|inc)\W*)?(\d{1,6})\s*[/-]\s*((?:19|20)\d\d)", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\S)([a-z]{1,2}\d[a-z\d]?)\s+(\d[a-z]{0,2})(?!\S)", re.IGNORECASE)
_DIALLED = re.compile(r"[\d\s()+.\-/]+")
_BORN = re.compile(r"(?<!\S)(?:born(?: on)?|d\.?o\.?b\.?|date of birth):?(?!\S)", re.IGNORECASE)
_LEAST_DIGITS = 3
_MOST_SIGNS = 300
"""So many signs are looked at: what is longer was pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``words`` without the filters. ``after`` is the first day that counts, ``before`` the first that no longer does.

    ``trouble`` says, in words, which filter was not understood; it narrows nothing.
    """

    words: str
    kinds: frozenset[Kind] = frozenset()
    after: date | None = None
    before: date | None = None
    place: str = ""
    trouble: str = ""

    @property
    def narrowed(self) -> bool:
        """Does any filter hold?"""
        return bool(self.kinds or self.after or self.before or self.place)


def asked(typed: str, today: date | None) -> Asked:
    """What was typed, its filters read. Without a ``today`` only a year of four figures is a year."""
    typed = typed[:_MOST_SIGNS].replace("\x00", " ")
    kinds: set[Kind] = set()
    after: date | None = None
    before: date | None = None
    places: list[str] = []
    troubles: list[str] = []
    words: list[str] = []
    end = 0
    for found in _FILTER.finditer(typed):
        key, value = found[1].lower(), (found[2] if found[2] is not None else found[3]).strip()
        if key != "kind" and key not in _PLACES and key not in _DATES:
            continue
        words.append(typed[end : found.start()])
        end = found.end()
        if key == "kind":
            named = kinds_named(value)
            kinds |= named
            troubles += [f"There is no kind “{value}”."] if value and not named else []
        elif key in _PLACES:
            places.append(value)
        elif value:
            span = _span(value, today)
            if span is None:
                troubles.append(f"“{value}” is not a date. Type one such as 1/10/2003, 10/2003 or 2003.")
                continue
            first, last = span
            if key != "before":
                after = max(after or first, first)
            if key != "after":
                ends = first if key == "before" else last + timedelta(days=1)
                before = min(before or ends, ends)
    words.append(typed[end:])
    left = " ".join(" ".join(words).split())
    return Asked(left, frozenset(kinds), after, before, " ".join(" ".join(places).split()), " ".join(troubles))


def kinds_named(value: str) -> frozenset[Kind]:
    """``letters`` or ``people,cases``; a word that is not typed to its end means all that begin so."""
    return frozenset(
        kind
        for word in value.lower().split(",")
        if word
        for name, kind in _KIND_WORDS.items()
        if name == word or (word not in _KIND_WORDS and name.startswith(word))
    )


def with_filter(typed: str, key: str, value: str) -> str:
    """The text of the box with this filter instead of what it had under the key; without it where ``value`` is ""."""
    rest = " ".join(_FILTER.sub(lambda f: "" if f[1].lower() == key else f[0], typed).split())
    said = f'"{value}"' if " " in value else value
    return f"{rest} {key}:{said}".strip() if value else rest


def references(words: str) -> tuple[str, ...]:
    """The references that were meant, each as words of an index: ``ASB 2003 0147`` of ``147/2003`` or ``2003/147``."""
    turned = _TURNED.fullmatch(words.strip())
    said = f"{turned[1] or ''}{turned[3]}/{turned[2]}" if turned else words
    meant = find_reference(said)
    if meant is None:
        return ()
    prefix = said[:3].lower()
    cases = f"ASB {meant.year} {meant.number:04}" + (f" {_part(str(meant))}" if meant.part else "")
    incidents = f"INC {meant.year} {meant.number:05}"
    if meant.part or prefix == "asb":
        return (cases,)
    return (incidents,) if prefix == "inc" else (cases, incidents)


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


def birth_date(words: str, today: date | None) -> tuple[str, date] | None:
    """The other words, and the date of birth that stands before or behind them in any written form."""
    if today is None:
        return None
    said = _BORN.sub(" ", words).split()[:12]
    for count in range(len(said), 0, -1):
        for rest, tail in ((said[:-count], said[-count:]), (said[count:], said[:count])):
            day = _birthday(" ".join(tail), today)
            if day is not None:
                return " ".join(rest), day
    return None


def _birthday(said: str, today: date) -> date | None:
    if len(said) < 6 or not any(sign.isdigit() for sign in said):
        return None
    try:
        day = days.read_day(days.tidy(said), today, "birth")
    except days.NotADate:
        return None
    return day if day is not None and re.search(r"\d\d\D*$|^\d{4}", said) else None


def _span(value: str, today: date | None) -> tuple[date, date] | None:
    """First and last day of a day, a month or a year."""
    if _YEAR.fullmatch(value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    month = days.read_month(days.tidy(value))
    if month is not None:
        return month, month.replace(day=monthrange(month.year, month.month)[1])
    for day in _days(value, today):
        return day, day
    return None


def _days(value: str, today: date | None) -> Iterator[date]:
    if today is None:
        return
    try:
        day = days.read_day(days.tidy(value), today, "past")
    except days.NotADate:
        return
    if day is not None:
        yield day
