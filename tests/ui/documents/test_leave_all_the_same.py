"""A sealed paper in which somebody was protected later: a manager lets it leave with a reason, a caseworker cannot."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from asbdesk.documents.guard import Finding
from asbdesk.domain.casework import UserRole
from asbdesk.errors import Refused
from asbdesk.services import sealed_papers
from asbdesk.services.sealed_papers import LateFindings
from asbdesk.storage import tables as t
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.sealed import LeaveAllTheSameDialog
from tests.factories import ask, case_of, do
from tests.ui.documents.test_franking import file_warning

FOUND = Finding("Complainant A", "first name", "page", "Amina", "Leave Amina alone.", 1, "page 1")


@pytest.fixture
def late(desk: Desk) -> LateFindings:
    case_id, accused, _ = case_of(desk.office, desk.who)
    return LateFindings(file_warning(desk, case_id, accused), case_id, (FOUND,), ())


def releases(desk: Desk) -> list[tuple[str, str, int | None]]:
    rows = ask(desk.office, lambda session: session.scalars(select(t.Release)).all())
    return [(row.finding, row.reason, row.document_id) for row in rows]


def test_a_manager_says_why_and_it_stays_with_the_paper(desk: Desk, late: LateFindings, qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = LeaveAllTheSameDialog(parent, desk, late)
    dialog.open()
    dialog.form.set_value({"reason": "so"})
    dialog.save()
    assert "few words" in dialog.form.fields["reason"].error()
    assert releases(desk) == []
    dialog.form.set_value({"reason": "The court has ordered it"})
    with qtbot.waitSignal(dialog.accepted):
        dialog.save()
    assert releases(desk) == [(FOUND.key, "The court has ordered it", late.document_id)]


def test_a_caseworker_cannot(desk: Desk, late: LateFindings) -> None:
    caseworker = Actor(desk.who.user_id, "cw", "Cass Worker", UserRole.CASEWORKER)
    with pytest.raises(Refused):
        do(
            desk.office,
            caseworker,
            sealed_papers.release_sealed,
            late.document_id,
            late.case_id,
            (FOUND,),
            "It must go",
        )
    assert releases(desk) == []
