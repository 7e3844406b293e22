"""The page of people known twice, in a real office."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.services import people
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight.duplicates import DuplicatesPage
from tests.factories import complainant_values, do, person_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, go: Went) -> DuplicatesPage:
    for values in (person_values(), complainant_values(), person_values("Deen", "Mercer")):
        do(desk.office, desk.who, people.add_person, values)
    made = DuplicatesPage(desk, go)
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_the_page_says_why_two_may_be_one(page: DuplicatesPage) -> None:
    assert page.table.rowCount() == 1
    assert page.table.item(0, 0).text() == "Dean Mercer / Deen Mercer"
    assert "date of birth" in page.table.item(0, 2).text()
    fields = [page.workings.item(row, 0).text() for row in range(page.workings.rowCount())]
    assert "given name" in fields


def test_a_search_says_how_many_pairs_it_found(page: DuplicatesPage, go: Went) -> None:
    page.search()
    assert go.said == ["1 pair found."]
    page.refresh()
    assert "among 3 people" in page.head.words.text()


def test_a_decision_takes_the_pair_off_the_list(page: DuplicatesPage, asked: Recorder, go: Went) -> None:
    asked.text = "Brothers."
    page.decide()
    page.refresh()
    assert page.table.rowCount() == 0
    page.search()
    assert go.said == ["They stay two people.", "0 pairs found."]


def test_decisions_are_listed_and_can_be_taken_back(page: DuplicatesPage, asked: Recorder, go: Went) -> None:
    from asbdesk.ui.insight.not_same import DecisionsDialog, open_decisions

    asked.text = "Brothers."
    page.decide()
    page.refresh()
    open_decisions(page)
    dialog = page.findChild(DecisionsDialog)
    assert [dialog.table.item(0, column).text() for column in (1, 2)] == ["Dean Mercer / Deen Mercer", "Brothers."]
    dialog.back_button.click()
    assert not dialog.isVisible()
    page.refresh()
    assert page.table.rowCount() == 1
    assert go.said[-1] == "They may be one person again."


def test_two_records_are_made_one_and_two_again(page: DuplicatesPage, go: Went) -> None:
    from asbdesk.ui.insight.merge import MergeDialog, MergesDialog, open_merges

    page.merge()
    dialog = page.findChild(MergeDialog)
    assert set(dialog.choices) == {"name"}
    dialog.choices["name"].set_value("other")
    dialog.merge()
    page.refresh()
    assert page.table.rowCount() == 0
    open_merges(page)
    past = page.findChild(MergesDialog)
    assert past.table.item(0, 1).text() in ("Dean Mercer", "Deen Mercer")
    past.undo()
    page.refresh()
    assert page.table.rowCount() == 1
    assert go.said == ["The two records are one.", "The two records are two again."]


def test_what_speaks_against_a_merge_must_be_overruled_in_so_many_words(page: DuplicatesPage) -> None:
    from asbdesk.queries import merging as queries
    from asbdesk.ui.insight.merge import MergeDialog
    from tests.factories import ask, case_of

    _, accused, complainant = case_of(page.desk.office, page.desk.who)
    facts = ask(page.desk.office, queries.side_by_side, accused, complainant)
    dialog = MergeDialog(page, facts)
    dialog.open()
    assert "perpetrator" in dialog.banner.words()
    dialog.merge()
    assert dialog.isVisible()
    dialog.sure.set_value(True)
    dialog.merge()
    assert not dialog.isVisible()
