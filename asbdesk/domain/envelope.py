"""How far an office moves the address in the window of its envelopes, where its printer or its envelopes are askew.

The window of a DL envelope is that of BS 4264; the address stands at its upper left corner, so that it can be moved to
the right and down alone, and only so far that an address of seven lines still stands in it legibly.
"""

from __future__ import annotations

from asbdesk.errors import InvalidField

MOST_RIGHT, MOST_DOWN = 250, 60
"""In tenths of a millimetre."""


def tenths(field: str, words: str) -> int:
    """Tenths of a millimetre out of "2", "2.5 mm" or "2,5". Raises :class:`InvalidField` for the form's field."""
    text = words.strip().casefold().removesuffix("mm").strip().replace(",", ".")
    try:
        return round(float(text or "0") * 10)
    except (ValueError, OverflowError):
        raise InvalidField(field, "Give millimetres, such as 2 or 1.5.") from None


def check_shift(right: int, down: int) -> None:
    """Raises :class:`InvalidField` where the address would leave the window."""
    for field, value, most, way in (("right", right, MOST_RIGHT, "right"), ("down", down, MOST_DOWN, "down")):
        if not 0 <= value <= most:
            raise InvalidField(
                field,
                f"Give 0 to {most // 10} mm: the address would leave the window.",
                f"It stands at the window\u2019s upper left corner and can be moved {way} alone.",
            )


def millimetres(value: int) -> str:
    """``2.5`` of 25 tenths, ``2`` of 20."""
    return f"{value / 10:g}"
