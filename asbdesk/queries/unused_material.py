"""What was held back from the bundles of a case, as the lines that the list of unused material begins with."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.when import show_date
from asbdesk.queries.bundle import BundleRow, bundle_page
from asbdesk.storage import tables as t

UNUSED, SENSITIVE = "held:unused", "held:sensitive"
"""How the questions of a paper name them."""


def unused_lines(session: Session, case_id: int, today: date) -> dict[str, str]:
    """A line to each, numbered through; sensitive is what its reason begins by calling so. None without any."""
    applications = session.scalars(
        select(t.Application.id)
        .where(t.Application.case_id == case_id)
        .where(select(t.BundleHeld.id).where(t.BundleHeld.application_id == t.Application.id).exists())
        .order_by(t.Application.id)
    ).all()
    held: dict[str, BundleRow] = {}
    for number in applications:
        held |= {row.key: row for row in bundle_page(session, number, today).rows if row.held}
    rows = sorted(held.values(), key=_sensitive)
    found: dict[str, list[str]] = {}
    for place, row in enumerate(rows, 1):
        line = f"{place}. {row.label} {row.title}, {show_date(row.on)}: {row.held}"
        found.setdefault(SENSITIVE if _sensitive(row) else UNUSED, []).append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}


def _sensitive(row: BundleRow) -> bool:
    return row.held.casefold().startswith("sensitive")
