"""Files of counts that went to partners: what, to whom, by which power, and the very bytes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.storage.tables.base import Base, Moment


class Share(Base):
    """Counts that were given to an agency. ``plan`` is how they were cut, ``areas`` the words of the set of boundaries.

    ``withheld`` of ``cells`` counts were withheld; ``cautions`` is what was told before it went.
    """

    __tablename__ = "share"

    title: Mapped[str]
    plan: Mapped[dict[str, Any]]
    areas: Mapped[str]
    cells: Mapped[int]
    withheld: Mapped[int]
    cautions: Mapped[list[str]]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    to_whom: Mapped[str]
    power: Mapped[str]
    necessity: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ShareFile(Base):
    """One of its files, sealed: ``sha256`` is of the exact bytes."""

    __tablename__ = "share_file"
    secret = frozenset({"content"})

    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes]
