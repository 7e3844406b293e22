"""Every key, table and element of a TOML file has its line."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.toml_lines import Path, line_of, lines_of
from asbdesk.reference_data import shipped_law

AWKWARD = '''\
# a remark with [brackets] and "quotes"
title = "with # and ] in it"  # a remark
"quoted key" = 1
'single' = 2
a.b."c.d" = 3
long = """
[not.a.table]
key = "no"
"""
raw = \'\'\'
x = 1
\'\'\'
list = [
  1, # one
  2,

  { x = 1, y = { z = [ "]", "}" ] } },
]

[table]
when = 2003-11-17T10:00:00Z
number = -1_000.5e3

[[many]]
name = "first"
[many.inner]
deep = true
[[many.rows]]
n = 1
[[many.rows]]
n = 2
[[many]]
name = "second"
[[many.rows]]
n = 3
'''


def paths(value: Any, here: Path = ()) -> list[Path]:
    found = [here] if here else []
    if isinstance(value, dict):
        return found + [p for key, each in value.items() for p in paths(each, (*here, key))]
    if isinstance(value, list):
        return found + [p for n, each in enumerate(value) for p in paths(each, (*here, n))]
    return found


def test_each_value_stands_on_its_line() -> None:
    lines, written = lines_of(AWKWARD), AWKWARD.split("\n")
    for path in paths(tomllib.loads(AWKWARD)):
        assert path in lines, path
        last = path[-1]
        if isinstance(last, str):
            assert last in written[lines[path] - 1], path
    assert lines["a", "b", "c.d"] == 5
    assert lines["list", 0] == 14
    assert lines["list", 2, "y", "z", 1] == 17
    assert lines["table", "number"] == 22
    assert lines["many", 0] == 24
    assert lines["many", 0, "inner", "deep"] == 27
    assert lines["many", 0, "rows", 1, "n"] == 31
    assert lines["many", 1, "rows", 0, "n"] == 35


@pytest.mark.parametrize("place", list(Jurisdiction))
def test_each_value_of_the_shipped_files_stands_on_its_line(place: Jurisdiction) -> None:
    text = shipped_law(place.value)
    lines, written = lines_of(text), text.split("\n")
    for path in paths(tomllib.loads(text)):
        last = path[-1]
        assert path in lines
        assert isinstance(last, int) or last in written[lines[path] - 1]


def test_what_has_no_line_has_that_of_what_is_around_it() -> None:
    lines = lines_of(AWKWARD)
    assert line_of(lines, ("many", 1, "name", "no", 7)) == 33
    assert line_of(lines, ("nowhere",)) == 1
    assert line_of(lines, ()) == 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@given(
    st.lists(st.tuples(WORDS, st.one_of(WORDS, st.integers(), st.booleans())), max_size=8, unique_by=lambda kv: kv[0])
)
def test_any_key_stands_on_the_line_it_was_written_on(pairs: list[tuple[str, Any]]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def value(each: Any) -> str:
        return quoted(each) if isinstance(each, str) else str(each).lower()

    text = "\n".join(f"{quoted(key)} = {value(each)}" for key, each in pairs)
    assert tomllib.loads(text) == dict(pairs)
    assert lines_of(text) == {(key,): n for n, (key, _) in enumerate(pairs, 1)}
