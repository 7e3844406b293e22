"""Submitting a return, which freezes it; and the figures of a year that the office gives itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from asbdesk.domain.permissions import require
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, Refused
from asbdesk.reference_data import load_year_figures
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.work import Work

MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """A return as it is sent: its figures with the ids behind them (as JSON), and the bytes of its paper."""

    code: str
    rule_version: int
    title: str
    period: str
    starts_on: date
    ends_on: date
    figures: dict[str, Any]
    pdf: bytes
    note: str = ""


def submit(work: Work, frozen: Frozen) -> int:
    """Keep it for ever; answers its id. Nothing that is changed later moves it.

    Raises :class:`Refused` while its period is not over.
    """
    require(work.who.role, "submit")
    if frozen.ends_on >= work.today:
        raise Refused(
            f"The period runs until {show_date(frozen.ends_on)}: its figures can still change.",
            "Submit the return when the period is over.",
        )
    number = work.add(
        t.SubmittedReturn(
            code=frozen.code,
            rule_version=frozen.rule_version,
            title=frozen.title,
            period=frozen.period,
            starts_on=frozen.starts_on,
            ends_on=frozen.ends_on,
            figures=frozen.figures,
            note=frozen.note.strip(),
            sha256=hashlib.sha256(frozen.pdf).hexdigest(),
            size=len(frozen.pdf),
            submitted_at=work.now,
            submitted_by=work.who.user_id,
        )
    )
    work.add(t.ReturnPaper(return_id=number, pdf=frozen.pdf))
    note_act(work, "submitted_return", number, "submitted", code=frozen.code, period=frozen.period)
    return number


def set_year_figure(work: Work, code: str, year: int, number: int | None, source: str) -> None:
    """How many homes there were in a reporting year, and who says so; the last word on it counts."""
    require(work.who.role, "submit")
    if code not in load_year_figures():
        raise InvalidField("number", "This is no figure that a return asks for.")
    if number is None or not 1 <= number <= MOST:
        raise InvalidField("number", "Give a whole number from 1 on.")
    if not source.strip():
        raise InvalidField("source", "Say where the number comes from: the stock list of 31 March …")
    row = work.session.scalars(
        select(t.OfficeFigure).where(t.OfficeFigure.code == code, t.OfficeFigure.year == year)
    ).one_or_none()
    if row is None:
        work.add(t.OfficeFigure(code=code, year=year, number=number, source=source.strip()))
        return
    row.number, row.source = number, source.strip()
    work.session.flush()
