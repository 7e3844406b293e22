"""A new file for a partner held against those of the same months that went before: what they give back together."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np
from sqlalchemy.orm import Session

from asbdesk.domain.categories import Categories
from asbdesk.domain.differencing import Held, Known, come_out
from asbdesk.domain.months import show_month
from asbdesk.domain.sharing import AREA, SharePlan, ShareRules, overlap
from asbdesk.domain.suppression import NO_END, Counts, Mask, added_up
from asbdesk.queries.boundaries import areas_of_set
from asbdesk.queries.places import Incidents
from asbdesk.queries.sharing import ShareRow, shared_files, shares
from asbdesk.reports.sharing import WITHHELD, Shared, Side, tally

_NAMED = 3
"""So many of the counts that come out are named."""
_RECORDS = {"own": ("own",), "imported": ("imported",), "all": ("imported", "own")}


@dataclass(frozen=True, slots=True, eq=False)
class _Earlier:
    """An earlier file as it would count today, and how many of its counts have moved a little since."""

    sides: tuple[Side, ...]
    held: Held
    moved: int


def together(
    session: Session, shared: Shared, incidents: Incidents, rules: ShareRules, kinds: Categories
) -> tuple[str, ...]:
    """What a new file gives back together with what went before, in sentences; nothing where no months are shared."""
    before = [row for row in shares(session) if overlap(shared.plan, row.plan)]
    if not before:
        return ()
    earlier = [each for each in (_earlier(session, row, incidents, rules, kinds) for row in before) if each]
    held = _held(shared.plan, shared.sides, shared.low, shared.high, shared.small | shared.others, shared.few)
    known = come_out(held, [each.held for each in earlier])
    sides = [*(each.sides for each in earlier), shared.sides]
    made = [_said(known, sides, shared.plan.threshold)] if earlier else []
    moved = sum(each.moved for each in earlier)
    if moved:
        what = f"{_counts(moved)} that {'was' if moved == 1 else 'were'} given before moved"
        made.append(
            f"{what} by fewer than {shared.plan.threshold} since: where this file gives them again, it gives the new "
            "reports away."
        )
    if len(earlier) < len(before):
        made.append("One of the earlier files could not be held against it: its areas are no longer those it went by.")
    return tuple(made)


def _earlier(
    session: Session, row: ShareRow, incidents: Incidents, rules: ShareRules, kinds: Categories
) -> _Earlier | None:
    found = tally(incidents, areas_of_set(session, row.plan.set_id), row.plan, rules, kinds)
    content = next((file.content for file in shared_files(session, row.id) if file.name.endswith(".csv")), b"")
    said = [line[-1] for line in csv.reader(StringIO(content.decode("utf-8-sig")))][1:]
    counts = added_up(found.leaves, found.axes)
    if len(said) != counts.size:
        return None
    table = np.array(said).reshape(counts.shape)
    low, high = found.banded(row.plan.threshold) if row.plan.way == "band" else (counts, counts)
    held = _held(row.plan, found.sides, low, high, table == WITHHELD, found.few)
    return _Earlier(found.sides, held, _moved(counts, said, row.plan.threshold))


def _moved(counts: Counts, said: Sequence[str], least: int) -> int:
    """How many counts it gave exactly that are not the same now, by fewer than its threshold."""
    then = np.array([int(each) if each.isdecimal() else -1 for each in said]).reshape(counts.shape)
    apart = np.abs(counts - then)
    return int(((then >= 0) & (apart > 0) & (apart < least)).sum())


def _held(
    plan: SharePlan, sides: tuple[Side, ...], low: Counts, high: Counts, withheld: Mask, few: tuple[str, ...]
) -> Held:
    low, high = np.where(withheld, 0, low), np.where(withheld, NO_END, high)
    if few and plan.way == "band":  # a total of bands leaves the areas of few homes out
        high[-1] = NO_END
    areas = f"{AREA} {plan.set_id}"
    return Held(
        fields=(areas, *plan.across),
        axes=tuple(side.axis for side in sides),
        low=low,
        high=high,
        first=plan.first,
        last=plan.last,
        records=frozenset(_RECORDS[plan.records]),
        least=plan.threshold,
    )


def _said(known: Sequence[Known], sides: Sequence[tuple[Side, ...]], least: int) -> str:
    if not known:
        return f"Held against what was given before, sum by sum: no count under {least} was found to come out."
    small = sum(each.high < least for each in known)
    named = list(dict.fromkeys(_words(each, sides[each.file]) for each in known))
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return (
        f"Held against what was given before, sum by sum, at least {_counts(len(known))} can be worked out that nobody "
        f"should know, {small:,} of them under {least}: {'; '.join(named[:_NAMED])}{more}."
    )


def _counts(many: int) -> str:
    return "1 count" if many == 1 else f"{many:,} counts"


def _words(known: Known, sides: Sequence[Side]) -> str:
    """``Osier Holt, Sep 2003``: its area, and what else narrows it."""
    area, *others = zip(sides, known.place, strict=True)
    words = [area[0].words[area[1]]]
    words += [side.words[node] for side, node in others if node < side.axis.nodes - 1]
    if known.months:
        words.append(" and ".join(show_month(month) for month in known.months[:2]))
    if len(known.months) > 2:
        words[-1] = f"{show_month(known.months[0])} to {show_month(known.months[-1])}"
    return ", ".join(words)
