"""Papers as they left: the bytes are sealed and never made again."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, event, func
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from asbdesk.domain.casework import PaperFormat, PaperLanguage, RecipientKind
from asbdesk.storage.tables.base import Base, Moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect

_PIECE = 1024 * 1024


class Document(Base):
    """A filed paper. ``step`` is the rung of the ladder that it records, if any; ``sha256`` is of the exact bytes.

    ``matter_id`` is the breach, review, interview or version of its contract that it is about, or the mediation; the
    template says which.
    ``template_version`` is the program's; ``office_version`` the number of the office's own version that it was made
    from, 0 for the program's.
    A paper for an agency of the directory has its ``agency_id``; ``person_id`` is then whom it is about.
    """

    __tablename__ = "document"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    matter_id: Mapped[int | None]
    recipient: Mapped[RecipientKind]
    template: Mapped[str]
    template_version: Mapped[int]
    office_version: Mapped[int]
    format: Mapped[PaperFormat]
    language: Mapped[PaperLanguage]
    title: Mapped[str]
    step: Mapped[str]
    dated: Mapped[date]
    sha256: Mapped[str]
    size: Mapped[int]
    facts: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime] = mapped_column(Moment)
    filed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    times_printed: Mapped[int]


class Release(Base):
    """A manager's decision that somebody may be given away at one place of one paper.

    ``paper`` names the paper while it is written, ``finding`` the place; ``document_id`` is the filed paper that it
    left with.
    """

    __tablename__ = "release"
    __table_args__ = (Index("ix_release_case_paper", "case_id", "paper"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    paper: Mapped[str]
    finding: Mapped[str]
    called: Mapped[str]
    words: Mapped[str]
    reason: Mapped[str]
    released_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    released_at: Mapped[datetime] = mapped_column(Moment)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class InPieces(UserDefinedType[bytes]):
    """A file that is never changed. SQLite would hold two more copies of what is bound to a statement: room for it is
    made first, and :func:`_write` fills that."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        """As of any file."""
        return "BLOB"

    def bind_processor(self, dialect: Dialect, /) -> Callable[[bytes], int]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Its length is what the statement takes."""
        return len

    def bind_expression(self, bindvalue: BindParameter[bytes]) -> ColumnElement[bytes]:
        """Room, all zeros."""
        return func.zeroblob(bindvalue)


class DocumentContent(Base):
    """The sealed bytes, apart from the row so that a list never reads them, and their words for search."""

    __tablename__ = "document_content"
    secret = frozenset({"pdf", "text"})

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    pdf: Mapped[bytes] = mapped_column(InPieces)
    text: Mapped[str]


@event.listens_for(DocumentContent, "after_insert")
def _write(_mapper: Any, connection: Connection, row: DocumentContent) -> None:
    """Raises nothing of its own: it is the statement's second half, of the same transaction."""
    driver: Any = connection.connection.driver_connection
    blob = driver.open_blob(DocumentContent.__tablename__, "pdf", row.id, False)
    try:
        for start in range(0, len(row.pdf), _PIECE):
            blob.write(row.pdf[start : start + _PIECE])
    finally:
        blob.close()
