from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain import media, statements
from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import initials, size_words
from asbdesk.domain.statements import HowMade, StatementValues
from asbdesk.reference_data import load_statements_of_truth


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Jo Okafor", "JO"), ("Mrs Amina Testwick", "AT"), ("PC Ruth Sampleford", "RS"), ("Mary-Ann O'Neil", "MAON"),
     ("Élodie Ünal", "EU"), ("Cher", "C"), ("  ", "X"), ("Dr", "X")],
)  # fmt: skip
def test_initials_of_a_witness(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (340_000, "340 kB"), (12_400_000, "12.4 MB"),
     (1_610_612_736, "1.61 GB")],
)  # fmt: skip
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("head", "found", "kind"),
    [
        (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, "audio/x-wav", ExhibitKind.SOUND),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 40, "video/mp4", ExhibitKind.VIDEO),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + b"\0" * 40, "image/jpeg", ExhibitKind.PHOTOGRAPH),
        (b"%PDF-1.4\n", "application/pdf", ExhibitKind.SCAN),
        ("It was loud, café.".encode(), "text/plain", ExhibitKind.DOCUMENT),
        ("a café".encode()[:-1], "text/plain", ExhibitKind.DOCUMENT),
        (bytes(range(256)), media.UNKNOWN, ExhibitKind.OTHER),
        (b"", media.UNKNOWN, ExhibitKind.OTHER),
    ],
)
def test_a_file_is_judged_by_its_content(head: bytes, found: str, kind: ExhibitKind) -> None:
    assert media.media_type(head) == found
    assert media.usual_kind(found) is kind


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "passwd"), ("..\\x.wav", "x.wav"), ("..", "unnamed"), ("", "unnamed"), ("a\0b.txt", "ab.txt"),
     ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("what?.wav", "what_.wav"), ("\u202egpj.exe", "gpj.exe"),
     (".hidden", "hidden"),
     ("x" * 300 + ".wav", "x" * 146 + ".wav"), ("é" * 200, "é" * 75), ("\udce9.wav", "\ufffd.wav")],
)  # fmt: skip
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert media.safe_name(name) == safe


@pytest.mark.parametrize(
    ("day", "contempt"), [(date(1990, 1, 1), False), (date(2003, 11, 17), False), (date(2020, 4, 5), False),
                          (date(2020, 4, 6), True), (date(2026, 1, 1), True)],
)  # fmt: skip
def test_the_warning_of_contempt_stands_in_statements_since_6_april_2020(day: date, contempt: bool) -> None:
    truth = statements.truth_on(day, "england-wales", load_statements_of_truth())
    assert truth.words.startswith("I believe that the facts stated in this witness statement are true.")
    assert ("contempt of court" in truth.words) is contempt


@pytest.mark.parametrize("jurisdiction", ["scotland", "northern-ireland"])
@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2005, 11, 17), date(2026, 1, 1)])
def test_the_words_of_the_english_rules_stand_in_no_statement_for_another_jurisdiction(
    jurisdiction: str, day: date
) -> None:
    truth = statements.truth_on(day, jurisdiction, load_statements_of_truth())
    assert truth.words == "What I say in this statement is true to the best of my knowledge and belief."
    assert "CPR" not in truth.source


def test_a_statement_begins_with_who_how_and_what_is_known() -> None:
    values = StatementValues(1, "I live below.\n\n  The music began.  ", person_id=1, occupation="nurse",
                             address="12 Larch Court\nThornmere", how_made=HowMade.TELEPHONE)  # fmt: skip
    assert statements.paragraphs("Amina Testwick", values) == (
        "I am Amina Testwick, nurse, of 12 Larch Court, Thornmere.",
        HowMade.TELEPHONE.label,
        statements.BELIEF,
        "I live below.",
        "The music began.",
    )


def test_marks_are_found_in_the_words() -> None:
    text = "I refer to “JO/7” and JO2/1, not to ASB/2003/0001 nor 3/11; crime EF/1234; JO/7 again."
    assert statements.marks_in(text) == ("JO/7", "JO2/1", "EF/1234")
    assert statements.unknown_marks(text, ["JO/7"], ["JO", "JO2"]) == ("JO2/1",)


@pytest.mark.parametrize(("n", "words"), [(1, "First"), (3, "Third"), (10, "Tenth"), (11, "11th"), (22, "22nd")])
def test_statements_are_counted(n: int, words: str) -> None:
    assert statements.ordinal(n) == words
