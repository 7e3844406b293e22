"""Who persists and who suffers again, for the three-year audit: how many, and by numbers that stand for nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from asbdesk.domain.levels import WITHHELD, Cell, Line, Part, band_words
from asbdesk.domain.periods import Period
from asbdesk.domain.ranking import Ranked
from asbdesk.domain.suppression import Axis, keep_safe
from asbdesk.domain.when import show_date
from asbdesk.queries.persistent import both
from asbdesk.reference_data import load_ranking

_MOST = 10
_OFTEN = 5
"""From so many incidents on victims are counted together."""


def people_parts(session: Session, years: Sequence[Period], today: date, least: int) -> tuple[Part, ...]:
    """How many at the end of each year; at the last of these the most persistent, and victims by their incidents."""
    ends = [min(year.end, today) for year in years if year.start <= today]
    found = [both(session, end) for end in ends]
    columns = tuple(f"On {show_date(end)}" for end in ends)
    rules = load_ranking()
    lines = tuple(
        Line(code, label, "incidents", tuple(_many(each[side], least) for each in found))
        for side, (code, label) in enumerate((("persistent", "Persistent perpetrators"), ("repeat", "Repeat victims")))
    )
    method = (
        f"By the office’s rule as it stood on each day. Persistent perpetrators: {rules['perpetrator'].words} "
        f"Repeat victims: {rules['victim'].words}"
    )
    made = [Part("people", "Persistent perpetrators and repeat victims", columns, lines, method)]
    if found:
        persistent, victims = found[-1]
        made += [_named(persistent, columns[-1], least), _by_incidents(victims, columns[-1], least)]
    return tuple(made)


def _many(ranked: Sequence[Ranked], least: int) -> Cell:
    ids = tuple(dict.fromkeys(number for each in ranked for number in each.incident_ids))
    return Cell(f"{len(ranked):,}", WITHHELD if 0 < len(ranked) < least else f"{len(ranked):,}", ids)


def _named(ranked: Sequence[Ranked], column: str, least: int) -> Part:
    """The first of the list; nobody is shown where so few are on it that each could be guessed."""
    some = ranked[:_MOST] if len(ranked) >= least else ()
    lines = tuple(
        Line(f"{place}", f"Perpetrator {place}", "incidents", (
            Cell(str(len(each.incident_ids)), band_words(len(each.incident_ids), least), each.incident_ids),
        ))
        for place, each in enumerate(some, start=1)
    )  # fmt: skip
    method = (
        "Incidents of the most persistent, in bands. The numbers are this paper’s own: they stand in no other, and in "
        f"no order that says who it is. Nobody is shown while fewer than {least} are on the list."
    )
    return Part("persistent", "The most persistent", (column,), lines, method)


def _by_incidents(ranked: Sequence[Ranked], column: str, least: int) -> Part:
    counts = Counter(min(len(each.incident_ids), _OFTEN) for each in ranked)
    sizes = tuple(range(load_ranking()["victim"].least, _OFTEN + 1))
    leaves = np.array([counts[size] for size in sizes], dtype=np.int64)
    hidden = keep_safe(leaves, (Axis(len(sizes)),), least).withheld
    lines: list[Line] = []
    for place, size in enumerate((*sizes, 0)):
        some = [each for each in ranked if not size or min(len(each.incident_ids), _OFTEN) == size]
        ids = tuple(dict.fromkeys(number for each in some for number in each.incident_ids))
        label = "All repeat victims" if not size else f"{size} incidents{' or more' if size == _OFTEN else ''}"
        said = f"{len(some):,}"
        lines.append(Line(str(size), label, "incidents", (Cell(said, WITHHELD if hidden[place] else said, ids),)))
    method = "Each victim counts once, by the incidents of the rule’s months."
    return Part("victims", "Repeat victims by their incidents", (column,), tuple(lines), method)
