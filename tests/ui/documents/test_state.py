"""What the pages of papers decide, without Qt."""

from __future__ import annotations

from datetime import date

from asbdesk.documents import library
from asbdesk.domain.casework import CaseRole, ContractKind, ContractState, RecipientKind
from asbdesk.queries.letters import ContractChoice
from asbdesk.queries.recipients import Recipient
from asbdesk.ui.documents import state

DEAN = Recipient(1, "Dean Mercer", CaseRole.PERPETRATOR, RecipientKind.PERPETRATOR, "")
KAYE = Recipient(2, "Kaye Mercer", CaseRole.PARENT, RecipientKind.PARENT, "")
AMINA = Recipient(3, "Amina Testwick", CaseRole.COMPLAINANT, RecipientKind.COMPLAINANT, "")
PEOPLE = (DEAN, KAYE, AMINA, AMINA)


def contract(kind: ContractKind) -> ContractChoice:
    return ContractChoice(
        5, "ASB/2003/0001/C1", kind, ContractState.SIGNED, 1, "Dean Mercer", 2, date(2003, 11, 17), date(2003, 12, 15)
    )


def names(code: str, chosen: ContractChoice | None = None) -> list[str]:
    return [person.name for person in state.recipients_for(library.template(code), PEOPLE, chosen)]


def test_each_letter_offers_only_those_to_whom_it_can_go() -> None:
    assert names("first-warning") == ["Dean Mercer"]
    assert names("acknowledgement") == ["Amina Testwick"]
    assert names("abc-invitation-parent") == ["Kaye Mercer"]


def test_a_paper_of_a_contract_goes_to_whoever_makes_it() -> None:
    assert names("abc") == []
    assert names("abc", contract(ContractKind.ABC)) == ["Dean Mercer"]
    assert names("abc", contract(ContractKind.PARENTAL)) == ["Kaye Mercer"]
    needing = [code for code, template in library.templates().items() if state.needs_contract(template)]
    assert needing == [
        "abc-interview", "abc", "abc-copy", "abc-not-signed", "abc-breach-notice", "abc-breach-notice-parent",
        "abc-review-invitation", "abc-review-invitation-parent", "abc-review-minutes", "abc-variation", "abc-ending",
    ]  # fmt: skip


def test_the_copy_letter_knows_when_it_was_signed_and_the_next_review() -> None:
    found = state.known_answers(library.template("abc-copy"), contract(ContractKind.ABC))
    assert found == {"signed_on": "2003-11-17", "review_on": "2003-12-15"}
    assert state.known_answers(library.template("first-warning"), contract(ContractKind.ABC)) == {}


def test_drafts_are_told_apart_by_case_letter_recipient_and_contract() -> None:
    assert state.draft_key(7, "first-warning", 3) == "letter:case-7:first-warning:person-3"
    assert state.draft_key(7, "abc", 3, 2) == "letter:case-7:abc:person-3:contract-2"


def test_the_question_that_a_paper_waits_for_is_found() -> None:
    template = library.template("first-warning")
    assert state.missing_ask(template, ("incidents", "reply by"), {}) == "reply_by"
    assert state.missing_ask(template, ("reply by",), {"reply_by": "2003-11-28"}) == ""


def test_a_file_name_holds_nothing_that_a_system_refuses() -> None:
    assert state.file_name("ASB/2003/0147/L2", 'A: "letter" <1>?') == "ASB-2003-0147-L2 A- -letter- -1--.pdf"


def titles(group: str = "", sought: str = "", withheld: dict[str, str] | None = None) -> list[str]:
    return [code for code, _ in state.offered(library.templates().values(), group, sought, withheld or {}).papers]


def test_letters_are_offered_by_kind_and_found_by_any_word_of_what_they_are_for() -> None:
    assert titles("warning") == ["first-contact", "good-neighbour", "first-warning", "final-warning"]
    assert titles(sought="mediation offer") == ["good-neighbour"]
    assert titles("contract", "nobody") == []
    assert set(titles()) == {each.code for each in library.templates().values() if not each.place}


def test_every_letter_stands_in_a_kind() -> None:
    assert all(each.group in library.GROUPS for each in library.templates().values() if not each.place)


def test_a_letter_that_the_law_does_not_know_is_not_offered_and_whoever_looks_for_it_is_told_why() -> None:
    why = {"first-warning": "First warning letter: the law knows it only since 20 October 2014."}
    all_of_them = state.offered(library.templates().values(), "", "", why)
    assert "first-warning" not in dict(all_of_them.papers)
    assert all_of_them.withheld == ""
    found = state.offered(library.templates().values(), "", "first warning", why)
    assert found.withheld == f"Not offered today. {why['first-warning']}"


def test_questions_for_a_day_start_with_what_clocks_and_earlier_papers_say() -> None:
    days = {"clock:interview": date(2003, 11, 19), "filed:first-warning:person-1": date(2003, 10, 27)}
    first = state.suggested_answers(library.template("interview-appointment"), days, 3)
    assert first == {"meeting_on": "2003-11-19"}
    assert state.suggested_answers(library.template("final-warning"), days, 1) == {"warned_on": "2003-10-27"}
    assert state.suggested_answers(library.template("final-warning"), days, 2) == {}
