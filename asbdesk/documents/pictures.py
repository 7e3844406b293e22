"""The pictures of easy-read papers: signs of an embedded font, each with the words for who cannot see it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from asbdesk import paths


@dataclass(frozen=True, slots=True)
class Picture:
    """``sign`` is the character that draws it; ``words`` say what it shows."""

    sign: str
    words: str


@cache
def pictures() -> MappingProxyType[str, Picture]:
    """All of them, by name."""
    table = tomllib.loads(paths.resource("pictures.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: Picture(entry["sign"], entry["words"]) for name, entry in table.items()})
