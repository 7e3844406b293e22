"""What the rows of a law file say to each other: dates, stages, codes, ages and periods that cannot hold together.

Takes a file whose form is good (``law_file``) and yields the way to each row that is wrong, with the reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from asbdesk.domain import law_rules as rules
from asbdesk.domain.toml_lines import Path
from asbdesk.domain.when import say_date

Found = Iterator[tuple[Path, str]]
Row = Mapping[str, Any]

NEEDED = {
    "applicant": "who may apply",
    "court": "the court",
    "element": "the test",
    "length": "the length",
    "breach": "what follows a breach",
    "document": "the papers",
}
"""The rules without which no application can be run."""


def senseless(data: Mapping[str, Any]) -> Found:
    """Everything that cannot hold together, in no order."""
    instruments: list[Row] = data["instrument"]
    yield from _codes(instruments)
    yield from _letters(instruments)
    for number, instrument in enumerate(instruments):
        here: Path = ("instrument", number)
        yield from _stages(here, instrument["stage"])
        yield from _needed(here, instrument)
        for table in rules.KINDS:
            rows: Sequence[Row] = instrument.get(table, ())
            yield from _twice(here, table, rows, _stage_codes(instrument))
            for at, row in enumerate(rows):
                yield from _row((*here, table, at), table, row, instrument)


def _codes(instruments: Sequence[Row]) -> Found:
    known = [i["code"] for i in instruments]
    for number, instrument in enumerate(instruments):
        here: Path = ("instrument", number)
        if instrument["code"] in known[:number]:
            yield (*here, "code"), f"there is a “{instrument['code']}” already; amendments of it are its stages"
        for code in instrument.get("followed_by", ()):
            if code not in known:
                yield (*here, "followed_by"), f"the file has no instrument “{code}”"
        for at, saving in enumerate(instrument.get("saving", ())):
            if saving["becomes"] not in known:
                yield (*here, "saving", at, "becomes"), f"the file has no instrument “{saving['becomes']}”"


def _letters(instruments: Sequence[Row]) -> Found:
    """A letter names one order: two main ones may not be in force on the same day."""
    stages = [(n, at, s) for n, i in enumerate(instruments) if i.get("main") for at, s in enumerate(i["stage"])]
    for (n, _, one), (m, at, other) in combinations(stages, 2):
        if n != m and _overlap(one, other):
            words = f"a letter could name “{instruments[n]['code']}” and “{instruments[m]['code']}” on the same day"
            yield ("instrument", m, "stage", at, "since"), f"{words}: only one may be main"


def _stages(here: Path, stages: Sequence[Row]) -> Found:
    for at, stage in enumerate(stages):
        if "until" in stage and stage["until"] < stage["since"]:
            words = f"it ends on {say_date(stage['until'])}, before it begins on {say_date(stage['since'])}"
            yield (*here, "stage", at, "until"), words
    for (_, one), (at, other) in combinations(enumerate(stages), 2):
        if _overlap(one, other):
            words = f"its dates overlap with those of stage “{one['code']}”"
            yield (*here, "stage", at, "since"), f"{words}: on one day only one state of the law can hold"


def _overlap(one: Row, other: Row) -> bool:
    return one["since"] <= other.get("until", date.max) and other["since"] <= one.get("until", date.max)


def _needed(here: Path, instrument: Row) -> Found:
    if not instrument.get("startable", True):
        return
    for stage in instrument["stage"]:
        for table, what in NEEDED.items():
            rows = instrument.get(table, ())
            if not any(not r.get("stages") or stage["code"] in r["stages"] for r in rows):
                words = f"it says nothing of {what} ({table}) in stage “{stage['code']}”"
                yield here, f"{words}: without that no application can be run; or write startable = false"


def _stage_codes(instrument: Row) -> list[str]:
    return [stage["code"] for stage in instrument["stage"]]


def _twice(here: Path, table: str, rows: Sequence[Row], stages: Sequence[str]) -> Found:
    for (_, one), (at, other) in combinations(enumerate(rows), 2):
        if "code" in one and one["code"] == other["code"] and _meet(one, other, stages):
            yield (*here, table, at, "code"), f"there is a “{one['code']}” already that holds at the same time"


def _meet(one: Row, other: Row, stages: Sequence[str]) -> bool:
    """Can both rows hold in one matter?"""
    both = set(one.get("stages") or stages) & set(other.get("stages") or stages)
    kinds = set(one.get("applicants", ())), set(other.get("applicants", ()))
    apart = kinds[0] and kinds[1] and not kinds[0] & kinds[1]
    low = max(one.get("from_age", 0), other.get("from_age", 0))
    high = min(one.get("under", 999), other.get("under", 999))
    return bool(both) and not apart and low < high


def _row(here: Path, table: str, row: Row, instrument: Row) -> Found:
    yield from _doubts(here, table, row)
    yield from _narrowed(here, row, instrument)
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _span((*here, name), value)  # pyright: ignore[reportUnknownArgumentType]
    if table == "age" and ("at" not in row or not {"least", "most"} & row.keys()):
        yield here, "an age needs at = [...] and least or most"
    if table == "notice":
        yield from _notice(here, row)
    if table == "limitation" and "months" not in row["within"]:
        yield (*here, "within"), "a limit on complaints is counted in months"
    papers = {d["code"] for d in instrument.get("document", ())}
    if table == "duty" and row.get("needs") == "document" and row.get("document") not in papers:
        yield here, f"it is ticked by the document “{row.get('document', '')}”, which the instrument does not have"
    if table == "length" and _longer(row.get("least"), row.get("most")):
        yield (*here, "most"), "the longest length is shorter than the least"


def _doubts(here: Path, table: str, row: Row) -> Found:
    fields = {f.name for f in dataclasses.fields(rules.KINDS[table][1])} - {"confirmed", "unsure", "note"}
    for name in row.get("unsure", ()):
        if name not in fields:
            yield (*here, "unsure"), f"“{name}” is no field of this kind of rule, so it cannot be unsure"
    if (not row["confirmed"] or row.get("unsure")) and not row.get("note", "").strip():
        yield here, "what is not confirmed needs a note that says why"


def _narrowed(here: Path, row: Row, instrument: Row) -> Found:
    for code in row.get("stages", ()):
        if code not in _stage_codes(instrument):
            yield (*here, "stages"), f"the instrument has no stage “{code}”"
    if {"under", "from_age"} & row.keys() and not row.get("at"):
        yield here, "an age is named, but not on which day it is taken: add at = [...]"
    if row.get("from_age", 0) >= row.get("under", 999):
        yield here, "nobody is of that age"


def _span(here: Path, value: Mapping[str, int]) -> Found:
    if len(value) != 1 or next(iter(value.values())) < 1:
        yield here, "a period has one unit and is at least 1, such as { days = 21 }"
    elif next(iter(value.values())) > 9999 or value.get("years", 0) > _MOST_YEARS:
        yield here, "a period as long as that cannot be counted"


_MOST_YEARS = 1000
"""More, and the day on which it ends is none that the calendar has."""


def _notice(here: Path, row: Row) -> Found:
    if row.get("counting") == "clear" and row["way"] == "after":
        yield (*here, "counting"), "clear days are counted back from a day: way = before"
    if "hours" in row["span"] and (row.get("counting") == "clear" or row.get("lands", "as-it-falls") != "as-it-falls"):
        yield here, "a period of hours has no clear days and lands as it falls"
    if row.get("skips") and "hours" not in row["span"]:
        yield (*here, "skips"), "only a period of hours can leave days out"
    if row.get("skips") and row["way"] == "before":
        yield (*here, "skips"), "only a period after a moment can leave days out"


def _longer(least: Mapping[str, int] | None, most: Mapping[str, int] | None) -> bool:
    return bool(least and most) and _hours(least or {}) > _hours(most or {})


def _hours(span: Mapping[str, int]) -> int:
    day = {"hours": 1, "days": 24, "working_days": 24, "weeks": 168, "months": 730, "years": 8760}
    return sum(day[unit] * count for unit, count in span.items())
