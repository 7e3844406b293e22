"""Telephones, e-mails, dates, postcodes and references in a text, each in the one spelling in which they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import ascii_letters

from asbdesk.domain.names import fold
from asbdesk.domain.postcodes import postcode

Place = tuple[int, int]

_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_BETWEEN = rf"(?:[ \t]*[{_DASHES}\ufffe\x02]?[ \t]*\r?\n\s{{0,12}}|[\s().,:/|_{_DASHES}\ufffe\x02]{{0,4}})"
_TELEPHONE = re.compile(rf"[+(\d](?<!\d[+(\d])(?:(?<=\d)|(?<=[+(])\d)(?:{_BETWEEN}\d){{5,}}(?!\d)")
_FIGURE = re.compile(r"\d+")
_APART = re.compile(r"[,:|\n]|\.\s")
_MISREAD = re.compile(r"[\dOoIl](?<![^\W_][\dOoIl])(?:(?<=\d)|(?=[OoIl]*\d))[\dOoIl]{2,}(?![^\W_])")
_GAP = rf"[\s.,/{_DASHES}]{{0,3}}"
_LETTER = "A-Za-z\u0130\u0131\u017f\u212a"
"""Those that are one of ours in another case: a pattern that begins with them is looked for faster."""
_POSTCODE = re.compile(rf"[{_LETTER}](?<![^\W_].)(?i:[A-Z]?\d[A-Z\d]?{_GAP}\d[A-Z]{{2}})(?![^\W_])")
_LOOSE_POSTCODE = re.compile(
    rf"[{_LETTER}](?<![^\W_].)(?=\D{{0,5}}\d)"
    rf"(?i:(?:{_GAP}[A-Z])?{_GAP}[\dOIL](?:{_GAP}[A-Z\d])?{_GAP}[\dOIL](?:{_GAP}[A-Z]){{2}})(?![^\W_])"
)
"""One with its blank in another place, with blanks all over, or read by a scanner: BS395 DG, B S 3 9, BS3l."""
_AT = re.compile(r"@|\s?[(\[{]\s?at\s?[)\]}]\s?|\sat\s", re.IGNORECASE)
_DOT = re.compile(r"\s?[(\[{]\s?dot\s?[)\]}]\s?|\sdot\s", re.IGNORECASE)
_CUT_AT_LINES_END = re.compile(r"(?:[\x02\ufffe]|[-\x02\ufffe][ \t]*\r?\n)\s{0,12}(?=[^\W_])")
_SIGNS = re.compile(rf"[\s.,/{_DASHES}]+")
_LOOKS = str.maketrans("OoIilL", "001111")
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES_SAID = {word: str(figure) for figure, words in enumerate((
    "zero nought naught oh o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)) for word in words.split()}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_SAID_WORDS = (*_FIGURES_SAID, *_TIMES)
_SAID_WORD = re.compile(rf"\b(?:{'|'.join(_SAID_WORDS)})\b", re.IGNORECASE)
_SAID = re.compile(rf"(?:{_SAID_WORD.pattern}[\s,.{_DASHES}]{{0,4}}){{4,}}", re.IGNORECASE)
_AROUND = 120
_SHORTEST, _LOCAL, _LEAST_NUMBER = 7, 6, 5
_BY_NUMBER = r"\b(?:also|case|complaint|file|incident|log|quote|ref|reference|see)(?:\s+(?:no|number))?[\s.:]{1,3}"
_HOME = "44"
_LARGE_TOWN = re.compile("11|1[2-9]1")
"""Codes 011x and 01x1, behind which seven figures are the local number. Source: Ofcom's National Telephone Numbering
Plan."""
_MOST_APART = 2
"""More commas and line ends than that within a number make it a row of numbers."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A run of figures that may hold telephone numbers: ``digits`` without the signs between them, where each stands in
    the text, which of them begin and end a group, and before which stands more than a blank or a hyphen."""

    digits: str
    places: tuple[int, ...]
    begins: frozenset[int]
    ends: frozenset[int]
    apart: frozenset[int]

    def where(self, own: str) -> Place | None:
        """Where somebody's number stands in it: from abroad, from home or from next door."""
        core = bare(own)
        if len(core) < _SHORTEST:
            return self._span(0, len(self.digits)) if core and self.digits == core else None
        at = self.digits.find(core)
        while at >= 0:
            start = self._start(at)
            parts = sum(at < each < at + len(core) for each in self.apart)
            if start is not None and at + len(core) in self.ends and parts <= _MOST_APART:
                return self._span(start, at + len(core))
            at = self.digits.find(core, at + 1)
        local = core[-8:] if core.startswith("2") else core[-7:] if _LARGE_TOWN.match(core) else core[-_LOCAL:]
        at = -1 if core.startswith("7") and self.digits != local else self.digits.find(local)
        return self._span(at, at + len(local)) if at in self.apart and at + len(local) in self.apart else None

    def _start(self, at: int) -> int | None:
        """Where a number begins whose figures after the area's nought begin at ``at``; None within another number."""
        for before in ("00440", "0044", "440", "44", "0"):
            first = at - len(before)
            if first >= 0 and self.digits.startswith(before, first) and first in self.begins:
                return first
        return at if at in self.begins else None

    def _span(self, first: int, end: int) -> Place:
        return self.places[first], self.places[end - 1] + 1


