"""How the demonstration office keeps its clocks: each is stopped at its due, unless the sample says otherwise.

``[clocks]`` of ``office.toml`` holds what was done, in turns; ``[[case.clock]]`` of a case says what went otherwise
with its ``nth`` clock of a ``code``: late (``on`` and ``late``), given more time (``to`` and ``reason``), or left
running (``leave``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from asbdesk import sample
from asbdesk.domain.casework import ClockState
from asbdesk.domain.standards import OF_COURT, standard
from asbdesk.services import clocks
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Work

_HOUR, _MINUTE = 16, 50


@dataclass(frozen=True, slots=True)
class Stop:
    """What happens to a clock at a moment, and who does it."""

    at: datetime
    login: str
    do: Callable[[Work], object]


@dataclass(frozen=True, slots=True)
class Story:
    """What the sample says of clocks: ``cases`` by reference, ``words`` by code, ``manager`` the login of one."""

    cases: Mapping[str, sample.Table]
    words: Mapping[str, list[str]]
    manager: str

    def next_stops(self, office: Office, until: datetime) -> list[Stop]:
        """What happens to clocks by ``until``, on the first day on which something does; nothing when all are kept."""
        with office.reading() as session:
            rows = session.execute(
                select(t.CaseClock, t.Case.reference)
                .join(t.Case, t.Case.id == t.CaseClock.case_id)
                .where(t.Case.reference.in_(self.cases))
                .order_by(t.CaseClock.id)
            ).all()
        counted: Counter[tuple[str, str]] = Counter()
        stops: list[Stop] = []
        for clock, reference in rows:
            counted[reference, clock.code] += 1
            if clock.state is ClockState.RUNNING:
                stops += self._stop(clock, reference, counted[reference, clock.code])
        first = min((stop.at.date() for stop in stops if stop.at <= until), default=None)
        found = [stop for stop in stops if stop.at <= until and stop.at.date() == first]
        return sorted(found, key=lambda stop: (stop.at, stop.login))

    def _stop(self, clock: t.CaseClock, reference: str, nth: int) -> Iterator[Stop]:
        table = self.cases[reference]
        told = next(
            (e for e in table.get("clock", ()) if e["code"] == clock.code and e.get("nth", 1) == nth), dict[str, Any]()
        )
        rule = standard(clock.rule)
        if told.get("leave") or rule.ends_with_its_fact or rule.starts in OF_COURT:
            return
        login = self.manager if clock.rule.get("manager") else table["owner"]
        if "to" in told and clock.extended_to is None:
            yield Stop(_moment(clock.due_on, table), login, _more_time(clock.id, told))
            return
        on: date = told.get("on") or clock.extended_to or clock.due_on
        words = self.words[clock.code]
        note = told.get("note") or words[(nth + (clock.case_id or 0)) % len(words)]
        yield Stop(_moment(on, table), login, _done(clock.id, on, note, told.get("late", "")))


def _moment(on: date, table: sample.Table) -> datetime:
    """At the end of that day; what was due before the case was opened is entered when it is."""
    return max(sample.moment(on, _HOUR, _MINUTE), table["opened"] + timedelta(minutes=5))


def _done(clock_id: int, on: date, note: str, late: str) -> Callable[[Work], object]:
    return lambda work: clocks.stop_clock(work, clock_id, on, note, late)


def _more_time(clock_id: int, told: sample.Table) -> Callable[[Work], object]:
    return lambda work: clocks.extend_clock(work, clock_id, told["to"], told["reason"])
