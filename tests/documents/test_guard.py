from __future__ import annotations

import pytest

from asbdesk.documents.blocks import Paragraph, Run
from asbdesk.documents.guard import ClosedPerson, Leak, find_leaks, words_of
from asbdesk.documents.library import templates
from tests.documents.papers import paper

CLOSED = ClosedPerson(
    called="Complainant A",
    full_names=("Zoë O'Sample", "Zoe Pretend"),
    surname="O'Sample",
    telephones=("01632 960 777", "+44 7700 900 123"),
    emails=("zoe.sample@example.org",),
    house="16 Larch Court",
    postcode="TM3 8QX",
)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Mrs ZOE OSAMPLE told us", "name"),
        ("O’Sample, Zoë", "name"),
        ("a Miss Pretend, Zoe", "name"),
        ("the O'Sample family", "surname"),
        ("Ring 01632-960777 now", "telephone"),
        ("Ring (01632) 960 777.", "telephone"),
        ("Ring 0770 0900123", "telephone"),
        ("Write to Zoe.Sample@Example.org", "e-mail"),
        ("at 16, larch court, Thornmere tm38qx", "address"),
    ],
)
def test_a_closed_person_is_found_however_it_is_written(line: str, what: str) -> None:
    line = line.replace("tm38qx", "TM3 8QX")

    assert Leak("Complainant A", what, line) in find_leaks(f"Dear Mr Mercer\n{line}\nYours", [CLOSED])


@pytest.mark.parametrize(
    "line", ["Samples were taken", "at 116 Larch Court, TM3 8QX", "at 14 Larch Court, TM3 8QX", "01632 960 770"]
)
def test_what_only_looks_alike_is_no_leak(line: str) -> None:
    assert find_leaks(line, [CLOSED]) == ()


def test_a_surname_shared_with_somebody_open_is_no_leak_but_the_whole_name_is() -> None:
    assert find_leaks("Mr O'Sample", [CLOSED], open_surnames=["O'SAMPLE"]) == ()
    assert find_leaks("Zoë O'Sample", [CLOSED], open_surnames=["O'Sample"])[0].what == "name"


def test_an_address_over_two_lines_is_found() -> None:
    assert find_leaks("16 Larch Court\nThornmere\nTM3 8QX", [CLOSED]) == (Leak("Complainant A", "address", "TM3 8QX"),)


def test_somebody_of_whom_nothing_is_known_is_never_found() -> None:
    assert find_leaks("Dear Mr Mercer", [ClosedPerson("Complainant B", full_names=("",))]) == ()


def test_the_words_of_a_paper_are_all_it_says() -> None:
    made = paper(blocks=(Paragraph((Run("Zoe Prete", bold=True), Run("nd saw it"))),))

    assert [leak.what for leak in find_leaks(words_of(made), [CLOSED])] == ["name"]


@pytest.mark.parametrize("code", tuple(templates()))
def test_no_template_leaks_anybody_by_itself(code: str) -> None:
    assert find_leaks(words_of(paper(code)), [CLOSED]) == ()
