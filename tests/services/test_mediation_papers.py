"""The papers of a mediation: gated, sealed, and silent about who complained and what was said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from asbdesk.documents.mediation_facts import GROUPS, MediationFacts, MediationPartyFacts
from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.casework import (
    AgencyKind,
    CaseRole,
    ConsentAnswer,
    ContactKind,
    Disclosure,
    MediationState,
    RecipientKind,
    SafeToUse,
)
from asbdesk.domain.mediation import AskedHow
from asbdesk.domain.people import ContactValues
from asbdesk.errors import Conflict, NotFound, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries import documents as document_queries
from asbdesk.services import agencies, cases, mediation, papers, people
from asbdesk.services import mediation_consents as consents
from asbdesk.services.mediation_papers import (
    AGREEMENT,
    DECLINED,
    FOLLOW_UP,
    INVITATION,
    REFERRAL,
    file_mediation_paper,
    mediation_paper,
)
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, case_of, new_office, person_values, screen_values
from tests.services.test_mediation import Tried


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[Tried]:
    office, who = new_office(tmp_path)
    case_id, accused, complainant = case_of(office, who)
    made = Tried(office, who, case_id, accused, complainant)
    values = AgencyValues("Thornmere Mediation", AgencyKind.MEDIATION, "4 Mill Lane\nTM1 2AB", "01632 960177")
    provider = made.do(agencies.add_agency, values)
    made.id = made.do(mediation.screen, case_id, screen_values(complainant, accused, provider_id=provider))
    yield made
    office.close()


def made(tried: Tried, code: str, person_id: int = 0) -> Prepared:
    return ask(tried.office, mediation_paper, code, tried.id, person_id, tried.who.user_id, TODAY)


def text_of(prepared: Prepared) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(prepared.pdf)).pages).split())


def everything(prepared: Prepared) -> str:
    """All that is sealed with the paper: its facts, too."""
    return text_of(prepared) + json.dumps(papers.filing(prepared).facts)


def test_the_referral_is_not_even_made_ready_with_one_consent(tried: Tried) -> None:
    tried.agree(0)
    with pytest.raises(Refused, match=r"cannot be made now\. Dean Mercer has not been asked yet\."):
        made(tried, REFERRAL)
    with pytest.raises(Refused, match="not written here"):
        ask(tried.office, papers.prepare, Wanted(tried.case_id, REFERRAL, 0), tried.who.user_id, TODAY)


def test_with_both_it_is_filed_names_both_and_refers(tried: Tried) -> None:
    tried.agree(0)
    tried.agree(1)
    ready = made(tried, REFERRAL)
    assert (ready.missing, ready.leaks) == ((), ())
    words = text_of(ready)
    for said in ("Thornmere Mediation", "Dean Mercer", "Amina Testwick", "this counts until 5 February 2004"):
        assert said in words
    document_id = tried.do(file_mediation_paper, tried.id, ready)
    assert (tried.page.state, tried.page.referred_on) == (MediationState.REFERRED, TODAY)
    assert [(row.id, row.template) for row in tried.page.papers] == [(document_id, REFERRAL)]
    sealed = ask(tried.office, document_queries.document, document_id)
    assert (sealed.pdf, sealed.title) == (ready.pdf, "Referral to mediation")
    with tried.office.reading() as session:
        entry = session.query(t.DisclosureEntry).one()
    assert (entry.agency_id, entry.document_id) == (tried.page.provider_id, document_id)


@pytest.mark.parametrize("undo", ["withdraw", "screen", "provider"])
def test_a_referral_made_ready_is_not_filed_when_its_ground_is_gone_meanwhile(tried: Tried, undo: str) -> None:
    tried.agree(0)
    tried.agree(1)
    ready = made(tried, REFERRAL)
    if undo == "withdraw":
        tried.do(consents.withdraw_consent, tried.consent(1).id, TODAY)
    elif undo == "screen":
        tried.do(mediation.screen_again, tried.id, screen_values(tried.complainant, tried.accused, fear="Told today"))
    else:
        tried.do(mediation.choose_provider, tried.id, None)
    with pytest.raises(Refused, match="cannot be made now"):
        tried.do(file_mediation_paper, tried.id, ready)
    assert (tried.page.referred_on, tried.page.papers) == (None, ())


def test_a_referral_made_ready_is_not_filed_when_what_it_says_has_changed(tried: Tried) -> None:
    tried.agree(0)
    tried.agree(1)
    ready = made(tried, REFERRAL)
    values = screen_values(tried.complainant, tried.accused, tried.page.provider_id)
    tried.do(mediation.screen_again, tried.id, replace(values, issues="The shared landing"))
    with pytest.raises(Conflict):
        tried.do(file_mediation_paper, tried.id, ready)


def test_only_safe_ways_to_reach_a_party_go_to_the_service(tried: Tried) -> None:
    contacts = (
        ContactValues(ContactKind.MOBILE, "07700 900111", SafeToUse.NO),
        ContactValues(ContactKind.TELEPHONE, "01632 960222", SafeToUse.YES),
    )
    other = tried.do(people.add_person, person_values("Owen", "Inventley", contacts=contacts))
    tried.do(cases.add_party, tried.case_id, cases.PartyValues(other, CaseRole.COMPLAINANT, Disclosure.OPEN))
    tried.id = tried.do(mediation.screen, tried.case_id, screen_values(other, tried.accused, tried.page.provider_id))
    tried.agree(0)
    tried.agree(1)
    words = text_of(made(tried, REFERRAL))
    assert "01632 960222" in words
    assert "07700 900111" not in words


def test_an_invitation_to_him_never_says_who_complained(tried: Tried) -> None:
    ready = made(tried, INVITATION, tried.accused)
    assert (ready.missing, ready.leaks) == ((), ())
    sealed = everything(ready)
    assert "Testwick" not in sealed
    assert "Amina" not in sealed
    assert not any(part in text_of(ready).casefold() for part in ("complain about", "complainant", "victim", "witness"))
    assert "the other person the same" in text_of(ready)
    assert "by Monday 1 December 2003" in text_of(ready)


def test_an_invitation_names_neither_to_the_other_though_they_may_be_known(tried: Tried) -> None:
    party = next(p for p in ask(tried.office, case_queries.case, tried.case_id, TODAY).parties if p.protected)
    tried.do(cases.set_disclosure, party.id, Disclosure.OPEN)
    assert "Mercer" not in text_of(made(tried, INVITATION, tried.complainant))
    tried.agree(0)
    assert "Testwick" not in everything(made(tried, INVITATION, tried.accused))


def test_once_both_agreed_somebody_who_may_be_known_is_named_but_not_as_complainant(tried: Tried) -> None:
    party = next(p for p in ask(tried.office, case_queries.case, tried.case_id, TODAY).parties if p.protected)
    tried.do(cases.set_disclosure, party.id, Disclosure.OPEN)
    tried.referred()
    tried.do(mediation.settle, tried.id, TODAY, "No music after 11 pm.", TODAY)
    words = text_of(made(tried, FOLLOW_UP, tried.accused))
    assert "in mediation with Mrs Amina Testwick:" in words
    assert "omplainant" not in words
    assert "in mediation with Mr Dean Mercer:" in text_of(made(tried, FOLLOW_UP, tried.complainant))


def test_names_in_what_it_is_about_are_veiled(tried: Tried) -> None:
    values = replace(screen_values(tried.complainant, tried.accused), issues="Noise heard by Amina Testwick")
    tried.do(mediation.screen_again, tried.id, values)
    assert "Testwick" not in everything(made(tried, INVITATION, tried.accused))


def test_a_filed_invitation_counts_as_asked_by_letter(tried: Tried) -> None:
    document_id = tried.do(file_mediation_paper, tried.id, made(tried, INVITATION, tried.accused), printed=True)
    row = tried.consent(1)
    assert (row.asked_on, row.asked_how, row.answer_due_on) == (TODAY, AskedHow.LETTER.value, date(2003, 12, 1))
    assert tried.page.state is MediationState.ASKING
    with tried.office.reading() as session:
        filed = session.get_one(t.Document, document_id)
        assert (filed.recipient, filed.times_printed) == (RecipientKind.PERPETRATOR, 1)
    hers = tried.do(file_mediation_paper, tried.id, made(tried, INVITATION, tried.complainant))
    with tried.office.reading() as session:
        assert session.get_one(t.Document, hers).recipient is RecipientKind.COMPLAINANT


def test_an_unsuitable_case_gets_no_invitation(tried: Tried) -> None:
    tried.do(mediation.screen_again, tried.id, screen_values(tried.complainant, tried.accused, hate="Called names"))
    with pytest.raises(Refused, match="harassment because of who somebody is"):
        made(tried, INVITATION, tried.accused)


def test_declined_gives_its_letter_to_both_and_says_to_neither_who_declined(tried: Tried) -> None:
    with pytest.raises(Refused, match="Nobody has declined"):
        made(tried, DECLINED, tried.accused)
    tried.agree(1)
    tried.do(consents.ask_consent, tried.consent(0).id, TODAY, AskedHow.VISIT)
    tried.do(consents.record_answer, tried.consent(0).id, ConsentAnswer.NO, TODAY, None, "Afraid to meet him")
    for person in (tried.accused, tried.complainant):
        ready = made(tried, DECLINED, person)
        assert (ready.missing, ready.leaks) == ((), ())
        assert "declined" not in text_of(ready)
        assert "Afraid" not in everything(ready)
    tried.do(file_mediation_paper, tried.id, made(tried, DECLINED, tried.accused))
    assert [row.to for row in tried.page.papers] == ["Dean Mercer"]


def test_the_agreement_waits_for_an_agreement_and_for_leave_to_name_both(tried: Tried) -> None:
    with pytest.raises(Refused, match="No agreement has been reached"):
        made(tried, AGREEMENT)
    tried.referred()
    tried.do(mediation.settle, tried.id, TODAY, "No music after 11 pm.\nThey greet each other.", TODAY)
    with pytest.raises(Refused, match="identity of Complainant A is protected, and both read the agreement"):
        made(tried, AGREEMENT)
    follow_up = made(tried, FOLLOW_UP, tried.accused)
    assert "Testwick" not in everything(follow_up)
    assert "They greet each other." in text_of(follow_up)
    party = next(p for p in ask(tried.office, case_queries.case, tried.case_id, TODAY).parties if p.protected)
    tried.do(cases.set_disclosure, party.id, Disclosure.OPEN)
    words = text_of(made(tried, AGREEMENT))
    assert "Mr Dean Mercer" in words
    assert "about 17 February 2004" in words


def test_nobody_else_gets_a_letter_of_it(tried: Tried) -> None:
    with pytest.raises(NotFound):
        made(tried, INVITATION, 999)
    with pytest.raises(NotFound):
        made(tried, INVITATION)


def test_no_fact_and_no_field_can_hold_what_was_said() -> None:
    known = {each.name for each in (*fields(MediationFacts), *fields(MediationPartyFacts))}
    assert known == {
        "reference", "provider", "provider_telephone", "issues", "other", "reply_by", "needs", "parties", "points",
        "agreed_on", "signed_on", "follow_up_on", "name", "address", "contact", "consented_on", "valid_until",
    }  # fmt: skip
    assert {name for _, entries in GROUPS for name, *_ in entries} == known
