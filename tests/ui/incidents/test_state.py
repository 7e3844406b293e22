"""What the incidents' pages decide, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from asbdesk.domain.casework import CaseStatus, UserRole, WhenKind
from asbdesk.domain.when import NotADate, show_when
from asbdesk.queries.incidents import CaseChoice, IncidentPage
from asbdesk.ui.incidents import state
from tests.factories import incident_values

NOW = datetime(2003, 11, 17, 10, 15)
OPEN = CaseChoice(4, "ASB/2003/0147", "Noise nuisance", CaseStatus.OPEN, "Dean Mercer")
CLOSED = CaseChoice(3, "ASB/2002/0011", "Graffiti", CaseStatus.CLOSED, "Dean Mercer")


def page(**changed: Any) -> IncidentPage:
    made = IncidentPage(
        id=7, version=1, reference="INC/2003/00007", values=incident_values(), people=(), recorded_by="Jo Okafor",
        recorded_at=NOW, case_id=None, case_reference="", dealt_with_at=None, dealt_with_note="", latitude=None,
        longitude=None, lsoa_name="", batch_file="", choices=(),
    )  # fmt: skip
    return replace(made, **changed)


def test_an_open_case_about_the_same_person_is_joined_first() -> None:
    may = state.actions(page(choices=(OPEN, CLOSED)), UserRole.CASEWORKER)
    assert may.join == OPEN
    assert may.primary == "join"
    assert may.open_case


def test_a_closed_case_is_not_joined_but_another_is_opened() -> None:
    may = state.actions(page(choices=(CLOSED,)), UserRole.CASEWORKER)
    assert may.join is None
    assert may.primary == "open_case"


def test_an_incident_in_a_case_can_only_be_edited_or_taken_out() -> None:
    may = state.actions(page(case_id=4, case_reference="ASB/2003/0147", choices=(OPEN,)), UserRole.CASEWORKER)
    assert may == state.Actions(edit=True, take_out=True)


def test_one_that_was_dealt_with_can_be_put_back() -> None:
    may = state.actions(page(dealt_with_at=NOW), UserRole.CASEWORKER)
    assert may.put_back
    assert not may.deal_with
    assert may.primary == ""


def test_an_imported_one_is_on_no_pile() -> None:
    imported = page(batch_file="street.csv")
    assert not state.actions(imported, UserRole.CASEWORKER).deal_with
    assert state.standing(imported) == ("Imported", "quiet")


def test_a_reader_has_no_buttons() -> None:
    assert state.actions(page(choices=(OPEN,)), UserRole.READER) == state.Actions()


def test_the_open_case_stands_before_no_case() -> None:
    assert state.case_lines((OPEN, CLOSED)) == ((4, "Join ASB/2003/0147, Noise nuisance"), (0, "No case yet"))


def test_closed_cases_are_mentioned_when_none_is_open() -> None:
    assert "ASB/2002/0011 about Dean Mercer is closed" in state.closed_words((CLOSED,))
    assert state.closed_words((OPEN, CLOSED)) == ""


def test_a_report_is_made_at_one_time() -> None:
    assert state.read_reported("today 9:30", NOW).start == datetime(2003, 11, 17, 9, 30)
    assert state.read_reported("yesterday", NOW).kind is WhenKind.DAY
    with pytest.raises(NotADate, match="one time"):
        state.read_reported("Nov 2003", NOW)


def test_midnight_is_a_report_whose_time_nobody_noted() -> None:
    assert show_when(state.told_reported(datetime(2003, 11, 4))) == "4 Nov 2003"
    assert show_when(state.told_reported(datetime(2003, 11, 4, 9, 15, 40))) == "4 Nov 2003, 09:15"


def test_a_draft_is_called_by_its_first_words() -> None:
    assert state.draft_title("", "") == "New incident"
    assert state.draft_title("Loud music", "It began") == "New incident: Loud music"
    assert state.draft_title("", "word " * 40).endswith("…")
    assert state.draft_title("", "It\nbegan", "INC/2003/00007") == "INC/2003/00007: It began"
