"""A questionnaire as a file that people can read and write (TOML): for changes beyond the form in Settings."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from asbdesk.domain.risk import Questionnaire, questionnaire
from asbdesk.errors import InvalidField


def from_toml(text: str) -> Questionnaire:
    """Read and check it whole. Raises :class:`InvalidField` in words, with the line where the file cannot be read."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidField("", f"The file cannot be read: {error}.") from error
    return questionnaire(data)


def as_toml(form: Questionnaire) -> str:
    """The questionnaire as a file; :func:`from_toml` reads it back as it was."""
    data = form.as_data()
    parts = [_table(kind, {**entry, "answers": entry.get("answers")})
             for kind in ("question", "escalator", "band") for entry in data[kind]]  # fmt: skip
    rules = "\n".join(f"{kind} = {_value(rule)}" for kind, rule in data["repeats"].items())
    return "\n\n".join([*parts, f"[repeats]\n{rules}"]) + "\n"


def _table(kind: str, entry: dict[str, Any]) -> str:
    lines = [f"{name} = {_value(value)}" for name, value in entry.items() if value is not None]
    return "\n".join([f"[[{kind}]]", *lines])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in value.items()) + " }"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"  # pyright: ignore[reportUnknownVariableType]
    # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
