"""True redaction of a PDF: nothing at hand finds what was hidden, and everything else stays."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from asbdesk.documents import pages
from asbdesk.documents.redact import redact
from asbdesk.domain.redaction import Box
from asbdesk.errors import InvalidField, Refused
from tests.services.redacting import SIZE, WHY, boxes_on, page_of, text_of, tools_find
from tests.shared_data import shared

SECRET = "Quillfeather"


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("font", ["Helvetica", "Times-Italic", "Courier", "Body"])
def test_no_tool_finds_a_hidden_name_and_its_neighbours_stay(font: str, tmp_path: Path) -> None:
    content = page_of(["Mrs Quillfeather saw the lad.", "The lad ran. Quillfeather rang."], font)
    boxes = boxes_on(content, SECRET)
    assert len(boxes) == 2
    made = redact(content, boxes)
    assert made.burned == ()
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert squeezed(text_of(made.content)) == "Mrssawthelad.Theladran.rang."


def test_what_travels_with_the_file_goes_too(tmp_path: Path) -> None:
    pdf = pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad."])))
    with pdf.open_metadata() as meta:
        meta["dc:title"] = "About Quillfeather"
    pdf.docinfo["/Author"] = SECRET
    pdf.attachments["quill.txt"] = pikepdf.AttachedFileSpec(pdf, b"Quillfeather", filename="Quillfeather.txt")
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Quillfeather')")
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 20, 20], Contents=SECRET
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(Maker=pikepdf.Dictionary(Private=SECRET))
    out = BytesIO()
    pdf.save(out)
    first = out.getvalue()
    # an earlier version, kept beneath a later one as some writers do
    grown = first + b"\n% Quillfeather stood here before\n" + first[first.rindex(b"startxref") :]
    made = redact(grown, boxes_on(grown, SECRET))
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert b"% Quill" not in made.content
    assert squeezed(text_of(made.content)) == "Mrssawthelad."


def test_text_of_single_letters_and_split_arrays_goes_letter_by_letter(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=SIZE, pageCompression=0)
    text = canvas.beginText(50, 500)
    text.setFont("Helvetica", 12)
    canvas.drawText(text)
    for number, letter in enumerate("See Quillfeather go"):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(50 + number * 9, 500, letter)
    canvas.showPage()
    canvas.save()
    pdf = pikepdf.open(BytesIO(out.getvalue()))
    more = b"BT /F1 12 Tf 14 TL 2 Tc 110 Tz 50 400 Td [(See Qu) -40 (illf) 30 (eather go)] TJ (and Quillfeather) ' ET"
    pdf.pages[0].contents_add(pdf.make_stream(more))
    saved = BytesIO()
    pdf.save(saved)
    content = saved.getvalue()
    # letters set apart read as words of one letter: the box covers where they stand
    boxes = (*boxes_on(content, SECRET), Box(0, 50 + 4 * 9 - 1, 85, 12 * 9, 14, WHY))
    made = redact(content, boxes)
    assert made.burned == ()
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert squeezed(text_of(made.content)) == "SeegoSeegoand"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_cropped_page_is_redacted_where_it_is_seen(turn: int, tmp_path: Path) -> None:
    pdf = pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad.", "Nothing to hide."])))
    pdf.pages[0].obj.CropBox = pikepdf.Array([30, 200, 400, 580])
    pdf.pages[0].obj.Rotate = turn
    out = BytesIO()
    pdf.save(out)
    content = out.getvalue()
    made = redact(content, boxes_on(content, SECRET))
    assert made.burned == ()
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert "Nothing to hide." in text_of(made.content)


def scan(words: str) -> Image.Image:
    """A page as a scanner saw it."""
    picture = Image.new("RGB", (840, 1190), (250, 248, 240))
    draw = ImageDraw.Draw(picture)
    for number, word in enumerate(words.split()):
        draw.text((100, 100 + 60 * number), word, fill=(20, 20, 20), font_size=40)
    return picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_scan_with_a_layer_of_text_loses_both_under_the_box(kind: str, tmp_path: Path) -> None:
    held, out = BytesIO(), BytesIO()
    scan("Mrs Quillfeather saw").save(held, kind)
    canvas = Canvas(out, pagesize=SIZE)
    canvas.drawImage(ImageReader(held), 0, 0, *SIZE)
    for number, word in enumerate(("Mrs", SECRET, "saw")):
        text = canvas.beginText(50, SIZE[1] - 70 - 30 * number)
        text.setFont("Helvetica", 20)
        text.setTextRenderMode(3)
        text.textOut(word)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    content = out.getvalue()
    box = Box(0, 40, 76, 200, 29, WHY)
    made = redact(content, [box])
    assert made.burned == ()
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert squeezed(text_of(made.content)) == "Mrssaw"
    with pikepdf.open(BytesIO(made.content)) as pdf:
        picture = pikepdf.PdfImage(next(iter(pdf.pages[0].get_images().values()))).as_pil_image().convert("L")
    wide = picture.width
    scale = wide / SIZE[0]
    under = picture.crop((int(41 * scale), int(77 * scale), int(238 * scale), int(104 * scale)))
    assert under.getextrema()[1] < 30
    assert picture.crop((0, 0, wide, int(70 * scale))).getextrema()[1] > 200


def test_a_picture_in_the_pages_own_drawing_loses_its_dots() -> None:
    pixels = bytes(range(0, 250, 10)) * 4
    drawing = b"q 100 0 0 100 50 400 cm BI /W 10 /H 10 /BPC 8 /CS /G ID " + pixels + b" EI Q"
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=SIZE)
    page.obj.Contents = pdf.make_stream(drawing)
    out = BytesIO()
    pdf.save(out)
    made = redact(out.getvalue(), [Box(0, 45, 90, 120, 60, WHY)])
    assert made.burned == ()
    with pikepdf.open(BytesIO(made.content)) as copy:
        picture = pikepdf.PdfImage(next(iter(copy.pages[0].get_images().values()))).as_pil_image()
    assert picture.crop((0, 0, 10, 5)).getextrema() == (0, 0)
    assert picture.crop((0, 7, 10, 10)).tobytes() == pixels[70:]


def test_a_form_that_two_pages_share_is_redacted_on_one_of_them(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    for number in range(2):
        if not number:
            canvas.beginForm("shared")
            canvas.setFont("Helvetica", 12)
            canvas.drawString(50, 500, "Mrs Quillfeather saw the lad.")
            canvas.endForm()
        canvas.doForm("shared")
        canvas.showPage()
    canvas.save()
    content = out.getvalue()
    boxes = boxes_on(content, SECRET)
    assert [box.page for box in boxes] == [0, 1]
    one = redact(content, boxes[:1])
    assert one.burned == ()
    assert squeezed(text_of(one.content)) == "Mrssawthelad.MrsQuillfeathersawthelad."
    both = redact(content, boxes)
    assert tools_find(both.content, SECRET, tmp_path) == []


def test_a_page_that_cannot_be_taken_apart_is_made_a_picture_and_says_so(tmp_path: Path) -> None:
    pdf = pikepdf.open(BytesIO(page_of(["Mrs Quillfeather saw the lad."])))
    font = pdf.pages[0].Resources.Font["/F1"]
    font.BaseFont = pikepdf.Name("/NobodyKnowsIt")
    out = BytesIO()
    pdf.save(out)
    content = out.getvalue()
    made = redact(content, boxes_on(content, SECRET))
    assert [each.page for each in made.burned] == [0]
    assert "how wide its letters are" in made.burned[0].why
    assert tools_find(made.content, SECRET, tmp_path) == []
    assert text_of(made.content).strip() == ""
    with pages.opened(made.content) as document:
        assert pages.sizes(document) == (SIZE,)


def test_a_name_drawn_as_lines_goes_or_its_page_becomes_a_picture() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    path = canvas.beginPath()
    path.moveTo(60, 500)
    for number in range(12):
        path.curveTo(60 + 9 * number, 510, 64 + 9 * number, 495, 69 + 9 * number, 500)
    canvas.drawPath(path)
    canvas.showPage()
    canvas.save()
    whole = redact(out.getvalue(), [Box(0, 40, 60, 300, 60, WHY)])
    assert whole.burned == ()
    with pikepdf.open(BytesIO(whole.content)) as pdf:
        assert b" c\n" not in pdf.pages[0].Contents.read_bytes()
    part = redact(out.getvalue(), [Box(0, 40, 60, 60, 60, WHY)])
    assert "drawing" in part.burned[0].why


def test_a_locked_or_damaged_file_and_a_box_off_its_page_are_told_in_words() -> None:
    content = page_of(["Mrs Quillfeather saw the lad."])
    pdf, out = pikepdf.open(BytesIO(content)), BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="secret"))
    with pytest.raises(Refused, match="locked with a password"):
        redact(out.getvalue(), [Box(0, 1, 1, 10, 10, WHY)])
    with pytest.raises(Refused, match="damaged"):
        redact(b"%PDF-1.4 no more than that", [Box(0, 1, 1, 10, 10, WHY)])
    with pytest.raises(InvalidField, match="a page that this file does not have"):
        redact(content, [Box(3, 1, 1, 10, 10, WHY)])
    with pytest.raises(InvalidField, match="off its page"):
        redact(content, [Box(0, 1000, 1, 10, 10, WHY)])
    with pytest.raises(InvalidField, match="Say why"):
        redact(content, [Box(0, 1, 1, 10, 10, " ")])


_WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzÄéÖ", min_size=4, max_size=10), min_size=6, max_size=24)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=_WORDS, picks=st.data())
def test_whatever_the_words_and_boxes_what_is_inside_goes_and_what_is_outside_stays(words, picks) -> None:
    lines = [" ".join(words[n : n + 4]) for n in range(0, len(words), 4)]
    content = page_of(lines, picks.draw(st.sampled_from(["Helvetica", "Body"])))
    left, top = picks.draw(st.floats(30, 300)), picks.draw(st.floats(30, 200))
    box = Box(0, left, top, picks.draw(st.floats(5, 200)), picks.draw(st.floats(4, 80)), WHY)
    with pages.opened(content) as document:
        letters = pages.chars(document[0])
    made = redact(content, [box])
    assert made.burned == ()
    with pages.opened(made.content) as document:
        after = pages.chars(document[0])
    sides = box.rect

    def away(rect: tuple[float, float, float, float]) -> bool:
        return rect[0] >= sides[2] or rect[2] <= sides[0] or rect[1] >= sides[3] or rect[3] <= sides[1]

    places = {(each.text, round(each.rect[0]), round(each.rect[1])) for each in after}
    for each in letters:
        if away(each.rect) and each.text.strip():
            near = {
                (each.text, round(each.rect[0]) + n, round(each.rect[1]) + m) for n in (-1, 0, 1) for m in (-1, 0, 1)
            }
            assert near & places, each
    for each in after:
        across, down = each.middle
        assert not (sides[0] <= across <= sides[2] and sides[1] <= down <= sides[3] and each.text.strip())


def test_real_files_are_redacted_or_made_pictures_and_read_back() -> None:
    files = sorted(shared("pdf").glob("pdfua1/*.pdf"), key=lambda path: path.stat().st_size)[:10]
    for path in files:
        content = path.read_bytes()
        with pages.opened(content) as document:
            wide, high = document.get_page_size(0)
        box = Box(0, wide * 0.1, high * 0.08, wide * 0.3, high * 0.1, WHY)
        made = redact(content, [box])
        with pages.opened(made.content) as document:
            inside = [each for each in pages.chars(document[0]) if each.text.strip()]
        assert not [
            each
            for each in inside
            if box.left <= each.middle[0] <= box.rect[2] and box.top <= each.middle[1] <= box.rect[3]
        ], path.name
