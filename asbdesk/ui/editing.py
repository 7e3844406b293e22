"""A form with its buttons and its draft: kept as it is typed, brought back after a crash, gone once it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from asbdesk.clock import local
from asbdesk.domain.when import show_date, show_time
from asbdesk.errors import AsbdeskError, Conflict
from asbdesk.queries import offices
from asbdesk.services import drafts
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.form import DraftKeeper, Form, Payload
from asbdesk.ui.kit.layout import Flow, OneLine, scrolled
from asbdesk.ui.kit.pieces import button

_VERSION = "version"
"""Kept with a draft: what the words were written against, so that a change made meanwhile is noticed."""


class Editor(QWidget):
    """``form`` in an area that scrolls, buttons at its foot. Create it when all fields are in the form.

    ``name_draft`` says what the draft is, in the user's words. ``version`` is that of the thing being changed; 0 for a
    new one.
    """

    def __init__(
        self, desk: Desk, form: Form, key: str, name_draft: Callable[[], str], *, version: int = 0, title: str = ""
    ) -> None:
        super().__init__()
        self.form, self.version = form, version
        self._desk, self._key, self._name_draft = desk, key, name_draft
        self._fresh = version
        self._saving = False
        self.keeper = DraftKeeper(form, key, keep=self._keep, drop=self._drop)
        self.area = scrolled(form)
        self.foot = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        if title:
            column.addWidget(OneLine(title, size=theme.TITLE, bold=True))
        column.addWidget(self.area, 1)
        column.addLayout(self.foot)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """The buttons at the foot, the main one first, as the keyboard meets them."""
        for made in buttons:
            self.foot.addWidget(made)

    def look_for_draft(self) -> None:
        """Bring back what was being typed, unless somebody has begun to type anew."""
        self._desk.ask(offices.draft, self._desk.who.user_id, self._key, then=self._found, page=self)

    def save(self, service: Callable[..., Any], *args: Any, then: Callable[[Any], object]) -> None:
        """Do it and drop the draft in one transaction; what is refused stands beside its field."""
        if self._saving:
            return
        self._saving = True
        self._desk.do(
            drafts.save_form, self._key, service, *args, then=lambda answer: self._saved(answer, then),
            failed=self.show_trouble, page=self,
        )  # fmt: skip

    def check(self) -> bool:
        """Whether the form can be saved; what is wrong stands beside its field and is in view."""
        good = self.form.check()
        if not good:
            self._show_focus()
        return good

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, beside its field or above the form."""
        self._saving = False
        self.form.show_trouble(error)
        if isinstance(error, Conflict):
            self.form.banner.show_words(
                "Somebody else changed this while you were at it. What you typed is kept here. "
                "Leave to look at theirs, or save yours over it.",
                "alert",
                "Use &mine",
                self.take_newest,
            )
        if self.form.banner.isVisibleTo(self.form):
            self.area.verticalScrollBar().setValue(0)
        else:
            self._show_focus()

    take_newest: Callable[[], None] = staticmethod(lambda: None)
    """Set by the page: read the newest version and save these words over it."""

    def _found(self, draft: offices.DraftRow | None) -> None:
        if draft is None or self.form.dirty:
            return
        payload = dict(draft.payload)
        self.version = payload.pop(_VERSION, self.version)
        self.keeper.bring_back(payload, _spoken(draft.saved_at))

    def _keep(self, key: str, payload: Payload) -> None:
        kept = {**payload, _VERSION: self.version} if self.version else payload
        self._desk.do(drafts.keep_draft, key, self._name_draft(), kept)

    def _drop(self, key: str) -> None:
        self.version = self._fresh
        self._desk.do(drafts.drop_draft, key)

    def _saved(self, answer: Any, then: Callable[[Any], object]) -> None:
        self._saving = False
        self.keeper.finished()
        then(answer)

    def _show_focus(self) -> None:
        focus = self.form.focusWidget()
        if focus is not None:
            self.area.ensureWidgetVisible(focus, theme.gap(6), theme.gap(12))
        wrong = next((field for field in self.form.fields.values() if field.error()), None)
        if wrong is not None:  # beneath a list of lines it may stand far from the line with the keyboard
            QTimer.singleShot(0, wrong, lambda: self.area.ensureWidgetVisible(wrong.error_line(), 0, theme.gap(3)))


class FormDialog(Dialog):
    """A form, its draft, and a button that saves."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        title: str,
        words: str,
        *,
        form: Form,
        key: str,
        draft: Callable[[], str],
        yes: str,
        version: int = 0,
        width: int = 84,
    ) -> None:
        super().__init__(parent, title, words, width=width)
        self.desk, self.form = desk, form
        self.editor = Editor(desk, form, key, draft, version=version)
        self.body.addWidget(self.editor, 1)
        self.add_buttons(yes, self.save)
        form.setContentsMargins(0, 0, theme.gap(3), 0)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.reject)
        self.editor.look_for_draft()
        self.fit(self.editor.area)
        next(iter(form.fields.values())).focus()

    def save(self) -> None:
        """Check, do it, and close; what is refused stands beside its field."""
        raise NotImplementedError

    def do(self, service: Callable[..., Any], *args: Any) -> None:
        """One transaction, the draft with it; then the dialog closes."""
        self.editor.save(service, *args, then=lambda _answer: self.accept())


def leave_button(leave: Callable[[], object]) -> QPushButton:
    """The way out: the draft stays."""
    made = button("&Leave", leave)
    made.setToolTip("Leave; what you typed is kept (Esc)")
    return made


def _spoken(moment: datetime) -> str:
    return f"{show_date(local(moment).date())}, {show_time(local(moment).time())}"
