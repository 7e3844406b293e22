"""The words of the work: kinds, roles and states, each stored by its value and shown by its label.

Sources: domain.md 1.1 to 1.4 (practice); the national incident headings and the borough's own categories are data,
in ``resources/categories.toml``.
"""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """A stored value with the words that people read."""

    label: str

    def __new__(cls, value: str, label: str) -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Jurisdiction(Labelled):
    ENGLAND_WALES = "england-wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


class UserRole(Labelled):
    CASEWORKER = "caseworker", "Caseworker"
    MANAGER = "manager", "Manager"
    ADMINISTRATOR = "administrator", "Administrator"
    READER = "reader", "Reader (may look, not change)"


class WhenKind(Labelled):
    """How well the time of an incident is known."""

    MOMENT = "moment", "At a moment"
    SPAN = "span", "From one time to another"
    ABOUT = "about", "At about"
    DAY = "day", "On a day, time not known"
    MONTH = "month", "Some time in a month"


class ReportedHow(Labelled):
    TELEPHONE = "telephone", "Telephone"
    VISIT = "visit", "Visit to the office"
    HOME_VISIT = "home-visit", "Home visit"
    WARDEN = "warden", "Street warden"
    POLICE = "police", "Police"
    COUNCILLOR = "councillor", "Councillor"
    THIRD_PARTY_SITE = "third-party-site", "Third-party reporting site"
    OTHER_AGENCY = "other-agency", "Other agency"
    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail or web form"
    DIARY_SHEET = "diary-sheet", "Diary sheet"
    IMPORT = "import", "Imported file"


class Qualifier(Labelled):
    """The national standard's qualifiers (domain.md 1.2)."""

    PERSONAL = "personal", "Personal"
    NUISANCE = "nuisance", "Nuisance"
    ENVIRONMENTAL = "environmental", "Environmental"


class HateStrand(Labelled):
    DISABILITY = "disability", "Disability"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEXUAL_ORIENTATION = "sexual-orientation", "Sexual orientation"
    TRANSGENDER = "transgender", "Transgender identity"


class IncidentRole(Labelled):
    PERPETRATOR = "perpetrator", "Alleged perpetrator"
    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    REPORTER = "reporter", "Reporter"


class CaseRole(Labelled):
    PERPETRATOR = "perpetrator", "Perpetrator"
    COMPLAINANT = "complainant", "Complainant"
    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    PARENT = "parent", "Parent or guardian"
    HOUSEHOLD = "household", "Household"
    PROFESSIONAL = "professional", "Professional"


class Disclosure(Labelled):
    """May the alleged perpetrator learn who this is? Closed unless somebody decided otherwise."""

    PROTECTED = "protected", "Identity protected"
    OPEN = "open", "Identity may be known"


class CaseStatus(Labelled):
    OPEN = "open", "Open"
    MONITORING = "monitoring", "Monitoring"
    CLOSED = "closed", "Closed"


class Risk(Labelled):
    NOT_ASSESSED = "not-assessed", "Risk not assessed"
    LOW = "low", "Low risk"
    MEDIUM = "medium", "Medium risk"
    HIGH = "high", "High risk"


class ClosingReason(Labelled):
    """Published closing reasons (domain.md 1.1)."""

    NOT_ASB = "not-asb", "Not anti-social behaviour"
    INSUFFICIENT_EVIDENCE = "insufficient-evidence", "Insufficient evidence"
    EARLY_INTERVENTION = "early-intervention", "Resolved by early intervention"
    FORMAL_ACTION = "formal-action", "Resolved by formal action"
    OUT_OF_CONTACT = "out-of-contact", "Reporter out of contact"
    REFERRED_ON = "referred-on", "Passed to another agency"


class EventKind(Labelled):
    """What a caseworker enters on the timeline by hand."""

    NOTE = "note", "Note"
    VISIT = "visit", "Visit"
    CALL = "call", "Telephone call"
    INTERVIEW = "interview", "Interview"
    MEETING = "meeting", "Meeting"
    EMAIL = "email", "E-mail"
    DECISION = "decision", "Decision"


