"""What a law file does not know for sure, row by row, and the part of the file that an instrument takes up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from asbdesk.domain.law_rules import KINDS
from asbdesk.domain.toml_lines import Path, lines_of

_NAMES = {
    "stage": "Dates in force",
    "applicant": "Who may apply",
    "age": "Age",
    "court": "Court",
    "element": "Test",
    "meaning": "Meaning",
    "consultee": "Consultation",
    "duty": "Duty",
    "limitation": "Time limit",
    "reach": "How far back",
    "notice": "Notice",
    "interim": "Interim order",
    "length": "Length",
    "content": "Contents",
    "youth": "Youth step",
    "review": "Review",
    "variation": "Variation",
    "breach": "Breach",
    "appeal": "Appeal",
    "document": "Paper",
    "service": "Service",
    "saving": "Saving",
}
_FIELDS = {"since": "first day", "until": "last day", "at": "on which day it is taken", "span": "period"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that is not confirmed, or some ``fields`` of it (none: the whole row). ``path`` leads to it in the file."""

    path: Path
    line: int
    kind: str
    words: str
    fields: tuple[str, ...]
    section: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a file that an instrument takes up, ``first`` to ``last``, counted from 1."""

    first: int
    last: int


@lru_cache(maxsize=4)
def doubts(text: str) -> Mapping[str, tuple[Doubt, ...]]:
    """Everything unconfirmed in a file by the codes of its instruments, in the order of the kinds of rule."""
    lines = lines_of(text)
    return {
        entry["code"]: tuple(_of_instrument(lines, number, entry))
        for number, entry in enumerate(tomllib.loads(text)["instrument"])
    }


def _of_instrument(lines: Mapping[Path, int], number: int, instrument: Mapping[str, Any]) -> Iterator[Doubt]:
    for table in KINDS:
        rows: Sequence[Mapping[str, Any]] = instrument.get(table, ())
        for at, row in enumerate(rows):
            if not row["confirmed"] or row.get("unsure"):
                path: Path = ("instrument", number, table, at)
                unsure = tuple(row.get("unsure", ())) if row["confirmed"] else ()
                yield Doubt(path, lines[path], _NAMES[table], _words(row), unsure, row["section"], row.get("note", ""))


def field_words(name: str) -> str:
    """A field of a row for people: "first day", "standard"."""
    return _FIELDS.get(name, name.replace("_", " "))


def part_of(text: str, code: str) -> Part:
    """Where an instrument stands in the file, without the remarks that lead over to the next one. KeyError if not."""
    lines = lines_of(text)
    codes = [entry["code"] for entry in tomllib.loads(text)["instrument"]]
    if code not in codes:
        raise KeyError(code)
    number = codes.index(code)
    written = text.split("\n")
    after = lines.get(("instrument", number + 1), len(written) + 1)
    last = after - 1
    while last > lines["instrument", number] and (not written[last - 1].strip() or written[last - 1].startswith("#")):
        last -= 1
    return Part(lines["instrument", number], last)


def taken_out(text: str, part: Part) -> str:
    """The lines of a part."""
    return "\n".join(text.split("\n")[part.first - 1 : part.last])


def put_back(text: str, part: Part, changed: str) -> str:
    """The file with a part written anew."""
    lines = text.split("\n")
    return "\n".join([*lines[: part.first - 1], changed.rstrip("\n"), *lines[part.last :]])


def _words(row: Mapping[str, Any]) -> str:
    for name in ("words", "name", "of", "code"):
        if row.get(name):
            return str(row[name])
    least, most = row.get("least"), row.get("most")
    if isinstance(least, int) or isinstance(most, int):
        low = f"from {least}" if least is not None else ""
        return " ".join(part for part in (low, f"to {most}" if most is not None else "") if part)
    return str(row["section"])
