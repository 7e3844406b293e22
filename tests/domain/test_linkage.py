"""Who is known twice: on labelled sets, of whose labels the model sees none, and on invented people.

The model learns from the records alone; those who made it have read its mistakes on these sets."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from asbdesk.domain.homes import normal_home
from asbdesk.domain.linkage import against, general, search
from asbdesk.domain.linkage_levels import FIELDS, born_levels, email_levels, home_levels
from asbdesk.domain.linkage_records import LARGEST_BLOCK, Record, blocks, candidate_pairs, record
from asbdesk.domain.linkage_words import agreeing, differing, reasons, score_words
from asbdesk.domain.names import PersonName
from asbdesk.reference_data import load_nicknames
from benchmarks.known_twice import town
from tests.domain.linked_people import fake_1000, febrl, invented, quality, unnumbered
from tests.shared_data import shared

NAMES = [field.name for field in FIELDS]


def _one(given: str, family: str, born: date | None = None, home: str = "", numbers: tuple[str, ...] = ()) -> Record:
    return record([PersonName(given, family)], born, [(home, "TM3 8QX")] if home else [], numbers)


def _levels(one: Record, other: Record) -> dict[str, int]:
    found = against(general(3), one, [other], load_nicknames())
    assert found, "the two were not found alike"
    return dict(zip(NAMES, found[0].levels, strict=True))


def test_the_first_set_of_febrl_is_found_almost_whole() -> None:
    precision, recall, f1 = quality(febrl(shared("linkage/febrl-dataset1.csv")))
    assert f1 >= 0.998, (precision, recall)


def test_it_is_found_without_a_number_of_ones_own_as_well() -> None:
    precision, recall, _ = quality(unnumbered(shared("linkage/febrl-dataset1.csv")))
    assert precision >= 0.998
    assert recall >= 0.995


def test_twins_and_a_son_named_for_his_father_are_told_apart() -> None:
    precision, recall, _ = quality(town("twins and namesakes", 1))
    assert precision >= 0.9
    assert recall >= 0.9


def test_names_that_agree_crosswise_by_chance_are_not_one_person() -> None:
    precision, recall, _ = quality(invented(1, people=2000, doubles=200, families=300))
    assert precision >= 0.95
    assert recall >= 0.95


def test_the_set_of_splink_is_found_with_few_strangers() -> None:
    precision, recall, _ = quality(fake_1000(shared("linkage/fake_1000.csv")))
    assert precision >= 0.95
    assert recall >= 0.70


@pytest.mark.parametrize("seed", [101, 202, 303])
def test_invented_people_with_slips_swaps_and_moves_are_found_and_their_families_are_not(seed: int) -> None:
    precision, recall, _ = quality(invented(seed))
    assert precision >= 0.95
    assert recall >= 0.85


def test_an_office_without_doubles_has_none_found() -> None:
    records, owners = invented(404, people=150, doubles=0, families=40)
    found = search(records, load_nicknames()).found
    assert len(set(owners)) == len(owners)
    assert len(found) <= 1


def test_in_a_small_office_a_surname_says_more_than_one_that_differs_by_a_letter() -> None:
    """Every other one is a Mercer there, and whoever is known twice was misspelt."""
    crowd = [_one(name, "Mercer", date(1970, 1, 1 + n)) for n, name in enumerate(("Ada", "Tom", "Isla", "Noor") * 3)]
    for n, (name, other) in enumerate((("Quillfeather", "Quilfeather"), ("Samplewell", "Samplewel")) * 6):
        crowd += [_one(f"Given{n}", family, date(1980, 2, 1 + n), f"{n} Kiln Row") for family in (name, other)]
    model = search(crowd, load_nicknames()).model
    born = date(1969, 3, 4)
    dean, marcer, mercer = (_one("Dean", family, born) for family in ("Mercer", "Marcer", "Mercer"))
    assert [each.other for each in against(model, dean, [marcer, mercer], load_nicknames())] == [1, 0]


def test_names_in_the_wrong_order_are_seen() -> None:
    levels = _levels(_one("Isla", "Harcor", date(1985, 2, 7)), _one("Harcor", "Isla", date(1985, 2, 7)))
    assert levels["order"] == 1
    assert levels["family"] == 3


def test_a_nickname_agrees_more_than_another_name_and_less_than_the_same() -> None:
    born = date(1971, 6, 24)
    levels = _levels(_one("Robert", "Ashford", born), _one("Bob", "Ashford", born))
    assert levels["given"] == 3


def test_an_alias_is_compared_as_a_name() -> None:
    known = record([PersonName("Dean", "Mercer"), PersonName("Dean Ashley")], date(1984, 3, 4))
    assert _levels(_one("Dean", "Ashley", date(1984, 3, 4)), known)["family"] == 3


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [("19710624", "19710624", 3), ("19710624", "19710524", 2), ("19710206", "19710602", 2),
     ("19710624", "20030624", 1), ("19710624", "19550130", 0)],
)  # fmt: skip
def test_a_slip_in_a_date_of_birth_is_not_another_day(one: str, other: str, level: int) -> None:
    assert born_levels([one], [other], load_nicknames()).tolist() == [level]


def test_another_number_behind_a_name_is_another_mailbox_and_a_letter_wrong_is_a_slip() -> None:
    one = ["jo.testwick12@post.example"] * 3
    other = ["jo.testwick45@post.example", "jo.tetswick12@post.example", "jo.testwick12@mail.example"]
    assert email_levels(one, other, load_nicknames()).tolist() == [1, 2, 2]


def test_father_and_son_at_one_address_are_not_the_same() -> None:
    home, number = "14 Larch Court\nThornmere", ("01632 960711",)
    father = _one("Terence", "Mercer", date(1951, 5, 2), home, number)
    son = _one("Dean", "Mercer", date(1984, 3, 4), home, number)
    assert against(general(500), father, [son], load_nicknames()) == ()


def test_the_same_home_is_the_same_however_it_is_written() -> None:
    one = normal_home("Flat 3, 12 A Kiln Rd.\nThornmere")
    assert one == normal_home("flat 3\n12a kiln road, thornmere")
    assert normal_home("2 St Mark's St") == "2 st marks street"


def test_the_reasons_say_what_agrees_and_what_differs() -> None:
    one = _one("Dean", "Mercer", date(1984, 3, 4), "14 Larch Court", ("01632 960711",))
    other = _one("Dean", "Mercer", date(1984, 3, 4), "9 Kiln Rise", ("01632 960711",))
    found = against(general(500), one, [other], load_nicknames())[0]
    why = reasons(found.levels, found.bits)
    assert "date of birth" in agreeing(why)
    assert differing(why) == "address"
    assert why[0].bits >= why[-1].bits
    assert score_words(found.score) == "Almost certainly the same"


def test_a_key_that_many_share_does_not_let_the_work_grow_with_the_square() -> None:
    hostel = [_one(f"Given{n}x", "", None, "", ("01632 960000",)) for n in range(LARGEST_BLOCK + 1)]
    assert len(candidate_pairs(hostel)) == 0
    assert len(candidate_pairs(hostel[:3])) == 3


def test_pairs_come_in_portions_each_once_however_small_the_portions_are() -> None:
    records, _ = invented(5, people=60, doubles=20, families=20)
    whole = {tuple(pair) for pair in candidate_pairs(records).tolist()}
    assert len(whole) > 40
    parts = [list(map(tuple, part.tolist())) for part in blocks(records).portions(7)]
    assert len(parts) > 5
    assert sorted(pair for part in parts for pair in part) == sorted(whole)
    assert list(blocks([]).portions(7)) == []


def test_one_name_in_one_street_is_looked_at_though_number_and_postcode_were_mistaken() -> None:
    one = record([PersonName("Macy", "Donalwson")], None, [("Laseron Place\nThornmere", "TM3 8QX")])
    other = record([PersonName("Macy", "Donaldson")], None, [("17 Laseron Place\nThornmere", "TM8 3QX")])
    assert candidate_pairs([one, other]).tolist() == [[0, 1]]


def test_an_address_is_nearly_the_same_where_a_blank_was_lost() -> None:
    told = ["29 porteous crescent black rock", "29 porteouscrescent black rock", "92 sunshine bay"]
    assert home_levels([told[0]] * 3, told, load_nicknames()).tolist() == [3, 2, 0]


def test_a_long_search_is_told_of_and_looked_at_all_the_way() -> None:
    told: list[tuple[int, int]] = []
    records, _ = invented(9, people=3000, doubles=30, families=30)
    search(records, load_nicknames(), lambda done, total, words: told.append((done, total)))
    steps = [done / total for done, total in told]
    assert steps == sorted(steps)
    assert max(later - sooner for sooner, later in pairwise([0, *steps, 1])) <= 0.5
    assert sum(step < 0.25 for step in steps) >= 3, "while the keys are made, too"


def test_a_search_can_be_stopped() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int, words: str) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        search(invented(1, people=20, doubles=2, families=2)[0], load_nicknames(), stop)
