"""What the overview of contracts says, line by line. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.domain.casework import ContractState
from asbdesk.domain.when import show_date
from asbdesk.queries.contract_overview import NOT_SIGNED, OVER, SOON, BrokenTerm, Overview, RunningContract

_TONES = {
    ContractState.KEPT: "good",
    ContractState.BROKEN: "alert",
    ContractState.ENDED: "muted",
    ContractState.DECLINED: "muted",
    ContractState.WITHDRAWN: "muted",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """``part`` of the whole width, 0 to 1; ``says`` stands at the right. ``tone`` is a colour of the tokens."""

    words: str
    says: str
    part: float
    tone: str = "accent"


def strip(seen: Overview) -> str:
    """``4 run, 1 review overdue, 2 due within four weeks. 3 of the 5 that are over were kept.``"""
    running = len(seen.running)
    if not running and not seen.over:
        return ""
    parts = [f"{running} {'runs' if running == 1 else 'run'}"]
    if seen.overdue:
        parts.append(f"{seen.overdue} review{'' if seen.overdue == 1 else 's'} overdue")
    if seen.due_soon:
        parts.append(f"{seen.due_soon} due within four weeks")
    ended = f" {seen.kept} of the {seen.over} that {'is' if seen.over == 1 else 'are'} over {_were(seen.kept)} kept."
    return f"{', '.join(parts)}." + (ended if seen.over else "")


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def life_line(row: RunningContract, today: date) -> tuple[tuple[str, ...], str]:
    """Person, day of its life, next review and breaches; the colour role."""
    overdue = row.next_review is not None and row.next_review < today
    review = "none left" if row.next_review is None else show_date(row.next_review) + (", overdue" if overdue else "")
    late = overdue or row.unanswered > 0 or row.life.day > row.life.of
    return (row.person, row.life.words, review, breach_words(row)), "alert" if late else ""


def breach_words(row: RunningContract) -> str:
    """``2, 1 to answer``."""
    return f"{row.breaches or 'none'}" + (f", {row.unanswered} to answer" if row.unanswered else "")


def due_rows(seen: Overview, today: date) -> tuple[RunningContract, ...]:
    """Those whose next review is overdue or due within four weeks."""
    return tuple(row for row in seen.running if row.next_review and row.next_review <= today + SOON)


def due_line(row: RunningContract, today: date) -> tuple[tuple[str, ...], str]:
    """When, and whom; how long it has been overdue."""
    day = row.next_review or today
    late = (today - day).days
    words = f", {late} day{'' if late == 1 else 's'} overdue" if late > 0 else ", today" if late == 0 else ""
    return (show_date(day), row.person + words), "alert" if late > 0 else ""


def term_bars(terms: tuple[BrokenTerm, ...]) -> list[Bar]:
    """The terms broken most; the longest bar is the first's."""
    most = max((term.breaches for term in terms), default=1)
    return [Bar(term.text, _times(term), term.breaches / most, "alert") for term in terms]


def _times(term: BrokenTerm) -> str:
    where = "" if term.contracts == 1 else f", {term.contracts} contracts"
    return f"{term.breaches} time{'' if term.breaches == 1 else 's'}{where}"


def end_bars(seen: Overview) -> list[Bar]:
    """How those that are over ended, then the offers that were never signed; parts of all of them."""
    whole = sum(seen.counts[state] for state in (*OVER, *NOT_SIGNED)) or 1
    return [
        Bar(_ENDS[state], str(seen.counts[state]), seen.counts[state] / whole, _TONES[state])
        for state in (*OVER, *NOT_SIGNED)
        if seen.counts[state] or state in (ContractState.KEPT, ContractState.BROKEN)
    ]


_ENDS = {
    ContractState.KEPT: "Kept to the end",
    ContractState.BROKEN: "Broken",
    ContractState.ENDED: "Ended early",
    ContractState.DECLINED: "Declined when offered",
    ContractState.WITHDRAWN: "Withdrawn or lapsed",
}
