"""The facts of a contract that is watched: its interview, a breach, a review, a version; what of them a paper may say.

None of them has a place for evidence or for the office's own notes: those who sign read these papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """The interview before a contract. ``age`` in whole years on that day."""

    held_on: date | None = None
    present: str = ""
    age: int | None = None
    understanding: str = ""
    reasons: str = ""
    support_needs: str = ""
    agreed_wording: str = ""
    interviewer: str = ""


@dataclass(frozen=True, slots=True)
class BreachFacts:
    """A term broken. ``summary`` is neutral; ``incident`` the reference of a report, if there is one. ``step`` is a
    ``BreachStep`` value, ``step_words`` what was decided in words; ``serious`` is "yes" or empty."""

    term_number: int | None = None
    term_text: str = ""
    happened_on: date | None = None
    summary: str = ""
    incident: str = ""
    account: str = ""
    serious: str = ""
    step: str = ""
    step_words: str = ""
    step_note: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class MinuteFacts:
    """A line of the minutes. ``kind`` is heading, entry or line."""

    text: str
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """``number`` counts the reviews from 1; ``next_on`` is the one after it, if any is planned."""

    number: int | None = None
    due_on: date | None = None
    held_on: date | None = None
    present: str = ""
    found: str = ""
    minutes: tuple[MinuteFacts, ...] = ()
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What became of a term. ``was`` is empty for a new one, ``now`` for one that was taken out."""

    number: int
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A change by agreement. ``kind`` is a ``VersionKind`` value; ``number`` that of the version it made, 2 and up."""

    number: int | None = None
    kind: str = ""
    agreed_on: date | None = None
    reason: str = ""
    agreed_by: str = ""
    old_end: date | None = None
    new_end: date | None = None
    changes: tuple[ChangeFacts, ...] = ()


GROUPS: tuple[tuple[str, tuple[tuple[str, str] | tuple[str, str, str], ...]], ...] = (
    (
        "interview",
        (
            ("held_on", "day of the interview", "date"),
            ("present", "who was at the interview"),
            ("age", "age on the day of the interview", "number"),
            ("understanding", "how well the person understands"),
            ("reasons", "reasons behind the behaviour"),
            ("support_needs", "help that is needed"),
            ("agreed_wording", "wording agreed in the interview"),
            ("interviewer", "who held the interview"),
        ),
    ),
    (
        "breach",
        (
            ("term_number", "number of the broken term", "number"),
            ("term_text", "words of the broken term"),
            ("happened_on", "day of the breach", "date"),
            ("summary", "what happened in the breach"),
            ("incident", "reference of the incident"),
            ("account", "what the person says about the breach"),
            ("serious", "whether the breach is serious"),
            ("step", "kind of step after the breach"),
            ("step_words", "step after the breach"),
            ("step_note", "what the step is"),
            ("decided_on", "day of the decision", "date"),
        ),
    ),
    (
        "review",
        (
            ("number", "number of the review", "number"),
            ("due_on", "day the review is planned for", "date"),
            ("held_on", "day the review was held", "date"),
            ("present", "who was at the review"),
            ("found", "what the review found"),
            ("minutes", "minutes of the review", "list"),
            ("next_on", "day of the next review", "date"),
        ),
    ),
    ("minute", (("text", "words of the minutes"), ("kind", "kind of line in the minutes"))),
    (
        "version",
        (
            ("number", "number of the version", "number"),
            ("kind", "kind of change"),
            ("agreed_on", "day the change was agreed", "date"),
            ("reason", "reason of the change"),
            ("agreed_by", "who agreed to the change"),
            ("old_end", "end before the change", "date"),
            ("new_end", "end after the change", "date"),
            ("changes", "terms that changed", "list"),
        ),
    ),
    (
        "change",
        (
            ("number", "number of the changed term", "number"),
            ("was", "words before the change"),
            ("now", "words after the change"),
        ),
    ),
)
"""The groups of fields, as ``fields`` takes them: name, then (attribute, label, kind)."""

LISTS = {"review.minutes": "minute", "version.changes": "change"}

INTERVIEW = InterviewFacts(
    held_on=date(2003, 11, 11),
    present="Dean Mercer, Ruth Sampleford, Jo Okafor",
    age=19,
    understanding="He read each term aloud and said in his own words what it asks. He asked what counts as loud.",
    reasons="He works late shifts and friends come home with him. He did not know how far the bass carries.",
    support_needs="Help with rent arrears; somebody to talk to about sleep.",
    agreed_wording="He asked for 11 pm instead of 10 pm, which was agreed.",
    interviewer="Jo Okafor",
)
BREACH = BreachFacts(
    term_number=1,
    term_text="I will not play music that can be heard in other homes between 11 pm and 8 am.",
    happened_on=date(2003, 12, 6),
    summary="music was played from midnight until 2 am",
    incident="I/2003/0402",
    account="It was his birthday, and he forgot the time.",
    serious="yes",
    step="warning",
    step_words="This is a written warning.",
    step_note="The next breach leads to a review meeting.",
    decided_on=date(2003, 12, 9),
)
REVIEW = ReviewFacts(
    number=1,
    due_on=date(2003, 12, 29),
    held_on=date(2003, 12, 29),
    present="Dean Mercer, Ruth Sampleford, Jo Okafor",
    found="Going well but for one night.",
    minutes=(
        MinuteFacts("From 1 Dec 2003 to 29 Dec 2003."),
        MinuteFacts("Breaches, by term", "heading"),
        MinuteFacts("Term 1, 6 Dec 2003: music was played from midnight until 2 am.", "entry"),
        MinuteFacts("What was agreed", "heading"),
        MinuteFacts("The contract goes on as it is.", "entry"),
    ),
    next_on=date(2004, 1, 26),
)
VERSION = VersionFacts(
    number=2,
    kind="variation",
    agreed_on=date(2004, 1, 12),
    reason="He now works nights, and the fortnightly meeting fell into his sleep.",
    agreed_by="Dean Mercer, Jo Okafor, Ruth Sampleford",
    old_end=date(2004, 5, 30),
    new_end=date(2004, 5, 30),
    changes=(
        ChangeFacts(3, "I will meet the support worker every fortnight.", "I will meet the support worker each month."),
        ChangeFacts(5, "", "I will use headphones after 9 pm."),
    ),
)
