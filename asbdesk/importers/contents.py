"""What cells look like where no heading says what they are: a time, a street, a telephone, somebody's name.

A look alone proves nothing. What is told by it is a proposal, which whoever imports sees and may correct.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from asbdesk.domain import phones
from asbdesk.domain.homes import STREET_WORDS
from asbdesk.domain.national_grid import from_letters
from asbdesk.importers.date_forms import read_clock
from asbdesk.importers.dates import judge_dates, parse
from asbdesk.importers.points import is_written_point
from asbdesk.reference_data import load_categories

_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "rev"))
_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? *\d[A-Za-z]{2}")
_POINT = re.compile(r"[(\[]?-?\d+\.\d+[, ]+-?\d+\.\d+(?:[, ]+-?\d+(?:\.\d+)?){0,2}[)\]]?")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}")
_TELEPHONE = re.compile(r"(?:\+|0|44|7)[\d ()-]{9,20}")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d){1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*[^\W\d_](?:-[^\W\d_]+)*|[^\W\d_]\.?", re.UNICODE)
_METRES = re.compile(r"\d{5,7}(?:\.\d+)?")
_WORDS, _LETTERS = 5, 25
"""So many words, and letters, make a sentence."""
_MOST_NAMES, _FIGURES = 4, 10


def mostly(fits: Callable[[str], bool], values: Sequence[str]) -> bool:
    """Do four in five of the cells look like it?"""
    return bool(values) and sum(map(fits, values)) * 10 >= len(values) * 8


def is_time(value: str) -> bool:
    """``22:15`` or ``9.30 pm``; a number with a point is no time of itself."""
    telling = ":" in value or value[-1:].casefold() == "m" or value.endswith("m.")
    return telling and _CLOCK.fullmatch(value) is not None and read_clock(value) is not None


def is_postcode(value: str) -> bool:
    """By its form."""
    return _POSTCODE.fullmatch(value) is not None


def is_point(value: str) -> bool:
    """Two numbers of degrees, a grid reference with letters, or a point as other programs write them."""
    return bool(_POINT.fullmatch(value)) or from_letters(value) is not None or is_written_point(value)


def is_email(value: str) -> bool:
    """By its form."""
    return _EMAIL.fullmatch(value) is not None


def is_telephone(value: str) -> bool:
    """A British number, also where a spreadsheet took the first nought away."""
    figures = sum(map(str.isdigit, value))
    return _TELEPHONE.fullmatch(value) is not None and figures >= _FIGURES and phones.is_telephone(value)


def is_street(value: str) -> bool:
    """It ends, or one of its parts does, with a word such as road, or begins with the number of a house."""
    parts = [part.split() for part in re.split(r"[,\n]", value.casefold()) if part.strip()]
    if not parts or len(value.split()) > 3 * _WORDS or load_categories().code_for(value):
        return False
    ends = any(len(part) > 1 and part[-1].strip(".") in STREET_WORDS for part in parts)
    first = parts[0]
    return ends or (len(first) > 1 and first[0][0].isdigit() and len(first[0]) <= 5 and first[1].isalpha())


def is_sentence(value: str) -> bool:
    """Several words: an account."""
    return len(value) >= _LETTERS and len(value.split()) >= _WORDS


def is_title(value: str) -> bool:
    """``Mrs`` before a name."""
    return value.casefold().strip(".") in _TITLES


def is_name(value: str) -> bool:
    """Some words that begin with capitals, no figures: ``Dean Mercer``, ``MERCER, Dean``; no street, no kind."""
    words = value.replace(",", " ").split()
    return (
        2 <= len(words) <= _MOST_NAMES + 1
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and all(_NAME.fullmatch(word) for word in words)
        and not is_street(value)
        and load_categories().code_for(value) is None
    )


def is_metres(east: Sequence[str], north: Sequence[str]) -> bool:
    """Two columns side by side: eastings and northings within Great Britain?"""

    def within(pair: tuple[str, str]) -> bool:
        if not all(map(_METRES.fullmatch, pair)):
            return False
        return 60_000 <= float(pair[0]) <= 660_000 and 5_000 <= float(pair[1]) <= 1_230_000

    return len(east) == len(north) > 1 and len(set(east)) > 1 and all(map(within, zip(east, north, strict=True)))


def birth_years(values: Sequence[str]) -> list[int]:
    """The years of a column of days, in order; none where it holds no days."""
    judged = judge_dates(values, lives=True)
    if not judged.different or judged.fits * 5 < judged.different * 4:
        return []
    judged = judged.choose(judged.alternatives[0]) if judged.ambiguous else judged
    return sorted(found.start.year for value in values if (found := parse(value, judged)))
