"""What has been said about a file so far, what is still to be said, and what each list offers. No Qt."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Literal

from asbdesk.domain.imports import Holds
from asbdesk.domain.when import When, parse_when
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import CategoryWord
from asbdesk.importers.dates import DateFormat, DateReading, period
from asbdesk.importers.doubles import undecided
from asbdesk.importers.kinds import AnyMapping
from asbdesk.importers.known import OWN, fits
from asbdesk.importers.mapping import Grid, Mapping, Options, Take, Target
from asbdesk.importers.months import month_columns
from asbdesk.importers.people_file import PeopleMapping
from asbdesk.importers.profiles import profiles
from asbdesk.importers.reading import Reading
from asbdesk.importers.staging import Checkup
from asbdesk.queries.imports import BatchRow, MappingRow
from asbdesk.reference_data import load_categories

Choices = list[tuple[str, str]]

TARGETS: dict[Target, str] = {
    Target.WHEN: "When",
    Target.TIME: "Time of day",
    Target.PLACE: "Place",
    Target.POSTCODE: "Postcode",
    Target.LATITUDE: "Latitude",
    Target.LONGITUDE: "Longitude",
    Target.POINT: "Point (both in one)",
    Target.EASTING: "Easting",
    Target.NORTHING: "Northing",
    Target.CATEGORY: "Category",
    Target.QUALIFIER: "Qualifier",
    Target.REPORTED_BY: "Reported by",
    Target.SUMMARY: "Summary",
    Target.ACCOUNT: "Account",
    Target.EXTERNAL_REF: "Their reference",
    Target.LSOA_CODE: "LSOA code",
    Target.LSOA_NAME: "LSOA name",
    Target.NUMBER: "How many incidents",
}
"""Each field of an incident that a column can fill, by the words of the incident's form."""
_ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "utf-8-sig": "Unicode (UTF-8 with a mark)",
    "cp1252": "Western (Windows)",
    "utf-16": "Unicode (UTF-16)",
    "utf-16-le": "Unicode (UTF-16, little-endian)",
    "utf-16-be": "Unicode (UTF-16, big-endian)",
    "mac_roman": "Western (Macintosh)",
    "cp850": "Western (DOS)",
}
_DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar |", "^": "Caret ^", "~": "Tilde ~"}
_QUOTES = {'"': 'Double "', "'": "Single '", "": "No quotation marks"}
_HEADER_ROWS = 15
_SHOWN_WORDS = 6


HOLDS: Choices = [(each.value, each.label) for each in Holds]
"""What a file may hold."""


class Step(IntEnum):
    """How far the file is."""

    FILE = 0
    COLUMNS = 1
    CHECKED = 2
    DONE = 3


STEPS = {
    Step.FILE: "Choose the file.",
    Step.COLUMNS: "See how the file was read, and mend what is wrong.",
    Step.CHECKED: "Look at what would come of it. Nothing has been changed yet.",
    Step.DONE: "Done.",
}


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the user said about how the file is to be read; None: as the file suggests."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheet: str | None = None
    header_row: int | Literal["guess"] | None = "guess"
    months: bool = True
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file as it was read, and what was said about it. ``mapping`` has its dates judged by the file alone; ``people``
    serves in its place where the rows are people, or addresses."""

    path: Path
    reading: Reading
    mapping: Mapping = field(default_factory=lambda: Mapping({}))
    words: tuple[CategoryWord, ...] = ()
    earlier: BatchRow | None = None
    date_format: DateFormat | None = None
    when_text: str = ""
    options: Options = field(default_factory=Options)
    own: tuple[MappingRow, ...] = ()
    people: PeopleMapping | None = None

    def read_by(self, mapping: AnyMapping) -> Chosen:
        """The same file by another mapping."""
        if isinstance(mapping, PeopleMapping):
            return replace(self, people=mapping)
        return replace(self, mapping=mapping, people=None, date_format=None)


def step_words(step: Step, file_name: str) -> str:
    """Where the page is, in a line."""
    where = f"Step {step + 1} of {len(STEPS)}"
    return " · ".join((where, *([file_name] if file_name and step is not Step.FILE else []), STEPS[step]))


def mapping_now(chosen: Chosen) -> AnyMapping:
    """The mapping with the user's own word on dates."""
    if chosen.people is not None:
        return chosen.people
    mapping = chosen.mapping
    if mapping.dates is None or chosen.date_format is None:
        return mapping
    return replace(mapping, dates=mapping.dates.choose(chosen.date_format))


def what_is_missing(chosen: Chosen | None) -> str:
    """Why the file cannot be checked yet; empty when it can."""
    if chosen is None:
        return "The file cannot be read this way. Change how it is read, or choose another."
    mapping = mapping_now(chosen)
    if isinstance(mapping, PeopleMapping):
        return mapping.missing
    if mapping.dates is not None and mapping.dates.ambiguous:
        return "Say first which way the dates are written."
    if mapping.column(Target.WHEN) is None and mapping.constant_when is None:
        return mapping.needs_when or "Choose the column that holds the date, or give the period that the file covers."
    return ""


def may_take_in(checkup: Checkup, decisions: Lookup[int, int], *, overlap_allowed: bool) -> bool:
    """Is there anything new, is it decided who is known, and has somebody said that days which an earlier import covers
    are no mistake?"""
    decided = not undecided(checkup.doubles, decisions)
    return checkup.new > 0 and decided and (overlap_allowed or not checkup.overlaps)


def understood_period(text: str, now: datetime) -> When | None:
    """A period as files have it (``2013-12``) or as people say it ("December 2013"). Raises AsbdeskError."""
    said = text.strip()
    if not said:
        return None
    found = period(said)
    if found is not None:
        return found
    try:
        return parse_when(said, now)
    except AsbdeskError as error:
        raise AsbdeskError(
            f"“{said[:40]}” is no period.", "Type a year, a month or two days: 2013, Dec 2013, 2012-12-01/2013-11-30."
        ) from error


