"""A third labelled set for the guard, of another make than the first two: pairs of records of one person that two hands
typed, streets and postcodes that real files hold, and the ways in which people type, talk and scan.

It was written down before the guard had been tried on any of it: of 13,914 plants it found 0.7908 then, and stopped 5
of 2,924 clean letters. Three labels were mended afterwards: a short kind of street that nobody types ("Ro."), letters
that stand for the reader as well, and surnames with a capital letter within ("nJohnston").
"""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from asbdesk.documents.guard import ClosedPerson, Home, OpenPerson
from tests.shared_data import shared

EVERYDAY = [
    ("Mark", "Hill"), ("Grant", "Chase"), ("Will", "Green"), ("Rose", "Lane"), ("Hope", "Marsh"), ("Faith", "Wood"),
    ("May", "Young"), ("April", "Church"), ("Bill", "Park"), ("Grace", "Banks"), ("Dawn", "Price"), ("Jack", "Street"),
]  # fmt: skip
FROM_AFAR = [
    ("Małgorzata", "Wiśniewska"), ("Jürgen", "Schröder"), ("Søren", "Ålund"), ("Ayşe", "Yılmaz"),
    ("François", "Lefèvre"), ("Siân", "Pryce-Nuttall"), ("Mohammed", "Okafor-Bello"), ("Łukasz", "Żurawski"),
    ("Zoë", "Abercrombie-Finch"), ("Anne-Marie", "O'Dowd"), ("Björn", "Strauß"), ("Đorđe", "Marković"),
    ("Begoña", "Ibáñez"), ("Caitlín", "Ní Bhriain"),
]  # fmt: skip
SHORT = {
    "William": "Bill", "Margaret": "Peggy", "Cathryn": "Kate", "Mohammed": "Mo", "Małgorzata": "Gosia", "Siân": "Shan",
    "Robert": "Bob", "Elizabeth": "Libby", "Richard": "Dick", "Sarah": "Sally", "Henry": "Harry", "Theodore": "Ted",
    "Muhammad": "Mo", "Aleksandra": "Ola", "Łukasz": "Lukas", "Patrick": "Paddy", "Mary": "Molly", "John": "Jack",
    "Katarzyna": "Kasia", "Edward": "Ned", "Frances": "Fran", "Dorothy": "Dot", "Oluwaseun": "Seun", "Jagdeep": "Jag",
    "Eleanor": "Nell", "Agnieszka": "Aga", "Gurpreet": "Gurps", "Antonio": "Toni", "Francisco": "Paco", "José": "Pepe",
    "Gwenllian": "Gwen", "Catherine": "Kitty", "Hannah": "Nan", "Abdulrahman": "Abdul", "Iosif": "Iosif", "Ewa": "Ewa",
}  # fmt: skip
"""Nicknames as they are said on a British estate: general knowledge."""
_STREET = re.compile("On or near [A-Z][a-z]{3,} (Road|Avenue|Close|Court|Lane|Gardens|Drive|Way|Crescent)")
STRANGER = OpenPerson(("Dean Mercer",), "Mercer", "Mr", homes=(Home(("14 Larch Court",), "TM3 8QX"),))


@dataclass(frozen=True)
class Planted:
    person: ClosedPerson
    form: str
    letter: str
    reader: OpenPerson = STRANGER


