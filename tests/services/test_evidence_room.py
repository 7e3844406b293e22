"""The room of an exhibit that was taken out goes back to the disk, quickly and in small steps."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.errors import Cancelled
from asbdesk.services import evidence
from asbdesk.storage import evidence as store
from asbdesk.storage.engine import connect
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import LOGIN, PASSWORD, TODAY, case_of, founding

MIB = 1024 * 1024


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    folder = tmp_path / "office"
    Office.found(folder, founding(), PASSWORD)[0].close()
    opened, who = Office.open(folder, LOGIN, PASSWORD)
    yield opened, who
    opened.close()


def film(tmp_path: Path, size: int) -> Path:
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        for place in range(size // MIB):
            file.write(place.to_bytes(8, "big") * (MIB // 8))
    return path


def values(case_id: int) -> ExhibitValues:
    return ExhibitValues(case_id, Witness("Jo Okafor", user_id=1), ExhibitKind.VIDEO, "Long film", TODAY)


def held(office: Office) -> int:
    """Bytes of the file once the log is folded into it."""
    raw = connect(office.folder / "office.db", office._data_key)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.close()
    return (office.folder / "office.db").stat().st_size


def test_a_discarded_exhibit_gives_its_room_back(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    before = held(office[0])
    number = evidence.take_in(*office, film(tmp_path, 24 * MIB), values(case_id))
    assert held(office[0]) > before + 24 * MIB
    evidence.discard(*office, number, "Added to the wrong case")
    assert held(office[0]) < before + 2 * MIB
    assert [finding.what for finding in check(office[0]) if not finding.good] == []


def test_what_is_deleted_otherwise_is_overwritten_still(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = evidence.take_in(*office, film(tmp_path, 2 * MIB), values(case_id))
    evidence.discard(*office, number, "Added to the wrong case")
    with office[0].reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_giving_back_stops_when_it_is_told_to_and_goes_on_later(
    office: tuple[Office, Actor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, *_ = case_of(*office)
    before = held(office[0])
    monkeypatch.setattr(store, "_GIVEN_BACK_AT_ONCE", 256)
    monkeypatch.setattr(evidence.evidence, "give_back", lambda *_: 0)  # cut off before it came to that
    number = evidence.take_in(*office, film(tmp_path, 16 * MIB), values(case_id))
    evidence.discard(*office, number, "Added to the wrong case")
    monkeypatch.undo()
    monkeypatch.setattr(store, "_GIVEN_BACK_AT_ONCE", 256)
    asked = iter([None, None, Cancelled])

    def stop() -> None:
        told = next(asked)
        if told is not None:
            raise told

    with pytest.raises(Cancelled):
        store.give_back(*office, stop)
    assert before + 8 * MIB < held(office[0])
    assert store.give_back(*office) > 8 * MIB
    assert held(office[0]) < before + 2 * MIB
    assert store.give_back(*office) == 0


def test_a_cut_off_film_is_taken_out_fast_at_the_next_opening(office: tuple[Office, Actor], tmp_path: Path) -> None:
    """Said for films of any size: ASBDESK_LARGE_MIB=1536 makes it 1.5 GiB."""
    size = int(os.environ.get("ASBDESK_LARGE_MIB", "64")) * MIB
    case_id, *_ = case_of(*office)
    start = time.perf_counter()
    number = evidence.take_in(*office, film(tmp_path, size), values(case_id))
    taken = time.perf_counter() - start
    raw = connect(office[0].folder / "office.db", office[0]._data_key)
    raw.execute("UPDATE exhibit SET complete = 0 WHERE id = ?", (number,))  # as kill -9 before the last step leaves it
    raw.close()
    start = time.perf_counter()
    assert store.sweep(*office) == 1
    swept = time.perf_counter() - start
    start = time.perf_counter()
    given = store.give_back(*office)
    back = time.perf_counter() - start
    sys.stdout.write(f"{size // MIB} MiB: in {taken:.1f} s, out {swept:.2f} s, given back {back:.1f} s\n")
    assert given > size - 2 * MIB
    assert swept < taken / 4
