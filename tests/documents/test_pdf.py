from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDocument

from asbdesk.documents import accessible
from asbdesk.documents.blocks import Block, Panel, Signature, Signatures
from asbdesk.documents.compose import compose
from asbdesk.documents.facts import Facts, OfficeFacts, OfficerFacts, PanelLine
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import templates
from asbdesk.documents.paper import missing_from, paper_for
from asbdesk.documents.pdf import render
from asbdesk.domain.casework import PaperFormat
from asbdesk.reference_data import load_languages
from tests.documents.papers import Word, example_facts, paper, paragraphs, reader, squeezed, text_of, words_of

SEVEN = (
    "The Flat above the Old Bakery",
    "Block C, Quarry House",
    "114 to 118 Quarry Road",
    "Upper Thornmere",
    "Thornmere",
    "TM3 8QX",
)
LONG_NAME = "The Royal Borough Council of Thornmere, Quarrydale and the Upper Larch Valley Unitary Authority"


def to(address: tuple[str, ...], name: str = "Dean Mercer"):
    return paper(recipient=replace(EXAMPLE.recipient, full_name=name, address=address))


def inside_window(word: Word) -> bool:
    return word.page == 1 and word.right > 24.6 and word.left < 120.0 and word.bottom > 39.5 and word.top < 66.3


@pytest.mark.parametrize("office", [EXAMPLE.office, replace(EXAMPLE.office, name=LONG_NAME)])
@pytest.mark.parametrize("address", [EXAMPLE.recipient.address, SEVEN, SEVEN * 2, ("W" * 90, "TM3 8QX")])
def test_the_window_shows_the_whole_address_and_nothing_else(
    address: tuple[str, ...], office: OfficeFacts, tmp_path: Path
) -> None:
    made = paper(office=office, recipient=replace(EXAMPLE.recipient, address=address))
    seen = [word for word in words_of(render(made), tmp_path) if inside_window(word)]

    assert squeezed("".join(word.text for word in seen)) == squeezed("".join(("Dean Mercer", *address)))
    assert min(word.left for word in seen) >= 24.6
    assert max(word.right for word in seen) <= 120.0
    assert min(word.top for word in seen) >= 39.5
    assert max(word.bottom for word in seen) <= 66.3


def test_the_body_begins_at_95_mm_and_the_sender_stands_right_of_125_mm(tmp_path: Path) -> None:
    words = [word for word in words_of(render(paper()), tmp_path) if word.page == 1]
    above = [word for word in words if word.top < 95 and not inside_window(word) and word.left >= 120]

    dear = next(word for word in words if word.text == "Dear")
    assert 95 <= dear.top < 97
    assert {"ASB/2003/0147/L2", "November", "Testwick"} <= {word.text for word in above}
    assert min(word.left for word in above) >= 125
    assert max(word.right for word in words) <= 210 - 15
    assert min(word.left for word in words) >= 15
    assert min(word.top for word in words) >= 5


@pytest.mark.parametrize("name", [LONG_NAME, "Thornmere"])
def test_the_office_name_stays_in_the_logo_zone(name: str, tmp_path: Path) -> None:
    words = words_of(render(paper(office=replace(EXAMPLE.office, name=name))), tmp_path)
    mark = [word for word in words if word.page == 1 and word.left < 120 and word.top < 39.5]

    assert squeezed("".join(word.text for word in mark)) == squeezed(name)
    assert max(word.bottom for word in mark) <= 30.5


def test_a_logo_is_drawn_in_the_logo_zone_and_the_name_moves_to_the_sender(tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (400, 100), "navy").save(picture, "PNG")
    pdf = render(paper(office=replace(EXAMPLE.office, logo=picture.getvalue())))

    assert len(reader(pdf).pages[0].images) == 1
    assert next(word for word in words_of(pdf, tmp_path) if word.text == "Borough").left >= 125


