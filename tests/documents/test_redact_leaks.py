"""What is hidden on one page leaves by no back door: pictures and fonts that pages share, data behind a stream's end,
notes within pictures, letters beyond the page's edge.
"""

from __future__ import annotations

import subprocess
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw

from asbdesk.documents import redact_picture
from asbdesk.documents.redact import redact
from asbdesk.domain.redaction import Box
from tests.services.redacting import SIZE, WHY, boxes_on, page_of, text_of, tools_find

SECRET = "Quillfeather"
GREY = 77
"""The colour of what is hidden: no other dot has it."""


def pictures(content: bytes, folder: Path) -> list[Image.Image]:
    """Every picture that ``pdfimages`` draws out of a PDF, whichever page it belongs to."""
    (folder / "made.pdf").write_bytes(content)
    try:
        subprocess.run(["pdfimages", "-png", "made.pdf", "out"], cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("pdfimages is not installed")
    return [Image.open(path).convert("L") for path in sorted(folder.glob("out-*.png"))]


def shows(picture: Image.Image) -> bool:
    return picture.histogram()[GREY] > 0


def with_secret(mode: str = "L") -> Image.Image:
    picture = Image.new("L", (84, 119), 200)
    ImageDraw.Draw(picture).rectangle((20, 20, 60, 40), fill=GREY)
    return picture.convert(mode)


def image_of(pdf: Pdf, **more: Any) -> Any:
    picture = with_secret()
    made = pdf.make_stream(zlib.compress(picture.tobytes()), Filter=Name.FlateDecode)
    made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, 84, 119
    made.BitsPerComponent, made.ColorSpace = 8, Name.DeviceGray
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


BOX = Box(0, 90, 90, 230, 130, WHY)
"""Over the grey of a picture that fills the page."""
WHOLE = b"q 420 0 0 595 0 0 cm /Scan Do Q"


def two_pages(draw: bytes, resources: Callable[[Pdf], Dictionary], *, inherited: bool = False) -> bytes:
    """Two pages that share their resources; the second draws nothing of them."""
    pdf = pikepdf.new()
    held = pdf.make_indirect(resources(pdf))
    for content in (draw, b"0 0 10 10 re f"):
        page = pdf.add_blank_page(page_size=SIZE)
        page.obj.Contents = pdf.make_stream(content)
        if inherited:
            del page.obj["/Resources"]
        else:
            page.obj.Resources = held
    if inherited:
        pdf.Root.Pages.Resources = held
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("inherited", [False, True], ids=["shared", "inherited"])
@pytest.mark.parametrize("draw", [WHOLE, b"/P gs " + WHOLE], ids=["taken apart", "burned"])
def test_the_picture_under_a_box_is_not_kept_for_a_page_that_does_not_draw_it(
    draw: bytes, inherited: bool, tmp_path: Path
) -> None:
    def resources(pdf: Pdf) -> Dictionary:
        state = Dictionary(Type=Name.ExtGState, Font=Array([Dictionary(), 1]))
        return Dictionary(XObject=Dictionary(Scan=image_of(pdf)), ExtGState=Dictionary(P=state))

    content = two_pages(draw, resources, inherited=inherited)
    assert any(shows(each) for each in pictures(content, tmp_path))
    made = redact(content, [BOX])
    (tmp_path / "copy").mkdir()
    assert not any(shows(each) for each in pictures(made.content, tmp_path / "copy"))
    with pikepdf.open(BytesIO(made.content)) as pdf:
        kept = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        assert len(kept) == 1


def test_a_font_and_a_pattern_that_no_page_draws_with_go(tmp_path: Path) -> None:
    def resources(pdf: Pdf) -> Dictionary:
        glyph = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f % shape of a name")
        tile = pdf.make_stream(b"0 0 5 5 re f")
        tile.PatternType, tile.PaintType, tile.TilingType = 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 9, 9]), 9, 9
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(name=glyph), FirstChar=81, LastChar=81, Widths=[1000],
            Encoding=Dictionary(Type=Name.Encoding, Differences=[81, Name("/name")]))  # fmt: skip
        return Dictionary(XObject=Dictionary(Scan=image_of(pdf)), Font=Dictionary(T3=font), Pattern=Dictionary(P=tile))

    made = redact(two_pages(WHOLE, resources), [BOX])
    with pikepdf.open(BytesIO(made.content)) as pdf:
        held = [each for each in pdf.objects if isinstance(each, (Dictionary, pikepdf.Stream))]
        assert not [each for each in held if "/CharProcs" in each or "/PatternType" in each]


