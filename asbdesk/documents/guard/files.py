"""Any other file that leaves: its name, its words, and what it carries unseen."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import PurePath

from asbdesk.documents.guard import pictures, reading
from asbdesk.documents.guard.reading import Part, Reading

_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"}
_PICTURE_STARTS = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_SOUNDS = {".mp3", ".mp4", ".wav", ".m4a", ".mov", ".avi", ".amr", ".ogg", ".mkv", ".3gp", ".aac", ".wma", ".wmv"}
_MOST_INSIDE = 3
_LARGEST = 64 * 1024 * 1024
_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|font|sub|sup|small|big|mark|a|r|t|rPr|(?:w|a|m):(?!p\b|tab\b|br\b|cr\b|t[crb]|sect)\w+"
    r"|text:(?:span|a|s))(?:\s[^<>]*)?/?>"
)
"""Tags within a word: a word processor writes them wherever somebody once changed a letter."""
_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")


def read_file(name: str, data: bytes, depth: int = 0) -> Reading:
    """Read a file by what it holds: a PDF, a workbook, a text, an archive. ``unread`` names what could not be read."""
    named = Part("name", PurePath(name).name, name=name)
    ending = PurePath(name).suffix.casefold()
    if data[:1024].lstrip().startswith(b"%PDF"):
        inside = reading.read(data)
        return Reading((named, *inside.parts), data, inside.pages, inside.pictures, inside.unread, inside.inside)
    if data.startswith(b"PK\x03\x04"):
        return _archive(named, data, depth)
    if ending in _PICTURES or data.startswith(_PICTURE_STARTS):
        return Reading((named, *pictures.notes(name, data)), pictures=pictures.count(data), inside=((name, data),))
    if ending in _SOUNDS:
        return Reading((named,), unread=(f"{name}: sound and film cannot be read",))
    return Reading((named, Part("cell", plain(data), name=name)))


def read_rows(name: str, rows: Iterable[Sequence[object]]) -> Reading:
    """Read the rows of a list before they are written to a file: a line for each, its cells apart."""
    lines = ("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
    return Reading((Part("name", name, name=name), Part("cell", "\n\n".join(lines), name=name)))


def plain(data: bytes) -> str:
    """The text of a file, whatever its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text_of_xml(data) if text[:256].lstrip().startswith("<") else text


def text_of_xml(data: bytes) -> str:
    """The words of XML or HTML: between the tags, and the values of attributes."""
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", "replace")
    values = (one or other for tag in _TAG.findall(text) for one, other in _VALUE.findall(tag))
    words = html.unescape(_TAG.sub("\n", _INLINE.sub("", text)))
    said = [line.strip() for line in (*words.splitlines(), *(html.unescape(value) for value in values))]
    return "\n".join(line for line in said if line)


def _archive(named: Part, data: bytes, depth: int) -> Reading:
    """A workbook, a word processor's file or a plain archive: every part of it, hidden sheets and comments as well."""
    parts, unread, count, inside = [named], list[str](), 0, list[tuple[str, bytes]]()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if depth >= _MOST_INSIDE or sum(each.file_size for each in archive.infolist()) > _LARGEST:
                return Reading((named,), unread=(f"{named.name}: it is too large, or packed too deep, to be read",))
            if archive.comment:
                parts.append(Part("cell", plain(archive.comment), name=named.name))
            for entry in archive.infolist():
                parts += [Part("cell", plain(entry.comment), name=named.name)] if entry.comment else []
                if entry.is_dir():
                    parts.append(Part("name", entry.filename, name=named.name))
                    continue
                within = read_file(entry.filename, archive.read(entry), depth + 1)
                office = entry.filename.endswith((".xml", ".rels"))
                parts += [Part("cell" if office else part.where, part.text, part.page, named.name) for part in
                          (within.parts[1:] if office else within.parts)]  # fmt: skip
                unread += within.unread
                count += within.pictures
                inside += within.carried(f"{named.name}, {entry.filename}")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return Reading((named,), unread=(f"{named.name}: it is damaged, or locked with a password",))
    return Reading(tuple(parts), pictures=count, unread=tuple(unread), inside=tuple(inside))
