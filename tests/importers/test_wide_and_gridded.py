"""Months as columns, rows that stand for several, points in one cell or in metres."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.domain.casework import WhenKind
from asbdesk.importers.check import plan
from asbdesk.importers.dates import DateFormat, judge_dates
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.mapping import Grid, Target
from asbdesk.importers.months import month_of
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import rows, sniff
from asbdesk.importers.reading import FileProblem
from asbdesk.importers.results import Accepted, IncidentRow, LeftOut, Refused, report_on
from tests.shared_data import shared


def written(tmp_path: Path, *lines: str, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def accepted(path: Path, **changed: object) -> list[IncidentRow]:
    reading = sniff(path)
    mapping = replace(mapping_for(reading), unknown_category="other", **changed)  # type: ignore[arg-type]
    return [each.values for each in plan(path, reading, mapping) if isinstance(each, Accepted)]


@pytest.mark.parametrize(
    ("heading", "month"),
    [("202402", "2024-02"), ("2024-02", "2024-02"), ("Feb 2024", "2024-02"), ("Feb-24", "2024-02"),
     ("2024-02-01", "2024-02"), ("2024-02-03", ""), ("202413", ""), ("Number", ""), ("Feb", ""), ("2024", "")],
)  # fmt: skip
def test_a_heading_is_a_month_or_it_is_none(heading: str, month: str) -> None:
    assert month_of(heading) == month


def test_months_as_columns_become_rows_of_their_month(tmp_path: Path) -> None:
    path = written(tmp_path, "Type,Street,202401,202402,202403", "Noise,Mill Row,2,0,1", "Litter,Kiln Row,,-,x")
    reading = sniff(path)
    assert reading.header == ("Type", "Street", "Month", "Number")
    assert "3 columns are months" in reading.warnings[0]
    assert list(rows(path, reading))[:2] == [
        (2, ("Noise", "Mill Row", "2024-01", "2")),
        (2, ("Noise", "Mill Row", "2024-02", "0")),
    ]
    checked = list(plan(path, reading, mapping_for(reading)))
    found = [each.values for each in checked if isinstance(each, Accepted)]
    assert [(each.when_kind, f"{each.when_from:%Y-%m}") for each in found] == [
        (WhenKind.MONTH, "2024-01"), (WhenKind.MONTH, "2024-01"), (WhenKind.MONTH, "2024-03"),
    ]  # fmt: skip
    assert len({each.fingerprint for each in found}) == 3
    assert sum(isinstance(each, LeftOut) for each in checked) == 3
    (refused,) = (each for each in checked if isinstance(each, Refused))
    assert (refused.row_number, refused.reason) == (3, "“x” is no number of incidents.")
    assert sniff(path, months=False).header[2:] == ("202401", "202402", "202403")


def test_a_row_too_wide_for_its_months_is_refused_and_not_shifted(tmp_path: Path) -> None:
    path = written(tmp_path, "Type,Street,202401,202402,202403", "Noise,Mill Row,1,1,1,9")
    reading = sniff(path)
    report = report_on(plan(path, reading, mapping_for(reading)))
    assert (report.accepted, report.refused) == (0, 3)
    assert "slipped" in report.refused_rows[0].reason


def test_of_a_number_that_has_risen_only_the_difference_is_new(tmp_path: Path) -> None:
    first = accepted(written(tmp_path, "Type,Street,202401,202402,202403", "Noise,Mill Row,2,0,1"))
    later = written(tmp_path, "Type,Street,202402,202403,202404", "Noise,Mill Row,0,3,1", name="later.csv")
    new = {each.fingerprint for each in accepted(later)} - {each.fingerprint for each in first}
    assert len(new) == 3, "two more in March, one in April"


def test_kingstons_wide_table_gives_each_of_its_crimes() -> None:
    path = shared("council/mps-recorded-crime-ward-kingston-wide.csv")
    reading = sniff(path)
    assert len(reading.months) == 25
    with path.open(encoding="utf-8") as handle:
        next(handle)
        whole = sum(sum(map(int, line.rstrip("\n").rsplit(",", 25)[1:])) for line in handle)
    found = accepted(path)
    assert len(found) == whole
    assert len({each.fingerprint for each in found}) == whole
    months = {f"{each.when_from:%Y-%m}" for each in found}
    assert months == {month_of(reading.wide_header[at]) for at in reading.months[1:]}, "the first has zeros alone"


def test_the_orders_that_courts_made_are_counted_as_others_counted_them() -> None:
    path = shared("council/asbo-court-level-issued-0113.csv")
    years = judge_dates(("2002",)).choose(DateFormat.YEAR)
    columns = {**guess_mapping(sniff(path)).columns, Target.WHEN: (0,)}
    found = accepted(path, columns=columns, dates=years)
    assert len(found) == 24186
    courts = Counter(each.place.replace("-", " ") for each in found)
    assert sum(count for name, count in courts.items() if name.startswith("Kingston upon Thames")) == 61
    assert {each.when_kind for each in found} == {WhenKind.SPAN}


def test_points_with_latitude_first_in_one_cell_are_read() -> None:
    found = accepted(shared("council/fixmystreet-cheltenham-env-asb-to-2025-07.csv"))
    assert len(found) == 631
    assert all(51 < (each.latitude or 0) < 53 and -3 < (each.longitude or 0) < -1 for each in found)


def test_eastings_and_northings_become_degrees(tmp_path: Path) -> None:
    # The Ordnance Survey's own worked example is Caister water tower: 52 39 28.7230 N, 1 42 57.7870 E (ETRS89).
    cells = ("651409.903,313177.270", "0,0", "651409,", "west,313177", "1,1")
    path = written(tmp_path, "Date,Type,Easting,Northing", *(f"2003-11-25,Noise,{each}" for each in cells))
    reading = sniff(path)
    mapping = mapping_for(reading).with_columns(Target.EASTING, 2).with_columns(Target.NORTHING, 3)
    checked = list(plan(path, reading, mapping))
    first, zero, half, west, far = checked
    assert isinstance(first, Accepted)
    assert first.values.latitude == pytest.approx(52.657979, abs=5e-5)
    assert first.values.longitude == pytest.approx(1.716052, abs=8e-5)
    assert isinstance(zero, Accepted)
    assert "both 0" in zero.warnings[0]
    assert isinstance(half, Accepted)
    assert "Only one" in half.warnings[0]
    assert isinstance(west, Refused)
    assert "not a number of metres" in west.reason
    assert isinstance(far, Accepted), "the grid's origin lies in the sea, and still within the waters"


def test_the_irish_grid_is_taken_where_its_heading_or_somebody_says_so(tmp_path: Path) -> None:
    lines = "2003-11-25,Noise,333842,374200"
    told = written(tmp_path, "Date,Type,Irish Grid Easting,Irish Grid Northing", lines)
    assert guess_mapping(sniff(told)).grid is Grid.IRELAND
    bare = written(tmp_path, "Date,Type,X,Y", lines, name="bare.csv")
    assert guess_mapping(sniff(bare)).columns[Target.EASTING] == (2,)
    for found in (accepted(told), accepted(bare, grid=Grid.IRELAND)):
        # Belfast's City Hall, to some two hundred metres
        assert found[0].latitude == pytest.approx(54.5965, abs=2e-3)
        assert found[0].longitude == pytest.approx(-5.93, abs=3e-3)


def test_degrees_in_each_others_place_are_exchanged_and_it_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Type,Latitude,Longitude", "2003-11-25,Noise,-0.3,51.4")
    reading = sniff(path)
    (found,) = plan(path, reading, mapping_for(reading))
    assert isinstance(found, Accepted)
    assert (found.values.latitude, found.values.longitude) == (51.4, -0.3)
    assert "exchanged" in found.warnings[0]


def test_a_telephone_number_is_no_date(tmp_path: Path) -> None:
    path = written(tmp_path, "Contact,Telephone", "Warden,1632960001", "Office,1632960002")
    assert Target.WHEN not in guess_mapping(sniff(path)).columns


def test_boundaries_are_sent_to_where_they_belong() -> None:
    with pytest.raises(FileProblem, match="Load it in Settings"):
        sniff(shared("geo/kingston-wards-2011.geojson"))


@pytest.mark.parametrize("folder", ["police", "council", "messy", "geo"])
def test_every_file_of_others_is_read_or_refused_in_words(folder: str) -> None:
    for path in sorted(each for each in shared(folder).rglob("*") if each.is_file()):
        with suppress(FileProblem):
            assert sniff(path).width, path
