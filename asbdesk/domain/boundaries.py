"""Boundary files: which of an area's properties are its code and its name, and whether its shape can be used.

Shapes are kept in degrees (WGS 84) as well-known binary. What a file has wrong is mended where there is no doubt, and
said; where there is doubt it is refused in words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_OTHER = "other"
FAR = 60
"""Kilometres from the office's other places at which a file's areas are asked about."""
_KM_OF_DEGREE = 111.2
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class BoundaryKind:
    """A kind of area; ``codes`` and ``names`` are headings, folded, ``##`` standing for the year."""

    code: str
    label: str
    codes: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused for its size."""

    megabytes: int
    areas: int
    corners: int


@dataclass(frozen=True, slots=True)
class BoundaryRules:
    """The kinds, the limits and the words that a street's name ends in, of ``resources/boundaries/kinds.toml``."""

    kinds: tuple[BoundaryKind, ...]
    limits: Limits
    streets: frozenset[str] = frozenset()

    def label(self, code: str) -> str:
        """``Wards``; an unknown kind is shown by its code."""
        return next((kind.label for kind in self.kinds if kind.code == code), code)


@dataclass(frozen=True, slots=True)
class AreaValues:
    """An area of a set: code, name, shape as well-known binary in degrees, and a point inside it for its label."""

    code: str
    name: str
    shape: bytes
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Columns:
    """What was recognised among the properties; "" or 0 where nothing was."""

    kind: str
    year: int
    code: str
    name: str


def boundary_rules(data: Mapping[str, Any]) -> BoundaryRules:
    """Out of the file."""
    kinds = tuple(
        BoundaryKind(code, each["label"], tuple(each["codes"]), tuple(each["names"]))
        for code, each in data["kind"].items()
    )
    return BoundaryRules(kinds, Limits(**data["limits"]), frozenset(data["streets"]["endings"]))


def recognise(rules: BoundaryRules, properties: Sequence[Mapping[str, Any]], file_name: str) -> Columns:
    """Which property is the code and which the name, what kind of areas these are, and of which year.

    A property by its heading; else the first whose values are all there and all different. The year is the heading's,
    else the one in the file's name.
    """
    headings = list(dict.fromkeys(name for each in properties for name in each))
    telling = [each for each in headings if _all_different(properties, each)]
    kind, code, year = _known(rules, telling)
    name = _name_of(rules, headings, kind)
    code = code or next(iter(telling), "")
    said = _YEAR.search(file_name)
    if kind in ("", _OTHER):
        kind = _kind_by_file(rules, file_name)
    return Columns(kind, year or (int(said[1]) if said else 0), code, name or code)


def _known(rules: BoundaryRules, headings: Sequence[str]) -> tuple[str, str, int]:
    for kind in rules.kinds:
        for heading in headings:
            for form in kind.codes:
                if found := _fits(form, heading):
                    return kind.code, heading, _year(found)
    return "", "", 0


def _name_of(rules: BoundaryRules, headings: Sequence[str], kind: str) -> str:
    first = [each for each in rules.kinds if each.code == kind]
    for each in (*first, *rules.kinds):
        for heading in headings:
            if any(_fits(form, heading) for form in each.names):
                return heading
    return ""


def _fits(form: str, heading: str) -> re.Match[str] | None:
    return re.fullmatch(re.escape(form).replace(r"\#\#", r"(\d\d)"), heading.strip().casefold())


def _year(found: re.Match[str]) -> int:
    return 2000 + int(found[1]) if found.groups() else 0


def _kind_by_file(rules: BoundaryRules, file_name: str) -> str:
    folded = file_name.casefold()
    return next((kind.code for kind in rules.kinds if kind.code in folded), _OTHER)


def _all_different(properties: Sequence[Mapping[str, Any]], heading: str) -> bool:
    values = [words(each.get(heading)) for each in properties]
    return all(values) and len(set(values)) == len(values)


def words(value: object) -> str:
    """A property as text: 12.0 is "12", nothing is ""."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).encode("utf-8", "replace").decode("utf-8").strip()  # half a character cannot be kept


def apart(one: tuple[float, float], other: tuple[float, float]) -> int:
    """How many kilometres lie between two points (latitude, longitude), as the crow flies."""
    (south, west), (north, east) = one, other
    across = (east - west) * math.cos(math.radians((south + north) / 2))
    return round(_KM_OF_DEGREE * math.hypot(north - south, across))


def far_words(km: int) -> str:
    """What is said of areas that lie that far from what the office has; "" where that is near."""
    if km < FAR:
        return ""
    return (
        f"These areas lie {km:,} km from the places that this office has. It may be another borough’s file, or one "
        "with northings before eastings: look at the map before you count by them."
    )


def repeated(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that stand there more than once."""
    seen: dict[str, int] = {}
    for code in codes:
        seen[code] = seen.get(code, 0) + 1
    return tuple(code for code, times in seen.items() if times > 1)
