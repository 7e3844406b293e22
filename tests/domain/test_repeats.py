"""What counts as the same place."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.repeats import Mention, Sign, place_key
from asbdesk.reference_data import load_kinds_of_place

KNOWN = load_kinds_of_place()


@pytest.mark.parametrize(
    "place", ["On or near Parking Area", "parking area", "No Location", "On or near Supermarket", ""]
)
def test_a_street_that_is_no_street_is_never_a_place(place: str) -> None:
    assert place_key(place, "", KNOWN) is None


def test_a_postcode_says_where_it_was_whatever_stands_before_it() -> None:
    assert place_key("14 Larch Court", "tm38qx", KNOWN) == place_key("12, Larch Court", "TM3 8QX", KNOWN)


def test_a_street_is_the_same_with_and_without_the_words_before_it() -> None:
    assert (
        place_key("On or near  Tallow Lane", "", KNOWN)
        == place_key("Tallow lane", "", KNOWN)
        == ("place", "tallow lane")
    )


def test_a_sign_names_its_incidents_and_counts_what_it_leaves_out() -> None:
    mentions = tuple(Mention(n, f"INC/2003/0000{n}", date(2003, 9, n)) for n in range(3, 10))
    words = Sign("victim", mentions).words
    assert words.startswith("7 incidents since 3 Sep 2003: INC/2003/00005, ")
    assert words.endswith("INC/2003/00009 and 2 before")
