"""The law files an office works by: the shipped ones, and its own versions. None is ever changed or thrown away."""

from __future__ import annotations

from sqlalchemy import select

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Law
from asbdesk.queries.laws import law_in_use
from asbdesk.reference_data import shipped_law
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def keep_law(work: Work, jurisdiction: Jurisdiction) -> Law:
    """The law in use today, its very text kept in the office, so that what begins under it runs under it for ever."""
    law = law_in_use(work.session, jurisdiction)
    if work.session.scalars(select(t.LawText.id).where(t.LawText.version == law.version)).first() is None:
        work.add(
            t.LawText(
                version=law.version,
                jurisdiction=jurisdiction,
                name=f"{jurisdiction.value}.toml",
                text=shipped_law(jurisdiction.value),
                note="",
                added_at=work.now,
                added_by=None,
                retired_on=None,
            )
        )
    return law
