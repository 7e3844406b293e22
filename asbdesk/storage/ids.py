"""A great many ids out of one statement, as one value: a row to each of a million takes five times as long.

What an engine other than SQLite would do differently here is how it joins numbers to a text.
"""

from __future__ import annotations

from array import array
from typing import Any

from sqlalchemy import Connection, Select, func, select

_FEW = 20_000
"""So many are read without numpy, which takes a moment to load."""


def all_ids(connection: Connection, statement: Select[Any]) -> array[int]:
    """The ids that a statement of one column finds, in its order."""
    (column,) = statement.subquery().c
    told: str | None = connection.execute(select(func.group_concat(column))).scalar_one()
    found = array("q")
    if not told:
        return found
    if len(told) < _FEW:
        found.extend(map(int, told.split(",")))
        return found
    import numpy as np

    found.frombytes(np.fromstring(told, dtype=np.int64, sep=",").tobytes())
    return found


def among(ids: array[int], wanted: array[int]) -> array[int]:
    """Those of the ids that are wanted, in their order."""
    import numpy as np

    asked, those = np.frombuffer(ids, dtype=np.int64), np.frombuffer(wanted, dtype=np.int64)
    if not asked.size or not those.size:
        return array("q")
    here = np.zeros(max(int(asked.max()), int(those.max())) + 1, dtype=np.bool_)
    here[those] = True
    found = array("q")
    found.frombytes(asked[here[asked]].tobytes())
    return found
