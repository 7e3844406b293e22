"""Ticking lines of the board, consulting, lodging: through the services, on a real office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.board import NOT_READY, Line
from asbdesk.domain.casework import UserRole
from asbdesk.domain.consultation import AnswerValues, AskedHow, AskValues
from asbdesk.domain.orders import ApplicationState, ConsultAnswer, HearingKind, ProofKind
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries import order_events
from asbdesk.queries.case_proofs import proof_choices
from asbdesk.queries.cases import case
from asbdesk.queries.consultation import consultation_page, replies_due
from asbdesk.queries.orders import application_page
from asbdesk.queries.people import person
from asbdesk.queries.readiness import BoardPage, board_page
from asbdesk.queries.search import search
from asbdesk.queries.timeline import timeline
from asbdesk.queries.today import today
from asbdesk.services import consultation, merging, orders, people, readiness
from asbdesk.services.readiness import TickValues
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work
from tests.factories import TODAY, ask, case_of, do, new_office, person_values, proportion_of

Place = tuple[Office, Actor]
ASKED = AskValues("the Chief Constable", TODAY, AskedHow.LETTER, date(2003, 12, 1))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    office, who = new_office(tmp_path)
    yield office, who
    office.close()


def begun(place: Place, **changed: Any) -> tuple[int, int, int]:
    """An application for an ASBO: its id, the case's, the person's."""
    case_id, person_id, _ = case_of(*place, **changed)
    number = do(*place, orders.start_application, case_id, NewApplication(person_id, "asbo", "council", TODAY))
    return number, case_id, person_id


def board(place: Place, number: int) -> BoardPage:
    return ask(place[0], board_page, number, TODAY)


def line(place: Place, number: int, code: str) -> Line:
    found = board(place, number).board.line(code)
    assert found is not None
    return found


def plan(place: Place, number: int, on: date | None = date(2003, 12, 1), **changed: Any) -> None:
    page = ask(place[0], application_page, number, TODAY)
    values = replace(page.values, planned_on=on, **changed)
    do(*place, orders.change_application, number, page.version, values)


def caseworker(place: Place) -> Actor:
    return replace(place[1], role=UserRole.CASEWORKER)


def test_an_incident_of_the_case_ticks_the_conduct_and_is_taken_away_and_put_back(place: Place) -> None:
    number, case_id, _ = begun(place)
    incident = ask(place[0], proof_choices, case_id)[ProofKind.INCIDENT][0]
    tick = do(*place, readiness.tick_line, number, "element:conduct", TickValues(ProofKind.INCIDENT, incident.id))
    found = line(place, number, "element:conduct")
    assert found.state == "done"
    assert found.proofs[0].shown == incident.words
    kept = do(*place, readiness.untick_line, tick)
    assert line(place, number, "element:conduct").state == "missing"
    do(*place, readiness.tick_line, *kept)
    assert line(place, number, "element:conduct").state == "done"


def test_the_audit_shows_ticking_and_unticking(place: Place) -> None:
    number, _, _ = begun(place)
    tick = do(*place, readiness.tick_line, number, "element:conduct", TickValues(ProofKind.RECORD, words="Seen."))
    do(*place, readiness.untick_line, tick)
    with place[0].reading() as session:
        entries = session.execute(
            select(t.AuditEntry.change).where(t.AuditEntry.kind == "application_proof").order_by(t.AuditEntry.id)
        )
        assert [row[0] for row in entries] == ["inserted", "deleted"]


@pytest.mark.parametrize(
    ("code", "values", "field"),
    [
        ("element:conduct", TickValues(ProofKind.ASSESSMENT, 1), "kind"),
        ("element:conduct", TickValues(ProofKind.INCIDENT, 9999), "target"),
        ("element:conduct", TickValues(ProofKind.INCIDENT), "target"),
        ("element:conduct", TickValues(ProofKind.RECORD, words=" "), "words"),
        ("element:conduct", TickValues(ProofKind.RECORD, on=date(2003, 11, 18), words="To be."), "on"),
    ],
)
def test_what_shows_nothing_here_is_refused_beside_its_field(
    place: Place, code: str, values: TickValues, field: str
) -> None:
    number, _, _ = begun(place)
    with pytest.raises(InvalidField) as refused:
        do(*place, readiness.tick_line, number, code, values)
    assert refused.value.field == field


def test_evidence_of_another_case_ticks_nothing(place: Place) -> None:
    number, _, _ = begun(place)
    _, other, _ = begun(place)
    incident = ask(place[0], proof_choices, other)[ProofKind.INCIDENT][0]
    with pytest.raises(InvalidField):
        do(*place, readiness.tick_line, number, "element:conduct", TickValues(ProofKind.INCIDENT, incident.id))


def test_the_same_evidence_twice_is_refused(place: Place) -> None:
    number, case_id, _ = begun(place)
    values = TickValues(ProofKind.INCIDENT, ask(place[0], proof_choices, case_id)[ProofKind.INCIDENT][0].id)
    do(*place, readiness.tick_line, number, "element:conduct", values)
    with pytest.raises(InvalidField):
        do(*place, readiness.tick_line, number, "element:conduct", values)


def test_a_line_that_is_judged_by_itself_cannot_be_ticked(place: Place) -> None:
    number, _, _ = begun(place)
    for code in ("limitation", "element:reasonable", "no-such-line"):
        with pytest.raises(Refused):
            do(*place, readiness.tick_line, number, code, TickValues(ProofKind.RECORD, words="All is well."))


def test_who_may_only_read_ticks_nothing(place: Place) -> None:
    number, _, _ = begun(place)
    reader = replace(place[1], role=UserRole.READER)
    with pytest.raises(Refused):
        do(place[0], reader, readiness.tick_line, number, "element:conduct", TickValues(ProofKind.RECORD, words="x"))


# what changed


def test_a_changed_birth_is_judged_anew_and_told_until_it_was_seen(place: Place) -> None:
    number, _, person_id = begun(place)
    plan(place, number)
    do(*place, readiness.see_changes, number)
    assert not board(place, number).changes
    do(*place, people.change_person, person_id, 1, person_values(title="Mr", born=date(1994, 3, 4)))
    found = board(place, number)
    assert found.changes.because == ("the date of birth is now 4 Mar 1994",)
    assert "the age on the day of the application is now 9, not 19 (not within the law)" in found.changes.lines
    do(*place, readiness.see_changes, number)
    assert not board(place, number).changes


def test_what_the_form_came_to_know_is_what_a_corrected_birth_is_told_against(place: Place) -> None:
    """Nobody has said before that changes were seen: there were none."""
    number, _, person_id = begun(place)
    plan(place, number)
    assert not board(place, number).changes
    do(*place, people.change_person, person_id, 1, person_values(title="Mr", born=date(1994, 3, 4)))
    found = board(place, number).changes
    assert found.because == ("the date of birth is now 4 Mar 1994",)
    assert "the age on the day of the application is now 9, not 19 (not within the law)" in found.lines
    plan(place, number, date(2003, 12, 2))
    assert board(place, number).changes.because[0] == found.because[0]


@pytest.mark.parametrize("turned", [False, True])
def test_a_birth_that_a_merge_changes_is_told_and_what_it_was_when_the_merge_is_undone(
    place: Place, turned: bool
) -> None:
    other = do(*place, people.add_person, person_values("Deen", born=date(1994, 3, 4))) if turned else 0
    number, _, person_id = begun(place)
    plan(place, number)
    other = other or do(*place, people.add_person, person_values("Deen", born=date(1994, 3, 4)))
    version = ask(place[0], person, person_id).version
    merge = do(*place, merging.merge, person_id, other, (version, 1), {"born": "other"}, sure=True)
    told = board(place, number).changes
    assert told.because == ("the date of birth is now 4 Mar 1994",)
    assert "the age on the day of the application is now 9, not 19 (not within the law)" in told.lines
    do(*place, readiness.see_changes, number)
    do(*place, merging.undo_merge, merge)
    assert board(place, number).changes.because == ("the date of birth is now 4 Mar 1984",)


def test_a_moved_hearing_is_told(place: Place) -> None:
    number, _, _ = begun(place)

    def hear(work: Work, at: datetime) -> None:
        row = work.session.scalars(select(t.Hearing)).first()
        if row:
            row.at = at
        else:
            work.add(t.Hearing(application_id=number, kind=HearingKind.FIRST, at=at, court="", outcome_words="",
                               attended=""))  # fmt: skip

    do(*place, hear, datetime(2004, 1, 9, 10))
    do(*place, readiness.see_changes, number)
    do(*place, hear, datetime(2004, 1, 12, 10))
    assert "the last day is now 21 Dec 2003, not 18 Dec 2003" in board(place, number).changes.words


# consultation


def test_a_consultee_is_asked_answers_and_is_certified(place: Place) -> None:
    number, _, _ = begun(place)
    row = do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    assert line(place, number, "consult:chief-officer").by == date(2003, 12, 1)
    do(*place, consultation.record_answer, row, AnswerValues(ConsultAnswer.SUPPORTS, TODAY, "Supports it."))
    assert line(place, number, "consult:chief-officer").state == "missing"
    do(*place, consultation.certify, row, TODAY, "Supt R. Inventson")
    assert line(place, number, "consult:chief-officer").state == "done"
    do(*place, consultation.take_back, row)
    assert line(place, number, "consult:chief-officer").why == "Not asked yet."


def test_asking_again_puts_the_same_row_right(place: Place) -> None:
    number, _, _ = begun(place)
    first = do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    again = do(*place, consultation.ask_consultee, number, "chief-officer", replace(ASKED, how=AskedHow.EMAIL))
    assert first == again
    page = ask(place[0], consultation_page, number, TODAY)
    assert page.consultees[0].row is not None
    assert page.consultees[0].row.asked_how == "e-mail"


def test_a_consultee_who_was_asked_after_the_day_of_the_application_was_asked_too_late(place: Place) -> None:
    number, _, _ = begun(place)
    row = do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    do(*place, consultation.record_answer, row, AnswerValues(ConsultAnswer.SUPPORTS, TODAY, "Supports it."))
    do(*place, consultation.certify, row, TODAY, "Supt R. Inventson")
    page = ask(place[0], application_page, number, TODAY)
    do(*place, orders.change_application, number, page.version,
       replace(page.values, court="Thornmere Magistrates' Court", planned_on=TODAY))  # fmt: skip
    assert line(place, number, "consult:chief-officer").state == "done"
    page = ask(place[0], application_page, number, TODAY)
    do(*place, orders.change_application, number, page.version, replace(page.values, planned_on=date(2003, 10, 1)))
    late = line(place, number, "consult:chief-officer")
    assert (late.state, "after the day of the application, 1 Oct 2003" in late.why) == ("missing", True)
    told = ask(place[0], board_page, number, TODAY).changes.lines
    assert any(each.endswith("now asked only after the day of the application") for each in told)
    do(*place, consultation.take_back, row)
    earlier = replace(ASKED, asked_on=date(2003, 9, 29))
    row = do(*place, consultation.ask_consultee, number, "chief-officer", earlier)
    do(*place, consultation.certify, row, date(2003, 9, 30), "Supt R. Inventson")
    assert ask(place[0], board_page, number, TODAY).changes.lines == ()
    with pytest.raises(InvalidField, match="after the certificate"):
        do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)


def test_more_consultees_are_numbered_and_make_it_wait(place: Place) -> None:
    number, _, _ = begun(place)
    for name in ("Thornmere Women's Centre", "Weirside Housing Association"):
        do(*place, consultation.ask_consultee, number, "more", replace(ASKED, consultee=name))
    codes = [row.code for row in ask(place[0], consultation_page, number, TODAY).consultees]
    assert codes == ["chief-officer", "more:1", "more:2"]
    assert line(place, number, "consult:more:2").state == "missing"


@pytest.mark.parametrize(
    ("code", "values", "error"),
    [
        ("nobody", ASKED, Refused),
        ("chief-officer", replace(ASKED, consultee=" "), InvalidField),
        ("chief-officer", replace(ASKED, asked_on=date(2003, 11, 18)), InvalidField),
        ("chief-officer", replace(ASKED, reply_by=date(2003, 11, 16)), InvalidField),
        ("chief-officer", replace(ASKED, agency_id=999), InvalidField),
    ],
)
def test_wrong_askings_are_refused(place: Place, code: str, values: AskValues, error: type[Exception]) -> None:
    number, _, _ = begun(place)
    with pytest.raises(error):
        do(*place, consultation.ask_consultee, number, code, values)


def test_wrong_answers_and_certificates_are_refused(place: Place) -> None:
    number, _, _ = begun(place)
    row = do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    for values in (
        AnswerValues(ConsultAnswer.NONE_YET, TODAY),
        AnswerValues(ConsultAnswer.OBJECTS, TODAY),
        AnswerValues(ConsultAnswer.SUPPORTS, date(2003, 11, 16)),
        AnswerValues(ConsultAnswer.SUPPORTS, date(2003, 11, 18)),
    ):
        with pytest.raises(InvalidField):
            do(*place, consultation.record_answer, row, values)
    for on, by in ((date(2003, 11, 18), "PC 1"), (date(2003, 11, 16), "PC 1"), (TODAY, " ")):
        with pytest.raises(InvalidField):
            do(*place, consultation.certify, row, on, by)
    with pytest.raises(NotFound):
        do(*place, consultation.take_back, 999)


# lodging


def test_what_is_not_ready_is_lodged_by_a_manager_with_a_reason_that_is_kept(place: Place) -> None:
    number, case_id, _ = begun(place)
    proportion_of(*place, case_id, "application")
    lodge = (orders.move_application, number, ApplicationState.LODGED, TODAY)
    with pytest.raises(Refused, match="It is not ready to be lodged: "):
        do(place[0], caseworker(place), *lodge, not_ready="The limit runs out today.")
    with pytest.raises(InvalidField) as refused:
        do(*place, *lodge, not_ready="because")
    assert refused.value.field == "not_ready"
    do(*place, *lodge, not_ready="The limit runs out today.")
    (kept,) = board(place, number).not_ready
    assert kept.words.startswith("The limit runs out today. (It is not ready to be lodged")
    with pytest.raises(Refused):
        do(*place, readiness.untick_line, kept.id)
    assert NOT_READY not in {each.code for each in board(place, number).board.lines}


def test_what_is_ready_is_lodged_by_a_caseworker(place: Place) -> None:
    number, case_id, _ = begun(place)
    proportion_of(*place, case_id, "application")
    plan(place, number, court="Thornmere Magistrates' Court", length_months=24)
    _with_all(place, number)
    found = board(place, number).board
    assert [each.code for each in found.open] == []
    do(place[0], caseworker(place), orders.move_application, number, ApplicationState.LODGED, TODAY)
    assert ask(place[0], application_page, number, TODAY).lodged_on == TODAY
    assert board(place, number).not_ready == ()


def test_the_limit_is_judged_on_the_day_of_lodging(place: Place) -> None:
    """Planned in time and lodged too late is not ready."""
    number, case_id, _ = begun(place)
    proportion_of(*place, case_id, "application")
    plan(place, number, court="Thornmere Magistrates' Court", length_months=24)
    _with_all(place, number, happened=date(2003, 5, 16))
    with pytest.raises(Refused, match="six months"):
        do(place[0], caseworker(place), orders.move_application, number, ApplicationState.LODGED, TODAY)


def test_proportionality_is_asked_for_before_lodging_and_counts_once(place: Place) -> None:
    number, case_id, _ = begun(place)
    lodge = (orders.move_application, number, ApplicationState.LODGED, TODAY)
    with pytest.raises(InvalidField) as refused:
        do(*place, *lodge, not_ready="The limit runs out today.")
    assert refused.value.field == "go_on"
    proportion_of(*place, case_id, "application")
    do(*place, *lodge, not_ready="The limit runs out today.")
    other = do(*place, orders.start_application, case_id, NewApplication(
        ask(place[0], application_page, number, TODAY).person_id, "asbo", "council", TODAY))  # fmt: skip
    with pytest.raises(InvalidField, match="for the one before"):
        do(*place, orders.move_application, other, ApplicationState.LODGED, TODAY, not_ready="It cannot wait longer.")


# around it


def test_the_case_its_timeline_today_and_search_know_the_application(place: Place) -> None:
    number, case_id, _ = begun(place)
    plan(place, number, necessity="The quarry path must be safe again.")
    do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    page = ask(place[0], case, case_id, TODAY)
    assert [(row.id, row.short) for row in page.applications] == [(number, "ASBO")]
    rows = [row for row in ask(place[0], timeline, case_id) if row.what == "Court"]
    assert [row.details for row in rows] == ["ASB/2003/0001/O1 begun: application for an ASBO about Dean Mercer"]
    due = {row.what: row.on for row in ask(place[0], today, place[1].user_id, TODAY).due if row.kind == "order"}
    assert due["To be lodged with the court"] == date(2003, 12, 1)
    assert due["Reply to a consultation"] == date(2003, 12, 1)
    assert [hit.id for hit in ask(place[0], search, "0001/O1") if hit.kind == "case"] == [case_id]
    assert [hit.id for hit in ask(place[0], search, "quarry path safe") if hit.kind == "case"] == [case_id]


def test_nothing_is_due_once_it_is_lodged_or_answered(place: Place) -> None:
    number, case_id, _ = begun(place)
    plan(place, number)
    row = do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    do(*place, consultation.record_answer, row, AnswerValues(ConsultAnswer.NO_REPLY, TODAY))
    proportion_of(*place, case_id, "application")
    do(*place, orders.move_application, number, ApplicationState.LODGED, TODAY, not_ready="It cannot wait longer.")
    with place[0].reading() as session:
        assert order_events.lodgings_due(session, place[1].user_id, date.max) == []
        assert replies_due(session, place[1].user_id, date.max) == []
    words = [each.words for each in ask(place[0], order_events.order_events, case_id)]
    assert words[-1] == "ASB/2003/0001/O1 lodged at the magistrates' court: ASBO about Dean Mercer"


def test_a_settled_application_is_not_ticked_any_more(place: Place) -> None:
    number, _, _ = begun(place)
    do(*place, orders.move_application, number, ApplicationState.WITHDRAWN, TODAY, "He moved away.")
    with pytest.raises(Refused):
        do(*place, readiness.tick_line, number, "element:conduct", TickValues(ProofKind.RECORD, words="Seen."))


def _with_all(place: Place, number: int, happened: date = date(2003, 11, 3)) -> None:
    """All that the board asks for, as colleagues' tabs would record it."""

    def record(work: Work) -> None:
        work.add(
            t.Allegation(
                application_id=number, position=1, happened_on=happened, happened_words="", place="", act="Loud music.",
                reached="", witness="", dropped_reason="", basis="direct", denial="unknown", strength="fair",
            )
        )  # fmt: skip
        work.add(
            t.SoughtTerm(
                application_id=number, number=1, position=1, kind="prohibition",
                text="Play music at 4 Larch Court that can be heard in another home between 11 pm and 8 am.",
                reason="Neighbours were woken on eleven nights.", supervisor="", area={},
                checked={"answers": {"words": "All of them.", "by": "Jo Okafor", "on": "2003-11-17"}},
                removed_reason="",
            )
        )  # fmt: skip

    do(*place, record)
    row = do(*place, consultation.ask_consultee, number, "chief-officer", ASKED)
    do(*place, consultation.record_answer, row, AnswerValues(ConsultAnswer.SUPPORTS, TODAY))
    do(*place, consultation.certify, row, TODAY, "Supt R. Inventson")
    for each in board(place, number).board.open:
        if each.ticks:
            do(*place, readiness.tick_line, number, each.code, TickValues(ProofKind.RECORD, words="Done and on file."))
