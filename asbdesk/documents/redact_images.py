"""Pictures inside a PDF: the pixels under a box are overwritten in the picture itself."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import ImageDraw

from asbdesk.documents.redact_fonts import Uncertain
from asbdesk.documents.redact_shapes import Area, Matrix, Point, around, back, corners, meet, placed

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 120_000_000
_QUALITY = 95
_MODES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


def blanked(pdf: pikepdf.Pdf, image: Any, matrix: Matrix, boxes: Sequence[Area]) -> Any:
    """A copy of a picture (an image XObject that ``matrix`` puts on the page) without what is under the boxes.

    Raises :class:`Uncertain` for a kind of picture that is not taken apart here.
    """
    _check(image)
    picture = _decoded(pikepdf.PdfImage(image))
    colours = image.get("/ColorSpace")
    indexed = isinstance(colours, pikepdf.Array) and str(colours[0]) == "/Indexed"
    made = _stream(pdf, _painted(picture, matrix, boxes, 0), lossy=_is_jpeg(image))
    if colours is not None and not indexed and picture.mode == _mode_of(colours):
        made.ColorSpace = colours
    mask = image.get("/SMask")
    if mask is not None:
        _check(mask)
        if "/Matte" in mask:
            raise Uncertain("a picture with a shaded edge")
        made.SMask = _stream(pdf, _painted(_decoded(pikepdf.PdfImage(mask)), matrix, boxes, 255), lossy=False)
    return made


def blanked_inline(pdf: pikepdf.Pdf, image: Any, matrix: Matrix, boxes: Sequence[Area]) -> Any:
    """The same for a picture that stands in the page's own drawing; it becomes an image XObject."""
    if image.image_mask:
        raise Uncertain("a stencil")
    return _stream(pdf, _painted(_decoded(image), matrix, boxes, 0), lossy=False)


def met(matrix: Matrix, boxes: Sequence[Area]) -> bool:
    """Does a picture that ``matrix`` puts on the page reach under a box?"""
    shape = placed(matrix, corners((0, 0, 1, 1)))
    across, up = [x for x, _ in shape], [y for _, y in shape]
    return any(meet((min(across), min(up), max(across), max(up)), box) for box in boxes)


def _check(image: Any) -> None:
    if bool(image.get("/ImageMask", False)):
        raise Uncertain("a stencil")
    if "/Mask" in image:
        raise Uncertain("a picture with a stencil")
    if "/Decode" in image and [float(n) for n in image.Decode] != [0.0, 1.0] * (len(image.Decode) // 2):
        raise Uncertain("a picture with turned colours")
    if int(image.get("/BitsPerComponent", 8)) > 8:
        raise Uncertain("a picture of very fine colours")
    if int(image.Width) * int(image.Height) > MOST_PIXELS:
        raise Uncertain("a very large picture")


def _decoded(image: Any) -> Picture:
    try:
        picture: Picture = image.as_pil_image()
        picture.load()
    except Exception as error:  # whatever a decoder does not know
        raise Uncertain("a picture in a coding that is not known here") from error
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.mode in ("P", "RGB"):
        return picture.convert("RGB")
    raise Uncertain("a picture in printers’ colours")


def _painted(picture: Picture, matrix: Matrix, boxes: Sequence[Area], value: int) -> Picture:
    """Whole pixels, also those that a box only touches."""
    way = back(matrix)
    if way is None:
        raise Uncertain("a picture that is pressed flat")
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    colour = value if picture.mode == "L" else (value,) * 3
    upright = way[1] == way[2] == 0 or way[0] == way[3] == 0
    for box in boxes:
        points: list[Point] = [(x * wide, (1 - y) * high) for x, y in placed(way, corners(box))]
        left, top, right, bottom = around(points)
        if upright:
            dots = (int(left // 1), int(top // 1), int(-(-right // 1)) - 1, int(-(-bottom // 1)) - 1)
            draw.rectangle((dots[0], dots[1], max(dots[0], dots[2]), max(dots[1], dots[3])), fill=colour)
        else:
            draw.polygon(points, fill=colour, outline=colour, width=3)
    return picture


def grain(matrix: Matrix, wide: int, high: int) -> float:
    """How large a dot of a picture is on the page, in points."""
    a, b, c, d, _, _ = matrix
    return max((a * a + b * b) ** 0.5 / max(1, wide), (c * c + d * d) ** 0.5 / max(1, high))


def _is_jpeg(image: Any) -> bool:
    filters = image.get("/Filter")
    last = filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    return str(last) in ("/DCTDecode", "/JPXDecode")


def _mode_of(colours: Any) -> str:
    name = str(colours) if isinstance(colours, pikepdf.Name) else str(colours[0])
    if name == "/ICCBased":
        return {1: "L", 3: "RGB"}.get(int(colours[1].get("/N", 0)), "")
    return {"/DeviceGray": "L", "/CalGray": "L", "/DeviceRGB": "RGB", "/CalRGB": "RGB"}.get(name, "")


def _stream(pdf: pikepdf.Pdf, picture: Picture, *, lossy: bool) -> Any:
    if lossy:
        out = BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        made = pikepdf.Stream(pdf, out.getvalue(), Filter=pikepdf.Name.DCTDecode)
    else:
        made = pikepdf.Stream(pdf, zlib.compress(picture.tobytes(), 6), Filter=pikepdf.Name.FlateDecode)
    made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    made.Width, made.Height = picture.size
    made.BitsPerComponent, made.ColorSpace = 8, pikepdf.Name(_MODES[picture.mode])
    return made


def picture_stream(pdf: pikepdf.Pdf, picture: Picture) -> Any:
    """A page's picture: grey or coloured, without loss where that is small enough."""
    return _stream(pdf, picture if picture.mode in _MODES else picture.convert("RGB"), lossy=False)