def rows(name: str) -> list[dict[str, str]]:
    with shared(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def pairs() -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Two records of the same person whose names differ, one letter astray or the two words turned round."""
    by_number = {row["unique_id"]: row for row in rows("linkage/fake_1000.csv")}
    told = {
        ((one["first_name"], one["surname"]), (two["first_name"], two["surname"]))
        for label in rows("linkage/fake_1000_labels.csv")
        if label["clerical_match_score"] == "1.0"
        for one, two in [(by_number[label["unique_id_l"]], by_number[label["unique_id_r"]])]
    }
    people: dict[str, list[tuple[str, str]]] = {}
    for row in rows("linkage/febrl-dataset1.csv"):
        named = (row["given_name"].strip().title(), row["surname"].strip().title())
        people.setdefault(row["rec_id"].split("-")[1], []).append(named)
    told |= {(two[0], two[1]) for two in people.values() if len(two) == 2}
    return sorted(
        (one, two)
        for one, two in told
        if all(len(word) > 3 and word.isalpha() and word.istitle() for word in one)
        and (two == (one[1], one[0]) or _one_letter(one, two))
    )


def _one_letter(one: tuple[str, str], two: tuple[str, str]) -> bool:
    differ = [(a.casefold(), b.casefold()) for a, b in zip(one, two, strict=True) if a.casefold() != b.casefold()]
    return len(differ) == 1 and len(differ[0][0]) > 4 and differ[0][1] in set(_astray(differ[0][0]))


def _astray(word: str) -> Iterator[str]:
    """The word with one letter left out, doubled, or changed places with the next."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def people() -> list[tuple[ClosedPerson, tuple[str, str] | None]]:
    """Everybody, with the name as another record spells it where there is one."""
    pick = random.Random(77)
    streets = [name for name in sorted({row["street_as_published"] for row in rows("geo/kingston-street-names.csv")})
               if _STREET.fullmatch(name)]  # fmt: skip
    codes = [row["postcode"] for row in rows("postcodes/bath-postcodes-1500.csv")]
    two_hands = pick.sample(pairs(), 24)
    nicknamed = sorted(SHORT.items())
    surnames = {row["surname"] for row in rows("linkage/fake_1000.csv")} | {two[0][1] for two in two_hands}
    families = sorted(name for name in surnames if len(name) > 3 and name.istitle())
    named: list[tuple[tuple[str, str], tuple[str, str] | None]] = [(each, None) for each in (*EVERYDAY, *FROM_AFAR)]
    named += [(one, two) for one, two in two_hands]
    named += [((given, pick.choice(families)), None) for given, _ in nicknamed]
    return [
        (
            _person(
                pick,
                n,
                *name,
                f"{10 + n * 3 % 80} {pick.choice(streets)[11:]}",
                pick.choice(codes),
            ),
            other,
        )
        for n, (name, other) in enumerate(named)
    ]


def _person(pick: random.Random, n: int, given: str, family: str, street: str, code: str) -> ClosedPerson:
    return ClosedPerson(
        called="Complainant A",
        full_names=(f"{given} {family}",),
        surname=family,
        title=pick.choice(("Mr", "Mrs", "Ms", "Miss")),
        telephones=(f"01632 960{n:03d}", f"07700 900{n + 100}"),
        emails=(f"sunny.day{n}@post{n}.example",),
        homes=(Home((f"Flat {n % 8 + 1}, {street}", "Thornmere"), f"{code[:-3].strip()} {code[-3:]}"),),
        born=date(1935 + pick.randrange(65), pick.randrange(12) + 1, pick.randrange(28) + 1),
        references=(f"ASB/2002/{n + 400:04d}",),
    )


def _flat(text: str) -> str:
    """As somebody without the letters types it."""
    for theirs, ours in zip("ŁłØøĐđıßÅå", ("L", "l", "O", "o", "D", "d", "i", "ss", "A", "a"), strict=True):
        text = text.replace(theirs, ours)
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _spelt(text: str) -> str:
    """As passports spell it: Mueller, Soeren."""
    pairs = zip(
        "äöüÄÖÜøØåÅßĐđ", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "oe", "Oe", "aa", "Aa", "ss", "Dj", "dj"), strict=True
    )
    for theirs, ours in pairs:
        text = text.replace(theirs, ours)
    return _flat(text)


