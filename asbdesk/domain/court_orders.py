"""Hearings, the order that the court makes, its service, reviews and breaches: what their forms hold, and what fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from asbdesk.domain.law import Instrument
from asbdesk.domain.law_lengths import LengthFinding, judge_length, lengths, planned_last_day
from asbdesk.domain.law_limits import period_end
from asbdesk.domain.law_people import Matter, concerning
from asbdesk.domain.law_rules import Breach, Length, Service, Span
from asbdesk.domain.orders import (
    ApplicationState,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ServedPaper,
    ServiceMethod,
)
from asbdesk.domain.when import say_date, show_date
from asbdesk.errors import InvalidField

K, Came, A = HearingKind, HearingOutcome, ApplicationState
_MAIN = (Came.ADJOURNED, Came.ORDER_MADE, Came.REFUSED, Came.WITHDRAWN)
_WITH_INTERIM = (Came.ADJOURNED, Came.INTERIM_MADE, Came.INTERIM_REFUSED, Came.ORDER_MADE, Came.REFUSED, Came.WITHDRAWN)
_OUTCOMES: dict[HearingKind, tuple[HearingOutcome, ...]] = {
    K.FIRST: _WITH_INTERIM,
    K.INTERIM: (Came.INTERIM_MADE, Came.INTERIM_REFUSED, Came.ADJOURNED, Came.WITHDRAWN),
    K.ADJOURNED: _WITH_INTERIM,
    K.FINAL: _MAIN,
    K.APPEAL: (Came.APPEAL_DISMISSED, Came.APPEAL_ALLOWED, Came.ADJOURNED, Came.WITHDRAWN),
    K.VARIATION: (Came.VARIED, Came.DISCHARGED, Came.UNCHANGED, Came.ADJOURNED, Came.WITHDRAWN),
    K.BREACH: (Came.BREACH_PROVED, Came.BREACH_NOT_PROVED, Came.ADJOURNED, Came.WITHDRAWN),
}
_OF_THE_APPLICATION = (K.FIRST, K.INTERIM, K.ADJOURNED, K.FINAL)
_KINDS: dict[ApplicationState, tuple[HearingKind, ...]] = {
    A.PREPARING: _OF_THE_APPLICATION,
    A.LODGED: (*_OF_THE_APPLICATION, K.BREACH),
    A.GRANTED: (K.VARIATION, K.BREACH, K.APPEAL),
    A.REFUSED: (K.APPEAL,),
    A.WITHDRAWN: (),
    A.ENDED: (K.BREACH, K.APPEAL),
}
_MAKES = {
    Came.INTERIM_MADE: OrderKind.INTERIM,
    Came.ORDER_MADE: OrderKind.FULL,
    Came.VARIED: OrderKind.VARIED,
}
AFTER_LODGING = (ServedPaper.APPLICATION, ServedPaper.SUMMONS)
"""Papers that are served once the court has the application."""
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.)]\s+(\S.*)$")


@dataclass(frozen=True, slots=True)
class HearingValues:
    """``at`` is the wall clock's."""

    kind: HearingKind
    at: datetime
    court: str
    attended: str = ""


@dataclass(frozen=True, slots=True)
class OrderValues:
    """An order as made. ``last_day`` None: until further order. ``departure``: why a length outside the law stands.

    ``reckoned``: nobody typed the last day; it is that of :func:`planned_end`, and moves with the day of the order.
    """

    kind: OrderKind
    last_day: date | None
    terms: Mapping[str, str]
    power_of_arrest: bool = False
    departure: str = ""
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeValues:
    """What a hearing came to: with an order, or with the hearing that it was adjourned to.

    ``consented``: both parties agreed to a discharge that the law bars without.
    """

    outcome: HearingOutcome
    words: str = ""
    attended: str = ""
    order: OrderValues | None = None
    then: HearingValues | None = None
    consented: bool = False


@dataclass(frozen=True, slots=True)
class ServiceValues:
    paper: ServedPaper
    on_whom: str
    method: ServiceMethod
    served_at: datetime
    place: str = ""
    served_by: str = ""
    certified_on: date | None = None


