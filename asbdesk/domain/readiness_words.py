"""How the readiness board speaks."""

from __future__ import annotations

from typing import Any

from asbdesk.domain.law_people import Concerns, Matter
from asbdesk.domain.law_rules import At
from asbdesk.domain.when import show_date

AT_WORDS: dict[At, str] = {
    "act": "the first act",
    "application": "the application",
    "hearing": "the hearing",
    "order": "the order",
    "end": "the end of the order",
    "breach": "a breach",
}


def sure_words(found: Concerns[Any]) -> str:
    """``15 on the day of the application, 1 Dec 2003``."""
    if found.at is None or found.on is None or found.age is None:
        return ""
    return f"{found.age} on the day of {AT_WORDS[found.at]}, {show_date(found.on)}"


def depends(found: Concerns[Any], matter: Matter) -> str:
    """Why it cannot be told yet whether the rule concerns the person."""
    rule = found.rule
    at = AT_WORDS[found.at or (rule.at[0] if rule.at else "application")]
    bound = f"under {rule.under}" if rule.under is not None else f"{rule.from_age} or over"
    missing = "the date of birth" if matter.born is None else f"the day of {at}"
    return f"Where the person is {bound} on the day of {at}; {missing} is not known."


def plural(count: int, noun: str, nouns: str = "") -> str:
    """``1 act``, ``3 acts``."""
    return f"{count} {noun if count == 1 or noun == 'more' else nouns or noun + 's'}"


def cap(words: str) -> str:
    """With a capital."""
    return words[:1].upper() + words[1:]
