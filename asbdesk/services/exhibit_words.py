"""Exhibits that came in before the words of files were read: these too are found by what stands in them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import exists, select

from asbdesk.documents import exhibit_text
from asbdesk.domain.permissions import may
from asbdesk.services.evidence import keep_words
from asbdesk.storage import evidence
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work


def read_left_out(office: Office, who: Actor, check: Callable[[], None]) -> int:
    """Read the words of each exhibit whose file nobody has looked into; answers how many there were.

    One short transaction to an exhibit. ``check`` may raise to stop it; the next opening goes on.
    """
    if not may(who.role, "record"):
        return 0
    e = t.Exhibit
    unread = select(e.id, e.media_type, e.size).where(
        e.complete.is_(True), ~exists(select(t.ExhibitText.id).where(t.ExhibitText.exhibit_id == e.id))
    )
    with office.reading() as session:
        waiting = session.execute(unread.order_by(e.id)).all()
    for exhibit_id, media_type, size in waiting:
        check()
        words = ""
        if size <= exhibit_text.LARGEST and exhibit_text.has_words(media_type):
            words = exhibit_text.words_of(media_type, b"".join(evidence.chunks(office, exhibit_id)))
        with office.transaction(who, "read_exhibit") as work:
            _keep(work, exhibit_id, words)
    return len(waiting)


def _keep(work: Work, exhibit_id: int, words: str) -> None:
    """Unless it was taken out meanwhile, or read at another desk."""
    known = select(t.ExhibitText.id).where(t.ExhibitText.exhibit_id == exhibit_id)
    exhibit = work.session.get(t.Exhibit, exhibit_id)
    if exhibit is not None and exhibit.complete and work.session.scalars(known).first() is None:
        keep_words(work, exhibit_id, words)
