"""Words in pictures: read where Tesseract is installed, and said to be unread where it is not."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from asbdesk.documents import guard
from asbdesk.documents.guard import ocr
from asbdesk.paths import resource

AMINA = guard.ClosedPerson("Complainant A", ("Amina Testwick",), "Testwick")
needs_engine = pytest.mark.skipif(guard.engine() is None, reason="Tesseract is not installed on this computer")


def picture_of(words: str) -> bytes:
    """A PDF of one page that is a picture of these words, 432 by 144 points."""
    face = next(resource("fonts").rglob("*.ttf"))
    picture = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(picture).text((60, 120), words, font=ImageFont.truetype(str(face), 36), fill="black")
    made = BytesIO()
    picture.save(made, "PDF", resolution=150)
    return made.getvalue()


@needs_engine
def test_a_name_in_a_picture_is_found_and_marked_where_it_stands() -> None:
    reading = guard.with_pictures(guard.read(picture_of("Amina Testwick rang at ten")))
    (finding,) = guard.find(reading, [AMINA])
    assert (finding.what, finding.where, finding.page) == ("name", "picture", 1)
    assert len(finding.boxes) == 2
    for box in finding.boxes:
        assert 20 < box.left < box.right < 180
        assert 60 < box.bottom < box.top < 100
    assert (reading.pictures, reading.unread) == (0, ())


@needs_engine
def test_a_picture_of_other_words_stops_nothing() -> None:
    reading = guard.with_pictures(guard.read(picture_of("The bins were full at ten")))
    assert guard.find(reading, [AMINA]) == ()


def test_where_no_engine_is_installed_the_pictures_are_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: None)
    reading = guard.with_pictures(guard.read(picture_of("Amina Testwick")))
    assert reading.unread == ("the words in 1 picture were not read",)


def face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(resource("fonts").rglob("*.ttf"))), size)


def shot(kind: str, words: str = "Amina Testwick rang at ten", **more: object) -> bytes:
    picture = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(picture).text((60, 120), words, font=face(36), fill="black")
    made = BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def zipped(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return made.getvalue()


def attached(name: str, data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(picture_of(""))) as pdf:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        pdf.save(out)
    return out.getvalue()


def in_a_form() -> bytes:
    """A PDF whose page draws a form that draws the picture."""
    out = BytesIO()
    with pikepdf.open(BytesIO(picture_of("Amina Testwick rang at ten"))) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(page.Contents.read_bytes())
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, page.MediaBox
        form.Resources = page.Resources
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=form))
        page.Contents = pdf.make_stream(b"q /Inner Do Q")
        pdf.save(out)
    return out.getvalue()


def clear_ink() -> bytes:
    """A PNG whose words are the same colour as its ground, and seen only where it is not transparent."""
    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).text((60, 120), "Amina Testwick rang at ten", font=face(36), fill=(0, 0, 0, 255))
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def second_frame() -> bytes:
    first, second = (Image.open(BytesIO(shot("PNG", words))) for words in ("Nobody", "Amina Testwick rang at ten"))
    made = BytesIO()
    first.save(made, "TIFF", save_all=True, append_images=[second])
    return made.getvalue()


@needs_engine
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("door.png", shot("PNG")),
        ("door.jpg", shot("JPEG")),
        ("no ending", shot("PNG")),
        ("clear.png", clear_ink()),
        ("scan.tif", second_frame()),
        ("form.pdf", in_a_form()),
        ("papers.pdf", attached("door.png", shot("PNG"))),
        ("papers.pdf", attached("inner.pdf", picture_of("Amina Testwick rang at ten"))),
        ("calls.docx", zipped(word__media__a_dot_png=shot("PNG"), word__document_dot_xml=b"<w:p/>")),
    ],
    ids=[
        "png",
        "jpeg",
        "no ending",
        "transparent",
        "second frame",
        "in a form",
        "attached",
        "attached pdf",
        "in a docx",
    ],
)
def test_a_name_in_the_picture_of_a_file_is_found(name: str, data: bytes) -> None:
    reading = guard.with_pictures(guard.read_file(name, data))
    assert "name" in [each.what for each in guard.find(reading, [AMINA]) if each.where == "picture"]
    assert reading.unread == ()


def test_a_picture_that_cannot_be_read_is_said_to_be_unread() -> None:
    reading = guard.with_pictures(guard.read_file("door.jpg", b"\xff\xd8\xff no more than that"))
    assert reading.unread == ("the words in 1 picture were not read",)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x9C9C] = "Amina Testwick".encode("utf-16-le") + b"\0\0"
    return exif


def _exif_of_the_camera() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "Amina Testwick".encode("utf-16-le")
    return exif


def _spoken_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Comment", "Amina Testwick", zip=True)
    return shot("PNG", "", pnginfo=notes)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", shot("JPEG", "", exif=_exif())),
        ("a.jpg", shot("JPEG", "", exif=_exif_of_the_camera())),
        ("a.jpg", shot("JPEG", "", comment=b"Amina Testwick")),
        ("a.jpg", shot("JPEG", "") + b"Amina Testwick"),
        ("a.jpg", shot("JPEG", "", icc_profile=b"\0" * 128 + b"Amina Testwick")),
        ("a.jpg", shot("JPEG", "", xmp=b"<x:xmpmeta><d>Amina Testwick</d></x:xmpmeta>")),
        ("a.png", _spoken_png()),
        ("a.png", shot("PNG", "") + b"Amina Testwick"),
        ("a.tif", shot("TIFF", "", description="Amina Testwick")),
        ("a.gif", shot("GIF", "", comment=b"Amina Testwick")),
        ("Amina Testwick.png", shot("PNG", "")),
    ],
    ids=["exif", "exif of the camera", "comment", "behind the end", "colours", "xmp", "text", "behind the end of a png",
         "tiff", "gif", "its name"],
)  # fmt: skip
def test_what_a_picture_says_of_itself_is_read(name: str, data: bytes) -> None:
    assert guard.find(guard.read_file(name, data), [AMINA])


def test_a_name_that_a_word_processor_cut_into_pieces_is_found() -> None:
    body = b"<w:p><w:r><w:t>Amina Test</w:t></w:r><w:proofErr w:type='x'/><w:r><w:t>wick</w:t></w:r></w:p>"
    (finding,) = guard.find(guard.read_file("a.docx", zipped(word__document_dot_xml=body)), [AMINA])
    assert (finding.what, finding.words) == ("name", "Amina Testwick")
