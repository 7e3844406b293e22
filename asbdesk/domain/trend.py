"""How many a month, and whether a change is more than chance: stated, and careful with small counts."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from asbdesk.domain.months import show_months

SMALL = 10
"""Below so many in either period no percentage is given: one incident more would change it much."""
CHANCE = 0.05
METHOD = (
    "Of the incidents of both periods together, chance would share them out by the periods' days; p is how often it "
    "would share them as unevenly as they are (exact two-sided binomial test). Under 0.05 the change is more than "
    "chance would bring. Incidents that bring one another along make a change look surer than it is."
)
_EXACT = 5_000
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last month, both counted in, and how many incidents it had."""

    first: int
    last: int
    count: int

    @property
    def words(self) -> str:
        """``Aug to Oct 2003``."""
        return show_months(self.first, self.last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return sum(monthrange(month // 12, month % 12 + 1)[1] for month in range(self.first, self.last + 1))


@dataclass(frozen=True, slots=True)
class Change:
    """From one period to a later one; ``p`` is 1 where there was nothing in either."""

    before: Period
    after: Period
    p: float

    @property
    def small(self) -> bool:
        """Too few for a percentage."""
        return min(self.before.count, self.after.count) < SMALL

    @property
    def percent(self) -> int | None:
        """By how much it changed; None where the counts are too small."""
        return None if self.small else round(100 * (self.after.count - self.before.count) / self.before.count)

    @property
    def words(self) -> str:
        """``Aug to Oct 2003: 41, 12 more than May to Jul 2003 (29), +41 %. It may be chance (p 0.15).``"""
        apart = self.after.count - self.before.count
        how = "as many as" if not apart else f"{abs(apart):,} {'more' if apart > 0 else 'fewer'} than"
        said = f"{self.after.words}: {self.after.count:,}, {how} {self.before.words} ({self.before.count:,})"
        said += f", {self.percent:+d} %." if self.percent is not None else "; too few for a percentage."
        p = "under 0.001" if self.p < 0.001 else f"{self.p:.2f}"
        return f"{said} It {'is more than chance would bring' if self.p < CHANCE else 'may be chance'} (p {p})."


def change(before: Period, after: Period) -> Change:
    """The change between two periods, with the chance of one as large."""
    share = after.days / (before.days + after.days)
    return Change(before, after, binomial(after.count, before.count + after.count, share))


def changes(counts: Sequence[int], first: int, last: int) -> tuple[Change, ...]:
    """What the months from ``first`` to ``last`` (the last whole month) show: month on month, quarter on quarter, and
    quarter on the same quarter of the year before. Only what lies within the counts.
    """
    found: list[Change] = []
    for length, back in ((1, 1), (3, 3), (3, 12)):
        start = last - length + 1
        if start - back >= first:
            earlier = Period(start - back, last - back, sum(counts[start - back - first : last - back + 1 - first]))
            found.append(change(earlier, Period(start, last, sum(counts[start - first : last + 1 - first]))))
    return tuple(found)


def binomial(successes: int, trials: int, share: float) -> float:
    """The exact two-sided p of a binomial test: all outcomes that are no likelier than this one together.

    For more than 5,000 trials the normal distribution stands in, with a correction for continuity.
    """
    if trials == 0:
        return 1.0
    if trials > _EXACT:
        apart = max(0.0, abs(successes - trials * share) - 0.5)
        return math.erfc(apart / math.sqrt(2 * trials * share * (1 - share)))
    logs = [_log(k, trials, share) for k in range(trials + 1)]
    limit = logs[successes] + _TIE
    return min(1.0, math.fsum(math.exp(each) for each in logs if each <= limit))


def _log(k: int, n: int, share: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return ways + k * math.log(share) + (n - k) * math.log1p(-share)
