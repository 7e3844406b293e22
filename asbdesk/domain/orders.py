"""The closed lists of an application to a court and of the order that it ends in (law.md)."""

from __future__ import annotations

from asbdesk.domain.casework import Jurisdiction, Labelled


class ApplicationState(Labelled):
    PREPARING = "preparing", "Being prepared"
    LODGED = "lodged", "With the court"
    GRANTED = "granted", "Order made"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Order ended"


IN_HAND = (ApplicationState.PREPARING, ApplicationState.LODGED)
"""The application is not decided yet."""


class ProofKind(Labelled):
    """What ticks a line of the readiness board: evidence, a paper, or a dated record of what was done."""

    RECORD = "record", "A dated record"
    INCIDENT = "incident", "Incident"
    EXHIBIT = "exhibit", "Exhibit"
    STATEMENT = "statement", "Witness statement"
    ASSESSMENT = "assessment", "Risk assessment"
    DOCUMENT = "document", "Filed paper"


class Basis(Labelled):
    DIRECT = "direct", "Direct"
    HEARSAY = "hearsay", "Hearsay"
    PROFESSIONAL = "professional", "Professional witness"


class Strength(Labelled):
    WEAK = "weak", "Weak"
    FAIR = "fair", "Fair"
    STRONG = "strong", "Strong"


class Denial(Labelled):
    UNKNOWN = "unknown", "Not known"
    ADMITTED = "admitted", "Admitted"
    PARTLY = "partly", "Partly admitted"
    DENIED = "denied", "Denied"


class SoughtKind(Labelled):
    PROHIBITION = "prohibition", "Must not"
    REQUIREMENT = "requirement", "Must"


class DailyKind(Labelled):
    """What of a person's daily life a term may cut across."""

    HOME = "home", "Home"
    WORK = "work", "Work"
    SCHOOL = "school", "School or training"
    WORSHIP = "worship", "Place of worship"
    TREATMENT = "treatment", "Treatment or support"
    CARE = "care", "Children and people cared for"
    OTHER = "other", "Something else"


class ConsultAnswer(Labelled):
    NONE_YET = "none-yet", "No answer yet"
    SUPPORTS = "supports", "Supports it"
    NO_OBJECTION = "no-objection", "Does not object"
    OBJECTS = "objects", "Objects"
    NO_REPLY = "no-reply", "Did not reply"


class HearingKind(Labelled):
    FIRST = "first", "First hearing"
    INTERIM = "interim", "Interim hearing"
    ADJOURNED = "adjourned", "Adjourned hearing"
    FINAL = "final", "Final hearing"
    APPEAL = "appeal", "Appeal"
    VARIATION = "variation", "Variation or discharge"
    BREACH = "breach", "Breach"


class HearingOutcome(Labelled):
    ADJOURNED = "adjourned", "Adjourned"
    INTERIM_MADE = "interim-made", "Interim order made"
    INTERIM_REFUSED = "interim-refused", "Interim order refused"
    ORDER_MADE = "order-made", "Order made"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    VARIED = "varied", "Varied"
    DISCHARGED = "discharged", "Discharged"
    UNCHANGED = "unchanged", "Left as it is"
    APPEAL_ALLOWED = "appeal-allowed", "Appeal allowed"
    APPEAL_DISMISSED = "appeal-dismissed", "Appeal dismissed"
    BREACH_PROVED = "breach-proved", "Breach proved"
    BREACH_NOT_PROVED = "breach-not-proved", "Breach not proved"


class OrderKind(Labelled):
    INTERIM = "interim", "Interim order"
    FULL = "full", "Order"
    VARIED = "varied", "Order as varied"


class ServedPaper(Labelled):
    APPLICATION = "application", "Application"
    SUMMONS = "summons", "Summons"
    STATEMENTS = "statements", "Statements and exhibits"
    HEARSAY_NOTICE = "hearsay-notice", "Hearsay notice"
    INTERIM_ORDER = "interim-order", "Interim order"
    ORDER = "order", "Order"
    VARIATION = "variation", "Variation or discharge"
    OTHER = "other", "Another paper"


class ServiceMethod(Labelled):
    HAND = "hand", "By hand"
    FIRST_CLASS = "first-class", "First-class post"
    RECORDED = "recorded", "Recorded or registered post"
    LEFT = "left", "Left at the address"
    COURT = "court", "By the court"
    SOLICITOR = "solicitor", "On the solicitor"
    OTHER = "other", "As the court directed"


def court_within(name: str) -> str:
    """The court's name as it stands within a sentence: ``the County Court at Quenby``."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def parties(jurisdiction: Jurisdiction, instrument: str) -> tuple[str, str]:
    """What the parties are called: a summary application has a pursuer and a defender, a complaint a defendant."""
    if jurisdiction is Jurisdiction.SCOTLAND:
        return "Pursuer", "Defender"
    return "Applicant", "Defendant" if instrument.startswith("asbo") else "Respondent"
