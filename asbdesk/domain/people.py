"""What is known of a person, as a form holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.domain.casework import ContactKind, FlagKind, PreferredFormat, SafeToUse, Tenure


@dataclass(frozen=True, slots=True)
class AliasValues:
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddressValues:
    lines: str
    postcode: str = ""
    lived_from: date | None = None
    lived_to: date | None = None
    tenure: Tenure = Tenure.UNKNOWN
    landlord: str = ""
    safe_to_write: SafeToUse = SafeToUse.UNKNOWN


@dataclass(frozen=True, slots=True)
class ContactValues:
    kind: ContactKind
    value: str
    safe: SafeToUse = SafeToUse.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class FlagValues:
    kind: FlagKind
    text: str
    reason: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonValues:
    """All that a person's form holds. Addresses stand oldest first; the last without an end is where she lives."""

    given_names: str = ""
    family_name: str = ""
    title: str = ""
    born: date | None = None
    approximate_age: int | None = None
    language: str = ""
    interpreter: bool = False
    preferred_format: PreferredFormat = PreferredFormat.ORDINARY
    notes: str = ""
    aliases: tuple[AliasValues, ...] = ()
    addresses: tuple[AddressValues, ...] = ()
    contacts: tuple[ContactValues, ...] = ()
    flags: tuple[FlagValues, ...] = ()
