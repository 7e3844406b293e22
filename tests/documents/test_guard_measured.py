"""The guard on a labelled set: letters with a name planted in every form, and clean letters full of everyday words.

The names come from ``../shared/data/linkage``; half of the people are held out, and the bounds hold for each half.
Where the folder is absent the invented names below serve.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from asbdesk.documents import guard
from asbdesk.documents.guard import ClosedPerson, Home, OpenPerson
from asbdesk.documents.library import templates
from asbdesk.reference_data import load_nicknames

_LINKAGE = Path(__file__).resolve().parents[3] / "shared" / "data" / "linkage"
_INVENTED = [
    ("Amina", "Testwick"), ("Mark", "Green"), ("Rose", "May"), ("Will", "Young"), ("Zoë", "O'Sample"),
    ("Grace", "Hill"), ("Hope", "Pretend-Blythe"), ("Robert", "Mockford"), ("Anne-Marie", "De Fable"), ("June", "Wood"),
]  # fmt: skip
RECALL, FALSE_STOPS = 0.995, 1 / 20
PEOPLE = 120

BODIES = [
    "We have looked into reports of noise from your home. On 3 November 2003 at about 11.30 pm loud music "
    "went on after a request to turn it down. {} Please tell us by 28 November 2003 what you have to say "
    "about it.",
    "I am writing about what happened outside the shops in Market Square on 12 May. {} You may bring somebody"
    " with you when we meet. Will you please ring us if you cannot come?",
    "Thank you for coming to see us in March. We hope that you will keep to what was agreed. {} May we remind"
    " you that the rent office is in Green Lane, beside the Rose and Crown.",
]
CLEAN = [
    "Will you mark the date in your diary? Young people may rise early, and hope is a good thing. The green "
    "bins in Hill Street are emptied in May. Grace Road School closes on Friday.",
    "Mark your reply for the attention of the Community Safety Unit. May we suggest the Hope Centre in Rose "
    "Court? Prices rose in April; the park will be closed till June. Wood and stone must not be left in the "
    "lane.",
    "WHAT YOU WILL DO\nYou will keep the music low. You may not park on the green. Hill Park and Young Street "
    "are open to all. Please page the warden, cook with care and do not walk your dog off its lead in the "
    "wood.",
    "Summer is near: we will be grateful for a long, quiet day. The bishop opened St Mark's Church in King "
    "Street. A fair price is asked for a fox or a bird cage at the market; a baker and a butcher have stalls "
    "there every Saturday.",
    "Good neighbours keep their front gardens neat. Bill payments are due on 1 August. Jack Straw House was "
    "sold; the police say that the reed beds by the brook, the dale and the glen are safe. Art and craft "
    "lessons begin in October.",
]


@dataclass(frozen=True)
class Planted:
    person: ClosedPerson
    form: str
    words: str


def people() -> list[ClosedPerson]:
    rows: list[tuple[str, str, date | None]] = []
    if _LINKAGE.exists():
        with (_LINKAGE / "fake_1000.csv").open(encoding="utf-8", newline="") as file:
            rows += [(r["first_name"], r["surname"], date.fromisoformat(r["dob"])) for r in csv.DictReader(file)]
        with (_LINKAGE / "febrl-dataset1.csv").open(encoding="utf-8", newline="") as file:
            rows += [
                (r["given_name"].strip().title(), r["surname"].strip().title(), None)
                for r in csv.DictReader(file, skipinitialspace=True)
            ]
    else:
        rows += [(given, family, date(1971, 3, 4)) for given, family in _INVENTED]
    known = {(given, family): born for given, family, born in rows if len(given) > 2 and len(family) > 2}
    chosen = random.Random(2003).sample(sorted(known), min(PEOPLE, len(known)))
    return [person(number, given, family, known[given, family]) for number, (given, family) in enumerate(chosen)]


def person(number: int, given: str, family: str, born: date | None) -> ClosedPerson:
    return ClosedPerson(
        called="Complainant A",
        full_names=(f"{given} {family}",),
        surname=family,
        title="Mrs",
        telephones=(f"01632 960{number:03d}", f"07700 900{number:03d}"),
        emails=(f"{given[:1]}.{family}{number}@post.example".replace(" ", "").replace("'", "").lower(),),
        homes=(Home((f"Flat {number % 9 + 1}, {number + 101} Larkspur Road", "Thornmere"), f"TM4 {number % 9 + 1}AB"),),
        born=born or date(1950 + number % 50, number % 12 + 1, number % 28 + 1),
        references=(f"ASB/2002/{number + 1:04d}",),
    )


def forms(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    given, family = of.full_names[0].split(" ", 1)
    nicknames = load_nicknames()
    groups = nicknames.of(given.casefold())
    short = sorted(n for n, labels in nicknames.groups.items() if labels & groups and len(n) > 3 and n != given.lower())
    number = of.telephones[1]
    house = of.homes[0].lines[0].split(", ")[1]
    born = of.born or date(1971, 3, 4)
    names = {
        "whole": f"{given} {family}", "turned": f"{family}, {given}", "capitals": f"{given} {family}".upper(),
        "title": f"Mrs {family}", "initial": f"{given[0]}. {family}", "initial, no stop": f"{given[0]} {family}",
        "first name": given, "surname": f"the {family} family", "over a line": f"{given}\n{family}",
        "accents": f"{given}\u0301 {family}", "owner": f"{given}'s sister",
        "broken": f"{given} {family[:2]}-\n{family[2:]}",
    }  # fmt: skip
    if short:
        names["nickname"] = random.Random(given).choice(short).title()
    yield from names.items()
    yield "telephone", number.replace(" ", "-")
    yield "telephone abroad", f"+44 (0){number[1:5]} {number[5:]}"
    yield "landline", of.telephones[0].replace(" ", "")
    yield "e-mail", of.emails[0].upper()
    yield "address", house.replace("Road", "Rd")
    yield "address small", house.lower()
    yield "postcode", of.homes[0].postcode.replace(" ", "")
    yield "born", f"{born.day}.{born.month}.{born:%y}"
    yield "born in words", f"{born.day} {born:%B} {born.year}"
    yield "reference", of.references[0].replace("/", "-")


def planted(half: int) -> Iterator[Planted]:
    sentences = ("We spoke to {} about this last week.", "A neighbour told us that {} had seen it.", "{} told us so.")
    for place, each in enumerate(people()):
        if place % 2 == half:
            for number, (form, words) in enumerate(forms(each)):
                body = BODIES[(place + number) % len(BODIES)]
                yield Planted(each, form, body.format(sentences[(place + number) % len(sentences)].format(words)))


READER = OpenPerson(("Dean Mercer",), "Mercer", homes=(Home(("14 Larch Court",), "TM3 8QX"),))


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held out"])
def test_who_is_planted_is_found(half: int) -> None:
    every = list(planted(half))
    missed = [each for each in every if not guard.spots(each.words, [each.person], [READER])]
    recall = 1 - len(missed) / len(every)
    assert recall >= RECALL, [(each.form, each.person.full_names[0], each.words[-260:]) for each in missed]


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held out"])
def test_a_clean_letter_is_hardly_ever_stopped(half: int) -> None:
    """Each person against every clean letter and the words of the shipped templates."""
    letters = [*CLEAN, *(body.format("") for body in BODIES), *(made.body for made in list(templates().values())[:12])]
    tried = [(each, letter) for each in people()[half::2] for letter in letters]
    stopped = [
        (each.full_names[0], letter[spot.start - 20 : spot.end + 20])
        for each, letter in tried
        for spot in guard.spots(letter, [each], [READER])[:1]
    ]
    assert len(stopped) / len(tried) <= FALSE_STOPS, stopped


@pytest.mark.parametrize(("given", "family"), _INVENTED)
def test_names_that_are_everyday_words_do_not_stop_clean_letters(given: str, family: str) -> None:
    each = person(1, given, family, None)
    stopped = [letter[s.start - 20 : s.end + 20] for letter in CLEAN for s in guard.spots(letter, [each], [READER])]
    assert stopped == []


def test_somebody_open_with_the_same_surname_stops_nothing_by_it() -> None:
    for each in people()[:20]:
        family = each.surname
        other = replace(READER, full_names=(f"Xanthippe {family}",), surname=family)
        assert guard.spots(f"Dear Ms {family}, Xanthippe {family} and X. {family} came.", [each], [other]) == ()
        assert guard.spots(f"Dear Ms {family}, {each.full_names[0]} came.", [each], [other])
