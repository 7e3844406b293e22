"""Words in the pictures of a paper, read by Tesseract where it is installed on this computer.

A picture goes to it through a pipe and its words come back through one: nothing is written to the disk.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from typing import Any, cast

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as pdfium_c  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.documents.guard import pictures
from asbdesk.documents.guard.reading import DEEPEST, ONE_AT_A_TIME, Box, Part, Reading

_SECONDS = 20
"""No picture is read for longer."""
_WIDEST = 2400
_NARROWEST = 24
"""Pixels: nothing can be read in a smaller picture."""
_SURE = 25.0
"""Tesseract's own figure of 100, below which a word is a smudge."""
_MOST_KNOWN = 64


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a picture; the box in parts of its width and height, from its upper left corner."""

    text: str
    line: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Picture:
    png: bytes
    page: int
    place: Box
    name: str = ""


_KNOWN: dict[bytes, tuple[_Word, ...] | None] = {}


def engine() -> str | None:
    """Where Tesseract is; None where it is not installed."""
    return shutil.which("tesseract")


def with_pictures(reading: Reading, check: Callable[[], object] = lambda: None) -> Reading:
    """The reading with the words of the paper's pictures as well, and of those in files that it carries; ``unread``
    says how many were not read.

    ``check`` is called before each picture and may raise to stop it all.
    """
    if not reading.pictures:
        return reading
    found, read = list[Part](), 0
    tesseract = engine()
    for each in _every(reading) if tesseract else ():
        check()
        words = _words_in(tesseract or "", each.png)
        read += words is not None
        if words:
            found.append(_part(each, words))
    left = max(0, reading.pictures - read)
    said = (f"the words in {left} picture{'s' if left > 1 else ''} were not read",) if left else ()
    return replace(reading, parts=(*reading.parts, *found), pictures=left, unread=(*reading.unread, *said))


def _every(reading: Reading) -> Iterator[_Picture]:
    """The pictures of the paper, then those of the files that it carries."""
    if reading.pdf:
        yield from _pictures(reading.pdf)
    for name, data in reading.inside:
        if data[:1024].lstrip().startswith(b"%PDF"):
            yield from (replace(each, page=0, name=f"a picture in {name}") for each in _pictures(data))
            continue
        with suppress(OSError, ValueError, SyntaxError):
            for frame in pictures.frames(data):
                yield _Picture(_as_png(frame), 0, Box(0, 0, 0, 0), f"a picture in {name}")


def _part(picture: _Picture, words: tuple[_Word, ...]) -> Part:
    text, drawn, line = "", list[tuple[int, int, Box]](), words[0].line
    for word in words:
        if text:
            text += " " if word.line == line else "\n"
        line = word.line
        if picture.page and picture.place.left < picture.place.right:
            drawn.append((len(text), len(text) + len(word.text), _placed(word, picture.place)))
        text += word.text
    return Part("picture", text, picture.page, picture.name or f"a picture on page {picture.page}", tuple(drawn))


def _placed(word: _Word, place: Box) -> Box:
    width, height = place.right - place.left, place.top - place.bottom
    return Box(
        place.left + word.left * width,
        place.top - word.bottom * height,
        place.left + word.right * width,
        place.top - word.top * height,
    )


def _pictures(pdf: bytes) -> Iterator[_Picture]:
    """Those of one page at a time: a bundle's are too many to hold together."""
    with ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        pages = len(document)
    try:
        for number in range(pages):
            with ONE_AT_A_TIME:
                found = list(_on_page(document[number], number + 1))
            yield from found
    finally:
        with ONE_AT_A_TIME:
            document.close()


def _on_page(page: pdfium.PdfPage, number: int) -> Iterator[_Picture]:
    for thing in cast("Any", page).get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST):
        with suppress(pdfium.PdfiumError, OSError, ValueError):
            place = Box(*thing.get_bounds()) if not thing.level else Box(0, 0, 0, 0)
            yield _Picture(_as_png(thing.get_bitmap(render=not thing.level).to_pil().convert("L")), number, place)


def _as_png(picture: Any) -> bytes:
    if min(picture.size) < _NARROWEST:
        picture = picture.resize((max(_NARROWEST, picture.width), max(_NARROWEST, picture.height)))
    picture.thumbnail((_WIDEST, _WIDEST))
    made = BytesIO()
    picture.save(made, "PNG", compress_level=1)
    return made.getvalue()


def _words_in(tesseract: str, png: bytes) -> tuple[_Word, ...] | None:
    """As :func:`_read`, once for each picture: a preview is read again at every change. Pictures are known by their
    SHA-256, so that none is held."""
    seal = hashlib.sha256(png).digest()
    if seal not in _KNOWN:
        words = _read(tesseract, png)
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[seal] = words
    return _KNOWN[seal]


def _read(tesseract: str, png: bytes) -> tuple[_Word, ...] | None:
    """The words of a picture; None where it could not be read in time."""
    try:
        done = subprocess.run(  # noqa: S603 - the engine of this computer, without a shell
            [tesseract, "stdin", "stdout", "--dpi", "150", "--psm", "11", "tsv"],
            input=png,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    rows = list(
        csv.DictReader(StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    page = next((row for row in rows if row["level"] == "1"), None)
    if page is None:
        return ()
    wide, high = max(1, int(page["width"])), max(1, int(page["height"]))
    return tuple(
        _Word(
            row["text"].strip(),
            (row["block_num"], row["par_num"], row["line_num"]),
            int(row["left"]) / wide,
            int(row["top"]) / high,
            (int(row["left"]) + int(row["width"])) / wide,
            (int(row["top"]) + int(row["height"])) / high,
        )
        for row in rows
        if row["level"] == "5" and (row["text"] or "").strip() and float(row["conf"]) >= _SURE
    )
