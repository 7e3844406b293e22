"""The office's own templates: a new version, going back, a sample; and the languages of letters."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents import compose, library, paper, pdf
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import Template, TemplateFault
from asbdesk.documents.template_text import Wording, text_of
from asbdesk.domain.casework import PaperFormat
from asbdesk.domain.permissions import require
from asbdesk.errors import Conflict, InvalidField
from asbdesk.queries.facts import office_facts
from asbdesk.queries.templates import LetterSettings, template_page
from asbdesk.reference_data import load_languages
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_OF_NO_FIELD = {"head": "title"}


def save_template(work: Work, code: str, language: str, words: Wording, note: str, newest: int) -> int:
    """The office's next version of a template, and its number. ``newest`` is the version that was looked at.

    Raises :class:`InvalidField` at the field and line that is wrong, :class:`Conflict` when somebody saved meanwhile.
    """
    require(work.who.role, "templates")
    own = library.template(code, language)
    text = checked(own, words)
    if not note.strip():
        raise InvalidField("note", "Say what was changed, and who decided it.")
    return _add(work, own, text, own.version, note, newest)


def roll_back(work: Work, code: str, language: str, number: int, note: str, newest: int) -> int:
    """The words of an earlier version hold again, as a new version; number 0: the program's own.

    Raises :class:`InvalidField` for a version that can no longer be used, :class:`Conflict` as above.
    """
    require(work.who.role, "templates")
    own = library.template(code, language)
    versions = template_page(work.session, code, language).versions
    chosen = next((each for each in versions if each.number == number), None)
    if chosen is None:
        raise InvalidField("number", "This version is not in the office.")
    if not note.strip():
        raise InvalidField("note", "Say why, and who decided it.")
    if chosen.is_program:
        return _add(work, own, "", own.version, note, newest)
    try:
        library.office_version(own, chosen.text, chosen.based_on, number)
    except TemplateFault as fault:
        raise InvalidField("number", f"Version {number} can no longer be used: {fault.message}") from fault
    return _add(work, own, chosen.text, chosen.based_on, note, newest)


def checked(own: Template, words: Wording) -> str:
    """The whole text of what was written. Raises :class:`InvalidField` at the field, with the line."""
    try:
        return text_of(own, words)
    except TemplateFault as fault:
        raise InvalidField(_OF_NO_FIELD.get(fault.part, fault.part), fault_words(fault)) from fault


def fault_words(fault: TemplateFault) -> str:
    """``Line 5: there is no field 'person.shoe_size'.``"""
    return f"Line {fault.line}: {fault.words}" if fault.line else fault.words


def sample(session: Session, own: Template, words: Wording, chosen: PaperFormat) -> bytes:
    """What is being written, as a PDF on the sample case with this office's letterhead; everybody in it is invented.

    Raises :class:`InvalidField` as :func:`save_template` does.
    """
    draft = library.office_version(own, checked(own, words), own.version, 1)
    asked = {ask.name: ask.example_value() for ask in draft.asks if ask.example}
    facts = replace(EXAMPLE, office=office_facts(session), asked=asked)
    shown = chosen if chosen in draft.formats else PaperFormat.ORDINARY
    blocks = compose.compose(draft, facts, shown)
    return pdf.render(paper.paper_for(draft, facts, blocks, shown))


def change_letter_settings(work: Work, chosen: LetterSettings) -> None:
    """The languages of the panel at the foot of letters, the one in which letters are offered first, and the words at
    their foot."""
    require(work.who.role, "settings")
    if set(chosen.panel_languages) - {each.tag for each in load_languages()}:
        raise InvalidField("panel_languages", "The program has no sentence in one of these languages.")
    office = work.session.scalars(select(t.OfficeRecord)).one()
    office.panel_languages = list(dict.fromkeys(chosen.panel_languages))
    office.letter_language = chosen.letter_language
    office.data_notice = chosen.data_notice.strip()
    office.complaints_welsh = chosen.complaints_welsh.strip()
    office.data_notice_welsh = chosen.data_notice_welsh.strip()
    work.session.flush()


def _add(work: Work, own: Template, text: str, based_on: int, note: str, newest: int) -> int:
    if template_page(work.session, own.code, own.language).newest != newest:
        raise Conflict("Somebody else changed this template meanwhile.", "Look at theirs, then save yours over it.")
    work.add(
        t.TemplateVersion(
            code=own.code,
            language=own.language,
            number=newest + 1,
            text=text,
            based_on=based_on,
            note=note.strip(),
            made_by=work.who.user_id,
            made_at=work.now,
        )
    )
    return newest + 1
