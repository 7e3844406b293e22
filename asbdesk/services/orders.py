"""Applications to a court: begun under the law of their day, prepared, lodged, settled (law.md)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from asbdesk.domain import law as laws
from asbdesk.domain.applications import ApplicationValues, NewApplication, may_follow
from asbdesk.domain.court_orders import AFTER_LODGING
from asbdesk.domain.law_people import Matter, courts, may_apply
from asbdesk.domain.orders import ApplicationState
from asbdesk.domain.permissions import require
from asbdesk.domain.references import order_reference
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.laws import instrument_of
from asbdesk.services import numbers
from asbdesk.services.court_clocks import follow_court, served_papers
from asbdesk.services.laws import keep_law
from asbdesk.services.lodging import allow_lodging, mark_known, mark_seen
from asbdesk.services.proportionality import allow_step
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def start_application(work: Work, case_id: int, values: NewApplication) -> int:
    """Begin an application about a person of the case; answers its id.

    Raises :class:`Refused`, saying what took its place, where the instrument is not in force on ``law_day``.
    """
    require(work.who.role, "order")
    case = work.session.get(t.Case, case_id)
    person = work.session.get(t.Person, values.person_id)
    if case is None or person is None:
        raise NotFound("This case or person is no longer in the office.")
    if values.law_day > work.today:
        raise InvalidField("law_day", "The law of a day to come is not known.")
    jurisdiction = work.session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    law = keep_law(work, jurisdiction)
    standing = laws.standing(law, values.instrument, values.law_day)
    if standing.instrument is None:
        raise Refused(standing.words)
    if not may_apply(standing.instrument, values.applicant):
        raise InvalidField("applicant", f"This body may not apply for {standing.instrument.name}.")
    number = numbers.take(work, f"{case.reference}/O")
    found = courts(standing.instrument, Matter(work.today, values.applicant, person.born, {"application": work.today}))
    application_id = work.add(
        t.Application(
            reference=order_reference(case.reference, number),
            case_id=case_id,
            person_id=values.person_id,
            jurisdiction=jurisdiction,
            instrument=values.instrument,
            law_version=law.version,
            law_day=values.law_day,
            applicant=values.applicant,
            state=ApplicationState.PREPARING,
            court=found[0].rule.name if found and found[0].sure else "",
            court_number="",
            without_notice=False,
            interim_sought=False,
            settled_note="",
            necessity="",
            interim_reasons="",
            publicity={},
            judged={},
            next_term=1,
            owner_id=work.who.user_id,
        )
    )
    mark_seen(work, the_application(work, application_id))
    return application_id


def change_application(work: Work, application_id: int, version: int, values: ApplicationValues) -> None:
    """Change what the form holds, while the application is prepared or with the court."""
    application = changeable(work, application_id)
    same_version(application.version, version)
    instrument = instrument_of(work.session, application)
    if not may_apply(instrument, values.applicant):
        raise InvalidField("applicant", f"This body may not apply for {instrument.name}.")
    if not values.court.strip():
        raise InvalidField("court", "Name the court.")
    if values.length_months is not None and values.length_months < 1:
        raise InvalidField("length_months", "Give a number of months, or leave it empty: until further order.")
    mark_known(work, application)
    application.applicant = values.applicant
    application.court, application.court_number = values.court.strip(), values.court_number.strip()
    application.planned_on = values.planned_on
    application.without_notice, application.interim_sought = values.without_notice, values.interim_sought
    application.length_months = values.length_months
    application.necessity, application.interim_reasons = values.necessity, values.interim_reasons
    work.session.flush()
    mark_known(work, application)
    follow_court(work, application_id)


def move_application(
    work: Work,
    application_id: int,
    to: ApplicationState,
    on: date,
    note: str = "",
    go_on: str = "",
    not_ready: str = "",
) -> None:
    """Lodge it, withdraw it, or take a step back that was recorded wrongly. Raises :class:`Refused`.

    Lodging is a step up the ladder; ``go_on``: why a manager goes on without a record of proportionality;
    ``not_ready``: why with an application that is not ready.
    """
    require(work.who.role, "order")
    application = the_application(work, application_id)
    if not may_follow(application.state, to):
        raise Refused(f"An application that is “{application.state.label}” cannot become “{to.label}”.")
    if on > work.today:
        raise InvalidField("on", "The day cannot lie in the future.")
    mark_known(work, application)
    if to is ApplicationState.LODGED and application.lodged_on is None:
        _lodged_before_served(work, application_id, on)
        allow_step(work, application.case_id, "application", go_on)
        allow_lodging(work, application, on, not_ready)
        application.lodged_on = on
    if to is ApplicationState.PREPARING:
        application.lodged_on = None
    application.state = to
    settled = to not in (ApplicationState.PREPARING, ApplicationState.LODGED)
    application.settled_on, application.settled_note = (on, note) if settled else (None, "")
    work.session.flush()
    follow_court(work, application_id)


def redate_lodging(work: Work, application_id: int, on: date) -> None:
    """The day on which it was lodged was recorded wrongly."""
    application = changeable(work, application_id)
    if application.lodged_on is None:
        raise Refused("This application has not been lodged.")
    if on > work.today:
        raise InvalidField("on", "The day cannot lie in the future.")
    _lodged_before_served(work, application_id, on)
    mark_known(work, application)
    application.lodged_on = on
    work.session.flush()
    follow_court(work, application_id)


def the_application(work: Work, application_id: int) -> t.Application:
    """The application, or :class:`NotFound` in words."""
    application = work.session.get(t.Application, application_id)
    if application is None:
        raise NotFound("This application is no longer in the office.")
    return application


def changeable(work: Work, application_id: int) -> t.Application:
    """The application, if this user may change it and it is not settled. Raises :class:`Refused`."""
    require(work.who.role, "order")
    application = the_application(work, application_id)
    if application.state not in (ApplicationState.PREPARING, ApplicationState.LODGED):
        raise Refused(f"This application is settled ({application.state.label.lower()}).")
    return application


def _lodged_before_served(work: Work, application_id: int, on: date) -> None:
    days = [s.at.date() for s in served_papers(work, application_id) if s.paper in AFTER_LODGING]
    if days and min(days) < on:
        raise InvalidField("on", f"It was served on {show_date(min(days))}: it was lodged on that day, or before.")
