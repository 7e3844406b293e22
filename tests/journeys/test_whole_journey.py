"""From the first run to a filed contract and back: the real window, driven as a screen reader drives it."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.program import Hands, close_window, running
from tests.journeys.screen import Screen

PASSWORD = "three-words-together"


def test_an_office_is_founded(screen: Screen, hands: Hands, tmp_path: Path) -> None:
    folder, log = tmp_path / "office", tmp_path / "said.log"
    with running(screen, folder, log):
        found_an_office(hands)
        close_window(screen, "ASB Desk")
    with running(screen, folder, log):
        sign_in(hands)
        close_window(screen, "ASB Desk")


def found_an_office(hands: Hands) -> None:
    hands.see("Step 1 of 3", seconds=30)
    hands.fill("Name of the office", "Thornmere Borough Council")
    hands.fill("Address, as it stands on letters", "Civic Offices\n1 Market Square\nThornmere\nTM1 1AA")
    hands.fill("Telephone", "01632 960100")
    hands.fill("E-mail", "asb@thornmere.example")
    hands.choose("Jurisdiction", "England and Wales")
    hands.picture("first run, the office")
    hands.press("Next")
    hands.fill("Your name, as it stands under letters", "Jo Okafor")
    hands.fill("Job title", "Anti-social behaviour officer")
    hands.fill("Name to sign in with", "jo")
    hands.fill("Password", PASSWORD, window="A new office")
    hands.fill("Password again", PASSWORD)
    hands.picture("first run, the user")
    hands.press("Make the office")
    assert len(hands.read("Recovery key", seconds=20)) >= 28
    hands.tick("I have kept the recovery key in a safe place")
    hands.picture("first run, the recovery key")
    hands.press("Open the office")
    hands.see("Today", role="label", seconds=20)
    hands.picture("today, empty")


def sign_in(hands: Hands) -> None:
    hands.fill("User", "jo", seconds=30)
    hands.fill("Password", PASSWORD)
    hands.picture("sign in")
    hands.press("Sign in")
    hands.see("Today", role="label", seconds=20)
