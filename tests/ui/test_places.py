"""Every draft leads back to the page that it was typed on."""

from __future__ import annotations

from typing import Any

import pytest

from asbdesk.ui.places import PAGES, open_draft, page_class

WAYS: list[tuple[str, str, int, dict[str, Any]]] = [
    ("letter:case-7", "letter", 0, {"case_id": 7, "template": "", "person_id": 0, "contract_id": 0}),
    (
        "letter:case-7:first-warning:person-3:contract-2",
        "letter",
        0,
        {"case_id": 7, "template": "first-warning", "person_id": 3, "contract_id": 2},
    ),
    ("contract:new:case-7", "new-contract", 0, {"case_id": 7, "person_id": 0}),
    ("contract:4", "contract", 4, {"edit": True}),
    ("incident:new", "new-incident", 0, {}),
    ("incident:12", "incident", 12, {"edit": True}),
    ("case:new", "cases", 0, {"new": True}),
    ("case:new:incident-5", "incident", 5, {"open_case": True}),
    ("case:new:person-5", "person", 5, {"open_case": True}),
    ("case:7", "case", 7, {"edit": True}),
    ("case-note:7", "case", 7, {"resume": "case-note"}),
    ("case-close:7", "case", 7, {"resume": "case-close"}),
    ("person:new", "people", 0, {"new": True}),
    ("person:3", "person", 3, {"edit": True}),
    ("exhibit:case-7", "exhibits", 7, {}),
    ("exhibit:9", "exhibit", 9, {"edit": True}),
    ("exhibit-move:9", "exhibit", 9, {}),
    ("diary:case-7", "diary", 7, {}),
    ("statement:case-7:new", "statement", 7, {"statement_id": 0}),
    ("statement:case-7:statement-5", "statement", 7, {"statement_id": 5}),
    ("risk:case-7:person-3", "risk", 7, {"assess": 3}),
    ("mediation:case-7", "mediations", 0, {"screen": 7}),
    ("mediation-screen:9", "mediation", 9, {"resume": "screen"}),
    ("mediation-agreed:9", "mediation", 9, {"resume": "agreed"}),
    ("law-text:scotland", "law-text", 0, {"jurisdiction": "scotland", "code": ""}),
    ("law-text:scotland:asbo-1998", "law-text", 0, {"jurisdiction": "scotland", "code": "asbo-1998"}),
    ("law-dates:scotland:asbo", "instrument", 0, {"jurisdiction": "scotland", "code": "asbo", "resume": "dates"}),
    (
        "law-confirm:england-wales:asbo:stage-1",
        "instrument",
        0,
        {"jurisdiction": "england-wales", "code": "asbo", "resume": "stage-1"},
    ),
    ("mediation-figures:0", "settings", 0, {"resume": "mediation-figures"}),
    ("proportion:case-7", "risk", 7, {"record": True}),
    ("clock:3", "today", 0, {"resume": "clock:3"}),
    ("task:new:case-7", "today", 0, {"resume": "task:new:case-7"}),
]


class Went:
    """Notes where it was sent."""

    def __init__(self) -> None:
        self.to: tuple[str, int, dict[str, Any]] | None = None

    def __call__(self, place: str, number: int = 0, **facts: Any) -> None:
        self.to = (place, number, facts)


@pytest.mark.parametrize(("key", "place", "number", "facts"), WAYS, ids=[way[0] for way in WAYS])
def test_a_draft_leads_back_to_its_page(key: str, place: str, number: int, facts: dict[str, Any]) -> None:
    went = Went()
    open_draft(went, key)  # type: ignore[arg-type]
    assert went.to == (place, number, facts)
    assert place in PAGES


@pytest.mark.parametrize("place", PAGES)
def test_every_place_has_its_page(place: str) -> None:
    assert page_class(place).rail in PAGES
