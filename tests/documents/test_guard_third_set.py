"""The guard on a third labelled set (``third_set.py``), a part of which is tried each time; and on clean letters full
of Mark, Grant, Will, Rose, Lane and Street.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice, product
from pathlib import Path

import pytest

from asbdesk.documents import guard
from asbdesk.documents.guard import ClosedPerson, OpenPerson
from tests.documents.third_set import EVERYDAY, FRAMES, SMALL, STRANGER, people, planted

RECALL, FALSE_STOPS = 0.995, 1 / 20
PART, PART_CLEAN = 9, 7
CLEAN = (Path(__file__).parent / "third_set_clean.txt").read_text(encoding="utf-8").split("\n====\n")


def test_who_is_planted_in_the_third_set_is_found() -> None:
    every = list(islice(planted(), 0, None, PART))
    missed = [each for each in every if not guard.spots(each.letter, [each.person], [each.reader])]
    told = Counter(each.form for each in missed)
    recall = 1 - len(missed) / len(every)
    assert recall >= RECALL, (round(recall, 4), len(every), told.most_common(), [each.letter for each in missed[:12]])


def test_a_clean_letter_of_the_third_set_is_hardly_ever_stopped() -> None:
    letters = [*CLEAN, *(frame.format("nobody") for frame in (*FRAMES, *SMALL))]
    tried = list(islice(product((each for each, _ in people()), letters), 0, None, PART_CLEAN))
    stopped = [
        (each.full_names[0], letter[max(0, spot.start - 25) : spot.end + 25])
        for each, letter in tried
        for spot in guard.spots(letter, [each], [STRANGER])[:1]
    ]
    assert len(stopped) / len(tried) <= FALSE_STOPS, (len(stopped), len(tried), stopped[:12])


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("Rose Lane", "spoke to rose about the lane", ["rose"]),
        ("Rose Lane", "the roses in park lane rose in price", []),
        ("Mark Hill", "rang mark, no answer. mark said he would call back", ["mark", "mark"]),
        ("Mark Hill", "told him to mark the date and to walk up the hill", []),
        ("Will Green", "told will be evicted if the green is not cleared", []),
        ("Grant Chase", "met grant chase at the gate; the grant will not chase the debt", ["grant chase"]),
        ("Mark Hill", "told m hill off and met Hill M, of plot m hill house", ["m hill", "Hill M"]),
        ("Amy West", "Witness 2 (West A), wEST and A West; West A few", ["West A", "wEST", "A West"]),
        ("May Hill", "It was May who rang, not those who met in May who paid.", ["May"]),
        ("June O'Shea", "J. O´Shea rang.", ["J. O´Shea"]),
        ("Jack Dent", "The car jack left a dent. Mister Dent rang for Jack.", ["Dent", "Jack"]),
        ("Jane Okafor", "J.O. rang. P.S. See overleaf.", ["J.O"]),
        ("Jane Okafor", "J. O. Bloggs rang, and so did A.J.O. and J.O.Y.", []),
        ("Jane Okafor", "Mrs O and Mr O came; Mrs O Bloggs did not", ["O"]),
        ("Jane Okafor", "Mrs Okafro rang; Jane Okaforr and J. Okafor came", ["Okafro", "Jane Okaforr", "J. Okafor"]),
        ("Jürgen Schröder", "Herr Juergen Schroeder and Mrs Schroder", ["Juergen Schroeder", "Schroder"]),
        ("Joseph Okafor", "Exhibit JO/3 and exhibits of JO", ["JO"]),
        ("Małgorzata Zając", "Gosia rang, Pani Malgosia too", ["Gosia", "Malgosia"]),
    ],
)
def test_names_in_haste_by_letters_and_misspelt_are_told_from_words(name: str, words: str, found: list[str]) -> None:
    each = ClosedPerson("Complainant A", (name,), name.split()[1], "Mrs")
    assert [words[spot.start : spot.end] for spot in guard.spots(words, [each], [STRANGER])] == found


def test_letters_that_stand_for_the_reader_or_an_officer_stop_nothing() -> None:
    each = ClosedPerson("Complainant A", ("Jane Okafor",), "Okafor", "Mrs")
    officer = OpenPerson(("Joan Osric",), "Osric", whole=True)
    assert guard.spots("Taken by J.O. on Monday.", [each], [officer]) == ()
    assert guard.spots("Dear Mrs O", [each], [OpenPerson(("Ann Oddy",), "Oddy", "Mrs")]) == ()


@pytest.mark.parametrize(
    "words",
    ["07700 900123, 07700 900124", "01632 960001\n07700 900124", "07700\n   900124", "double oh 44 7700 900124"],
)
def test_a_number_among_others_is_found_where_it_stands(words: str) -> None:
    each = ClosedPerson("Complainant A", telephones=("07700 900124",))
    (spot,) = guard.spots(words, [each])
    assert "".join(sign for sign in words[spot.start : spot.end] if sign.isdigit()).endswith("7700900124")
    assert "900123" not in words[spot.start : spot.end]
    assert "960001" not in words[spot.start : spot.end]


def test_another_number_that_holds_hers_is_not_hers() -> None:
    each = ClosedPerson("Complainant A", telephones=("01632 960124",), references=("ASB/2002/0012",))
    text = "Invoice 10163296012455 of 2002/0012, account 2-1632-9601245, ASB/2002/00123, case INC/2002/0012."
    assert guard.spots(text, [each]) == ()


@pytest.mark.parametrize(("given", "family"), EVERYDAY)
def test_everyday_names_leave_clean_letters_of_the_third_set_alone(given: str, family: str) -> None:
    each = ClosedPerson("Complainant A", (f"{given} {family}",), family)
    stopped = [letter[s.start - 20 : s.end + 20] for letter in CLEAN for s in guard.spots(letter, [each], [STRANGER])]
    assert [each for each in stopped if "Jack Frost" not in each] == []
