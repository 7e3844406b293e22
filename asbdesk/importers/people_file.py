"""Rows of people (tenants, perpetrators) and where they live, as a person's form holds them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from asbdesk.domain import phones
from asbdesk.domain.casework import ContactKind, Labelled, Tenure, WhenKind
from asbdesk.domain.categories import plain
from asbdesk.domain.imports import Holds
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, PersonValues
from asbdesk.domain.postcodes import tidy
from asbdesk.importers import cells, contents
from asbdesk.importers.contents import birth_years
from asbdesk.importers.date_forms import short_year
from asbdesk.importers.dates import DateFormat, DateReading, judge_dates, parse
from asbdesk.importers.mapping import Mapping, Target
from asbdesk.importers.read import column_values, rows
from asbdesk.importers.reading import Reading, Row
from asbdesk.importers.results import Draft, LeftOut, PersonDraft, Refused

TWICE = "twice in the file, and taken once"
_EVERY = 500
_MOST = 50_000


class PersonTarget(Labelled):
    """A field of a person that a column can fill."""

    NAME = "name", "Whole name"
    TITLE = "title", "Title"
    GIVEN = "given_names", "Given names"
    FAMILY = "family_name", "Family name"
    ALIAS = "alias", "Also known as"
    BORN = "born", "Date of birth"
    AGE = "age", "Age"
    ADDRESS = "address", "Address"
    POSTCODE = "postcode", "Postcode"
    FROM = "lived_from", "Lived there from"
    TO = "lived_to", "Lived there to"
    TENURE = "tenure", "Tenure"
    LANDLORD = "landlord", "Landlord"
    REFERENCE = "reference", "Their reference"
    TELEPHONE = "telephone", "Telephone"
    EMAIL = "email", "E-mail"
    NOTES = "notes", "Notes"


SEVERAL = frozenset((PersonTarget.ADDRESS, PersonTarget.GIVEN, PersonTarget.TELEPHONE))
_DATES = (PersonTarget.BORN, PersonTarget.FROM, PersonTarget.TO)
_NAMES: Lookup[PersonTarget, tuple[str, ...]] = {
    PersonTarget.FAMILY: ("surname", "family name", "last name", "tenant surname", "last"),
    PersonTarget.GIVEN: ("given names", "given name", "first name", "forename", "forenames", "first names", "first",
                         "middle name", "middle names"),
    PersonTarget.NAME: ("name", "full name", "tenant", "tenant name", "perpetrator", "perpetrator name", "person"),
    PersonTarget.TITLE: ("title", "salutation"),
    PersonTarget.ALIAS: ("alias", "also known as", "aka", "known as", "nickname"),
    PersonTarget.BORN: ("date of birth", "dob", "birth date", "born", "d o b"),
    PersonTarget.AGE: ("age", "approximate age"),
    PersonTarget.ADDRESS: ("flat", "flat number", "flat no", "sub building name", "sub building", "block",
                           "block name", "house number", "house no", "building number", "house name", "building name",
                           "address", "full address", "address 1", "address 2", "address 3", "address 4",
                           "address line 1", "address line 2", "address line 3", "address line 4", "street",
                           "street name", "thoroughfare name", "locality", "dependent locality", "town", "post town",
                           "city"),
    PersonTarget.POSTCODE: ("postcode", "post code"),
    PersonTarget.FROM: ("tenancy start", "tenancy start date", "lived from", "moved in", "start date",
                        "tenancy commenced", "tenancy commencement date", "tenancy from"),
    PersonTarget.TO: ("tenancy end", "tenancy end date", "lived to", "moved out", "end date",
                      "tenancy to"),
    PersonTarget.TENURE: ("tenure", "tenancy type", "tenure type"),
    PersonTarget.LANDLORD: ("landlord", "owner"),
    PersonTarget.REFERENCE: ("uprn", "reference", "ref", "asset id", "id"),
    PersonTarget.TELEPHONE: ("telephone", "phone", "tel", "landline", "telephone 1", "telephone 2", "phone 1",
                             "phone 2", "mobile", "mobile telephone", "mobile phone"),
    PersonTarget.EMAIL: ("e mail", "email", "email address"),
    PersonTarget.NOTES: ("notes", "comments", "remarks"),
}  # fmt: skip
#: What cells look like where there are no headings, the surest first.
_LOOKS: Lookup[PersonTarget, Callable[[str], bool]] = {
    PersonTarget.EMAIL: contents.is_email,
    PersonTarget.POSTCODE: contents.is_postcode,
    PersonTarget.TELEPHONE: contents.is_telephone,
    PersonTarget.TITLE: contents.is_title,
    PersonTarget.ADDRESS: contents.is_street,
    PersonTarget.NAME: contents.is_name,
    PersonTarget.NOTES: contents.is_sentence,
}
_GENERATION = 20
_OLDEST = date(1900, 1, 1)
"""Nobody is older; spreadsheets write an empty date as one of December 1899."""
#: Words of a heading that say whose it is, or of which sort: what is left without them is looked up.
_WHOSE = frozenset((
    "tenant", "tenants", "perpetrator", "perpetrators", "alleged", "person", "persons", "customer", "resident",
    "client", "applicant", "main", "lead", "last", "known", "current", "home", "work", "contact", "no", "number", "s",
    "1", "property",
))  # fmt: skip
#: Words before a family name that are a part of it.
_PARTICLES = frozenset((
    "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "los", "ter", "van", "von",
))  # fmt: skip
_UNDOTTED = re.compile(r"(\d+)\.0+")
_POWER = re.compile(r"\d+(?:\.\d+)?E\+\d+", re.IGNORECASE)
_NATIONAL = 10
_OLDEST_AGE = 120
_TWO = re.compile(r"&|\+|/| and ", re.IGNORECASE)
_HOUSE = re.compile(r"(?m)^(\d{1,4}[A-Za-z]?)\n(?=\S)")


@dataclass(frozen=True, slots=True)
class PeopleMapping:
    """Which column holds what; ``dates`` says how each column of dates is written, ``prefer`` settles what a column
    leaves open, where the kind of file is known. ``homes``: of an address list, without the people who live there."""

    columns: Lookup[PersonTarget, tuple[int, ...]]
    dates: Lookup[PersonTarget, DateReading] = field(default_factory=dict[PersonTarget, DateReading])
    homes: bool = False
    profile: str = ""
    prefer: DateFormat | None = None

    def with_columns(self, target: PersonTarget, *columns: int) -> PeopleMapping:
        """The same with one field filled otherwise; its dates are to be judged anew."""
        changed = {key: value for key, value in self.columns.items() if key is not target}
        if columns:
            changed[target] = columns
        prefer = None if target in _DATES else self.prefer
        dates = {key: each for key, each in self.dates.items() if key is not target}
        return replace(self, columns=changed, dates=dates, prefer=prefer)

    @property
    def holds(self) -> Holds:
        """What the rows are."""
        return Holds.ADDRESSES if self.homes else Holds.PEOPLE

    @property
    def doubtful(self) -> tuple[PersonTarget, ...]:
        """Columns of dates that fit day-first and month-first: somebody must say which."""
        return tuple(target for target, dates in self.dates.items() if dates.ambiguous)

    @property
    def missing(self) -> str:
        """What must be said before rows can be read by it; empty when nothing."""
        if self.homes:
            return "" if PersonTarget.ADDRESS in self.columns else "Choose the column that holds the addresses."
        if not self.columns.keys() & {PersonTarget.NAME, PersonTarget.GIVEN, PersonTarget.FAMILY}:
            return "Choose the column that holds the names."
        if self.doubtful:
            return f"Say first which way the dates of “{self.doubtful[0].label}” are written."
        return ""

    def dated(self, chosen: DateFormat) -> PeopleMapping:
        """The same with what somebody said of dates that can be read two ways."""
        dates = {key: each.choose(chosen) if each.alternatives else each for key, each in self.dates.items()}
        return replace(self, dates=dates, prefer=chosen)


def guess_people(reading: Reading, *, homes: bool = False) -> PeopleMapping:
    """The likeliest meaning of each column by its heading; by what its cells look like where there are none.

    The reference is told of ``homes`` alone: a person has none.
    """
    if not reading.header:
        return PeopleMapping(_by_contents(reading))
    ranked: dict[PersonTarget, dict[int, int]] = {}
    for heading_of in (plain, _without_whose):
        headings = [heading_of(cell) for cell in reading.header]
        for target, names in _NAMES.items():
            if target is PersonTarget.REFERENCE and not homes:
                continue
            taken = {at for columns in ranked.values() for at in columns}
            columns = {at: names.index(each) for at, each in enumerate(headings) if each in names and at not in taken}
            if columns and (target not in ranked or target in SEVERAL):
                ranked[target] = ranked.get(target, {}) | columns
    found = {target: tuple(sorted(columns, key=columns.__getitem__)) for target, columns in ranked.items()}
    found = {target: columns if target in SEVERAL else columns[:1] for target, columns in found.items()}
    if PersonTarget.FAMILY in found or PersonTarget.GIVEN in found:
        found.pop(PersonTarget.NAME, None)
    return PeopleMapping(found)


def tells_of_people(reading: Reading, mapping: Mapping) -> bool:
    """Are these people rather than incidents, by the headings: names, something of theirs, and no day but of theirs?"""
    people = guess_people(reading).columns
    named = people.keys() & {PersonTarget.NAME, PersonTarget.GIVEN, PersonTarget.FAMILY}
    theirs = people.keys() & {PersonTarget.BORN, PersonTarget.ADDRESS, PersonTarget.TELEPHONE, PersonTarget.EMAIL}
    days = {at for target in _DATES for at in people.get(target, ())}
    dated = mapping.constant_when is not None or not set(mapping.columns.get(Target.WHEN, ())) <= days
    return bool(reading.header and named and theirs) and not dated and Target.CATEGORY not in mapping.columns


def _without_whose(heading: str) -> str:
    return " ".join(word for word in plain(heading).split() if word not in _WHOSE)


def _by_contents(reading: Reading) -> dict[PersonTarget, tuple[int, ...]]:
    """Of the columns of days the earliest is that of birth, where its years are a generation wide."""
    told = [
        [row[at].strip() for _, row in reading.sample if at < len(row) and row[at].strip()]
        for at in range(reading.width)
    ]
    found: dict[PersonTarget, tuple[int, ...]] = {}
    for target, fits in _LOOKS.items():
        taken = {at for columns in found.values() for at in columns}
        at = next((n for n, cell in enumerate(told) if n not in taken and contents.mostly(fits, cell)), None)
        if at is not None:
            found[target] = (at,)
    taken = {at for columns in found.values() for at in columns}
    years = {at: birth_years(cell) for at, cell in enumerate(told) if at not in taken}
    wide = {at: each for at, each in years.items() if each and each[-1] - each[0] >= _GENERATION}
    if wide:
        found[PersonTarget.BORN] = (min(wide, key=lambda at: wide[at][len(wide[at]) // 2]),)
    return found


def settled(path: Path, reading: Reading, mapping: PeopleMapping) -> PeopleMapping:
    """The mapping with each column of dates judged from first row to last."""
    dates = dict(mapping.dates)
    for target in _DATES:
        if target in mapping.columns and target not in dates:
            found = judge_dates(column_values(path, reading, mapping.columns[target][0]), lives=True)
            settles = found.ambiguous and mapping.prefer in found.alternatives
            dates[target] = found.choose(mapping.prefer) if settles and mapping.prefer else found
    return replace(mapping, dates=dates)


def plan_people(
    path: Path, reading: Reading, mapping: PeopleMapping, today: date, check: Callable[[], None]
) -> Iterator[PersonDraft | Refused | LeftOut]:
    """What becomes of each row; of rows that are alike the first is taken."""
    mapping = settled(path, reading, mapping)
    seen: set[str] = set()
    for count, (number, row) in enumerate(rows(path, reading), start=1):
        if count % _EVERY == 0:
            check()
        if count > _MOST:
            yield Refused(number, f"A file of people has at most {_MOST:,} rows. Split it.", row)
            return
        try:
            values = _values(row, mapping, today)
        except cells.BadCell as bad:
            yield Refused(number, str(bad), row)
        else:
            mark = hashlib.sha256("\x1f".join(map(cells.normal, row)).encode("utf-8", "surrogatepass")).hexdigest()
            yield LeftOut(number, TWICE) if mark in seen else Draft(number, mark, values)
            seen.add(mark)


def _values(row: Row, mapping: PeopleMapping, today: date) -> PersonValues:
    def said(target: PersonTarget, between: str = " ") -> str:
        return between.join(filter(None, (cells.text(row, at) for at in mapping.columns.get(target, ()))))

    title, given, family = said(PersonTarget.TITLE), said(PersonTarget.GIVEN), said(PersonTarget.FAMILY)
    if not given and not family:
        told, given, family = _split(said(PersonTarget.NAME))
        title = title or told
    if not given and not family:
        raise cells.BadCell("There is no name.")
    if cells.is_total(f"{given} {family}".strip()):
        raise cells.BadCell("The row is a sum of others, not a person.")
    born = _day(said(PersonTarget.BORN), mapping.dates.get(PersonTarget.BORN), "date of birth")
    if born is not None and born > today and short_year(said(PersonTarget.BORN)):
        born = born.replace(year=born.year - 100)  # nobody is born in 2051 yet: 51 was 1951
    if born is not None and born > today:
        raise cells.BadCell(f"The date of birth {said(PersonTarget.BORN)} lies in the future.")
    if born is not None and born < _OLDEST:
        raise cells.BadCell(f"The date of birth {said(PersonTarget.BORN)} lies before {_OLDEST.year}.")
    lines, postcode = home_lines(said(PersonTarget.ADDRESS, "\n")), tidy(said(PersonTarget.POSTCODE))
    first = _day(said(PersonTarget.FROM), mapping.dates.get(PersonTarget.FROM), "first day there")
    last = _day(said(PersonTarget.TO), mapping.dates.get(PersonTarget.TO), "last day there")
    if first and last and last < first:
        raise cells.BadCell("The person left this address before she came to it.")
    address = AddressValues(
        lines, postcode, first, last, tenure(said(PersonTarget.TENURE)), said(PersonTarget.LANDLORD)
    )
    telephones, email = said(PersonTarget.TELEPHONE, "\n").splitlines(), said(PersonTarget.EMAIL)
    numbers = dict.fromkeys(_number(each.lstrip("'").strip()) for each in telephones)
    contacts = [ContactValues(_telephone(each), each) for each in numbers if each]
    contacts += [ContactValues(ContactKind.EMAIL, email)] if email else []
    alias = said(PersonTarget.ALIAS)
    return PersonValues(
        given_names=given,
        family_name=family,
        title=title,
        born=born,
        approximate_age=_age(said(PersonTarget.AGE)) if born is None else None,
        notes=said(PersonTarget.NOTES),
        aliases=(AliasValues(alias),) if alias else (),
        addresses=(address,) if lines or postcode else (),
        contacts=tuple(contacts),
    )


def _split(name: str) -> tuple[str, str, str]:
    """Title, given and family name of ``Mercer, Dean (Mr)``, ``Mr Dean Mercer`` and ``Ana de la Cruz``.

    Raises :class:`BadCell` for two people in one cell: who is who must be said.
    """
    if _TWO.search(name):
        raise cells.BadCell(f"“{name[:40]}” are two people. Give each a row of her own.")
    family, comma, given = name.partition(",")
    words = given.split() if comma else name.split()
    title = words.pop(0) if words and contents.is_title(words[0]) else ""
    if words and (comma or words[-1].startswith("(")) and contents.is_title(words[-1].strip("()")):
        title = words.pop().strip("()")  # "MERCER, Dean (Mr)"
    if comma:
        return title, " ".join(words), family.strip()
    if len(words) < 2:
        return (title, "", words[0]) if title and words else (title, " ".join(words), "")
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return title, " ".join(words[:at]), " ".join(words[at:])


def _day(cell: str, dates: DateReading | None, words: str) -> date | None:
    if not cell:
        return None
    when = parse(cell, dates or DateReading(lives=True))
    if when is None or when.kind not in (WhenKind.DAY, WhenKind.MOMENT):
        raise cells.BadCell(f"The {words} “{cell[:40]}” is no day as the column has them.")
    return when.start.date()


def home_lines(cells_joined: str) -> str:
    """The address as it is written, a house's number before its street."""
    return _HOUSE.sub(r"\1 ", cells_joined)


def tenure(cell: str) -> Tenure:
    """The tenure that a cell names."""
    word = plain(cell)
    for each in Tenure:
        if word and (word in (plain(each.value), plain(each.label)) or plain(each.label).startswith(word)):
            return each
    return Tenure.UNKNOWN


def _age(cell: str) -> int | None:
    if not cell:
        return None
    found = _UNDOTTED.fullmatch(cell)
    years = found[1] if found else cell
    if not years.isdecimal() or int(years) > _OLDEST_AGE:
        raise cells.BadCell(f"“{cell[:40]}” is no age in years.")
    return int(years)


def _number(cell: str) -> str:
    """As it is dialled: spreadsheets take a number for an amount, and then it has lost its nought and got a point."""
    if _POWER.fullmatch(cell):
        raise cells.BadCell(f"The telephone {cell[:40]} has lost its figures in a spreadsheet. Look the number up.")
    found = _UNDOTTED.fullmatch(cell)
    if found is None:
        return cell
    return f"0{found[1]}" if len(found[1]) == _NATIONAL else found[1]


def _telephone(number: str) -> ContactKind:
    return ContactKind.MOBILE if phones.digits(number).startswith("447") else ContactKind.TELEPHONE
