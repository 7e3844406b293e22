"""The map of an exclusion zone on a page of its own: outlined and hatched, so that a photocopy keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asbdesk.documents.blocks import Block, Drawing, Heading, PageBreak, Paragraph, Run
from asbdesk.documents.shapes import Align, Fill, Hatch, Label, Line, Pen, Point, Polygon, Rect, Shape
from asbdesk.domain.map_frame import Bounds

WIDTH, HEIGHT = 165.0, 160.0
"""Millimetres of the map; the frame's bounds have the same shape."""
_BARS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
_LONGEST_BAR = 55.0
_LETTER = 1.75
"""Millimetres that a letter of 8 points takes, about."""
Ground = tuple[float, float]
"""Easting and northing in metres."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the boundary file, as far as it is in view, with its name at a point inside it."""

    name: str
    at: Ground
    rings: tuple[tuple[Ground, ...], ...]


@dataclass(frozen=True, slots=True)
class ZoneMap:
    """``number`` is the term's, ``bounds`` the ground in view in metres, ``source`` whose boundaries are shown.

    ``named``: the streets that the paper names, each with where its name stands."""

    number: str
    title: str
    streets: str
    reference: str
    ring: tuple[Ground, ...]
    bounds: Bounds
    areas: tuple[Area, ...] = ()
    source: str = ""
    named: tuple[tuple[str, Ground], ...] = ()


def zone_page(zone: ZoneMap) -> tuple[Block, ...]:
    """The page: title, the streets in words, the map, its reference."""
    title = f"Map of term {zone.number}" + (f": {zone.title}" if zone.title else "")
    said = f"The zone is outlined and hatched. {_bounded(zone)}".strip()
    foot = f"{zone.reference}. {zone.source or 'No boundary file was loaded: the outline stands alone.'}"
    return (
        PageBreak(),
        Heading(1, (Run(title),)),
        Paragraph((Run(said),)),
        Drawing(WIDTH, HEIGHT, f"{title}. {said} North is at the top.", _shapes(zone)),
        Paragraph((Run(foot),)),
    )


def _bounded(zone: ZoneMap) -> str:
    return f"It is bounded by: {zone.streets.rstrip('.')}." if zone.streets else ""


def _shapes(zone: ZoneMap) -> tuple[Shape, ...]:
    west, south, east, _north = zone.bounds
    scale = WIDTH / (east - west)

    def at(ground: Ground) -> Point:
        return (ground[0] - west) * scale, HEIGHT - (ground[1] - south) * scale

    areas = [
        Polygon(tuple(tuple(at(corner) for corner in ring) for ring in area.rings), Pen(0.3, 0.55, (2.0, 1.0)), None)
        for area in zone.areas
    ]
    ring = tuple(at(corner) for corner in zone.ring)
    names = [Label(at(area.at), area.name, 8.5, align=Align.MIDDLE, ground=True) for area in zone.areas]
    return (
        *areas,
        Polygon((ring,), Pen(0.9), Fill(0.06, Hatch.RISING)),
        *names,
        *_streets(zone, at),
        *_bar(scale),
        *_arrow(),
        Rect((0, 0), WIDTH, HEIGHT, Pen(0.4)),
    )


def _streets(zone: ZoneMap, at: Callable[[Ground], Point]) -> list[Shape]:
    """Names of the streets in view, moved in from the edge; none over another nor over the name of an area."""
    taken = [_box(at(area.at), area.name) for area in zone.areas if area.name]
    found: list[Shape] = []
    for name, ground in zone.named:
        x, y = at(ground)
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            continue
        room = len(name) * _LETTER / 2 + 1
        place = min(max(x, room), WIDTH - room), min(max(y, 5.0), HEIGHT - 3)
        left, top, right, bottom = box = _box(place, name)
        if not any(left < r and x < right and top < b and y < bottom for x, y, r, b in taken):
            taken.append(box)
            found.append(Label(place, name, 7.5, bold=True, align=Align.MIDDLE, ground=True))
    return found


def _box(at: Point, words: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name, in millimetres, about."""
    half = len(words) * _LETTER / 2
    return at[0] - half, at[1] - 4, at[0] + half, at[1] + 2


def _bar(scale: float) -> tuple[Shape, ...]:
    """A scale bar of a round length at the bottom left, half of it black."""
    metres = max((each for each in _BARS if each * scale <= _LONGEST_BAR), default=_BARS[0])
    long, left, top = metres * scale, 6.0, HEIGHT - 9.0
    words = f"{metres} metres" if metres < 1_000 else f"{metres // 1_000} kilometre{'' if metres == 1_000 else 's'}"
    return (
        Rect((2, HEIGHT - 15), long + 8 + 22, 13, None, Fill(0.0)),
        Rect((left, top), long / 2, 2, Pen(0.2), Fill(1.0)),
        Rect((left + long / 2, top), long / 2, 2, Pen(0.2), Fill(0.0)),
        Label((left, top + 5.5), "0", 8, align=Align.MIDDLE),
        Label((left + long, top + 5.5), words, 8, align=Align.MIDDLE),
    )


def _arrow() -> tuple[Shape, ...]:
    """North, at the top right."""
    x, top = WIDTH - 9.0, 5.0
    return (
        Rect((x - 6, 2), 12, 20, None, Fill(0.0)),
        Polygon((((x, top), (x - 3, top + 9), (x, top + 7), (x + 3, top + 9)),), Pen(0.3), Fill(1.0)),
        Line(((x, top + 7), (x, top + 12))),
        Label((x, top + 16), "N", 10, bold=True, align=Align.MIDDLE),
    )
