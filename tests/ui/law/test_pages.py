"""The law in Settings: lists, dates, doubts, the text with its checks, versions and going back, driven by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.casework import Jurisdiction, UserRole
from asbdesk.domain.law import instrument_on
from asbdesk.queries.laws import law_in_use, law_page
from asbdesk.queries.offices import audit, drafts
from asbdesk.queries.orders import application_page, ground
from asbdesk.reference_data import load_law, shipped_law
from asbdesk.services.orders import start_application
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Desk
from asbdesk.ui.law.dialogs import ConfirmDialog, LawDatesDialog
from asbdesk.ui.law.instrument import InstrumentPage
from asbdesk.ui.law.page import LawsPage
from asbdesk.ui.law.text import LawTextPage
from tests.factories import TODAY, ask, case_of, do
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went

HERE = Jurisdiction.ENGLAND_WALES


def shown(qtbot: QtBot, page: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.refresh()
    return page


def cells(table: Any, column: int) -> list[str]:
    return [table.item(row, column).text() for row in range(table.rowCount())]


def dialog(page: Any, kind: type[Any]) -> Any:
    return next(d for d in page.findChildren(kind) if d.isVisible())


def dated(qtbot: QtBot, desk: Desk, go: Went, **draft: Any) -> LawDatesDialog:
    page = shown(qtbot, InstrumentPage(desk, go, HERE.value, "respect-order"))
    page.change.click()
    made = dialog(page, LawDatesDialog)
    made.form.set_draft(
        {"since": "5 Apr 2027", "confirmed": True, "source": "SI 2027/123, regulation 2",
         "note": "Legal services, 10 November.", **draft}
    )  # fmt: skip
    made.save()
    return made


def test_each_jurisdiction_lists_its_instruments_and_their_doubts(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, LawsPage(desk, go))
    names = cells(page.instruments, 0)
    assert names[0] == "Anti-Social Behaviour Order"
    assert "Respect order" in names
    row = names.index("Respect order")
    assert page.instruments.item(row, 1).text() == "from 29 Jun 2026"
    assert page.instruments.item(row, 2).text() == "Not yet in force"
    assert "its dates among them" in page.instruments.item(row, 3).text()
    page.place.set_value("scotland")
    assert "Respect order" not in cells(page.instruments, 0)
    page.instruments.opened.emit(0)
    assert go.places[-1][0] == "instrument"
    assert go.places[-1][2]["jurisdiction"] == "scotland"
    every = page.instruments.rowCount()
    page.only.set_value(True)
    assert 0 < page.instruments.rowCount() <= every
    assert all(cells(page.instruments, 3))


def test_a_commencement_date_is_changed_without_a_line_of_the_file(qtbot: QtBot, desk: Desk, go: Went) -> None:
    made = dated(qtbot, desk, go)
    assert not made.isVisible()
    law = ask(desk.office, law_in_use, HERE)
    assert instrument_on(law, "respect-order", date(2027, 4, 4)) is None
    order = instrument_on(law, "respect-order", date(2027, 4, 5))
    assert order is not None
    assert order.confirmed
    assert order.stage.note == "confirmed by Jo Okafor on 17 November 2003: SI 2027/123, regulation 2"
    page = shown(qtbot, LawsPage(desk, go))
    assert "by Jo Okafor: Respect order: from 5 Apr 2027. Legal services" in page.head.words.text()
    assert cells(page.versions, 3) == ["In use", "Older"]
    entries = ask(desk.office, audit, None)
    assert any(e.kind == "law_text" and e.user == "Jo Okafor" and e.action == "add_version" for e in entries)


@pytest.mark.parametrize(
    ("draft", "field", "words"),
    [
        ({"source": " "}, "source", "Say where the days stand"),
        ({"until": "4 Apr 2027"}, "until", "ends before it begins"),
        ({"since": ""}, "since", "from which day"),
        ({"note": ""}, "note", "by whom"),
    ],
)
def test_a_date_that_cannot_stand_is_refused_beside_its_field(
    qtbot: QtBot, desk: Desk, go: Went, draft: dict[str, str], field: str, words: str
) -> None:
    made = dated(qtbot, desk, go, **draft)
    assert words in made.form.fields[field].error()
    assert ask(desk.office, law_in_use, HERE).version == load_law(HERE.value).version


def test_stages_that_would_overlap_are_refused_with_file_and_line(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, InstrumentPage(desk, go, HERE.value, "asbo"))
    page.change_dates(0)
    made = dialog(page, LawDatesDialog)
    made.form.set_draft({"until": "1 Jan 2003", "source": "Somewhere", "confirmed": True, "note": "Tried."})
    made.save()
    told = made.form.banner.words()
    assert "england-wales.toml, line" in told
    assert "overlap" in told


def test_an_unconfirmed_row_is_confirmed_with_who_when_and_where(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, InstrumentPage(desk, go, HERE.value, "asbo"))
    before = page.unconfirmed.rowCount()
    row = next(n for n, each in enumerate(page.doubts) if each.kind == "Paper" and not each.fields)
    page.unconfirmed.opened.emit(row)
    made = dialog(page, ConfirmDialog)
    made.save()
    assert "where it was read" in made.form.fields["source"].error()
    made.form.set_draft({"source": "Police Reform Act 2002 s.66, at the library"})
    made.save()
    assert not made.isVisible()
    page.refresh()
    assert page.unconfirmed.rowCount() == before - 1
    law = ask(desk.office, law_in_use, HERE)
    order = instrument_on(law, "asbo", TODAY)
    assert order is not None
    paper = next(d for d in order.documents if d.code == "consultation-certificate")
    assert paper.doubt == ""
    assert "confirmed by Jo Okafor on 17 November 2003: Police Reform Act 2002 s.66" in paper.note


def test_what_stays_unsure_keeps_its_mark_and_its_reason(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, InstrumentPage(desk, go, HERE.value, "asbo"))
    row = next(n for n, each in enumerate(page.doubts) if each.fields == ("since", "until"))
    page.unconfirmed.opened.emit(row)
    made = dialog(page, ConfirmDialog)
    made.form.set_draft({"fields": ["since"], "source": "SI 2002/2750"})
    made.save()
    law = ask(desk.office, law_in_use, HERE)
    order = instrument_on(law, "asbo", TODAY)
    assert order is not None
    assert order.stage.unsure == ("until",)
    assert "the days of commencement were not read" in order.stage.note
    assert "SI 2002/2750" in order.stage.note


def typed(page: LawTextPage, old: str, new: str) -> LawTextPage:
    written = page.text.value()
    assert old in written
    page.text.set_value(written.replace(old, new, 1))
    page.check()
    return page


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "council"', 'kind = "bishop"', "“bishop” is not known as applicant"),
        ("[[instrument.court]]", "[[instrument.tribunal]]", "neither a kind of rule nor a field"),
        ("since = 2026-06-29", "since = 2026-06-29\nuntil = 2026-06-01", "before it begins"),
        ("[[instrument.stage]]", "[[instrument.stage]", "cannot be read"),
    ],
)
def test_the_text_is_checked_as_it_is_typed_and_a_wrong_one_is_not_kept(
    qtbot: QtBot, desk: Desk, go: Went, old: str, new: str, told: str
) -> None:
    page = shown(qtbot, LawTextPage(desk, go, HERE.value, "respect-order"))
    assert "is good" in page.verdict.text()
    typed(page, old, new)
    assert any(told in words for words in cells(page.problems, 2))
    line = int(cells(page.problems, 0)[0])
    assert line > page.text.edit.first
    page.note.set_value("Tried.")
    page.save()
    assert page.text.error().startswith(f"Line {line}: ")
    assert page.text.edit.textCursor().blockNumber() == line - page.text.edit.first
    assert ask(desk.office, law_page, HERE).own is False


def broken(name: str) -> bytes:
    """The shipped file with a mistake of that name in it."""
    good = shipped_law(HERE.value)
    slips: dict[str, tuple[str, str]] = {
        "no-section": ('section = "Crime and Disorder Act 1998 s.1(7)"\n', ""),
        "overlap": ("until = 2002-12-01", "until = 2003-12-01"),
        "unknown-rule": ("[[instrument.court]]", "[[instrument.tribunal]]"),
        "syntax": ("[[instrument.stage]]", "[[instrument.stage]"),
        "unknown-field": ('short = "ASBO"', 'short = "ASBO"\ncolour = "red"'),
        "backwards": ("since = 2026-06-29", "since = 2026-06-29\nuntil = 2026-06-01"),
        "stage-twice": ('code = "2002"\n', 'code = "1999"\n'),
        "wrong-type": ("least = { years = 2 }", 'least = { years = "two" }'),
    }  # fmt: skip
    old, new = slips[name]
    assert old in good
    return good.replace(old, new, 1).encode()


BROKEN = {
    "no-section": "the section is missing",
    "overlap": "overlap",
    "unknown-rule": "neither a kind of rule nor a field",
    "syntax": "cannot be read",
    "unknown-field": "“colour”",
    "backwards": "before it begins",
    "stage-twice": "1999",
    "wrong-type": "whole number",
}


def test_twelve_broken_law_files_are_refused_and_the_office_goes_on_with_the_law_that_it_had(
    qtbot: QtBot, desk: Desk, go: Went, tmp_path: Path
) -> None:
    laws = shown(qtbot, LawsPage(desk, go, HERE.value))
    laws.change.click()
    assert go.places[-1] == ("law-text", 0, {"jurisdiction": HERE.value})
    page = shown(qtbot, LawTextPage(desk, go, HERE.value))
    page.note.set_value("From our legal adviser.")
    before, good = ask(desk.office, law_in_use, HERE).version, page.text.value()
    for name, told in BROKEN.items():
        path = tmp_path / f"{name}.toml"
        path.write_bytes(broken(name))
        page.take(path)
        assert f"{name}.toml: " in page.verdict.text(), name
        assert any(told in words for words in cells(page.problems, 2)), (name, cells(page.problems, 2))
        assert int(cells(page.problems, 0)[0]) > 1, name
        page.save()
        assert page.text.error().startswith("Line "), name
        assert ask(desk.office, law_in_use, HERE).version == before, name
    page.text.set_value(good)
    (tmp_path / "empty.toml").write_bytes(b"\n \n")
    page.take(tmp_path / "empty.toml")
    assert "the file is empty." in cells(page.problems, 2)
    page.text.set_value(good)
    (tmp_path / "latin.toml").write_bytes(good.encode().replace(b"\n\n", b"\n# caf\xe9\n", 1))
    (tmp_path / "folder.toml").mkdir()
    with (tmp_path / "huge.toml").open("wb") as huge:
        huge.truncate(3_000_000_000)
    line = good[: good.index("\n\n")].count("\n") + 2
    for name, said in (
        ("latin", f"latin.toml, line {line}: this is not UTF-8"),
        ("folder", "folder.toml, line 1: it is a folder"),
        ("huge", "huge.toml, line 1: the file is far longer"),
        ("gone", "gone.toml, line 1: it cannot be read"),
    ):
        page.take(tmp_path / f"{name}.toml")
        assert said in page.form.banner.words()
        assert "the office works by the law that it had" in page.form.banner.words()
        assert page.text.value() == good
    assert ask(desk.office, law_in_use, HERE).version == before
    case_id, _, _ = case_of(desk.office, desk.who)
    assert ask(desk.office, ground, case_id, TODAY).instruments


def test_a_good_file_comes_in_the_place_of_the_text_and_is_kept(
    qtbot: QtBot, desk: Desk, go: Went, asked: Recorder, tmp_path: Path
) -> None:
    page = shown(qtbot, LawTextPage(desk, go, HERE.value))
    path = tmp_path / "adviser.toml"
    path.write_bytes(b"\xef\xbb\xbf" + shipped_law(HERE.value).replace('short = "ASBO"', 'short = "Asbo"', 1).encode())
    page.note.set_value("From our legal adviser.")
    page.choose_file()
    assert "in the place of what you have changed" in asked.questions[-1][1]
    page.take(path)
    assert page.verdict.text() == "adviser.toml is good."
    page.save()
    assert ask(desk.office, law_page, HERE).own
    order = instrument_on(ask(desk.office, law_in_use, HERE), "asbo", TODAY)
    assert order is not None
    assert order.short == "Asbo"


def test_what_it_breaks_in_another_part_of_the_file_is_told_as_such(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = typed(
        shown(qtbot, LawTextPage(desk, go, HERE.value, "respect-order")), 'code = "respect-order"', 'code = "asbo"'
    )
    assert any("there is a “asbo” already" in words for words in cells(page.problems, 2))
    row = next(n for n, words in enumerate(cells(page.problems, 1)) if "another part of the file" in words)
    page.problems.opened.emit(row)
    assert "change the whole file" in go.said[-1]


def test_a_changed_text_becomes_the_offices_version_and_the_rest_of_the_file_stays(
    qtbot: QtBot, desk: Desk, go: Went
) -> None:
    page = shown(qtbot, LawTextPage(desk, go, HERE.value, "respect-order"))
    before = ask(desk.office, law_page, HERE).text
    typed(page, 'short = "', 'short = "the new ')
    page.save()
    assert "by whom it was decided" in page.note.error()
    page.note.set_value("A clearer name: panel of 10 November.")
    page.save()
    after = ask(desk.office, law_page, HERE)
    assert after.own
    assert len(set(after.text.split("\n")) ^ set(before.split("\n"))) == 2
    assert go.places[-1][0] == "instrument"
    assert ask(desk.office, drafts, desk.who.user_id) == ()


def test_what_was_typed_of_the_law_is_kept_and_brought_back(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, LawTextPage(desk, go, "scotland", "asbo"))
    typed(page, 'short = "', 'short = "half ')
    page.leave()
    assert [d.key for d in ask(desk.office, drafts, desk.who.user_id)] == ["law-text:scotland:asbo"]
    again = shown(qtbot, LawTextPage(desk, go, "scotland", "asbo"))
    assert 'short = "half ' in again.text.value()


def test_two_at_once_the_second_is_told_and_loses_nothing(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, LawTextPage(desk, go, HERE.value, "respect-order"))
    typed(page, 'short = "', 'short = "mine ')
    dated(qtbot, desk, go)
    page.note.set_value("Mine.")
    page.save()
    assert "Another version of this law came in meanwhile" in page.form.banner.words() or "kept here" in (
        page.form.banner.words()
    )
    assert 'short = "mine ' in page.text.value()


def test_going_back_sets_newer_versions_aside_and_throws_none_away(
    qtbot: QtBot, desk: Desk, go: Went, asked: Recorder
) -> None:
    dated(qtbot, desk, go)
    dated(qtbot, desk, go, since="1 May 2027")
    page = shown(qtbot, LawsPage(desk, go))
    assert cells(page.versions, 3) == ["In use", "Older", "Older"]
    page.versions.opened.emit(1)
    assert "none is thrown away" in asked.questions[-1][1]
    page.refresh()
    assert cells(page.versions, 3) == ["Set aside 17 Nov 2003", "In use", "Older"]
    page.versions.opened.emit(2)
    page.refresh()
    assert cells(page.versions, 3) == ["Set aside 17 Nov 2003", "Set aside 17 Nov 2003", "In use"]
    assert not ask(desk.office, law_page, HERE).own
    page.versions.opened.emit(1)
    page.refresh()
    assert cells(page.versions, 3)[1] == "In use"


def test_an_application_keeps_the_version_that_it_was_begun_under(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id, accused, _ = case_of(desk.office, desk.who)
    first = do(desk.office, desk.who, start_application, case_id, NewApplication(accused, "asbo", "council", TODAY))
    old = ask(desk.office, application_page, first, TODAY).law_version
    page = shown(qtbot, LawTextPage(desk, go, HERE.value, "asbo"))
    typed(page, 'short = "ASBO"', 'short = "A.S.B.O."')
    page.note.set_value("Spelling: panel of 10 November.")
    page.save()
    second = do(desk.office, desk.who, start_application, case_id, NewApplication(accused, "asbo", "council", TODAY))
    read = [ask(desk.office, application_page, number, TODAY) for number in (first, second)]
    assert [each.instrument.short for each in read] == ["ASBO", "A.S.B.O."]
    assert read[0].law_version == old != read[1].law_version
    assert "1 application" in cells(shown(qtbot, LawsPage(desk, go)).versions, 4)


def test_a_stored_version_that_no_longer_reads_is_passed_over_and_told(qtbot: QtBot, desk: Desk, go: Went) -> None:
    dated(qtbot, desk, go)
    good = ask(desk.office, law_in_use, HERE).version
    dated(qtbot, desk, go, since="1 May 2027")
    with desk.office.transaction(desk.who, "spoil") as work:
        newest = work.session.scalars(select(t.LawText).order_by(t.LawText.id.desc())).first()
        assert newest is not None
        newest.text = newest.text.replace("[[instrument.court]]", "[[instrument.tribunal]]", 1).replace(
            "until = 2002-12-01", "until = 2002-12-011", 1
        )
    assert ask(desk.office, law_in_use, HERE).version == good
    page = shown(qtbot, LawsPage(desk, go))
    assert "The newest version cannot be read (england-wales.toml, line" in page.banner.words()
    assert "last good version" in page.banner.words()
    case_id, _, _ = case_of(desk.office, desk.who)
    assert ask(desk.office, ground, case_id, TODAY).instruments


def test_a_caseworker_looks_and_changes_nothing(qtbot: QtBot, desk: Desk, go: Went) -> None:
    object.__setattr__(desk.who, "role", UserRole.CASEWORKER)
    page = shown(qtbot, InstrumentPage(desk, go, HERE.value, "asbo"))
    assert not page.change.isEnabled()
    page.dates.opened.emit(0)
    page.unconfirmed.opened.emit(0)
    assert page.findChildren(LawDatesDialog) == []
    assert page.findChildren(ConfirmDialog) == []
    assert not shown(qtbot, LawsPage(desk, go)).back.isEnabled()


def test_the_draft_of_dates_leads_back_to_its_form(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, InstrumentPage(desk, go, HERE.value, "respect-order", resume="dates"))
    assert dialog(page, LawDatesDialog).form.fields["since"].value() == "2026-06-29"
