"""A line from right to left, as the eye meets it."""

from __future__ import annotations

import pytest

from asbdesk.documents.bidi import as_seen


@pytest.mark.parametrize("telephone", ["01632 960100", "020 7946 0123", "07700 900 123"])
@pytest.mark.parametrize("words", ["فاتصل بالرقم {}.", "נא להתקשר אל {}."])
def test_the_groups_of_a_telephone_number_stay_in_their_order(words: str, telephone: str) -> None:
    seen = as_seen(words.format(telephone))
    assert telephone in seen
    assert seen.startswith(f".{telephone} ")
