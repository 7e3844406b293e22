"""Figures that leave the office are noted: which, how, by whom."""

from __future__ import annotations

from asbdesk.domain.permissions import require
from asbdesk.storage.audit import note_act
from asbdesk.storage.work import Work


def note_figures(work: Work, what: str, how: str) -> None:
    """``how``: "printed", or "exported as csv"; only who may export lists may take figures out as a file."""
    require(work.who.role, "look" if how == "printed" else "export")
    note_act(work, "figures", 0, how, what=what)
