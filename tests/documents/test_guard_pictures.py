"""Words in pictures: read where Tesseract is installed, and said to be unread where it is not."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

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
