"""Redaction: where the boxes are, and why; what is under them leaves the paper."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asbdesk.errors import InvalidField, Refused

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom; from the top left corner of the page as it is shown."""
COPY = "redacted-copy"
"""What stands for a template with a filed paper that is a redacted copy."""
MOST = 2000
"""Boxes of one file."""
LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """``page`` counts from 0. The rest is in points of a PDF's page as it is shown, or in pixels of a picture the
    right way up, from its top left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float
    reason: str = ""

    @property
    def rect(self) -> Rect:
        """Its four sides."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle point."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is hidden, from the list; ``source`` says where the ground comes from."""

    code: str
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Burned:
    """A page that was made a picture, because its parts could not be told apart with certainty."""

    page: int
    why: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A finished copy. ``found`` says in words what the reading back has shown; ``burned`` are pages made pictures."""

    content: bytes
    media_type: str
    burned: tuple[Burned, ...]
    found: tuple[str, ...]


def reasons(table: Mapping[str, Any]) -> tuple[Reason, ...]:
    """The list of reasons, from ``resources/redaction-reasons.toml``."""
    return tuple(Reason(each["code"], each["words"], each.get("source", "")) for each in table["reason"])


def check(boxes: Sequence[Box], sizes: Sequence[tuple[float, float]]) -> None:
    """Raises :class:`InvalidField` (``boxes``) for a box that cannot be applied, in words."""
    if not boxes:
        raise InvalidField("boxes", "Draw at least one box, or find a word.")
    if len(boxes) > MOST:
        raise InvalidField("boxes", f"These are more than {MOST} boxes. Cover whole paragraphs with one box each.")
    for number, box in enumerate(boxes, 1):
        if not 0 <= box.page < len(sizes):
            raise InvalidField("boxes", f"Box {number} is on a page that this file does not have.")
        if not all(math.isfinite(each) for each in box.rect) or min(box.width, box.height) < LEAST:
            raise InvalidField("boxes", f"Box {number} is too small to hide anything. Make it larger or remove it.")
        wide, high = sizes[box.page]
        if box.left >= wide or box.top >= high or box.rect[2] <= 0 or box.rect[3] <= 0:
            raise InvalidField("boxes", f"Box {number} is off its page. Move it or remove it.")
        if not box.reason.strip():
            raise InvalidField("boxes", f"Say why box {number} hides what it hides.")


def to_json(boxes: Sequence[Box]) -> list[dict[str, Any]]:
    """As a draft and the log keep them."""
    return [
        {"page": b.page, "box": [round(n, 2) for n in (b.left, b.top, b.width, b.height)], "reason": b.reason}
        for b in boxes
    ]


def from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[Box, ...]:
    """The same, read back. Raises :class:`Refused` for what is none of it."""
    try:
        return tuple(_read(row) for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("These boxes cannot be read.", "Draw them again.") from error


def _read(row: Mapping[str, Any]) -> Box:
    left, top, width, height = map(float, row["box"])
    return Box(int(row["page"]), left, top, width, height, str(row["reason"]))
