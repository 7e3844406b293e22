"""By which powers information is disclosed in this office today."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.disclosures import Power, powers_on
from asbdesk.reference_data import load_powers
from asbdesk.storage import tables as t


def powers_today(session: Session, day: date) -> tuple[Power, ...]:
    """Those that the law of the office's jurisdiction has on that day."""
    return powers_on(load_powers(), session.scalars(select(t.OfficeRecord.jurisdiction)).one(), day)
