"""The envelope's window: where the address stands on letters, read back from the PDF, and what stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from asbdesk.domain.casework import UserRole
from asbdesk.domain.envelope import MOST_DOWN, MOST_RIGHT, tenths
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.documents import document
from asbdesk.services import papers
from asbdesk.services.envelope import move_window, sheet
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.documents.papers import words_of
from tests.factories import TODAY, ask, case_of, do, new_office
from tests.services.test_papers import ANSWERS


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def letter(office: tuple[Office, Actor], case_id: int, person_id: int) -> papers.Prepared:
    wanted = papers.Wanted(case_id, "first-warning", person_id, ANSWERS)
    return ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY)


def address(pdf: bytes, folder: Path) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what stands in the window, in millimetres."""
    seen = [w for w in words_of(pdf, folder) if w.page == 1 and w.left < 120 and 39 < w.top < 67 and w.right > 24]
    return min(w.left for w in seen), min(w.top for w in seen), max(w.right for w in seen), max(w.bottom for w in seen)


def test_every_letter_from_now_on_has_its_address_moved_and_what_is_sealed_stays(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_id, person_id, _ = case_of(*office)
    before = letter(office, case_id, person_id)
    sealed = do(*office, papers.file_paper, before)
    do(*office, move_window, 35, 20)
    moved = letter(office, case_id, person_id)
    was, now = address(before.pdf, tmp_path), address(moved.pdf, tmp_path)
    assert (now[0] - was[0], now[1] - was[1]) == (pytest.approx(3.5, abs=0.1), pytest.approx(2.0, abs=0.1))
    assert ask(office[0], document, sealed).pdf == before.pdf


@pytest.mark.parametrize(("right", "down"), [(0, 0), (MOST_RIGHT, MOST_DOWN), (100, 0), (0, MOST_DOWN)])
def test_the_address_never_leaves_the_window(
    right: int, down: int, office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_id, person_id, _ = case_of(*office)
    do(*office, move_window, right, down)
    left, top, edge, bottom = address(letter(office, case_id, person_id).pdf, tmp_path)
    assert left >= 24.6
    assert top >= 39.5
    assert edge <= 120.0
    assert bottom <= 66.3


@pytest.mark.parametrize(("right", "down", "field"), [(-1, 0, "right"), (MOST_RIGHT + 1, 0, "right"), (0, 61, "down")])
def test_a_shift_out_of_the_window_is_refused_at_its_field(
    right: int, down: int, field: str, office: tuple[Office, Actor]
) -> None:
    with pytest.raises(InvalidField) as raised:
        do(*office, move_window, right, down)
    assert raised.value.field == field


def test_a_caseworker_does_not_move_it(office: tuple[Office, Actor]) -> None:
    opened, who = office
    with pytest.raises(Refused):
        do(opened, Actor(who.user_id, who.login, who.name, UserRole.CASEWORKER), move_window, 10, 10)


def test_the_sheet_draws_the_window_where_it_is_and_the_address_moved(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    made = ask(office[0], sheet, 30, 10)
    content = PdfReader(BytesIO(made)).pages[0].get_contents()
    assert content is not None
    assert b"69.73 653.95 270.43 75.97 re" in content.get_data()
    plain = address(ask(office[0], sheet, 0, 0), tmp_path)
    assert address(made, tmp_path)[0] - plain[0] == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(("words", "value"), [("2", 20), ("2,5", 25), ("1.5 mm", 15), ("", 0)])
def test_millimetres_are_read_as_people_write_them(words: str, value: int) -> None:
    assert tenths("right", words) == value


def test_what_is_no_number_is_told_at_its_field() -> None:
    with pytest.raises(InvalidField, match="Give millimetres") as raised:
        tenths("down", "a little")
    assert raised.value.field == "down"