def test_fold_marks_stand_at_99_and_198_mm_at_the_left_edge(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(render(paper()))
    try:
        command = ["pdftoppm", "-r", "254", "-f", "1", "-l", "1", "-gray", "paper.pdf", "page"]
        subprocess.run(command, cwd=tmp_path, check=True)
    except FileNotFoundError:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    page = Image.open(next(tmp_path.glob("page*.pgm")))
    dark = [row / 10 for row in range(page.height) if min(page.getpixel((x, row)) for x in (60, 70, 80)) < 240]

    assert dark
    assert all(abs(mm - 99) <= 0.3 or abs(mm - 198) <= 0.3 for mm in dark)
    assert {round(mm / 99) for mm in dark} == {1, 2}


def test_every_page_says_which_of_how_many_and_later_pages_carry_the_reference() -> None:
    pages = reader(render(paper(blocks=paragraphs(*["A long letter. " * 60] * 20)))).pages

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()
        assert "ASB/2003/0147/L2" in page.extract_text()


@pytest.mark.parametrize("lines", range(1, 60))
def test_the_signature_and_foot_panel_stay_together_with_the_last_words_and_never_collide(lines: int) -> None:
    pages = reader(render(paper(blocks=paragraphs(*[f"Line {number}." for number in range(lines)])))).pages
    last = pages[-1].extract_text()

    assert all(part in last for part in (f"Line {lines - 1}.", "Yours sincerely", "Amina Testwick", "Braille", "999"))
    assert all("Yours sincerely" not in page.extract_text() for page in pages[:-1])


def test_the_foot_panel_stands_at_the_foot_and_below_everything_else(tmp_path: Path) -> None:
    words = words_of(render(paper(blocks=paragraphs("Short."))), tmp_path)
    panel_top = next(word.top for word in words if word.text == "Large")

    assert panel_top > 230
    assert max(word.bottom for word in words if word.text == "Council" and word.left < 100) < panel_top


@pytest.mark.parametrize(
    ("name", "dear", "yours"),
    [("Mr Mercer", "Dear Mr Mercer", "Yours sincerely"), ("", "Dear Sir or Madam", "Yours faithfully")],
)
def test_the_close_follows_the_salutation(name: str, dear: str, yours: str) -> None:
    text = text_of(render(paper(recipient=replace(EXAMPLE.recipient, salutation_name=name))))

    assert dear in text
    assert yours in text


def test_the_metadata_names_the_paper_and_the_office_and_nobody_else() -> None:
    pdf = render(paper())
    about = reader(pdf).metadata

    assert about is not None
    assert about.title == "First warning letter, ASB/2003/0147/L2"
    assert about.author == "Thornmere Borough Council"
    assert about.get("/CreationDate") == "D:20031117000000Z"
    assert not any("Mercer" in str(value) or "Testwick" in str(value) for value in about.values())
    assert reader(pdf).trailer["/Root"]["/Lang"] == "en-GB"
    assert not any(path in pdf for path in (b"/home", b"/root", b"/work", b"/tmp", b"site-packages"))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(paper()) == render(paper())


@pytest.mark.parametrize("code", tuple(templates()))
def test_every_template_prints_with_its_fonts_embedded(code: str) -> None:
    for page in reader(render(paper(code))).pages:
        for font in page["/Resources"]["/Font"].values():
            if "Helvetica" not in font.get_object()["/BaseFont"]:
                assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    text = text_of(render(paper(code)))
    assert "Helvetica" not in text
    assert "Thornmere Borough Council" in text


@pytest.mark.parametrize("code", tuple(templates()))
def test_every_template_prints_without_facts_and_shows_what_is_missing(code: str) -> None:
    from asbdesk.documents.compose import compose
    from asbdesk.documents.library import template
    from asbdesk.documents.paper import paper_for

    facts = Facts(OfficeFacts(name="Thornmere Borough Council"))
    text = text_of(render(paper_for(template(code), facts, compose(template(code), facts))))

    assert "[" in text
    assert "Page 1 of" in text


def test_large_print_is_set_in_18_points(tmp_path: Path) -> None:
    ordinary = words_of(render(paper()), tmp_path)
    large = words_of(render(paper(recipient=replace(EXAMPLE.recipient, preferred_format="Large print"))), tmp_path)

    def height(words: list[Word]) -> float:
        return next(word.bottom - word.top for word in words if word.text == "writing")

    assert height(large) / height(ordinary) == pytest.approx(18 / 11.5, rel=0.03)


def test_the_contract_has_every_section_a_contract_must_have() -> None:
    text = squeezed(text_of(render(paper("abc"))))

    for section in (
        "ASB/2003/0147/C1", "This contract is with", "Why we are here", "What I will not do", "What I will do",
        "What the agencies will do", "How long it lasts", "If it is kept", "If it is broken",
        "What we do with this information", "Before signing", "Signatures", "Copies received", "Record of reviews",
    ):  # fmt: skip
        assert squeezed(section) in text


def test_a_letter_without_address_date_or_officer_shows_it_and_says_what_it_lacks() -> None:
    bare = replace(paper(), address=(), date=None, officer=OfficerFacts())
    text = text_of(render(bare))

    assert missing_from(bare) == ("address of the recipient", "date of the letter", "name of the officer")
    assert "[address of the recipient]" in text
    assert "[name of the officer]" in text


def test_a_title_or_office_name_that_cannot_be_printed_does_no_harm() -> None:
    odd = replace(paper(), title="A\ud800\x00B", office=replace(EXAMPLE.office, name="Thorn\ud800\x00mere"))

    assert reader(render(odd)).metadata.title == "A\ufffdB"


@pytest.mark.parametrize("panel", [(), (PanelLine("pl", "Polski", "Ten list jest ważny."),)])
def test_the_foot_of_a_document_never_stands_alone_on_a_page(panel: tuple[PanelLine, ...]) -> None:
    office = replace(EXAMPLE.office, panel=panel)
    for lines in range(26, 36):
        made = paper("abc-interview", paragraphs(*["Said."] * lines), office=office)
        last = reader(render(made)).pages[-1].extract_text()
        assert "Said." in last or "Polski" in last, lines


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (Panel(paragraphs("Ring us if you cannot come.")), "Ring us if you cannot come."),
        (Signatures((Signature("Tenant", "Dean Mercer"),)), "Tenant"),
    ],
    ids=["panel", "signatures"],
)
def test_a_letter_may_end_with_what_is_kept_together(last: Block, words: str) -> None:
    read = squeezed(text_of(render(paper(blocks=(*paragraphs("A word before."), last)))))
    assert read.index("Awordbefore.") < read.index(squeezed(words)) < read.index("Yourssincerely")


@pytest.mark.parametrize("code", ["first-warning", "abc"])
def test_what_is_written_is_to_the_byte_what_reportlab_writes(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = render(paper(code))
    monkeypatch.setattr(accessible, "written", PDFDocument.format)
    assert render(paper(code)) == quick


@pytest.mark.parametrize("code", ["abc-breach-notice", "abc-copy", "mediation-agreement"])
def test_in_large_print_the_whole_panel_of_languages_stands_with_the_foot_where_no_page_holds_the_close_too(
    code: str,
) -> None:
    known = [each for each in load_languages() if each.tag in ("pl", "ro", "so", "pt", "es", "sq")]
    panel = tuple(PanelLine(each.tag, each.own_name, each.sentence("01632 960 100")) for each in known)
    made = templates()[code]
    facts = example_facts(made, office=replace(EXAMPLE.office, panel=panel, languages=""))
    large = PaperFormat.LARGE_PRINT
    pdf = render(paper_for(made, facts, compose(made, facts, large), large))
    pages = [page.extract_text() for page in reader(pdf).pages]
    assert all(each.own_name in pages[-1] for each in known)
    assert "Emergency:" in pages[-1]
    assert not any(each.own_name in page for each in known for page in pages[:-1])
