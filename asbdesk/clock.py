"""The one place that knows what time it is.

A training office lives on a fixed day, so that what it teaches is lawful at that day; the time of day still runs.
Everything else takes ``today`` or ``now`` as an argument.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the time of the office."""

    def now(self) -> datetime:
        """The moment, aware, in United Kingdom time."""
        ...

    def today(self) -> date:
        """The office's date."""
        ...


class SystemClock:
    """The computer's own clock, in United Kingdom time."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(LONDON)

    def today(self) -> date:
        return self.now().date()


class FixedClock:
    """A training office's clock: always the same day; the time of day runs on."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        running = datetime.now(UTC).astimezone(LONDON)
        return datetime.combine(self.day, running.time(), tzinfo=LONDON)

    def today(self) -> date:
        return self.day


def local(moment: datetime) -> datetime:
    """A moment that the office kept, as its own clock told it: in summer the day may be another than that of UTC."""
    return moment.astimezone(LONDON)


def clock_for(training_date: date | None) -> Clock:
    """The clock of an office: fixed when it is a training office, else the system's."""
    return FixedClock(training_date) if training_date else SystemClock()


def seconds() -> float:
    """Seconds of the computer's own clock, for waits between tries; never shown and never kept as a date."""
    return datetime.now(UTC).timestamp()
