"""Tasks, appointments and visits: planned, changed, done, handed over; the sheet for a visit; the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import select

from asbdesk.clock import LONDON
from asbdesk.domain.casework import ContactKind, FlagKind, RecipientKind, SafeToUse, TaskKind, UserRole
from asbdesk.domain.people import ContactValues, FlagValues
from asbdesk.domain.tasks import TaskValues
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries import cases, documents
from asbdesk.queries import tasks as queries
from asbdesk.queries.calendar import Entry
from asbdesk.queries.today import today
from asbdesk.reports.calendar import my_calendar, to_ical
from asbdesk.services import offices, people, tasks, visit_sheets
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, person_values
from tests.shared_data import shared

NOW = datetime(2003, 11, 17, 9, 0, tzinfo=LONDON)
Place = tuple[Office, Actor, int, int, int]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    office, who = new_office(tmp_path)
    yield (office, who, *case_of(office, who))
    office.close()


def visit(case_id: int, *people_ids: int, **changed: Any) -> TaskValues:
    values = TaskValues(
        TaskKind.VISIT, "Talk about the music", 1, TODAY, datetime(2003, 11, 18, 10, 30), 45, "14 Larch Court",
        person_ids=people_ids, case_id=case_id,
    )  # fmt: skip
    return replace(values, **changed)


def test_a_task_is_planned_changed_done_and_put_back(place: Place) -> None:
    office, who, case_id, accused, complainant = place
    number = do(office, who, tasks.add_task, TaskValues(TaskKind.TASK, "Photograph", 1, TODAY, case_id=case_id))
    planned = ask(office, queries.task, number)
    assert (planned.due_on, planned.starts_at, planned.owner) == (TODAY, None, "Jo Okafor")
    do(office, who, tasks.change_task, number, visit(case_id, accused, complainant))
    changed = ask(office, queries.task, number)
    assert (changed.due_on, changed.uid) == (date(2003, 11, 18), planned.uid)
    assert [p.name for p in changed.people] == ["Dean Mercer", "Amina Testwick"]
    do(office, who, tasks.change_task, number, visit(case_id, complainant))
    assert [p.id for p in ask(office, queries.task, number).people] == [complainant]
    do(office, who, tasks.finish_task, number, TODAY, "Nobody in.")
    assert ask(office, queries.open_tasks, case_id) == ()
    assert "Talk about the music. Nobody in." in [r.details for r in ask(office, cases.case, case_id, TODAY).timeline]
    with pytest.raises(Refused):
        do(office, who, tasks.change_task, number, visit(case_id))
    do(office, who, tasks.put_back, number)
    assert [task.id for task in ask(office, queries.open_tasks, case_id)] == [number]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": " "}, "title"), ({"starts_at": None}, "starts_at"), ({"place": ""}, "place"),
     ({"minutes": 0}, "minutes"), ({"owner_id": 99}, "owner")],
)  # fmt: skip
def test_what_a_visit_lacks_is_said_beside_its_field(place: Place, changed: dict[str, Any], field: str) -> None:
    office, who, case_id, accused, _ = place
    with pytest.raises(InvalidField) as refused:
        do(office, who, tasks.add_task, visit(case_id, accused, **changed))
    assert refused.value.field == field


def test_a_task_is_due_for_whoever_owns_it(place: Place) -> None:
    office, who, case_id, accused, _ = place
    other = do(
        office, who, offices.add_user, offices.UserValues(name="Lee Unreale", login="lee", role=UserRole.CASEWORKER)
    )
    number = do(office, who, tasks.add_task, visit(case_id, accused))
    assert ("Visit", "task") in [(d.what, d.kind) for d in ask(office, today, who.user_id, TODAY).due]
    do(office, who, tasks.hand_over, number, other)
    assert "task" not in [d.kind for d in ask(office, today, who.user_id, TODAY).due]
    assert [d.id for d in ask(office, today, other, TODAY).due if d.kind == "task"] == [number]


def test_appointments_at_the_same_time_clash_and_those_after_one_another_do_not(place: Place) -> None:
    office, who, case_id, accused, _ = place
    number = do(office, who, tasks.add_task, visit(case_id, accused))

    def clash(at: datetime, minutes: int | None = None, own: int = 0) -> list[int]:
        return [row.id for row in ask(office, queries.clashes, who.user_id, at, minutes, own)]

    assert clash(datetime(2003, 11, 18, 11, 0)) == [number]
    assert clash(datetime(2003, 11, 18, 9, 0), 91) == [number]
    assert clash(datetime(2003, 11, 18, 9, 30), 60) == []
    assert clash(datetime(2003, 11, 18, 11, 15)) == []
    assert clash(datetime(2003, 11, 18, 11, 0), None, number) == []


def sheet_text(office: Office, who: Actor, number: int) -> tuple[Any, str]:
    made = ask(office, visit_sheets.visit_sheet, number, who.user_id, TODAY)
    reader = PdfReader(BytesIO(made.pdf))
    assert len(reader.pages) == 1
    return made, " ".join(reader.pages[0].extract_text().split())


def test_the_visit_sheet_warns_the_visitor_and_gives_nobody_away(place: Place) -> None:
    office, who, case_id, accused, _ = place
    values = person_values(
        title="Mr",
        contacts=(ContactValues(ContactKind.MOBILE, "07700 900147", SafeToUse.NO),),
        flags=(FlagValues(FlagKind.MARKER, "Visit in pairs", "Threatened a warden", date(2003, 12, 1)),),
    )
    version = ask(office, lambda session: session.get_one(t.Person, accused).version)
    do(office, who, people.change_person, accused, version, values)
    secret = "Mr Mercer: that Amina Testwick keeps a diary."
    number = do(office, who, tasks.add_task, visit(case_id, accused, not_to_be_told=secret))
    made, text = sheet_text(office, who, number)
    assert made.can_be_filed
    for words in ("18 November 2003 at 10.30 am", "14 Larch Court", "Visit in pairs", "Threatened a warden",
                  "07700 900147: NOT safe", "Mr Mercer: that Complainant A keeps a diary."):  # fmt: skip
        assert words in text
    for words in ("Testwick", "01632 960711", "12 Larch Court"):
        assert words not in text


def test_the_sheet_for_the_complainant_names_her(place: Place) -> None:
    office, who, case_id, _, complainant = place
    number = do(office, who, tasks.add_task, visit(case_id, complainant, place="12 Larch Court"))
    made, text = sheet_text(office, who, number)
    assert made.can_be_filed
    assert "Mrs Amina Testwick" in text
    assert "01632 960711: safe to use" in text


def test_a_surname_typed_into_the_sheet_stops_it(place: Place) -> None:
    office, who, case_id, accused, _ = place
    number = do(office, who, tasks.add_task, visit(case_id, accused, notes="Testwick rang again."))
    made, _ = sheet_text(office, who, number)
    assert any("Complainant A" in leak for leak in made.leaks)
    with pytest.raises(Refused):
        do(office, who, visit_sheets.file_visit_sheet, number, made, True)


def test_the_printed_sheet_is_filed_and_one_that_is_out_of_date_is_not(place: Place) -> None:
    office, who, case_id, accused, _ = place
    number = do(office, who, tasks.add_task, visit(case_id, accused))
    made, _ = sheet_text(office, who, number)
    filed = do(office, who, visit_sheets.file_visit_sheet, number, made, True)
    sealed = ask(office, documents.document, filed)
    assert (sealed.title, sealed.times_printed) == ("Visit sheet", 1)
    with office.reading() as session:
        assert session.get_one(t.Document, filed).recipient is RecipientKind.OFFICE
        assert session.scalars(select(t.DocumentContent.pdf).where(t.DocumentContent.document_id == filed)).one() == (
            made.pdf
        )
    again, _ = sheet_text(office, who, number)
    do(office, who, tasks.change_task, number, visit(case_id, accused, place="The office"))
    with pytest.raises(Conflict):
        do(office, who, visit_sheets.file_visit_sheet, number, again, True)


def test_a_visit_without_people_or_without_a_case_has_no_sheet(place: Place) -> None:
    office, who, case_id, accused, _ = place
    for values in (visit(case_id), replace(visit(case_id, accused), case_id=None)):
        number = do(office, who, tasks.add_task, values)
        with pytest.raises(Refused):
            ask(office, visit_sheets.visit_sheet, number, who.user_id, TODAY)


def events(content: bytes) -> dict[str, Any]:
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_the_calendar_reads_back_with_its_times_and_names_nobody(place: Place) -> None:
    office, who, case_id, accused, _ = place
    number = do(office, who, tasks.add_task, visit(case_id, accused, title="See Mr Mercer"))
    uid = ask(office, queries.task, number).uid
    content = ask(office, my_calendar, who.user_id, NOW)
    for name in (b"Mercer", b"Testwick", b"See "):
        assert name not in content
    found = events(content)
    assert len(found) == 8  # the visit and seven clocks
    event = found[uid]
    assert str(event["summary"]) == "Visit, ASB/2003/0001"
    assert str(event["location"]) == "14 Larch Court"
    assert event.decoded("dtstart") == datetime(2003, 11, 18, 10, 30, tzinfo=LONDON)
    assert event.decoded("dtend") == datetime(2003, 11, 18, 11, 15, tzinfo=LONDON)
    assert b"DTSTART;TZID=Europe/London:20031118T103000" in content
    clock = next(e for e in found.values() if str(e["summary"]).startswith("Update to the complainant"))
    assert (clock.decoded("dtstart"), clock.decoded("dtend")) == (date(2003, 12, 1), date(2003, 12, 2))


@pytest.mark.parametrize("where", ["12 Larch Court, TM3 8QX", "12 larch ct", "Amina’s", "Mrs Testwick’s home"])
def test_the_calendar_shows_nobodys_home_who_is_protected(place: Place, where: str) -> None:
    office, who, case_id, _, complainant = place
    number = do(office, who, tasks.add_task, visit(case_id, complainant, place=where))
    found = events(ask(office, my_calendar, who.user_id, NOW))
    assert str(found[ask(office, queries.task, number).uid]["location"]) == "see the case"


def test_the_same_thing_keeps_its_uid_when_it_is_moved(place: Place) -> None:
    office, who, case_id, accused, _ = place
    number = do(office, who, tasks.add_task, visit(case_id, accused))
    before = events(ask(office, my_calendar, who.user_id, NOW))
    do(office, who, tasks.change_task, number, visit(case_id, accused, starts_at=datetime(2003, 11, 20, 14, 0)))
    after = events(ask(office, my_calendar, who.user_id, NOW))
    assert before.keys() == after.keys()


@pytest.mark.parametrize(("month", "offset"), [(1, 0), (7, 1)])
def test_the_zone_in_the_file_itself_knows_summer_and_winter(month: int, offset: int) -> None:
    entry = Entry("x", "Visit", date(2003, month, 7), datetime(2003, month, 7, 9), datetime(2003, month, 7, 10))
    zone = next(iter(Calendar.from_ical(to_ical((entry,), NOW)).walk("VTIMEZONE"))).to_tz()
    away = datetime(2003, month, 7, 9).replace(tzinfo=zone).utcoffset()
    assert away is not None
    assert away.total_seconds() == offset * 3600


def test_summer_time_begins_at_one_o_clock() -> None:
    zone = next(iter(Calendar.from_ical(to_ical((), NOW)).walk("VTIMEZONE")))
    summer = next(iter(zone.walk("DAYLIGHT")))
    assert summer.decoded("dtstart").hour == 1


@pytest.mark.parametrize(
    ("name", "least"),
    [("example.ics", 1), ("calendar_with_unicode.ics", 0), ("timezoned.ics", 1),
     ("issue_526_calendar_with_events.ics", 1), ("bom_calendar.ics", 0)],
)  # fmt: skip
def test_the_reader_that_checks_us_reads_other_programs_calendars(name: str, least: int) -> None:
    found = Calendar.from_ical(shared(f"ics/{name}").read_bytes())
    assert len(list(found.walk("VEVENT"))) >= least
