"""The demonstration office: whole, lawful on its day, and with something in every state to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.demonstration import PASSWORD, USER, furnish
from asbdesk.domain.casework import CaseStatus, ContractState, MediationState, ReviewDecision, UserRole
from asbdesk.queries import case_reviews, cases, contracts, documents, mediation, mediations, offices, partners, today
from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import PEOPLE
from asbdesk.queries.search import search
from asbdesk.services import drafts, papers
from asbdesk.storage import tables as t
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.demonstration_once import furnished
from tests.factories import ask, do

DAY = date(2003, 11, 17)


@pytest.fixture
def demo() -> Iterator[tuple[Office, Actor]]:
    office, who = Office.open(furnished(), USER, PASSWORD, alone=False)
    yield office, who
    office.close()


def count(office: Office, listing: Listing, *chips: str) -> int:
    return len(ask(office, listing.ids, ListFilter(chips=frozenset(chips)), ""))


def rows(office: Office, listing: Listing) -> list[object]:
    return list(ask(office, listing.rows, ask(office, listing.ids, ListFilter(), "")))


def test_it_is_whole_and_lives_on_its_day(demo: tuple[Office, Actor]) -> None:
    office, who = demo
    assert [finding for finding in check(office) if not finding.good] == []
    assert office.clock.today() == DAY
    assert (who.name, who.role) == ("J. Okafor", UserRole.ADMINISTRATOR)


def test_it_holds_enough_to_fill_every_page(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    assert count(office, PEOPLE) >= 55
    assert count(office, INCIDENTS) >= 100
    assert count(office, INCIDENTS, "imported") == 17
    assert count(office, INCIDENTS, "hate") >= 5
    assert count(office, cases.CASES) >= 14
    assert count(office, documents.DOCUMENTS) >= 30


def test_contracts_and_cases_stand_in_every_state(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    states = {row.state for row in rows(office, contracts.CONTRACTS)}  # type: ignore[attr-defined]
    assert states >= {
        ContractState.OFFERED, ContractState.SIGNED, ContractState.DECLINED, ContractState.KEPT, ContractState.BROKEN,
    }  # fmt: skip
    assert {row.status for row in rows(office, cases.CASES)} == set(CaseStatus)  # type: ignore[attr-defined]


def test_today_has_a_pile_drafts_and_reviews_due_and_overdue(demo: tuple[Office, Actor]) -> None:
    office, who = demo
    do(office, who, drafts.save_view, today.VIEW, today.WHOSE, {"value": today.EVERYBODY})
    page = ask(office, today.today, who.user_id, DAY)
    assert page.unopened_total == 5
    assert len(page.drafts) == 2
    reviews = [row.on for row in page.due if row.what == "ABC review"]
    assert min(reviews) < DAY < date(2003, 11, 18) in reviews


def test_dean_mercers_case_tells_its_story(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    page = ask(office, cases.case, ask(office, cases.case_id_of, "ASB/2003/0147"), DAY)
    steps = [row.step for row in reversed(page.timeline) if row.step]
    assert steps == ["first-warning", "final-warning", "abc-invitation", "abc-signed", "abc-breached"]
    assert [party.pseudonym for party in page.parties if party.protected] == ["Complainant A", "Witness B"]
    assert page.perpetrators[0].age == "34"


def test_one_mediation_has_one_consent_one_is_due_for_follow_up_and_one_is_unsuitable(
    demo: tuple[Office, Actor],
) -> None:
    office, _ = demo
    page = {row.case_reference: row for row in rows(office, mediations.MEDIATIONS)}  # type: ignore[attr-defined]
    assert page["ASB/2003/0118"].next_on == DAY
    assert page["ASB/2003/0131"].state is MediationState.UNSUITABLE
    one = page["ASB/2003/0151"]
    blocks = ask(office, mediation.mediation, one.id).blocks(DAY)
    assert (one.state, blocks) == (MediationState.ASKING, ("Barry Chapterly has not been asked yet.",))
    assert "Mediation to follow up" in {row.what for row in ask(office, today.today, lund(office), DAY).due}


def lund(office: Office) -> int:
    return next(user.id for user in ask(office, offices.users) if user.login == "lund")


def test_a_case_after_a_closed_one_knows_it(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    page = ask(office, cases.case, ask(office, cases.case_id_of, "ASB/2003/0146"), DAY)
    assert page.previous_reference == "ASB/2002/0088"


def test_no_paper_to_a_perpetrator_gives_a_protected_person_away(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    for row in rows(office, documents.DOCUMENTS):
        assert ask(office, documents.document, row.id).sha256  # type: ignore[attr-defined]
    names = {hit.title for hit in ask(office, search, "testwick") if hit.kind == "document"}
    assert names == {"ASB/2003/0147/L1 Acknowledgement of a report"}


def test_everything_in_it_happened_before_its_day_ended(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    entries = ask(office, offices.audit, None, 5000)
    days = [entry.at.date() for entry in entries if entry.action != "found"]
    assert date(2001, 9, 1) < min(days) <= max(days) <= DAY


def test_an_office_that_is_there_is_left_as_it_is() -> None:
    before = (furnished() / "office.db").read_bytes()
    furnish(furnished())
    assert (furnished() / "office.db").read_bytes() == before


def test_a_furnishing_that_is_cut_off_leaves_nothing_and_may_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(papers, "file_paper", cut_off)
        with pytest.raises(KeyboardInterrupt):
            furnish(tmp_path / "demo")
    assert list((tmp_path / "demo").iterdir()) == []


def test_a_conference_was_held_its_actions_run_and_information_is_awaited(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    page = ask(office, partners.partners_page, ask(office, cases.case_id_of, "ASB/2003/0147"), DAY)
    assert [row.closed_on for row in page.conferences] == [date(2003, 11, 13)]
    assert [row.done_on is not None for row in page.actions] == [False, False, True]
    awaited = [row for row in page.disclosures if row.values.return_due_on and not row.returned_on]
    assert [row.to for row in awaited] == ["Sampleford Police, Community Unit"]


def test_a_redacted_photograph_a_bundle_and_leaflets_to_a_street_are_there(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    with office.reading() as session:
        (copy,) = session.scalars(select(t.Redaction)).all()
        (bound,) = session.scalars(select(t.Bundle)).all()
        leaflets = session.scalars(select(t.Document).where(t.Document.template == "neighbourhood-leaflet")).all()
        held = session.scalars(select(t.BundleHeld)).all()
        assert session.get_one(t.Exhibit, copy.copy_exhibit_id).mark == "JO/3-R1"
    assert bound.differing == 1
    assert (len(leaflets), len(held)) == (6, 1)


def test_a_case_review_meets_its_test_where_the_decision_says_so(demo: tuple[Office, Actor]) -> None:
    office, _ = demo
    decided = {row.reference: (row.decision, len(row.counted)) for row in ask(office, case_reviews.reviews)}
    assert decided == {"ASB/2003/0147": (ReviewDecision.MET, 3), "ASB/2003/0102": (ReviewDecision.NOT_MET, 2)}
