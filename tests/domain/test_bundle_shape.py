"""The bundle of each jurisdiction in the words of its courts."""

from __future__ import annotations

import pytest

from asbdesk.domain.casework import Jurisdiction
from asbdesk.reference_data import load_bundle


@pytest.mark.parametrize(
    ("jurisdiction", "title", "one"),
    [
        (Jurisdiction.ENGLAND_WALES, "Exhibits", "exhibit"),
        (Jurisdiction.SCOTLAND, "Productions", "production"),
        (Jurisdiction.NORTHERN_IRELAND, "Exhibits", "exhibit"),
    ],
)
def test_what_is_shown_to_a_court_is_called_as_the_court_calls_it(
    jurisdiction: Jurisdiction, title: str, one: str
) -> None:
    shape = load_bundle(jurisdiction.value)

    assert shape.exhibit == one
    assert [each.title for each in shape.sections if each.kind == "exhibits"] == [title]
