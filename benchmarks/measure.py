"""Medians, and the table of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: medians in seconds of what the program does and of its floor; ``aim`` is their ratio, if any."""

    what: str
    ours: float
    floor: float = 0.0
    beside: str = ""
    aim: float = 0.0
    note: str = ""


def seconds(act: Callable[[], object], runs: int = 1, first: Callable[[], object] | None = None) -> list[float]:
    """How long ``act`` takes, so many times; ``first`` goes before each, unmeasured."""
    taken: list[float] = []
    for _ in range(runs):
        if first:
            first()
        gc.collect()
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return taken


def median(act: Callable[[], object], runs: int = 1, first: Callable[[], object] | None = None) -> float:
    """The median of :func:`seconds`."""
    return statistics.median(seconds(act, runs, first))


def in_turn(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float]:
    """The medians of two, taken in turn, so that what else the machine does falls on both."""
    both = [(seconds(one)[0], seconds(other)[0]) for _ in range(runs)]
    return statistics.median(a for a, _ in both), statistics.median(b for _, b in both)


def worst(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


def show(figures: Sequence[Figure]) -> None:
    """One line for each."""
    for figure in figures:
        line = f"{figure.what:<58}{_span(figure.ours):>10}"
        if figure.floor:
            line += f"  {figure.ours / figure.floor:5.2f} x {_span(figure.floor)} {figure.beside}"
        if figure.aim:
            line += f" (aim {figure.aim:g})"
        print(line + (f"  {figure.note}" if figure.note else ""), flush=True)


def _span(taken: float) -> str:
    return f"{taken:.2f} s" if taken >= 1 else f"{taken * 1000:.1f} ms" if taken >= 0.001 else f"{taken * 1e6:.0f} µs"
