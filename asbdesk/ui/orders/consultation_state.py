"""What the tab *Consultation* decides, without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from asbdesk.domain.consultation import AskedHow
from asbdesk.domain.orders import ConsultAnswer
from asbdesk.domain.when import show_date
from asbdesk.queries.consultation import ConsultationPage, ConsultationRow, ConsulteeRow
from asbdesk.ui.kit.pieces import Tone
from asbdesk.ui.today.state import how_soon

_NEEDS = {"request": "a request", "answer": "an answer", "certificate": "a certificate"}


@dataclass(frozen=True, slots=True)
class Stands:
    """How far a consultation has come."""

    words: str
    tone: Tone


def above(page: ConsultationPage) -> str:
    """What stands above the cards."""
    named = [row for row in page.consultees if row.by_law]
    if not named:
        return "The law of this application names nobody who must be consulted. Others may be asked."
    return "The application is not ready until each of these is on file. Others may be asked besides."


def standing(row: ConsulteeRow) -> Stands:
    """The pill."""
    known = row.row
    if known is None or known.asked_on is None:
        return Stands("Not asked yet", "alert" if row.by_law else "quiet")
    if "answer" in row.needs and known.answer is ConsultAnswer.NONE_YET:
        return Stands("Waiting for the answer", "info")
    if "certificate" in row.needs and known.certified_on is None:
        return Stands("No certificate yet", "info")
    if known.answer is ConsultAnswer.OBJECTS:
        return Stands("Objects", "alert")
    if known.answer is ConsultAnswer.NO_REPLY:
        return Stands("Did not reply", "alert")
    return Stands("Consulted" if row.how == "consult" else "Told", "good")


def facts(row: ConsultationRow, today: date) -> Iterator[tuple[str, str]]:
    """What is on file, label and words."""
    if row.asked_on:
        how = AskedHow(row.asked_how).label.lower() if row.asked_how in tuple(AskedHow) else row.asked_how
        yield "Asked", f"{row.consultee}, {show_date(row.asked_on)}, {how}"
    if row.reply_by and row.answer is ConsultAnswer.NONE_YET:
        yield "Reply by", f"{show_date(row.reply_by)}, {how_soon(row.reply_by, today)}"
    if row.answered_on:
        words = f": {row.answer_words}" if row.answer_words else ""
        yield "Answer", f"{row.answer.label}, {show_date(row.answered_on)}{words}"
    if row.certified_on:
        yield "Certificate", f"{row.certified_by}, {show_date(row.certified_on)}"


def needs_words(row: ConsulteeRow) -> str:
    """``Needs a request, an answer and a certificate``."""
    named = [_NEEDS[need] for need in row.needs]
    *most, last = named
    return f"Needs {', '.join(most)}{' and ' if most else ''}{last}"
