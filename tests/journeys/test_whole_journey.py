"""From a complaint to a filed contract and back again: the real window, driven as a screen reader drives it."""

from __future__ import annotations

from pathlib import Path

from asbdesk.cli import run as command
from tests.factories import LOGIN, PASSWORD, office_folder
from tests.journeys.program import Hands, close_window, running
from tests.journeys.screen import Screen

HOME = "Larch Court\nQuarry Road\nThornmere"
ACCOUNT = "The bass shook the cups on my shelf until three in the morning."
TERM = "I will not play music that can be heard in other homes between 11 pm and 8 am."
NEW_PASSWORD = "three-words-together"


def test_an_office_is_founded_and_signed_in_to(screen: Screen, hands: Hands, tmp_path: Path) -> None:
    folder, log = tmp_path / "office", tmp_path / "said.log"
    with running(screen, folder, log):
        found_an_office(hands)
        close_window(screen, "ASB Desk")
    with running(screen, folder, log):
        sign_in(hands, "wren", NEW_PASSWORD)
        close_window(screen, "ASB Desk")
    assert said_nothing(log)


def test_from_a_complaint_to_a_filed_contract_and_found_again(
    screen: Screen, hands: Hands, tmp_path: Path, monkeypatch, capsys
) -> None:
    folder, log = office_folder(tmp_path), tmp_path / "said.log"
    with running(screen, folder, log):
        sign_in(hands, LOGIN, PASSWORD)
        take_down_the_complaint(hands)
        open_the_case(hands)
        warn(hands)
        draw_up_the_contract(hands)
        sign_the_contract(hands)
        file_its_paper(hands)
        close_window(screen, "ASB Desk")
    with running(screen, folder, log):
        sign_in(hands, LOGIN, PASSWORD)
        find_everything(hands)
        close_window(screen, "ASB Desk")
    assert said_nothing(log)
    monkeypatch.setenv("ASBDESK_USER", LOGIN)
    monkeypatch.setenv("ASBDESK_PASSWORD", PASSWORD)
    assert command(["check", str(folder)]) == 0, capsys.readouterr()


def found_an_office(hands: Hands) -> None:
    hands.see("Step 1 of 3", seconds=30)
    hands.fill("Name of the office", "Thornmere Borough Council")
    hands.fill("Address, as it stands on letters", "Civic Offices\n1 Market Square\nThornmere\nTM1 1AA")
    hands.fill("Telephone", "01632 960100")
    hands.fill("E-mail", "asb@thornmere.example")
    hands.choose("Jurisdiction", "Scotland")
    hands.choose("Jurisdiction", "England and Wales")
    hands.picture("first run, the office")
    hands.press("Next")
    hands.fill("Your name, as it stands under letters", "Wren Testfield")
    hands.fill("Job title", "Anti-social behaviour officer")
    hands.fill("Name to sign in with", "wren")
    hands.fill("Password", NEW_PASSWORD, window="A new office")
    hands.fill("Password again", NEW_PASSWORD)
    hands.picture("first run, the user")
    hands.press("Make the office")
    assert len(hands.read("Recovery key", seconds=30)) >= 28
    hands.tick("I have kept the recovery key in a safe place")
    hands.picture("first run, the recovery key")
    hands.press("Open the office")
    hands.see("Search", seconds=30)
    hands.picture("today, empty")


def sign_in(hands: Hands, login: str, password: str) -> None:
    hands.fill("User", login, seconds=30)
    hands.fill("Password", password)
    hands.picture("sign in")
    hands.press("Sign in")
    hands.see("Search", seconds=30)


def take_down_the_complaint(hands: Hands) -> None:
    hands.press("New incident")
    hands.fill("When", "3 November 2003 23:30 to 03:00")
    hands.choose("How reported", "Telephone")
    hands.fill("Place", f"14 {HOME}")
    hands.fill("Postcode", "TM3 8QX")
    hands.choose("Category", "Noise")
    hands.fill("Summary", "Loud music was played through the night.")
    hands.fill("Account", ACCOUNT)
    add_somebody(hands, "Kieran Testwell", "Mr", "4/3/1984", f"14 {HOME}")
    add_somebody(hands, "Amina Samplewick", "Mrs", "30/7/1961", f"12 {HOME}")
    hands.choose("Role of Amina Samplewick", "Reporter")
    hands.picture("new incident")
    hands.press("Save and open a case")


