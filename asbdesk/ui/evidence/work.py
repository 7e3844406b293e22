"""Evidence on the heavy lane: files in and out, their seals, and what can be shown of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from asbdesk.domain import media
from asbdesk.domain.casework import ExhibitKind, Reader
from asbdesk.domain.exhibits import ExhibitValues
from asbdesk.services import evidence, exhibit_copies
from asbdesk.ui.desk import Changed, Task

SHOWN_AT_MOST = 64 * 1024 * 1024
"""A larger file is not read into memory for a preview; sound and video are played from the store and have no limit."""
WORDS_AT_MOST = 200_000
THUMBNAIL = QSize(72, 48)
_THUMBNAIL_FROM = 24 * 1024 * 1024
_PICTURE = QSize(2400, 2400)
"""A picture is drawn no larger than this, whatever its file says."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of looking at a file. ``content`` is empty for one too large, ``picture`` is null for no picture."""

    content: bytes
    picture: QImage
    words: str


def take_in(task: Task, files: tuple[tuple[Path, ExhibitValues], ...]) -> Changed:
    """Store files as exhibits and answer their ids. Cancel takes out the one under way; those before it stay."""

    def stored(path: Path, values: ExhibitValues) -> int:
        told = _telling(task, f"Storing {media.safe_name(path.name)}…")
        return evidence.take_in(task.office, task.who, path, values, progress=told, check=task.check)

    made = tuple(stored(path, values) for path, values in files)
    return Changed(made, frozenset({"exhibit", "exhibit_movement", "exhibit_incident"}))


def guess(_task: Task, path: Path) -> ExhibitKind:
    """What kind of exhibit a file most likely is, by its first bytes. ``OTHER`` for one that cannot be read."""
    try:
        if not path.is_file():
            return ExhibitKind.OTHER
        with path.open("rb") as file:
            return media.usual_kind(media.media_type(file.read(media.HEAD)))
    except (OSError, ValueError):
        return ExhibitKind.OTHER  # the storing itself says what is wrong


def look(task: Task, exhibit_id: int, media_type: str, size: int) -> Shown:
    """Read the whole file, measure it against its seal, and make ready what can be shown of it."""
    family = media.family(media_type)
    keep = family in ("image", "pdf", "text") and size <= SHOWN_AT_MOST
    told = _telling(task, "Checking the file against its seal…")
    chunks = evidence.checked(task.office, exhibit_id, progress=told, check=task.check)
    whole = b"".join(content if keep else b"" for content in chunks)
    picture = picture_of(whole, _PICTURE) if family == "image" and keep else QImage()
    words = whole[:WORDS_AT_MOST].decode("utf-8", "replace") if family == "text" else ""
    return Shown(whole if family == "pdf" else b"", picture, words)


def save_copy(task: Task, exhibit_id: int, path: Path) -> Changed:
    """Write a copy to a file."""
    told = _telling(task, f"Writing {media.safe_name(path.name)}…")
    evidence.save_copy(task.office, task.who, exhibit_id, path, progress=told, check=task.check)
    return Changed(None, frozenset({"exhibit_movement"}))


def look_at_copy(task: Task, exhibit_id: int, reader: Reader, name: str) -> exhibit_copies.Looked:
    """Who would be given away by a copy for this reader."""
    return exhibit_copies.look(task.office, exhibit_id, reader, name, check=task.check)


def give_copy(task: Task, exhibit_id: int, path: Path, reader: Reader, reason: str) -> Changed:
    """Write a copy for somebody outside."""
    told = _telling(task, f"Writing {media.safe_name(path.name)}…")
    exhibit_copies.give(task.office, task.who, exhibit_id, path, reader, reason, progress=told, check=task.check)
    return Changed(None, frozenset({"exhibit_movement"}))


def discard(task: Task, exhibit_id: int, why: str) -> Changed:
    """Take out an exhibit that was added by mistake."""
    evidence.discard(task.office, task.who, exhibit_id, why)
    return Changed(None, frozenset({"exhibit"}))


def thumbnail(task: Task, exhibit_id: int, media_type: str, size: int) -> QImage:
    """A small picture of an image or of a PDF's first page; a null one where there is none to be had."""
    family = media.family(media_type)
    if family not in ("image", "pdf") or size > _THUMBNAIL_FROM:
        return QImage()
    whole = b"".join(evidence.checked(task.office, exhibit_id, check=task.check))
    twice = THUMBNAIL * 2  # sharp on a fine screen
    return picture_of(whole, twice) if family == "image" else _first_page(whole, twice)


def picture_of(content: bytes, largest: QSize) -> QImage:
    """The picture, no larger than ``largest`` and the right way up; a null one where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and (size.width() > largest.width() or size.height() > largest.height()):
        reader.setScaledSize(size.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _first_page(content: bytes, largest: QSize) -> QImage:
    from PySide6.QtPdf import QPdfDocument

    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready or not document.pageCount():
        return QImage()
    page = document.pagePointSize(0).toSize().scaled(largest, Qt.AspectRatioMode.KeepAspectRatio)
    drawn = document.render(0, page)
    white = QImage(drawn.size(), QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    _over(white, drawn)
    document.close()
    return white


def _over(ground: QImage, drawn: QImage) -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(ground)
    painter.drawImage(0, 0, drawn)
    painter.end()


def _telling(task: Task, words: str) -> Callable[[int, int], None]:
    return lambda done, total: task.progress(done, total, words)
