"""Exhibits: taken in whole or not at all, marked once, followed from hand to hand, copied out only as they came in."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from asbdesk.documents import exhibit_text
from asbdesk.domain import exhibits, media
from asbdesk.domain.exhibits import LARGEST, ExhibitValues, Witness
from asbdesk.domain.permissions import may, require
from asbdesk.errors import AsbdeskError, DamagedOffice, InvalidField, NotFound, Refused
from asbdesk.queries.evidence import mark_letters, mark_series
from asbdesk.services import numbers
from asbdesk.storage import evidence
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.evidence import AT_ONCE, CHUNK
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work

Progress = Callable[[int, int], None]
"""Is told chunks done and chunks in all."""
Check = Callable[[], None]
"""Raises :class:`~asbdesk.errors.Cancelled` when the user has stopped it."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was seen of a file while it was read."""

    size: int
    sha256: str
    media_type: str
    trouble: str


def take_in(
    office: Office,
    who: Actor,
    path: Path,
    values: ExhibitValues,
    *,
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> int:
    """Store a file as an exhibit and answer its id; the mark is given when the last byte is in.

    Raises :class:`InvalidField` for the form, :class:`Refused` for a file that cannot be taken in, ``Cancelled`` when
    ``check`` does. In each of these cases nothing of it stays in the store.
    """
    require(who.role, "record")
    _check(values, office.clock.today())
    if values.witness.user_id is None and values.witness.person_id is None:
        raise InvalidField("witness", "Choose who produces it.")
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise Refused(f"{path.name} is larger than 2 GB.", "Cut it into parts, and add each as an exhibit.")
        with office.transaction(who, "add_exhibit") as work:
            exhibit_id = _begin(work, values, path.name)
        try:
            read = _pour(office, who, exhibit_id, file, size, progress, check)
            words = _words(file, read)
            with office.transaction(who, "add_exhibit") as work:
                _finish(work, exhibit_id, values, read)
                keep_words(work, exhibit_id, words)
        except BaseException:
            with contextlib.suppress(AsbdeskError):  # a full disk: the next opening takes it out
                evidence.remove(office, who, exhibit_id)
                evidence.give_back(office, who)
            raise
    return exhibit_id


def change_exhibit(work: Work, exhibit_id: int, values: ExhibitValues) -> None:
    """Put right what is said of it. The file, the mark and the witness stay as they are."""
    require(work.who.role, "record")
    _check(values, work.today)
    exhibit = _exhibit(work, exhibit_id)
    _fill(exhibit, values)
    known = {
        link.incident_id: link
        for link in work.session.scalars(select(t.ExhibitIncident).where(t.ExhibitIncident.exhibit_id == exhibit_id))
    }
    for incident_id, link in known.items():
        if incident_id not in values.incident_ids:
            work.session.delete(link)
    _show(work, exhibit_id, [number for number in values.incident_ids if number not in known])


def show_incidents(work: Work, exhibit_id: int, incident_ids: list[int]) -> None:
    """The exhibit shows these incidents as well."""
    require(work.who.role, "record")
    _exhibit(work, exhibit_id)
    _show(work, exhibit_id, incident_ids)


def note_opened(work: Work, exhibit_id: int) -> None:
    """Somebody looked: in the audit each time; the first who may record takes it off the unopened ones."""
    exhibit = _exhibit(work, exhibit_id)
    note_act(work, "exhibit", exhibit_id, "opened", mark=exhibit.mark, sha256=exhibit.sha256)
    if exhibit.opened_at is None and may(work.who.role, "record"):
        exhibit.opened_at, exhibit.opened_by = work.now, work.who.user_id
    work.session.flush()


def move(work: Work, exhibit_id: int, at: datetime, holder: str, why: str) -> int:
    """A line of the continuity log: who has had it since ``at`` (the wall clock's), and why."""
    require(work.who.role, "record")
    _exhibit(work, exhibit_id)
    if not holder.strip():
        raise InvalidField("holder", "Say who has it.")
    if not why.strip():
        raise InvalidField("why", "Say why: handed in, taken to the police, put in the safe, copied …")
    if at > work.wall:
        raise InvalidField("at", "This lies in the future.")
    return _moved(work, exhibit_id, at, holder.strip(), why.strip())


def save_copy(
    office: Office,
    who: Actor,
    exhibit_id: int,
    target: Path,
    *,
    given: str = "",
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> None:
    """Write the file to ``target`` and into the continuity log; ``given``: to whom it goes, "" for the office itself.

    It is written beside it first and takes its name only when it is what came in: raises :class:`DamagedOffice`, and
    leaves nothing, when it is not.
    """
    require(who.role, "export")
    beside = target.with_name(f".asbdesk-{secrets.token_hex(6)}.part")
    try:
        with _telling_of("written", target), beside.open("xb") as file:
            for content in checked(office, exhibit_id, progress=progress, check=check):
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with office.transaction(who, "save_exhibit_copy") as work:
            to = f", for: {given}" if given else ""
            _moved(work, exhibit_id, work.wall, who.name, f"A copy was saved as “{media.safe_name(target.name)}”{to}")
            with _telling_of("written", target):
                beside.replace(target)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def checked(
    office: Office,
    exhibit_id: int,
    *,
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> Generator[bytes]:
    """The file, chunk by chunk; at its end it is measured against its seal. Raises :class:`DamagedOffice`."""
    with office.reading() as session:
        exhibit = session.get(t.Exhibit, exhibit_id)
        if exhibit is None or not exhibit.complete:
            raise NotFound("This exhibit is no longer in the office.")
        mark, size, sha256 = exhibit.mark, exhibit.size, exhibit.sha256
    seal, seen, total = hashlib.sha256(), 0, -(-size // CHUNK)
    for number, content in enumerate(evidence.chunks(office, exhibit_id), 1):
        check()
        seal.update(content)
        seen += len(content)
        yield content
        progress(number, total)
    if seen != size or seal.hexdigest() != sha256:
        raise DamagedOffice(
            f"{mark} is no longer what was taken in: it does not match its seal.",
            "Do not use it. Take the file from a backup, and tell whoever looks after this computer.",
        )


def discard(office: Office, who: Actor, exhibit_id: int, why: str) -> None:
    """Take out an exhibit that was added by mistake. A manager's decision; its mark is never given again."""
    require(who.role, "undo_import")
    if not why.strip():
        raise InvalidField("why", "Say why it is taken out.")
    with office.transaction(who, "discard_exhibit") as work:
        exhibit = _exhibit(work, exhibit_id)
        _forget_copy(work, exhibit_id)
        exhibit.complete = False
        work.session.flush()
        note_act(work, "exhibit", exhibit_id, "discarded", mark=exhibit.mark, sha256=exhibit.sha256, why=why.strip())
    evidence.remove(office, who, exhibit_id)
    evidence.give_back(office, who)


def keep_words(work: Work, exhibit_id: int, words: str) -> None:
    """What the search finds an exhibit by, beside its title."""
    work.session.add(t.ExhibitText(exhibit_id=exhibit_id, text=words))
    work.session.flush()


def _words(file: BinaryIO, read: _Read) -> str:
    if read.size > exhibit_text.LARGEST:
        return ""
    with _telling_of("read"):
        file.seek(0)
        content = file.read(exhibit_text.LARGEST)
    return exhibit_text.words_of(read.media_type, content)


def _forget_copy(work: Work, exhibit_id: int) -> None:
    """A redacted copy's line goes with it; an original stays while it has copies."""
    if work.session.scalars(select(t.Redaction.id).where(t.Redaction.exhibit_id == exhibit_id)).first() is not None:
        raise InvalidField("why", "It has redacted copies.", "Take those out first.")
    for row in work.session.scalars(select(t.Redaction).where(t.Redaction.copy_exhibit_id == exhibit_id)):
        work.session.delete(row)
    work.session.flush()


def _take_mark(work: Work, witness: Witness, case_id: int) -> str:
    letters = mark_letters(work.session, witness, case_id)
    return exhibits.mark(letters, numbers.take(work, mark_series(letters, witness)))


def _exhibit(work: Work, exhibit_id: int) -> t.Exhibit:
    exhibit = work.session.get(t.Exhibit, exhibit_id)
    if exhibit is None or not exhibit.complete:
        raise NotFound("This exhibit is no longer in the office.")
    return exhibit


def _check(values: ExhibitValues, today: date) -> None:
    if not values.title.strip():
        raise InvalidField("title", "Say in a few words what it is: “Recording of music, 3 November”.")
    if values.received_on > today:
        raise InvalidField("received_on", "It cannot have been received in the future.")
    if values.made_on is not None and values.made_on > today:
        raise InvalidField("made_on", "It cannot have been made in the future.")


def _fill(exhibit: t.Exhibit, values: ExhibitValues) -> None:
    exhibit.kind, exhibit.title = values.kind, values.title.strip()
    exhibit.received_on, exhibit.received_from = values.received_on, values.received_from.strip()
    exhibit.made_on = values.made_on


def _begin(work: Work, values: ExhibitValues, file_name: str) -> int:
    if work.session.get(t.Case, values.case_id) is None:
        raise NotFound("This case is no longer in the office.")
    exhibit = t.Exhibit(
        mark=f"coming in {secrets.token_hex(8)}",
        case_id=values.case_id,
        witness=values.witness.name,
        person_id=values.witness.person_id,
        file_name=media.safe_name(file_name),
        media_type=media.UNKNOWN,
        size=0,
        sha256="",
        complete=False,
        trouble="",
    )
    _fill(exhibit, values)
    return work.add(exhibit)


def _pour(
    office: Office, who: Actor, exhibit_id: int, file: BinaryIO, size: int, progress: Progress, check: Check
) -> _Read:
    seal, seen, number, head, tail = hashlib.sha256(), 0, 0, b"", b""
    before = os.fstat(file.fileno())
    total = -(-size // CHUNK)
    while True:
        check()
        with _telling_of("read"):
            batch = _some(file)
        if not batch:
            break
        for content in batch:
            seal.update(content)
            seen += len(content)
        head, tail = head or batch[0][: media.HEAD], (tail + batch[-1])[-media.TAIL :]
        if seen > size:
            break
        with office.transaction(who, "add_exhibit") as work:
            evidence.append(work, exhibit_id, number, batch)
        number += len(batch)
        batch.clear()  # before the next is read: they need not be in memory together
        progress(number, total)
    after = os.fstat(file.fileno())
    if seen != size or after.st_size != size or after.st_mtime_ns != before.st_mtime_ns:
        raise Refused(
            "The file changed while it was being read.", "Wait until whatever writes it is done; then add it."
        )
    kind = media.media_type(head)
    return _Read(size, seal.hexdigest(), kind, media.trouble(kind, size, head, tail))


def _some(file: BinaryIO) -> list[bytes]:
    batch: list[bytes] = []
    while len(batch) < AT_ONCE and (content := file.read(CHUNK)):
        batch.append(content)
    return batch


def _finish(work: Work, exhibit_id: int, values: ExhibitValues, read: _Read) -> None:
    exhibit = work.session.get_one(t.Exhibit, exhibit_id)
    exhibit.size, exhibit.sha256 = read.size, read.sha256
    exhibit.media_type, exhibit.trouble = read.media_type, read.trouble
    exhibit.mark = _take_mark(work, values.witness, values.case_id)
    exhibit.complete = True
    work.session.flush()
    origin = f", received from {values.received_from.strip()}" if values.received_from.strip() else ""
    _moved(work, exhibit_id, work.wall, work.who.name, f"Taken into the office’s encrypted store{origin}")
    _show(work, exhibit_id, list(values.incident_ids))


def _moved(work: Work, exhibit_id: int, at: datetime, holder: str, why: str) -> int:
    return work.add(t.ExhibitMovement(exhibit_id=exhibit_id, at=at, holder=holder, why=why, noted_by=work.who.user_id))


def _show(work: Work, exhibit_id: int, incident_ids: list[int]) -> None:
    for incident_id in dict.fromkeys(incident_ids):
        work.session.add(t.ExhibitIncident(exhibit_id=exhibit_id, incident_id=incident_id))
    work.session.flush()


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    """The file, open for reading. Raises :class:`Refused` for what is no file that can be read."""
    with _telling_of("read", path):
        what = path.stat()
        if stat.S_ISDIR(what.st_mode):
            raise Refused(f"“{media.safe_name(path.name)}” is a folder.", "Choose the files in it.")
        if not stat.S_ISREG(what.st_mode):  # a pipe would be waited for until somebody writes into it
            raise Refused(f"“{media.safe_name(path.name)}” is not a file.", "Choose a file.")
        file = path.open("rb")
    with file:
        yield file


@contextmanager
def _telling_of(done: str, path: Path | None = None) -> Generator[None]:
    """Turn the system's troubles with a file into words."""
    name = f"“{media.safe_name(path.name)}”" if path is not None else "The file"
    try:
        yield
    except FileNotFoundError as error:
        raise Refused(f"{name} is not there any more.", "Look where it went, and choose it again.") from error
    except PermissionError as error:
        raise Refused(f"{name} may not be {done}.", "Ask whoever owns it for the right to do so.") from error
    except OSError as error:
        raise Refused(f"{name} could not be {done}: {error.strerror or error}.", "Try another place.") from error
    except ValueError as error:  # a name with a NUL in it
        raise Refused("This is no name of a file.", "Choose the file again.") from error
