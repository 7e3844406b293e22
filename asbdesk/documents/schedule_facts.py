"""The facts of a schedule of allegations: for a court to find on, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AllegationFacts:
    """A line. ``witness``, ``reached`` and ``place`` name protected people by their pseudonym only; ``standing``:
    "Live", "Background". ``proof``: exhibits and statements."""

    number: int
    when: str
    place: str
    act: str
    reached: str = ""
    witness: str = ""
    proof: str = ""
    basis: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """``we`` and ``they``: what the parties are called there. ``order`` with its article; ``judged_on`` the day the
    acts are judged by, in ``judged_words``; ``limit`` the rule and ``limit_section`` where it stands; ``limit_doubt``
    that it is unconfirmed. ``hearsay``: how many rest on it, where the law asks for its notice."""

    court: str = ""
    court_number: str = ""
    applicant: str = ""
    person: str = ""
    we: str = ""
    they: str = ""
    order: str = ""
    section: str = ""
    law_day: date | None = None
    judged_on: date | None = None
    judged_words: str = ""
    limit: str = ""
    limit_section: str = ""
    limit_doubt: str = ""
    count: int = 0
    live: int = 0
    hearsay: int = 0
    allegations: tuple[AllegationFacts, ...] = ()


EXAMPLE_SCHEDULE = ScheduleFacts(
    court="Thornmere Magistrates’ Court",
    court_number="03/2411",
    applicant="Thornmere Borough Council",
    person="Dean Mercer",
    we="Applicant",
    they="Defendant",
    order="an Anti-Social Behaviour Order",
    section="Crime and Disorder Act 1998, section 1",
    law_day=date(2003, 11, 17),
    judged_on=date(2003, 12, 1),
    judged_words="the day on which the application is to be lodged",
    limit="The complaint is laid within six months of the matter complained of; earlier incidents may be told as "
    "background",
    limit_section="Magistrates’ Courts Act 1980, section 127",
    limit_doubt="Unconfirmed: check the rule before it is relied on.",
    count=3,
    live=2,
    hearsay=1,
    allegations=(
        AllegationFacts(
            1,
            "12 Apr 2003, about 22:00",
            "Car park, Larch Court",
            "Shouted abuse at a warden and threw a bottle at the wall beside him.",
            "a warden",
            "Warden 3",
            "Statement of Warden 3, first",
            "Professional witness",
            "Background",
        ),
        AllegationFacts(
            2,
            "3 Nov 2003, 23:30",
            "14 Larch Court",
            "Loud music was played from 11.30 pm to 3 am.",
            "Complainant A",
            "Complainant A",
            "JO/1",
            "Hearsay",
            "Live",
        ),
        AllegationFacts(
            3,
            "8 Nov 2003, 01:00 to 02:00",
            "Larch Court, second floor",
            "With others kicked the doors of three flats.",
            "residents of the second floor",
            "Jo Okafor",
            "JO/2, statement of Jo Okafor, first",
            "Direct",
            "Live",
        ),
    ),
)

Entry = tuple[str, str] | tuple[str, str, str]
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "schedule",
        (
            ("court", "name of the court"),
            ("court_number", "the court's number"),
            ("applicant", "who applies"),
            ("person", "against whom"),
            ("we", "what the applicant is called"),
            ("they", "what the person is called"),
            ("order", "name of the order applied for"),
            ("section", "provision the order is applied for under"),
            ("law_day", "day whose law it runs under", "date"),
            ("judged_on", "day the acts are judged by", "date"),
            ("judged_words", "which day that is"),
            ("limit", "time limit for the acts"),
            ("limit_section", "provision of the time limit"),
            ("limit_doubt", "that the time limit is unconfirmed"),
            ("count", "number of allegations", "number"),
            ("live", "number of live allegations", "number"),
            ("hearsay", "number of allegations that rest on hearsay", "number"),
            ("allegations", "allegations", "list"),
        ),
    ),
    (
        "allegation",
        (
            ("number", "number of the allegation", "number"),
            ("when", "when it was"),
            ("place", "where it was"),
            ("act", "what was done"),
            ("reached", "whom it reached"),
            ("witness", "who proves it"),
            ("proof", "exhibits and statements"),
            ("basis", "direct, hearsay or professional"),
            ("standing", "live or background"),
        ),
    ),
)
LISTS = {"schedule.allegations": "allegation"}
