"""Redaction on the heavy lane: the file and its pages, words looked for, and the copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from asbdesk.documents import pages, redact_picture
from asbdesk.domain import media
from asbdesk.domain.redaction import Box, Rect
from asbdesk.queries.documents import document
from asbdesk.queries.redactions import RedactionRow, of_document, of_exhibit
from asbdesk.services import redactions
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Changed, Task

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST = 1600
_KINDS = frozenset(
    {"redaction", "exhibit", "exhibit_movement", "exhibit_incident", "document", "document_content", "draft"}
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to be redacted. ``sizes`` are in points of a PDF's pages, in dots of a picture."""

    content: bytes
    media_type: str
    name: str
    title: str
    sizes: tuple[tuple[float, float], ...]

    @property
    def paged(self) -> bool:
        """Whether it has pages with words, rather than a picture."""
        return media.family(self.media_type) == "pdf"


def open_file(task: Task, kind: str, number: int) -> Opened:
    """The file of an exhibit or a filed paper, checked against its seal."""
    if kind == "document":
        with task.office.reading() as session:
            paper = document(session, number)
        content, media_type, name, title = paper.pdf, "application/pdf", paper.reference, paper.title
    else:
        content, media_type = redactions.content_of(task.office, number, check=task.check)
        with task.office.reading() as session:
            exhibit = session.get_one(t.Exhibit, number)
            name, title = exhibit.mark, exhibit.title
    if media.family(media_type) == "pdf":
        with pages.opened(content) as shown:
            sizes = pages.sizes(shown)
    else:
        sizes = tuple((float(p.width), float(p.height)) for p in redact_picture.frames(content))
    return Opened(content, media_type, name, title, sizes)


def page_picture(task: Task, file: Opened, page: int) -> QImage:
    """One page, drawn."""
    task.check()
    if file.paged:
        with pages.opened(file.content) as shown:
            drawn = pages.picture(shown[page], min(3.0, _WIDEST / max(1.0, file.sizes[page][0])))
    else:
        drawn = redact_picture.frames(file.content)[page].convert("RGB")
        drawn.thumbnail((_WIDEST, _WIDEST))
    return _image(drawn)


def _image(drawn: Image) -> QImage:
    made = QImage(drawn.tobytes(), drawn.width, drawn.height, 3 * drawn.width, QImage.Format.Format_RGB888)
    return made.copy()


def find_words(task: Task, file: Opened, wanted: str) -> tuple[tuple[int, Rect], ...]:
    """Every place of these words: page and place."""
    found: list[tuple[int, Rect]] = []
    with pages.opened(file.content) as shown:
        for number in range(len(shown)):
            task.check()
            page = shown[number]
            found += [(number, rect) for rect in pages.find(page, wanted)]
            page.close()
            task.progress(number + 1, len(shown), f"Looking for “{wanted}”…")
    return tuple(found)


def make_copy(task: Task, kind: str, number: int, boxes: tuple[Box, ...], draft_key: str) -> Changed:
    """The redacted copy; answers its line of the log."""
    make = redactions.redact_document if kind == "document" else redactions.redact_exhibit
    copy = make(
        task.office, task.who, number, boxes, draft_key=draft_key, check=task.check,
        progress=lambda done, total: task.progress(done, total, "Making the redacted copy…"),
    )  # fmt: skip
    with task.office.reading() as session:
        rows = of_document(session, copy) if kind == "document" else of_exhibit(session, copy)
    row: RedactionRow = rows[-1]
    return Changed(row, _KINDS)
