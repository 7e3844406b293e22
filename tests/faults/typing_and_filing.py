"""A day's work in one program: typed in the real window, saved, filed, printed, imported, backed up, and a bug logged.

It makes the office in the folder it is given, takes in the file it is given, says ``open`` when all is done, waits
for the end of its standard input, closes the office and says ``closed``.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

NAMES = ("Zebedee", "Quillfeather", "Marigold", "Vexworth", "Wimplemere", "Tansy", "01632960887")


def main() -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from asbdesk import logs
    from asbdesk.storage.office import Office
    from asbdesk.ui.main_window import MainWindow
    from tests.factories import founding

    application = QApplication([])
    application.setApplicationName("ASB Desk")
    logs.start()
    office, _ = Office.found(Path(sys.argv[1]), founding(address="1 Wimplemere Row"), "larch-court-14")
    who = office.actor("jo")
    work_through_the_day(office, who)
    window = MainWindow(office.folder)
    window.opening.warm_up = lambda: None
    window.show()
    window.enter(office, who)
    window.shell("new-incident")
    form = window.shell.page().form
    QTest.keyClicks(form.fields["summary"].edit, "Zebedee Quillfeather sang.")
    QTest.keyClicks(form.fields["account"].edit, "Marigold Vexworth could not sleep for it.")
    form.people.picker.edit.setText("Tansy Vexworth")
    window.shell.search.setText("Zebedee Quillfeather")
    QTest.qWait(800)
    try:
        int("Zebedee Quillfeather")
    except ValueError as error:
        window.bug_hook(type(error), error, error.__traceback__)
    logging.getLogger("asbdesk").info("the day is done")
    say("open")
    sys.stdin.read()
    window.close()
    say("closed")


def say(word: str) -> None:
    """To the test."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def work_through_the_day(office, who) -> None:
    """Through the services: people, case, letter, contract, import, backup."""
    from asbdesk.domain.people import AddressValues
    from asbdesk.services import cases, contracts, incidents, papers, people
    from tests.factories import TODAY, ask, complainant_values, contract_values, do, incident_values, person_values

    accused = do(office, who, people.add_person, person_values(
        "Zebedee", "Quillfeather", title="Mr", addresses=(AddressValues("4 Wimplemere Row", "TM3 8QX"),)))  # fmt: skip
    complainant = do(office, who, people.add_person, complainant_values(given_names="Marigold", family_name="Vexworth"))
    incident = do(office, who, incidents.record_incident, incident_values(
        summary="Zebedee sang all night.", account="Marigold heard it all.", place="4 Wimplemere Row"))  # fmt: skip
    case = do(office, who, cases.open_case, cases.CaseValues(
        subject="Singing at Wimplemere", categories=("noise",),
        parties=(cases.PartyValues(accused, cases.CaseRole.PERPETRATOR, cases.Disclosure.OPEN),
                 cases.PartyValues(complainant, cases.CaseRole.COMPLAINANT)), incident_ids=(incident,)))  # fmt: skip
    contract = do(office, who, contracts.draw_up, case, accused, contract_values())
    for template, asked in (("first-warning", ANSWERS), ("abc", {})):
        wanted = papers.Wanted(case, template=template, person_id=accused, asked=asked,
                               contract_id=contract if template == "abc" else None)  # fmt: skip
        do(office, who, papers.file_paper, ask(office, papers.prepare, wanted, who.user_id, TODAY))
    take_in_a_file(office, who)
    office.back_up()


def take_in_a_file(office, who) -> None:
    """A spreadsheet of somebody else's, which is in clear where it lies."""
    from asbdesk.importers.profiles import mapping_for
    from asbdesk.importers.read import sniff
    from asbdesk.importers.run import run_import

    path = Path(sys.argv[2])
    reading = sniff(path)
    assert run_import(office, who, path, reading, mapping_for(reading)).taken == 1


ANSWERS = {
    "rule_broken": "the tenancy of Wimplemere Row",
    "must_stop": "Zebedee is not to sing.",
    "reply_by": "2003-11-28",
    "review_on": "2003-12-15",
}

if __name__ == "__main__":
    main()
