"""Hostile strings as names, addresses and accounts: kept, shown and found as they were typed, and nothing else.

Half a character (a lone surrogate) cannot be typed and is not among them, nor is a swapped byte order mark, which no
character is and by which Qt would read the rest backwards. What a PDF shows of characters that no font
has is told in ``tests/documents/test_hostile.py``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from asbdesk.domain.casework import IncidentRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.people import AddressValues
from asbdesk.queries import incidents as incident_queries
from asbdesk.queries import people as people_queries
from asbdesk.queries.search import PER_KIND, search
from asbdesk.services import incidents, people
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.incidents.page import IncidentPage
from asbdesk.ui.kit.export import export_list
from asbdesk.ui.people.list import PeoplePage
from asbdesk.ui.people.page import PersonPage
from tests.documents.test_hostile import strings
from tests.factories import Inline, ask, do, incident_values, new_office, person_values

LISTS = (
    "strings/blns-even.json",
    "injection/html-quick.txt",
    "injection/sql-blind-generic.txt",
    "injection/csv-formula-payloads.txt",
)
SWAPPED_MARK = "\ufffe"
WORD = re.compile(r"(?<!\w)[A-Za-z]{5,}(?!\w)")


@dataclass(frozen=True)
class Told:
    """A string, and where it was put."""

    text: str
    person: int
    incident: int


@dataclass(frozen=True)
class Full:
    """An office in which every string of a list is a name, an address and an account."""

    office: Office
    who: Actor
    told: tuple[Told, ...]


@pytest.fixture(scope="module", params=LISTS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Full]:
    texts = [text for text in strings(request.param) if text.strip() and not text.startswith(SWAPPED_MARK)]
    office, who = new_office(tmp_path_factory.mktemp("hostile"))
    yield Full(office, who, tuple(_told(office, who, text) for text in texts))
    office.close()


def _told(office: Office, who: Actor, text: str) -> Told:
    address = (AddressValues(text, text[:12]),)
    person = do(office, who, people.add_person, person_values(text, "Testwick", title="", addresses=address))
    values = incident_values(
        IncidentPersonValues(IncidentRole.PERPETRATOR, person),
        IncidentPersonValues(IncidentRole.WITNESS, None, text),
        place=text, postcode=text[:12], summary=text, account=text, reported_by=text,
    )  # fmt: skip
    return Told(text, person, do(office, who, incidents.record_incident, values))


def test_it_is_kept_as_it_was_typed(full: Full) -> None:
    for told in full.told:
        typed = told.text.strip()
        person = ask(full.office, people_queries.person, told.person).values
        assert (person.given_names, person.addresses[0].lines) == (typed, typed)
        incident = ask(full.office, incident_queries.incident, told.incident)
        kept = incident.values
        assert {kept.summary, kept.account, kept.place, kept.reported_by} == {typed}
        assert typed in [each.description for each in incident.people]


def test_the_search_takes_it_and_finds_it_by_its_words(full: Full) -> None:
    of_whom = Counter(word for told in full.told for word in {each.lower() for each in WORD.findall(told.text)})
    for told in full.told[::8]:
        assert all(hit.kind in ("person", "incident") for hit in ask(full.office, search, told.text)), told.text
        own = [word for word in WORD.findall(told.text) if of_whom[word.lower()] < PER_KIND]
        if own:
            found = {hit.id for hit in ask(full.office, search, own[0]) if hit.kind == "incident"}
            assert told.incident in found, (told.text, own[0])


def test_the_pages_show_it_as_plain_text(full: Full, qtbot) -> None:
    desk = Desk(full.office, full.who, lanes=(Inline(), Inline()))
    for told in full.told[::4]:
        for page in (PersonPage(desk, _Nowhere(), told.person), IncidentPage(desk, _Nowhere(), told.incident)):
            qtbot.addWidget(page)
            page.refresh()
            typed = " ".join(told.text.split())
            assert any(typed in each for each in shown(page)), (told.text, sorted(shown(page)))
            for label in page.findChildren(QLabel):
                assert not renders_markup(label), label.text()


def test_the_list_shows_it_and_its_file_is_guarded(full: Full, qtbot, tmp_path: Path) -> None:
    desk = Desk(full.office, full.who, lanes=(Inline(), Inline()))
    page = PeoplePage(desk, _Nowhere())
    qtbot.addWidget(page)
    page.refresh()
    for row, told in enumerate(full.told[::5]):
        page.list.table.select_id(told.person)
        cell = page.list.table.currentIndex().siblingAtColumn(0)
        qtbot.waitUntil(lambda cell=cell: cell.data(Qt.ItemDataRole.DisplayRole) is not None)
        assert told.text.strip() in cell.data(Qt.ItemDataRole.DisplayRole), row
    path = tmp_path / "people.csv"
    task = Task(lambda *_: None, full.office, full.who, Event())
    export_list(task, page.list.source, page.list.filter(), page.list.order(), page.list.shown_columns(), path, "csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in list(csv.reader(file))[1:] for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@") and len(cell) > 1]


def shown(page: QWidget) -> set[str]:
    """Every text on the page, white space made one."""
    words = [text for label in page.findChildren(QLabel) for text in (label.text(), label.accessibleName())]
    return {" ".join(text.split()) for text in words}


def renders_markup(label: QLabel) -> bool:
    """Whether Qt would read its text as anything but text."""
    return label.textFormat() != Qt.TextFormat.PlainText and ("<" in label.text() or "&" in label.text())


class _Nowhere:
    """The way to other pages, which nobody takes."""

    def __call__(self, place: str, number: int = 0, **facts: object) -> None: ...

    def back(self) -> None: ...

    def say(self, words: str, undo: object = None) -> None: ...
