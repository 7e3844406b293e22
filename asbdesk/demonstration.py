"""The demonstration office: Thornmere, an invented borough, furnished through the same services that the window uses.

Its data is in ``resources/sample``. Every step is made at its own moment of 2001 to 2003, in the order of time, so
that references, audit and papers are as they would have come about.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from asbdesk import paths, sample
from asbdesk.clock import LONDON
from asbdesk.demonstration_agencies import agency_steps
from asbdesk.demonstration_clocks import Story
from asbdesk.demonstration_contracts import watch_steps
from asbdesk.demonstration_court import court_steps
from asbdesk.demonstration_evidence import add_exhibits
from asbdesk.demonstration_mediation import mediation_steps
from asbdesk.demonstration_order import order_steps
from asbdesk.demonstration_papers import add_papers
from asbdesk.demonstration_places import add_homes, add_places
from asbdesk.demonstration_prohibitions import prohibition_steps
from asbdesk.demonstration_returns import return_steps
from asbdesk.demonstration_risk import keep_in_proportion, risk_steps
from asbdesk.demonstration_schedule import schedule_steps
from asbdesk.demonstration_sharing import give_counts
from asbdesk.documents import library
from asbdesk.domain import references
from asbdesk.domain.casework import (
    CaseRole,
    CaseStatus,
    ClosingReason,
    ContractState,
    Disclosure,
    EventKind,
    Jurisdiction,
    Relation,
    Risk,
    TaskKind,
    UserRole,
)
from asbdesk.domain.tasks import TaskValues
from asbdesk.domain.watching import ReviewValues
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.run import run_import
from asbdesk.queries import cases as case_queries
from asbdesk.queries import contracts as contract_queries
from asbdesk.services import (
    cases,
    contract_reviews,
    contracts,
    documents,
    drafts,
    incidents,
    numbers,
    offices,
    papers,
    people,
    tasks,
)
from asbdesk.storage.office import Founding, Office, exists
from asbdesk.storage.place import check_folder
from asbdesk.storage.work import Actor, Work

USER, PASSWORD = "demo", "demo-office"
CASE_FILES = ("cases-older.toml", "cases-2003.toml")
_BEING_MADE = ".being-furnished"
_OTHERS = (
    risk_steps, mediation_steps, agency_steps, court_steps, schedule_steps, prohibition_steps, order_steps,
)  # fmt: skip
"""What is done to a case besides: each in a file of its own."""


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A clock that stands still, so that the office comes out the same whenever it is made."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.replace(tzinfo=LONDON)

    def today(self) -> date:
        return self.moment.date()


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that somebody does at a moment."""

    at: datetime
    login: str
    do: Callable[[Work], object]


@dataclass(slots=True)
class _Case:
    """A case of the sample, and what came of it so far."""

    table: sample.Table
    id: int = 0
    contract_id: int = 0
    waiting: list[int] = field(default_factory=list[int])


