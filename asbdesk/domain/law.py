"""Law as dated data: which instruments the law of a day knows, each as it stood on that day. ``resources/law`` has it.

Not legal advice. What could not be confirmed says so (``confirmed``, ``unsure``, ``note``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar, cast

from asbdesk.domain.ages import add_months
from asbdesk.domain.when import say_date

if TYPE_CHECKING:  # two dozen classes, which the first page can do without
    from asbdesk.domain import law_rules as rules

_R = TypeVar("_R", bound="rules.Rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One instrument as it stands in one stage of its law.

    ``name`` comes with its article, fit for a sentence; ``short`` is what caseworkers call it. ``first`` and ``last``
    are the days of the whole instrument, ``since`` and ``until`` those of the stage. ``main``: the order that a letter
    may name as what follows. Not ``startable``: known for reference, no application is run under it.
    """

    code: str
    name: str
    short: str
    kind: str
    main: bool
    startable: bool
    followed_by: tuple[str, ...]
    stage: rules.Stage
    first: date
    last: date | None
    applicants: tuple[rules.Applicant, ...] = ()
    ages: tuple[rules.AgeRule, ...] = ()
    courts: tuple[rules.Court, ...] = ()
    elements: tuple[rules.Element, ...] = ()
    meanings: tuple[rules.Meaning, ...] = ()
    consultees: tuple[rules.Consultee, ...] = ()
    duties: tuple[rules.Duty, ...] = ()
    limitations: tuple[rules.Limitation, ...] = ()
    reaches: tuple[rules.Reach, ...] = ()
    notices: tuple[rules.Notice, ...] = ()
    interims: tuple[rules.Interim, ...] = ()
    lengths: tuple[rules.Length, ...] = ()
    contents: tuple[rules.Content, ...] = ()
    youth: tuple[rules.YouthStep, ...] = ()
    reviews: tuple[rules.Review, ...] = ()
    variations: tuple[rules.Variation, ...] = ()
    breaches: tuple[rules.Breach, ...] = ()
    appeals: tuple[rules.Appeal, ...] = ()
    documents: tuple[rules.Document, ...] = ()
    services: tuple[rules.Service, ...] = ()
    savings: tuple[rules.Saving, ...] = ()

    @property
    def since(self) -> date:
        """The first day of this stage."""
        return self.stage.since

    @property
    def until(self) -> date | None:
        """The last day of this stage; None while it lasts."""
        return self.stage.until

    @property
    def section(self) -> str:
        """Where the instrument stands in the statute book."""
        return self.stage.section

    @property
    def confirmed(self) -> bool:
        """Are the dates of this stage confirmed?"""
        return self.stage.confirmed and not {"since", "until"} & set(self.stage.unsure)

    @property
    def doubt(self) -> str:
        """What stands beside its dates; empty where they are confirmed."""
        return "" if self.confirmed else self.stage.doubt

    def on(self, day: date) -> bool:
        """Does this stage hold on that day?"""
        return self.since <= day and (self.until is None or day <= self.until)

    def court_for(self, age: int | None) -> str:
        """The court that hears it about a person of that age; the grown-up's where the age is not known."""
        grown_up = next((c.name for c in self.courts if c.under is None), "the court")
        return next((c.name for c in self.courts if age is not None and c.for_age(age)), grown_up)

    def open_to(self, age: int | None) -> bool:
        """Can it be applied for about a person of that age? Nothing stands against it where the age is not known."""
        rules_of_today = (rule for rule in self.ages if "application" in rule.at)
        return age is None or not any(
            age < (rule.least or 0) or (rule.most is not None and age > rule.most) for rule in rules_of_today
        )

    @property
    def limitation(self) -> rules.Limitation | None:
        """The limit on the time to lay the complaint; None where the data knows none."""
        return self.limitations[0] if self.limitations else None

    @property
    def limitation_months(self) -> int:
        """That limit in months; 0 where there is none."""
        return self.limitation.within.months if self.limitation else 0

    @property
    def limitation_section(self) -> str:
        """Where that limit comes from."""
        return self.limitation.section if self.limitation else ""

    def complaint_by(self, happened: date) -> date | None:
        """The last day to lay a complaint about what happened on that day; None where the data knows no limit.

        The day itself is not counted, so the limit falls on the corresponding day of the month.
        """
        return add_months(happened, self.limitation_months) if self.limitation_months else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The law file of a jurisdiction: ``version`` names its very text, ``issued`` is the day it was last looked over.

    ``instruments`` in the file's order, each once for each of its stages.
    """

    jurisdiction: str
    issued: date
    version: str
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Can it be applied for? ``instrument`` if so; otherwise ``words`` say why not and what took its place."""

    instrument: Instrument | None
    words: str
    successors: tuple[Instrument, ...] = ()


