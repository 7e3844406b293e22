"""The days that hang on a hearing, on an order and on its service: what the law file's periods come to.

Nothing here is kept: a fact that is re-dated or undone moves all of them. What must be done before a hearing has a
clock besides (``services.court_clocks``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.court_orders import MadeOrder
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_lengths import Bar, appeal_by, bars, review_days
from asbdesk.domain.law_limits import NoticeDay, notices
from asbdesk.domain.law_people import Concerns, Matter, concerning
from asbdesk.domain.law_rules import Anchor, Appeal, Notice
from asbdesk.domain.orders import OrderKind, ServedPaper
from asbdesk.domain.readiness_words import depends
from asbdesk.domain.when import show_date, show_time
from asbdesk.domain.working_days import previous_working_day

_ANCHOR = {
    "act": "the first act alleged",
    "hearing": "the hearing",
    "service": "service",
    "notice": "service of the notice",
    "application": "the application",
    "order": "the order",
    "decision": "the decision",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A paper with the moment of its service."""

    paper: ServedPaper
    at: datetime


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """What periods are counted from. ``hearing``: the next one of the application itself, or its last."""

    hearing: datetime | None = None
    lodged_on: date | None = None
    order: MadeOrder | None = None
    served: tuple[Served, ...] = ()


@dataclass(frozen=True, slots=True)
class CourtDay:
    """``last_day`` by the law, ``working_day`` the last on which an office does it; None where none is needed.

    ``done_on``: the paper that keeps the period was served then, ``kept`` if in time.
    """

    what: str
    last_day: date
    working_day: date | None
    counted: str
    section: str
    doubt: str = ""
    at: str = ""
    done_on: date | None = None
    kept: bool = True
    before: bool = False
    """To be done by the applicant before the hearing."""


def anchors(facts: CourtFacts) -> dict[Anchor, date]:
    """The days, or moments, that the law file's periods are counted from, as far as they are known."""
    found: dict[Anchor, date | None] = {
        "hearing": facts.hearing,
        "application": facts.lodged_on,
        "order": facts.order.made_on if facts.order else None,
        "decision": facts.order.made_on if facts.order else None,
        "service": served_order(facts.served) or first_served(facts.served, (ServedPaper.OTHER,)),
        "notice": first_served(facts.served, (ServedPaper.HEARSAY_NOTICE,)),
    }
    return {name: day for name, day in found.items() if day is not None}


def first_served(served: Sequence[Served], papers: Sequence[ServedPaper]) -> datetime | None:
    """When one of those papers was first served."""
    return min((each.at for each in served if each.paper in papers), default=None)


def served_order(served: Sequence[Served]) -> datetime | None:
    """When the order itself was first served; an interim order or a variation is none."""
    return first_served(served, (ServedPaper.ORDER,))


def barred(instrument: Instrument, served: Sequence[Served], day: date) -> Bar | None:
    """What keeps the order from being discharged on that day unless it is lifted; None where nothing does."""
    at = served_order(served)
    return next((bar for bar in bars(instrument, at.date()) if day < bar.free_from), None) if at else None


def unserved(order: MadeOrder, served: Sequence[Served]) -> bool:
    """Has this order not been served since it was made?"""
    paper = {
        OrderKind.INTERIM: ServedPaper.INTERIM_ORDER,
        OrderKind.FULL: ServedPaper.ORDER,
        OrderKind.VARIED: ServedPaper.VARIATION,
    }
    wanted = (paper[order.kind], *((ServedPaper.ORDER,) if order.kind is OrderKind.VARIED else ()))
    return not any(each.paper in wanted and each.at.date() >= order.made_on for each in served)


def notice_days(
    instrument: Instrument, jurisdiction: Jurisdiction, facts: CourtFacts, matter: Matter
) -> tuple[NoticeDay, ...]:
    """Every period of the law file whose day is known, the soonest first."""
    return notices(instrument, jurisdiction, anchors(facts), matter)


def done_on(rule: Notice, served: Sequence[Served]) -> datetime | None:
    """When the last of the papers that keep the period was first served; None while one is still missing."""
    first = [first_served(served, (ServedPaper(paper),)) for paper in rule.papers]
    known = [at for at in first if at is not None]
    return max(known) if known and len(known) == len(first) else None


