"""Offices written by older versions open in this one, with everything that was in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from asbdesk.queries import cases, contracts, offices
from asbdesk.storage.office import Office
from asbdesk.storage.tables import Base
from tests.factories import LOGIN, PASSWORD, TODAY, ask

OLD = sorted((Path(__file__).parents[1] / "old_files").glob("revision-*"))


@pytest.mark.parametrize("old", OLD, ids=[path.name for path in OLD])
def test_an_old_office_is_backed_up_then_brought_up_to_date(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(old, folder)
    told: list[str] = []
    office, who = Office.open(folder, LOGIN, PASSWORD, tell=told.append)
    assert told == ["Bringing the office up to this version …"]
    assert len(list((folder / "backups").glob("office-*.db"))) == 1
    page = ask(office, cases.case, 1, TODAY)
    assert page.reference == "ASB/2003/0001"
    assert [party.pseudonym for party in page.parties] == ["", "Complainant A"]
    assert ask(office, contracts.contract, 1).person == "Dean Mercer"
    assert ask(office, offices.draft, who.user_id, "incident:new").payload == {"account": "He shouted ag"}
    with office.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": False, "include_object": lambda _o, name, *_: not str(name).startswith("search")},
        )
        assert compare_metadata(context, Base.metadata) == []
    office.close()


def test_an_office_of_this_version_is_opened_without_a_backup(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(OLD[-1], folder)
    Office.open(folder, LOGIN, PASSWORD)[0].close()
    told: list[str] = []
    Office.open(folder, LOGIN, PASSWORD, tell=told.append)[0].close()
    assert told == []
    assert len(list((folder / "backups").glob("office-*.db"))) == 1
