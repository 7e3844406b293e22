"""Law as dated data: which order the law of a day knows. The data is in ``resources/law``; code knows no number.

Not legal advice. An instrument whose dates could not be confirmed says so (``confirmed``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asbdesk.domain.ages import add_months


@dataclass(frozen=True, slots=True)
class Instrument:
    """``name`` comes with its article, fit for a sentence; ``since`` and ``until`` are its first and last day."""

    code: str
    name: str
    court: str
    since: date
    until: date | None
    section: str
    confirmed: bool
    youth_court: str = ""
    youth_under: int = 0
    short: str = ""
    """What caseworkers call it: "ASBO"."""
    limitation_months: int = 0
    """The complaint must be laid within so many months of what it is about; 0 where no such limit is in the data."""
    limitation_section: str = ""

    def court_for(self, age: int | None) -> str:
        """The court that hears it about a person of that age."""
        young = self.youth_court and age is not None and age < self.youth_under
        return self.youth_court if young else self.court

    def complaint_by(self, happened: date) -> date | None:
        """The last day to lay a complaint about what happened on that day; None where the data knows no limit.

        The day itself is not counted, so the limit falls on the corresponding day of the month.
        """
        return add_months(happened, self.limitation_months) if self.limitation_months else None


def instruments(data: Mapping[str, Any]) -> tuple[Instrument, ...]:
    """The instruments of a jurisdiction's file, already parsed from TOML."""
    return tuple(
        Instrument(
            code=entry["code"],
            name=entry["name"],
            court=entry["court"],
            since=entry["from"],
            until=entry.get("to"),
            section=entry["section"],
            confirmed=entry["confirmed"],
            youth_court=entry.get("youth_court", ""),
            youth_under=entry.get("youth_under", 0),
            short=entry.get("short", ""),
            limitation_months=entry.get("limitation_months", 0),
            limitation_section=entry.get("limitation_section", ""),
        )
        for entry in data["instrument"]
    )


def in_force(known: Iterable[Instrument], day: date) -> Instrument | None:
    """The instrument that the law of that day had; None where it had none yet."""
    return next((i for i in known if i.since <= day and (i.until is None or day <= i.until)), None)
