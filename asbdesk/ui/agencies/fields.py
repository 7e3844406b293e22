"""Fields of partner agencies: the power that is relied on, contacts of an agency, guests of a conference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from asbdesk.domain.casework import AgencyKind
from asbdesk.domain.disclosures import Power
from asbdesk.ui import theme
from asbdesk.ui.contracts.lines_field import Entry, Line, LinesField
from asbdesk.ui.kit.fields import Field, choice_box

Pairs = Sequence[tuple[str, str]]
_OTHER = "other"


class PowerField(Field):
    """One of the powers that the office knows, or another in free words. The value is the words that the log keeps.

    What the power is (a power, a duty) and whence it comes stands beneath while it is chosen.
    """

    def __init__(self, label: str, powers: Sequence[Power], hint: str = "") -> None:
        super().__init__(label, hint)
        self._powers = {power.words: power for power in powers}
        self._agency: AgencyKind | None = None
        pairs = [(power.words, power.words) for power in powers]
        self.box = choice_box([*pairs, (_OTHER, "Another power, in words")], "Choose…")
        self.words = QLineEdit(maxLength=300, placeholderText="Which Act and section, or what else lets you")
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        column.addWidget(self.box)
        column.addWidget(self.words)
        self.build(whole, focus=self.box)
        self.words.setAccessibleName(f"{self.name}, in words")
        self.caution = theme.Text("", "alert", wrap=True)
        self._column.insertWidget(self._column.count() - 1, self.caution)
        self.box.currentIndexChanged.connect(lambda _place: self._chosen())
        self.words.textChanged.connect(lambda _text: self._touched())
        self.words.editingFinished.connect(self.left)
        self._say()

    def value(self) -> str:
        chosen = self.box.currentData()
        return self.words.text().strip() if chosen == _OTHER else chosen or ""

    def set_value(self, value: Any) -> None:
        known = not value or value in self._powers
        place = self.box.findData(value or None) if known else self.box.findData(_OTHER)
        self.box.setCurrentIndex(max(0, place))
        self.words.setText("" if known else str(value))
        self._say()

    def draft(self) -> list[str]:
        """Also that another power is meant, while its words are not typed yet."""
        return [self.box.currentData() or "", self.words.text()]

    def set_draft(self, draft: Any) -> None:
        chosen, words = draft if isinstance(draft, list) and len(draft) == 2 else ("", "")
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.words.setText(words)
        self._say()

    def reach(self, kind: AgencyKind | None) -> None:
        """Which kind of agency it is about: not every power reaches every agency."""
        self._agency = kind
        self._say()

    def _chosen(self) -> None:
        self._say()
        self._touched()

    def _say(self) -> None:
        power = self._powers.get(self.box.currentData() or "")
        self.words.setVisible(self.box.currentData() == _OTHER)
        words = power.help() if power else self._hint
        self.help.setText(words)
        self.help.setVisible(bool(words))
        self.box.setAccessibleDescription(words)
        caution = power.caution(self._agency) if power else ""
        self.caution.setText(caution)
        self.caution.setVisible(bool(caution))


class ContactLine(Line):
    """``{"name": "...", "job_title": "...", "telephone": "...", "email": "...", "row_id": 3 or None}``."""

    _PARTS = (
        ("name", "Name", 3),
        ("job_title", "What they do", 3),
        ("telephone", "Telephone", 2),
        ("email", "E-mail", 4),
    )

    def __init__(self) -> None:
        super().__init__("contact")
        self.parts: dict[str, QLineEdit] = {}
        for name, words, share in self._PARTS:
            self.parts[name] = edit = QLineEdit(maxLength=200, placeholderText=words)
            self.row.addWidget(edit, share)
            edit.textChanged.connect(lambda _text: self.changed.emit())
            self.watch(edit)
        self.row.addWidget(self.remover)

    def value(self) -> Entry:
        return {**self.kept, **{name: edit.text().strip() for name, edit in self.parts.items()}}

    def set_value(self, entry: Entry) -> None:
        self.kept = {"row_id": entry.get("row_id")}
        for name, edit in self.parts.items():
            edit.setText(entry.get(name, ""))

    def name_it(self, place: int) -> None:
        for name, words, _ in self._PARTS:
            self.parts[name].setAccessibleName(f"{words} of contact {place}")
        self.remover.setAccessibleName(f"Remove contact {place}")

    def focus(self) -> None:
        self.parts["name"].setFocus()


class GuestLine(Line):
    """``{"agency": "3" or None, "name": "...", "row_id": 7 or None}``."""

    def __init__(self, agencies: Pairs) -> None:
        super().__init__("guest")
        self.agency = choice_box(agencies, "Of no agency in the directory")
        self.name = QLineEdit(maxLength=200, placeholderText="Who of it, if known")
        self.row.addWidget(self.agency, 1)
        self.row.addWidget(self.name, 1)
        self.row.addWidget(self.remover)
        self.agency.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        self.watch(self.name)

    def value(self) -> Entry:
        return {**self.kept, "agency": self.agency.currentData(), "name": self.name.text()}

    def set_value(self, entry: Entry) -> None:
        self.kept = {"row_id": entry.get("row_id")}
        self.agency.setCurrentIndex(max(0, self.agency.findData(entry.get("agency"))))
        self.name.setText(entry.get("name", ""))

    def name_it(self, place: int) -> None:
        self.agency.setAccessibleName(f"Agency of guest {place}")
        self.name.setAccessibleName(f"Name of guest {place}")
        self.remover.setAccessibleName(f"Remove guest {place}")

    def focus(self) -> None:
        self.agency.setFocus()


def contacts_field() -> LinesField:
    """Those at an agency who are known by name."""
    return LinesField(
        "Contacts", ContactLine, "&Add a contact", dict, lambda _entries: "",
        "Letters can go to them by name.",
    )  # fmt: skip


def guests_field(agencies: Pairs) -> LinesField:
    """Who is invited to a conference."""
    return LinesField(
        "Invited", lambda: GuestLine(agencies), "Add a &guest", dict, lambda _entries: "",
        "An agency of the directory, with the name of whoever comes if you know it; or a name alone.",
    )  # fmt: skip
