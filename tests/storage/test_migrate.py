"""The scripts make what the program's own tables say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from asbdesk.errors import DamagedOffice
from asbdesk.storage import migrate
from asbdesk.storage.office import Office
from asbdesk.storage.tables import Base
from asbdesk.storage.work import Actor


def test_a_new_office_has_exactly_the_tables_that_the_program_declares(office: tuple[Office, Actor]) -> None:
    def ours(_thing: object, name: str | None, *_: object) -> bool:
        return not str(name).startswith("search")  # the word index belongs to FTS5

    with office[0].engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "include_object": ours})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_revision_is_the_last_script_and_there_is_one_line_of_them() -> None:
    scripts = ScriptDirectory(str(migrate._SCRIPTS))
    assert scripts.get_heads() == [migrate.NEWEST]
    assert {script.revision for script in scripts.walk_revisions()} == migrate.known_revisions()


def test_an_office_of_this_version_needs_nothing(office: tuple[Office, Actor]) -> None:
    assert not migrate.needs_upgrade(office[0].engine)


def test_a_file_without_tables_is_told_as_half_made(office: tuple[Office, Actor]) -> None:
    with office[0].engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        connection.commit()
    with pytest.raises(DamagedOffice, match="half-way"):
        migrate.needs_upgrade(office[0].engine)