@dataclass(frozen=True, slots=True)
class BreachValues:
    happened_on: date
    term_number: str
    evidence: str
    incident_id: int | None = None
    reported_on: date | None = None
    reported_to: str = ""
    outcome: str = ""
    outcome_on: date | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ReviewValues:
    held_on: date
    compliance: str
    support: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class MadeOrder:
    """An order as far as its standing turns on it."""

    id: int
    kind: OrderKind
    made_on: date
    last_day: date | None
    ended_on: date | None = None
    ended_words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an order stands on a day. ``until`` is its last day; None for one until further order."""

    state: Literal["in-force", "replaced", "ended"]
    words: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The law's most for a breach: ``words`` with the section, and what is unconfirmed about it."""

    words: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A hearing with an outcome; ``order`` says whether an order was made at it."""

    kind: HearingKind
    outcome: HearingOutcome
    order: bool = field(default=False)


def outcomes(kind: HearingKind) -> tuple[HearingOutcome, ...]:
    """What a hearing of that kind may come to."""
    return _OUTCOMES[kind]


def kinds(state: ApplicationState) -> tuple[HearingKind, ...]:
    """The hearings that may be listed while the application stands so."""
    return _KINDS[state]


def hearing_name(kind: HearingKind) -> str:
    """``First hearing``, ``Hearing: breach``: a name that says that it is a hearing."""
    return kind.label if "hearing" in kind.label.casefold() else f"Hearing: {kind.label.lower()}"


def made_by(outcome: HearingOutcome) -> OrderKind | None:
    """The order that is made with that outcome; an appeal that is allowed may make one, too."""
    return _MAKES.get(outcome)


def after(state: ApplicationState, held: Held) -> ApplicationState:
    """How the application stands after that hearing."""
    changed = {Came.ORDER_MADE: A.GRANTED, Came.REFUSED: A.REFUSED, Came.DISCHARGED: A.ENDED}
    if held.outcome in changed:
        return changed[held.outcome]
    if held.outcome is Came.APPEAL_ALLOWED:
        if held.order:
            return A.GRANTED
        return A.LODGED if state is A.REFUSED else A.ENDED
    if held.outcome is Came.WITHDRAWN and held.kind in _OF_THE_APPLICATION:
        return A.WITHDRAWN
    return state


def current(orders: Sequence[MadeOrder], day: date) -> MadeOrder | None:
    """The order in force on that day; None where there is none."""
    return next((o for o in reversed(_in_time(orders)) if standing(o, orders, day).state == "in-force"), None)


def standing(order: MadeOrder, orders: Sequence[MadeOrder], day: date) -> Standing:
    """Is it in force, was it replaced by a later one, or has it ended? An interim order ends with the main one."""
    later = [o for o in _in_time(orders) if (o.made_on, o.id) > (order.made_on, order.id) and o.made_on <= day]
    takes = next((o for o in later if o.kind is not OrderKind.INTERIM or order.kind is OrderKind.INTERIM), None)
    if order.ended_on is not None and order.ended_on <= day:
        words = f"Ended on {show_date(order.ended_on)}. {order.ended_words}".strip()
        return Standing("ended", words, order.ended_on)
    if order.last_day is not None and order.last_day < (takes.made_on if takes else day):
        return Standing("ended", f"Ended with {show_date(order.last_day)}, its last day", order.last_day)
    if takes is not None:
        what = "varied" if takes.kind is OrderKind.VARIED else "replaced"
        return Standing("replaced", f"{what.capitalize()} on {show_date(takes.made_on)}", takes.made_on)
    until = f"until {show_date(order.last_day)}" if order.last_day else "until further order"
    return Standing("in-force", f"In force {until}", order.last_day)


def _in_time(orders: Sequence[MadeOrder]) -> list[MadeOrder]:
    return sorted(orders, key=lambda o: (o.made_on, o.id))


def judge(instrument: Instrument, matter: Matter, kind: OrderKind, made: date, last_day: date | None) -> LengthFinding:
    """Is its length within the law, at that age? Where the age is not known, one of the lengths must allow it."""
    of = "interim" if kind is OrderKind.INTERIM else "notice" if instrument.kind == "notice" else "order"
    if last_day is not None and last_day < made:
        return LengthFinding("too-short", "Its last day lies before the day on which it was made.")
    found = lengths(instrument, matter, of)
    judged = [judge_length(each.rule, made, last_day) for each in found]
    return next((j for j in judged if j.verdict == "ok"), judged[0] if judged else LengthFinding("ok"))


def planned_end(
    instrument: Instrument, matter: Matter, kind: OrderKind, made: date, months: int | None
) -> date | None:  # fmt: skip
    """The last day of an order for so many months from its own day, as the application asks; None where nothing says.

    An interim order runs for as long as the court says, and a variation as long as the order that it varies.
    """
    if kind is not OrderKind.FULL or not months:
        return None
    span = Span(months=months)
    rule = next((each.rule for each in lengths(instrument, matter)), None)
    return planned_last_day(rule, made, span) if rule else period_end(made, span)


def length_words(instrument: Instrument, matter: Matter, kind: OrderKind) -> str:
    """What the law says of its length: "Not less than two years, or until further order (section; doubt)." """
    of = "interim" if kind is OrderKind.INTERIM else "notice" if instrument.kind == "notice" else "order"
    return " ".join(
        f"{length_said(each.rule)} ({each.rule.section}).{_doubt(each.rule.doubt)}"
        for each in lengths(instrument, matter, of)
    )


def length_said(rule: Length) -> str:
    """The row's own words, or its numbers in words: "At least 2 years, may run until further order"."""
    if rule.words:
        return rule.words
    parts = [
        f"at least {rule.least.words}" if rule.least else "",
        f"at most {rule.most.words}" if rule.most else "",
    ]
    further = "may run until further order" if rule.indefinite else ""
    return ", ".join(p for p in (*parts, further) if p).capitalize()


