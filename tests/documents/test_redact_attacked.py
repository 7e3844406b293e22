"""Redaction attacked: whatever a word hides in, no tool finds it in the copy, and the next page stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw

from asbdesk.documents import guard
from asbdesk.documents.redact import redact
from asbdesk.domain.redaction import Box
from tests.services.redacting import WHY, boxes_on, page_of, tools_find

SECRET = "Quillfeather"
HERS = guard.ClosedPerson("Witness", ("Ada Quillfeather",), SECRET)


def changed(change: Callable[[Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad.", "Nothing to hide."]))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def measured_in_other_units(pdf: Pdf) -> None:
    pdf.pages[0].obj.UserUnit = 2


def wide_margins(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([-100, -50, 500, 700])
    pdf.pages[0].obj.CropBox = Array([20, 100, 400, 590])
    pdf.pages[0].obj.Rotate = 270


def spoken(pdf: Pdf) -> None:
    font = pdf.pages[0].Resources.Font["/F1"]
    pdf.pages[0].Resources.Font["/F1"] = font
    pdf.pages[0].contents_add(pdf.make_stream(
        b"/Span << /ActualText (Quillfeather) >> BDC BT /F1 12 Tf 50 300 Td (Her) Tj ET EMC"))  # fmt: skip


def noted_under_the_box(pdf: Pdf) -> None:
    look = pdf.make_stream(b"BT /F1 9 Tf 2 2 Td (Quillfeather) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 20])
    look.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[50, 530, 250, 550], Contents=String(SECRET),
                      AP=Dictionary(N=look))  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def filled_in(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String(SECRET), Rect=[50, 400, 250, 420],
        DA=String("/F1 10 Tf 0 g"), P=pdf.pages[0].obj))  # fmt: skip
    fonts = Dictionary(F1=pdf.pages[0].Resources.Font["/F1"])
    pdf.Root.AcroForm = Dictionary(Fields=[field], DR=Dictionary(Font=fonts), DA=String("/F1 10 Tf 0 g"))
    pdf.pages[0].Annots = Array([field])


def filed_within(pdf: Pdf) -> None:
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, b"Quillfeather", filename="Quillfeather.txt")
    data = pdf.make_stream(b"<xfa>Quillfeather</xfa>")
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=data)


def never_drawn(pdf: Pdf) -> None:
    form = pdf.make_stream(b"BT /F1 9 Tf 2 2 Td (Quillfeather) Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 20])
    form.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
    pdf.pages[0].Resources.XObject = Dictionary(Never=form)


def a_letter_drawn_as_shapes(pdf: Pdf) -> None:
    glyph = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(square=glyph), FirstChar=81, LastChar=81, Widths=[1000],
        Encoding=Dictionary(Type=Name.Encoding, Differences=[81, Name.square]))  # fmt: skip
    pdf.pages[0].Resources.Font["/T3"] = pdf.make_indirect(font)
    pdf.pages[0].contents_add(pdf.make_stream(b"BT /T3 20 Tf 50 300 Td (Q) Tj ET"))


def under_a_mask(pdf: Pdf) -> None:
    form = pdf.make_stream(b"BT /F1 9 Tf 60 400 Td (Quillfeather) Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 600])
    form.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=form))
    pdf.pages[0].Resources.ExtGState = Dictionary(Veil=pdf.make_indirect(state))
    pdf.pages[0].contents_add(pdf.make_stream(b"q /Veil gs 50 300 300 200 re f Q"))


def remarked(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"% Quillfeather was here\nq Q"))


def a_pattern(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"BT /F1 9 Tf 5 5 Td (Quillfeather) Tj ET")
    tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
    tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 100, 30]), 100, 30
    tile.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
    pdf.pages[0].Resources.Pattern = Dictionary(Tile=tile)
    pdf.pages[0].contents_add(pdf.make_stream(b"/Pattern cs /Tile scn 50 300 300 100 re f"))


WAYS = [measured_in_other_units, wide_margins, spoken, noted_under_the_box, filled_in, filed_within, never_drawn,
        a_letter_drawn_as_shapes, under_a_mask, remarked, a_pattern]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda each: each.__name__)
def test_nothing_finds_what_was_hidden(way: Callable[[Pdf], None], tmp_path: Path) -> None:
    content = changed(way)
    boxes = boxes_on(content, SECRET) or (Box(0, 0, 0, 400, 80, WHY),)
    made = redact(content, (*boxes, Box(0, 40, 150, 340, 400, WHY)))
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert guard.find(guard.read(made.content), [HERS]) == ()


def test_an_earlier_version_beneath_is_gone(tmp_path: Path) -> None:
    first = page_of(["Mrs Quillfeather saw the lad."])
    with pikepdf.open(BytesIO(first)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        size, root = len(pdf.objects) + 1, pdf.Root.objgen[0]
    new = f"{number} 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n".encode()
    at, before = len(first) + 1, int(first[first.rindex(b"startxref") :].split()[1])
    table = f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>\n"
    grown = first + b"\n" + new + table.encode() + f"startxref\n{at + len(new)}\n%%EOF\n".encode()
    assert guard.find(guard.read(grown), [HERS])
    made = redact(grown, [Box(0, 40, 40, 300, 60, WHY)])
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert guard.find(guard.read(made.content), [HERS]) == ()


def test_a_picture_drawn_twice_is_hidden_where_the_box_is_and_stays_on_the_other_page() -> None:
    picture = Image.new("L", (200, 100), 255)
    ImageDraw.Draw(picture).rectangle((40, 30, 160, 70), fill=60)
    held = BytesIO()
    picture.save(held, "PDF")
    out = BytesIO()
    with pikepdf.open(BytesIO(held.getvalue())) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(out)
    made = redact(out.getvalue(), [Box(0, 40, 30, 120, 40, WHY)])
    with pikepdf.open(BytesIO(made.content)) as pdf:
        one, two = (
            pikepdf.PdfImage(next(iter(page.get_images().values()))).as_pil_image().convert("L") for page in pdf.pages
        )
    assert one.crop((42, 32, 158, 68)).getextrema()[1] < 30
    assert 40 < two.getpixel((100, 50)) < 80
