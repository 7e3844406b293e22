"""Every change is known: who, when, what, from what to what; in the change's own transaction."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from asbdesk.queries import offices
from asbdesk.queries.offices import AuditRow
from asbdesk.services import cases, drafts, people
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work
from tests.factories import ask, case_of, do, person_values


def entries(office: Office, kind: str, row_id: int) -> tuple[AuditRow, ...]:
    return ask(office, offices.history, kind, row_id)


def test_an_insert_a_change_and_a_deletion_each_leave_their_entry(office: tuple[Office, Actor]) -> None:
    person_id = do(*office, people.add_person, person_values())
    do(*office, people.change_person, person_id, 1, person_values(family="Merser"))
    relation = do(*office, people.relate, person_id, do(*office, people.add_person, person_values("Kaye")), "partner")
    do(*office, people.unrelate, relation)
    changed, inserted = entries(office[0], "person", person_id)
    assert (inserted.change, inserted.user, inserted.action) == ("inserted", office[1].name, "add_person")
    assert inserted.before is None
    assert inserted.after is not None
    assert inserted.after["family_name"] == "Mercer"
    assert (changed.change, changed.before, changed.after) == (
        "changed", {"family_name": "Mercer"}, {"family_name": "Merser"},
    )  # fmt: skip
    deleted, _ = entries(office[0], "person_relation", relation)
    assert deleted.change == "deleted"
    assert deleted.before is not None
    assert deleted.before["relation"] == "partner"
    assert deleted.after is None


def test_a_change_that_fails_leaves_neither_row_nor_entry(office: tuple[Office, Actor]) -> None:
    before = ask(office[0], offices.audit)

    def half_done(work: Work) -> None:
        people.add_person(work, person_values())
        raise ValueError("the service stopped half-way")

    with pytest.raises(ValueError, match="half-way"):
        do(*office, half_done)
    assert ask(office[0], offices.audit) == before


def test_the_entry_has_the_offices_time(office: tuple[Office, Actor]) -> None:
    person_id = do(*office, people.add_person, person_values())
    (entry,) = entries(office[0], "person", person_id)
    assert entry.at.astimezone(office[0].clock.now().tzinfo).date() == office[0].clock.today()


@pytest.mark.parametrize("statement", [update(t.Person).values(notes="x"), delete(t.Person)], ids=["update", "delete"])
def test_a_change_in_bulk_that_would_slip_past_is_refused(office: tuple[Office, Actor], statement: object) -> None:
    do(*office, people.add_person, person_values())

    def bulk(work: Work) -> None:
        work.session.execute(statement)  # type: ignore[call-overload]

    with pytest.raises(RuntimeError, match="slips past the audit"):
        do(*office, bulk)


def test_a_draft_is_no_record_and_stays_out_of_it(office: tuple[Office, Actor]) -> None:
    before = len(ask(office[0], offices.audit))
    do(*office, drafts.keep_draft, "incident:new", "New incident", {"account": "He shouted ag"})
    assert len(ask(office[0], offices.audit)) == before


def test_nothing_is_written_for_a_form_saved_unchanged(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    before = entries(office[0], "case", case_id)
    do(*office, cases.change_case, case_id, 1, "Noise nuisance", "", ("noise",))
    assert entries(office[0], "case", case_id) == before
