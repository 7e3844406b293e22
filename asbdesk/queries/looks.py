"""The formats and languages that a paper of a mediation or of an application is there in, and its reader's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from asbdesk.documents import library
from asbdesk.domain.casework import PaperFormat, PaperLanguage, RecipientKind
from asbdesk.domain.looks import Look, format_first, language_first, languages_offered
from asbdesk.queries.people import full_name
from asbdesk.queries.templates import letter_settings, office_template
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Looks:
    """What is offered. ``first``: what is chosen at first; ``note``: what its reader asked for, where the paper is not
    there in it."""

    formats: tuple[PaperFormat, ...]
    languages: tuple[PaperLanguage, ...]
    first: Look
    note: str = ""


def looks(session: Session, code: str, person_id: int = 0) -> Looks:
    """For a paper to that person; 0 for one that goes to nobody in particular."""
    template, usual = office_template(session, code), letter_settings(session).letter_language
    in_welsh = usual is not PaperLanguage.ENGLISH and code in library.templates("cy")
    languages = languages_offered(usual, in_welsh=in_welsh)
    person = session.get(t.Person, person_id) if person_id else None
    wanted = person.preferred_format.value if person else PaperFormat.ORDINARY.value
    first = Look(
        format_first(template.formats, wanted), language_first(languages, usual, person.language if person else "")
    )
    lacking = person is not None and wanted not in {each.value for each in template.formats}
    note = (
        f"{full_name(person)} asked for {person.preferred_format.label.lower()}: have this paper made so, or read it "
        "to them."
        if person and lacking
        else ""
    )
    return Looks(template.formats, languages, first, note)


def order_looks(session: Session, code: str, application_id: int) -> Looks:
    """For a paper of an application: the person's own where it goes to the person."""
    application = session.get(t.Application, application_id)
    goes_to = office_template(session, code).recipient is RecipientKind.PERPETRATOR
    return looks(session, code, application.person_id if application and goes_to else 0)
