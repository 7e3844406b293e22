"""Limitation, and periods of notice: worked back from a hearing and forward from service.

A period of months ends on the corresponding day (``ages.add_months``). Nothing is moved off a weekend or a holiday
unless the rule says so; the working day before is told beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeVar

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_people import Matter, concerning
from asbdesk.domain.law_rules import Anchor, Limitation, Notice, Reach, Span
from asbdesk.domain.working_days import add_working_days, bank_holidays, next_working_day, previous_working_day

K = TypeVar("K")
Standing = Literal["live", "background", "too-old", "before-law", "no-limit"]
"""``live``: a complaint can still be laid about it. ``background``: only told beside live ones. ``before-law``: it does
not count at all."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ActLimit:
    """The last day to lay a complaint about one act, and by which rule."""

    act: date
    last_day: date
    rule: Limitation

    def live_on(self, day: date) -> bool:
        """Can a complaint be laid on that day?"""
        return day <= self.last_day

    def days_left(self, day: date) -> int:
        """How many days are left, that last day included; 0 or less when it has passed."""
        return (self.last_day - day).days + 1


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """Where a period of notice ends. ``working_day``: the last working day that is not after ``last_day``.

    ``moment`` for a period of hours. ``anchor`` is the day, or the moment, that it was counted from.
    """

    rule: Notice
    anchor: date
    last_day: date
    working_day: date
    moment: datetime | None = None


def limitation(instrument: Instrument, act: date) -> ActLimit | None:
    """The limit for one act; None where the data knows none. The day of the act itself is not counted.

    Magistrates' Courts Act 1980 s.127: within 6 months from the time when the matter of complaint arose.
    """
    rule = instrument.limitation
    return ActLimit(act, add_span(act, rule.within), rule) if rule else None


def standing(instrument: Instrument, act: date, day: date) -> Standing:
    """How an act stands if the complaint is laid on that day."""
    if too_early(instrument, act):
        return "before-law"
    limit = limitation(instrument, act)
    if limit is None:
        return "no-limit"
    if limit.live_on(day):
        return "live"
    return "background" if limit.rule.background else "too-old"


def standings(instrument: Instrument, acts: Mapping[K, date], day: date) -> dict[K, Standing]:
    """How each act stands if the complaint is laid on that day."""
    return {key: standing(instrument, act, day) for key, act in acts.items()}


def too_early(instrument: Instrument, act: date) -> Reach | None:
    """The rule by which an act so long ago does not count; None where it counts."""
    return next((r for r in instrument.reaches if act < r.since), None)


def notices(
    instrument: Instrument, jurisdiction: Jurisdiction, anchors: Mapping[Anchor, date], matter: Matter
) -> tuple[NoticeDay, ...]:
    """Where each period ends whose day is known, the soonest first. A ``datetime`` serves for periods of hours."""
    found = [
        notice_day(each.rule, anchors[each.rule.anchor], jurisdiction)
        for each in concerning(instrument.notices, matter)
        if each.rule.anchor in anchors
    ]
    return tuple(sorted(found, key=lambda n: n.last_day))


def notice_day(rule: Notice, anchor: date, jurisdiction: Jurisdiction) -> NoticeDay:
    """Where the period ends. A bare day counts from its first moment where the period is one of hours."""
    if rule.span.hours:
        moment = _after_hours(rule, anchor, jurisdiction)
        return NoticeDay(rule, anchor, moment.date(), previous_working_day(moment.date(), jurisdiction), moment)
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    if rule.way == "after":
        counts = rule.counting == "with-first-day"
        last = period_end(day, rule.span) if counts else add_span(day, rule.span, jurisdiction)
    else:
        last = add_span(day, _negative(rule.span), jurisdiction) - (_DAY if rule.counting == "clear" else timedelta())
    if rule.lands == "previous-working-day":
        last = previous_working_day(last, jurisdiction)
    elif rule.lands == "next-working-day":
        last = next_working_day(last, jurisdiction)
    return NoticeDay(rule, day, last, previous_working_day(last, jurisdiction))


def add_span(day: date, span: Span, jurisdiction: Jurisdiction | None = None) -> date:
    """The day so long after ``day``, which is not counted. A span of hours, or of working days without a
    jurisdiction, raises ValueError."""
    if span.hours or (span.working_days and jurisdiction is None):
        raise ValueError("this span is not counted in days of the calendar")
    if span.working_days and jurisdiction is not None:
        return add_working_days(day, span.working_days, jurisdiction)
    return add_months(day, span.months + 12 * span.years) + timedelta(days=span.days + 7 * span.weeks)


def period_end(start: date, span: Span) -> date:
    """The last day of a period that begins with ``start``: the day before the corresponding date.

    Where the month has no such date, its last day: two years beginning with 29 February 2004 end on 28 February 2006.
    """
    later = add_span(start, span)
    return later if (span.months or span.years) and later.day < start.day else later - _DAY


def _negative(span: Span) -> Span:
    return Span(**{unit: -count for unit, count in span.parts.items()})


def _after_hours(rule: Notice, anchor: date, jurisdiction: Jurisdiction) -> datetime:
    at = anchor if isinstance(anchor, datetime) else datetime.combine(anchor, time())
    way = 1 if rule.way == "after" else -1
    if not rule.skips:
        return at + way * timedelta(hours=rule.span.hours)
    left = timedelta(hours=rule.span.hours)
    while left:
        midnight = datetime.combine(at.date() + _DAY, time())
        if not _skipped(rule, at.date(), jurisdiction):
            step = min(left, midnight - at)
            at, left = at + step, left - step
        else:
            at = midnight
    return at


def _skipped(rule: Notice, day: date, jurisdiction: Jurisdiction) -> bool:
    kept = {
        "sunday": day.weekday() == 6,
        "christmas-day": (day.month, day.day) == (12, 25),
        "good-friday": bank_holidays(jurisdiction, day.year).get(day) == "Good Friday",
    }
    return any(kept[name] for name in rule.skips)
