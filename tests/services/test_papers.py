"""A letter from its facts to its seal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from asbdesk.documents.blocks import Blocks, Heading, Paragraph, Run
from asbdesk.documents.facts import facts_from_json
from asbdesk.domain.casework import SafeToUse
from asbdesk.domain.people import AddressValues
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries import documents as document_queries
from asbdesk.queries import offices
from asbdesk.queries import people as people_queries
from asbdesk.queries.letters import letter_choices
from asbdesk.queries.search import search
from asbdesk.services import cases, drafts, papers, people
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, contract_of, do, new_office, person_values

ANSWERS = {
    "rule_broken": "condition 3.2 of your tenancy agreement",
    "must_stop": "Keep music low enough not to be heard in other homes.",
    "reply_by": "2003-11-28",
    "review_on": "2003-12-15",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def wanted(case_id: int, person_id: int, **changed: Any) -> papers.Wanted:
    values: dict[str, Any] = {"template": "first-warning", "asked": ANSWERS, **changed}
    return papers.Wanted(case_id, person_id=person_id, **values)


def prepared(office: tuple[Office, Actor], case_id: int, person_id: int, **changed: Any) -> papers.Prepared:
    return ask(office[0], papers.prepare, wanted(case_id, person_id, **changed), office[1].user_id, TODAY)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("piece", [1024 * 1024, 999], ids=["whole", "in many pieces"])
def test_a_first_warning_is_filed_as_it_was_shown_and_found_by_its_words(
    office: tuple[Office, Actor], piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asbdesk.storage.tables.documents._PIECE", piece)
    case_id, accused, _ = case_of(*office)
    ready = prepared(office, case_id, accused)
    assert (ready.missing, ready.leaks, ready.reference) == ((), (), "ASB/2003/0001/L1")
    assert "Dear Mr Mercer" in text_of(ready.pdf)
    document_id = do(*office, papers.file_paper, ready)
    sealed = ask(office[0], document_queries.document, document_id)
    assert sealed.pdf == ready.pdf
    assert sealed.sha256 == hashlib.sha256(ready.pdf).hexdigest()
    assert (sealed.title, sealed.template_version, sealed.dated) == ("First warning letter", 3, TODAY)
    assert [hit.id for hit in ask(office[0], search, "condition tenancy") if hit.kind == "document"] == [document_id]


def test_the_facts_and_blocks_are_sealed_with_the_paper(office: tuple[Office, Actor]) -> None:
    import json

    case_id, accused, _ = case_of(*office)
    ready = prepared(office, case_id, accused)
    sealed = ask(office[0], document_queries.document, do(*office, papers.file_paper, ready))
    assert facts_from_json(json.dumps(sealed.facts["facts"])) == ready.facts
    assert sealed.facts["blocks"][0]["is"] == "heading"


def test_a_missing_fact_is_named_and_nothing_is_filed(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    ready = prepared(office, case_id, accused, asked={**ANSWERS, "reply_by": ""})
    assert ready.missing == ("reply by",)
    with pytest.raises(Refused, match="still lacks: reply by"):
        do(*office, papers.file_paper, ready)
    assert not ask(office[0], document_queries.DOCUMENTS.ids, document_queries.ListFilter(), "dated")


def test_letters_that_no_font_has_are_named_before_the_paper_goes_out(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    ready = prepared(office, case_id, accused, asked={**ANSWERS, "must_stop": "Siân Ŵyn and Иван say: ትግ."})
    assert ready.unread == ("no font of this program has ትግ, and each prints as an empty box",)
    assert "Look at it yourself: no font" in papers.unread_words(ready.unread)


def test_a_paper_that_names_a_protected_complainant_is_refused_with_the_line(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    ready = prepared(office, case_id, accused, asked={**ANSWERS, "must_stop": "Leave Amina Testwick alone."})
    assert ready.leaks[0] == (
        "Amina Testwick, protected as Complainant A, would be named: “Leave Amina Testwick alone.”"
    )
    with pytest.raises(Refused, match="Amina Testwick, protected as Complainant A"):
        do(*office, papers.file_paper, ready)


def test_the_second_of_two_papers_made_at_once_is_told_to_look_again(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    first, second = prepared(office, case_id, accused), prepared(office, case_id, accused)
    do(*office, papers.file_paper, first)
    with pytest.raises(Conflict):
        do(*office, papers.file_paper, second)
    renewed = prepared(office, case_id, accused)
    assert renewed.reference == "ASB/2003/0001/L2"
    do(*office, papers.file_paper, renewed)


def test_a_paper_is_not_filed_when_somebody_in_it_came_under_protection_meanwhile(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    other = do(*office, people.add_person, person_values("Wendy", "Fictor"))
    ready = prepared(office, case_id, accused, asked={**ANSWERS, "must_stop": "Leave Wendy Fictor alone."})
    assert ready.can_be_filed
    do(*office, cases.add_party, case_id, cases.PartyValues(other, cases.CaseRole.WITNESS))
    with pytest.raises(Conflict):
        do(*office, papers.file_paper, ready)


def test_filing_drops_the_draft_it_came_from(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    do(*office, drafts.keep_draft, "letter:x", "First warning", {})
    do(*office, papers.file_paper, prepared(office, case_id, accused), "letter:x")
    assert ask(office[0], offices.drafts, office[1].user_id) == ()


def test_only_the_chosen_incidents_are_named(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    assert "11.30 pm" in text_of(prepared(office, case_id, accused).pdf)
    assert prepared(office, case_id, accused, incident_ids=()).missing == ("incidents",)


def test_nobody_writes_to_an_unsafe_address(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    page = ask(office[0], people_queries.person, accused)
    unsafe = AddressValues("14 Larch Court", "TM3 8QX", safe_to_write=SafeToUse.NO)
    do(*office, people.change_person, accused, page.version, person_values(addresses=(unsafe,)))
    with pytest.raises(Refused, match="not safe to write"):
        prepared(office, case_id, accused)
    assert ask(office[0], letter_choices, case_id, TODAY).recipients[0].warning


def test_an_answer_that_is_no_date_is_told_beside_its_field(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    with pytest.raises(InvalidField) as caught:
        prepared(office, case_id, accused, asked={**ANSWERS, "reply_by": "soonish"})
    assert caught.value.field == "reply_by"


def test_the_contract_paper_is_stored_on_its_contract(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    contract_id = contract_of(*office, case_id, accused)
    ready = prepared(office, case_id, accused, template="abc", contract_id=contract_id, asked={})
    sealed = ask(office[0], document_queries.document, do(*office, papers.file_paper, ready))
    assert (sealed.title, sealed.contract_id) == ("Acceptable Behaviour Contract", contract_id)
    assert "I will not play music" in text_of(sealed.pdf)


def test_markup_in_an_answer_stands_on_the_page_as_it_was_typed(office: tuple[Office, Actor]) -> None:
    typed = "<img src='file:///etc/passwd'> {{ office.name }} **loud** \ud800"
    case_id, accused, _ = case_of(*office)
    ready = prepared(office, case_id, accused, asked={**ANSWERS, "rule_broken": typed})
    assert "<img src='file:///etc/passwd'> {{ office.name }} **loud**" in text_of(ready.pdf)
    do(*office, papers.file_paper, ready)


def p(*words: str) -> Blocks:
    return tuple(Paragraph((Run(each),)) for each in words)


def test_words_changed_by_hand_stay_while_the_others_follow_the_template() -> None:
    base, fresh = p("Hello.", "By Friday.", "Bye."), p("Hello.", "By Monday.", "Bye.")
    assert papers.merged(base, p("Good day.", "By Friday.", "Bye."), fresh) == (
        p("Good day.", "By Monday.", "Bye."),
        False,
    )
    added = (Heading(2, (Run("Also"),)), *p("One more thing."))
    edited = (*p("Hello.", "By Friday."), *added, *p("Bye."))
    assert papers.merged(base, edited, fresh) == ((*p("Hello.", "By Monday."), *added, *p("Bye.")), False)


def test_words_that_both_changed_stay_as_the_hand_wrote_them_and_are_told() -> None:
    base, fresh = p("Hello.", "By Friday."), p("Hello.", "By Monday.")
    edited = p("Hello.", "By Friday at noon.")
    assert papers.merged(base, edited, fresh) == (edited, True)
    assert papers.merged(base, edited, p("Hello.")) == (edited, True)
