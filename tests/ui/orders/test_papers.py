"""The tab *Papers*: written, filed, opened and checked, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import PaperFormat, PreferredFormat, UserRole
from asbdesk.queries.order_papers import FiledPaper, PaperRow, PapersPage
from asbdesk.queries.orders import application_page
from asbdesk.queries.people import person
from asbdesk.services.people import change_person
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders import papers_state as state
from asbdesk.ui.orders.page import OrderPage
from asbdesk.ui.orders.paper_dialogs import OrderPaperDialog, PaperAnswersDialog
from asbdesk.ui.orders.papers import PapersTab
from asbdesk.ui.places import open_draft
from tests.factories import TODAY, ask, do
from tests.services.schedule_way import Way, way_of
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

Shown = Callable[[], PapersTab]


def row(**changed: Any) -> PaperRow:
    values: dict[str, Any] = {
        "code": "application", "words": "Complaint", "step": "application", "template": "court-application",
        "form": "Schedule 1", "section": "SI 2002/2784", "doubt": "", "needed": True, "note": "", "about": "",
        "check": "", "confirmed": "", "filed": (),
        **changed,
    }  # fmt: skip
    return PaperRow(**values)


def test_a_row_says_whether_it_is_filed_and_whether_it_is_to_be_checked() -> None:
    filed = (FiledPaper(7, "ASB/2003/0001/L2", TODAY), FiledPaper(9, "ASB/2003/0001/L4", TODAY))
    assert state.standing(row()) == "Not yet"
    assert state.standing(row(needed=False, check="Check.")) == "Where it is needed; needs checking"
    assert state.standing(row(template="")) == "Not made here"
    assert state.standing(row(note="Where the person is under 18; the date of birth is not known.")).endswith("known")
    checked = row(filed=filed, check="Check.", confirmed="Checked by Jo Okafor, 17 Nov 2003")
    assert state.standing(checked) == "Filed on 17 Nov 2003, L4 and 1 more; checked by Jo Okafor, 17 Nov 2003"
    waiting = row(filed=filed, waits={"b": "The Chief Constable"}, about="consultee")
    assert state.standing(waiting).endswith("L4 and 1 more. Not yet for: The Chief Constable")
    page = PapersPage(
        (row(check="Check."), row(filed=filed), row(needed=False)), {"consultee": (("a", "A"), ("b", "B"))}
    )
    assert state.choices(waiting, page) == (("b", "B"), ("a", "A"))
    assert state.above(page).startswith("1 of 2 papers are filed. 1 has a text that nobody")


def test_a_draft_is_not_written_once_the_order_is_made_and_another_paper_says_that_it_is_late() -> None:
    late = "the order was made on 15 Sep 2003"
    draft = row(template="court-order", late=late)
    assert state.standing(draft) == f"Not filed; {late}"
    assert not state.may_do(draft, order=True, confirm=True).write
    assert state.may_do(row(late=late), order=True, confirm=True).write
    assert state.late_words(row(late=late)).startswith(f"This paper comes late: {late}.")
    assert not state.late_words(row())


def test_a_reader_may_open_and_a_manager_alone_confirms() -> None:
    filed = row(filed=(FiledPaper(7, "L2", TODAY),), check="Check.")
    assert state.may_do(filed, order=False, confirm=False) == state.May(open=True)
    assert state.may_do(filed, order=True, confirm=True).check
    assert not state.may_do(row(), order=True, confirm=True).check
    assert state.may_do(None, order=True, confirm=True) == state.May()


@pytest.fixture
def way(desk: Desk) -> Way:
    return way_of(desk.office, desk.who)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, go: Went, way: Way) -> PapersTab:
    page = OrderPage(desk, go, way.application_id, "PapersTab")  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.refresh()
    return next(tab for tab in page.tabs if isinstance(tab, PapersTab))


def choose(tab: PapersTab, code: str) -> PaperRow:
    page: Any = tab.window()
    page.refresh()
    place = next(n for n, each in enumerate(tab.found.rows) if each.code == code)
    tab.table.setCurrentCell(place, 0)
    return tab.found.rows[place]


def shown(tab: PapersTab, kind: type[Any]) -> Any:
    return next(each for each in tab.findChildren(kind) if each.isVisible())


def test_a_paper_is_written_looked_at_filed_and_opened(tab: PapersTab, way: Way, desk: Desk, go: Went) -> None:
    way.add_all()
    choose(tab, "order")
    assert tab.write_button.isEnabled()
    assert not tab.open_button.isEnabled()
    tab.write()
    dialog = shown(tab, OrderPaperDialog)
    assert "Still missing: prohibitions sought" in dialog.banner.words()
    assert not dialog.file_button.isEnabled()
    dialog.reject()
    choose(tab, "schedule")
    tab.write()


def test_what_must_be_answered_is_asked_first_and_kept(tab: PapersTab, way: Way, desk: Desk, go: Went) -> None:
    way.add_all()
    choose(tab, "hearsay-notice")
    tab.write()
    dialog = shown(tab, PaperAnswersDialog)
    dialog.form.set_value({"asked-why_not_called": "They fear what would follow."})
    dialog.save()
    paper = shown(tab, OrderPaperDialog)
    assert "They fear" in str(paper.prepared.blocks)
    paper.file_button.click()
    assert go.said[-1].endswith("filed on the case.")
    assert choose(tab, "hearsay-notice").filed
    tab.open_or_write()
    assert go.places[-1][0] == "document"
    open_draft(go, f"order-paper:{way.application_id}:court-hearsay-notice")  # type: ignore[arg-type]
    assert go.places[-1] == ("order", way.application_id, {"tab": "PapersTab"})


def test_what_goes_to_the_person_is_in_the_persons_own_format_and_can_be_set_otherwise(
    tab: PapersTab, way: Way, desk: Desk
) -> None:
    way.add_all()
    person_id = ask(desk.office, application_page, way.application_id, TODAY).person_id
    found = ask(desk.office, person, person_id)
    wanted = replace(found.values, preferred_format=PreferredFormat.LARGE_PRINT)
    do(desk.office, desk.who, change_person, person_id, found.version, wanted)
    choose(tab, "hearsay-notice")
    tab.write()
    dialog = shown(tab, PaperAnswersDialog)
    dialog.form.set_value({"asked-why_not_called": "They fear what would follow."})
    dialog.save()
    paper = shown(tab, OrderPaperDialog)
    assert [paper.looks.format_field.box.itemText(n) for n in range(2)] == ["Ordinary print", "Large print"]
    assert paper.prepared.paper.format is PaperFormat.LARGE_PRINT
    paper.looks.format_field.box.setCurrentIndex(0)
    assert paper.prepared.paper.format is PaperFormat.ORDINARY
    assert "They fear" in str(paper.prepared.blocks)
    paper.reject()
    choose(tab, "order")
    tab.write()
    draft = shown(tab, OrderPaperDialog)
    assert draft.prepared.paper.format is PaperFormat.LARGE_PRINT
    draft.reject()
    choose(tab, "application")
    tab.write()
    assert shown(tab, OrderPaperDialog).prepared.paper.format is PaperFormat.ORDINARY


def test_nothing_to_write_about_is_said_above_the_tabs(tab: PapersTab) -> None:
    choose(tab, "service-certificate")
    tab.write()
    page: Any = tab.window()
    assert "No service is recorded yet" in page.banner.words()


def test_a_manager_says_that_a_form_agrees_and_takes_it_back(tab: PapersTab, asked: Recorder, desk: Desk) -> None:
    assert choose(tab, "application").open_check
    assert tab.check_button.isEnabled()
    tab.check()
    assert choose(tab, "application").confirmed.startswith("Checked by Jo Okafor")
    assert tab.check_button.text() == "&Form not checked after all"
    tab.check()
    assert choose(tab, "application").open_check
    assert desk.who.role is UserRole.ADMINISTRATOR
