"""Which law an office works by, and which an application runs under."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument, Law, instrument_on, read
from asbdesk.domain.law_doubts import Doubt, doubts
from asbdesk.errors import NotFound
from asbdesk.reference_data import load_law, shipped_law
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class LawVersion:
    """A version of a law file. ``made_by`` and ``added_at`` are empty for what the program brings.

    ``refused``: why it is passed over, with file, line and reason. ``runs``: applications that run under it.
    """

    version: str
    name: str
    note: str
    made_by: str
    added_at: datetime | None
    retired_on: date | None
    in_use: bool
    refused: tuple[str, ...]
    runs: int


@dataclass(frozen=True, slots=True)
class LawPage:
    """A jurisdiction's law as the office has it. ``text`` is the very text in use, ``doubts`` are by instrument.

    ``newer``: the day of the program's own file, where it was looked over after the office's version was.
    """

    jurisdiction: Jurisdiction
    law: Law
    text: str
    own: bool
    doubts: Mapping[str, tuple[Doubt, ...]]
    versions: tuple[LawVersion, ...]
    newer: date | None


def law_in_use(session: Session, jurisdiction: Jurisdiction) -> Law:
    """The office's own newest version of the law file that can be read; the shipped one where it has none."""
    for version, text in _own(session, jurisdiction):
        law = _parsed(version, text)
        if law is not None:
            return law
    return load_law(jurisdiction.value)


def text_in_use(session: Session, jurisdiction: Jurisdiction) -> str:
    """The text of that very law."""
    own = (text for version, text in _own(session, jurisdiction) if _parsed(version, text) is not None)
    return next(own, None) or shipped_law(jurisdiction.value)


def law_under(session: Session, version: str) -> Law:
    """The law of that version, as it was kept. Raises :class:`NotFound`."""
    text = session.scalars(select(t.LawText.text).where(t.LawText.version == version)).one_or_none()
    if text is None:
        raise NotFound("The law that this application runs under is not in the office.")
    law = _parsed(version, text)
    if law is None:
        raise NotFound("The law file that this application runs under cannot be read by this program.")
    return law


def instrument_of(session: Session, application: t.Application) -> Instrument:
    """The instrument as the law of the application's day has it, for ever."""
    law = law_under(session, application.law_version)
    found = instrument_on(law, application.instrument, application.law_day)
    if found is None:
        raise NotFound("The law file that this application runs under no longer knows its instrument.")
    return found


def law_page(session: Session, jurisdiction: Jurisdiction) -> LawPage:
    """The law of a jurisdiction with all its versions, the newest first and the program's own last."""
    law, text = law_in_use(session, jurisdiction), text_in_use(session, jurisdiction)
    shipped = load_law(jurisdiction.value)
    own = law.version != shipped.version
    return LawPage(
        jurisdiction=jurisdiction,
        law=law,
        text=text,
        own=own,
        doubts=doubts(text),
        versions=(*_versions(session, jurisdiction, law), _shipped(session, shipped, law)),
        newer=shipped.issued if own and shipped.issued > law.issued else None,
    )


def _own(session: Session, jurisdiction: Jurisdiction) -> Iterator[tuple[str, str]]:
    rows = session.execute(
        select(t.LawText.version, t.LawText.text)
        .where(t.LawText.jurisdiction == jurisdiction, t.LawText.added_by.is_not(None), t.LawText.retired_on.is_(None))
        .order_by(t.LawText.added_at.desc(), t.LawText.id.desc())
    )
    return ((row.version, row.text) for row in rows)


def _versions(session: Session, jurisdiction: Jurisdiction, used: Law) -> Iterator[LawVersion]:
    rows = session.execute(
        select(t.LawText, t.User.name)
        .join(t.User, t.User.id == t.LawText.added_by)
        .where(t.LawText.jurisdiction == jurisdiction)
        .order_by(t.LawText.added_at.desc(), t.LawText.id.desc())
    )
    for kept, who in rows:
        yield LawVersion(
            kept.version, kept.name, kept.note, who, kept.added_at, kept.retired_on, kept.version == used.version,
            _refused(kept, jurisdiction), _runs(session, kept.version),
        )  # fmt: skip


def _shipped(session: Session, shipped: Law, used: Law) -> LawVersion:
    note = "As the program brings it."
    runs = _runs(session, shipped.version)
    name = f"{shipped.jurisdiction}.toml"
    return LawVersion(shipped.version, name, note, "", None, None, shipped.version == used.version, (), runs)


def _refused(kept: t.LawText, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    if _parsed(kept.version, kept.text) is not None:
        return ()
    from asbdesk.domain.law_file import LawProblems, check

    found = check(kept.text, kept.name, jurisdiction)
    return found.words if isinstance(found, LawProblems) else ("It cannot be read.",)


def _runs(session: Session, version: str) -> int:
    return session.execute(
        select(func.count(t.Application.id)).where(t.Application.law_version == version)
    ).scalar_one()


@lru_cache(maxsize=8)
def _parsed(_version: str, text: str) -> Law | None:
    """The law of a text; None for one that this program cannot read. It was checked when it was added."""
    try:
        return read(text)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
