"""The demonstration office's draft orders: prohibitions, a zone, the person's daily life (``court.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import select

from asbdesk import sample
from asbdesk.demonstration_court import application_of
from asbdesk.domain.daily_life import DailyValues
from asbdesk.domain.orders import DailyKind, SoughtKind
from asbdesk.domain.prohibitions import SoughtValues
from asbdesk.domain.zones import Zone
from asbdesk.queries.allegations import schedule
from asbdesk.services import prohibitions
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]


def prohibition_steps(
    reference: str, _person: PersonOf, case_id: Callable[[], int]
) -> Iterator[tuple[datetime, str, Act]]:
    """When something is done to the draft order of that case's application; who does it, and the act."""
    for table in sample.read("court.toml")["application"]:
        if table["case"] != reference:
            continue
        login = table["login"]
        for each in table.get("daily", ()):
            yield each["at"], login, lambda work, e=each: _daily(work, case_id(), e)
        for each in table.get("term", ()):
            yield each["at"], login, lambda work, e=each: _add(work, case_id(), e)
            if "struck" in each:
                yield each["struck"], login, lambda work, e=each: _strike(work, case_id(), e)


def _daily(work: Work, case_id: int, table: sample.Table) -> None:
    values = DailyValues(
        DailyKind(table["kind"]), table["told_by"], work.today, table.get("none", False), table.get("place", ""),
        table.get("hours", ""), point=tuple(table["point"]) if "point" in table else None,
    )  # fmt: skip
    prohibitions.record_daily(work, application_of(work, case_id), values)


def _add(work: Work, case_id: int, table: sample.Table) -> None:
    number = application_of(work, case_id)
    rows = schedule(work.session, number, work.today).rows
    answers = tuple(row.id for row in rows if any(each in row.values.act for each in table.get("answers", ())))
    zone = None
    if "ring" in table:
        zone = Zone(table["title"], table["streets"], None, tuple((lon, lat) for lon, lat in table["ring"]))
    values = SoughtValues(SoughtKind.PROHIBITION, table["text"], table.get("reason", ""), "", zone, answers)
    prohibitions.add_term(work, number, values)


def _strike(work: Work, case_id: int, table: sample.Table) -> None:
    term = work.session.scalars(
        select(t.SoughtTerm.id).where(
            t.SoughtTerm.application_id == application_of(work, case_id), t.SoughtTerm.text == table["text"]
        )
    ).one()
    prohibitions.strike_term(work, term, table["why"])
