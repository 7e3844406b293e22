"""The kinds of paper that a printer is set up for: a tray with letterheads, both sides for a bundle."""

from __future__ import annotations

from asbdesk.domain.bundle import COMPARISON, MASTER, SERVICE
from asbdesk.domain.casework import Labelled


class PaperKind(Labelled):
    """What tray, duplex, printer and copies are remembered for."""

    LETTER = "letter", "Letters"
    CONTRACT = "contract", "Contracts"
    COURT = "court", "Court papers"
    BUNDLE = "bundle", "Bundles"
    OTHER = "other", "Labels, lists and other papers"


_CONTRACTS = frozenset({"abc", "abc-variation", "mediation-agreement"})
_COURT = frozenset({"allegation-schedule", "exhibit-sheet", "witness-statement", "notice-seeking-possession"})


def paper_kind(template: str, layout: str = "letter") -> PaperKind:
    """The kind of a paper, by the code of its template and its layout; no code is something other than a letter."""
    if template in (MASTER, SERVICE, COMPARISON):
        return PaperKind.BUNDLE
    if template in _CONTRACTS:
        return PaperKind.CONTRACT
    if template in _COURT or template.startswith("court-"):
        return PaperKind.COURT
    return PaperKind.LETTER if template and layout == "letter" else PaperKind.OTHER