def test_a_form_keeps_nothing_that_it_does_not_draw(tmp_path: Path) -> None:
    def resources(pdf: Pdf) -> Dictionary:
        form = pdf.make_stream(b"0 0 5 5 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 420, 595])
        form.Resources = Dictionary(XObject=Dictionary(Scan=image_of(pdf)))
        return Dictionary(XObject=Dictionary(Form=form))

    made = redact(two_pages(b"/Form Do", resources), [BOX])
    assert not any(shows(each) for each in pictures(made.content, tmp_path))


@pytest.mark.parametrize(
    "more",
    [
        {"Decode": Array([1, 0])}, {"Mask": Array([GREY, GREY])}, {"Interpolate": True},
        {"ColorSpace": Array([Name.Indexed, Name.DeviceRGB, 255, bytes(n for n in range(256) for _ in range(3))])},
    ],
    ids=["turned", "masked by colour", "plain", "indexed"],
)  # fmt: skip
def test_a_picture_of_any_sort_loses_its_dots(more: dict[str, Any], tmp_path: Path) -> None:
    content = two_pages(WHOLE, lambda pdf: Dictionary(XObject=Dictionary(Scan=image_of(pdf, **more))))
    made = redact(content, [BOX])
    assert not any(shows(each) or shows(each.point(lambda dot: 255 - dot)) for each in pictures(made.content, tmp_path))


def test_what_lies_behind_a_streams_end_is_cut_off(tmp_path: Path) -> None:
    def resources(pdf: Pdf) -> Dictionary:
        held = zlib.compress(with_secret().tobytes() + SECRET.encode()) + SECRET.encode()
        scan = image_of(pdf)
        scan.write(held, filter=Name.FlateDecode)
        return Dictionary(XObject=Dictionary(Scan=scan), Font=Dictionary(F=Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))  # fmt: skip

    pdf = pikepdf.open(BytesIO(two_pages(b"BT /F 12 Tf 50 500 Td (Quillfeather) Tj ET", resources)))
    pdf.pages[1].Contents = pdf.make_stream(WHOLE)
    out = BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    content = out.getvalue()
    assert SECRET.encode() in content
    made = redact(content, boxes_on(content, SECRET))
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert shows(pictures(made.content, tmp_path)[0])  # the second page's picture is as it was


def test_notes_and_small_views_within_a_pages_photographs_go(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at 16 Larch Court"
    photo = BytesIO()
    with_secret("RGB").save(photo, "JPEG", exif=exif, comment=b"her door")
    data = photo.getvalue() + b"behind the end"

    def resources(pdf: Pdf) -> Dictionary:
        made = pdf.make_stream(data, Filter=Name.DCTDecode)
        made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, 84, 119
        made.BitsPerComponent, made.ColorSpace = 8, Name.DeviceRGB
        return Dictionary(XObject=Dictionary(Scan=made))

    made = redact(two_pages(WHOLE, resources), [Box(1, 5, 580, 20, 10, WHY)])
    for words in (b"Larch Court", b"her door", b"behind the end", b"Exif"):
        assert words not in made.content
    (copy,) = pictures(made.content, tmp_path)
    before = Image.open(BytesIO(data)).convert("L")
    assert copy.tobytes() == before.tobytes()


def test_a_remark_on_another_page_goes(tmp_path: Path) -> None:
    pdf = pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad."])))
    pdf.add_blank_page(page_size=SIZE).obj.Contents = pdf.make_stream(b"% Quillfeather\n0 0 10 10 re f")
    out = BytesIO()
    pdf.save(out)
    made = redact(out.getvalue(), boxes_on(out.getvalue(), SECRET))
    assert tools_find(made.content, SECRET, tmp_path) == []


def test_letters_beyond_the_visible_page_go_from_a_page_with_boxes(tmp_path: Path) -> None:
    pdf = pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad.", "It rained."])))
    page = pdf.pages[0]
    page.CropBox = Array([0, 200, 420, 595])
    page.contents_add(pdf.make_stream(b"BT /F1 12 Tf 50 100 Td (Quillfeather of 16 Larch Court) Tj ET"))
    out = BytesIO()
    pdf.save(out)
    content = out.getvalue()
    first = [box for box in boxes_on(content, SECRET) if box.top < 300]
    made = redact(content, first)
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert tools_find(made.content, "Larch", tmp_path) == []
    assert "It rained." in text_of(made.content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "WEBP"])
def test_a_pictures_other_frames_notes_and_profiles_go(kind: str) -> None:
    picture, out = with_secret("RGB"), BytesIO()
    more: dict[str, Any] = {"icc_profile": b"\x00" * 100 + b"Quillfeather's own screen" + b"\x00" * 100}
    if kind in ("PNG", "GIF", "WEBP"):
        more |= {"save_all": True, "append_images": [with_secret("RGB").rotate(180)]}
    if kind == "GIF":
        more["comment"] = b"Quillfeather"
    picture.save(out, kind, **more)
    content = out.getvalue() + b"Quillfeather behind the end"
    made = redact_picture.redact(content, f"image/{kind.lower()}", [Box(0, 18, 18, 46, 26, WHY)])
    assert SECRET.encode() not in made.content
    copy = Image.open(BytesIO(made.content))
    assert getattr(copy, "n_frames", 1) == 1
    assert not copy.getexif()
    assert "icc_profile" not in copy.info
    grey = copy.convert("L").crop((18, 18, 64, 44))
    assert grey.getextrema()[1] < 30


def test_what_an_alpha_channel_hides_is_not_in_the_copy() -> None:
    picture = with_secret("RGBA")
    picture.putalpha(with_secret().point(lambda dot: 0 if dot == GREY else 255))
    out = BytesIO()
    picture.save(out, "PNG")
    made = redact_picture.redact(out.getvalue(), "image/png", [Box(0, 70, 100, 5, 5, WHY)])
    copy = Image.open(BytesIO(made.content))
    assert copy.mode in ("L", "RGB")
    assert not shows(copy.convert("L"))
