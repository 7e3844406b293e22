"""What the papers of an application say: read from the application, its terms, consultations, hearings and orders.

What the law asks comes from the rows of the law file that the application runs under. Protected people stand in it by
their pseudonyms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.dates import clock_time, long_date, weekday_date
from asbdesk.documents.facts import PersonFacts
from asbdesk.documents.order_facts import (
    BrokenFacts,
    ClauseFacts,
    ConsultedFacts,
    ConsultFacts,
    CourtFacts,
    ElementFacts,
    MadeFacts,
    ProducedFacts,
    ServedFacts,
    WitnessedFacts,
)
from asbdesk.domain import court_orders as rules
from asbdesk.domain import law_people
from asbdesk.domain.law_lengths import judge_months, lengths
from asbdesk.domain.law_limits import NoticeDay, period_end
from asbdesk.domain.law_people import with_order
from asbdesk.domain.law_rules import Appeal, Element, Length, Span, Variation
from asbdesk.domain.orders import ConsultAnswer, OrderKind, ServedPaper, SoughtKind, court_within, parties
from asbdesk.domain.prohibition_checks import as_asked, plain
from asbdesk.domain.statements import marks_in, ordinal
from asbdesk.domain.when import When, say_when
from asbdesk.errors import NotFound, Refused
from asbdesk.queries import evidence
from asbdesk.queries.allegation_drafts import Veil
from asbdesk.queries.allegations import hearsay_notice
from asbdesk.queries.consultation import consultation_page
from asbdesk.queries.draft_terms import draft_terms, terms_asked
from asbdesk.queries.hearings import CourtStory, OrderRow, anchor_hearing
from asbdesk.queries.orders import ApplicationPage
from asbdesk.queries.redactions import of_case
from asbdesk.queries.statements import witness_name
from asbdesk.storage import tables as t

_STANDARD = {
    "criminal": "to the criminal standard",
    "civil": "on the balance of probabilities",
    "judgement": "a matter of judgement",
}
_DUTY = {"consult": "consult you", "notify": "notify you", "inform": "inform you", "advice": "ask your advice"}


@dataclass(frozen=True, slots=True)
class Court:
    """Everything on file that the papers of an application read. ``person`` is whom it is about."""

    story: CourtStory
    over: Veil
    office: str
    person: PersonFacts
    today: date


def court_facts(session: Session, court: Court) -> CourtFacts:
    """The application as its papers say it; allegations are in the schedule's facts."""
    page, values = court.story.page, court.story.page.values
    instrument = page.instrument
    we, they = parties(page.jurisdiction, instrument.code)
    applicant = next((a for a in instrument.applicants if a.kind == values.applicant), None)
    elements = [found.rule for found in law_people.elements(instrument, page.matter)]
    sought = terms_sought(session, page.id)
    length = [found.rule for found in lengths(instrument, with_order(page.matter))]
    at = anchor_hearing([(row.values.kind, row.values.at, row.outcome) for row in court.story.hearings])
    notice = hearsay_notice(session, page.id, court.today)
    asked_as = ("either", "without" if values.without_notice else "with")
    interims = [rule for rule in instrument.interims if rule.notice in asked_as]
    return CourtFacts(
        reference=page.reference,
        jurisdiction=page.jurisdiction.value,
        order=instrument.name,
        order_name=instrument.name.removeprefix("an ").removeprefix("a "),
        section=instrument.section,
        law_day=page.law_day,
        court=court_within(values.court),
        number=values.court_number,
        we=we,
        they=they,
        applicant=court.office,
        applicant_words=applicant.words if applicant else "",
        person=page.person,
        person_address=court.person.address,
        born=page.born,
        age=page.matter.age_at("application") or court.person.age,
        age_now=court.person.age,
        without_notice="yes" if values.without_notice else "",
        interim="yes" if values.interim_sought else "",
        length=_length(page, values.length_months),
        length_law="; ".join(_law(rules.length_said(rule), rule.section) for rule in length),
        length_misfit=_misfit(page, length),
        length_doubt=" ".join(f"{rule.doubt.rstrip('.')}." for rule in length if rule.doubt),
        necessity=court.over.over(values.necessity),
        interim_reasons=court.over.over(values.interim_reasons),
        interim_section=interims[0].section if interims else instrument.section,
        interim_rules=tuple(_law(rule.words, rule.section) for rule in interims),
        hearing=_moment(at) if at else "",
        hearing_court=_where(court.story, at),
        elements=tuple(_element(rule) for rule in elements if rule.role == "condition"),
        disregards=tuple(rule.words for rule in elements if rule.role == "disregard"),
        young=_because_of_age(page),
        prohibitions=tuple(c for kind, c in sought if kind is SoughtKind.PROHIBITION),
        requirements=tuple(c for kind, c in sought if kind is SoughtKind.REQUIREMENT),
        consultations=_consultations(session, page),
        hearsay_by=_hearsay_by(notice, court.today),
        hearsay_late="yes" if notice and notice.last_day < court.today else "",
        hearsay_answer=_hearsay_answer(court),
        statements=_statements(session, page.case_id, court.over.hidden),
        exhibits=_exhibits(session, court),
        breach=_breach_words(court),
        papers=_filed_titles(session, page.case_id, page.id),
    )


