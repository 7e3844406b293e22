"""What goes into a bundle, made ready: pages of A4 without anything that acts, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

from asbdesk.documents import redact_picture
from asbdesk.documents.opened import opened
from asbdesk.domain import media
from asbdesk.domain.exhibits import size_words
from asbdesk.errors import AsbdeskError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

A4 = (595.276, 841.89)
MOST_PAGES = 1500
LARGEST = 200 * 1024 * 1024
"""A larger file, or one of more pages, is listed and not bound in."""
_MARGIN, _FOOT = 34.0, 60.0
_NEARLY = 0.03
_DOTS = 300 / 72
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a page of a file went on its page of the bundle: so many times larger, so far from the left and the top
    (points, as shown). A picture's own page has dots for its units."""

    source: int
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0


class Holds(Enum):
    """What a page without tags holds. ``PLAIN``: a picture, and nothing that could break a rule of PDF/UA."""

    WORDS = "words"
    PICTURE = "picture"
    PLAIN = "plain"


@dataclass
class Source:
    """Pages ready to be bound in; ``why`` says in words why there are none. Close it after the bundle is saved.

    ``tagged``: its structure is sound and is joined. Where it is not, ``holds`` says what each page holds. ``meets``:
    it is known to hold to PDF/UA."""

    pdf: pikepdf.Pdf | None = None
    why: str = ""
    placements: list[Placement] = field(default_factory=list[Placement])
    tagged: bool = False
    meets: bool = True
    holds: list[Holds] = field(default_factory=list[Holds])

    @property
    def count(self) -> int:
        """How many pages it has."""
        return len(self.placements)

    def close(self) -> None:
        """Let go of it."""
        if self.pdf is not None:
            self.pdf.close()


def source(content: bytes, media_type: str) -> Source:
    """A file made ready. Nothing that a file holds is fatal."""
    family = media.family(media_type)
    if len(content) > LARGEST:
        return Source(why=too_large(len(content)))
    try:
        if family == "pdf":
            return _pages(content)
        if family == "image":
            return _pictures(content)
    except AsbdeskError as error:
        return Source(why=error.message)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        return Source(why="The file is damaged: its pages could not be read.")
    return Source(why=no_pages(media_type))


def no_pages(media_type: str) -> str:
    """Why a file has no pages in the bundle."""
    kind = {"sound": "a sound recording", "video": "a video recording"}.get(media.family(media_type), "no document")
    return f"This is {kind}, handed over as a file. Its seal above shows that a copy is the same."


def too_large(size: int) -> str:
    """Why a very large file is not bound in."""
    return f"The file is too large to be bound in ({size_words(size)}); it is handed over as a file."


def _pages(content: bytes) -> Source:
    try:
        pdf = opened(content)
    except pikepdf.PasswordError:
        return Source(why="The file is locked with a password and could not be bound in.")
    if not len(pdf.pages):
        return Source(why="The file has no pages.")
    if len(pdf.pages) > MOST_PAGES:
        return Source(why=f"The file has {len(pdf.pages):,} pages and is handed over as a file.")
    if any("/Annots" in page.obj for page in pdf.pages):
        _settle(pdf)
    placements = [_fitted(pdf, number) for number in range(len(pdf.pages))]
    return Source(pdf, "", placements)


def _settle(pdf: pikepdf.Pdf) -> None:
    """What is filled in or noted becomes part of the page; links and actions go.

    Tags know nothing of what became part of the page: where there was more than links they are let go, so that a voice
    reads all of it."""
    if "/StructTreeRoot" in pdf.Root and any(
        note.get("/Subtype") != pikepdf.Name.Link for page in pdf.pages for note in page.obj.get("/Annots", ())
    ):
        del pdf.Root["/StructTreeRoot"]
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for page in pdf.pages:
        for key in ("/Annots", "/AA"):
            if key in page.obj:
                del page.obj[key]


