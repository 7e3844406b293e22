"""A manager has compared a template with the form that the rules prescribe, or takes that back."""

from __future__ import annotations

from sqlalchemy import func, select

from asbdesk.domain.permissions import require
from asbdesk.errors import Refused
from asbdesk.queries.prescribed_forms import FORMS, confirmations, notice_key
from asbdesk.queries.templates import office_template
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def confirm_notice(work: Work, code: str, language: str = "en", *, confirmed: bool) -> None:
    """A notice that belongs to no application. It holds for this version of its template alone."""
    require(work.who.role, "confirm_form")
    template = office_template(work.session, code, language)
    if not (template.law and template.check):
        raise Refused("No form is prescribed for this paper.")
    keep(work, notice_key(template), confirmed=confirmed)


def keep(work: Work, key: str, *, confirmed: bool, note: str = "") -> None:
    """Keep what was found, with name and day; nothing where it stands so already."""
    if confirmed is (key in confirmations(work.session)):
        return
    last = work.session.scalars(select(func.max(t.OfficeRule.number)).where(t.OfficeRule.kind == FORMS)).one()
    work.add(
        t.OfficeRule(
            kind=FORMS,
            number=(last or 0) + 1,
            since=work.today,
            payload={"key": key, "confirmed": confirmed},
            note=note.strip(),
            made_by=work.who.user_id,
            made_at=work.now,
        )
    )
