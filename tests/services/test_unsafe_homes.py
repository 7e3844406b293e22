"""It is not safe to write to somebody: nor to whom else she lives with, however the address is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asbdesk.domain.casework import CaseRole, RecipientKind, SafeToUse
from asbdesk.domain.homes import is_same_home
from asbdesk.domain.people import AddressValues
from asbdesk.errors import Refused
from asbdesk.queries.mailing import Whom, targets_for
from asbdesk.queries.recipients import recipients
from asbdesk.queries.templates import office_template
from asbdesk.services import cases, papers, people
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