def names(of: ClosedPerson, other: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    given, family = of.full_names[0].split(" ", 1)
    plain = _flat(family)
    yield "title, small", f"{of.title} {family}".lower()
    yield "title, small, owner", f"{of.title} {family}’s".lower() + " flat"
    yield "title, capitals", f"{of.title} {family}".upper()
    yield "title with stop, no blank", f"{of.title}.{family}"
    yield "other title", f"Dr {family}"
    yield "title and initial", f"{of.title} {given[0]} {family}"
    yield "title, initials", f"{of.title} {given[0]}.K. {family}"
    yield "title and first name", f"Auntie {given}"
    yield "both small", f"{given} {family}".lower()
    yield "both small, owner", f"{given} {family}'s flat".lower()
    yield "the family", f"the {family}s"
    yield "the family's", f"the {family}s’ flat"
    yield "apostrophe forgotten", f"{given} {family}s flat"
    yield "owner, first name", f"{given}'s mother"
    yield "run together", f"{_flat(given)}{plain}".replace(" ", "")
    yield "run together, small", f"{_flat(given)}{plain}".replace(" ", "").lower()
    yield "run together, turned", f"{plain}{_flat(given)}".replace(" ", "")
    yield "run together with title", f"{of.title}{plain}".replace(" ", "")
    yield "initial run together", f"{_flat(given)[0]}{plain}".replace(" ", "")
    yield "stop between", f"{_flat(given)}.{plain}".lower().replace(" ", "")
    yield "slash between", f"{given}/{family}"
    yield "surname first", f"{family}, {given}"
    yield "surname first, no blank", f"{family},{given}"
    yield "surname first, dash", f"{family} - {given}"
    yield "capitals astray", f"the {family.swapcase()} flat"
    yield "capitals astray, first name", given.swapcase()
    yield "with her sister", f"{given} and her sister"
    yield "son of the family", f"the {family} boy"
    yield "surname first, title", f"{family}, {of.title} {given[0]}"
    yield "surname first, capitals", f"{family.upper()} {given}"
    yield "surname and initial", f"{family}, {given[0]}."
    yield "title in brackets", f"{family} ({of.title})"
    if _flat(given[0] + family[0]) != "DM":  # the reader's own
        yield "initials with stops", f"{given[0]}.{family[0]}."
        yield "initials, stops and blank", f"{given[0]}. {family[0]}."
    if f"{of.title} {family[0]}" != "Mr M":
        yield "title, initial of the surname", f"{of.title} {family[0]}"
        yield "title, initial with stop", f"{of.title}. {family[0]}."
    yield "first name, initial of the surname", f"{given} {family[0]}"
    yield "ours", f"our {given}"
    yield "old", f"old {of.title} {family}"
    yield "junior", f"{given} {family} Jnr"
    yield from _otherwise(of, other)


def _otherwise(of: ClosedPerson, other: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    """As others spell it, by halves, and by nicknames."""
    given, family = of.full_names[0].split(" ", 1)
    plain = _flat(family)
    if len(plain) > 5 and " " not in plain:
        yield "surname, letter left out", f"{given} {plain[:3]}{plain[4:]}"
        yield "surname, letters turned", f"{given} {plain[:2]}{plain[3]}{plain[2]}{plain[4:]}"
        yield "surname, letter doubled", f"{given} {plain[:4]}{plain[3]}{plain[4:]}"
        yield "title, letter left out", f"{of.title} {plain[:3]}{plain[4:]}"
    if other:
        yield "as another hand spelt it", f"{other[0]} {other[1]}"
    if not given.isascii() or not family.isascii():
        yield "without accents", f"{_flat(given)} {plain}"
        yield "without accents, small", f"{of.title} {plain}".lower()
        yield "as a passport spells it", f"{_spelt(given)} {_spelt(family)}"
        yield "as a passport spells it, surname", f"{of.title} {_spelt(family)}"
        yield "first name without accents", _flat(given)
    if "-" in family:
        first, second = family.split("-")
        yield "second half", f"{of.title} {second}"
        yield "first half", f"{given} {first}"
        yield "halves without hyphen", f"{given} {first} {second}"
        yield "halves joined", f"{given} {first}{second.lower()}"
        yield "half small", f"{of.title} {second}".lower()
    if given in SHORT and SHORT[given] != given:
        yield "nickname", SHORT[given]
        yield "nickname with surname", f"{SHORT[given]} {family}"
        yield "nickname's", f"{SHORT[given]}’s bike"
        yield "nickname and surname, small", f"{SHORT[given]} {family}".lower()


SAID = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def telephones(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    line, mobile = (number.replace(" ", "") for number in of.telephones)
    yield "4-3-4", f"{mobile[:4]} {mobile[4:7]} {mobile[7:]}"
    yield "dashes", f"{mobile[:4]}-{mobile[4:8]}-{mobile[8:]}"
    yield "brackets", f"({mobile[:5]}) {mobile[5:]}"
    yield "abroad, joined", f"+44{mobile[1:]}"
    yield "abroad, brackets", f"(+44) {mobile[1:5]} {mobile[5:]}"
    yield "00 44", f"00 44 {mobile[1:5]} {mobile[5:8]} {mobile[8:]}"
    yield "slash", f"{line[:5]} / {line[5:]}"
    yield "extension", f"{line[:5]} {line[5:]} ext. 4"
    yield "tel:", f"tel:{line}"
    yield "last six", f"{line[5:8]} {line[8:]}"
    yield "last six, joined", line[5:]
    yield "broken at the blank", f"{mobile[:5]}\n{mobile[5:]}"
    yield "broken with hyphen", f"{mobile[:5]} {mobile[5:8]}-\n{mobile[8:]}"
    yield "broken in a group", f"{line[:5]} {line[5:7]}\n{line[7:]}"
    yield "broken, indented", f"{mobile[:5]} \n      {mobile[5:]}"
    yield "broken by a tab", f"{mobile[:5]}\t{mobile[5:]}"
    yield "broken, abroad", f"+44\n{mobile[1:5]} {mobile[5:]}"
    yield "letter O", f"O{mobile[1:4]}O {mobile[5:]}"
    yield "commas", f"{mobile[:5]}, {mobile[5:8]}, {mobile[8:]}"
    yield "colon", f"{line[:5]}:{line[5:]}"
    yield "in words", " ".join(SAID[int(each)] for each in mobile)


def emails(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    local, domain = of.emails[0].split("@")
    yield "blanks around at", f"{local} @ {domain}"
    yield "blank behind at", f"{local}@ {domain}"
    yield "[at]", f"{local}[at]{domain}"
    yield "(at) (dot)", f"{local} (at) {domain.replace('.', ' (dot) ')}"
    yield "at and dot in words", f"{local.replace('.', ' dot ')} at {domain.replace('.', ' dot ')}"
    yield "capital at", f"{local} AT {domain}"
    yield "blanks around dots", f"{local.replace('.', ' . ')}@{domain.replace('.', ' . ')}"
    yield "broken at the at", f"{local}\n@{domain}"
    yield "broken in the name", f"{local.replace('.', '.' + chr(10))}@{domain}"
    yield "broken in the domain", f"{local}@{domain.replace('.', '.' + chr(10))}"
    yield "quoted", f"'{local}@{domain}'"
    yield "wide at", f"{local}\uff20{domain}"


SHORT_KIND = {
    "Road": "Rd.", "Avenue": "Ave.", "Close": "Cl.", "Court": "Ct", "Lane": "Ln", "Gardens": "Gdns", "Drive": "Dr.",
    "Crescent": "Cres.",
}  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")


def _in_words(number: int) -> str:
    if number < 20:
        return SAID[number] if number < 10 else TEENS[number - 10]
    return TENS[number // 10] + (f"-{SAID[number % 10]}" if number % 10 else "")


def addresses(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    flat, house = of.homes[0].lines[0].split(", ")
    number, road = house.split(" ", 1)
    said, core, kind = _in_words(int(number)), *road.split(" ")
    yield "flat at", f"{flat.lower()} at {house}"
    yield "flat at number", f"{flat} at number {number}, {road}"
    yield "number in words", f"number {said} {road}"
    yield "number in words, small", f"{said.replace('-', ' ')} {road.lower()}"
    yield "all in words", f"flat {_in_words(int(flat[5:]))}, {said} {road}"
    yield "comma behind number", f"{number}, {road}"
    yield "road first", f"{road} {number}"
    yield "road, brackets", f"{road} (no. {number})"
    yield "number in", f"no {number} in {road}"
    yield "house number on", f"house number {number} on {road}"
    yield "kind left out", f"{number} {core}"
    yield "slash", f"{flat[5:]}/{number} {road}"
    yield "dash", f"{flat[5:]}-{number} {road}"
    yield "hash", f"#{number} {road}"
    yield "run together", f"{number}{core}{kind}"
    yield "broken in the road", f"{number} {core}\n{kind}"
    yield "small", house.lower()
    yield "short kind", f"{number} {core} {SHORT_KIND.get(kind, kind)}"
    yield "owner", f"{house}’s front door"
    yield "letters turned", f"{number} {core[:2]}{core[3]}{core[2]}{core[4:]} {kind}"
    yield "letter left out", f"{number} {core[:3]}{core[4:]} {kind}"
    yield "flat on road", f"the flat on {road}, number {number}"
    yield "letter for flat", f"{house}, {flat}"


def among_neighbours(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    """To a reader in the same road a number says it all."""
    flat, house = of.homes[0].lines[0].split(", ")
    number = house.split(" ")[0]
    yield "at no", f"the woman at no {number}"
    yield "at no.", f"the people at no.{number}"
    yield "at number", f"those at number {number}"
    yield "at", f"him at {number}"
    yield "number's", f"number {number}'s garden"
    yield "in words", f"the lady from number {_in_words(int(number))}"
    yield "flat at", f"{flat.lower()} at {number}"
    yield "next door", f"next door, {number},"
    yield "house", f"house {number}"


def postcodes(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    code = of.homes[0].postcode
    out, inward = code.split(" ")
    yield "no blank", out + inward
    yield "small", code.lower()
    yield "small, no blank", (out + inward).lower()
    yield "hyphen", f"{out}-{inward}"
    yield "two blanks", f"{out}  {inward}"
    yield "blank in the wrong place", f"{out}{inward[0]} {inward[1:]}"
    yield "over a line", f"{out}\n{inward}"
    yield "stop", f"{out}.{inward}"
    yield "letter O for nought", (out + " " + inward).replace("0", "O")
    yield "letter l for one", (out + " " + inward).replace("1", "l")
    yield "spaced", " ".join(out + inward)


ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def born(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    day = of.born
    assert day is not None
    th = {1: "st", 2: "nd", 3: "rd"}.get(day.day if day.day < 20 else day.day % 10, "th")
    nth = _ordinal(day.day)
    month, year = f"{day:%B}", f"{day.year % 100:02d}"
    yield "third of May 1971", f"{nth} of {month} {day.year}"
    yield "the third of May, seventy-one in figures", f"the {nth} of {month}, {year}"
    yield "third May 1971", f"{nth} {month} {day.year}"
    yield "all in words", f"the {nth} of {month}, nineteen {_in_words(day.year % 100)}"
    yield "May the third", f"{month} the {nth} {day.year}"
    yield "May 3rd", f"{month} {day.day}{th} {day.year}"
    yield "3rd May '71", f"{day.day}{th} {month} ’{year}"
    yield "3 May 71", f"{day.day} {month} {year}"
    yield "3-5-71", f"{day.day}-{day.month}-{year}"
    yield "3.5.1971", f"{day.day}.{day.month}.{day.year}"
    yield "3 / 5 / 1971", f"{day.day} / {day.month} / {day.year}"
    yield "03051971", f"{day:%d%m%Y}"
    yield "19710503", f"{day:%Y%m%d}"
    yield "1971-5-3", f"{day.year}-{day.month}-{day.day}"
    yield "Sunday 3 May", f"{day:%A} {day.day} {month} {day.year}"
    yield "3May1971", f"{day.day}{month}{day.year}"
    yield "long dashes", f"{day:%d–%m–%Y}"
    yield "bars", f"{day:%d|%m|%Y}"
    yield "3.v.1971", f"{day.day}.{ROMAN[day.month]}.{day.year}"
    yield "middle dots", f"{day.day}·{day.month}·{day.year}"
    yield "3 May in 1971", f"{day.day} {month} in {day.year}"
    yield "day, month, year", f"{day.day} {month[:3]}., {day.year}"
    yield "small", f"{day.day}{th} of {month.lower()} {day.year}"
    yield "over a line", f"{day.day}/{day.month}/\n{day.year}"


def _ordinal(day: int) -> str:
    first = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
        "nineteenth", "twentieth")  # fmt: skip
    return first[day] if day < 21 else "thirtieth" if day == 30 else f"{TENS[day // 10]}-{first[day % 10]}"


def references(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    kind, year, number = of.references[0].split("/")
    for name, sign in (("hyphens", "-"), ("blanks", " "), ("nothing", ""), ("stops", "."), ("underscores", "_"),
                       ("backslashes", "\\"), ("colons", ":"), ("slashes with blanks", " / "), ("long dashes", "—"),
                       ("bars", "|"), ("commas", ", ")):  # fmt: skip
        yield name, sign.join((kind, year, number))
    yield "short number", f"{kind}/{year}/{int(number)}"
    yield "case number", f"case no. {year}/{number}"
    yield "short year", f"{kind}/{year[2:]}/{number}"
    yield "small, blank in front", f"{kind.lower()} {year}/{number}"
    yield "over a line", f"{kind}/{year}/\n{number}"
    yield "letter O", f"{kind}/2OO2/{number.replace('0', 'O')}"


MISREAD = (
    ("rn for m", "m", "rn"), ("1 for l", "l", "1"), ("0 for o", "o", "0"), ("l for i", "i", "l"), ("5 for s", "s", "5"),
    ("vv for w", "w", "vv"), ("ii for n", "n", "ii"), ("c for e", "e", "c"),
)  # fmt: skip


def scanned(of: ClosedPerson) -> Iterator[tuple[str, str]]:
    """As a scanner misreads it."""
    given, family = (_flat(part) for part in of.full_names[0].split(" ", 1))
    for name, true, read in MISREAD:
        if true in family[1:] and len(family) > 4:
            yield name, f"{given} {family[0]}{family[1:].replace(true, read, 1)}"
    yield "stop for blank", f"{given}.{family}"
    yield "bar at the edge", f"|{given} {family}|"
    yield "no blank", f"{given}{family}"
    yield "blank within", f"{given} {family[:3]} {family[3:]}"


FRAMES = (
    "Spoke to {} on Tuesday about the noise.",
    "It was {}, not the caretaker, who told us this.",
    "You shouted at {} in front of two officers.",
    "He said: I saw {} at the window and I waved.",
    "- {} (by telephone, twice)",
    "We have a note that says {} and nothing else.",
)
SMALL = (
    "spoke to {} about the noise again on tuesday, nothing has changed since the last visit.",
    "rang {} at ten, no answer, will try again in the week.",
    "says it was {} who told the housing officer, not the caretaker.",
    "neighbour heard shouting, came out and saw {} by the bins.",
)
GROUPS = (telephones, emails, addresses, postcodes, born, references, scanned)


def planted() -> Iterator[Planted]:
    at = 0
    for each, other in people():
        given = [("names", form) for form in names(each, other)]
        given += [(group.__name__, form) for group in GROUPS for form in group(each)]
        for group, (form, words) in given:
            at += 1
            frames = SMALL if "small" in form else FRAMES
            yield Planted(each, f"{group}: {form}", frames[at % len(frames)].format(words))
        road = each.homes[0].lines[0].split(" ", 3)[3]
        reader = OpenPerson(("Dean Mercer",), "Mercer", "Mr", homes=(Home((f"9 {road}",), "TM3 8QX"),))
        for form, words in among_neighbours(each):
            at += 1
            yield Planted(each, f"neighbours: {form}", FRAMES[at % len(FRAMES)].format(words), reader)
