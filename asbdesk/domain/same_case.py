"""Which cases a return counts: repeat reports about the same party while a case is open are one case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case with whom it is about; ``hate``: an incident of it was perceived as hate."""

    id: int
    opened_on: date
    closed_on: date | None
    parties: frozenset[int]
    hate: bool = False


@dataclass(frozen=True, slots=True)
class CountedCases:
    """``counted`` are the cases that count, ``hate`` those with hate; ``joined`` says into which another went."""

    counted: tuple[int, ...]
    hate: tuple[int, ...]
    joined: Mapping[int, int] = field(default_factory=dict[int, int])


@dataclass(slots=True)
class _Episode:
    """A case with those opened about the same party while it was open."""

    first: OpenedCase
    ends: date | None
    parties: set[int]
    hate: bool


def count_cases(cases: Iterable[OpenedCase], start: date, end: date) -> CountedCases:
    """The cases opened from ``start`` to ``end``; all earlier ones must be given too.

    A case about somebody who already has a case that is open on the day it is opened belongs to that one and is not
    counted again. A case opened on the day another was closed, or later, is a new one. Whatever of it was hate makes
    the counted case a hate case.
    """
    episodes: list[_Episode] = []
    joined: dict[int, int] = {}
    for case in sorted(cases, key=lambda each: (each.opened_on, each.id)):
        known = next((each for each in episodes if _same(each, case)), None)
        if known is None:
            episodes.append(_Episode(case, case.closed_on, set(case.parties), case.hate))
            continue
        joined[case.id] = known.first.id
        known.parties |= case.parties
        known.hate = known.hate or case.hate
        known.ends = None if known.ends is None or case.closed_on is None else max(known.ends, case.closed_on)
    within = [each for each in episodes if start <= each.first.opened_on <= end]
    return CountedCases(
        tuple(each.first.id for each in within), tuple(each.first.id for each in within if each.hate), joined
    )


def _same(episode: _Episode, case: OpenedCase) -> bool:
    still_open = episode.ends is None or episode.ends > case.opened_on
    return still_open and not episode.parties.isdisjoint(case.parties)
