"""One letter to many: who gets it, who is left out and why, in which order, and what is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from asbdesk.documents.joined import joined
from asbdesk.domain.casework import SafeToUse
from asbdesk.domain.people import AddressValues
from asbdesk.domain.postal_order import postal_order
from asbdesk.queries.documents import document
from asbdesk.queries.mailing import Whom, targets_for
from asbdesk.queries.templates import office_template
from asbdesk.services import people
from asbdesk.services.mailing import Letter, file_one, prepare_letters
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, person_values

LEAFLET = "neighbourhood-leaflet"
ANSWERS = {
    "area": "Larch Court",
    "problem": "People have told us of loud music at night.",
    "doing": "Our officers visit more often.",
    "tell_by": "2003-12-05",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def lives(office: tuple[Office, Actor], name: str, lines: str, code: str = "TM3 8QX", *, safe: bool = True) -> int:
    home = AddressValues(lines, code) if safe else AddressValues(lines, code, safe_to_write=SafeToUse.NO)
    return do(*office, people.add_person, person_values(name, "Neighbour", addresses=(home,)))


def letters(office: tuple[Office, Actor], whom: Whom, template: str = LEAFLET, **asked: str) -> tuple[Letter, ...]:
    made = ask(office[0], office_template, template)
    targets = ask(office[0], targets_for, made, whom)
    return ask(office[0], prepare_letters, template, targets, ANSWERS | asked, office[1].user_id, TODAY)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_leaflet_goes_to_every_home_of_a_street_once_in_the_order_of_the_doors(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    for name, number in (("Bo", 9), ("Cy", 10), ("Di", 9)):
        lives(office, name, f"{number} Larch Court\nQuarry Road\nThornmere")
    made = letters(office, Whom(case_id, street="larch court"))
    assert [each.target.lines[0] for each in made] == [f"{n} Larch Court" for n in (9, 10, 12, 14)]
    assert [each.why for each in made] == [""] * 4
    first = made[0].prepared
    assert first is not None
    said = text_of(first.pdf)
    assert "The Occupier" in said
    assert "Neighbour" not in said


def test_where_it_is_not_safe_to_write_no_leaflet_goes_whoever_else_lives_there(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    lives(office, "Ed", "9 Larch Court\nThornmere", safe=False)
    lives(office, "Flo", "9 larch court\nThornmere")
    found = {each.target.lines[0].casefold(): each.why for each in letters(office, Whom(case_id, street="Larch Court"))}
    assert found["9 larch court"] == "it is not safe to write to this address"


@pytest.mark.parametrize(
    "words", ["Keep away from Dean Mercer.", "Amina Testwick told us.", "The noise is at 14 Larch Court."]
)
def test_a_leaflet_that_gives_somebody_away_is_left_out_with_the_reason(
    words: str, office: tuple[Office, Actor]
) -> None:
    case_id, _, _ = case_of(*office)
    lives(office, "Bo", "9 Larch Court\nQuarry Road\nThornmere")
    made = letters(office, Whom(case_id, street="Larch Court"), problem=words)
    nine = next(each for each in made if each.target.lines[0] == "9 Larch Court")
    assert "would be" in nine.why


def test_what_is_missing_is_listed(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    made = letters(office, Whom(case_id, street="Larch Court"), doing="")
    assert all("It still lacks: what we are doing" in each.why for each in made)


def test_each_is_sealed_under_the_reference_that_stands_on_it(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    made = letters(office, Whom(case_id, street="Larch Court"))
    ids = [do(*office, file_one, letter) for letter in made]
    sealed = [ask(office[0], document, number) for number in ids]
    assert [each.reference for each in sealed] == ["ASB/2003/0001/L1", "ASB/2003/0001/L2"]
    for each, letter in zip(sealed, made, strict=True):
        assert letter.prepared is not None
        assert each.pdf == letter.prepared.pdf
        assert each.reference in text_of(each.pdf)


def test_when_one_before_it_was_not_filed_the_next_takes_its_number_on_the_paper_as_well(
    office: tuple[Office, Actor],
) -> None:
    case_id, _, _ = case_of(*office)
    second = letters(office, Whom(case_id, street="Larch Court"))[1]
    sealed = ask(office[0], document, do(*office, file_one, second))
    assert sealed.reference == "ASB/2003/0001/L1"
    assert "ASB/2003/0001/L1" in text_of(sealed.pdf)


def test_people_who_were_chosen_get_it_on_their_own_case_or_are_left_out(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    stranger = lives(office, "Bo", "9 Larch Court\nThornmere")
    made = letters(office, Whom(people=(complainant, stranger)), "progress-update")
    found = {each.target.person_id: each for each in made}
    assert found[complainant].target.case_id == case_id
    assert found[stranger].why == "in no open case as complainant"


def test_one_job_begins_each_letter_on_a_sheet_of_its_own_where_both_sides_are_printed(
    office: tuple[Office, Actor],
) -> None:
    case_id, _, _ = case_of(*office)
    papers = [each.prepared.pdf for each in letters(office, Whom(case_id, street="Larch Court")) if each.prepared]
    pages = [len(PdfReader(BytesIO(each)).pages) for each in papers]
    single = PdfReader(BytesIO(joined(papers, both_sides=False)))
    double = PdfReader(BytesIO(joined(papers, both_sides=True)))
    assert len(single.pages) == sum(pages)
    assert len(double.pages) == sum(each + each % 2 for each in pages)


def test_letters_are_carried_by_postcode_and_then_along_the_street() -> None:
    homes = [("10 Elm Way", "TM3 8QX"), ("9 Elm Way", "TM3 8QX"), ("1 Ash Way", "TM10 1AA"), ("1 Oak Way", "")]
    order = sorted(homes, key=lambda home: postal_order(home[:1], home[1]))
    assert order == [("9 Elm Way", "TM3 8QX"), ("10 Elm Way", "TM3 8QX"), ("1 Ash Way", "TM10 1AA"), ("1 Oak Way", "")]
