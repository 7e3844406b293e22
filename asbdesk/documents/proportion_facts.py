"""The record made before a step up the ladder: is it in proportion for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WeighedFacts:
    """A question with its ``source`` in law, if it has one, ``answer`` (Yes, No, Not known) and the words beside it."""

    question: str
    answer: str
    words: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ProportionFacts:
    """``step``: "an application to the court". ``unknown`` names what was not known then. A manager who went on without
    a record is ``released_by``, for ``reason``; there are no answers then."""

    step: str = ""
    recorded_on: date | None = None
    by: str = ""
    weighed: tuple[WeighedFacts, ...] = ()
    conclusion: str = ""
    unknown: str = ""
    released_by: str = ""
    reason: str = ""


EXAMPLE = ProportionFacts(
    step="an application to the court",
    recorded_on=date(2003, 11, 17),
    by="Jo Okafor",
    weighed=(
        WeighedFacts(
            "Could a disability play a part in what this person does?",
            "No",
            "Asked at the interview of 3 November; his doctor was not named.",
            "Equality Act 2010, section 15",
        ),
        WeighedFacts(
            "Have lesser steps been tried, or thought of and ruled out?",
            "Yes",
            "Two warnings and a contract, broken three times.",
        ),
        WeighedFacts("Is a child affected, as the person concerned or in the household?", "Not known"),
    ),
    conclusion="Nothing less has kept the nights quiet; the terms reach no further than the block.",
    unknown="Children",
    released_by="Nadia Mockford",
    reason="He is to be evicted on Monday and threatens them daily.",
)

GROUPS: tuple[tuple[str, tuple[tuple[str, str] | tuple[str, str, str], ...]], ...] = (
    (
        "proportion",
        (
            ("step", "step that was weighed"),
            ("recorded_on", "day proportionality was recorded", "date"),
            ("by", "who recorded proportionality"),
            ("weighed", "questions of proportionality", "list"),
            ("conclusion", "conclusion on proportionality"),
            ("unknown", "what was not known"),
            ("released_by", "who went on without a record"),
            ("reason", "why it went on without a record"),
        ),
    ),
    (
        "weighing",
        (
            ("question", "question of proportionality"),
            ("answer", "answer to the question"),
            ("words", "words beside the answer"),
            ("source", "source of the question"),
        ),
    ),
)
LISTS = {"proportion.weighed": "weighing"}
