"""Large files in a process of their own: what it takes of memory, and what kill -9 leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from asbdesk.queries import evidence as evidence_queries
from asbdesk.storage.engine import connect
from asbdesk.storage.office import Office
from tests.factories import LOGIN, PASSWORD, ask, case_of, new_office

MIB = 1024 * 1024
ROOT = Path(__file__).parents[2]

CHILD = """
import json, sys
from pathlib import Path
import psutil
from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.services import evidence
from asbdesk.storage.office import Office
from tests.factories import LOGIN, PASSWORD, TODAY

folder, path, case_id = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
office, who = Office.open(folder, LOGIN, PASSWORD)
me = psutil.Process()
values = ExhibitValues(case_id, Witness("Jo Okafor", user_id=1), ExhibitKind.VIDEO, "Long video", TODAY)
small = path.with_name("small")
small.write_bytes(b"small")
evidence.take_in(office, who, small, values)
start = me.memory_info().rss
most = start

def progress(done, total):
    global most
    most = max(most, me.memory_info().rss)
    print(done, total, flush=True)

number = evidence.take_in(office, who, path, values, progress=progress)
grown_in = most - start
most = start
evidence.save_copy(office, who, number, path.with_name("copy"), progress=lambda *_: progress(0, 0))
print(json.dumps({"in": grown_in, "out": most - start}), flush=True)
office.close()
"""


def child(folder: Path, path: Path, case_id: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(path), str(case_id)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def furnished(tmp_path: Path) -> tuple[Path, int]:
    office, who = new_office(tmp_path)
    case_id, *_ = case_of(office, who)
    office.close()
    return office.folder, case_id


def large_file(tmp_path: Path, size: int) -> Path:
    """Different in every megabyte, written without holding it."""
    path = tmp_path / "large.mp4"
    with path.open("wb") as file:
        for place in range(size // MIB):
            file.write(place.to_bytes(8, "big") * (MIB // 8))
    return path


def test_a_large_file_takes_little_memory_in_and_out(tmp_path: Path) -> None:
    folder, case_id = furnished(tmp_path)
    size = int(os.environ.get("ASBDESK_LARGE_MIB", "200")) * MIB
    path = large_file(tmp_path, size)
    with child(folder, path, case_id) as run:
        assert run.stdout is not None
        grown = json.loads(run.stdout.readlines()[-1])
    sys.stdout.write(f"{size // MIB} MiB: { ({way: f'{n / MIB:.1f} MiB' for way, n in grown.items()}) }\n")
    assert grown["in"] < 100 * MIB
    assert grown["out"] < 100 * MIB
    assert (tmp_path / "copy").stat().st_size == size


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process otherwise")
def test_a_process_killed_half_way_leaves_a_clean_store(tmp_path: Path) -> None:
    folder, case_id = furnished(tmp_path)
    with child(folder, large_file(tmp_path, 160 * MIB), case_id) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if int(line.split()[0]) >= 64:
                run.send_signal(signal.SIGKILL)
                break
        run.wait()
    assert run.returncode == -signal.SIGKILL
    office, _ = Office.open(folder, LOGIN, PASSWORD, alone=False)  # to look is not to sweep
    raw = connect(folder / "office.db", office._data_key)
    assert raw.execute("SELECT count(*) FROM exhibit WHERE NOT complete").fetchone() == (1,)
    assert raw.execute("SELECT count(*) FROM exhibit_chunk").fetchone()[0] >= 64
    office.close()
    office, _ = Office.open(folder, LOGIN, PASSWORD)
    assert raw.execute("SELECT count(*) FROM exhibit_chunk").fetchone() == (1,)  # the small one's
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    assert [row.mark for row in ask(office, evidence_queries.exhibits, case_id)] == ["JO/1"]
    office.close()
