"""What came up while the demonstration office's contracts were watched (``resources/sample/watching.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from asbdesk import sample
from asbdesk.domain.casework import BreachStep
from asbdesk.domain.watching import AgreedChange, BreachValues, InterviewValues, Variation
from asbdesk.queries.contracts import contract
from asbdesk.services import variations, watching
from asbdesk.storage.work import Work

Act = Callable[[Work], object]


def watch_steps(reference: str, contract_id: Callable[[], int]) -> Iterator[tuple[datetime, str, Act]]:
    """When something comes up in the contract of that case; who records it, and the act."""
    for table in sample.read("watching.toml")["event"]:
        if table["case"] == reference:
            act = _ACTS[table["kind"]]
            yield table["at"], table["login"], lambda work, act=act, each=table: act(work, contract_id(), each)


def _interview(work: Work, contract_id: int, table: sample.Table) -> None:
    values = InterviewValues(
        held_on=work.today,
        present=table["present"],
        understanding=table["understanding"],
        reasons=table["reasons"],
        support_needs=table["support_needs"],
        agreed_wording=table["agreed_wording"],
    )
    watching.record_interview(work, contract_id, values)


def _log(work: Work, contract_id: int, table: sample.Table) -> None:
    watching.note_contract(work, contract_id, table["at"], table["text"])


def _breach(work: Work, contract_id: int, table: sample.Table) -> None:
    values = BreachValues(
        term_number=table["term"],
        happened_on=table["on"],
        summary=table["summary"],
        serious=table.get("serious", False),
        evidence=table["evidence"],
        persons_account=table["account"],
        step=BreachStep(table["step"]),
        step_note=table["step_note"],
    )
    watching.record_breach(work, contract_id, values)


def _vary(work: Work, contract_id: int, table: sample.Table) -> None:
    page = contract(work.session, contract_id)
    terms = tuple(
        replace(term, text=table["text"]) if term.number == table["number"] else term for term in page.values.terms
    )
    change = AgreedChange(work.today, table["reason"], frozenset(s.id for s in page.signatures))
    variations.vary(work, contract_id, page.version, Variation(change, terms))


_ACTS: dict[str, Callable[[Work, int, sample.Table], None]] = {
    "interview": _interview,
    "log": _log,
    "breach": _breach,
    "vary": _vary,
}
