"""Names, days and numbers as people slip into them: rare short forms, misspelt names alone, days without their year,
numbers without their code, letters set apart, lines in capitals; and what only looks like one of these.
"""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.documents import guard
from asbdesk.documents.guard import ClosedPerson, Home, OpenPerson


def found(name: str, line: str, *opened: OpenPerson) -> list[tuple[str, str]]:
    """What shows of somebody of that name, and the words that do it."""
    someone = ClosedPerson(
        called="Complainant A",
        full_names=(name,),
        surname=name.split(maxsplit=1)[1],
        title="Mrs",
        telephones=("0114 496 0777",),
        emails=("petronella.oxenshaw@example.org",),
        homes=(Home(("155 Larch Court", "Thornmere"), "TM3 8QX"),),
        born=date(1971, 3, 4),
    )
    text = f"Thank you for your letter.\n{line}\nYours sincerely"
    return [(spot.what, text[spot.start : spot.end]) for spot in guard.spots(text, [someone], opened)]


@pytest.mark.parametrize(
    ("name", "line", "what", "words"),
    [
        ("Zachariah Oxenshaw", "We spoke to Zeke about it.", "first name", "Zeke"),
        ("Wilhelmina Oxenshaw", "Minnie told us.", "first name", "Minnie"),
        ("Petronella Oxenshaw", "We spoke to Petronlla about it.", "first name", "Petronlla"),
        ("Petronella Oxenshaw", "It was Pettronella who saw it.", "first name", "Pettronella"),
        ("Petronella Oxenshaw", "It woke the Oxneshaws.", "surname", "Oxneshaws"),
        ("Mary Crouch", "It woke the Crouches.", "surname", "Crouches"),
        ("Mary Fox", "outside the Foxes’ door", "surname", "Foxes"),
        ("Mary Jones", "outside the Joneses' door", "surname", "Joneses"),
        ("Mary Oxenshaw", "She was born on 4 March and lives alone.", "date of birth", "born on 4 March"),
        ("Mary Oxenshaw", "Her birthday, March 4th, was spoilt.", "date of birth", "birthday, March 4th"),
        ("Mary Oxenshaw", "born on the fourth of March", "date of birth", "born on the fourth of March"),
        ("Mary Oxenshaw", "d.o.b. 4/3", "date of birth", "d.o.b. 4/3"),
        ("Mary Oxenshaw", "Please ring 496 0777 after six.", "telephone", "496 0777"),
        ("Mary Oxenshaw", "Please ring 0114_496_0777.", "telephone", "0114_496_0777"),
        ("Mark Green", "STATEMENT OF M A R K", "first name", "M A R K"),
        ("Crystal Green", "STATEMENT OF C R Y S T A L", "first name", "C R Y S T A L"),
        ("Ivy Lee", "STATEMENT OF L E E", "surname", "L E E"),
        ("Mark Green", "WE SPOKE TO MARK YESTERDAY.", "first name", "MARK"),
        ("Rose Hill", "ROSE TOLD US.", "first name", "ROSE"),
        ("Mark Green", "MR GREEN RANG US.", "surname", "GREEN"),
        ("May Hill", "THE REPORT WAS MADE BY MAY.", "first name", "MAY"),
        ("Mary Oxenshaw", "as Oxenshaw1 has told us", "surname", "Oxenshaw1"),
        (
            "Mary Oxenshaw",
            "at one hundred and fifty-five Larch Court",
            "address",
            "one hundred and fifty-five Larch Court",
        ),
        ("Mary Oxenshaw", "at Larch Court, at number 155", "address", "Larch Court, at number 155"),
        ("Mary Oxenshaw", "at 155 (ground floor) Larch Court", "address", "155 (ground floor) Larch Court"),
        ("Mary Oxenshaw", "at 155Larch Court", "address", "155Larch Court"),
        ("Mary Oxenshaw", "in TM3/8QX", "postcode", "TM3/8QX"),
        ("Mary Oxenshaw", "petro-\nnella.oxenshaw@example.org", "e-mail", "petro-\nnella.oxenshaw@example.org"),
        ("Mary Oxenshaw", "The call came from Oxneshaw.", "surname", "Oxneshaw"),
        ("Steven Oxenshaw", "TSeven rang.", "first name", "TSeven"),
        ("Mary Webb", "It was Mrs Wenb who rang.", "surname", "Wenb"),
        ("Mary Davies", "It was Mrs Davie who rang.", "surname", "Davie"),
        ("Mary Oxenshaw", "MrsMaryOxenshaw rang.", "name", "MrsMaryOxenshaw"),
        ("Mary Oxenshaw", "from theoxenshaws@post.example", "name", "theoxenshaws"),
        ("Olivia Van Wijk", "It woke the Van Wijks.", "surname", "Van Wijks"),
        ("April Oxenshaw", "You shouted at April.", "first name", "April"),
        ("Mary Oxenshaw", "the lady aged 32 of number 155", "address", "number 155"),
        ("Mary Oxenshaw", "your neighbour, 32, at no. 155", "address", "no. 155"),
        ("Mary Oxenshaw", "a 32-year-old at 155", "address", "at 155"),
    ],
)
def test_a_slip_of_the_hand_gives_her_away_all_the_same(name: str, line: str, what: str, words: str) -> None:
    assert (what, words) in found(name, line)


