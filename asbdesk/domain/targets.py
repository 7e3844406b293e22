"""Targets of a strategy: measured against a baseline and a goal for each year. The plan to start from is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from asbdesk.domain.casework import PlanStatus
from asbdesk.errors import InvalidField


@dataclass(frozen=True, slots=True)
class ActionValues:
    """An activity: who leads on it, by when, how it stands."""

    activity: str
    lead: str
    due_on: date | None
    status: PlanStatus
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetValues:
    """A target. ``figure`` is "return/figure" or empty; ``goals`` and ``typed`` are decimals by reporting year."""

    title: str
    measure: str
    figure: str
    lower_is_better: bool
    baseline: str
    baseline_source: str
    goals: Mapping[str, str]
    typed: Mapping[str, str]
    typed_source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The strategy's years, and the targets with their activities that an office starts from."""

    title: str
    first_year: int
    years: int
    source: str
    targets: tuple[tuple[str, TargetValues, tuple[ActionValues, ...]], ...]

    @property
    def year_numbers(self) -> tuple[int, ...]:
        """The calendar years in which its reporting years begin."""
        return tuple(range(self.first_year, self.first_year + self.years))


def plan(data: Mapping[str, Any]) -> Plan:
    """Out of ``resources/targets/plan.toml``."""
    targets = tuple(
        (
            str(each["code"]),
            TargetValues(
                title=each["title"],
                measure=each["measure"],
                figure=each["figure"],
                lower_is_better=each["lower_is_better"],
                baseline=each["baseline"],
                baseline_source=data["source"],
                goals={str(year): str(goal) for year, goal in each["goals"].items()},
                typed={},
            ),
            tuple(
                ActionValues(one["activity"], one["lead"], one["due"], PlanStatus(one["status"]))
                for one in each.get("action", ())
            ),
        )
        for each in data["target"]
    )
    return Plan(str(data["title"]), int(data["first_year"]), int(data["years"]), str(data["source"]), targets)


def number(text: str, field: str) -> str:
    """A number as it is kept, "" where none was typed. Raises :class:`InvalidField` where it is none."""
    typed = text.strip().replace(",", "").rstrip("%").strip()
    if not typed:
        return ""
    try:
        value = Decimal(typed)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise InvalidField(field, f"“{text.strip()}” is no number.")
    return str(value)


def verdict(measured: str, goal: str, *, lower_is_better: bool, over: bool) -> str:
    """How a year stands: whether its goal is met, once it is over and was measured."""
    if not measured:
        return "Not measured yet"
    if not goal:
        return "No target set"
    reached = Decimal(measured) <= Decimal(goal) if lower_is_better else Decimal(measured) >= Decimal(goal)
    if over:
        return "Met" if reached else "Not met"
    return "On target so far" if reached else "Not on target so far"
