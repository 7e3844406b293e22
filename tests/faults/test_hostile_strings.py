"""Hostile strings as names, addresses and accounts: kept, shown, found and printed as they were typed, nothing else.

Every string of every list goes every way: store, search, pages, lists, files, a sealed letter. Meanwhile
``hostile.WATCH`` sees to it that no file is opened, no program run and nothing fetched that the strings name.

Two kinds are told here because no program could do better. Half a character (a lone surrogate) cannot be typed, nor
written as UTF-8, and is in none of the lists. What a PDF shows of characters that no font has is told in
``tests/documents/test_hostile.py``. Strings that begin with U+FFFE are among them: Qt takes all that follows to be
written backwards, so what shows them marks them (``asbdesk.ui.words``).
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from asbdesk.documents.blocks import Blocks
from asbdesk.errors import InvalidField
from asbdesk.importers.safe_cells import safe_row
from asbdesk.queries import documents as document_queries
from asbdesk.queries import incidents as incident_queries
from asbdesk.queries import people as people_queries
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.search import PER_KIND, search
from asbdesk.services import incidents, papers
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.incidents.form import IncidentForm
from asbdesk.ui.incidents.list import IncidentsPage
from asbdesk.ui.incidents.page import IncidentPage
from asbdesk.ui.kit.export import export_list
from asbdesk.ui.kit.list_page import ListPage
from asbdesk.ui.people.form import PersonForm
from asbdesk.ui.people.list import PeoplePage
from asbdesk.ui.people.page import PersonPage
from tests.documents.papers import paragraphs, reader, squeezed
from tests.documents.test_hostile import batches, reads_back
from tests.factories import TODAY, Inline, ask, case_of, do, incident_values, new_office
from tests.faults.hostile import LISTS, WATCH, Full, Told, put, tables_of, texts
from tests.services.test_papers import ANSWERS

WORD = re.compile(r"(?<!\w)[A-Za-z]{5,}(?!\w)")


@pytest.fixture(scope="module", params=LISTS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Full]:
    found, folder = texts(request.param), tmp_path_factory.mktemp("hostile")
    office, who = new_office(folder)
    tables = tables_of(office)
    with WATCH.watching(folder):
        told = tuple(put(office, who, text) for text in found)
    yield Full(office, who, told, tables)
    office.close()


@pytest.fixture(autouse=True)
def watched(full: Full, tmp_path: Path) -> Iterator[None]:
    """Nothing outside the office, the program and the test's own folder is opened, and nothing is run or called."""
    with WATCH.watching(full.office.folder, tmp_path):
        yield


@pytest.fixture
def desk(full: Full) -> Desk:
    return Desk(full.office, full.who, lanes=(Inline(), Inline()))


def test_it_is_kept_as_it_was_typed(full: Full) -> None:
    for told in full.told:
        person = ask(full.office, people_queries.person, told.person).values
        assert (person.given_names, person.addresses[0].lines) == (told.typed, told.typed)
        incident = ask(full.office, incident_queries.incident, told.incident)
        kept = incident.values
        assert {kept.summary, kept.account, kept.place, kept.reported_by} == {told.typed}
        assert told.typed in [each.description for each in incident.people]


def test_no_string_did_anything_to_the_store(full: Full) -> None:
    assert tables_of(full.office) == full.tables
    assert len(ask(full.office, people_queries.PEOPLE.ids, ListFilter(), "name")) >= len(full.told)
    found = ask(full.office, incident_queries.INCIDENTS.ids, ListFilter(), "when")
    assert {told.incident for told in full.told} <= set(found)


def test_the_search_takes_it_and_finds_it_by_its_words(full: Full) -> None:
    of_whom = Counter(word for told in full.told for word in {each.lower() for each in WORD.findall(told.text)})
    for told in full.told:
        with full.office.reading() as session:
            hits = search(session, told.text)
            assert {hit.kind for hit in hits} <= {"person", "incident", "case", "document"}, told.text
            for source in (people_queries.PEOPLE, incident_queries.INCIDENTS):
                source.first(session, ListFilter(told.text), "", 5)
            own = [word for word in WORD.findall(told.text) if of_whom[word.lower()] < PER_KIND]
            if own and told.incident not in {hit.id for hit in hits if hit.kind == "incident"}:
                found = {hit.id for hit in search(session, own[0]) if hit.kind == "incident"}
                assert told.incident in found, (told.text, own[0])


def test_the_pages_show_it_as_plain_text(full: Full, desk: Desk, qtbot) -> None:
    first = full.told[0]
    person, incident = PersonPage(desk, _Nowhere(), first.person), IncidentPage(desk, _Nowhere(), first.incident)
    for page in (person, incident):
        qtbot.addWidget(page)
    for told in full.told:
        person.person_id, incident.incident_id = told.person, told.incident
        for page in (person, incident):
            page.refresh()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what showed the one before
            assert any(one_line(told.typed) in each for each in shown(page)), (told.text, sorted(shown(page)))
            assert not markup(page)


def test_the_forms_show_it_and_give_it_back(full: Full, desk: Desk, qtbot) -> None:
    """Else opening a record and saving it would change it."""
    person_form, incident_form = PersonForm(desk, quick=False), IncidentForm(desk, new=False)
    for form in (person_form, incident_form):
        qtbot.addWidget(form)
    for told in full.told:
        for field in (person_form.fields["given_names"], incident_form.fields["account"]):
            field.set_value(told.typed)
            assert one_line(field.value()) == one_line(told.typed)


