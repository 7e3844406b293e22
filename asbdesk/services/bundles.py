"""The bundle made and filed: an unredacted master, a redacted service set, and the comparison that proves them alike.

Nothing is filed unless all of it holds: the sets differ under boxes alone, and the guard finds nobody in the service
set whom its readers may not know of.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents import bundle, bundle_compare, bundle_front, bundle_sources, guard
from asbdesk.documents.bundle import Bound, Plan
from asbdesk.documents.bundle_compare import Comparison, Hidden
from asbdesk.domain import media
from asbdesk.domain.bundle import COMPARISON, MASTER, SERVICE, SETS, Item
from asbdesk.domain.casework import RecipientKind
from asbdesk.domain.permissions import require
from asbdesk.domain.when import show_date, show_time
from asbdesk.errors import AsbdeskError, Cancelled, InvalidField, NotFound, Refused
from asbdesk.queries.bundle import BundlePage, BundleRow, bundle_page, groups
from asbdesk.queries.documents import document
from asbdesk.queries.guarded import guarded
from asbdesk.reference_data import load_bundle
from asbdesk.services import documents, evidence
from asbdesk.services.papers import leak_words
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work

Progress = Callable[[int, int, str], None]
Check = Callable[[], None]
_GREAT_FROM = -3
"""M_MMAP_THRESHOLD of ``malloc.h``: from how many bytes on a block is the system's own."""
_TOLD = 6
"""So many findings are told in words; how many more there are is counted."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was filed: the ids of the three papers, and what the comparison found. ``left_out``: what has no pages,
    ``unread``: what the guard could not read of the service set."""

    master_id: int
    service_id: int
    comparison_id: int
    comparison: Comparison
    left_out: tuple[str, ...]
    unread: tuple[str, ...] = ()


def hold_back(work: Work, application_id: int, key: str, why: str) -> None:
    """Keep a paper or an exhibit out of both sets (unused or sensitive), and say why."""
    require(work.who.role, "order")
    if work.session.get(t.Application, application_id) is None:
        raise NotFound("This application is no longer in the office.")
    if not why.strip():
        raise InvalidField("why", "Say why it is held back: not relied on, sensitive, somebody else’s to give …")
    row = _held(work.session, application_id, key)
    if row is None:
        work.add(t.BundleHeld(application_id=application_id, key=key, why=why.strip(), held_by=work.who.user_id))
    else:
        row.why, row.held_by = why.strip(), work.who.user_id
        work.session.flush()


def put_in(work: Work, application_id: int, key: str) -> None:
    """It goes in after all."""
    require(work.who.role, "order")
    row = _held(work.session, application_id, key)
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def make(
    office: Office,
    who: Actor,
    application_id: int,
    *,
    progress: Progress = lambda _done, _total, _words: None,
    check: Check = lambda: None,
) -> Made:
    """Build both sets, compare them, let the guard read the service set, and file all three.

    Raises :class:`Refused` where the sets differ beyond the boxes or somebody would be given away, ``Cancelled`` when
    stopped. Nothing is filed then.
    """
    require(who.role, "file_document")
    now = office.clock.now()
    with office.reading() as session:
        page = bundle_page(session, application_id, now.date())
        hidden_people = guarded(session, page.application.case_id)
    if not page.going_in:
        raise Refused("There is nothing to bind.", "File the papers of the application first.")
    plan = plan_of(page)
    _give_back()
    master = _set(office, plan, service=False, progress=progress, check=check)
    redacted = any(row.redaction for row in page.going_in)
    service = _set(office, plan, service=True, progress=progress, check=check) if redacted else master
    found = bundle_compare.compare(
        master, service, _hidden(page), check=check,
        progress=lambda done, total: progress(done, total, "Comparing the two sets, page by page…"),
    )  # fmt: skip
    if found.faults:
        raise Refused("The two sets differ where no box is. " + " ".join(found.faults[:_TOLD]), "Nothing was filed.")
    progress(0, 0, "The guard reads the service set…")
    _give_back()
    unread = _look(service, hidden_people.closed, hidden_people.opened, check)
    _give_back()
    check()
    report = _report(page, plan, found, master, service, now, who.name)
    return replace(_file(office, who, page, (master, service), report, found), unread=unread)


def plan_of(page: BundlePage) -> Plan:
    """The bundle as it will be bound. Nothing on its own pages names anybody protected."""
    application = page.application
    front = bundle_front.Front(
        title=f"Bundle, {application.reference}",
        lines=(
            f"{application.instrument.name[:1].upper()}{application.instrument.name[1:]}: {application.person}",
            f"Application {application.reference}, case {application.case_reference}",
        ),
        exhibit=load_bundle(application.jurisdiction.value).exhibit,
    )
    rows = page.going_in
    parts = tuple(
        (section, tuple(_item(row) for row in rows if row.section.code == section.code))
        for section in dict.fromkeys(row.section for row in rows)
    )
    return Plan(front, parts)


def _item(row: BundleRow) -> Item:
    return Item(
        key=row.key,
        section=row.section.code,
        title=row.title,
        dated=show_date(row.on),
        mark=row.label if row.key.startswith("exhibit-") else "",
        media_type=row.media_type,
        size=row.size,
        redacted=f"{row.redaction.kind}-{row.redaction.copy_id}" if row.redaction else "",
        facts=row.facts,
    )


