"""Telephones, e-mails, dates, postcodes and references in a text, each in the one spelling in which they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from asbdesk.domain.postcodes import postcode

Place = tuple[int, int]

_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_TELEPHONE = re.compile(rf"(?<!\d)[+(]?\d(?:[\s()./{_DASHES}]{{0,3}}\d){{5,18}}(?!\d)")
_POSTCODE = re.compile(rf"(?<![^\W_])[A-Z]{{1,2}}\d[A-Z\d]?[\s.{_DASHES}]{{0,3}}\d[A-Z]{{2}}(?![^\W_])", re.IGNORECASE)
_AT = re.compile(r"@|\s?[(\[{]\s?at\s?[)\]}]\s?|\sat\s", re.IGNORECASE)
_DOT = re.compile(r"\s?[(\[{]\s?dot\s?[)\]}]\s?|\sdot\s", re.IGNORECASE)
_AROUND = 120
_SHORTEST, _LOCAL = 7, 6
_HOME = "44"


def telephones(text: str) -> Iterator[tuple[Place, str]]:
    """Each run of figures that may be a telephone number, without signs between them."""
    for found in _TELEPHONE.finditer(text):
        yield found.span(), figures(found.group())


def same_telephone(seen: str, own: str) -> bool:
    """Whether a run of figures in a text is, or holds, somebody's number; from abroad, from home or from next door."""
    core = bare(own)
    if len(core) < _SHORTEST:
        return bool(core) and seen == core
    if core in seen:
        return bare(seen) == core or len(seen) > len(core) + 1
    local = core[-8:] if core.startswith("2") else core[-_LOCAL:]
    return not core.startswith("7") and seen == local


@cache
def figures(text: str) -> str:
    """The figures alone, those of other scripts as ours."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())


@cache
def bare(number: str) -> str:
    """A number without the country's code and the nought before the area: ``1632960777``."""
    digits = figures(number)
    for before in ("0044", _HOME) if len(digits) > 10 else ():
        digits = digits.removeprefix(before)
    return digits.lstrip("0")


def has_email(text: str, own: str) -> Iterator[Place]:
    """Where an e-mail address stands, in capitals, broken over lines or with its signs in words."""
    wanted = "".join(own.split()).casefold()
    if "@" not in wanted:
        return
    local, _, domain = wanted.partition("@")
    for found in _AT.finditer(text):
        begin, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        if _plain(text[begin : found.start()]).endswith(local) and _plain(text[found.end() : end]).startswith(domain):
            start = _back(text, found.start(), len(local))
            before = text[start - 1 : start] if start else ""
            if not (before.isalnum() and _plain(text[begin:start])[-1:].isalnum() and before not in "\r\n"):
                yield start, _on(text, found.end(), domain)


def domains(text: str) -> Iterator[str]:
    """What may be the part of an e-mail address behind its sign."""
    yield from (_plain(text[found.end() : found.end() + _AROUND]) for found in _AT.finditer(text))


def _plain(text: str) -> str:
    return "".join(_DOT.sub(".", text).split()).replace("\x02", "-").replace("\ufffe", "-").casefold()


def _back(text: str, start: int, letters: int) -> int:
    while start and letters:
        start -= 1
        letters -= not text[start].isspace()
    return start


def _on(text: str, start: int, domain: str) -> int:
    end = start
    while end < len(text) and len(_plain(text[start:end])) < len(domain):
        end += 1
    return end


def postcodes(text: str) -> Iterator[tuple[Place, str]]:
    """Each postcode in its one spelling."""
    for found in _POSTCODE.finditer(text):
        code = postcode(" ".join(re.split(rf"[\s.{_DASHES}]+", found.group())))
        if code:
            yield found.span(), code


def reference_places(text: str, reference: str) -> Iterator[Place]:
    """Where a reference stands, whatever signs divide its parts."""
    yield from (found.span() for found in _reference(reference).finditer(text))


@cache
def _reference(reference: str) -> re.Pattern[str]:
    parts = re.findall(r"[A-Za-z]+|\d+", reference)
    plain = [f"0*{part.lstrip('0') or '0'}" if part.isdigit() else re.escape(part) for part in parts]
    joined = rf"[\s/.{_DASHES}]{{0,3}}".join(plain) or r"(?!)"
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.IGNORECASE)


# dates

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join("sept?(?:ember)?" if name == "september" else f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (
    *_ONES, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first",
)  # fmt: skip
_IN_WORDS = "|".join(sorted((word.replace("-", "[- ]") for word in _ORDINALS), key=len, reverse=True))
_SEP = rf"\s{{0,3}}[\s./,{_DASHES}]\s{{0,3}}"
_DAY = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_IN_WORDS})"
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_WRITTEN = (
    re.compile(
        rf"(?<![^\W_]){_DAY}(?:\s+day)?(?:\s+of)?\s{{0,3}}[\s./,{_DASHES}]?\s{{0,3}}(?P<month>{_MONTH})\.?"
        rf"\s{{0,3}}[\s./,{_DASHES}]?\s{{0,3}}{_YEAR}(?![^\W_])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![^\W_])(?P<month>{_MONTH})\.?\s{{1,3}}(?:the\s+)?{_DAY}\s{{0,2}}[\s,]\s{{0,3}}{_YEAR}(?![^\W_])",
        re.IGNORECASE,
    ),
)
_NUMBERS = re.compile(rf"(?<![\d])(?P<a>\d{{1,4}}){_SEP}(?P<b>\d{{1,2}}){_SEP}(?P<c>\d{{4}}|\d{{2}})(?!\d)")
_TOGETHER = re.compile(r"(?<![\w])(\d{8}|\d{6})(?![\w])")


def dates(text: str) -> Iterator[tuple[Place, frozenset[date]]]:
    """Each date, in figures or words, with every day that it may mean: 3/4/71 is 3 April here and 4 March elsewhere."""
    for pattern in _WRITTEN:
        for found in pattern.finditer(text):
            month = _MONTHS.index(next(name for name in _MONTHS if name[:3] == found["month"].casefold()[:3])) + 1
            yield found.span(), _days(found["year"].lstrip("'’"), month, _day(found["day"]))
    for found in _NUMBERS.finditer(text):
        yield found.span(), _in_figures(found["a"], found["b"], found["c"])
    for found in _TOGETHER.finditer(text):
        whole = found.group()
        year = 4 if len(whole) == 8 else 2
        turned = _in_figures(whole[:2], whole[2:4], whole[4:])
        yield found.span(), turned | _days(whole[:year], int(whole[year : year + 2]), int(whole[year + 2 :]))


def _in_figures(one: str, two: str, three: str) -> frozenset[date]:
    if len(one) > 2:
        return _days(one, int(two), int(three)) if len(one) == 4 else frozenset()
    return (
        _days(three, int(two), int(one))
        | _days(three, int(one), int(two))
        | (_days(one, int(two), int(three)) if len(three) == 2 else frozenset[date]())
    )


def _day(words: str) -> int:
    digits = figures(words)
    return int(digits) if digits else _ORDINALS.index("-".join(words.casefold().replace("-", " ").split())) + 1


def _days(year: str, month: int, day: int) -> frozenset[date]:
    """The day in every century that two figures may mean."""
    years = [int(year)] if len(year) > 2 else [1900 + int(year), 2000 + int(year)]
    found: set[date] = set()
    for each in years:
        try:
            found.add(date(each, month, day))
        except ValueError:
            continue
    return frozenset(found)
