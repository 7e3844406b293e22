"""Whose work *Today* shows: one's own, a colleague's, everybody's; and it stays so."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import FlagKind, TaskKind, UserRole
from asbdesk.domain.people import FlagValues
from asbdesk.domain.tasks import TaskValues
from asbdesk.queries.today import EVERYBODY, MINE, VIEW, WHOSE, today
from asbdesk.services import cases, contracts, drafts, offices, people, tasks
from asbdesk.services.offices import UserValues
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Desk
from asbdesk.ui.today import state
from asbdesk.ui.today.page import MOST_DUES, TodayPage
from tests.factories import TODAY, ask, case_of, contract_of, do, person_values
from tests.ui.page_fixtures import Went


def colleague(desk: Desk) -> Actor:
    number = do(desk.office, desk.who, offices.add_user, UserValues("Mira Specimen", "mira"))
    return Actor(number, "mira", "Mira Specimen", UserRole.CASEWORKER)


def leave(desk: Desk, who: Actor) -> None:
    gone = UserValues(who.name, who.login, active=False)
    do(desk.office, desk.who, offices.change_user, who.user_id, gone)


def task_of(desk: Desk, owner: int, title: str, on: date = TODAY) -> int:
    return do(desk.office, desk.who, tasks.add_task, TaskValues(TaskKind.TASK, title, owner, on))


def case_with_contract(desk: Desk, owner: Actor) -> int:
    """A case of somebody, with a contract that was offered and not signed."""
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused)
    do(desk.office, desk.who, contracts.offer, contract_id, TODAY)
    if owner.user_id != desk.who.user_id:
        do(desk.office, desk.who, cases.hand_over, case_id, owner.user_id)
    return case_id


def shown(qtbot: QtBot, desk: Desk, go: Went) -> TodayPage:
    page = TodayPage(desk, go)
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.refresh()
    page.show()
    return page


def column(page: TodayPage, number: int) -> list[str]:
    return [page.due.table.item(row, number).text() for row in range(page.due.table.rowCount())]


def test_one_sees_ones_own_a_colleagues_or_everybodys_and_each_row_says_whose(
    qtbot: QtBot, desk: Desk, go: Went
) -> None:  # fmt: skip
    mira = colleague(desk)
    task_of(desk, desk.who.user_id, "Ring the school")
    task_of(desk, mira.user_id, "Photograph the stairs")
    page = shown(qtbot, desk, go)
    assert [page.whose.box.itemText(n) for n in range(page.whose.box.count())] == [
        "Mine", "Everybody’s", "Mira Specimen",
    ]  # fmt: skip
    assert (column(page, 2), column(page, 3)) == (["Ring the school"], ["Jo Okafor"])
    page.whose.set_value(EVERYBODY)
    assert column(page, 3) == ["Jo Okafor", "Mira Specimen"]
    page.whose.set_value(str(mira.user_id))
    assert column(page, 2) == ["Photograph the stairs"]


def test_what_was_chosen_is_there_again_tomorrow_and_only_for_who_chose_it(
    qtbot: QtBot, desk: Desk, go: Went
) -> None:  # fmt: skip
    mira = colleague(desk)
    page = shown(qtbot, desk, go)
    page.whose.set_value(str(mira.user_id))
    again = shown(qtbot, desk, go)
    assert again.whose.value() == str(mira.user_id)
    assert ask(desk.office, today, mira.user_id, TODAY).whose == MINE


def test_it_is_chosen_by_keyboard_alone(qtbot: QtBot, desk: Desk, go: Went) -> None:
    mira = colleague(desk)
    task_of(desk, mira.user_id, "Photograph the stairs")
    page = shown(qtbot, desk, go)
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert page.whose.box.hasFocus()
    qtbot.keyClick(page.whose.box, Qt.Key.Key_Down)
    assert page.whose.value() == EVERYBODY
    assert column(page, 3) == ["Mira Specimen"]
    qtbot.keyClick(page.whose.box, Qt.Key.Key_Tab)
    assert page.due.table.hasFocus()


def test_a_contract_and_a_clock_belong_to_who_has_the_case(qtbot: QtBot, desk: Desk, go: Went) -> None:
    mira = colleague(desk)
    case_with_contract(desk, mira)
    page = shown(qtbot, desk, go)
    assert not {"ABC offered, not signed", "First response to the reporter"} & set(column(page, 1))
    page.whose.set_value(str(mira.user_id))
    assert {"ABC offered, not signed", "First response to the reporter"} <= set(column(page, 1))
    assert set(column(page, 3)) == {"Mira Specimen"}


def test_the_work_of_somebody_who_left_does_not_vanish(qtbot: QtBot, desk: Desk, go: Went) -> None:
    mira = colleague(desk)
    task_of(desk, mira.user_id, "Photograph the stairs")
    leave(desk, mira)
    page = shown(qtbot, desk, go)
    assert page.whose.box.itemText(2) == "Mira Specimen (left)"
    page.whose.set_value(str(mira.user_id))
    assert column(page, 2) == ["Photograph the stairs"]


def test_what_nobody_owns_stands_on_every_page(desk: Desk) -> None:
    mira = colleague(desk)
    marker = FlagValues(FlagKind.MARKER, "A dog", "An officer was bitten", TODAY)
    do(desk.office, desk.who, people.add_person, person_values("Dean", "Mercer", flags=(marker,)))
    for reader in (desk.who.user_id, mira.user_id):
        (row,) = ask(desk.office, today, reader, TODAY).due
        assert (row.what, row.owner) == ("Warning marker to review", "")


def test_a_choice_that_names_nobody_any_more_is_ones_own(desk: Desk) -> None:
    do(desk.office, desk.who, drafts.save_view, VIEW, WHOSE, {"value": "9999"})
    task_of(desk, desk.who.user_id, "Ring the school")
    page = ask(desk.office, today, desk.who.user_id, TODAY)
    assert (page.whose, [row.owner for row in page.due]) == (MINE, ["Jo Okafor"])


def test_alone_in_the_office_one_is_not_asked_whose(qtbot: QtBot, desk: Desk, go: Went) -> None:
    task_of(desk, desk.who.user_id, "Ring the school")
    page = shown(qtbot, desk, go)
    assert not page.whose.isVisible()


def test_a_list_longer_than_a_day_says_how_much_is_not_shown(qtbot: QtBot, desk: Desk, go: Went) -> None:
    calls = [TaskValues(TaskKind.TASK, f"Call {n}", desk.who.user_id, TODAY) for n in range(MOST_DUES + 3)]
    do(desk.office, desk.who, lambda work: [tasks.add_task(work, call) for call in calls])
    page = shown(qtbot, desk, go)
    assert page.due.table.rowCount() == MOST_DUES
    assert page.due.heading.text() == "Due (203)"
    assert page.due.none.text().startswith("The first 200 of 203.")
    assert page.due.none.isVisible()
    assert state.cut_short(200, 200) == ""
