"""One home in several spellings: found, written alike, and put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.homes import is_same_home, same_homes
from asbdesk.domain.people import AddressValues
from asbdesk.errors import Refused
from asbdesk.queries import homes as queries
from asbdesk.services import homes, people
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, do, new_office, person_values

Opened = tuple[Office, Actor]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    office, who = new_office(tmp_path)
    yield office, who
    office.close()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("14 Larch Court\nQuarry Road", "TM3 8QX"), ("14 Larch Ct, Quarry Rd", "TM38QX"), True),
        (("14 Larch Court\nQuarry Road", "TM3 8QX"), ("14 Larch Court, Quarry Road, Thornmere", "TM3 8QX"), True),
        (("14 Larch Court", "TM3 8QX"), ("14 Larhc Court", "TM3 8QX"), True),
        (("14 Larch Court", "TM3 8QX"), ("14 Larhc Court", ""), False),
        (("14 Larch Court", "TM3 8QX"), ("41 Larch Court", "TM3 8QX"), False),
        (("Flat 1, 14 Kiln Road", "TM3 8QX"), ("Flat 2, 14 Kiln Road", "TM3 8QX"), False),
        (("14 Kiln Road", "TM3 8QX"), ("14 Kiln Road", "TM4 1AA"), False),
    ],
)
def test_two_spellings_of_one_home_are_told_from_two_homes(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert is_same_home(one, other) is same


def test_a_spelling_without_a_postcode_joins_no_two_postcodes() -> None:
    written = [(1, "14 Kiln Road", "TM3 8QX"), (2, "14 Kiln Rd", ""), (3, "14 Kiln Road", "TM4 1AA")]
    groups = same_homes(written)
    assert all(len({s.postcode for s in group if s.postcode}) == 1 for group in groups)
    assert sum(len(group) for group in groups) == 2


def _two(opened: Opened) -> list[int]:
    office, who = opened
    spellings = ("14 Larch Court\nQuarry Road\nThornmere", "14 Larch Ct, Quarry Rd")
    return [
        do(office, who, people.add_person, person_values(given, addresses=(AddressValues(lines, "TM3 8QX"),)))
        for given, lines in zip(("Dean", "Kaye"), spellings, strict=True)
    ]


def _addresses(office: Office) -> list[tuple[str, str]]:
    a = t.PersonAddress
    return ask(office, lambda s: [tuple(row) for row in s.execute(select(a.lines, a.postcode).order_by(a.id))])


def test_a_home_is_written_alike_and_back_again(opened: Opened) -> None:
    office, who = opened
    _two(opened)
    before = _addresses(office)
    (home,) = ask(office, queries.homes)
    ids = [number for spelling in home for number in spelling.ids]
    made = do(office, who, homes.write_alike, ids, home[0].lines, home[0].postcode)
    assert ask(office, queries.homes) == ()
    assert len(set(_addresses(office))) == 1
    assert [row.many for row in ask(office, queries.rewrites)] == [1]
    do(office, who, homes.undo_write, made)
    assert _addresses(office) == before
    assert ask(office, queries.rewrites) == ()


def test_an_address_that_was_changed_since_is_not_put_back(opened: Opened) -> None:
    office, who = opened
    _, second = _two(opened)
    (home,) = ask(office, queries.homes)
    ids = [number for spelling in home for number in spelling.ids]
    made = do(office, who, homes.write_alike, ids, "14 Larch Court", "TM3 8QX")
    page = ask(office, lambda s: s.get(t.Person, second).version)
    do(
        office,
        who,
        people.change_person,
        second,
        page,
        person_values("Kaye", addresses=(AddressValues("9 Weir Mews"),)),
    )
    with pytest.raises(Refused, match="changed since"):
        do(office, who, homes.undo_write, made)
