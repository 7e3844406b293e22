"""Blocks survive the editor."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from asbdesk.documents import blocks as b
from asbdesk.documents import compose, library
from asbdesk.documents.blocks_json import from_json, to_json
from asbdesk.documents.fields import EXAMPLE
from asbdesk.ui.documents import rich
from tests.shared_data import shared

TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\r\u2028\u2029\ufdd0\ufffc\u200b\x00\t<&\ud800")), max_size=30
)
RUN = st.builds(
    b.Run, TEXT, bold=st.booleans(), italic=st.booleans(), missing=st.booleans(), language=st.sampled_from(["", "cy"])
)
RUNS = st.lists(RUN, max_size=4).map(tuple)
MANY = st.lists(RUNS, max_size=3).map(tuple)
FIXED = st.one_of(
    st.builds(lambda header, rows: b.Table(header, tuple(rows)), MANY, st.lists(MANY, max_size=2)),
    st.builds(b.Panel, st.lists(st.builds(b.Paragraph, RUNS), max_size=2).map(tuple)),
    st.builds(lambda e: b.Signatures(tuple(e)), st.lists(st.builds(b.Signature, TEXT, TEXT, TEXT), max_size=3)),
    st.builds(lambda c: b.Clauses(tuple(c)), st.lists(st.builds(b.Clause, TEXT, RUNS), max_size=3)),
    st.builds(b.TickBoxes, MANY),
    st.just(b.Rule()),
    st.just(b.PageBreak()),
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(b.Heading, st.integers(1, 3), RUNS),
        st.builds(b.Paragraph, RUNS),
        st.builds(b.Items, st.booleans(), st.integers(1, 40), MANY),
        FIXED,
    ),
    max_size=6,
).map(tuple)


def through(blocks: b.Blocks) -> b.Blocks:
    document = QTextDocument()
    rich.write(document, blocks)
    return rich.read(document)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCKS)
def test_blocks_come_back_from_the_editor_as_they_went_in(qtbot: QtBot, blocks: b.Blocks) -> None:
    assert through(blocks) == rich.normal(blocks)
    assert rich.normal(rich.normal(blocks)) == rich.normal(blocks)


def test_what_the_editor_evens_out_is_line_breaks_and_emptiness_alone() -> None:
    runs = (b.Run("a\r\nb\u2029c"), b.Run(""), b.Run("d"), b.Run("e", bold=True))
    assert rich.normal((b.Paragraph(()), b.Paragraph(runs))) == (
        b.Paragraph((b.Run("a\nb\ncd"), b.Run("e", bold=True))),
    )


@pytest.mark.parametrize("code", list(library.templates()))
def test_every_template_survives_the_editor(qtbot: QtBot, code: str) -> None:
    composed = compose.compose(library.template(code), EXAMPLE)
    assert through(composed) == rich.normal(composed) == composed


def test_hostile_strings_are_words_and_nothing_else(qtbot: QtBot) -> None:
    strings = json.loads(shared("strings/blns-even.json").read_text("utf-8"))
    for text in strings:
        blocks = rich.normal((b.Paragraph((b.Run(f"x{text}"),)), b.Items(False, 1, ((b.Run(f"y{text}", bold=True),),))))
        assert through(blocks) == blocks
    for line in shared("injection/html-quick.txt").read_text("utf-8", "replace").splitlines():
        blocks = rich.normal((b.Paragraph((b.Run(line),)),))
        assert through(blocks) == blocks


def test_a_missing_fact_and_a_fixed_piece_stay_what_they_are(qtbot: QtBot) -> None:
    blocks = (
        b.Paragraph((b.Run("Reply by "), b.Run("reply by", missing=True), b.Run("."))),
        b.Signatures((b.Signature("Police", "PC Ruth Sampleford"),)),
    )
    document = QTextDocument()
    rich.write(document, blocks)
    assert rich.read(document) == blocks
    assert [from_json(piece) for piece, _ in rich.pieces(document)] == [blocks[1:]]
    assert "PC Ruth Sampleford" in rich.pieces(document)[0][1]
    assert from_json(to_json(rich.read(document))) == blocks
