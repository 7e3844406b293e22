"""The drawing of a PDF's page without what is under boxes: letters taken out one by one, pictures overwritten.

What stays keeps its place to the hair: a stretch of letters that goes leaves one gap of its whole width. Whatever
cannot be told apart with certainty raises :class:`Uncertain`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from asbdesk.documents import redact_images
from asbdesk.documents.redact_fonts import Reader, Uncertain, reader_of
from asbdesk.documents.redact_shapes import (
    SAME,
    Area,
    Matrix,
    Point,
    around,
    beyond,
    common,
    corners,
    covered,
    joined,
    meet,
    placed,
    within,
)

_HIGH, _LOW = 0.80, -0.22
"""How far letters reach above and below their line, in ems."""
_DEEPEST = 20
_LITTLE = 1.0
"""A picture that reaches beyond what is seen by so little, in points, hides nothing there."""
_FEW = 8
"""A shape of so few straight lines is a rule or a frame, and says nothing; one of more might be a letter drawn."""
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_SPEAKING = ("/ActualText", "/Alt", "/E", "/T", "/Contents")


@dataclass(frozen=True, slots=True)
class _Look:
    """What q keeps and Q brings back."""

    ctm: Matrix = SAME
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    font: str = ""
    size: float = 0.0
    mode: int = 0
    rise: float = 0.0
    sight: Area | None = None
    """What clipping leaves to be seen; None where nothing has been clipped yet."""


@dataclass
class Walk:
    """One content stream: a page's, or that of a form which it draws. ``boxes``, and ``seen``, what is seen of the
    page, are in the page's own space."""

    pdf: pikepdf.Pdf
    boxes: Sequence[Area]
    seen: Area
    resources: Any
    look: _Look = field(default_factory=_Look)
    depth: int = 0
    changed: bool = False
    grain: float = 0.0
    """The largest dot of a picture that was overwritten, in points: so far does black reach beyond a box."""
    unseen: list[Area] = field(default_factory=list[Area])
    """Where letters stood that went because clipping hides them."""
    out: list[Any] = field(default_factory=list[Any])
    _kept: list[_Look] = field(default_factory=list[_Look])
    _fonts: dict[str, Reader] = field(default_factory=dict[str, Reader])
    _line: Matrix = SAME
    _text: Matrix = SAME
    _path: list[Any] = field(default_factory=list[Any])
    _points: list[Point] = field(default_factory=list[Point])
    _strokes: int = 0
    _curved: bool = False
    _clips: bool = False

    def run(self, stream: Any) -> bytes:
        """The stream's new bytes."""
        for instruction in pikepdf.parse_content_stream(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._inline(instruction)
                continue
            operator, operands = str(instruction.operator), list(instruction.operands)
            deed = _DEEDS.get(operator)
            if deed is None or not deed(self, operator, operands):
                self._put(operator, operands)
        self.out += self._path
        self.out += [([], pikepdf.Operator("Q"))] * len(self._kept)
        return pikepdf.unparse_content_stream(self.out)

    def _put(self, operator: str, operands: Sequence[Any]) -> None:
        self.out.append((operands, pikepdf.Operator(operator)))

    # what is kept and brought back

    def save(self, _operator: str, _operands: list[Any]) -> bool:
        self._kept.append(self.look)
        return False

    def restore(self, _operator: str, _operands: list[Any]) -> bool:
        if not self._kept:
            return True  # one too many: left out
        self.look = self._kept.pop()
        return False

    def concat(self, _operator: str, operands: list[Any]) -> bool:
        self.look = replace(self.look, ctm=joined(_matrix(operands), self.look.ctm))
        return False

    def outlook(self, _operator: str, operands: list[Any]) -> bool:
        """``gs``: a font in it, or a mask that is drawn."""
        found = _found(self.resources, "/ExtGState", operands[0])
        if found is not None and ("/Font" in found or isinstance(found.get("/SMask"), pikepdf.Dictionary)):
            raise Uncertain("a mask that is drawn")
        return False

    # letters

    def begin(self, _operator: str, _operands: list[Any]) -> bool:
        self._line = self._text = SAME
        return False

    def style(self, operator: str, operands: list[Any]) -> bool:
        name = {"Tc": "letter_space", "Tw": "word_space", "TL": "leading", "Ts": "rise"}.get(operator)
        if operator == "Tf":
            self.look = replace(self.look, font=str(operands[0]), size=float(operands[1]))
        elif operator == "Tz":
            self.look = replace(self.look, stretch=float(operands[0]) / 100)
        elif operator == "Tr":
            self.look = replace(self.look, mode=int(operands[0]))
        elif name:
            self.look = replace(self.look, **{name: float(operands[0])})
        return False

    def move(self, operator: str, operands: list[Any]) -> bool:
        if operator == "Tm":
            self._line = self._text = _matrix(operands)
            return False
        if operator == "T*":
            across, up = 0.0, -self.look.leading
        else:
            across, up = float(operands[0]), float(operands[1])
        if operator == "TD":
            self.look = replace(self.look, leading=-up)
        self._line = self._text = joined((1, 0, 0, 1, across, up), self._line)
        return False

    def show(self, operator: str, operands: list[Any]) -> bool:
        """Tj, TJ, ' and ": the letters under a box go, the rest keeps its place."""
        if operator == '"':
            self.look = replace(self.look, word_space=float(operands[0]), letter_space=float(operands[1]))
        if operator in ("'", '"'):
            self.move("T*", [])
        pieces = list(operands[0]) if operator == "TJ" else [operands[-1]]
        kept = self._shown(pieces)
        if kept is None:
            return False
        self.changed = True
        if self.look.mode >= 4:
            raise Uncertain("letters that something else shines through")
        if operator == '"':
            self._put("Tw", operands[:1])
            self._put("Tc", operands[1:2])
        if operator in ("'", '"'):
            self._put("T*", [])
        self._put("TJ", [pikepdf.Array(kept)])
        return True

    def _shown(self, pieces: Sequence[Any]) -> list[Any] | None:
        """The pieces of a TJ that stay, or None where all do."""
        look, made, gone = self.look, _Pieces(), False
        reader = self._reader() if any(isinstance(each, pikepdf.String) for each in pieces) else None
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                made.gap(float(piece))
                self._advance(-float(piece) / 1000 * look.size * look.stretch)
                continue
            for code in reader(bytes(piece)) if reader else ():
                spaced = look.letter_space + (look.word_space if code.space else 0.0)
                if self._hidden(code.width):
                    if not look.size:
                        raise Uncertain("letters without a size")
                    gone = True
                    made.gap(-(code.width + spaced / look.size) * 1000)
                else:
                    made.letters(code.raw)
                self._advance((code.width * look.size + spaced) * look.stretch)
        return made.finished() if gone else None

    def _hidden(self, width: float) -> bool:
        look = self.look
        matrix = joined((look.size * look.stretch, 0, 0, look.size, 0, look.rise), joined(self._text, look.ctm))
        shape = placed(matrix, [(0, _LOW), (width, _LOW), (width, _HIGH), (0, _HIGH)])
        place = around(shape)
        if covered(shape, self.boxes) or not meet(place, self.seen):
            return True
        clipped = look.sight is not None and not meet(place, look.sight)
        if clipped:
            self.unseen.append(place)
        return clipped

    def _advance(self, across: float) -> None:
        self._text = joined((1, 0, 0, 1, across, 0), self._text)

    def _reader(self) -> Reader:
        name = self.look.font
        if name not in self._fonts:
            font = _found(self.resources, "/Font", name)
            if font is None:
                raise Uncertain("text in a font that is not there")
            self._fonts[name] = reader_of(font)
        return self._fonts[name]

    # shapes

    def draw(self, operator: str, operands: list[Any]) -> bool:
        """m l c v y h re: kept back until it is known what becomes of the shape."""
        numbers = [float(each) for each in operands]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if operator == "re":
            (x, y), (wide, high) = points
            points = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
        self._points += placed(self.look.ctm, points)
        self._strokes += 4 if operator == "re" else operator != "m"
        self._curved = self._curved or operator in ("c", "v", "y")
        self._path.append((operands, pikepdf.Operator(operator)))
        return True

    def clip(self, operator: str, operands: list[Any]) -> bool:
        self._clips = True
        self._path.append((operands, pikepdf.Operator(operator)))
        return True

    def paint(self, operator: str, operands: list[Any]) -> bool:
        shape = around(self._points) if self._points else None
        drops = operator != "n" and shape is not None and self._judged(shape)
        if not drops or self._clips:
            self.out += self._path
            self._put("n" if drops else operator, operands)
        self.changed = self.changed or drops
        if self._clips and shape is not None:
            self.look = replace(self.look, sight=common(shape, self.look.sight))
        self._path, self._points, self._strokes = [], [], 0
        self._curved = self._clips = False
        return True

    def _judged(self, shape: Area) -> bool:
        """Whether the shape goes, as a whole under a box."""
        if not any(meet(shape, box) for box in self.boxes):
            return False
        if any(within(shape, box) for box in self.boxes):
            return True
        if self._curved or self._strokes > _FEW:
            raise Uncertain("a drawing that reaches under a box")
        return False

    def pattern(self, _operator: str, operands: list[Any]) -> bool:
        if operands and isinstance(operands[-1], pikepdf.Name):
            found = _found(self.resources, "/Pattern", operands[-1])
            if found is not None and int(found.get("/PatternType", 1)) == 1:
                raise Uncertain("a pattern")
        return False

    def shade(self, _operator: str, operands: list[Any]) -> bool:
        found = _found(self.resources, "/Shading", operands[0])
        if found is None or int(found.get("/ShadingType", 1)) not in (2, 3):
            raise Uncertain("a shading")
        return False

    # what is named

    def mark(self, operator: str, operands: list[Any]) -> bool:
        """BDC and DP: words that a screen reader reads instead of the letters go; a layer cannot be told apart."""
        if str(operands[0]) == "/OC":
            raise Uncertain("layers that can be switched off")
        if operator == "DP":
            self.changed = True
            return True
        held = operands[1]
        if isinstance(held, pikepdf.Name):
            held = _found(self.resources, "/Properties", held)
        if not isinstance(held, pikepdf.Dictionary):
            return False
        plain = {key: value for key, value in held.items() if key in ("/MCID", "/Type", "/Subtype", "/Attached")}
        self._put(operator, [operands[0], pikepdf.Dictionary(plain)])
        self.changed = self.changed or any(word in held for word in _SPEAKING)
        return True

    def do(self, _operator: str, operands: list[Any]) -> bool:
        """A picture or a form that the stream draws."""
        found = _found(self.resources, "/XObject", operands[0])
        if found is None:
            return True
        if "/OC" in found:
            raise Uncertain("layers that can be switched off")
        kind = str(found.get("/Subtype", ""))
        made = None
        if kind == "/Image":
            made = self._picture(found)
        elif kind == "/Form":
            made = self._form(found)
        elif kind != "/Image":
            raise Uncertain("a part of an unknown kind")
        if made is None:
            return False
        self.changed = True
        self._put("Do", [self._named(made)])
        return True

    def _picture(self, found: Any) -> Any:
        """A new picture without what is under a box, or beyond all that is seen; None where all of it stays."""
        ctm, boxes = self.look.ctm, list(self.boxes)
        grain = redact_images.grain(ctm, int(found.Width), int(found.Height))
        hides = redact_images.met(ctm, boxes)
        outer = around(placed(ctm, corners((0, 0, 1, 1))))
        boxes += beyond(outer, common(self.seen, self.look.sight), max(_LITTLE, grain))
        if not redact_images.met(ctm, boxes):
            return None
        if hides:
            self._grown(grain)
        return redact_images.blanked(self.pdf, found, ctm, boxes)

    def _form(self, form: Any) -> Any:
        """A new form where something of it goes; None where all of it stays."""
        if self.depth >= _DEEPEST:
            raise Uncertain("forms in forms without end")
        matrix = joined(_matrix(list(form.get("/Matrix", SAME))), self.look.ctm)
        held = form.get("/Resources")
        resources = _own_resources(held if held is not None else self.resources)
        seen = common(_shown_of(form, matrix), self.look.sight)
        look = replace(self.look, ctm=matrix, sight=seen)
        inner = Walk(self.pdf, self.boxes, self.seen, resources, look, self.depth + 1, unseen=self.unseen)
        inner._fonts = {} if held is not None else self._fonts
        content = inner.run(form)
        if not inner.changed:
            return None
        self._grown(inner.grain)
        made = pikepdf.Stream(self.pdf, content)
        for key in ("/Type", "/Subtype", "/BBox", "/Matrix", "/Group", "/StructParent", "/StructParents"):
            if key in form:
                made[key] = form[key]
        made.Resources = resources
        return made

    def _inline(self, instruction: Any) -> None:
        if not redact_images.met(self.look.ctm, self.boxes):
            self.out.append(instruction)
            return
        self.changed = True
        made = redact_images.blanked_inline(self.pdf, instruction.iimage, self.look.ctm, self.boxes)
        self._grown(redact_images.grain(self.look.ctm, int(made.Width), int(made.Height)))
        self._put("Do", [self._named(made)])

    def _grown(self, grain: float) -> None:
        self.grain = max(self.grain, grain)

    def _named(self, made: Any) -> pikepdf.Name:
        held = self.resources.get("/XObject")
        if held is None:
            held = self.resources.XObject = pikepdf.Dictionary()
        number = 1
        while f"/Redacted{number}" in held:
            number += 1
        held[f"/Redacted{number}"] = self.pdf.make_indirect(made)
        return pikepdf.Name(f"/Redacted{number}")


class _Pieces:
    """A TJ in the making: neighbouring letters in one string, neighbouring gaps in one number."""

    def __init__(self) -> None:
        self._made: list[Any] = []

    def letters(self, raw: bytes) -> None:
        if self._made and isinstance(self._made[-1], bytes):
            self._made[-1] += raw
        else:
            self._made.append(raw)

    def gap(self, number: float) -> None:
        if self._made and isinstance(self._made[-1], float):
            self._made[-1] += number
        else:
            self._made.append(number)

    def finished(self) -> list[Any]:
        return [pikepdf.String(each) if isinstance(each, bytes) else round(each, 3) for each in self._made]


def redact_page(
    pdf: pikepdf.Pdf, page: pikepdf.Page, boxes: Sequence[Area], seen: Area, *, tagged: bool
) -> tuple[float, list[Area]]:
    """Take what is under the boxes out of a page, and letters that lie beyond what is seen of it, and paint the boxes
    black. Raises :class:`Uncertain`.

    Answers how far black may reach beyond a box, in points (a picture loses whole dots), and where letters stood that
    clipping hid: those are gone as well.
    """
    resources = _own_resources(_inherited(page.obj, "/Resources"))
    walk = Walk(pdf, boxes, seen, resources)
    content = walk.run(page)
    page.obj.Resources = resources
    page.obj.Contents = pdf.make_stream(b"q\n" + content + b"\nQ\n" + black(boxes, tagged=tagged))
    return walk.grain, walk.unseen


def black(boxes: Sequence[Area], *, tagged: bool = False) -> bytes:
    """The boxes as a page draws them."""
    lines = [f"{x:.3f} {y:.3f} {z - x:.3f} {w - y:.3f} re" for x, y, z, w in boxes]
    drawn = "\n".join(["q", "0 0 0 rg", *lines, "f", "Q"])
    return (f"/Artifact BMC\n{drawn}\nEMC\n" if tagged else f"{drawn}\n").encode()


def _matrix(numbers: Sequence[Any]) -> Matrix:
    if len(numbers) != 6:
        raise Uncertain("a place that is not one")
    a, b, c, d, e, f = (float(each) for each in numbers)
    return a, b, c, d, e, f


def _shown_of(form: Any, matrix: Matrix) -> Area | None:
    """What of a form can be seen at all: its own frame."""
    frame = form.get("/BBox")
    if not isinstance(frame, pikepdf.Array) or len(frame) != 4:
        return None
    x, y, z, w = (float(each) for each in frame)
    return around(placed(matrix, corners((min(x, z), min(y, w), max(x, z), max(y, w)))))


def _found(resources: Any, kind: str, name: Any) -> Any:
    held = resources.get(kind)
    return held.get(str(name)) if held is not None else None


def _inherited(node: Any, key: str) -> Any:
    while node is not None:
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return pikepdf.Dictionary()


def _own_resources(shared: Any) -> Any:
    """A copy whose list of parts may change: other pages may share the original."""
    made = pikepdf.Dictionary(dict(shared.items()))
    if "/XObject" in made:
        made.XObject = pikepdf.Dictionary(dict(made.XObject.items()))
    return made


_Deed = Callable[[Walk, str, list[Any]], bool]
_DEEDS: dict[str, _Deed] = {
    "q": Walk.save, "Q": Walk.restore, "cm": Walk.concat, "gs": Walk.outlook, "BT": Walk.begin,
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts"), Walk.style),
    **dict.fromkeys(("Td", "TD", "Tm", "T*"), Walk.move),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), Walk.show),
    **dict.fromkeys(("m", "l", "c", "v", "y", "h", "re"), Walk.draw),
    **dict.fromkeys(("W", "W*"), Walk.clip),
    **dict.fromkeys(_PAINTS, Walk.paint),
    **dict.fromkeys(("scn", "SCN"), Walk.pattern),
    "sh": Walk.shade, "BDC": Walk.mark, "DP": Walk.mark, "Do": Walk.do,
}  # fmt: skip
