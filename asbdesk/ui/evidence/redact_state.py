"""What the page for redacting decides and says. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asbdesk.domain.redaction import Box, Reason

Size = tuple[float, float]
STEP = 0.005
"""An arrow key moves a box by so much of the page's longer side; with Ctrl by a fifth of that."""
_SMALLEST = 0.004


def step(size: Size, *, fine: bool = False) -> float:
    """How far an arrow key goes on a page of this size."""
    return max(size) * (STEP / 5 if fine else STEP)


def moved(box: Box, across: float, down: float, size: Size) -> Box:
    """The box elsewhere, never off its page."""
    left = min(max(0.0, box.left + across), max(0.0, size[0] - box.width))
    top = min(max(0.0, box.top + down), max(0.0, size[1] - box.height))
    return replace(box, left=left, top=top)


def sized(box: Box, wider: float, higher: float, size: Size) -> Box:
    """The box larger or smaller at its right and lower sides."""
    least = max(size) * _SMALLEST
    width = min(max(least, box.width + wider), size[0] - box.left)
    return replace(box, width=width, height=min(max(least, box.height + higher), size[1] - box.top))


def drawn(page: int, ends: tuple[float, float, float, float], reason: str, size: Size) -> Box | None:
    """The box between two corners that the mouse went; None for a mere click."""
    across, down = sorted((ends[0], ends[2])), sorted((ends[1], ends[3]))
    left, right = max(0.0, across[0]), min(size[0], across[1])
    top, bottom = max(0.0, down[0]), min(size[1], down[1])
    least = max(size) * _SMALLEST
    if right - left < least or bottom - top < least:
        return None
    return Box(page, left, top, right - left, bottom - top, reason)


def new(page: int, reason: str, size: Size) -> Box:
    """A box in the middle of a page, for the keyboard to move."""
    wide, high = size[0] * 0.3, size[1] * 0.03
    return Box(page, (size[0] - wide) / 2, (size[1] - high) / 2, wide, high, reason)


def added(boxes: Sequence[Box], more: Sequence[Box]) -> tuple[Box, ...]:
    """With others; one that lies wholly in another is left out."""
    kept = list(boxes)
    for box in more:
        if not any(box.page == each.page and _within(box, each) for each in kept):
            kept.append(box)
    return tuple(kept)


def _within(one: Box, other: Box) -> bool:
    left, top, right, bottom = one.rect
    x, y, z, w = other.rect
    return x - 0.01 <= left and y - 0.01 <= top and right <= z + 0.01 and bottom <= w + 0.01


def where(box: Box, size: Size) -> str:
    """Where on its page a box is, in words: "near the top, left"."""
    across, down = box.middle
    third = ("top", "middle", "foot")[min(2, int(3 * down / max(1.0, size[1])))]
    side = ("left", "middle", "right")[min(2, int(3 * across / max(1.0, size[0])))]
    return "middle" if third == side else f"{third}, {side}"


def cells(boxes: Sequence[Box], sizes: Sequence[Size]) -> list[tuple[str, str, str]]:
    """The lines of the list of boxes."""
    return [
        (str(box.page + 1), where(box, sizes[box.page]) if box.page < len(sizes) else "", box.reason or "No reason yet")
        for box in boxes
    ]


def spoken(page: int, boxes: Sequence[Box], current: int, sizes: Sequence[Size]) -> str:
    """The page in view, as a screen reader tells it."""
    here = sum(box.page == page for box in boxes)
    words = f"Page {page + 1} of {len(sizes)}, {_counted(here, 'box', 'boxes')}."
    if 0 <= current < len(boxes) and boxes[current].page == page:
        box = boxes[current]
        places = f"{box.left:.0f} across, {box.top:.0f} down, {box.width:.0f} wide, {box.height:.0f} high"
        words += f" Box {current + 1}: {where(box, sizes[page])}, {places}."
    return words


def found_words(wanted: str, places: int, pages: int) -> str:
    """What came of looking for words."""
    if not places:
        return f"“{wanted}” was not found. A scan may hold it as a picture only: look, and draw the box."
    return f"“{wanted}”: {_counted(places, 'place', 'places')} on {_counted(pages, 'page', 'pages')}."


def made_words(copy: str, made: int) -> str:
    """What is said when the copy is there."""
    return f"{copy} made from {_counted(made, 'box', 'boxes')}, and proven by reading it back."


def choices(reasons: Sequence[Reason]) -> list[str]:
    """The reasons to choose from."""
    return [reason.words for reason in reasons]


def _counted(number: int, one: str, more: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {more}"
