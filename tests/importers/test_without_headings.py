"""Files without headings: what a column holds is proposed by what its cells look like. Grid references with letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from asbdesk.domain.national_grid import from_letters
from asbdesk.importers.check import plan
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.mapping import Target
from asbdesk.importers.people_file import PersonTarget, guess_people
from asbdesk.importers.read import sniff
from asbdesk.importers.results import Accepted, Refused

DAYS = range(11, 29)


def written(tmp_path: Path, lines: list[str]) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_time_street_postcode_and_account_are_told_by_their_looks(tmp_path: Path) -> None:
    told = "Loud music until late again, {0}"
    lines = [f'{n}/03/2003,{n % 24:02}:15,Noise,{n} Kiln Row,TM{n % 9} {n % 9}QX,"{told.format(n)}"' for n in DAYS]
    reading = sniff(written(tmp_path, lines))
    assert reading.header_row is None
    assert guess_mapping(reading).columns == {
        Target.WHEN: (0,), Target.TIME: (1,), Target.CATEGORY: (2,), Target.PLACE: (3,), Target.POSTCODE: (4,),
        Target.ACCOUNT: (5,),
    }  # fmt: skip


def test_two_columns_of_metres_side_by_side_are_easting_and_northing(tmp_path: Path) -> None:
    reading = sniff(written(tmp_path, [f"{n}/03/2003,Noise,5174{n},1701{n}" for n in DAYS]))
    found = guess_mapping(reading).columns
    assert (found[Target.EASTING], found[Target.NORTHING]) == ((2,), (3,))


def test_a_file_with_headings_is_not_guessed_at_by_looks_alone(tmp_path: Path) -> None:
    lines = ["Date,Outcome", *(f"{n}/03/2003,No further action was taken by anybody" for n in DAYS)]
    assert guess_mapping(sniff(written(tmp_path, lines))).columns == {Target.WHEN: (0,)}


def test_people_are_told_by_their_looks_and_the_earliest_days_are_those_of_birth(tmp_path: Path) -> None:
    names = ("Dawn Mercer", "Ann-Marie O'Shea", "Órla Tilbrook", "Kim Pell", "Joe Harcor", "Amina Quarry")
    lines = [
        f"Mrs,{name},01/04/19{90 + n},{13 + n}/07/19{40 + 9 * n},{n + 1} Kiln Row,TM3 {n}QX,07700 90010{n},"
        f"{name.split()[0].lower()}@example.org"
        for n, name in enumerate(names)
    ]
    reading = sniff(written(tmp_path, lines))
    assert reading.header_row is None
    assert guess_people(reading).columns == {
        PersonTarget.TITLE: (0,), PersonTarget.NAME: (1,), PersonTarget.BORN: (3,), PersonTarget.ADDRESS: (4,),
        PersonTarget.POSTCODE: (5,), PersonTarget.TELEPHONE: (6,), PersonTarget.EMAIL: (7,),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "metres"),
    [
        ("TQ 123 456", (512300, 145600, 27700)), ("tq123456", (512300, 145600, 27700)),
        ("SU 41234 26789", (441234, 126789, 27700)), ("HP 40 10", (440000, 1210000, 27700)),
        ("O 159 342", (315900, 234200, 29903)), ("TQ 123 45", None), ("XX 12 34", None), ("Flat 12", None),
    ],
)  # fmt: skip
def test_a_grid_reference_with_letters_is_metres_of_its_grid(
    cell: str, metres: tuple[float, float, int] | None
) -> None:
    assert from_letters(cell) == metres


def test_grid_references_become_points_and_what_is_none_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = written(tmp_path, ["Date,Grid ref", "14/03/2003,TQ 299 804", "15/03/2003,O 159 342", "16/03/2003,TQ 1"])
    reading = sniff(path)
    mapping = guess_mapping(reading).with_columns(Target.POINT, 1)
    london, dublin, none = plan(path, reading, mapping)
    assert isinstance(london, Accepted)
    assert isinstance(dublin, Accepted)
    assert isinstance(none, Refused)
    assert london.values.latitude == pytest.approx(51.508, abs=0.001)
    assert london.values.longitude == pytest.approx(-0.1296, abs=0.001)
    assert dublin.values.latitude == pytest.approx(53.345, abs=0.005)
    assert "TQ 123 456" in none.reason