class ContactKind(Labelled):
    TELEPHONE = "telephone", "Telephone"
    MOBILE = "mobile", "Mobile telephone"
    EMAIL = "email", "E-mail"


class SafeToUse(Labelled):
    YES = "yes", "Safe to use"
    NO = "no", "Not safe"
    UNKNOWN = "unknown", "Not asked"


class Tenure(Labelled):
    UNKNOWN = "unknown", "Not known"
    COUNCIL = "council", "Council tenant"
    ASSOCIATION = "association", "Housing association tenant"
    PRIVATE = "private", "Private tenant"
    OWNER = "owner", "Owner-occupier"
    LEASEHOLD = "leasehold", "Leaseholder"
    WITH_FAMILY = "with-family", "Living with family"
    HOSTEL = "hostel", "Hostel or temporary"
    NO_FIXED = "no-fixed", "No fixed address"


class Relation(Labelled):
    """What the other person is to this one."""

    PARENT = "parent", "Parent or guardian"
    CHILD = "child", "Child"
    PARTNER = "partner", "Partner"
    HOUSEHOLD = "household", "Same household"
    RELATIVE = "relative", "Relative"
    NEIGHBOUR = "neighbour", "Neighbour"
    ASSOCIATE = "associate", "Associate"


class FlagKind(Labelled):
    VULNERABILITY = "vulnerability", "Vulnerability"
    MARKER = "marker", "Warning marker for visiting staff"


class PreferredFormat(Labelled):
    ORDINARY = "ordinary", "Ordinary print"
    LARGE_PRINT = "large-print", "Large print"
    EASY_READ = "easy-read", "Easy read"
    AUDIO = "audio", "Audio"
    BRAILLE = "braille", "Braille"


class PaperFormat(Labelled):
    """How a paper is set. Audio and Braille are made elsewhere, from the ordinary one."""

    ORDINARY = "ordinary", "Ordinary print"
    LARGE_PRINT = "large-print", "Large print"
    EASY_READ = "easy-read", "Easy read"


