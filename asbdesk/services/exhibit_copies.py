"""A copy of an exhibit that is given to somebody: the guard reads it first, and the log says who got it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asbdesk.documents import guard
from asbdesk.domain import reasons
from asbdesk.domain.casework import Reader
from asbdesk.domain.permissions import require
from asbdesk.errors import Refused
from asbdesk.queries.evidence import exhibit
from asbdesk.queries.guarded import guarded
from asbdesk.services import evidence
from asbdesk.services.papers import leak_sentences
from asbdesk.storage.audit import note_act
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that the guard reads."""
Check = Callable[[], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """``leaks``: who would be given away, a sentence each; ``unread``: what the guard could not read."""

    leaks: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def check_reason(reason: str) -> None:
    """Raises :class:`InvalidField` for a reason that says nothing."""
    reasons.check_reason(reason, "Say in a few words why this reader may learn it.")


def look(
    office: Office, exhibit_id: int, reader: Reader, name: str, *, check: Check = lambda: None
) -> Looked:  # fmt: skip
    """Hold the file, and the name that the copy gets, against everybody of whom this reader may not know."""
    with office.reading() as session:
        facts = exhibit(session, exhibit_id)
        people = guarded(session, facts.case_id, readers=frozenset({reader}))
    if facts.size > LARGEST:
        return Looked(unread=(f"{name} is too large to be read",))
    content = b"".join(evidence.checked(office, exhibit_id, check=check))
    try:
        reading = guard.with_pictures(guard.read_file(name, content), check)
    except guard.Unreadable as error:
        return Looked(unread=(f"{name}: {error.message}",))
    found = guard.find(reading, people.closed, people.opened)
    called = tuple(dict.fromkeys(each.who for each in found))
    return Looked(leak_sentences(found, people.closed), called, reading.unread)


def give(
    office: Office,
    who: Actor,
    exhibit_id: int,
    target: Path,
    reader: Reader,
    reason: str = "",
    *,
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> None:
    """Write a copy for somebody outside. Where it would give somebody away a manager says why it may leave as it is;
    the audit keeps who stands in it, and the continuity log who got it.

    Raises :class:`Refused` without a reason, :class:`InvalidField` for one that says nothing.
    """
    require(who.role, "export")
    looked = look(office, exhibit_id, reader, target.name, check=check)
    if looked.leaks:
        if not reason:
            raise Refused(" ".join(looked.leaks), "Make a redacted copy, and give that.")
        require(who.role, "release")
        check_reason(reason)
        with office.transaction(who, "give_exhibit_copy") as work:
            note_act(work, "exhibit", exhibit_id, "given with names", reader=reader.value, called=list(looked.called),
                     reason=reason.strip())  # fmt: skip
    evidence.save_copy(office, who, exhibit_id, target, given=reader.label, progress=progress, check=check)
