"""What the tab *Hearings* says and decides: the words of its tables, its forms' entries and values. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from asbdesk.domain import court_orders as rules
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.court_days import CourtDay
from asbdesk.domain.court_orders import BreachValues, HearingValues, OrderValues, ReviewValues, ServiceValues
from asbdesk.domain.law_lengths import Bar
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import (
    ApplicationState,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ServedPaper,
    ServiceMethod,
)
from asbdesk.domain.when import show_date, show_time
from asbdesk.domain.working_days import bank_holidays, holiday_doubt, is_working_day
from asbdesk.errors import InvalidField
from asbdesk.queries.hearings import BreachRow, CourtStory, HearingRow, OrderRow, ReviewRow, ServiceRow
from asbdesk.reference_data import holidays_published_to
from asbdesk.ui.kit.pieces import Tone
from asbdesk.ui.today.state import how_soon

Entry = dict[str, Any]
Cells = tuple[tuple[str, ...], str]
_TONE: dict[str, Tone] = {"in-force": "good", "replaced": "quiet", "ended": "quiet"}


def spoken(at: datetime) -> str:
    """``1 Dec 2003, 10:00``."""
    return f"{show_date(at.date())}, {show_time(at.time())}"


def head(story: CourtStory) -> tuple[str, Tone]:
    """How the order stands now; empty before there is one."""
    row = story.in_force or next(reversed(story.orders), None)
    if row is None:
        return "", "quiet"
    what = "Interim order: " if row.values.kind is OrderKind.INTERIM else ""
    words = row.standing.words
    return f"{what}{words[:1].lower()}{words[1:]}" if what else words, _TONE[row.standing.state]


def notes(story: CourtStory) -> str:
    """What must be known about the order today: what it is read as, what its length lacks, what the law file lacks."""
    found: list[str] = []
    if story.reads_as is not None:
        saving = story.reads_as
        found.append(" ".join(p for p in (f"{saving.words} ({saving.section}).", saving.doubt) if p))
    row = story.in_force
    if row is not None and row.length.words:
        why = f" Recorded so because: {row.values.departure}" if row.values.departure else ""
        found.append(f"Its length: {row.length.words}{why}")
    if row is not None and story.page.instrument.reviews and story.page.born is None:
        found.append("The date of birth is not known: whether the law asks for reviews cannot be told.")
    found += [f"{words.rstrip('.')}." for words in story.untimed] if row is not None else []
    return "\n".join([*_runs_out(story), *found])


def _runs_out(story: CourtStory) -> list[str]:
    """An interim order that ends before the hearing that is to follow it protects nobody in between."""
    row = story.in_force
    ends = row.values.last_day if row is not None and row.values.kind is OrderKind.INTERIM else None
    ahead = sorted(h.values.at.date() for h in story.hearings if h.outcome is None)
    if ends is None or not ahead or ahead[0] <= ends:
        return []
    then = f"the hearing of {show_date(ahead[0])}"
    return [f"The interim order ends with {show_date(ends)}, before {then}: ask the court to renew it."]


def hearing_line(row: HearingRow, today: date) -> Cells:
    """When, which, where, and what came of it."""
    values = row.values
    if row.outcome is None:
        late = values.at.date() < today
        came = "Outcome to be recorded" if late else how_soon(values.at.date(), today).capitalize()
        return (spoken(values.at), values.kind.label, values.court, came), "alert" if late else ""
    came = ". ".join(part for part in (row.outcome.label, row.outcome_words) if part)
    return (spoken(values.at), values.kind.label, values.court, came), ""


def day_line(day: CourtDay, today: date) -> Cells:
    """The last day, the last working day, what, and by which rule."""
    last = f"{show_date(day.last_day)}{f', {day.at}' if day.at else ''}"
    working = show_date(day.working_day) if day.working_day else ""
    if day.done_on is not None:
        done = f"Served {show_date(day.done_on)}" + ("" if day.kept else ", too late")
        role = "" if day.kept else "alert"
    elif day.before:
        due = day.working_day or day.last_day
        done, role = how_soon(due, today).capitalize(), "alert" if due < today else ""
    else:
        done, role = ("Over" if day.last_day < today else ""), ""
    unsure = holiday_doubt(day.working_day, holidays_published_to()) if day.working_day else ""
    law = ". ".join(part for part in (day.counted, day.section, day.doubt, unsure) if part)
    return (last, working, day.what, done, law), role


def order_line(row: OrderRow) -> Cells:
    """When it was made, what it is, how it stands, and how much it says."""
    values = row.values
    terms = f"{len(values.terms)} term{'' if len(values.terms) == 1 else 's'}"
    arrest = "power of arrest" if values.power_of_arrest else ""
    unserved = "not served yet" if row.unserved else ""
    more = ", ".join(part for part in (terms, arrest, unserved) if part)
    role = "alert" if row.unserved else "" if row.standing.state == "in-force" else "muted"
    return (show_date(row.made_on), values.kind.label, row.standing.words, more), role


def service_line(row: ServiceRow, story: CourtStory) -> Cells:
    """What, on whom, how, when, by whom, and whether it is certified."""
    values = row.values
    signed = f"Certificate {show_date(values.certified_on)}" if values.certified_on else "No certificate yet"
    named = {name for s in rules.services(story.page.instrument, values.paper) for name in s.methods}
    other = ", not a way that the law names" if named and values.method.value not in named else ""
    how = f"{values.method.label}{other}"
    return (spoken(values.served_at), values.paper.label, values.on_whom, how, values.served_by, signed), ""


def breach_line(row: BreachRow) -> Cells:
    """When, which term, what shows it, and what came of it."""
    values = row.values
    if values.outcome:
        came = ". ".join(part for part in (values.outcome, values.sentence) if part)
    elif values.reported_on:
        came = f"Reported {show_date(values.reported_on)} to {values.reported_to}"
    else:
        came = "To be reported"
    role = "alert" if not values.outcome and not values.reported_on else ""
    return (show_date(values.happened_on), f"Term {values.term_number}", values.evidence, came), role


def to_copy(story: CourtStory) -> tuple[BreachRow, HearingRow] | None:
    """A breach hearing whose outcome its breach does not say yet; the first breach that it can have been about."""
    for hearing in story.hearings:
        if hearing.values.kind is not HearingKind.BREACH or hearing.outcome not in _ON_BREACH:
            continue
        for breach in reversed(story.breaches):
            if not breach.values.outcome and breach.values.happened_on <= hearing.values.at.date():
                return breach, hearing
    return None


def copy_words(breach: BreachRow, hearing: HearingRow) -> str:
    """What the offer says."""
    on, of = show_date(hearing.values.at.date()), show_date(breach.values.happened_on)
    outcome = hearing.outcome.label.lower() if hearing.outcome else ""
    term = breach.values.term_number
    return f"The hearing of {on} found: {outcome}. The breach of {of}, term {term}, does not say so."


_ON_BREACH = (HearingOutcome.BREACH_PROVED, HearingOutcome.BREACH_NOT_PROVED)


def review_line(row: ReviewRow, story: CourtStory, today: date) -> Cells:
    """When it is due, by whose wish, and what was found."""
    why = "The law" if row.by_law else "The office"
    if row.values is not None:
        found = f"{row.values.compliance.rstrip('.')}. {row.values.decision}"
        return (show_date(row.due_on), why, f"Held {show_date(row.values.held_on)}", found), ""
    if story.in_force is None:
        return (show_date(row.due_on), why, "No longer needed", ""), "muted"
    late = row.due_on < today
    return (show_date(row.due_on), why, how_soon(row.due_on, today).capitalize(), ""), "alert" if late else ""


def review_words(story: CourtStory) -> str:
    """What the law says of reviews, where none stands there."""
    found = story.page.instrument.reviews
    if not found:
        return "The law of this application asks for no review. The office may plan its own."
    return " ".join(" ".join(p for p in (f"{r.words} ({r.section}).", r.doubt) if p) for r in found)


def bar_words(bar: Bar | None) -> str:
    """What the law says of a discharge before its time."""
    return f"{bar.rule.words} ({bar.rule.section}): not before {show_date(bar.free_from)}." if bar else ""


def day_off(place: Jurisdiction, day: date | None) -> str:
    """What is said beside the day of a hearing on which most courts do not sit; empty for any other."""
    if day is None or is_working_day(day, place):
        return ""
    name = bank_holidays(place, day.year).get(day) or f"a {day:%A}"
    return f"{show_date(day)} is {name}. Few courts sit then: check the day with the court's office."


def awaiting(story: CourtStory, now: datetime) -> HearingRow | None:
    """The hearing whose outcome is to be recorded: the first that was held and has none."""
    return next((row for row in story.hearings if row.outcome is None and row.values.at <= now), None)


def kinds(story: CourtStory, row: HearingRow | None) -> tuple[HearingKind, ...]:
    """What the form of a hearing offers."""
    if row is not None and row.outcome is not None:
        return tuple(kind for kind in HearingKind if row.outcome in rules.outcomes(kind))
    offered = rules.kinds(story.page.state)
    return offered if row is None or row.values.kind in offered else (row.values.kind, *offered)


def may_list(state: ApplicationState) -> bool:
    """May a hearing be listed at all?"""
    return bool(rules.kinds(state))


def length_words(story: CourtStory, kind: OrderKind, made_on: date) -> str:
    """What the law says of the length of such an order."""
    return rules.length_words(story.page.instrument, _matter(story, made_on), kind)


def judged(story: CourtStory, kind: OrderKind, made_on: date, last_day: date | None) -> str:
    """What is wrong or doubtful with that length; empty when nothing is."""
    return rules.judge(story.page.instrument, _matter(story, made_on), kind, made_on, last_day).words


def first_end(story: CourtStory, kind: OrderKind, made_on: date) -> date | None:
    """The last day that is offered first: a variation keeps that of the order, the order has the length asked for."""
    row = story.in_force
    if kind is OrderKind.VARIED and row is not None:
        return row.values.last_day
    months = story.page.values.length_months
    return rules.planned_end(story.page.instrument, _matter(story, made_on), kind, made_on, months)


def end_words(story: CourtStory, kind: OrderKind, made_on: date) -> str:
    """Where that last day comes from; empty where nothing is offered."""
    if first_end(story, kind, made_on) is None:
        return ""
    if kind is OrderKind.VARIED:
        return "The last day is that of the order in force. Type the court's own if it differs."
    months = story.page.values.length_months
    asked = f"{months} month{'' if months == 1 else 's'}"
    return f"The last day is {asked} from {show_date(made_on)}, as applied for. Type the court's own if it differs."


END_MADE = "Nobody typed this day. It was reckoned from the length applied for, and moves with the day of the order."
"""Said beside the last day of an order that was recorded so."""


def moved_words(ends: Sequence[date]) -> str:
    """What is said when the last day of an order moved with the day of its order."""
    return f"The order's last day moved with it: {show_date(ends[-1])}."


def _matter(story: CourtStory, made_on: date) -> Matter:
    matter = story.page.matter
    return Matter(matter.today, matter.applicant, matter.born, {**matter.days, "order": made_on})


def order_of(outcome: HearingOutcome | None, story: CourtStory, *, changed: bool) -> OrderKind | None:
    """The order that is made with the outcome; on an appeal that was allowed only where the court made one."""
    if outcome is HearingOutcome.APPEAL_ALLOWED and changed:
        return OrderKind.FULL if story.page.state is ApplicationState.REFUSED else OrderKind.VARIED
    return rules.made_by(outcome) if outcome else None


def first_terms(story: CourtStory) -> str:
    """The terms of the order in force, or those that the application asks for."""
    row = story.in_force
    return rules.terms_as_words(row.values.terms if row else story.sought)


def sentence_lines(story: CourtStory, on: date | None) -> str:
    """The law's most for a breach on that day, and what is unconfirmed about it."""
    if on is None:
        return ""
    found = rules.breaches(story.page.instrument, story.page.matter, on)
    lines = [" ".join(p for p in (s.words, s.doubt) if p) for s in rules.sentences(found)]
    return "\n".join(lines) or "The law file says nothing of a breach."


