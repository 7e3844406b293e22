"""What the tab *Readiness* decides, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asbdesk.domain.board import GROUPS, STATE_WORDS, Board, Group, Line, Proof, State
from asbdesk.domain.orders import ApplicationState, ProofKind
from asbdesk.domain.when import show_date
from asbdesk.queries.readiness import BoardPage
from asbdesk.ui.today.state import how_soon


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: its words, and the mark that repeats them."""

    words: str
    icon: str
    role: str
    bold: bool = False


STATE: dict[State, Look] = {
    "done": Look(STATE_WORDS["done"], "check-circle-outline", "good"),
    "missing": Look(STATE_WORDS["missing"], "circle-outline", "alert", bold=True),
    "doubt": Look(STATE_WORDS["doubt"], "help-circle-outline", "accent", bold=True),
    "later": Look(STATE_WORDS["later"], "clock-outline", "muted"),
    "not-needed": Look(STATE_WORDS["not-needed"], "minus-circle-outline", "muted"),
}


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a line is mended: a tab of the page, or another place."""

    words: str
    tab: str = ""
    place: str = ""


_LEADS = {
    "application": Leads("To the application", tab="application"),
    "allegations": Leads("To the allegations", tab="allegations"),
    "order": Leads("To the order sought", tab="sought"),
    "consultation": Leads("To the consultation", tab="consultation"),
    "hearings": Leads("To the hearings", tab="hearings"),
    "papers": Leads("To the papers", tab="papers"),
    "person": Leads("Open the person", place="person"),
    "risk": Leads("Risk and proportionality", place="risk"),
}


def summary(board: Board, now: ApplicationState) -> str:
    """``9 of 14 ready``."""
    counted, done = len(board.counted), len(board.counted) - len(board.open)
    if board.ready:
        return "Ready to be lodged" if now is ApplicationState.PREPARING else f"All {counted} ready"
    return f"{done} of {counted} ready"


def next_words(board: Board, today: date) -> str:
    """The next day that something is due on; else what is open first."""
    line = board.next_date
    if line is not None and line.by is not None:
        return f"Next date: {show_date(line.by)}, {how_soon(line.by, today)}: {lower(line.words)}"
    first = next(iter(board.open), None)
    return f"Next: {lower(first.words)}" if first else ""


def groups(board: Board, *, open_only: bool) -> tuple[tuple[Group, str, tuple[Line, ...]], ...]:
    """The groups with something in them."""
    shown = [line for line in board.lines if not open_only or line.state not in ("done", "not-needed")]
    return tuple(
        (group, words, lines)
        for group, words in GROUPS.items()
        if (lines := tuple(line for line in shown if line.group == group))
    )


def count_words(lines: Sequence[Line]) -> str:
    """``1 of 3 ready``; what is due later is told apart."""
    counted = [line for line in lines if line.state in ("done", "missing", "doubt")]
    later = sum(line.state == "later" for line in lines)
    parts = [f"{sum(line.state == 'done' for line in counted)} of {len(counted)} ready"] if counted else []
    return ", ".join([*parts, *([f"{later} later"] if later else [])]) or "nothing to do"


def change_lines(page: BoardPage) -> tuple[str, ...]:
    """The cause, then each thing that is judged otherwise."""
    if not page.changes:
        return ()
    seen = f" since {show_date(page.seen_on)}" if page.seen_on else ""
    cause = page.changes.cause or f"Judged anew{seen}"
    return (f"{cause}:", *(sentence(words[:1].upper() + words[1:]) for words in page.changes.lines))


def proof_words(proof: Proof) -> str:
    """What ticks a line, from when, by whom."""
    if proof.kind is ProofKind.RECORD:
        return f"{show_date(proof.on)}: {proof.words} ({proof.by})"
    note = f": {proof.words}" if proof.words else ""
    return f"{proof.kind.label}: {proof.shown}{note} ({proof.by})"


def went_on_words(proofs: Sequence[Proof]) -> str:
    """Why it was lodged before it was ready."""
    return " ".join(f"Lodged before it was ready, {show_date(p.on)}, {p.by}: {sentence(p.words)}" for p in proofs)


def leads(line: Line, tabs: frozenset[str]) -> Leads | None:
    """Where the line is mended, if that is not here."""
    found = _LEADS.get(line.where)
    if found is None or line.state in ("done", "not-needed") or (found.tab and found.tab not in tabs):
        return None
    return found


def tick_words(line: Line) -> str:
    """What the button says: a line that is ticked takes more evidence."""
    if line.group == "consultation":
        return "Not needed…"
    return "Add…" if line.proofs else "Tick…"


def sentence(words: str) -> str:
    """With a full stop."""
    return words if words.endswith((".", "…", "?", "!")) else f"{words}."


def lower(words: str) -> str:
    """Fit for the middle of a sentence."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
