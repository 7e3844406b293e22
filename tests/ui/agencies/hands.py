"""A case with a directory of two agencies, and the hands that drive its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.domain.agencies import AgencyValues, ContactValues
from asbdesk.domain.casework import AgencyKind
from asbdesk.queries.partners import PartnersPage, partners_page
from asbdesk.services import agencies
from asbdesk.ui.desk import Desk
from asbdesk.ui.page import Page
from tests.factories import TODAY, ask, case_of, do

S115 = "Crime and Disorder Act 1998, section 115 (a power, not a duty)"
DUE = date(2003, 12, 1)
POLICE = AgencyValues("Thornmere Police", AgencyKind.POLICE, "2 Lantern Street\nThornmere",
                      contacts=(ContactValues("PC Ruth Sampleford"),))  # fmt: skip


@dataclass
class Case:
    """A case and a directory of two."""

    desk: Desk
    id: int
    accused: int
    complainant: int
    police: int
    landlord: int

    def do(self, service: Any, *args: Any) -> Any:
        return do(self.desk.office, self.desk.who, service, *args)

    @property
    def facts(self) -> PartnersPage:
        return ask(self.desk.office, partners_page, self.id, TODAY)


@pytest.fixture
def case(desk: Desk) -> Case:
    ids = case_of(desk.office, desk.who)
    police = do(desk.office, desk.who, agencies.add_agency, POLICE)
    other = replace(POLICE, name="Fictional Homes", kind=AgencyKind.LANDLORD, contacts=())
    return Case(desk, *ids, police, do(desk.office, desk.who, agencies.add_agency, other))


def shown(qtbot: QtBot, desk: Desk, page: Page) -> Any:
    qtbot.addWidget(page)
    page.resize(1166, 690)
    page.refresh()
    page.show()
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    return page


def dialog(kind: type[QDialog]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def words_on(widget: QWidget) -> str:
    QApplication.processEvents()  # what was put in just now is seen from then on
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def pressed(widget: QWidget, name: str) -> None:
    QApplication.processEvents()
    made = next(
        b for b in widget.findChildren(QPushButton)
        if b.isVisibleTo(widget) and name in (b.accessibleName(), b.text().replace("&", ""))
    )  # fmt: skip
    made.click()


def filled(form: Any, **values: Any) -> None:
    for name, value in values.items():
        form.fields[name].set_value(value)
