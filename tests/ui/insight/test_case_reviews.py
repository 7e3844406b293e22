"""The page of case reviews, and the dialogs of what came of a case."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asbdesk.documents.library import templates
from asbdesk.errors import InvalidField
from asbdesk.queries.cases import case as case_page
from asbdesk.ui.cases.outcome_dialogs import ApplicationDialog, pence_of
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight import reviews_state as state
from asbdesk.ui.insight.case_reviews import CaseReviewsPage
from asbdesk.ui.insight.review_dialogs import AskDialog, DecideDialog, HoldDialog
from tests.factories import TODAY, ask, case_of
from tests.reports.test_outcomes import reported
from tests.ui.page_fixtures import Went


def test_the_way_from_an_application_to_its_letters(desk: Desk, go: Went, qtbot: QtBot) -> None:
    case, accused, complainant = case_of(desk.office, desk.who)
    for day in (10, 12):
        reported(desk.office, desk.who, case, accused, complainant, day)
    page = CaseReviewsPage(desk, go)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    assert page.meets.rowCount() == 1
    assert not page.decide.isEnabled()
    page.ask.click()
    next(iter(page.findChildren(AskDialog))).save()
    page.refresh()
    assert page.reviews.rowCount() == 1
    assert not page.hold.isEnabled()
    page.decide.click()
    dialog = next(iter(page.findChildren(DecideDialog)))
    assert any("Complaints that count: 3 (4 Nov 2003, 10 Nov 2003, 12 Nov 2003)." in label.text()
               for label in dialog.findChildren(QLabel))  # fmt: skip
    dialog.form.set_draft({"decision": "met", "decided_on": "17 Nov 2003", "reasons": "Three complaints."})
    dialog.save()
    page.refresh()
    page.tell.click()
    place, _, facts = go.places[-1]
    answers = facts.pop("answers")
    assert (place, facts) == (
        "letter",
        {"case_id": case, "template": "case-review-decision", "person_id": complainant},
    )
    assert answers["applied_on"] == "2003-11-17"
    assert answers["complaints"].splitlines()[0] == "4 Nov 2003: Noise. It counts."
    asked = {each.name: each for each in templates()["case-review-decision"].asks}
    assert set(answers) <= set(asked)
    assert answers["decision"] in asked["decision"].choices
    page.hold.click()
    held = next(iter(page.findChildren(HoldDialog)))
    held.form.set_draft({"reviewed_on": "17 Nov 2003", "outcome": "Too slow.", "recommendations": "listen sooner"})
    held.save()
    assert "begin with who" in held.form.fields["recommendations"].error()
    held.form.set_draft({"reviewed_on": "17 Nov 2003", "outcome": "Too slow.", "recommendations": "We: listen sooner"})
    held.save()
    page.refresh()
    assert state.review_cells(page.found.reviews[0])[-1] == "Reviewed 17 Nov 2003, 1 recommendation"
    page.tell_outcome.click()
    assert go.places[-1][2]["template"] == "case-review-outcome"
    assert go.places[-1][2]["answers"]["found"] == "Too slow."
    assert go.places[-1][2]["answers"]["recommendations"] == "We: listen sooner."


def test_who_does_not_meet_the_test_may_ask_from_her_case(desk: Desk, go: Went, qtbot: QtBot) -> None:
    case, _, complainant = case_of(desk.office, desk.who)
    page = CaseReviewsPage(desk, go)
    qtbot.addWidget(page)
    page.refresh()
    assert page.found.meets == ()
    dialog = ApplicationDialog(page, desk, ask(desk.office, case_page, case, TODAY))
    assert dialog.form.value()["person"] == str(complainant)
    dialog.save()
    page.refresh()
    row = page.found.reviews[0]
    assert (row.person_id, len(row.complaints)) == (complainant, 1)
    assert state.letter_answers(row) == {"applied_on": "2003-11-17"}
    assert page.decide.isEnabled()


def test_recommendations_are_read_line_by_line_with_their_day() -> None:
    found = state.recommendations("Thornmere Homes: fit insulation by 28 Feb 2004.\n\nPolice: patrol by night", TODAY)
    assert [(each.to_whom, each.due_on) for each in found] == [("Thornmere Homes", date(2004, 2, 28)), ("Police", None)]
    with pytest.raises(InvalidField):
        state.recommendations("do better", TODAY)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("45", 4500), ("45.5", 4550), ("£1,234.50", 123450), ("0.07", 7), ("45.505", None), ("-3", None), ("", None)],
)
def test_an_amount_of_money_is_read_exactly(typed: str, pence: int | None) -> None:
    assert pence_of(typed) == pence
