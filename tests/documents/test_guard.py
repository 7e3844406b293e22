from __future__ import annotations

from datetime import date

import pytest

from asbdesk.documents import guard
from asbdesk.documents.blocks import Paragraph, Run
from asbdesk.documents.guard import ClosedPerson, Home, OpenPerson
from asbdesk.documents.library import templates
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs

CLOSED = ClosedPerson(
    called="Complainant A",
    full_names=("Zoë O'Sample", "Zoe Pretend"),
    surname="O'Sample",
    title="Mrs",
    telephones=("01632 960 777", "+44 7700 900 123"),
    emails=("zoe.sample@example.org",),
    homes=(Home(("16 Larch Court", "Thornmere"), "TM3 8QX"),),
    born=date(1971, 3, 4),
    references=("ASB/2003/0099",),
)


def found(line: str, opened: tuple[OpenPerson, ...] = (), closed: ClosedPerson = CLOSED) -> list[tuple[str, str]]:
    return [(spot.what, line[spot.start : spot.end]) for spot in guard.spots(line, [closed], opened)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Mrs ZOE OSAMPLE told us", "name"),
        ("O’Sample, Zoë", "name"),
        ("a Miss Pretend, Zoe", "name"),
        ("the O'Sample family", "surname"),
        ("the house of the O Sample children", "surname"),
        ("Z. O'Sample was there", "initials"),
        ("O'Sample, Z.", "initials"),
        ("we asked Zoe about it", "first name"),
        ("we asked zoe's mother", "first name"),
        ("O'Sam-\nple was there", "surname"),
        ("Zoe\nO'Sample", "name"),
        ("zoe.pretend.pdf", "name"),
        ("zoeosample77", "name"),
        ("Z O E O S A M P L E", "name"),
        ("Ring 01632-960777 now", "telephone"),
        ("Ring (01632) 960 777.", "telephone"),
        ("Ring 0770 0900123", "telephone"),
        ("Ring +44 (0)7700 900123", "telephone"),
        ("Ring 960 777", "telephone"),
        ("Write to Zoe.Sample@Example.org", "e-mail"),
        ("Write to zoe.sam\nple@example.org", "e-mail"),
        ("zoe.sample (at) example dot org", "e-mail"),
        ("at 16, larch court, Thornmere", "address"),
        ("at Larch Ct, no. 16", "address"),
        ("at nos 14 and 16 Larch Crt", "address"),
        ("at sixteen Larch Court", "address"),
        ("in tm38qx", "postcode"),
        ("in TM3\n8QX", "postcode"),
        ("born 4/3/71", "date of birth"),
        ("born on the fourth of March 1971", "date of birth"),
        ("born 1971-03-04", "date of birth"),
        ("born March 4th, 1971", "date of birth"),
        ("see ASB 2003-99", "reference"),
    ],
)
def test_a_closed_person_is_found_however_it_is_written(line: str, what: str) -> None:
    assert what in [kind for kind, _ in found(f"Dear Mr Mercer\n{line}\nYours sincerely")]


@pytest.mark.parametrize(
    "line",
    [
        "Samples were taken",
        "at 116 Larch Court",
        "at 14 Larch Court",
        "16 Larch Avenue",
        "01632 960 770",
        "born 5/3/71",
        "see ASB/2003/0098",
        "tm3 8qy",
    ],
)
def test_what_only_looks_alike_is_no_leak(line: str) -> None:
    assert found(line) == []


MARK = ClosedPerson("Witness B", ("Mark Green",), "Green")
ROSE = ClosedPerson("Witness C", ("Rose May",), "May")


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (MARK, "we spoke to Mark about it"),
        (MARK, "Mark told us"),
        (MARK, "Mr Green rang"),
        (MARK, "the Green family"),
        (MARK, "we visited M. Green there"),
        (MARK, "Dear Mark,"),
        (ROSE, "we heard from Rose last week"),
        (ROSE, "Rose's door"),
        (ROSE, "we spoke to May yesterday"),
        (ROSE, "ROSE MAY"),
    ],
)
def test_an_everyday_word_that_is_a_name_here_is_found(person: ClosedPerson, line: str) -> None:
    assert found(line, closed=person)


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (MARK, "Mark the date in your diary"),
        (MARK, "Please do not mark the walls of Green Lane."),
        (MARK, "Green bins are emptied on Friday"),
        (MARK, "MARK THE DATE"),
        (MARK, "A green bin, a Green Party leaflet"),
        (MARK, "St Mark Street"),
        (ROSE, "12 May 2003"),
        (ROSE, "in May"),
        (ROSE, "May we remind you that prices rose?"),
        (ROSE, "outside the Rose and Crown"),
        (ROSE, "at Rose Court"),
    ],
)
def test_an_everyday_word_does_not_cry_wolf(person: ClosedPerson, line: str) -> None:
    assert found(line, closed=person) == []


