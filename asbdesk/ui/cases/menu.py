"""The menu *More* of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from asbdesk.domain.casework import CaseStatus, Risk
from asbdesk.domain.permissions import may
from asbdesk.queries.cases import CasePage as CaseFacts
from asbdesk.services import cases
from asbdesk.ui import ask
from asbdesk.ui.cases import dialogs, outcome_dialogs
from asbdesk.ui.cases.state import Deed
from asbdesk.ui.dues import add_task

if TYPE_CHECKING:
    from asbdesk.ui.cases.page import CasePage


def fill_menu(menu: QMenu, page: CasePage, facts: CaseFacts, allowed: frozenset[Deed]) -> None:
    """What this user may do with the case as it stands; what may not be done is not offered."""
    menu.clear()
    _adding(menu, page, facts, allowed)
    menu.addSeparator()
    _standing(menu, page, facts, allowed)
    menu.addSeparator()
    menu.addAction("H&istory…", lambda: dialogs.HistoryDialog(page, page.desk, facts).open())


def _adding(menu: QMenu, page: CasePage, facts: CaseFacts, allowed: frozenset[Deed]) -> None:
    desk = page.desk
    if "note" in allowed:
        menu.addAction("Add a &note or visit…", page.add_note)
    if "task" in allowed:
        menu.addAction("Add a &task or visit…", lambda: add_task(page, facts.id))
    if "person" in allowed:
        menu.addAction("Add a &person…", lambda: dialogs.PersonInCaseDialog(page, desk, facts).open())
    if "note" in allowed:
        menu.addAction("Add a c&ost…", lambda: outcome_dialogs.CostDialog(page, desk, facts).open())
    if "change" in allowed:
        menu.addAction("&Change case…", lambda: dialogs.ChangeDialog(page, desk, facts).open())
    menu.addAction("Ris&k and proportionality…", lambda: page.go("risk", facts.id))
    if "risk" in allowed:
        _risks(menu.addMenu("Set &risk"), page, facts)
    menu.addAction("Me&diation…", page.mediate)
    if "apply" in allowed:
        menu.addAction("Apply to co&urt…", lambda: page.go("new-order", case_id=facts.id))
    menu.addAction("Partner a&gencies…", lambda: page.go("partners", facts.id))
    menu.addAction("E&vidence…", lambda: page.go("exhibits", facts.id))
    if "hand-over" in allowed:
        menu.addAction("&Hand over…", lambda: dialogs.HandOverDialog(page, desk, facts).open())
    if "letter" in allowed:
        menu.addAction("Letter to &many…", lambda: page.go("mailing", case_id=facts.id))
        menu.addAction("H&andover page…", lambda: page.go("letter", case_id=facts.id, template="handover-page"))


def _standing(menu: QMenu, page: CasePage, facts: CaseFacts, allowed: frozenset[Deed]) -> None:
    if "monitor" in allowed:
        menu.addAction("Change to &monitoring", lambda: page.do(cases.set_status, facts.id, CaseStatus.MONITORING))
    if "open" in allowed:
        menu.addAction("Change to &open", lambda: page.do(cases.set_status, facts.id, CaseStatus.OPEN))
    if "close" in allowed:
        menu.addAction("C&lose case…", lambda: dialogs.CloseDialog(page, page.desk, facts).open())
    if facts.status is CaseStatus.CLOSED and may(page.desk.who.role, "record"):
        menu.addAction("&Satisfaction survey…", lambda: outcome_dialogs.SurveyDialog(page, page.desk, facts).open())
    if may(page.desk.who.role, "record"):
        menu.addAction("Asks for a case re&view…",
                       lambda: outcome_dialogs.ApplicationDialog(page, page.desk, facts).open())  # fmt: skip
    if "reopen" in allowed:
        menu.addAction("Reop&en…", lambda: _reopen(page, facts))


def _risks(menu: QMenu, page: CasePage, facts: CaseFacts) -> None:
    for risk in Risk:
        choice = menu.addAction(risk.label, lambda risk=risk: page.do(cases.set_risk, facts.id, risk))
        choice.setCheckable(True)
        choice.setChecked(risk is facts.risk)


def _reopen(page: CasePage, facts: CaseFacts) -> None:
    ask.confirm(
        page,
        f"Open {facts.reference} again?",
        "The closing, its reason and its note are taken off the case; the history keeps them. "
        "After a new report, open a new case instead: it will know this one.",
        "&Open again",
        lambda: page.do(cases.reopen_case, facts.id),
    )
