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
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select as choose

from asbdesk.storage import health, keys
from asbdesk.storage.office import KEYS, Office
from asbdesk.storage.tables import AuditEntry, Draft, Incident
from tests.factories import LOGIN, PASSWORD, office_folder
from tests.faults.nursery import PACE_MS
from tests.faults.words import ACCOUNT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a program is killed here as POSIX systems kill")

WHILE_SAVING, WHILE_TYPING = 75, 25
LOST_AT_MOST = 0.3
"""Seconds of typing, counted in keys at the pace at which they are typed: a slow machine types slowly too."""


class Nursery:
    """Starts programs and kills them."""

    def __init__(self, folder: Path, what: str) -> None:
        self.folder, self._what = folder, what
        self.key = keys.KeyFile.read(folder / KEYS).unlock(LOGIN, PASSWORD, 0.0)
        root = Path(__file__).parents[2]
        command = [sys.executable, "-m", "tests.faults.nursery", what]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def kill_one(self, seconds: float, after: Iterable[str] = ()) -> list[str]:
        """Start one, let it work for so long after its first word and these lines of its own, kill it: what it said."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"what": self._what, "folder": str(self.folder), "key": self.key.hex()}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        lines = _Lines(self._process.stdout)
        victim, first = int(lines.next(60)), lines.next(60)
        assert first != "dead", "it died before it was killed"
        said = [first]
        while not set(after) <= set(said):
            said.append(lines.next(60))
        said += lines.during(seconds)
        os.kill(victim, signal.SIGKILL)
        while (line := lines.next(60)) != "dead":
            said.append(line)
        return said

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
        acknowledged |= {int(line) for line in nursery.kill_one(moments.uniform(0.0, 0.12))}
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
    """Every second one is killed while its first draft may still be on its way; the others once it is told as kept."""
    moments = random.Random(2)
    for n in range(WHILE_TYPING):
        typed = f"typed {moments.randint(1, 60)}"
        said = nursery.kill_one(moments.uniform(0.0, 0.02), after=[typed, "kept 1"] if n % 2 else [typed])
        given, kept = [0, *_numbers(said, "given")], [0, *_numbers(said, "kept")]
        office = nursery.opened()
        with office.reading() as session:
            draft = session.scalars(choose(Draft)).one_or_none()
            found = draft.payload["account"] if draft else ""
        assert ACCOUNT.startswith(found)
        assert len(found) in given, "half of what was handed over"
        assert len(found) >= kept[-1], "what was told as kept is lost"
        assert n % 2 == 0 or found
        assert given[:2] in ([0], [0, 1]), "the first key waited"
        assert len(_numbers(said, "typed")) - given[-1] <= LOST_AT_MOST * 1000 / PACE_MS
        if draft is not None:
            with office.transaction(office.actor(LOGIN), "the next one types anew") as work:
                work.session.delete(work.session.get(Draft, draft.id))
        office.close()
    assert_whole(nursery)


def _numbers(said: list[str], word: str) -> list[int]:
    return [int(line.split()[1]) for line in said if line.startswith(word)]


def assert_whole(nursery: Nursery) -> None:
    office = nursery.opened()
    assert [finding for finding in health.check(office) if not finding.good] == []
    office.close()