class PaperLanguage(Labelled):
    """In which language a paper is written; of two, the first stands first."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Welsh"
    WELSH_ENGLISH = "cy-en", "Welsh, then English"
    ENGLISH_WELSH = "en-cy", "English, then Welsh"

    @property
    def parts(self) -> tuple[str, ...]:
        """The languages of its parts: ``("cy", "en")``."""
        return tuple(self.value.split("-"))


class PlaceKind(Labelled):
    ADDRESS = "address", "An address"
    PLACE = "place", "A place that is no address"


class ContractKind(Labelled):
    ABC = "abc", "Acceptable Behaviour Contract"
    PARENTAL = "parental", "Parental Control Agreement"


class ContractState(Labelled):
    DRAFT = "draft", "Draft"
    OFFERED = "offered", "Offered"
    SIGNED = "signed", "Signed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    KEPT = "kept", "Kept"
    BROKEN = "broken", "Broken"
    ENDED = "ended", "Ended"


class TermKind(Labelled):
    NEGATIVE = "negative", "I will not"
    POSITIVE = "positive", "I will"
    AGENCY = "agency", "The agencies will"


class SignatoryRole(Labelled):
    PERSON = "person", "The person"
    PARENT = "parent", "Parent or guardian"
    LANDLORD = "landlord", "Landlord"
    POLICE = "police", "Police"
    COUNCIL = "council", "Council"
    SCHOOL = "school", "School"
    OTHER = "other", "Other"


class RecipientKind(Labelled):
    """To whom a paper goes; later decides who may appear in it."""

    PERPETRATOR = "perpetrator", "Alleged perpetrator"
    PARENT = "parent", "Parent or guardian"
    COMPLAINANT = "complainant", "Complainant"
    AGENCY = "agency", "Partner agency"
    OFFICE = "office", "This office"
    PUBLIC = "public", "Neighbours, nobody by name"


class Reader(Labelled):
    """Who reads a paper: for each of them it is decided anew whether somebody may be named."""

    PERPETRATOR = "perpetrator", "Alleged perpetrator"
    PARENT = "parent", "Parent or guardian"
    COURT = "court", "Court"
    AGENCY = "agency", "Partner agency"
    COMPLAINANT = "complainant", "Other complainants and witnesses"
    VICTIM = "victim", "Other victims"
    PUBLIC = "public", "The public"


class ClockState(Labelled):
    RUNNING = "running", "Running"
    STOPPED = "stopped", "Done"
    NOT_NEEDED = "not-needed", "No longer needed"


class TaskKind(Labelled):
    TASK = "task", "Task"
    APPOINTMENT = "appointment", "Appointment"
    VISIT = "visit", "Visit"


class RiskBand(Labelled):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class BreachStep(Labelled):
    """What follows a breach, in proportion (domain.md 1.4)."""

    TALK = "talk", "Talked about it"
    WARNING = "warning", "Written warning"
    REVIEW = "review", "Review meeting"
    OTHER = "other", "Other action"


class VersionKind(Labelled):
    """How a contract came to its next version."""

    VARIATION = "variation", "Variation"
    EXTENSION = "extension", "Extension"


class MediationState(Labelled):
    SCREENED = "screened", "Screened"
    UNSUITABLE = "unsuitable", "Unsuitable"
    ASKING = "asking", "Asking for consent"
    DECLINED = "declined", "Declined"
    AGREED = "agreed", "Both consent"
    REFERRED = "referred", "Referred"
    SETTLED = "settled", "Agreement reached"
    UNSETTLED = "unsettled", "No agreement"
    FOLLOWED_UP = "followed-up", "Followed up"


class ConsentAnswer(Labelled):
    PENDING = "pending", "Not answered"
    YES = "yes", "Consents"
    NO = "no", "Declines"
    WITHDRAWN = "withdrawn", "Consent withdrawn"


class SessionKind(Labelled):
    SEPARATE = "separate", "Separate meetings"
    JOINT = "joint", "Joint meeting"
    SHUTTLE = "shuttle", "Shuttle mediation"


class SessionOutcome(Labelled):
    """To what end a session came; what was said in it has no place here."""

    GOES_ON = "goes-on", "Another session follows"
    AGREED = "agreed", "Agreement reached"
    ENDED = "ended", "Ended without agreement"


class AgencyKind(Labelled):
    POLICE = "police", "Police"
    COUNCIL = "council", "Council"
    LANDLORD = "landlord", "Landlord"
    HEALTH = "health", "Health"
    PROBATION = "probation", "Probation"
    YOUTH_OFFENDING = "youth-offending", "Youth offending team"
    SOCIAL_SERVICES = "social-services", "Social services"
    EDUCATION = "education", "School or education"
    DRUGS_ALCOHOL = "drugs-alcohol", "Drug and alcohol service"
    MEDIATION = "mediation", "Mediation service"
    VICTIM_SUPPORT = "victim-support", "Victim support"
    COURT = "court", "Court"
    VOLUNTARY = "voluntary", "Voluntary body"
    OTHER = "other", "Other"


class ActionKind(Labelled):
    ACTION = "action", "Agreed action"
    REPARATION = "reparation", "Reparation"
    RESTORATIVE = "restorative", "Restorative conference"
    REFERRAL = "referral", "Referral"


class ReviewDecision(Labelled):
    """Whether the threshold of a case review is met."""

    PENDING = "pending", "Not decided"
    MET = "met", "The threshold is met"
    NOT_MET = "not-met", "The threshold is not met"


class PlanStatus(Labelled):
    """How an activity of the action plan stands."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done"
    LATE = "late", "Late"
    DROPPED = "dropped", "Dropped"


class DisclosureWay(Labelled):
    ASKED = "asked", "We asked for"
    GIVEN = "given", "We gave"


class ExhibitKind(Labelled):
    SOUND = "sound", "Sound recording"
    VIDEO = "video", "Video"
    PHOTOGRAPH = "photograph", "Photograph"
    SCAN = "scan", "Scanned paper"
    DIARY_SHEET = "diary-sheet", "Diary sheet"
    DOCUMENT = "document", "Document"
    OTHER = "other", "Other"
