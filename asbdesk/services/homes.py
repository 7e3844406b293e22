"""One home written in one way, for everybody who lives there; it can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from asbdesk.domain import postcodes
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services.undoable import Steps, put_back
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def write_alike(work: Work, address_ids: Sequence[int], lines: str, postcode: str) -> int:
    """Write all of these addresses so; answers the number by which it is undone. Nothing but the words is touched."""
    require(work.who.role, "record")
    if not lines.strip():
        raise InvalidField("lines", "Say how the address is written.")
    steps = Steps(work)
    people: set[int] = set()
    for number in address_ids:
        row = work.session.get(t.PersonAddress, number)
        if row is None:
            continue
        before = len(steps.steps)
        steps.change(row, lines=lines.strip(), postcode=postcodes.tidy(postcode))
        if len(steps.steps) > before:
            people.add(row.person_id)
    _newer(work, people)
    return work.add(
        t.HomeRewrite(
            lines=lines.strip(), postcode=postcodes.tidy(postcode), before={"steps": steps.steps},
            written_at=work.now, written_by=work.who.user_id, undone_at=None, undone_by=None,
        )
    )  # fmt: skip


def undo_write(work: Work, rewrite_id: int) -> None:
    """Each address as it was. Raises :class:`Refused` where one was changed since."""
    require(work.who.role, "record")
    row = work.session.get(t.HomeRewrite, rewrite_id)
    if row is None:
        raise NotFound("This is no longer in the office.")
    if row.undone_at is not None:
        raise Refused("This was undone already.", "Nothing is left to do.")
    put_back(work, row.before["steps"])
    row.undone_at, row.undone_by = work.now, work.who.user_id
    touched = (work.session.get(t.PersonAddress, step["id"]) for step in row.before["steps"])
    _newer(work, {address.person_id for address in touched if address is not None})


def _newer(work: Work, people: set[int]) -> None:
    """Whoever has the form of one of them open is told that it changed."""
    for number in people:
        person = work.session.get(t.Person, number)
        if person is not None:
            person.version += 1
    work.session.flush()
