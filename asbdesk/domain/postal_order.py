"""The order in which letters are carried: by postcode, then along the street."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asbdesk.domain.postcodes import incode, outcode

_PARTS = re.compile(r"\d+|\D+")
Order = tuple[tuple[int, int, str], ...]


def postal_order(lines: Sequence[str], postcode: str) -> tuple[bool, Order, Order, Order]:
    """What sorts an address: those without a postcode last; then the postcode, the street, and the house, 9 before 10.

    ``lines`` are the address without its postcode."""
    out, within = outcode(postcode) or "", incode(postcode) or ""
    numbers = [part for line in lines for part in re.findall(r"\d+\w*", line)]
    street = " ".join(re.sub(r"\d+\w*", "", line).strip() for line in lines)
    return not out, natural(f"{out} {within}"), natural(street), natural(" ".join(reversed(numbers)))


def natural(text: str) -> Order:
    """Figures by their value, all else by its letters."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part.casefold().strip()) for part in _PARTS.findall(text)
    )
