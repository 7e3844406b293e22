"""Which column holds what, and what else is to be known to make incidents of rows."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from datetime import date

from asbdesk.domain.casework import Labelled, PlaceKind, ReportedHow
from asbdesk.domain.when import When
from asbdesk.importers.dates import DateFormat, DateReading


class Target(Labelled):
    """A field of an incident that a column can fill."""

    WHEN = "when", "Date, or date and time"
    TIME = "time", "Time of day"
    PLACE = "place", "Address or place"
    POSTCODE = "postcode", "Postcode"
    LATITUDE = "latitude", "Latitude"
    LONGITUDE = "longitude", "Longitude"
    POINT = "point", "Latitude and longitude, or grid reference, in one"
    EASTING = "easting", "Easting"
    NORTHING = "northing", "Northing"
    LSOA_CODE = "lsoa_code", "LSOA code"
    LSOA_NAME = "lsoa_name", "LSOA name"
    CATEGORY = "category", "Kind of incident"
    QUALIFIER = "qualifier", "Personal, nuisance or environmental"
    ACCOUNT = "account", "Account"
    SUMMARY = "summary", "Summary"
    EXTERNAL_REF = "external_ref", "Their reference"
    REPORTED_BY = "reported_by", "Reported by"
    NUMBER = "number", "How many incidents the row stands for"


#: Fields that may take several columns; each then stands on a line of its own with its heading.
SEVERAL = frozenset((Target.ACCOUNT, Target.PLACE))


class Grid(Labelled):
    """What eastings and northings count from."""

    BRITAIN = "27700", "National Grid (Great Britain)"
    IRELAND = "29903", "Irish Grid"
    IRELAND_NEW = "2157", "Irish Transverse Mercator"

    @property
    def epsg(self) -> int:
        """Its number in the EPSG's register."""
        return int(self.value)


@dataclass(frozen=True, slots=True)
class Take:
    """Rows to take in when not all are wanted: those whose cell in ``column`` says one of ``words`` (any case)."""

    column: int
    words: tuple[str, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """How rows become incidents.

    ``columns`` counts from 0. ``dates`` is None until the column has been judged; ``constant_when`` serves files that
    have no dates, and ``needs_when`` asks for it; ``prefer`` settles what the column leaves open, where the kind of
    file is known. ``categories`` says what this file's own words stand for, before the program's list is asked;
    ``default_category`` serves rows without any word, ``unknown_category`` those whose word nobody knows (None: such
    rows are refused).
    """

    columns: Lookup[Target, tuple[int, ...]]
    profile: str = ""
    dates: DateReading | None = None
    whole_months: bool = False
    constant_when: When | None = None
    needs_when: str = ""
    prefer: DateFormat | None = None
    take: Take | None = None
    categories: Lookup[str, str] = field(default_factory=dict[str, str])
    default_category: str = "asb-unspecified"
    unknown_category: str | None = None
    place_kind: PlaceKind = PlaceKind.PLACE
    reported_how: ReportedHow = ReportedHow.IMPORT
    reported_by: str = ""
    grid: Grid = Grid.BRITAIN

    def column(self, target: Target) -> int | None:
        """The first column that fills a field."""
        found = self.columns.get(target)
        return found[0] if found else None

    def with_columns(self, target: Target, *columns: int) -> Mapping:
        """The same with one field filled otherwise; no columns leave it empty. Moved dates are judged anew."""
        changed = {key: value for key, value in self.columns.items() if key is not target}
        if columns:
            changed[target] = columns
        return replace(self, columns=changed, dates=None if target is Target.WHEN else self.dates)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for this run. ``take_all`` takes in rows that the profile would leave out. ``taken`` are the
    fingerprints of an import with the numbers of their rows, where the file brings back mended rows of it. After
    ``today`` nothing can have happened; None where nobody looks at that."""

    take_all: bool = False
    most_rows: int = 2_000_000
    taken: Lookup[str, int] = field(default_factory=dict[str, int])
    today: date | None = None
