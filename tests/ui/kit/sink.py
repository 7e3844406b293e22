"""Everything of the kit in one window, for people to look at: ``python -m tests.ui.kit.sink FOLDER THEME POINTS``.

``QT_SCALE_FACTOR=2`` shows it at 200 %.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import (
    AddressField,
    CheckField,
    ChoiceField,
    LongTextField,
    MultiChoice,
    PhoneField,
    TextField,
)
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.ladder import Ladder, Step
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.notices import JobBar, Toast
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.people_field import Choice, PeopleField
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button
from tests.ui.kit.helpers import COLUMNS, InlineDesk, Reports

STEPS = (
    Step("Reported", "3 Oct", "done"),
    Step("First warning", "9 Oct", "done"),
    Step("Final warning", "27 Oct", "done"),
    Step("ABC signed", "12 Nov", "done"),
    Step("ABC breached", "20 Nov", "alert"),
    Step("Consultation", "by 4 Dec", "next"),
    Step("ASBO application", "complaint by 3 Apr", "ahead"),
)


def wide() -> QWidget:
    """A case page's pieces."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(theme.gap(3))
    head = PageHead("ASB/2003/0147 · Dean Mercer")
    for pill in (Pill("Open", "good"), Pill("High risk", "alert"), Pill("Draft", "quiet"), Pill("Offered", "info")):
        head.add_pill(pill)
    head.add_action(button("&Write letter", lambda: None))
    head.add_action(button("&New incident", lambda: None, kind="primary", icon_name="plus"))
    head.words.setText("Noise nuisance · 14 Larch Court · Owner J. Okafor · Opened 3 Oct 2003")
    column.addWidget(head)
    card = Card()
    card.body.addWidget(Ladder(STEPS))
    column.addWidget(card)
    for tone in ("quiet", "info", "good", "alert"):
        column.addWidget(Banner(f"A banner that is {tone}.", tone, "Do &it", lambda: None, closable=True))
    bar = JobBar()
    bar.start("Reading the file: row 4,000 of 8,241", lambda: None)
    bar.progress(4000, 8241)
    bar._stop.show()
    column.addWidget(bar)
    column.addStretch(1)
    window = QWidget()
    QVBoxLayout(window).addWidget(scrolled(page))
    window.toast = Toast(window)
    window.toast.say("First warning filed.", lambda: None)
    return window


def listing() -> QWidget:
    page = ListPage(
        InlineDesk(),
        "Incidents",
        Reports(),
        COLUMNS,
        lambda _text, _chips: None,
        order="-number",
        nouns=("incident", "incidents"),
        empty=Empty("No incidents yet."),
        chips=[Chip("mine", "Mine", on=True), Chip("open", "Open"), Chip("late", "Overdue")],
    )
    page.add_action(button("&New incident", lambda: None, kind="primary", icon_name="plus"))
    page.layout().setContentsMargins(*[theme.gap(4)] * 4)
    page.load()
    page.table.setFocus()
    page.table.selectRow(3)
    return page


def form() -> QWidget:
    made = Form()
    made.setContentsMargins(*[theme.gap(4)] * 4)
    made.row(name=TextField("&Surname", "As it stands on the tenancy"), phone=PhoneField("&Telephone"))
    made.row(
        born=DateField("&Born", date.fromisoformat, str, "For example 3/11/1985"),
        how=ChoiceField("&How reported", [("t", "Telephone"), ("v", "Visit")], blank="Choose…"),
    )
    made.add(
        "flags",
        MultiChoice("&Vulnerability", [("a", "Age"), ("b", "Disability"), ("c", "Mental health"), ("d", "Language")]),
    )
    made.add("agree", CheckField("Identity may be &known to the perpetrator", "Unticked: a pseudonym is used"))
    made.add("address", AddressField("&Address"))
    people = PeopleField(
        InlineDesk(),
        "&People",
        lambda *_: (),
        lambda p: p.name,
        [Choice("role", "Role", [("p", "Perpetrator"), ("c", "Complainant")])],
    )
    made.add("people", people)
    people.set_value(
        [{"id": 1, "name": "Dean Mercer", "role": "p"}, {"id": None, "name": "Amina Testwick", "role": "c"}]
    )
    made.add("account", LongTextField("A&ccount", lines=3))
    made.fields["flags"].set_value(["b"])
    made.fields["agree"].set_value(True)
    made.errors({"born": "31/2 is not a day. Type for example 3/11/1985.", "": "Somebody else changed this person."})
    window = QWidget()
    QVBoxLayout(window).addWidget(scrolled(made))
    return window


def main(folder: str, look: str, points: str) -> None:
    app = QApplication([])
    theme.apply(app, look)  # pyright: ignore[reportArgumentType]
    theme.set_text_size(app, float(points))
    for make in (wide, listing, form):
        page = make()
        page.resize(1366 - 190, 700)
        page.show()
        for _ in range(5):
            app.processEvents()
        page.grab().save(str(Path(folder) / f"{make.__name__}-{look}-{points}-{app.devicePixelRatio():g}.png"))


if __name__ == "__main__":
    main(*sys.argv[1:])
