"""A form: named fields, errors beside them, and a keeper that loses nothing of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Field
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.pieces import Banner

Payload = dict[str, Any]
F = TypeVar("F", bound=Field)
_PACE = 250
"""Milliseconds between two savings of a draft while somebody types."""


class Form(QWidget):
    """Fields by name. Ctrl+S asks to save, Esc asks to leave; the page listens."""

    changed = Signal()
    save_asked = Signal()
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.banner = Banner()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.gap(4))
        self.body.addWidget(self.banner)
        self._clean: Payload = {}
        self._filling = False
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_asked.emit, context=within)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave_asked.emit, context=within)

    def add(self, name: str, field: F) -> F:
        """A field on a line of its own."""
        self.body.addWidget(self._know(name, field))
        return field

    def row(self, **fields: Field) -> Row:
        """Fields beside one another: ``form.row(forename=..., surname=...)``. Narrow windows put them beneath."""
        row = Row(*[self._know(name, field) for name, field in fields.items()])
        self.body.addWidget(row)
        return row

    def section(self, words: str) -> None:
        """A heading between fields."""
        self.body.addSpacing(theme.gap(2))
        self.body.addWidget(theme.heading(words))

    def value(self) -> Payload:
        """What every field holds, JSON-able."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_value(self, value: Payload) -> None:
        """Show values; what is shown then counts as unchanged."""
        self._filling = True
        for name, field in self.fields.items():
            if name in value:
                field.set_value(value[name])
        self._filling = False
        self.clean()

    def draft(self) -> Payload:
        """What was typed, as it was typed."""
        return {name: field.draft() for name, field in self.fields.items()}

    def set_draft(self, payload: Payload) -> None:
        """Bring back what was typed; it counts as changed. Fields that no longer exist are passed over."""
        for name, field in self.fields.items():
            if name in payload:
                field.set_draft(payload[name])

    def clean(self) -> None:
        """Count what is shown as unchanged."""
        self._clean = self.draft()

    @property
    def dirty(self) -> bool:
        """Whether something differs from what was shown first."""
        return self.draft() != self._clean

    @property
    def unchanged(self) -> Payload:
        """The draft of the form as it was shown first."""
        return self._clean

    def check(self) -> bool:
        """Show what the fields themselves find wrong; True when there is nothing."""
        found = {name: field.problem() for name, field in self.fields.items() if field.problem()}
        self.errors(found)
        return not found

    def errors(self, words: dict[str, str]) -> None:
        """Show errors beside their fields, and put the keyboard in the first. Names of no field go to the banner."""
        for name, field in self.fields.items():
            field.show_error(words.get(name, ""))
        self.banner.show_words(" ".join(text for name, text in words.items() if name not in self.fields), "alert")
        first = next((field for name, field in self.fields.items() if words.get(name)), None)
        if first is not None:
            first.focus()

    def show_trouble(self, error: AsbdeskError) -> None:
        """What a service refused, beside its field: ``desk.do(..., failed=form.show_trouble)``."""
        self.errors({error.field if isinstance(error, InvalidField) else "": str(error)})

    def _know(self, name: str, field: F) -> F:
        self.fields[name] = field
        self._clean[name] = field.draft()
        field.changed.connect(lambda: None if self._filling else self.changed.emit())
        return field


class DraftKeeper(QObject):
    """Keeps what is typed in a form: the first change at once, then four times a second, and whenever it is left.

    ``keep(key, payload)`` and ``drop(key)`` store and remove; a page passes
    ``keep=lambda key, payload: desk.do(drafts.keep, key, payload)``.
    """

    def __init__(
        self, form: Form, key: str, *, keep: Callable[[str, Payload], object], drop: Callable[[str], object]
    ) -> None:
        super().__init__(form)
        self._form, self._key, self._keep, self._drop = form, key, keep, drop
        self._kept: Payload | None = None
        self._off = False
        self._pace = QTimer(self, singleShot=True, interval=_PACE)
        self._pace.timeout.connect(self._beat)
        form.changed.connect(self._changed)
        for field in form.fields.values():
            field.left.connect(self.save_now)
        form.installEventFilter(self)

    def bring_back(self, payload: Payload, when: str) -> None:
        """Show a draft that was found; ``when`` is when it was typed, in words ("3 Nov 10:14")."""
        self._kept = payload
        self._off = True
        self._form.set_draft(payload)
        self._off = False
        self._form.banner.show_words(f"Brought back what you had typed ({when}).", "info", "&Discard", self.discard)

    def discard(self) -> None:
        """Throw the draft away and show the form as it was at first."""
        self._off = True
        self._form.set_draft(self._form.unchanged)
        self._off = False
        self._form.banner.show_words("")
        self.finished()

    def finished(self) -> None:
        """It is saved for good: the draft is no longer needed."""
        self._pace.stop()
        self._kept = None
        self._form.clean()
        self._drop(self._key)

    def save_now(self) -> None:
        """Keep what is there, if it is not kept already."""
        payload, unchanged = self._form.draft(), self._form.unchanged
        if self._off or payload == (unchanged if self._kept is None else self._kept):
            return
        if payload == unchanged:
            self._kept = None
            self._drop(self._key)
        else:
            self._kept = payload
            self._keep(self._key, payload)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Close):
            self.save_now()
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        if not self._pace.isActive():
            self.save_now()
            self._pace.start()

    def _beat(self) -> None:
        """Whatever was typed since the last saving; silence ends the beat."""
        before = self._kept
        self.save_now()
        if self._kept is not before:
            self._pace.start()
