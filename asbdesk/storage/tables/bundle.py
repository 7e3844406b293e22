"""Bundles that were made for a court, and what is held back from them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.storage.tables.base import Base, Moment


class Bundle(Base):
    """Three filed papers: the master, the service set, and the comparison of the two."""

    __tablename__ = "bundle"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    master_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    comparison_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    pages: Mapped[int]
    differing: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class BundleHeld(Base):
    """Unused or sensitive: it goes into neither set. ``key`` is "document-5" or "exhibit-7"."""

    __tablename__ = "bundle_held"
    __table_args__ = (UniqueConstraint("application_id", "key"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    key: Mapped[str]
    why: Mapped[str]
    held_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
