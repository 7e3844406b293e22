"""Mediations in a list, what is due in all of a user's, and what a case's timeline tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import ConsentAnswer, MediationState
from asbdesk.domain.mediation import OVER, AskedHow
from asbdesk.domain.when import show_date
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.mediation import ANSWER, FOLLOW_UP, MediationDue, MediationPage, pages
from asbdesk.storage import tables as t
from asbdesk.storage.search import match_words, matching


@dataclass(frozen=True, slots=True)
class MediationRow:
    """A mediation in a list. ``next`` is what comes, ``next_on`` its day."""

    id: int
    reference: str
    between: str
    case_reference: str
    state: MediationState
    screened_on: date
    provider: str
    next: str
    next_on: date | None


def dues_of(session: Session, user_id: int | None, until: date) -> tuple[tuple[MediationDue, str], ...]:
    """What is due by ``until`` in the cases of a user, or of everybody, each with its case's reference.

    A follow-up is due in a closed case too: what was agreed is looked at all the same.
    """
    whose = [t.Case.owner_id == user_id] if user_id is not None else []
    mine = pages(session, [*whose, t.Mediation.state.notin_(OVER)])
    return tuple(
        (due, page.case_reference)
        for page in mine
        for due in page.dues
        if due.on <= until and (not page.closed or due.what == FOLLOW_UP)
    )


def mediation_steps(session: Session, case_id: int) -> list[tuple[int, date, str, str]]:
    """What happened in the mediations of a case: mediation, day, words, by whom. Who is protected has her pseudonym."""
    return [
        (page.id, on, f"{page.reference}: {words}", by)
        for page in pages(session, [t.Mediation.case_id == case_id])
        for on, words, by in _steps(page)
    ]


def _steps(page: MediationPage) -> list[tuple[date, str, str]]:
    suitable = f"Not suitable for mediation. {page.unsuitable_reason}" if page.unsuitable_reason else ""
    found = [(page.screened_on, suitable or f"Suitable for mediation between {page.between}", page.screened_by)]
    for consent in page.consents:
        if consent.asked_on:
            how = AskedHow(consent.asked_how).label.lower()
            found.append((consent.asked_on, f"{consent.called} asked {how}", consent.asked_by))
        if consent.answered_on:
            says = "declines" if consent.answer is ConsentAnswer.NO else "consents"
            until = f" until {show_date(consent.valid_until)}" if consent.valid_until else ""
            found.append((consent.answered_on, f"{consent.called} {says}{until}", ""))
        if consent.withdrawn_on:
            found.append((consent.withdrawn_on, f"{consent.called} withdrew the consent", ""))
    if page.referred_on:
        found.append((page.referred_on, f"Referred to {page.provider}", ""))
    for held in page.sessions:
        words = f"{held.kind.label} with {' and '.join(held.attended)}. {held.outcome.label}"
        found.append((held.held_on, words, ""))
    return found + _outcome(page)


def _outcome(page: MediationPage) -> list[tuple[date, str, str]]:
    found: list[tuple[date, str, str]] = []
    if page.settled_on:
        reached = page.state is not MediationState.UNSETTLED
        signed = f", signed {show_date(page.agreement_signed_on)}" if page.agreement_signed_on else ""
        found.append((page.settled_on, f"Agreement reached{signed}" if reached else "Ended without agreement", ""))
    if page.followed_up_on:
        found.append((page.followed_up_on, f"Followed up. {page.follow_up_note}", ""))
    return found


def mediation_rows(session: Session, ids: Sequence[int]) -> tuple[MediationRow, ...]:
    """The rows of the list."""
    return tuple(_row(page) for page in pages(session, [t.Mediation.id.in_(ids)]))


def _row(page: MediationPage) -> MediationRow:
    words, on = _next(page)
    return MediationRow(
        id=page.id,
        reference=page.reference,
        between=page.between,
        case_reference=page.case_reference,
        state=page.state,
        screened_on=page.screened_on,
        provider=page.provider,
        next=words,
        next_on=on,
    )


def _next(page: MediationPage) -> tuple[str, date | None]:
    """What comes next, and its day: an answer, somebody to ask, the referral, an outcome, the follow-up."""
    answer = next((due for due in page.dues if due.what == ANSWER), None)
    if answer:
        return f"Answer: {answer.details}", answer.on
    ends = min((due.on for due in page.dues), default=None)
    if page.state in (MediationState.SCREENED, MediationState.ASKING):
        lacking = (row.called for row in page.consents if row.answer is ConsentAnswer.PENDING)
        return f"Ask {next(lacking, '')}".strip(), ends
    words = {
        MediationState.AGREED: "Refer, while both consent",
        MediationState.REFERRED: "Outcome",
        MediationState.SETTLED: "Follow up",
    }
    return words.get(page.state, ""), ends


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[Any] = []
    if "open" in chosen.chips:
        conditions.append(t.Mediation.state.notin_(OVER))
    if "mine" in chosen.chips:
        conditions.append(t.Mediation.case_id.in_(select(t.Case.id).where(t.Case.owner_id == chosen.user_id)))
    states = [state for state in MediationState if state.value in chosen.chips]
    if states:
        conditions.append(t.Mediation.state.in_(states))
    return conditions


def _find(typed: str) -> list[ColumnElement[bool]]:
    """By the words of the case: its people, its reference and what the mediation is about stand in its index."""
    words = match_words(typed)
    return [t.Mediation.case_id.in_(matching("case", words))] if words else []


MEDIATIONS = Listing(
    t.Mediation,
    {
        "screened": (t.Mediation.screened_on,),
        "reference": (t.Mediation.id,),
        "state": (t.Mediation.state, t.Mediation.screened_on),
    },
    _where,
    mediation_rows,
    find=_find,
)
