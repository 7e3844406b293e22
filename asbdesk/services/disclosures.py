"""The log of what was asked of others, or given to them: by which power, why, and when it came back."""

from __future__ import annotations

from datetime import date

from asbdesk.domain.casework import ActionKind, DisclosureWay
from asbdesk.domain.conferences import ActionValues
from asbdesk.domain.disclosures import DisclosureValues, check_disclosure
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.services.actions import check_party, note_referral
from asbdesk.services.papers import Prepared, file_paper
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def log_disclosure(work: Work, case_id: int, values: DisclosureValues, document_id: int | None = None) -> int:
    """Note what was asked or given and answer the entry's id. Raises :class:`InvalidField`.

    A closed case can be asked about as well: what was given is noted all the same.
    """
    require(work.who.role, "record")
    if work.session.get(t.Case, case_id) is None:
        raise NotFound("This case is no longer in the office.")
    check_disclosure(values, work.today)
    check_party(work, case_id, values.person_id)
    entry = t.DisclosureEntry(case_id=case_id, made_by=work.who.user_id, returned="", document_id=document_id)
    _fill(entry, values)
    return work.add(entry)


def change_disclosure(work: Work, entry_id: int, values: DisclosureValues) -> None:
    """Put an entry right. The audit keeps how it stood before."""
    require(work.who.role, "record")
    entry = _entry(work, entry_id)
    check_disclosure(values, work.today)
    check_party(work, entry.case_id, values.person_id)
    _fill(entry, values)
    work.session.flush()


def note_return(work: Work, entry_id: int, on: date, returned: str) -> None:
    """What was asked for came, or what was given came back. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    entry = _entry(work, entry_id)
    if on > work.today:
        raise InvalidField("returned_on", "This lies in the future.")
    if on < entry.on:
        raise InvalidField("returned_on", "This lies before the disclosure itself.")
    if not returned.strip():
        raise InvalidField("returned", "Say what came, or that nothing will come.")
    entry.returned_on, entry.returned = on, returned.strip()
    work.session.flush()


def not_returned(work: Work, entry_id: int) -> None:
    """Undo :func:`note_return`."""
    require(work.who.role, "record")
    entry = _entry(work, entry_id)
    entry.returned_on, entry.returned = None, ""
    work.session.flush()


def file_letter(work: Work, prepared: Prepared, draft_key: str = "", go_on: str = "") -> int:
    """File a letter; one that asks for information, or gives it, enters the log, and a referral the agreed actions.

    Raises as :func:`~asbdesk.services.papers.file_paper` does, and :class:`InvalidField` where the log lacks something.
    """
    document_id = file_paper(work, prepared, draft_key, go_on)
    log_letter(work, prepared, document_id)
    return document_id


def log_letter(work: Work, prepared: Prepared, document_id: int) -> None:
    """Enter a filed letter in the log, if its template says that it discloses something."""
    if not prepared.template.discloses:
        return
    values = _values(work, prepared, DisclosureWay(prepared.template.discloses))
    case_id = prepared.wanted.case_id
    log_disclosure(work, case_id, values, document_id)
    if prepared.template.refers and values.agency_id is not None:
        what = str(prepared.facts.asked.get("what", ""))
        action = ActionValues(ActionKind.REFERRAL, what, values.return_due_on, values.agency_id, values.person_id)
        note_referral(work, case_id, action, document_id)


def _values(work: Work, prepared: Prepared, way: DisclosureWay) -> DisclosureValues:
    """The entry that a letter makes, from what was answered for it."""
    asked, addressee = prepared.facts.asked, prepared.wanted.addressee
    due, named = asked.get("return_by"), prepared.facts.recipient.salutation_name
    return DisclosureValues(
        way=way,
        on=work.today,
        power=str(asked.get("power", "")),
        necessity=str(asked.get("necessity", "")),
        what=_what(prepared),
        agency_id=addressee.agency_id if addressee else None,
        to_whom=named if addressee else prepared.facts.recipient.full_name,
        person_id=(prepared.wanted.person_id or None) if addressee else None,
        return_due_on=due if isinstance(due, date) else None,
    )


def _what(prepared: Prepared) -> str:
    """What was asked for in words; what was given is the letter itself, whose text is kept."""
    what = str(prepared.facts.asked.get("what", ""))
    if prepared.template.discloses == DisclosureWay.ASKED.value:
        return what
    return f"{prepared.template.title}, {prepared.reference}"


def _fill(entry: t.DisclosureEntry, values: DisclosureValues) -> None:
    entry.way, entry.on = values.way, values.on
    entry.power, entry.necessity, entry.what = values.power.strip(), values.necessity.strip(), values.what.strip()
    entry.agency_id, entry.to_whom = values.agency_id, values.to_whom.strip()
    entry.person_id, entry.return_due_on = values.person_id, values.return_due_on


def _entry(work: Work, entry_id: int) -> t.DisclosureEntry:
    entry = work.session.get(t.DisclosureEntry, entry_id)
    if entry is None:
        raise NotFound("This entry is no longer in the log.")
    return entry
