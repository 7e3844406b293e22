"""How papers end: no page is left with two lines on it, nobody signs a page that says nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from asbdesk.documents import pdf as pdf_of
from asbdesk.documents.blocks import Blocks, Heading, Paragraph, Run, Signature, Signatures, Table, TickBoxes
from asbdesk.documents.facts import PanelLine
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs, reader, words_of

SENTENCE = "This sentence says what is to be said here and no more than that. "


def pages(code: str, blocks: Blocks, size: float = 11.5) -> list[str]:
    pdf = render(replace(paper(code, blocks=blocks), size=size))
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def last_section(lines: int) -> Blocks:
    return (Heading(2, (Run("How to reply"),)), Paragraph((Run(SENTENCE * lines),)))


@pytest.mark.parametrize("before", [12, 18, 24, 30])
def test_no_page_of_a_letter_in_large_print_is_left_nearly_empty(before: int) -> None:
    found = pages("first-contact", (*paragraphs(*["Line"] * before), *last_section(6)), 18)

    assert all(page.count("Line") + page.count("sentence") >= 4 for page in found[1:-1]), found
    assert "sentence" in found[-1] or "than that." in found[-1]
    assert "Yours sincerely" in found[-1]


@pytest.mark.parametrize("rows", [18, 54])
def test_the_foot_of_a_document_never_has_a_page_to_itself(rows: int) -> None:
    table = Table(((Run("When"),), (Run("What"),)), (((Run("then"),), (Run("that"),)),) * rows)
    found = pages("abc", (Heading(1, (Run("Contract"),)), table))

    assert "Complaints:" in found[-1]
    assert "then" in found[-1]


@pytest.mark.parametrize("before", [24, 28, 34])
def test_what_is_signed_stands_with_the_signatures_even_under_a_heading_of_their_own(before: int) -> None:
    signed = Signatures((Signature("The person", "Dean Mercer", ""),))
    last = (*paragraphs("I sign because I want to."), Heading(2, (Run("Signatures"),)), signed)
    found = pages("abc", (*paragraphs(*["Line"] * before), *last))

    with_names = next(page for page in found if "Date and time" in page)
    assert "I sign because I want to." in with_names


def test_a_table_of_facts_has_its_heads_down_the_left_and_no_line_above_the_others(tmp_path: Path) -> None:
    facts = Table(
        ((Run("Tenant", bold=True),), (Run("Dean"),)),
        (((Run("Landlord", bold=True),), (Run("Council"),)),),
        (3, 8),
    )
    words = {word.text: word for word in words_of(render(paper("abc", blocks=(facts,))), tmp_path)}

    assert words["Dean"].bottom - words["Dean"].top == pytest.approx(words["Council"].bottom - words["Council"].top)
    assert words["Tenant"].top == pytest.approx(words["Dean"].top, abs=0.5)


@pytest.mark.parametrize("before", [8])
def test_an_account_of_3000_words_in_one_paragraph_is_printed_whole(before: int) -> None:
    account = "Since the summer nobody in the house has slept. " * 340
    found = pages("case-closed", paragraphs(*["Line"] * before, account, account, "The end."))

    assert sum(page.count("summer") for page in found) == 680


def test_a_page_for_a_line_or_two_is_saved_by_moving_the_blocks_closer() -> None:
    """One more line than the page holds would have a page to itself."""
    made = replace(paper("court-facts"), layout="plain")
    lines = next(n for n in range(25, 60) if len(pages("court-facts", paragraphs(*["Line"] * n))) == 2)
    whole = replace(made, blocks=paragraphs(*["Line"] * (lines - 1)))

    _, filled = pdf_of._rendered(whole)
    assert len(filled) == 2
    assert filled[1] < pdf_of._THIN
    assert len(reader(render(whole)).pages) == 1
    assert render(whole) == render(whole)


@pytest.mark.parametrize("before", [0, 8, 16, 24])
def test_signatures_that_fill_a_page_with_their_boxes_have_the_last_boxes_above_them(before: int) -> None:
    ticks = TickBoxes(tuple((Run(f"Box {number} is true of me, whatever may come."),) for number in range(6)))
    signed = Signatures(tuple(Signature(f"Part {number}", "Dean Mercer", "") for number in range(4)))
    last = (Heading(2, (Run("Before signing"),)), *paragraphs("Please tick what is true:"), ticks, signed)
    found = pages("abc", (*paragraphs(*["Line"] * before), *last), 18)

    with_names = next(page for page in found if "Part 0" in page)
    assert all(f"Part {number}" in with_names for number in range(4))
    assert "Box 4 is true" in with_names
    assert "Box 5 is true" in with_names


@pytest.mark.parametrize("before", range(14, 30, 3))
def test_a_few_rows_to_fill_in_stand_together_with_what_says_how(before: int) -> None:
    rows = Table(((Run("Date"),), (Run("From whom"),)), (((), ()),) * 4, tall=True)
    last = (Heading(2, (Run("By hand"),)), *paragraphs("To be filled in."), rows)
    found = pages("continuity-log", (*paragraphs(*["Line"] * before), *last))

    assert sum("From whom" in page for page in found) == 1
    assert "By hand To be filled in. Date From whom" in next(page for page in found if "From whom" in page)


@pytest.mark.parametrize("before", range(8, 26))
def test_a_table_that_goes_on_overleaf_goes_on_there_at_once(before: int, tmp_path: Path) -> None:
    """Its rows that stay behind are not parted again by a gap."""
    facts = Table(((Run("Row0", bold=True),), (Run("said"),)), ())
    facts = replace(facts, rows=tuple(((Run(f"Row{n}", bold=True),), (Run("said"),)) for n in range(1, 4)))
    blocks = (*paragraphs(*["Line"] * before), facts, *paragraphs("After it.", "And after that."))
    made = replace(paper("abc", blocks=blocks), size=18)
    rows = [word for word in words_of(render(made), tmp_path) if word.text.startswith("Row")]
    steps = [round(under.top - over.top, 1) for over, under in pairwise(rows) if over.page == under.page]

    assert len(set(steps)) == 1, steps


@pytest.mark.parametrize("before", range(2, 26, 3))
def test_where_no_page_holds_the_end_with_its_panel_the_foot_goes_overleaf_with_it(before: int) -> None:
    """And the signature stays with the last words."""
    panel = tuple(PanelLine("pl", f"Polski {n}", "Ten list jest ważny.") for n in range(9))
    made = paper("first-contact", office=replace(EXAMPLE.office, panel=panel), blocks=paragraphs(*["Line"] * before))
    found = [" ".join(each.extract_text().split()) for each in reader(render(replace(made, size=18))).pages]

    assert "Polski 0" in found[-1]
    assert "Complaints:" in found[-1]
    assert "Line" in next(page for page in found if "Yours sincerely" in page)


@pytest.mark.parametrize(("others", "lines"), [(1, 14), (2, 22)])
def test_signatures_stand_above_the_foot_and_its_panel_or_the_last_of_several_goes_overleaf_with_it(
    others: int, lines: int
) -> None:
    panel = tuple(PanelLine("pl", f"Polski {n}", "Ten list jest ważny.", "Po polsku.") for n in range(6))
    signed = Signatures((*[Signature("The person", "Dean Mercer", "")] * others, Signature("Police", "Jo Okafor", "")))
    last = (*paragraphs("We meet again."), signed)
    made = paper("abc", office=replace(EXAMPLE.office, panel=panel), blocks=(*paragraphs(*["Line"] * lines), *last))
    found = [" ".join(each.extract_text().split()) for each in reader(render(replace(made, size=18))).pages]

    assert "Date and time" in found[-1]
    assert "Police Jo Okafor" in found[-1]
    assert "Complaints:" in found[-1]
    assert any("We meet again. Who" in each for each in found)


@pytest.mark.parametrize("before", [20, 24, 28])
def test_boxes_to_tick_stand_all_together_with_the_signatures(before: int) -> None:
    ticks = TickBoxes(tuple((Run(f"Box {number} is true."),) for number in range(6)))
    signed = Signatures((Signature("The person", "Dean Mercer", ""),))
    last = (Heading(2, (Run("Before signing"),)), *paragraphs("Please tick what is true:"), ticks, signed)
    found = pages("abc", (*paragraphs(*["Line"] * before), *last))

    with_names = next(page for page in found if "Date and time" in page)
    assert "Before signing Please tick what is true:" in with_names
    assert with_names.count("is true.") == 6
