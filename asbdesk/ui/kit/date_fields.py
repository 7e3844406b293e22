"""Fields for dates and times, typed as people say them. What was understood stands beneath while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from asbdesk.errors import AsbdeskError
from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Field
from asbdesk.ui.kit.pieces import icon_button

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class SpokenField(Field):
    """A line that ``parse`` reads and ``show`` writes out. ``show``'s words must be readable by ``parse``.

    When the field is left, what was understood takes the place of what was said, so that a draft found tomorrow does
    not mean another day by "yesterday". ``parse`` raises ValueError or :class:`AsbdeskError` with words for the user.
    """

    def __init__(
        self,
        label: str,
        parse: Callable[[str], Any],
        show: Callable[[Any], str],
        hint: str = "",
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint, parent)
        self._parse, self._show = parse, show
        self._read: Any = None
        self._trouble = ""
        self.edit = QLineEdit(placeholderText=placeholder, maxLength=120)
        self.echo = theme.Text("", "good")
        self.build(self.edit, beside=self.aside())
        self._column.insertWidget(2, self.echo)
        self.echo.hide()
        self.edit.textChanged.connect(lambda _text: self._typed())
        self.edit.editingFinished.connect(self._settle)

    def aside(self) -> QWidget | None:
        """A widget at the right of the line."""
        return None

    def say(self, understood: Any) -> str:
        """What stands beneath."""
        return self._show(understood)

    def understood(self) -> Any | None:
        """What ``parse`` made of the text; None when there is none or it cannot be read."""
        return self._read

    def value(self) -> Any:
        """The words of ``show`` when the text was understood, else None."""
        return None if self._read is None else self._show(self._read)

    def set_value(self, value: Any) -> None:
        self.edit.setText("" if value is None else str(value))
        self._settle()

    def draft(self) -> str:
        return self.edit.text() if self._read is None else self._show(self._read)

    def set_draft(self, draft: Any) -> None:
        self.edit.setText("" if draft is None else str(draft))

    def problem(self) -> str:
        return self._trouble

    def _typed(self) -> None:
        text = self.edit.text().strip()
        self._read, self._trouble = None, ""
        if text:
            try:
                self._read = self._parse(text)
            except (AsbdeskError, ValueError) as error:
                self._trouble = str(error)
        said = "" if self._read is None else f"= {self.say(self._read)}"
        self.echo.setText(said)
        self.echo.setVisible(bool(said) and self.edit.hasFocus())
        self._touched()
        if said:
            self.edit.setAccessibleDescription(f"{said}. {self._hint}".strip())

    def _settle(self) -> None:
        self.echo.hide()
        if self._read is not None and self.edit.text() != self._show(self._read):
            self.edit.setText(self._show(self._read))
            self.echo.hide()
        elif self._trouble:
            self.show_error(self._trouble)


class WhenField(SpokenField):
    """A moment, a span, "about" or a month: give it ``parse_when`` and ``show_when``. The value is ``show``'s words."""


class DateField(SpokenField):
    """A day. The value is ISO ("2003-11-03") or None; the calendar opens with its button or Alt+Down."""

    def __init__(
        self,
        label: str,
        parse: Callable[[str], date],
        show: Callable[[date], str],
        hint: str = "",
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parse, show, hint, placeholder=placeholder, parent=parent)
        QShortcut(QKeySequence("Alt+Down"), self.edit, self.open_calendar, context=Qt.ShortcutContext.WidgetShortcut)

    def aside(self) -> QWidget:
        """The calendar's button."""
        self._opener = icon_button("calendar", f"{self.name}: choose from a calendar", self.open_calendar)
        return self._opener

    def say(self, understood: date) -> str:
        """With its weekday, which is what people check."""
        return f"{_DAYS[understood.weekday()]} {self._show(understood)}"

    def value(self) -> str | None:
        return None if self._read is None else self._read.isoformat()

    def set_value(self, value: Any) -> None:
        day = date.fromisoformat(value) if isinstance(value, str) and value else value
        super().set_value(self._show(day) if day else None)

    def open_calendar(self) -> None:
        """Choose the day from a month's sheet."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(*[theme.gap(1)] * 4)
        sheet = QCalendarWidget(gridVisible=False, firstDayOfWeek=Qt.DayOfWeek.Monday)
        sheet.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        sheet.setAccessibleName(f"{self.name}: calendar")
        shown = self._read or self._today()
        if shown:
            sheet.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        column.addWidget(sheet)

        def chosen(day: QDate) -> None:
            popup.close()
            self.set_value(date(day.year(), day.month(), day.day()))
            self.focus()

        sheet.activated.connect(chosen)
        sheet.clicked.connect(chosen)
        popup.move(self.edit.mapToGlobal(QPoint(0, self.edit.height())))
        popup.show()
        sheet.setFocus()

    def _today(self) -> date | None:
        """The office's today, as the parser knows it: a training office lives in 2003."""
        try:
            return self._parse("today")
        except (AsbdeskError, ValueError):
            return None
