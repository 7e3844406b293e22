"""The facts of papers that go between agencies: a case conference, and the log of what was disclosed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.documents.contract_facts import MinuteFacts


@dataclass(frozen=True, slots=True)
class AgreedFacts:
    """What somebody undertook: "Extra patrols", the agency, by when, and what came of it so far."""

    text: str
    agency: str = ""
    due_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ConferenceFacts:
    """``when_words``: "on 24 November 2003 at 10 am"; ``about`` whom it is about, a line each; ``agenda`` what was
    agreed earlier and is not done yet. ``guest`` is who of the agency is invited, if that is known."""

    when_words: str = ""
    held_on: date | None = None
    place: str = ""
    chair: str = ""
    purpose: str = ""
    guest: str = ""
    about: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    agenda: tuple[AgreedFacts, ...] = ()
    minutes: tuple[MinuteFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class DisclosedFacts:
    """A line of the log. ``way`` in words; ``about`` as the office's papers may call the person."""

    on: date
    way: str
    to: str
    what: str
    power: str
    necessity: str
    about: str = ""
    returned: str = ""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class LogFacts:
    """The whole log of a case, the oldest entry first."""

    entries: tuple[DisclosedFacts, ...] = ()


EXAMPLE_CONFERENCE = ConferenceFacts(
    when_words="on 24 November 2003 at 10 am",
    held_on=date(2003, 11, 24),
    place="Committee Room 2, Civic Centre, Thornmere",
    chair="Amina Testwick",
    purpose="To agree what each agency does about the noise at Larch Court, and how the people who live there are kept "
    "safe.",
    guest="PC Ruth Sampleford",
    about=("Dean Mercer, born on 29 February 1984",),
    invited=("Thornmere Police", "Fictional Housing Association", "Thornmere Youth Offending Team"),
    agenda=(
        AgreedFacts(
            "Extra patrols on Friday and Saturday nights", "Thornmere Police", date(2003, 11, 21), "Two nights so far"
        ),
    ),
    minutes=(
        MinuteFacts("Purpose", "heading"),
        MinuteFacts("To agree what each agency does about the noise at Larch Court."),
        MinuteFacts("Present", "heading"),
        MinuteFacts("PC Ruth Sampleford, Thornmere Police", "entry"),
        MinuteFacts("Amina Testwick (chair)", "entry"),
        MinuteFacts("Agreed actions", "heading"),
        MinuteFacts("Thornmere Police: extra patrols on Friday nights, by 1 Dec 2003", "entry"),
    ),
)
EXAMPLE_LOG = LogFacts(
    (
        DisclosedFacts(
            on=date(2003, 11, 10),
            way="We asked for",
            to="PC Ruth Sampleford, Thornmere Police",
            what="Calls to 14 Larch Court since 1 August 2003, and what was found",
            power="Consent of the person it is about (no power is needed)",
            necessity="To decide whether the reports can be relied on before a final warning; nobody else holds them.",
            about="Dean Mercer",
            returned="List of seven calls, 14 November 2003",
            made_by="Amina Testwick",
        ),
    )
)

GROUPS: tuple[tuple[str, tuple[tuple[str, str] | tuple[str, str, str], ...]], ...] = (
    (
        "conference",
        (
            ("when_words", "when the conference is"),
            ("held_on", "day of the conference", "date"),
            ("place", "place of the conference"),
            ("chair", "who takes the chair"),
            ("purpose", "purpose of the conference"),
            ("guest", "who is invited"),
            ("about", "whom the conference is about", "list"),
            ("invited", "agencies that are invited", "list"),
            ("agenda", "what was agreed earlier", "list"),
            ("minutes", "minutes of the conference", "list"),
        ),
    ),
    (
        "agreed",
        (
            ("text", "what was agreed"),
            ("agency", "agency that undertook it"),
            ("due_on", "by when it is done", "date"),
            ("outcome", "what came of it"),
        ),
    ),
    ("log", (("entries", "entries of the disclosure log", "list"),)),
    (
        "disclosed",
        (
            ("on", "day of the disclosure", "date"),
            ("way", "asked or given"),
            ("to", "to whom"),
            ("what", "what was disclosed"),
            ("power", "power to disclose"),
            ("necessity", "why it was necessary"),
            ("about", "whom the disclosure is about"),
            ("returned", "what came back"),
            ("made_by", "who made the entry"),
        ),
    ),
)
LISTS = {
    "conference.about": "",
    "conference.invited": "",
    "conference.agenda": "agreed",
    "conference.minutes": "minute",
    "log.entries": "disclosed",
}
