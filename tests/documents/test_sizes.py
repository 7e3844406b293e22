"""Every letter in every format: the window on the millimetre, nothing cut off, nothing over another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.documents.compose import compose
from asbdesk.documents.library import templates
from asbdesk.documents.paper import paper_for
from asbdesk.documents.pdf import render
from asbdesk.domain.casework import PaperFormat
from tests.documents.papers import Word, example_facts, paper, squeezed, words_of

LETTERS = tuple(
    (code, chosen) for code, made in templates().items() if made.layout == "letter" for chosen in made.formats
)


def overlap(one: Word, other: Word) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.5 and down > 0.35 * min(one.bottom - one.top, other.bottom - other.top)


def within(word: Word) -> bool:
    return word.page == 1 and word.right > 24.6 and word.left < 120.0 and word.bottom > 39.5 and word.top < 66.3


@pytest.mark.parametrize(("code", "chosen"), LETTERS)
def test_a_letter_keeps_its_window_and_its_edges_in_every_format(
    code: str, chosen: PaperFormat, tmp_path: Path
) -> None:
    template = templates()[code]
    facts = example_facts(template)
    made = paper_for(template, facts, compose(template, facts, chosen), chosen)
    words = words_of(render(made), tmp_path)
    window, dear = [word for word in words if within(word)], next(word for word in words if word.text == "Dear")

    assert squeezed("".join(word.text for word in window)) == squeezed("".join(made.address))
    assert min(word.left for word in window) >= 24.6
    assert max(word.right for word in window) <= 120.0
    assert min(word.top for word in window) >= 39.5
    assert max(word.bottom for word in window) <= 66.3
    assert dear.top >= 95
    assert chosen is not PaperFormat.ORDINARY or dear.top < 97
    assert all(word.top >= 5 and word.bottom <= 292 and word.left >= 15 and word.right <= 195.1 for word in words)


@pytest.mark.parametrize("size", [11.0, 18.0])
@pytest.mark.parametrize("code", ["first-warning", "abc", "court-application", "allegation-schedule", "diary-pack"])
def test_no_word_stands_over_another_and_none_is_lost(code: str, size: float, tmp_path: Path) -> None:
    made = replace(paper(code), size=size)
    words = words_of(render(made), tmp_path)
    for page in {word.page for word in words}:
        here = sorted((word for word in words if word.page == page), key=lambda word: word.top)
        for place, one in enumerate(here):
            assert not [other.text for other in here[place + 1 : place + 40] if overlap(one, other)], one.text
    edge = 297 if made.layout == "wide" else 210
    assert all(word.left >= 5 and word.right <= edge - 5 for word in words)
