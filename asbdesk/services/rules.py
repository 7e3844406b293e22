"""A new version of one of the office's own rules. What ran under an older version keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def new_version(work: Work, kind: str, since: date, payload: dict[str, Any], note: str) -> int:
    """The rule from ``since`` on; answers the version's number. The payload has been checked by its domain.

    Raises :class:`InvalidField` for a day gone by, or a change that nobody decided.
    """
    require(work.who.role, "settings")
    if not note.strip():
        raise InvalidField("note", "Say what was decided, and by whom.")
    if since < work.today:
        raise InvalidField("since", "A rule cannot be changed for days gone by: choose today or later.")
    last = work.session.scalars(select(func.max(t.OfficeRule.number)).where(t.OfficeRule.kind == kind)).one()
    rule = t.OfficeRule(
        kind=kind,
        number=(last or 0) + 1,
        since=since,
        payload=payload,
        note=note.strip(),
        made_by=work.who.user_id,
        made_at=work.now,
    )
    work.add(rule)
    return rule.number
