"""What the command line writes leaves the office: nobody protected stands in it by name, unless a manager says why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk import cli
from asbdesk.cli_rows import told
from asbdesk.domain.casework import UserRole
from asbdesk.errors import InvalidField, Refused
from asbdesk.services import incidents
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import LOGIN, PASSWORD, ask, case_of, do, incident_values, new_office

HERS = ("Amina", "Testwick", "960711", "12 Larch Court")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Office, Actor]:
    """A case with a protected complainant, Amina Testwick, and an incident that tells of her."""
    monkeypatch.setenv("ASBDESK_USER", LOGIN)
    monkeypatch.setenv("ASBDESK_PASSWORD", PASSWORD)
    office, who = new_office(tmp_path)
    case_id, _, _ = case_of(office, who)
    told = "Mrs Testwick of 12 Larch Court heard it, born 30/7/61. Ring (01632)960-711, or +44 1632 960711."
    do(office, who, incidents.record_incident, incident_values(summary=told, reported_by="Amina Testwick"), case_id)
    return office, who


def listed(office: tuple[Office, Actor], kind: str, *, as_json: bool, reason: str = "") -> tuple[str, tuple[str, ...]]:
    made = told(*office, kind, as_json=as_json, reason=reason)
    return "\n".join(made.lines), made.hidden


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
@pytest.mark.parametrize("kind", ["cases", "people", "incidents", "contracts", "orders", "documents"])
def test_no_list_names_somebody_protected(office: tuple[Office, Actor], kind: str, as_json: bool) -> None:
    words, hidden = listed(office, kind, as_json=as_json)
    assert [each for each in HERS if each in words] == []
    if kind in ("people", "incidents"):
        assert "Complainant A of ASB/2003/0001" in words
        assert hidden == ("Complainant A of ASB/2003/0001",)


def test_a_day_of_birth_goes_with_the_name_and_another_stays(office: tuple[Office, Actor]) -> None:
    born = ask(office[0], lambda session: session.scalars(
        select(t.Person.born).where(t.Person.family_name == "Testwick")).one())  # fmt: skip
    assert isinstance(born, date)
    rows = {row["name"]: row for row in json.loads(listed(office, "people", as_json=True)[0])}
    assert rows["Complainant A of ASB/2003/0001"]["born"] is None
    assert "1984-03-04" in [row["born"] for row in rows.values()]
    assert born.isoformat() not in listed(office, "people", as_json=True)[0]


def test_a_manager_says_why_it_may_name_them_and_the_audit_keeps_it(office: tuple[Office, Actor]) -> None:
    words, hidden = listed(office, "people", as_json=False, reason="Asked for by the ombudsman")
    assert "Amina Testwick" in words
    assert hidden == ()
    entry = ask(office[0], lambda session: session.scalars(
        select(t.AuditEntry).where(t.AuditEntry.kind == "list")).one())  # fmt: skip
    assert entry.after["reason"] == "Asked for by the ombudsman"
    assert entry.after["called"] == ["Complainant A of ASB/2003/0001"]


def test_who_may_not_export_gets_no_list_and_a_caseworker_no_names(office: tuple[Office, Actor]) -> None:
    store, who = office
    reader = Actor(who.user_id, "r", "Rea Der", UserRole.READER)
    caseworker = Actor(who.user_id, "cw", "Cass Worker", UserRole.CASEWORKER)
    with pytest.raises(Refused):
        told(store, reader, "people", as_json=True)
    with pytest.raises(Refused):
        told(store, caseworker, "people", as_json=True, reason="Because I want to")
    with pytest.raises(InvalidField, match="few words"):
        told(store, who, "people", as_json=True, reason="so")


def test_the_command_says_on_stderr_who_stands_there_under_a_pseudonym(
    office: tuple[Office, Actor], capsys: pytest.CaptureFixture[str]
) -> None:
    office[0].close()
    folder = str(office[0].folder)
    assert cli.run(["list", folder, "people"]) == 0
    out, err = capsys.readouterr()
    assert "Testwick" not in out + err
    assert "under their pseudonyms: Complainant A of ASB/2003/0001. A manager writes their names with --names" in err
    assert cli.run(["list", folder, "people", "--names", "Asked for by the ombudsman"]) == 0
    out, err = capsys.readouterr()
    assert "Amina Testwick" in out
    assert err == ""
