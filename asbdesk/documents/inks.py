"""The colours on paper. What is text stands at 4.5 to 1 or more on every ground that it is set on."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

WHITE = HexColor("#ffffff")
INK = HexColor("#1c2430")
MUTED = HexColor("#4d5866")
LINE = HexColor("#b9c1cc")
ACCENT = HexColor("#1f5f8b")
SHADE = HexColor("#f2f4f7")
AMBER = HexColor("#ffe3a3")
