"""Ordinary, large print, easy read, and two languages, out of one template."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.documents.blocks import Idea
from asbdesk.documents.compose import compose
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import template
from asbdesk.documents.paper import Paper, format_for, paper_for
from asbdesk.documents.pdf import render
from asbdesk.documents.pictures import pictures
from asbdesk.domain.casework import PaperFormat
from tests.documents.papers import example_facts, reader, squeezed, words_of

LARGE, EASY = PaperFormat.LARGE_PRINT, PaperFormat.EASY_READ


def paper_in(code: str, chosen: PaperFormat) -> Paper:
    made = template(code)
    facts = example_facts(made)
    return paper_for(made, facts, compose(made, facts, chosen), chosen)


def sizes_of(pdf: bytes, folder: Path) -> list[tuple[float, str]]:
    """Every piece of text with its size in points, as poppler sees it; skipped where poppler is absent."""
    import re

    source = folder / "sized.pdf"
    source.write_bytes(pdf)
    try:
        out = subprocess.run(
            ["pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", source], check=True, capture_output=True, text=True
        ).stdout
    except FileNotFoundError:
        pytest.skip("pdftohtml (poppler-utils) is not installed")
    fonts = {found[1]: float(found[2]) for found in re.finditer(r'<fontspec id="(\d+)" size="(-?\d+)"', out)}
    return [
        (fonts[found[1]], re.sub(r"<[^>]+>", "", found[2])) for found in re.finditer(r'font="(\d+)">(.*?)</text>', out)
    ]


@pytest.mark.parametrize(("chosen", "body", "least"), [(LARGE, 18, 16), (EASY, 16, 14)])
def test_nothing_is_small_but_the_address_in_the_window(
    chosen: PaperFormat, body: int, least: int, tmp_path: Path
) -> None:
    sizes = sizes_of(render(paper_in("first-contact", chosen)), tmp_path)
    address = {"Dean Mercer", *EXAMPLE.recipient.address}

    assert {size for size, words in sizes if size < least and words.strip() not in address} == set()
    assert any(size == body and "Dear Mr Mercer" in words for size, words in sizes)


@pytest.mark.parametrize("chosen", [LARGE, EASY])
def test_the_window_shows_the_address_and_nothing_else(chosen: PaperFormat, tmp_path: Path) -> None:
    seen = [
        word
        for word in words_of(render(paper_in("first-contact", chosen)), tmp_path)
        if word.page == 1 and word.right > 24.6 and word.left < 120 and word.bottom > 39.5 and word.top < 66.3
    ]

    assert squeezed("".join(word.text for word in seen)) == squeezed(
        "".join(("Dean Mercer", *EXAMPLE.recipient.address))
    )
    assert min(word.left for word in seen) >= 24.6
    assert max(word.bottom for word in seen) <= 66.3


def test_large_print_has_no_slanted_letters() -> None:
    made = template("abc")
    facts = example_facts(made)
    fonts = {
        str(font["/BaseFont"])
        for page in reader(render(paper_for(made, facts, compose(made, facts, LARGE), LARGE))).pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }

    assert fonts
    assert not [font for font in fonts if "Italic" in font]


def test_easy_read_says_one_idea_beside_one_picture() -> None:
    blocks = compose(template("first-contact"), example_facts(template("first-contact")), EASY)
    ideas = [block for block in blocks if isinstance(block, Idea)]

    assert len(ideas) > 10
    assert {each.picture for each in ideas} <= set(pictures())


def test_the_format_is_the_one_that_the_recipient_asked_for_where_there_is_one() -> None:
    facts = replace(EXAMPLE, recipient=replace(EXAMPLE.recipient, preferred_format="easy-read"))

    assert format_for(template("first-contact"), facts) is EASY
    assert format_for(template("allegation-schedule"), facts) is PaperFormat.ORDINARY
