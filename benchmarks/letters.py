"""A hundred letters, composed and rendered, beside the same words through bare ReportLab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from asbdesk.documents import blocks as b
from asbdesk.documents import fonts
from asbdesk.documents.compose import compose
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import template
from asbdesk.documents.paper import paper_for
from asbdesk.documents.pdf import render
from benchmarks.measure import Figure, in_turn

_LETTERS = 100


def figures(_rows: int) -> Iterator[Figure]:
    """The first warning; and the contract, whose paper is the longest."""
    for code, name in (("first-warning", f"{_LETTERS} letters"), ("abc", f"{_LETTERS} contracts")):
        made = template(code)
        facts = replace(EXAMPLE, asked={ask.name: ask.example_value() for ask in made.asks if ask.example})
        words = b.plain_text(compose(made, facts)).split("\n")

        def ours(made=made, facts=facts) -> None:  # type: ignore[no-untyped-def]
            for _ in range(_LETTERS):
                render(paper_for(made, facts, compose(made, facts)))

        def bare(words=words) -> None:  # type: ignore[no-untyped-def]
            for _ in range(_LETTERS):
                style = ParagraphStyle("body", fontName=fonts.body_font(False, False), fontSize=11, leading=14)
                SimpleDocTemplate(BytesIO()).build([Paragraph(line, style) for line in words if line])

        took, floor = in_turn(ours, bare, 3)
        yield Figure(f"papers: {name}", took, floor, "bare ReportLab", note=f"{took / _LETTERS * 1000:.1f} ms each")
