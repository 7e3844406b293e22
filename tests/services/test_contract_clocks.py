"""A fact of a contract that is undone, edited or re-dated moves every clock that hung on it; the audit shows both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import BreachStep, ClockState, ClosingReason, ContractState
from asbdesk.domain.watching import ReviewValues, Variation
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import calendar
from asbdesk.queries.cases import case as case_page
from asbdesk.queries.search import search
from asbdesk.queries.today import today
from asbdesk.services import cases, clocks, contract_reviews, contracts, variations, watching
from asbdesk.storage import tables as t
from tests.factories import TODAY
from tests.services.contract_way import Way


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    made = Way(tmp_path)
    made.draw_up()
    made.offer()
    made.sign()
    yield made
    made.office.close()


def clock(way: Way, code: str) -> t.CaseClock:
    """The contract's first clock of that code, whatever its state."""
    with way.office.reading() as session:
        found = session.scalars(select(t.CaseClock).where(t.CaseClock.code == code).order_by(t.CaseClock.id)).first()
        assert found is not None
        session.expunge(found)
        return found


def changes(way: Way, kind: str, row_id: int, column: str) -> list[tuple[Any, Any]]:
    """What the audit says of a column, from and to, the oldest first."""
    with way.office.reading() as session:
        rows = session.scalars(
            select(t.AuditEntry)
            .where(t.AuditEntry.kind == kind, t.AuditEntry.row_id == row_id, t.AuditEntry.change == "changed")
            .order_by(t.AuditEntry.id)
        )
        return [(e.before[column], e.after[column]) for e in rows if e.before and e.after and column in e.after]


def test_a_signing_day_put_right_moves_the_clock_of_the_copies_and_the_audit_shows_both(way: Way) -> None:
    assert way.clocks()["abc-copies"] == (TODAY, date(2003, 11, 24))
    ids = {s.id: datetime.combine(date(2003, 11, 13), time()) for s in way.page.signatures}
    way.do(variations.correct_signing, way.contract_id, ids, "The paper says the 13th.")
    assert way.page.signed_on == date(2003, 11, 13)
    assert way.clocks()["abc-copies"] == (date(2003, 11, 13), date(2003, 11, 20))
    moved = clock(way, "abc-copies")
    assert changes(way, "case_clock", moved.id, "due_on") == [("2003-11-24", "2003-11-20")]
    assert changes(way, "contract", way.contract_id, "signed_on")[-1] == ("2003-11-17", "2003-11-13")
    assert "not on 17 Nov 2003: The paper says the 13th." in way.watched.log[0].text


def test_a_breach_re_dated_moves_its_clock_and_one_withdrawn_ends_it(way: Way) -> None:
    way.on(date(2003, 12, 8))
    breach = way.breach(date(2003, 12, 6))
    values = way.watched.breaches[0].values
    way.do(watching.record_breach, way.contract_id, replace(values, happened_on=date(2003, 12, 2)), breach)
    assert way.clocks()["abc-breach"] == (date(2003, 12, 2), date(2003, 12, 9))
    moved = clock(way, "abc-breach")
    assert changes(way, "case_clock", moved.id, "starts_on") == [("2003-12-06", "2003-12-02")]
    assert changes(way, "contract_breach", breach, "happened_on") == [("2003-12-06", "2003-12-02")]
    way.do(watching.withdraw_breach, breach, "It was another flat.")
    assert "abc-breach" not in way.clocks()
    assert clock(way, "abc-breach").state is ClockState.NOT_NEEDED
    assert way.watched.counted == ()
    assert way.watched.breaches[0].withdrawn_note == "It was another flat."


def test_a_decision_taken_back_lets_the_clock_run_again(way: Way) -> None:
    way.on(date(2003, 12, 3))
    breach = way.breach(date(2003, 12, 2), step=BreachStep.TALK)
    assert clock(way, "abc-breach").state is ClockState.STOPPED
    undecided = replace(way.watched.breaches[0].values, step=None)
    way.do(watching.record_breach, way.contract_id, undecided, breach)
    assert way.clocks()["abc-breach"] == (date(2003, 12, 2), date(2003, 12, 9))


def test_a_review_put_off_moves_its_clock_and_says_why_in_the_log(way: Way) -> None:
    first = way.page.reviews[0]
    assert way.clocks()["abc-review"] == (date(2003, 12, 15), date(2003, 12, 22))
    with pytest.raises(InvalidField, match="not a working day"):
        way.do(contract_reviews.put_off_review, first.id, date(2003, 12, 25), "Ill.")
    with pytest.raises(InvalidField, match="outside the contract"):
        way.do(contract_reviews.put_off_review, first.id, date(2004, 6, 1), "Ill.")
    way.do(contract_reviews.put_off_review, first.id, date(2003, 12, 18), "He is ill.")
    assert way.clocks()["abc-review"] == (date(2003, 12, 18), date(2003, 12, 29))  # Christmas in between
    assert changes(way, "contract_review", first.id, "due_on") == [("2003-12-15", "2003-12-18")]
    assert "moved to 18 Dec 2003: He is ill." in way.watched.log[0].text


