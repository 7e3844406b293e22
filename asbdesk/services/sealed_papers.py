"""A sealed paper before it leaves once more: it is held against who may know of whom today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asbdesk.documents import guard
from asbdesk.domain.permissions import require
from asbdesk.domain.reasons import check_reason
from asbdesk.queries import releases
from asbdesk.queries.documents import document
from asbdesk.queries.protected_since import protected_since
from asbdesk.queries.recipients import unsafe_since
from asbdesk.services.papers import leak_sentences
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class LateFindings:
    """Places of a sealed paper where somebody stands who was protected since, or of a redacted ``copy`` or a protected
    witness's ``own`` statement where anybody protected still stands. What was released is not among them. ``unsafe``:
    why it must not be posted any more."""

    document_id: int
    case_id: int
    findings: tuple[guard.Finding, ...]
    closed: tuple[guard.ClosedPerson, ...]
    copy: bool = False
    own: bool = False
    unsafe: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Who would be given away, and where, a sentence each."""
        return leak_sentences(self.findings, self.closed)


def look_again(office: Office, document_id: int) -> LateFindings:
    """Read the sealed bytes, if anybody of the case was protected after the paper was filed, or it is a copy; and look
    whether one may still write where it went."""
    with office.reading() as session:
        since = protected_since(session, document_id)
        unsafe = unsafe_since(session, document_id)
        if not since.closed:
            return LateFindings(document_id, since.case_id, (), (), unsafe=unsafe)
        sealed = document(session, document_id)
        free = {row.finding for row in releases.of_document(session, document_id)}
    found = guard.find(guard.with_pictures(guard.read(sealed.pdf)), since.closed, since.opened)
    stopping = tuple(finding for finding in found if finding.key not in free)
    return LateFindings(document_id, since.case_id, stopping, since.closed, since.copy, since.own, unsafe)


def release_sealed(work: Work, document_id: int, case_id: int, findings: Sequence[guard.Finding], reason: str) -> None:
    """A manager lets it leave all the same. Raises :class:`InvalidField` without a reason that says something."""
    require(work.who.role, "release")
    check_reason(reason, "Say in a few words why this paper may leave as it is.")
    for finding in findings:
        work.add(
            t.Release(
                case_id=case_id,
                paper=f"sealed:{document_id}",
                finding=finding.key,
                called=finding.who,
                words=finding.words,
                reason=reason.strip(),
                released_by=work.who.user_id,
                released_at=work.now,
                document_id=document_id,
            )
        )
