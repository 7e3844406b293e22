"""How a paper is set: in which format and language, and which of them stand first for whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asbdesk.domain.casework import PaperFormat, PaperLanguage

_WELSH = frozenset({"welsh", "cymraeg"})


@dataclass(frozen=True, slots=True)
class Look:
    """As somebody asks for it. ``format``: None for the one that the reader asked for."""

    format: PaperFormat | None = None
    language: PaperLanguage = PaperLanguage.ENGLISH


def languages_offered(usual: PaperLanguage, *, in_welsh: bool) -> tuple[PaperLanguage, ...]:
    """In which languages a paper can be written. ``usual``: in which the office offers its letters first."""
    if not in_welsh:
        return (PaperLanguage.ENGLISH,)
    both = PaperLanguage.WELSH_ENGLISH if len(usual.parts) == 1 else usual
    return (PaperLanguage.ENGLISH, PaperLanguage.WELSH, both)


def language_first(offered: Sequence[PaperLanguage], usual: PaperLanguage, spoken: str = "") -> PaperLanguage:
    """The one that is chosen at first: the office's; for somebody who speaks Welsh, one that begins in Welsh."""
    first = usual if usual in offered else PaperLanguage.ENGLISH
    if spoken.strip().casefold() in _WELSH and first.parts[0] != "cy":
        return next((each for each in offered if each.parts[0] == "cy"), first)
    return first


def format_first(offered: Sequence[PaperFormat], wanted: str) -> PaperFormat:
    """The one that is chosen at first: the reader's own, by its code, where the paper is there in it."""
    return next((each for each in offered if each.value == wanted), PaperFormat.ORDINARY)
