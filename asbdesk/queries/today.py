"""What a caseworker sees at nine o'clock: what is due, what nobody has opened, what was left unfinished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import CaseStatus, ContractState, FlagKind, ReviewDecision
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries import (
    case_reviews,
    clocks,
    consultation,
    court_dues,
    evidence,
    mediations,
    order_events,
    risk,
    tasks,
)
from asbdesk.queries.incidents import IncidentRow, unopened
from asbdesk.queries.limitation import limitations_ahead
from asbdesk.queries.offices import DraftRow, drafts, users, views
from asbdesk.queries.owners import Owner, owners_of
from asbdesk.queries.partners import partner_dues
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t

AHEAD = timedelta(days=28)
CLOCKS_AHEAD = timedelta(days=7)
"""Every case has clocks: those of next month are not today's work."""
MINE, EVERYBODY = "mine", "everybody"
"""Whose work is shown; a colleague's goes by the number of the colleague."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something with a day: ``kind`` and ``id`` name the page that it opens; ``owner`` is whose work it is."""

    on: date
    what: str
    details: str
    kind: str
    id: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class TodayPage:
    """``whose`` work ``due`` holds, and the others whose it may hold instead."""

    due: tuple[DueRow, ...]
    unopened: tuple[IncidentRow, ...]
    unopened_total: int
    drafts: tuple[DraftRow, ...]
    my_open_cases: int
    whose: str = MINE
    choices: tuple[tuple[str, str], ...] = ()


def today(session: Session, user_id: int, day: date) -> TodayPage:
    """The page *Today*: dues up to four weeks ahead, the overdue first; of whom the user chose last.

    What nobody owns, such as a warning marker, stands on everybody's page.
    """
    choices = _choices(session, user_id)
    whose = str(views(session, user_id, VIEW).get(WHOSE, {}).get("value", MINE))
    if whose not in dict(choices):
        whose = MINE
    owner = {MINE: user_id, EVERYBODY: None}[whose] if whose in (MINE, EVERYBODY) else int(whose)
    due = [*_owned(session, owner, _of_the_office(session, day)), *_of(session, owner, day)]
    due += _case_reviews(session, user_id, day)
    pile, total = unopened(session)
    mine = select(func.count(t.Case.id)).where(t.Case.owner_id == user_id, t.Case.status != CaseStatus.CLOSED)
    return TodayPage(
        due=tuple(sorted(due, key=lambda row: (row.on, row.what, row.id))),
        unopened=pile,
        unopened_total=total,
        drafts=drafts(session, user_id),
        my_open_cases=session.execute(mine).scalar_one(),
        whose=whose,
        choices=choices,
    )


VIEW, WHOSE = "today", "whose"
"""Under which page and name the choice is kept among the user's views."""


def _choices(session: Session, user_id: int) -> tuple[tuple[str, str], ...]:
    """Who has left may still own work: it must not vanish with her."""
    others = [(str(u.id), u.name if u.active else f"{u.name} (left)") for u in users(session) if u.id != user_id]
    return ((MINE, "Mine"), (EVERYBODY, "Everybody’s"), *others)


def _of_the_office(session: Session, day: date) -> list[DueRow]:
    """What is read for all owners at once."""
    return [
        *_reviews(session, day),
        *_endings(session, day),
        *_unsigned(session, day),
        *_markers(session, day),
        *_limitations(session, day),
        *_exhibits(session),
    ]


def _of(session: Session, owner: int | None, day: date) -> list[DueRow]:
    """What is read for one owner, or for all."""
    found = [
        *_clocks(session, owner, day),
        *_tasks(session, owner, day),
        *_risks(session, owner, day),
        *_mediations(session, owner, day),
        *_partners(session, owner, day),
        *_lodgings(session, owner, day),
        *_court(session, owner, day),
    ]
    known = owners_of(session, {(row.kind, row.id) for row in found})
    return [_with_owner(row, known) for row in found]


def _owned(session: Session, owner: int | None, rows: Iterable[DueRow]) -> list[DueRow]:
    """Those of this owner, and those of nobody."""
    rows = list(rows)
    known = owners_of(session, {(row.kind, row.id) for row in rows})
    of = {thing: found.id for thing, found in known.items()}
    return [_with_owner(row, known) for row in rows if owner in (None, of.get((row.kind, row.id), owner))]


def _with_owner(row: DueRow, known: dict[tuple[str, int], Owner]) -> DueRow:
    found = known.get((row.kind, row.id))
    return replace(row, owner=found.name) if found else row


def _reviews(session: Session, day: date) -> list[DueRow]:
    rows = session.execute(
        select(t.ContractReview.due_on, t.Contract.id, t.Contract.reference, t.Person)
        .join(t.Contract, t.Contract.id == t.ContractReview.contract_id)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(
            t.Contract.state == ContractState.SIGNED,
            t.ContractReview.held_on.is_(None),
            t.ContractReview.due_on <= day + AHEAD,
        )
    )
    return [DueRow(on, "ABC review", f"{full_name(p)}, {ref}", "contract", row_id) for on, row_id, ref, p in rows]


def _endings(session: Session, day: date) -> list[DueRow]:
    rows = session.execute(
        select(t.Contract, t.Person)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.state == ContractState.SIGNED, t.Contract.ends_on <= day + AHEAD)
    )
    return [DueRow(c.ends_on, "ABC ends", f"{full_name(p)}, {c.reference}", "contract", c.id) for c, p in rows]


def _unsigned(session: Session, day: date) -> list[DueRow]:
    rows = session.execute(
        select(t.Contract, t.Person)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.state == ContractState.OFFERED, t.Contract.starts_on <= day + AHEAD)
    )
    return [
        DueRow(c.starts_on, "ABC offered, not signed", f"{full_name(p)}, {c.reference}", "contract", c.id)
        for c, p in rows
    ]


