"""The homes of address lists, and the way from one of them to everything about it."""

from __future__ import annotations

import pytest

from asbdesk.ui.people.addresses import within_street


@pytest.mark.parametrize(
    ("lines", "looked_for"),
    [
        ("3 Kiln Road\nThornmere", "3 Kiln Road"),
        ("Flat A\n5 Kiln Road\nThornmere", "Flat A 5 Kiln Road"),
        ("Flat 3, 12 Kiln Road, Thornmere", "Flat 3 12 Kiln Road"),
        ("Larch Lodge\nThornmere", "Larch Lodge Thornmere"),
    ],
)
def test_an_address_is_looked_for_as_far_as_its_street(lines: str, looked_for: str) -> None:
    assert within_street(lines) == looked_for