def terms_to_break(row: OrderRow) -> list[tuple[str, str]]:
    """The terms of an order by number, each short enough for a list."""
    return [(number, f"{number}. {_short(text)}") for number, text in row.values.terms.items()]


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# what forms hold


def hearing_values(form: Entry, at: datetime | None, *, prefix: str = "") -> HearingValues:
    """Raises :class:`InvalidField` where the moment is missing."""
    if at is None:
        raise InvalidField(f"{prefix}at", "Say on which day and at what time: 1 Dec 2003 10:00.")
    return HearingValues(
        HearingKind(form[f"{prefix}kind"]), at, form[f"{prefix}court"], form.get("attended", "") if not prefix else ""
    )


def order_values(form: Entry, kind: OrderKind, *, reckoned: bool = False) -> OrderValues:
    """Raises :class:`InvalidField` for terms that cannot be read."""
    last = form["last_day"]
    return OrderValues(
        kind,
        date.fromisoformat(last) if last else None,
        rules.read_terms(form["terms"]),
        bool(form.get("power_of_arrest")),
        reckoned=reckoned,
    )


def shown_service(row: ServiceRow) -> Entry:
    """A service as its form shows it."""
    values = row.values
    return {
        "paper": values.paper.value,
        "on_whom": values.on_whom,
        "method": values.method.value,
        "served_at": spoken(values.served_at),
        "place": values.place,
        "served_by": values.served_by,
        "certified_on": values.certified_on.isoformat() if values.certified_on else None,
    }