def scanned(text: str) -> str:
    """The text, sign for sign, with figures for the letters that a scanner or a hand put among figures: O77OO."""
    return _MISREAD.sub(lambda found: found.group().translate(_LOOKS), text)


def may_be_said(at: Mapping[str, Sequence[int]]) -> bool:
    """Whether two words for figures stand side by side, as in every number that is said. ``at``: where each word
    stands."""
    places = {place for word in _SAID_WORDS for place in at.get(word, ())}
    return any(place + 1 in places for place in places)


def telephones(text: str, *, said: bool = True) -> Iterator[Figures]:
    """Each run of figures that may hold telephone numbers, in figures or, where there can be such, said in words."""
    for found in _TELEPHONE.finditer(text):
        digits, places, begins, ends, apart = list[str](), list[int](), set[int](), set[int](), set[int]()
        for group in _FIGURE.finditer(found.group()):
            if _APART.search(found.group(), places[-1] + 1 - found.start() if places else 0, group.start()):
                apart.add(len(digits))
            begins.add(len(digits))
            digits += figures(group.group())
            places += range(found.start() + group.start(), found.start() + group.end())
            ends.add(len(digits))
        ends_too = frozenset({0, len(digits), *apart})
        yield Figures("".join(digits), tuple(places), frozenset(begins), frozenset(ends), ends_too)
    if said:
        yield from _spoken(text)


def _spoken(text: str) -> Iterator[Figures]:
    """Figures said one after another: "oh double seven nought"."""
    for found in _SAID.finditer(text):
        digits, places, times = list[str](), list[int](), 1
        for word in _SAID_WORD.finditer(found.group()):
            said = fold(word.group())  # a pattern takes "nıne" for "nine"
            if said in _TIMES:
                times = _TIMES[said]
                continue
            digits += _FIGURES_SAID[said] * times
            places += [found.start() + word.end() - 1] * times
            times = 1
        if places:
            places[0] = found.start()
            every = frozenset(range(len(digits) + 1))
            yield Figures("".join(digits), tuple(places), every, every, frozenset({0, len(digits)}))


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
    whole = _CUT_AT_LINES_END.sub("", text)
    if whole != text and any(_is_email(whole, found, local, domain) for found in _AT.finditer(whole)):
        text = _CUT_AT_LINES_END.sub(lambda found: " " * len(found.group()), text)
    for found in _AT.finditer(text):
        begin = max(0, found.start() - _AROUND)
        if _is_email(text, found, local, domain):
            start = _back(text, found.start(), local)
            before = text[start - 1 : start] if start else ""
            if not (before.isalnum() and _plain(text[begin:start])[-1:].isalnum() and before not in "\r\n"):
                yield start, _on(text, found.end(), domain)


def _is_email(text: str, sign: re.Match[str], local: str, domain: str) -> bool:
    before, after = text[max(0, sign.start() - _AROUND) : sign.start()], text[sign.end() : sign.end() + _AROUND]
    return _plain(before).endswith(local) and _plain(after).startswith(domain)


def domains(text: str) -> Iterator[str]:
    """What may be the part of an e-mail address behind its sign."""
    yield from (_plain(text[found.end() : found.end() + _AROUND]) for found in _AT.finditer(text))