def version_id(text: str) -> str:
    """The name of a law file's very text: twelve hexadecimal digits. Line endings make no other law of it."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:12]


def read(text: str) -> Law:
    """A law file that is known to be good: the shipped one, or one that was checked before (``law_file.check``)."""
    return build(tomllib.loads(text), version_id(text))


def build(data: Mapping[str, Any], version: str) -> Law:
    """The law out of a file already parsed and checked."""
    return Law(
        jurisdiction=data["jurisdiction"],
        issued=data["issued"],
        version=version,
        instruments=tuple(stage for entry in data["instrument"] for stage in _stages(entry)),
    )


def instruments_on(law: Law, day: date) -> tuple[Instrument, ...]:
    """What the law of that day knows, in the file's order."""
    return tuple(i for i in law.instruments if i.on(day))


def instrument_on(law: Law, code: str, day: date) -> Instrument | None:
    """One instrument as it stood on that day; None where it was not in force."""
    return next((i for i in law.instruments if i.code == code and i.on(day)), None)


def in_force(law: Law, day: date) -> Instrument | None:
    """The order that a letter of that day may name; None where the law had none yet."""
    return next((i for i in law.instruments if i.main and i.on(day)), None)


def standing(law: Law, code: str, day: date) -> Standing:
    """Whether an application can be started on that day, and if not, why and what took its place.

    KeyError for a code that the file does not know.
    """
    stages = [i for i in law.instruments if i.code == code]
    if not stages:
        raise KeyError(code)
    found = next((i for i in stages if i.on(day)), None)
    if found and found.startable:
        return Standing(instrument=found, words="")
    if found:
        return Standing(instrument=None, words=f"{_upper(found.name)} is here for reference: no application is run.")
    return _not_in_force(law, stages[0], day)


def read_as(law: Law, code: str, day: date) -> rules.Saving | None:
    """What an order of this instrument, still in force on that day, is read as by a saving; None before that."""
    known = [s for i in law.instruments if i.code == code for s in i.savings if s.since <= day]
    return max(known, key=lambda s: s.since, default=None)


def _not_in_force(law: Law, instrument: Instrument, day: date) -> Standing:
    name = _upper(instrument.name)
    if day < instrument.first:
        before = tuple(i for i in instruments_on(law, day) if instrument.code in i.followed_by)
        words = f"{name} cannot be applied for before {say_date(instrument.first)}."
        return Standing(instrument=None, words=_and_names(words, before, "In force is"), successors=before)
    if instrument.last is None or day <= instrument.last:
        return Standing(instrument=None, words=f"{name} was not in force on {say_date(day)}.")
    after = _successors(law, instrument, day)
    words = f"{name} could be applied for until {say_date(instrument.last)}."
    return Standing(instrument=None, words=_and_names(words, after, "Its place was taken by"), successors=after)


def _successors(law: Law, instrument: Instrument, day: date) -> tuple[Instrument, ...]:
    """What is in force on the day; where a successor has itself been followed, what came after that."""
    found: dict[str, Instrument] = {}
    ahead, seen = list(instrument.followed_by), {instrument.code}
    while ahead:
        code = ahead.pop(0)
        if code in seen:
            continue
        seen.add(code)
        now = instrument_on(law, code, day)
        if now:
            found[code] = now
        else:
            ahead += next((i.followed_by for i in law.instruments if i.code == code), ())
    return tuple(found.values())


def _and_names(words: str, instruments: tuple[Instrument, ...], lead: str) -> str:
    if not instruments:
        return words
    *most, last = [i.name for i in instruments]
    return f"{words} {lead} {', '.join(most)}{' and ' if most else ''}{last}."


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]


def _stages(entry: Mapping[str, Any]) -> list[Instrument]:
    from asbdesk.domain import law_rules as rules

    stages = [_row(rules.Stage, row) for row in entry["stage"]]
    kinds = [(table, field, cls) for table, (field, cls) in rules.KINDS.items() if table != "stage"]
    every: dict[str, Any] = {field: [_row(cls, r) for r in entry.get(table, ())] for table, field, cls in kinds}
    return [
        Instrument(
            code=entry["code"],
            name=entry["name"],
            short=entry["short"],
            kind=entry["kind"],
            main=entry.get("main", False),
            startable=entry.get("startable", True),
            followed_by=tuple(entry.get("followed_by", ())),
            stage=stage,
            first=min(s.since for s in stages),
            last=_last(stages),
            **{f: tuple(r for r in rows if not r.stages or stage.code in r.stages) for f, rows in every.items()},
        )
        for stage in stages
    ]


def _last(stages: list[rules.Stage]) -> date | None:
    days = [s.until for s in stages if s.until is not None]
    return max(days) if len(days) == len(stages) else None


def _row(cls: type[_R], row: Mapping[str, Any]) -> _R:
    return cls(**{name: _value(value) for name, value in row.items()})


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        from asbdesk.domain.law_rules import Span

        return Span(**cast("dict[str, int]", value))
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value
