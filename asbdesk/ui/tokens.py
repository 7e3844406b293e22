"""The roles of colour, on a light screen, a dark one, and in high contrast.

Constants and not a file that is read, and no dataclass: they are wanted before the first window is painted. A test
holds every pair that meets on the screen to WCAG 2.2 AA.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor


class Tokens(NamedTuple):
    """The roles of colour, each ``#rrggbb``."""

    name: str
    dark: bool
    ink: str
    """Text."""
    muted: str
    """Secondary text."""
    line: str
    """Hairlines that only divide."""
    edge: str
    """The border of what can be typed in or ticked (3:1)."""
    ground: str
    """The window."""
    surface: str
    """Cards, tables, fields."""
    accent: str
    """The primary action, selection, the ladder."""
    on_accent: str
    accent_soft: str
    """A selected row, the active place."""
    alert: str
    """Overdue, breach, high risk."""
    on_alert: str
    alert_soft: str
    good: str
    """Resolved, kept."""
    good_soft: str
    amber_soft: str
    """A fact that nobody knows yet."""

    def colour(self, role: str) -> QColor:
        """The colour of a role by its name, e.g. ``"muted"``."""
        return QColor(getattr(self, role))


LOOKS = {
    look.name: look
    for look in (
        Tokens(
            name="light",
            dark=False,
            ink="#1c2430",
            muted="#5d6878",
            line="#dde2e9",
            edge="#7f8997",
            ground="#f5f6f8",
            surface="#ffffff",
            accent="#1f5f8b",
            on_accent="#ffffff",
            accent_soft="#e5edf4",
            alert="#b3401f",
            on_alert="#ffffff",
            alert_soft="#fce4de",
            good="#1d6b3a",
            good_soft="#e0f1e5",
            amber_soft="#ffe3a3",
        ),
        Tokens(
            name="dark",
            dark=True,
            ink="#e6eaf0",
            muted="#a6b0bd",
            line="#343d49",
            edge="#7d8998",
            ground="#14181d",
            surface="#1d232b",
            accent="#7ab6e3",
            on_accent="#0c1a26",
            accent_soft="#23394b",
            alert="#f29b7c",
            on_alert="#2b0f06",
            alert_soft="#4a281d",
            good="#80cb9a",
            good_soft="#1f3b2a",
            amber_soft="#5a4515",
        ),
        Tokens(
            name="contrast",
            dark=True,
            ink="#ffffff",
            muted="#e4e4e4",
            line="#8c8c8c",
            edge="#ffffff",
            ground="#000000",
            surface="#000000",
            accent="#ffdd33",
            on_accent="#000000",
            accent_soft="#3a3300",
            alert="#ff9d7a",
            on_alert="#000000",
            alert_soft="#3d1200",
            good="#7dff9e",
            good_soft="#003314",
            amber_soft="#5c4700",
        ),
    )
}
