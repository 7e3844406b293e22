"""Words on their way into Qt, so that it shows what was typed and nothing else."""

from __future__ import annotations

_MARKS = ("\ufffe", "\ufeff")


def as_typed(words: str) -> str:
    """The words with a byte order mark before them where they begin with one, swapped or not.

    Qt takes a first U+FFFE to mean that all that follows is written backwards, byte by byte, and drops a first U+FEFF.
    A mark of its own before it says that nothing is; Qt takes that one away again.
    """
    return f"\ufeff{words}" if words.startswith(_MARKS) else words


def tip(words: str) -> str:
    """A tool tip that says the words. Qt would read those that look like HTML as such, and fetch what they name."""
    from PySide6.QtGui import Qt  # slow when it is first named: the sign-in page does without

    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else as_typed(words)
