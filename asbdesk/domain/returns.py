"""Returns: which figures each has and how they follow from what was counted. The definitions are data files.

Code knows kinds of figure (a count, a rate, a share, a mean, a median, a sum), never which return asks for which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from asbdesk.errors import AsbdeskError

FigureKind = Literal["count", "rate", "share", "mean", "median", "sum"]
_KINDS = ("count", "rate", "share", "mean", "median", "sum")
_SHOWN = 6
"""So many single values stand in the workings of a mean or a median."""


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A figure. ``of`` names what was counted; ``whole`` the count that it is a share of; ``per`` the office's figure
    of a year (such as its homes) that a rate is by, ``scale`` of them. ``unit``: "pounds" or a word after the number.
    """

    code: str
    label: str
    kind: FigureKind
    of: str
    whole: str = ""
    per: str = ""
    scale: int = 1
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReturnRule:
    """A return: its figures, the rule in words, and where that comes from. ``doubt`` is what could not be confirmed."""

    code: str
    title: str
    version: int
    words: str
    rule: str
    sources: tuple[str, ...]
    doubt: str
    figures: tuple[FigureRule, ...]

    @property
    def short(self) -> str:
        """Its title up to the colon."""
        return self.title.split(":")[0]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: ``ids`` of things that the place ``opens`` lists, perhaps a value of each, and how it came
    about in words. ``listed`` are the ids of the list where one thing there stands for several that were counted.
    """

    opens: str
    ids: tuple[int, ...]
    said: str
    values: tuple[int, ...] = ()
    listed: tuple[int, ...] | None = None

    @property
    def behind(self) -> tuple[int, ...]:
        """The ids that the list shows."""
        return self.ids if self.listed is None else self.listed


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A figure that the office keeps for a year: how many homes it had. ``number`` None: nobody has said yet."""

    code: str
    label: str
    year: str
    number: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a return: as it is shown, how it came about, and the list behind it. ``value`` "": not known."""

    code: str
    label: str
    value: str
    shown: str
    workings: str
    opens: str = ""
    ids: tuple[int, ...] = ()


def return_rule(data: Mapping[str, Any]) -> ReturnRule:
    """Out of a file of ``resources/returns``. Raises :class:`AsbdeskError` where it is no such file."""
    try:
        figures = tuple(_figure_rule(each) for each in data["figure"])
        return ReturnRule(
            code=str(data["code"]),
            title=str(data["title"]),
            version=int(data["version"]),
            words=str(data["words"]),
            rule=" ".join(str(data["rule"]).split()),
            sources=tuple(str(each) for each in data["sources"]),
            doubt=str(data.get("doubt", "")),
            figures=figures,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AsbdeskError(f"This is no definition of a return: {error}.") from error


def _figure_rule(data: Mapping[str, Any]) -> FigureRule:
    if data["kind"] not in _KINDS:
        raise ValueError(f"“{data['kind']}” is no kind of figure")
    return FigureRule(**dict(data))


def worked(rule: ReturnRule, counted: Mapping[str, Counted], of_year: Mapping[str, YearFigure]) -> tuple[Figure, ...]:
    """The figures of a return out of what was counted."""
    return tuple(_worked(each, counted, of_year) for each in rule.figures)


def _worked(rule: FigureRule, counted: Mapping[str, Counted], of_year: Mapping[str, YearFigure]) -> Figure:
    of = counted[rule.of]
    match rule.kind:
        case "count":
            value, workings = Decimal(len(of.ids)), of.said
        case "rate":
            value, workings = _rate(rule, of, of_year[rule.per])
        case "share":
            value, workings = _share(of, counted[rule.whole])
        case "sum":
            value, workings = Decimal(sum(of.values)), of.said
        case "mean":
            value, workings = _mean(of, rule.unit)
        case "median":
            value, workings = _median(of, rule.unit)
    if value is None:
        return Figure(rule.code, rule.label, "", "not known", workings, of.opens, of.behind)
    return Figure(rule.code, rule.label, *_shown(rule, value), workings, of.opens, of.behind)


def _rate(rule: FigureRule, of: Counted, by: YearFigure) -> tuple[Decimal | None, str]:
    if not by.number:
        return None, f"Say how many {by.label} there were in {by.year}."
    value = Decimal(len(of.ids)) * rule.scale / Decimal(by.number)
    return value, f"{len(of.ids):,} × {rule.scale:,} ÷ {by.number:,} {by.label} ({by.year}; {by.source})"


def _share(of: Counted, whole: Counted) -> tuple[Decimal | None, str]:
    if not whole.ids:
        return None, f"{whole.said} There is nothing to take a share of."
    value = Decimal(len(of.ids)) * 100 / Decimal(len(whole.ids))
    return value, f"{len(of.ids):,} of {len(whole.ids):,}. {of.said}"


def _mean(of: Counted, unit: str) -> tuple[Decimal | None, str]:
    if not of.values:
        return None, of.said
    total = sum(of.values)
    value = Decimal(total) / Decimal(len(of.values))
    return value, f"{_number(Decimal(total), unit, 0)} ÷ {len(of.values):,}. {of.said}"


def _median(of: Counted, unit: str) -> tuple[Decimal | None, str]:
    if not of.values:
        return None, of.said
    ordered = sorted(of.values)
    middle = len(ordered) // 2
    value = Decimal(ordered[middle]) if len(ordered) % 2 else Decimal(ordered[middle - 1] + ordered[middle]) / 2
    alone, after = (unit, "") if unit == "pounds" else ("", f" {unit}")
    first, last = (_number(Decimal(each), alone, 0) for each in (ordered[0], ordered[-1]))
    spread = f"from {first} to {last}{after}" if first != last else "all the same"
    if len(ordered) <= _SHOWN:
        spread = ", ".join(_number(Decimal(each), alone, 0) for each in ordered) + after
    return value, f"The middle of {len(ordered):,} ({spread}). {of.said}"


def _shown(rule: FigureRule, value: Decimal) -> tuple[str, str]:
    unit = "%" if rule.kind == "share" else rule.unit
    exact = _rounded(value / 100 if unit == "pounds" else value, 2 if unit == "pounds" else rule.decimals)
    return str(exact), _number(value, unit, rule.decimals)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """Half a last digit goes up, as people round."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _number(value: Decimal, unit: str, decimals: int) -> str:
    if unit == "pounds":
        return f"£{_rounded(value / 100, 2):,}"
    number = f"{_rounded(value, decimals):,}"
    if not unit:
        return number
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def to_json(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    """Figures as a frozen return keeps them."""
    return [
        {"code": each.code, "label": each.label, "value": each.value, "shown": each.shown,
         "workings": each.workings, "opens": each.opens, "ids": list(each.ids)}
        for each in figures
    ]  # fmt: skip


def from_json(kept: list[dict[str, Any]]) -> tuple[Figure, ...]:
    """Figures of a frozen return."""
    words = ("code", "label", "value", "shown", "workings", "opens")
    return tuple(Figure(*(each[name] for name in words), ids=tuple(each["ids"])) for each in kept)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure then and now. ``gone`` and ``come`` are ids that are behind it no longer, or only now."""

    code: str
    label: str
    then: str
    now: str
    gone: tuple[int, ...]
    come: tuple[int, ...]

    @property
    def same(self) -> bool:
        """Nothing has moved."""
        return self.then == self.now and not self.gone and not self.come


def compare(then: tuple[Figure, ...], now: tuple[Figure, ...]) -> tuple[Moved, ...]:
    """A submitted return beside what its rule gives today; a figure that is no longer asked for says so."""
    today = {each.code: each for each in now}
    made: list[Moved] = []
    for each in then:
        new = today.get(each.code)
        ids = new.ids if new else ()
        known, still = frozenset(each.ids), frozenset(ids)
        gone = tuple(number for number in each.ids if number not in still)
        come = tuple(number for number in ids if number not in known)
        made.append(Moved(each.code, each.label, each.shown, new.shown if new else "no longer asked", gone, come))
    return tuple(made)
