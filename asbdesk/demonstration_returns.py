"""What the demonstration office has told the regulator: its homes by year, and the return of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from asbdesk import sample
from asbdesk.demonstration_risk import Act
from asbdesk.reference_data import load_year_rule
from asbdesk.reports import returns
from asbdesk.services.returns import set_year_figure
from asbdesk.storage.work import Work


def return_steps() -> Iterator[tuple[datetime, Act]]:
    """When a manager gives the homes of a year, and submits a return."""
    told = sample.read("returns.toml")
    for table in told["homes"]:
        yield table["at"], lambda work, each=table: _homes(work, each)
    for table in told["submitted"]:
        yield table["at"], lambda work, each=table: _submit(work, each)


def _homes(work: Work, table: sample.Table) -> None:
    set_year_figure(work, "homes", table["year"], table["number"], table["source"])


def _submit(work: Work, table: sample.Table) -> None:
    seen = returns.count(work.session, table["return"], load_year_rule().year(table["year"]))
    returns.submit(work, seen, table["note"])
