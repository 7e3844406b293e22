"""The tables, a module to a subject. Importing this package declares them all."""

from __future__ import annotations

from asbdesk.storage.tables.agencies import (
    Agency,
    AgencyContact,
    AgreedAction,
    Conference,
    ConferenceGuest,
    DisclosureEntry,
)
from asbdesk.storage.tables.base import Base
from asbdesk.storage.tables.bundle import Bundle, BundleHeld
from asbdesk.storage.tables.cases import Case, CaseCategory, CaseEvent, CaseParty, PartyClass
from asbdesk.storage.tables.clocks import CaseClock, OfficeRule, Task, TaskPerson
from asbdesk.storage.tables.contracts import Contract, ContractReview, ContractSignature, ContractTerm
from asbdesk.storage.tables.documents import Document, DocumentContent, Release
from asbdesk.storage.tables.duplicates import DuplicatePair, DuplicateSearch, HomeRewrite, NotSame, PersonMerge
from asbdesk.storage.tables.evidence import (
    Exhibit,
    ExhibitChunk,
    ExhibitIncident,
    ExhibitMovement,
    Redaction,
    Statement,
)
from asbdesk.storage.tables.incidents import (
    ImportBatch,
    ImportMapping,
    ImportRefusal,
    ImportStage,
    ImportStagePart,
    Incident,
    IncidentPerson,
)
from asbdesk.storage.tables.mediation import Mediation, MediationConsent, MediationSession
from asbdesk.storage.tables.office import AuditEntry, Counter, Draft, OfficeRecord, SavedView, User
from asbdesk.storage.tables.orders import (
    Allegation,
    AllegationSource,
    Application,
    ApplicationProof,
    Consultation,
    CourtOrder,
    DailyFact,
    Hearing,
    LawText,
    OrderBreach,
    OrderReview,
    OrderService,
    SoughtTerm,
    TermAllegation,
)
from asbdesk.storage.tables.people import (
    Person,
    PersonAddress,
    PersonAlias,
    PersonContact,
    PersonFlag,
    PersonKey,
    PersonRelation,
)
from asbdesk.storage.tables.places import BoundaryArea, BoundaryFile, BoundarySet, PostcodePoint
from asbdesk.storage.tables.returns import OfficeFigure, ReturnPaper, SubmittedReturn
from asbdesk.storage.tables.risk import PlanStep, Proportionality, RiskAssessment
from asbdesk.storage.tables.templates import TemplateVersion
from asbdesk.storage.tables.watching import ContractBreach, ContractInterview, ContractLogEntry, ContractVersion

__all__ = [
    "Agency",
    "AgencyContact",
    "AgreedAction",
    "Allegation",
    "AllegationSource",
    "Application",
    "ApplicationProof",
    "AuditEntry",
    "Base",
    "BoundaryArea",
    "BoundaryFile",
    "BoundarySet",
    "Bundle",
    "BundleHeld",
    "Case",
    "CaseCategory",
    "CaseClock",
    "CaseEvent",
    "CaseParty",
    "Conference",
    "ConferenceGuest",
    "Consultation",
    "Contract",
    "ContractBreach",
    "ContractInterview",
    "ContractLogEntry",
    "ContractReview",
    "ContractSignature",
    "ContractTerm",
    "ContractVersion",
    "Counter",
    "CourtOrder",
    "DailyFact",
    "DisclosureEntry",
    "Document",
    "DocumentContent",
    "Draft",
    "DuplicatePair",
    "DuplicateSearch",
    "Exhibit",
    "ExhibitChunk",
    "ExhibitIncident",
    "ExhibitMovement",
    "Hearing",
    "HomeRewrite",
    "ImportBatch",
    "ImportMapping",
    "ImportRefusal",
    "ImportStage",
    "ImportStagePart",
    "Incident",
    "IncidentPerson",
    "LawText",
    "Mediation",
    "MediationConsent",
    "MediationSession",
    "NotSame",
    "OfficeFigure",
    "OfficeRecord",
    "OfficeRule",
    "OrderBreach",
    "OrderReview",
    "OrderService",
    "PartyClass",
    "Person",
    "PersonAddress",
    "PersonAlias",
    "PersonContact",
    "PersonFlag",
    "PersonKey",
    "PersonMerge",
    "PersonRelation",
    "PlanStep",
    "PostcodePoint",
    "Proportionality",
    "Redaction",
    "Release",
    "ReturnPaper",
    "RiskAssessment",
    "SavedView",
    "SoughtTerm",
    "Statement",
    "SubmittedReturn",
    "Task",
    "TaskPerson",
    "TemplateVersion",
    "TermAllegation",
    "User",
]
