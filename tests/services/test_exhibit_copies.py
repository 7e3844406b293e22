"""A copy of an exhibit that is given to somebody: read by the guard, refused, released with a reason, written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import Disclosure, Reader, UserRole
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import evidence as read
from asbdesk.services import exhibit_copies, party_classes
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do
from tests.services.redacting import page_of
from tests.services.test_evidence import file_of, office, taken_in

__all__ = ["office"]
WHY = "She has agreed to it in writing"
Kept = tuple[tuple[Office, Actor], int]


@pytest.fixture
def kept(office: tuple[Office, Actor], tmp_path: Path) -> Kept:
    """A PDF that names the protected complainant."""
    case_id, *_ = case_of(*office)
    path = file_of(tmp_path, page_of(["Mrs Testwick heard it all night."]), "diary.pdf")
    return office, taken_in(office, case_id, path, title="Diary sheet")


def test_a_copy_for_the_perpetrator_is_stopped_and_nothing_is_written(kept: Kept, tmp_path: Path) -> None:
    office, number = kept
    looked = exhibit_copies.look(office[0], number, Reader.PERPETRATOR, "copy.pdf")
    assert looked.called == ("Complainant A",)
    assert "would be known by the surname" in looked.leaks[0]
    with pytest.raises(Refused, match="protected as Complainant A"):
        exhibit_copies.give(*office, number, tmp_path / "copy.pdf", Reader.PERPETRATOR)
    assert not (tmp_path / "copy.pdf").exists()


@pytest.mark.parametrize("name", ["JO-1 Diary of Amina Testwick.pdf", "testwick_amina.pdf"])
def test_the_name_that_the_copy_gets_is_looked_at_too(
    office: tuple[Office, Actor], tmp_path: Path, name: str
) -> None:  # fmt: skip
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, page_of(["It was loud."]), "diary.pdf"))
    assert exhibit_copies.look(office[0], number, Reader.PERPETRATOR, "diary.pdf").leaks == ()
    assert exhibit_copies.look(office[0], number, Reader.PERPETRATOR, name).called == ("Complainant A",)


def test_a_manager_lets_it_leave_and_both_logs_keep_it(kept: Kept, tmp_path: Path) -> None:
    office, number = kept
    caseworker = Actor(office[1].user_id, "cw", "Cass Worker", UserRole.CASEWORKER)
    with pytest.raises(Refused):
        exhibit_copies.give(office[0], caseworker, number, tmp_path / "copy.pdf", Reader.COURT, WHY)
    with pytest.raises(InvalidField, match="few words"):
        exhibit_copies.give(*office, number, tmp_path / "copy.pdf", Reader.COURT, "so")
    assert not (tmp_path / "copy.pdf").exists()
    exhibit_copies.give(*office, number, tmp_path / "copy.pdf", Reader.COURT, WHY)
    assert (tmp_path / "copy.pdf").exists()
    assert ask(office[0], read.exhibit, number).movements[-1].why == "A copy was saved as “copy.pdf”, for: Court"
    entry = ask(office[0], lambda session: session.scalars(
        select(t.AuditEntry).where(t.AuditEntry.change == "given with names")).one())  # fmt: skip
    assert (entry.after["reader"], entry.after["called"], entry.after["reason"]) == ("court", ["Complainant A"], WHY)


def test_who_may_know_of_her_gets_it_at_once(kept: Kept, tmp_path: Path) -> None:
    office, number = kept
    party = ask(office[0], lambda session: session.scalars(
        select(t.CaseParty.id).where(t.CaseParty.pseudonym == "Complainant A")).one())  # fmt: skip
    do(*office, party_classes.decide, party, {Reader.AGENCY: Disclosure.OPEN}, "They look after her")
    assert exhibit_copies.look(office[0], number, Reader.AGENCY, "copy.pdf").leaks == ()
    exhibit_copies.give(*office, number, tmp_path / "copy.pdf", Reader.AGENCY)
    assert (tmp_path / "copy.pdf").exists()


def test_what_could_not_be_read_is_said(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    sound = taken_in(office, case_id, file_of(tmp_path, b"RIFF0000WAVE", "call.wav"))
    locked = taken_in(office, case_id, file_of(tmp_path, b"%PDF-1.7 nothing", "locked.pdf"))
    assert "cannot be read" in exhibit_copies.look(office[0], sound, Reader.COURT, "call.wav").unread[0]
    assert "cannot be read" in exhibit_copies.look(office[0], locked, Reader.COURT, "locked.pdf").unread[0]
