"""What was done to a record, when somebody wants to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.offices import AuditRow
from asbdesk.ui import theme
from asbdesk.ui.kit.fold import Fold

_WORDS = {"inserted": "Recorded", "updated": "Changed", "deleted": "Removed"}


class History(QWidget):
    """Folded; asked for when it is opened. ``ask(then)`` reads the entries, newest first."""

    def __init__(self, ask: Callable[[Callable[[Sequence[AuditRow]], None]], object]) -> None:
        super().__init__()
        self._ask, self._known = ask, False
        self.fold = Fold("&History")
        self.fold.opener.toggled.connect(self._opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)

    def _opened(self, on: bool) -> None:
        if on and not self._known:
            self._known = True
            self._ask(self._show)

    def _show(self, entries: Sequence[AuditRow]) -> None:
        for entry in entries:
            self.fold.body.addWidget(theme.muted(entry_words(entry), wrap=True))


def entry_words(entry: AuditRow) -> str:
    """``17 Nov 2003, 10:15 · Jo Okafor · Changed: born, notes``."""
    what = _WORDS.get(entry.change, entry.change.capitalize())
    if entry.change == "updated" and entry.after:
        what = f"{what}: {', '.join(name.replace('_', ' ') for name in entry.after)}"
    return f"{show_date(entry.at.date())}, {show_time(entry.at.time())} · {entry.user} · {what}"
