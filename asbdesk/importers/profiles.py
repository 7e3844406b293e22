"""Files of known kinds, recognised by their headings or their shape. Each is a TOML file in ``import-profiles``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from asbdesk.domain.casework import ReportedHow
from asbdesk.errors import AsbdeskError
from asbdesk.importers.dates import DateFormat, period
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.mapping import Mapping, Take, Target
from asbdesk.importers.reading import Reading
from asbdesk.paths import resource

Columns = Lookup[str, str | int | list[str] | list[int]]


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of file. ``header`` are the headings that must all be there; ``shape`` one pattern for each column of
    a file without headings. Columns are named by heading, or counted from 1."""

    code: str
    name: str
    about: str
    header: tuple[str, ...]
    shape: tuple[re.Pattern[str], ...]
    data: Lookup[str, Any]

    def recognises(self, reading: Reading) -> bool:
        """Is the file of this kind?"""
        if self.header:
            return set(map(_same, self.header)) <= set(map(_same, reading.header))
        rows = [row for _, row in reading.sample]
        return (
            not reading.header
            and bool(rows)
            and all(
                len(row) == len(self.shape)
                and all(form.fullmatch(cell.strip()) for form, cell in zip(self.shape, row, strict=True))
                for row in rows
            )
        )

    def mapping(self, reading: Reading) -> Mapping:
        """How its rows become incidents."""
        fixed = self.data.get("constants", {})
        when: str = fixed.get("when", "")
        return Mapping(
            columns={Target(key): _places(value, reading) for key, value in self._columns().items()},
            profile=self.code,
            whole_months=fixed.get("whole_months", False),
            constant_when=period(when) if when else None,
            needs_when=fixed.get("needs_when", ""),
            prefer=DateFormat(fixed["date_format"]) if "date_format" in fixed else None,
            take=self._take(reading),
            categories=self.data.get("categories", {}),
            default_category=fixed.get("category", "asb-unspecified"),
            unknown_category=fixed.get("unknown_category"),
            reported_how=ReportedHow(fixed.get("reported_how", "police")),
            reported_by=fixed.get("reported_by", ""),
        )

    def _columns(self) -> Columns:
        return cast("Columns", self.data["columns"])

    def _take(self, reading: Reading) -> Take | None:
        take = self.data.get("take")
        if not take:
            return None
        return Take(_places(take["column"], reading)[0], tuple(take["words"]), take["left_out"])


@cache
def profiles() -> tuple[Profile, ...]:
    """Every kind of file that is known, by name of its TOML file."""
    return tuple(
        _profile(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(resource("import-profiles").glob("*.toml"))
    )


def profile(code: str) -> Profile:
    """The profile of that code; raises AsbdeskError naming those that there are."""
    for each in profiles():
        if each.code == code:
            return each
    raise AsbdeskError(
        f"There is no import profile “{code}”.", f"There are: {', '.join(each.code for each in profiles())}."
    )


def recognise(reading: Reading) -> Profile | None:
    """The kind of file that this is; the one that asks for most headings wins."""
    fitting = [each for each in profiles() if each.recognises(reading)]
    return max(fitting, key=lambda each: len(each.header), default=None)


def mapping_for(reading: Reading, code: str = "") -> Mapping:
    """The named profile's mapping, else the recognised one's, else a guess. Raises AsbdeskError for a profile that the
    file is not of."""
    if not code:
        found = recognise(reading)
        return found.mapping(reading) if found else guess_mapping(reading)
    named = profile(code)
    if not named.recognises(reading):
        raise AsbdeskError(f"The file is not of the kind “{named.name}”.", "Leave the profile out, or choose another.")
    return named.mapping(reading)


def _profile(code: str, data: Lookup[str, Any]) -> Profile:
    shape = tuple(re.compile(each) for each in data.get("shape", ()))
    return Profile(code, data["name"], data.get("about", ""), tuple(data.get("header", ())), shape, data)


def _places(columns: str | int | list[str] | list[int], reading: Reading) -> tuple[int, ...]:
    headings = [_same(cell) for cell in reading.header]
    each = columns if isinstance(columns, list) else [columns]
    return tuple(
        one - 1 if isinstance(one, int) else headings.index(_same(one))
        for one in each
        if isinstance(one, int) or _same(one) in headings
    )


def _same(heading: str) -> str:
    return " ".join(heading.casefold().split())
