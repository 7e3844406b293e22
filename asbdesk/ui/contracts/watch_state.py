"""What the page of a watched contract decides and says: its day, what comes, what a breach calls for. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from asbdesk.domain.agreements import TermValues
from asbdesk.domain.casework import BreachStep, ContractState
from asbdesk.domain.watching import BreachValues, InProportion, LifeDay, in_proportion, life_day
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.agreements import ContractStory
from asbdesk.queries.contracts import ContractPage
from asbdesk.queries.watching import BreachRow, LogRow, VersionRow, Watched

Entry = dict[str, Any]


def life(page: ContractPage, today: date) -> LifeDay:
    """On which day of its life the contract is."""
    return life_day(page.values.starts_on, page.ends_on, today)


def standing(story: ContractStory, today: date) -> str:
    """``Day 34 of 182 · Next review 15 Dec 2003 · 1 breach``: how a contract that runs is going."""
    page = story.contract
    if page.state is not ContractState.SIGNED:
        return ""
    due = min((r.due_on for r in page.reviews if not r.held_on), default=None)
    overdue = due is not None and due < today
    review = "" if due is None else f"{'Review was due' if overdue else 'Next review'} {show_date(due)}"
    count = len(story.watch.counted)
    broken = f"{count} breach{'' if count == 1 else 'es'}" if count else "No breach so far"
    return " · ".join(part for part in (life(page, today).words, review, broken) if part)


def nags(story: ContractStory, today: date) -> tuple[tuple[str, str, int], ...]:
    """What waits to be done, each with what its button does and for which row: minutes to file, a breach to answer,
    a contract that ran out.
    """
    found: list[tuple[str, str, int]] = []
    for breach in story.watch.counted:
        if breach.values.step is None:
            words = f"The breach of term {breach.values.term_number} on {show_date(breach.values.happened_on)}"
            found.append((f"{words} is not answered yet.", "breach", breach.id))
    found += [
        (f"The minutes of {show_date(review.held_on)} are not filed yet.", "minutes", review.id)
        for review in story.contract.reviews
        if review.held_on and review.minutes and not review.filed
    ]
    if story.contract.state is ContractState.SIGNED and story.contract.ends_on < today:
        found.append((f"It ran out on {show_date(story.contract.ends_on)}. Was it kept?", "ended", 0))
    return tuple(found)


def breach_line(row: BreachRow) -> tuple[tuple[str, ...], str]:
    """When, which term, what happened and what was done; and the colour role."""
    values = row.values
    when, term = show_date(values.happened_on), f"Term {values.term_number}"
    if not row.counts:
        return (when, term, f"{values.summary} Withdrawn: {row.withdrawn_note}", "Withdrawn"), "muted"
    if values.step is None:
        return (when, term, values.summary, "To be answered"), "alert"
    return (when, term, values.summary, values.step.label + ("" if row.noticed else ", no notice yet")), ""


def log_line(row: LogRow) -> tuple[str, ...]:
    """When, what and by whom."""
    at = show_date(row.happened_at.date())
    if (row.happened_at.hour, row.happened_at.minute) != (0, 0):
        at += f", {show_time(row.happened_at.time())}"
    return (at, row.text, row.author)


def version_lines(watch: Watched, page: ContractPage) -> tuple[tuple[str, str], ...]:
    """Each version with what it was: the first as signed, the last as it stands."""
    if not watch.versions:
        return ()
    lines = [(f"Version {v.number}", _until(v)) for v in watch.versions]
    last = watch.versions[-1]
    return (
        *lines,
        (f"Version {last.number + 1}", f"Since {show_date(last.agreed_on)}, until {show_date(page.ends_on)}"),
    )


def _until(version: VersionRow) -> str:
    return f"Until {show_date(version.agreed_on)}. {version.kind.label}: {version.reason}"


def terms_to_break(watch: Watched, now: Sequence[TermValues]) -> list[tuple[str, str]]:
    """Every term that ever stood in the contract, by its number; those taken out say so."""
    known = {str(term.number): (term.text, "") for version in watch.versions for term in version.terms}
    known = {number: (text, " (taken out later)") for number, (text, _) in known.items()}
    known |= {str(term.number): (term.text, "") for term in now}
    return [
        (number, f"{number}. {_short(text)}{more}")
        for number, (text, more) in sorted(known.items(), key=lambda pair: int(pair[0]))
    ]


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def called_for(watch: Watched, serious: bool, on: date | None, breach_id: int = 0) -> InProportion:
    """The step in proportion for a breach of that day, after those taken before."""
    earlier = [
        (row.values.happened_on, row.id, row.values.step)
        for row in watch.counted
        if row.id != breach_id and row.values.step is not None
    ]
    if on is not None:
        before = (on, breach_id or 1 << 60)
        earlier = [each for each in earlier if each[:2] < before]
    return in_proportion(serious, [step for _, _, step in sorted(earlier) if step is not None])


def departs(step: str | None, wanted: InProportion) -> bool:
    """Whether another step is chosen than the one in proportion."""
    return bool(step) and step != wanted.step.value


def shown_breach(row: BreachRow) -> Entry:
    """A breach as its form shows it."""
    values = row.values
    return {
        "term": str(values.term_number),
        "happened_on": values.happened_on.isoformat(),
        "incident": str(values.incident_id) if values.incident_id else None,
        "summary": values.summary,
        "serious": values.serious,
        "evidence": values.evidence,
        "persons_account": values.persons_account,
        "step": values.step.value if values.step else None,
        "decided_on": values.decided_on.isoformat() if values.decided_on else None,
        "step_note": values.step_note,
        "departure": values.departure,
    }


def breach_values(form: Entry) -> BreachValues:
    """The form's contents as the service takes them."""
    return BreachValues(
        term_number=int(form["term"]),
        happened_on=date.fromisoformat(form["happened_on"]),
        summary=form["summary"],
        incident_id=int(form["incident"]) if form["incident"] else None,
        serious=form["serious"],
        evidence=form["evidence"],
        persons_account=form["persons_account"],
        step=BreachStep(form["step"]) if form["step"] else None,
        step_note=form["step_note"],
        decided_on=date.fromisoformat(form["decided_on"]) if form["step"] and form["decided_on"] else None,
        departure=form["departure"],
    )
