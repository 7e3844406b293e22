"""The street in an address, and whether words name it."""

from __future__ import annotations

import pytest

from asbdesk.domain.streets import is_named, street_of
from asbdesk.reference_data import load_boundary_rules


@pytest.mark.parametrize(
    ("lines", "street"),
    [
        ("14 Larch Court, Quarry Road", "Quarry Road"),
        ("14 Larch Court\nQuarry Road\nThornmere", "Quarry Road"),
        ("3A Weir Terrace", "Weir Terrace"),
        ("Flat 2, 10 Mill Lane", "Mill Lane"),
        ("Tallow Lane Hostel, 1 Tallow Lane", "Tallow Lane"),
        ("12 Larch Court", "Larch Court"),
        ("The Old Tannery", ""),
        ("Street", ""),
        ("", ""),
    ],
)
def test_the_last_part_that_ends_as_a_street_does_is_the_street(lines: str, street: str) -> None:
    assert street_of(lines, load_boundary_rules().streets) == street


def test_a_street_is_named_only_by_its_whole_name() -> None:
    assert is_named("Kiln Row", "bounded by KILN ROW, and the market")
    assert not is_named("Kiln Row", "bounded by Kiln Rowan")
    assert not is_named("Hill Road", "bounded by Downhill Road")
