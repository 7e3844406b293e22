"""The schedule on its tab: chosen, edited, put in order by mouse and keys, merged, dropped, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asbdesk.domain.orders import Strength
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders import allegation_state as state
from asbdesk.ui.orders.allegation_dialogs import AllegationDialog, ChooseDialog, MergeDialog, ScheduleDialog
from asbdesk.ui.orders.allegations import AllegationsTab
from asbdesk.ui.orders.page import OrderPage
from asbdesk.ui.places import open_draft
from tests.services.schedule_way import Way, way_of
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


class Going(Went):
    """Remembers how to undo what was said."""

    undo: Any = None

    def say(self, words: str, undo: Any = None) -> None:
        super().say(words, undo)
        self.undo = undo


@pytest.fixture
def way(desk: Desk) -> Way:
    return way_of(desk.office, desk.who)


@pytest.fixture
def going() -> Going:
    return Going()


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, way: Way, going: Going) -> AllegationsTab:
    page = OrderPage(desk, going, way.application_id, tab="AllegationsTab")  # type: ignore[arg-type]
    qtbot.addWidget(page)
    desk.changed.connect(lambda _kinds: page.refresh())
    page.resize(1166, 700)
    page.show()
    page.refresh()
    found = next(tab for tab in page.tabs if isinstance(tab, AllegationsTab))
    assert page.book.currentWidget().isAncestorOf(found)
    return found


def dialog(tab: AllegationsTab, kind: type[QDialog]) -> Any:
    return tab.findChildren(kind)[-1]


def filled(tab: AllegationsTab, way: Way) -> list[int]:
    ids = way.add_all()
    tab.window().refresh()  # type: ignore[attr-defined]
    return ids


def order(tab: AllegationsTab) -> list[str]:
    return [tab.table.item(row, 1).text()[:6] for row in range(tab.table.rowCount())]


def test_an_empty_schedule_says_what_to_do_and_incidents_are_ticked(qtbot: QtBot, tab: AllegationsTab) -> None:
    assert tab.none.isVisible()
    qtbot.mouseClick(tab.none.action, Qt.MouseButton.LeftButton)
    choosing = dialog(tab, ChooseDialog)
    assert next(box.accessibleName()[:11] for box in choosing.boxes.values()) == "3 Nov 2003,"
    assert not choosing.adder.isEnabled()
    first, *_, last = choosing.boxes.values()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(last, Qt.Key.Key_Space)
    assert choosing.adder.text() == "A&dd 2"
    choosing.save()
    assert order(tab) == ["28 Feb", "3 Nov "]
    assert not tab.none.isVisible()
    assert "2 allegations, 1 live" in tab.summary.text()


def test_only_the_live_ones_are_ticked_with_one_button(tab: AllegationsTab) -> None:
    tab.add()
    choosing = dialog(tab, ChooseDialog)
    choosing._tick(choosing._live)
    assert choosing.adder.text() == "A&dd 3"


def test_each_row_says_how_it_stands_in_words(tab: AllegationsTab, way: Way) -> None:
    filled(tab, way)
    words = [tab.table.item(row, 7).text() for row in range(4)]
    assert words[0] == "Background: the last day was 28 Aug 2003"
    assert words[1] == "Live: last day 17 Nov 2003, today"
    assert words[3] == "Live: last day 3 May 2004, in 168 days"
    assert "4 of 4 allegations are weak" in tab.banner.accessibleName()
    assert "4 allegations rest on hearsay" in tab.notice.text()


def test_where_the_law_knows_no_limit_and_no_hearsay_notice_neither_is_spoken_of(tab: AllegationsTab, way: Way) -> None:
    filled(tab, way)
    found = tab.found
    assert found is not None
    free = tuple(replace(row, judged=replace(row.judged, standing="no-limit")) for row in found.rows)
    scottish = replace(found, rows=free, notified=False)
    assert state.summary(scottish) == "4 allegations, 4 weak."
    assert state.notice(scottish) == (
        "4 allegations rest on hearsay. The law file knows no notice of it for this order."
    )


def test_alt_and_arrows_and_the_buttons_put_rows_in_order(qtbot: QtBot, tab: AllegationsTab, way: Way) -> None:
    a, b, c, d = filled(tab, way)
    tab.table.select_ids([d])
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert way.ids() == [a, d, b, c]
    assert tab.table.selected_ids() == (d,)
    qtbot.mouseClick(tab.deeds["down"], Qt.MouseButton.LeftButton)
    assert way.ids() == [a, b, d, c]
    assert [tab.table.item(row, 0).text() for row in range(4)] == ["1", "2", "3", "4"]
    assert tab.deeds["by-date"].isEnabled()
    qtbot.mouseClick(tab.deeds["by-date"], Qt.MouseButton.LeftButton)
    assert way.ids() == [a, b, c, d]
    assert not tab.deeds["by-date"].isEnabled()


def test_rows_that_were_dragged_stand_where_they_were_let_go(tab: AllegationsTab, way: Way) -> None:
    a, b, c, d = filled(tab, way)
    tab.table.select_ids([a, c])
    tab.table.placed.emit(4)
    assert way.ids() == [b, d, a, c]
    assert tab.table.selected_ids() == (a, c)


def test_at_the_edge_the_button_is_grey(tab: AllegationsTab, way: Way) -> None:
    a, *_, d = filled(tab, way)
    tab.table.select_ids([a])
    assert (tab.deeds["up"].isEnabled(), tab.deeds["down"].isEnabled()) == (False, True)
    tab.table.select_ids([d])
    assert (tab.deeds["up"].isEnabled(), tab.deeds["down"].isEnabled()) == (True, False)
    assert not tab.deeds["merge"].isEnabled()


def test_enter_edits_a_row_and_what_is_wrong_stands_by_its_field(qtbot: QtBot, tab: AllegationsTab, way: Way) -> None:
    filled(tab, way)
    tab.table.select_ids([way.ids()[3]])
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    editing = dialog(tab, AllegationDialog)
    assert "Aged 19 at the act" in state_words(editing)
    editing.form.fields["act"].edit.setPlainText(" ")
    editing.save()
    assert editing.form.fields["act"].error() == "Say what was done."
    editing.form.fields["act"].edit.setPlainText("Played music\nuntil 3 am.")
    editing.form.set_value({"strength": Strength.STRONG.value})
    editing.save()
    values = way.schedule().rows[3].values
    assert (values.act, values.strength) == ("Played music until 3 am.", Strength.STRONG)


def state_words(shown: QDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in shown.findChildren(QLabel))


def test_merging_in_words_that_can_be_changed_is_undone_whole(tab: AllegationsTab, way: Way, going: Going) -> None:
    a, b, c, d = filled(tab, way)
    before = way.schedule().rows
    tab.table.select_ids([a, c])
    tab.merge()
    merging = dialog(tab, MergeDialog)
    merging.form.fields["act"].edit.setPlainText("Shouted on two nights.")
    merging.save()
    rows = way.schedule().rows
    assert rows[0].values.act == "Shouted on two nights."
    assert [row.id for row in rows][1:] == [b, d]
    assert tab.table.selected_ids() == (rows[0].id,)
    assert "Merged of 2" in tab.table.item(0, 2).text()
    assert tab.deeds["apart"].isVisible()
    going.undo()
    assert way.schedule().rows == before
    assert not tab.deeds["apart"].isVisible()


def test_a_merged_one_is_taken_apart_after_a_question(tab: AllegationsTab, way: Way, asked: Recorder) -> None:
    a, b, *_ = filled(tab, way)
    tab.table.select_ids([a, b])
    tab.merge()
    dialog(tab, MergeDialog).save()
    assert len(way.ids()) == 3
    tab.apart()
    assert len(way.ids()) == 4
    assert asked.questions


def test_dropping_asks_why_and_comes_back(tab: AllegationsTab, way: Way, asked: Recorder, going: Going) -> None:
    a, b, c, d = filled(tab, way)
    asked.text = "Nobody saw it."
    tab.table.select_ids([b])
    tab.drop()
    assert way.ids() == [a, c, d]
    assert tab.fold.opener.text() == "Dropped (1)"
    going.undo()
    assert way.ids() == [a, b, c, d]
    tab.table.select_ids([c])
    tab.drop()
    tab.dropped.setCurrentCell(0, 0)
    tab.bring_back()
    assert way.ids() == [a, b, c, d]
    assert not tab.fold.isVisible()


def test_the_paper_is_looked_at_and_filed(tab: AllegationsTab, way: Way, going: Going) -> None:
    filled(tab, way)
    tab.paper()
    looking = dialog(tab, ScheduleDialog)
    assert looking.prepared is not None
    assert looking.file_button.isEnabled()
    looking._file(printed=False)
    assert going.said == ["Schedule of allegations: filed on the case."]


def test_a_reader_sees_the_schedule_and_changes_nothing(qtbot: QtBot, tab: AllegationsTab, way: Way) -> None:
    filled(tab, way)
    page: Any = tab.window()
    assert page.facts is not None
    tab.show_page(page.facts, may=False)
    tab.table.selectAll()
    assert not tab.adder.isVisible()
    assert [deed for deed, made in tab.deeds.items() if made.isEnabled()] == ["paper"]
    tab.step(1)
    assert order(tab)[0] == "28 Feb"


def test_the_drafts_of_its_dialogs_lead_back_to_the_tab() -> None:
    for key in ("order-allegation:3:7", "order-merge:3:7-8"):
        went = Went()
        open_draft(went, key)  # type: ignore[arg-type]
        assert went.places == [("order", 3, {"tab": "AllegationsTab"})]
