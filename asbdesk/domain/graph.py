"""How links stand in a picture: people, cases and places in a column each, ordered so that few lines cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "case", "place"]
KINDS: tuple[Kind, ...] = ("person", "case", "place")
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """``key`` is its kind and number ("person-7"); ``note`` a second, quieter line. A place has its incidents."""

    key: str
    kind: Kind
    words: str
    note: str = ""
    number: int = 0
    incident_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A link and what it is: "perpetrator", "lives here", "4 incidents"."""

    one: str
    other: str
    words: str


@dataclass(frozen=True, slots=True)
class Graph:
    """``left_out`` are nodes that would have made the picture unreadable."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0

    def around(self, key: str) -> tuple[Edge, ...]:
        """The links of one node."""
        return tuple(edge for edge in self.edges if key in (edge.one, edge.other))


def placed(graph: Graph) -> dict[str, tuple[int, int]]:
    """Column and row of each node. Each column is sorted by the middle of what its nodes are linked to, time and again
    (the barycentre rule of Sugiyama, Tagawa and Toda, 1981).
    """
    columns = [[node.key for node in graph.nodes if node.kind == kind] for kind in KINDS]
    linked: dict[str, list[str]] = {node.key: [] for node in graph.nodes}
    for edge in graph.edges:
        linked[edge.one].append(edge.other)
        linked[edge.other].append(edge.one)
    rows = {key: place for column in columns for place, key in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            inside = set(column)
            ordered = sorted(column, key=lambda key: (_middle(linked[key], rows, inside, rows[key]), rows[key]))
            column[:] = ordered
            rows |= {key: place for place, key in enumerate(column)}
    return {key: (at, place) for at, column in enumerate(columns) for place, key in enumerate(column)}


def crossings(graph: Graph, at: dict[str, tuple[int, int]]) -> int:
    """How many pairs of lines between neighbouring columns cross."""
    found = 0
    for first in (0, 1):
        ends = [tuple(sorted((at[edge.one], at[edge.other]))) for edge in graph.edges]
        lines = [(a[1], b[1]) for a, b in ends if (a[0], b[0]) == (first, first + 1)]
        found += sum(
            (one[0] - other[0]) * (one[1] - other[1]) < 0
            for place, one in enumerate(lines)
            for other in lines[place + 1 :]
        )
    return found


def _middle(linked: Sequence[str], rows: dict[str, int], inside: set[str], own: int) -> float:
    others = [rows[key] for key in linked if key not in inside]
    return sum(others) / len(others) if others else float(own)
