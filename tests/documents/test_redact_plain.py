"""Nothing that a program noted in any part of a PDF is in the redacted copy, and nothing that clipping hid."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw

from asbdesk.documents.redact import redact
from asbdesk.documents.redact_codings import fax
from asbdesk.domain.redaction import Box
from asbdesk.errors import Refused
from tests.services.redacting import SIZE, WHY, boxes_on, page_of, text_of, tools_find

SECRET, NOTED = "Quillfeather", "Zebrawood"
WORDS = NOTED.encode()
DRAWN = b"BT /F1 12 Tf 50 300 Td (plain) Tj ET"


def changed(change: Callable[[Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad.", "Nothing to hide."]))) as pdf:
        change(pdf)
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


def picture(pdf: Pdf, data: bytes, filters: Any, **more: Any) -> None:
    made = Stream(pdf, data)
    if filters is not None:
        made.stream_dict["/Filter"] = filters
    made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, 40, 40
    made.BitsPerComponent, made.ColorSpace = 8, Name.DeviceRGB
    for key, value in more.items():
        made[f"/{key}"] = value
    pdf.pages[0].Resources.XObject = Dictionary(Im=made)
    pdf.pages[0].contents_add(pdf.make_stream(b"q 60 0 0 60 300 100 cm /Im Do Q"))


def photo() -> bytes:
    exif, out = Image.Exif(), BytesIO()
    exif[0x010E] = f"at {NOTED} Court"
    Image.new("RGB", (40, 40), (120, 200, 90)).save(out, "JPEG", exif=exif, comment=WORDS)
    return out.getvalue()


def a_photograph_packed_as_text(pdf: Pdf) -> None:
    data = base64.a85encode(photo()) + b"~>"
    picture(pdf, data, Array([Name.ASCII85Decode, Name.DCTDecode]))


def a_photograph_packed_again(pdf: Pdf) -> None:
    picture(pdf, zlib.compress(photo()), Array([Name.FlateDecode, Name.DCTDecode]))


def rows_below_the_picture(pdf: Pdf) -> None:
    rows = b"".join(b"\0" + b"\x60" * 120 for _ in range(40)) + b"\0" + (WORDS * 14)[:120]
    parameters = Dictionary(Predictor=15, Colors=3, Columns=40, BitsPerComponent=8)
    picture(pdf, zlib.compress(rows), Name.FlateDecode, DecodeParms=parameters)


def words_behind_bare_dots(pdf: Pdf) -> None:
    picture(pdf, b"\x50" * 4800 + WORDS, None)


def words_behind_runs(pdf: Pdf) -> None:
    picture(pdf, b"\x81\x50" * 37 + b"\xc1\x50" + b"\x80" + WORDS, Name.RunLengthDecode)


def a_remark_in_a_jpeg_2000(pdf: Pdf) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), (10, 200, 90)).save(out, "JPEG2000", comment=NOTED)
    data, box = out.getvalue(), struct.pack(">I", 8 + len(WORDS))
    picture(pdf, data[:12] + box + b"xml " + WORDS + data[12:] + box + b"free" + WORDS, Name.JPXDecode)


def a_remark_in_a_jbig2(pdf: Pdf) -> None:
    def segment(number: int, kind: int, data: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    page = segment(0, 48, struct.pack(">IIIIBH", 40, 40, 0, 0, 0, 0))
    remark = segment(1, 62, struct.pack(">I", 0x20000000) + b"Comment\0" + WORDS + b"\0\0")
    picture(pdf, page + remark, Name.JBIG2Decode, BitsPerComponent=1, ColorSpace=Name.DeviceGray)


def what_a_tag_says(pdf: Pdf) -> None:
    told = Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=String("who"), V=String(NOTED))]))
    part = pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name(f"/{NOTED}"), K=0, Pg=pdf.pages[0].obj, A=told, Phoneme=String(NOTED),
        Lang=String(f"en-{NOTED}")))  # fmt: skip
    root = pdf.make_indirect(Dictionary(
        Type=Name.StructTreeRoot, K=Array([part]), RoleMap=Dictionary({f"/{NOTED}": Name.P}),
        ParentTree=Dictionary(Nums=Array([0, Array([part])]))))  # fmt: skip
    part.P, pdf.Root.StructTreeRoot, pdf.pages[0].StructParents = root, root, 0
    pdf.Root.MarkInfo, pdf.Root.Lang = Dictionary(Marked=True, Note=String(NOTED)), String(NOTED)
    pdf.pages[0].contents_add(pdf.make_stream(b"/P <</MCID 0>> BDC"), prepend=True)
    pdf.pages[0].contents_add(pdf.make_stream(b"EMC"))


def marks_in_the_drawing(pdf: Pdf) -> None:
    drawn = b"/P <</MCID 5 /Attached [(%b)]>> BDC " + DRAWN + b" EMC /%b BMC EMC BX (%b) quux EX /%b MP"
    pdf.pages[0].contents_add(pdf.make_stream(drawn.replace(b"%b", WORDS)))


def marks_in_a_form(pdf: Pdf) -> None:
    form = pdf.make_stream(b"% " + WORDS + b"\n/Span <</ActualText (" + WORDS + b")>> BDC 0 0 5 5 re f EMC")
    file = Dictionary(Type=Name.Filespec, F=String(NOTED), EF=Dictionary(F=pdf.make_stream(WORDS)))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 20, 20])
    form.Ref, form.Name, form.Note = Dictionary(F=file, Page=0), Name(f"/{NOTED}"), String(NOTED)
    pdf.pages[0].Resources.XObject = Dictionary(Fm=form)
    pdf.pages[0].contents_add(pdf.make_stream(b"q 1 0 0 1 300 100 cm /Fm Do Q"))


def notes_of_a_program(pdf: Pdf) -> None:
    pdf.trailer["/Note"] = String(NOTED)
    page = pdf.pages[0]
    for held in (pdf.Root.Pages, page.Resources, page.Resources.Font["/F1"]):
        held["/Note"] = String(NOTED)
    page.Group = Dictionary(S=Name.Transparency, Note=String(NOTED))
    halftone = Dictionary(HalftoneType=1, Frequency=60, Angle=0, SpotFunction=Name.Round, HalftoneName=String(NOTED))
    page.Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, CA=1, HT=halftone))
    ink = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)
    page.Resources.ColorSpace = Dictionary(Cs=Array([Name.Separation, Name(f"/{NOTED}"), Name.DeviceRGB, ink]))
    page.contents_add(pdf.make_stream(b"/G gs /Cs cs 1 scn 300 100 5 5 re f"))


WAYS = [a_photograph_packed_as_text, a_photograph_packed_again, rows_below_the_picture, words_behind_bare_dots,
        words_behind_runs, a_remark_in_a_jpeg_2000, a_remark_in_a_jbig2, what_a_tag_says, marks_in_the_drawing,
        marks_in_a_form, notes_of_a_program]  # fmt: skip


def unpacked(content: bytes) -> bytes:
    """All that a file's photographs hold, whatever they are packed in."""
    held: list[bytes] = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, Stream) and each.get("/Subtype") == "/Image":
                raw, filters = each.read_raw_bytes(), str(each.get("/Filter"))
                held.append(raw)
                if "ASCII85" in filters:
                    held.append(base64.a85decode(raw.removesuffix(b"~>")))
                elif "Flate" in filters:
                    held.append(zlib.decompress(raw))
    return b"\n".join(held)


