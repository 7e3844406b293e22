from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.documents.blocks import (
    Clause,
    Clauses,
    Drawing,
    Figure,
    Heading,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Rule,
    Run,
    Signature,
    Signatures,
    Table,
    TickBoxes,
    missing_facts,
    plain_text,
)
from asbdesk.documents.blocks_json import from_json, to_json
from asbdesk.documents.shapes import Align, Circle, Fill, Hatch, Label, Line, Pen, Polygon, Rect

languages = st.sampled_from(["", "cy", "pl-PL"])
runs = st.lists(st.builds(Run, st.text(), st.booleans(), st.booleans(), st.booleans(), languages), max_size=3).map(
    tuple
)
many = st.lists(runs, max_size=3).map(tuple)
lengths = st.floats(1, 300)
points = st.tuples(lengths, lengths)
lines = st.lists(points, max_size=3).map(tuple)
pens = st.builds(Pen, lengths, st.floats(0, 1), st.lists(lengths, max_size=2).map(tuple), st.booleans())
fills = st.none() | st.builds(Fill, st.floats(0, 1), st.sampled_from(Hatch), st.booleans())
shapes = st.one_of(
    st.builds(Line, lines, pens),
    st.builds(Polygon, st.lists(lines, max_size=2).map(tuple), st.none() | pens, fills),
    st.builds(Rect, points, lengths, lengths, st.none() | pens, fills),
    st.builds(Circle, points, lengths, st.none() | pens, fills),
    st.builds(
        Label, points, st.text(), lengths, st.booleans(), st.sampled_from(Align), lengths, st.booleans(), st.booleans()
    ),
)
flat = st.one_of(
    st.builds(Heading, st.integers(1, 3), runs),
    st.builds(Paragraph, runs),
    st.builds(Items, st.booleans(), st.integers(0, 99), many),
    st.builds(Clauses, st.lists(st.builds(Clause, st.text(), runs), max_size=3).map(tuple)),
    st.builds(Table, many, st.lists(many, max_size=2).map(tuple), st.just((1, 2)), st.booleans()),
    st.builds(Signatures, st.lists(st.builds(Signature, st.text(), st.text(), st.text()), max_size=3).map(tuple)),
    st.builds(TickBoxes, many),
    st.builds(Figure, st.text(), st.binary(max_size=9), lengths, lengths, many),
    st.builds(Drawing, lengths, lengths, st.text(), st.lists(shapes, max_size=3).map(tuple)),
    st.just(Rule()),
    st.just(PageBreak()),
)
blocks = st.lists(flat | st.builds(Panel, st.lists(flat, max_size=2).map(tuple)), max_size=4).map(tuple)


@given(blocks)
def test_blocks_written_to_json_come_back_the_same(some: tuple) -> None:
    assert from_json(to_json(some)) == some


def test_lone_surrogates_survive_json() -> None:
    some = (Paragraph((Run("half \ud83d of a face"),)),)

    assert from_json(to_json(some).encode("utf-8").decode("utf-8")) == some


@pytest.mark.parametrize(
    "text", ['[{"is":"script"}]', '[{"is":"heading"}]', "[1]", '[{"is":"paragraph","runs":[["x"]]}]']
)
def test_json_that_is_no_list_of_blocks_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"list of blocks|unpack|values"):
        from_json(text)


def test_missing_facts_are_named_once_in_reading_order_even_inside_panels_and_cells() -> None:
    gap, other = Run("date of the meeting", missing=True), Run("name", missing=True)
    some = (
        Paragraph((Run("On "), gap)),
        Panel((Items(False, 1, ((other,),)),)),
        Table(((Run("When"),),), (((gap,),),)),
    )

    assert missing_facts(some) == ("date of the meeting", "name")


def test_plain_text_has_every_word_that_will_stand_on_the_page() -> None:
    some = (
        Clauses((Clause("3", (Run("I will not "), Run("shout.", bold=True))),)),
        Signatures((Signature("Police", "PC Ruth Sampleford", "1 December 2003"),)),
        TickBoxes(((Run("I understood."),),)),
    )

    assert plain_text(some) == "3. I will not shout.\nPolice  PC Ruth Sampleford  1 December 2003\nI understood."


def test_plain_text_has_the_words_of_pictures_and_drawings_and_what_they_show() -> None:
    some = (
        Figure("A telephone", beside=((Run("Ring us."),),)),
        Drawing(50, 20, "May: 3 incidents.", (Rect((0, 0), 30, 5), Label((0, 9), "May"))),
    )

    assert plain_text(some) == "A telephone\nRing us.\nMay: 3 incidents.\nMay"


def test_a_run_sealed_before_runs_had_a_language_is_still_read() -> None:
    assert from_json('[{"is":"paragraph","runs":[["Hello","b"]]}]') == (Paragraph((Run("Hello", bold=True),)),)
