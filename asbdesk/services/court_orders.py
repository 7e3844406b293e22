"""Orders as the court made them: their terms and length, their service, their reviews, and breaches of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select

from asbdesk.domain import court_orders as rules
from asbdesk.domain.court_days import reviews_wanted
from asbdesk.domain.court_orders import BreachValues, MadeOrder, OrderValues, ReviewValues, ServiceValues
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import HearingKind, HearingOutcome, OrderKind, ServedPaper
from asbdesk.domain.permissions import may, require
from asbdesk.domain.prohibition_checks import as_asked
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.draft_terms import draft_terms
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.orders import matter_of
from asbdesk.services.court_clocks import follow_court, served_papers
from asbdesk.services.lodging import mark_known
from asbdesk.services.orders import the_application
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_R = TypeVar("_R", bound=t.Base)
_OF_KIND = {
    ServedPaper.INTERIM_ORDER: OrderKind.INTERIM,
    ServedPaper.ORDER: OrderKind.FULL,
    ServedPaper.VARIATION: OrderKind.VARIED,
}


def make_order(
    work: Work, application: t.Application, hearing: t.Hearing, values: OrderValues, go_on: str = ""
) -> int:  # fmt: skip
    """The order that was made at the hearing; answers its id."""
    made_on = hearing.at.date()
    departure = _check(work, application, values, made_on, go_on)
    return work.add(
        t.CourtOrder(
            application_id=application.id,
            hearing_id=hearing.id,
            kind=values.kind,
            made_on=made_on,
            last_day=values.last_day,
            reckoned=values.reckoned,
            ended_on=None,
            ended_words="",
            ended_by=None,
            departure=departure,
            terms=dict(values.terms),
            areas=_areas(work, application.id, values),
            power_of_arrest=values.power_of_arrest,
            published="",
        )
    )


def change_order(work: Work, order_id: int, values: OrderValues, go_on: str = "") -> None:
    """What was recorded of it was wrong: its last day, its terms. Its kind and its day are those of its hearing."""
    order, application = _order(work, order_id)
    if values.kind is not order.kind:
        raise InvalidField("outcome", "What was made follows from the outcome of its hearing.")
    order.departure = _check(work, application, values, order.made_on, go_on)
    order.last_day, order.reckoned = values.last_day, values.reckoned
    order.power_of_arrest = values.power_of_arrest
    order.terms, order.areas = dict(values.terms), _kept_areas(work, order, values)
    work.session.flush()
    plan_reviews(work, application.id)


def move_last_day(work: Work, application: t.Application, order: t.CourtOrder, on: date) -> None:
    """The order was made on another day: a last day that nobody typed moves with it, and that of its variations too."""
    before, planned = order.last_day, planned_end_of(work, application, order.kind, order.made_on)
    if not order.reckoned or before is None or before != planned:
        return
    after = planned_end_of(work, application, order.kind, on)
    for each in work.session.scalars(select(t.CourtOrder).where(t.CourtOrder.application_id == application.id)):
        if each is order or (each.kind is OrderKind.VARIED and each.reckoned and each.last_day == before):
            each.last_day = after


def planned_end_of(work: Work, application: t.Application, kind: OrderKind, made_on: date) -> date | None:
    """The last day of an order made on that day, for the length that the application asks for."""
    born = work.session.get_one(t.Person, application.person_id).born
    known = matter_of(work.session, application, born, work.today)
    matter = Matter(known.today, known.applicant, known.born, {**known.days, "order": made_on})
    return rules.planned_end(instrument_of(work.session, application), matter, kind, made_on, application.length_months)


def take_back_order(work: Work, order: t.CourtOrder) -> None:
    """Its hearing did not make it after all. Raises :class:`Refused` where something stands on it."""
    what = {OrderKind.INTERIM: "interim order", OrderKind.FULL: "order", OrderKind.VARIED: "order as varied"}
    if work.session.scalars(select(t.OrderBreach.id).where(t.OrderBreach.order_id == order.id)).first():
        raise Refused(f"A breach of the {what[order.kind]} is recorded.", "Remove it first.")
    paper = next(p for p, kind in _OF_KIND.items() if kind is order.kind)
    if any(s.paper is paper and s.at.date() >= order.made_on for s in served_papers(work, order.application_id)):
        raise Refused(f"The {what[order.kind]} was served.", "Remove its service first.")
    for review in work.session.scalars(select(t.OrderReview).where(t.OrderReview.order_id == order.id)):
        if review.held_on is not None:
            raise Refused("A review of it was held.", "Undo the review first.")
        work.session.delete(review)
    work.session.flush()
    work.session.delete(order)
    work.session.flush()


def record_service(work: Work, application_id: int, values: ServiceValues, service_id: int = 0) -> int:
    """A paper was served, or what was recorded of it was wrong; answers its id. Periods are counted from it anew."""
    require(work.who.role, "order")
    application = the_application(work, application_id)
    kind = _OF_KIND.get(values.paper)
    made = (
        work.session.scalars(
            select(func.min(t.CourtOrder.made_on)).where(
                t.CourtOrder.application_id == application_id, t.CourtOrder.kind == kind
            )
        ).one()
        if kind
        else None
    )
    if kind is not None and made is None:
        raise InvalidField("paper", f"No {kind.label.lower()} is recorded yet.", "Record the hearing's outcome first.")
    rules.check_service(values, made, work.wall)
    if values.paper in rules.AFTER_LODGING and application.lodged_on is not None:
        rules.check_lodged_first(application.lodged_on, values.served_at.date())
    row = _known(work, t.OrderService, service_id) if service_id else t.OrderService(application_id=application.id)
    if row.application_id != application.id:
        raise NotFound("This service belongs to another application.")
    mark_known(work, application)
    for name, value in asdict(values).items():
        setattr(row, name, value.strip() if type(value) is str else value)
    work.session.add(row)
    work.session.flush()
    follow_court(work, application_id)
    return row.id


def remove_service(work: Work, service_id: int) -> None:
    """It was not served. Periods that were counted from it are gone."""
    require(work.who.role, "order")
    row = _known(work, t.OrderService, service_id)
    number = row.application_id
    mark_known(work, the_application(work, number))
    work.session.delete(row)
    work.session.flush()
    follow_court(work, number)


def record_breach(work: Work, order_id: int, values: BreachValues, breach_id: int = 0) -> int:
    """A term was broken, or what was recorded of it was wrong; answers its id."""
    order, application = _order(work, order_id)
    if values.term_number not in order.terms:
        raise InvalidField("term_number", "Choose the term that was broken.")
    _check_breach_day(work, order, values)
    if not values.evidence.strip():
        raise InvalidField("evidence", "Say what shows it: who saw it, which exhibit.")
    _check_steps(values, work.today)
    born = work.session.get_one(t.Person, application.person_id).born
    matter = matter_of(work.session, application, born, work.today)
    law = rules.breaches(instrument_of(work.session, application), matter, values.happened_on)
    rules.check_sentence(law, values.sentence)
    incident = work.session.get(t.Incident, values.incident_id) if values.incident_id else None
    if values.incident_id and (incident is None or incident.case_id != application.case_id):
        raise InvalidField("incident", "Choose an incident of this case.")
    row = _known(work, t.OrderBreach, breach_id) if breach_id else t.OrderBreach(order_id=order.id)
    row.order_id = order.id
    for name, value in asdict(values).items():
        setattr(row, name, value.strip() if type(value) is str else value)
    work.session.add(row)
    work.session.flush()
    return row.id


def copy_outcome(work: Work, breach_id: int, hearing_id: int) -> None:
    """What a breach hearing came to, into the record of the breach. What stands there already is not written over."""
    row, hearing = _known(work, t.OrderBreach, breach_id), _known(work, t.Hearing, hearing_id)
    order, _ = _order(work, row.order_id)
    if hearing.application_id != order.application_id or hearing.kind is not HearingKind.BREACH:
        raise Refused("This is no hearing of that breach.")
    if hearing.outcome is None or hearing.outcome not in BREACH_OUTCOMES:
        raise Refused("The hearing has decided nothing on the breach yet.")
    if hearing.at.date() < row.happened_on:
        raise Refused("The hearing was before the breach.")
    if row.outcome:
        raise Refused("What came of this breach is recorded already.", "Open the breach to change it.")
    row.outcome = ". ".join(part.rstrip(".") for part in (hearing.outcome.label, hearing.outcome_words) if part)
    row.outcome_on = hearing.at.date()
    work.session.flush()


def remove_breach(work: Work, breach_id: int) -> None:
    """It was recorded by mistake; the audit keeps what stood there."""
    require(work.who.role, "order")
    work.session.delete(_known(work, t.OrderBreach, breach_id))
    work.session.flush()


def plan_review(work: Work, order_id: int, due_on: date) -> int:
    """A review that the office plans by itself, beside those that the law asks for; answers its id."""
    order, _ = _order(work, order_id)
    if due_on <= order.made_on:
        raise InvalidField("due_on", f"The order was made on {show_date(order.made_on)}: give a later day.")
    if order.last_day is not None and due_on > order.last_day:
        raise InvalidField("due_on", f"The order ends on {show_date(order.last_day)}: give an earlier day.")
    return work.add(_review(order.id, "", due_on))


def hold_review(work: Work, review_id: int, values: ReviewValues) -> None:
    """It was held, or what was recorded of it was wrong."""
    row, application = _of_order(work, review_id)
    order = work.session.get_one(t.CourtOrder, row.order_id)
    if values.held_on > work.today:
        raise InvalidField("held_on", "This lies in the future.")
    if values.held_on < order.made_on:
        raise InvalidField("held_on", f"The order was made on {show_date(order.made_on)}.")
    if not values.compliance.strip():
        raise InvalidField("compliance", "Say how the order was kept.")
    if not values.decision.strip():
        raise InvalidField("decision", "Say what was decided: to go on, or to ask for a variation or a discharge.")
    row.held_on, row.compliance = values.held_on, values.compliance.strip()
    row.support, row.decision = values.support.strip(), values.decision.strip()
    work.session.flush()
    plan_reviews(work, application.id)


def undo_review(work: Work, review_id: int) -> None:
    """It was not held. One that the office planned itself and that was not held is taken off the list."""
    row, application = _of_order(work, review_id)
    if row.held_on is not None:
        row.held_on, row.compliance, row.support, row.decision = None, "", "", ""
    elif row.code:
        raise Refused("The law asks for this review: it stays.")
    else:
        work.session.delete(row)
    work.session.flush()
    plan_reviews(work, application.id)


def plan_reviews(work: Work, application_id: int) -> None:
    """The law's reviews as order and date of birth now have them. Reviews that were held stay."""
    application = work.session.get_one(t.Application, application_id)
    orders = list(work.session.scalars(
        select(t.CourtOrder).where(t.CourtOrder.application_id == application_id).order_by(t.CourtOrder.made_on)
    ))  # fmt: skip
    full = next((o for o in orders if o.kind is OrderKind.FULL), None)
    if full is None:
        return
    born = work.session.get_one(t.Person, application.person_id).born
    wanted = reviews_wanted(instrument_of(work.session, application), born, [made_order(o) for o in orders])
    known = list(work.session.scalars(
        select(t.OrderReview).where(t.OrderReview.order_id == full.id, t.OrderReview.code != "")
        .order_by(t.OrderReview.due_on)
    ))  # fmt: skip
    for code in {*wanted, *(row.code for row in known)}:
        of_rule = [row for row in known if row.code == code]
        held = sum(row.held_on is not None for row in of_rule)
        _plan(work, full.id, code, [r for r in of_rule if r.held_on is None], list(wanted.get(code, ()))[held:])
    work.session.flush()


