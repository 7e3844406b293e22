"""A date or an age that is changed after the fact, through the pages: the board judges anew and says what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asbdesk.domain.law_file import LawFile, check
from asbdesk.domain.when import When, parse_when
from asbdesk.queries.allegations import schedule, to_choose
from asbdesk.queries.incidents import incident
from asbdesk.queries.laws import law_in_use
from asbdesk.queries.orders import application_page
from asbdesk.reference_data import shipped_law
from asbdesk.services import allegations, incidents, readiness
from asbdesk.services.laws import add_version
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders.application import ApplicationTab
from asbdesk.ui.orders.board import ReadinessTab
from asbdesk.ui.orders.hearings import HearingsTab
from asbdesk.ui.orders.page import OrderPage
from asbdesk.ui.people.page import PersonPage
from tests.factories import TODAY, ask, do, incident_values
from tests.services.court_way import granted
from tests.ui.orders.test_board import begun, page, says, state_of, tab
from tests.ui.page_fixtures import Went

__all__ = ["begun", "page"]
Begun = tuple[int, int, int]


def told(shown: OrderPage) -> str:
    changed = tab(shown, ReadinessTab).changed
    return says(changed) if changed.isVisibleTo(shown) else ""


def fill(shown: OrderPage, **draft: Any) -> None:
    made: Any = [each for each in shown.findChildren(QDialog) if each.isVisible()][-1]
    made.form.set_draft(draft)
    made.main.click()
    assert not made.isVisible(), made.form.banner.words()


def alleged(desk: Desk, number: int) -> int:
    """The case's incident in the schedule, and the board seen; the incident's id."""
    found = ask(desk.office, to_choose, number, TODAY)
    do(desk.office, desk.who, allegations.add_allegations, number, [found.rows[0].id])
    do(desk.office, desk.who, readiness.see_changes, number)
    return found.rows[0].id


def test_a_hearing_that_is_redated_moves_the_last_day_of_its_notice(page: OrderPage, desk: Desk, begun: Begun) -> None:
    hearings = tab(page, HearingsTab)
    hearings.open_hearing(0)
    fill(page, kind="first", at="17 Dec 2003 10:00", court="Thornmere Magistrates' Court")
    page.refresh()
    assert told(page) == ""
    hearings = tab(page, HearingsTab)
    hearings.open_hearing(hearings.story.hearings[0].id)
    fill(page, at="14 Jan 2004 10:00")
    shown = told(page)
    assert "the day of the hearing is now 14 Jan 2004" in shown
    # 21 clear days (SI 1999/681 r.3): 17 December less 22 days, and 14 January less 22 days.
    assert "the last day is now 23 Dec 2003, not 25 Nov 2003" in shown


def test_an_incident_that_is_redated_asks_for_its_allegation_to_be_put_right(
    page: OrderPage, desk: Desk, begun: Begun
) -> None:
    incident_id = alleged(desk, begun[0])
    assert state_of(desk, begun[0], "dates") == "not there"
    version = ask(desk.office, incident, incident_id).version
    when = parse_when("5 Nov 2003 22:00", desk.clock.now())
    assert isinstance(when, When)
    desk.do(incidents.change_incident, incident_id, version, incident_values(when=when))
    page.refresh()
    assert "Now needed: the day of each allegation is that of its incident" in told(page)
    assert "Allegation 1 says 3 Nov 2003, but INC/2003/00001 is dated 5 Nov 2003." in says(tab(page, ReadinessTab))
    row = ask(desk.office, schedule, begun[0], TODAY).rows[0]
    do(desk.office, desk.who, allegations.change_allegation, row.id, replace(row.values, happened_on=date(2003, 11, 5)))
    assert state_of(desk, begun[0], "dates") == "not there"


def test_an_act_that_is_redated_beyond_six_months_is_live_no_longer(page: OrderPage, desk: Desk, begun: Begun) -> None:
    alleged(desk, begun[0])
    row = ask(desk.office, schedule, begun[0], TODAY).rows[0]
    desk.do(allegations.change_allegation, row.id, replace(row.values, happened_on=date(2003, 5, 31)))
    page.refresh()
    shown = told(page)
    assert "Because the day of the first act is now 31 May 2003" in shown
    # 31 May and six months is 30 November: a complaint of 1 December is a day too late (MCA 1980 s.127).
    assert "No act is live any longer" in shown


def test_a_service_that_is_redated_moves_the_days_that_run_from_it(qtbot: QtBot, desk: Desk, go: Went) -> None:
    way = granted(desk.office, desk.who)
    way.served(datetime(2003, 11, 17, 15))
    made = OrderPage(desk, go, way.id, tab="HearingsTab")  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    desk.changed.connect(lambda _kinds: made.refresh())

    def free_from() -> str:
        (found,) = (d for d in tab(made, HearingsTab).story.days if d.what.startswith("No discharge"))
        return str(found.last_day)

    # Two years beginning with the day of service (CDA s.1(9)).
    assert free_from() == "2005-11-17"
    way.at(datetime(2003, 11, 20, 9))
    made.refresh()
    hearings = tab(made, HearingsTab)
    hearings.open_service(hearings.story.services[0].id)
    fill(made, served_at="19 Nov 2003 15:00")
    assert free_from() == "2005-11-19"


def test_a_new_version_of_the_law_leaves_an_application_under_its_own(
    page: OrderPage, desk: Desk, begun: Begun
) -> None:
    before = ask(desk.office, application_page, begun[0], TODAY)
    used = ask(desk.office, law_in_use, before.jurisdiction)
    text = shipped_law(before.jurisdiction.value).replace("within = { months = 6 }", "within = { months = 3 }", 1)
    checked = check(text, "ours.toml", before.jurisdiction)
    assert isinstance(checked, LawFile)
    do(desk.office, desk.who, add_version, before.jurisdiction, checked, "Tried.", used.version)
    page.refresh()
    assert told(page) == ""
    after = ask(desk.office, application_page, begun[0], TODAY)
    assert after.law_version == before.law_version
    assert after.instrument.limitation == before.instrument.limitation


def test_a_birthday_corrected_on_the_persons_page_is_told_on_the_board(
    qtbot: QtBot, page: OrderPage, desk: Desk, go: Went, begun: Begun
) -> None:
    made = PersonPage(desk, go, begun[2], edit=True)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    assert made.form is not None
    made.form.fields["born"].set_draft("4 Mar 1990")
    made.save()
    page.refresh()
    shown = told(page)
    assert "Because the date of birth is now 4 Mar 1990:" in shown
    assert "The age on the day of the application is now 13, not 19" in shown


def test_a_hearing_that_is_redated_leaves_what_is_typed_in_the_application_and_it_is_saved(
    page: OrderPage, desk: Desk, begun: Begun
) -> None:
    hearings = tab(page, HearingsTab)
    hearings.open_hearing(0)
    fill(page, kind="first", at="17 Dec 2003 10:00", court="Thornmere Magistrates' Court")
    form = tab(page, ApplicationTab).form
    assert form is not None
    form.fields["necessity"].set_draft("Nights are broken.")
    hearings = tab(page, HearingsTab)
    hearings.open_hearing(hearings.story.hearings[0].id)
    fill(page, at="14 Jan 2004 10:00")
    shown = tab(page, ApplicationTab)
    shown.form.fields["court"].set_draft("Thornmere Magistrates' Court")  # type: ignore[union-attr]
    shown.save()
    kept = ask(desk.office, application_page, begun[0], TODAY).values
    assert kept.necessity == "Nights are broken."
