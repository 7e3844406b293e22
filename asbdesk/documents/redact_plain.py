"""A PDF's parts with what a page needs to be drawn and read in order, and nothing else.

A format that lets every part carry whatever a program likes to note in it is not made safe by a list of what is known
to be dangerous: here stands what may stay. Texts stay only where drawing needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

ALTERNATIVE = "Picture"
"""The words of every picture's alternative text in a redacted copy."""
TYPES = frozenset(
    """Annot Art Artifact Aside BibEntry BlockQuote Caption Clip Code Div Document DocumentFragment Em FENote Figure
    Form Formula H H1 H2 H3 H4 H5 H6 Index L LBody LI Lbl Link NonStruct Note OC P Part Private Quote RB RP RT
    Reference ReversedChars Ruby Sect Span Strong Sub TBody TD TFoot TH THead TOC TOCI TR Table Title Tx WP WT
    Warichu""".split()  # noqa: SIM905
)
"""What a part of a text may be called (ISO 32000-1, 14.8.4, and 32000-2). Other names are a writer's own."""
LISTS = frozenset(
    f"/{key}"
    for key in "CharProcs ColorSpace ExtGState Font Pattern Properties Shading XObject".split()  # noqa: SIM905
)
"""Lists of parts under names that the drawing uses; /Font and the like also stand for one part."""
_KNOWN = frozenset(
    f"/{key}"
    for key in """
    Type Subtype S Pages Lang MarkInfo Marked StructTreeRoot Version OCProperties Kids Count Parent Resources MediaBox
    CropBox Rotate Contents UserUnit StructParents StructParent Tabs Group
    Font XObject ExtGState ColorSpace Pattern Properties Shading
    Length Filter DecodeParms Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows
    EndOfBlock BlackIs1 DamagedRowsBeforeError JBIG2Globals ColorTransform
    Width Height Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte FormType BBox Matrix CS I OC OCGs P VE
    LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 FL SM SA BM CA ca AIS TK G BC
    PatternType PaintType TilingType XStep YStep ShadingType Background AntiAlias Function Domain Coords Extend
    BitsPerCoordinate BitsPerFlag VerticesPerRow FunctionType Range Size BitsPerSample Order Encode C0 C1 N Functions
    Bounds WhitePoint BlackPoint Gamma Alternate
    BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts CIDSystemInfo DW W DW2 W2
    CIDToGIDMap FontBBox FontMatrix CharProcs BaseEncoding Differences CMapName WMode UseCMap Registry Ordering
    Supplement FontName FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH
    AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CIDSet Length1 Length2 Length3
    Pg A MCID Stm Alt ParentTree ParentTreeNextKey Nums Limits O Placement WritingMode SpaceBefore SpaceAfter
    StartIndent EndIndent TextIndent TextAlign BlockAlign InlineAlign ListNumbering RowSpan ColSpan Scope
    """.split()  # noqa: SIM905
)
_TEXTS = {
    "/Registry": frozenset({"Adobe"}),
    "/Ordering": frozenset({"Identity", "Japan1", "Korea1", "GB1", "CNS1", "KR"}),
}
_COMPONENTS = {
    "/DeviceGray": 1,
    "/CalGray": 1,
    "/Separation": 1,
    "/DeviceRGB": 3,
    "/CalRGB": 3,
    "/Lab": 3,
    "/DeviceCMYK": 4,
}
_DEVICES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-(Latn|Cyrl|Arab|Hans|Hant|Guru|Deva|Beng))?(-([A-Z]{2}|\d{3}))?", re.IGNORECASE)
_COLOURS = frozenset({"/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"})


def plain(pdf: pikepdf.Pdf) -> None:
    """Take from every part of a file what no page needs. The list of layers is left as it is: pages that use it are
    made pictures of what they show."""
    for key in set(pdf.trailer.keys()) - {"/Root", "/Size", "/ID"}:
        del pdf.trailer[key]
    seen = set[tuple[int, int]]()
    waiting: list[tuple[Any, bool]] = [(pdf.Root, False)]
    while waiting:
        held, listed = waiting.pop()
        if held.is_indirect:
            if held.objgen in seen:
                continue
            seen.add(held.objgen)
        waiting += _of_array(held) if isinstance(held, pikepdf.Array) else _of_dictionary(held, listed=listed)


def _of_array(held: Any) -> Iterator[tuple[Any, bool]]:
    """What an array holds further; colours of a writer's own naming are given a plain name. A profile of colours can
    hold anything: its colours become the device's own."""
    kind = str(held[0]) if len(held) and isinstance(held[0], pikepdf.Name) else ""
    if kind == "/Separation" and str(held[1]) not in _COLOURS:
        held[1] = pikepdf.Name("/Ink")
    elif kind == "/DeviceN":
        held[1] = pikepdf.Array([
            name if str(name) in _COLOURS else pikepdf.Name(f"/Ink{number}") for number, name in enumerate(held[1])
        ])  # fmt: skip
        del held[4:]
    elif kind == "/ICCBased":
        held[0] = pikepdf.Name(_DEVICES.get(int(held[1].get("/N", 3)), "/DeviceRGB"))
        del held[1:]
    elif kind == "/Indexed":
        _cut_palette(held)
    else:
        for place in reversed(range(len(held))):
            if isinstance(held[place], pikepdf.String):
                del held[place]
    for each in held:
        if isinstance(each, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
            yield each, False


def _cut_palette(space: Any) -> None:
    """A list of colours with so many of them as there are."""
    base = space[1]
    name = str(base[0]) if isinstance(base, pikepdf.Array) else str(base)
    size = (int(space[2]) + 1) * _COMPONENTS.get(name, 0)
    if name == "/ICCBased":
        size = (int(space[2]) + 1) * int(base[1].get("/N", 3))
    if isinstance(space[3], pikepdf.String) and size:
        space[3] = pikepdf.String(bytes(space[3])[:size])
    elif isinstance(space[3], pikepdf.Stream) and size:
        space[3].write(bytes(space[3].read_bytes())[:size])


def _of_dictionary(held: Any, *, listed: bool) -> Iterator[tuple[Any, bool]]:
    for key in list(held.keys()):
        value = held[key]
        if not listed and (key not in _KNOWN or not _may_stay(key, value)):
            del held[key]
        elif key == "/OCProperties" and not listed:
            continue
        elif isinstance(value, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
            yield value, not listed and key in LISTS and _is_list(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not {"/Type", "/ShadingType"} & set(value.keys())


def _may_stay(key: str, value: Any) -> bool:
    if not isinstance(value, pikepdf.String):
        return True
    if key == "/Lang":
        return bool(_LANGUAGE.fullmatch(str(value)))
    return str(value) in _TEXTS.get(key, ()) or (key == "/Alt" and str(value) == ALTERNATIVE)
