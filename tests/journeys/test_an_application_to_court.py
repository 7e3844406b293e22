"""An ASBO of 2003 from its case to the order as made and served: the real window, driven as a screen reader does."""

from __future__ import annotations

from pathlib import Path

from tests.factories import LOGIN, PASSWORD, case_of, new_office
from tests.journeys.program import Hands, close_window, running
from tests.journeys.screen import Screen
from tests.journeys.test_whole_journey import said_nothing, sign_in

POLICE = "The chief officer of police for the area"
WEIGHED = (
    "Could a disability play a part in what this person does?",
    "Have the aims of the equality duty been weighed?",
    "Can this person understand the step, and keep to what it asks?",
    "Is a child affected, as the person concerned or in the household?",
    "Have lesser steps been tried, or thought of and ruled out?",
)


def test_an_asbo_from_its_case_to_the_order_served(screen: Screen, hands: Hands, tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_of(office, who)
    office.close()
    log = tmp_path / "said.log"
    with running(screen, tmp_path / "office", log):
        sign_in(hands, LOGIN, PASSWORD)
        begin(screen, hands)
        allege(hands)
        consult(hands)
        ask_for_a_term(hands)
        weigh(hands)
        write_and_lodge(hands)
        hear(hands)
        serve(hands)
        close_window(screen, "ASB Desk")
    assert said_nothing(log)


def begin(screen: Screen, hands: Hands) -> None:
    hands.fill("Search", "ASB/2003/0001")
    hands.open_row("Search results", "Case: ASB/2003/0001")
    hands.press("More", seconds=20)
    screen.keys("u")  # Apply to court
    hands.see("Crime and Disorder Act 1998, section 1. Heard by the magistrates' court.", part=True, seconds=20)
    hands.see("Respect order: from 29 Jun 2026 (unconfirmed)", part=True)
    hands.press("Begin application")
    hands.press("Application", role="page tab", seconds=20)
    hands.fill("Court", "Thornmere Magistrates’ Court")
    hands.fill("To be lodged on", "1 Dec 2003")
    hands.fill("Length in months", "24")
    hands.fill("Why an order is needed", "Amina Testwick and two more households are woken night after night.")
    hands.picture("application")
    hands.press("Save application")


def allege(hands: Hands) -> None:
    hands.press("Allegations", role="page tab")
    hands.press("Add incidents…", seconds=20)
    hands.press("All", seconds=20)
    hands.press("Add 1")
    hands.see("Allegations", role="table", seconds=20)
    hands.picture("allegations")


def consult(hands: Hands) -> None:
    hands.press("Consultation", role="page tab")
    hands.press(f"Asked: {POLICE}", seconds=20)
    hands.fill("Body as papers name it", "Thornmere Police")
    hands.press("Save")
    hands.press(f"Answer: {POLICE}", seconds=20)
    hands.choose("Answer", "Supports it")
    hands.fill("In its own words", "It is supported.")
    hands.press("Save")
    hands.press(f"Certificate: {POLICE}", seconds=20)
    hands.fill("Signed by", "Superintendent Sampleford")
    hands.press("Save")
    hands.gone("Save")
    hands.picture("consultation")


def ask_for_a_term(hands: Hands) -> None:
    hands.press("Prohibitions", role="page tab")
    hands.press("Free text…", seconds=20)
    hands.fill("Term", "Play music in Larch Court that can be heard in other homes between 11 pm and 7 am")
    hands.fill("Why it is needed", "It keeps the neighbours' nights quiet.")
    hands.tick("1. 3 Nov 2003, 23:30: Loud music was played from 11.30 pm to 3 am.")
    hands.press("Save")
    hands.gone("Save")
    hands.picture("prohibitions")


def weigh(hands: Hands) -> None:
    hands.press("Record proportionality", seconds=20)
    for question in WEIGHED:
        hands.choose(question, "No")
    hands.fill("Conclusion", "Nothing less has kept the nights quiet.")
    hands.press("Save record")
    hands.gone("Save record")


def write_and_lodge(hands: Hands) -> None:
    hands.press("Papers", role="page tab")
    hands("pick", "Papers", item="Application for an anti-social behaviour order", seconds=20)
    hands.press("Write…")
    hands.press("File without printing", seconds=30)
    hands.gone("File without printing", seconds=20)
    hands.press("Lodged…")
    hands.fill("Reason to lodge it before it is ready", "The statements follow tomorrow, before the hearing.")
    hands.press("Save")
    hands.gone("Save")
    hands.see("Lodged", part=True)


def hear(hands: Hands) -> None:
    hands.press("Hearings", role="page tab")
    hands.press("Add hearing", seconds=20)
    hands.fill("When", "17 Nov 2003 00:05")
    hands.press("Save hearing")
    hands.gone("Save hearing")
    hands.press("Record outcome", seconds=20)
    hands.choose("Outcome", "Order made")
    assert "1. Not to play music in Larch Court" in hands.read("Terms")
    hands.fill("Last day", "16 Nov 2004")
    hands.press("Save outcome")
    hands.see("It must run for at least 2 years: to the end of 17 November 2005.")
    hands.picture("too short")
    hands.fill("Last day", "17 Nov 2005")
    hands.press("Save outcome")
    hands.gone("Save outcome", seconds=20)


def serve(hands: Hands) -> None:
    hands.press("Record service", seconds=20)
    hands.choose("Paper", "Order")
    hands.choose("How", "By hand")
    hands.fill("When", "17 Nov 2003 00:10")
    hands.fill("Where", "14 Larch Court")
    hands.fill("By whom", "PC Sampleford")
    hands.fill("Certificate signed on", "17 Nov 2003")
    hands.press("Save service")
    hands.gone("Save service", seconds=20)
    hands.see("In force until 17 Nov 2005", part=True, seconds=20)
    hands.picture("made and served")
