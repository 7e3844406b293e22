"""Every place of the window: its page, its entry in the rail, and where a draft belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module

from asbdesk.ui.page import Go, Page


@dataclass(frozen=True, slots=True)
class RailEntry:
    """``words`` with their mnemonic."""

    place: str
    words: str
    icon: str


RAIL = (
    RailEntry("today", "Today", "calendar-today"),
    RailEntry("cases", "Cases", "folder-outline"),
    RailEntry("people", "People", "account-multiple-outline"),
    RailEntry("incidents", "Incidents", "alert-circle-outline"),
    RailEntry("contracts", "Contracts", "file-sign"),
    RailEntry("documents", "Documents", "file-document-outline"),
)
FOOT = (RailEntry("settings", "Settings", "cog-outline"),)

PAGES = {
    "today": "today.page:TodayPage",
    "cases": "cases.list:CasesPage",
    "case": "cases.page:CasePage",
    "people": "people.list:PeoplePage",
    "person": "people.page:PersonPage",
    "incidents": "incidents.list:IncidentsPage",
    "incident": "incidents.page:IncidentPage",
    "new-incident": "incidents.new:NewIncidentPage",
    "contracts": "contracts.list:ContractsPage",
    "contract": "contracts.page:ContractPage",
    "new-contract": "contracts.new:NewContractPage",
    "documents": "documents.list:DocumentsPage",
    "document": "documents.page:DocumentPage",
    "letter": "documents.letter:LetterPage",
    "exhibits": "evidence.list:ExhibitsPage",
    "exhibit": "evidence.page:ExhibitPage",
    "diary": "evidence.diary:DiaryPage",
    "statement": "evidence.statement:StatementPage",
    "risk": "risk.page:RiskPage",
    "import": "imports.page:ImportPage",
    "settings": "settings.page:SettingsPage",
}


def page_class(place: str) -> type[Page]:
    """The page of a place; imported when it is first asked for."""
    module, name = PAGES[place].split(":")
    return getattr(import_module(f"asbdesk.ui.{module}"), name)


def open_draft(go: Go, key: str) -> None:
    """Go on with what was left unfinished. Pages make the keys (``incident:7``, ``letter:case-7:abc:person-3``)."""
    numbers = {name: int(number) for name, number in re.findall(r"(case|person|contract|incident|statement)-(\d+)", key)}
    kind, _, rest = key.partition(":")
    if kind == "letter":
        template = rest.split(":")[1] if rest.count(":") else ""
        facts = {"person_id": numbers.get("person", 0), "contract_id": numbers.get("contract", 0)}
        go("letter", case_id=numbers["case"], template=template, **facts)
    elif kind == "contract" and rest.startswith("new"):
        go("new-contract", case_id=numbers["case"], person_id=numbers.get("person", 0))
    elif kind == "incident" and rest == "new":
        go("new-incident")
    elif kind == "case" and "incident" in numbers:
        go("incident", numbers["incident"], open_case=True)
    elif kind == "case" and "person" in numbers:
        go("person", numbers["person"], open_case=True)
    elif kind == "exhibit" and "case" in numbers:
        go("exhibits", numbers["case"])
    elif kind == "risk":
        go("risk", numbers["case"], assess=numbers["person"])
    elif kind == "proportion":
        go("risk", numbers["case"], record=True)
    elif kind in ("clock", "task", "task-done"):
        go("today", resume=key)
    elif kind == "diary":
        go("diary", numbers["case"])
    elif kind == "statement":
        go("statement", numbers["case"], statement_id=numbers.get("statement", 0))
    elif kind == "exhibit-move":
        go("exhibit", int(rest))
    elif kind in ("case-note", "case-person", "case-close"):
        go("case", int(rest), resume=kind)
    elif kind == "case" and rest == "new":
        go("cases", new=True)
    elif kind == "person" and rest == "new":
        go("people", new=True)
    else:
        go(kind, int(rest), edit=True)