def service_values(form: Entry, at: datetime | None) -> ServiceValues:
    """Raises :class:`InvalidField` where the moment is missing."""
    if at is None:
        raise InvalidField("served_at", "Say on which day and at what time: today 14:30.")
    signed = form["certified_on"]
    return ServiceValues(
        ServedPaper(form["paper"]), form["on_whom"], ServiceMethod(form["method"]), at, form["place"],
        form["served_by"], date.fromisoformat(signed) if signed else None,
    )  # fmt: skip


def shown_breach(values: BreachValues) -> Entry:
    """A breach as its form shows it."""
    return {
        "term_number": values.term_number,
        "happened_on": values.happened_on.isoformat(),
        "incident": str(values.incident_id) if values.incident_id else None,
        "evidence": values.evidence,
        "reported_on": values.reported_on.isoformat() if values.reported_on else None,
        "reported_to": values.reported_to,
        "outcome": values.outcome,
        "outcome_on": values.outcome_on.isoformat() if values.outcome_on else None,
        "sentence": values.sentence,
    }


def breach_values(form: Entry) -> BreachValues:
    """Raises :class:`InvalidField` where the day is missing."""

    def day(name: str) -> date | None:
        return date.fromisoformat(form[name]) if form[name] else None

    happened = day("happened_on")
    if happened is None:
        raise InvalidField("happened_on", "Say on which day.")
    return BreachValues(
        happened, form["term_number"] or "", form["evidence"], int(form["incident"]) if form["incident"] else None,
        day("reported_on"), form["reported_to"], form["outcome"], day("outcome_on"), form["sentence"],
    )  # fmt: skip


def review_values(form: Entry) -> ReviewValues:
    """Raises :class:`InvalidField` where the day is missing."""
    if not form["held_on"]:
        raise InvalidField("held_on", "Say on which day it was held.")
    return ReviewValues(date.fromisoformat(form["held_on"]), form["compliance"], form["support"], form["decision"])
