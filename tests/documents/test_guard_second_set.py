"""The guard on a second labelled set, built otherwise than the first: whole letters, people put together from other
columns of ``../shared/data/linkage``, and the ways in which hands, scanners and other programs spell. No rule of the
matcher was made from these sentences.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from asbdesk.documents import guard
from asbdesk.documents.guard import ClosedPerson, Home, OpenPerson
from tests.shared_data import shared

RECALL, FALSE_STOPS = 0.995, 1 / 20
PEOPLE = 60
EVERYDAY = [
    ("Will", "Page"), ("May", "Church"), ("Rose", "Street"), ("Grace", "Young"), ("Hope", "Bill"), ("Penny", "Summer"),
    ("Bill", "Marsh"), ("Mark", "Park"), ("Summer", "Hope"), ("April", "Day"), ("Faith", "Banks"), ("Joy", "Winter"),
]  # fmt: skip
OPENED = OpenPerson(("Dean Mercer",), "Mercer", homes=(Home(("14 Larch Court",), "TM3 8QX"),))

FRAMES = [
    "At the meeting {} was mentioned more than once.",
    "You said to our officer: “I know that it was {} who rang the council.”",
    "- what {} saw from the landing on the Tuesday;",
    "Our records (see {}) show three visits.",
    "The noise was heard by {}, by two others and by the caretaker.",
    "You must keep away from {} and the stairwell.",
    "Copies: {}; the housing officer; the file.",
]
LETTERS = [
    "Dear Mr Mercer\n\nYour tenancy: what we expect\n\n{}\n\nWe shall call on you on Thursday at 2 pm. If that day "
    "does not suit you, tell us.\n\nYours sincerely",
    "Thank you for your time on the telephone.\n{}\nThe estate is home to many families, and all of them have a right "
    "to sleep.",
    "Notes\n1. The front door was damaged.\n2. {}\n3. The police were called at 23.40.",
]
CLEAN = [
    "Dear Mr Mercer\n\nThank you for your letter. I will be in the office on Monday, and I hope that we may speak "
    "then. Page 2 of the form must be signed. In May and June the park rangers mark out the summer playground beside "
    "the church; April showers permitting. Every penny of the deposit will be returned.",
    "The street wardens go down Church Street and Park Road each winter evening. Young people under 16 may use the "
    "Hope Hall free of charge; a bill for £12.40 will follow for everybody else. By the grace of a kind donor there "
    "is tea.",
    "Court costs may be added to your rent account. Will you please say by 1 May whether you accept? Banks are closed "
    "on Good Friday. Marsh Lane is flooded; take the bus to Day Street. Have faith: repairs begin in the summer.",
    "SUMMER PLAY SCHEME\nOpen every day in July and August at Rose Street School. Young Leaders will mark the pitch. "
    "May half-term: Church Hall. Bring a packed lunch. What a joy it was last winter!",
    "1. Bill for the broken window: £85, due 30 April.\n2. Page 4 lists the conditions.\n3. Hope and good will are not "
    "enough; the Council will go to court on 12 May 2004 if the noise goes on. 4. The green at Summer Hill is for all.",
    "Please read this with the enclosed leaflet “Good Neighbours”. A price of 50p is asked. The rose beds in the "
    "square are not a short cut. May I remind you that Mr Mercer senior holds the tenancy? Mark it paid, and page the "
    "night warden on 01632 960000.",
]


@dataclass(frozen=True)
class Planted:
    person: ClosedPerson
    form: str
    letter: str


def _rows(name: str) -> list[dict[str, str]]:
    with (shared("linkage") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def people() -> list[tuple[ClosedPerson, str]]:
    """People, each with a nickname ("" where none is known): first names that people of the other two files bear."""
    pick = random.Random(5)
    borne = {row["first_name"] for row in _rows("fake_1000.csv")}
    homes = [row for row in _rows("febrl-dataset1.csv") if row["street_number"].strip() and row["address_1"].strip()]
    borne |= {row["given_name"].strip().title() for row in homes}
    short: dict[str, list[str]] = {}
    for row in _rows("nicknames.csv"):
        if row["relationship"] == "has_nickname" and len(row["name2"]) > 3:
            short.setdefault(row["name1"].title(), []).append(row["name2"].title())
    families = sorted({row["surname"].strip().title() for row in homes if len(row["surname"].strip()) > 3})
    givens = sorted(name for name in short if len(name) > 3 and name in borne)
    named = [(pick.choice(givens), pick.choice(families)) for _ in range(PEOPLE - len(EVERYDAY))]
    return [
        (_person(pick, number, *name, homes[pick.randrange(len(homes))]), pick.choice(short.get(name[0], [""])))
        for number, name in enumerate([*EVERYDAY, *named])
    ]


def _person(pick: random.Random, number: int, given: str, family: str, home: dict[str, str]) -> ClosedPerson:
    street = f"{home['street_number'].strip()} {home['address_1'].strip().title()}"
    suburb, code = home["suburb"].strip().title(), f"LS{number % 9 + 1} 4Q{'ABDEFGHJLN'[number % 10]}"
    email = f"{given}.{family}@mail{number}.example".lower().replace(" ", "").replace("'", "")
    return ClosedPerson(
        called="Witness B",
        full_names=(f"{given} {family}",),
        surname=family,
        title=pick.choice(("Mr", "Mrs", "Ms", "Miss")),
        telephones=(f"020 7946 {number:04d}", f"+44 7700 900{number + 500}"),
        emails=(email,),
        homes=(Home((f"Flat {number % 7 + 1}", street, suburb), code),),
        born=date(1930 + pick.randrange(70), pick.randrange(12) + 1, pick.randrange(28) + 1),
        references=(f"ASB/2001/{number + 300:04d}",),
    )


LOOKALIKE = str.maketrans("aeopcxyAEOPCTHKMB", "аеорсхуАЕОРСТНКМВ")
SHORT = {
    "Street": "St.", "Place": "Pl", "Crescent": "Cres.", "Court": "Ct", "Close": "Cl", "Road": "Rd.", "Avenue": "Ave",
    "Circuit": "Cct", "Drive": "Dr",
}  # fmt: skip
WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})


def names(of: ClosedPerson, short: str) -> Iterator[tuple[str, str]]:
    given, family = of.full_names[0].split(" ", 1)
    yield "with title", f"{of.title}. {given} {family}"
    yield "family in capitals", f"{given} {family.upper()}"
    yield "turned, no comma", f"{family} {given}"
    yield "turned, capitals", f"{family.upper()}, {given.upper()}"
    yield "small", f"{given} {family}".lower()
    yield "possessive", f"{given} {family}’s flat"
    yield "possessive, first name", f"{given}’s flat"
    yield "no-break space", f"{given}\u00a0{family}"
    yield "thin space", f"{given}\u2009{family}"
    yield "zero width", f"{given[:2]}\u200b{given[2:]} {family[:3]}\u200d{family[3:]}"
    yield "soft hyphen", f"{given} {family[:3]}\u00ad{family[3:]}"
    yield "ligature", f"{given} {family}".replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ")
    yield "wide letters", f"{given} {family}".translate(WIDE)
    yield "look-alike letters", f"{given} {family}".translate(LOOKALIKE)
    yield "combining accent", f"{given[0]}\u0301{given[1:]} {family}"
    yield "letter-spaced", f"{' '.join(given)}  {' '.join(family)}"
    yield "letter-spaced capitals", " ".join(f"{given}{family}".upper())
    yield "two lines", f"{given}\r\n{family}"
    yield "broken by the reader", f"{given} {family[:3]}\x02\r\n{family[3:]}"
    yield "hyphen at the line's end", f"{given[:2]}-\n{given[2:]} {family}"
    yield "initial behind", f"{family} {given[0]}."
    yield "initials, no blank", f"{given[0]}.{family}"
    yield "joined", f"{given}{family}"
    yield "underscore", f"{given}_{family}".lower()
    yield "one letter of the first name wrong", f"{given[:1]}{given[2:3]}{given[1:2]}{given[3:]} {family}"
    yield "a middle name", f"{given} Xanthe {family}"
    yield "quoted", f"“{given}”"
    yield "in brackets", f"[{given}]"
    yield "brackets behind", f"{family} ({given})"
    yield "initial of the surname", f"{given} {family[0]}."
    yield "a couple", f"Mr and Mrs {family}"
    if short:
        yield "nickname with surname", f"{short} {family}"
        yield "nickname", f"{short}"


def figures(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    line, mobile = of.telephones
    plain, local = line.replace(" ", ""), mobile.replace("+44 ", "0").replace(" ", "")
    yield "brackets", f"({plain[:3]}) {plain[3:7]}-{plain[7:]}"
    yield "abroad", f"+44 {plain[1:3]} {plain[3:]}"
    yield "abroad, 00", f"0044{plain[1:]}"
    yield "dots", f"{local[:5]}.{local[5:8]}.{local[8:]}"
    yield "pairs", f"{local[:3]} {local[3:5]} {local[5:7]} {local[7:9]} {local[9:]}"
    yield "nought in brackets", f"+44(0){local[1:]}"
    yield "over two lines", f"{local[:5]}\n{local[5:]}"
    yield "no-break spaces", f"{local[:5]}\u00a0{local[5:8]}\u00a0{local[8:]}"
    yield "figures apart", " ".join(local)
    yield "long dash", f"{local[:5]} – {local[5:]}"
    yield "wide figures", local.translate(WIDE)
    yield "zero width in a number", f"{local[:5]}\u200b{local[5:]}"
    yield "slash", f"{plain[:3]}/{plain[3:]}"
    yield "local", f"{plain[3:7]} {plain[7:]}"


def homes(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    flat, street, suburb = of.homes[0].lines
    number, _, road = street.partition(" ")
    code = of.homes[0].postcode
    kind = road.split()[-1]
    short = f"{road.removesuffix(kind)}{SHORT.get(kind, kind)}"
    yield "whole", f"{flat}, {street}, {suburb}"
    yield "over lines", f"{flat}\n{street}\n{suburb}"
    yield "number apart", f"{number},\n{road}"
    yield "short kind", f"{number} {short}"
    yield "capitals", street.upper()
    yield "small address", f"{flat.lower()} {street.lower()}"
    yield "behind", f"{road}, number {number}"
    yield "no.", f"No.{number} {road}"
    yield "zero width in a street", f"{number} {road[:2]}\u200b{road[2:]}"
    yield "no-break in an address", street.replace(" ", "\u00a0")
    yield "flat with slash", f"{flat.split()[1]}/{number} {road}"
    yield "postcode", code
    yield "postcode, small, no blank", code.replace(" ", "").lower()
    yield "postcode over lines", code.replace(" ", "\n")
    yield "postcode, no-break space", code.replace(" ", "\u00a0")
    yield "postcode, wide", code.replace(" ", "").translate(WIDE)


def born(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    day = of.born
    assert day is not None
    end = {1: "st", 2: "nd", 3: "rd"}.get(day.day if day.day < 20 else day.day % 10, "th")
    yield "3/11/1970", f"{day.day}/{day.month}/{day.year}"
    yield "03/11/70", f"{day:%d/%m/%y}"
    yield "3rd November 1970", f"{day.day}{end} {day:%B} {day.year}"
    yield "the 3rd of November, 1970", f"the {day.day}{end} of {day:%B}, {day.year}"
    yield "1970-11-03", day.isoformat()
    yield "3 Nov 70", f"{day.day} {day:%b} {day:%y}"
    yield "3-Nov-1970", f"{day.day}-{day:%b}-{day.year}"
    yield "3NOV1970", f"{day.day:02d}{day:%b}{day.year}".upper()
    yield "November 3, 1970", f"{day:%B} {day.day}, {day.year}"
    yield "Nov. 3 1970", f"{day:%b}. {day.day} {day.year}"
    yield "dob", f"DOB: {day:%d.%m.%Y}"
    yield "no-break", f"{day.day}\u00a0{day:%B}\u00a0{day.year}"
    yield "blanks", f"{day:%d %m %Y}"
    yield "over a line", f"{day.day} {day:%B}\n{day.year}"
    yield "1970/11/03", f"{day:%Y/%m/%d}"


def rest(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    local, domain = of.emails[0].split("@")
    yield "e-mail", of.emails[0].upper()
    yield "e-mail (at)", f"{local} (at) {domain}"
    yield "e-mail at dot", f"{local} at {domain.replace('.', ' dot ')}"
    yield "e-mail broken", f"{local}@\n{domain}"
    yield "mailto", f"mailto:{of.emails[0]}"
    yield "e-mail <>", f"<{of.emails[0]}>"
    number = of.references[0]
    yield "reference small", number.lower()
    yield "reference short", f"ASB {number[4:8]}/{int(number[9:])}"
    yield "reference dashes", number.replace("/", "–")


def planted() -> Iterator[Planted]:
    at = 0
    for each, short in people():
        for form, words in (*names(each, short), *figures(each), *homes(each), *born(each), *rest(each)):
            at += 1
            frame, letter = FRAMES[at % len(FRAMES)], LETTERS[at % len(LETTERS)]
            yield Planted(each, form, letter.format(frame.format(words)))


def test_who_is_planted_in_the_second_set_is_found() -> None:
    every = list(planted())
    missed = [each for each in every if not guard.spots(each.letter, [each.person], [OPENED])]
    told = Counter(each.form for each in missed)
    recall = 1 - len(missed) / len(every)
    some = [(each.form, each.person.full_names[0], each.letter[-200:]) for each in missed[:12]]
    assert recall >= RECALL, (round(recall, 4), len(every), told.most_common(), some)


def test_a_clean_letter_of_the_second_set_is_hardly_ever_stopped() -> None:
    everyone = people()
    letters = [*CLEAN, *(letter.format(frame.format("nobody")) for letter in LETTERS for frame in FRAMES)]
    tried = [(each, letter) for each, _ in everyone for letter in letters]
    stopped = [
        (each.full_names[0], letter[max(0, spot.start - 25) : spot.end + 25])
        for each, letter in tried
        for spot in guard.spots(letter, [each], [OPENED])[:1]
    ]
    assert len(stopped) / len(tried) <= FALSE_STOPS, (len(stopped), len(tried), stopped[:12])


@pytest.mark.parametrize(("given", "family"), EVERYDAY)
def test_everyday_names_leave_the_clean_letters_of_the_second_set_alone(given: str, family: str) -> None:
    each = ClosedPerson("Witness B", (f"{given} {family}",), family)
    stopped = [letter[s.start - 20 : s.end + 20] for letter in CLEAN for s in guard.spots(letter, [each], [OPENED])]
    assert stopped == []
