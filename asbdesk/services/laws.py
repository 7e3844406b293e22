"""The law files an office works by: the shipped ones, and its own versions. None is ever changed or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Law
from asbdesk.domain.permissions import require
from asbdesk.errors import Conflict, InvalidField, NotFound, Refused
from asbdesk.queries.laws import law_in_use
from asbdesk.reference_data import load_law, shipped_law
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

if TYPE_CHECKING:  # pydantic is heavy, and an application can be begun without it
    from asbdesk.domain.law_file import LawFile


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


def add_version(work: Work, jurisdiction: Jurisdiction, checked: LawFile, note: str, base: str) -> str:
    """The office works by this file from now on; answers its version. What was begun keeps its own.

    ``checked`` is what ``law_file.check`` found good; ``base`` the version that it was made from. Raises
    :class:`InvalidField` without a note, :class:`Conflict` where another version came in meanwhile.
    """
    require(work.who.role, "settings")
    if not note.strip():
        raise InvalidField("note", "Say what was changed, and by whom it was decided.")
    if checked.law.jurisdiction != jurisdiction.value:
        raise InvalidField("text", f"This file is for “{checked.law.jurisdiction}”.")
    used = law_in_use(work.session, jurisdiction)
    if used.version != base:
        raise Conflict("Another version of this law came in meanwhile.", "Look at it, then make your change to it.")
    if checked.law.version == used.version:
        raise Refused("Nothing was changed: this is the version in use.")
    if checked.law.version == load_law(jurisdiction.value).version:
        raise Refused("This is the program's own version, word for word.", "Go back to that one instead.")
    known = _kept(work, checked.law.version)
    if known is None:
        work.add(
            t.LawText(
                version=checked.law.version,
                jurisdiction=jurisdiction,
                name=checked.name,
                text=checked.text,
                note=note.strip(),
                added_at=work.now,
                added_by=work.who.user_id,
                retired_on=None,
            )
        )
    else:  # the very words of an older one
        known.note, known.added_at, known.added_by, known.retired_on = note.strip(), work.now, work.who.user_id, None
        work.session.flush()
    return checked.law.version


def go_back(work: Work, jurisdiction: Jurisdiction, version: str) -> int:
    """Work by an older version again: all newer ones are set aside, none is thrown away; answers how many.

    ``version`` is one of the office's own, or the program's. Raises :class:`NotFound` for any other.
    """
    require(work.who.role, "settings")
    wanted = _kept(work, version)
    own = wanted is not None and wanted.added_by is not None and wanted.jurisdiction is jurisdiction
    if not own and version != load_law(jurisdiction.value).version:
        raise NotFound("This version is not in the office.")
    if law_in_use(work.session, jurisdiction).version == version:
        raise Refused("This is the version in use.")
    rows = work.session.scalars(
        select(t.LawText).where(t.LawText.jurisdiction == jurisdiction, t.LawText.added_by.is_not(None))
    ).all()
    since = (wanted.added_at, wanted.id) if own and wanted is not None else None
    newer = [row for row in rows if row.retired_on is None and (since is None or (row.added_at, row.id) > since)]
    for row in newer:
        row.retired_on = work.today
    if own and wanted is not None:
        wanted.retired_on = None
    work.session.flush()
    return len(newer)


def _kept(work: Work, version: str) -> t.LawText | None:
    return work.session.scalars(select(t.LawText).where(t.LawText.version == version)).one_or_none()