def shown_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is shown."""
    left, bottom, right, top = (float(each) for each in page.cropbox)
    wide, high = abs(right - left), abs(top - bottom)
    return (high, wide) if int(page.obj.get("/Rotate", 0)) % 180 else (wide, high)


def _fitted(pdf: pikepdf.Pdf, number: int) -> Placement:
    """A page of another size is put on A4, upright or on its side as it was."""
    page = pdf.pages[number]
    wide, high = shown_size(page)
    if wide <= 0 or high <= 0:
        raise ValueError
    sheet = A4 if wide <= high else (A4[1], A4[0])
    if abs(wide / sheet[0] - 1) < _NEARLY and abs(high / sheet[1] - 1) < _NEARLY:
        return Placement(number)
    scale = min((sheet[0] - 2 * _MARGIN) / wide, (sheet[1] - _MARGIN - _FOOT) / high)
    left, bottom = (sheet[0] - wide * scale) / 2, sheet[1] - _MARGIN - high * scale
    placed_at = Placement(number, scale, left, sheet[1] - bottom - high * scale)
    if "/StructTreeRoot" in pdf.Root and not int(page.obj.get("/Rotate", 0)):
        _scaled(pdf, page, placed_at, sheet)
        return placed_at
    form = pdf.make_indirect(page.as_form_xobject())
    made = pdf.add_blank_page(page_size=sheet)
    made.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Sheet=form))
    room = pikepdf.Rectangle(left, bottom, left + wide * scale, bottom + high * scale)
    placed = made.calc_form_xobject_placement(form, pikepdf.Name.Sheet, room, allow_expand=True)
    made.obj.Contents = pdf.make_stream(placed)
    pdf.pages[number] = made
    del pdf.pages[-1]
    return placed_at


def _scaled(pdf: pikepdf.Pdf, page: pikepdf.Page, place: Placement, sheet: tuple[float, float]) -> None:
    """A tagged page is drawn smaller or larger in its own content, so that its marks stay its own."""
    left, low, right, high = (float(each) for each in page.cropbox)
    across, up = place.left - left * place.scale, sheet[1] - place.top - high * place.scale
    matrix = f"{place.scale:.6f} 0 0 {place.scale:.6f} {across:.4f} {up:.4f} cm"
    clip = f"{left:.4f} {low:.4f} {right - left:.4f} {high - low:.4f} re W n"
    page.contents_add(pdf.make_stream(f"q {matrix} {clip}\n".encode()), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ\n"))
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, *sheet])


def _pictures(content: bytes) -> Source:
    frames = redact_picture.frames(content)
    pdf = pikepdf.new()
    placements = [_picture_page(pdf, picture, number) for number, picture in enumerate(frames)]
    return Source(pdf, "", placements)


def _picture_page(pdf: pikepdf.Pdf, picture: Picture, number: int) -> Placement:
    sheet = A4 if picture.width <= picture.height else (A4[1], A4[0])
    room = sheet[0] - 2 * _MARGIN, sheet[1] - _MARGIN - _FOOT
    scale = min(room[0] / picture.width, room[1] / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    left, top = (sheet[0] - wide) / 2, _MARGIN
    if picture.width > wide * _DOTS:
        drawn = picture.resize((round(wide * _DOTS), round(high * _DOTS)), Image.Resampling.BILINEAR, reducing_gap=1.5)
    else:
        drawn = picture
    out = BytesIO()
    drawn.save(out, "JPEG", quality=_QUALITY)
    image = pikepdf.Stream(pdf, out.getvalue(), Filter=pikepdf.Name.DCTDecode)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = drawn.size
    image.BitsPerComponent = 8
    image.ColorSpace = pikepdf.Name.DeviceGray if drawn.mode == "L" else pikepdf.Name.DeviceRGB
    page = pdf.add_blank_page(page_size=sheet)
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=pdf.make_indirect(image)))
    bottom = sheet[1] - top - high
    drawing = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /Picture Do Q"
    page.obj.Contents = pdf.make_stream(drawing.encode())
    return Placement(number, scale, left, top)


def close_all(sources: Sequence[Source]) -> None:
    """Let go of all of them."""
    for each in sources:
        each.close()
