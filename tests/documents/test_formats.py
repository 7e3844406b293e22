"""Ordinary, large print, easy read, and two languages, out of one template."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from asbdesk.documents.blocks import Idea, plain_text
from asbdesk.documents.compose import compose, compose_both
from asbdesk.documents.dates import long_date
from asbdesk.documents.facts import OfficeFacts, PanelLine
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.footer import translations
from asbdesk.documents.letterhead import LEFT, MEASURE
from asbdesk.documents.library import template, templates
from asbdesk.documents.paper import Paper, format_for, paper_for
from asbdesk.documents.pdf import render
from asbdesk.documents.pictures import pictures
from asbdesk.documents.tagging import Tree
from asbdesk.documents.text import Text
from asbdesk.domain.casework import PaperFormat
from asbdesk.reference_data import load_languages
from tests.documents.papers import example_facts, reader, squeezed, text_of

LARGE, EASY = PaperFormat.LARGE_PRINT, PaperFormat.EASY_READ


def paper_in(code: str, chosen: PaperFormat) -> Paper:
    made = template(code)
    facts = example_facts(made)
    return paper_for(made, facts, compose(made, facts, chosen), chosen)


def sizes_of(pdf: bytes, folder: Path) -> list[tuple[float, str]]:
    """Every piece of text with its size in points, as poppler sees it; skipped where poppler is absent."""
    import re

    source = folder / "sized.pdf"
    source.write_bytes(pdf)
    try:
        out = subprocess.run(
            ["pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", source], check=True, capture_output=True, text=True
        ).stdout
    except FileNotFoundError:
        pytest.skip("pdftohtml (poppler-utils) is not installed")
    fonts = {found[1]: float(found[2]) for found in re.finditer(r'<fontspec id="(\d+)" size="(-?\d+)"', out)}
    return [
        (fonts[found[1]], re.sub(r"<[^>]+>", "", found[2])) for found in re.finditer(r'font="(\d+)">(.*?)</text>', out)
    ]


@pytest.mark.parametrize(("chosen", "body", "least"), [(LARGE, 18, 18), (EASY, 16, 14)])
def test_nothing_is_small_but_the_address_in_the_window(
    chosen: PaperFormat, body: int, least: int, tmp_path: Path
) -> None:
    sizes = sizes_of(render(paper_in("first-contact", chosen)), tmp_path)
    address = {"Dean Mercer", *EXAMPLE.recipient.address}

    assert {size for size, words in sizes if size < least and words.strip() not in address} == set()
    assert any(size == body and "Dear Mr Mercer" in words for size, words in sizes)


def test_large_print_has_no_slanted_letters() -> None:
    made = template("abc")
    facts = example_facts(made)
    fonts = {
        str(font["/BaseFont"])
        for page in reader(render(paper_for(made, facts, compose(made, facts, LARGE), LARGE))).pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())  # type: ignore[index]
    }

    assert fonts
    assert not [font for font in fonts if "Italic" in font]


def test_easy_read_says_one_idea_beside_one_picture() -> None:
    blocks = compose(template("first-contact"), example_facts(template("first-contact")), EASY)
    ideas = [block for block in blocks if isinstance(block, Idea)]

    assert len(ideas) > 10
    assert {each.picture for each in ideas} <= set(pictures())


def test_the_format_is_the_one_that_the_recipient_asked_for_where_there_is_one() -> None:
    facts = replace(EXAMPLE, recipient=replace(EXAMPLE.recipient, preferred_format="easy-read"))

    assert format_for(template("first-contact"), facts) is EASY
    assert format_for(template("allegation-schedule"), facts) is PaperFormat.ORDINARY


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_template_is_made_in_every_format_that_it_offers(language: str) -> None:
    """One paper each; only the newest words are set, so that the whole set stays a matter of seconds."""
    for code, made in templates(language).items():
        facts = example_facts(made)
        for chosen in made.formats:
            paper = paper_for(made, facts, compose(made, facts, chosen), chosen)
            assert render(paper).startswith(b"%PDF"), (code, chosen)


@pytest.mark.parametrize("code", [code for code, made in templates().items() if made.easy])
def test_easy_read_leaves_out_no_answer_and_no_incident(code: str) -> None:
    made = template(code)
    facts = example_facts(made)
    easy, full = (plain_text(compose(made, facts, chosen)).casefold() for chosen in (EASY, PaperFormat.ORDINARY))

    assert "```" not in easy
    for ask in made.asks:
        if ask.kind == "date" and (said := long_date(facts.asked[ask.name]).casefold()) in full:  # type: ignore[arg-type]
            assert said in easy, ask.name
    for incident in facts.incidents:
        assert (incident.when_words in full) is (incident.when_words in easy)


def test_a_letter_in_two_languages_is_two_letters_each_with_its_own_frame() -> None:
    english, welsh = template("first-contact"), template("first-contact", "cy")
    facts = example_facts(english)
    blocks = compose_both(welsh, english, facts)
    text = " ".join(text_of(render(paper_for(welsh, facts, blocks, PaperFormat.ORDINARY, english))).split())

    assert "Annwyl Mr Mercer" in text
    assert "Dear Mr Mercer" in text
    assert text.index("Yn gywir") < text.index("Dear Mr Mercer") < text.index("Yours sincerely")
    assert "dydd Mawrth 25 Tachwedd 2003 am 2.30 yp" in text
    assert "Ar 3 Tachwedd 2003 tua 11.30 yp" in text
    assert "Tuesday 25 November 2003 at 2.30 pm" in text


@pytest.mark.parametrize("code", list(templates("cy")))
def test_every_welsh_template_asks_what_the_english_asks_and_is_to_be_checked(code: str) -> None:
    english, welsh = template(code), template(code, "cy")

    assert welsh.asked.keys() == english.asked.keys()
    assert all(len(ask.choices_shown) == len(ask.choices) for ask in welsh.asks)
    assert (welsh.recipient, welsh.layout, welsh.records) == (english.recipient, english.layout, english.records)
    assert "translator's check" in welsh.check


def test_lines_from_right_to_left_keep_the_right_margin(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    from asbdesk.documents.bidi import runs_right_to_left

    lines = tuple(PanelLine(each.tag, each.own_name, each.sentence("01632 960100")) for each in load_languages())
    made = paper_in("first-contact", LARGE)
    shown = pdfium.PdfDocument(render(replace(made, office=replace(made.office, panel=lines))))
    edges = [
        text.get_charbox(place)[2]
        for page in shown
        for text in [page.get_textpage()]
        for place in range(text.count_chars())
        if runs_right_to_left(text.get_text_range(place, 1))
    ]
    shown.close()
    assert LEFT + MEASURE - 3 <= max(edges) <= LEFT + MEASURE + 0.1


@pytest.mark.parametrize("code", ["abc", "court-facts", "disclosure-log"])
def test_in_large_print_tables_and_heads_of_pages_are_as_large_as_the_text(code: str, tmp_path: Path) -> None:
    assert {size for size, _ in sizes_of(render(paper_in(code, LARGE)), tmp_path) if size < 18} == set()


def test_a_table_whose_columns_would_break_its_words_stands_row_by_row_in_large_print(tmp_path: Path) -> None:
    pdf = render(paper_in("court-statements", LARGE))
    said = squeezed(text_of(pdf))

    assert {size for size, _ in sizes_of(pdf, tmp_path) if size < 18} == set()
    assert said.count(squeezed("Witness")) >= len(EXAMPLE.court.statements)
    assert "No.1Witness" in said


def test_in_larger_print_each_language_of_the_panel_takes_a_line() -> None:
    lines = [PanelLine(each.tag, each.own_name, each.words, each.line("01632 960100")) for each in load_languages()]
    measure = MEASURE
    for size in (16.0, 18.0):
        for line in lines:
            root = Tree().part("en", "en-GB")
            made = translations(OfficeFacts("Thornmere", panel=(line,)), measure, size, root)
            texts = [each for each in made if isinstance(each, Text)]
            assert [len(each.wrap(measure, 1e6) and each.lines) for each in texts] == [1], line.name


def test_a_letter_to_another_agency_has_no_panel_of_languages() -> None:
    panel = (PanelLine("pl", "Polski", "Ten list jest ważny."),)
    for code, shown in (("information-request", False), ("first-warning", True)):
        made = template(code)
        facts = replace(example_facts(made), office=replace(EXAMPLE.office, panel=panel))
        assert ("Polski" in text_of(render(paper_for(made, facts, compose(made, facts))))) is shown


def test_a_form_between_agencies_has_no_foot_for_the_public() -> None:
    assert "Complaints:" not in text_of(render(paper_in("mediation-referral", LARGE)))


@pytest.mark.parametrize("code", ["first-contact", "first-warning"])
@pytest.mark.parametrize(("age", "told"), [(14, True), (40, False)])
def test_a_welsh_letter_to_somebody_under_18_says_whom_to_bring(code: str, age: int, told: bool) -> None:
    made = template(code, "cy")
    facts = example_facts(made)
    words = plain_text(compose(made, replace(facts, person=replace(facts.person, age=age))))

    assert ("dan 18 oed" in words) is told


def test_the_foot_of_a_welsh_letter_is_welsh_where_the_office_gave_the_words() -> None:
    welsh = template("first-warning", "cy")
    facts = example_facts(template("first-warning"))
    office = replace(
        facts.office, complaints_welsh="Ffoniwch 01632 960199 i gwyno.", data_notice_welsh="Eich data chi."
    )
    facts = replace(facts, office=office)
    text = squeezed(text_of(render(paper_for(welsh, facts, compose(welsh, facts)))))
    for words in ("Ffoniwch 01632 960199 i gwyno.", "Eich data chi.", "Mewn argyfwng ffoniwch 999 bob amser."):
        assert squeezed(words) in text
    assert squeezed(facts.office.complaints) not in text
    assert squeezed("In an emergency") not in text


TO_THE_PUBLIC = ("complainant", "perpetrator", "parent", "public")
NOT_LETTERS_OF_OURS = {"abc-interview", "abc-review-minutes", "abc-variation"}
"""Records that are made together at a meeting and read aloud there."""


def test_every_letter_to_the_public_has_easy_words() -> None:
    for code, made in templates().items():
        goes_out = made.recipient in TO_THE_PUBLIC and made.layout in ("letter", "document")
        assert bool(made.easy) is (goes_out and code not in NOT_LETTERS_OF_OURS), code


def sentences(words: str) -> list[str]:
    """Those of the template's own: what a field says is not its doing."""
    import re

    own = re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "it", words, flags=re.DOTALL))
    ideas = re.findall(r"```idea \w+\n(.*?)\n```", own, flags=re.DOTALL)
    return [each.strip() for idea in ideas for each in re.split(r"[.?!:;]\s", f"{idea} ") if each.strip()]


