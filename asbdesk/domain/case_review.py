"""The test for an ASB case review (the community trigger), and who meets it. The numbers are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asbdesk.domain.ages import add_months


@dataclass(frozen=True, slots=True)
class ReviewTest:
    """``complaints`` within ``months`` before the application, each within ``behaviour_months`` of the behaviour.

    ``since`` is the day on which the Act's duty began.
    """

    complaints: int
    months: int
    behaviour_months: int
    source: str
    since: date

    def asks(self, today: date) -> str:
        """What it asks for, without a full stop; before the Act it is said to be the office's own."""
        said = (
            f"{self.complaints} complaints in the {self.months} months before the application, each made within "
            f"{_months(self.behaviour_months)} of the behaviour"
        )
        return said if today >= self.since else f"{said}. In {today.year} no Act asks for it: the office’s own check"

    def words(self, today: date) -> str:
        """The same as a sentence."""
        return f"{self.asks(today)}."


@dataclass(frozen=True, slots=True)
class Complaint:
    """A report by somebody of a case; ``happened_on`` is the behaviour's day, ``reported_on`` the complaint's."""

    incident_id: int
    happened_on: date
    reported_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands: the complaints that qualify today, the newest last, and until when the test stays met."""

    met: bool
    qualifying: tuple[Complaint, ...]
    until: date | None


def review_test(data: Mapping[str, Any]) -> ReviewTest:
    """Out of the file. A local number above that of the Act is not taken: the Act's holds."""
    return ReviewTest(
        min(int(data["complaints"]), int(data["local_complaints"])),
        int(data["months"]),
        int(data["behaviour_months"]),
        str(data["source"]),
        data["since"],
    )


def standing(test: ReviewTest, complaints: Iterable[Complaint], today: date) -> Standing:
    """Who would apply today: does she meet the test, and until when, if nothing more is reported?

    The last day of a complaint is that on which its months end: one of 17 May counts on 17 November.
    """
    good = sorted(
        (each for each in complaints if _counts(test, each, today)),
        key=lambda each: (each.reported_on, each.incident_id),
    )
    met = len(good) >= test.complaints
    until = add_months(good[-test.complaints].reported_on, test.months) if met else None
    return Standing(met, tuple(good), until)


def _counts(test: ReviewTest, each: Complaint, today: date) -> bool:
    soon_enough = each.reported_on <= add_months(each.happened_on, test.behaviour_months)
    return soon_enough and each.reported_on <= today <= add_months(each.reported_on, test.months)


def _months(number: int) -> str:
    return "a month" if number == 1 else f"{number} months"
