"""An office with a little of everything, and a counter of the statements that a query sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import new_office

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


@pytest.fixture
def statements(office: tuple[Office, Actor]) -> Counting:
    """``with statements() as sent: ...``: every statement that went to the store meanwhile."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            sent.append(statement)

        event.listen(office[0].engine, "before_cursor_execute", note)
        yield sent
        event.remove(office[0].engine, "before_cursor_execute", note)

    return counting
