"""Pictures, charts and maps in a paper, read back from the PDF as it was printed."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from asbdesk.documents.blocks import Blocks, Drawing, Figure, Heading, Run
from asbdesk.documents.pdf import render
from asbdesk.documents.shapes import Align, Circle, Fill, Hatch, Label, Line, Pen, Polygon, Rect
from tests.documents.papers import paper, paragraphs, squeezed, text_of, words_of

TALL_MAP = Drawing(400, 900, "A tall map", (Rect((0, 0), 400, 900), Label((200, 450), "Middle", align=Align.MIDDLE)))


def picture(colour: str = "navy") -> bytes:
    made = BytesIO()
    Image.new("RGB", (200, 100), colour).save(made, "PNG")
    return made.getvalue()


def seen(blocks: Blocks) -> Image.Image:
    """The first page, 10 dots to the millimetre, in grey."""
    page = pypdfium2.PdfDocument(render(paper("abc-copy", blocks=blocks)))[0]
    return page.render(scale=254 / 72, grayscale=True).to_pil()


def dark_share(image: Image.Image) -> float:
    return sum(image.histogram()[:200]) / (image.width * image.height)


def test_a_drawing_s_words_stand_where_they_were_put_to_the_millimetre(tmp_path: Path) -> None:
    labels = (Label((0, 10), "Quarry"), Label((100, 40), "Gate", align=Align.RIGHT), Label((50, 40), "Mill", turn=90))
    found = {word.text: word for word in words_of(render(paper(blocks=(Drawing(120, 60, "Map", labels),))), tmp_path)}

    quarry, gate, mill = found["Quarry"], found["Gate"], found["Mill"]
    assert quarry.left == pytest.approx(25, abs=0.5)
    assert gate.right == pytest.approx(125, abs=0.5)
    assert gate.bottom - quarry.bottom == pytest.approx(30, abs=0.1)
    assert mill.right == pytest.approx(75, abs=1)
    assert mill.bottom - mill.top > mill.right - mill.left


def test_a_chart_stands_on_one_page_with_its_heading_and_the_words_that_lead_to_it() -> None:
    chart = Drawing(120, 60, "Chart", (Rect((0, 0), 120, 60), Label((60, 30), "Ottermill")))
    told = (Heading(2, (Run("Goals"),)), *paragraphs("Measured"), chart)
    for before in range(24, 42, 3):
        document = pypdfium2.PdfDocument(render(paper("abc-copy", blocks=(*paragraphs(*["Filler."] * before), *told))))
        pages = [page.get_textpage().get_text_range() for page in document]
        assert any(all(word in page for word in ("Goals", "Measured", "Ottermill")) for page in pages), before


@pytest.mark.parametrize("code", ["first-warning", "abc", "allegation-schedule"])
def test_a_drawing_larger_than_the_page_is_made_smaller(code: str, tmp_path: Path) -> None:
    words = words_of(render(paper(code, blocks=(TALL_MAP, *paragraphs("After")))), tmp_path)

    assert {"Middle", "After"} <= {word.text for word in words}


def test_fills_and_hatches_differ_in_grey() -> None:
    fills = [Fill(0), Fill(0.3), Fill(1), *(Fill(0, hatch) for hatch in Hatch if hatch), Fill(1, Hatch.RISING)]
    shares = []
    for fill in fills:
        whole = seen((Drawing(100, 100, "x", (Rect((0, 0), 100, 100, pen=None, fill=fill),)),))
        middle = whole.crop((400, 1300, 800, 1700)).convert("L")
        shares.append(round(sum(value * count for value, count in enumerate(middle.histogram())) / 160_000))

    assert shares[0] == 255
    assert shares[1] > shares[2]
    assert all(120 < share < 250 for share in shares[3:-1])
    assert shares[2] < shares[-1] < 100


def test_a_hole_in_an_area_stays_white() -> None:
    outer, inner = ((0, 0), (100, 0), (100, 100), (0, 100)), ((20, 20), (80, 20), (80, 80), (20, 80))
    page = seen((Drawing(100, 100, "x", (Polygon((outer, inner), fill=Fill(1)),)),))
    left, top = 250, next(y for y in range(page.height) if page.getpixel((300, y)) < 60 and y > 900)

    assert page.getpixel((left + 100, top + 100)) < 60
    assert page.getpixel((left + 500, top + 500)) > 250


def test_a_picture_stands_at_the_left_and_its_words_beside_it(tmp_path: Path) -> None:
    beside = ((Run("Ring us."),), (Run("We will help."),))
    pdf = render(paper(blocks=(Figure("A telephone", picture(), 40, 40, beside),)))
    ring = next(word for word in words_of(pdf, tmp_path) if word.text == "Ring")

    assert ring.left == pytest.approx(25 + 46, abs=0.5)
    assert len(list(pypdfium2.PdfDocument(pdf)[0].get_objects(filter=[3]))) == 1


@pytest.mark.parametrize("odd", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"<svg/>"])
def test_a_picture_that_is_none_leaves_its_place_and_its_words(odd: bytes) -> None:
    assert squeezed("A telephone ringing") in squeezed(
        text_of(render(paper(blocks=(Figure("A telephone ringing", odd),))))
    )


def test_a_map_of_many_points_prints() -> None:
    chance = random.Random(7)
    points = tuple((chance.uniform(0, 160), chance.uniform(0, 100)) for _ in range(3000))
    shapes = (Line(points, Pen(0.1)), *(Circle(point, 0.5, None, Fill(0.8)) for point in points[:300]))

    assert dark_share(seen((Drawing(160, 100, "x", shapes),))) > 0.1


def test_any_script_may_stand_in_a_drawing() -> None:
    labels = tuple(
        Label((0, 10 * place), text) for place, text in enumerate(("Łódź", "王小明", "محمد علي", "a\x00\ud800b", ""))
    )
    found = squeezed(text_of(render(paper(blocks=(Drawing(100, 60, "x", labels),)))))

    assert all(word in found for word in ("Łódź", "王小明", "a\ufffdb"))