def date_question(dates: DateReading | None) -> tuple[tuple[DateFormat, str], ...]:
    """The two readings of a column that fits both, each with an example; empty when nothing is to be asked."""
    if dates is None or not dates.alternatives:
        return ()
    examples = dict(dates.examples)
    names = {DateFormat.DAY_FIRST: "Day first", DateFormat.MONTH_FIRST: "Month first"}
    return tuple(
        (each, f"{names.get(each, each.label)}: {examples.get(each.value, '').removesuffix(each.value).strip()}")
        for each in dates.alternatives
    )


def date_choices(dates: DateReading | None) -> Choices:
    """What the list of date forms offers; the first entry leaves it to the file."""
    if dates is None:
        return [("", "No column of dates")]
    forms = ", or ".join(each.label.split(":")[0].casefold() for each in dates.formats)
    found = f"As found: {forms}" if forms else "None was recognised"
    found = "Both fit: say which, below" if dates.ambiguous else found
    return [("", found), *((each.value, each.label) for each in DateFormat)]


def column_choices(reading: Reading, mapping: Mapping, target: Target) -> Choices:
    """The columns that may fill a field; several together where the profile joins them."""
    each = [(str(at), reading.heading(at)) for at in range(reading.width)]
    now = mapping.columns.get(target, ())
    if len(now) > 1:
        each.insert(0, (columns_text(now), " + ".join(reading.heading(at) for at in now)))
    return [("", "(no column)"), *each]


def columns_text(columns: Sequence[int]) -> str:
    """Columns as the value of a list's entry."""
    return ",".join(map(str, columns))


def columns_of(text: str | None) -> tuple[int, ...]:
    """The columns back from it."""
    return tuple(int(part) for part in text.split(",")) if text else ()


def encoding_choices(reading: Reading) -> Choices:
    """Encodings, the file's own among them."""
    return _with_own(_ENCODINGS, reading.encoding)


def delimiter_choices(reading: Reading) -> Choices:
    """What may stand between columns."""
    return _with_own(_DELIMITERS, reading.delimiter)


def quote_choices(reading: Reading) -> Choices:
    """What may stand around a cell."""
    return _with_own(_QUOTES, reading.quote)


def header_choices(reading: Reading) -> Choices:
    """Rows that may hold the headings; "0" is none."""
    rows = sorted({*range(1, _HEADER_ROWS + 1), reading.header_row or 1})
    return [("0", "No headings"), *((str(row), f"Row {row}") for row in rows)]


def months_choices(reading: Reading) -> Choices:
    """Whether columns of months become rows; nothing to choose where there are none."""
    if not month_columns(reading.wide_header or reading.header):
        return []
    return [("rows", "Each month a row"), ("columns", "As they stand")]


def grid_choices() -> Choices:
    """What eastings and northings may count from."""
    return [(each.value, each.label) for each in Grid]


def profile_choices(chosen: Chosen) -> Choices:
    """Known kinds of file that this one may be, the office's own first, and going by the headings alone. The program
    itself knows kinds of incidents alone."""
    reading = chosen.reading
    return [
        ("", "Go by headings and contents"),
        *((f"{OWN}{each.id}", each.name) for each in chosen.own if fits(each, reading)),
        *((p.code, p.name) for p in profiles() if chosen.people is None and p.recognises(reading)),
    ]


def own_kind(chosen: Chosen) -> MappingRow | None:
    """The mapping of the office's own that reads the file."""
    return next((each for each in chosen.own if f"{OWN}{each.id}" == mapping_now(chosen).profile), None)


def take_choices(take: Take) -> Choices:
    """Which rows are wanted."""
    words = "Only anti-social behaviour" if "anti-social" in take.left_out else f"Only {', '.join(take.words)}"
    return [("some", words), ("all", "All rows")]


def category_choices(first: str) -> Choices:
    """Every kind of incident, after an entry that chooses none."""
    return [("", first), *((kind.code, kind.label) for kind in load_categories().all)]


def unknown_words(chosen: Chosen) -> tuple[CategoryWord, ...]:
    """Words for kinds that nobody knows, in rows that are wanted."""
    take = chosen.mapping.take
    by_kind = take is not None and take.column == chosen.mapping.column(Target.CATEGORY)
    return () if by_kind and not chosen.options.take_all else tuple(word for word in chosen.words if word.code is None)


def unknown_sentence(words: Sequence[CategoryWord]) -> str:
    """The same for the page, the commonest few by name."""
    if not words:
        return ""
    named = ", ".join(f"“{word.word[:40]}” ({word.count:,})" for word in words[:_SHOWN_WORDS])
    more = len(words) - _SHOWN_WORDS
    return f"Not known as kinds of incident: {named}{f' and {more:,} more' if more > 0 else ''}."


def reading_sentence(chosen: Chosen) -> str:
    """How the file was read, in a line."""
    if chosen.reading.mended:
        return f"{chosen.reading.kind.label}. Refused rows that were mended, read as the file which they came from."
    if (own := own_kind(chosen)) is not None:
        return f"{chosen.reading.kind.label}. Recognised as the office's own “{own.name}”."
    profile = next((p for p in profiles() if p.code == mapping_now(chosen).profile), None)
    known = f"Recognised as “{profile.name}”." if profile else "No known kind of file: read by headings and contents."
    about = f" {profile.about}" if profile and profile.about else ""
    return f"{chosen.reading.kind.label}. {known}{about}"


def _with_own(known: dict[str, str], own: str) -> Choices:
    return [*known.items(), *([] if own in known else [(own, own)])]
