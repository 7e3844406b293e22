"""It is not safe to write to somebody: nor to whom else she lives with, however the address is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.domain.casework import CaseRole, RecipientKind, SafeToUse, UserRole
from asbdesk.domain.homes import is_same_home
from asbdesk.domain.people import AddressValues
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries import releases as release_queries
from asbdesk.queries.mailing import Whom, targets_for
from asbdesk.queries.recipients import recipients
from asbdesk.queries.templates import office_template
from asbdesk.services import cases, papers, people, releases
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, person_values
from tests.services.test_mailing import ANSWERS, LEAFLET

HOME = "12 Larch Court\nQuarry Road\nThornmere"
SPELLINGS = [HOME, "12, larch ct.\nQuarry Road", "No. 12 Larch Court\nThornmere"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def lives(office: tuple[Office, Actor], given: str, lines: str, safe: SafeToUse, code: str = "TM3 8QX") -> int:
    return do(*office, people.add_person, person_values(given, "Fable", addresses=(
        AddressValues(lines, code, safe_to_write=safe),)))  # fmt: skip


def joins(office: tuple[Office, Actor], case_id: int, person_id: int, role: CaseRole) -> None:
    do(*office, cases.add_party, case_id, cases.PartyValues(person_id, role))


@pytest.mark.parametrize("lines", SPELLINGS)
@pytest.mark.parametrize("role", [CaseRole.COMPLAINANT, CaseRole.WITNESS, CaseRole.VICTIM], ids=lambda role: role.value)
def test_nobody_who_reported_is_written_to_where_it_is_unsafe_for_another(
    office: tuple[Office, Actor], lines: str, role: CaseRole
) -> None:
    case_id, *_ = case_of(*office)
    lives(office, "Ada", HOME, SafeToUse.NO)
    other = lives(office, "Ben", lines, SafeToUse.YES)
    joins(office, case_id, other, role)
    (found,) = [each for each in ask(office[0], recipients, case_id) if each.person_id == other]
    assert "somebody else at this address" in found.warning
    with pytest.raises(Refused, match="somebody else at this address"):
        ask(office[0], papers.prepare, papers.Wanted(case_id, "progress-update", other), office[1].user_id, TODAY)


def test_whom_the_case_is_about_is_written_to_all_the_same(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    lives(office, "Ada", "14 Larch Court\nQuarry Road\nThornmere", SafeToUse.NO)
    (found,) = [each for each in ask(office[0], recipients, case_id) if each.person_id == accused]
    assert (found.kind, found.warning) == (RecipientKind.PERPETRATOR, "")


def test_where_she_lived_before_is_no_hindrance(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    moved = AddressValues(HOME, "TM3 8QX", lived_to=TODAY, safe_to_write=SafeToUse.NO)
    do(*office, people.add_person, person_values("Ada", "Fable", addresses=(moved,)))
    (found,) = [each for each in ask(office[0], recipients, case_id) if each.person_id == complainant]
    assert found.warning == ""


@pytest.mark.parametrize("lines", SPELLINGS)
def test_no_leaflet_goes_there_however_the_address_is_written(office: tuple[Office, Actor], lines: str) -> None:
    case_id, *_ = case_of(*office)
    lives(office, "Ada", lines, SafeToUse.NO)
    made = ask(office[0], office_template, LEAFLET)
    targets = ask(office[0], targets_for, made, Whom(case_id, street="larch"))
    assert {each.left_out for each in targets if "12" in each.lines[0]} == {"it is not safe to write to this address"}
    assert "" in {each.left_out for each in targets if "14" in each.lines[0]}


def test_a_leaflet_made_for_one_home_alone_is_refused_there(office: tuple[Office, Actor]) -> None:
    case_id, *_ = case_of(*office)
    lives(office, "Ada", HOME, SafeToUse.NO)
    wanted = papers.Wanted(case_id, LEAFLET, 0, ANSWERS, occupier=("12 Larch Ct", "Quarry Road", "TM3 8QX"))
    with pytest.raises(Refused, match="not safe to write"):
        ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("12 Larch Court", "TM3 8QX"), ("12 larch ct", ""), True),
        (("12 Larch Court", "TM3 8QX"), ("12 Larch Court", "TM4 1AA"), False),
        (("12 Larch Court", "TM3 8QX"), ("14 Larch Court", "TM3 8QX"), False),
        (("Flat 2, 12 Larch Court", "TM3 8QX"), ("Flat 3, 12 Larch Court", "TM3 8QX"), False),
    ],
)
def test_two_addresses_are_one_home_or_not(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert is_same_home(one, other) is same


def warned(office: tuple[Office, Actor], case_id: int, accused: int) -> papers.Prepared:
    asked = {
        "rule_broken": "condition 3.2",
        "must_stop": "the noise",
        "reply_by": "2003-11-28",
        "review_on": "2003-12-15",
    }
    wanted = papers.Wanted(case_id, "first-warning", accused, asked)
    return ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY)


SHARED = "14 Larch Court\nQuarry Road\nThornmere"


def test_nobody_is_warned_of_where_the_accused_lives_alone(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    lives(office, "Ada", HOME, SafeToUse.NO)
    assert warned(office, case_id, accused).shared == ()


@pytest.mark.parametrize(
    ("role", "safe", "says"),
    [
        (CaseRole.VICTIM, SafeToUse.YES, "Ada Fable, victim, lives there as well: they may see it"),
        (CaseRole.WITNESS, SafeToUse.NO, "Ada Fable, witness, lives there as well: it is not safe"),
        (None, SafeToUse.NO, "Somebody else lives there as well: it is not safe"),
    ],
    ids=["victim", "witness, unsafe", "of no case"],
)
def test_a_letter_to_the_accused_where_somebody_else_lives_waits_for_a_reason(
    office: tuple[Office, Actor], role: CaseRole | None, safe: SafeToUse, says: str
) -> None:
    case_id, accused, _ = case_of(*office)
    other = lives(office, "Ada", "14 larch ct., Quarry Road", safe)
    if role is not None:
        joins(office, case_id, other, role)
    made = warned(office, case_id, accused)
    (home,) = made.at_home
    assert says in home.words
    assert not made.can_be_filed
    with pytest.raises(Refused, match="Speak to them first"):
        do(*office, papers.file_paper, made)
    with pytest.raises(InvalidField):
        do(*office, releases.go_on, made.wanted, home, "yes")
    caseworker = replace(office[1], role=UserRole.CASEWORKER)
    do(office[0], caseworker, releases.go_on, made.wanted, home, "She wants him to have it")
    again = warned(office, case_id, accused)
    assert again.at_home == ()
    number = do(*office, papers.file_paper, again)
    (kept,) = ask(office[0], release_queries.of_document, number)
    assert (kept.words, kept.reason) == ("14 Larch Court, Quarry Road, Thornmere", "She wants him to have it")
    assert warned(office, case_id, accused).at_home  # it held for that letter alone


def test_a_home_marked_unsafe_after_the_preview_is_seen_before_filing(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    made = warned(office, case_id, accused)
    lives(office, "Ada", SHARED, SafeToUse.NO)
    with pytest.raises(Conflict):
        do(*office, papers.file_paper, made)
