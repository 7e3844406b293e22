"""The office's own templates: their versions, what is refused and where, and papers that keep what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asbdesk.clock import FixedClock
from asbdesk.documents import library
from asbdesk.documents.template_text import Wording, asks_of, text_of, wording
from asbdesk.domain.casework import PaperFormat, PaperLanguage, UserRole
from asbdesk.domain.people import AddressValues
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries.documents import document
from asbdesk.queries.offices import office as office_page
from asbdesk.queries.people import person
from asbdesk.queries.templates import LetterSettings, office_template, office_templates, template_entries, template_page
from asbdesk.services import offices, papers, people
from asbdesk.services.templates import change_letter_settings, roll_back, sample, save_template
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.documents.papers import text_of as words_in
from tests.factories import TODAY, ask, case_of, do, new_office, person_values

CODE = "first-contact"
OWN = library.template(CODE)
ANSWERS = {"meeting_on": "2003-11-25", "meeting_at": "14:30", "meeting_place": "the office", "reply_by": "2003-11-24"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def changed(**words: str) -> Wording:
    return replace(wording(OWN), **words)


def save(office: tuple[Office, Actor], words: Wording, newest: int = 0, note: str = "Panel of 10 November.") -> int:
    return do(*office, save_template, CODE, "en", words, note, newest)


def letter(office: tuple[Office, Actor], case_id: int, person_id: int, **more: object) -> papers.Prepared:
    wanted = papers.Wanted(case_id, CODE, person_id, asked=ANSWERS, **more)  # type: ignore[arg-type]
    return ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY)


@pytest.mark.parametrize("code", list(library.templates()))
def test_what_the_editor_shows_makes_the_same_template_again(code: str) -> None:
    own = library.template(code)
    made = library.office_version(own, text_of(own, wording(own)), own.version, 3)

    assert (made.asks, made.enclosures, made.title) == (own.asks, own.enclosures, own.title)
    assert (made.body.strip(), made.easy.strip()) == (own.body.strip(), own.easy.strip())
    assert (made.recipient, made.layout, made.records, made.place) == (
        own.recipient, own.layout, own.records, own.place
    )  # fmt: skip
    assert made.edition == f"{own.version}-office-3"


def test_a_letter_is_written_with_the_offices_newest_words(office: tuple[Office, Actor]) -> None:
    case_id, person_id, _ = case_of(*office)
    save(office, changed(title="Please talk with us", body="# A talk\n\nCome on {{ asked.meeting_on | weekday }}."))
    prepared = letter(office, case_id, person_id)
    document_id = do(*office, papers.file_paper, prepared)
    sealed = ask(office[0], document, document_id)

    assert "Come on Tuesday 25 November 2003." in words_in(sealed.pdf)
    assert (sealed.title, sealed.template_version, sealed.office_version) == ("Please talk with us", OWN.version, 1)
    assert ask(office[0], office_templates)[CODE].title == "Please talk with us"


def test_another_office_keeps_the_programs_words(
    office: tuple[Office, Actor], tmp_path_factory: pytest.TempPathFactory
):
    save(office, changed(title="Please talk with us"))
    other, _ = new_office(tmp_path_factory.mktemp("other"))
    try:
        assert ask(other, office_template, CODE) == OWN
        assert ask(office[0], office_template, CODE).title == "Please talk with us"
    finally:
        other.close()


@pytest.mark.parametrize(
    ("part", "words", "told"),
    [
        ("body", "One\n\n{{ person.shoe_size }}", "Line 3: there is no field 'person.shoe_size'"),
        ("body", "{% if person.age %}", "Line 1:"),
        ("body", "Good\n\n```sonnet\nx\n```", "Line 3: a template has no fence 'sonnet'"),
        ("body", "# Good\n\n```clauses\nno number\n```", "Line 3: a line of this clauses lacks a part"),
        ("easy", "# Good\n\n\n```idea unicorn\nx\n```", "Line 4: there is no picture 'unicorn'"),
        ("body", "", "Write the words"),
        ("title", " ", "Give the paper a title"),
        ("asks", "reply_by | Reply by | day", "Line 1: 'day' cannot be asked"),
        ("asks", "reply_by | Reply by | date | required | soon", "Line 1: give a date its example"),
        ("asks", "a | A | text\na | B | text", "Line 2: 'a' is asked twice"),
    ],
)
def test_a_broken_template_is_refused_at_its_field_and_line(
    office: tuple[Office, Actor], part: str, words: str, told: str
) -> None:
    with pytest.raises(InvalidField) as raised:
        save(office, changed(**{part: words}))

    assert raised.value.field == part
    assert told in raised.value.message
    assert ask(office[0], template_page, CODE).newest == 0


def test_a_question_that_the_words_still_need_cannot_go(office: tuple[Office, Actor]) -> None:
    with pytest.raises(InvalidField, match=r"asked.meeting_place is not among the questions") as raised:
        save(office, changed(asks="reply_by | Reply by | date | required | 2003-11-24"))

    assert raised.value.field == "body"


def test_each_version_is_kept_and_going_back_is_a_new_one(office: tuple[Office, Actor]) -> None:
    save(office, changed(title="One"))
    save(office, changed(title="Two"), newest=1)
    do(*office, roll_back, CODE, "en", 1, "Two was too short.", 2)
    assert ask(office[0], office_template, CODE).title == "One"

    do(*office, roll_back, CODE, "en", 0, "The program's is better.", 3)
    page = ask(office[0], template_page, CODE)

    assert page.now == OWN
    assert [(row.number, row.back, row.note) for row in page.versions] == [
        (4, True, "The program's is better."),
        (3, False, "Two was too short."),
        (2, False, "Panel of 10 November."),
        (1, False, "Panel of 10 November."),
        (0, False, "As the program came."),
    ]
    assert page.versions[0].made_by == office[1].name
    entry = next(each for each in ask(office[0], template_entries) if each.code == CODE and each.language == "en")
    assert entry.number == 0


def test_who_saw_an_older_version_is_told(office: tuple[Office, Actor]) -> None:
    save(office, changed(title="One"))
    with pytest.raises(Conflict, match="Somebody else changed"):
        save(office, changed(title="Mine"), newest=0)


def test_a_caseworker_changes_no_template(office: tuple[Office, Actor]) -> None:
    caseworker = replace(office[1], role=UserRole.CASEWORKER)
    with pytest.raises(Refused, match="change the office's templates"):
        save((office[0], caseworker), changed(title="Mine"))
    with pytest.raises(Refused):
        do(office[0], caseworker, roll_back, CODE, "en", 0, "So.", 0)


def test_an_officer_version_made_from_an_older_program_is_told_apart(office: tuple[Office, Actor]) -> None:
    save(office, changed(title="One"))
    with office[0].transaction(office[1], "older") as work:
        work.session.query(t.TemplateVersion).one().based_on = OWN.version - 1
    entry = next(each for each in ask(office[0], template_entries) if each.code == CODE and each.language == "en")

    assert entry.newer


def test_a_version_that_no_longer_fits_the_program_stops_the_paper_and_says_where_to_mend_it(
    office: tuple[Office, Actor],
) -> None:
    save(office, changed(title="One"))
    with office[0].transaction(office[1], "spoil") as work:
        row = work.session.query(t.TemplateVersion).one()
        row.text = row.text.replace("{{ asked.meeting_place }}", "{{ person.shoe_size }}")
    case_id, person_id, _ = case_of(*office)

    with pytest.raises(library.TemplateFault, match=r"shoe_size.*Settings, Templates"):
        letter(office, case_id, person_id)
    assert "shoe_size" in ask(office[0], template_page, CODE).trouble


def test_a_sample_shows_the_draft_on_invented_people_with_this_offices_letterhead(
    office: tuple[Office, Actor],
) -> None:
    words = changed(body="# Draft\n\nDear words for {{ person.full_name }}.")
    pdf = ask(office[0], sample, OWN, words, PaperFormat.ORDINARY)

    assert "Dear words for Dean Mercer." in words_in(pdf)
    assert "Thornmere Borough Council" in words_in(pdf)


def test_a_letter_of_five_years_ago_opens_byte_for_byte_when_all_around_it_has_changed(
    office: tuple[Office, Actor],
) -> None:
    case_id, person_id, _ = case_of(*office)
    prepared = letter(office, case_id, person_id, format=PaperFormat.LARGE_PRINT)
    document_id = do(*office, papers.file_paper, prepared)
    before = hashlib.sha256(prepared.pdf).hexdigest()

    office[0].clock = FixedClock(date(2008, 11, 17))
    save(office, changed(title="Other", body="# Other\n\nOther words."))
    user = offices.UserValues("Somebody Else", "jo", UserRole.ADMINISTRATOR, "Another title", "01632 960999")
    do(*office, offices.change_user, office[1].user_id, user)
    elsewhere = AddressValues("9 Other Street\nThornmere", "TM9 9ZZ")
    version = ask(office[0], person, person_id).version
    do(*office, people.change_person, person_id, version, person_values(title="Mr", addresses=(elsewhere,)))
    row = ask(office[0], office_page)
    values = offices.OfficeValues(row.name, row.address, row.telephone, row.jurisdiction, row.email, row.complaints)
    do(*office, offices.change_office, replace(values, name="Another Council", address="Elsewhere"))
    do(*office, change_letter_settings, LetterSettings(("pl", "so"), PaperLanguage.ENGLISH))
    sealed = ask(office[0], document, document_id)

    assert sealed.pdf == prepared.pdf
    assert hashlib.sha256(sealed.pdf).hexdigest() == sealed.sha256 == before
    assert (sealed.format, sealed.office_version) == (PaperFormat.LARGE_PRINT, 0)
    assert letter(office, case_id, person_id).pdf != prepared.pdf


def test_the_panel_says_it_in_the_offices_languages(office: tuple[Office, Actor]) -> None:
    do(*office, change_letter_settings, LetterSettings(("pl", "so"), PaperLanguage.ENGLISH))
    case_id, person_id, _ = case_of(*office)
    text = " ".join(words_in(letter(office, case_id, person_id).pdf).split())

    assert "Polski: Ten list jest ważny." in text
    assert "soo wac 01632 960100." in text


def test_a_format_that_there_is_not_is_refused_at_its_field(office: tuple[Office, Actor]) -> None:
    case_id, person_id, _ = case_of(*office)
    save(office, changed(easy=""))
    with pytest.raises(InvalidField, match="There is: ordinary print, large print") as raised:
        letter(office, case_id, person_id, format=PaperFormat.EASY_READ)

    assert raised.value.field == "format"


def test_questions_are_lines_and_lines_are_questions() -> None:
    asks = asks_of("when | When | date | optional | 2003-11-24\nhow | How | choice | required | fast | | fast; slowly")

    assert [(each.name, each.required, each.choices) for each in asks] == [
        ("when", False, ()),
        ("how", True, ("fast", "slowly")),
    ]
