"""Killed without warning, a hundred times: what was told as safe is safe, and what was typed comes back."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select as choose

from asbdesk.storage import health, keys
from asbdesk.storage.office import KEYS, Office
from asbdesk.storage.tables import AuditEntry, Draft, Incident
from tests.factories import LOGIN, PASSWORD, office_folder
from tests.faults.words import ACCOUNT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a program is killed here as POSIX systems kill")

WHILE_SAVING, WHILE_TYPING = 65, 35
LOST_AT_MOST = 0.3
"""Seconds of typing."""


class Nursery:
    """Starts programs and kills them."""

    def __init__(self, folder: Path, what: str) -> None:
        self.folder, self._what = folder, what
        self.key = keys.KeyFile.read(folder / KEYS).unlock(LOGIN, PASSWORD, 0.0)
        root = Path(__file__).parents[2]
        command = [sys.executable, "-m", "tests.faults.nursery", what]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def kill_one(self, seconds: float) -> tuple[list[str], float]:
        """Start one, let it work for so long after its first word, kill it: what it said, and when it was killed."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"what": self._what, "folder": str(self.folder), "key": self.key.hex()}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        lines = _Lines(self._process.stdout)
        victim, first = int(lines.next(60)), lines.next(60)
        assert first != "dead", "it died before it was killed"
        said = [first, *lines.during(seconds)]
        killed_at = time.monotonic()
        os.kill(victim, signal.SIGKILL)
        while (line := lines.next(60)) != "dead":
            said.append(line)
        return said, killed_at

    def opened(self) -> Office:
        return Office._open(self.folder, self.key, None, alone=True)

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


class _Lines:
    """Whole lines of a pipe, waited for no longer than is said."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._rest, self._lines = pipe, b"", list[str]()

    def next(self, seconds: float) -> str:
        end = time.monotonic() + seconds
        while not self._lines:
            self._read(end - time.monotonic())
            assert time.monotonic() < end, "it says nothing"
        return self._lines.pop(0)

    def during(self, seconds: float) -> list[str]:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        said, self._lines = self._lines, []
        return said

    def _read(self, seconds: float) -> None:
        if select.select([self._pipe], [], [], max(0.0, seconds))[0]:
            *whole, self._rest = (self._rest + os.read(self._pipe.fileno(), 65536)).split(b"\n")
            self._lines += [line.decode() for line in whole]


@pytest.fixture
def nursery(tmp_path: Path, request: pytest.FixtureRequest) -> Generator[Nursery]:
    made = Nursery(office_folder(tmp_path), request.param)
    yield made
    made.close()


@pytest.mark.parametrize("nursery", ["save"], indirect=True)
def test_what_was_saved_is_there_after_a_kill(nursery: Nursery) -> None:
    moments = random.Random(1)
    acknowledged: set[int] = set()
    for _ in range(WHILE_SAVING):
        said, _at = nursery.kill_one(moments.uniform(0.0, 0.12))
        acknowledged |= {int(line) for line in said}
        office = nursery.opened()
        with office.reading() as session:
            there = set(session.scalars(choose(Incident.id)))
            audited = set(session.scalars(choose(AuditEntry.row_id).where(AuditEntry.kind == "incident")))
        assert acknowledged <= there
        assert audited == there, "a change without its audit, or an audit without its change"
        office.close()
    assert len(acknowledged) >= WHILE_SAVING
    assert_whole(nursery)


@pytest.mark.parametrize("nursery", ["type"], indirect=True)
def test_what_was_typed_comes_back_after_a_kill(nursery: Nursery) -> None:
    moments = random.Random(2)
    worst = 0.0
    for _ in range(WHILE_TYPING):
        said, killed_at = nursery.kill_one(moments.uniform(0.2, 0.7))
        office = nursery.opened()
        with office.reading() as session:
            draft = session.scalars(choose(Draft)).one()
            kept = draft.payload["account"]
        assert ACCOUNT.startswith(kept)
        times = [float(line.split()[0]) for line in said]
        lost_since = times[len(kept)] if len(kept) < len(times) else killed_at
        worst = max(worst, killed_at - lost_since)
        with office.transaction(office.actor(LOGIN), "the next one types anew") as work:
            work.session.delete(work.session.get(Draft, draft.id))
        office.close()
    assert worst <= LOST_AT_MOST
    assert_whole(nursery)


def assert_whole(nursery: Nursery) -> None:
    office = nursery.opened()
    assert [finding for finding in health.check(office) if not finding.good] == []
    office.close()
