"""From a new report to a filed letter by the keyboard alone: no mouse, and nothing done through AT-SPI but looking."""

from __future__ import annotations

from pathlib import Path

from tests.factories import LOGIN, PASSWORD, office_folder
from tests.journeys.program import Hands, close_window, running
from tests.journeys.screen import Screen


def test_from_a_report_to_a_filed_letter_by_the_keyboard(screen: Screen, hands: Hands, tmp_path: Path) -> None:
    with running(screen, office_folder(tmp_path), tmp_path / "said.log"):
        keyboard = Keyboard(screen, hands)
        sign_in(keyboard)
        take_down(keyboard)
        open_the_case(keyboard)
        write_the_letter(keyboard)
        close_window(screen, "ASB Desk")


class Keyboard:
    """Types, and looks where the keyboard is."""

    def __init__(self, screen: Screen, hands: Hands) -> None:
        self._screen, self.hands = screen, hands

    def keys(self, *keys: str) -> None:
        if keys:
            self._screen.keys(*keys)

    def into(self, name: str, text: str, *after: str) -> None:
        """Wait until the keyboard is in this field, type, and press the keys that follow."""
        self.at(name)
        self._screen.type(text)
        self.keys(*after)

    def tab_to(self, name: str, most: int = 30) -> None:
        """Tab on until the keyboard is in a field of this name."""
        for _ in range(most):
            if self.hands("focused") == name:
                return
            self.keys("Tab")
        raise AssertionError(f"Tab does not reach “{name}”; it is at “{self.hands('focused')}”")

    def at(self, name: str) -> None:
        try:
            self.hands("focused_on", name, seconds=10)
        except AssertionError:
            if self.hands("focused"):
                raise
            self._screen.focus_top()
            self.hands("focused_on", name, seconds=20)


def sign_in(keyboard: Keyboard) -> None:
    keyboard.hands.see("Password", seconds=30)
    keyboard.into("User", LOGIN, "Tab")
    keyboard.into("Password", PASSWORD, "Return")
    keyboard.hands.see("Search", seconds=30)


def take_down(keyboard: Keyboard) -> None:
    keyboard.keys("ctrl+n")
    keyboard.into("When", "yesterday 23:30", "Tab")
    keyboard.tab_to("Place")
    keyboard.into("Place", "14 Larch Court, Quarry Road", "Tab")
    keyboard.into("Postcode", "TM3 8QX", "Tab")
    keyboard.into("Category", "Noise", "Tab")
    keyboard.tab_to("Summary")
    keyboard.into("Summary", "Loud music was played.", "Tab")
    keyboard.into("Account", "It shook the cups on the shelf.", "Tab")
    name_somebody(keyboard)
    keyboard.hands.picture("keyboard, incident")
    keyboard.keys("alt+v")


def name_somebody(keyboard: Keyboard) -> None:
    keyboard.into("People", "Kieran Testwell")
    keyboard.hands.see("People: people already known")
    keyboard.keys("Down", "Return")
    keyboard.into("Date of birth", "4/3/1984", "Tab")
    keyboard.tab_to("Address")
    keyboard.into("Address", "14 Larch Court, Quarry Road", "Tab")
    keyboard.into("Postcode", "TM3 8QX", "ctrl+s")
    keyboard.hands.gone("Save person")


def open_the_case(keyboard: Keyboard) -> None:
    keyboard.into("Subject", "Noise nuisance", "ctrl+s")
    keyboard.hands.see("ASB/2003/0001 · Kieran Testwell")
    keyboard.hands.picture("keyboard, case")


def write_the_letter(keyboard: Keyboard) -> None:
    keyboard.keys("alt+w")
    keyboard.hands.see("Letter", role="combo box")
    keyboard.tab_to("Letter")
    keyboard.into("Letter", "First w", "Tab")
    keyboard.tab_to("Tenancy condition or law broken")
    keyboard.into("Tenancy condition or law broken", "condition 3.2 of your tenancy", "Tab")
    keyboard.into("What must stop", "Keep the music low.", "Tab")
    keyboard.into("Reply by", "28/11/2003", "Tab")
    keyboard.tab_to("Review on")
    keyboard.into("Review on", "15/12/2003", "ctrl+Return")
    keyboard.hands.see("Print the sealed copy", seconds=30)
    keyboard.hands.picture("keyboard, filed")
