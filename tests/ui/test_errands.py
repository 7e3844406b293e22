"""Widgets die on the window's thread, whoever held them last."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from asbdesk.ui.errands import Errands, collect_due, collect_here


@pytest.fixture
def lane():
    with ThreadPoolExecutor(1) as made:
        yield made


def _watch(widget: QObject, died: list[str]) -> None:
    widget.destroyed.connect(
        lambda *_: died.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
    )


def test_an_answer_and_an_error_arrive_on_the_windows_thread(qtbot, lane: ThreadPoolExecutor) -> None:
    came: list[tuple[Any, str, str]] = []
    errands = Errands()

    def settle(answer: Any, error: Exception | None) -> None:
        came.append((answer, str(error or ""), threading.current_thread().name))

    errands.send(lane, lambda: 6 * 7, settle)
    errands.send(lane, lambda: 1 // 0, settle)
    qtbot.waitUntil(lambda: len(came) == 2)
    here = threading.current_thread().name
    assert came == [(42, "", here), (None, "integer division or modulo by zero", here)]


def test_a_page_that_only_its_errands_still_hold_dies_on_the_windows_thread(qtbot, lane: ThreadPoolExecutor) -> None:
    died: list[str] = []
    errands = Errands()
    for number in range(200):
        page = QWidget()
        _watch(page, died)

        def work(held: QWidget = page, fails: bool = bool(number % 2)) -> str:
            words = held.objectName()
            if fails:
                raise ValueError(words)
            return words

        errands.send(lane, work, lambda answer, error, held=page: held.setObjectName("settled"))
        del page, work
    qtbot.waitUntil(lambda: len(died) == 200)
    assert set(died) == {threading.current_thread().name}


def test_the_collector_runs_on_the_windows_thread_alone(qapp: QApplication, lane: ThreadPoolExecutor) -> None:
    enabled, died = gc.isenabled(), []
    gc.enable()
    owner = QObject()
    timer = collect_here(owner)
    try:
        page = QWidget()
        page.itself = page  # type: ignore[attr-defined]
        gone = weakref.ref(page)
        _watch(page, died)
        del page
        made = lane.submit(lambda: [[[]] for _ in range(200_000)])  # enough for Python to collect, if it still did
        assert len(made.result()) == 200_000
        assert died == []
        assert timer.isActive()
        for _ in range(200):
            collect_due()
            junk = [[] for _ in range(gc.get_threshold()[0] + 1)]  # noqa: F841 - makes the next round due
            if gone() is None:
                break
        assert died == [threading.current_thread().name]
    finally:
        timer.stop()
        (gc.enable if enabled else gc.disable)()