def furnish(folder: Path) -> None:
    """Make the demonstration office in ``folder``; one that is there already is left as it is.

    Raises an ``OfficeError`` in words where the folder cannot hold an office.
    """
    if exists(folder):
        return
    check_folder(folder)
    beside = folder / _BEING_MADE
    shutil.rmtree(beside, ignore_errors=True)  # what a furnishing that was cut off has left
    try:
        _Furnishing(beside).make()
        for path in sorted(beside.iterdir()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


class _Furnishing:
    """One furnishing: the office, who works in it, and who is known so far."""

    def __init__(self, folder: Path) -> None:
        self.about = sample.read("office.toml")
        self.known: dict[str, Any] = sample.read("people.toml")["people"]
        self.people: dict[str, int] = {}
        self.cases: dict[str, int] = {}
        told = [table for name in CASE_FILES for table in sample.read(name)["case"]]
        self.manager = next(user["login"] for user in self.about["user"] if user["role"] == UserRole.MANAGER.value)
        self.clocks = Story({table["reference"]: table for table in told}, self.about["clocks"], self.manager)
        self.kept_until = date.min
        self.numbered: dict[int, int] = {}
        founder = self.about["user"][0]
        self.office, _ = Office.found(folder, _founding(self.about["office"], founder), founder["password"])
        self.actors: dict[str, Actor] = {USER: self.office.actor(USER)}

    def make(self) -> None:
        """Everything, in the order of time."""
        try:
            self._users()
            with self.office.transaction(self.actors[USER], "furnish") as work:
                add_places(work)
            imported_on: datetime = self.about["office"]["street_file_on"]
            steps = sorted(self._steps(), key=lambda step: step.at)
            for step in steps:
                if step.at <= imported_on:
                    self._do(step)
            self._import(imported_on)
            for step in steps:
                if step.at > imported_on:
                    self._do(step)
            self._keep_clocks(sample.moment(self.about["office"]["training_date"]))
            self.office.clock = _Stopped(sample.moment(self.about["office"]["training_date"], 8, 50))
            add_exhibits(self.office, self.actors[USER], self.cases["ASB/2003/0147"])
            add_papers(self.office, self.actors, self.cases)
        finally:
            self.office.close()

    def _keep_clocks(self, until: datetime) -> None:
        while stops := self.clocks.next_stops(self.office, until):
            for stop in stops:
                self._do_now(_Step(stop.at, stop.login, stop.do))

    def _do(self, step: _Step) -> None:
        if step.at.date() > self.kept_until:
            self._keep_clocks(sample.moment(step.at.date(), 0))
            self.kept_until = step.at.date()
        self._do_now(step)

    def _do_now(self, step: _Step) -> None:
        self.office.clock = _Stopped(step.at)
        with self.office.transaction(self.actors[step.login], "furnish") as work:
            step.do(work)

    def _users(self) -> None:
        first, *others = self.about["user"]
        with self.office.transaction(self.actors[USER], "furnish") as work:
            offices.change_user(work, work.who.user_id, _user(first))
            for user in others:
                offices.add_user(work, _user(user))
        for user in others:
            self.office.set_password(user["login"], user["password"])
            self.actors[user["login"]] = self.office.actor(user["login"])

    def _import(self, on: datetime) -> None:
        self.office.clock = _Stopped(on)
        path = paths.resource("sample", self.about["office"]["street_file"])
        reading = sniff(path)
        run_import(self.office, self.actors[USER], path, reading, mapping_for(reading))
        add_homes(self.office, self.actors[USER])

    def _steps(self) -> Iterator[_Step]:
        for name in CASE_FILES:
            for table in sample.read(name)["case"]:
                yield from _case_steps(self, _Case(table))
        for moment, act in return_steps(self.cases, self.person):
            yield _Step(moment, self.manager, act)
        loose = sample.read("incidents.toml")
        for table in loose["incident"]:
            yield _Step(table["reported"], USER, lambda work, each=table: self._loose(work, each))
        yield _Step(sample.moment(date(2003, 11, 10)), USER, self._others)
        for table in loose["draft"]:
            yield _Step(table["at"], table["login"], lambda work, each=table: self._draft(work, each))
        for table in sample.read("sharing.toml")["share"]:
            yield _Step(table["at"], table["login"], lambda work, each=table: give_counts(work, each))

    def person(self, work: Work, key: str) -> int:
        """The person's id; recorded when she is first heard of."""
        if key not in self.people:
            values = sample.person_values(self.known[key], self.about["office"]["town"])
            self.people[key] = people.add_person(work, values)
        return self.people[key]

    def name_of(self, key: str) -> str:
        """The person's name."""
        return sample.full_name(self.known[key])

    def _loose(self, work: Work, table: sample.Table) -> None:
        incident = incidents.record_incident(work, sample.incident_values(table, lambda key: self.person(work, key)))
        if "dealt" in table:
            incidents.deal_with(work, incident, table["dealt"])

    def _others(self, work: Work) -> None:
        """Whoever was in no incident, and how people are related."""
        for key in self.known:
            self.person(work, key)
        for key, table in self.known.items():
            for other, relation in table.get("relations", {}).items():
                people.relate(work, self.people[key], self.people[other], Relation(relation))

    def _draft(self, work: Work, table: sample.Table) -> None:
        key = table["key"].format(case=self.cases.get(table.get("case", "")))
        drafts.keep_draft(work, key, table["title"], table["payload"])


def _founding(office: dict[str, Any], founder: dict[str, Any]) -> Founding:
    return Founding(
        name=office["name"],
        address=office["address"],
        telephone=office["telephone"],
        email=office["email"],
        complaints=office["complaints"],
        jurisdiction=Jurisdiction(office["jurisdiction"]),
        user_name=founder["name"],
        login=founder["login"],
        job_title=founder["job_title"],
        training_date=office["training_date"],
    )


def _user(table: dict[str, Any]) -> offices.UserValues:
    facts: dict[str, Any] = {name: value for name, value in table.items() if name != "password"}
    facts["role"] = UserRole(facts["role"])
    return offices.UserValues(**facts)


def _case_steps(to: _Furnishing, case: _Case) -> Iterator[_Step]:
    table, owner = case.table, case.table["owner"]
    yield _Step(table["opened"], owner, lambda work: _open(work, to, case))
    for each in table["incident"]:
        yield _Step(each["reported"], owner, lambda work, e=each: _incident(work, to, case, e))
    for each in table.get("note", ()):
        yield _Step(each["at"], each.get("by", owner), lambda work, e=each: _note(work, case, e))
    for each in table.get("letter", ()):
        yield _Step(sample.moment(each["on"], 17), owner, lambda work, e=each: _letter(work, to, case, e))
    for steps in _OTHERS:
        for moment, login, act in steps(table["reference"], to.person, lambda: case.id):
            yield _Step(moment, login, act)
    if "contract" in table:
        yield from _contract_steps(to, case, table["contract"], owner)
    for each in table.get("task", ()):
        yield _Step(each["at"], owner, lambda work, e=each: _task(work, to, case, e))
    for each in table.get("status", ()):
        yield _Step(sample.moment(each["on"], 17), owner, lambda work, e=each: _status(work, case, e))
    for each in table.get("closing", ()):
        yield _Step(sample.moment(each["on"], 17, 30), owner, lambda work, e=each: _close(work, case, e))


def _contract_steps(to: _Furnishing, case: _Case, table: sample.Table, owner: str) -> Iterator[_Step]:
    yield _Step(table["drawn"], owner, lambda work: _draw_up(work, to, case))
    offered: date = table["offered"]
    yield _Step(sample.moment(offered, 16), owner, lambda work: _offer(work, case, offered))
    if "signed" in table:
        yield _Step(table["signed"], owner, lambda work: _sign(work, case, table["signed"]))
    for moment, login, act in watch_steps(case.table["reference"], lambda: case.contract_id):
        yield _Step(moment, login, act)
    for each in table.get("held", ()):
        yield _Step(sample.moment(each["on"], 15), owner, lambda work, e=each: _review(work, case, e))
    if "declined" in table:
        no = table["declined"]
        yield _Step(
            sample.moment(no["on"], 16, 30),
            owner,
            lambda work: contracts.decline(work, case.contract_id, no["on"], no["note"]),
        )
    if "settled" in table:
        end, state = table["settled"], ContractState(table["settled"]["state"])
        yield _Step(
            sample.moment(end["on"], 16, 30),
            owner,
            lambda work: contracts.settle(work, case.contract_id, state, end["on"], end["note"]),
        )


def _open(work: Work, to: _Furnishing, case: _Case) -> None:
    table = case.table
    _reserve(work, to, table["reference"])
    closed = [(key, CaseRole(role), Disclosure.PROTECTED) for key, role in table.get("protected", {}).items()]
    known = [(key, CaseRole(role), Disclosure.OPEN) for key, role in table.get("open", {}).items()]
    accused = [(key, CaseRole.PERPETRATOR, Disclosure.OPEN) for key in table["perpetrators"]]
    case.id = cases.open_case(
        work,
        cases.CaseValues(
            subject=table["subject"],
            summary=table["summary"],
            categories=tuple(table["categories"]),
            parties=tuple(cases.PartyValues(to.person(work, k), r, d) for k, r, d in (*accused, *closed, *known)),
            incident_ids=tuple(case.waiting),
            previous_case_id=to.cases.get(table.get("previous", "")),
            risk=Risk(table.get("risk", "not-assessed")),
        ),
    )
    to.cases[table["reference"]] = case.id


def _reserve(work: Work, to: _Furnishing, reference: str) -> None:
    """The sample shows a few of a year's cases: the numbers of those between are taken and stay unused."""
    wanted = references.parse_reference(reference)
    between = wanted.number - 1 - to.numbered.get(wanted.year, 0)
    if between:
        numbers.take(work, f"ASB/{wanted.year}", between)
    to.numbered[wanted.year] = wanted.number


def _incident(work: Work, to: _Furnishing, case: _Case, table: sample.Table) -> None:
    table = {"no_address": case.table.get("no_address", False), **table}
    values = sample.incident_values(
        table, lambda key: to.person(work, key), case.table["perpetrators"], case.table["place"]
    )
    incident = incidents.record_incident(work, values, case.id or None)
    if not case.id:
        case.waiting.append(incident)


def _note(work: Work, case: _Case, table: sample.Table) -> None:
    cases.note(work, case.id, EventKind(table["kind"]), table["at"], table["text"])


def _letter(work: Work, to: _Furnishing, case: _Case, table: sample.Table) -> None:
    template, written = table["template"], table["on"]
    wanted = papers.Wanted(
        case_id=case.id,
        template=template,
        person_id=to.person(work, table["to"]),
        asked=sample.answers(to.about["letters"].get(template, {}), table.get("asked", {}), written),
        contract_id=case.contract_id if "contract." in library.template(template).body else None,
    )
    prepared = papers.prepare(work.session, wanted, work.who.user_id, written)
    keep_in_proportion(work, case.id, case.table["reference"], prepared.template.records)
    documents.note_printed(work, papers.file_paper(work, prepared))


def _task(work: Work, to: _Furnishing, case: _Case, table: sample.Table) -> None:
    starts: datetime | None = table.get("starts")
    values = TaskValues(
        kind=TaskKind(table["kind"]),
        title=table["title"],
        owner_id=work.who.user_id,
        due_on=starts.date() if starts else table["due"],
        starts_at=starts,
        minutes=table.get("minutes"),
        place=table.get("place", ""),
        notes=table.get("notes", ""),
        not_to_be_told=table.get("not_told", ""),
        person_ids=tuple(to.person(work, key) for key in table.get("people", ())),
        case_id=case.id,
    )
    task_id = tasks.add_task(work, values)
    if "done" in table:
        tasks.finish_task(work, task_id, table["done"], table["outcome"])


def _draw_up(work: Work, to: _Furnishing, case: _Case) -> None:
    table = case.table["contract"]
    values = sample.contract_values(table, work.who.name, lambda key: to.person(work, key), to.name_of)
    case.contract_id = contracts.draw_up(work, case.id, to.person(work, table["person"]), values)


def _offer(work: Work, case: _Case, on: date) -> None:
    keep_in_proportion(work, case.id, case.table["reference"], "contract", case.contract_id)
    contracts.offer(work, case.contract_id, on)


def _sign(work: Work, case: _Case, at: datetime) -> None:
    page = contract_queries.contract(work.session, case.contract_id)
    contracts.sign(work, case.contract_id, {signature.id: at for signature in page.signatures})


def _review(work: Work, case: _Case, table: sample.Table) -> None:
    page = contract_queries.contract(work.session, case.contract_id)
    due = next(review for review in page.reviews if review.held_on is None)
    contract_reviews.hold_review(
        work, due.id, ReviewValues(table["on"], table["note"], missed_reason=table.get("late", ""))
    )


def _status(work: Work, case: _Case, table: sample.Table) -> None:
    cases.set_status(work, case.id, CaseStatus(table["status"]))


def _close(work: Work, case: _Case, table: sample.Table) -> None:
    version = case_queries.case(work.session, case.id, work.today).version
    cases.close_case(work, case.id, version, ClosingReason(table["reason"]), table["note"])
