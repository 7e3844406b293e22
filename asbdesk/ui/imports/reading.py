"""How the file was read, each part of it correctable, and its first rows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from asbdesk.importers.dates import DateFormat
from asbdesk.importers.kinds import holds
from asbdesk.importers.mapping import Target
from asbdesk.importers.reading import FileKind
from asbdesk.ui import theme
from asbdesk.ui.imports.state import (
    HOLDS,
    TARGETS,
    Choices,
    Chosen,
    Corrections,
    date_choices,
    date_question,
    delimiter_choices,
    encoding_choices,
    header_choices,
    mapping_now,
    months_choices,
    profile_choices,
    quote_choices,
    reading_sentence,
)
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.pieces import Card

ROWS = 20
"""Rows of the file that are shown."""


def offer(field: ChoiceField, choices: Choices, value: str) -> None:
    """Fill a list anew without its saying that it was changed."""
    blocked = field.box.blockSignals(True)
    if [(field.box.itemData(at), field.box.itemText(at)) for at in range(field.box.count())] != choices:
        field.box.clear()
        for stored, words in choices:
            field.box.addItem(words, stored)
    field.box.setCurrentIndex(max(0, field.box.findData(value)))
    field.box.blockSignals(blocked)


class ReadingCard(Card):
    """Emits what the user corrected."""

    read_again = Signal(object)
    """:class:`Corrections`."""
    profile_chosen = Signal(str)
    dates_chosen = Signal(object)
    """A ``DateFormat``, or None to leave it to the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("How the file was read", parent)
        self._said = Corrections()
        self.words = theme.Text(wrap=True)
        self.holds = ChoiceField("The file holds", HOLDS)
        self.profile = ChoiceField("Kind of file", [])
        self.encoding = ChoiceField("Encoding", [])
        self.delimiter = ChoiceField("Between columns", [])
        self.quote = ChoiceField("Around cells", [])
        self.sheet = ChoiceField("Sheet", [])
        self.header = ChoiceField("Headings in", [])
        self.months = ChoiceField("Columns of months", [])
        self.dates = ChoiceField("Dates", [])
        self.question = DateQuestion()
        self.table = WordTable("First rows of the file", lines=6)
        self.warnings = theme.Text("", "alert", wrap=True)
        self.body.addWidget(self.words)
        self.body.addWidget(Row(self.holds, self.profile, self.dates))
        self.body.addWidget(Row(self.header, self.encoding, self.delimiter, self.quote, self.sheet, self.months))
        self.body.addWidget(self.question)
        self.body.addWidget(self.warnings)
        self.body.addWidget(self.table)
        self._join()

    def _join(self) -> None:
        self.holds.changed.connect(lambda: self._correct(holds=self.holds.value()))
        self.profile.changed.connect(lambda: self.profile_chosen.emit(self.profile.value() or ""))
        self.dates.changed.connect(lambda: self._dates(self.dates.value()))
        self.question.answered.connect(self.dates_chosen)
        self.header.changed.connect(lambda: self._correct(header_row=int(self.header.value() or 0) or None))
        self.encoding.changed.connect(lambda: self._correct(encoding=self.encoding.value(), header_row="guess"))
        self.delimiter.changed.connect(lambda: self._correct(delimiter=self.delimiter.value(), header_row="guess"))
        self.quote.changed.connect(lambda: self._correct(quote=self.quote.value(), header_row="guess"))
        self.months.changed.connect(lambda: self._correct(months=self.months.value() == "rows"))
        self.sheet.changed.connect(lambda: self._correct(sheet=self.sheet.value(), header_row="guess"))

    def begin(self) -> None:
        """A new file: nothing is said about it yet."""
        self._said = Corrections()

    def show_file(self, chosen: Chosen) -> None:
        """Show how it was read."""
        reading, mapping = chosen.reading, chosen.mapping
        self.words.setText(reading_sentence(chosen))
        offer(self.holds, HOLDS, holds(mapping_now(chosen)))
        self.dates.setVisible(chosen.people is None)
        profiles = profile_choices(chosen)
        self.profile.setVisible(chosen.people is None or len(profiles) > 1)
        offer(self.profile, profiles, mapping_now(chosen).profile)
        offer(self.dates, date_choices(mapping.dates), chosen.date_format.value if chosen.date_format else "")
        offer(self.header, header_choices(reading), str(reading.header_row or 0))
        offer(self.encoding, encoding_choices(reading), reading.encoding)
        offer(self.delimiter, delimiter_choices(reading), reading.delimiter)
        offer(self.quote, quote_choices(reading), reading.quote)
        offer(self.sheet, [(name, name) for name in reading.sheets], reading.sheet)
        months = months_choices(reading)
        offer(self.months, months, "rows" if reading.months else "columns")
        self.months.setVisible(bool(months))
        for field in (self.encoding, self.delimiter, self.quote):
            field.setVisible(reading.is_text)
        self.header.setVisible(reading.kind is not FileKind.JSON)
        self.sheet.setVisible(len(reading.sheets) > 1)
        self.dates.setEnabled(mapping.dates is not None)
        self.question.show_question(chosen)
        if chosen.people is not None:
            self.question.hide()
        warnings = [*reading.warnings]
        if chosen.people is None and mapping.dates is not None and mapping.dates.misfits:
            warnings.append(f"No dates: {', '.join(f'“{each[:30]}”' for each in mapping.dates.misfits)}.")
        self.warnings.setText(" ".join(warnings))
        self.warnings.setVisible(bool(warnings))
        self.show_rows(chosen)

    def focus_first(self) -> None:
        """Put the keyboard in the question, else in the first list."""
        asked = next(iter(self.question.buttons.values()), None)
        (asked or self.holds.box).setFocus()

    def show_rows(self, chosen: Chosen) -> None:
        """The first rows under their headings; a heading says what its column is taken for."""
        reading = chosen.reading
        uses: dict[int, list[str]] = {}
        for target, columns in mapping_now(chosen).columns.items():
            for at in columns:
                uses.setdefault(at, []).append(
                    TARGETS.get(target, target.label) if isinstance(target, Target) else target.label
                )
        heads = [f"{reading.heading(at)}\n{_use(uses.get(at))}" for at in range(reading.width)]
        rows = [(str(number), *row) for number, row in reading.sample[:ROWS]]
        self.table.show_rows(rows, ["Row\n", *heads])

    def _correct(self, **changed: object) -> None:
        self._said = replace(self._said, **changed)  # type: ignore[arg-type]
        self.read_again.emit(self._said)

    def _dates(self, value: str | None) -> None:
        self.dates_chosen.emit(DateFormat(value) if value else None)


