"""The sentence of the panel at the foot of letters, in the languages that the program's fonts can print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PanelLanguage:
    """``tag`` is the language as a PDF names it ("pl"); ``words`` have {telephone} in them, ``no_telephone`` do not.
    ``short`` is a line with the telephone, for print so large that the sentence takes two or three. ``check`` says
    what must be done before they are used."""

    tag: str
    name: str
    own_name: str
    words: str
    no_telephone: str
    short: str
    check: str

    def sentence(self, telephone: str) -> str:
        """The sentence with the office's telephone, or without one."""
        return self.words.format(telephone=telephone) if telephone else self.no_telephone

    def line(self, telephone: str) -> str:
        """The short line; the sentence where the office has no telephone."""
        return self.short.format(telephone=telephone) if telephone else self.no_telephone


def panel_languages(table: dict[str, Any]) -> tuple[PanelLanguage, ...]:
    """The languages of a TOML file's content, in its order. Raises ``ValueError`` for a sentence without its place."""
    found = tuple(PanelLanguage(check=str(table["check"]), **entry) for entry in table["languages"])
    for each in found:
        if not all("{telephone}" in words for words in (each.words, each.short)) or "{" in each.no_telephone:
            raise ValueError(f"the sentence in {each.name} has no place for the telephone")
    return found
