"""The gallery's pictures of the search: what is found beneath the box, narrowed, and all of it in a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class."""
    return (
        entry("search-results", "today", then=_typed("larch")),
        entry("search-narrowed", "today", then=_typed("quarry kind:incident after:1/1/2003")),
        entry("search-nothing", "today", then=_typed("zzzqqq")),
        entry("search", "search", facts={"typed": "larch"}, busy=True),
    )


def _typed(words: str) -> Callable[[Any], None]:
    def type_in(stage: Any) -> None:
        stage.shell.search.setText(words)
        stage.shell.search._soon.stop()
        stage.shell.search._search()

    return type_in
