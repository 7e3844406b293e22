"""The facts of a mediation's papers. What was said in the mediation has no place among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MediationPartyFacts:
    """A party as the paper's reader may know her. ``contact``: the safe ways only."""

    name: str
    address: tuple[str, ...] = ()
    contact: str = ""
    consented_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class MediationFacts:
    """``other`` is the other party by name, empty before the referral and while the reader may not learn it; never in
    what part of the case.

    ``needs``: what somebody needs to take part. ``points`` are those of the agreement.
    """

    reference: str = ""
    provider: str = ""
    provider_telephone: str = ""
    issues: str = ""
    other: str = ""
    reply_by: date | None = None
    needs: str = ""
    parties: tuple[MediationPartyFacts, ...] = ()
    points: tuple[str, ...] = ()
    agreed_on: date | None = None
    signed_on: date | None = None
    follow_up_on: date | None = None


EXAMPLE_MEDIATION = MediationFacts(
    reference="ASB/2003/0147/M1",
    provider="Thornmere Mediation",
    provider_telephone="01632 960 177",
    issues="Music late at night and the use of the shared landing",
    other="Ms Nina Exampleby",
    reply_by=date(2003, 12, 1),
    needs="A place without stairs",
    parties=(
        MediationPartyFacts(
            "Mr Dean Mercer",
            ("14 Larch Court", "Quarry Road", "Thornmere", "TM3 8QX"),
            "Mobile telephone 07700 900 147",
            date(2003, 11, 18),
            date(2004, 2, 18),
        ),
        MediationPartyFacts(
            "Ms Nina Exampleby",
            ("12 Larch Court", "Quarry Road", "Thornmere", "TM3 8QX"),
            "Write only",
            date(2003, 11, 20),
            date(2004, 2, 20),
        ),
    ),
    points=(
        "No music that can be heard next door after 11 pm from Sunday to Thursday.",
        "Prams and bicycles stand in the shed and not on the landing.",
        "If something disturbs, they tell one another before they tell anybody else.",
    ),
    agreed_on=date(2003, 12, 10),
    signed_on=date(2003, 12, 12),
    follow_up_on=date(2004, 3, 10),
)

Entry = tuple[str, str] | tuple[str, str, str]
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "mediation",
        (
            ("reference", "reference of the mediation"),
            ("provider", "name of the mediation service"),
            ("provider_telephone", "telephone of the mediation service"),
            ("issues", "what the mediation is about"),
            ("other", "name of the other party"),
            ("reply_by", "day of the reply", "date"),
            ("needs", "what is needed to take part"),
            ("parties", "parties of the mediation", "list"),
            ("points", "points agreed", "list"),
            ("agreed_on", "day of the agreement", "date"),
            ("signed_on", "day the agreement was signed", "date"),
            ("follow_up_on", "day of the follow-up", "date"),
        ),
    ),
    (
        "party",
        (
            ("name", "name of the party"),
            ("address", "address of the party", "lines"),
            ("contact", "safe ways to reach the party"),
            ("consented_on", "day of the consent", "date"),
            ("valid_until", "last day of the consent", "date"),
        ),
    ),
)
LISTS = {"mediation.parties": "party", "mediation.points": ""}
