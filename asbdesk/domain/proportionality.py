"""Before a step up the ladder: was it thought through whether it is proportionate? (domain.md 3, law.md section 7)

The questions and the steps that ask for them are data: ``resources/risk/proportionality.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from asbdesk.domain.casework import Labelled
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField


class Known(Labelled):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; ``help`` says what to think of, ``source`` where the law asks it, if it does: from ``since`` on, and
    before that ``earlier``. ``elsewhere`` is its source in a jurisdiction that has another."""

    code: str
    text: str
    short: str
    help: str
    source: str = ""
    since: date = date.min
    earlier: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict[str, str])

    def source_in(self, jurisdiction: str, day: date) -> str:
        """Where the law of that day asks it; "" where none does."""
        return self.elsewhere.get(jurisdiction, self.source if day >= self.since else self.earlier)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder. ``papers`` are the steps that letters record; ``label`` follows "before"."""

    code: str
    label: str
    asks: bool
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    questions: tuple[Asked, ...]
    steps: tuple[Step, ...]

    def acts_in(self, jurisdiction: str, day: date) -> str:
        """The Acts that ask these questions there on that day: "Equality Act 2010"."""
        sources = (question.source_in(jurisdiction, day).partition(",")[0] for question in self.questions)
        return "; ".join(dict.fromkeys(act for act in sources if act))

    def step(self, code: str) -> Step | None:
        """The step so called, or the one that a letter recording ``code`` belongs to."""
        return next((step for step in self.steps if code == step.code or code in step.papers), None)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of the ladder that was taken, and when."""

    step: str
    on: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record of proportionality, made for a step. One that was released by a manager counts for its step."""

    step: str
    on: date


def rules(data: Mapping[str, Any]) -> Rules:
    """The questions and steps out of the file."""
    return Rules(
        tuple(Asked(**each) for each in data["question"]),
        tuple(Step(each["code"], each["label"], each["asks"], tuple(each["papers"])) for each in data["step"]),
    )


def missing(known: Rules, code: str, records: tuple[Recorded, ...], taken: tuple[Taken, ...]) -> str:
    """What is missing before the step ``code``, in a sentence; "" when nothing is, or the step asks for nothing.

    A record counts when it was made for this step, not before the last other step, and for this time: a step taken
    again asks again.
    """
    step = known.step(code)
    if step is None or not step.asks:
        return ""
    mine = [record.on for record in records if record.step == step.code]
    if not mine:
        return f"Before {step.label}: record proportionality. There is no record for this step yet."
    last = max((each.on for each in taken if each.step != step.code), default=date.min)
    fresh = [on for on in mine if on >= last]
    if not fresh:
        return (
            f"Before {step.label}: record proportionality again. The record of {show_date(max(mine))} is older than "
            f"the last step, of {show_date(last)}."
        )
    used = sum(each.step == step.code and each.on >= last for each in taken)
    if len(fresh) <= used:
        newest = show_date(max(fresh))
        return f"Before {step.label}: record proportionality again. The record of {newest} was for the one before."
    return ""


def says_why(reason: str) -> bool:
    """Whether a reason to go on without a record is one: at least three words, such as "he moves tomorrow"."""
    return len(reason.split()) >= 3


def check(known: Rules, answers: Mapping[str, Mapping[str, str]], conclusion: str) -> tuple[str, ...]:
    """What is not known yet, by the short names of the questions.

    ``answers``: question to ``{"known": "yes", "words": "..."}``. Raises :class:`InvalidField` for a question without
    an answer, a "yes" or "no" that says nothing, or no conclusion.
    """
    unknown: list[str] = []
    for question in known.questions:
        given = answers.get(question.code) or {}
        if given.get("known") not in tuple(Known):
            raise InvalidField(question.code, "Choose yes, no or not known.")
        if Known(given["known"]) is Known.UNKNOWN:
            unknown.append(question.short)
    if not conclusion.strip():
        raise InvalidField("conclusion", "Say in a sentence why the step is in proportion.")
    return tuple(unknown)