class DateQuestion(QWidget):
    """A column of dates that fits day-first and month-first: which is it?"""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Which way are the dates written?")
        self._group = QButtonGroup(self)
        self.buttons: dict[DateFormat, QRadioButton] = {}
        self._card = Card("Which way are the dates written?", self)
        self._card.fill, self._card.border = "accent_soft", "accent"
        self._card.body.addWidget(
            theme.Text("The dates can be read in two ways, and nothing in the file settles which.", wrap=True)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.hide()

    def show_question(self, chosen: Chosen) -> None:
        """Ask, or hide where there is nothing to ask."""
        question = date_question(chosen.mapping.dates)
        if list(self.buttons) != [each for each, _ in question]:
            self._make(question)
        for each, words in question:
            self.buttons[each].setText(words)
        self._group.setExclusive(False)
        for each, made in self.buttons.items():
            made.setChecked(each is chosen.date_format)
        self._group.setExclusive(True)
        self.setVisible(bool(question))

    def _make(self, question: tuple[tuple[DateFormat, str], ...]) -> None:
        for made in self.buttons.values():
            made.hide()
            made.deleteLater()
        self.buttons = {}
        for each, words in question:
            made = QRadioButton(words)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(lambda _on, each=each: self.answered.emit(each))
            self._group.addButton(made)
            self._card.body.addWidget(made)
            self.buttons[each] = made


def _use(targets: list[str] | None) -> str:
    return f"→ {', '.join(targets)}" if targets else "not used"
