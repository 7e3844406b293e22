"""The two sets of a bundle held against one another: they differ under the boxes and nowhere else."""

from __future__ import annotations

import pytest

from asbdesk.documents import bundle_compare, pages, redact
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs
from tests.services.redacting import boxes_on

NAME = "Amina Testwick"


def wrong(master: str, served: str) -> list[str]:
    """What is wrong with a page whose name was hidden."""
    before, after = (render(paper("abc", blocks=paragraphs(words))) for words in (master, served))
    rects = [box.rect for box in boxes_on(before, NAME)]
    hidden = redact.redact(after, boxes_on(after, NAME)).content
    with pages.opened(before) as one, pages.opened(hidden) as other:
        return bundle_compare._letters(one[0], other[0], rects)


@pytest.mark.parametrize("sign", [",", ".", "’s"])
def test_a_sign_that_a_box_grazes_may_stay_beside_it(sign: str) -> None:
    words = f"I am {NAME}{sign} of nowhere in particular."
    assert wrong(words, words) == []


def test_a_letter_that_only_one_of_the_sets_has_is_told() -> None:
    words = f"I am {NAME}, of nowhere in particular."
    for other in (words.replace("nowhere", "nowhere,"), words.replace("nowhere", "nowher")):
        assert wrong(words, other) == ["the text differs where no box is."]