def _set(office: Office, plan: Plan, *, service: bool, progress: Progress, check: Check) -> Bound:
    words = "service set" if service else "master"

    def load(item: Item) -> tuple[bytes, str] | str:
        return _content(office, item, item.redacted if service and item.redacted else item.key, check)

    def told(done: int, total: int, what: str) -> None:
        progress(done, total, f"Binding the {words}: {what}")

    made = bundle.bind(plan, load, check=check, progress=told)
    _give_back()
    return made


def _give_back() -> None:
    """The C library of Linux keeps what was let go for the next need of this process, here a whole set of pages each
    time; those of other systems give great blocks back by themselves."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        library.mallopt(_GREAT_FROM, 1024 * 1024)
        library.malloc_trim(0)


def _content(office: Office, item: Item, key: str, check: Check) -> tuple[bytes, str] | str:
    kind, _, number = key.partition("-")
    if kind == "document":
        with office.reading() as session:
            return document(session, int(number)).pdf, "application/pdf"
    if media.family(item.media_type) not in ("pdf", "image"):
        return bundle_sources.no_pages(item.media_type)
    if item.size > bundle_sources.LARGEST:
        return bundle_sources.too_large(item.size)
    try:
        with office.reading() as session:
            kept = session.get(t.Exhibit, int(number))
            media_type = kept.media_type if kept else item.media_type
        return b"".join(evidence.checked(office, int(number), check=check)), media_type
    except Cancelled:
        raise
    except AsbdeskError as error:
        return error.message


def _hidden(page: BundlePage) -> dict[str, Hidden]:
    return {
        row.key: Hidden(row.redaction.boxes, row.redaction.burned) for row in page.going_in if row.redaction is not None
    }


def _look(
    service: Bound, closed: tuple[guard.ClosedPerson, ...], opened: tuple[guard.OpenPerson, ...], check: Check
) -> tuple[str, ...]:
    """Hold it against everybody who may not stand in it; answers what could not be read."""
    reading = guard.with_pictures(guard.read(service.content), check)
    findings = guard.find(reading, closed, opened)
    told = dict.fromkeys(
        f"Page {each.page}: {leak_words(each, closed)}" if each.page else leak_words(each, closed) for each in findings
    )
    if told:
        more = f" And {len(told) - _TOLD} more." if len(told) > _TOLD else ""
        raise Refused(
            "The service set would give somebody away. " + " ".join(list(told)[:_TOLD]) + more,
            "Redact these places, or hold the paper back; then make the bundle again. Nothing was filed.",
        )
    return reading.unread


def _report(
    page: BundlePage, plan: Plan, found: Comparison, master: Bound, service: Bound, now: datetime, name: str
) -> bytes:
    names = {row.key: f"{row.label} {row.title}" for row in page.rows}
    made = f"Made on {show_date(now.date())} at {show_time(now.time())} by {name}."
    seals = tuple(groups(hashlib.sha256(each.content).hexdigest()) for each in (master, service))
    return bundle_front.report(plan.front, bundle_compare.report(found, names, made, (seals[0], seals[1])))


def _file(
    office: Office, who: Actor, page: BundlePage, sets: tuple[Bound, Bound], report: bytes, found: Comparison
) -> Made:
    application = page.application
    left_out = tuple(f"{row.label}: {sets[0].left_out[row.key]}" for row in page.rows if row.key in sets[0].left_out)
    with office.transaction(who, "make_bundle") as work:
        ids = [
            documents.file_document(
                work,
                documents.Filing(
                    case_id=application.case_id,
                    reference=documents.next_reference(work, application.case_id),
                    recipient=RecipientKind.PERPETRATOR if code == SERVICE else RecipientKind.OFFICE,
                    template=code,
                    template_version=1,
                    title=f"{SETS[code]}, {application.reference}",
                    dated=work.today,
                    pdf=content,
                    text="",  # its papers are found by their own words; before an empty text SQLite holds no room
                    facts={"bundle": [row.key for row in page.going_in], "held": [r.key for r in page.rows if r.held]},
                    person_id=application.person_id,
                    matter_id=application.id,
                ),
            )
            for code, content in ((MASTER, sets[0].content), (SERVICE, sets[1].content), (COMPARISON, report))
        ]
        number = work.add(
            t.Bundle(
                application_id=application.id,
                case_id=application.case_id,
                master_id=ids[0],
                service_id=ids[1],
                comparison_id=ids[2],
                pages=found.total,
                differing=len(found.differences),
                made_at=work.now,
                made_by=work.who.user_id,
            )
        )
        note_act(work, "bundle", number, "made", pages=found.total, differing=len(found.differences))
    return Made(ids[0], ids[1], ids[2], found, left_out)


def _held(session: Session, application_id: int, key: str) -> t.BundleHeld | None:
    return session.scalars(
        select(t.BundleHeld).where(t.BundleHeld.application_id == application_id, t.BundleHeld.key == key)
    ).one_or_none()
