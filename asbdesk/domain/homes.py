"""Addresses as they are written and as they are meant: the same home in one spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping

from asbdesk.domain.names import fold

_SHORT: Mapping[str, str] = {
    "ave": "avenue", "av": "avenue", "blvd": "boulevard", "bldg": "building", "bldgs": "buildings", "cl": "close",
    "cres": "crescent", "cresc": "crescent", "crt": "court", "ct": "court", "dr": "drive", "est": "estate",
    "flt": "flat", "apt": "flat", "apartment": "flat", "gdn": "garden", "gdns": "gardens", "gr": "grove",
    "grn": "green", "grv": "grove", "hse": "house", "ho": "house", "ln": "lane", "mans": "mansions", "pde": "parade",
    "pk": "park", "pl": "place", "plc": "place", "rd": "road", "sq": "square", "str": "street", "tce": "terrace",
    "ter": "terrace", "terr": "terrace", "wlk": "walk", "wy": "way",
}  # fmt: skip
_NUMBER = re.compile(r"\b(\d+) ([a-z])\b")


def normal_home(lines: str) -> str:
    """``flat 3 12a kiln road thornmere`` of ``Flat 3, 12A Kiln Rd.`` and ``Thornmere``: for comparison alone."""
    words = [_SHORT.get(word, word) for word in fold(lines).split()]
    last = len(words) - 1
    words = [_saint_or_street(word, place, last) if word == "st" else word for place, word in enumerate(words)]
    return _NUMBER.sub(r"\1\2", " ".join(word for word in words if word not in ("no", "number")))


def _saint_or_street(word: str, place: int, last: int) -> str:
    """ "St" before a name is a saint: "St Mark's Road"; behind one it is a street."""
    return "street" if place == last or place >= 2 else word
