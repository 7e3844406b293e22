"""To whom a paper of a case may go: its people, and the agencies of the directory."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents import guard
from asbdesk.documents.facts import PersonFacts
from asbdesk.documents.guard import ClosedPerson
from asbdesk.domain.agencies import address_lines
from asbdesk.domain.casework import AgencyKind, CaseRole, ContactKind, PreferredFormat, Reader, RecipientKind, SafeToUse
from asbdesk.domain.homes import is_same_home, normal_home
from asbdesk.domain.postcodes import tidy
from asbdesk.errors import NotFound, Refused
from asbdesk.queries.agencies import AgencyAddress
from asbdesk.queries.guarded import hidden_names, home_facts
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Addressee:
    """An agency of the directory as a paper's reader, perhaps somebody there by name."""

    agency_id: int
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a paper of this case may go. ``warning`` says why one may not write to her; ``preferred`` is
    the format that she asked for, ``language`` what she speaks.

    For an agency of the directory there is an ``addressee`` with its ``part``, and ``person_id`` is 0.
    """

    person_id: int
    name: str
    role: CaseRole | None
    kind: RecipientKind
    warning: str
    addressee: Addressee | None = None
    part: str = ""
    agency_kind: AgencyKind | None = None
    preferred: PreferredFormat = PreferredFormat.ORDINARY
    language: str = ""

    @property
    def key(self) -> str:
        """What names her among those to whom one may write: ``person-3``, ``agency-2``, ``agency-2:contact-5``."""
        if self.addressee is None:
            return f"person-{self.person_id}"
        contact = f":contact-{self.addressee.contact_id}" if self.addressee.contact_id else ""
        return f"agency-{self.addressee.agency_id}{contact}"

    @property
    def words(self) -> str:
        """As a list shows her: "Dean Mercer, perpetrator"."""
        return ", ".join(part for part in (self.name, self.role.label.lower() if self.role else self.part) if part)


@dataclass(frozen=True, slots=True)
class SharedHome:
    """A home to which a paper for whom the case is about goes, and somebody else who lives there.

    ``called``: her name and part in the case ("Ada Fable, victim"); "" for somebody of whom it is only known that it
    is not safe to write there.
    """

    person_id: int
    called: str
    address: str
    unsafe: bool

    @property
    def key(self) -> str:
        """What it is known by when the paper is made again."""
        return f"{AT_HOME}{self.person_id}:{normal_home(self.address)}:{self.unsafe}"

    @property
    def words(self) -> str:
        """What whoever sends it has to think of, in three sentences."""
        who = f"{self.called}," if self.called else "Somebody else"
        says = "it is not safe to write to them there" if self.unsafe else "they may see it, or be blamed for it"
        return (
            f"This goes to {self.address}. {who} lives there as well: {says}. "
            "Speak to them first where that is safe, or go on with a reason."
        )


AT_HOME = "home:"
"""So begins what a shared home is known by among what was released."""
THE_FILE = Recipient(0, "The case file", None, RecipientKind.OFFICE, "", part="stays in this office")
"""For a paper that goes to nobody."""


@dataclass(frozen=True, slots=True)
class About:
    """Somebody of the case whom a paper to an agency may be about. ``protected``: the paper gives the identity away."""

    person_id: int
    name: str
    role: CaseRole
    protected: bool


_KIND = {
    CaseRole.PERPETRATOR: RecipientKind.PERPETRATOR,
    CaseRole.PARENT: RecipientKind.PARENT,
    CaseRole.COMPLAINANT: RecipientKind.COMPLAINANT,
    CaseRole.VICTIM: RecipientKind.COMPLAINANT,
    CaseRole.WITNESS: RecipientKind.COMPLAINANT,
    CaseRole.PROFESSIONAL: RecipientKind.AGENCY,
}


def recipients(session: Session, case_id: int) -> tuple[Recipient, ...]:
    """The people of a case to whom one writes."""
    rows = session.execute(
        select(t.CaseParty.role, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.id)
        .options(selectinload(t.Person.addresses))
    )
    return tuple(_recipient(session, person, role, _KIND[role]) for role, person in rows if role in _KIND)


def recipient_of(session: Session, person_id: int, role: CaseRole, kind: RecipientKind) -> Recipient:
    """Somebody to whom one writes who is no party of the case: the parent in a contract."""
    return _recipient(session, person_of(session, person_id), role, kind)


def _recipient(session: Session, person: t.Person, role: CaseRole, kind: RecipientKind) -> Recipient:
    why_not = why_not_write(session, person, kind)
    return Recipient(
        person.id, full_name(person), role, kind, why_not, preferred=person.preferred_format, language=person.language
    )


def about_whom(session: Session, case_id: int) -> tuple[About, ...]:
    """Everybody in the case, those it is about first."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.role != CaseRole.PERPETRATOR, t.CaseParty.id)
    )
    found: dict[int, About] = {}
    hidden = hidden_names(session, case_id, frozenset({Reader.AGENCY}))
    for party, person in rows:
        found.setdefault(person.id, About(person.id, full_name(person), party.role, person.id in hidden))
    return tuple(found.values())


