"""Hostile and foreign strings, typed as a name, an address and a passage, come out of the PDF as they were typed.

The exceptions, all in ``fonts.printable`` and ``bidi``: control, invisible and selector characters are not printed;
half a character and non-characters print as U+FFFD; white space is the page's; lines that mix directions, and
right-to-left text with marks or number signs, have every character but in the reader's own order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from asbdesk.documents.bidi import runs_right_to_left
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.fonts import lacking, printable
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs, squeezed, text_of
from tests.shared_data import shared

LISTS = ("injection/html-quick.txt", "injection/csv-formula-payloads.txt", "injection/sql-blind-generic.txt")


def strings(name: str) -> list[str]:
    text = shared(name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text.splitlines()


def reads_back(text: str, found: str) -> bool:
    """Is the text in what was read? Without regard to order where the text mixes directions or bears marks."""
    plain = squeezed(printable(text))
    strong = {unicodedata.bidirectional(each) for each in plain} <= {"R", "AL"}
    if runs_right_to_left(plain) and not strong:
        return not Counter(plain) - Counter(found)
    return plain in found


def batches(found: list[str], size: int = 25) -> Iterator[list[str]]:
    return (found[start : start + size] for start in range(0, len(found), size))


@pytest.mark.parametrize("name", ["strings/blns-even.json", *LISTS])
def test_every_string_typed_as_a_passage_reads_back_as_typed(name: str) -> None:
    for batch in batches(strings(name)):
        marked = [part for index, text in enumerate(batch) for part in (f"begin{index}x", text, f"end{index}x")]
        found = squeezed(text_of(render(paper(blocks=paragraphs(*marked)))))
        found = re.sub(r"Page\d+of\d+(ThornmereBoroughCouncilASB/2003/0147/L2)?", "", found)
        for index, text in enumerate(batch):
            inside = found.partition(f"begin{index}x")[2].partition(f"end{index}x")[0]
            assert reads_back(text, inside), (name, text)


@pytest.mark.parametrize("name", ["strings/blns-even.json", *LISTS])
def test_every_string_typed_as_name_and_address_prints(name: str) -> None:
    for text in strings(name)[::3]:
        recipient = replace(EXAMPLE.recipient, full_name=text, salutation_name=text, address=(text, text, "TM3 8QX"))
        pdf = render(paper("abc-copy", recipient=recipient))
        assert reads_back(text, squeezed(text_of(pdf))), text


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800",
        "\udc00\ud800",
        "\ufffe",
        "\uffff",
        "\U0001ffff",
        "a\u202eb",
        "\u200d",
        "\x1b[31m",
        "\x85",
        "\t",
        "\ufeff",
    ],
)
def test_characters_that_cannot_be_printed_do_no_harm(text: str) -> None:
    made = paper(blocks=paragraphs(f"before {text} after"), recipient=replace(EXAMPLE.recipient, full_name=text))

    assert "before" in text_of(render(made))


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "محمد علي",
        "Zoë Łuczak",
        "Ναταλία",
        "Наталья",
        "ქეთევან",
        "王小明",
        "田中さくら",
        "김민준",
        "😍🏿",
        "𝐁𝐨𝐥𝐝",
    ],
)
def test_names_in_other_scripts_read_back_as_typed(text: str) -> None:
    assert squeezed(text) in squeezed(text_of(render(paper(blocks=paragraphs(text)))))


def test_a_character_no_font_has_prints_as_a_box_and_still_reads_back() -> None:
    assert "ትግርኛ" in text_of(render(paper(blocks=paragraphs("ትግርኛ"))))


def test_which_characters_no_font_has_is_known_before_and_after_they_were_drawn() -> None:
    assert lacking("Ŵyn ትግ, Иван 王 ትግ") == "ትግ"
    render(paper(blocks=paragraphs("ትግ")))
    assert lacking("Ŵyn ትግ, Иван 王 ትግ") == "ትግ"
    assert lacking("plain") == ""


def test_markup_for_the_typesetter_is_only_text() -> None:
    trick = (
        '<img src="http://127.0.0.1:9/x.png"/> <font color="red">x</font> <a href="file:///etc/passwd">x</a> &lt; <br/>'
    )
    pdf = render(paper(blocks=paragraphs(trick), office=replace(EXAMPLE.office, name=trick)))

    assert squeezed(trick) in squeezed(text_of(pdf))
    assert b"/URI" not in pdf
    assert b"/Annots" not in pdf


def test_a_word_longer_than_the_line_is_broken_not_cut() -> None:
    word = "Llanfair" * 60

    assert word in squeezed(text_of(render(paper(blocks=paragraphs(word)))))
