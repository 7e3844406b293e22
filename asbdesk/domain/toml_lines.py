"""On which line of a TOML file a key or a table stands. ``tomllib`` reads values and forgets where they were.

The text must already have been read by ``tomllib``: what is wrong in it is told there. This only walks over it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""The way to a value: ``("instrument", 2, "notice", 0, "span")``."""

_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every table, key and element of an array."""
    return _Walk(text.replace("\r\n", "\n")).lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the value, or of the nearest thing around it that has one; 1 for the file itself."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}  # tables so far in each array of tables
        self._newlines = [found.start() for found in re.finditer("\n", text)]
        self._line, self._passed = 1, 0
        self._file()

    def _file(self) -> None:
        here: Path = ()
        self._blank()
        while self.at < len(self.text):
            if self._next("["):
                here = self._header()
            else:
                self._pair(here)
            self._blank()

    def _header(self) -> Path:
        many = self._next("[[")
        start = self.at
        self.at += 2 if many else 1
        *before, last = self._keys()
        self.at = self.text.index("]]" if many else "]", self.at) + (2 if many else 1)
        path = self._inside((), before)
        if many:
            index = self._counts[(*path, last)] = self._counts.get((*path, last), -1) + 1
            self._mark((*path, last), start)
            path = (*path, last, index)
        else:
            path = self._inside(path, [last])
        self._mark(path, start)
        return path

    def _inside(self, path: Path, keys: list[str]) -> Path:
        """The way through tables: one of an array of tables is its newest."""
        for key in keys:
            path = (*path, key)
            if path in self._counts:
                path = (*path, self._counts[path])
        return path

    def _pair(self, here: Path) -> None:
        start = self.at
        for key in self._keys():
            here = (*here, key)
            self._mark(here, start)
        self._blank()
        self.at += 1  # the sign "="
        self._value(here)

    def _keys(self) -> list[str]:
        found: list[str] = []
        while True:
            self._blank()
            key = _KEY.match(self.text, self.at)
            if key is None:
                raise ValueError("not the text of a TOML file")
            self.at = key.end()
            found.append(_plain(key[0]))
            self._blank()
            if not self._next("."):
                return found
            self.at += 1

    def _value(self, path: Path) -> None:
        self._blank()
        if self._next("["):
            self._list(path)
        elif self._next("{"):
            self._inline(path)
        else:
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if found is None:
                raise ValueError("not the text of a TOML file")
            self.at = found.end()

    def _list(self, path: Path) -> None:
        self.at += 1
        index = 0
        while not self._closed("]"):
            self._mark((*path, index), self.at)
            self._value((*path, index))
            index += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while not self._closed("}"):
            self._pair(path)

    def _closed(self, sign: str) -> bool:
        self._blank()
        if self._next(","):
            self.at += 1
            self._blank()
        if self._next(sign):
            self.at += 1
            return True
        return False

    def _blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _next(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def _mark(self, path: Path, at: int) -> None:
        while self._passed < len(self._newlines) and self._newlines[self._passed] < at:
            self._passed += 1
            self._line += 1
        self.lines.setdefault(path, self._line)


def _plain(key: str) -> str:
    return str(tomllib.loads(f"k = {key}")["k"]) if key[0] in "\"'" else key
