"""A first guess of which column holds what, from headings and from contents. The user sees it and may correct it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup

from asbdesk.domain.casework import PlaceKind
from asbdesk.domain.categories import plain
from asbdesk.importers import contents
from asbdesk.importers.dates import judge_dates
from asbdesk.importers.mapping import SEVERAL, Grid, Mapping, Target
from asbdesk.importers.reading import Reading
from asbdesk.reference_data import load_categories

#: Headings seen in agencies' files, the surest first.
_NAMES: Lookup[Target, tuple[str, ...]] = {
    Target.WHEN: (
        "incident date",
        "date of incident",
        "date and time of incident",
        "date time",
        "datetime",
        "occurred",
        "date occurred",
        "when",
        "date",
        "month",
        "date reported",
        "pubdate",
        "epoch",
        "created",
        "date received",
        "date logged",
        "logged",
        "timestamp",
    ),
    Target.TIME: ("time of incident", "incident time", "time", "time occurred"),
    Target.LATITUDE: ("latitude", "lat", "location latitude", "y coordinate wgs84"),
    Target.LONGITUDE: ("longitude", "long", "lon", "lng", "location longitude"),
    Target.POINT: (
        "point",
        "lat long",
        "latlong",
        "lat lon",
        "coordinates",
        "location coordinates",
        "geometry coordinates",
        "geometry",
        "geom",
        "wkt",
        "geopoint",
        "location",
        "georss point",
        "grid reference",
        "grid ref",
        "os grid reference",
        "os grid ref",
        "ngr",
    ),
    Target.EASTING: (
        "irish grid easting",
        "irish easting",
        "itm easting",
        "easting",
        "eastings",
        "x coordinate",
        "x coord",
        "grid east",
        "osgb easting",
        "x",
    ),
    Target.NORTHING: (
        "irish grid northing",
        "irish northing",
        "itm northing",
        "northing",
        "northings",
        "y coordinate",
        "y coord",
        "grid north",
        "osgb northing",
        "y",
    ),
    Target.LSOA_CODE: ("lsoa code", "lsoa", "lsoa11cd", "lsoa21cd"),
    Target.LSOA_NAME: ("lsoa name", "lsoa11nm", "lsoa21nm"),
    Target.POSTCODE: ("postcode", "post code", "pcd", "pcds"),
    Target.PLACE: (
        "address",
        "incident address",
        "location of incident",
        "street name",
        "location street name",
        "incident location",
        "street address",
        "address line",
        "address line 1",
        "address 1",
        "location",
        "street",
        "place",
        "road",
        "where",
        "whereabouts",
        "site",
        "premises",
        "court",
        "ward name",
        "wardname",
        "ward",
        "neighbourhood",
    ),
    Target.CATEGORY: (
        "category",
        "crime type",
        "incident type",
        "type of incident",
        "asb type",
        "type",
        "kind",
        "nature",
        "classification",
        "asb category",
        "what",
    ),
    Target.QUALIFIER: ("qualifier", "nsir qualifier", "asb qualifier", "risk type"),
    Target.ACCOUNT: (
        "account",
        "description",
        "details",
        "incident details",
        "notes",
        "comments",
        "narrative",
        "what happened",
        "text",
    ),
    Target.SUMMARY: ("summary", "subject", "title", "headline"),
    Target.EXTERNAL_REF: (
        "reference",
        "ref",
        "ref no",
        "reference number",
        "incident number",
        "incident no",
        "urn",
        "cad",
        "cad number",
        "crime id",
        "case id",
        "log number",
        "persistent id",
        "id",
    ),
    Target.REPORTED_BY: ("reported by", "reporter", "source", "agency", "force"),
    Target.NUMBER: ("number of incidents", "incident count", "incidents", "how many", "asbos issued"),
}
_LSOA = re.compile(r"[EWS]01\d{6}")
_METRES = re.compile(r"0|(?:\d{4,7}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d+)?")
_ANYTHING = (4, 9, 10, 12)
"""So many figures are no date of themselves: nine or ten may be a telephone, twelve the number of a property."""
_DEGREES = re.compile(r"-?\d{1,3}\.\d{2,}")


def guess_mapping(reading: Reading) -> Mapping:
    """The likeliest meaning of each column; a column that nothing speaks for stays unused."""
    columns = [
        [row[at].strip() for _, row in reading.sample if at < len(row) and row[at].strip()]
        for at in range(reading.width)
    ]
    found: dict[Target, tuple[int, ...]] = {}
    taken: set[int] = set()
    looks = _BY_CONTENT if reading.header else _HEADLESS
    for target, names in _NAMES.items():
        at = _by_heading(reading, names, taken, columns, target)
        if at is None and target in looks:
            at = next(
                (
                    each
                    for each, values in enumerate(columns)
                    if each not in taken | _told(reading, target) and contents.mostly(looks[target], values)
                ),
                None,
            )
        if at is not None:
            found[target] = (at, *(_alike(reading, at, taken, columns) if target in SEVERAL else ()))
            taken.update(found[target])
    if not reading.header:
        found |= _beside(columns, taken)
    if reading.months:
        found[Target.WHEN], found[Target.NUMBER] = (reading.width - 2,), (reading.width - 1,)
    address = Target.POSTCODE in found or any(
        "address" in plain(reading.heading(at)) for at in found.get(Target.PLACE, ())
    )
    place_kind = PlaceKind.ADDRESS if address else PlaceKind.PLACE
    return Mapping(found, place_kind=place_kind, grid=_grid(reading, found.get(Target.EASTING, ())))


def _beside(columns: Sequence[Sequence[str]], taken: set[int]) -> dict[Target, tuple[int, ...]]:
    """Eastings and northings without headings: two such columns side by side, where there is one such pair alone."""
    pairs = [
        at
        for at in range(len(columns) - 1)
        if not taken & {at, at + 1} and contents.is_metres(columns[at], columns[at + 1])
    ]
    return {Target.EASTING: (pairs[0],), Target.NORTHING: (pairs[0] + 1,)} if len(pairs) == 1 else {}


def _grid(reading: Reading, columns: Sequence[int]) -> Grid:
    """As the heading says; the National Grid where it says nothing."""
    words = " ".join(_name(reading.heading(at)) for at in columns)
    return Grid.IRELAND_NEW if "itm" in words else Grid.IRELAND if "irish" in words else Grid.BRITAIN


def _by_heading(
    reading: Reading, names: Sequence[str], taken: set[int], columns: Sequence[Sequence[str]], target: Target
) -> int | None:
    """The column with the surest heading whose contents do not speak against it; a blank column speaks for nothing."""
    headings = [_name(cell) for cell in reading.header]
    for name in names:
        for at, heading in enumerate(headings):
            if heading == name and at not in taken and columns[at] and not _speaks_against(target, columns[at]):
                return at
    return None


def _told(reading: Reading, target: Target) -> set[int]:
    """Columns whose heading says that they are told in somebody's words: these are no kinds, whatever they say."""
    if target is not Target.CATEGORY:
        return set()
    told = {*_NAMES[Target.ACCOUNT], *_NAMES[Target.SUMMARY]}
    return {at for at, heading in enumerate(reading.header) if _name(heading) in told}


