"""An exported list names nobody protected, says so, and names them where a manager says why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import UserRole
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import incidents as read
from asbdesk.queries.listing import ListFilter
from asbdesk.services import incidents
from asbdesk.storage import tables as t
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.incidents.list import COLUMNS
from asbdesk.ui.kit.export import Exported, export_list, hidden_words
from tests.factories import ask, case_of, do, incident_values


def exported(desk: Desk, path: Path, who: Actor | None = None, reason: str = "") -> Exported:
    task = Task(lambda *_: None, desk.office, who or desk.who)
    return export_list(task, read.INCIDENTS, ListFilter(), "-when", COLUMNS, path, "csv", "Incidents", reason)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A case with a protected complainant, who stands in an incident of it; and an incident of others."""
    case_id, _, _ = case_of(desk.office, desk.who)
    by = {"summary": "Mrs Testwick heard Dean Mercer. Ring 01632 960711.", "reported_by": "Amina Testwick"}
    do(desk.office, desk.who, incidents.record_incident, incident_values(**by), case_id)
    do(desk.office, desk.who, incidents.record_incident, incident_values(summary="Amina Otherly shouted."), None)
    return desk


def test_protected_people_leave_under_their_pseudonyms(told: Desk, tmp_path: Path) -> None:
    done = exported(told, tmp_path / "list.csv")
    text = (tmp_path / "list.csv").read_text("utf-8-sig")
    assert "Testwick" not in text
    assert "960711" not in text
    (called,) = done.hidden
    assert called.startswith("Complainant A of ")
    summaries = {row["Summary"] for row in rows(tmp_path / "list.csv")}
    assert f"{called} heard Dean Mercer. Ring [telephone removed]." in summaries
    assert "Amina Otherly shouted." in summaries
    assert called in hidden_words(done.hidden)


def test_a_manager_says_why_and_it_is_in_the_audit(told: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with pytest.raises(InvalidField, match="few words"):
        exported(told, path, reason="so")
    assert not path.exists()
    done = exported(told, path, reason="Asked for by the ombudsman")
    assert done.hidden == ()
    assert "Amina Testwick" in path.read_text("utf-8-sig")
    entry = ask(told.office, lambda session: session.scalars(
        select(t.AuditEntry).where(t.AuditEntry.kind == "list")
    ).one())  # fmt: skip
    assert entry.after["reason"] == "Asked for by the ombudsman"
    assert entry.after["list"] == "Incidents"


def test_a_caseworker_cannot_have_the_names(told: Desk, tmp_path: Path) -> None:
    caseworker = Actor(told.who.user_id, "cw", "Cass Worker", UserRole.CASEWORKER)
    with pytest.raises(Refused):
        exported(told, tmp_path / "list.csv", caseworker, "Because I want to")
    assert exported(told, tmp_path / "list.csv", caseworker).rows == 3
