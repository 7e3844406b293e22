"""A text as its reader sees it: signs without width are gone, and letters of other sorts are the ones they look like.

What is found in such a text is marked in the first one, so each keeps count of where its signs came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from asbdesk.documents.guard.people import Spot
from asbdesk.documents.guard.words import word_set

_NO_WIDTH = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_UNSEEN = re.compile(rf"[{_NO_WIDTH}]|\u00ad(?![ \t]*\r?\n)")
"""A soft hyphen at a line's end is seen: there it cuts a word in two."""


@dataclass(frozen=True, slots=True)
class Plain:
    """``came_from`` holds for each sign of ``text`` its place in the first text, and where that ended."""

    text: str
    came_from: tuple[int, ...] = ()

    def back(self, spot: Spot) -> Spot:
        """A place of this text where it stands in the first one."""
        if not self.came_from:
            return spot
        start, last = self.came_from[spot.start], self.came_from[max(spot.start, spot.end - 1)]
        return Spot(start, last + 1, spot.called, spot.what)


def plain(text: str) -> Plain:
    """Without what nobody sees, wide and joined letters as ours."""
    if text.isascii() or not (_UNSEEN.search(text) or any(_spelt(sign) != sign for sign in set(text))):
        return Plain(text)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if _UNSEEN.match(text, place):
            continue
        for each in _spelt(sign):
            signs.append(each)
            places.append(place)
    return Plain("".join(signs), tuple(places))


def looked_alike(text: str) -> str:
    """The same text, sign for sign, with our letters for those of other alphabets that look like them."""
    return text if text.isascii() else text.translate(_alike())


@cache
def _alike() -> dict[int, str]:
    return {ord(theirs): ours for theirs, ours in word_set("alike")}


@cache
def _spelt(sign: str) -> str:
    """A sign as ours where it is only another shape of it: wide, bold, joined, or a blank of another width."""
    kind = unicodedata.category(sign)
    if kind in ("Zs", "Zl", "Zp"):
        return " " if kind == "Zs" else "\n"
    shape = unicodedata.decomposition(sign)
    by_itself = shape.startswith("<compat> 0020")  # an accent on nothing, typed for an apostrophe
    return unicodedata.normalize("NFKC", sign) if shape.startswith("<") and not by_itself else sign