@pytest.mark.parametrize("made", [PeoplePage, IncidentsPage])
def test_the_lists_show_it_as_plain_text(full: Full, desk: Desk, qtbot, made: type) -> None:
    page = made(desk, _Nowhere())
    qtbot.addWidget(page)
    page.refresh()
    rows = page.list.table.rows
    rows.reload()
    for row in range(rows.rowCount()):
        number = rows.id_at(row)
        rows.data(rows.index(row, 0))
        if rows.row_at(row) is None:
            qtbot.waitUntil(lambda row=row: rows.row_at(row) is not None)
        told = next((each for each in full.told if number in (each.person, each.incident)), None)
        cells = [rows.index(row, column) for column in range(rows.columnCount())]
        words = [str(cell.data(Qt.ItemDataRole.DisplayRole)) for cell in cells]
        tips = [read_tip(str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")) for cell in cells]
        if told is not None and shows(made, told, number):
            assert any(one_line(told.typed)[:100] in one_line(each) for each in words), told
        assert [one_line(each) for each in tips] == [one_line(each) for each in words]


def test_a_list_in_a_file_is_text_alone(full: Full, desk: Desk, qtbot, tmp_path: Path) -> None:
    page = PeoplePage(desk, _Nowhere())
    qtbot.addWidget(page)
    page.refresh()
    for kind in ("csv", "xlsx"):
        export(full, page.list, tmp_path / f"people.{kind}", kind)
    with (tmp_path / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in list(csv.reader(file))[1:] for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@") and len(cell) > 1]
    for told in full.told:
        assert safe_row([f"{told.typed} Testwick"])[0] in cells, told.text
    with zipfile.ZipFile(tmp_path / "people.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        assert not [name for name in sheets if re.search(rb"<(\w+:)?f[ >/]|hyperlink", book.read(name))]
        assert not [name for name in book.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_a_sealed_letter_holds_every_one_of_them(full: Full) -> None:
    case_id, accused, _ = case_of(full.office, full.who)
    for batch in batches([told.text for told in full.told], 60):
        asked = {**ANSWERS, "rule_broken": batch[0]}
        wanted = papers.Wanted(case_id, "first-warning", accused, asked=asked)
        plain = ask(full.office, papers.prepare, wanted, full.who.user_id, TODAY)
        edited = (*plain.composed, *marked(batch))
        wanted = replace(wanted, edited=edited, edited_from=plain.composed)
        ready = ask(full.office, papers.prepare, wanted, full.who.user_id, TODAY)
        number = do(full.office, full.who, papers.file_paper, ready, "", "The strings are hostile, not the person.")
        pdf = ask(full.office, document_queries.document, number).pdf
        assert not [each for each in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile") if each in pdf]
        read = words_of(pdf)
        assert reads_back(batch[0], read.partition("begin0x")[0]), batch[0]
        for index, text in enumerate(batch):
            inside = read.partition(f"begin{index}x")[2].partition(f"end{index}x")[0]
            assert reads_back(text, inside), (text, inside)


def test_the_watch_would_have_seen_it(full: Full, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("not the office's", encoding="utf-8")
    with pytest.raises(AssertionError, match="elsewhere"), WATCH.watching(full.office.folder):
        (tmp_path / "elsewhere").read_text(encoding="utf-8")
    with pytest.raises(AssertionError, match=r"subprocess\.Popen"), WATCH.watching():
        subprocess.run([sys.executable, "-c", ""], check=True)


def test_nothing_but_blanks_is_refused_in_words(full: Full) -> None:
    with pytest.raises(InvalidField, match="Write what was reported"):
        do(full.office, full.who, incidents.record_incident, incident_values(summary=" ", account="\u3000"))


def marked(batch: list[str]) -> Blocks:
    return paragraphs(*[part for n, text in enumerate(batch) for part in (f"begin{n}x", text, f"end{n}x")])


def words_of(pdf: bytes) -> str:
    """Without white space, and without what stands on every page."""
    pages = [squeezed(page.extract_text()) for page in reader(pdf).pages]
    foot = r"Page{}of{}(ThornmereBoroughCouncilASB/2003/\d+/L\d+)?"
    return "".join(re.sub(foot.format(n, len(pages)), "", page) for n, page in enumerate(pages, 1))


def export(full: Full, page: ListPage, path: Path, kind: str) -> None:
    task = Task(lambda *_: None, full.office, full.who, Event())
    export_list(task, page.source, page.filter(), page.order(), page.shown_columns(), path, kind)


def one_line(text: str) -> str:
    """White space made one: how lines are laid out is the page's business."""
    return " ".join(text.split())


def shows(page: type, told: Told, number: int | None) -> bool:
    return number == (told.person if page is PeoplePage else told.incident)


def shown(page: QWidget) -> set[str]:
    """Every text on the page."""
    words = [text for label in page.findChildren(QLabel) for text in (label.text(), label.accessibleName())]
    return {one_line(text) for text in words}


def read_tip(tip: str) -> str:
    """What a tool tip shows: Qt reads as HTML whatever looks like it."""
    if not Qt.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText().replace("\u2028", "\n")


def markup(page: QWidget) -> list[str]:
    """Texts of the page that Qt would take for anything but text."""
    labels = [label for label in page.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    found = [label.text() for label in labels if Qt.mightBeRichText(label.text())]
    return found + [each.toolTip() for each in page.findChildren(QWidget) if "<img" in each.toolTip()]


class _Nowhere:
    """The way to other pages, which nobody takes."""

    def __call__(self, place: str, number: int = 0, **facts: object) -> None: ...

    def back(self) -> None: ...

    def say(self, words: str, undo: object = None) -> None: ...
