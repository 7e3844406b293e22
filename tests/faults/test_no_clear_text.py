"""Of all that was typed, no name stands in clear on the disk: not in the office's folder, not in a temporary one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from asbdesk import paths
from tests.faults.typing_and_filing import NAMES

ROOT = Path(__file__).parents[2]
STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n"
    ",2003-10,Thornmere Police,Thornmere Police,-0.1,51.5,On or near Wimplemere Row,E01000001,Thornmere 001A,"
    "Anti-social behaviour,,\n"
)


def test_no_file_holds_what_was_typed(tmp_path: Path, own_folders: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    folder, outside = tmp_path / "office", tmp_path / "street.csv"
    outside.write_text(STREET)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    env |= {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typing_and_filing", folder, outside],
        cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdin
        assert program.stdout
        assert program.stdout.readline() == "open\n"
        # While it is open: the write-ahead log, and whatever it keeps beside it.
        assert [path.name for path in folder.glob("*-wal")], "nothing was waiting in a write-ahead log"
        looked_at = clear_text_in(folder, temporary, own_folders)
        program.stdin.close()
        assert program.stdout.readline() == "closed\n"
    assert program.returncode == 0
    looked_at |= clear_text_in(folder, temporary, own_folders)
    assert {"office.db", "office.keys"} <= {path.name for path in looked_at}
    assert any(path.parent.name == "backups" for path in looked_at)
    assert str(paths.log_file()) in {str(path) for path in looked_at}


def clear_text_in(*folders: Path) -> set[Path]:
    """Look into every file below; answers which there were."""
    looked_at: set[Path] = set()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                looked_at.add(path)
                content = path.read_bytes()
                for name in NAMES:
                    assert not any(spelt in content for spelt in spellings(name)), f"“{name}” stands in {path}"
    return looked_at


def spellings(name: str) -> tuple[bytes, ...]:
    """The bytes that a program may write for a name."""
    return name.encode(), name.lower().encode(), name.encode("utf-16-le"), name.encode("utf-16-be")
