"""The facts of a notice out of the law file: never a number from code."""

from __future__ import annotations

from datetime import date

from asbdesk.documents.library import Template
from asbdesk.documents.rule_facts import RuleFacts
from asbdesk.domain.law import Instrument, Law, instrument_on
from asbdesk.domain.law_limits import period_end
from asbdesk.domain.law_rules import Notice, Span
from asbdesk.domain.when import say_date
from asbdesk.errors import InvalidField
from asbdesk.reference_data import load_review_test

GIVEN = "given_on"
"""The question for the day on which the notice is handed over: an appeal counts from it."""
SINCE = {"convicted_on": "conviction", "closed_on": "order"}
"""Questions for a day from which the time to serve a notice counts, and the law file's word for that day."""


def rule_facts(
    law: Law, template: Template, day: date, asked: dict[str, str | date], *, checked: bool = False
) -> RuleFacts:
    """What the law of that day says about the notice that a template makes; nothing where it needs no law.

    ``checked``: its words were compared with the prescribed form.

    Raises :class:`InvalidField` at the day from which the time to serve it has run out.
    """
    found = instrument_on(law, template.law, day) if template.law else None
    if found is None:
        return RuleFacts(elements=(load_review_test().asks(day),)) if template.before_law else RuleFacts()
    appeal = found.appeals[0] if found.appeals else None
    limit = appeal.within if appeal else _challenge(found)
    longest = {each.of: each.most.words for each in found.lengths if each.most}
    within, serve_by = _serve_by(found, day, asked)
    row = next((each for each in found.documents if each.code == template.makes), None)
    return RuleFacts(
        name=found.name,
        section=row.section if row else found.section,
        elements=tuple(each.words for each in found.elements),
        breaches=tuple(each.words for each in found.breaches),
        appeal_to=appeal.to if appeal else "",
        appeal_within=limit.words if limit else "",
        appeal_by=_appeal_by(limit, asked.get(GIVEN)),
        serve_within=within,
        serve_by=serve_by,
        longest=longest.get("notice") or longest.get("direction") or longest.get("order", ""),
        longest_signed=longest.get("extension", ""),
        check=_check(found, template, checked=checked),
    )


def _challenge(found: Instrument) -> Span | None:
    """The time to ask a court whether what the council made is valid, where no appeal lies."""
    return next((each.span for each in found.notices if each.anchor == "order" and each.way == "after"), None)


def _appeal_by(within: Span | None, given: str | date | None) -> date | None:
    """Whoever relies on it must not be late: the day itself counts unless the law is known to say otherwise."""
    return period_end(given, within) if within and isinstance(given, date) else None


def _serve_by(found: Instrument, day: date, asked: dict[str, str | date]) -> tuple[str, date | None]:
    """The time and the last day for serving it, counted with the day from which it runs: the earlier reading."""
    for question, anchor in SINCE.items():
        rule: Notice | None = next((each for each in found.notices if each.anchor == anchor), None)
        start = asked.get(question)
        if rule is None or not isinstance(start, date):
            continue
        last = period_end(max(start, _appeal_end(asked, start)), rule.span)
        if last < day:
            raise InvalidField(question, f"It had to be served within {rule.span.words}: by {say_date(last)}.")
        return rule.span.words, last
    return "", None


def _appeal_end(asked: dict[str, str | date], start: date) -> date:
    ended = asked.get("appeal_ended_on")
    return ended if isinstance(ended, date) else start


def _check(found: Instrument, template: Template, *, checked: bool) -> str:
    """What the office must look at first: no template was taken from a prescribed form."""
    doubt = "" if found.confirmed else f" {found.doubt.rstrip('.')}." if found.doubt else " Its dates are unconfirmed."
    if template.check and not checked:
        return f"{template.check}{doubt}"
    return doubt.strip()