def agencies_to_write_to(session: Session) -> tuple[Recipient, ...]:
    """Every agency of the directory that is not retired, each followed by those there who are known by name."""
    rows = session.execute(
        select(t.Agency, t.AgencyContact)
        .outerjoin(t.AgencyContact, t.AgencyContact.agency_id == t.Agency.id)
        .where(t.Agency.active)
        .order_by(func.lower(t.Agency.name), t.AgencyContact.id)
    )
    found: dict[str, Recipient] = {}
    for agency, joined in rows:
        contact = cast("t.AgencyContact | None", joined)
        warning = "" if address_lines(agency.address) else "the directory has no address"
        whole = Recipient(
            person_id=0,
            name=agency.name,
            role=None,
            kind=RecipientKind.AGENCY,
            warning=warning,
            addressee=Addressee(agency.id),
            part=agency.kind.label.lower(),
            agency_kind=agency.kind,
        )
        found.setdefault(whole.key, whole)
        if contact is not None:
            named = replace(whole, addressee=Addressee(agency.id, contact.id), part=contact.name)
            found[named.key] = named
    return tuple(found.values())


def agency_recipient(address: AgencyAddress, attention: str = "") -> PersonFacts:
    """An agency as the reader of a letter. ``attention``: somebody there, who is then greeted by name.

    Raises :class:`Refused` for one without an address.
    """
    if not address.lines:
        raise Refused(f"{address.name} has no address in the directory.", "Add it there, then write.")
    named = attention.strip()
    lines = (address.name, *address.lines) if named else address.lines
    return PersonFacts(full_name=named or address.name, salutation_name=named, address=lines)


def person_of(session: Session, person_id: int) -> t.Person:
    """A person with addresses, contacts and aliases. Raises :class:`NotFound`."""
    parts = (t.Person.addresses, t.Person.contacts, t.Person.aliases)
    person = session.execute(
        select(t.Person).where(t.Person.id == person_id).options(*(selectinload(part) for part in parts))
    ).scalar_one_or_none()
    if person is None:
        raise NotFound("This person is no longer in the office.")
    return person


def here(person: t.Person) -> t.PersonAddress | None:
    """Where she lives now."""
    current = [a for a in person.addresses if a.lived_to is None]
    return current[-1] if current else None


def safe_instead(person: t.Person) -> str:
    """Which way to reach her is safe, in a sentence."""
    ways = [f"{c.kind.label.lower()} {c.value}" for c in person.contacts if c.safe is SafeToUse.YES]
    ways += [
        f"a letter to {', '.join(a.lines.splitlines())}"
        for a in person.addresses
        if a.lived_to is None and a.safe_to_write is SafeToUse.YES
    ]
    return f"Safe instead: {'; '.join(ways)}." if ways else "No safe way is recorded: ask her, and note it on her page."


def unsafe_ways(person: t.Person) -> ClosedPerson:
    """The telephones and e-mails of hers that no letter may say, as the guard looks for them."""
    unsafe = [c for c in person.contacts if c.safe is SafeToUse.NO]
    return ClosedPerson(
        called=full_name(person),
        telephones=tuple(c.value for c in unsafe if c.kind is not ContactKind.EMAIL),
        emails=tuple(c.value for c in unsafe if c.kind is ContactKind.EMAIL),
    )


