"""Who is known twice? The model of Fellegi and Sunter, fitted to the office's own records without any label.

For each field a level of agreement says how much likelier it is among two records of one person than among strangers;
the logarithms add up. How often strangers agree is counted over all pairs; how often one person's records do is found
by expectation and maximisation (EM): who seems the same person so far tells how her records differ. A third class
stands between the two: people who live together share name, address and telephone, and are not the same person.
(I. Fellegi and A. Sunter, "A Theory for Record Linkage", J. Am. Stat. Assoc. 64, 1969; W. Winkler, 1988.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain.linkage_compare import Column, Compared, columns, compare
from asbdesk.domain.linkage_levels import FIELDS, ORDER
from asbdesk.domain.linkage_records import Record, blocks
from asbdesk.domain.names import Nicknames

Floats = NDArray[np.float64]
Rates = tuple[tuple[float, ...], ...]
"""For each field, how often each of its levels is met."""

PROBABLE = 0.5
"""From this probability on it is likelier than not that two records are one person's."""
SAMPLE = 100_000
"""So many pairs drawn at random tell how often strangers agree."""
_AT_ONCE = 50_000
"""Pairs compared between two looks at whether somebody has stopped it."""
_KEPT = 2000
_GENEROUS, _HOPELESS = 100, 1e-3
_ROUNDS = 40
_STILL = 1e-6
_BEFORE = 20.0
"""The general rates of one person's records weigh as much as so many pairs of the office's own."""
_BEFORE_CHANCE = 1000.0
_BEFORE_COUNT = 200.0
_DOUBLES = 0.05
"""How many in a hundred are known twice, before any record is seen."""
_TOGETHER = 1.0
"""With how many others somebody lives, before any record is seen."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was fitted. ``odds`` and ``home_odds``: how many pairs of all are one person's, and of one household."""

    people: int
    odds: float
    home_odds: float
    match: Rates
    chance: Rates
    home: Rates
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])


@dataclass(frozen=True, slots=True)
class Found:
    """Two records (their places), and how probable it is that they are one person's."""

    one: int
    other: int
    score: float
    levels: tuple[int, ...]
    bits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search among all people answers: the doubles, likeliest first, and how many pairs were compared."""

    model: Model
    compared: int
    found: tuple[Found, ...]


def general(people: int) -> Model:
    """The model before any record is seen: for an office whose people were never compared."""
    pairs = _all_pairs(people)
    return Model(
        people,
        _DOUBLES * max(people, 1) / pairs,
        _TOGETHER * max(people, 1) / 2 / pairs,
        tuple(each.match for each in FIELDS),
        tuple(each.chance for each in FIELDS),
        tuple(each.home or each.chance for each in FIELDS),
    )


def _all_pairs(people: int) -> float:
    return max(people * (people - 1) / 2, 1.0)


def fit(
    people: int,
    held: Mapping[str, Column],
    found: Compared,
    known: Nicknames,
    look: Callable[[], None] = lambda: None,
) -> Model:
    """The rates that explain the compared pairs best, those without hope left out. ``look`` may raise, to stop it."""
    model = general(people)
    pairs = _all_pairs(people)
    met = _met_at_random(people, held, known)
    for _ in range(_ROUNDS):
        look()
        same, together = shares_of(model, found)
        odds, home_odds = (float(same.sum()) + 1) / pairs, (float(together.sum()) + 1) / pairs
        match = tuple(_rates(found.levels[:, n], same, each.match, _BEFORE) for n, each in enumerate(FIELDS))
        home = tuple(
            _rates(found.levels[:, n], together, each.home, _BEFORE)
            if each.home and not each.settled
            else each.home or model.chance[n]
            for n, each in enumerate(FIELDS)
        )
        chance = tuple(
            _chance(met[n], found.levels[:, n], same + together, each.chance, pairs) for n, each in enumerate(FIELDS)
        )
        moved = abs(odds - model.odds) / model.odds
        model = Model(people, odds, home_odds, match, chance, home)
        if moved < _STILL:
            break
    return model


def shares_of(model: Model, found: Compared) -> tuple[Floats, Floats]:
    """Of each pair, how probable it is that it is one person, and that it is two of one household."""
    match, home, strangers = model.odds, model.home_odds, max(1 - model.odds - model.home_odds, 1e-9)
    same = np.log(match) + evidence(model, found, model.match).sum(axis=1)
    together = np.log(home) + evidence(model, found, model.home).sum(axis=1)
    apart = np.full(len(same), np.log(strangers))
    most = np.maximum(np.maximum(same, together), apart)
    whole = np.exp(same - most) + np.exp(together - most) + np.exp(apart - most)
    return np.exp(same - most) / whole, np.exp(together - most) / whole


def evidence(model: Model, found: Compared, rates: Rates) -> Floats:
    """For each pair and field, the logarithm of how much likelier its level is at these rates than among strangers.

    A value that is wholly the same counts by how rare it is: two Okonkwos say more than two Smiths.
    """
    made = np.zeros(found.levels.shape)
    for place, each in enumerate(FIELDS):
        ratio = np.log(np.array(rates[place]) / np.array(model.chance[place]))
        if place == ORDER:  # two strangers whose names agree crosswise stand crosswise: that they do says nothing more
            ratio = np.minimum(ratio, 0.0)
        levels = found.levels[:, place]
        made[:, place] = np.where(levels < 0, 0.0, ratio[levels])
        if each.common:
            same = levels == each.best
            often = (found.shares[same, place] + _BEFORE_COUNT * each.chance[-1]) / (model.people + _BEFORE_COUNT)
            made[same, place] = np.log(rates[place][-1] / np.minimum(often, 1.0))
    return made


def search(records: Sequence[Record], known: Nicknames, watch: Callable[[int, int, str], None] | None = None) -> Search:
    """Everybody against everybody who shares a key with her. ``watch(done, total, words)`` may raise, to stop it."""
    tell = watch or _untold
    people = len(records)
    words = "Looking for people who could be the same"
    found = blocks(records, lambda place: tell(place, 4 * people, words))
    held = columns(records, lambda: tell(people, 4 * people, words))
    hopes = _generous(general(people))
    kept, count = [_nothing()], 0
    for pairs in found.portions(_AT_ONCE):
        tell(people + int(2 * pairs[0, 0]), 4 * people, f"Compared {count:,} pairs")
        compared = compare(held, pairs, known)
        kept.append(compared.some(np.sum(shares_of(hopes, compared), axis=0) >= _HOPELESS))  # the rest never counts
        count += len(pairs)
    every = Compared(*(np.concatenate([getattr(each, name) for each in kept]) for name in Compared.__slots__))

    def look() -> None:
        tell(3 * people, 4 * people, "Weighing what they have in common")

    look()
    model = replace(fit(people, held, every, known, look), counts=_common(held))
    return Search(model, count, scored(model, every, PROBABLE))


def _generous(model: Model) -> Model:
    """As if many more of all pairs were one person's: what is hopeless even so may be forgotten."""
    return replace(model, odds=model.odds * _GENEROUS, home_odds=model.home_odds * _GENEROUS)


