"""Witness statements: their numbered paragraphs, the exhibits they name, and the words in which they are verified.

The form is that of CPR Practice Direction 32 (England and Wales), paragraphs 17 to 20. Scotland and Northern Ireland
follow it in all but the words of the courts: the parties' names and the statement of truth are their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from asbdesk.domain.casework import Labelled

BELIEF = (
    "The facts in this statement are within my own knowledge unless I say otherwise. Where they are not, they are true "
    "to the best of my information and belief, and I say where I have them from."
)
"""PD 32, paragraph 18.2: which statements are of own knowledge, and the source of the others."""

_MARK = re.compile(r"\b[A-Z]{1,4}\d*/\d+\b(?!/)")
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


class HowMade(Labelled):
    """By what process the statement was prepared (PD 32, paragraph 18.1(5)): the sentence that says so."""

    OWN_HAND = "own-hand", "I wrote this statement myself."
    FACE_TO_FACE = "face-to-face", "This statement was prepared from what I said when I was met face to face."
    TELEPHONE = "telephone", "This statement was prepared from what I said over the telephone."
    INTERPRETER = (
        "interpreter",
        "This statement was prepared from what I said through an interpreter, who read it back to me in my language.",
    )


@dataclass(frozen=True, slots=True)
class StatementValues:
    """What the form of a statement holds. One of ``user_id`` and ``person_id`` is set.

    ``heading``: the title of the proceedings, line by line. ``text``: the witness's own words, a paragraph to a line.
    """

    case_id: int
    text: str
    user_id: int | None = None
    person_id: int | None = None
    occupation: str = ""
    address: str = ""
    heading: str = ""
    on_behalf_of: str = ""
    how_made: HowMade = HowMade.OWN_HAND
    belief: str = BELIEF
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class StatementOfTruth:
    """``first`` to ``last``: the days on which a statement is signed in these words, for the courts of those
    jurisdictions."""

    first: date
    last: date | None
    words: str
    source: str
    jurisdictions: tuple[str, ...]


def statements_of_truth(table: Mapping[str, Any]) -> tuple[StatementOfTruth, ...]:
    """From the TOML table, oldest first."""
    found = [
        StatementOfTruth(f["from"], f.get("to"), f["words"], f["source"], tuple(f["jurisdictions"]))
        for f in table["form"]
    ]
    return tuple(sorted(found, key=lambda each: each.first))


def truth_on(day: date, jurisdiction: str, forms: Sequence[StatementOfTruth]) -> StatementOfTruth:
    """The words for a statement signed on this day there; before there were any, the oldest."""
    known = [form for form in forms if jurisdiction in form.jurisdictions]
    in_force = [form for form in known if form.first <= day and (form.last is None or day <= form.last)]
    return in_force[-1] if in_force else known[0]


def paragraphs(name: str, values: StatementValues) -> tuple[str, ...]:
    """All paragraphs in order: who I am, how this was made, what I know of my own, then the witness's own words."""
    who = ", ".join(part.strip() for part in (f"I am {name}", values.occupation) if part.strip())
    address = ", ".join(line.strip() for line in values.address.splitlines() if line.strip())
    identity = f"{who}, of {address}." if address else f"{who}."
    own = (line.strip() for line in values.text.splitlines())
    return tuple(part for part in (identity, values.how_made.label, values.belief.strip(), *own) if part)


def marks_in(text: str) -> tuple[str, ...]:
    """The exhibit marks that a text names, each once, as they come."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


def unknown_marks(text: str, known: Iterable[str], letters: Iterable[str]) -> tuple[str, ...]:
    """Marks in the text that no exhibit bears. ``letters``: those that marks here begin with; "EF/1234" of another
    agency is no mark."""
    there, ours = set(known), set(letters)
    return tuple(mark for mark in marks_in(text) if mark not in there and mark.rpartition("/")[0] in ours)


def short_name(name: str) -> str:
    """ "J Okafor": the initials and the surname, as the corner of a statement has them (PD 32, paragraph 17.2)."""
    *given, surname = name.split() or [""]
    return " ".join([*(word[0] for word in given), surname])


def ordinal(number: int) -> str:
    """ "First" for 1, "12th" for 12."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