def in_time(found: NoticeDay, done: datetime) -> bool:
    """Was it done before the period ended?"""
    return done <= found.moment if found.moment else done.date() <= found.last_day


def court_days(
    instrument: Instrument, jurisdiction: Jurisdiction, facts: CourtFacts, matter: Matter
) -> tuple[CourtDay, ...]:
    """All days that hang on these facts, the soonest first: periods of notice, appeal, the bar on a discharge."""
    found = [_notice(each, facts) for each in notice_days(instrument, jurisdiction, facts, matter)]
    told = {(day.last_day, day.section) for day in found}
    appeals = _appeals(instrument, jurisdiction, facts, matter)
    found += [day for day in appeals if (day.last_day, day.section) not in told]
    served = served_order(facts.served)
    if served is not None:
        found += [
            CourtDay(b.rule.words, b.free_from, None, "Free from this day on", b.rule.section, b.rule.doubt)
            for b in bars(instrument, served.date())
        ]
    return tuple(sorted(found, key=lambda day: (day.last_day, day.what)))


def reviews_wanted(
    instrument: Instrument, born: date | None, orders: Sequence[MadeOrder]
) -> Mapping[str, tuple[date, ...]]:
    """The days of the law's reviews by the code of their rule; empty where the birth or the order is not known."""
    full = next((o for o in orders if o.kind is OrderKind.FULL), None)
    if born is None or full is None or born > full.made_on:
        return {}
    ahead = [o for o in orders if o.kind is not OrderKind.INTERIM]
    last = max(ahead, key=lambda o: (o.made_on, o.id))
    ends = [day for day in (last.last_day, last.ended_on) if day is not None]
    varied = [o.made_on for o in ahead if o.kind is OrderKind.VARIED]
    return {
        rule.code: review_days(rule, born, full.made_on, min(ends, default=None), varied) for rule in instrument.reviews
    }


def _notice(found: NoticeDay, facts: CourtFacts) -> CourtDay:
    rule = found.rule
    done = done_on(rule, facts.served) if rule.papers else None
    way = "clear " if rule.counting == "clear" and not rule.span.working_days else ""
    return CourtDay(
        what=rule.words,
        last_day=found.last_day,
        working_day=found.working_day,
        counted=f"{rule.span.words.replace(' days', f' {way}days')} {rule.way} {_anchor(rule, found.anchor)}",
        section=rule.section,
        doubt=rule.doubt,
        at=show_time(found.moment.time()) if found.moment else "",
        done_on=done.date() if done else None,
        kept=in_time(found, done) if done else True,
        before=rule.way == "before",
    )


def _anchor(rule: Notice, anchor: date) -> str:
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    return f"{_ANCHOR.get(rule.anchor, rule.anchor)} of {show_date(day)}"


def _appeals(
    instrument: Instrument, jurisdiction: Jurisdiction, facts: CourtFacts, matter: Matter
) -> list[CourtDay]:  # fmt: skip
    known = anchors(facts)
    found: list[CourtDay] = []
    for rule in (each.rule for each in concerning(instrument.appeals, matter)):
        start = known.get(rule.anchor)
        if start is None or rule.within is None:
            continue
        first = start.date() if isinstance(start, datetime) else start
        last = appeal_by(rule, first)
        if last is not None:
            found.append(
                CourtDay(f"Appeal to {rule.to}: {rule.words}", last, previous_working_day(last, jurisdiction),
                         f"{rule.within.words} from {_ANCHOR.get(rule.anchor, rule.anchor)} of {show_date(first)}",
                         rule.section, rule.doubt)
            )  # fmt: skip
    return found


def appeals_without_a_day(instrument: Instrument, matter: Matter) -> tuple[str, ...]:
    """Appeals whose time the law file does not know: said, because silence would look like no appeal."""
    return tuple(
        f"{_upon(each, matter)} ({each.rule.section}): {each.rule.doubt or 'the time is not in the law file'}"
        for each in concerning(instrument.appeals, matter)
        if each.rule.within is None
    )


def _upon(found: Concerns[Appeal], matter: Matter) -> str:
    said = f"An appeal lies to {found.rule.to}"
    return said if found.sure else f"{depends(found, matter)} Then {said[:1].lower()}{said[1:]}"
