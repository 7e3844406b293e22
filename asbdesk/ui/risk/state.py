"""What the pages of risk decide and say: the score while it is typed, how somebody stands, what is due. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from asbdesk.domain.assessments import Raised, RiskValues, StepValues
from asbdesk.domain.casework import RiskBand
from asbdesk.domain.repeats import Sign
from asbdesk.domain.risk import Questionnaire, rank
from asbdesk.domain.when import NotADate, parse_date, show_date
from asbdesk.errors import InvalidField
from asbdesk.queries.risk import AssessmentRow, AtRisk, RiskForm, RiskPage, StepRow

Tone = Literal["quiet", "info", "good", "alert"]
Payload = Mapping[str, Any]
TONES: dict[RiskBand, Tone] = {RiskBand.LOW: "quiet", RiskBand.MEDIUM: "info", RiskBand.HIGH: "alert"}
NOT_COUNTED = "Written down with the assessment. It never counts in the score."


@dataclass(frozen=True, slots=True)
class Says:
    """Words with their tone; ``plan`` when an action plan is needed."""

    words: str
    tone: Tone
    plan: bool = False
    overdue: bool = False


def draft_key(case_id: int, person_id: int) -> str:
    """Under what an unfinished assessment is kept."""
    return f"risk:case-{case_id}:person-{person_id}"


def preview(form: Questionnaire, typed: Payload) -> Says:
    """The score so far, and the band, while the form is filled in."""
    weights = {(q.code, a.code): a.weight for q in form.questions for a in q.answers}
    given = [weights[q.code, str(typed[q.code])] for q in form.questions if typed.get(q.code)]
    left = len(form.questions) - len(given)
    score = sum(given)
    band, lifted = form.band_of(score).band, ""
    for escalator in form.escalators:
        if (typed.get(f"raised-{escalator.code}") or {}).get("holds") and rank(escalator.to) > rank(band):
            band, lifted = escalator.to, f", lifted by “{escalator.text}”"
    words = f"{band.label} risk: score {score} of {form.most}{lifted}."
    if left:
        words = f"{words} {left} question{'s' if left > 1 else ''} still open."
    rule = form.rule(band)
    if rule.plan:
        words = f"{words} An action plan is needed; looked at again within {rule.review_days} days."
    return Says(words, TONES[band], rule.plan)


def shown(form: RiskForm) -> dict[str, Any]:
    """What the form holds at first: last time's answers, what the records say, the steps that go on."""
    last = form.last.answers if form.last else {}
    value: dict[str, Any] = {q.code: last.get("answers", {}).get(q.code) for q in form.version.form.questions}
    for escalator in form.version.form.escalators:
        found, before = form.found.get(escalator.code, ""), last.get("escalators", {}).get(escalator.code, {})
        holds = bool(before.get("holds")) or (bool(found) and not before.get("words"))
        value[f"raised-{escalator.code}"] = {"holds": holds, "words": before.get("words", "")}
    steps = [{"text": s.text, "who": s.who, "due": show_date(s.due_on), "row_id": s.id} for s in form.steps]
    return {
        **value,
        "plan": {"lines": steps},
        "evidence": last.get("evidence", ""),
        "earlier": last.get("earlier", ""),
    }


def values(form: Questionnaire, typed: Payload, today: date) -> RiskValues:
    """The form's contents as the service takes them. Raises :class:`InvalidField` for a step without a day."""
    for question in form.questions:
        if not typed[question.code]:
            raise InvalidField(question.code, "Choose an answer.")
    return RiskValues(
        answers={q.code: typed[q.code] for q in form.questions},
        escalators={e.code: Raised(**typed[f"raised-{e.code}"]) for e in form.escalators},
        plan=tuple(_step(entry, today) for entry in typed["plan"]["lines"] if entry["text"].strip()),
        review_on=date.fromisoformat(typed["review_on"]) if typed["review_on"] else None,
        evidence=typed["evidence"],
        earlier=typed["earlier"],
        note=typed["note"],
    )


def field_of(error: InvalidField) -> InvalidField:
    """The service's field as the form calls it."""
    name = error.field.replace("words-", "raised-", 1)
    return InvalidField(name, error.message, error.hint)


def _step(entry: Payload, today: date) -> StepValues:
    if not entry["due"].strip():
        raise InvalidField("plan", f"“{entry['text'].strip()}” needs a day.")
    try:
        due = parse_date(entry["due"], today, "future")
    except NotADate as error:
        raise InvalidField("plan", f"“{entry['text'].strip()}”: {error.message}", error.hint) from error
    return StepValues(entry["text"], entry["who"], due, entry.get("row_id"))


def standing(person: AtRisk, today: date) -> Says:
    """How somebody stands: ``Medium risk, score 13; assessed 3 Nov 2003, again by 1 Dec 2003``."""
    row = person.current
    if row is None:
        return Says("Risk not assessed", "quiet")
    again = f", again by {show_date(row.review_on)}" if row.review_on else ""
    late = ": overdue" if row.review_on and row.review_on < today else ""
    words = f"Score {row.score}{' (lifted)' if row.lifted else ''} · assessed {show_date(row.assessed_on)}{again}{late}"
    return Says(words, "alert" if late else TONES[row.band], overdue=bool(late))


def sign_words(sign: Sign, page: RiskPage, *, short: bool = False) -> str:
    """``Complainant A: 3 incidents since ...``; ``short`` where the references stand beside it."""
    who, words = page.called.get(sign.person_id or 0, ""), sign.counted if short else sign.words
    return f"{who}: {words}" if who else words


def sign_tone(sign: Sign) -> Tone:
    """A hate incident is a matter for today; the rest are worth knowing."""
    return "alert" if sign.kind == "hate" else "info"


def step_words(step: StepRow, today: date) -> Says:
    """When a step is due, or what came of it."""
    if step.done_on:
        return Says(f"Done {show_date(step.done_on)}. {step.outcome}", "good")
    late = step.due_on < today
    return Says(f"{step.who}, by {show_date(step.due_on)}{': overdue' if late else ''}", "alert" if late else "quiet")


def history_lines(people: Sequence[AtRisk]) -> tuple[tuple[AssessmentRow, tuple[str, ...]], ...]:
    """Every assessment as a line of the table beside the picture, the newest first."""
    rows = [(row, person.called) for person in people for row in person.history]
    ordered = sorted(rows, key=lambda pair: (pair[0].assessed_on, pair[0].id), reverse=True)
    return tuple((row, (show_date(row.assessed_on), called, str(row.score), _band_words(row), row.by))
                 for row, called in ordered)  # fmt: skip


def _band_words(row: AssessmentRow) -> str:
    return f"{row.band.label}, lifted from {row.by_score.label}" if row.lifted else row.band.label


def version_words(number: int) -> str:
    """Which questionnaire it was."""
    return f"Questionnaire version {number}" if number else "Questionnaire as shipped"
