"""The demonstration office's schedule of allegations: incidents chosen, weighed, one dropped (``court.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from asbdesk import sample
from asbdesk.demonstration_court import application_of
from asbdesk.domain.orders import Basis, Denial, Strength
from asbdesk.queries.allegations import AllegationRow, schedule, to_choose
from asbdesk.services import allegations
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]


def schedule_steps(
    reference: str, _person: PersonOf, case_id: Callable[[], int]
) -> Iterator[tuple[datetime, str, Act]]:
    """When something is done to the schedule of that case's application; who does it, and the act."""
    for table in sample.read("court.toml")["application"]:
        if table["case"] != reference or "alleged" not in table:
            continue
        yield table["alleged"], table["login"], lambda work: _allege(work, case_id())
        for each in table.get("weighed", ()):
            yield each["at"], table["login"], lambda work, e=each: _weigh(work, case_id(), e)
        for each in table.get("dropped", ()):
            yield each["at"], table["login"], lambda work, e=each: _drop(work, case_id(), e)


def _allege(work: Work, case_id: int) -> None:
    application_id = application_of(work, case_id)
    rows = to_choose(work.session, application_id, work.today).rows
    allegations.add_allegations(work, application_id, [row.id for row in rows])


def _row(work: Work, case_id: int, which: str) -> AllegationRow:
    rows = schedule(work.session, application_of(work, case_id), work.today).rows
    return next(row for row in rows if which in row.values.act)


def _weigh(work: Work, case_id: int, table: sample.Table) -> None:
    row = _row(work, case_id, table["which"])
    values = replace(
        row.values,
        basis=Basis(table.get("basis", row.values.basis)),
        denial=Denial(table.get("denial", row.values.denial)),
        strength=Strength(table.get("strength", row.values.strength)),
    )
    allegations.change_allegation(work, row.id, values)


def _drop(work: Work, case_id: int, table: sample.Table) -> None:
    allegations.drop_allegations(work, [_row(work, case_id, table["which"]).id], table["why"])
