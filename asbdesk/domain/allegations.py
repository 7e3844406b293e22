"""Allegations: what a court is asked to find. What an incident first gives, how acts stand in time, and their order.

domain.md 3: each allegation is one row with its date, place, act, witness, exhibit, basis, denial and strength.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from asbdesk.domain.casework import ReportedHow
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_limits import ActLimit, Standing, limitation, standing, too_early
from asbdesk.domain.orders import Basis, Denial, Strength
from asbdesk.domain.when import show_date

K = TypeVar("K")
LONGEST_ACT = 900
"""So many characters of an act still fit a row of the printed schedule, which cannot be broken across two pages."""
LONGEST_CELL = 160
PROFESSIONAL = frozenset({ReportedHow.WARDEN, ReportedHow.POLICE})
_OCCASIONS = 3
"""More days than this are told as a period."""


@dataclass(frozen=True, slots=True)
class AllegationValues:
    """What the form of an allegation holds.

    ``happened_on`` is the first day on which it can have been, from which the time limit is counted; ``happened_words``
    say when as well as it is known. ``witness`` and ``reached`` name protected people by their pseudonym only.
    """

    happened_on: date
    happened_words: str
    place: str
    act: str
    reached: str = ""
    witness: str = ""
    basis: Basis = Basis.DIRECT
    denial: Denial = Denial.UNKNOWN
    strength: Strength = Strength.FAIR
    exhibit_ids: tuple[int, ...] = ()
    statement_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """How an allegation stands in time: the best of its acts counts, and ``live`` of its ``acts`` are live.

    ``days_left`` counts from today and includes the last day; None where nothing counts down. ``doubt``: what stands
    beside it where the rule is unconfirmed.
    """

    standing: Standing
    last_day: date | None
    days_left: int | None
    live: int
    acts: int
    words: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Dilution:
    """When a schedule is told to be diluted, from ``resources/allegations.toml``."""

    many: int
    weak_at_least: int
    weak_percent: int
    many_words: str
    weak_words: str
    then: str
    source: str


def likely_basis(how: ReportedHow, *, named: bool, protected: bool) -> Basis:
    """On what a report would rest in court, until somebody says otherwise.

    A warden or a constable is a professional witness. Somebody who is known and may be named can be called. What a
    protected or an unknown person told reaches the court through somebody else: hearsay.
    """
    if how in PROFESSIONAL:
        return Basis.PROFESSIONAL
    return Basis.DIRECT if named and not protected else Basis.HEARSAY


def likely_strength(basis: Basis, exhibits: int, statements: int) -> Strength:
    """How strong it looks at first: hearsay alone is weak; own knowledge with an exhibit or a statement is strong."""
    supported = bool(exhibits or statements)
    if basis is Basis.HEARSAY:
        return Strength.FAIR if supported else Strength.WEAK
    return Strength.STRONG if supported else Strength.FAIR


def combined(parts: Sequence[AllegationValues]) -> AllegationValues:
    """Several allegations as one, the earliest first. If one of them is hearsay, the whole needs its notice."""
    ordered = sorted(parts, key=lambda part: part.happened_on)
    bases = {part.basis for part in ordered}
    return AllegationValues(
        happened_on=ordered[0].happened_on,
        happened_words=_when(ordered),
        place=_joined((part.place for part in ordered), "; "),
        act=_joined((part.act for part in ordered), " "),
        reached=_joined((name for part in ordered for name in part.reached.split(", ")), ", "),
        witness=_joined((name for part in ordered for name in part.witness.split(", ")), ", "),
        basis=next(basis for basis in (Basis.HEARSAY, Basis.DIRECT, Basis.PROFESSIONAL) if basis in bases),
        denial=_denial({part.denial for part in ordered}),
        strength=max((part.strength for part in ordered), key=list(Strength).index),
        exhibit_ids=tuple(dict.fromkeys(number for part in ordered for number in part.exhibit_ids)),
        statement_ids=tuple(dict.fromkeys(number for part in ordered for number in part.statement_ids)),
    )


def judge(instrument: Instrument, acts: Sequence[date], day: date, today: date, *, lodged: bool = False) -> Judged:
    """How acts stand if the complaint is laid on ``day`` (was laid, once it is ``lodged``).

    Magistrates' Courts Act 1980 s.127, or whatever limit the instrument's law file holds.
    """
    found = {act: standing(instrument, act, day) for act in acts}
    best: Standing = next(each for each in _BEST if each in found.values())
    live = sum(found[act] in ("live", "no-limit") for act in acts)
    limit = limitation(instrument, max(act for act in acts if found[act] == best))
    left = limit.days_left(today) if limit and best != "before-law" and not lodged else None
    reach = too_early(instrument, max(acts)) if best == "before-law" else None
    rule = reach or (limit.rule if limit else None)
    if best == "before-law" and reach is not None:
        words = f"Does not count: {reach.words[:1].lower()}{reach.words[1:]}"
    else:
        words = _WORDS[best](limit, day, left)
    if best == "live" and live < len(acts):
        words = f"{words}; {live} of {len(acts)} acts"
    return Judged(best, limit.last_day if limit else None, left, live, len(acts), words, rule.doubt if rule else "")


def lapsing(limits: Iterable[ActLimit], today: date, before: date) -> tuple[ActLimit, ...]:
    """The acts that are live today and no longer on ``before``, the first to lapse first."""
    found = (limit for limit in limits if limit.live_on(today) and not limit.live_on(before))
    return tuple(sorted(found, key=lambda limit: limit.last_day))


def moved(order: Sequence[K], chosen: Iterable[K], by: int) -> tuple[K, ...]:
    """The order with the chosen ones a place up (-1) or down (1); those at the edge stay."""
    wanted, row = set(chosen), list(order)
    places = range(len(row)) if by < 0 else range(len(row) - 1, -1, -1)
    for place in places:
        other = place + by
        if row[place] in wanted and 0 <= other < len(row) and row[other] not in wanted:
            row[place], row[other] = row[other], row[place]
    return tuple(row)


def placed(order: Sequence[K], chosen: Iterable[K], place: int) -> tuple[K, ...]:
    """The order with the chosen ones put together before what stands at ``place`` (at the end: its length)."""
    wanted = set(chosen)
    taken = [key for key in order if key in wanted]
    before = [key for key in order[:place] if key not in wanted]
    after = [key for key in order[place:] if key not in wanted]
    return (*before, *taken, *after)


def dilution(table: Mapping[str, Any]) -> Dilution:
    """From the TOML table; raises TypeError for one that is not whole."""
    return Dilution(**table)


def caution(rules: Dilution, strengths: Sequence[Strength]) -> str:
    """What is said of a schedule that is too long or too weak; "" of one that is neither."""
    count, weak = len(strengths), sum(strength is Strength.WEAK for strength in strengths)
    said: list[str] = []
    if count > rules.many:
        said.append(rules.many_words.format(count=count, weak=weak))
    if weak >= rules.weak_at_least and weak * 100 >= rules.weak_percent * count:
        said.append(rules.weak_words.format(count=count, weak=weak))
    return " ".join([*said, rules.then]) if said else ""


def shortened(values: AllegationValues) -> AllegationValues:
    """Without blanks at the ends."""
    names = ("happened_words", "place", "act", "reached", "witness")
    return replace(values, **{name: getattr(values, name).strip() for name in names})


_BEST: tuple[Standing, ...] = ("live", "no-limit", "background", "too-old", "before-law")


def _live(limit: ActLimit | None, day: date, left: int | None) -> str:
    if limit is None or left is None:
        return f"Live when it was lodged on {show_date(day)}"
    return f"Live: last day {show_date(limit.last_day)}, {_left(left)}"


def _past(name: str) -> Callable[[ActLimit | None, date, int | None], str]:
    def words(limit: ActLimit | None, day: date, left: int | None) -> str:
        if limit is None:
            return name
        if left is not None and left > 0:
            return f"{name} by {show_date(day)}: last day {show_date(limit.last_day)}, {_left(left)}"
        return f"{name}: the last day was {show_date(limit.last_day)}"

    return words


_WORDS: dict[Standing, Callable[[ActLimit | None, date, int | None], str]] = {
    "live": _live,
    "background": _past("Background"),
    "too-old": _past("Too old"),
    "no-limit": lambda _limit, _day, _left: "No time limit",
    "before-law": lambda _limit, _day, _left: "Does not count",
}


def _left(days: int) -> str:
    ahead = days - 1
    return {0: "today", 1: "tomorrow"}.get(ahead, f"in {ahead:,} days")


def _joined(parts: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _when(parts: Sequence[AllegationValues]) -> str:
    words = list(dict.fromkeys(part.happened_words for part in parts))
    if len(words) <= _OCCASIONS:
        return "; ".join(words)
    first, last = show_date(parts[0].happened_on), show_date(parts[-1].happened_on)
    return f"{first} to {last}, {len(parts)} occasions"


def _denial(said: set[Denial]) -> Denial:
    if len(said) == 1:
        return next(iter(said))
    return Denial.PARTLY if said & {Denial.ADMITTED, Denial.PARTLY} else Denial.UNKNOWN