def know_person(work: Work, person_id: int) -> None:
    """Before the date of birth is changed: what is known of the person's applications is kept, to tell what changes."""
    for application in work.session.scalars(select(t.Application).where(t.Application.person_id == person_id)):
        mark_known(work, application)


def follow_person(work: Work, person_id: int) -> None:
    """The date of birth was changed: reviews and periods that turn on an age are worked out anew."""
    for number in work.session.scalars(select(t.Application.id).where(t.Application.person_id == person_id)):
        plan_reviews(work, number)
        follow_court(work, number)


def made_order(order: t.CourtOrder) -> MadeOrder:
    """An order as far as its standing turns on it."""
    return MadeOrder(order.id, order.kind, order.made_on, order.last_day, order.ended_on, order.ended_words)


BREACH_OUTCOMES = (HearingOutcome.BREACH_PROVED, HearingOutcome.BREACH_NOT_PROVED)


# inside


def _areas(work: Work, application_id: int, values: OrderValues) -> dict[str, Any]:
    """The zones of the terms that the order holds, copied: the draft may change, the order does not.

    A term is that of the draft with the same words, else that of the same number.
    """
    rows = draft_terms(work.session, application_id)
    places = as_asked(values.terms, [(row.kind, row.text) for row in rows])
    left = {str(place) for place in range(1, len(rows) + 1) if place not in places.values()}
    places |= {number: int(number) for number in values.terms if number not in places and number in left}
    found = ((number, rows[places[number] - 1].area) for number in values.terms if number in places)
    return {number: dict(area) for number, area in found if area}


