"""What the evidence pages say and offer. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from asbdesk.domain import media
from asbdesk.domain.casework import UserRole
from asbdesk.domain.exhibits import size_words
from asbdesk.domain.permissions import may
from asbdesk.domain.statements import ordinal
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.evidence import CaseEvidence, ExhibitPage, ExhibitRow, IncidentLine, MovementRow
from asbdesk.queries.redactions import RedactionRow
from asbdesk.queries.statements import StatementRow

Deed = Literal["add", "save", "move", "change", "discard"]
NO_PREVIEW = "There is no preview for this kind of file."


def deeds(role: UserRole) -> frozenset[Deed]:
    """What this user may do with exhibits."""
    allowed: set[Deed] = set()
    if may(role, "record"):
        allowed |= {"add", "move", "change"}
    if may(role, "export"):
        allowed.add("save")
    if may(role, "undo_import"):
        allowed.add("discard")
    return frozenset(allowed)


def not_served(called: str) -> str:
    """What is said of a statement whose witness papers call so; nothing of one who may be known."""
    if not called:
        return ""
    return (
        f"The witness is protected. This statement bears the name, so that it can be signed, and is not to be served: "
        f"once it is filed, redact it, and serve the copy under {called}."
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list of exhibits; what is unopened or troubled says so in words."""

    id: int
    cells: tuple[str, ...]
    unopened: bool


TITLES = ("Mark", "What it is", "Kind", "Received", "Size", "State")


def lines(rows: Sequence[ExhibitRow]) -> tuple[Line, ...]:
    """The rows of the list."""
    return tuple(
        Line(
            row.id,
            (row.mark, row.title, row.kind.label, show_date(row.received_on), size_words(row.size), state_of(row)),
            not row.opened,
        )
        for row in rows
    )


def state_of(row: ExhibitRow) -> str:
    """ "Unopened. The file is empty."."""
    return " ".join(part for part in ("" if row.opened else "Unopened.", row.trouble) if part) or "Opened"


def count_words(rows: Sequence[ExhibitRow]) -> str:
    """ "12 exhibits, 3 unopened"."""
    waiting = sum(not row.opened for row in rows)
    counted = "1 exhibit" if len(rows) == 1 else f"{len(rows):,} exhibits"
    return f"{counted}, {waiting:,} unopened" if waiting else counted


def more_words(evidence: CaseEvidence) -> str:
    """What the case's card says beneath the newest."""
    if not evidence.total:
        return "No exhibits yet."
    waiting = f"{evidence.unopened:,} unopened" if evidence.unopened else ""
    counted = "1 exhibit" if evidence.total == 1 else f"{evidence.total:,} exhibits"
    return ", ".join(part for part in (counted, waiting) if part)


def can_be_redacted(page: ExhibitPage) -> bool:
    """A PDF or a picture that is no redacted copy itself."""
    return page.family in ("pdf", "image") and bool(page.size) and all(r.copy_id != page.id for r in page.redactions)


def redaction_words(row: RedactionRow, exhibit_id: int) -> str:
    """ "JO/7-R1, 3 boxes, by Jo Okafor"; of the copy, what it was made from."""
    if row.copy_id == exhibit_id:
        return row.original
    boxes = "1 box" if len(row.boxes) == 1 else f"{len(row.boxes)} boxes"
    return f"{row.copy}, {boxes}, by {row.made_by}"


def heading(page: ExhibitPage) -> str:
    """ "JO/7 · Recording of music"."""
    return f"{page.mark} · {page.title}"


def words_beneath(page: ExhibitPage) -> str:
    """The line beneath the page's title."""
    return " · ".join((page.kind.label, size_words(page.size), page.case_reference, f"produced by {page.shown}"))


def copy_name(page: ExhibitPage) -> str:
    """The name that a copy is offered: "JO-7 noise.wav"."""
    return media.safe_name(f"{page.mark.replace('/', '-')} {page.file_name}")


def opened_words(page: ExhibitPage, local: datetime | None) -> str:
    """Who looked first; ``local`` is the moment on the wall clock."""
    if local is None:
        return "Nobody has opened it yet"
    return f"{show_date(local.date())}, {show_time(local.time())}, by {page.opened_by}"


def seal_groups(sha256: str) -> str:
    """The seal in groups of eight, so that two people can compare it aloud."""
    return " ".join(sha256[place : place + 8] for place in range(0, len(sha256), 8))


def movement_cells(rows: Sequence[MovementRow]) -> tuple[tuple[str, ...], ...]:
    """The lines of the continuity log."""
    return tuple(
        (f"{show_date(row.at.date())}, {show_time(row.at.time())}", row.holder, row.why, row.noted_by) for row in rows
    )


def incident_choices(lines: Sequence[IncidentLine]) -> list[tuple[str, str]]:
    """Incidents to choose from: stored value and words."""
    return [(str(line.id), f"{line.when}: {line.what} ({line.reference})") for line in lines]


def why_no_preview(page: ExhibitPage, shown: bool, pdf_status: str) -> str:
    """Why nothing is to be seen, in words; "" when something is. ``pdf_status`` is what the PDF reader said."""
    if page.size == 0:
        return "The file is empty: there is nothing to show. It is kept as it came."
    if shown:
        return ""
    if page.family == "pdf" and pdf_status == "locked":
        return (
            "This PDF is locked with a password, so it cannot be shown here. It is kept as it came: ask the sender for "
            "the password, and save a copy to open it."
        )
    if page.family in ("pdf", "image") and pdf_status != "large":
        return "This file is damaged and cannot be shown. It is kept as it came; ask for another copy."
    if pdf_status == "large":
        return "This file is too large to be shown here. Save a copy to look at it."
    return f"{NO_PREVIEW} Save a copy to open it with another program."


def statement_words(row: StatementRow) -> str:
    """ "First statement of Jo Okafor, signed 17 Nov 2003, filed"."""
    signed = f"signed {show_date(row.signed_on)}" if row.signed_on else "not signed yet"
    filed = ", filed" if row.document_id else ""
    return f"{ordinal(row.number)} statement of {row.shown}, {signed}{filed}"


def titles_of(title: str, names: Sequence[str]) -> tuple[str, ...]:
    """The titles of several files added at once: each says which file it is."""
    if len(names) == 1:
        return (title,)
    return tuple(f"{title} ({place} of {len(names)}: {name})" for place, name in enumerate(names, 1))


def title_from(name: str) -> str:
    """What the title begins as: the file's name without its ending, where it says anything."""
    stem = media.safe_name(name).rpartition(".")[0] or media.safe_name(name)
    words = stem.replace("_", " ").strip()
    return words[:1].upper() + words[1:] if any(sign.isalpha() for sign in words) else ""