def why_not_write(session: Session, person: t.Person, kind: RecipientKind) -> str:
    """Why one may not write to her; "" where one may.

    Where somebody else of the same home must not be written to, nobody there is who reported anything: whoever opens
    the post there would read it. Whom the case is about is written to all the same.
    """
    home = here(person)
    if home is None:
        return ""
    if home.safe_to_write is SafeToUse.NO:
        return "it is not safe to write to this address"
    if kind in _ABOUT or not unsafe_home(session, home.lines, home.postcode, but=person.id):
        return ""
    return "somebody else at this address has said that it is not safe to write there"


def shared_homes(session: Session, case_id: int, person: t.Person, kind: RecipientKind) -> tuple[SharedHome, ...]:
    """Who else lives where a paper for one whom the case is about goes: everybody of the case who reported or suffered
    something, and whoever must not be written to there."""
    home = here(person)
    if home is None or kind not in _ABOUT:
        return ()
    address, other, party = t.PersonAddress, t.Person, t.CaseParty
    hurt = {row.person_id: row.role for row in session.execute(
        select(party.person_id, party.role).where(party.case_id == case_id, party.role.in_(_HURT)).order_by(party.id)
    )}  # fmt: skip
    rows = session.execute(
        select(address, other)
        .join(other, other.id == address.person_id)
        .where(address.lived_to.is_(None), address.person_id != person.id)
        .where(or_(address.safe_to_write == SafeToUse.NO, address.person_id.in_(hurt)))
        .order_by(address.id)
    )
    found: dict[int, SharedHome] = {}
    for row, each in rows:
        if _may_be_one((home.lines, home.postcode), (row.lines, row.postcode)):
            role = hurt.get(each.id)
            called = f"{full_name(each)}, {role.label.lower()}" if role else ""
            where = ", ".join(home.lines.splitlines())
            found[each.id] = SharedHome(each.id, called, where, row.safe_to_write is SafeToUse.NO)
    return tuple(found.values())


_HURT = (CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.WITNESS)
_ABOUT = (RecipientKind.PERPETRATOR, RecipientKind.PARENT)


def unsafe_home(session: Session, lines: str, postcode: str, but: int = 0) -> bool:
    """Whether somebody who lives in a home (``but`` aside) must not be written to there."""
    address = t.PersonAddress
    rows = session.execute(
        select(address.lines, address.postcode).where(
            address.safe_to_write == SafeToUse.NO, address.lived_to.is_(None), address.person_id != but
        )
    )
    return any(_may_be_one((lines, postcode), (row.lines, row.postcode)) for row in rows)


def unsafe_since(session: Session, document_id: int) -> str:
    """Why a sealed letter must not be posted any more, in a sentence; "" where it may."""
    row = session.get(t.Document, document_id)
    if row is None or row.person_id is None or row.agency_id is not None:
        return ""
    facts = cast("dict[str, Any]", row.facts.get("facts", {}))
    told = cast("dict[str, Any]", facts.get("recipient") or {})
    address = [str(line) for line in told.get("address", ())]
    if len(address) < 2:
        return ""
    kept = t.PersonAddress
    rows = session.execute(
        select(kept.person_id, kept.lines, kept.postcode).where(
            kept.safe_to_write == SafeToUse.NO, kept.lived_to.is_(None)
        )
    )
    where = ("\n".join(address[:-1]), address[-1])
    if not any(
        _may_be_one(where, (each.lines, each.postcode))
        for each in rows
        if each.person_id == row.person_id or row.recipient not in _ABOUT
    ):
        return ""
    instead = safe_instead(person_of(session, row.person_id))
    return f"Since it was filed, {', '.join(address)} was marked as unsafe to write to. {instead}"


def _may_be_one(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two addresses are one home, or are so alike that nobody should write: the same numbers in the same
    street, whatever else one of them leaves out."""
    if is_same_home(one, other):
        return True
    codes = {tidy(code).casefold() for _, code in (one, other)} - {""}
    numbers = [re.findall(r"\d+[a-z]?", lines.casefold()) for lines, _ in (one, other)]
    return len(codes) < 2 and numbers[0] == numbers[1] and guard.share_a_street(home_facts(*one), home_facts(*other))
