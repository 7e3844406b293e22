"""Colours, spacing and text sizes of the window: the one module that owns them.

The colours are the roles of ``tokens.py``. :func:`apply` dresses the application; once the first window is
painted, :func:`follow_system` follows the system's colour scheme and contrast. Text sizes are the system's: nothing
here sets a size in pixels.

What the sign-in page needs does without the namespace ``Qt``: its hundred enumerations are made when it is first named,
which takes longer than all that the page itself does.
"""

from __future__ import annotations

from string import Template
from typing import Literal

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from asbdesk.paths import resource
from asbdesk.ui.tokens import LOOKS, Tokens
from asbdesk.ui.words import as_typed

STEP = 4
"""Spacing is counted in steps of this many pixels: ``theme.gap(3)`` is 12."""
FIELD_RADIUS = 6
CARD_RADIUS = 8
TEXT_PT = 10.0
HEADING = 1.1
TITLE = 1.6
"""Headings are 11 and 16 pt where text is 10 pt, and grow with it."""

Choice = Literal["system", "light", "dark", "contrast"]
_PLAIN_TEXT = 0  # Qt.TextFormat.PlainText
_SELECTABLE_BY_MOUSE = 1  # Qt.TextInteractionFlag.TextSelectableByMouse


def load(name: str) -> Tokens:
    """The tokens of ``light``, ``dark`` or ``contrast``."""
    return LOOKS[name]


class _State:
    """What the window wears now. One application, one dress."""

    tokens: Tokens | None = None
    choice: Choice = "system"
    listener: _Listener | None = None
    follows: bool = False


class _Listener(QWidget):
    """Never shown. Qt tells a change of the application's font to top-level widgets alone, and a style sheet keeps it
    from their children: so the sheet is taken off and put on again, and scaled texts are told."""

    font_changed = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            QTimer.singleShot(0, self, self.pass_on)
        return super().event(event)

    def pass_on(self) -> None:
        """Give the new font to every widget."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            sheet = app.styleSheet()
            app.setStyleSheet("")
            app.setStyleSheet(sheet)
            self.font_changed.emit()


def tokens() -> Tokens:
    """The tokens in use now. Read them when painting, never keep them: they change while the program runs."""
    return _State.tokens or load("light")


def gap(steps: int) -> int:
    """``steps`` times 4 pixels."""
    return steps * STEP


def apply(app: QApplication, choice: Choice = "system") -> None:
    """Dress the application. ``system`` follows the system's scheme and contrast, now and later."""
    first = _State.listener is None
    if first:
        _State.listener = _Listener()
        app.setStyle("Fusion")
        _font(app)
    _State.choice = choice
    if choice == "system":
        _dress(app, _window_colour(app) if first else _scheme(app))
    else:
        _dress(app, choice)


def follow_system(app: QApplication) -> None:
    """From now on the look follows the system's colour scheme and contrast, where that is what was chosen."""
    if not _State.follows:
        _State.follows = True
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: _look_again(app))
        hints.accessibility().contrastPreferenceChanged.connect(lambda _contrast: _look_again(app))
    _look_again(app)


def set_text_size(app: QApplication, points: float) -> None:
    """The size of ordinary text, in points; headings follow."""
    font = app.font()
    font.setPointSizeF(points)
    app.setFont(font)


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Text(QLabel):
    """A label in a role (``muted``, ``alert``, ``good``, ``accent`` or none) and a size relative to ordinary text."""

    def __init__(
        self,
        words: str = "",
        role: str = "",
        size: float = 1.0,
        bold: bool = False,
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setText(words)
        self._size, self._bold = size, bold
        if role:
            self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setProperty("textInteractionFlags", _SELECTABLE_BY_MOUSE)
        if size != 1.0 or bold:
            self._scale()
            if _State.listener is not None:
                _State.listener.font_changed.connect(self._scale)

    def setText(self, words: str) -> None:
        super().setText(as_typed(words))

    def set_role(self, role: str) -> None:
        """Another role for the same words."""
        set_role(self, "role", role)

    def _scale(self) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * self._size)
        if self._bold:
            font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)


def title(words: str = "") -> Text:
    """A page's title (16 pt where text is 10)."""
    return Text(words, size=TITLE, bold=True)


def heading(words: str = "") -> Text:
    """A card's or section's heading (11 pt where text is 10)."""
    return Text(words, size=HEADING, bold=True)


def muted(words: str = "", *, wrap: bool = False) -> Text:
    """Secondary text."""
    return Text(words, "muted", wrap=wrap)


def _font(app: QApplication) -> None:
    """The system's font; our own where the system has none; never smaller than 10 pt."""
    font = app.font()
    if not QFontDatabase.families():
        for file in sorted(resource("fonts").glob("LiberationSans-*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        font.setFamily("Liberation Sans")
    if font.pointSizeF() < TEXT_PT:
        font.setPointSizeF(TEXT_PT)
    if font != app.font():
        app.setFont(font)


def _window_colour(app: QApplication) -> str:
    """The scheme that the system's own colours tell, before ours are put over them."""
    return "dark" if app.palette().window().color().lightnessF() < 0.5 else "light"


def _scheme(app: QApplication) -> str:
    """What the system asks for."""
    from PySide6.QtCore import Qt

    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _look_again(app: QApplication) -> None:
    if _State.choice == "system":
        _dress(app, _scheme(app))


def _dress(app: QApplication, look: str) -> None:
    wanted = load(look)
    if wanted is _State.tokens:
        return
    _State.tokens = wanted
    # From one sheet to another Qt goes through its own list of what it styled before, in which the dead may still
    # stand, and ends the program; from none to one it goes through the living.
    app.setStyleSheet("")
    app.setPalette(_palette(wanted))
    app.setStyleSheet(style_sheet(wanted))


def style_sheet(wanted: Tokens) -> str:
    """The one style sheet in the given tokens."""
    roles = {role: getattr(wanted, role) for role in Tokens._fields}
    words = resource("themes", "desk.qss").read_text("utf-8")
    return Template(words).substitute(roles, themes=resource("themes").as_posix())


def _palette(wanted: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, token in {
        roles.Window: "ground",
        roles.WindowText: "ink",
        roles.Base: "surface",
        roles.AlternateBase: "ground",
        roles.Text: "ink",
        roles.Button: "surface",
        roles.ButtonText: "ink",
        roles.BrightText: "on_accent",
        roles.ToolTipBase: "surface",
        roles.ToolTipText: "ink",
        roles.PlaceholderText: "muted",
        roles.Highlight: "accent_soft",
        roles.HighlightedText: "ink",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.Light: "surface",
        roles.Midlight: "line",
        roles.Mid: "edge",
        roles.Dark: "edge",
        roles.Shadow: "line",
        roles.Accent: "accent",
    }.items():
        palette.setColor(role, wanted.colour(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, wanted.colour("muted"))
    return palette
