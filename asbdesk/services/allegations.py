"""The schedule of allegations: incidents become allegations, which are changed, put in order, merged and dropped.

Nothing is lost: an allegation that was merged or dropped stays with what it rests on, and comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from asbdesk.domain.allegations import LONGEST_ACT, LONGEST_CELL, AllegationValues, combined, shortened
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.allegation_drafts import proposals
from asbdesk.queries.allegations import in_schedule, naming, used_incidents
from asbdesk.services.lodging import mark_known
from asbdesk.services.orders import changeable
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def add_allegations(work: Work, application_id: int, incident_ids: Iterable[int]) -> tuple[int, ...]:
    """An allegation of each incident, at the end of the schedule, the oldest first; answers their ids.

    Raises :class:`Refused` for an incident that does not name the person, or that is used already.
    """
    application = changeable(work, application_id)
    wanted = set(incident_ids)
    if not wanted:
        raise Refused("No incident was chosen.")
    if wanted - set(work.session.scalars(naming(application))):
        raise Refused("An incident that was chosen does not name this person, or is no longer in this case.")
    if wanted & used_incidents(work.session, application_id):
        raise Refused("An incident that was chosen is in the schedule already, or was dropped from it.")
    return tuple(
        _add(work, application_id, values, (incident_id,))
        for incident_id, values in proposals(work.session, application, wanted)
    )


def change_allegation(work: Work, allegation_id: int, values: AllegationValues) -> None:
    """Change an allegation of the schedule, the exhibits and statements that it rests on too."""
    row = _one(work, allegation_id)
    values = shortened(values)
    _check(work, values)
    _same_case(work, row.application_id, values)
    if values.happened_on != row.happened_on:
        mark_known(work, changeable(work, row.application_id))
    _fill(row, values)
    old = work.session.scalars(
        select(t.AllegationSource).where(
            t.AllegationSource.allegation_id == allegation_id, t.AllegationSource.incident_id.is_(None)
        )
    )
    kept: set[tuple[int | None, int | None]] = set()
    wanted = {*((number, None) for number in values.exhibit_ids), *((None, n) for n in values.statement_ids)}
    for source in old:
        if (source.exhibit_id, source.statement_id) in wanted:
            kept.add((source.exhibit_id, source.statement_id))
        else:
            work.session.delete(source)
    for exhibit_id, statement_id in sorted(wanted - kept, key=str):
        work.add(t.AllegationSource(allegation_id=row.id, exhibit_id=exhibit_id, statement_id=statement_id))
    work.session.flush()


def order_allegations(work: Work, application_id: int, ids: Sequence[int]) -> None:
    """Put the schedule in this order. Raises :class:`Refused` where it is not the schedule that was looked at."""
    changeable(work, application_id)
    rows = {row.id: row for row in _schedule(work, application_id)}
    if len(ids) != len(rows) or set(ids) != set(rows):
        raise Refused("The schedule has changed meanwhile.", "Look at it again, then put it in order.")
    for position, number in enumerate(ids, 1):
        rows[number].position = position
    work.session.flush()


def merge_allegations(work: Work, ids: Sequence[int], values: AllegationValues | None = None) -> int:
    """Make one allegation of several; it rests on all that they rest on. Answers its id.

    ``values``: its words, where somebody changed those that the parts give. The parts stay, out of the schedule.
    """
    rows = [_one(work, number) for number in dict.fromkeys(ids)]
    if len(rows) < 2 or len({row.application_id for row in rows}) != 1:
        raise Refused("Choose two allegations or more to merge.")
    every = work.session.scalars(select(t.AllegationSource).where(t.AllegationSource.allegation_id.in_(ids))).all()
    made = shortened(values or combined([_values(row, every) for row in rows]))
    _check(work, made)
    _same_case(work, rows[0].application_id, made)
    incidents = tuple(dict.fromkeys(s.incident_id for s in every if s.incident_id is not None))
    first = min(rows, key=lambda row: (row.position, row.id))
    order = [row.id for row in _schedule(work, first.application_id)]
    whole = _add(work, first.application_id, made, incidents)
    for row in rows:
        row.merged_into = whole
    gone = {row.id for row in rows}
    _renumber(work, [whole if number == first.id else number for number in order if number not in gone - {first.id}])
    return whole


def take_apart(work: Work, allegation_id: int, order: Sequence[int] = ()) -> tuple[int, ...]:
    """Undo a merging: its parts come back in its place, as they were. Answers their ids.

    ``order``: the schedule before the merging, kept to where it is the same again.
    """
    whole = _one(work, allegation_id)
    parts = work.session.scalars(
        select(t.Allegation).where(t.Allegation.merged_into == allegation_id).order_by(t.Allegation.position)
    ).all()
    if not parts:
        raise Refused("This allegation was not merged of others.")
    back = tuple(part.id for part in parts)
    now = [row.id for row in _schedule(work, whole.application_id)]
    place = now.index(whole.id)
    for part in parts:
        part.merged_into = None
    for source in work.session.scalars(select(t.AllegationSource).where(t.AllegationSource.allegation_id == whole.id)):
        work.session.delete(source)
    work.session.flush()
    work.session.delete(whole)
    work.session.flush()
    now[place : place + 1] = back
    _renumber(work, order if set(order) == set(now) and len(order) == len(now) else now)
    return back


def drop_allegations(work: Work, ids: Sequence[int], reason: str) -> None:
    """Take allegations out of the schedule, and say why; they can be brought back."""
    rows = [_one(work, number) for number in ids]
    if not reason.strip():
        raise InvalidField("reason", "Say why it is dropped.")
    for application_id in {row.application_id for row in rows}:
        mark_known(work, changeable(work, application_id))
    for row in rows:
        row.dropped_on, row.dropped_reason = work.today, reason.strip()
    work.session.flush()
    for application_id in {row.application_id for row in rows}:
        _renumber(work, [row.id for row in _schedule(work, application_id)])


def bring_back(work: Work, ids: Sequence[int]) -> None:
    """Put allegations that were dropped back, where they stood as nearly as can be."""
    for row in sorted((_the_row(work, number) for number in ids), key=lambda row: row.position):
        if row.dropped_on is None or row.merged_into is not None:
            continue
        changeable(work, row.application_id)
        order = [each.id for each in _schedule(work, row.application_id)]
        row.dropped_on, row.dropped_reason = None, ""
        work.session.flush()
        _renumber(work, [*order[: row.position - 1], row.id, *order[row.position - 1 :]])


# inside


def _the_row(work: Work, allegation_id: int) -> t.Allegation:
    row = work.session.get(t.Allegation, allegation_id)
    if row is None:
        raise NotFound("This allegation is no longer in the office.")
    return row


def _one(work: Work, allegation_id: int) -> t.Allegation:
    """An allegation that stands in its schedule, of an application that may be changed."""
    row = _the_row(work, allegation_id)
    changeable(work, row.application_id)
    if row.dropped_on is not None or row.merged_into is not None:
        raise Refused("This allegation is no longer in the schedule.")
    return row


def _schedule(work: Work, application_id: int) -> list[t.Allegation]:
    found = select(t.Allegation).where(t.Allegation.application_id == application_id)
    return in_schedule(work.session.scalars(found.order_by(t.Allegation.position, t.Allegation.id)).all())


def _renumber(work: Work, order: Sequence[int]) -> None:
    for position, number in enumerate(order, 1):
        work.session.get_one(t.Allegation, number).position = position
    work.session.flush()


def _add(work: Work, application_id: int, values: AllegationValues, incident_ids: Iterable[int]) -> int:
    last = work.session.scalars(
        select(func.max(t.Allegation.position)).where(t.Allegation.application_id == application_id)
    ).one()
    row = t.Allegation(application_id=application_id, position=(last or 0) + 1, dropped_reason="")
    _fill(row, values)
    number = work.add(row)
    for incident_id in incident_ids:
        work.add(t.AllegationSource(allegation_id=number, incident_id=incident_id))
    for exhibit_id in values.exhibit_ids:
        work.add(t.AllegationSource(allegation_id=number, exhibit_id=exhibit_id))
    for statement_id in values.statement_ids:
        work.add(t.AllegationSource(allegation_id=number, statement_id=statement_id))
    return number


def _fill(row: t.Allegation, values: AllegationValues) -> None:
    row.happened_on, row.happened_words = values.happened_on, values.happened_words
    row.place, row.act, row.reached, row.witness = values.place, values.act, values.reached, values.witness
    row.basis, row.denial, row.strength = values.basis, values.denial, values.strength


def _values(row: t.Allegation, sources: Sequence[t.AllegationSource]) -> AllegationValues:
    mine = [source for source in sources if source.allegation_id == row.id]
    return AllegationValues(
        row.happened_on, row.happened_words, row.place, row.act, row.reached, row.witness, row.basis, row.denial,
        row.strength,
        tuple(source.exhibit_id for source in mine if source.exhibit_id is not None),
        tuple(source.statement_id for source in mine if source.statement_id is not None),
    )  # fmt: skip


def _check(work: Work, values: AllegationValues) -> None:
    if values.happened_on > work.today:
        raise InvalidField("happened_on", "The day cannot lie in the future.")
    if not values.happened_words:
        raise InvalidField("happened_words", "Say when it was, as well as it is known.")
    if not values.act:
        raise InvalidField("act", "Say what was done.")
    if len(values.act) > LONGEST_ACT:
        raise InvalidField("act", f"The act has to fit its row: at most {LONGEST_ACT} characters.")
    for name in ("happened_words", "place", "reached", "witness"):
        if len(getattr(values, name)) > LONGEST_CELL:
            raise InvalidField(name, f"This has to fit its column: at most {LONGEST_CELL} characters.")


def _same_case(work: Work, application_id: int, values: AllegationValues) -> None:
    """An exhibit or a statement of another case supports nothing here."""
    case_id = work.session.get_one(t.Application, application_id).case_id
    exhibits = set(work.session.scalars(select(t.Exhibit.id).where(t.Exhibit.case_id == case_id, t.Exhibit.complete)))
    statements = set(work.session.scalars(select(t.Statement.id).where(t.Statement.case_id == case_id)))
    if set(values.exhibit_ids) - exhibits:
        raise InvalidField("exhibit_ids", "An exhibit is no longer in this case.")
    if set(values.statement_ids) - statements:
        raise InvalidField("statement_ids", "A statement is no longer in this case.")
