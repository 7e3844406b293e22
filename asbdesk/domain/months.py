"""Months counted from year 0, so that they can be added and compared: October 2003 is 2003 * 12 + 9."""

from __future__ import annotations

from datetime import date

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_of(day: date) -> int:
    """The month of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Its first day."""
    return date(month // 12, month % 12 + 1, 1)


def show_month(month: int) -> str:
    """``Oct 2003``."""
    return f"{_NAMES[month % 12]} {month // 12}"


def show_months(first: int, last: int) -> str:
    """``Oct 2003``, ``Jul to Oct 2003``, ``Nov 2002 to Oct 2003``."""
    if first == last:
        return show_month(first)
    start = _NAMES[first % 12] if first // 12 == last // 12 else show_month(first)
    return f"{start} to {show_month(last)}"
