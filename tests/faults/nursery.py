"""Makes programs to be killed: imports everything once, then forks one for each line on standard input.

A line is JSON, ``{"what": "save" or "type", "folder": ..., "key": hex of the data key}``. The first line written back
is the new process's number; then come the lines of its own: what it has been told is safe, or what it has typed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from asbdesk.services import drafts, incidents
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import LOGIN, do, incident_values, new_office
from tests.faults.words import ACCOUNT

PACE_MS = 12
"""Between two keys: faster than anybody types, so that much is at stake at any moment."""


def main() -> None:
    _warm_up()
    if "type" in sys.argv:
        _import_the_window()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(asked)
        _say(child)
        os.waitpid(child, 0)
        _say("dead")


def _live(asked: dict[str, Any]) -> None:
    """Until it is killed. A program that ends in any other way is told by its exit code."""
    try:
        office = Office._open(Path(asked["folder"]), bytes.fromhex(asked["key"]), None, alone=True)
        {"save": save, "type": type_into_a_form}[asked["what"]](office, office.actor(LOGIN))
    finally:
        os._exit(3)


def save(office: Office, who: Actor) -> None:
    """Incident after incident; each is told once the office has said that it is kept."""
    for n in count():
        _say(do(office, who, incidents.record_incident, incident_values(summary=f"Report {n} of this sitting")))


def type_into_a_form(office: Office, who: Actor) -> None:
    """The real window, and keys into its form.

    Tells after each key how many there were, and of a draft how long it is: when the page hands it over, and once it is
    kept.
    """
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from asbdesk.ui import theme
    from asbdesk.ui.main_window import MainWindow

    application = QApplication([])
    theme.apply(application, "light")
    window = MainWindow(office.folder)
    window.opening.warm_up = lambda: None  # it is open already
    window.show()
    window.enter(office, who)
    window.shell("new-incident")
    page = window.shell.page()
    _tell_of_drafts(page.desk)
    edit = page.form.fields["account"].edit
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    typed = count(1)
    left = iter(ACCOUNT)

    def press() -> None:
        letter = next(left, None)
        if letter is not None:
            QTest.keyClicks(edit, letter)
            _say("typed", next(typed))

    keys = QTimer()
    keys.timeout.connect(press)
    keys.start(PACE_MS)
    application.exec()


def _tell_of_drafts(desk: Any) -> None:
    change = desk.do

    def do(service: Any, *args: Any, **named: Any) -> None:
        if service is not drafts.keep_draft:
            return change(service, *args, **named)
        length = len(args[-1]["account"])
        _say("given", length)
        return change(service, *args, then=lambda _none: _say("kept", length), **named)

    desk.do = do


def _warm_up() -> None:
    """One incident in an office of no account, so that those to be killed come to their work at once."""
    with tempfile.TemporaryDirectory() as folder:
        office, who = new_office(Path(folder))
        do(office, who, incidents.record_incident, incident_values())
        office.close()


def _import_the_window() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("PySide6.QtTest", "qtawesome", "asbdesk.services.evidence", "asbdesk.services.exhibit_words"):
        import_module(name)
    for name in ("incidents.new", "main_window", "shell", "today.page"):
        import_module(f"asbdesk.ui.{name}")


def _say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    main()
