"""Papers on invented facts, and the eyes to read a PDF back."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from asbdesk.documents.blocks import Blocks, Paragraph, Run
from asbdesk.documents.compose import compose
from asbdesk.documents.facts import Facts
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import Template, template
from asbdesk.documents.paper import Paper, paper_for

POINTS_IN_MM = 72 / 25.4


def example_facts(made: Template, **changes: Any) -> Facts:
    """The example facts with an answer to everything the template asks."""
    asked = {ask.name: ask.example_value() for ask in made.asks if ask.example}
    return replace(EXAMPLE, asked=asked, **changes)


def paper(code: str = "first-warning", blocks: Blocks | None = None, **changes: Any) -> Paper:
    made = template(code)
    facts = example_facts(made, **changes)
    return paper_for(made, facts, compose(made, facts) if blocks is None else blocks)


def paragraphs(*texts: str) -> Blocks:
    return tuple(Paragraph((Run(text),)) for text in texts)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in reader(pdf).pages)


def squeezed(text: str) -> str:
    """Without white space: where lines break is the page's business."""
    return "".join(text.split())


@dataclass(frozen=True)
class Word:
    """Edges in millimetres from the left and the top of its page."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


def words_of(pdf: bytes, folder: Path) -> list[Word]:
    """Every word of a PDF with its place, as poppler sees it; the test is skipped where poppler is absent."""
    source, out = folder / "paper.pdf", folder / "paper.html"
    source.write_bytes(pdf)
    try:
        subprocess.run(["pdftotext", "-bbox", source, out], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    space = "{http://www.w3.org/1999/xhtml}"
    pages = ET.parse(out).getroot().iter(f"{space}page")
    return [
        Word(
            word.text or "",
            number,
            *(float(word.attrib[edge]) / POINTS_IN_MM for edge in ("xMin", "yMin", "xMax", "yMax")),
        )
        for number, page in enumerate(pages, 1)
        for word in page.iter(f"{space}word")
    ]
