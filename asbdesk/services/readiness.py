"""Ticking the lines of the readiness board with evidence or a dated record, and having seen what was judged anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.domain.board import NOT_READY, Line
from asbdesk.domain.orders import ProofKind
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.case_proofs import proof_choices
from asbdesk.queries.readiness import board_of
from asbdesk.services.lodging import mark_seen
from asbdesk.services.orders import changeable
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class TickValues:
    """Evidence of the case by its id, or what was done as a record; ``on`` is the day of the record."""

    kind: ProofKind
    target_id: int | None = None
    on: date | None = None
    words: str = ""


def tick_line(work: Work, application_id: int, line: str, values: TickValues) -> int:
    """Tick a line and answer the id of what ticks it.

    Raises :class:`InvalidField` for evidence of a kind that shows nothing here, or that is not in the case.
    """
    application = changeable(work, application_id)
    found = board_of(work.session, application_id, work.today).line(line)
    if found is None or not found.ticks:
        raise Refused("This line is judged by itself: it cannot be ticked.")
    _check(work, application, found, values)
    return work.add(
        t.ApplicationProof(
            application_id=application_id,
            line=line,
            kind=values.kind,
            target_id=None if values.kind is ProofKind.RECORD else values.target_id,
            on=values.on or work.today,
            words=values.words.strip(),
            recorded_by=work.who.user_id,
        )
    )


def untick_line(work: Work, proof_id: int) -> tuple[int, str, TickValues]:
    """Take away what ticks a line. Answers what :func:`tick_line` takes to put it back."""
    proof = work.session.get(t.ApplicationProof, proof_id)
    if proof is None:
        raise NotFound("This was taken away already.")
    changeable(work, proof.application_id)
    if proof.line == NOT_READY:
        raise Refused("Why it was lodged before it was ready stays in the file.")
    kept = proof.application_id, proof.line, TickValues(proof.kind, proof.target_id, proof.on, proof.words)
    work.session.delete(proof)
    work.session.flush()
    return kept


def see_changes(work: Work, application_id: int) -> None:
    """Somebody has seen what was judged anew: from here on, changes are told against the board as it is now."""
    mark_seen(work, changeable(work, application_id))


def _check(work: Work, application: t.Application, line: Line, values: TickValues) -> None:
    if values.kind not in line.ticks:
        kinds = " or ".join(kind.label.lower() for kind in line.ticks)
        raise InvalidField("kind", f"This line is ticked by: {kinds}.")
    if (values.on or work.today) > work.today:
        raise InvalidField("on", "The day cannot lie in the future.")
    if values.kind is ProofKind.RECORD:
        if not values.words.strip():
            raise InvalidField("words", "Say what was done, in a sentence.")
        return
    if values.target_id is None:
        raise InvalidField("target", "Choose which.")
    known = proof_choices(work.session, application.case_id, (values.kind,))[values.kind]
    if values.target_id not in {choice.id for choice in known}:
        raise InvalidField("target", "This is not on file in the case.")
    if any(p.kind is values.kind and p.target_id == values.target_id for p in line.proofs):
        raise InvalidField("target", "This ticks the line already.")
