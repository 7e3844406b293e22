"""Which papers the law of the day does not know, which must wait for another, and why."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.library import Template
from asbdesk.domain import ages
from asbdesk.domain.casework import RecipientKind
from asbdesk.domain.law import Instrument, Law, instrument_on
from asbdesk.domain.when import say_date
from asbdesk.errors import Refused
from asbdesk.queries.laws import law_in_use
from asbdesk.queries.recipients import person_of
from asbdesk.queries.templates import office_template, office_templates
from asbdesk.storage import tables as t


def withheld(session: Session, today: date) -> dict[str, str]:
    """The letters that the law of that day does not know: the template's code, and why it is not offered."""
    law = office_law(session)
    found = {code: unknown(law, made, today) for code, made in office_templates(session).items()}
    return {code: why for code, why in found.items() if why}


def check_paper(session: Session, template: Template, case_id: int, person_id: int, today: date) -> None:
    """May this paper be written to this person today? Raises :class:`Refused`, and says what to do."""
    if template.law:
        law = office_law(session)
        why = unknown(law, template, today)
        if why:
            raise Refused(why)
        instrument = instrument_on(law, template.law, today)
        if instrument is not None and person_id:
            _check_age(session, instrument, person_id, today)
    if template.after and not _was_filed(session, template.after, case_id, person_id):
        first = office_template(session, template.after)
        time = ", with enough time to put things right" if template.recipient is RecipientKind.PERPETRATOR else ""
        raise Refused(f"“{first.title}” must go first{time}.", "Write and file that one.")


def unknown(law: Law, template: Template, today: date) -> str:
    """Why the law of that day does not know the paper; "" where it does, or where no law is needed for it."""
    stages = [each for each in law.instruments if each.code == template.law]
    if not template.law or any(each.on(today) for each in stages):
        return ""
    if not stages:
        return f"{template.title}: the law of this office does not know it."
    first, last = min(each.first for each in stages), stages[0].last
    if today < first and template.before_law:
        return ""
    if today < first:
        return f"{template.title}: the law knows it only since {say_date(first)}."
    return f"{template.title}: the law knew it until {say_date(last)}." if last else f"{template.title}: not in force."


def office_law(session: Session) -> Law:
    """The law that the office works by."""
    return law_in_use(session, session.scalars(select(t.OfficeRecord.jurisdiction)).one())


def _check_age(session: Session, instrument: Instrument, person_id: int, today: date) -> None:
    person = person_of(session, person_id)
    age = ages.known_age(person.born, person.approximate_age, person.age_noted_on, today)
    rule = next((each for each in instrument.ages if each.least is not None), None)
    if age and rule and rule.least is not None and age.years < rule.least:
        raise Refused(
            f"{instrument.name[:1].upper()}{instrument.name[1:]} can be given to nobody under {rule.least} "
            f"({rule.section}); this person is {age.years}.",
            "Speak with the parents, and with the youth offending team.",
        )


def _was_filed(session: Session, template: str, case_id: int, person_id: int) -> bool:
    found = select(t.Document.id).where(
        t.Document.template == template, t.Document.case_id == case_id, t.Document.person_id == person_id
    )
    return session.scalars(found).first() is not None
