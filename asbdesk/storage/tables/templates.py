"""The office's own versions of the templates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.storage.tables.base import Base, Moment


class TemplateVersion(Base):
    """A template as the office has it from then on. A row never changes: going back is a new version.

    ``text`` is the whole template as a file has it, or empty where the program's own holds again; ``based_on`` is the
    program's version that it was made from.
    """

    __tablename__ = "template_version"
    __table_args__ = (UniqueConstraint("code", "language", "number"),)

    code: Mapped[str]
    language: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    based_on: Mapped[int]
    note: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
