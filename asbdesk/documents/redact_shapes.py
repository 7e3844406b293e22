"""Places on a page: what meets a box, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MUCH = 0.15
"""A letter of which so much lies under a box goes, the box's edge notwithstanding."""


def joined(first: Matrix, then: Matrix) -> Matrix:
    """The matrix of ``first``, and ``then`` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def placed(matrix: Matrix, points: Iterable[Point]) -> list[Point]:
    """Points where a matrix puts them."""
    a, b, c, d, e, f = matrix
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def back(matrix: Matrix) -> Matrix | None:
    """The way back; None where everything was pressed flat."""
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    if abs(whole) < 1e-12:
        return None
    return (d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole)


def corners(area: Area) -> list[Point]:
    """The four corners, all the way round."""
    left, bottom, right, top = area
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def around(points: Sequence[Point]) -> Area:
    """The upright box around points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def meet(one: Area, other: Area) -> bool:
    """Do two upright boxes meet?"""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def within(one: Area, other: Area) -> bool:
    """Does one lie in the other?"""
    return other[0] <= one[0] and one[2] <= other[2] and other[1] <= one[1] and one[3] <= other[3]


def common(one: Area | None, other: Area | None) -> Area | None:
    """What two areas share; one that is None has no end. Areas that share nothing leave a point."""
    if one is None or other is None:
        return one if other is None else other
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def beyond(outer: Area, sight: Area | None, margin: float) -> list[Area]:
    """The parts of an area that lie outside another by more than a margin."""
    if sight is None:
        return []
    left, bottom, right, top = sight[0] - margin, sight[1] - margin, sight[2] + margin, sight[3] + margin
    parts = [(outer[0], outer[1], left, outer[3]), (right, outer[1], outer[2], outer[3]),
             (outer[0], outer[1], outer[2], bottom), (outer[0], top, outer[2], outer[3])]  # fmt: skip
    return [each for each in parts if each[0] < each[2] and each[1] < each[3]]


def covered(shape: Sequence[Point], boxes: Iterable[Area]) -> bool:
    """Is so much of a letter's shape under a box that it must go? One without width goes when its middle does."""
    outer = around(shape)
    middle = ((outer[0] + outer[2]) / 2, (outer[1] + outer[3]) / 2)
    whole = abs(_size(shape))
    for box in boxes:
        if not meet(outer, box):
            continue
        if within((*middle, *middle), box):
            return True
        if whole > 1e-9 and abs(_size(_cut(shape, box))) > _MUCH * whole:
            return True
    return False


def _size(shape: Sequence[Point]) -> float:
    pairs = zip(shape, [*shape[1:], *shape[:1]], strict=True)
    return sum(x * w - z * y for (x, y), (z, w) in pairs) / 2


def _cut(shape: Sequence[Point], box: Area) -> list[Point]:
    """What of a shape without dents lies in the box."""
    left, bottom, right, top = box
    found = list(shape)
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, bottom, 1), (1, top, -1)):
        found = _cut_at(found, axis, limit, sign)
    return found


def _cut_at(shape: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    found: list[Point] = []
    for place, here in enumerate(shape):
        before = shape[place - 1]
        inside, was = (here[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if inside != was:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            found.append(tuple(b + (h - b) * share for b, h in zip(before, here, strict=True)))  # pyright: ignore[reportArgumentType]
        if inside:
            found.append(here)
    return found
