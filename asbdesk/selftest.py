"""Does the program work on this computer? The whole way once, in a folder that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from asbdesk.domain.casework import CaseRole, Disclosure, IncidentRole, Jurisdiction, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues, IncidentValues
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.domain.when import When
from asbdesk.errors import OfficeError
from asbdesk.queries.documents import document
from asbdesk.queries.search import search
from asbdesk.services import cases, incidents, papers, people
from asbdesk.storage.health import check
from asbdesk.storage.office import Founding, Office
from asbdesk.storage.work import Actor

_DAY = date(2003, 11, 17)
_LOGIN, _PASSWORD = "selftest", "selftest-only"
_ANSWERS = {
    "rule_broken": "condition 1 of the tenancy",
    "must_stop": "Keep the music low.",
    "reply_by": date(2003, 12, 1),
    "review_on": date(2003, 12, 15),
}


def steps() -> Iterator[str]:
    """Each step as it has been done, in words. Raises what went wrong."""
    with tempfile.TemporaryDirectory(prefix="asbdesk-selftest-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "office"
        office, recovery = Office.found(folder, _founding(), _PASSWORD)
        office.close()
        yield "an office was founded, encrypted and brought to the newest version"
        office, who = Office.open(folder, _LOGIN, _PASSWORD)
        try:
            yield "it opens with its password"
            case_id, person_id = _record(office, who)
            yield "a person, an incident and a case were recorded"
            with office.reading() as session:
                _must(bool(search(session, "testwick")), "Search does not find what was recorded.")
            yield "search finds them"
            document_id = _file(office, who, case_id, person_id)
            with office.reading() as session:
                document(session, document_id)
            yield "a letter was made as a PDF, filed, and matches its seal"
            _must(all(each.good for each in check(office)), "The check of the office found something wrong.")
            yield "every page, reference, seal and audit entry is in order"
            office.back_up()
            yield "a backup was made"
        finally:
            office.close()
        _must(not _in_clear(folder), "A name stands in the office's files in clear.")
        yield "no name stands in its files in clear"
        Office.open_with_recovery(folder, recovery, _LOGIN, _PASSWORD)[0].close()
        yield "the recovery key opens it"


def _must(true: bool, words: str) -> None:
    if not true:
        raise OfficeError(words, "Do not keep an office on this computer before that is mended.")


def _founding() -> Founding:
    return Founding(
        name="Selftest Borough Council",
        address="1 Test Square",
        telephone="01632 960000",
        jurisdiction=Jurisdiction.ENGLAND_WALES,
        user_name="S. Elftest",
        login=_LOGIN,
        training_date=_DAY,
    )


def _record(office: Office, who: Actor) -> tuple[int, int]:
    home = (AddressValues("1 Test Road", "TM1 1AA"),)
    with office.transaction(who, "selftest") as work:
        person_id = people.add_person(work, PersonValues("Dorian", "Testwick", "Mr", addresses=home))
        happened = When(WhenKind.MOMENT, datetime(2003, 11, 3, 23, 30))
        incident_id = incidents.record_incident(
            work,
            IncidentValues(
                when=happened,
                category="noise",
                reported_at=datetime(2003, 11, 4, 9, 0),
                summary="Loud music was played.",
                people=(IncidentPersonValues(IncidentRole.PERPETRATOR, person_id),),
            ),
        )
        accused = cases.PartyValues(person_id, CaseRole.PERPETRATOR, Disclosure.OPEN)
        values = cases.CaseValues("Noise", ("noise",), (accused,), incident_ids=(incident_id,))
        return cases.open_case(work, values), person_id


def _file(office: Office, who: Actor, case_id: int, person_id: int) -> int:
    with office.transaction(who, "selftest") as work:
        wanted = papers.Wanted(case_id, "first-warning", person_id, asked=_ANSWERS)
        return papers.file_paper(work, papers.prepare(work.session, wanted, who.user_id, work.today))


def _in_clear(folder: Path) -> bool:
    return any(b"Testwick" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
