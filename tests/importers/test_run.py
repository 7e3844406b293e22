"""A file into the office: whole or not at all, never twice, and out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asbdesk.errors import Cancelled, Refused
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.run import Imported, run_import
from asbdesk.paths import resource
from asbdesk.queries import imports as queries
from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.listing import ListFilter
from asbdesk.services.imports import undo_import
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, do, new_office
from tests.shared_data import shared

STREET = resource("sample", "thornmere-2003-10-street.csv")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def take_in(office: tuple[Office, Actor], path: Path, **more: object) -> Imported:
    reading = sniff(path)
    return run_import(*office, path, reading, mapping_for(reading), **more)  # type: ignore[arg-type]


def incidents(office: tuple[Office, Actor]) -> int:
    return len(ask(office[0], INCIDENTS.ids, ListFilter(), "when"))


def test_a_street_file_of_surrey_gives_its_incidents_and_says_how_many_are_alike(office: tuple[Office, Actor]) -> None:
    done = take_in(office, shared("police/2018-10-surrey-street.csv"))
    assert (done.taken, done.known, done.report.read, done.report.identical) == (1894, 0, 8241, 455)
    assert incidents(office) == 1894
    assert ask(office[0], queries.batches)[0].identical == 455
    assert all(finding.good for finding in check(office[0]))


def test_the_same_file_again_is_refused_with_its_day_and_doubles_nothing(office: tuple[Office, Actor]) -> None:
    first = take_in(office, STREET)
    with pytest.raises(Refused, match="taken in on 17 Nov 2003: 17 incidents"):
        take_in(office, STREET)
    assert incidents(office) == first.taken == 17


def test_a_file_that_has_grown_gives_its_new_rows_alone(office: tuple[Office, Actor], tmp_path: Path) -> None:
    take_in(office, STREET)
    text = STREET.read_text("utf-8")
    row = next(line for line in text.splitlines() if "Tallow Lane" in line)
    grown = tmp_path / "grown.csv"
    grown.write_text(text + row + "\n", "utf-8")
    done = take_in(office, grown)
    assert (done.taken, done.known) == (1, 17)
    assert "17 were here already; 1 are new" in done.sentence


def test_an_import_that_was_undone_may_be_taken_in_again(office: tuple[Office, Actor]) -> None:
    done = take_in(office, STREET)
    assert do(*office, undo_import, done.batch_id) == 17
    assert incidents(office) == 0
    assert all(finding.good for finding in check(office[0]))
    assert take_in(office, STREET).taken == 17


def test_refused_rows_are_kept_with_their_reasons(office: tuple[Office, Actor], tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text("Date,What,Place\n31/10/2003,Noise,Kiln Row\n32/10/2003,Noise,Kiln Row\n", "utf-8")
    done = take_in(office, path)
    assert done.taken == 1
    (refusal,) = ask(office[0], queries.refusals, done.batch_id)
    assert (refusal.row_number, refusal.raw) == (3, ("32/10/2003", "Noise", "Kiln Row"))
    assert refusal.reason
    assert done.as_json()["refused_rows"] == [{"row": 3, "reason": refusal.reason}]


@pytest.mark.parametrize("at", [0, 1, -1], ids=["at the first look", "while reading", "while saving"])
def test_stopped_at_any_time_nothing_of_it_stays(office: tuple[Office, Actor], tmp_path: Path, at: int) -> None:
    path = tmp_path / "long.csv"
    path.write_text(STREET.read_text("utf-8").splitlines()[0] + "\n" + 1200 * f"{_row()}\n", "utf-8")
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        if at < 0 and told and told[-1].startswith("Saving"):
            raise Cancelled
        if 0 <= at < looks:
            raise Cancelled

    told: list[str] = []
    with pytest.raises(Cancelled):
        take_in(office, path, check=look, progress=lambda _done, _total, words: told.append(words))
    assert incidents(office) == 0
    assert ask(office[0], queries.batches) == ()
    assert take_in(office, path).taken == 1200


def test_progress_never_passes_its_total(office: tuple[Office, Actor], tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(STREET.read_text("utf-8").splitlines()[0] + "\n" + 1200 * f"{_row()}\n", "utf-8")
    told: list[tuple[int, int]] = []
    take_in(office, path, progress=lambda done, total, _words: told.append((done, total)))
    assert [done for done, _ in told] == [500, 1000, 1200]
    assert all(done <= total for done, total in told)


def _row() -> str:
    return next(line for line in STREET.read_text("utf-8").splitlines() if "Anti-social" in line)
