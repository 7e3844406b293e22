"""What a file is, judged by its first bytes and never by its name; and names that are safe to keep and to write."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Literal, cast

import filetype  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.domain.casework import ExhibitKind

HEAD, TAIL = 8192, 2048
"""So many bytes of a file's beginning and end are enough to judge it."""
UNKNOWN = "application/octet-stream"
LONGEST_NAME = 150

Family = Literal["image", "pdf", "sound", "video", "text", "other"]

_PICTURES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/bmp", "image/x-ms-bmp", "image/webp", "image/tiff"}
)
"""What the window draws. Drawings with code in them (SVG) are not among them."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_BADLY_SEEN = '<>:"|?*'


def media_type(head: bytes) -> str:
    """The media type of a file that begins with ``head`` (:data:`HEAD` bytes, or all of a shorter one)."""
    if not head:
        return UNKNOWN
    found = cast("Any", filetype).guess(head)
    if found is not None:
        return str(found.mime)
    return "text/plain" if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    try:
        words = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # a letter cut in two at the end is no sign of anything
            return False
        words = head[: error.start].decode("utf-8")
    return not any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in words)


def family(media: str) -> Family:
    """What the window can do with it: draw a picture or pages, play, show words, or nothing."""
    if media in _PICTURES:
        return "image"
    if media == "application/pdf":
        return "pdf"
    kind = media.partition("/")[0]
    if kind == "audio":
        return "sound"
    return "video" if kind == "video" else "text" if media == "text/plain" else "other"


def usual_kind(media: str) -> ExhibitKind:
    """What an exhibit of this media type most likely is; the user may say otherwise."""
    kind = media.partition("/")[0]
    if kind == "image":
        return ExhibitKind.PHOTOGRAPH
    return {
        "audio": ExhibitKind.SOUND,
        "video": ExhibitKind.VIDEO,
        "text": ExhibitKind.DOCUMENT,
    }.get(kind, ExhibitKind.SCAN if media == "application/pdf" else ExhibitKind.OTHER)


def trouble(media: str, size: int, head: bytes, tail: bytes) -> str:
    """What is wrong with the file as far as its two ends show it, in words; "" when nothing does.

    It is kept all the same: a damaged file may be evidence too.
    """
    if size == 0:
        return "The file is empty."
    if media != "application/pdf":
        return ""
    if b"%%EOF" not in tail:
        return "The PDF is damaged: its end is missing."
    if b"/Encrypt" in tail or b"/Encrypt" in head:
        return "The PDF is locked: it may ask for a password."
    return ""


def safe_name(name: str) -> str:
    """The last part of a file's name, fit to be kept, shown and written: no folders, no signs that steer or hide."""
    last = re.split(r"[/\\]", name)[-1]
    known = "".join("\N{REPLACEMENT CHARACTER}" if 0xD800 <= ord(sign) < 0xE000 else sign for sign in last)
    clean = "".join(sign for sign in known if unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp"))
    clean = "".join("_" if sign in _BADLY_SEEN else sign for sign in clean).strip(" .")
    if not clean:
        return "unnamed"
    return _shortened(f"_{clean}" if _RESERVED.fullmatch(clean) else clean)


def _shortened(name: str) -> str:
    """At most :data:`LONGEST_NAME` bytes long, its ending kept."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    room = LONGEST_NAME - len(f"{dot}{ending}".encode() if ending else b"")
    cut = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{cut}.{ending}" if ending else cut
