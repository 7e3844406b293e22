"""One written date at a time: every form that other agencies' files have, read or not read, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from asbdesk.clock import LONDON
from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import When

_TIME = (
    r"(?:[T ,]+(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_ISO = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d\d)")
_SLASHED = re.compile(r"(?P<a>\d{1,2})(?P<mark>[/.\-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)" + _TIME)
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -]+)?(?P<month>[A-Za-z]{3,9})\.?[ ,-]+"
    r"(?P<year>\d{4}|\d\d)" + _TIME
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?P<zone>[+-]\d{4}|GMT|UTC|UT|Z|BST)"
)
#: Zones by which mail tells a time that ``email.utils`` would take for one of no zone (RFC 5322, section 3.3).
_ZONES = {"-0000": "+0000", "BST": "+0100"}
_EPOCH = re.compile(r"(\d+)(?:\.0*)?", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPACT = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\-](?:\d{1,2}|[A-Za-z]{3,9})[/.\-]\d\d(?!\d).*")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d\d)(?:[:.](?P<second>\d\d))? ?(?P<half>[AaPp]\.?[Mm]\.?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MISSING = frozenset(
    ("", "-", "--", ":", ".", "n/a", "na", "nk", "n/k", "null", "none", "unknown", "not known", "nil", "?")
)
#: Incidents lie between these; it keeps ordinary numbers from being taken for seconds since 1970.
_EARLIEST, _LATEST = datetime(1950, 1, 1), datetime(2100, 1, 1)
#: Days in people's lives begin sooner.
_OLDEST = datetime(1890, 1, 1)


def missing(value: str) -> bool:
    """Is that what people write where there is nothing?"""
    return value.strip().casefold() in MISSING


def read(form: str, value: str, *, lives: bool = False) -> When | None:
    """The value in that form (a ``DateFormat``), or None when it is none; ``lives`` for days in people's lives."""
    try:
        found = _READERS[form](value.strip())
    except (ValueError, OverflowError, OSError):
        return None
    earliest = _OLDEST if lives else _EARLIEST
    return found if found is not None and earliest <= found.start < _LATEST else None


def read_clock(value: str) -> time | None:
    """A time of day: ``23:30``, ``2330``, ``11:30 pm``."""
    found = _CLOCK.fullmatch(value.strip())
    try:
        return _time(found) if found else None
    except ValueError:
        return None


def short_year(value: str) -> bool:
    """Is the year given by two digits?"""
    return _SHORT_YEAR.fullmatch(value) is not None


def period(text: str) -> When | None:
    """See :func:`asbdesk.importers.dates.period`."""
    first, _, last = text.strip().partition("/")
    if re.fullmatch(r"\d{4}", first):
        first, last = f"{first}-01-01", last or f"{first}-12-31"
    start = read("iso-month", first) or read("iso", first)
    if not last or start is None:
        return start
    end = read("iso", last)
    if end is None or end.start < start.start:
        return None
    return When(WhenKind.SPAN, start.start, end.start + timedelta(hours=23, minutes=59))


def _iso(value: str) -> When | None:
    if not _ISO.fullmatch(value):
        return None
    if len(value) == 10:
        return When(WhenKind.DAY, datetime.fromisoformat(value.replace("/", "-")))
    clock = value[10:].replace(" +", "+").replace(" Z", "Z")
    return _local(datetime.fromisoformat(value[:10].replace("/", "-") + clock))


def _iso_month(value: str) -> When | None:
    found = _ISO_MONTH.fullmatch(value)
    return When(WhenKind.MONTH, datetime(int(found[1]), int(found[2]), 1)) if found else None


def _slashed(value: str, day: str, month: str) -> When | None:
    found = _SLASHED.fullmatch(value)
    return _dated(found, int(found[day]), int(found[month])) if found else None


def _named(value: str) -> When | None:
    found = _NAMED.fullmatch(value)
    if not found or found["month"][:3].casefold() not in _MONTHS:
        return None
    month = _MONTHS.index(found["month"][:3].casefold()) + 1
    if found["day"] is None:
        return When(WhenKind.MONTH, datetime(_year(found["year"]), month, 1))
    return _dated(found, int(found["day"]), month)


def _mail(value: str) -> When | None:
    found = _MAIL.fullmatch(value)
    if found is None:
        return None
    zone = found["zone"]
    return _local(parsedate_to_datetime(value.removesuffix(zone) + _ZONES.get(zone, zone)))


def _compact(value: str) -> When | None:
    return When(WhenKind.DAY, datetime.strptime(value, "%Y%m%d")) if _COMPACT.fullmatch(value) else None


def _whole_year(value: str) -> When | None:
    return period(value) if _YEAR.fullmatch(value) else None


def _epoch(value: str, digits: int, unit: int) -> When | None:
    """Of so many digits, or one fewer: these are days before 9 September 2001."""
    found = _EPOCH.fullmatch(value)
    if found is None or len(found[1]) not in (digits - 1, digits) or found[1].startswith("0"):
        return None
    return _local(datetime.fromtimestamp(int(found[1]) / unit, UTC))


def _dated(found: re.Match[str], day: int, month: int) -> When:
    moment = datetime(_year(found["year"]), month, day)
    if found["hour"] is None:
        return When(WhenKind.DAY, moment)
    return When(WhenKind.MOMENT, datetime.combine(moment, _time(found)))


def _time(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour on a twelve-hour clock")
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _year(digits: str) -> int:
    """Two digits mean 1970 to 2069, as spreadsheets take them."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 70 else 2000)


def _local(moment: datetime) -> When:
    naive = moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment
    return When(WhenKind.MOMENT, naive.replace(microsecond=0))


_READERS: dict[str, Callable[[str], When | None]] = {
    "iso": _iso,
    "iso-month": _iso_month,
    "month-name": _named,
    "e-mail": _mail,
    "compact": _compact,
    "year": _whole_year,
    "day-first": lambda value: _slashed(value, "a", "b"),
    "month-first": lambda value: _slashed(value, "b", "a"),
    "epoch-ms": lambda value: _epoch(value, 13, 1000),
    "epoch-s": lambda value: _epoch(value, 10, 1),
}
