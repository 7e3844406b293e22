"""Times of day as people say them. Without am or pm it is the 24-hour clock."""

from __future__ import annotations

import re
from datetime import time

from asbdesk.domain.days import NotADate, quoted, tidy

MIDNIGHT = time(0, 0)

_HINT = "Type a time such as 23:30 or 11.30pm."
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::00)?(?: ?hrs)?")
_HOURS = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9]) ?(?:hrs|hours)")
_PAST = re.compile(r"(half|quarter|[1-9]|[1-5][0-9]) (past|to) (1[0-2]|[1-9])(?: ?([ap])\.?m\.?)?")
_HALVES = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?")
_WORDS = {
    "noon": time(12, 0),
    "midday": time(12, 0),
    "12 noon": time(12, 0),
    "midnight": MIDNIGHT,
    "12 midnight": MIDNIGHT,
}


def parse_time(text: str) -> time:
    """The time of day that was meant, to the minute; raises :class:`NotADate`. ``midnight`` is 00:00.

    12 am and 12 pm are refused: people mean noon and midnight by either.
    """
    found = read_time(tidy(text))
    if found is None:
        raise NotADate(f"{quoted(text)} is not a time." if text.strip() else "There is no time.", _HINT)
    return found


def read_time(said: str) -> time | None:
    """The time that a tidied text says, or None."""
    if said in _WORDS:
        return _WORDS[said]
    if found := _CLOCK.fullmatch(said) or _HOURS.fullmatch(said):
        return time(int(found[1]), int(found[2]))
    if found := _PAST.fullmatch(said):
        return _past(said, found)
    found = _HALVES.fullmatch(said)
    if not found:
        return None
    hour, minute = int(found[1]) % 12, int(found[2] or 0)
    if hour == 0 and minute == 0:
        raise NotADate(f"{quoted(said)} may be noon or midnight.", "Type noon or midnight.")
    return time(hour + (12 if found[3] == "p" else 0), minute)


def _past(said: str, found: re.Match[str]) -> time | None:
    """``half past 9 pm``, ``quarter to 10 am``: minutes after or before an hour; without am or pm it is no time."""
    if not found[4]:
        return None
    minutes, hour = {"half": 30, "quarter": 15}.get(found[1]) or int(found[1]), int(found[3]) % 12
    if hour == 0 and found[2] == "to":
        raise NotADate(f"{quoted(said)} may be before noon or before midnight.", "Type it by the 24-hour clock.")
    of_day = (hour + (12 if found[4] == "p" else 0)) * 60 + (minutes if found[2] == "past" else -minutes)
    return time(*divmod(of_day, 60))


def show_time(value: time) -> str:
    """``23:30``, for the screen."""
    return f"{value:%H:%M}"


def say_time(value: time) -> str:
    """``11.30 pm``, ``noon`` or ``midnight``, for letters."""
    if value.minute == 0 and value.hour in (0, 12):
        return "noon" if value.hour else "midnight"
    return f"{(value.hour - 1) % 12 + 1}.{value.minute:02} {'pm' if value.hour >= 12 else 'am'}"
