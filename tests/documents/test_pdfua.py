"""Papers that everybody can read: the checker sorts files of known worth, and every paper of ours passes it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from asbdesk.documents import inks
from asbdesk.documents.blocks import (
    Aside,
    Blocks,
    Code,
    Drawing,
    Figure,
    Heading,
    Panel,
    Paragraph,
    Run,
    Signature,
    Signatures,
    Table,
    TickBoxes,
)
from asbdesk.documents.compose import compose
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import template, templates
from asbdesk.documents.paper import paper_for
from asbdesk.documents.pdf import render
from asbdesk.documents.shapes import Circle, Fill, Hatch, Label
from tests.documents.papers import example_facts, paper, paragraphs, text_of
from tests.documents.pdfua import RULES, UNKNOWN, broken
from tests.documents.pdfua_tree import Node, Paper
from tests.shared_data import shared

NAMES = ("محمد علي", "王小明", "שלום עולם", "Zoë Łuczak", "😍🏿", "ትግርኛ", "a\x00\ud800b\u202e", "<b>&amp;</b> (\\")


def tree(pdf: bytes) -> Paper:
    return Paper(pikepdf.open(BytesIO(pdf)))


def marks(node: Node) -> int:
    """How many marked contents an element has itself."""
    kids = node.obj.K
    every = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return sum(isinstance(each, int) or "/MCID" in each for each in every)


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    return made.getvalue()


def test_the_checker_sorts_files_of_known_worth_by_what_they_break() -> None:
    for file in sorted(shared("pdf/pdfua1").glob("*.pdf")):
        named = re.match(r"(.+-t\d\d)-(pass|fail)", file.name)
        assert named, file.name
        rule, verdict = named.groups()
        found = broken(file)
        if verdict == "pass":
            assert not found, file.name
        else:
            assert rule in found or rule in UNKNOWN, file.name


def test_the_checker_knows_most_of_the_rules_and_names_the_others() -> None:
    assert len(RULES) > 90
    assert not set(RULES) & set(UNKNOWN)


def test_the_checker_finds_what_a_paper_of_ours_would_lack(tmp_path: Path) -> None:
    def spoilt(change: str) -> set[str]:
        with pikepdf.open(BytesIO(render(paper()))) as pdf:
            if change == "tree":
                del pdf.Root.StructTreeRoot
            elif change == "title":
                pdf.Root.ViewerPreferences.DisplayDocTitle = False
            elif change == "content":
                pdf.pages[0].contents_add(b"0 0 10 10 re f")
            else:
                del pdf.pages[0].Resources.Font["/B0"]["/ToUnicode"]
            pdf.save(tmp_path / "spoilt.pdf")
        return broken(tmp_path / "spoilt.pdf")

    assert {"7.1-t11", "7.1-t03"} <= spoilt("tree")
    assert spoilt("title") == {"7.1-t10"}
    assert spoilt("content") == {"7.1-t03"}
    assert spoilt("font") == {"7.21.7-t01"}


@pytest.mark.parametrize("code", tuple(templates()))
def test_every_paper_of_ours_passes(code: str) -> None:
    assert broken(render(paper(code))) == set()


@pytest.mark.parametrize("code", ["first-warning", "abc", "court-application", "allegation-schedule"])
@pytest.mark.parametrize("size", [11.0, 18.0])
def test_every_layout_passes_at_every_size_with_any_block_and_any_name(code: str, size: float) -> None:
    blocks: Blocks = (
        Aside(((Run("Statement of"),), (Run("No. 1"),))),
        Heading(2, (Run("A second before a first"),)),
        Heading(3, (Run("A third"),)),
        Heading(1, (Run("A first"),)),
        *paragraphs(*NAMES),
        Paragraph((Run("Croeso.", language="cy"), Run(" Welcome. "), Run("Witamy.", language="pl"))),
        Panel((Heading(2, (Run("In a panel"),)), *paragraphs(*NAMES), TickBoxes(((Run("Yes"),),)))),
        Table(((Run("Who"),), (Run("When"),)), tuple((((Run(each),)), ()) for each in NAMES)),
        Table(((Run("Long"),),), (((Run("A cell taller than a page. " * 250),),),)),
        Signatures((Signature("Police", NAMES[0]),)),
        Code("ASB/1", ((Run("Sheet"),), (Run("words"),))),
        Figure("A telephone", picture(), beside=((Run("Ring us."),),)),
        Figure("", picture()),
        Figure("A place for a picture"),
        Drawing(60, 30, "May: 3.", (Circle((9, 9), 5, fill=Fill(0.4, Hatch.CROSSED)), Label((9, 20), NAMES[0]))),
        Paragraph((Run("unknown", missing=True),)),
    )
    recipient = replace(EXAMPLE.recipient, full_name=NAMES[0], address=NAMES[1:4])
    office = replace(EXAMPLE.office, name=NAMES[3], logo=picture())

    made = replace(paper(code, blocks=blocks, recipient=recipient, office=office), size=size)
    assert broken(render(made)) == set()


def test_hostile_strings_break_no_rule() -> None:
    texts = shared("injection/html-quick.txt").read_text(encoding="utf-8").splitlines()
    assert (
        broken(render(paper(blocks=paragraphs(*texts[:150]), recipient=replace(EXAMPLE.recipient, full_name=texts[0]))))
        == set()
    )


def test_headings_skip_no_level_and_siblings_are_alike() -> None:
    levels = (2, 3, 3, 2, 1, 3, 2)
    pdf = render(paper("abc", blocks=tuple(Heading(level, (Run(f"Level {level}"),)) for level in levels)))

    assert [node.kind for node in tree(pdf).nodes if node.kind.startswith("H")] == [
        "H1",
        "H2",
        "H2",
        "H1",
        "H1",
        "H2",
        "H2",
    ]


def test_a_paragraph_that_goes_on_overleaf_is_one_element_with_two_marked_contents() -> None:
    pdf = render(paper(blocks=paragraphs("These words go on. " * 300, "These are the last.")))

    read = tree(pdf)
    long = [marks(node) for node in read.nodes if node.kind == "P" and node.parent in read.nodes[:1]]

    assert [count for count in long if count > 1] == [2]
    assert "These words go on. These words" in " ".join(text_of(pdf).split())


def test_a_header_that_comes_again_overleaf_is_read_once() -> None:
    rows = tuple(((Run(f"Row {number}"),),) for number in range(80))
    read = tree(render(paper("abc", blocks=(Table(((Run("Header"),),), rows),))))

    assert [node.kind for node in read.nodes].count("TH") == 1
    assert [node.kind for node in read.nodes].count("TD") == 80
    assert len(read.pdf.pages) > 2


def test_a_row_that_its_first_cell_names_has_it_for_its_head_and_an_empty_cell_is_no_head() -> None:
    years = Table(((), (Run("2001"),), (Run("2002"),)), (((Run("Noise"),), (Run("6"),), (Run("7"),)),))
    asked = Table(((Run("Was it"),), (Run("very"),)), (((Run("easy?"),), ()),))
    listed = Table(((Run("When"),), (Run("What"),)), (((Run("1 May"),), (Run("noise"),)),))
    read = tree(render(paper("abc", blocks=(years, asked, listed))))

    assert [node.kinds for node in read.nodes if node.kind == "TR"] == [
        ["TD", "TH", "TH"], ["TH", "TD", "TD"], ["TH", "TH"], ["TH", "TD"], ["TH", "TH"], ["TD", "TD"],
    ]  # fmt: skip


def test_words_in_another_language_say_so_and_the_others_do_not() -> None:
    whole, mixed = (Run("Croeso i bawb.", language="cy"),), (Run("Say "), Run("croeso", language="cy"), Run(" to all."))
    read = tree(render(paper(blocks=(Paragraph(whole), Paragraph(mixed)))))
    found = [(node.kind, str(node.obj.Lang)) for node in read.nodes if "/Lang" in node.obj]

    assert found == [("P", "cy"), ("Span", "cy")]
    assert read.language == "en-GB"


def test_a_welsh_paper_says_of_what_it_has_in_english_alone_that_it_is_english() -> None:
    welsh, office = template("first-warning", "cy"), replace(EXAMPLE.office, complaints_welsh="Ffoniwch i gwyno.")
    facts = replace(example_facts(welsh), office=office)
    read = tree(render(paper_for(welsh, facts, compose(welsh, facts))))

    assert read.language == "cy"
    incidents, order_and_court, data_notice = len(facts.incidents), 2, 1
    english = [str(node.obj.Lang) for node in read.nodes if "/Lang" in node.obj]
    assert english == ["en-GB"] * (incidents + order_and_court + data_notice)


def test_a_long_paper_has_bookmarks_and_a_short_one_has_none() -> None:
    blocks = tuple(
        b
        for number in range(9)
        for b in (Heading(1 + number % 3, (Run(f"Part {number}"),)), *paragraphs("Words. " * 300))
    )
    with pikepdf.open(BytesIO(render(paper("abc", blocks=blocks)))) as pdf, pdf.open_outline() as outline:
        assert [each.title for each in outline.root] == ["Part 0", "Part 3", "Part 6"]
        assert [each.title for each in outline.root[0].children] == ["Part 1"]
        assert [each.title for each in outline.root[0].children[0].children] == ["Part 2"]
    with pikepdf.open(BytesIO(render(paper("abc", blocks=paragraphs("Short"))))) as pdf:
        assert "/Outlines" not in pdf.Root


def test_a_line_from_right_to_left_is_read_out_in_the_order_in_which_it_was_typed() -> None:
    read = tree(render(paper(blocks=paragraphs("محمد علي"))))

    assert "محمد علي" in [str(node.obj.ActualText) for node in read.nodes if "/ActualText" in node.obj]


def test_every_text_stands_out_from_its_ground() -> None:
    def light(color: inks.HexColor) -> float:
        parts = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (color.red, color.green, color.blue)
        )
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for ink in (inks.INK, inks.MUTED, inks.ACCENT):
        for ground in (inks.WHITE, inks.SHADE, inks.AMBER):
            assert (light(ground) + 0.05) / (light(ink) + 0.05) >= 4.5


def test_papers_made_in_any_order_are_the_same_bytes() -> None:
    first, foreign = paper(), paper("abc", blocks=paragraphs(*NAMES))
    alone = render(first)
    other = render(foreign)

    assert render(first) == alone
    assert render(foreign) == other
