"""The papers of a case conference, and the disclosure log in print.

Agencies read them: protected people stand in them by their pseudonyms, whatever was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.documents import compose, library, paper
from asbdesk.documents.agency_facts import AgreedFacts, ConferenceFacts, DisclosedFacts, LogFacts
from asbdesk.documents.dates import long_date
from asbdesk.documents.facts import Facts
from asbdesk.domain.casework import CaseRole, Reader, WhenKind
from asbdesk.domain.conferences import Held, draft_minutes, empty_parts
from asbdesk.domain.permissions import require
from asbdesk.domain.when import When, say_when, show_date
from asbdesk.errors import Conflict, InvalidField, NotFound, Refused
from asbdesk.queries import partners
from asbdesk.queries.agencies import address_of
from asbdesk.queries.contract_facts import minute_lines
from asbdesk.queries.facts import PaperFacts, frame_facts
from asbdesk.queries.recipients import Addressee, about_whom, agency_recipient, person_of
from asbdesk.queries.templates import office_template
from asbdesk.services import documents, papers
from asbdesk.services.disclosures import log_letter
from asbdesk.services.evidence_papers import veiled
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_AGENCIES = frozenset({Reader.AGENCY})
INVITATION, MINUTES, LOG = "conference-invitation", "conference-minutes", "disclosure-log"


def invitation(
    session: Session, guest_id: int, answers: Mapping[str, object], officer_id: int, today: date
) -> Prepared:
    """The invitation of an agency. ``answers`` are those to what the template asks.

    Raises :class:`Refused` for a guest who is of no agency of the directory, or of one without an address.
    """
    guest = session.get(t.ConferenceGuest, guest_id)
    if guest is None:
        raise NotFound("This guest is no longer on the list.")
    if guest.agency_id is None:
        raise Refused(
            f"{guest.name} is of no agency in the directory.", "Add the agency there, or invite by telephone."
        )
    row = _conference(session, guest.conference_id)
    frame = frame_facts(session, row.case_id, officer_id, today, readers=_AGENCIES)
    facts = replace(
        frame.facts,
        recipient=agency_recipient(address_of(session, guest.agency_id), guest.name),
        conference=_facts(session, row, frame, guest.name),
        asked=library.answers(office_template(session, INVITATION), dict(answers)),
    )
    wanted = Wanted(row.case_id, INVITATION, 0, asked=dict(answers), addressee=Addressee(guest.agency_id))
    return _prepared(session, wanted, facts, frame)


def file_invitation(work: Work, guest_id: int, prepared: Prepared, printed: bool) -> int:
    """Seal the very letter that was looked at, note the invitation and what it disclosed; answers the document's id."""
    require(work.who.role, "file_document")
    day = prepared.facts.letter.date or work.today
    _same(prepared, invitation(work.session, guest_id, prepared.wanted.asked, work.who.user_id, day))
    document_id = _file(work, prepared, printed)
    guest = work.session.get_one(t.ConferenceGuest, guest_id)
    guest.invited_on, guest.document_id = work.today, document_id
    work.session.flush()
    log_letter(work, prepared, document_id)
    return document_id


def minutes_to_start_from(session: Session, conference_id: int, officer_id: int, today: date) -> str:
    """The minutes as they follow from the records: purpose, who came, what was agreed."""
    row = _conference(session, conference_id)
    page = partners.partners_page(session, row.case_id, today)
    held = Held(
        purpose=row.values.purpose,
        came=(*(guest.shown for guest in row.guests if guest.came), f"{row.values.chair} (chair)"),
        stayed_away=tuple(guest.shown for guest in row.guests if guest.came is False),
        actions=tuple(agreed_words(action) for action in page.actions_of(conference_id)),
    )
    return veiled(draft_minutes(held), frame_facts(session, row.case_id, officer_id, today, readers=_AGENCIES).closed)


def agreed_words(row: partners.ActionRow) -> str:
    """An action in a line: "Thornmere Police: extra patrols, by 1 Dec 2003"."""
    due = f", by {show_date(row.values.due_on)}" if row.values.due_on else ""
    return f"{row.agency}: {row.values.text.rstrip('.')}{due}"


def minutes_paper(session: Session, conference_id: int, officer_id: int, today: date) -> Prepared:
    """The minutes as they are kept now. Raises :class:`InvalidField` while a part of them is empty."""
    row = _conference(session, conference_id)
    if not row.minutes.strip():
        raise InvalidField("minutes", "Write the minutes first: draft them from what happened.")
    empty = empty_parts(row.minutes)
    if empty:
        raise InvalidField("minutes", f"Nothing stands under “{empty[0]}” yet. Fill it in, or take the heading out.")
    frame = frame_facts(session, row.case_id, officer_id, today, readers=_AGENCIES)
    facts = replace(frame.facts, conference=_facts(session, row, frame))
    return _prepared(session, Wanted(row.case_id, MINUTES, 0), facts, frame)


