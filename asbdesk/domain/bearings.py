"""Where something lies from somewhere else, as people say it: north-east of the middle, 350 metres away."""

from __future__ import annotations

import math

_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def compass(east: float, north: float) -> str:
    """The wind that lies so many metres to the east and to the north."""
    turn = math.atan2(east, north) / (2 * math.pi)
    return _WINDS[round(turn * len(_WINDS)) % len(_WINDS)]


def away(east: float, north: float) -> str:
    """``350 metres north-east of``; to ten metres, and to one where it is near."""
    metres = math.hypot(east, north)
    shown = round(metres) if metres < 100 else round(metres, -1)
    return f"{shown:,.0f} metre{'' if shown == 1 else 's'} {compass(east, north)} of" if shown else "at"
