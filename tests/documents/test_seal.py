from __future__ import annotations

import pytest

from asbdesk.documents.blocks import Paragraph, Run
from asbdesk.documents.blocks_json import from_json
from asbdesk.documents.compose import compose
from asbdesk.documents.facts import facts_from_json
from asbdesk.documents.library import template
from asbdesk.documents.paper import paper_for
from asbdesk.documents.pdf import render
from asbdesk.documents.seal import seal, verify
from asbdesk.errors import Refused
from tests.documents.papers import example_facts


def test_a_seal_keeps_the_bytes_and_all_they_were_made_of() -> None:
    made = template("first-warning")
    facts = example_facts(made)
    blocks = compose(made, facts)
    pdf = render(paper_for(made, facts, blocks))

    sealed = seal(made, facts, blocks, pdf)

    assert sealed.pdf == pdf
    assert verify(sealed.pdf, sealed.sha256)
    assert facts_from_json(sealed.facts_json) == facts
    assert from_json(sealed.blocks_json) == blocks
    assert (sealed.template_code, sealed.template_version) == ("first-warning", made.version)


def test_one_changed_byte_breaks_the_seal() -> None:
    made = template("abc")
    sealed = seal(made, example_facts(made), (), b"%PDF-1.4")

    assert not verify(b"%PDF-1.5", sealed.sha256)


def test_a_paper_that_lacks_a_fact_is_not_sealed() -> None:
    made = template("abc")
    with pytest.raises(Refused, match="date of the meeting"):
        seal(made, example_facts(made), (Paragraph((Run("date of the meeting", missing=True),)),), b"")
