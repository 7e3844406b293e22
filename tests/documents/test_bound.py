"""What is read in one go stays on one line, while there is room for it."""

from __future__ import annotations

import pytest

from asbdesk.documents import fonts
from asbdesk.documents.blocks import Run
from asbdesk.documents.bound import GLUE, bound
from asbdesk.documents.inks import INK
from asbdesk.documents.lines import Look, broken, words_of


def lines(text: str, room: float) -> list[str]:
    fonts.ready()
    look = Look(INK)
    found = broken(words_of((Run(text),), look, look), room)
    return [" ".join("".join(piece[1] for piece in word[1]) for word in line.words) for line in found]


@pytest.mark.parametrize(
    "kept",
    [
        "01632 960 199",
        "01632 960123",
        "+44 1632 960 199",
        "(01632) 960 199",
        "3 November",
        "12 Dec",
        "3 Tachwedd",
        "11.30 pm",
        "8 am",
        "2.30 yp",
        "TM3 8QX",
        "telephone 999",
        "Mr Mercer",
        "Complainant A",
        "section 46",
        "Term 2",
    ],
)
def test_it_is_not_broken_over_two_lines(kept: str) -> None:
    for words in range(1, 12):
        found = lines(f"{'word ' * words}{kept} and so on", 12)
        assert any(kept in line for line in found), found


@pytest.mark.parametrize("free", ["3 people", "in 2003 there", "8 ambulances", "Witness statement", "MR and MRS"])
def test_other_words_are_parted_as_ever(free: str) -> None:
    assert GLUE not in bound(free)


def test_in_a_column_too_narrow_it_is_parted_at_its_spaces_and_never_within_a_word() -> None:
    assert lines("01632 960 199", 3.5) == ["01632", "960", "199"]
    assert lines("Complainant A", 6) == ["Complainant", "A"]


def test_a_name_too_long_for_its_line_is_parted_at_its_hyphens() -> None:
    assert lines("Featherstonehaugh-Cholmondeley-Wrexington", 12) == ["Featherstonehaugh-", "Cholmondeley-Wrexington"]