def test_a_review_held_stops_its_clock_late_only_with_a_reason_and_undone_it_runs_again(way: Way) -> None:
    first = way.page.reviews[0]
    way.on(date(2003, 12, 30))
    with pytest.raises(InvalidField) as late:
        way.do(contract_reviews.hold_review, first.id, ReviewValues(way.today, "Fine."))
    assert late.value.field == "missed_reason"
    way.do(contract_reviews.hold_review, first.id, ReviewValues(way.today, "Fine.", missed_reason="He was away."))
    held = clock(way, "abc-review")
    assert (held.state, held.stopped_on, held.missed_reason) == (ClockState.STOPPED, way.today, "He was away.")
    way.do(contract_reviews.hold_review, first.id, ReviewValues(date(2003, 12, 19), "Fine."))
    assert clock(way, "abc-review").stopped_on == date(2003, 12, 19)
    way.do(contract_reviews.undo_review, first.id, "It was the other Mercer.")
    assert clock(way, "abc-review").state is ClockState.RUNNING
    assert way.page.reviews[0].held_on is None
    with pytest.raises(Refused):
        way.do(clocks.stop_clock, held.id, way.today, "By hand.", "Late.")


def test_an_extension_brings_clocks_for_its_reviews_and_an_end_sets_them_aside_until_it_is_undone(way: Way) -> None:
    def running() -> int:
        with way.office.reading() as session:
            rows = select(t.CaseClock.id).where(
                t.CaseClock.code == "abc-review", t.CaseClock.state == ClockState.RUNNING
            )
            return len(session.scalars(rows).all())

    assert running() == 6
    way.do(variations.extend, way.contract_id, way.page.version, 2, way.agreed("To be sure."))
    assert running() == 8
    way.do(contracts.settle, way.contract_id, ContractState.ENDED, TODAY, "He moved away.")
    assert running() == 0
    assert list(way.clocks()) == ["abc-ending"]
    way.do(contracts.undo_end, way.contract_id, "It was his brother.")
    assert running() == 8
    assert way.page.state is ContractState.SIGNED
    assert "abc-ending" not in way.clocks()


def test_copies_and_the_last_letter_stop_their_clocks_when_they_are_filed_in_time(way: Way) -> None:
    way.send_copies()
    assert clock(way, "abc-copies").state is ClockState.STOPPED


def test_a_closed_case_has_no_clocks_and_one_opened_again_has_those_of_its_contract(way: Way) -> None:
    version = way.ask(case_page, way.case_id, way.today).version
    way.do(cases.close_case, way.case_id, version, ClosingReason.EARLY_INTERVENTION, "Quiet.")
    assert way.clocks() == {}
    first = way.page.reviews[0]
    way.on(date(2003, 12, 15))
    way.do(contract_reviews.hold_review, first.id, ReviewValues(way.today, "Held all the same."))
    way.do(cases.reopen_case, way.case_id)
    assert way.clocks()["abc-review"][0] == date(2004, 1, 12)
    assert clock(way, "abc-review").state is ClockState.STOPPED


def test_a_term_taken_out_can_still_be_named_for_a_day_on_which_it_stood(way: Way) -> None:
    way.on(date(2004, 1, 12))
    page = way.page
    way.do(
        variations.vary, way.contract_id, page.version, Variation(way.agreed("No longer fits."), page.values.terms[:1])
    )
    with pytest.raises(InvalidField, match="Term 2 did not stand"):
        way.breach(date(2004, 1, 12), term_number=2)
    way.breach(date(2004, 1, 5), term_number=2)
    assert way.watched.breaches[0].term == "I will meet the tenancy support worker every fortnight."


def test_a_breach_stands_on_the_timeline_on_today_and_is_found_by_its_words(way: Way) -> None:
    way.on(date(2003, 12, 8))
    way.breach(date(2003, 12, 5), summary="Fireworks on the balcony.")
    way.do(watching.note_contract, way.contract_id, datetime(2003, 12, 7, 14, 0), "Caretaker heard a trombone.")
    page = way.ask(case_page, way.case_id, way.today)
    assert ("Breach", True) in {(row.what, row.alert) for row in page.timeline}
    due = way.ask(today, way.who.user_id, way.today).due
    assert {"Breach of the contract answered", "ABC review"} <= {row.what for row in due}
    assert len([row for row in due if "eview of the contract" in row.what or row.what == "ABC review"]) == 1
    entries = way.ask(calendar.calendar, way.who.user_id, way.today)
    reviews = [e.what for e in entries if e.on == date(2003, 12, 15) and e.what.startswith(("ABC", "Review of"))]
    assert reviews == ["ABC review, ASB/2003/0001"]
    assert {hit.kind for hit in way.ask(search, "trombone")} == {"contract"}
    assert {hit.kind for hit in way.ask(search, "fireworks balcony")} == {"contract"}
