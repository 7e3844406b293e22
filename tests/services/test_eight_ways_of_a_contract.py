"""The eight ways a contract can go, each driven to its end with its papers read back from the sealed store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from asbdesk.domain.agreements import SignatoryValues, TermValues
from asbdesk.domain.applications import NewApplication
from asbdesk.domain.casework import BreachStep, CaseRole, ContractState, Relation, SignatoryRole, TermKind
from asbdesk.domain.watching import Variation
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.cases import case as case_page
from asbdesk.services import cases, contracts, orders, people, variations
from asbdesk.services.watching import record_breach
from asbdesk.ui.cases.state import rungs
from asbdesk.ui.contracts import state
from tests.factories import TODAY, contract_of, person_values, proportion_of
from tests.services.contract_way import Way

END = date(2004, 5, 16)


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    made = Way(tmp_path)
    yield made
    made.office.close()


def test_1_it_is_declined_when_it_is_offered(way: Way) -> None:
    way.draw_up()
    way.interview()
    way.offer()
    way.on(TODAY + timedelta(days=7))
    way.do(contracts.decline, way.contract_id, way.today, "He says that he does nothing wrong.")
    letter = way.file("abc-not-signed", follows="We will keep an eye on how things go.")
    assert "On 24 November 2003 you told us that you do not want to sign it" in letter
    assert "does nothing wrong" not in letter
    assert way.page.state is ContractState.DECLINED
    assert way.clocks() == {}
    assert way.filed() == ["abc-interview", "abc-not-signed"]
    with pytest.raises(Refused):
        way.sign()


def test_2_the_offer_lapses_or_is_withdrawn(way: Way) -> None:
    way.draw_up()
    way.offer()
    way.on(TODAY + timedelta(days=28))
    way.do(contracts.withdraw, way.contract_id, way.today, "No answer to two letters.")
    letter = way.file("abc-not-signed", follows="A street warden will call on you.")
    assert "It was not signed, and the offer ended on 15 December 2003" in letter
    assert way.page.state is ContractState.WITHDRAWN
    assert "ABC offered" not in {rung.label for rung in rungs(way.ask(case_page, way.case_id, way.today))}
    assert way.clocks() == {}


def test_3_it_is_kept_to_its_end(way: Way) -> None:
    way.draw_up()
    way.run()
    assert [row[1] for row in way.clocks().values()] == [date(2003, 12, 22)]  # the first review, its days of grace
    for _ in range(6):
        way.hold_review()
    assert way.clocks() == {}
    with pytest.raises(InvalidField, match="It runs until 16 May 2004"):
        way.do(contracts.settle, way.contract_id, ContractState.KEPT, way.today, "Kept.")
    way.on(END)
    way.do(contracts.settle, way.contract_id, ContractState.KEPT, END, "No report in six months.")
    assert way.clocks()["abc-ending"] == (END, date(2004, 5, 21))
    letter = way.file("abc-ending")
    assert "You have kept your agreement" in letter
    assert way.clocks() == {}
    assert way.filed().count("abc-review-minutes") == 6
    assert way.watched.breaches == ()


def test_4_it_is_varied_by_agreement_and_then_kept(way: Way) -> None:
    way.draw_up()
    way.run()
    way.on(date(2004, 1, 12))
    page = way.page
    terms = (
        page.values.terms[0],
        TermValues(TermKind.POSITIVE, "I will meet the tenancy support worker each month."),
    )
    change = way.agreed("He now works nights.")
    lacking = replace(change, agreed=frozenset(list(change.agreed)[1:]))
    with pytest.raises(InvalidField, match="all who signed agree"):
        way.do(variations.vary, way.contract_id, page.version, Variation(lacking, terms))
    way.do(variations.vary, way.contract_id, page.version, Variation(change, terms))
    assert [term.number for term in way.page.values.terms] == [1, 3]  # 2 is never given again
    paper = way.file("abc-variation")
    assert "(taken out; its number is not used again)" in paper
    assert "each month" in paper
    assert "every fortnight" in paper
    assert [term.number for term in way.watched.versions[0].terms] == [1, 2]
    way.on(END)
    way.do(contracts.settle, way.contract_id, ContractState.KEPT, END, "Kept since.")
    assert "kept to it" in way.file("abc-ending")


def test_5_it_is_extended_and_then_kept(way: Way) -> None:
    way.draw_up()
    way.run()
    way.on(date(2004, 5, 10))
    before = way.page
    way.do(variations.extend, way.contract_id, before.version, 3, way.agreed("One more quarter to be sure."))
    page = way.page
    assert (before.ends_on, page.ends_on) == (END, date(2004, 8, 16))
    added = [r.due_on for r in page.reviews if r.due_on > END]
    assert added == [date(2004, 6, 1), date(2004, 6, 28), date(2004, 7, 26)]  # 31 May 2004 is a bank holiday
    paper = way.file("abc-variation")
    assert "It was to end on 16 May 2004. It now ends on 16 August 2004" in paper
    with pytest.raises(InvalidField, match="16 Aug 2004"):
        way.do(contracts.settle, way.contract_id, ContractState.KEPT, way.today, "Kept.")
    way.on(page.ends_on)
    way.do(contracts.settle, way.contract_id, ContractState.KEPT, page.ends_on, "Kept to the longer end.")
    assert "to 16 August 2004" in way.file("abc-ending")


def test_6_it_is_broken_once_talked_about_and_kept(way: Way) -> None:
    way.draw_up()
    way.run()
    way.on(date(2003, 12, 8))
    breach = way.breach(date(2003, 12, 6))
    assert way.clocks()["abc-breach"] == (date(2003, 12, 6), date(2003, 12, 12))
    with pytest.raises(InvalidField, match="In proportion is: talked about it"):
        way.breach(date(2003, 12, 7), step=BreachStep.WARNING)
    decided = replace(way.watched.breaches[0].values, step=BreachStep.TALK, step_note="He will use headphones.")
    way.do(record_breach, way.contract_id, decided, breach)
    assert "abc-breach" not in way.clocks()
    notice = way.file("abc-breach-notice", breach, reply_by=date(2003, 12, 15))
    assert "1. I will not play music" in notice
    assert "Saturday 6 December 2003" in notice
    assert "We have talked about it with you" in notice
    assert "Diary sheet 4" not in notice
    way.on(END)
    way.do(contracts.settle, way.contract_id, ContractState.KEPT, END, "One breach in December, none since.")
    assert "You have kept your agreement" in way.file("abc-ending")


def test_7_it_is_broken_a_review_meeting_follows_and_it_is_varied_and_extended(way: Way) -> None:
    way.draw_up()
    way.run()
    way.on(date(2003, 12, 8))
    way.breach(date(2003, 12, 6), step=BreachStep.TALK)
    way.breach(date(2003, 12, 7), step=BreachStep.WARNING, term_number=2, summary="He missed a meeting.")
    third = way.breach(date(2003, 12, 8), step=BreachStep.REVIEW)
    assert "We will meet" in way.file("abc-breach-notice", third, reply_by=date(2003, 12, 12))
    review = way.hold_review()
    minutes = next(r for r in way.page.reviews if r.id == review).minutes
    assert minutes.index("Term 1, 6 Dec 2003") < minutes.index("Term 1, 8 Dec 2003") < minutes.index("Term 2, 7 Dec")
    page = way.page
    changed = (*page.values.terms, TermValues(TermKind.AGENCY, "The council will lend headphones."))
    way.do(variations.vary, way.contract_id, page.version, Variation(way.agreed("Help was lacking."), changed))
    way.do(variations.extend, way.contract_id, way.page.version, 2, way.agreed("To make up for December."))
    assert [v.kind.value for v in way.watched.versions] == ["variation", "extension"]
    both = [way.file("abc-variation", v.id) for v in way.watched.versions]
    assert "Variation of the contract" in both[0]
    assert "lend headphones" in both[0]
    assert "Extension of the contract" in both[1]
    way.on(way.page.ends_on)
    way.do(contracts.settle, way.contract_id, ContractState.KEPT, way.today, "Kept after the review.")
    assert "kept to it" in way.file("abc-ending")


def test_8_it_is_broken_again_and_again_and_ends_with_an_application(way: Way) -> None:
    way.draw_up()
    way.run()
    steps = (BreachStep.TALK, BreachStep.WARNING, BreachStep.REVIEW, BreachStep.OTHER)
    for day, step in enumerate(steps, 1):
        way.on(date(2003, 12, day))
        breach = way.breach(way.today, step=step, step_note="Application to the court." if day == 4 else "")
        way.file("abc-breach-notice", breach, reply_by=way.today + timedelta(days=7))
    way.do(contracts.settle, way.contract_id, ContractState.BROKEN, way.today, "Term 1 four times.")
    letter = way.file("abc-ending", follows="We will ask the court for an order.")
    assert "because it was broken" in letter
    assert letter.count("Music was played until 2 am") == 4
    assert "We will ask the court for an order." in letter
    page = way.ask(case_page, way.case_id, way.today)
    assert [rung.label for rung in rungs(page)][-2:] == ["ABC breached", "ASBO application"]
    assert len([row for row in page.timeline if row.what == "Breach"]) == 4
    way.do(orders.start_application, way.case_id, NewApplication(way.accused, "asbo", "council", way.today))
    page = way.ask(case_page, way.case_id, way.today)
    said = [row.details for row in page.timeline]
    assert any("begun: application for" in words and "Dean Mercer" in words for words in said)
    with pytest.raises(Refused):
        way.breach(way.today)


def test_a_child_under_10_the_parent_agrees_and_every_paper_goes_to_her(way: Way) -> None:
    way.draw_up_with_child()
    way.run()
    way.on(date(2003, 12, 8))
    breach = way.breach(date(2003, 12, 6), step=BreachStep.TALK, persons_account="His mother was at work.")
    notice = way.file("abc-breach-notice", breach, reply_by=date(2003, 12, 15))
    assert "Parental Control Agreement" in notice
    assert "Dear Ms Mercer" in notice
    assert "Parent or guardian" in way.file("abc-interview")
    way.hold_review()
    way.on(END)
    way.do(contracts.settle, way.contract_id, ContractState.KEPT, END, "Kept.")
    assert "Your Parental Control Agreement" in way.file("abc-ending")


def test_the_parent_of_somebody_under_18_is_told_of_a_breach_and_asked_to_the_review(way: Way) -> None:
    young = way.do(people.add_person, person_values("Robin", "Mercer", born=date(1990, 5, 5)))
    kaye = way.do(people.add_person, person_values("Kaye", "Mercer", title="Ms"))
    way.do(people.relate, young, kaye, Relation.PARENT)
    way.do(cases.add_party, way.case_id, cases.PartyValues(young, CaseRole.PERPETRATOR))
    proportion_of(way.office, way.who, way.case_id, "contract")
    signing = (
        SignatoryValues(SignatoryRole.PERSON, "Robin Mercer", young),
        SignatoryValues(SignatoryRole.PARENT, "Kaye Mercer", kaye),
        SignatoryValues(SignatoryRole.COUNCIL, "Jo Okafor"),
        SignatoryValues(SignatoryRole.POLICE, "Ruth Sampleford"),
    )
    way.contract_id = contract_of(way.office, way.who, way.case_id, young, parent_id=kaye, signatories=signing)
    way.reader = young
    way.interview(way.today)
    way.offer()
    way.sign()
    way.on(date(2003, 12, 8))
    breach = way.breach(date(2003, 12, 6), step=BreachStep.TALK)
    offered = state.letters(way.page, way.watched, way.today)
    assert {"abc-breach-notice", "abc-breach-notice-parent", "abc-review-invitation-parent"} <= set(offered)
    grown = replace(way.page, born=date(1985, 5, 5))
    assert not [code for code in state.letters(grown, way.watched, way.today) if code.endswith("-parent")]
    way.reader = kaye
    notice = way.file("abc-breach-notice-parent", breach, reply_by=date(2003, 12, 15))
    assert "Dear Ms Mercer" in notice
    assert "parent or guardian of Robin Mercer" in notice
    review = next(each for each in way.page.reviews if each.held_on is None)
    asked = way.file(
        "abc-review-invitation-parent", review.id, meeting_at="2.30 pm", meeting_place="the housing office",
        attending="PC Ruth Sampleford and I",
    )  # fmt: skip
    assert "Please come to a review with Robin Mercer" in asked
    assert "Term 1 on 6 December 2003: " in asked
