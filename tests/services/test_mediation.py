"""Mediation: the screen, two consents, the gate, sessions, agreement, follow-up; each correctable and in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.clock import FixedClock
from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.casework import (
    AgencyKind,
    ClosingReason,
    ConsentAnswer,
    MediationState,
    SessionKind,
    SessionOutcome,
    UserRole,
)
from asbdesk.domain.mediation import AskedHow
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries import mediation as queries
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.mediations import MEDIATIONS, dues_of
from asbdesk.queries.search import search
from asbdesk.queries.timeline import timeline
from asbdesk.queries.today import today
from asbdesk.reference_data import load_mediation
from asbdesk.services import agencies, cases, mediation
from asbdesk.services import mediation_consents as consents
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, screen_values

D = date
YES, NO = ConsentAnswer.YES, ConsentAnswer.NO


@dataclass
class Tried:
    """An office with one mediation between Complainant A and Dean Mercer."""

    office: Office
    who: Actor
    case_id: int
    accused: int
    complainant: int
    id: int = 0

    def do(self, service: Any, *args: Any, **named: Any) -> Any:
        return do(self.office, self.who, service, *args, **named)

    @property
    def page(self) -> queries.MediationPage:
        return ask(self.office, queries.mediation, self.id)

    def consent(self, which: int) -> queries.ConsentRow:
        return self.page.consents[which]

    def agree(self, which: int) -> None:
        self.do(consents.ask_consent, self.consent(which).id, D(2003, 11, 3), AskedHow.TELEPHONE)
        self.do(consents.record_answer, self.consent(which).id, YES, D(2003, 11, 5))

    def referred(self) -> None:
        self.agree(0)
        self.agree(1)
        self.do(mediation.refer, self.id)

    def audited(self, kind: str, field: str) -> list[tuple[Any, Any]]:
        with self.office.reading() as session:
            rows = session.scalars(
                select(t.AuditEntry)
                .where(t.AuditEntry.kind == kind, t.AuditEntry.change == "changed")
                .order_by(t.AuditEntry.id)
            )
            return [((e.before or {}).get(field), (e.after or {}).get(field)) for e in rows if field in (e.after or {})]


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[Tried]:
    office, who = new_office(tmp_path)
    case_id, accused, complainant = case_of(office, who)
    made = Tried(office, who, case_id, accused, complainant)
    provider = made.do(agencies.add_agency, AgencyValues("Thornmere Mediation", AgencyKind.MEDIATION))
    made.id = made.do(mediation.screen, case_id, screen_values(complainant, accused, provider_id=provider))
    yield made
    office.close()


def test_a_screened_case_waits_for_two_consents(tried: Tried) -> None:
    page = tried.page
    assert (page.reference, page.state, page.between) == (
        "ASB/2003/0001/M1", MediationState.SCREENED, "Complainant A and Dean Mercer",
    )  # fmt: skip
    assert page.blocks(TODAY) == (
        "Complainant A has not been asked yet.",
        "Dean Mercer has not been asked yet.",
    )


def test_with_one_consent_it_cannot_be_referred_and_says_why(tried: Tried) -> None:
    tried.agree(0)
    with pytest.raises(Refused, match=r"cannot be referred\. Dean Mercer has not been asked yet\."):
        tried.do(mediation.refer, tried.id)
    assert tried.page.state is MediationState.ASKING
    assert tried.page.referred_on is None


def test_with_both_it_is_referred_today(tried: Tried) -> None:
    tried.referred()
    assert (tried.page.state, tried.page.referred_on) == (MediationState.REFERRED, TODAY)


def test_a_consent_that_ran_out_yesterday_no_longer_opens_the_gate(tried: Tried) -> None:
    tried.agree(0)
    tried.do(consents.ask_consent, tried.consent(1).id, D(2003, 11, 3), AskedHow.LETTER)
    tried.do(consents.record_answer, tried.consent(1).id, YES, D(2003, 11, 5), D(2003, 11, 16))
    assert tried.page.state is MediationState.AGREED
    with pytest.raises(Refused, match="consent of Dean Mercer ran out on 16 Nov 2003"):
        tried.do(mediation.refer, tried.id)
    tried.do(consents.record_answer, tried.consent(1).id, YES, D(2003, 11, 5), TODAY)
    tried.do(mediation.refer, tried.id)


def test_without_a_service_it_cannot_be_referred(tried: Tried) -> None:
    tried.agree(0)
    tried.agree(1)
    tried.do(mediation.choose_provider, tried.id, None)
    with pytest.raises(Refused, match="No mediation service is chosen"):
        tried.do(mediation.refer, tried.id)


def test_an_unsuitable_case_says_why_and_nobody_is_asked(tried: Tried) -> None:
    values = screen_values(tried.complainant, tried.accused, violence="He pushed her on the stairs")
    tried.do(mediation.screen_again, tried.id, values)
    page = tried.page
    assert page.state is MediationState.UNSUITABLE
    assert page.unsuitable_reason == "There has been violence or a threat of it. He pushed her on the stairs."
    with pytest.raises(Refused, match=r"not suitable here\. There has been violence"):
        tried.do(consents.ask_consent, page.consents[0].id, TODAY, AskedHow.VISIT)
    tried.do(mediation.screen_again, tried.id, screen_values(tried.complainant, tried.accused))
    assert tried.page.state is MediationState.SCREENED


def test_what_turns_out_after_both_consented_closes_the_gate(tried: Tried) -> None:
    tried.agree(0)
    tried.agree(1)
    values = screen_values(
        tried.complainant, tried.accused, weapons="A knife was shown", provider_id=tried.page.provider_id
    )
    tried.do(mediation.screen_again, tried.id, values)
    with pytest.raises(Refused, match=r"Weapons play a part\. A knife was shown\."):
        tried.do(mediation.refer, tried.id)


def test_declined_is_a_result_and_one_may_be_asked_again_later(tried: Tried) -> None:
    tried.do(consents.ask_consent, tried.consent(0).id, D(2003, 11, 3), AskedHow.VISIT)
    tried.do(consents.record_answer, tried.consent(0).id, NO, D(2003, 11, 6), note="Does not want to meet him")
    assert tried.page.state is MediationState.DECLINED
    tried.do(consents.ask_consent, tried.consent(0).id, D(2003, 11, 14), AskedHow.TELEPHONE)
    assert tried.page.state is MediationState.ASKING
    assert (None, "2003-11-06") in tried.audited("mediation_consent", "answered_on")
    assert ("2003-11-06", None) in tried.audited("mediation_consent", "answered_on")


def test_a_redated_asking_moves_its_answer_and_the_audit_shows_both(tried: Tried) -> None:
    tried.do(consents.ask_consent, tried.consent(0).id, D(2003, 11, 3), AskedHow.LETTER)
    assert tried.consent(0).answer_due_on == D(2003, 11, 17)
    tried.do(consents.ask_consent, tried.consent(0).id, D(2003, 11, 7), AskedHow.LETTER)
    assert tried.consent(0).answer_due_on == D(2003, 11, 21)
    assert tried.audited("mediation_consent", "answer_due_on") == [(None, "2003-11-17"), ("2003-11-17", "2003-11-21")]
    tried.do(consents.undo_asking, tried.consent(0).id)
    assert tried.page.dues == ()
    assert tried.audited("mediation_consent", "answer_due_on")[-1] == ("2003-11-21", None)


def test_a_redated_answer_moves_how_long_it_counts_and_an_undone_one_opens_the_question(tried: Tried) -> None:
    tried.agree(0)
    assert tried.consent(0).valid_until == D(2004, 2, 5)
    tried.do(consents.record_answer, tried.consent(0).id, YES, D(2003, 11, 12))
    assert tried.consent(0).valid_until == D(2004, 2, 12)
    tried.do(consents.undo_answer, tried.consent(0).id)
    assert [(due.what, due.on) for due in tried.page.dues] == [(queries.ANSWER, D(2003, 11, 17))]
    moves = tried.audited("mediation_consent", "valid_until")
    assert moves == [(None, "2004-02-05"), ("2004-02-05", "2004-02-12"), ("2004-02-12", None)]


@pytest.mark.parametrize(
    ("on", "until", "field"),
    [
        (D(2003, 11, 2), None, "on"),
        (D(2003, 11, 18), None, "on"),
        (D(2003, 11, 5), D(2003, 11, 4), "valid_until"),
    ],
)
def test_an_answer_lies_after_the_question_and_not_in_the_future(
    tried: Tried, on: date, until: date | None, field: str
) -> None:
    tried.do(consents.ask_consent, tried.consent(0).id, D(2003, 11, 3), AskedHow.LETTER)
    with pytest.raises(InvalidField) as raised:
        tried.do(consents.record_answer, tried.consent(0).id, YES, on, until)
    assert raised.value.field == field


def test_an_answer_needs_a_question_that_was_put(tried: Tried) -> None:
    with pytest.raises(InvalidField, match="when and how the question was put"):
        tried.do(consents.record_answer, tried.consent(0).id, YES, TODAY)


def test_a_withdrawn_consent_closes_the_gate_and_can_be_put_back(tried: Tried) -> None:
    tried.agree(0)
    tried.agree(1)
    tried.do(consents.withdraw_consent, tried.consent(1).id, D(2003, 11, 14), "Has had enough")
    assert tried.page.state is MediationState.DECLINED
    assert tried.page.blocks(TODAY) == ("Dean Mercer withdrew the consent on 14 Nov 2003.",)
    tried.do(consents.undo_withdrawal, tried.consent(1).id)
    assert tried.page.blocks(TODAY) == ()


def test_withdrawn_after_the_referral_it_ends_without_agreement_until_that_is_undone(tried: Tried) -> None:
    tried.referred()
    tried.do(consents.withdraw_consent, tried.consent(0).id, TODAY)
    assert (tried.page.state, tried.page.settled_on) == (MediationState.UNSETTLED, TODAY)
    with pytest.raises(Refused, match="because a consent was withdrawn"):
        tried.do(mediation.undo_outcome, tried.id)
    tried.do(consents.undo_withdrawal, tried.consent(0).id)
    assert (tried.page.state, tried.page.settled_on) == (MediationState.REFERRED, None)


def test_a_consent_that_a_referral_rests_on_is_not_taken_away_behind_it(tried: Tried) -> None:
    tried.referred()
    with pytest.raises(Refused, match="referral of 17 Nov 2003 rests on this consent"):
        tried.do(consents.undo_answer, tried.consent(0).id)
    with pytest.raises(Refused, match="rests on this consent"):
        tried.do(consents.record_answer, tried.consent(0).id, NO, D(2003, 11, 6))
    tried.do(mediation.take_referral_back, tried.id)
    tried.do(consents.undo_answer, tried.consent(0).id)
    assert (tried.page.state, tried.page.referred_on) == (MediationState.ASKING, None)


def test_sessions_say_kind_and_who_came_and_a_joint_one_needs_both(tried: Tried) -> None:
    with pytest.raises(Refused, match="before it was referred"):
        tried.do(mediation.hold_session, tried.id, TODAY, SessionKind.SEPARATE, [tried.accused], SessionOutcome.GOES_ON)
    tried.referred()
    with pytest.raises(InvalidField, match="Joint meeting needs both"):
        tried.do(mediation.hold_session, tried.id, TODAY, SessionKind.JOINT, [tried.accused], SessionOutcome.AGREED)
    with pytest.raises(InvalidField, match="who came"):
        tried.do(mediation.hold_session, tried.id, TODAY, SessionKind.SEPARATE, [999], SessionOutcome.AGREED)
    both = [tried.complainant, tried.accused]
    session_id = tried.do(mediation.hold_session, tried.id, TODAY, SessionKind.SHUTTLE, both, SessionOutcome.AGREED)
    assert tried.page.sessions[0].attended == ("Complainant A", "Dean Mercer")
    with pytest.raises(Refused, match="session was held"):
        tried.do(mediation.take_referral_back, tried.id)
    tried.do(mediation.take_session_out, session_id)
    assert tried.page.sessions == ()


def test_an_agreement_is_followed_up_after_three_months_and_a_corrected_day_moves_it(tried: Tried) -> None:
    tried.referred()
    with pytest.raises(InvalidField, match="a point to a line"):
        tried.do(mediation.settle, tried.id, TODAY, " \n ")
    tried.office.clock = FixedClock(D(2003, 11, 25))
    tried.do(mediation.settle, tried.id, D(2003, 11, 21), "1. No music after 11 pm.\n2. They greet each other.")
    assert tried.page.follow_up_on == D(2004, 2, 23)  # the 21st is a Saturday
    tried.do(mediation.settle, tried.id, D(2003, 11, 24), tried.page.agreement, D(2003, 11, 25))
    assert tried.page.follow_up_on == D(2004, 2, 24)
    assert tried.page.agreement == "No music after 11 pm.\nThey greet each other."
    moves = tried.audited("mediation", "follow_up_on")
    assert moves == [(None, "2004-02-23"), ("2004-02-23", "2004-02-24")]
    tried.do(mediation.undo_outcome, tried.id)
    assert (tried.page.follow_up_on, tried.page.dues) == (None, ())
    assert tried.audited("mediation", "follow_up_on")[-1] == ("2004-02-24", None)


def test_a_late_follow_up_asks_why(tried: Tried) -> None:
    tried.referred()
    tried.do(mediation.settle, tried.id, TODAY, "No music after 11 pm.")
    tried.office.clock = FixedClock(D(2004, 2, 20))
    with pytest.raises(InvalidField, match="due earlier") as raised:
        tried.do(mediation.follow_up, tried.id, D(2004, 2, 20), "Kept")
    assert raised.value.field == "late_reason"
    tried.do(mediation.follow_up, tried.id, D(2004, 2, 17), "Kept")
    assert (tried.page.state, tried.page.late_reason) == (MediationState.FOLLOWED_UP, "")
    tried.do(mediation.undo_follow_up, tried.id)
    tried.do(mediation.follow_up, tried.id, D(2004, 2, 20), "Kept", "She was away")
    assert tried.page.late_reason == "She was away"


def test_no_agreement_ends_it_and_can_be_undone(tried: Tried) -> None:
    tried.referred()
    tried.do(mediation.no_agreement, tried.id, TODAY)
    assert tried.page.state is MediationState.UNSETTLED
    tried.do(mediation.undo_outcome, tried.id)
    assert tried.page.state is MediationState.REFERRED


def test_a_second_one_between_the_same_two_waits_for_the_end_of_the_first(tried: Tried) -> None:
    values = screen_values(tried.accused, tried.complainant)
    with pytest.raises(Refused, match="ASB/2003/0001/M1 between these two is under way"):
        tried.do(mediation.screen, tried.case_id, values)
    tried.do(consents.ask_consent, tried.consent(0).id, TODAY, AskedHow.VISIT)
    tried.do(consents.record_answer, tried.consent(0).id, NO, TODAY)
    second = tried.do(mediation.screen, tried.case_id, values)
    assert ask(tried.office, queries.mediation, second).reference == "ASB/2003/0001/M2"


def test_one_mediates_between_two_different_people_of_the_case(tried: Tried) -> None:
    for pair in ((tried.accused, tried.accused), (tried.accused, 999)):
        with pytest.raises(InvalidField):
            tried.do(mediation.screen, tried.case_id, screen_values(*pair))


def test_a_closed_case_is_neither_screened_nor_asked_nor_referred(tried: Tried) -> None:
    tried.agree(0)
    tried.agree(1)
    version = ask(tried.office, case_queries.case, tried.case_id, TODAY).version
    tried.do(cases.close_case, tried.case_id, version, ClosingReason.EARLY_INTERVENTION, "Quiet now")
    with pytest.raises(Refused, match="is closed"):
        tried.do(mediation.refer, tried.id)
    with pytest.raises(Refused, match="is closed"):
        tried.do(mediation.screen, tried.case_id, screen_values(tried.accused, tried.complainant))


def test_new_rules_count_from_their_day_and_a_mediation_keeps_its_own(tried: Tried) -> None:
    changed = replace(load_mediation(), consent_months=6, answer_days=5)
    tried.do(mediation.change_rules, TODAY, changed, "Panel of 10 November")
    tried.agree(0)
    assert tried.consent(0).valid_until == D(2004, 2, 5)
    assert tried.page.rules_number == 0
    tried.do(mediation.screen_again, tried.id, screen_values(tried.complainant, tried.accused))
    assert tried.page.rules_number == 1
    tried.do(consents.record_answer, tried.consent(0).id, YES, D(2003, 11, 5))
    assert tried.consent(0).valid_until == D(2004, 5, 5)


def test_a_reader_changes_nothing(tried: Tried) -> None:
    tried.who = replace(tried.who, role=UserRole.READER)
    for service, args in (
        (mediation.screen, (tried.case_id, screen_values(tried.accused, tried.complainant))),
        (consents.ask_consent, (tried.consent(0).id, TODAY, AskedHow.VISIT)),
        (mediation.refer, (tried.id,)),
    ):
        with pytest.raises(Refused, match="As reader"):
            tried.do(service, *args)


def test_today_shows_answers_consents_that_end_and_follow_ups(tried: Tried) -> None:
    def dues() -> list[tuple[str, date, int]]:
        page = ask(tried.office, today, tried.who.user_id, tried.office.clock.today())
        return [(row.what, row.on, row.id) for row in page.due if row.kind == "mediation"]

    tried.do(consents.ask_consent, tried.consent(0).id, D(2003, 11, 3), AskedHow.LETTER)
    assert dues() == [(queries.ANSWER, D(2003, 11, 17), tried.id)]
    tried.do(consents.record_answer, tried.consent(0).id, YES, D(2003, 11, 5), D(2003, 11, 30))
    assert dues() == [(queries.EXPIRY, D(2003, 11, 30), tried.id)]
    tried.agree(1)
    tried.do(mediation.refer, tried.id)
    assert dues() == []
    tried.do(mediation.settle, tried.id, TODAY, "No music after 11 pm.")
    tried.office.clock = FixedClock(D(2004, 2, 2))
    assert dues() == [(queries.FOLLOW_UP, D(2004, 2, 17), tried.id)]
    version = ask(tried.office, case_queries.case, tried.case_id, TODAY).version
    tried.do(cases.close_case, tried.case_id, version, ClosingReason.EARLY_INTERVENTION, "Agreed")
    assert dues() == [(queries.FOLLOW_UP, D(2004, 2, 17), tried.id)]
    assert ask(tried.office, dues_of, 999, date.max) == ()


def test_the_timeline_tells_it_without_a_protected_name(tried: Tried) -> None:
    tried.referred()
    both = [tried.complainant, tried.accused]
    tried.do(mediation.hold_session, tried.id, TODAY, SessionKind.JOINT, both, SessionOutcome.AGREED)
    tried.do(mediation.settle, tried.id, TODAY, "No music after 11 pm.", TODAY)
    rows = [row for row in ask(tried.office, timeline, tried.case_id) if row.what == "Mediation"]
    told = " / ".join(row.details for row in rows)
    assert all((row.opens, row.opens_id) == ("mediation", tried.id) for row in rows)
    for words in (
        "Suitable for mediation",
        "Complainant A consents",
        "Referred to Thornmere Mediation",
        "Joint meeting",
        "Agreement reached",
    ):
        assert words in told
    assert "Testwick" not in told


def test_the_list_narrows_and_finds_by_the_case(tried: Tried) -> None:
    def ids(text: str = "", *chips: str) -> list[int]:
        return list(
            ask(tried.office, MEDIATIONS.ids, ListFilter(text, frozenset(chips), tried.who.user_id), "-screened")
        )

    assert ids() == ids("mercer") == ids("driveway") == ids("", "open", "mine") == [tried.id]
    assert ids("nothing") == ids("", "referred") == []
    row = ask(tried.office, MEDIATIONS.rows, [tried.id])[0]
    assert (row.between, row.next) == ("Complainant A and Dean Mercer", "Ask Complainant A")
    assert {hit.kind for hit in ask(tried.office, search, "driveway")} == {"case", "mediation"}


def test_there_is_no_column_for_what_was_said() -> None:
    columns = {
        table: {column.name for column in t.Base.metadata.tables[table].columns}
        for table in ("mediation", "mediation_consent", "mediation_session")
    }
    assert columns["mediation_session"] == {"id", "mediation_id", "held_on", "kind", "attended", "outcome"}
    free = {
        name for names in columns.values() for name in names if name in ("notes", "minutes", "text", "said", "content")
    }
    assert free == set()
