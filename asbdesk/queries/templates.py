"""The templates of this office: its own newest versions, and the program's where it has none.

Nothing is kept between two readings: what an office changed is read from that office each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.documents import library
from asbdesk.documents.library import Template, TemplateFault
from asbdesk.documents.template_text import text_of, wording
from asbdesk.domain.casework import PaperLanguage
from asbdesk.queries.prescribed_forms import checked
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A template in the list. ``number`` is the office's version, 0 where it has none; ``program`` the program's
    version. ``trouble`` says why the office's version cannot be used; ``newer``: the program's has changed since."""

    code: str
    language: str
    title: str
    program: int
    number: int
    made_at: datetime | None
    made_by: str
    easy: bool
    check: str
    trouble: str
    newer: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a template. Number 0 is the program's own; an empty ``made_by`` too. ``back``: with this version
    the program's own held again."""

    number: int
    text: str
    based_on: int
    note: str
    made_at: datetime | None
    made_by: str
    back: bool = False

    @property
    def is_program(self) -> bool:
        """Whether the words are the program's own."""
        return self.number == 0 or self.back


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One template as its editor shows it: ``own`` the program's, ``now`` what holds, ``versions`` the newest first,
    the program's own last. ``trouble`` says why the office's newest cannot be used; ``checked`` who compared what holds
    with its prescribed form."""

    own: Template
    now: Template
    versions: tuple[VersionRow, ...]
    trouble: str
    checked: str

    @property
    def newest(self) -> int:
        """The number of the newest version; 0 while the office has none."""
        return self.versions[0].number


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """The languages of the panel, by their tags, and in which language letters are offered first; the words at their
    foot that only this page keeps."""

    panel_languages: tuple[str, ...]
    letter_language: PaperLanguage
    data_notice: str = ""
    complaints_welsh: str = ""
    data_notice_welsh: str = ""


def office_template(session: Session, code: str, language: str = "en") -> Template:
    """The template of that code as this office has it today.

    Raises :class:`~asbdesk.documents.library.TemplateFault` where there is none, or the office's own cannot be used."""
    own = library.template(code, language)
    row = session.scalars(
        select(t.TemplateVersion)
        .where(t.TemplateVersion.code == code, t.TemplateVersion.language == language)
        .order_by(t.TemplateVersion.number.desc())
        .limit(1)
    ).first()
    return _made(own, row)


def office_templates(session: Session, language: str = "en") -> dict[str, Template]:
    """All of them, by code, in the order of the ladder. One that cannot be used is shown as the program has it; making
    a paper from it says why it cannot be."""
    newest = _newest(session, language)
    return {code: _usable(own, newest.get(code))[0] for code, own in library.templates(language).items()}


def welsh_twin(session: Session, code: str) -> Template | None:
    """The Welsh template of that code; None where there is none."""
    return office_template(session, code, "cy") if code in library.templates("cy") else None


def template_entries(session: Session) -> tuple[TemplateEntry, ...]:
    """Every template in each of its languages, English first."""
    people = {user.id: user.name for user in session.scalars(select(t.User))}
    found: list[TemplateEntry] = []
    for language in ("en", "cy"):
        newest = _newest(session, language)
        for code, own in library.templates(language).items():
            row = newest.get(code)
            made, trouble = _usable(own, row)
            of_office = row if row is not None and row.text else None
            found.append(
                TemplateEntry(
                    code,
                    language,
                    made.title,
                    own.version,
                    of_office.number if of_office else 0,
                    of_office.made_at if of_office else None,
                    people.get(of_office.made_by, "") if of_office else "",
                    bool(made.easy),
                    own.check,
                    trouble,
                    of_office is not None and of_office.based_on != own.version,
                )
            )
    return tuple(found)


def template_page(session: Session, code: str, language: str = "en") -> TemplatePage:
    """One template with its versions. Raises :class:`~asbdesk.documents.library.TemplateFault` where there is none."""
    own = library.template(code, language)
    rows = session.execute(
        select(t.TemplateVersion, t.User.name)
        .join(t.User, t.User.id == t.TemplateVersion.made_by)
        .where(t.TemplateVersion.code == code, t.TemplateVersion.language == language)
        .order_by(t.TemplateVersion.number.desc())
    ).all()
    text = text_of(own, wording(own))
    first = VersionRow(0, text, own.version, "As the program came.", None, "")
    versions = tuple(
        VersionRow(
            row.number, row.text or text, row.based_on, row.note, row.made_at, name, back=not row.text
        )
        for row, name in rows
    )  # fmt: skip
    now, trouble = _usable(own, rows[0][0] if rows else None)
    return TemplatePage(own, now, (*versions, first), trouble, checked(session, now))


def letter_settings(session: Session) -> LetterSettings:
    """What the office chose for its letters."""
    office = session.scalars(select(t.OfficeRecord)).one()
    return LetterSettings(
        tuple(office.panel_languages),
        office.letter_language,
        office.data_notice,
        office.complaints_welsh,
        office.data_notice_welsh,
    )


def _newest(session: Session, language: str) -> dict[str, t.TemplateVersion]:
    last = (
        select(t.TemplateVersion.code, func.max(t.TemplateVersion.number).label("number"))
        .where(t.TemplateVersion.language == language)
        .group_by(t.TemplateVersion.code)
        .subquery()
    )
    rows = session.scalars(
        select(t.TemplateVersion)
        .join(last, (last.c.code == t.TemplateVersion.code) & (last.c.number == t.TemplateVersion.number))
        .where(t.TemplateVersion.language == language)
    )
    return {row.code: row for row in rows}


def _usable(own: Template, row: t.TemplateVersion | None) -> tuple[Template, str]:
    try:
        return _made(own, row), ""
    except TemplateFault as fault:
        return own, fault.message


def _made(own: Template, row: t.TemplateVersion | None) -> Template:
    if row is None or not row.text:
        return own
    try:
        return library.office_version(own, row.text, row.based_on, row.number)
    except TemplateFault as fault:
        hint = "Mend the office’s version under Settings, Templates, or go back to the program’s own there."
        raise TemplateFault(fault.message, hint, part=fault.part, line=fault.line, words=fault.words) from fault
