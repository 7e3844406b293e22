"""What the pages of mediation decide: how a consent stands, what may be done, which papers there are. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from asbdesk.domain.casework import MediationState, UserRole
from asbdesk.domain.mediation import AskedHow, Rules, ScreenValues, screened, standing, why_unsuitable
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField
from asbdesk.queries.mediation import ConsentRow, MediationPage
from asbdesk.queries.mediation_rules import MediationRulesVersion
from asbdesk.services.mediation_papers import (
    AGREEMENT,
    DECLINED,
    FOLLOW_UP,
    INVITATION,
    why_not_now,
)
from asbdesk.ui.today.state import how_soon

Tone = Literal["quiet", "info", "good", "alert"]
TONES: dict[MediationState, Tone] = {
    MediationState.SCREENED: "quiet",
    MediationState.UNSUITABLE: "alert",
    MediationState.ASKING: "info",
    MediationState.DECLINED: "quiet",
    MediationState.AGREED: "good",
    MediationState.REFERRED: "info",
    MediationState.SETTLED: "good",
    MediationState.UNSETTLED: "quiet",
    MediationState.FOLLOWED_UP: "good",
}
CONFIDENTIAL = "What is said in mediation stays there. This file has no place for the mediators’ notes."
NO_SERVICE = "The directory has no mediation service yet: add one under Agencies."


@dataclass(frozen=True, slots=True)
class Says:
    """Words, and their colour."""

    words: str
    tone: Tone = "quiet"


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be made now. ``person_id`` 0: it is not for one party alone."""

    code: str
    person_id: int
    words: str


def as_of(page: MediationPage, row: ConsentRow, today: date) -> date:
    """The day on which a consent is looked at: once it was referred that day counts, unless she withdrew since."""
    return page.referred_on if page.referred_on and not row.withdrawn_on else today


def consent_pill(row: ConsentRow, today: date) -> Says:
    """How a consent stands, in a word or two."""
    match standing(row.facts, today):
        case "valid":
            return Says("Consents", "good")
        case "waiting":
            return Says("Asked", "info")
        case "declined":
            return Says("Declines", "alert")
        case "withdrawn":
            return Says("Consent withdrawn", "alert")
        case "expired":
            return Says("Consent ran out", "alert")
        case "not-asked":
            return Says("Not asked")


def consent_words(row: ConsentRow, today: date) -> tuple[Says, ...]:
    """Asked when, by whom, how; answered what, when, until when: a line each."""
    found: list[Says] = []
    if row.asked_on:
        how = AskedHow(row.asked_how).label.lower()
        found.append(Says(f"Asked {show_date(row.asked_on)} {how}, by {row.asked_by}"))
    how_it_is = standing(row.facts, today)
    if how_it_is == "waiting" and row.answer_due_on:
        late = row.answer_due_on < today
        due = f"Answer hoped for by {show_date(row.answer_due_on)}, {how_soon(row.answer_due_on, today)}"
        found.append(Says(due, "alert" if late else "quiet"))
    if row.answered_on:
        said = "Declined" if how_it_is == "declined" else "Consented"
        until = f", counts until {show_date(row.valid_until)}" if row.valid_until else ""
        found.append(
            Says(f"{said} {show_date(row.answered_on)}{until}", "alert" if how_it_is == "expired" else "quiet")
        )
    if row.withdrawn_on:
        found.append(Says(f"Withdrawn {show_date(row.withdrawn_on)}", "alert"))
    if row.note:
        found.append(Says(row.note))
    return tuple(found)


ConsentDeed = Literal["ask", "undo-asking", "answer", "undo-answer", "withdraw", "undo-withdrawal"]
CONSENT_WORDS: dict[ConsentDeed, str] = {
    "ask": "Ask…",
    "answer": "Record answer…",
    "withdraw": "Withdraw…",
    "undo-asking": "Not asked after all",
    "undo-answer": "Undo answer",
    "undo-withdrawal": "Not withdrawn after all",
}


def consent_deeds(page: MediationPage, row: ConsentRow, role: UserRole, today: date) -> tuple[ConsentDeed, ...]:
    """What may be done about a consent, the likeliest first."""
    if not may(role, "record") or page.state is MediationState.UNSUITABLE:
        return ()
    how = standing(row.facts, today)
    if page.state is MediationState.REFERRED:
        return ("withdraw",) if how in ("valid", "expired") else ()
    if page.referred_on is not None:
        return ("undo-withdrawal",) if how == "withdrawn" and page.state is MediationState.UNSETTLED else ()
    ask: tuple[ConsentDeed, ...] = () if page.closed else ("ask",)
    return {
        "not-asked": ask,
        "waiting": ("answer", *ask, "undo-asking"),
        "valid": ("answer", "withdraw", "undo-answer"),
        "declined": (*ask, "answer", "undo-answer"),
        "withdrawn": (*ask, "undo-withdrawal"),
        "expired": (*ask, "answer"),
    }[how]  # type: ignore[return-value]


