"""The prohibitions and requirements of a draft order: added, changed, put in order, struck out, their checks answered.

The number of a term is its place in the draft; one that was struck out stays with its reason and comes back there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from asbdesk.domain.daily_life import DailyValues, check_daily
from asbdesk.domain.prohibitions import SoughtValues, check_values
from asbdesk.domain.zones import feature
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.draft_terms import draft_terms
from asbdesk.queries.prohibitions import findings_of, point_of
from asbdesk.services.orders import changeable
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def add_term(work: Work, application_id: int, values: SoughtValues) -> int:
    """A new term at the end; answers its id."""
    application = changeable(work, application_id)
    check_values(values)
    _same_case(work, application, values)
    row = t.SoughtTerm(application_id=application_id, number=application.next_term, checked={}, removed_reason="")
    row.position = _last(work, application_id) + 1
    application.next_term += 1
    _fill(row, values)
    number = work.add(row)
    _link(work, number, values.answers)
    return number


def add_terms(work: Work, application_id: int, every: Sequence[SoughtValues]) -> tuple[int, ...]:
    """Several at once, in their order; answers their ids."""
    if not every:
        raise Refused("No term was chosen.")
    return tuple(add_term(work, application_id, values) for values in every)


def change_term(work: Work, term_id: int, values: SoughtValues) -> None:
    """Change a term of the draft. What was answered to a check stays as long as the check finds the same."""
    row, application = _one(work, term_id)
    check_values(values)
    _same_case(work, application, values)
    _fill(row, values)
    _link(work, term_id, values.answers)
    work.session.flush()


def order_terms(work: Work, application_id: int, ids: Sequence[int]) -> None:
    """Put the terms in this order, which numbers them. Raises :class:`Refused` where they are not those looked at."""
    changeable(work, application_id)
    rows = {row.id: row for row in draft_terms(work.session, application_id)}
    if len(ids) != len(rows) or set(ids) != set(rows):
        raise Refused("The terms have changed meanwhile.", "Look at them again, then put them in order.")
    for position, number in enumerate(ids, 1):
        rows[number].position = position
    work.session.flush()


def strike_term(work: Work, term_id: int, reason: str) -> None:
    """Take it out of the draft: those after it move up."""
    row, _ = _one(work, term_id)
    if not reason.strip():
        raise InvalidField("reason", "Say why it is struck out.")
    row.removed_on, row.removed_reason = work.today, reason.strip()
    work.session.flush()


def bring_back_term(work: Work, term_id: int) -> None:
    """Put a struck one back where it stood."""
    row = work.session.get(t.SoughtTerm, term_id)
    if row is None:
        raise NotFound("This term is no longer in the office.")
    changeable(work, row.application_id)
    row.removed_on, row.removed_reason = None, ""
    work.session.flush()


def answer_check(work: Work, term_id: int, key: str, reason: str) -> None:
    """Why the term stands as it is although a check asks about it. Raises :class:`Refused` for one only to be mended.

    Without a ``reason`` the answer is taken back.
    """
    row, application = _one(work, term_id)
    found = next((each for each in findings_of(work.session, application, row, work.today) if each.key == key), None)
    if found is None:
        raise Refused("This check no longer finds anything here.")
    if found.must:
        raise Refused(f"{found.words}.", "Mend the term: no reason makes up for it.")
    kept = {name: said for name, said in row.checked.items() if name != key}
    if reason.strip():
        kept[key] = {"words": reason.strip(), "by": work.who.name, "on": work.today.isoformat()}
    row.checked = kept
    work.session.flush()


def record_daily(work: Work, application_id: int, values: DailyValues, fact_id: int = 0) -> int:
    """A fact of the person's daily life, or what was recorded of it was wrong; answers its id."""
    changeable(work, application_id)
    check_daily(values, work.today)
    row = work.session.get(t.DailyFact, fact_id) if fact_id else t.DailyFact(application_id=application_id)
    if row is None or row.application_id != application_id:
        raise NotFound("This is no longer recorded.")
    row.kind, row.none = values.kind, values.none
    row.place, row.hours = ("", "") if values.none else (values.place.strip(), values.hours.strip())
    row.note, row.told_by, row.told_on = values.note.strip(), values.told_by.strip(), values.told_on
    point = None if values.none else values.point or point_of(work.session, values.place)
    row.longitude, row.latitude = point or (None, None)
    work.session.add(row)
    work.session.flush()
    return row.id


def remove_daily(work: Work, fact_id: int) -> None:
    """It was recorded by mistake, or holds no longer; the audit keeps what stood there."""
    row = work.session.get(t.DailyFact, fact_id)
    if row is None:
        raise NotFound("This is no longer recorded.")
    changeable(work, row.application_id)
    work.session.delete(row)
    work.session.flush()


# inside


def _one(work: Work, term_id: int) -> tuple[t.SoughtTerm, t.Application]:
    """A term of the draft and its application, if this user may change them."""
    row = work.session.get(t.SoughtTerm, term_id)
    if row is None:
        raise NotFound("This term is no longer in the office.")
    application = changeable(work, row.application_id)
    if row.removed_on is not None:
        raise Refused("This term was struck out.", "Bring it back first.")
    return row, application


def _last(work: Work, application_id: int) -> int:
    found = select(func.max(t.SoughtTerm.position)).where(t.SoughtTerm.application_id == application_id)
    return work.session.scalars(found).one() or 0


def _fill(row: t.SoughtTerm, values: SoughtValues) -> None:
    row.kind, row.text = values.kind, values.text.strip()
    row.reason, row.supervisor = values.reason.strip(), values.supervisor.strip()
    row.area = feature(values.zone)


def _link(work: Work, term_id: int, answers: Sequence[int]) -> None:
    wanted = set(answers)
    for link in work.session.scalars(select(t.TermAllegation).where(t.TermAllegation.term_id == term_id)):
        if link.allegation_id in wanted:
            wanted.discard(link.allegation_id)
        else:
            work.session.delete(link)
    for number in sorted(wanted):
        work.add(t.TermAllegation(term_id=term_id, allegation_id=number))


def _same_case(work: Work, application: t.Application, values: SoughtValues) -> None:
    """An allegation of another application is answered elsewhere; an exhibit of another case is no map of this one."""
    known = set(work.session.scalars(select(t.Allegation.id).where(t.Allegation.application_id == application.id)))
    if set(values.answers) - known:
        raise InvalidField("answers", "An allegation is no longer in this application.")
    exhibit = values.zone.exhibit_id if values.zone else None
    if exhibit is not None:
        of_case = select(t.Exhibit.id).where(t.Exhibit.case_id == application.case_id, t.Exhibit.complete)
        if exhibit not in set(work.session.scalars(of_case)):
            raise InvalidField("exhibit", "This exhibit is no longer in the case.")
