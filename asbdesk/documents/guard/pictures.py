"""What a picture file says of itself, and its frames."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, cast

from asbdesk.documents.guard.reading import Part

_SUB_TABLES = (0x8769, 0x8825, 0xA005)
"""Tables within the table of EXIF: of the camera, of the place, of other programs."""
_RUN = re.compile(rb"[ -~\t\x80-\xff]{4,}")
_WIDE_RUN = re.compile(rb"(?:[ -~]\x00){4,}|(?:\x00[ -~]){4,}")
_PICTURE_PARTS = {b"IDAT", b"PLTE", b"IHDR", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"pHYs", b"fdAT", b"acTL", b"fcTL"}
_MOST = 400_000


def notes(name: str, data: bytes) -> list[Part]:
    """Where and when it was taken, by whom, with what comment; and the letters of every part that is no picture."""
    said = [word for word in (*_told(data), *_loose(data)) if word.strip()]
    return [Part("property", "\n".join(dict.fromkeys(said))[:_MOST], name=name)] if said else []


def count(data: bytes) -> int:
    """How many frames it has; one where it cannot be opened."""
    try:
        with _opened(data) as picture:
            return int(getattr(picture, "n_frames", 1))
    except _UNREADABLE:
        return 1


def frames(data: bytes) -> Iterator[Any]:
    """Its frames in grey, the right way up. Raises ``OSError`` or ``ValueError`` for one that cannot be opened."""
    from PIL import ImageOps

    with _opened(data) as picture:
        for number in range(int(getattr(picture, "n_frames", 1))):
            picture.seek(number)
            shown = ImageOps.exif_transpose(picture)
            if shown.mode in ("RGBA", "LA", "PA") or "transparency" in shown.info:
                yield _on_white(shown)
            yield shown.convert("L")


def _on_white(picture: Any) -> Any:
    """As it looks on paper: what is transparent hides nothing."""
    from PIL import Image

    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    white.alpha_composite(clear)
    return white.convert("L")


_UNREADABLE = (OSError, ValueError, SyntaxError)


def _opened(data: bytes) -> Any:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a picture with very many dots, or with damaged notes
        return Image.open(BytesIO(data))


def _told(data: bytes) -> Iterator[str]:
    try:
        with warnings.catch_warnings(), _opened(data) as picture:
            warnings.simplefilter("ignore")
            held = picture.getexif()
            tables = [held, *(held.get_ifd(number) for number in _SUB_TABLES)]
            found = [*(value for table in tables for value in table.values()), *picture.info.values()]
            found += list(getattr(picture, "text", {}).values())
            found += list(dict(getattr(picture, "tag_v2", {})).values())
    except _UNREADABLE:
        return
    for value in found:
        yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield from _runs(value)
    elif isinstance(value, dict):
        for each in cast("dict[Any, Any]", value).values():
            yield from _texts(each)
    elif isinstance(value, (tuple, list)):
        for each in cast("list[Any]", value):
            if isinstance(each, (str, bytes)):
                yield from _texts(each)


def _runs(data: bytes) -> Iterator[str]:
    """Letters in a row, in one byte each or in two."""
    for found in _RUN.findall(data):
        with suppress(UnicodeDecodeError):
            yield found.decode("utf-8")
    for found in _WIDE_RUN.findall(data):
        yield found.replace(b"\0", b"").decode("ascii")


def _loose(data: bytes) -> Iterator[str]:
    """The letters of the parts of a JPEG or PNG that are no picture, and of what follows its end."""
    if data.startswith(b"\xff\xd8"):
        yield from _of_jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _of_png(data)


def _of_jpeg(data: bytes) -> Iterator[str]:
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if 0xE0 <= kind <= 0xEF or kind == 0xFE:
            yield from _runs(data[place + 4 : place + 2 + length])
        place += 2 + max(2, length)
    end = data.rfind(b"\xff\xd9")
    if end >= 0:
        yield from _runs(data[end + 2 :])


def _of_png(data: bytes) -> Iterator[str]:
    place = 8
    while place + 12 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if kind not in _PICTURE_PARTS:
            yield from _runs(data[place + 8 : place + 8 + length])
        place += 12 + length
        if kind == b"IEND":
            break
    yield from _runs(data[place:])