def terms_sought(session: Session, application_id: int) -> list[tuple[SoughtKind, ClauseFacts]]:
    """The terms that the application asks for, in their order."""
    return [
        (row.kind, ClauseFacts(place, _stopped(plain(row.text)), row.reason, row.supervisor, "yes" if row.area else ""))
        for place, row in enumerate(draft_terms(session, application_id), 1)
    ]


def made_facts(session: Session, court: Court) -> MadeFacts:
    """The order in force, or the last that was made; empty facts while there is none."""
    story = court.story
    row = story.in_force or next(reversed(story.orders), None)
    return _made(session, court, row) if row is not None else MadeFacts()


def consult_facts(session: Session, court: Court, code: str) -> ConsultFacts:
    """One consultation by the code of its consultee. Raises :class:`NotFound`."""
    found = consultation_page(session, court.story.page.id, court.today)
    each = next((row for row in found.consultees if row.code == code), None)
    if each is None:
        raise NotFound("This consultee is no longer among those of the application.")
    row = each.row
    return ConsultFacts(
        consultee=row.consultee if row else each.words,
        duty=_DUTY[each.how],
        section=each.section,
        doubt=each.doubt,
        asked_on=row.asked_on if row else None,
        asked_how=f"by {row.asked_how}".replace("by meeting", "at a meeting") if row and row.asked_how else "",
        reply_by=row.reply_by if row else None,
        answer=row.answer.label if row and row.answer is not ConsultAnswer.NONE_YET else "",
        answered_on=row.answered_on if row else None,
        answer_words=court.over.over(row.answer_words) if row else "",
        certified_by=row.certified_by if row else "",
        certified_on=row.certified_on if row else None,
        code=code,
    )


def served_facts(court: Court, service_id: int) -> ServedFacts:
    """One service. Raises :class:`NotFound`."""
    row = next((each for each in court.story.services if each.id == service_id), None)
    if row is None:
        raise NotFound("This service is no longer recorded.")
    values = row.values
    return ServedFacts(
        paper=values.paper.label,
        on_whom=values.on_whom,
        how=values.method.label,
        when=_moment(values.served_at),
        place=values.place,
        by=values.served_by,
        law=rules.service_words(court.story.page.instrument, values.paper, None),
    )


def broken_facts(session: Session, court: Court, breach_id: int) -> tuple[BrokenFacts, MadeFacts]:
    """One breach, and the order that was broken. Raises :class:`NotFound`."""
    row = next((each for each in court.story.breaches if each.id == breach_id), None)
    if row is None:
        raise NotFound("This breach is no longer recorded.")
    values, order = row.values, court.story.order(row.order_id)
    incident = session.get(t.Incident, values.incident_id or 0)
    outcome = f"{values.outcome}, {long_date(values.outcome_on)}" if values.outcome_on else values.outcome
    reported = ", ".join(
        part
        for part in (
            long_date(values.reported_on) if values.reported_on else "",
            f"to {values.reported_to}" if values.reported_to else "",
        )
        if part
    )
    facts = BrokenFacts(
        on=values.happened_on,
        term=values.term_number,
        term_text=order.values.terms.get(values.term_number, ""),
        evidence=court.over.over(values.evidence),
        incident=court.over.over(_incident(incident)) if incident else "",
        reported=reported,
        outcome=court.over.over(outcome),
        sentence=values.sentence,
    )
    return facts, _made(session, court, order)


# inside


