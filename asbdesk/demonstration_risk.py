"""The demonstration office's risk assessments, and why each step up the ladder was in proportion.

``resources/sample/risk.toml`` holds both; a case without words of its own takes the usual ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from asbdesk import sample
from asbdesk.domain.assessments import Raised, RiskValues, StepValues
from asbdesk.queries.proportionality import what_is_missing
from asbdesk.queries.risk import open_steps_of
from asbdesk.services.proportionality import record_proportionality
from asbdesk.services.risk import assess_victim, step_done
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]


def risk_steps(
    reference: str, person: PersonOf, case_id: Callable[[], int]
) -> Iterator[tuple[datetime, str, Act]]:  # fmt: skip
    """When somebody assesses a risk in that case, or takes a step of a plan; who it is, and the act."""
    for table in sample.read("risk.toml")["assessment"]:
        if table["case"] != reference:
            continue
        yield table["at"], table["login"], lambda work, each=table: _assess(work, case_id(), person, each)
        for step in table.get("plan", ()):
            if "done" in step:
                yield (
                    sample.moment(step["done"], 16, 40),
                    table["login"],
                    lambda work, who=table["person"], each=step: _done(work, case_id(), person(work, who), each),
                )


def keep_in_proportion(work: Work, case_id: int, reference: str, step: str, contract_id: int | None = None) -> None:
    """Record it where the step asks for it and nobody has yet."""
    lacking = what_is_missing(work.session, case_id, step, contract_id)
    if lacking is None:
        return
    told = sample.read("risk.toml")["proportionality"]
    words: dict[str, Any] = {**told["usual"], **told.get(reference, {})}
    answers = {code: {"known": given[0], "words": given[1]} for code, given in words["answers"].items()}
    record_proportionality(work, case_id, lacking.step.code, answers, words["conclusion"])


def _assess(work: Work, case_id: int, person: PersonOf, table: sample.Table) -> None:
    """Steps of the last plan that are still open go on."""
    person_id = person(work, table["person"])
    going_on = tuple(StepValues(s.text, s.who, s.due_on, s.id) for s in open_steps_of(work.session, case_id, person_id))
    new = tuple(StepValues(each["text"], each["who"], each["due"]) for each in table.get("plan", ()))
    values = RiskValues(
        answers=table["answers"],
        escalators={code: Raised(True, words) for code, words in table.get("raised", {}).items()},
        plan=(*going_on, *new),
        evidence=table.get("evidence", ""),
        earlier=table.get("earlier", ""),
        note=table.get("note", ""),
    )
    assess_victim(work, case_id, person_id, values)


def _done(work: Work, case_id: int, person_id: int, step: sample.Table) -> None:
    taken = next(s for s in open_steps_of(work.session, case_id, person_id) if s.text == step["text"])
    on: date = step["done"]
    step_done(work, taken.id, on, step["outcome"])
