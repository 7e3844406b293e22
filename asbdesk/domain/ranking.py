"""Who persists and who suffers again, ranked by a stated rule that is data (``resources/risk/ranking.toml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Side = Literal["perpetrator", "victim"]
_WORDS = {
    "incident": ("incident", "incidents"),
    "recent": ("of them recent", "of them recent"),
    "hate": ("perceived as hate", "perceived as hate"),
    "other": ("other person", "other people"),
    "breach": ("breach of contract", "breaches of contracts"),
    "vulnerable": ("vulnerability", "vulnerabilities"),
}


@dataclass(frozen=True, slots=True)
class RankingRule:
    """Incidents count ``months`` back, from ``least`` on; ``points`` by what they are given for."""

    side: Side
    months: int
    least: int
    recent_months: int
    points: Mapping[str, int]

    @property
    def words(self) -> str:
        """The rule in a sentence, as it stands beside the list."""
        given = "; ".join(f"{number} for each {_each(what, self)}" for what, number in self.points.items())
        return f"From {self.least} incidents in {self.months} months on. Points: {given}."


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each thing that points are given for was found, for one person."""

    person_id: int
    name: str
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    incident_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person with her rank, her points and how they came about."""

    rank: int
    person_id: int
    name: str
    points: int
    workings: str
    incident_ids: tuple[int, ...]


def ranking_rules(data: Mapping[str, Any]) -> dict[Side, RankingRule]:
    """Out of the file."""
    sides: tuple[Side, ...] = ("perpetrator", "victim")
    return {
        side: RankingRule(
            side,
            int(data[side]["months"]),
            int(data[side]["least"]),
            int(data[side]["recent_months"]),
            {what: int(number) for what, number in data[side]["points"].items() if what in _WORDS},
        )
        for side in sides
    }


def ranked(rule: RankingRule, people: Sequence[Counted]) -> tuple[Ranked, ...]:
    """Those with enough incidents, the most points first; who has as many points has the same rank."""
    scored = [
        (sum(rule.points[what] * person.counts.get(what, 0) for what in rule.points), person)
        for person in people
        if person.counts.get("incident", 0) >= rule.least
    ]
    scored.sort(key=lambda each: (-each[0], each[1].name.casefold(), each[1].person_id))
    made: list[Ranked] = []
    for place, (points, person) in enumerate(scored):
        rank = made[-1].rank if made and made[-1].points == points else place + 1
        made.append(Ranked(rank, person.person_id, person.name, points, _workings(rule, person), person.incident_ids))
    return tuple(made)


def _workings(rule: RankingRule, person: Counted) -> str:
    """``4 incidents, 2 of them recent, 1 other person``."""
    found = [(what, person.counts.get(what, 0)) for what in rule.points]
    return ", ".join(f"{count} {_WORDS[what][count != 1]}" for what, count in found if count)


def _each(what: str, rule: RankingRule) -> str:
    other = "victim or reporter" if rule.side == "perpetrator" else "alleged perpetrator"
    if what == "incident" and rule.side == "victim":
        return "incident suffered, or reported by a victim or complainant of any case"
    return {
        "recent": f"of the last {rule.recent_months} months besides",
        "hate": "perceived as hate besides",
        "other": f"different {other}",
        "vulnerable": "recorded vulnerability",
    }.get(what, _WORDS[what][0])
