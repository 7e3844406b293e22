"""Three invented towns with people recorded twice: an ordinary office, one of twins and namesakes, one kept badly.

The comparison was bettered after its mistakes on the first towns (seed 1) were read: for a figure that nobody chose by,
take other seeds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from asbdesk.domain.linkage_records import Record, record
from asbdesk.domain.names import PersonName

Labelled = tuple[list[Record], list[str]]
GIVEN = (
    "Amina Alan Barbara Brian Carol Chloe Colin Daniel David Dean Deborah Donna Elaine Emma Farah George Gary Hannah "
    "Harjit Helen Ian Imran Jack James Jane Janet Jason Joanne John Joseph Julie Karen Keith Kevin Kyle Laura Leroy "
    "Linda Lisa Margaret Mark Mary Matthew Mohammed Nadia Neil Nicola Patricia Paul Peter Priya Rachel Richard Ruth "
    "Samantha Sarah Sean Simon Stephen Susan Tariq Thomas Tracey Victoria Wayne William Yusuf Zainab"
).split()
FAMILY = [
    first + second
    for second in "field ton ley worth bury croft dale gate ham man ridge wick".split()
    for first in "Ash Black Brad Burn Cart Clay Fair Green Hal Hart Kirk Lang Mar Mor Oak Red Smith Thorn".split()
]
STREETS = [
    f"{tree} {kind}"
    for tree in "Alder Beech Chapel Elm Farm Hazel High Larch Mill Oak Park Quarry".split()
    for kind in "Road Street Court Avenue Close Lane".split()
]


@dataclass(frozen=True, slots=True)
class Town:
    """How its people are recorded. Shares are of people; ``slips`` is how often a field of a double is mistyped."""

    people: int
    doubles: float
    households: float
    twins: float
    namesakes: float
    missing: float
    slips: float
    common: float
    """How steeply the commonest surnames outnumber the others."""


TOWNS = {
    "an ordinary office": Town(3000, 0.08, 0.20, 0.005, 0.01, 0.15, 0.15, 1.0),
    "twins and namesakes": Town(2000, 0.05, 0.30, 0.05, 0.08, 0.10, 0.15, 0.6),
    "kept badly": Town(2500, 0.15, 0.15, 0.01, 0.02, 0.40, 0.35, 0.8),
}


@dataclass(frozen=True, slots=True)
class _Somebody:
    given: str
    family: str
    born: date
    home: str
    postcode: str
    number: str
    own: str


def town(name: str, seed: int) -> Labelled:
    """Its records, and who each one is."""
    dice, kept = random.Random(f"{name} {seed}"), TOWNS[name]
    weights = [1 / (place + 1) ** kept.common for place in range(len(FAMILY))]
    people = [_somebody(dice, weights) for _ in range(kept.people)]
    people += [relative for each in people.copy() for relative in _relatives(dice, kept, each)]
    made = [(_recorded(dice, kept, each), str(place)) for place, each in enumerate(people)]
    twice = dice.sample(range(len(people)), int(len(people) * kept.doubles))
    made += [(_recorded(dice, kept, _again(dice, kept, people[place])), str(place)) for place in twice]
    dice.shuffle(made)
    return [one for one, _ in made], [who for _, who in made]


def _somebody(dice: random.Random, weights: list[float]) -> _Somebody:
    return _Somebody(
        dice.choice(GIVEN),
        dice.choices(FAMILY, weights)[0],
        date(1930, 1, 1) + timedelta(days=dice.randrange(27_000)),
        f"{dice.randrange(1, 180)} {dice.choice(STREETS)}",
        f"TM{dice.randint(1, 9)} {dice.randint(1, 9)}{dice.choice('ABDEFGHJLN')}{dice.choice('PQRSTUWXYZ')}",
        f"01632 9{dice.randrange(100_000):05}",
        f"07700 9{dice.randrange(100_000):05}",
    )


def _relatives(dice: random.Random, kept: Town, one: _Somebody) -> Iterator[_Somebody]:
    """Who lives with her: another, a twin, a child of the same name."""
    own = f"07700 9{dice.randrange(100_000):05}"
    born = date(1930, 1, 1) + timedelta(days=dice.randrange(27_000))
    if dice.random() < kept.households:
        yield replace(one, given=dice.choice(GIVEN), born=born, own=own)
    if dice.random() < kept.twins:
        yield replace(one, given=dice.choice([name for name in GIVEN if name != one.given]), own=own)
    if dice.random() < kept.namesakes:
        yield replace(one, born=one.born + timedelta(days=365 * dice.randint(19, 35)), own=own)


def _again(dice: random.Random, kept: Town, one: _Somebody) -> _Somebody:
    """As somebody else took her down, years later."""

    def slipped(text: str) -> str:
        return _slip(dice, text) if dice.random() < kept.slips else text

    given, family = slipped(one.given), slipped(one.family)
    if dice.random() < kept.slips / 3:
        given, family = family, given
    born = one.born
    if dice.random() < kept.slips:
        born = born.replace(day=dice.randint(1, 28)) if dice.random() < 0.5 else _turned(born)
    home, postcode = slipped(one.home), slipped(one.postcode)
    if dice.random() < 0.25:  # she moved
        home = f"{dice.randrange(1, 180)} {dice.choice(STREETS)}"
        postcode = f"TM{dice.randint(1, 9)} {dice.randint(1, 9)}AP"
    return replace(one, given=given, family=family, born=born, home=home, postcode=postcode, own=slipped(one.own))


def _turned(born: date) -> date:
    """Day and month in each other's place, where that is a day."""
    return born.replace(month=born.day, day=born.month) if born.day <= 12 else born.replace(year=born.year + 1, day=1)


def _recorded(dice: random.Random, kept: Town, one: _Somebody) -> Record:
    def told() -> bool:
        return dice.random() >= kept.missing

    return record(
        [PersonName(one.given if told() or told() else "", one.family)],
        one.born if told() else None,
        [(one.home, one.postcode if told() else "")] if told() else [],
        [number for number in (one.number, one.own) if told()],
    )


def _slip(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) - 1)
    kind = dice.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :] if kind == 1 else text[:at] + dice.choice("aeiorst") + text[at:]
