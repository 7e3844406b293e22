"""Where it was: a name in an area, never a name alone; no location is told, not guessed."""

from __future__ import annotations

from asbdesk.domain.locations import Location, location, street_and_area
from asbdesk.reference_data import load_kinds_of_place

POINT = (51.41, -0.29)


def where(place: str, area: str = "", code: str = "", at: tuple[float, float] | None = None) -> Location | None:
    latitude, longitude = at or (None, None)
    return location(place, code, area, latitude, longitude, load_kinds_of_place())


def key(*args: object, **named: object) -> tuple[str, ...] | None:
    found = where(*args, **named)  # type: ignore[arg-type]
    return found.key if found else None


def test_a_high_street_of_one_area_is_not_that_of_another() -> None:
    assert key("On or near High Street", "E1") == key("High  street", "E1")
    assert key("On or near High Street", "E1") != key("On or near High Street", "E2")


def test_a_name_alone_is_no_location() -> None:
    assert where("High Street") is None
    assert where("On or near Parking Area", "E1") is None


def test_two_car_parks_stay_two_even_in_one_area() -> None:
    one, other = key("On or near Parking Area", "E1", at=POINT), key("On or near Parking Area", "E1", at=(51.42, -0.29))
    assert one is not None
    assert one != other
    assert one == key("on or near parking area", "E1", at=POINT)


def test_no_location_is_said_to_be_none() -> None:
    for place in ("", "No Location", "On or near ", "On or near"):
        assert where(place) is None
        assert where(place, "E1") is None


def test_a_point_without_a_name_is_a_location_without_a_name() -> None:
    found = where("On or near ", at=POINT)
    assert found is not None
    assert (found.named, found.key) == (False, ("point", "51.41000, -0.29000"))


def test_an_address_is_known_by_its_postcode_and_its_lines() -> None:
    assert key("14 Larch Court", code="tm38qx") == key("14 larch court", code="TM3 8QX")
    assert key("14 Larch Court", code="TM3 8QX") != key("15 Larch Court", code="TM3 8QX")


def test_the_plain_count_of_street_files_needs_both() -> None:
    assert street_and_area("On or near  High Street", "Guildford 015A") == ("On or near High Street", "Guildford 015A")
    assert street_and_area("On or near High Street", "") is None