@pytest.mark.parametrize(
    ("name", "line", "what", "words"),
    [
        ("Ayesha Qureshi", "Mrs Quraishi rang.", "surname", "Quraishi"),
        ("Anjali Hussain", "It was Mrs Hussein.", "surname", "Hussein"),
        ("Mary McPherson", "Mrs MacPherson and Mrs M'Pherson", "surname", "MacPherson"),
        ("Mary Vincent", "Mrs Vincwnt rang.", "surname", "Vincwnt"),
        ("Mary Oxenshaw", "M. Oxenzhaw rang.", "initials", "M. Oxenzhaw"),
        ("Khalid Al-Rashid", "Mr Al-Rasshid rang.", "surname", "Rasshid"),
        ("Petronella Oxenshaw", "Petrnoella Oxnshaw rang.", "name", "Petrnoella Oxnshaw"),
        ("Linda Oxenshaw", "It was Lindq who rang.", "first name", "Lindq"),
        ("Christina Oxenshaw", "It was Chlistina who rang.", "first name", "Chlistina"),
        ("Gwenllian Oxenshaw", "Gwenllians door was kicked.", "first name", "Gwenllians"),
        ("Mary Oxenshaw", "Mrs Oxenshaws door was kicked.", "surname", "Oxenshaws"),
        ("Mary Jardine", "the Jaldines next door", "surname", "Jaldines"),
        ("Mary O'Dowd", "Mrs O' Dowd rang.", "surname", "O' Dowd"),
        ("Declan Oxenshaw", "Dec told us that it went on.", "first name", "Dec"),
        ("Mary Oxenshaw", "the noise at Larch Court at 155", "address", "Larch Court at 155"),
        ("Mary Oxenshaw", "the noise from 155 Larch was loud", "address", "155 Larch"),
        ("Emily George", "signed georgee", "name", "georgee"),
    ],
)
def test_a_name_by_ear_or_with_any_letter_wrong_is_found(name: str, line: str, what: str, words: str) -> None:
    assert (what, words) in found(name, line)


@pytest.mark.parametrize("line", ["at Oakdene in Larch Road", "at oakdene, larch rd", "OAKDENE, LARCH ROAD"])
def test_a_house_of_one_word_is_known_by_its_name(line: str) -> None:
    someone = ClosedPerson("Complainant A", homes=(Home(("Oakdene", "Larch Road", "Thornmere")),))
    assert [spot.what for spot in guard.spots(line, [someone])] == ["address"]
    assert not guard.spots("Oakdene Primary School in Larch Road", [someone])