def words_for(deed: ConsentDeed, row: ConsentRow) -> str:
    """The button's words: a second asking and a second answer are called so."""
    if deed == "ask" and row.asked_on:
        return "Ask again…"
    if deed == "answer" and row.answered_on:
        return "Correct answer…"
    return CONSENT_WORDS[deed]


Deed = Literal[
    "screen", "provider", "refer", "take-back", "session", "settle", "no-agreement", "undo-outcome", "follow-up",
    "undo-follow-up",
]  # fmt: skip


def deeds(page: MediationPage, role: UserRole) -> frozenset[Deed]:
    """What this user may do with the mediation as it stands."""
    if not may(role, "record"):
        return frozenset()
    found: set[Deed] = set()
    if page.referred_on is None and not page.closed:
        found |= {"screen", "provider"}
        if page.state is not MediationState.UNSUITABLE:
            found.add("refer")
    withdrawn = any(consent.withdrawn_on for consent in page.consents)
    referred: set[Deed] = {"session", "settle", "no-agreement"}
    if not page.sessions:
        referred.add("take-back")
    by_state: dict[MediationState, set[Deed]] = {
        MediationState.REFERRED: referred,
        MediationState.SETTLED: {"session", "settle", "follow-up", "undo-outcome"},
        MediationState.UNSETTLED: set() if withdrawn else {"undo-outcome"},
        MediationState.FOLLOWED_UP: {"undo-follow-up", "follow-up"},
    }
    return frozenset(found | by_state.get(page.state, set()))


def missing(page: MediationPage, today: date) -> Says:
    """Why the referral cannot be filed, above the page; no words where it can, or was."""
    if page.referred_on is not None:
        return Says("")
    blocks = " ".join(page.blocks(today))
    if page.state is MediationState.UNSUITABLE:
        return Says(blocks, "alert")
    if page.state is MediationState.DECLINED:
        return Says(f"Mediation does not take place. {blocks} A letter tells both, without saying who.", "info")
    return Says(f"The referral cannot be filed yet. {blocks}" if blocks else "", "info")


def offers(page: MediationPage, today: date) -> tuple[Offer, ...]:
    """The papers that can be made now, but for the referral, which has a button of its own."""
    found = [
        Offer(code, consent.person_id, f"{words} {consent.called}")
        for code, words in ((INVITATION, "Invite"), (DECLINED, "Letter to"), (FOLLOW_UP, "Follow-up letter to"))
        for consent in page.consents
        if not why_not_now(page, code, consent.person_id, today) and _sensible(page, code)
    ]
    if page.agreement:
        found.insert(0, Offer(AGREEMENT, 0, "Agreement to sign"))
    return tuple(found)


def _sensible(page: MediationPage, code: str) -> bool:
    """After a refusal one does not invite at once; after the follow-up one does not ask again."""
    if code == INVITATION:
        return page.state is not MediationState.DECLINED
    return code != FOLLOW_UP or page.state is MediationState.SETTLED


def version_words(number: int) -> str:
    """Which rules it was screened under."""
    return "Screened as shipped: local policy" if number == 0 else f"Screened under version {number} of local policy"


def version_help(version: MediationRulesVersion) -> str:
    """The same for the form."""
    since = f"version {version.number}, since {show_date(version.since)}" if version.since else "as shipped"
    return f"The questions are local policy ({since})."


def screen_values(rules: Rules, between: tuple[int, ...], typed: Mapping[str, Any]) -> ScreenValues:
    """The form's contents as the service takes them."""
    provider = typed.get("provider")
    answers = {
        question.code: {
            "yes": typed.get(f"yes-{question.code}") or "",
            "words": typed.get(f"words-{question.code}") or "",
        }
        for question in rules.questions
    }
    return ScreenValues(between, typed["issues"], answers, int(provider) if provider else None)


def preview(rules: Rules, typed: Mapping[str, Any]) -> Says:
    """What the answers so far mean, at the foot of the screen."""
    for question in rules.questions:
        if question.unsuitable and typed.get(f"yes-{question.code}") == "yes":
            return Says(f"Not suitable for mediation. {question.reason}", "alert")
    try:
        lines = screened(rules, screen_values(rules, (), {"issues": "", **typed}).answers)
    except InvalidField:
        return Says("")
    return Says(
        f"Not suitable. {why_unsuitable(lines)}" if why_unsuitable(lines) else "Suitable for mediation.", "good"
    )


def shown_screen(page: MediationPage) -> dict[str, Any]:
    """A screen that was filled in, as its form shows it."""
    typed: dict[str, Any] = {
        "issues": page.issues,
        "provider": str(page.provider_id) if page.provider_id else None,
    }
    for line in page.lines:
        typed[f"yes-{line.code}"] = "yes" if line.yes else "no"
        typed[f"words-{line.code}"] = line.words
    return typed
