"""Who may know of a party of a case, reader by reader."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from asbdesk.domain.casework import CaseRole, Disclosure, Reader
from asbdesk.domain.disclosure import PSEUDONYM_ROLES, may_be_named, next_pseudonym
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.services.cases import pseudonyms_given
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def decide(work: Work, party_id: int, wanted: Mapping[Reader, Disclosure], reason: str) -> None:
    """Keep what is ``wanted`` for each reader; what agrees with the case's own class needs no row.

    Somebody who comes under a pseudonym gets one now, and keeps it in every paper. Raises :class:`InvalidField` where a
    protected person would be opened to a reader without a reason.
    """
    require(work.who.role, "record")
    party = work.session.get(t.CaseParty, party_id)
    if party is None:
        raise NotFound("This person is no longer in the case.")
    usual = (
        Disclosure.OPEN if may_be_named(party.role, party.disclosure, reads_or_about=False) else Disclosure.PROTECTED
    )
    kept = {
        row.reader: row for row in work.session.scalars(select(t.PartyClass).where(t.PartyClass.party_id == party_id))
    }
    for reader, disclosure in wanted.items():
        row = kept.get(reader)
        if disclosure is (row.disclosure if row else usual):
            continue
        if disclosure is Disclosure.OPEN and not reason.strip():
            raise InvalidField("reason", "Say why this person may be named: what was once read cannot be taken back.")
        if disclosure is usual and row is not None:
            work.session.delete(row)
        elif row is not None:
            row.disclosure, row.reason = disclosure, reason.strip()
            row.decided_by, row.decided_at = work.who.user_id, work.now
        else:
            work.add(_row(work, party_id, reader, disclosure, reason))
    if Disclosure.PROTECTED in wanted.values() and not party.pseudonym:
        _give_pseudonym(work, party)
    work.session.flush()


def _row(work: Work, party_id: int, reader: Reader, disclosure: Disclosure, reason: str) -> t.PartyClass:
    return t.PartyClass(
        party_id=party_id,
        reader=reader,
        disclosure=disclosure,
        reason=reason.strip(),
        decided_by=work.who.user_id,
        decided_at=work.now,
    )


def _give_pseudonym(work: Work, party: t.CaseParty) -> None:
    """One for a person in a case, whatever parts she has in it; a perpetrator is called that."""
    others = work.session.scalars(
        select(t.CaseParty.pseudonym).where(
            t.CaseParty.case_id == party.case_id, t.CaseParty.person_id == party.person_id
        )
    )
    if party.role in PSEUDONYM_ROLES - {CaseRole.PERPETRATOR} and not any(others):
        party.pseudonym = next_pseudonym(party.role, pseudonyms_given(work, party.case_id))
