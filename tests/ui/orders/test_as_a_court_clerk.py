"""Days that a clerk of a court would stumble over: typed in the window, told beside their field, and nothing lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from asbdesk.documents import library
from asbdesk.domain.applications import NewApplication
from asbdesk.domain.court_orders import HearingValues
from asbdesk.domain.orders import ApplicationState, HearingKind, ServedPaper
from asbdesk.errors import InvalidField
from asbdesk.queries.order_papers import papers_page
from asbdesk.services import hearings, order_papers, orders
from asbdesk.services.order_papers import OrderPaper
from asbdesk.services.papers import Prepared
from asbdesk.ui.desk import Desk
from tests.factories import ask, proportion_of
from tests.services.court_way import COURT, Way, begun, granted, lodged
from tests.ui.orders.test_hearings import Shown, cells, dialog, story, tab_of

__all__ = ["tab_of"]
WHY = "A test of its days."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12 Apr 2004 10:00", "12 Apr 2004 is Easter Monday."),
        ("26 Dec 2003 10:00", "26 Dec 2003 is Boxing Day."),
        ("6 Dec 2003 10:00", "6 Dec 2003 is a Saturday."),
        ("8 Dec 2003 10:00", ""),
    ],
)
def test_a_hearing_on_a_day_when_few_courts_sit_is_asked_about_and_may_stand(
    desk: Desk, tab_of: Shown, typed: str, told: str
) -> None:
    tab = tab_of(lodged(desk.office, desk.who))
    tab.open_hearing(0)
    made = dialog(tab)
    made.form.fields["at"].edit.setText(typed)
    assert made.day_off.text().startswith(told)
    assert made.day_off.isVisibleTo(made) == bool(told)
    made.form.fields["court"].set_value(COURT)
    made.save()
    tab.show_page(story(tab).page, may=True)
    assert len(story(tab).hearings) == 1


def test_a_service_before_the_application_was_lodged_is_refused_and_nothing_typed_is_lost(
    desk: Desk, tab_of: Shown
) -> None:
    way = lodged(desk.office, desk.who)
    tab = tab_of(way)
    tab.open_service(0)
    made = dialog(tab)
    fields = made.form.fields
    fields["paper"].set_value("summons")
    fields["served_at"].edit.setText("16 Nov 2003 10:00")
    fields["place"].set_value("At the door of 14 Larch Court")
    made.save()
    assert "lodged on 17 November 2003: it cannot be served before" in fields["served_at"].error()
    assert fields["place"].value() == "At the door of 14 Larch Court"
    made.reject()
    tab.open_service(0)
    fields = dialog(tab).form.fields
    assert (fields["paper"].value(), fields["place"].value()) == ("summons", "At the door of 14 Larch Court")
    fields["served_at"].edit.setText("17 Nov 2003 08:00")
    dialog(tab).save()
    tab.show_page(story(tab).page, may=True)
    assert len(story(tab).services) == 1
    way.at(datetime(2003, 11, 20, 9))
    with pytest.raises(InvalidField, match="served on 17 Nov 2003"):
        way.do(orders.redate_lodging, way.id, date(2003, 11, 18))


def test_an_application_is_not_lodged_after_the_day_on_which_it_was_served(desk: Desk) -> None:
    way = begun(desk.office, desk.who)
    way.at(datetime(2003, 11, 20, 9))
    way.served(datetime(2003, 11, 18, 10), ServedPaper.APPLICATION)
    proportion_of(way.office, way.who, way.case_id, "application")
    with pytest.raises(InvalidField, match="It was served on 18 Nov 2003"):
        way.do(orders.move_application, way.id, ApplicationState.LODGED, date(2003, 11, 19), not_ready=WHY)
    way.do(orders.move_application, way.id, ApplicationState.LODGED, date(2003, 11, 18), not_ready=WHY)
    assert way.story().page.lodged_on == date(2003, 11, 18)


def test_a_hearing_nearer_than_its_notice_says_since_when_it_is_late(desk: Desk, tab_of: Shown) -> None:
    way = lodged(desk.office, desk.who)
    way.listed(datetime(2003, 12, 1, 10))
    tab = tab_of(way)
    # 21 clear days before 1 December: 9 November, a Sunday; the last working day is Friday the 7th.
    assert cells(tab.days)[0][:4] == [
        "9 Nov 2003", "7 Nov 2003", "Hearsay notice served on every party and filed", "Overdue 10 days",
    ]  # fmt: skip


def test_an_order_that_ends_before_it_was_made_is_refused_beside_its_day(desk: Desk, tab_of: Shown) -> None:
    tab = tab_of(granted(desk.office, desk.who))
    tab.open_order(story(tab).orders[0].id)
    fields = dialog(tab).form.fields
    fields["last_day"].edit.setText("16 Nov 2003")
    dialog(tab).save()
    assert "cannot lie before" in fields["last_day"].error()
    assert fields["last_day"].edit.text() == "16 Nov 2003"


def test_two_applications_of_one_case_keep_their_days_and_papers_apart(desk: Desk, tab_of: Shown) -> None:
    first = lodged(desk.office, desk.who)
    first.listed(datetime(2004, 1, 20, 10))
    second = Way(desk.office, desk.who, first.case_id, first.person_id, clock=first.clock)
    second.id = second.do(
        orders.start_application, first.case_id, NewApplication(first.person_id, "asbo", "council", date(2003, 11, 17))
    )
    assert [way.story().page.reference for way in (first, second)] == ["ASB/2003/0001/O1", "ASB/2003/0001/O2"]
    second.do(hearings.add_hearing, second.id, HearingValues(HearingKind.FIRST, datetime(2004, 2, 20, 10), COURT))
    assert [cells(tab_of(way).days)[0][0] for way in (first, second)] == ["29 Dec 2003", "29 Jan 2004"]
    first.served(datetime(2003, 11, 17, 8), ServedPaper.HEARSAY_NOTICE)
    told = [next(r[3] for r in cells(tab_of(way).days) if r[2].startswith("Hearsay")) for way in (first, second)]
    assert told == ["Served 17 Nov 2003", "In 73 days"]
    made = first.do(order_papers.file_order_paper, *_prepared(first, "court-proportionality"))
    filed = [
        [f.id for row in ask(desk.office, papers_page, way.id, date(2003, 11, 17)).rows for f in row.filed]
        for way in (first, second)
    ]
    assert filed == [[made], []]
    assert "lodged" not in second.story().page.state.value


def _prepared(way: Way, template: str) -> tuple[OrderPaper, Prepared]:
    wanted = OrderPaper(way.id, template, asked={a.name: a.example for a in library.template(template).asks})
    return wanted, ask(way.office, order_papers.order_paper, wanted, way.who.user_id, way.clock.today())
