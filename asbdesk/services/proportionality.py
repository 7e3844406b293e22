"""Recording why a step is in proportion, and holding the step until that is done or a manager goes on with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from asbdesk.domain.permissions import may, require
from asbdesk.domain.proportionality import check, says_why
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.proportionality import what_is_missing
from asbdesk.reference_data import load_proportionality
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def record_proportionality(
    work: Work, case_id: int, step: str, answers: Mapping[str, Mapping[str, str]], conclusion: str
) -> int:
    """Record it for the step that comes next; answers its id. What is not known yet is noted as missing.

    Raises :class:`InvalidField` as :func:`asbdesk.domain.proportionality.check` does.
    """
    require(work.who.role, "record")
    known = load_proportionality()
    found = known.step(step)
    if found is None or not found.asks:
        raise InvalidField("step", "Choose the step that comes next.")
    if work.session.get(t.Case, case_id) is None:
        raise NotFound("This case is no longer in the office.")
    unknown = check(known, answers, conclusion)
    kept = {q.code: {"known": answers[q.code]["known"], "words": answers[q.code].get("words", "").strip()}
            for q in known.questions}  # fmt: skip
    return work.add(
        t.Proportionality(
            case_id=case_id,
            step=found.code,
            answers=kept,
            conclusion=conclusion.strip(),
            recorded_on=work.today,
            recorded_by=work.who.user_id,
            missing=list(unknown),
            released_by=None,
            release_reason="",
        )
    )


def allow_step(work: Work, case_id: int, step: str, reason: str = "", contract_id: int | None = None) -> None:
    """Before a step up the ladder is taken. A manager goes on without a record by giving a ``reason``, which is kept.

    Raises :class:`Refused` in words for everybody else, :class:`InvalidField` for a manager without a reason of a few
    words.
    """
    lacking = what_is_missing(work.session, case_id, step, contract_id)
    if lacking is None:
        return
    if not may(work.who.role, "go_on"):
        raise Refused(lacking.words, "It takes five questions; or ask a manager to go on with a reason.")
    if not says_why(reason):
        raise InvalidField("go_on", f"{lacking.words} Or say in a few words why you go on without it.")
    work.add(
        t.Proportionality(
            case_id=case_id,
            step=lacking.step.code,
            answers={},
            conclusion="",
            recorded_on=work.today,
            recorded_by=work.who.user_id,
            missing=[lacking.words],
            released_by=work.who.user_id,
            release_reason=reason.strip(),
        )
    )
