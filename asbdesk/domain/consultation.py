"""Who is consulted about an application, and what the forms of a consultation hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.domain.casework import Labelled
from asbdesk.domain.orders import ConsultAnswer
from asbdesk.errors import InvalidField

MORE = "more:"
"""What the code of a consultee begins with whom the law does not name."""
REPLY_DAYS = 14
"""Within how many days a reply is asked for, unless somebody says otherwise. Local practice, not law."""


class AskedHow(Labelled):
    LETTER = "letter", "By letter"
    EMAIL = "e-mail", "By e-mail"
    TELEPHONE = "telephone", "By telephone"
    MEETING = "meeting", "At a meeting"


@dataclass(frozen=True, slots=True)
class AskValues:
    """``consultee`` is the body as papers name it; ``agency_id`` its entry in the directory, if it has one."""

    consultee: str
    asked_on: date
    how: AskedHow
    reply_by: date | None = None
    agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerValues:
    """What came back, in its own words. *Did not reply* needs none."""

    answer: ConsultAnswer
    on: date
    words: str = ""


def check_asking(values: AskValues, today: date) -> None:
    """Raises :class:`InvalidField`."""
    if not values.consultee.strip():
        raise InvalidField("consultee", "Name the body that was asked.")
    if values.asked_on > today:
        raise InvalidField("asked_on", "The day cannot lie in the future.")
    if values.reply_by and values.reply_by < values.asked_on:
        raise InvalidField("reply_by", "This lies before the day on which it was asked.")


def check_answer(values: AnswerValues, asked_on: date, today: date) -> None:
    """Raises :class:`InvalidField`."""
    if values.answer is ConsultAnswer.NONE_YET:
        raise InvalidField("answer", "Choose what came back.")
    if values.on > today:
        raise InvalidField("on", "The day cannot lie in the future.")
    if values.on < asked_on:
        raise InvalidField("on", "This lies before the day on which it was asked.")
    if values.answer is ConsultAnswer.OBJECTS and not values.words.strip():
        raise InvalidField("words", "Say what the objection is: the court will ask.")
