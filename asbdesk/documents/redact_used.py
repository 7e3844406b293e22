"""Which letters of which font the pages of a PDF draw, in the order in which each is drawn first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Part = tuple[int, int]
"""The number of an object in its file."""
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_WIDE = frozenset({"/Identity-H", "/Identity-V"})
_DEEPEST = 20


@dataclass
class Letters:
    """``drawn``: the codes of each font in order; ``unsure``: fonts whose strings cannot be told apart. ``codes``: what
    becomes of a font's codes; the drawings are written anew."""

    drawn: dict[Part, dict[int, None]] = field(default_factory=dict[Part, dict[int, None]])
    unsure: set[Part] = field(default_factory=set[Part])
    codes: Mapping[Part, Mapping[int, int]] = field(default_factory=dict[Part, Mapping[int, int]])
    _seen: set[Part] = field(default_factory=set[Part])

    def of(self, pdf: pikepdf.Pdf, stream: Any, resources: Any, font: Any = None, depth: int = 0) -> None:
        """What one drawing draws, and what is drawn in it."""
        if depth > _DEEPEST:
            return
        kept: list[Any] = []
        deeds: dict[str, Callable[[list[Any]], None]] = {
            "Do": lambda operands: self._part(pdf, _held(resources, "/XObject", operands[0]), resources, font, depth),
            "gs": lambda operands: self._state(pdf, _held(resources, "/ExtGState", operands[0]), resources, depth),
            "scn": lambda operands: self._pattern(pdf, operands, resources, depth),
            "SCN": lambda operands: self._pattern(pdf, operands, resources, depth),
        }
        made: list[Any] = []
        for instruction in pikepdf.parse_content_stream(stream):
            operator, operands = str(instruction.operator), list(instruction.operands)
            made.append(instruction)
            if operator == "q":
                kept.append(font)
            elif operator == "Q" and kept:
                font = kept.pop()
            elif operator == "Tf":
                font = self._font(pdf, resources, str(operands[0]), depth)
            elif operator in _SHOWS and font is not None:
                self._show(font, operands[-1])
                if font.objgen in self.codes:
                    made[-1] = ([*operands[:-1], self._coded(font, operands[-1])], instruction.operator)
            elif operator in deeds:
                deeds[operator](operands)
        if self.codes:
            _rewrite(pdf, stream, pikepdf.unparse_content_stream(made))

    def _font(self, pdf: pikepdf.Pdf, resources: Any, name: str, depth: int) -> Any:
        held = resources.get("/Font", pikepdf.Dictionary())
        font = held.get(name)
        if font is None:
            return None
        if not font.is_indirect:
            font = held[name] = pdf.make_indirect(font)
        glyphs = font.get("/CharProcs")
        if isinstance(glyphs, pikepdf.Dictionary) and font.objgen not in self._seen:
            self._seen.add(font.objgen)
            for glyph in glyphs.values():
                self.of(pdf, glyph, font.get("/Resources", resources), None, depth + 1)
        return font

    def _show(self, font: Any, held: Any) -> None:
        drawn = self.drawn.setdefault(font.objgen, {})
        wide = str(font.get("/Subtype", "")) == "/Type0"
        if wide and str(font.get("/Encoding", "")) not in _WIDE:
            self.unsure.add(font.objgen)
        for each in held if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(each, pikepdf.String):
                raw = bytes(each)
                step = 2 if wide else 1
                drawn.update(dict.fromkeys(int.from_bytes(raw[at : at + step]) for at in range(0, len(raw), step)))

    def _coded(self, font: Any, held: Any) -> Any:
        if isinstance(held, pikepdf.Array):
            return pikepdf.Array([self._coded(font, each) for each in held])
        if not isinstance(held, pikepdf.String):
            return held
        raw, step, codes = bytes(held), 2 if "/DescendantFonts" in font else 1, self.codes[font.objgen]
        numbers = (int.from_bytes(raw[at : at + step]) for at in range(0, len(raw), step))
        return pikepdf.String(b"".join(codes.get(number, number).to_bytes(step) for number in numbers))

    def _part(self, pdf: pikepdf.Pdf, part: Any, resources: Any, font: Any, depth: int) -> None:
        if not isinstance(part, pikepdf.Stream) or str(part.get("/Subtype", "")) == "/Image":
            return
        own = part.get("/Resources")
        if self.codes and (own is None or font is not None) and b"T" in part.read_bytes():
            raise ValueError("a form whose letters depend on where it is drawn")
        if own is not None and font is None:
            if part.objgen in self._seen:
                return
            self._seen.add(part.objgen)
        self.of(pdf, part, resources if own is None else own, font, depth + 1)

    def _state(self, pdf: pikepdf.Pdf, state: Any, resources: Any, depth: int) -> None:
        if state is None:
            return
        held, mask = state.get("/Font"), state.get("/SMask")
        if isinstance(held, pikepdf.Array) and len(held) and held[0].is_indirect:
            self.unsure.add(held[0].objgen)
        if isinstance(mask, pikepdf.Dictionary):
            self._part(pdf, mask.get("/G"), resources, None, depth)

    def _pattern(self, pdf: pikepdf.Pdf, operands: list[Any], resources: Any, depth: int) -> None:
        if operands and isinstance(operands[-1], pikepdf.Name):
            self._part(pdf, _held(resources, "/Pattern", operands[-1]), resources, None, depth)


def letters(pdf: pikepdf.Pdf) -> Letters:
    """What all pages draw, but for those that cannot be read."""
    found = Letters()
    for page in pdf.pages:
        with suppress(pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            found.of(pdf, page, page.obj.get("/Resources", pikepdf.Dictionary()))
    return found


def recode(pdf: pikepdf.Pdf, codes: Mapping[Part, Mapping[int, int]]) -> None:
    """Write other codes for the letters of fonts. Raises ``ValueError`` where a form shows letters in the font of
    whoever draws it."""
    found = Letters(codes=codes)
    for page in pdf.pages:
        found.of(pdf, page, page.obj.get("/Resources", pikepdf.Dictionary()))


def _rewrite(pdf: pikepdf.Pdf, stream: Any, content: bytes) -> None:
    if isinstance(stream, pikepdf.Page):
        stream.obj.Contents = pdf.make_stream(content)
    else:
        stream.write(content)


def pages_with(pdf: pikepdf.Pdf, parts: set[Part]) -> set[int]:
    """The pages that need any of these parts."""
    return {number for number, page in enumerate(pdf.pages) if parts and _needs(page.obj, parts)}


def _needs(page: Any, parts: set[Part]) -> bool:
    waiting, seen = [page.get("/Resources"), page.get("/Contents")], set[Part]()
    while waiting:
        held = waiting.pop()
        if not isinstance(held, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if held.is_indirect:
            if held.objgen in parts:
                return True
            if held.objgen in seen:
                continue
            seen.add(held.objgen)
        waiting += list(held) if isinstance(held, pikepdf.Array) else [held[key] for key in held.keys()]  # noqa: SIM118
    return False


def _held(resources: Any, kind: str, name: Any) -> Any:
    return resources.get(kind, pikepdf.Dictionary()).get(str(name))