def file_minutes(work: Work, conference_id: int, prepared: Prepared, printed: bool) -> int:
    """Seal the very minutes that were looked at and close the conference; answers the document's id."""
    require(work.who.role, "file_document")
    conference = work.session.get_one(t.Conference, conference_id)
    if conference.closed_on is not None:
        raise Refused("The minutes of this conference are filed already.", "They stand among the case's papers.")
    if conference.held_at > work.wall:
        raise Refused("The conference has not been held yet.", "File the minutes when it has.")
    day = prepared.facts.letter.date or work.today
    _same(prepared, minutes_paper(work.session, conference_id, work.who.user_id, day))
    document_id = _file(work, prepared, printed)
    conference.closed_on, conference.document_id = work.today, document_id
    work.session.flush()
    return document_id


def disclosure_log(session: Session, case_id: int, officer_id: int, today: date) -> Prepared:
    """The log of a case in print, the oldest entry first. It is not filed: it goes on growing."""
    frame = frame_facts(session, case_id, officer_id, today, readers=_AGENCIES)
    rows = partners.disclosures(session, t.DisclosureEntry.case_id == case_id)

    def veil(text: str) -> str:
        return veiled(text, frame.closed)

    entries = tuple(
        DisclosedFacts(
            on=row.values.on,
            way=row.values.way.label,
            to=veil(row.to),
            what=veil(row.values.what),
            power=row.values.power,
            necessity=veil(row.values.necessity),
            about=veil(row.person),
            returned=veil(_returned(row)),
            made_by=row.made_by,
        )
        for row in reversed(rows)
    )
    facts = replace(frame.facts, log=LogFacts(entries), letter=replace(frame.facts.letter, reference=""))
    return _prepared(session, Wanted(case_id, LOG, 0), facts, frame)


def _conference(session: Session, conference_id: int) -> partners.ConferenceRow:
    found = partners.conferences(session, t.Conference.id == conference_id)
    if not found:
        raise NotFound("This conference is no longer in the office.")
    return found[0]


def _facts(session: Session, row: partners.ConferenceRow, frame: PaperFacts, guest: str = "") -> ConferenceFacts:
    """What both papers say of a conference."""

    def veil(text: str) -> str:
        return veiled(text, frame.closed)

    before = partners.actions(
        session,
        t.AgreedAction.case_id == row.case_id,
        t.AgreedAction.done_on.is_(None),
        t.AgreedAction.agency_id.is_not(None),
    )
    return ConferenceFacts(
        when_words=say_when(When(WhenKind.MOMENT, row.values.held_at)),
        held_on=row.values.held_at.date(),
        place=veil(row.values.place),
        chair=row.values.chair,
        purpose=veil(row.values.purpose),
        guest=guest,
        about=_about(session, row.case_id),
        invited=tuple(dict.fromkeys(each.agency or each.shown for each in row.guests)),
        agenda=tuple(
            AgreedFacts(veil(each.values.text), each.agency, each.values.due_on)
            for each in before
            if each.values.conference_id != row.id
        ),
        minutes=minute_lines(veil(row.minutes)),
    )


def _about(session: Session, case_id: int) -> tuple[str, ...]:
    """Those whom the case is about, with their dates of birth; nobody else."""
    found: list[str] = []
    for each in about_whom(session, case_id):
        if each.role is CaseRole.PERPETRATOR:
            born = person_of(session, each.person_id).born
            found.append(f"{each.name}, born on {long_date(born)}" if born else each.name)
    return tuple(found)


def _returned(row: partners.DisclosureRow) -> str:
    if row.returned_on:
        return f"{row.returned.rstrip('.')}, {show_date(row.returned_on)}"
    return f"Not yet, due on {show_date(row.values.return_due_on)}" if row.values.return_due_on else ""


def _same(prepared: Prepared, now: Prepared) -> None:
    if replace(now.facts, letter=prepared.facts.letter) != prepared.facts or now.guarded != prepared.guarded:
        raise Conflict("Something that this paper says has changed meanwhile.", "Look at it again, then file it.")


def _file(work: Work, prepared: Prepared, printed: bool) -> int:
    document_id = documents.file_document(work, papers.filing(prepared))
    if printed:
        documents.note_printed(work, document_id)
    return document_id


def _prepared(session: Session, wanted: Wanted, facts: Facts, frame: PaperFacts) -> Prepared:
    template = office_template(session, wanted.template)
    blocks = compose.compose(template, facts)
    made = paper.paper_for(template, facts, blocks)
    return papers.looked_at(session, wanted, template, replace(frame, facts=facts), made)
