"""Every place of the window: its page, its entry in the rail, and where a draft belongs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

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
    RailEntry("orders", "Orders", "gavel"),
    RailEntry("mediations", "Mediation", "handshake-outline"),
    RailEntry("documents", "Documents", "file-document-outline"),
    RailEntry("insight", "Insight", "chart-box-outline"),
)
FOOT = (RailEntry("settings", "Settings", "cog-outline"),)

PAGES = {
    "today": "today.page:TodayPage",
    "cases": "cases.list:CasesPage",
    "case": "cases.page:CasePage",
    "people": "people.list:PeoplePage",
    "person": "people.page:PersonPage",
    "addresses": "people.addresses:AddressesPage",
    "incidents": "incidents.list:IncidentsPage",
    "incident": "incidents.page:IncidentPage",
    "new-incident": "incidents.new:NewIncidentPage",
    "contracts": "contracts.list:ContractsPage",
    "contracts-overview": "contracts.overview:ContractsOverviewPage",
    "contract": "contracts.page:ContractPage",
    "new-contract": "contracts.new:NewContractPage",
    "orders": "orders.list:OrdersPage",
    "order": "orders.page:OrderPage",
    "new-order": "orders.new:NewOrderPage",
    "documents": "documents.list:DocumentsPage",
    "document": "documents.page:DocumentPage",
    "letter": "documents.letter:LetterPage",
    "mailing": "documents.mailing:MailingPage",
    "exhibits": "evidence.list:ExhibitsPage",
    "exhibit": "evidence.page:ExhibitPage",
    "redact": "evidence.redact:RedactPage",
    "diary": "evidence.diary:DiaryPage",
    "statement": "evidence.statement:StatementPage",
    "risk": "risk.page:RiskPage",
    "mediations": "mediation.list:MediationsPage",
    "mediation": "mediation.page:MediationPage",
    "agencies": "agencies.list:AgenciesPage",
    "partners": "agencies.page:AgenciesOfCasePage",
    "conference": "agencies.conference:ConferencePage",
    "insight": "insight.page:InsightPage",
    "map": "insight.map:MapPage",
    "patterns": "insight.patterns:PatternsPage",
    "persistent": "insight.persistent:PersistentPage",
    "same-homes": "insight.homes:HomesPage",
    "duplicates": "insight.duplicates:DuplicatesPage",
    "returns": "insight.returns:ReturnsPage",
    "return": "insight.submitted:SubmittedPage",
    "search": "search.page:SearchPage",
    "sharing": "insight.sharing:SharingPage",
    "new-share": "insight.new_share:NewSharePage",
    "targets": "insight.targets:TargetsPage",
    "three-years": "insight.three_years:ThreeYearsPage",
    "case-reviews": "insight.case_reviews:CaseReviewsPage",
    "import": "imports.page:ImportPage",
    "laws": "law.page:LawsPage",
    "instrument": "law.instrument:InstrumentPage",
    "law-text": "law.text:LawTextPage",
    "settings": "settings.page:SettingsPage",
    "templates": "templates.list:TemplatesPage",
    "template": "templates.page:TemplatePage",
}


def page_class(place: str) -> type[Page]:
    """The page of a place; imported when it is first asked for."""
    module, name = PAGES[place].split(":")
    return getattr(import_module(f"asbdesk.ui.{module}"), name)


def open_draft(go: Go, key: str) -> None:
    """Go on with what was left unfinished. Pages make the keys (``incident:7``, ``letter:case-7:abc:person-3``)."""
    for pattern, place, number, facts in _DRAFTS:
        found = re.fullmatch(pattern, key)
        if found:
            named = {name: int(value) for name, value in re.findall(r"(\w+)-(\d+)", key)}
            at = named[number] if number.isidentifier() else int(found["id"]) if number else 0
            go(place, at, **facts(named, found))
            return
    kind, _, rest = key.partition(":")
    go(kind, int(rest), edit=True)


_Facts = Callable[[dict[str, int], "re.Match[str]"], dict[str, Any]]


def _always(**facts: Any) -> _Facts:
    return lambda _named, _found: facts


def _letter(named: dict[str, int], found: re.Match[str]) -> dict[str, Any]:
    people: dict[str, Any] = {"person_id": named.get("person", 0), "contract_id": named.get("contract", 0)}
    agency = re.search(r"agency-\d+(:contact-\d+)?", found[0])
    to = {"agency": agency[0]} if agency else {}
    if "matter" in named:
        people["matter_id"] = named["matter"]
    return {"case_id": named["case"], "template": found["template"] or "", **people, **to}


def _mailing(_named: dict[str, int], found: re.Match[str]) -> dict[str, Any]:
    ids = tuple(int(each) for each in found["ids"].split("-"))
    whom = {"case_id": ids[0]} if found["to"] == "case" else {"people": ids}
    return {**whom, "template": found["template"]}


def _new_contract(named: dict[str, int], _found: re.Match[str]) -> dict[str, Any]:
    return {"case_id": named["case"], "person_id": named.get("person", 0)}


# The form of a key, its place, whose number leads there ("#": the one behind the colon), what else the page is told.
_DRAFTS: tuple[tuple[str, str, str, _Facts], ...] = (
    (r"mailing:(?P<to>case|people)-(?P<ids>[\d-]+):(?P<template>.+)", "mailing", "", _mailing),
    (r"letter-languages", "templates", "", _always(resume="languages")),
    (r"envelope-window", "settings", "", _always(resume="envelope-window")),
    (
        r"template:(?P<language>[a-z]+):(?P<code>[a-z-]+)",
        "template",
        "",
        lambda _, found: {"code": found["code"], "language": found["language"]},
    ),
    (r"letter:case-\d+(:(?P<template>[^:]*).*)?", "letter", "", _letter),
    (r"contract:new.*", "new-contract", "", _new_contract),
    (
        r"contract-(?P<kind>[a-z]+):(?P<id>\d+)(:(?P<row>\d+))?",
        "contract",
        "#",
        lambda _, found: {"resume": found["kind"], "row": int(found["row"] or 0)},
    ),
    (r"incident:new", "new-incident", "", _always()),
    (r"case:.*incident-\d+", "incident", "incident", _always(open_case=True)),
    (r"case:.*person-\d+", "person", "person", _always(open_case=True)),
    (r"case:new", "cases", "", _always(new=True)),
    (
        r"(?P<kind>case-(note|person|close|cost|survey|review)):(?P<id>\d+)",
        "case",
        "#",
        lambda _, found: {"resume": found["kind"]},
    ),
    (r"(release|who-may-know):case-\d+.*", "case", "case", _always()),
    (r"person:new", "people", "", _always(new=True)),
    (r"exhibit:case-\d+", "exhibits", "case", _always()),
    (r"exhibit-move:(?P<id>\d+)", "exhibit", "#", _always()),
    (r"redact:(?P<kind>exhibit|document)-(?P<id>\d+)", "redact", "#", lambda _, found: {"kind": found["kind"]}),
    (r"diary:case-\d+", "diary", "case", _always()),
    (r"statement:case-\d+.*", "statement", "case", lambda named, _: {"statement_id": named.get("statement", 0)}),
    (r"risk:.*", "risk", "case", lambda named, _: {"assess": named["person"]}),
    (r"mediation:case-(?P<case>\d+)", "mediations", "", lambda named, _: {"screen": named["case"]}),
    (r"mediation-(?P<kind>screen|agreed):(?P<id>\d+)", "mediation", "#", lambda _, found: {"resume": found["kind"]}),
    (r"order:new:case-(?P<case>\d+)", "new-order", "", lambda named, _: {"case_id": named["case"]}),
    (r"order-(consult|answer|certificate):(?P<id>\d+).*", "order", "#", _always(tab="ConsultationTab")),
    (r"order-(allegation|merge):(?P<id>\d+).*", "order", "#", _always(tab="AllegationsTab")),
    (r"order-(term|daily):(?P<id>\d+).*", "order", "#", _always(tab="SoughtTab")),
    (r"order-paper:(?P<id>\d+).*", "order", "#", _always(tab="PapersTab")),
    (r"order:(?P<id>\d+)", "order", "#", _always(tab="ApplicationTab")),
    (
        r"order-(hearing|outcome|made|service|breach|review|plan-review):(?P<id>\d+).*",
        "order",
        "#",
        _always(tab="HearingsTab"),
    ),
    (r"order(-[a-z]+)?:(?P<id>\d+).*", "order", "#", _always()),
    (r"proportion.*", "risk", "case", _always(record=True)),
    (r"agency:(?P<which>new|\d+)", "agencies", "", lambda _, found: {"resume": found["which"]}),
    (r"minutes:conference-\d+", "conference", "conference", _always(resume="minutes")),
    (
        r"(action|action-done|conference|disclosure|disclosure-return):case-\d+.*",
        "partners",
        "case",
        lambda _, found: {"resume": found[0]},
    ),
    (
        r"law-text:(?P<place>[a-z-]+)(:(?P<code>[a-z0-9-]+))?",
        "law-text",
        "",
        lambda _, found: {"jurisdiction": found["place"], "code": found["code"] or ""},
    ),
    (
        r"law-(?P<kind>dates|confirm):(?P<place>[a-z-]+):(?P<code>[a-z0-9-]+)(:(?P<row>.+))?",
        "instrument",
        "",
        lambda _, found: {
            "jurisdiction": found["place"],
            "code": found["code"],
            "resume": found["row"] or found["kind"],
        },
    ),
    (r"share:new", "new-share", "", _always()),
    (r"share-threshold:0", "sharing", "", _always(resume="threshold")),
    (r"mediation-figures:0", "settings", "", _always(resume="mediation-figures")),
    (r"target-(change|action|review):.+", "targets", "", _always()),
    (r"review-(ask|decide|hold):.+", "case-reviews", "", _always()),
    (r"three-years-file:.+", "three-years", "", _always()),
    (r"return-(?P<kind>year|submit):(?P<rest>.+)", "returns", "", lambda _, found: {"resume": found[0]}),
    (r"(clock|task|task-done):.*", "today", "", lambda _, found: {"resume": found[0]}),
)
