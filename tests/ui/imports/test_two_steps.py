from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from asbdesk.domain.people import PersonValues
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.homes_file import HOME_TARGETS
from asbdesk.importers.people_file import PersonTarget
from asbdesk.queries import imports as queries
from asbdesk.queries import people as people_queries
from asbdesk.services.people import add_person
from asbdesk.ui.imports.kinds import KeepDialog, RenameDialog
from asbdesk.ui.imports.page import ImportPage
from asbdesk.ui.imports.state import Step
from tests.factories import ask, do
from tests.ui.imports.conftest import PLAIN, Asked
from tests.ui.imports.test_page import import_plain, press

Write = Callable[[str, str], Path]
TENANTS = (
    "Surname,Forename,DOB,Address,Tenure,Tenancy start\nMercer,Dean,05/10/1985,14 Larch Court,Council,01/02/1999\n"
    "Okoro,Ada,06/11/1970,3 Mill Row,,\n"
)


def letters_clash(page: ImportPage) -> list[str]:
    letters = [
        each.text()[each.text().index("&") + 1].lower()
        for each in page.findChildren(QPushButton)
        if "&" in each.text() and each.isVisibleTo(page)
    ]
    return [letter for letter in letters if letters.count(letter) > 1 or letter == "n"]


def test_a_checked_file_waits_and_is_taken_in_later(page: ImportPage, write: Write, office) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    press(page, page.check_button)
    page.refresh()
    other = ImportPage(page.desk, page.go)
    other.refresh()
    assert other.waiting.isVisibleTo(other)
    assert other.waiting.table.item(0, 0).text() == "wardens.csv"
    assert letters_clash(other) == []
    other.waiting.go_on.click()
    assert other.step is Step.CHECKED
    assert other.checked.first.item(0, 4).text() == "Loud music"
    press(other, other.import_button)
    assert ask(office[0], queries.batches)[0].accepted == 2
    assert not other.waiting.isVisibleTo(other)
    other.deleteLater()


def test_a_file_that_waits_can_be_thrown_away(page: ImportPage, write: Write, office) -> None:
    page.open_file(write("wardens.csv", PLAIN))
    press(page, page.check_button)
    page._turn(Step.FILE)
    page.refresh()
    press(page, page.waiting.drop)
    assert ask(office[0], queries.stages) == ()
    assert "was thrown away" in page.go.said[-1]


def test_a_file_of_days_that_are_here_already_is_not_taken_in_without_a_word(page: ImportPage, write: Write) -> None:
    import_plain(page, write)
    page.open_file(write("corrected.csv", PLAIN.replace("Larch Court", "Larch Close")))
    press(page, page.check_button)
    assert "has 2 incidents of the same days" in " ".join(page.checked.lines.words())
    assert not page.import_button.isEnabled()
    page.checked.overlap.setChecked(True)
    press(page, page.import_button)
    assert page.step is Step.DONE


def test_what_was_said_of_a_file_is_kept_for_the_next_one_and_can_be_renamed_and_removed(
    page: ImportPage, write: Write, asked: Asked
) -> None:
    page.open_file(write("wardens.csv", PLAIN.replace("Notes", "Remarks")))
    page.columns.fields[next(each for each in page.columns.fields if each.value == "summary")].set_value("3")
    press(page, page.keep_button)
    dialog = page.findChild(KeepDialog)
    assert dialog is not None
    dialog.name.set_value("Wardens' list")
    assert dialog.main is not None
    dialog.main.click()
    page.open_file(write("later.csv", PLAIN.replace("Notes", "Remarks") + "27/10/2018,Mill Lane,Noise,Again\n"))
    assert "the office's own “Wardens' list”" in page.reading.words.text()
    assert page.reading.table.horizontalHeaderItem(4).text() == "Remarks\n→ Summary"
    page._turn(Step.FILE)
    page.refresh()
    assert letters_clash(page) == []
    press(page, page.kinds.rename)
    rename = page.findChild(RenameDialog)
    assert rename is not None
    rename.name.set_value("")
    assert rename.main is not None
    rename.main.click()
    assert "a name" in rename.name.error()
    rename.name.set_value("Night wardens")
    rename.main.click()
    assert page.kinds.table.item(0, 0).text() == "Night wardens"
    press(page, page.kinds.remove)
    assert not page.kinds.isVisibleTo(page)


def test_people_are_taken_in_once_each_double_is_decided_on(page: ImportPage, write: Write, office) -> None:
    known = do(*office, add_person, PersonValues("Deane", "Mercer"))
    page.open_file(write("tenants.csv", TENANTS))
    page.reading.holds.set_value("people")
    assert page.people_columns.isVisibleTo(page)
    assert not page.columns.isVisibleTo(page)
    assert "which way the dates" in page.missing.text()
    page.people_columns.dates.set_value(DateFormat.DAY_FIRST.value)
    assert page.people_columns.fields[PersonTarget.FAMILY].value() == "0"
    press(page, page.check_button)
    assert page.checked.doubles.table.item(0, 5).text() == "Not decided"
    assert page.checked.first.item(0, 4).text() == "Council tenant, from 1 Feb 1999"
    assert not page.import_button.isEnabled()
    assert letters_clash(page) == []
    press(page, page.checked.doubles.same)
    assert page.checked.doubles.table.item(0, 5).text() == "The person who is known"
    assert page.import_button.text() == "&Import 2 people"
    press(page, page.import_button)
    assert page.step is Step.DONE
    assert [each.lines for each in ask(office[0], people_queries.person, known).values.addresses] == ["14 Larch Court"]
    press(page, page.show_button)
    assert page.go.places == ["people"]
    assert page.past.table.item(0, 3).text() == "2 people"


def test_an_address_list_is_known_by_its_headings_and_taken_in(page: ImportPage, write: Write, office) -> None:
    page.open_file(write("homes.csv", "UPRN,Address,Postcode\n1,3 Kiln Road,ZZ1 1AA\n2,5 Kiln Road,ZZ1\n"))
    assert (page.reading.holds.value(), page.head.title.text()) == ("addresses", "Import addresses")
    shown = {target for target, field in page.people_columns.fields.items() if field.isVisibleTo(page)}
    assert shown == set(HOME_TARGETS)
    press(page, page.check_button)
    assert page.checked.lines.words()[0] == "1 address would be taken in."
    assert page.checked.first.item(0, 1).text() == "3 Kiln Road"
    assert page.checked.refused.item(0, 1).text().startswith("“ZZ1” is no postcode")
    assert page.import_button.text() == "&Import 1 address"
    press(page, page.import_button)
    assert page.done.lines.words()[0] == "1 address taken in from “homes.csv”."
    assert page.past.table.item(0, 7).text() == "Addresses alone"
    press(page, page.show_button)
    assert page.go.places == ["addresses"]


def test_what_a_file_holds_can_be_said_otherwise(page: ImportPage, write: Write, office) -> None:
    page.open_file(write("homes.csv", "UPRN,Address,Postcode,Tenant\n1,3 Kiln Road,ZZ1 1AA,Dean Mercer\n"))
    assert page.reading.holds.value() == "people"
    page.reading.holds.set_value("addresses")
    assert page.people_columns.fields[PersonTarget.ADDRESS].value() == "1"
    assert not page.people_columns.fields[PersonTarget.NAME].isVisibleTo(page)
    page.reading.holds.set_value("people")
    assert page.people_columns.fields[PersonTarget.NAME].isVisibleTo(page)
    assert not page.people_columns.fields[PersonTarget.REFERENCE].isVisibleTo(page)
    page.reading.holds.set_value("incidents")
    assert page.columns.isVisibleTo(page)
