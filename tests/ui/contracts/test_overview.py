"""The page over all contracts: their days, reviews due, terms broken most, how they ended."""

from __future__ import annotations

from datetime import date, datetime, time

from pytestqt.qtbot import QtBot

from asbdesk.clock import FixedClock
from asbdesk.domain.casework import ContractState
from asbdesk.domain.watching import BreachValues
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries.contract_overview import overview
from asbdesk.services import contracts, watching
from asbdesk.ui.contracts import overview_state
from asbdesk.ui.contracts.list import ContractsPage, columns
from asbdesk.ui.contracts.overview import ContractsOverviewPage
from asbdesk.ui.desk import Desk
from tests.factories import TODAY, ask, case_of, contract_of, do
from tests.ui.page_fixtures import Went


def signed(desk: Desk, case_id: int, person_id: int) -> int:
    contract_id = contract_of(desk.office, desk.who, case_id, person_id)
    page = ask(desk.office, contract_queries.contract, contract_id)
    at = datetime.combine(TODAY, time())
    do(desk.office, desk.who, contracts.offer, contract_id, TODAY)
    do(desk.office, desk.who, contracts.sign, contract_id, {s.id: at for s in page.signatures})
    return contract_id


def broken(desk: Desk, contract_id: int, day: date, term: int = 1) -> None:
    do(desk.office, desk.who, watching.record_breach, contract_id, BreachValues(term, day, "Music."))


def test_it_counts_days_reviews_breaches_and_ends(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    first, second, third = (signed(desk, case_id, accused) for _ in range(3))
    desk.office.clock = FixedClock(date(2003, 12, 17))
    for contract_id, day, term in ((first, 2, 1), (first, 3, 1), (second, 4, 1), (second, 5, 2)):
        broken(desk, contract_id, date(2003, 12, day), term)
    do(desk.office, desk.who, contracts.settle, second, ContractState.BROKEN, date(2003, 12, 17), "Twice.")
    do(desk.office, desk.who, contracts.settle, third, ContractState.ENDED, date(2003, 12, 17), "Moved away.")
    seen = ask(desk.office, overview, date(2003, 12, 17))
    assert [(row.id, row.life.words, row.breaches, row.unanswered) for row in seen.running] == [
        (first, "Day 31 of 182", 2, 2)
    ]
    assert [(term.breaches, term.contracts) for term in seen.terms] == [(3, 2), (1, 1)]
    assert (seen.overdue, seen.over, seen.kept) == (1, 2, 0)
    assert overview_state.strip(seen) == "1 runs, 1 review overdue. 0 of the 2 that are over were kept."
    page = ContractsOverviewPage(desk, go)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.refresh()
    assert page.lives.item(0, 1).text() == "Day 31 of 182"
    assert page.due.item(0, 1).text() == "Dean Mercer, 2 days overdue"
    page.lives.opened.emit(0)
    assert go.places[-1] == ("contract", first, {})


def test_the_list_says_the_day_of_each_contract_and_leads_to_the_overview(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    signed(desk, case_id, accused)
    page = ContractsPage(desk, go)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert "1 runs, 1 due within four weeks." in page.strip.text()
    row = ask(desk.office, contract_queries.contract_rows, [1])[0]
    assert [column.getter(row) for column in columns(TODAY)][:2] == ["Dean Mercer", "Day 1 of 182"]


def test_an_office_without_contracts_says_nothing_above_the_list(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = ContractsPage(desk, go)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert not page.strip.isVisibleTo(page)
