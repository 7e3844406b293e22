"""What the law of the day says about a notice: what it rests on, how long it lasts, an appeal and its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """``name`` with its article: "a community protection notice". ``appeal_within``: "21 days"; ``appeal_by`` the last
    day that is surely in time; ``serve_by`` the last day to serve it. ``longest``: "24 hours"; ``longest_signed``
    where somebody senior signs. ``check`` is what the office must look at before the paper is used."""

    name: str = ""
    section: str = ""
    elements: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    appeal_to: str = ""
    appeal_within: str = ""
    appeal_by: date | None = None
    serve_within: str = ""
    serve_by: date | None = None
    longest: str = ""
    longest_signed: str = ""
    check: str = ""


EXAMPLE = RuleFacts(
    name="a community protection notice",
    section="Anti-social Behaviour, Crime and Policing Act 2014, section 43",
    elements=(
        "The conduct has a detrimental effect on the quality of life of those in the locality",
        "The effect is persistent or continuing",
        "The conduct is unreasonable",
    ),
    breaches=("An offence: for an individual a fine of level 4; remedial action, forfeiture; a fixed penalty instead",),
    appeal_to="the magistrates' court",
    appeal_within="21 days",
    appeal_by=date(2014, 12, 21),
    serve_within="12 months",
    serve_by=date(2015, 10, 20),
    longest="24 hours",
    longest_signed="48 hours",
    check="Check against the prescribed form before it is used: this text was not taken from it.",
)

GROUPS: tuple[tuple[str, tuple[tuple[str, str] | tuple[str, str, str], ...]], ...] = (
    (
        "rule",
        (
            ("name", "name of the notice in the law"),
            ("section", "section of the law"),
            ("elements", "what the law asks for", "list"),
            ("breaches", "what follows a breach", "list"),
            ("appeal_to", "court of appeal"),
            ("appeal_within", "time for an appeal"),
            ("appeal_by", "last day for an appeal", "date"),
            ("serve_within", "time for the notice"),
            ("serve_by", "last day for the notice", "date"),
            ("longest", "how long it may last"),
            ("longest_signed", "how long it may last when somebody senior signs"),
            ("check", "what is to be checked"),
        ),
    ),
)
LISTS = {"rule.elements": "", "rule.breaches": ""}
