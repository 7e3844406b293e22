"""The demonstration office's applications to a court: begun, prepared, consulted about, ticked off with evidence.

``resources/sample/court.toml`` holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from sqlalchemy import select

from asbdesk import sample
from asbdesk.domain.applications import ApplicationValues, NewApplication
from asbdesk.domain.consultation import AnswerValues, AskedHow, AskValues
from asbdesk.domain.orders import ConsultAnswer, ProofKind
from asbdesk.queries.case_proofs import proof_choices
from asbdesk.services import consultation, orders, readiness
from asbdesk.services.readiness import TickValues
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]


def court_steps(reference: str, person: PersonOf, case_id: Callable[[], int]) -> Iterator[tuple[datetime, str, Act]]:
    """When something is done for an application of that case; who does it, and the act."""
    for table in sample.read("court.toml")["application"]:
        if table["case"] != reference:
            continue
        login = table["login"]
        yield table["begun"], login, lambda work, each=table: _begin(work, case_id(), person, each)
        for asked in table.get("consulted", ()):
            yield sample.moment(asked["asked"], 15), login, lambda work, a=asked: _ask(work, case_id(), a)
            if "answered" in asked:
                yield sample.moment(asked["answered"], 9, 30), login, lambda work, a=asked: _answer(work, case_id(), a)
        for ticked in table.get("ticked", ()):
            yield ticked["at"], login, lambda work, each=ticked: _tick(work, case_id(), each)


def application_of(work: Work, case_id: int) -> int:
    """The application of the case."""
    return work.session.scalars(select(t.Application.id).where(t.Application.case_id == case_id)).one()


def _begin(work: Work, case_id: int, person: PersonOf, table: sample.Table) -> None:
    values = NewApplication(person(work, table["person"]), table["instrument"], table["applicant"], work.today)
    number = orders.start_application(work, case_id, values)
    planned: date = table["planned"]
    said = ApplicationValues(
        applicant=table["applicant"],
        court=table["court"],
        planned_on=planned,
        length_months=table["months"],
        necessity=table["necessity"].strip(),
    )
    version = work.session.get_one(t.Application, number).version
    orders.change_application(work, number, version, said)
    readiness.see_changes(work, number)


def _ask(work: Work, case_id: int, table: sample.Table) -> None:
    values = AskValues(table["consultee"], table["asked"], AskedHow(table["how"]), table["reply_by"])
    consultation.ask_consultee(work, application_of(work, case_id), table["code"], values)


def _answer(work: Work, case_id: int, table: sample.Table) -> None:
    row = work.session.scalars(
        select(t.Consultation.id).where(
            t.Consultation.application_id == application_of(work, case_id),
            t.Consultation.consultee == table["consultee"],
        )
    ).one()
    values = AnswerValues(ConsultAnswer(table["answer"]), work.today, table["words"])
    consultation.record_answer(work, row, values)


def _tick(work: Work, case_id: int, table: sample.Table) -> None:
    kind = ProofKind(table["kind"])
    target = None
    if kind is not ProofKind.RECORD:
        target = next(c.id for c in proof_choices(work.session, case_id, (kind,))[kind] if table["which"] in c.words)
    values = TickValues(kind, target, work.today, table.get("words", ""))
    readiness.tick_line(work, application_of(work, case_id), table["line"], values)
