"""The tables, a module to a subject. Importing this package declares them all."""

from __future__ import annotations

from asbdesk.storage.tables.base import Base
from asbdesk.storage.tables.cases import Case, CaseCategory, CaseEvent, CaseParty
from asbdesk.storage.tables.contracts import Contract, ContractReview, ContractSignature, ContractTerm
from asbdesk.storage.tables.documents import Document, DocumentContent
from asbdesk.storage.tables.incidents import ImportBatch, ImportRefusal, Incident, IncidentPerson
from asbdesk.storage.tables.office import AuditEntry, Counter, Draft, OfficeRecord, SavedView, User
from asbdesk.storage.tables.people import (
    Person,
    PersonAddress,
    PersonAlias,
    PersonContact,
    PersonFlag,
    PersonKey,
    PersonRelation,
)

__all__ = [
    "AuditEntry",
    "Base",
    "Case",
    "CaseCategory",
    "CaseEvent",
    "CaseParty",
    "Contract",
    "ContractReview",
    "ContractSignature",
    "ContractTerm",
    "Counter",
    "Document",
    "DocumentContent",
    "Draft",
    "ImportBatch",
    "ImportRefusal",
    "Incident",
    "IncidentPerson",
    "OfficeRecord",
    "Person",
    "PersonAddress",
    "PersonAlias",
    "PersonContact",
    "PersonFlag",
    "PersonKey",
    "PersonRelation",
    "SavedView",
    "User",
]
