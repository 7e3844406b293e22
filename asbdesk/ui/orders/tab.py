"""What every tab of an application's page is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.queries.orders import ApplicationPage
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.page import Go


class Tab(QWidget):
    """``column`` takes its pieces. ``show_page`` is called whenever the application was read again.

    A tab reads what it shows itself (``desk.ask(..., page=self)``), and changes through :meth:`do`.
    """

    tab_asked = Signal(str)
    """Another tab, by the name of its module: ``allegations``."""
    words = ""
    """The tab's label with its mnemonic."""
    help_topic = ""
    """Its own file in ``resources/help``; empty for that of the page."""
    scrolls = True
    """Whether the page lets it scroll; False where it holds something that scrolls by itself."""

    def __init__(self, desk: Desk, go: Go, trouble: Any) -> None:
        """``trouble(error)`` shows what was refused above the tabs."""
        super().__init__()
        self.desk, self.go, self.trouble = desk, go, trouble
        self.others: frozenset[str] = frozenset()
        """The tabs that :attr:`tab_asked` may ask for."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.gap(3), 0, 0)
        self.column.setSpacing(theme.gap(3))

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        """Show the application as it is now; ``may`` this user change it?"""
        raise NotImplementedError

    def leave(self) -> None:
        """The page is about to be left; anything typed is kept as a draft here."""

    def do(self, service: Any, *args: Any, **named: Any) -> None:
        """Change something; what is refused stands above the tabs."""
        self.desk.do(service, *args, failed=self.trouble, page=self, **named)
