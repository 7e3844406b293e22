"""The rules about fonts: embedded, encoded so that a machine finds its glyphs, and with a way back to text."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from tests.documents.pdfua_tree import Paper, text_of_name

Rule = Callable[[Paper], bool]
_SYMBOLIC = 4
_LATIN = ("MacRomanEncoding", "WinAnsiEncoding", "MacExpertEncoding", "StandardEncoding")
_PLAIN = re.compile(r"Identity-[HV]")
_PREDEFINED = re.compile(
    r"Identity-[HV]|(GB-EUC|GBpc-EUC|GBK-EUC|GBKp-EUC|GBK2K|UniGB-UCS2|UniGB-UTF16|B5pc|HKscs-B5|ETen-B5|ETenms-B5|"
    r"CNS-EUC|UniCNS-UCS2|UniCNS-UTF16|83pv-RKSJ|90ms-RKSJ|90msp-RKSJ|90pv-RKSJ|Add-RKSJ|EUC|Ext-RKSJ|UniJIS-UCS2|"
    r"UniJIS-UCS2-HW|UniJIS-UTF16|KSC-EUC|KSCms-UHC|KSCms-UHC-HW|KSCpc-EUC|UniKS-UCS2|UniKS-UTF16)-[HV]|H|V"
)


def _fonts(paper: Paper) -> Iterator[Dictionary]:
    """The fonts that text is shown in."""
    seen: dict[Any, Dictionary] = {}
    for font, _ in paper.content.shown:
        seen.setdefault(font.objgen if font.objgen != (0, 0) else id(font), font)
    yield from seen.values()


def _kind(font: Dictionary) -> str:
    return text_of_name(font.get("/Subtype"))


def _descendant(font: Dictionary) -> Dictionary | None:
    found = font.get("/DescendantFonts")
    return found[0] if found is not None and len(found) else None


def _descriptor(font: Dictionary) -> Dictionary:
    inner = _descendant(font) if _kind(font) == "Type0" else font
    found = inner.get("/FontDescriptor") if inner is not None else None
    return found if isinstance(found, Dictionary) else Dictionary()


def _program(font: Dictionary) -> Any:
    descriptor = _descriptor(font)
    return next((descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None)


def _symbolic(font: Dictionary) -> bool:
    return bool(int(_descriptor(font).get("/Flags", 0)) & _SYMBOLIC)


def _some(kind: str, test: Callable[[Dictionary], bool]) -> Rule:
    return lambda paper: any(test(font) for font in _fonts(paper) if _kind(font) == kind)


def _encoding(font: Dictionary) -> str:
    found = font.get("/Encoding")
    if isinstance(found, Dictionary):
        return text_of_name(found.get("/BaseEncoding"))
    return text_of_name(found)


def _plain_encoding(font: Dictionary) -> bool:
    """A text font says by name which code is which letter."""
    if _symbolic(font):
        return True
    if _encoding(font) not in ("MacRomanEncoding", "WinAnsiEncoding"):
        return False
    found = font.get("/Encoding")
    if not isinstance(found, Dictionary) or "/Differences" not in found:
        return True
    tables = _maps(font)
    if tables is not None and (3, 1) not in tables:
        return False
    return all(_glyph_name(text_of_name(each)) for each in found.Differences if isinstance(each, Name))


def _glyph_name(name: str) -> bool:
    """Is a glyph's name in the Adobe Glyph List?"""
    from reportlab.pdfbase._glyphlist import _glyphname2unicode as known

    return name in known or name == ".notdef" or re.fullmatch(r"uni([0-9A-F]{4})+|u[0-9A-F]{4,6}", name) is not None


def _maps(font: Dictionary) -> list[tuple[int, int]] | None:
    """(platform, encoding) of each table of characters in a TrueType program; None where it is none."""
    program = _program(font)
    if not isinstance(program, pikepdf.Stream):
        return None
    data = program.read_bytes()
    try:
        count = struct.unpack(">H", data[4:6])[0]
        for place in range(count):
            tag, _, start, _ = struct.unpack(">4sLLL", data[12 + place * 16 : 28 + place * 16])
            if tag == b"cmap":
                tables = struct.unpack(">H", data[start + 2 : start + 4])[0]
                entries = (data[start + 4 + n * 8 : start + 8 + n * 8] for n in range(tables))
                return [struct.unpack(">HH", entry) for entry in entries]  # type: ignore[misc]
    except struct.error:
        return None
    return []


def _no_table_for_letters(font: Dictionary) -> bool:
    tables = _maps(font)
    return not _symbolic(font) and tables is not None and not (len(tables) > 1 if (3, 0) in tables else tables)


def _too_many_tables(font: Dictionary) -> bool:
    tables = _maps(font)
    return _symbolic(font) and tables is not None and len(tables) != 1 and (3, 0) not in tables


# composite fonts


def _cmap(font: Dictionary) -> Any:
    return font.get("/Encoding")


def _system(thing: Any) -> tuple[str, str, int] | None:
    found = thing.get("/CIDSystemInfo") if thing is not None else None
    if isinstance(found, pikepdf.Array):
        found = found[0] if len(found) else None
    if not isinstance(found, Dictionary):
        return None
    return str(found.get("/Registry", "")), str(found.get("/Ordering", "")), int(found.get("/Supplement", 0))


def _other_system(font: Dictionary) -> bool:
    encoding = _cmap(font)
    name = encoding.get("/CMapName") if isinstance(encoding, pikepdf.Stream) else encoding
    if _PLAIN.fullmatch(text_of_name(name)) or not isinstance(encoding, pikepdf.Stream):
        return False
    own, given = _system(_descendant(font)), _system(encoding)
    return own is None or given is None or own[:2] != given[:2] or own[2] > given[2]


