"""Mediation from the screen to the follow-up (domain.md 1.5). What is said in it never enters the case file.

The two consents are in :mod:`asbdesk.services.mediation_consents`, the papers in ``mediation_papers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import ColumnElement, select

from asbdesk.domain import mediation as rules_of
from asbdesk.domain.casework import (
    CaseStatus,
    ConsentAnswer,
    MediationState,
    SessionKind,
    SessionOutcome,
)
from asbdesk.domain.mediation import OVER, Rules, ScreenValues, check_day
from asbdesk.domain.permissions import require
from asbdesk.domain.references import mediation_reference
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries import mediation as queries
from asbdesk.queries.mediation_rules import KIND, mediation_rules_on
from asbdesk.services import numbers, rules
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def screen(work: Work, case_id: int, values: ScreenValues) -> int:
    """Screen a case for mediation between two of its people; answers the mediation's id.

    An unsuitable one is kept too, with its reason. Raises :class:`InvalidField` for what is missing and
    :class:`Refused` where the two are in a mediation already.
    """
    require(work.who.role, "record")
    case = _open_case(work, case_id)
    _check_parties(work, case_id, values.between)
    _check_new(work, case_id, values.between)
    row = t.Mediation(
        reference=mediation_reference(case.reference, numbers.take(work, f"{case.reference}/M")),
        case_id=case_id,
        state=MediationState.SCREENED,
        issues="",
        screen={},
        unsuitable_reason="",
        agreement="",
        follow_up_note="",
        late_reason="",
    )
    _fill(work, row, values)
    mediation_id = work.add(row)
    for person_id in values.between:
        work.add(
            t.MediationConsent(
                mediation_id=mediation_id,
                person_id=person_id,
                asked_how="",
                answer=ConsentAnswer.PENDING,
                note="",
            )
        )
    return mediation_id


def screen_again(work: Work, mediation_id: int, values: ScreenValues) -> None:
    """Something about it has changed, or was wrong. Until it is referred; the two parties stay the same."""
    row = of_id(work, mediation_id)
    _open_case(work, row.case_id)
    if row.referred_on is not None:
        raise Refused("It was referred already.", "Take the referral back first, if it must not go on.")
    row.state = MediationState.SCREENED
    _fill(work, row, values)
    work.session.flush()
    follow_consents(work, row)


def choose_provider(work: Work, mediation_id: int, provider_id: int | None) -> None:
    """To which mediation service it is to go."""
    row = of_id(work, mediation_id)
    if row.referred_on is not None:
        raise Refused("It was referred already.", "Take the referral back first to choose another service.")
    row.provider_id = _provider(work, provider_id)
    work.session.flush()


def refer(work: Work, mediation_id: int) -> None:
    """It goes to the mediation service today. Raises :class:`Refused`, in words, unless both consents count today."""
    row = of_id(work, mediation_id)
    _open_case(work, row.case_id)
    missing = queries.mediation(work.session, mediation_id).blocks(work.today)
    if missing:
        raise Refused("It cannot be referred.", " ".join(missing))
    row.state, row.referred_on = MediationState.REFERRED, work.today
    work.session.flush()


def take_referral_back(work: Work, mediation_id: int) -> None:
    """The referral is undone: the case stands as its consents stand. The paper that was filed stays in the file."""
    row = of_id(work, mediation_id)
    if row.state is not MediationState.REFERRED:
        raise Refused("Only a referral that nothing has come of yet is taken back.", "Undo what came of it first.")
    if work.session.scalars(select(t.MediationSession).where(t.MediationSession.mediation_id == row.id)).first():
        raise Refused("A session was held already.", "If it was recorded by mistake, take it out first.")
    row.referred_on, row.state = None, MediationState.SCREENED
    work.session.flush()
    follow_consents(work, row)


def hold_session(
    work: Work, mediation_id: int, on: date, kind: SessionKind, attended: Sequence[int], outcome: SessionOutcome
) -> int:
    """That a session was held, of which kind, which parties came, and to what end. What was said is not recorded."""
    row = of_id(work, mediation_id)
    if row.referred_on is None:
        raise Refused("There are no sessions before it was referred.")
    check_day("held_on", on, row.referred_on, "It was referred", work.today)
    parties = set(work.session.scalars(select(t.MediationConsent.person_id).where(_of(row))))
    came = [person for person in dict.fromkeys(attended) if person in parties]
    if not came:
        raise InvalidField("attended", "Say who came.")
    if kind is not SessionKind.SEPARATE and len(came) < len(parties):
        raise InvalidField("attended", f"{kind.label} needs both. If one came, it was a separate meeting.")
    return work.add(t.MediationSession(mediation_id=row.id, held_on=on, kind=kind, attended=came, outcome=outcome))


def take_session_out(work: Work, session_id: int) -> None:
    """It was recorded by mistake."""
    require(work.who.role, "record")
    held = work.session.get(t.MediationSession, session_id)
    if held is None:
        raise NotFound("This session is no longer recorded.")
    work.session.delete(held)
    work.session.flush()


def settle(work: Work, mediation_id: int, on: date, agreement: str, signed_on: date | None = None) -> None:
    """An agreement was reached: its points, a line each. Given again it is corrected, and the follow-up moves with it.

    ``signed_on`` may be given later.
    """
    row = of_id(work, mediation_id)
    if row.state not in (MediationState.REFERRED, MediationState.SETTLED):
        raise Refused("An agreement follows a referral.", "Undo what was recorded since, if it was wrong.")
    check_day("on", on, row.referred_on or on, "It was referred", work.today)
    points = rules_of.points(agreement)
    if not points:
        raise InvalidField("agreement", "Write down what they agreed, a point to a line.")
    if signed_on is not None:
        check_day("signed_on", signed_on, on, "They agreed", work.today)
    row.state, row.settled_on, row.agreement, row.agreement_signed_on = (
        MediationState.SETTLED, on, "\n".join(points), signed_on,
    )  # fmt: skip
    row.follow_up_on = rules_of.follow_up_day(
        on, row.screen["periods"]["follow_up_months"], queries.jurisdiction(work.session)
    )
    work.session.flush()


def no_agreement(work: Work, mediation_id: int, on: date) -> None:
    """It ended without agreement. Why, stays in the mediation."""
    row = of_id(work, mediation_id)
    if row.state is not MediationState.REFERRED:
        raise Refused("It is not with a mediation service.")
    check_day("on", on, row.referred_on or on, "It was referred", work.today)
    row.state, row.settled_on = MediationState.UNSETTLED, on
    work.session.flush()


def undo_outcome(work: Work, mediation_id: int) -> None:
    """Agreement or none was recorded by mistake: it is with the mediation service again, and no follow-up is due."""
    row = of_id(work, mediation_id)
    if row.state not in (MediationState.SETTLED, MediationState.UNSETTLED):
        raise Refused("There is no outcome to undo.")
    if work.session.scalars(
        select(t.MediationConsent).where(_of(row), t.MediationConsent.withdrawn_on.is_not(None))
    ).first():
        raise Refused("It ended because a consent was withdrawn.", "Undo the withdrawal, if it was wrong.")
    row.state, row.settled_on, row.agreement = MediationState.REFERRED, None, ""
    row.agreement_signed_on = row.follow_up_on = None
    work.session.flush()


def follow_up(work: Work, mediation_id: int, on: date, note: str, late_reason: str = "") -> None:
    """What became of the agreement. Late, it asks why. Given again it is corrected."""
    row = of_id(work, mediation_id)
    if row.state not in (MediationState.SETTLED, MediationState.FOLLOWED_UP) or row.settled_on is None:
        raise Refused("Only an agreement is followed up.")
    check_day("on", on, row.settled_on, "They agreed", work.today)
    if not note.strip():
        raise InvalidField("note", "Say in a few words whether the agreement is kept.")
    late = row.follow_up_on is not None and on > row.follow_up_on
    if late and not late_reason.strip():
        raise InvalidField("late_reason", "It was due earlier. Say why it is late: the file must answer that.")
    row.state, row.followed_up_on, row.follow_up_note = MediationState.FOLLOWED_UP, on, note.strip()
    row.late_reason = late_reason.strip() if late else ""
    work.session.flush()


def undo_follow_up(work: Work, mediation_id: int) -> None:
    """It was not followed up after all, and is due again."""
    row = of_id(work, mediation_id)
    if row.state is not MediationState.FOLLOWED_UP:
        raise Refused("It was not followed up yet.")
    row.state, row.followed_up_on, row.follow_up_note, row.late_reason = MediationState.SETTLED, None, "", ""
    work.session.flush()


def change_rules(work: Work, since: date, changed: Rules, note: str) -> int:
    """A new version of the screen and its periods from ``since`` on; a mediation keeps those it was screened under."""
    payload = changed.as_data()
    rules_of.rules(payload)
    return rules.new_version(work, KIND, since, payload, note)


def of_id(work: Work, mediation_id: int) -> t.Mediation:
    """The row, for somebody who may change it."""
    require(work.who.role, "record")
    row = work.session.get(t.Mediation, mediation_id)
    if row is None:
        raise NotFound("This mediation is no longer in the office.")
    return row


def follow_consents(work: Work, row: t.Mediation) -> None:
    """A consent changed: until the referral the state follows the answers; after it they are what it rests on.

    Raises :class:`Refused` where a referral that was filed would lose its ground.
    """
    consents = [c.facts for c in queries.mediation(work.session, row.id).consents]
    if row.referred_on is None:
        if row.state is not MediationState.UNSUITABLE:
            row.state = rules_of.before_referral(consents)
        work.session.flush()
        return
    lost = [words for c in consents if (words := rules_of.lacks(rules_of.as_it_was(c), row.referred_on))]
    if lost:
        raise Refused(
            f"The referral of {show_date(row.referred_on)} rests on this consent. {' '.join(lost)}",
            "Take the referral back first; or, if a party no longer wants to go on, record that she withdrew.",
        )


def _fill(work: Work, row: t.Mediation, values: ScreenValues) -> None:
    if not values.issues.strip():
        raise InvalidField("issues", "Say in neutral words what it is to be about.")
    version = mediation_rules_on(work.session, work.today)
    lines = rules_of.screened(version.rules, values.answers)
    row.issues, row.provider_id = values.issues.strip(), _provider(work, values.provider_id)
    row.screen = {
        "rules": version.number,
        "periods": version.rules.periods(),
        "lines": [asdict(line) for line in lines],
    }
    row.screened_on, row.screened_by = work.today, work.who.user_id
    row.unsuitable_reason = rules_of.why_unsuitable(lines)
    if row.unsuitable_reason:
        row.state = MediationState.UNSUITABLE


def _open_case(work: Work, case_id: int) -> t.Case:
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    if case.status is CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is closed.", "Open the case again before mediation goes on.")
    return case


def _check_parties(work: Work, case_id: int, between: Sequence[int]) -> None:
    if len(set(between)) != rules_of.PARTIES:
        raise InvalidField("second", "Choose two different people of the case.")
    known = set(
        work.session.scalars(
            select(t.CaseParty.person_id).where(
                t.CaseParty.case_id == case_id, t.CaseParty.role.in_(queries.PARTY_ROLES)
            )
        )
    )
    if not set(between) <= known:
        raise InvalidField("first", "One mediates between people of the case. Add them to it first.")


def _check_new(work: Work, case_id: int, between: Sequence[int]) -> None:
    for page in queries.mediations_of(work.session, case_id):
        same = {consent.person_id for consent in page.consents} == set(between)
        if same and page.state not in OVER:
            raise Refused(f"{page.reference} between these two is under way.", "Go on with that one.")


def _provider(work: Work, provider_id: int | None) -> int | None:
    if provider_id is None:
        return None
    known = {number for number, _ in queries.providers(work.session)}
    if provider_id not in known:
        raise InvalidField("provider", "Choose a mediation service of the directory.")
    return provider_id


def _of(row: t.Mediation) -> ColumnElement[bool]:
    return t.MediationConsent.mediation_id == row.id
