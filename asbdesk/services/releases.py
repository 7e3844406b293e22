"""A manager lets one place of one paper give somebody away, and says why; it is kept with the paper for ever. So is why
a paper goes to a home that somebody else shares, which whoever writes it may say."""

from __future__ import annotations

from asbdesk.documents.guard import Finding
from asbdesk.domain.permissions import require
from asbdesk.domain.reasons import check_reason
from asbdesk.errors import NotFound, Refused
from asbdesk.queries.recipients import SharedHome
from asbdesk.services.papers import Wanted
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def release(work: Work, wanted: Wanted, finding: Finding, reason: str) -> int:
    """Release a finding for this paper alone. Raises :class:`InvalidField` without a reason that says something."""
    require(work.who.role, "release")
    check_reason(reason, "Say in a few words why this reader may learn it.")
    return _note(work, wanted, finding.key, finding.who, finding.words, reason)


def go_on(work: Work, wanted: Wanted, home: SharedHome, reason: str) -> int:
    """Send this paper to a home that somebody else shares. Raises :class:`InvalidField` without a reason."""
    require(work.who.role, "write_letter")
    check_reason(reason, "Say in a few words why it goes there all the same.")
    return _note(work, wanted, home.key, home.called or "somebody else", home.address, reason)


def _note(work: Work, wanted: Wanted, finding: str, called: str, words: str, reason: str) -> int:
    return work.add(
        t.Release(
            case_id=wanted.case_id,
            paper=wanted.key,
            finding=finding,
            called=called,
            words=words,
            reason=reason.strip(),
            released_by=work.who.user_id,
            released_at=work.now,
        )
    )


def take_back(work: Work, release_id: int) -> None:
    """Stop the paper again, while it is not filed."""
    require(work.who.role, "release")
    row = work.session.get(t.Release, release_id)
    if row is None:
        raise NotFound("This was taken back already.")
    if row.document_id is not None:
        raise Refused("The paper is filed: what was released has left with it.")
    work.session.delete(row)
    work.session.flush()