def _kept_areas(work: Work, order: t.CourtOrder, values: OrderValues) -> dict[str, Any]:
    """Its own zones stay; that of a term added to the record is taken from the draft, which may have changed since."""
    found = {n: area for n, area in _areas(work, order.application_id, values).items() if n not in order.terms}
    return {number: area for number, area in (found | order.areas).items() if number in values.terms}


def _plan(work: Work, order_id: int, code: str, ahead: list[t.OrderReview], days: list[date]) -> None:
    for row, day in zip(ahead, days, strict=False):
        row.due_on = day
    for row in ahead[len(days) :]:
        work.session.delete(row)
    for day in days[len(ahead) :]:
        work.session.add(_review(order_id, code, day))


def _review(order_id: int, code: str, due_on: date) -> t.OrderReview:
    return t.OrderReview(order_id=order_id, code=code, due_on=due_on, compliance="", support="", decision="")


def _check(work: Work, application: t.Application, values: OrderValues, made_on: date, go_on: str) -> str:
    """Answers why its length stands although the law does not know it; empty where it does."""
    instrument = instrument_of(work.session, application)
    if not values.terms:
        raise InvalidField("terms", "Write the terms as the court made them, each on a line of its own.")
    if values.power_of_arrest and not rules.knows_arrest(instrument):
        raise InvalidField("power_of_arrest", f"{instrument.short}: the law knows no power of arrest here.")
    born = work.session.get_one(t.Person, application.person_id).born
    first = _first_made(work, application.id) if values.kind is OrderKind.VARIED else None
    known = matter_of(work.session, application, born, work.today)
    matter = Matter(known.today, known.applicant, known.born, {**known.days, "order": first or made_on})
    if values.last_day is not None and values.last_day < made_on:
        raise InvalidField("last_day", f"It was made on {show_date(made_on)}: its last day cannot lie before.")
    found = rules.judge(instrument, matter, values.kind, first or made_on, values.last_day)
    if found.verdict in ("ok", "doubtful"):
        return ""
    if not may(work.who.role, "go_on"):
        raise InvalidField("last_day", found.words, "If the court made it so, a manager records it with a reason.")
    if not go_on.strip():
        raise InvalidField("go_on", f"{found.words} Say why it is recorded so all the same.")
    return go_on.strip()


