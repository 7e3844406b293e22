"""What a colleague must know who takes a case over: risk, what is due, what was promised, whom not to contact how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandedFacts:
    """Somebody of the case. ``name`` is the pseudonym of whoever is protected; ``contact`` which ways are safe, without
    a number or an address."""

    name: str = ""
    part: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """``coming`` and ``promises`` in lines: "1 Dec 2003: Update to the complainant"."""

    subject: str = ""
    status: str = ""
    risk: str = ""
    owner: str = ""
    people: tuple[HandedFacts, ...] = ()
    coming: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


EXAMPLE = HandoverFacts(
    subject="Noise and shouting at night",
    status="Open",
    risk="High risk",
    owner="Amina Testwick",
    people=(
        HandedFacts("Dean Mercer", "Perpetrator", "Mobile telephone: safe to use."),
        HandedFacts("Complainant A", "Complainant", "Telephone: NOT safe. NOT safe to write to the address."),
    ),
    coming=("1 Dec 2003: Update to the complainant", "15 Dec 2003: Supervisor's review"),
    promises=("24 Nov 2003: Fit a new lock (Housing repairs)",),
    warnings=("Dean Mercer: visit in pairs (threatened a warden on 18 October 2003)",),
)

GROUPS: tuple[tuple[str, tuple[tuple[str, str] | tuple[str, str, str], ...]], ...] = (
    (
        "handover",
        (
            ("subject", "what the case is about"),
            ("status", "how the case stands"),
            ("risk", "risk of the case"),
            ("owner", "owner of the case"),
            ("people", "people of the case", "list"),
            ("coming", "what is due", "list"),
            ("promises", "what was promised", "list"),
            ("warnings", "warning markers", "list"),
        ),
    ),
    ("handed", (("name", "name or pseudonym"), ("part", "part in the case"), ("contact", "which ways are safe"))),
)
LISTS = {"handover.people": "handed", "handover.coming": "", "handover.promises": "", "handover.warnings": ""}
