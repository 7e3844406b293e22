"""The gallery's pictures of people known twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (entry("duplicates", "duplicates", then=_search, busy=True),)


def _search(stage: Any) -> None:
    stage.shell.page().search()