def _no_glyph_map(font: Dictionary) -> bool:
    inner = _descendant(font)
    if inner is None or _kind(inner) != "CIDFontType2" or _program(font) is None:
        return False
    found = inner.get("/CIDToGIDMap")
    return not isinstance(found, pikepdf.Stream) and found != Name.Identity


def _strange_cmap(font: Dictionary) -> bool:
    encoding = _cmap(font)
    return isinstance(encoding, Name) and not _PREDEFINED.fullmatch(text_of_name(encoding))


def _other_direction(font: Dictionary) -> bool:
    encoding = _cmap(font)
    if not isinstance(encoding, pikepdf.Stream):
        return False
    within = re.search(rb"/WMode\s+(\d)", encoding.read_bytes())
    return int(within.group(1) if within else 0) != int(encoding.get("/WMode", 0))


def _strange_use(font: Dictionary) -> bool:
    encoding = _cmap(font)
    used = encoding.get("/UseCMap") if isinstance(encoding, pikepdf.Stream) else None
    if isinstance(used, pikepdf.Stream):
        used = used.get("/CMapName")
    return used is not None and not _PREDEFINED.fullmatch(text_of_name(used))


# back to text


def _texts(font: Dictionary) -> dict[int, str] | None:
    """What the codes of a font stand for; None where the map is no stream."""
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return None
    data, found = stream.read_bytes(), dict[int, str]()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, text in re.findall(rb"<\s*([0-9a-fA-F]+)\s*>\s*<\s*([0-9a-fA-F\s]*)>", block):
            found[int(code, 16)] = _decoded(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        pattern = rb"<\s*([0-9a-fA-F]+)\s*>\s*<\s*([0-9a-fA-F]+)\s*>\s*(?:<\s*([0-9a-fA-F\s]*)>|\[(.*?)\])"
        for low, high, first, several in re.findall(pattern, block, re.S):
            texts = [_decoded(each) for each in re.findall(rb"<\s*([0-9a-fA-F\s]*)>", several)]
            for place, code in enumerate(range(int(low, 16), min(int(high, 16), int(low, 16) + 0xFFFF) + 1)):
                found[code] = (
                    (texts[place] if place < len(texts) else "") if several else _after(_decoded(first), place)
                )
    return found


def _decoded(digits: bytes) -> str:
    raw = bytes.fromhex(digits.decode("ascii"))
    return raw.decode("utf-16-be", "replace") if len(raw) > 1 else raw.decode("latin-1")


def _after(text: str, steps: int) -> str:
    return text[:-1] + chr(min(ord(text[-1]) + steps, 0x10FFFF)) if text else ""


def _codes(font: Dictionary, shown: bytes) -> Iterator[int]:
    step = 2 if _kind(font) == "Type0" else 1
    return (int.from_bytes(shown[place : place + step], "big") for place in range(0, len(shown), step))


def _known_otherwise(font: Dictionary) -> bool:
    """Do the codes stand for letters without a map? By a Latin encoding, or by one of the CJK collections."""
    if _kind(font) == "Type0":
        encoding, system = _cmap(font), _system(_descendant(font))
        plain = isinstance(encoding, Name) and _PLAIN.fullmatch(text_of_name(encoding)) is None
        return plain or (system is not None and system[1] in ("GB1", "CNS1", "Japan1", "Korea1"))
    if _kind(font) == "TrueType" and _symbolic(font):
        return False
    found = font.get("/Encoding")
    if isinstance(found, Dictionary) and "/Differences" in found:
        return all(_glyph_name(text_of_name(each)) for each in found.Differences if isinstance(each, Name))
    return _encoding(font) in _LATIN or (_kind(font) == "Type1" and not _symbolic(font))


def _untold(paper: Paper) -> bool:
    for font, shown in paper.content.shown:
        texts = _texts(font)
        if texts is None and "/ToUnicode" not in font and _known_otherwise(font):
            continue
        if texts is None:
            if isinstance(font.get("/ToUnicode"), Name) or _known_otherwise(font):
                continue
            return True
        if any(code not in texts for code in _codes(font, shown)) and not _known_otherwise(font):
            return True
    return False


def _nonsense(paper: Paper) -> bool:
    for font, shown in paper.content.shown:
        texts = _texts(font) or {}
        if any(set(texts.get(code, "")) & {"\x00", "\ufffe", "\ufeff"} for code in _codes(font, shown)):
            return True
    return False


FONT_RULES: dict[str, Rule] = {
    "7.21.3.1-t01": _some("Type0", _other_system),
    "7.21.3.2-t01": _some("Type0", _no_glyph_map),
    "7.21.3.3-t01": _some("Type0", _strange_cmap),
    "7.21.3.3-t02": _some("Type0", _other_direction),
    "7.21.3.3-t03": _some("Type0", _strange_use),
    "7.21.4.1-t01": lambda p: any(_kind(font) != "Type3" and _program(font) is None for font in _fonts(p)),
    "7.21.6-t01": _some("TrueType", _no_table_for_letters),
    "7.21.6-t02": _some("TrueType", lambda font: not _plain_encoding(font)),
    "7.21.6-t03": _some("TrueType", lambda font: _symbolic(font) and "/Encoding" in font),
    "7.21.6-t04": _some("TrueType", _too_many_tables),
    "7.21.7-t01": _untold,
    "7.21.7-t02": _nonsense,
}
