"""What the returns count, read from the office: a function to each return, answering its counts by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import CaseRole, ClosingReason
from asbdesk.domain.periods import Period
from asbdesk.domain.returns import Counted
from asbdesk.domain.same_case import OpenedCase, count_cases
from asbdesk.reports import counting_outcomes as outcomes
from asbdesk.storage import tables as t

Counts = Mapping[str, Counted]


def opened_cases(session: Session, period: Period) -> Counts:
    """The cases opened in a period by the rule of repeat reports, and those of them with hate."""
    cases = _all_cases(session)
    found = count_cases(cases, period.start, period.end)
    opened = {each.id for each in cases if period.holds(each.opened_on)}
    merged = sum(1 for number in found.joined if number in opened)
    said = f"{outcomes.counted(len(opened), 'case was', 'cases were')} opened."
    if merged:
        same = "of them is about somebody who had an open case: it belongs to that one."
        many = "of them are about somebody who had an open case: they belong to that one."
        said += f" {merged:,} {same if merged == 1 else many}"
    other = _not_asb(session, found.counted)
    if other:
        said += f" {other:,} of those counted turned out not to be anti-social behaviour."
    of_all = outcomes.counted(len(found.counted), "case", "cases")
    hate = f"{len(found.hate):,} of {of_all}: somebody perceived an incident as hate."
    return {"cases": Counted("cases", found.counted, said), "hate": Counted("cases", found.hate, hate)}


def _all_cases(session: Session) -> list[OpenedCase]:
    """All cases: an earlier one may still be open when a second is opened, and a later one may bring hate into it."""
    parties: dict[int, set[int]] = defaultdict(set)
    for case, person in session.execute(
        select(t.CaseParty.case_id, t.CaseParty.person_id).where(t.CaseParty.role == CaseRole.PERPETRATOR)
    ):
        parties[case].add(person)
    hate = set(
        session.scalars(
            select(t.Incident.case_id).where(
                t.Incident.case_id.is_not(None),
                or_(t.Incident.hate_perceived_by != "", func.json_array_length(t.Incident.hate_strands) > 0),
            )
        )
    )
    rows = session.execute(select(t.Case.id, t.Case.opened_on, t.Case.closed_on))
    return [OpenedCase(number, opened, closed, frozenset(parties[number]), number in hate)
            for number, opened, closed in rows]  # fmt: skip


def _not_asb(session: Session, ids: tuple[int, ...]) -> int:
    found = session.scalars(select(t.Case.id).where(t.Case.closing_reason == ClosingReason.NOT_ASB))
    return len(set(found) & set(ids))


COUNTING: Mapping[str, Callable[[Session, Period], Counts]] = {
    "nm01": opened_cases,
    "case-reviews": outcomes.case_reviews,
    "contracts": outcomes.contracts,
    "orders": outcomes.orders,
    "mediation": outcomes.mediation,
    "response": outcomes.response,
    "satisfaction": outcomes.satisfaction,
    "cost-per-case": outcomes.costs,
}
"""How each return counts, by its code."""
