from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from asbdesk.domain.casework import WhenKind
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import CategoryWord, settle_dates
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.mapping import Mapping, Options, Take, Target
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.reading import FileKind, Reading
from asbdesk.ui.imports.state import (
    Chosen,
    Step,
    column_choices,
    columns_of,
    columns_text,
    date_choices,
    date_question,
    encoding_choices,
    header_choices,
    mapping_now,
    step_words,
    understood_period,
    unknown_sentence,
    unknown_words,
    what_is_missing,
)
from tests.ui.imports.conftest import AMBIGUOUS, PLAIN

NOW = datetime(2003, 11, 17, 10, 0)


def chosen_from(tmp_path: Path, text: str) -> Chosen:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    reading = sniff(path)
    return Chosen(path, reading, settle_dates(path, reading, mapping_for(reading)))


def test_dates_that_fit_both_ways_stop_the_check_until_somebody_says_which(tmp_path: Path) -> None:
    chosen = chosen_from(tmp_path, AMBIGUOUS)
    assert what_is_missing(chosen) == "Say first which way the dates are written."
    said = replace(chosen, date_format=DateFormat.MONTH_FIRST)
    assert what_is_missing(said) == ""
    dates = mapping_now(said).dates
    assert dates is not None
    assert dates.formats[0] is DateFormat.MONTH_FIRST
    assert chosen.mapping.dates is not None
    assert chosen.mapping.dates.ambiguous, "the question stays, so that the answer can be changed"


def test_each_reading_of_the_dates_has_an_example(tmp_path: Path) -> None:
    question = date_question(chosen_from(tmp_path, AMBIGUOUS).mapping.dates)
    assert [words for _, words in question] == [
        "Day first: 05/10/2018 is 5 October 2018",
        "Month first: 05/10/2018 is 10 May 2018",
    ]
    assert date_question(chosen_from(tmp_path, PLAIN).mapping.dates) == ()


def test_the_list_of_date_forms_begins_with_what_was_found(tmp_path: Path) -> None:
    assert date_choices(chosen_from(tmp_path, PLAIN).mapping.dates)[0] == ("", "As found: day first")
    assert date_choices(chosen_from(tmp_path, AMBIGUOUS).mapping.dates)[0][1].startswith("Both fit")
    assert date_choices(None) == [("", "No column of dates")]


def test_a_file_without_dates_needs_a_period(tmp_path: Path) -> None:
    chosen = chosen_from(tmp_path, "Location,Type\nMill Lane,Noise\nQuarry Road,Noise\n")
    assert "period" in what_is_missing(chosen)
    given = replace(chosen, mapping=replace(chosen.mapping, constant_when=understood_period("2013-12", NOW)))
    assert what_is_missing(given) == ""


@pytest.mark.parametrize("text", ["2013-12", "Dec 2013", "December 2013", " 12/2013 "])
def test_a_period_is_understood_as_files_and_as_people_write_it(text: str) -> None:
    found = understood_period(text, NOW)
    assert found is not None
    assert (found.kind, found.start) == (WhenKind.MONTH, datetime(2013, 12, 1))


def test_what_is_no_period_is_refused_with_examples() -> None:
    assert understood_period("  ", NOW) is None
    with pytest.raises(AsbdeskError, match="Dec 2013"):
        understood_period("some time ago", NOW)


def test_a_field_offers_every_column_and_the_ones_that_a_profile_joins() -> None:
    reading = Reading(FileKind.CSV, header_row=1, header=("Date", "", "Notes"), sample=((2, ("1", "2", "3")),))
    mapping = Mapping({Target.ACCOUNT: (1, 2)})
    assert column_choices(reading, mapping, Target.ACCOUNT) == [
        ("", "(no column)"), ("1,2", "Column 2 + Notes"), ("0", "Date"), ("1", "Column 2"), ("2", "Notes"),
    ]  # fmt: skip
    assert column_choices(reading, mapping, Target.WHEN)[1] == ("0", "Date")
    assert columns_of(columns_text((1, 2))) == (1, 2)
    assert columns_of("") == columns_of(None) == ()


def test_the_files_own_encoding_and_heading_row_are_always_offered() -> None:
    reading = Reading(FileKind.CSV, encoding="koi8-r", header_row=40)
    assert ("koi8-r", "koi8-r") in encoding_choices(reading)
    assert ("40", "Row 40") in header_choices(reading)
    assert header_choices(reading)[0] == ("0", "No headings")


def test_words_of_rows_that_are_left_out_anyway_are_not_asked_about() -> None:
    words = (CategoryWord("Burglary in a shed", 3, None), CategoryWord("Noise", 2, "noise"))
    mapping = Mapping({Target.CATEGORY: (1,)}, take=Take(1, ("Anti-social behaviour",), "left out"))
    chosen = Chosen(Path("x.csv"), Reading(FileKind.CSV), mapping, words)
    assert unknown_words(chosen) == ()
    everything = replace(chosen, options=Options(take_all=True))
    assert [word.word for word in unknown_words(everything)] == ["Burglary in a shed"]
    assert "“Burglary in a shed” (3)" in unknown_sentence(unknown_words(everything))


def test_the_line_beneath_the_title_says_step_and_file() -> None:
    assert step_words(Step.FILE, "x.csv") == "Step 1 of 4 · Choose the file."
    assert step_words(Step.CHECKED, "x.csv").startswith("Step 3 of 4 · x.csv · ")
