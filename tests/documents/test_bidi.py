"""A line from right to left, as the eye meets it."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from asbdesk.documents.bidi import as_seen, begins_from_the_right
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs


@pytest.mark.parametrize("telephone", ["01632 960100", "020 7946 0123", "07700 900 123"])
@pytest.mark.parametrize("words", ["فاتصل بالرقم {}.", "נא להתקשר אל {}."])
def test_the_groups_of_a_telephone_number_stay_in_their_order(words: str, telephone: str) -> None:
    seen = as_seen(words.format(telephone))
    assert telephone in seen
    assert seen.startswith(f".{telephone} ")


@pytest.mark.parametrize(
    "words", ["\u0627\u062a\u0635\u0644\n01632 960100.", "\u05d4\u05ea\u05e7\u05e9\u05e8\n01632 960100."]
)
def test_the_full_stop_of_a_number_alone_in_its_line_is_at_the_left(words: str) -> None:
    shown = pdfium.PdfDocument(render(replace(paper(blocks=paragraphs(words)), layout="plain", foot=False)))
    text = shown[0].get_textpage()
    places = {text.get_text_range(place, 1): text.get_charbox(place) for place in range(text.count_chars())}
    shown.close()
    left, _, right, _ = places["."]
    assert right <= places["3"][0]
    assert left < places["3"][0]


def test_a_passage_is_laid_out_from_the_side_of_its_first_letter() -> None:
    assert begins_from_the_right(["01632", "\u0627\u062a\u0635\u0644", "Polski"])
    assert not begins_from_the_right(["Polski", "\u0627\u062a\u0635\u0644"])
    assert not begins_from_the_right(["01632 960100."])
    assert as_seen("01632 960100.", from_the_right=True) == ".01632 960100"
    assert as_seen("01632 960100.") == "01632 960100."