@pytest.mark.parametrize("code", [code for code, made in templates().items() if made.easy])
def test_easy_words_are_short_sentences_and_few_beside_a_picture(code: str) -> None:
    found = [len(each.split()) for each in sentences(template(code).easy)]

    assert max(found) <= 24
    assert sum(found) / len(found) <= 9


@pytest.mark.parametrize("code", [code for code, made in templates().items() if made.easy_leads])
def test_a_notice_stands_whole_behind_its_easy_words(code: str) -> None:
    made = template(code)
    facts = example_facts(made)
    easy, full = (compose(made, facts, chosen) for chosen in (EASY, PaperFormat.ORDINARY))

    assert easy[-len(full) :] == full
    assert "The notice is what counts" in plain_text(easy[: -len(full)])


@pytest.mark.parametrize("chosen", [PaperFormat.ORDINARY, LARGE, EASY])
def test_no_page_of_a_letter_has_its_foot_alone(chosen: PaperFormat) -> None:
    """But for a slip, which goes back without it, each last page ends what stands on the one before."""
    for code in ("abc-copy", "case-review-outcome", "good-neighbour", "mediation-follow-up", "final-warning"):
        last = reader(render(paper_in(code, chosen))).pages[-1].extract_text()
        assert "Yours sincerely" in last, code


def test_no_word_of_a_table_is_broken_while_another_column_has_room() -> None:
    for code, words in (("court-statements", ("Statement", "Complainant", "Pages")), ("abc-variation", ("Term",))):
        lines = text_of(render(paper_in(code, LARGE))).split()
        for word in words:
            assert word in lines, word