def test_what_somebody_open_has_as_well_gives_nobody_away() -> None:
    dean = OpenPerson(
        ("Dean O'Sample",), "O'Sample", "Mr", ("01632 960777",), (), (Home(("14 Larch Court",), "TM3 8QX"),)
    )

    assert found("Mr O'Sample of 14 Larch Court, TM3 8QX, 01632 960 777", (dean,)) == []
    assert found("Zoë O'Sample", (dean,)) == [("name", "Zoë O'Sample")]
    assert found("Z O'Sample", (dean,)) == [("initials", "Z O'Sample")]
    assert found("Mrs O'Sample", (dean,)) == [("surname", "O'Sample")]
    assert found("your neighbour at number 16", (dean,)) == [("address", "number 16")]


def test_an_age_or_a_row_of_homes_is_no_neighbours_number() -> None:
    lee = OpenPerson(("Lee Unreale",), "Unreale", "Mr", homes=(Home(("14 Larch Court",), "TM3 8QX"),))

    assert found("born 27 June 1987 (aged 16), of 14 Larch Court", (lee,)) == []
    assert found("Quarry Road from number 1 to number 16, and the path", (lee,)) == []
    assert found("16 (first floor) Larch Court", (lee,)) == [("address", "16 (first floor) Larch Court")]
    assert found("The noise went from the path to number 16", (lee,)) == [("address", "number 16")]


def test_the_number_of_a_paragraph_is_no_neighbours_number() -> None:
    lee = OpenPerson(("Lee Unreale",), "Unreale", "Mr", homes=(Home(("14 Larch Court",), "TM3 8QX"),))

    assert found("what others told me, and where I have them from.\n16. I am the case officer.", (lee,)) == []
    assert found("The noise was heard by them from 16, all night", (lee,)) == [("address", "from 16")]


def test_an_officer_is_known_by_her_whole_name_alone() -> None:
    officer = OpenPerson(("Zoe Blythe",), whole=True)

    assert found("Ask for Zoe Blythe. Yours, Z. Blythe", (officer,)) == []
    assert found("Zoe Blythe spoke to Zoe", (officer,)) == [("first name", "Zoe")]


def test_somebody_of_whom_nothing_is_known_is_never_found() -> None:
    assert found("Dear Mr Mercer", closed=ClosedPerson("Complainant B", full_names=("",))) == []


def test_a_finding_says_where_on_the_page_it_stands() -> None:
    dean = OpenPerson(("Dean Mercer",), "Mercer", homes=(Home(("14 Larch Court",), "TM3 8QX"),))
    made = paper(blocks=(Paragraph((Run("Zoe Prete", bold=True), Run("nd saw it"))), *paragraphs(*["More."] * 60)))
    (finding,) = guard.find(guard.read(render(made)), [CLOSED], [dean])

    assert (finding.who, finding.what, finding.words) == ("Complainant A", "name", "Zoe Pretend")
    assert (finding.page, finding.line) == (1, "Zoe Pretend saw it")
    (box,) = finding.boxes
    assert 60 < box.left < box.right < 200
    assert 0 < box.bottom < box.top < 842 - 95 / 25.4 * 72


@pytest.mark.parametrize("code", tuple(templates()))
def test_no_template_leaks_anybody_by_itself(code: str) -> None:
    dean = OpenPerson(("Dean Mercer",), "Mercer", homes=(Home(("14 Larch Court", "Quarry Road"), "TM3 8QX"),))

    assert guard.find(guard.read(render(paper(code))), [CLOSED], [dean]) == ()


@pytest.mark.parametrize("said", ["oh one six three two", "oh one ſıx three two", "OH ONE SİX THREE TWO"])
def test_a_number_that_is_said_is_found_whatever_letters_its_words_are_set_in(said: str) -> None:
    someone = ClosedPerson("Witness D", ("Zoë Quillfeather",), "Quillfeather", telephones=("01632 960777",))
    line = f"Ring {said}, nine six oh, double seven seven, after six."
    assert [spot.what for spot in guard.spots(line, [someone])] == ["telephone"]
