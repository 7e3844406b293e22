"""The risk to a victim: answers with weights, bands, and what lifts the band whatever the score (domain.md 1.2).

The questionnaire is data and local policy. What evidence there is and what was done before is written down and never
counts. Every value that is worked out says whence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, cast

from asbdesk.domain.casework import RiskBand
from asbdesk.errors import AsbdeskError, InvalidField

AXES = ("frequency", "duration", "impact", "vulnerability", "support")
REPEATS = ("victim", "location", "perpetrator")
HIGHEST_WEIGHT = 100
RepeatKind = Literal["victim", "location", "perpetrator"]


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    words: str
    weight: int


@dataclass(frozen=True, slots=True)
class Question:
    """``axis`` is one of :data:`AXES`."""

    code: str
    axis: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Escalator:
    """Something that lifts the band to ``to`` whatever the score."""

    code: str
    text: str
    help: str
    to: RiskBand


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from ``first`` up to and including ``last`` (None: and more). ``plan``: an action plan must follow."""

    band: RiskBand
    first: int
    last: int | None
    review_days: int
    plan: bool

    @property
    def words(self) -> str:
        """``8 to 14``."""
        return f"{self.first} to {self.last}" if self.last is not None else f"{self.first} and more"


@dataclass(frozen=True, slots=True)
class Repeat:
    """So many incidents in so many months up to today."""

    incidents: int
    months: int


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Questions, bands from low to high, escalators, and what counts as a repeat."""

    questions: tuple[Question, ...]
    bands: tuple[Band, ...]
    escalators: tuple[Escalator, ...]
    repeats: Mapping[str, Repeat]

    @property
    def most(self) -> int:
        """The highest score that can be reached."""
        return sum(max(answer.weight for answer in question.answers) for question in self.questions)

    def rule(self, band: RiskBand) -> Band:
        """What a band asks for."""
        return next(each for each in self.bands if each.band is band)

    def band_of(self, score: int) -> Band:
        """The band of a score."""
        return next(each for each in reversed(self.bands) if score >= each.first)

    def as_data(self) -> dict[str, Any]:
        """The questionnaire as it is kept: :func:`questionnaire` reads it."""
        return {
            "question": [asdict(each) for each in self.questions],
            "escalator": [{**asdict(each), "to": each.to.value} for each in self.escalators],
            "band": [
                {"band": b.band.value, "from": b.first, "to": b.last, "review_days": b.review_days, "plan": b.plan}
                for b in self.bands
            ],
            "repeats": {kind: asdict(rule) for kind, rule in self.repeats.items()},
        }


@dataclass(frozen=True, slots=True)
class Working:
    """One step of how the band came about: what was asked, what was said, what it counts."""

    kind: Literal["answer", "escalator", "set-aside", "score", "band"]
    about: str
    said: str
    counts: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """``by_score`` is the band of the score alone; ``band`` the one that holds."""

    score: int
    by_score: RiskBand
    band: RiskBand
    workings: tuple[Working, ...]


def assess(
    form: Questionnaire, answers: Mapping[str, str], raised: Mapping[str, str], set_aside: Mapping[str, str]
) -> Assessed:
    """Score the answers (question to answer code). ``raised`` gives the source of each escalator that holds,
    ``set_aside`` why one that was found does not.

    Raises :class:`InvalidField` naming the question without an answer, or the escalator without its source.
    """
    chosen = [(question, _chosen(question, answers.get(question.code, ""))) for question in form.questions]
    score = sum(answer.weight for _, answer in chosen)
    by_score = form.band_of(score)
    workings = [Working("answer", q.text, a.words, str(a.weight)) for q, a in chosen]
    workings.append(Working("score", "Score", f"of at most {form.most}", str(score)))
    band, because = by_score.band, f"{score} lies in {by_score.words}"
    for escalator in form.escalators:
        if escalator.code in raised:
            source = _source(escalator, raised[escalator.code], "Say what was told, or which incident it was.")
            workings.append(Working("escalator", escalator.text, source, f"escalates to {escalator.to.label}"))
            if rank(escalator.to) > rank(band):
                band, because = escalator.to, f"{escalator.text.lower()}: {source}"
        elif escalator.code in set_aside:
            why = _source(
                escalator, set_aside[escalator.code], "This was found in the records. Say why it does not count."
            )
            workings.append(Working("set-aside", escalator.text, why, "set aside"))
    workings.append(Working("band", "Risk", because, band.label))
    return Assessed(score, by_score.band, band, tuple(workings))


def rank(band: RiskBand) -> int:
    """Low is 0."""
    return tuple(RiskBand).index(band)


def highest(bands: Sequence[RiskBand]) -> RiskBand | None:
    """The highest of some bands; None for none."""
    return max(bands, key=rank, default=None)


def questionnaire(data: Mapping[str, Any]) -> Questionnaire:
    """A questionnaire out of a file or an office's own version, checked whole.

    Raises :class:`InvalidField` in words; the field is ``question-<code>``, ``escalator-<code>``, ``bands`` or
    ``repeats``.
    """
    try:
        form = Questionnaire(
            questions=tuple(_question(each) for each in data["question"]),
            bands=tuple(_band(each) for each in data["band"]),
            escalators=tuple(_escalator(each) for each in data["escalator"]),
            repeats={kind: Repeat(**data["repeats"][kind]) for kind in REPEATS},
        )
    except AsbdeskError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidField("", f"The questionnaire lacks something or has it wrong: {error}.") from error
    _check_questions(form)
    _check_bands(form)
    for kind, rule in form.repeats.items():
        _number("repeats", rule.incidents, 2, 99, f"A repeat {kind} needs 2 to 99 incidents.")
        _number("repeats", rule.months, 1, 60, f"A repeat {kind} is counted over 1 to 60 months.")
    return form


def _chosen(question: Question, code: str) -> Answer:
    found = next((answer for answer in question.answers if answer.code == code), None)
    if found is None:
        raise InvalidField(question.code, "Choose an answer.")
    return found


def _source(escalator: Escalator, words: str, missing: str) -> str:
    if not words.strip():
        raise InvalidField(f"words-{escalator.code}", missing)
    return words.strip()


def _question(data: Mapping[str, Any]) -> Question:
    code, text = str(data["code"]), str(data["text"]).strip()
    answers: list[Answer] = []
    for each in data["answers"]:
        if "weight" not in each:
            raise InvalidField(f"question-{code}", f"“{text}”: the answer “{each['words']}” has no weight.")
        answers.append(Answer(str(each["code"]), str(each["words"]).strip(), cast("int", each["weight"])))
    return Question(code, str(data["axis"]), text, tuple(answers))


def _escalator(data: Mapping[str, Any]) -> Escalator:
    made = Escalator(**{**data, "to": RiskBand(data["to"])})
    if made.to is RiskBand.LOW or not made.text.strip():
        raise InvalidField(f"escalator-{made.code}", f"“{made.text}” has to lift the band to medium or high.")
    return replace(made, text=made.text.strip())


def _band(data: Mapping[str, Any]) -> Band:
    return Band(RiskBand(data["band"]), data["from"], data.get("to"), data["review_days"], bool(data["plan"]))


def _check_questions(form: Questionnaire) -> None:
    for axis in AXES:
        if not any(question.axis == axis for question in form.questions):
            raise InvalidField("questions", f"No question asks about {axis}.")
    codes = [*(question.code for question in form.questions), *(each.code for each in form.escalators)]
    for code in codes:
        if codes.count(code) > 1:
            raise InvalidField(f"question-{code}", f"Two questions are called “{code}”: each needs a name of its own.")
    for question in form.questions:
        _check_question(question)


def _check_question(question: Question) -> None:
    field = f"question-{question.code}"
    if question.axis not in AXES:
        raise InvalidField(field, f"“{question.text}” belongs to none of {', '.join(AXES)}.")
    if not question.text or len(question.answers) < 2:
        raise InvalidField(field, "A question needs its words and at least two answers.")
    if len({answer.code for answer in question.answers}) < len(question.answers):
        raise InvalidField(field, f"“{question.text}” has two answers of the same name.")
    for answer in question.answers:
        if not answer.words:
            raise InvalidField(field, f"“{question.text}” has an answer without words.")
        told = f"“{answer.words}” needs a weight from 0 to {HIGHEST_WEIGHT}, in whole numbers."
        _number(field, answer.weight, 0, HIGHEST_WEIGHT, told)


def _check_bands(form: Questionnaire) -> None:
    if tuple(each.band for each in form.bands) != tuple(RiskBand):
        raise InvalidField("bands", "There are three bands, in this order: low, medium, high.")
    for band in form.bands:
        _number("bands", band.first, 0, 10_000, f"Say in whole numbers where {band.band.label} begins.")
        _number("bands", band.review_days, 1, 366, f"{band.band.label}: it is looked at again in 1 to 366 days.")
    if form.bands[0].first != 0:
        raise InvalidField("bands", "Low begins at 0.")
    if form.bands[-1].last is not None:
        raise InvalidField("bands", "High has no end.")
    for lower, upper in zip(form.bands, form.bands[1:], strict=False):
        pair = f"{lower.band.label} and {upper.band.label}"
        if lower.last is None or lower.last >= upper.first or lower.last < lower.first:
            raise InvalidField("bands", f"{pair} overlap: a score can lie in one band only.")
        if lower.last + 1 < upper.first:
            raise InvalidField("bands", f"Between {pair} there is a gap from {lower.last + 1} to {upper.first - 1}.")
    if form.most < form.bands[-1].first:
        raise InvalidField("bands", f"No score reaches High: the highest possible is {form.most}.")


def _number(field: str, value: object, least: int, most: int, told: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InvalidField(field, told)