def _made(session: Session, court: Court, row: OrderRow) -> MadeFacts:
    story, instrument = court.story, court.story.page.instrument
    asked = terms_asked(session, story.page.id)
    same = as_asked(row.values.terms, asked)
    kinds = {n: asked[place - 1][0] for n, place in same.items()} if len(same) == len(row.values.terms) else {}
    terms = [
        (kinds.get(n), ClauseFacts(int(n), plain(text) if kinds else text)) for n, text in row.values.terms.items()
    ]
    matter, first = story.page.matter, _first(story, row)
    return MadeFacts(
        kind=row.values.kind.label,
        made_on=first.made_on,
        changed_on=row.made_on if first is not row else None,
        court=_made_at(story, first),
        until=long_date(row.values.last_day) if row.values.last_day else "further order",
        terms=tuple(clause for _, clause in terms),
        must_not=tuple(clause for kind, clause in terms if kind is SoughtKind.PROHIBITION),
        must=tuple(clause for kind, clause in terms if kind is SoughtKind.REQUIREMENT),
        arrest="yes" if row.values.power_of_arrest else "",
        served=_served(story, row),
        breach=_breach_words(court),
        vary=_vary([found.rule for found in law_people.concerning(instrument.variations, matter)]),
        appeal=tuple(_appeal(f.rule) for f in law_people.concerning(instrument.appeals, matter)),
    )