def add_somebody(hands: Hands, name: str, title: str, born: str, address: str) -> None:
    hands.fill("People", name)
    hands("pick", "People: people already known", item=f"New person: {name}")
    hands.fill("Date of birth", born, window="New person")
    hands.fill("Title", title, window="New person")
    hands.fill("Address", address, window="New person")
    hands.fill("Postcode", "TM3 8QX", window="New person")
    hands.picture(f"new person {name}")
    hands.press("Save person")
    hands.gone("Save person")


def open_the_case(hands: Hands) -> None:
    hands.see("Subject", role="text")
    hands.fill("Subject", "Noise nuisance at Larch Court")
    hands.choose("Role of Amina Samplewick", "Complainant", window="Open a case")
    hands.choose("May the perpetrator know who Amina Samplewick is?", "Identity protected")
    hands.picture("open a case")
    hands.press("Open case")
    hands.see("ASB/2003/0001 · Kieran Testwell")
    hands.see("Complainant A", part=True)
    hands.picture("the case")


def warn(hands: Hands) -> None:
    hands.press("Write letter")
    hands.choose("Letter", "First warning letter")
    hands.choose("Recipient", "Kieran Testwell, perpetrator")
    hands.fill("Tenancy condition or law broken", "condition 3.2 of your tenancy agreement")
    hands.fill("What must stop", "Keep music low enough not to be heard in other homes.")
    hands.fill("Reply by", "28/11/2003")
    hands.fill("Review on", "15/12/2003")
    hands.picture("first warning")
    hands.gone("Still missing", part=True, seconds=20)
    hands.press("File letter")
    hands.see("Print the sealed copy", seconds=20)
    hands.picture("first warning, filed")
    hands.press("Open case")


def draw_up_the_contract(hands: Hands) -> None:
    hands.press("Contract", seconds=20)
    hands.choose("Months", "6 months")
    hands.press("Add own term")
    hands.fill("Term 1", TERM)
    hands.fill("Name of signatory 3", "PC Ruth Sampleford")
    hands.picture("new contract")
    hands.press("Save contract")
    hands.see("ASB/2003/0001/C1 · Kieran Testwell", seconds=20)


def sign_the_contract(hands: Hands) -> None:
    hands.fill("Reason to go on without a record", "He moves out on Friday.")
    hands.press("Offer")
    hands.press("Offer", window="Offer the contract")
    hands.press("Sign")
    hands.picture("sign")
    for who in ("Kieran Testwell, the person", "Jo Okafor, council", "PC Ruth Sampleford, police"):
        hands.tick(who)
    hands.press("Sign", window="Sign the contract")
    hands.see("Signed")
    hands.picture("signed")


def file_its_paper(hands: Hands) -> None:
    hands.press("Contract paper")
    hands.picture("contract paper")
    hands.press("File letter")
    hands.see("Print the sealed copy", seconds=20)
    hands.picture("contract paper, filed")


def find_everything(hands: Hands) -> None:
    for typed, found, title in (
        ("testwell kieran", "Person: Kieran Testwell", "Kieran Testwell"),
        ("bass shook the cups", "Incident: ", "INC/2003/00001"),
        ("ASB/2003/0001", "Case: ASB/2003/0001", "ASB/2003/0001 · Kieran Testwell"),
        ("ASB/2003/0001/C1", "Contract: ", "ASB/2003/0001/C1 · Kieran Testwell"),
        ("condition 3.2 tenancy", "First warning letter", "ASB/2003/0001/L1 · First warning letter"),
    ):
        hands.fill("Search", typed)
        hands.open_row("Search results", found)
        hands.see(title, part=True)
        hands.picture(f"found {found.split(':')[0]}")


def said_nothing(log: Path) -> bool:
    """Whether the program wrote nothing of its own on its standard output and error."""
    words = [line for line in log.read_text().splitlines() if line and not line.startswith("qt.accessibility.atspi")]
    assert words == []
    return True
