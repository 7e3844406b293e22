"""How the file is opened: encrypted, durable, and with every known trouble in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from asbdesk.errors import DamagedOffice, DiskFull, OfficeBusy, ReadOnlyFolder
from asbdesk.queries import people as people_queries
from asbdesk.services import people
from asbdesk.storage.engine import connect, telling, told
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do, person_values


def test_what_is_committed_survives_a_power_cut_and_nothing_is_spilt_beside_it(office: tuple[Office, Actor]) -> None:
    with office[0].engine.connect() as connection:

        def setting(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert setting("journal_mode") == "wal"
        assert setting("synchronous") == 2
        assert setting("foreign_keys") == 1
        assert setting("temp_store") == 2


def test_another_key_does_not_read_the_file(office: tuple[Office, Actor]) -> None:
    with pytest.raises(DamagedOffice):
        connect(office[0].folder / "office.db", bytes(32))


def test_plain_sqlite_does_not_read_the_file(office: tuple[Office, Actor]) -> None:
    plain = sqlite3.connect(office[0].folder / "office.db")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()


def test_a_missing_file_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError):
        connect(tmp_path / "office.db", bytes(32))
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("file is not a database", DamagedOffice),
        ("database disk image is malformed", DamagedOffice),
        ("database or disk is full", DiskFull),
        ("attempt to write a readonly database", ReadOnlyFolder),
        ("database is locked", OfficeBusy),
    ],
)
def test_each_known_trouble_has_its_own_words(words: str, kind: type[Exception]) -> None:
    assert type(told(sqlcipher.DatabaseError(words))) is kind
    with pytest.raises(kind), telling():
        raise sqlcipher.OperationalError(words)


def test_a_bug_stays_a_bug() -> None:
    assert told(sqlcipher.OperationalError("no such table: persn")) is None
    with pytest.raises(sqlcipher.OperationalError), telling():
        raise sqlcipher.OperationalError("no such table: persn")


def test_a_reader_sees_the_office_as_it_was_when_he_began(office: tuple[Office, Actor]) -> None:
    with office[0].reading() as session:
        assert people_queries.suggest(session, "mercer") == ()
        do(*office, people.add_person, person_values())
        assert people_queries.suggest(session, "mercer") == ()
    assert len(ask(office[0], people_queries.suggest, "mercer")) == 1


NAMES = (b"Mercer", b"Testwick", b"Larch", b"Okafor", b"Thornmere", b"960711", b"half past eleven", b"larch-court-14")


def test_no_name_stands_in_clear_in_any_file_also_while_the_office_is_open(office: tuple[Office, Actor]) -> None:
    case_of(*office)
    office[0].back_up()
    files = [path for path in office[0].folder.rglob("*") if path.is_file()]
    kinds = {path.name.split(".")[-1] for path in files}
    assert kinds >= {"db", "keys", "db-wal"}
    found = {path.name: name for path in files for name in NAMES if name.lower() in path.read_bytes().lower()}
    assert found == {}
