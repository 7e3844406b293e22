"""In which format and language a paper is set at first: the reader's own, where it is there."""

from __future__ import annotations

import pytest

from asbdesk.domain.casework import PaperFormat, PaperLanguage
from asbdesk.domain.looks import format_first, language_first, languages_offered

EN, CY, BOTH, ENGLISH_FIRST = (
    PaperLanguage.ENGLISH,
    PaperLanguage.WELSH,
    PaperLanguage.WELSH_ENGLISH,
    PaperLanguage.ENGLISH_WELSH,
)


def test_a_paper_that_is_not_there_in_welsh_is_written_in_english() -> None:
    assert languages_offered(BOTH, in_welsh=False) == (EN,)
    assert languages_offered(EN, in_welsh=True) == (EN, CY, BOTH)
    assert languages_offered(ENGLISH_FIRST, in_welsh=True) == (EN, CY, ENGLISH_FIRST)


@pytest.mark.parametrize(
    ("usual", "spoken", "first"),
    [
        (BOTH, "", BOTH),
        (BOTH, "Welsh", BOTH),
        (EN, "", EN),
        (EN, " cymraeg", CY),
        (ENGLISH_FIRST, "Welsh", CY),
        (ENGLISH_FIRST, "Polish", ENGLISH_FIRST),
    ],
)
def test_who_speaks_welsh_has_welsh_first(usual: PaperLanguage, spoken: str, first: PaperLanguage) -> None:
    assert language_first(languages_offered(usual, in_welsh=True), usual, spoken) is first
    assert language_first(languages_offered(usual, in_welsh=False), usual, spoken) is EN


def test_the_readers_format_is_taken_where_the_paper_is_there_in_it() -> None:
    offered = (PaperFormat.ORDINARY, PaperFormat.LARGE_PRINT)
    assert format_first(offered, "large-print") is PaperFormat.LARGE_PRINT
    assert format_first(offered, "easy-read") is PaperFormat.ORDINARY