NEAR = OpenPerson(("Dean Mercer",), "Mercer", "Mr", homes=(Home(("14 Larch Court",), "TM3 8QX"),))


def test_a_letter_with_a_figure_is_no_initial() -> None:
    assert found("Amina Oxenshaw", "calc A0 Oxenshaw") == [("surname", "Oxenshaw")]
    assert found("Amina Oxenshaw", "as Amina1 has told us") == [("first name", "Amina1")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Paint was thrown over the door of house number 155.", "number 155"),
        ("The people at the flat at 155 have had enough.", "at 155"),
        ("We have put a recorder in at 155 in your road.", "155 in your road"),
    ],
)
def test_a_neighbour_of_the_reader_is_known_by_her_number_alone(line: str, words: str) -> None:
    assert found("Mary Oxenshaw", line, NEAR) == [("address", words)]
    assert found("Mary Oxenshaw", line) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Mary Wood", "Mr Woods said so. Mr Woods and his dog were there."),
        ("Robert Oxenshaw", "It was John Roberts who rang."),
        ("Martin Oxenshaw", "It was Mrs Martins who rang."),
        ("Mary Martin", "Mrs Marian rang; Martha heard it."),
        ("Mary Oxenshaw", "the Larch Court at 15.55; 155 people; from 155 Larch Avenue"),
        ("Rose Hill", "Rose Hill and Brown Street will follow."),
        ("Christina Oxenshaw", "Mrs Chlistina rang; it was in Chlistina Road."),
    ],
)
def test_a_name_that_is_only_near_hers_is_somebody_else_s(name: str, line: str) -> None:
    assert found(name, line) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Zachariah Oxenshaw", "a zeke of paper"),
        ("Petronella Oxenshaw", "Mrs Petronlla rang."),
        ("Petronella Oxenshaw", "outside Petronlla House"),
        ("Petronella Oxenshaw", "It was Petronlla Mockridge who saw it."),
        ("Mary Crouch", "he crouches behind the crouch"),
        ("Mary Fox", "Foxes come into the gardens; leave the foxes alone."),
        ("Mary Oxenshaw", "We shall call on 4 March at ten. He was born on 4 March 1982."),
        ("Mary Oxenshaw", "born on 5 March; the hearing is on 4 March"),
        ("Mary Oxenshaw", "Her birthday is 5/3. Of those asked 4/3 more came."),
        ("Mary Oxenshaw", "ref. 24960777, account 496 07771, £4,960,777.10"),
        ("Mark Green", "M A R K  T H E  D A T E"),
        ("Mark Green", "MARK THE DATE. THE GREEN WAS CLEARED. PLEASE MARK THE FORM."),
        ("Rose Hill", "THE ROSE WAS CUT. ROSE COURT TOLD US. PRICES ROSE."),
        ("May Hill", "FROM 4 MAY YOU MAY PLAY ON THE HILL."),
        ("Mary Oxenshaw", "outside St Mary's, and in Jay-walking season"),
        ("Jack Oxenshaw", "Bring a jack; leave the jack in the boot."),
        ("Mary Oxenshaw", "at one hundred and forty-five Larch Court"),
        ("Mary Oxenshaw", "at Larch Court at 15.55; 155 people came to it from Larch Avenue"),
        ("Rose Park", "in the Queen's Park"),
        ("Mary Oxenshaw", "It was John Oxneshaw; the house is in Oxneshaw Road."),
        ("Mary Oxenshaw", "Oxenshaw & Sons and the Oxenshaw Estate office"),
        ("Mary Oxenshaw", "a boy aged 9 at 155 High Road; a man aged 40 came at 155 pounds; 155 people of that age"),
        ("Lexie Stone", "A stone was thrown. Older blocks have thin walls."),
        ("Sarah Block", "Older blocks have thin walls."),
        ("David Oxenshaw", "David Twigg Close and Golf Club Drive"),
        ("Mary Malden", "the bus stop in Malden Wy"),
    ],
)
def test_what_only_looks_like_a_slip_stops_nothing(name: str, line: str) -> None:
    assert found(name, line) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Will Smith", "An officer will knock on your door, and the inspector will write."),
        ("Al Oxenshaw", "Al fresco drinking is banned in the square."),
        ("Jack Oxenshaw", "Jack Russells are small; mend the union jack."),
        ("Eve Oxenshaw", "On New Year's Eve and on Christmas Eve it was loud."),
        ("Mary York", "The Duke of York is shut; York, Kent and Derby have such schemes; a leaflet from York."),
        ("Mary French", "English, Welsh and French copies can be had."),
        ("Mary Friday", "Sacks are collected until Friday 31 October, and on Friday."),
        ("June Oxenshaw", "June is the month of the next inspection. June was quiet."),
        ("Faith Oxenshaw", "Faith, hope and charity are not enough."),
        ("Mary Wall", "Wall, door and window were marked."),
        ("Mary Miller", "The Miller estate and the Miller building are being painted."),
        ("Mary Constable", "Constable's office: ring 101."),
        ("Rosemary Bacon", "The basil and rosemary were torn out; the bacon was stolen."),
        ("Victor Oxenshaw", "Victor and loser are words that we avoid; there is neither victor nor loser."),
        ("Justice Oxenshaw", "Justice is slow. The Ministry of Justice counts."),
        ("Francis Oxenshaw", "Español · Français · Polski"),
    ],
)
def test_a_phrase_a_day_a_town_or_a_trade_is_nobody(name: str, line: str) -> None:
    assert found(name, line) == []


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("Will Smith", "The officer Will Smith heard of", "Will Smith"),
        ("Jack Russell", "It was Jack Russell who rang.", "Jack Russell"),
        ("Jack Russell", "We heard Jack and his dog.", "Jack"),
        ("Mary York", "York told us. The York family agrees.", "York"),
        ("Mary York", "Mrs York agrees.", "York"),
        ("Mary York", "a letter from Mary York", "Mary York"),
        ("Mary Friday", "Mrs Friday rang. It was made by Friday.", "Friday"),
        ("June Oxenshaw", "June was woken at two.", "June"),
        ("June Oxenshaw", "June was at home.", "June"),
        ("April Hope", "April kept the diary sheets.", "April"),
        ("Faith Oxenshaw", "Faith, who lives above, heard it.", "Faith"),
        ("Mary Miller", "the Miller household", "Miller"),
        ("Victor Oxenshaw", "We asked Victor. Victor told us.", "Victor"),
        ("Rosemary Bacon", "It was Rosemary who rang, and rosemary rang again.", "rosemary"),
    ],
)
def test_a_person_called_as_a_phrase_a_day_or_a_town_is_found(name: str, line: str, words: str) -> None:
    assert words in [each for _, each in found(name, line)]


def test_a_slip_that_somebody_open_is_called_gives_nobody_away() -> None:
    reader = OpenPerson(("Petronela Oxenshaws",), "Oxenshaws", "Mr")
    assert found("Petronella Oxenshaw", "You know what Petronela said to the Oxenshaws.", reader) == []


@pytest.mark.parametrize(
    "words",
    [
        "Minnie rang.", "Wilhelmnia rang.", "It woke the Crouches.", "Mrs Croutch rang.", "Wilhelmuna rang.",
        "mrs crouhc rang", "Wi1helmina rang.", "Wilhelrnina rang.", "Wilhelminas door", "born on 4 March",
        "at 16Larch Court", "Mrs Krautch rang.",
    ],
)  # fmt: skip
def test_who_is_looked_for_among_thousands_is_led_to_by_each_slip(words: str) -> None:
    homes = (Home(("16 Larch Court",), "TM3 8QX"),)
    someone = ClosedPerson("Complainant A", ("Wilhelmina Crouch",), "Crouch", homes=homes, born=date(1971, 3, 4))
    assert guard.spots(words, [someone])
    assert guard.leads(someone) & guard.led(words)