def plain_streams(content: bytes) -> bytes:
    """All streams of a file unpacked."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return b"\n".join(each.read_bytes() for each in pdf.objects if isinstance(each, Stream))


@pytest.mark.parametrize("way", WAYS, ids=lambda each: each.__name__)
def test_what_was_noted_in_a_part_of_a_file_is_not_in_the_copy(way: Callable[[Pdf], None], tmp_path: Path) -> None:
    content = changed(way)
    assert tools_find(content, NOTED, tmp_path) or WORDS in unpacked(content)
    made = redact(content, boxes_on(content, SECRET))
    assert made.burned == ()
    assert tools_find(made.content, NOTED, tmp_path) == []
    assert WORDS not in unpacked(made.content)
    assert "Nothing to hide." in text_of(made.content)


def test_a_hidden_word_that_names_a_part_of_the_file_is_refused() -> None:
    def named(pdf: Pdf) -> None:
        pdf.pages[0].Resources.Font[f"/{SECRET}"] = pdf.pages[0].Resources.Font["/F1"]
        pdf.pages[0].contents_add(pdf.make_stream(DRAWN.replace(b"/F1", f"/{SECRET}".encode())))

    content = changed(named)
    with pytest.raises(Refused, match="still found"):
        redact(content, boxes_on(content, SECRET))


@pytest.mark.parametrize("code", ["41", "6C"], ids=["never drawn", "drawn"])
def test_a_code_that_stands_for_a_whole_word_means_nothing_in_the_copy(code: str, tmp_path: Path) -> None:
    def spelt(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        codes = f"begincmap 1 beginbfchar <{code}> <{SECRET.encode('utf-16-be').hex()}> endbfchar endcmap"
        font.ToUnicode = pdf.make_stream(codes.encode())
        pdf.pages[0].Resources.Font["/F9"] = pdf.make_indirect(font)
        pdf.pages[0].contents_add(pdf.make_stream(DRAWN.replace(b"/F1", b"/F9")))

    content = changed(spelt)
    made = redact(content, boxes_on(page_of(["Mrs Quillfeather saw the lad."]), SECRET))
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert SECRET.encode("utf-16-be").hex().encode() not in plain_streams(made.content).lower()


def test_letters_that_clipping_hides_go_and_the_page_stays_text(tmp_path: Path) -> None:
    def overflowing(pdf: Pdf) -> None:  # as a spreadsheet prints a cell that is too narrow
        cell = b"q 50 290 60 20 re W n BT /F1 12 Tf 50 300 Td (Rang twice:        Zebrawood) Tj ET Q "
        pdf.pages[0].contents_add(pdf.make_stream(cell + DRAWN.replace(b"300", b"200")))

    content = changed(overflowing)
    assert NOTED in text_of(content)
    made = redact(content, boxes_on(content, SECRET))
    assert made.burned == ()
    assert tools_find(made.content, NOTED, tmp_path) == []
    assert all(words in text_of(made.content) for words in ("Rang twice", "plain", "Nothing to hide."))


@pytest.mark.parametrize("clip", [b"60 300 100 50 re W n ", b""], ids=["by a frame", "by the page's edge"])
def test_what_a_picture_shows_beyond_its_clipping_is_not_in_the_copy(clip: bytes) -> None:
    scan = Image.new("RGB", (200, 100), (200, 200, 200))
    ImageDraw.Draw(scan).rectangle((150, 20, 190, 80), fill=(77, 77, 77))

    def cropped(pdf: Pdf) -> None:
        data = zlib.compress(scan.tobytes())
        picture(pdf, data, Name.FlateDecode, Width=200, Height=100)
        if not clip:
            pdf.pages[0].CropBox = Array([0, 0, 60 + 140, SIZE[1]])
        pdf.pages[0].contents_add(pdf.make_stream(b"q " + clip + b"200 0 0 100 60 270 cm /Im Do Q"))
        del pdf.pages[0].Contents[-2]

    content = changed(cropped)
    made = redact(content, [Box(0, 10, 500, 20, 10, WHY)])
    assert made.burned == ()
    with pikepdf.open(BytesIO(made.content)) as pdf:
        (held,) = pdf.pages[0].get_images().values()
        copy = pikepdf.PdfImage(held).as_pil_image().convert("L")  # pyright: ignore[reportArgumentType]
    assert copy.histogram()[77] == 0
    assert copy.getpixel((50, 40)) == 200


def test_a_fax_ends_where_it_ends() -> None:
    out = BytesIO()
    Image.new("1", (40, 40), 1).save(out, "TIFF", compression="group4")
    tags: Any = Image.open(BytesIO(out.getvalue())).tag_v2  # pyright: ignore[reportAttributeAccessIssue]
    place, size = tags[273][0], tags[279][0]
    data = out.getvalue()[place : place + size]
    assert fax(data + b"\0\0" + WORDS, Dictionary(DecodeParms=Dictionary(K=-1))) == data.rstrip(b"\0")
