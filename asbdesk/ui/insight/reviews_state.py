"""What the page of case reviews says and decides. No Qt here."""

from __future__ import annotations

from datetime import date

from asbdesk.domain.casework import ReviewDecision
from asbdesk.domain.when import NotADate, parse_date, show_date
from asbdesk.errors import InvalidField
from asbdesk.queries.case_reviews import MeetsRow, ReviewRow
from asbdesk.services.outcomes import Recommendation


def meets_cells(row: MeetsRow) -> tuple[str, ...]:
    """Somebody who meets the test, in the table."""
    stands = row.standing
    until = show_date(stands.until) if stands.until else ""
    return row.reference, row.name, row.subject, str(len(stands.qualifying)), until


def review_cells(row: ReviewRow) -> tuple[str, ...]:
    """A review in the table."""
    return show_date(row.asked_on), row.reference, row.name, row.decision.label, next_step(row)


def complaints_counted(row: ReviewRow) -> str:
    """What was counted on the day of the application: "Complaints that count: 2 (3 Oct 2003, 13 Oct 2003)."."""
    days = ", ".join(show_date(day) for day, _ in row.counted)
    return f"Complaints that count: {len(row.complaints)}{f' ({days})' if days else ''}."


def next_step(row: ReviewRow) -> str:
    """What stands out, or that it is done."""
    if row.decision is ReviewDecision.PENDING:
        return "To be decided"
    if row.decision is ReviewDecision.NOT_MET:
        return f"Decided {show_date(row.decided_on)}" if row.decided_on else ""
    if row.reviewed_on is None:
        return "To be reviewed"
    count = len(row.recommendations)
    advised = "no recommendation" if not count else f"{count} recommendation{'s' if count > 1 else ''}"
    return f"Reviewed {show_date(row.reviewed_on)}, {advised}"


def recommendations(text: str, today: date) -> tuple[Recommendation, ...]:
    """One to a line: ``Thornmere Homes: fit insulation by 28 Feb 2004``. The day is optional.

    Raises :class:`InvalidField` where a line does not say by whom.
    """
    made: list[Recommendation] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        who, colon, what = line.partition(":")
        if not colon or not what.strip():
            raise InvalidField("recommendations", f"“{line}”: begin with who is to do it, then a colon.")
        made.append(Recommendation(who.strip(), what.strip(), _day(what, today)))
    return tuple(made)


def recommendation_lines(row: ReviewRow) -> str:
    """The same for the form."""
    return "\n".join(f"{who}: {text}" for who, text, _due in row.recommendations)


def letter_answers(row: ReviewRow) -> dict[str, str]:
    """What the letters to the applicant ask, as far as the review says it; words can be changed there."""
    made = {"applied_on": row.asked_on.isoformat()}
    if row.decision is not ReviewDecision.PENDING:
        met = row.decision is ReviewDecision.MET
        made["decision"] = "The threshold is met" if met else "The threshold is not met"
        made["reasons"] = row.reasons
        made["complaints"] = "\n\n".join(f"{show_date(day)}: {kind}. It counts." for day, kind in row.counted)
    if row.reviewed_on is not None:
        made["reviewed_on"], made["found"] = row.reviewed_on.isoformat(), row.outcome
        made["recommendations"] = "\n\n".join(f"{who}: {text}." for who, text, _ in row.recommendations)
    return {name: words for name, words in made.items() if words}


def _day(what: str, today: date) -> date | None:
    _, by, last = what.rpartition(" by ")
    if not by:
        return None
    try:
        return parse_date(last.strip().rstrip("."), today, "future")
    except NotADate:
        return None