def _nothing() -> Compared:
    wide = len(FIELDS)
    return Compared(np.zeros((0, 2), np.int64), np.zeros((0, wide), np.int8), np.zeros((0, wide), np.int64))


def _untold(done: int, total: int, words: str) -> None:
    """Nobody waits for it."""


def against(model: Model, one: Record, others: Sequence[Record], known: Nicknames) -> tuple[Found, ...]:
    """One record against some others, likeliest first; ``other`` is the place among those."""
    held = columns((one, *others))
    held = {name: _as_in_office(column, model.counts.get(name, {})) for name, column in held.items()}
    pairs = np.array([(0, place + 1) for place in range(len(others))], np.int64).reshape(-1, 2)
    found = scored(model, compare(held, pairs, known), PROBABLE)
    return tuple(replace(each, one=0, other=each.other - 1) for each in found)


def scored(model: Model, compared: Compared, least: float) -> tuple[Found, ...]:
    """The pairs that score ``least`` or more, likeliest first, each with what every field counts, in bits."""
    scores, _ = shares_of(model, compared)
    good = np.flatnonzero(scores >= least)
    good = good[np.argsort(-scores[good], kind="stable")]
    chosen = compared.some(good)
    bits: Floats = (evidence(model, chosen, model.match) / np.log(2)).round(1)
    return tuple(
        Found(
            int(chosen.pairs[place, 0]),
            int(chosen.pairs[place, 1]),
            float(scores[at]),
            tuple(int(level) for level in chosen.levels[place]),
            tuple(float(bits[place, n]) for n in range(len(FIELDS))),
        )
        for place, at in enumerate(good)
    )


def _common(held: Mapping[str, Column]) -> dict[str, dict[str, int]]:
    """The values that more than two people have, and how many do: what is typed later is weighed by it."""
    names = [each.name for each in FIELDS if each.common]
    kept: dict[str, dict[str, int]] = {}
    for name in names:
        column = held[name]
        often = np.flatnonzero(column.counts > 2)
        often = often[np.argsort(-column.counts[often], kind="stable")][:_KEPT]
        kept[name] = {column.values[at]: int(column.counts[at]) for at in often}
    return kept


def _as_in_office(column: Column, counts: Mapping[str, int]) -> Column:
    return replace(column, counts=np.array([counts.get(value, 2) for value in column.values], np.int64))


def _rates(levels: NDArray[Any], weights: Floats, before: tuple[float, ...], heavy: float) -> tuple[float, ...]:
    told = levels >= 0
    counts = np.bincount(levels[told], weights[told], len(before)) + heavy * np.array(before)
    return tuple((counts / counts.sum()).tolist())


def _chance(
    met: Floats, levels: NDArray[Any], known: Floats, before: tuple[float, ...], pairs: float
) -> tuple[float, ...]:
    """How often strangers agree: all pairs, less those that are known not to be strangers."""
    told = levels >= 0
    inside = np.bincount(levels[told], known[told], len(before)) / pairs
    counts = np.maximum(met - inside, 0) * min(pairs, SAMPLE) + _BEFORE_CHANCE * np.array(before)
    return tuple((counts / counts.sum()).tolist())


def _met_at_random(people: int, held: Mapping[str, Column], known: Nicknames) -> list[Floats]:
    """How often each level is met in all pairs (or in :data:`SAMPLE` of them), field by field."""
    if people * (people - 1) // 2 <= SAMPLE:
        pairs = np.stack(np.triu_indices(people, 1), axis=1)
    else:
        drawn = np.random.default_rng(1).integers(0, people, (SAMPLE, 2))
        pairs = np.sort(drawn[drawn[:, 0] != drawn[:, 1]], axis=1)
    levels = compare(held, pairs, known).levels
    rates: list[Floats] = []
    for place, each in enumerate(FIELDS):
        told = levels[:, place][levels[:, place] >= 0]
        rates.append(np.bincount(told, minlength=len(each.words)) / max(len(told), 1))
    return rates
