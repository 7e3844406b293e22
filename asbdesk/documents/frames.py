"""The words around a letter in its language: greeting, close, references, the panel at its foot."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from asbdesk import paths


@dataclass(frozen=True, slots=True)
class Frame:
    """``tag`` is the language as a PDF names it. ``emergency_words``: what is said of emergencies, where
    the office says it in English alone. ``page`` has the places {number} and {total}; ``offer`` {formats}.
    ``forms`` and ``offer_short`` say the same as ``formats`` and ``offer`` on pages of larger print.
    ``not_served``, with the place {called}, stands at the foot of a protected witness's own statement."""

    tag: str
    name: str
    dear: str
    nobody: str
    sincerely: str
    faithfully: str
    enclosed: str
    copies: str
    our_ref: str
    your_ref: str
    date: str
    ask_for: str
    direct_line: str
    email: str
    page: str
    formats: str
    formats_usual: str
    offer: str
    forms: str
    offer_short: str
    telephone: str
    emergency: str
    complaints: str
    data: str
    easy_emergency: str
    easy_complaints: str
    easy_data: str
    not_served: str
    emergency_words: str = ""

    def salutation(self, name: str) -> str:
        """Dear Mr Mercer; nobody's name gives Dear Sir or Madam."""
        return f"{self.dear} {name.strip() or self.nobody}"

    def closing(self, name: str) -> str:
        """Yours sincerely after a name, Yours faithfully after Dear Sir or Madam."""
        return self.sincerely if name.strip() else self.faithfully


@cache
def frame(language: str = "en") -> Frame:
    """The words of a language of the templates: "en" or "cy"."""
    text = paths.resource("templates", language, "frame.toml").read_text(encoding="utf-8")
    return Frame(**tomllib.loads(text))