def _plain(text: str) -> str:
    return "".join(_DOT.sub(".", text).split()).replace("\x02", "-").replace("\ufffe", "-").casefold()


def _back(text: str, end: int, local: str) -> int:
    start = end - 1
    while start > 0 and len(_plain(text[start:end])) < len(local):
        start -= 1
    while start > 0 and _plain(text[start:end]) != local and end - start < _AROUND:
        start -= 1
    return start


def _on(text: str, start: int, domain: str) -> int:
    end = start
    while end < len(text) and len(_plain(text[start:end])) < len(domain):
        end += 1
    return end


def postcodes(text: str) -> Iterator[tuple[Place, str]]:
    """Each postcode in its one spelling; of what a scanner may have misread each that it may be."""
    for found in _POSTCODE.finditer(text):
        code = postcode(_SIGNS.sub(" ", found.group()))
        if code:
            yield found.span(), code
    for found in _LOOSE_POSTCODE.finditer(text):
        plain = _SIGNS.sub("", found.group()).upper()
        first = 1 if plain[1] in "0123456789" else 2
        for spelt in {_as_figures(plain, first, last) for last in (first + 1, len(plain) - 3)}:
            code = postcode(spelt)
            if code:
                yield found.span(), code


def _as_figures(plain: str, first: int, last: int) -> str:
    """A postcode with figures where figures stand: for letters that a scanner took them for."""
    return plain[:first] + plain[first:last].translate(_LOOKS) + plain[last:-2].translate(_LOOKS) + plain[-2:]


def reference_places(text: str, reference: str) -> Iterator[Place]:
    """Where a reference stands, whatever signs divide its parts; without its letters behind what says that it is one:
    "case 2003/0114"."""
    yield from (found.span() for found in _reference(reference).finditer(text))
    number = reference.lstrip(ascii_letters)[1:]
    if reference[:1].isalpha() and len(number) >= _LEAST_NUMBER and number in text:
        yield from (found.span("number") for found in _by_number(number).finditer(text))


@cache
def _reference(reference: str) -> re.Pattern[str]:
    parts = re.findall(r"[A-Za-z]+|\d+", reference)
    joined = rf"[\s/\\|:_,.{_DASHES}]{{0,4}}".join(_part(part) for part in parts) or r"(?!)"
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.IGNORECASE)


@cache
def _by_number(number: str) -> re.Pattern[str]:
    return re.compile(rf"{_BY_NUMBER}(?P<number>{re.escape(number)})(?![^\W_])", re.IGNORECASE)


