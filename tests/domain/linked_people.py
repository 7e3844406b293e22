"""Invented people who are recorded more than once, with slips, swaps and moves; and the labelled sets beside us."""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from asbdesk.domain.linkage import PROBABLE, search
from asbdesk.domain.linkage_records import Record, record
from asbdesk.domain.names import PersonName
from asbdesk.reference_data import load_nicknames

Labelled = tuple[list[Record], list[str]]
_SYLLABLES = ("ka", "mo", "ti", "ren", "dal", "bor", "sha", "wil", "ton", "ford", "ley", "mer", "den", "har", "ash")


def quality(labelled: Labelled) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that are found, before links are closed."""
    records, owners = labelled
    found = search(records, load_nicknames()).found
    right = sum(owners[pair.one] == owners[pair.other] for pair in found if pair.score >= PROBABLE)
    true = sum(many * (many - 1) // 2 for many in Counter(owners).values())
    precision, recall = right / max(len(found), 1), right / true
    return precision, recall, 2 * precision * recall / (precision + recall)


def febrl(path: Path) -> Labelled:
    """The first set of FEBRL. Its security numbers are a person's own, as a mobile telephone is."""
    with path.open(encoding="utf-8") as file:
        rows = [{k.strip(): v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    streets = ("street_number", "address_1", "address_2", "suburb")
    records = [
        replace(
            record(
                [PersonName(row["given_name"], row["surname"])],
                _day(row["date_of_birth"]),
                [(" ".join(row[name] for name in streets), row["postcode"])],
            ),
            own=(row["soc_sec_id"],),
        )
        for row in rows
    ]
    return records, [row["rec_id"].split("-")[1] for row in rows]


def unnumbered(path: Path) -> Labelled:
    """The same without the security numbers: names, days of birth and addresses alone."""
    records, owners = febrl(path)
    return [replace(each, own=()) for each in records], owners


def fake_1000(path: Path) -> Labelled:
    """The set of splink: names, a date of birth, a town, an e-mail."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    records = [
        record(
            [PersonName(row["first_name"], row["surname"])], _day(row["dob"]), [(row["city"], "")], [], [row["email"]]
        )
        for row in rows
    ]
    return records, [row["cluster"] for row in rows]


def invented(seed: int, people: int = 400, doubles: int = 100, families: int = 60) -> Labelled:
    """People of an invented town. Some are recorded twice, with what goes wrong at a desk; some live together."""
    dice = random.Random(seed)
    families_names = [_word(dice, dice.choice((2, 3))) for _ in range(people // 2)]
    given_names = [_word(dice, 2) for _ in range(120)]
    streets = [f"{_word(dice, 2)} Road" for _ in range(60)]
    made = [(_person(dice, given_names, families_names, streets), str(number)) for number in range(people)]
    for number in range(families):  # somebody of the same name, home and telephone, who is not the same
        one = made[number][0]
        other = _person(dice, given_names, families_names, streets)
        made.append((replace_person(one, given=other[0], born=other[2], own=""), f"family-{number}"))
    for number in dice.sample(range(people), doubles):
        made.append((_twice(dice, made[number][0], streets), str(number)))
    dice.shuffle(made)
    return [_record(person) for person, _ in made], [owner for _, owner in made]


Person = tuple[str, str, date | None, str, str, str, str]


def replace_person(person: Person, *, given: str, born: date | None, own: str) -> Person:
    """The same with another given name, date of birth and mobile telephone."""
    return (given, person[1], born, *person[3:6], own)


def _person(dice: random.Random, given: list[str], family: list[str], streets: list[str]) -> Person:
    common = int(dice.paretovariate(1)) - 1
    return (
        dice.choice(given),
        family[common % len(family)],
        date(1925, 1, 1) + timedelta(days=dice.randrange(27000)) if dice.random() < 0.85 else None,
        f"{dice.randrange(1, 120)} {dice.choice(streets)}\nThornmere",
        f"TM{dice.randrange(1, 9)} {dice.randrange(10)}{dice.choice('ABDEFGH')}{dice.choice('JLNPQRS')}",
        f"01632 9{dice.randrange(100000):05}" if dice.random() < 0.5 else "",
        f"07700 9{dice.randrange(100000):05}" if dice.random() < 0.5 else "",
    )


def _twice(dice: random.Random, person: Person, streets: list[str]) -> Person:
    """Recorded by somebody else, years later."""
    given, family, born, home, postcode, number, own = person
    happens = dice.random
    given = _slip(dice, given) if happens() < 0.25 else given
    family = _slip(dice, family) if happens() < 0.2 else family
    if happens() < 0.08:
        given, family = family, given
    if born and happens() < 0.15:
        born = born.replace(day=dice.randrange(1, 28)) if happens() < 0.5 else born + timedelta(days=365)
    if happens() < 0.1:
        born = None
    if happens() < 0.3:
        home, postcode = f"{dice.randrange(1, 120)} {dice.choice(streets)}\nThornmere", "TM9 9ZZ"
    elif happens() < 0.5:
        home = home.replace("Road", "Rd").replace("\n", ", ")
    return given, family, born, home, postcode, "" if happens() < 0.3 else number, "" if happens() < 0.3 else own


def _record(person: Person) -> Record:
    given, family, born, home, postcode, number, own = person
    return record([PersonName(given, family)], born, [(home, postcode)], [each for each in (number, own) if each])


def _slip(dice: random.Random, word: str) -> str:
    at = dice.randrange(len(word) - 1)
    kind = dice.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == 1 else word[:at] + dice.choice("aeiorst") + word[at:]


def _word(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(syllables)).title()


def _day(text: str) -> date | None:
    """None for what is no day: the sets have some."""
    figures = text.replace("-", "")
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return None
