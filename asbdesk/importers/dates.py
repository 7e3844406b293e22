"""Columns of dates: which way they are written, and asking where a whole column can be read in two.

A single ``05/10/2018`` says nothing; a column is judged as a whole. 25/10/2018 anywhere in it settles day-first. Where
nothing settles it the reading is *ambiguous*, and no date is taken from it until somebody has said which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time

from asbdesk.domain.casework import Labelled, WhenKind
from asbdesk.domain.when import When
from asbdesk.errors import AsbdeskError
from asbdesk.importers import date_forms

#: Different values looked at; a column with more of them has settled its question long before.
_MOST_VALUES = 200_000


class DateFormat(Labelled):
    """How a date is written."""

    ISO = "iso", "Year first: 2018-10-05, with or without a time"
    ISO_MONTH = "iso-month", "Year and month: 2018-10"
    DAY_FIRST = "day-first", "Day first: 05/10/2018 is 5 October"
    MONTH_FIRST = "month-first", "Month first: 05/10/2018 is 10 May"
    MONTH_NAME = "month-name", "Month as a word: 5 Oct 2018"
    E_MAIL = "e-mail", "As in e-mails: Sat, 22 Mar 2025 12:04:56 +0000"
    COMPACT = "compact", "Eight digits: 20181005"
    YEAR = "year", "The year alone: 2018"
    EPOCH_MS = "epoch-ms", "Milliseconds since 1970"
    EPOCH_S = "epoch-s", "Seconds since 1970"


#: Four figures may be anything: a column is one of years only when somebody says so.
_JUDGED = tuple(each for each in DateFormat if each is not DateFormat.YEAR)
_RIVALS = frozenset((DateFormat.DAY_FIRST, DateFormat.MONTH_FIRST))


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a column's dates are read.

    ``formats`` are tried in their order; a column may mix some, never day-first with month-first. ``ambiguous`` means
    that somebody must choose one of ``alternatives``, each with an example in ``examples``. ``fits`` of ``different``
    values could be read. With ``time_given`` False every time of day is midnight, which then says only the day; with
    ``whole_months`` each date stands for its month; ``lives`` lets days before 1950 in, as those of birth are.
    """

    formats: tuple[DateFormat, ...] = ()
    ambiguous: bool = False
    alternatives: tuple[DateFormat, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    fits: int = 0
    different: int = 0
    time_given: bool = True
    two_digit_years: bool = False
    whole_months: bool = False
    misfits: tuple[str, ...] = ()
    lives: bool = False

    def choose(self, chosen: DateFormat) -> DateReading:
        """The same column, read as somebody said."""
        others = tuple(each for each in self.formats if each not in _RIVALS)
        return replace(self, formats=(chosen, *others), ambiguous=False)


class AmbiguousDates(AsbdeskError):
    """The dates can be read in two ways; ``reading`` holds both."""

    def __init__(self, reading: DateReading) -> None:
        shown = "; ".join(words for _, words in reading.examples)
        super().__init__(
            f"The dates can be read day-first and month-first, and nothing in the file settles it: {shown}.",
            "Say which it is.",
        )
        self.reading = reading


def judge_dates(values: Iterable[str], whole_months: bool = False, *, lives: bool = False) -> DateReading:
    """How a whole column of dates is written; ``lives`` for one of days in people's lives."""
    different = _different(values)
    readable = {each: {value for value in different if date_forms.read(each, value, lives=lives)} for each in _JUDGED}
    formats: list[DateFormat] = []
    left = set(different)
    while left:
        best = max(_JUDGED, key=lambda each: len(readable[each] & left) if _allowed(each, formats) else -1)
        if not readable[best] & left:
            break
        formats.append(best)
        left -= readable[best]
    alternatives, examples = _question(formats, readable[DateFormat.DAY_FIRST], readable[DateFormat.MONTH_FIRST])
    if len(alternatives) == 2 and left:  # some fit the one and some the other: they count as readable by their own
        left -= readable[DateFormat.DAY_FIRST] | readable[DateFormat.MONTH_FIRST]
    return DateReading(
        formats=tuple(formats),
        ambiguous=bool(alternatives),
        alternatives=alternatives,
        examples=examples,
        fits=len(different) - len(left),
        different=len(different),
        time_given=any(_has_time(value, formats, lives) for value in different),
        two_digit_years=any(date_forms.short_year(value) for value in different),
        whole_months=whole_months,
        lives=lives,
        misfits=tuple(value for value in different if value in left)[:5],
    )


def parse(value: str, reading: DateReading) -> When | None:
    """When that was, by the wall clock of the United Kingdom; None when it is no date of that column's kind."""
    for each in reading.formats:
        found = date_forms.read(each, value, lives=reading.lives)
        if found is not None:
            return _whole(found, reading)
    return None


def with_time(when: When, clock: str) -> When | None:
    """The day with the time of a second column; None when that is no time."""
    read = date_forms.read_clock(clock)
    if read is None or when.kind is WhenKind.MONTH:
        return None
    return When(WhenKind.MOMENT, when.start.replace(hour=read.hour, minute=read.minute, second=read.second))


def period(text: str) -> When | None:
    """A constant for a file without dates: ``2013``, ``2013-12``, ``2013-12-05`` or ``2012-12-01/2013-11-30``."""
    return date_forms.period(text)


def _different(values: Iterable[str]) -> dict[str, None]:
    seen: dict[str, None] = {}
    for value in values:
        if len(seen) < _MOST_VALUES:
            seen[value.strip()] = None
    seen.pop("", None)
    return {value: None for value in seen if not date_forms.missing(value)}


def _allowed(each: DateFormat, chosen: Sequence[DateFormat]) -> bool:
    return each not in chosen and not (each in _RIVALS and _RIVALS & set(chosen))


def _question(
    formats: Sequence[DateFormat], day: set[str], month: set[str]
) -> tuple[tuple[DateFormat, ...], tuple[tuple[str, str], ...]]:
    """Both readings with an example of each, when the column leaves open, or contradicts itself on, which it is."""
    if not _RIVALS & set(formats):
        return (), ()
    if bool(day - month) != bool(month - day):
        return (), ()
    doubtful = sorted(
        value
        for value in day & month
        if date_forms.read(DateFormat.DAY_FIRST, value, lives=True)
        != date_forms.read(DateFormat.MONTH_FIRST, value, lives=True)
    )
    if day == month and not doubtful:
        return (), ()
    rivals = (DateFormat.DAY_FIRST, DateFormat.MONTH_FIRST)
    return rivals, tuple(
        (each.value, _example(each, doubtful or sorted(day if each is rivals[0] else month))) for each in rivals
    )


def _example(each: DateFormat, values: Sequence[str]) -> str:
    found = date_forms.read(each, values[0], lives=True)
    if found is None:
        return f"{values[0]} is no date {each.value}"
    return f"{values[0]} is {found.start.day} {found.start:%B %Y} {each.value}"


def _has_time(value: str, formats: Sequence[DateFormat], lives: bool) -> bool:
    for each in formats:
        found = date_forms.read(each, value, lives=lives)
        if found is not None:
            return found.kind is WhenKind.MOMENT and found.start.time() != time(0)
    return False


def _whole(found: When, reading: DateReading) -> When:
    if reading.whole_months:
        return When(WhenKind.MONTH, found.start.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    if found.kind is WhenKind.MOMENT and not reading.time_given:
        return When(WhenKind.DAY, found.start)
    return found
