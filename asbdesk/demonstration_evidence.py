"""The demonstration office's exhibits: a photograph and a note, with who has had them since."""

from __future__ import annotations

from datetime import datetime

from asbdesk import paths
from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.services import evidence
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor

_FILES = (
    ("note-of-call.txt", ExhibitKind.DOCUMENT, "Note of the call with PC 421", "PC 421", datetime(2003, 10, 20)),
    ("stairwell.png", ExhibitKind.PHOTOGRAPH, "Stairwell of Larch Court", "The caretaker", datetime(2003, 11, 4)),
)


def add_exhibits(office: Office, who: Actor, case_id: int) -> None:
    """Two exhibits in one case; one has been looked at, the other waits."""
    witness = Witness(who.name, user_id=who.user_id)
    made: list[int] = []
    for name, kind, title, source, on in _FILES:
        path = paths.resource("sample", "exhibits", name)
        values = ExhibitValues(case_id, witness, kind, title, on.date(), source, on.date())
        made.append(evidence.take_in(office, who, path, values))
    with office.transaction(who, "note_opened") as work:
        evidence.note_opened(work, made[0])
        evidence.move(work, made[0], _FILES[0][4], who.name, "The sheet of paper itself is in the locked cabinet")
