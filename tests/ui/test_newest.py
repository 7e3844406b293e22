"""Of what is asked at each keystroke the newest alone is answered, and it does not wait for the older."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from sqlalchemy import text

from asbdesk.errors import Cancelled
from asbdesk.storage.engine import breaker
from asbdesk.ui.desk import Desk
from asbdesk.ui.newest import Newest
from tests.ui.page_fixtures import desk, dressed, pytest_itemcollected

__all__ = ["desk", "dressed", "pytest_itemcollected"]

_ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")


def test_a_newer_question_breaks_off_the_one_that_runs(desk: Desk) -> None:
    newest, begun, ended = Newest(), Event(), list[str]()
    question = newest.begin()

    def endless() -> None:
        try:
            with desk.office.reading() as session, question.running(breaker(session)):
                begun.set()
                session.execute(_ENDLESS).all()
        except Cancelled:
            ended.append("broken off")

    thread = Thread(target=endless)
    thread.start()
    assert begun.wait(60)
    while thread.is_alive():  # the first word may come before the statement has begun
        newest.begin()
        question.stop()
        thread.join(0.05)
    assert ended == ["broken off"]
    with desk.office.reading() as session:
        assert session.execute(text('SELECT count(*) FROM "user"')).scalar_one() == 1, "its connection serves the next"


def test_a_question_that_waited_while_a_newer_came_is_not_asked() -> None:
    newest = Newest()
    older = newest.begin()
    newest.begin()
    with pytest.raises(Cancelled), older.running(lambda: None):
        pytest.fail("it was asked")


def test_an_older_question_does_not_break_off_what_the_connection_serves_next() -> None:
    newest, broken = Newest(), list[str]()
    with newest.begin().running(lambda: broken.append("older")):
        pass
    newest.begin()
    assert broken == []