def _doubt(doubt: str) -> str:
    return f" {doubt.rstrip('.')}." if doubt else ""


def knows_arrest(instrument: Instrument) -> bool:
    """May an order under it carry a power of arrest?"""
    return any(content.kind == "arrest" for content in instrument.contents)


def services(instrument: Instrument, paper: ServedPaper) -> tuple[Service, ...]:
    """What the law file says of the service of that paper."""
    return tuple(s for s in instrument.services if not s.papers or paper.value in s.papers)


def service_words(instrument: Instrument, paper: ServedPaper, method: ServiceMethod | None) -> str:
    """How the law has that paper served, and whether this is another way; empty where the law file is silent."""
    found = services(instrument, paper)
    said = " ".join(f"{s.words} ({s.section}).{_doubt(s.doubt)}" for s in found)
    named = {name for s in found for name in s.methods}
    if method is not None and named and method.value not in named:
        return f"“{method.label}” is not among the ways that the law names. {said}"
    return said


def breaches(instrument: Instrument, matter: Matter, on: date) -> tuple[Breach, ...]:
    """What the law says of a breach on that day, by the age on it."""
    dated = Matter(matter.today, matter.applicant, matter.born, {**matter.days, "breach": on})
    return tuple(each.rule for each in concerning(instrument.breaches, dated))


def sentences(found: Sequence[Breach]) -> tuple[Sentence, ...]:
    """The most that the law allows, and where: "At most 6 months on summary conviction ... (section)."

    Where there is but one most, nobody is convicted: a young person's breach of an injunction is no offence.
    """
    return tuple(Sentence(f"{_most(rule)} ({rule.section}).", rule.doubt) for rule in found)


def _most(rule: Breach) -> str:
    one = rule.summary or rule.indictment
    most = one.words if one else ""
    if rule.summary and rule.indictment:
        most = f"{rule.summary.words} on summary conviction and {rule.indictment.words} on indictment"
    return f"{rule.words.rstrip('.')}. At most {most}" if most else rule.words.rstrip(".")


def check_sentence(found: Sequence[Breach], sentence: str) -> None:
    """Raises :class:`InvalidField` for a conditional discharge where the law takes it away from the court."""
    rule = next((r for r in found if not r.conditional_discharge), None)
    if rule is not None and "conditional discharge" in sentence.casefold():
        raise InvalidField(
            "sentence",
            f"The law allows no conditional discharge here ({rule.section}).",
            "Ask the court's office for the result as it was announced.",
        )


def terms_as_words(terms: Mapping[str, str]) -> str:
    """Terms as the form shows them, one to a line: ``1. Not to enter Larch Court.``"""
    return "\n".join(f"{number}. {' '.join(text.split())}" for number, text in terms.items())


def read_terms(words: str) -> dict[str, str]:
    """Terms out of lines. A line without a number goes on with the term before it; where none has one, each is a term.

    Raises :class:`InvalidField` for a number that stands there twice, and for no term at all.
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not lines:
        raise InvalidField("terms", "Write the terms as the court made them, each on a line of its own.")
    if not any(_NUMBERED.match(line) for line in lines):
        return {str(place): line for place, line in enumerate(lines, 1)}
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        number = _NUMBERED.match(line)
        if number and number[1] in found:
            raise InvalidField("terms", f"There are two terms with the number {number[1]}.")
        if number:
            last = number[1]
            found[last] = number[2]
        elif last:
            found[last] += f" {line}"
        else:
            raise InvalidField("terms", "The first line has no number, others do. Number every term.")
    return found


def check_lodged_first(lodged_on: date, served_on: date) -> None:
    """Raises :class:`InvalidField` for an application that was served before the court had it."""
    if served_on < lodged_on:
        raise InvalidField(
            "served_at",
            f"The application was lodged on {say_date(lodged_on)}: it cannot be served before.",
            "Mend this day, or the day on which it was lodged.",
        )


def check_service(values: ServiceValues, made_on: date | None, now: datetime) -> None:
    """Raises :class:`InvalidField` for a service that cannot have been. ``made_on``: when the paper came to be."""
    if not values.on_whom.strip():
        raise InvalidField("on_whom", "Say on whom it was served.")
    if values.served_at > now:
        raise InvalidField("served_at", "This lies in the future. Record it when it has been served.")
    if made_on is not None and values.served_at.date() < made_on:
        raise InvalidField("served_at", f"The order was made on {say_date(made_on)}: it cannot be served before.")
    if values.certified_on is not None and values.certified_on < values.served_at.date():
        raise InvalidField("certified_on", "The certificate cannot be signed before the paper was served.")
    if values.certified_on is not None and values.certified_on > now.date():
        raise InvalidField("certified_on", "This lies in the future.")
