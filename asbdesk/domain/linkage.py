"""Who is known twice? The model of Fellegi and Sunter, fitted to the office's own records without any label.

For each field a level of agreement says how much likelier it is among two records of one person than among strangers;
the logarithms add up. How often strangers agree is counted over all pairs; how often one person's records do is found
by expectation and maximisation (EM): who seems the same person so far tells how her records differ. A third class
stands between the two: people who live together share name, address and telephone, and are not the same person.
(I. Fellegi and A. Sunter, "A Theory for Record Linkage", J. Am. Stat. Assoc. 64, 1969; W. Winkler, 1988.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain.linkage_compare import Column, Compared, columns, compare
from asbdesk.domain.linkage_levels import FAMILY, FIELDS, ORDER
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
_NEARLY = 0.99 * PROBABLE
"""Pairs so probable are looked at once more, in whole."""
_NONE = np.zeros((0, 2), np.int32)
_BASE = 1 + max(len(each.words) for each in FIELDS)
_ROUNDS = 40
_STILL = 1e-6
_BEFORE = 20.0
"""The general rates of one person's records weigh as much as so many pairs of the office's own."""
_BEFORE_CHANCE = 1000.0
_BEFORE_COUNT = 200.0
FEW = 300
"""Among fewer people the general rates stand: a handful of doubles that are misspelt would make a name that differs by
a letter count for more than the name itself."""
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs by the pattern of their levels: of millions of pairs there are some hundred patterns.

    ``levels`` has a row for each pattern, ``which`` says whose each pair's is; ``rare`` is how much the values that are
    wholly the same count for their rareness, which no round of the fitting changes.
    """

    levels: NDArray[np.int8]
    which: NDArray[np.int32]
    rare: NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The pairs with any hope, portion by portion: never all in one piece, which would take their room twice."""

    patterns: dict[bytes, int] = field(default_factory=dict[bytes, int])
    portions: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]] = field(
        default_factory=list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]]
    )

    def add(self, pairs: NDArray[np.int64], part: Weighed, good: NDArray[np.bool_]) -> None:
        places = [self.patterns.setdefault(row.tobytes(), len(self.patterns)) for row in part.levels]
        which = np.array(places, np.int32)[part.which[good]]
        self.portions.append((pairs[good].astype(np.int32), which, part.rare[good].astype(np.float32)))

    @property
    def levels(self) -> NDArray[np.int8]:
        return np.frombuffer(b"".join(self.patterns), np.int8).reshape(-1, len(FIELDS))

    def parts(self) -> Iterator[Weighed]:
        levels = self.levels
        for _, which, rare in self.portions:
            yield Weighed(levels, which, rare)

    def likely(self, model: Model) -> NDArray[np.int64]:
        """The pairs to be looked at once more."""
        chosen = [
            pairs[shares_of(model, part)[0] >= _NEARLY]
            for (pairs, _, _), part in zip(self.portions, self.parts(), strict=True)
        ]
        return np.concatenate([_NONE, *chosen]).astype(np.int64)


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
    found: _Kept,
    known: Nicknames,
    look: Callable[[], None] = lambda: None,
) -> Model:
    """The rates that explain the compared pairs best, those without hope left out. ``look`` may raise, to stop it."""
    model = general(people)
    pairs = _all_pairs(people)
    met, levels = _met_at_random(people, held, known), found.levels
    for _ in range(_ROUNDS):
        same, together = np.zeros(len(levels)), np.zeros(len(levels))
        for part in found.parts():
            look()
            one, home_of_both = shares_of(model, part)
            same += np.bincount(part.which, one, len(same))
            together += np.bincount(part.which, home_of_both, len(together))
        odds, home_odds = (float(same.sum()) + 1) / pairs, (float(together.sum()) + 1) / pairs
        match = tuple(_rates(levels[:, n], same, each.match, _BEFORE) for n, each in enumerate(FIELDS))
        home = tuple(
            _rates(levels[:, n], together, each.home, _BEFORE)
            if each.home and not each.settled
            else each.home or model.chance[n]
            for n, each in enumerate(FIELDS)
        )
        chance = tuple(
            _chance(met[n], levels[:, n], same + together, each.chance, pairs) for n, each in enumerate(FIELDS)
        )
        moved = abs(odds - model.odds) / model.odds
        model = Model(people, odds, home_odds, match, chance, home)
        if moved < _STILL:
            break
    return model


def shares_of(model: Model, found: Weighed) -> tuple[Floats, Floats]:
    """Of each pair, how probable it is that it is one person, and that it is two of one household."""
    match, home, strangers = model.odds, model.home_odds, max(1 - model.odds - model.home_odds, 1e-9)
    same = (np.log(match) + _for_patterns(model, found.levels, model.match))[found.which] + found.rare
    together = (np.log(home) + _for_patterns(model, found.levels, model.home))[found.which] + found.rare
    apart = np.full(len(same), np.log(strangers))
    most = np.maximum(np.maximum(same, together), apart)
    whole = np.exp(same - most) + np.exp(together - most) + np.exp(apart - most)
    return np.exp(same - most) / whole, np.exp(together - most) / whole


def _for_patterns(model: Model, levels: NDArray[np.int8], rates: Rates) -> Floats:
    """What each pattern counts for, less the rareness of values."""
    total = np.zeros(len(levels))
    for place, each in enumerate(FIELDS):
        ratio = _ratio(model, rates, place)
        if each.common:
            ratio[-1] = np.log(rates[place][-1])
        total += np.where(levels[:, place] < 0, 0.0, ratio[levels[:, place]])
    return total


def _ratio(model: Model, rates: Rates, place: int) -> Floats:
    ratio = np.log(np.array(rates[place]) / np.array(model.chance[place]))
    # Two strangers whose names agree crosswise stand crosswise: that they do says nothing more.
    return np.minimum(ratio, 0.0) if place == ORDER else ratio


def _rare(people: int, found: Compared, place: int) -> Floats:
    """For each pair, minus the logarithm of how often its value is met; 0 where none is wholly the same."""
    often = (found.shares[:, place] + _BEFORE_COUNT * FIELDS[place].chance[-1]) / (people + _BEFORE_COUNT)
    return np.where(found.levels[:, place] == FIELDS[place].best, -np.log(np.minimum(often, 1.0)), 0.0)


def weighed(people: int, found: Compared) -> Weighed:
    """The pairs by their patterns."""
    codes = (found.levels.astype(np.int64) + 1) @ (_BASE ** np.arange(len(FIELDS)))
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    rare = np.zeros(len(codes))
    for place, each in enumerate(FIELDS):
        if each.common:
            rare += _rare(people, found, place)
    return Weighed(found.levels[first].astype(np.int8), which.astype(np.int32), rare)


def evidence(model: Model, found: Compared, rates: Rates) -> Floats:
    """For each pair and field, the logarithm of how much likelier its level is at these rates than among strangers.

    A value that is wholly the same counts by how rare it is: two Okonkwos say more than two Smiths.
    """
    made = np.zeros(found.levels.shape)
    for place, each in enumerate(FIELDS):
        ratio, levels = _ratio(model, rates, place), found.levels[:, place]
        made[:, place] = np.where(levels < 0, 0.0, ratio[levels])
        if each.common:
            same = levels == each.best
            made[same, place] = np.log(rates[place][-1]) + _rare(model.people, found, place)[same]
    return made


def search(records: Sequence[Record], known: Nicknames, watch: Callable[[int, int, str], None] | None = None) -> Search:
    """Everybody against everybody who shares a key with her. ``watch(done, total, words)`` may raise, to stop it."""
    tell = watch or _untold
    people = len(records)
    words = "Looking for people who could be the same"
    found = blocks(records, lambda place: tell(place, 4 * people, words))
    held = columns(records, lambda: tell(people, 4 * people, words))
    hopes = _generous(general(people))
    kept = _Kept()
    count, portions = 0, max(found.in_all // _AT_ONCE, 1)
    for portion, pairs in enumerate(found.portions(_AT_ONCE)):
        done = people + int(2 * people * min(portion / portions, 1))
        tell(done, 4 * people, f"Compared {count:,} pairs")
        part = weighed(people, compare(held, pairs, known))
        kept.add(pairs, part, np.sum(shares_of(hopes, part), axis=0) >= _HOPELESS)  # the rest never counts
        count += len(pairs)

    def look() -> None:
        tell(3 * people, 4 * people, "Weighing what they have in common")

    look()
    model = general(people) if people < FEW else fit(people, held, kept, known, look)
    model = replace(model, counts=_common(held))
    return Search(model, count, scored(model, compare(held, kept.likely(model), known), PROBABLE))


def _generous(model: Model) -> Model:
    """As if many more of all pairs were one person's: what is hopeless even so may be forgotten."""
    return replace(model, odds=model.odds * _GENEROUS, home_odds=model.home_odds * _GENEROUS)


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
    scores, _ = shares_of(model, weighed(model.people, compared))
    near = np.flatnonzero(compared.levels[:, FAMILY] == FIELDS[FAMILY].best - 1)
    if len(near):
        as_same, _ = shares_of(model, weighed(model.people, _as_same_family(compared.some(near))))
        scores[near] = np.minimum(scores[near], as_same)
    good = np.flatnonzero(scores >= least)
    good = good[np.lexsort((-compared.levels[good].sum(axis=1), -scores[good]))]
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


def _as_same_family(near: Compared) -> Compared:
    """The same pairs, did their family names agree wholly: one that differs by a letter never says more than that."""
    levels = near.levels.copy()
    levels[:, FAMILY] = FIELDS[FAMILY].best
    return replace(near, levels=levels)


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