def _stopped(words: str) -> str:
    """With its full stop: more may follow it on the paper."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


_SERVED_AS = {
    OrderKind.INTERIM: ServedPaper.INTERIM_ORDER,
    OrderKind.FULL: ServedPaper.ORDER,
    OrderKind.VARIED: ServedPaper.VARIATION,
}


def _served(story: CourtStory, row: OrderRow) -> str:
    wanted = _SERVED_AS[row.values.kind]
    mine = [s.values for s in story.services if s.values.paper is wanted and s.values.served_at.date() >= row.made_on]
    if not mine:
        return ""
    return f"{long_date(mine[0].served_at.date())}, {mine[0].method.label.lower()}"


def _first(story: CourtStory, row: OrderRow) -> OrderRow:
    """The order that was varied; itself where nothing was."""
    if row.values.kind is not OrderKind.VARIED:
        return row
    before = (o for o in story.orders if o.values.kind is OrderKind.FULL and o.made_on <= row.made_on)
    return next(before, row)


def _made_at(story: CourtStory, row: OrderRow) -> str:
    hearing = next((h for h in story.hearings if h.id == row.hearing_id), None)
    return court_within(hearing.values.court if hearing and hearing.values.court else story.page.values.court)


def _length(page: ApplicationPage, months: int | None) -> str:
    """How long it is asked for; whether the day of the order counts is said as the last day is reckoned."""
    if months is None:
        return "until further order"
    years, rest = divmod(months, 12)
    count, unit = (years, "year") if not rest else (months, "month")
    made = _to_be_made(page)
    end = rules.planned_end(page.instrument, with_order(page.matter), OrderKind.FULL, made, months)
    way = "beginning with" if end == period_end(made, Span(months=months)) else "from"
    return f"{count} {unit}{'' if count == 1 else 's'} {way} the day on which the order is made"


def _to_be_made(page: ApplicationPage) -> date:
    return with_order(page.matter).days.get("order") or page.values.planned_on or page.law_day


def _misfit(page: ApplicationPage, length: list[Length]) -> str:
    """Why the length asked for fits none of the readings; empty where it may fit."""
    judged = [judge_months(rule, _to_be_made(page), page.values.length_months)[0] for rule in length]
    if not judged or any(each.verdict in ("ok", "doubtful") for each in judged):
        return ""
    return " ".join(dict.fromkeys(each.words for each in judged))


def _law(words: str, section: str) -> str:
    return f"{words.rstrip('.')} ({section})"


def _moment(at: datetime) -> str:
    return f"{weekday_date(at.date())} at {clock_time(at.time())}"


def _where(story: CourtStory, at: datetime | None) -> str:
    return next((court_within(row.values.court) for row in story.hearings if row.values.at == at), "")


def _vary(rules: list[Variation]) -> tuple[str, ...]:
    """A rule that could not be confirmed is told to nobody as the law, unless there is no other."""
    sure = [rule for rule in rules if rule.confirmed]
    return tuple(_law(rule.words, rule.section) for rule in sure or rules)


def _appeal(rule: Appeal) -> str:
    """To which court is left out where it could not be confirmed: nobody is sent to the wrong one."""
    words = rule.words if rule.unsure_of("to") else f"{rule.words}, to {rule.to}"
    return _law(words, rule.section)


def _element(rule: Element) -> ElementFacts:
    """The standard is left out where it could not be confirmed."""
    standard = "" if rule.unsure_of("standard") else _STANDARD[rule.standard]
    return ElementFacts(rule.words, standard, rule.section)


def _because_of_age(page: ApplicationPage) -> tuple[str, ...]:
    """What the court does by the hearing or with the order; where no age is known, nothing is told of it."""
    found = law_people.youth_steps(page.instrument, with_order(page.matter))
    told = (each.rule for each in found if each.age is not None and {"hearing", "order"} & set(each.rule.before))
    return tuple(_law(rule.words, rule.section) for rule in told)


def _breach_words(court: Court) -> tuple[str, ...]:
    page = court.story.page
    found = rules.breaches(page.instrument, page.matter, court.today)
    return tuple(_law(rule.words, rule.section) for rule in found)


def _hearsay_by(notice: NoticeDay | None, today: date) -> date | None:
    """The last working day, while it is still to come; then the last day itself."""
    if notice is None:
        return None
    return notice.working_day if notice.working_day >= today else notice.last_day


def _hearsay_answer(court: Court) -> str:
    for rule in court.story.page.instrument.notices:
        if rule.anchor == "notice" and rule.way == "after":
            return f"{rule.words.rstrip('.')}, within {rule.span.words} of this notice ({rule.section})"
    return ""


def _consultations(session: Session, page: ApplicationPage) -> tuple[ConsultedFacts, ...]:
    certified = {rule.code for rule in page.instrument.consultees if "certificate" in rule.needs}
    rows = session.scalars(
        select(t.Consultation)
        .where(t.Consultation.application_id == page.id, t.Consultation.asked_on.is_not(None))
        .order_by(t.Consultation.id)
    )
    return tuple(
        ConsultedFacts(
            row.consultee,
            _day(row.asked_on),
            ", ".join(p for p in (row.answer.label, _day(row.answered_on)) if p),
            _day(row.certified_on) or ("not yet" if row.code in certified else "not needed"),
        )
        for row in rows
    )


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _statements(session: Session, case_id: int, hidden: Mapping[int, str]) -> tuple[WitnessedFacts, ...]:
    rows = session.scalars(select(t.Statement).where(t.Statement.case_id == case_id).order_by(t.Statement.id))
    return tuple(
        WitnessedFacts(
            hidden.get(row.person_id or 0) or witness_name(session, row.user_id, row.person_id),
            ordinal(row.number),
            _day(row.signed_on) or "not signed",
            ", ".join(marks_in(row.text)) or "none",
        )
        for row in rows
    )


def _exhibits(session: Session, court: Court) -> tuple[ProducedFacts, ...]:
    """The exhibits; a redacted copy is the same exhibit, and is not counted once more."""
    case_id = court.story.page.case_id
    copies = {row.copy for row in of_case(session, case_id)}
    rows = [row for row in evidence.exhibits(session, case_id, court.over.hidden) if row.mark not in copies]
    return tuple(
        ProducedFacts(row.mark, court.over.over(row.title), row.kind.label, row.shown) for row in reversed(rows)
    )


def _filed_titles(session: Session, case_id: int, application_id: int) -> tuple[str, ...]:
    """The papers filed with it, but the application itself."""
    rows: Iterable[str] = session.scalars(
        select(t.Document.title)
        .where(
            t.Document.case_id == case_id,
            t.Document.matter_id == application_id,
            t.Document.template.in_(_WITH_IT),
        )
        .order_by(t.Document.id)
    )
    return tuple(dict.fromkeys(rows))


_WITH_IT = (
    "allegation-schedule",
    "court-statements",
    "court-consultation-certificate",
    "court-order",
    "court-interim-application",
    "court-risk-assessment",
    "court-requirement-evidence",
)


def _incident(row: t.Incident) -> str:
    return f"{say_when(When(row.when_kind, row.when_from, row.when_to))}: {row.summary}"


def check_made(made: MadeFacts) -> None:
    """Raises :class:`Refused` while no order was made."""
    if made.made_on is None:
        raise Refused("No order is recorded yet.", "Record the outcome of the hearing first, under Hearings.")
