"""Checks a law file whole, before it is used: its form with pydantic, then what its rows say to each other.

What is wrong is told with file, line and reason. Imported only when a file is checked: pydantic is heavy, and the
program starts on files that were checked before.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from asbdesk.domain import law_rules as rules
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Law, build, version_id
from asbdesk.domain.law_sense import senseless
from asbdesk.domain.toml_lines import Path, line_of, lines_of

LONGEST = 2_000_000
"""Characters. A file that is longer is none of ours."""

_STRICT = ConfigDict(extra="forbid", strict=True)
_WORDS = Annotated[str, Field(min_length=1, pattern=r"\S")]
_WHERE = re.compile(r"\(at line (\d+), column \d+\)")
_TYPES = {
    "int_type": "a whole number is wanted here, such as 21",
    "bool_type": "true or false is wanted here",
    "string_type": "words in quotation marks are wanted here",
    "date_type": "a day is wanted here, such as 2003-11-17, without quotation marks",
    "list_type": "a list is wanted here, such as [\"council\"]",
    "model_type": "a table is wanted here",
    "too_short": "at least one is needed",
    "string_too_short": "some words are needed here",
    "string_pattern_mismatch": "some words are needed here",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` counts from 1; ``where`` names the row in words, ``reason`` what is wrong with it."""

    line: int
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class LawFile:
    """A good file. ``text`` is what an office keeps; ``law.version`` names it."""

    name: str
    text: str
    law: Law


