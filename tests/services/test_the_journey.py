"""From a complaint to a signed contract, through the services alone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from asbdesk.domain.casework import CaseStatus, ClosingReason, ContractState
from asbdesk.errors import Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import offices, people
from asbdesk.queries.search import search
from asbdesk.queries.today import today
from asbdesk.services import cases, contracts
from asbdesk.storage.office import Office
from tests.factories import TODAY, ask, case_of, contract_of, do, new_office, office_folder


def test_a_case_shows_its_story_and_protects_the_complainant(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, accused, _ = case_of(office, who)
    page = ask(office, case_queries.case, case_id, TODAY)
    assert page.reference == "ASB/2003/0001"
    assert [row.what for row in page.timeline] == ["Case", "Incident"]
    complainant = next(p for p in page.parties if p.person_id != accused)
    assert complainant.pseudonym == "Complainant A"
    assert complainant.protected
    office.close()


def test_a_half_spelt_name_finds_the_person(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    _, accused, _ = case_of(office, who)
    for typed in ("dean merc", "Mercr", "mercer, dean", "deen mercer"):
        assert [row.id for row in ask(office, people.suggest, typed)][:1] == [accused], typed
    office.close()


def test_everything_is_found_again_after_closing(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, accused, _ = case_of(office, who)
    contract_of(office, who, case_id, accused)
    office.close()
    office, who = Office.open(tmp_path / "office", "jo", "larch-court-14")
    kinds = {hit.kind for hit in ask(office, search, "mercer")}
    assert kinds >= {"person", "case", "contract"}
    assert {hit.kind for hit in ask(office, search, "half past eleven")} == {"incident"}
    assert [hit.kind for hit in ask(office, search, "960711")] == ["person"]
    office.close()


def test_a_contract_is_signed_only_when_all_have_signed(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, accused, _ = case_of(office, who)
    contract_id = contract_of(office, who, case_id, accused)
    page = ask(office, contract_queries.contract, contract_id)
    do(office, who, contracts.offer, contract_id, TODAY)
    ids = [signature.id for signature in page.signatures]
    with pytest.raises(Refused):
        do(office, who, contracts.sign, contract_id, {ids[0]: datetime(2003, 11, 17, 0, 0)})
    do(office, who, contracts.sign, contract_id, {i: datetime(2003, 11, 17, 0, 0) for i in ids})
    page = ask(office, contract_queries.contract, contract_id)
    assert page.state is ContractState.SIGNED
    assert page.signed_on == TODAY
    assert [review.due_on for review in page.reviews][:1] == [datetime(2003, 12, 15).date()]
    due = ask(office, today, who.user_id, TODAY).due
    assert [row.on for row in due if row.what == "ABC review"] == [date(2003, 12, 15)]
    office.close()


def test_a_closed_case_takes_no_more_incidents(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, _, _ = case_of(office, who)
    version = ask(office, case_queries.case, case_id, TODAY).version
    do(office, who, cases.close_case, case_id, version, ClosingReason.EARLY_INTERVENTION, "Quiet for six weeks.")
    page = ask(office, case_queries.case, case_id, TODAY)
    assert page.status is CaseStatus.CLOSED
    changes = [row.change for row in ask(office, offices.history, "case", case_id)]
    assert changes == ["changed", "inserted"]
    office.close()


def test_the_store_holds_no_name_in_clear(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_of(office, who)
    office.back_up()
    office.close()
    for path in office_folder(tmp_path / "other").parent.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for name in (b"Mercer", b"Testwick", b"Larch", b"Okafor", b"Thornmere", b"960711"):
                assert name not in content, path
