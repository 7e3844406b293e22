"""Offices, people, incidents and cases for tests, with good defaults. All of them invented."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asbdesk.domain.agreements import ContractValues, SignatoryValues, TermValues
from asbdesk.domain.casework import (
    CaseRole,
    Disclosure,
    IncidentRole,
    Jurisdiction,
    SignatoryRole,
    TermKind,
    WhenKind,
)
from asbdesk.domain.incidents import IncidentPersonValues, IncidentValues
from asbdesk.domain.mediation import ScreenValues
from asbdesk.domain.people import AddressValues, ContactValues, PersonValues
from asbdesk.domain.when import When
from asbdesk.reference_data import load_mediation, load_proportionality
from asbdesk.services import cases, contracts, incidents, people
from asbdesk.services.proportionality import record_proportionality
from asbdesk.storage.office import Founding, Office
from asbdesk.storage.work import Actor
from tests import swept

TODAY = date(2003, 11, 17)
LOGIN, PASSWORD = "jo", "larch-court-14"


class Inline:
    """A lane that runs its work at once, on the caller's thread."""

    def submit(self, fn: Callable[[], None], /) -> None:
        fn()

    def shutdown(self, wait: bool = True) -> None:
        """Nothing is left to wait for."""


class Held(Inline):
    """A lane that does nothing before it is let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[[], None], /) -> None:
        self.waiting.append(fn)

    def let_go(self) -> None:
        waiting, self.waiting = self.waiting, []
        for fn in waiting:
            fn()


def founding(**changed: Any) -> Founding:
    """What the first run would ask for."""
    values: dict[str, Any] = {
        "name": "Thornmere Borough Council",
        "address": "Civic Offices\n1 Market Square\nThornmere\nTM1 1AA",
        "telephone": "01632 960100",
        "email": "asb@thornmere.example",
        "jurisdiction": Jurisdiction.ENGLAND_WALES,
        "user_name": "Jo Okafor",
        "login": LOGIN,
        "job_title": "Anti-social behaviour officer",
        "training_date": TODAY,
        **changed,
    }
    return Founding(**values)


@cache
def _made_once() -> Path:
    folder = swept.folder("asb-office-") / "office"
    office, _ = Office.found(folder, founding(), PASSWORD)
    office.close()
    return folder


def office_folder(tmp_path: Path) -> Path:
    """A folder with a new, closed office; the user is ``LOGIN`` with ``PASSWORD``."""
    folder = tmp_path / "office"
    shutil.copytree(_made_once(), folder)
    return folder


def new_office(tmp_path: Path) -> tuple[Office, Actor]:
    """A new office, opened. Its today is 17 November 2003. Close it at the end (the ``office`` fixture does)."""
    return Office.open(office_folder(tmp_path), LOGIN, PASSWORD)


def do(office: Office, who: Actor, service: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Run a service in its own transaction, as the desk does."""
    with office.transaction(who, service.__name__) as work:
        return service(work, *args, **named)


def ask(office: Office, query: Callable[..., Any], *args: Any) -> Any:
    """Ask a query, as the desk does."""
    with office.reading() as session:
        return query(session, *args)


def person_values(given: str = "Dean", family: str = "Mercer", **changed: Any) -> PersonValues:
    """Dean Mercer of 14 Larch Court, unless told otherwise."""
    values: dict[str, Any] = {
        "given_names": given,
        "family_name": family,
        "born": date(1984, 3, 4),
        "addresses": (AddressValues("14 Larch Court\nQuarry Road\nThornmere", "TM3 8QX"),),
        **changed,
    }
    return PersonValues(**values)


def complainant_values(**changed: Any) -> PersonValues:
    """Amina Testwick, who lives below."""
    from asbdesk.domain.casework import ContactKind, SafeToUse

    values: dict[str, Any] = {
        "born": date(1961, 7, 30),
        "title": "Mrs",
        "addresses": (AddressValues("12 Larch Court\nQuarry Road\nThornmere", "TM3 8QX"),),
        "contacts": (ContactValues(ContactKind.TELEPHONE, "01632 960711", SafeToUse.YES),),
        **changed,
    }
    return person_values("Amina", "Testwick", **values)


def incident_values(*who: IncidentPersonValues, **changed: Any) -> IncidentValues:
    """Loud music on 3 November 2003 from 23:30."""
    values: dict[str, Any] = {
        "when": When(WhenKind.MOMENT, datetime(2003, 11, 3, 23, 30)),
        "category": "noise",
        "reported_at": datetime(2003, 11, 4, 9, 15),
        "place": "14 Larch Court",
        "postcode": "TM3 8QX",
        "summary": "Loud music was played from 11.30 pm to 3 am.",
        "account": "The music started again at half past eleven and went on until three.",
        "people": who,
        **changed,
    }
    return IncidentValues(**values)


def case_of(office: Office, who: Actor, **changed: Any) -> tuple[int, int, int]:
    """A case about Dean Mercer with Amina Testwick protected and one incident: (case, perpetrator, complainant)."""
    accused = do(office, who, people.add_person, person_values(title="Mr"))
    complainant = do(office, who, people.add_person, complainant_values())
    incident = do(
        office,
        who,
        incidents.record_incident,
        incident_values(
            IncidentPersonValues(IncidentRole.PERPETRATOR, accused),
            IncidentPersonValues(IncidentRole.REPORTER, complainant),
        ),
    )
    values: dict[str, Any] = {
        "subject": "Noise nuisance",
        "categories": ("noise",),
        "parties": (
            cases.PartyValues(accused, CaseRole.PERPETRATOR, Disclosure.OPEN),
            cases.PartyValues(complainant, CaseRole.COMPLAINANT),
        ),
        "incident_ids": (incident,),
        **changed,
    }
    return do(office, who, cases.open_case, cases.CaseValues(**values)), accused, complainant


def contract_values(**changed: Any) -> ContractValues:
    """Six months from today with two terms, signed by the person, the council and the police."""
    values: dict[str, Any] = {
        "starts_on": TODAY,
        "terms": (
            TermValues(TermKind.NEGATIVE, "I will not play music that can be heard in other homes after 11 pm."),
            TermValues(TermKind.POSITIVE, "I will meet the tenancy support worker every fortnight."),
        ),
        "signatories": (
            SignatoryValues(SignatoryRole.PERSON, "Dean Mercer"),
            SignatoryValues(SignatoryRole.COUNCIL, "Jo Okafor"),
            SignatoryValues(SignatoryRole.POLICE, "PC Ruth Sampleford"),
        ),
        **changed,
    }
    return ContractValues(**values)


def contract_of(office: Office, who: Actor, case_id: int, person_id: int, **changed: Any) -> int:
    """A draft contract, in proportion."""
    proportion_of(office, who, case_id, "contract")
    return do(office, who, contracts.draw_up, case_id, person_id, contract_values(**changed))


def proportion_of(office: Office, who: Actor, case_id: int, step: str) -> int:
    """A record that the step is in proportion."""
    answers = {question.code: {"known": "no", "words": ""} for question in load_proportionality().questions}
    return do(office, who, record_proportionality, case_id, step, answers, "Lesser steps were tried and did not help.")


def screen_values(first: int, second: int, provider_id: int | None = None, **found: str) -> ScreenValues:
    """A screen between two people; ``found`` are the questions with a yes, each with its words."""
    answers = {
        question.code: {"yes": "yes" if question.code in found else "no", "words": found.get(question.code, "")}
        for question in load_mediation().questions
    }
    return ScreenValues((first, second), "Music late at night and the shared driveway", answers, provider_id)
