"""The fonts of a PDF with the letters that its pages draw, and nothing of those that are gone.

A font says much beside: which letters were written, in which order, what somebody called them. Codes that no page draws
lose their names, widths, shapes and meaning; what letters are called stays only where everybody calls them so.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

import pikepdf

from asbdesk.documents import redact_cff, redact_truetype, redact_type1
from asbdesk.documents.redact_used import Letters, Part

_NUMBERED = re.compile(r"(uni([0-9A-F]{4}){1,3}|u[0-9A-F]{4,6}|(g|G|c|C|a|A|gid|cid|glyph|index|afii|char)\d{1,6})")
_JOINED = re.compile(r"[fijlt](_[fijlt]){1,2}")
_KNOWN_FACES = re.compile(
    r"(Arial|Calibri|Cambria|Courier|DejaVu|Georgia|Helvetica|Liberation|Lucida|Noto|Segoe|Symbol|Tahoma|Times|Trebuchet|"
    r"Verdana|ZapfDingbats)(New|Roman|Sans|Serif|Mono|UI|MS|Unicode|Console|PS|MT|Narrow|Black|Neue|Next|,|-|Bold|Italic|"
    r"Oblique|Regular|Light|Medium|SemiBold)*"
)
BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error, pikepdf.PdfError)
_FEW_SIGNS = 4
"""A code stands for so many signs at most: for a few letters that are joined."""
_CODE_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<\s*([0-9A-Fa-f\s]*)>|([\[\]])")


@dataclass
class _Names:
    """What letters are called where not everybody calls them so: a number of the same length."""

    given: dict[str, str] = field(default_factory=dict[str, str])

    def plain(self, name: str) -> str:
        if _is_known(name):
            return name
        if name not in self.given:
            self.given[name] = _numbered(len(self.given), len(name))
        return self.given[name]


def neutral(pdf: pikepdf.Pdf, letters: Letters) -> set[Part]:
    """Reduce every font to what is drawn; answers those of which that cannot be done."""
    names, unsure = _Names(), set(letters.unsure)
    wanted: dict[Part, list[tuple[Any, dict[int, None]]]] = {}
    for number, font in enumerate(_fonts(pdf)):
        codes = letters.drawn.get(font.objgen, {})
        try:
            _reduce(pdf, font, codes, names, number)
        except BROKEN:
            unsure.add(font.objgen)
            continue
        for program in _programs(font):
            wanted.setdefault(program.objgen, []).append((font, codes))
    for users in wanted.values():
        try:
            _reduce_program(users, names)
        except BROKEN:
            unsure |= {font.objgen for font, _ in users}
    return unsure


def as_kept(pdf: pikepdf.Pdf) -> None:
    """Programs of the kinds that are reduced: of OpenType what draws, Type 1 as CFF. One of which that cannot be made
    stays what it is."""
    for font in _fonts(pdf):
        with suppress(*BROKEN):
            _as_kept(pdf, _described(font).FontDescriptor, wide="/DescendantFonts" in font)


def _as_kept(pdf: pikepdf.Pdf, descriptor: Any, *, wide: bool) -> None:
    if "/FontFile" in descriptor:
        program = redact_type1.as_cff(bytes(descriptor.FontFile.read_bytes()))
        descriptor.FontFile3 = pdf.make_stream(program, Subtype=pikepdf.Name.Type1C)
        del descriptor.FontFile
        return
    held = descriptor.get("/FontFile3")
    if held is None or str(held.get("/Subtype", "")) != "/OpenType":
        return
    raw = bytes(held.read_bytes())
    drawing = redact_cff.within(raw)
    if drawing:
        kind = pikepdf.Name.CIDFontType0C if wide else pikepdf.Name.Type1C
        descriptor.FontFile3 = pdf.make_stream(drawing, Subtype=kind)
    else:
        descriptor.FontFile2 = pdf.make_stream(raw)
        del descriptor.FontFile3


def numberings(pdf: pikepdf.Pdf, letters: Letters) -> dict[Part, list[dict[int, int]]]:
    """How each font with letters of its own numbers its codes, in the drawing and in its program; not where letters
    stand in the order of what they mean."""
    found: dict[Part, list[dict[int, int]]] = {}
    for font in _fonts(pdf):
        codes = letters.drawn.get(font.objgen, {})
        for program in _programs(font) if codes else ():
            try:
                ways = [_places(font, codes, bytes(program.read_bytes()))]
            except BROKEN:
                continue
            own = "/DescendantFonts" in font or "/Encoding" not in font or bool(dict(_changes(font.Encoding)))
            ways += [{code: code for code in codes}] * own
            meant = meanings(font.ToUnicode, codes) if isinstance(font.get("/ToUnicode"), pikepdf.Stream) else {}
            found[font.objgen] = [way for way in ways if not _by_meaning(way, meant)]
    return found


def _by_meaning(way: Mapping[int, int], meant: Mapping[int, bytes]) -> bool:
    said = [meant.get(code, b"" if meant else code.to_bytes(2)) for code in sorted(way, key=way.__getitem__)]
    return said == sorted(said)


def _places(font: Any, codes: Mapping[int, None], raw: bytes) -> dict[int, int]:
    if "/FontFile2" in _described(font).FontDescriptor:
        known = redact_truetype.maps(redact_truetype.opened(raw))
        return {code: min(_of_truetype(font, {code: None}, known), default=code) for code in codes}
    glyphs = redact_cff.glyphs(raw)
    return {code: min(_of_cff(font, {code: None}, glyphs), default=code) for code in codes}


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    kinds = {"/Type0", "/Type1", "/MMType1", "/TrueType", "/Type3"}
    return [
        held for held in pdf.objects
        if isinstance(held, pikepdf.Dictionary) and str(held.get("/Subtype", "")) in kinds and "/Kids" not in held
    ]  # fmt: skip


def _described(font: Any) -> Any:
    return font.DescendantFonts[0] if "/DescendantFonts" in font else font


def _programs(font: Any) -> list[Any]:
    descriptor = _described(font).get("/FontDescriptor", pikepdf.Dictionary())
    return [descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]


def _reduce(pdf: pikepdf.Pdf, font: Any, codes: Mapping[int, None], names: _Names, number: int) -> None:
    if "/ToUnicode" in font:
        meant = meanings(font.ToUnicode, codes) if isinstance(font.ToUnicode, pikepdf.Stream) else {}
        font.ToUnicode = pdf.make_stream(map_of(meant, 4 if "/DescendantFonts" in font else 2))
    descriptor = _described(font).get("/FontDescriptor", pikepdf.Dictionary())
    for key in ("/CIDSet", "/CharSet", "/FontFamily"):
        if key in descriptor:
            del descriptor[key]
    if "/BaseFont" in font and not _KNOWN_FACES.fullmatch(str(font.BaseFont)[1:]):
        called = pikepdf.Name(f"/{'AAAAAA+' if _programs(font) else ''}Face{number}")
        font.BaseFont = _described(font).BaseFont = called
    if descriptor and "/BaseFont" in font:
        descriptor.FontName = font.BaseFont
    if "/DescendantFonts" in font:
        _reduce_wide(font.DescendantFonts[0], codes)
    else:
        _reduce_simple(font, codes, names)


def _reduce_wide(font: Any, codes: Mapping[int, None]) -> None:
    for key, size in (("/W", 1), ("/W2", 3)):
        if key in font:
            font[key] = pikepdf.Array([
                each for code, wide in widths(list(font[key]), size) if code in codes
                for each in (code, pikepdf.Array(wide))
            ])  # fmt: skip
    if isinstance(font.get("/CIDToGIDMap"), pikepdf.Stream):
        raw = bytes(font.CIDToGIDMap.read_bytes())
        made = bytearray(2 * (max(codes, default=0) + 1))
        for code in codes:
            made[2 * code : 2 * code + 2] = raw[2 * code : 2 * code + 2].rjust(2, b"\0")
        font.CIDToGIDMap.write(bytes(made))


def widths(listed: list[Any], size: int) -> Iterator[tuple[int, list[Any]]]:
    """The widths of single codes."""
    while listed:
        first, second = int(listed.pop(0)), listed.pop(0)
        if isinstance(second, pikepdf.Array):
            held = list(second)
            yield from ((first + n, held[size * n : size * (n + 1)]) for n in range(len(held) // size))
            continue
        held, listed[:size] = listed[:size], []
        yield from ((code, held) for code in range(first, min(int(second), first + 0xFFFF) + 1))


def _reduce_simple(font: Any, codes: Mapping[int, None], names: _Names) -> None:
    first = int(font.get("/FirstChar", 0))
    if "/Widths" in font:
        font.Widths = pikepdf.Array([each if first + n in codes else 0 for n, each in enumerate(font.Widths)])
    glyphs = font.get("/CharProcs")
    held = font.get("/Encoding")
    changes = dict(_changes(held))
    if glyphs is not None:
        font.Encoding = _encoding(None, {code: f"g{code}" for code in changes if code in codes})
        font.CharProcs = pikepdf.Dictionary({
            f"/g{code}": glyphs[f"/{name}"] for code, name in changes.items() if code in codes and f"/{name}" in glyphs
        })  # fmt: skip
    elif changes:
        plain = {code: names.plain(name) for code, name in changes.items() if code in codes}
        font.Encoding = _encoding(held.get("/BaseEncoding"), plain)


def _changes(encoding: Any) -> Iterator[tuple[int, str]]:
    place = 0
    for each in encoding.get("/Differences", ()) if isinstance(encoding, pikepdf.Dictionary) else ():
        if isinstance(each, pikepdf.Name):
            yield place, str(each)[1:]
            place += 1
        else:
            place = int(each)


def _encoding(base: Any, changes: Mapping[int, str]) -> Any:
    differences = [each for code, name in sorted(changes.items()) for each in (code, pikepdf.Name(f"/{name}"))]
    made = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array(differences))
    if isinstance(base, pikepdf.Name):
        made.BaseEncoding = base
    return made


def _reduce_program(users: list[tuple[Any, dict[int, None]]], names: _Names) -> None:
    font = users[0][0]
    (program,) = _programs(font)
    descriptor = _described(font).FontDescriptor
    raw = bytes(program.read_bytes())
    if "/FontFile2" in descriptor:
        made = redact_truetype.kept(raw, lambda known: {g for each, c in users for g in _of_truetype(each, c, known)})
        program.Length1 = len(made)
    elif str(program.get("/Subtype", "")) in ("/Type1C", "/CIDFontType0C"):
        made = redact_cff.kept(
            raw, lambda known: {g for each, c in users for g in _of_cff(each, c, known)}, names.plain
        )
    else:
        raise ValueError("a program that is not known here")
    program.write(made)


def _of_truetype(font: Any, codes: Mapping[int, None], known: redact_truetype.Maps) -> Iterator[int]:
    """The places of the letters that are drawn; of a simple font all that any of its maps may mean."""
    if "/DescendantFonts" in font:
        held = font.DescendantFonts[0].get("/CIDToGIDMap")
        raw = bytes(held.read_bytes()) if isinstance(held, pikepdf.Stream) else b""
        yield from (int.from_bytes(raw[2 * code : 2 * code + 2]) if raw else code for code in codes)
        return
    for code in codes:
        ways = {code, *(code + high for high in (0xF000, 0xF100, 0xF200))}
        for name in _names_of(font, code):
            ways |= {_unicodes().get(name, code), *_mac_codes(name)}
        yield from (table[way] for table in known.values() for way in ways if way in table)
        if not known:
            yield code


def _of_cff(font: Any, codes: Mapping[int, None], known: list[redact_cff.Glyph]) -> Iterator[int]:
    if "/DescendantFonts" in font:
        yield from (glyph.place for glyph in known if (glyph.number in codes or glyph.place in codes))
        return
    called = {name for code in codes for name in _names_of(font, code)}
    yield from (glyph.place for glyph in known if glyph.name in called or glyph.code in codes)


def _names_of(font: Any, code: int) -> set[str]:
    """What a code may mean in a simple font, in any coding that a reader may take it for."""
    held = font.get("/Encoding")
    changes = dict(_changes(held))
    if code in changes:
        return {changes[code]}
    tables = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding", "SymbolEncoding")
    return {name for table in tables if (name := _codings()[table][code])}


def meanings(stream: Any, codes: Mapping[int, object]) -> dict[int, bytes]:
    """What codes mean that are drawn: a few signs each, in UTF-16."""
    found: dict[int, bytes] = {}
    for kind, body in _SECTION.findall(bytes(stream.read_bytes())):
        tokens: list[Any] = []
        row = tokens
        for digits, bracket in _TOKEN.findall(body):
            if bracket == b"[":
                row = list[Any]()
                tokens.append(row)
            elif bracket == b"]":
                row = tokens
            else:
                row.append(bytes.fromhex(digits.decode("ascii")))
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(tokens) - step + 1, step):
            first, last, meant = (
                int.from_bytes(tokens[at]),
                int.from_bytes(tokens[at + step - 2]),
                tokens[at + step - 1],
            )
            for code in range(first, min(last, first + 0xFFFF) + 1):
                said = _nth(meant, code - first)
                if code in codes and 0 < len(said) <= 2 * _FEW_SIGNS:
                    found[code] = said
    return found


def _nth(meant: Any, step: int) -> bytes:
    if isinstance(meant, list):
        listed = cast("list[bytes]", meant)
        return listed[step] if step < len(listed) else b""
    return meant[:-2] + ((int.from_bytes(meant[-2:]) + step) & 0xFFFF).to_bytes(2) if meant else b""


def map_of(meant: Mapping[int, bytes], digits: int) -> bytes:
    """A map from codes, of so many digits each, to what they mean."""
    rows = [f"<{code:0{digits}X}> <{said.hex().upper()}>" for code, said in sorted(meant.items())]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    head = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CMapName /Codes def", "/CMapType 2 def",
        "1 begincodespacerange", f"<{'0' * digits}> <{'F' * digits}>", "endcodespacerange",
    ]  # fmt: skip
    body = [line for rows in blocks for line in (f"{len(rows)} beginbfchar", *rows, "endbfchar")]
    return "\n".join([*head, *body, "endcmap", "CMapName currentdict /CMap defineresource pop", "end end"]).encode()


def _is_known(name: str) -> bool:
    base, _, kind = name.partition(".")
    if kind not in ("", "sc", "alt", "notdef", "null"):
        return False
    return name == ".notdef" or base in _unicodes() or bool(_NUMBERED.fullmatch(name) or _JOINED.fullmatch(name))


def _numbered(number: int, length: int) -> str:
    signs = ""
    for _ in range(length):
        number, sign = divmod(number, len(_CODE_SIGNS))
        signs = _CODE_SIGNS[sign] + signs
    if number:
        raise ValueError("too many letters of a writer's own naming")
    return signs if length == 1 else "g" + signs[1:]


@lru_cache(maxsize=1)
def _unicodes() -> Mapping[str, int]:
    data: Any = import_module("reportlab.pdfbase._glyphlist")  # it has no stubs
    return data._glyphname2unicode  # noqa: SLF001


@lru_cache(maxsize=1)
def _codings() -> Mapping[str, list[str | None]]:
    data: Any = import_module("reportlab.pdfbase._fontdata")
    return data.encodings


@lru_cache(maxsize=4096)
def _mac_codes(name: str) -> tuple[int, ...]:
    return tuple(code for code, each in enumerate(_codings()["MacRomanEncoding"]) if each == name)