def _first_made(work: Work, application_id: int) -> date | None:
    return work.session.scalars(
        select(func.min(t.CourtOrder.made_on)).where(
            t.CourtOrder.application_id == application_id, t.CourtOrder.kind == OrderKind.FULL
        )
    ).one()


def _check_breach_day(work: Work, order: t.CourtOrder, values: BreachValues) -> None:
    if values.happened_on > work.today:
        raise InvalidField("happened_on", "This lies in the future.")
    if values.happened_on < order.made_on:
        raise InvalidField("happened_on", f"The order was made on {show_date(order.made_on)}: this lies before it.")
    ends = [day for day in (order.last_day, order.ended_on) if day is not None]
    if ends and values.happened_on > min(ends):
        raise InvalidField("happened_on", f"The order had ended on {show_date(min(ends))}.")


def _check_steps(values: BreachValues, today: date) -> None:
    """Reported, then decided, none of it before the breach and none in the future."""
    for name, day in (("reported_on", values.reported_on), ("outcome_on", values.outcome_on)):
        if day is not None and day < values.happened_on:
            raise InvalidField(name, "This lies before the breach.")
        if day is not None and day > today:
            raise InvalidField(name, "This lies in the future.")
    if values.reported_on is not None and not values.reported_to.strip():
        raise InvalidField("reported_to", "Say to whom it was reported.")
    if values.sentence.strip() and not values.outcome.strip():
        raise InvalidField("outcome", "Say what came of it before the sentence.")


def _order(work: Work, order_id: int) -> tuple[t.CourtOrder, t.Application]:
    require(work.who.role, "order")
    order = _known(work, t.CourtOrder, order_id)
    return order, the_application(work, order.application_id)


def _of_order(work: Work, review_id: int) -> tuple[t.OrderReview, t.Application]:
    require(work.who.role, "order")
    row = _known(work, t.OrderReview, review_id)
    order = work.session.get_one(t.CourtOrder, row.order_id)
    return row, the_application(work, order.application_id)


def _known(work: Work, table: type[_R], number: int) -> _R:
    row = work.session.get(table, number)
    if row is None:
        raise NotFound("This is no longer in the office.")
    return row
