"""Which law an office works by, and which an application runs under."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument, Law, instrument_on, read
from asbdesk.errors import NotFound
from asbdesk.reference_data import load_law
from asbdesk.storage import tables as t


def law_in_use(session: Session, jurisdiction: Jurisdiction) -> Law:
    """The office's own newest version of the law file; the shipped one where it has none."""
    own = session.execute(
        select(t.LawText.version, t.LawText.text)
        .where(t.LawText.jurisdiction == jurisdiction, t.LawText.added_by.is_not(None), t.LawText.retired_on.is_(None))
        .order_by(t.LawText.added_at.desc(), t.LawText.id.desc())
        .limit(1)
    ).first()
    return _parsed(own.version, own.text) if own else load_law(jurisdiction.value)


def law_under(session: Session, version: str) -> Law:
    """The law of that version, as it was kept. Raises :class:`NotFound`."""
    text = session.scalars(select(t.LawText.text).where(t.LawText.version == version)).one_or_none()
    if text is None:
        raise NotFound("The law that this application runs under is not in the office.")
    return _parsed(version, text)


def instrument_of(session: Session, application: t.Application) -> Instrument:
    """The instrument as the law of the application's day has it, for ever."""
    law = law_under(session, application.law_version)
    found = instrument_on(law, application.instrument, application.law_day)
    if found is None:
        raise NotFound("The law file that this application runs under no longer knows its instrument.")
    return found


@lru_cache(maxsize=8)
def _parsed(_version: str, text: str) -> Law:
    return read(text)
