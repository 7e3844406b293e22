"""The demonstration office's data, from TOML tables to the values that services take. Everybody in it is invented."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from asbdesk import paths
from asbdesk.domain.agreements import ContractValues, SignatoryValues, TermValues
from asbdesk.domain.casework import (
    ContactKind,
    FlagKind,
    HateStrand,
    IncidentRole,
    PlaceKind,
    PreferredFormat,
    Qualifier,
    ReportedHow,
    SafeToUse,
    SignatoryRole,
    Tenure,
    TermKind,
    WhenKind,
)
from asbdesk.domain.incidents import IncidentPersonValues, IncidentValues
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, FlagValues, PersonValues
from asbdesk.domain.when import When
from asbdesk.reference_data import load_categories

Table = Mapping[str, Any]
PersonOf = Callable[[str], int]

_ROLES = {
    "reporter": IncidentRole.REPORTER,
    "victim": IncidentRole.VICTIM,
    "witness": IncidentRole.WITNESS,
    "perpetrator": IncidentRole.PERPETRATOR,
}


def read(name: str) -> dict[str, Any]:
    """A file of ``resources/sample``."""
    return tomllib.loads(paths.resource("sample", name).read_text("utf-8"))


def moment(value: date, hour: int = 9, minute: int = 0) -> datetime:
    """A TOML date as a moment of that day; a date with its time as it is."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(hour, minute))


def person_values(table: Table, town: str) -> PersonValues:
    """A person's form."""
    given, family = _two(table["name"])
    return PersonValues(
        given_names=given,
        family_name=family,
        title=table.get("title", ""),
        born=table.get("born"),
        approximate_age=table.get("about_age"),
        language=table.get("language", ""),
        interpreter=table.get("interpreter", False),
        preferred_format=_format(table),
        notes=table.get("notes", ""),
        aliases=tuple(AliasValues(name) for name in table.get("aliases", ())),
        addresses=tuple(_address(each, town) for each in (*table.get("before", ()), _here(table))),
        contacts=tuple(_contacts(table)),
        flags=(*_flags(table, "markers", FlagKind.MARKER), *_flags(table, "vulnerabilities", FlagKind.VULNERABILITY)),
    )


def incident_values(
    table: Table, person: PersonOf, perpetrators: Iterable[str] = (), place: str = ""
) -> IncidentValues:
    """An incident's form; ``perpetrators`` and ``place`` are its case's, where it says nothing else."""
    where, postcode = _two(table.get("place", place))
    accused = [table["perpetrator"]] if "perpetrator" in table else list(perpetrators)
    people = [IncidentPersonValues(IncidentRole.PERPETRATOR, person(each)) for each in accused]
    people += [IncidentPersonValues(_ROLES[role], person(table[role])) for role in _ROLES
               if role in table and role != "perpetrator"]  # fmt: skip
    if "someone" in table:
        people.append(IncidentPersonValues(IncidentRole.PERPETRATOR, None, table["someone"]))
    return IncidentValues(
        when=_when(table),
        category=table["category"],
        reported_at=table["reported"],
        reported_how=ReportedHow(table["how"]),
        reported_by=table.get("by", ""),
        anonymous=table.get("anonymous", False),
        place_kind=PlaceKind.ADDRESS if postcode and not table.get("no_address") else PlaceKind.PLACE,
        place=where,
        postcode=postcode,
        qualifier=_qualifier(table),
        summary=table["summary"],
        account=table["account"],
        hate_strands=tuple(HateStrand(each) for each in table.get("hate", ())),
        hate_perceived_by=table.get("perceived", ""),
        domestic=table.get("domestic", False),
        people=tuple(people),
    )


def contract_values(table: Table, council: str, person: PersonOf, name_of: Callable[[str], str]) -> ContractValues:
    """A contract's form. ``council`` is who signs for the council."""
    kinds = (("not", TermKind.NEGATIVE), ("will", TermKind.POSITIVE), ("agencies", TermKind.AGENCY))
    who = table["person"]
    parent = table.get("parent")
    signing: list[SignatoryValues] = []
    if not table.get("parental"):  # under 10 the parent alone agrees
        signing.append(SignatoryValues(SignatoryRole.PERSON, name_of(who), person(who)))
    if parent:
        signing.append(SignatoryValues(SignatoryRole.PARENT, name_of(parent), person(parent)))
    signing.append(SignatoryValues(SignatoryRole.COUNCIL, council))
    signing += [SignatoryValues(SignatoryRole(role), table[role]) for role in ("police", "school") if role in table]
    return ContractValues(
        starts_on=table["starts"],
        months=table["months"],
        parent_id=person(parent) if parent else None,
        terms=tuple(TermValues(kind, text) for key, kind in kinds for text in table.get(key, ())),
        signatories=tuple(signing),
    )


def answers(usual: Table, said: Table, written: date) -> dict[str, object]:
    """What a letter is told: the office's usual answers and its own. ``+10`` is ten days after it was written."""
    return {name: _answer(value, written) for name, value in {**usual, **said}.items()}


def full_name(table: Table) -> str:
    """A person's name."""
    return " ".join(_two(table["name"])).strip()


def _answer(value: object, written: date) -> object:
    days = re.fullmatch(r"\+(\d+)", value) if isinstance(value, str) else None
    return written + timedelta(days=int(days[1])) if days else value


def _two(text: str) -> tuple[str, str]:
    first, _, second = text.partition("|")
    return first.strip(), second.strip()


def _here(table: Table) -> Table:
    return {"landlord": "", **table, "from": table.get("since"), "to": None}


def _address(table: Table, town: str) -> AddressValues:
    lines, postcode = _two(table["home"])
    return AddressValues(
        lines="\n".join((*lines.split(", "), town)),
        postcode=postcode,
        lived_from=table["from"],
        lived_to=table["to"],
        tenure=Tenure(table.get("tenure", "unknown")),
        landlord=table["landlord"],
        safe_to_write=SafeToUse(table.get("safe_to_write", "unknown")),
    )


def _contacts(table: Table) -> Iterable[ContactValues]:
    safe, note = SafeToUse(table.get("safe", "unknown")), table.get("safe_note", "")
    for kind in ContactKind:
        if kind.value in table:
            yield ContactValues(kind, table[kind.value], safe, note)


def _flags(table: Table, name: str, kind: FlagKind) -> tuple[FlagValues, ...]:
    return tuple(FlagValues(kind, f["text"], f["reason"], f.get("review")) for f in table.get(name, ()))


def _format(table: Table) -> PreferredFormat:
    if table.get("large_print"):
        return PreferredFormat.LARGE_PRINT
    return PreferredFormat.EASY_READ if table.get("easy_read") else PreferredFormat.ORDINARY


def _when(table: Table) -> When:
    start = table["when"]
    if not isinstance(start, datetime):
        return When(WhenKind.MONTH if table.get("month") else WhenKind.DAY, moment(start, 0))
    if "until" in table:
        return When(WhenKind.SPAN, start, table["until"])
    return When(WhenKind.ABOUT if table.get("about") else WhenKind.MOMENT, start)


def _qualifier(table: Table) -> Qualifier:
    if "qualifier" in table:
        return Qualifier(table["qualifier"])
    kind = load_categories().get(table["category"])
    return kind.qualifier if kind else Qualifier.NUISANCE