@dataclass(frozen=True, slots=True)
class LawProblems:
    """Why a file is refused, in the order of its lines."""

    name: str
    problems: tuple[Problem, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """One line for each: ``scotland.toml, line 12: asbo, notice “intimation”: ...``."""
        return tuple(
            f"{self.name}, line {p.line}: {f'{p.where}: ' if p.where else ''}{p.reason}." for p in self.problems
        )


def decoded(content: bytes, name: str) -> str | LawProblems:
    """The text of a file, or why it cannot be one; a mark of UTF-8 at its beginning is passed over."""
    if len(content) > LONGEST:
        return LawProblems(name, (Problem(1, "", "the file is far longer than a law file"),))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return LawProblems(name, (Problem(line, "", "this is not UTF-8: save the file as UTF-8 text"),))


def check(text: str, name: str, jurisdiction: Jurisdiction | None = None) -> LawFile | LawProblems:
    """The law in the file, or all that is wrong with it. With a jurisdiction, a file of another one is refused."""
    if len(text) > LONGEST:
        return LawProblems(name, (Problem(1, "", "the file is far longer than a law file"),))
    if not text.strip():
        return LawProblems(name, (Problem(1, "", "the file is empty"),))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return LawProblems(name, (_unreadable(text, error),))
    except RecursionError:
        return LawProblems(name, (Problem(1, "", "the file cannot be read: it is nested too deeply"),))
    lines = lines_of(text)
    found = list(_misshapen(data)) or list(senseless(data))
    if jurisdiction is not None and not found and data["jurisdiction"] != jurisdiction.value:
        found.append(
            (("jurisdiction",), f"this file is for “{data['jurisdiction']}”, the office is in “{jurisdiction}”")
        )
    if not found:
        return LawFile(name, text, build(data, version_id(text)))
    told = {Problem(line_of(lines, path), _row_name(data, path), reason) for path, reason in found}
    return LawProblems(name, tuple(sorted(told, key=lambda p: (p.line, p.where, p.reason))))


def _unreadable(text: str, error: tomllib.TOMLDecodeError) -> Problem:
    found = _WHERE.search(str(error))
    line = int(found[1]) if found else text.count("\n") + 1
    return Problem(line, "", f"the file cannot be read: {_WHERE.sub('', str(error)).strip()}")


def _misshapen(data: Mapping[str, Any]) -> Iterable[tuple[Path, str]]:
    try:
        _file_model().model_validate(data)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            yield _reason(cast("Mapping[str, Any]", each))


def _reason(error: Mapping[str, Any]) -> tuple[Path, str]:
    path: Path = error["loc"]
    kind: str = error["type"]
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if kind == "missing":
        return path, _missing(name, path)
    if kind == "extra_forbidden":
        return path, _unknown(name, path)
    if kind == "literal_error":
        wanted = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        what = "applicant" if "applicants" in path or ("applicant" in path and name == "kind") else name
        return path, f"“{error['input']}” is not known as {what}; known are: {wanted}"
    return path, f"“{name}”: {_TYPES.get(kind, error['msg'])}"


def _missing(name: str, path: Path) -> str:
    if name == "section":
        return "the section is missing: say where the rule comes from"
    if name in {"span", "within", "every"}:
        return f"it says no period: write {name} = {{ days = 21 }}, or months, weeks, hours, working_days, years"
    if name == "confirmed":
        return "“confirmed” is missing: true if somebody has read it in the source, else false with a note"
    return f"“{name}” is missing"


def _unknown(name: str, path: Path) -> str:
    match path:
        case (_,):
            return f"“{name}” does not belong in a law file; known are: jurisdiction, issued, instrument"
        case (_, _, str(table), _, _):
            fields = ", ".join(f.name for f in dataclasses.fields(rules.KINDS[table][1]))
            return f"“{name}” is no field of this kind of rule; known are: {fields}"
        case (_, _, _, _, _, _):
            units = ", ".join(f.name for f in dataclasses.fields(rules.Span))
            return f"“{name}” is no unit of a period; known are: {units}"
        case _:
            known = ", ".join(rules.KINDS)
            return f"“{name}” is neither a kind of rule nor a field of an instrument; kinds of rule are: {known}"


def _row_name(data: Mapping[str, Any], path: Path) -> str:
    """``asbo, notice “hearsay”``; as much of it as there is."""
    match path:
        case ("instrument", int(number), *_) if isinstance(data["instrument"][number], dict):
            return _row_of(data["instrument"][number], number, path)
        case _:
            return ""


def _row_of(instrument: Mapping[str, Any], number: int, path: Path) -> str:
    name = str(instrument.get("code", f"instrument {number + 1}"))
    if len(path) < 4 or not isinstance(path[3], int):
        return name
    row = instrument[str(path[2])][path[3]]
    known = cast("dict[str, Any]", row) if isinstance(row, dict) else {}
    called = known.get("code") or known.get("kind") or path[3] + 1
    return f"{name}, {path[2]} “{called}”"


@cache
def _file_model() -> type[BaseModel]:
    """The form of a law file, made from the kinds of rule: no field is written down twice."""
    row_kinds = {table: cls for table, (_, cls) in rules.KINDS.items() if table != "stage"}
    instrument: dict[str, Any] = {
        "code": (_WORDS, ...),
        "name": (_WORDS, ...),
        "short": (_WORDS, ...),
        "kind": (Literal["order", "order-on-conviction", "notice", "power", "possession"], ...),
        "main": (bool, False),
        "startable": (bool, True),
        "followed_by": (list[str], []),
        "stage": (_some(_model(rules.Stage)), ...),
        **{table: (list[_model(cls)], []) for table, cls in row_kinds.items()},
    }
    file: dict[str, Any] = {
        "jurisdiction": (Literal["england-wales", "scotland", "northern-ireland"], ...),
        "issued": (date, ...),
        "instrument": (_some(_created("Instrument", instrument)), ...),
    }
    return _created("LawFile", file)


@cache
def _model(cls: type) -> Any:
    hints = get_type_hints(cls)
    return _created(
        cls.__name__,
        {
            f.name: (_shape(f.name, hints[f.name]), ... if f.default is dataclasses.MISSING else f.default)
            for f in dataclasses.fields(cls)
        },
    )


def _created(name: str, fields: dict[str, Any]) -> type[BaseModel]:
    return create_model(name, __config__=_STRICT, **fields)


def _some(model: Any) -> Any:
    return Annotated[list[model], Field(min_length=1)]


def _shape(name: str, hint: Any) -> Any:
    """A list where the rule has a tuple, a table where it has a span; None cannot be written in TOML."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return list[get_args(hint)[0]]
    if hint is rules.Span:
        return _model(rules.Span)
    return _WORDS if hint is str and name in {"section", "code", "words", "name"} else hint
