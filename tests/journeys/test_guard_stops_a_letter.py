"""A complainant's first name, typed by hand into a warning letter: the letter is stopped and the place is marked."""

from __future__ import annotations

from pathlib import Path

from tests.factories import LOGIN, PASSWORD, case_of, new_office
from tests.journeys.program import Hands, close_window, running
from tests.journeys.screen import Screen
from tests.journeys.test_whole_journey import said_nothing, sign_in


def test_a_first_name_typed_by_hand_stops_the_letter(screen: Screen, hands: Hands, tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_of(office, who)
    office.close()
    log = tmp_path / "said.log"
    with running(screen, tmp_path / "office", log):
        sign_in(hands, LOGIN, PASSWORD)
        hands.fill("Search", "ASB/2003/0001")
        hands.open_row("Search results", "Case: ASB/2003/0001")
        hands.press("Write letter", seconds=20)
        hands.choose("Letter", "First warning letter")
        hands.choose("Recipient", "Dean Mercer, perpetrator")
        hands.fill("Tenancy condition or law broken", "condition 3.2 of your tenancy agreement")
        hands.fill("What must stop", "Leave Amina alone.")
        hands.fill("Reply by", "28/11/2003")
        hands.fill("Review on", "15/12/2003")
        hands.see("Amina Testwick, protected as Complainant A, would be known by the first name", part=True, seconds=20)
        hands.see("1 place marked", part=True)
        hands.picture("stopped by the guard")
        hands.press("File letter")
        hands.see("Amina Testwick, protected as Complainant A", part=True)
        hands.press("Use the pseudonym, place 1")
        hands.gone("1 place marked", part=True, seconds=20)
        hands.press("File letter")
        hands.see("Print the sealed copy", seconds=20)
        close_window(screen, "ASB Desk")
    assert said_nothing(log)
