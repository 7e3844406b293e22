"""True redaction of pictures: dots overwritten, and nothing but dots in the copy."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from asbdesk.documents.redact_picture import redact
from asbdesk.domain.redaction import Box
from asbdesk.errors import InvalidField, Refused

WHY = "Identity of a child"


def photograph(kind: str, mode: str = "RGB", **more: object) -> bytes:
    picture = Image.new(mode, (400, 300), 200 if mode in ("L", "P") else "#c8b090")
    ImageDraw.Draw(picture).text((120, 100), "Quillfeather", fill=0, font_size=30)
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def with_notes() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "Quillfeather at her door"
    exif[0x0112] = 6
    return exif


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("BMP", "image/bmp")])
def test_dots_under_a_box_are_black_and_notes_are_gone(kind: str, media: str) -> None:
    more = {"exif": with_notes()} if kind in ("PNG", "JPEG") else {}
    content = photograph(kind, **more)
    made = redact(content, media, [Box(0, 150, 110, 60, 200, WHY) if more else Box(0, 110, 90, 220, 60, WHY)])
    assert b"Quillfeather" not in made.content
    assert b"Exif" not in made.content
    picture = Image.open(BytesIO(made.content))
    assert picture.format == ("JPEG" if kind == "JPEG" else "PNG")
    assert picture.size == ((300, 400) if more else (400, 300))  # the right way up
    box = (151, 111, 209, 309) if more else (111, 91, 329, 149)
    assert picture.convert("L").crop(box).getextrema()[1] < 25
    assert picture.convert("L").getpixel((20, 20)) > 150


def test_outside_the_boxes_a_png_keeps_every_dot() -> None:
    content = photograph("PNG")
    before = Image.open(BytesIO(content)).convert("RGB")
    after = Image.open(BytesIO(redact(content, "image/png", [Box(0, 100.4, 90.2, 50.5, 40.1, WHY)]).content))
    for box in ((0, 0, 400, 90), (0, 131, 400, 300), (0, 0, 100, 300), (151, 0, 400, 300)):
        assert before.crop(box).tobytes() == after.crop(box).tobytes()
    assert after.crop((100, 90, 151, 131)).getextrema() == ((0, 0),) * 3


def test_a_picture_of_several_pages_keeps_them_and_hides_on_one() -> None:
    frames = [Image.open(BytesIO(photograph("PNG"))).convert("RGB") for _ in range(2)]
    out = BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    made = redact(out.getvalue(), "image/tiff", [Box(1, 110, 90, 220, 60, WHY)])
    picture = Image.open(BytesIO(made.content))
    assert picture.n_frames == 2
    assert picture.convert("L").crop((111, 91, 329, 149)).getextrema()[1] > 100
    picture.seek(1)
    assert picture.convert("L").crop((111, 91, 329, 149)).getextrema() == (0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "I;16B", "I", "F"])
def test_every_kind_of_colour_is_covered_and_outside_the_box_it_stays(mode: str) -> None:
    out, deep, kind = BytesIO(), mode[0] in "IF", "TIFF" if mode in ("CMYK", "I;16B", "I", "F") else "PNG"
    picture = Image.new("L", (60, 40), 180)
    picture.paste(0, (40, 0, 60, 10))
    if deep:
        dots = np.asarray(picture).astype({"I": np.int32, "F": np.float32}.get(mode, np.uint16)) * 256
        picture = Image.fromarray(dots.astype(">u2") if mode == "I;16B" else dots)
    (picture if deep else picture.convert(mode)).save(out, kind)
    assert Image.open(BytesIO(out.getvalue())).mode == mode
    made = redact(out.getvalue(), f"image/{kind.lower()}", [Box(0, 5, 5, 20, 20, WHY)])
    grey = Image.open(BytesIO(made.content)).convert("L")
    assert grey.crop((5, 5, 25, 25)).getextrema() == (0, 0)
    assert grey.getpixel((50, 30)) > 100
    assert grey.getpixel((50, 5)) < 30


def test_a_damaged_picture_and_a_box_off_it_are_told_in_words() -> None:
    with pytest.raises(Refused, match="damaged"):
        redact(photograph("PNG")[:200], "image/png", [Box(0, 1, 1, 5, 5, WHY)])
    with pytest.raises(InvalidField, match="off its page"):
        redact(photograph("PNG"), "image/png", [Box(0, 500, 1, 5, 5, WHY)])
