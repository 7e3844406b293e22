"""A manager lets one place of one paper give somebody away, and says why; it is kept with the paper for ever."""

from __future__ import annotations

from asbdesk.documents.guard import Finding
from asbdesk.domain.permissions import require
from asbdesk.domain.reasons import check_reason
from asbdesk.errors import NotFound, Refused
from asbdesk.services.papers import Wanted
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def release(work: Work, wanted: Wanted, finding: Finding, reason: str) -> int:
    """Release a finding for this paper alone. Raises :class:`InvalidField` without a reason that says something."""
    require(work.who.role, "release")
    check_reason(reason, "Say in a few words why this reader may learn it.")
    return work.add(
        t.Release(
            case_id=wanted.case_id,
            paper=wanted.key,
            finding=finding.key,
            called=finding.who,
            words=finding.words,
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
