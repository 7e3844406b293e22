"""How long an order runs: least and most, its last day, reviews of the young, and when it may be discharged.

Where the text does not say whether the day of the order counts, the two readings differ by a day. Such a day is
``doubtful``; what the program proposes is right on both readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from asbdesk.domain.ages import age_on
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_limits import add_span, period_end
from asbdesk.domain.law_people import Concerns, Matter, concerning
from asbdesk.domain.law_rules import Appeal, Length, Review, Span, Variation

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LengthFinding:
    """``words`` for the person at the desk; empty when it is within the law."""

    verdict: Literal["ok", "doubtful", "too-short", "too-long", "not-allowed"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """From ``free_from`` on it may be asked for without what else lifts the bar."""

    rule: Variation
    free_from: date


def lengths(instrument: Instrument, matter: Matter, of: str = "order") -> tuple[Concerns[Length], ...]:
    """The length that holds for the person; two that are not sure, where the age is not known."""
    return concerning((r for r in instrument.lengths if r.of == of), matter)


def shortest_last_day(rule: Length, made: date) -> date | None:
    """The earliest last day that is surely long enough; None without a least length."""
    if rule.least is None:
        return None
    counts = rule.first_day_counts and not rule.unsure_of("first_day_counts")
    return period_end(made, rule.least) if counts else add_span(made, rule.least)


def longest_last_day(rule: Length, made: date) -> date | None:
    """The latest last day that is surely not too long; None without a most length."""
    if rule.most is None:
        return None
    counts = rule.first_day_counts or rule.unsure_of("first_day_counts")
    return period_end(made, rule.most) if counts else add_span(made, rule.most)


def judge_length(rule: Length, made: date, last_day: date | None) -> LengthFinding:
    """Is an order made on that day, to the end of ``last_day`` (None: until further order), within the law?"""
    if last_day is None:
        if rule.indefinite:
            return LengthFinding("ok")
        return LengthFinding("not-allowed", "It must be for a fixed period: say its last day.")
    if last_day < made:
        return LengthFinding("too-short", "Its last day lies before the day on which it is made.")
    return _too_short(rule, made, last_day) or _too_long(rule, made, last_day) or LengthFinding("ok")


def planned_last_day(rule: Length, made: date, span: Span) -> date:
    """The last day to write into an order for so long: right on both readings wherever one is."""
    counted = period_end(made, span)
    if judge_length(rule, made, counted).verdict == "doubtful":
        later = add_span(made, span)
        return later if judge_length(rule, made, later).verdict == "ok" else counted
    return counted


def judge_months(rule: Length, made: date, months: int | None) -> tuple[LengthFinding, date | None]:
    """So many months from that day (None: until further order) by the law, and their last day."""
    last = planned_last_day(rule, made, Span(months=months)) if months else None
    return judge_length(rule, made, last), last


def ends_by(rule: Length, start: datetime) -> datetime | None:
    """The moment at which a notice or direction of so many hours ends; None where it is not counted in hours."""
    return start + timedelta(hours=rule.most.hours) if rule.most and rule.most.hours else None


def expired(last_day: date | None, day: date) -> bool:
    """Has the order run out? One until further order has not."""
    return last_day is not None and day > last_day


def review_days(
    rule: Review, born: date, made: date, last_day: date | None, varied: Sequence[date] = ()
) -> tuple[date, ...]:
    """The last day for each review, while the person is young enough at the end of the period.

    A period begins with the day of the order, the next with the day after its end; a variation within a period begins
    it anew (2014 Act s.28(2); 1998 Act s.1J(3)). No review where the order ends before the period does.
    """
    if rule.under_at_order is not None and age_on(born, made) >= rule.under_at_order:
        return ()
    found: list[date] = []
    start = made
    while True:
        end = period_end(start, rule.every)
        again = max((v for v in varied if start < v <= end), default=None)
        if again is not None:
            start = again
            continue
        if (last_day is not None and last_day < end) or not _young(rule, born, end):
            return tuple(found)
        found.append(end)
        start = end + _DAY


def bars(instrument: Instrument, served: date) -> tuple[Bar, ...]:
    """What may not be asked for yet after service on that day, and from when it may."""
    rows = (v for v in instrument.variations if v.bar is not None and v.bar_from == "service")
    return tuple(Bar(v, period_end(served, v.bar) + _DAY) for v in rows if v.bar is not None)


def appeal_by(rule: Appeal, day: date) -> date | None:
    """The last day to appeal, counted from its day (service, decision ...); None where the time is not in the data."""
    if rule.within is None:
        return None
    return period_end(day, rule.within) if rule.first_day_counts else add_span(day, rule.within)


def _young(rule: Review, born: date, end: date) -> bool:
    # Without an age at the end the review would never stop for an order until further order.
    return rule.under_at_end is not None and age_on(born, end) < rule.under_at_end


def _too_short(rule: Length, made: date, last_day: date) -> LengthFinding | None:
    sure = shortest_last_day(rule, made)
    if rule.least is None or sure is None or last_day >= sure:
        return None
    words = f"It must run for at least {rule.least.words}: to the end of {_say(sure)}"
    if rule.unsure_of("first_day_counts") and last_day >= period_end(made, rule.least):
        return LengthFinding("doubtful", f"{words}, if the day of the order does not count.")
    return LengthFinding("too-short", f"{words}.")


def _too_long(rule: Length, made: date, last_day: date) -> LengthFinding | None:
    sure = longest_last_day(rule, made)
    if rule.most is None or sure is None or last_day <= sure:
        return None
    words = f"It may run for at most {rule.most.words}: to the end of {_say(sure)}"
    if rule.unsure_of("first_day_counts") and last_day <= add_span(made, rule.most):
        return LengthFinding("doubtful", f"{words}, if the day of the order counts.")
    return LengthFinding("too-long", f"{words}.")


def _say(day: date) -> str:
    from asbdesk.domain.when import say_date

    return say_date(day)
