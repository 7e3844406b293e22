"""What the tab *Papers* says and decides, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from asbdesk.domain.when import show_date
from asbdesk.queries.order_papers import STEPS, PaperRow, PapersPage
from asbdesk.ui.kit.short_table import Line

NOTHING = {
    "consultee": "Nobody is to be consulted about this application.",
    "service": "No service is recorded yet. Record it under Hearings, then write its certificate.",
    "breach": "No breach is recorded yet. Record it under Hearings, then write the report.",
}
ASK = {"consultee": "&Body", "service": "&Service", "breach": "&Breach"}


@dataclass(frozen=True, slots=True)
class May:
    """What may be done with the row that is chosen."""

    write: bool = False
    open: bool = False
    check: bool = False
    check_words: str = "&Form checked"


def above(page: PapersPage) -> str:
    """How many are filed, and how many are to be checked."""
    asked = [row for row in page.rows if row.needed]
    filed = sum(row.whole for row in asked)
    unchecked = sum(row.open_check for row in page.rows)
    words = f"{filed} of {len(asked)} papers are filed."
    if unchecked:
        what = "has a text" if unchecked == 1 else "have texts"
        words += f" {unchecked} {what} that nobody has compared with the prescribed form yet; each says so on itself."
    return words


def standing(row: PaperRow) -> str:
    """``Filed 17 Nov 2003, L4; needs checking``."""
    if row.filed:
        last = row.filed[-1]
        more = f" and {len(row.filed) - 1} more" if len(row.filed) > 1 else ""
        words = f"Filed on {show_date(last.on)}, {last.reference.rsplit('/', 1)[-1]}{more}"
        if row.waits:
            words += f". Not yet for: {'; '.join(row.waits.values())}"
    elif not row.template:
        words = "Not made here"
    elif row.late:
        words = f"Not filed; {row.late}"
    elif row.note:
        words = row.note.rstrip(".")
    else:
        words = "Not yet" if row.needed else "Where it is needed"
    check = "needs checking" if row.open_check else row.confirmed[:1].lower() + row.confirmed[1:]
    return f"{words}; {check}" if check else words


def late_words(row: PaperRow) -> str:
    """What is said above a paper that comes after the decision; it can be filed all the same."""
    return f"This paper comes late: {row.late}. It can be filed; it changes nothing of that." if row.late else ""


def choices(row: PaperRow, page: PapersPage) -> tuple[tuple[str, str], ...]:
    """What the paper may be about; those for whom it is not filed yet come first."""
    return tuple(sorted(page.choices.get(row.about, ()), key=lambda choice: choice[0] not in row.waits))


def line(row: PaperRow) -> Line:
    """Step, paper, form and source, state."""
    section = "" if row.section and row.form.startswith(row.section) else row.section
    source = ". ".join(part.rstrip(".") for part in (row.form, section, row.doubt) if part)
    role = "" if row.filed or row.needed else "muted"
    return Line((STEPS[row.step], row.words, source, standing(row)), role)


def may_do(row: PaperRow | None, *, order: bool, confirm: bool) -> May:
    """``order``: may work on applications; ``confirm``: may say that a form was compared."""
    if row is None:
        return May()
    words = "&Form not checked after all" if row.confirmed else "&Form checked"
    return May(order and bool(row.template) and not row.closed, bool(row.filed), confirm and bool(row.check), words)