def _markers(session: Session, day: date) -> list[DueRow]:
    rows = session.execute(
        select(t.PersonFlag, t.Person)
        .join(t.Person, t.Person.id == t.PersonFlag.person_id)
        .where(t.PersonFlag.review_on.is_not(None), t.PersonFlag.review_on <= day + AHEAD)
    )
    return [
        DueRow(f.review_on, f"{_FLAG[f.kind]} to review", f"{full_name(p)}: {f.text}", "person", p.id)
        for f, p in rows
        if f.review_on
    ]


def _limitations(session: Session, day: date) -> list[DueRow]:
    """The last day of the newest act; where an application is prepared, that of the first act that it would lose."""
    until = day + AHEAD
    found: list[DueRow] = []
    for case_id, reference, limit in limitations_ahead(session, day, until):
        if day <= limit.last_day <= until:
            more = f"; {limit.lapsing} more before that" if limit.lapsing and not limit.planned else ""
            unsure = ", limit unconfirmed" if limit.doubt else ""
            details = f"{reference}, incident of {show_date(limit.incident_on)}{unsure}{more}"
            found.append(DueRow(limit.last_day, "Last day to lay the complaint", details, "case", case_id))
        lapse = limit.first_lapse
        if limit.application_id and lapse and lapse <= until and lapse != limit.last_day and limit.before:
            what = "the day planned for it" if limit.planned else "the last day"
            details = (
                f"{reference}, {limit.lapsing} of {limit.live} live acts lapse before {show_date(limit.before)}, {what}"
            )
            found.append(DueRow(lapse, "Last day for an act", details, "order", limit.application_id))
    return found


def _exhibits(session: Session) -> list[DueRow]:
    return [
        DueRow(on, "Exhibit not opened", f"{mark} {title}, {reference}", "exhibit", row_id)
        for row_id, mark, title, on, reference in evidence.unopened(session)
    ]


def _clocks(session: Session, owner: int | None, day: date) -> list[DueRow]:
    return [
        DueRow(c.due_on, c.label, _doubted(f"{c.case_reference}, {c.subject}", c.doubt), "clock", c.id)
        for c in clocks.due_of(session, owner, day + CLOCKS_AHEAD)
        if c.code != "abc-review"  # the review itself stands there, on its planned day
        and not c.code.startswith(court_dues.NOTICE)  # with the court's days, four weeks ahead
    ]


def _doubted(details: str, doubt: str) -> str:
    return f"{details}. {doubt}" if doubt else details


def _tasks(session: Session, owner: int | None, day: date) -> list[DueRow]:
    return [
        DueRow(task.due_on, task.kind.label, tasks.about(task), "task", task.id)
        for task in tasks.due_of(session, owner, day + AHEAD)
    ]


def _risks(session: Session, owner: int | None, day: date) -> list[DueRow]:
    steps = risk.steps_due(session, owner, day + AHEAD)
    reviews = risk.reviews_due(session, owner, day + AHEAD)
    return [
        *(DueRow(on, "Step of an action plan", f"{words}, {reference}", "risk", case_id)
          for on, words, reference, case_id in steps),
        *(DueRow(on, "Risk to look at again", f"{band} risk, {reference}", "risk", case_id)
          for on, band, reference, case_id in reviews),
    ]  # fmt: skip


def _mediations(session: Session, owner: int | None, day: date) -> list[DueRow]:
    return [
        DueRow(due.on, due.what, f"{due.details}, {reference}", "mediation", due.mediation_id)
        for due, reference in mediations.dues_of(session, owner, day + AHEAD)
    ]


def _partners(session: Session, owner: int | None, day: date) -> list[DueRow]:
    return [
        DueRow(due.on, due.what, f"{due.details}, {due.case_reference}", due.opens, due.opens_id)
        for due in partner_dues(session, day + AHEAD, user_id=owner)
    ]


def _lodgings(session: Session, owner: int | None, day: date) -> list[DueRow]:
    return [
        DueRow(on, "To be lodged with the court", f"{person}, {reference}", "order", number)
        for on, person, reference, number in order_events.lodgings_due(session, owner, day + AHEAD)
    ] + [
        DueRow(on, "Reply to a consultation", f"{consultee}, {reference}", "order", number)
        for on, consultee, reference, number in consultation.replies_due(session, owner, day + AHEAD)
    ]


def _court(session: Session, owner: int | None, day: date) -> list[DueRow]:
    return [
        DueRow(due.on, due.said, due.details, "order", due.application_id)
        for due in court_dues.court_dues(session, day, day + AHEAD, user_id=owner)
    ]


def _case_reviews(session: Session, user_id: int, day: date) -> list[DueRow]:
    """For who may decide on them: who meets the test of a case review today, in one line, and what is undecided."""
    role = session.scalars(select(t.User.role).where(t.User.id == user_id)).one_or_none()
    if role is None or not may(role, "submit"):
        return []
    meets = len(case_reviews.meets_today(session, day))
    made = [
        DueRow(each.asked_on, "Case review to decide on", f"{each.name}, {each.reference}", "case-reviews", 0)
        for each in case_reviews.reviews(session)
        if each.decision is ReviewDecision.PENDING
    ]
    if meets:
        said = "1 person meets" if meets == 1 else f"{meets:,} people meet"
        made.append(DueRow(day, "Test for a case review", f"{said} it today", "case-reviews", 0))
    return made


_FLAG = {FlagKind.MARKER: "Warning marker", FlagKind.VULNERABILITY: "Vulnerability"}
