"""Hostile and foreign strings, typed as a name, an address and a passage, come out of the PDF as they were typed.

The exceptions, all in ``fonts.printable`` and ``bidi``: control, invisible and selector characters are not printed; half a
character and non-characters print as U+FFFD; white space is the page's; Arabic vowel marks and number signs come
out beside their letters in an order of the reader's own.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest

from asbdesk.documents.bidi import runs_right_to_left
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.fonts import printable
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs, squeezed, text_of
from tests.shared_data import shared

LISTS = ("injection/html-quick.txt", "injection/csv-formula-payloads.txt", "injection/sql-blind-generic.txt")


def strings(name: str) -> list[str]:
    text = shared(name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text.splitlines()


def as_read(text: str) -> str:
    """What a reader of the PDF must find. Letters and marks of right-to-left scripts are compared without order."""
    plain = squeezed(printable(text))
    marked = runs_right_to_left(plain) and any(
        unicodedata.combining(each) or each in "\u0600\u0601\u0602" for each in plain
    )
    return "".join(sorted(plain)) if marked else plain


def batches(found: list[str], size: int = 25) -> Iterator[list[str]]:
    return (found[start : start + size] for start in range(0, len(found), size))


@pytest.mark.parametrize("name", ["strings/blns-even.json", *LISTS])
def test_every_string_typed_as_a_passage_reads_back_as_typed(name: str) -> None:
    for batch in batches(strings(name)):
        marked = [part for index, text in enumerate(batch) for part in (f"<{index}>", text, f"</{index}>")]
        found = squeezed(text_of(render(paper(blocks=paragraphs(*marked)))))
        for running in ("ThornmereBoroughCouncilASB/2003/0147/L2",):
            found = found.replace(running, "")
        for index, text in enumerate(batch):
            assert as_read(text) in _candidates(found, index, text), (name, text)


def _candidates(found: str, index: int, text: str) -> str:
    """The stretch of the page between the marks of one string; in sorted order where order is the reader's own."""
    inside = found.partition(f"<{index}>")[2].partition(f"</{index}>")[0]
    return inside if as_read(text) == squeezed(printable(text)) else "".join(sorted(inside))


@pytest.mark.parametrize("name", ["strings/blns-even.json", *LISTS])
def test_every_string_typed_as_name_and_address_prints(name: str) -> None:
    for text in strings(name)[::3]:
        recipient = replace(EXAMPLE.recipient, full_name=text, salutation_name=text, address=(text, text, "TM3 8QX"))
        pdf = render(paper("abc-copy", recipient=recipient))
        if as_read(text) == squeezed(printable(text)):
            assert as_read(text) in squeezed(text_of(pdf))


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


def test_markup_for_the_typesetter_is_only_text() -> None:
    trick = '<img src="http://127.0.0.1:9/x.png"/> <font color="red">red</font> <a href="file:///etc/passwd">x</a> &lt; <br/>'
    pdf = render(paper(blocks=paragraphs(trick), office=replace(EXAMPLE.office, name=trick)))

    assert squeezed(trick) in squeezed(text_of(pdf))
    assert b"/URI" not in pdf
    assert b"/Annots" not in pdf


def test_a_word_longer_than_the_line_is_broken_not_cut() -> None:
    word = "Llanfair" * 60

    assert word in squeezed(text_of(render(paper(blocks=paragraphs(word)))))