def _part(part: str) -> str:
    """A part as it may be written: without its noughts, with letters that look like them, a year by its last two."""
    if not part.isdigit():
        return re.escape(part)
    short = part.lstrip("0") or "0"
    noughts = "[0Oo]*" + re.sub("[01]", lambda sign: "[0Oo]" if sign.group() == "0" else "[1Il]", short)
    return rf"(?:{noughts}|{part[2:]})" if _IS_YEAR.fullmatch(part) else noughts


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
_SEP = rf"\s{{0,3}}[\s./,|:_\\·•{_DASHES}]\s{{0,3}}"
_DAY = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_IN_WORDS})"
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TO_NINETEEN = {word: n for n, word in enumerate((*_UNITS, *_TEENS), 1)}
_YEAR_WORDS = _TO_NINETEEN | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SPOKEN_YEAR = (
    rf"(?:(?:eighteen|nineteen|twenty)(?:[ -]hundred)?|two[ -]thousand)(?:[ -]and)?(?:[ -](?:oh|o|{'|'.join(_TENS)}))?"
    rf"(?:[ -](?:{'|'.join((*_TEENS, *_UNITS))}))?"
)
_YEAR = rf"(?P<year>\d{{4}}|['’]?\d{{2}}|{_SPOKEN_YEAR})"
_WRITTEN = (
    re.compile(
        rf"(?<![^\W_]){_DAY}(?:\s+day)?(?:\s+of)?\s{{0,3}}[\s./,{_DASHES}]?\s{{0,3}}(?P<month>{_MONTH})\.?"
        rf"\s{{0,3}}[\s./,{_DASHES}]?\s{{0,3}}(?:in\s+)?{_YEAR}(?![^\W_])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![^\W_])(?P<month>{_MONTH})\.?\s{{1,3}}(?:the\s+)?{_DAY}\s{{0,2}}[\s,]\s{{0,3}}{_YEAR}(?![^\W_])",
        re.IGNORECASE,
    ),
)
_BIRTHDAY = re.compile(
    rf"(?<![^\W_])(?:born|birthday|birth|dob|d\.o\.b\.?|b\.)[^;!?\d]{{0,24}}?(?<![\w/.])"
    rf"(?:{_DAY}(?:\s+day)?(?:\s+of)?\s{{1,3}}(?P<month>{_MONTH})"
    rf"|(?P<then>{_MONTH})\s{{1,3}}(?:the\s+)?{_DAY.replace('day', 'later', 1)}|(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}}))"
    rf"(?![^\W_]|[\s./,{_DASHES}]{{0,3}}(?:in\s+)?{_YEAR.replace('?P<year>', '?:')}(?![^\W_]))",
    re.IGNORECASE,
)
_BIRTHDAY_WORDS = frozenset({"born", "birthday", "birth", "dob", "b"})
_ROMAN = {
    word: number
    for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
_NUMBERS = re.compile(
    rf"(?<![\d])(?P<a>\d{{1,4}}){_SEP}(?P<b>\d{{1,2}}|(?<=[./-])[IVXivx]{{1,4}}(?=[./-]))"
    rf"{_SEP}(?P<c>\d{{4}}|\d{{1,2}})(?!\d)"
)
_TOGETHER = re.compile(r"(?<![\w])(\d{8}|\d{6})(?![\w])")


def may_be_born(at: Mapping[str, Sequence[int]]) -> bool:
    """Whether somebody's birth is spoken of. ``at``: where each word stands."""
    return not _BIRTHDAY_WORDS.isdisjoint(at)


def dates(text: str) -> Iterator[tuple[Place, frozenset[date]]]:
    """Each date, in figures or words, with every day that it may mean: 3/4/71 is 3 April here and 4 March elsewhere."""
    for pattern in _WRITTEN:
        for found in pattern.finditer(text):
            yield found.span(), _days(_year(found["year"]), _month(found["month"]), _day(found["day"]))
    for found in _NUMBERS.finditer(text):
        yield found.span(), _in_figures(found["a"], found["b"], found["c"])
    for found in _TOGETHER.finditer(text):
        whole = found.group()
        year = 4 if len(whole) == 8 else 2
        turned = _in_figures(whole[:2], whole[2:4], whole[4:])
        yield found.span(), turned | _days(whole[:year], int(whole[year : year + 2]), int(whole[year + 2 :]))


def birthdays(text: str) -> Iterator[tuple[Place, frozenset[tuple[int, int]]]]:
    """Each day without a year of which it is said that somebody was born on it, with every month and day that it may
    mean: "born on the 3rd of March"."""
    for found in _BIRTHDAY.finditer(text):
        if found["a"]:
            one, two = int(found["a"]), int(found["b"])
            yield found.span(), frozenset({(two, one), (one, two)})
        else:
            month, day = found["month"] or found["then"], found["day"] or found["later"]
            yield found.span(), frozenset({(_month(month), _day(day))})


def _month(written: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name[:3] == written[:3].casefold())


def _in_figures(one: str, two: str, three: str) -> frozenset[date]:
    if not two.isdigit():
        return _days(three, _ROMAN.get(two.casefold(), 0), int(one))
    if len(one) > 2:
        return _days(one, int(two), int(three)) if len(one) == 4 and len(three) < 3 else frozenset()
    if len(three) == 1:
        return frozenset()
    return (
        _days(three, int(two), int(one))
        | _days(three, int(one), int(two))
        | (_days(one, int(two), int(three)) if len(three) == 2 else frozenset[date]())
    )


def _year(written: str) -> str:
    """``1971`` of "nineteen seventy-one"; figures as they are."""
    plain = written.lstrip("'’")
    if plain.isdigit():
        return plain
    first, *rest = plain.casefold().replace("-", " ").split()
    century = {"eighteen": 1800, "nineteen": 1900}.get(first, 2000)
    return str(century + sum(_YEAR_WORDS.get(word, 0) for word in rest))


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