def _alike(reading: Reading, at: int, taken: set[int], columns: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The other columns with the same heading: an address or an account over several."""
    heading = _name(reading.heading(at)) if reading.header else ""
    others = [each for each in range(at + 1, len(reading.header)) if _name(reading.header[each]) == heading]
    return tuple(each for each in others if heading and each not in taken and columns[each])


def _name(heading: str) -> str:
    """``LSOA_code``, ``lsoaCode`` and ``LSOA code`` are one."""
    return plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))


def _speaks_against(target: Target, values: Sequence[str]) -> bool:
    if target is Target.PLACE:
        return contents.mostly(lambda value: contents.is_point(value) or bool(_DEGREES.fullmatch(value)), values)
    if target in _WHOLE:
        return sum(map(_WHOLE[target], values)) * 2 < len(values)
    return target is Target.WHEN and not _dates(values)


def _dates(values: Sequence[str]) -> bool:
    judged = judge_dates(values)
    return bool(judged.different) and judged.fits * 2 >= judged.different


def _between(low: float, high: float) -> Callable[[str], bool]:
    return lambda value: bool(_DEGREES.fullmatch(value)) and low <= float(value) <= high


#: What the cells must look like under a heading that alone would say too little.
_WHOLE: Lookup[Target, Callable[[str], bool]] = {
    Target.POINT: contents.is_point,
    Target.EASTING: lambda value: _METRES.fullmatch(value) is not None,
    Target.NORTHING: lambda value: _METRES.fullmatch(value) is not None,
    Target.NUMBER: lambda value: value.isascii() and value.isdigit() and len(value) <= 5,
}
#: What cells look like where headings say nothing. The degrees are those of the British Isles.
_BY_CONTENT: Lookup[Target, Callable[[str], bool]] = {
    Target.WHEN: lambda value: not (value.isdigit() and len(value) in _ANYTHING) and judge_dates((value,)).fits == 1,
    Target.LSOA_CODE: lambda value: _LSOA.fullmatch(value) is not None,
    Target.POSTCODE: contents.is_postcode,
    Target.LATITUDE: _between(49, 61.5),
    Target.LONGITUDE: _between(-9, 2.5),
    Target.CATEGORY: lambda value: load_categories().code_for(value) is not None,
}
#: As much again for files without any heading.
_HEADLESS: Lookup[Target, Callable[[str], bool]] = {
    **_BY_CONTENT,
    Target.TIME: contents.is_time,
    Target.POINT: contents.is_point,
    Target.PLACE: contents.is_street,
    Target.ACCOUNT: contents.is_sentence,
}
