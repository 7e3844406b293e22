from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.documents.blocks import (
    Clause,
    Clauses,
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

runs = st.lists(st.builds(Run, st.text(), st.booleans(), st.booleans(), st.booleans()), max_size=3).map(tuple)
many = st.lists(runs, max_size=3).map(tuple)
flat = st.one_of(
    st.builds(Heading, st.integers(1, 3), runs),
    st.builds(Paragraph, runs),
    st.builds(Items, st.booleans(), st.integers(0, 99), many),
    st.builds(Clauses, st.lists(st.builds(Clause, st.text(), runs), max_size=3).map(tuple)),
    st.builds(Table, many, st.lists(many, max_size=2).map(tuple), st.just((1, 2)), st.booleans()),
    st.builds(Signatures, st.lists(st.builds(Signature, st.text(), st.text(), st.text()), max_size=3).map(tuple)),
    st.builds(TickBoxes, many),
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
