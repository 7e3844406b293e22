"""The partner agencies as a form holds them, and the example set that a new office may take over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asbdesk.domain import phones
from asbdesk.domain.casework import AgencyKind
from asbdesk.errors import InvalidField

MOST_LINES = 7
"""The window of a DL envelope shows so many lines, the agency's name among them."""


@dataclass(frozen=True, slots=True)
class ContactValues:
    """Somebody at an agency. ``row_id``: one who is known already."""

    name: str
    job_title: str = ""
    telephone: str = ""
    email: str = ""
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class AgencyValues:
    """All that an agency's form holds. ``address`` is in lines as on an envelope, without the name."""

    name: str
    kind: AgencyKind
    address: str = ""
    telephone: str = ""
    email: str = ""
    notes: str = ""
    contacts: tuple[ContactValues, ...] = ()


def address_lines(address: str) -> tuple[str, ...]:
    """The lines that are not empty."""
    return tuple(line.strip() for line in address.splitlines() if line.strip())


def check_agency(values: AgencyValues) -> None:
    """Raises :class:`InvalidField`, the words beside their field."""
    if not values.name.strip():
        raise InvalidField("name", "Give the agency's name, as it stands on an envelope.")
    if len(address_lines(values.address)) >= MOST_LINES:
        raise InvalidField(
            "address", f"An envelope's window shows {MOST_LINES - 1} lines beneath the name: shorten it."
        )
    _check_reach("telephone", "email", values.telephone, values.email)
    for contact in values.contacts:
        if not contact.name.strip():
            raise InvalidField("contacts", "Each contact needs a name; a desk's name will do: “Duty officer”.")
        try:
            _check_reach("contacts", "contacts", contact.telephone, contact.email)
        except InvalidField as error:
            raise InvalidField("contacts", f"{contact.name.strip()}: {error.message}", error.hint) from None


def agencies(data: Mapping[str, Any]) -> tuple[AgencyValues, ...]:
    """The agencies of ``resources/agencies.toml``, in its order. Raises ``ValueError`` for an unknown kind."""
    return tuple(
        AgencyValues(
            name=entry["name"],
            kind=AgencyKind(entry["kind"]),
            address=entry["address"],
            telephone=entry["telephone"],
            email=entry["email"],
            notes=entry["notes"],
            contacts=tuple(ContactValues(**contact) for contact in entry.get("contact", ())),
        )
        for entry in data["agency"]
    )


def _check_reach(telephone_field: str, email_field: str, telephone: str, email: str) -> None:
    if telephone.strip() and not phones.is_telephone(telephone):
        raise InvalidField(telephone_field, "This is no telephone number.", "Give it with its area code.")
    if email.strip() and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@.]+", email.strip()):
        raise InvalidField(email_field, "This is no e-mail address: name@agency.example.")
