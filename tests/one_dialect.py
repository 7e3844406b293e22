"""The offices of a process speak one dialect: a statement is compiled once for all of them, as in the program.

An engine keeps what it compiled, for itself and its dialect; a test has an office, and so an engine, of its own.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from asbdesk.storage import engine

_STATEMENTS = 4000


def speak() -> None:
    """From now on every engine has the first one's dialect and compiled statements."""
    create = engine.create_engine
    first = create("sqlite://", module=engine.sqlcipher, query_cache_size=_STATEMENTS)
    first.connect().close()  # a dialect learns of its database from its first connection

    def alike(*args: Any, **named: Any) -> Engine:
        made = create(*args, **named)
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        return made

    engine.create_engine = alike
