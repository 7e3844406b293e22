"""Two records of one person made one. Every link goes with it, and all of it can be undone.

Which columns lead to a person is read off the tables, so that none is forgotten; a test holds that each one is known
here. Papers that were filed stay as they are: their bytes name whom they named. The record with the higher number is
kept, so that the number of the other one is never given to somebody else while the merge stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm.attributes import set_committed_value

from asbdesk.domain.casework import CaseRole, Disclosure
from asbdesk.domain.disclosure import PROTECTABLE
from asbdesk.domain.merging import LISTS, Keep, closed_to, safer, stricter
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services.undoable import CLASSES, Steps, plain, put_back
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

SAME = {
    "case_party": ("case_id", "role"),
    "incident_person": ("incident_id", "role"),
    "mediation_consent": ("mediation_id",),
    "task_person": ("task_id",),
}
"""Where both may stand beside one another: two rows that agree in these columns become one."""
APART = frozenset({"person_key", "duplicate_pair"})
"""Derived: made anew."""
TWO_ENDED = frozenset({"person_relation", "not_same"})
"""Rows between two people: between the two that become one they go."""
PARTS = {"aliases": t.PersonAlias, "addresses": t.PersonAddress, "contacts": t.PersonContact, "flags": t.PersonFlag}
_COLUMNS = {
    "title": ("title",),
    "name": ("given_names", "family_name"),
    "born": ("born",),
    "age": ("approximate_age", "age_noted_on"),
    "language": ("language",),
    "interpreter": ("interpreter",),
    "preferred_format": ("preferred_format",),
}


def links() -> Iterator[tuple[type[t.Base], str]]:
    """Every column that leads to a person."""
    for name, kind in sorted(CLASSES.items()):
        for column in kind.__table__.columns:
            if name != "person" and any(key.column.table.name == "person" for key in column.foreign_keys):
                yield kind, column.key


def merge(
    work: Work,
    one_id: int,
    other_id: int,
    versions: tuple[int, int],
    choices: Mapping[str, Keep],
    *,
    sure: bool = False,
) -> int:
    """Make them one, keeping of each field what ``choices`` says; answers the number of the merge.

    Raises :class:`InvalidField` where the two stand against one another in a case and nobody is ``sure``.
    """
    require(work.who.role, "record")
    if one_id == other_id:
        raise InvalidField("other", "Choose two people.")
    one, other = _person(work, one_id), _person(work, other_id)
    same_version(one.version, versions[0])
    same_version(other.version, versions[1])
    against = standing_against(work, one_id, other_id)
    if against and not sure:
        raise InvalidField("sure", " ".join(against), "If they are one person all the same, say so.")
    kept, gone = (one, other) if one_id > other_id else (other, one)
    names = (_name(kept), _name(gone))
    born_changed = one.born != other.born
    if born_changed:
        _know(work, one_id, other_id)
    steps = Steps(work)
    _fields(steps, kept, one, other, choices)
    _parts(work, steps, kept, gone, {"one": one_id, "other": other_id}, choices)
    _other_names(work, steps, kept, names)
    _links(work, steps, kept.id, gone.id)
    _drafts(work, steps, kept.id, gone.id)
    _remove(work, steps, gone)
    number = work.add(
        t.PersonMerge(
            kept_id=kept.id, gone_id=gone.id, kept_name=names[0], gone_name=names[1], steps={"steps": steps.steps},
            merged_at=work.now, merged_by=work.who.user_id, undone_at=None, undone_by=None,
        )
    )  # fmt: skip
    _follow(work, kept, born_changed=born_changed)
    return number


def undo_merge(work: Work, merge_id: int) -> tuple[int, int]:
    """Put everything back as it was; answers the two people's numbers. Raises :class:`Refused` if that is too late."""
    require(work.who.role, "record")
    row = work.session.get(t.PersonMerge, merge_id)
    if row is None:
        raise NotFound("This merge is no longer in the office.")
    if row.undone_at is not None:
        raise Refused("This merge was undone already.", "Nothing is left to do.")
    later = work.session.scalars(
        select(t.PersonMerge.id).where(
            t.PersonMerge.id > merge_id,
            t.PersonMerge.undone_at.is_(None),
            or_(t.PersonMerge.kept_id == row.kept_id, t.PersonMerge.gone_id == row.kept_id),
        )
    ).first()
    if later:
        raise Refused("This person was merged again since.", "Undo the later merge first.")
    _know(work, row.kept_id)
    put_back(work, row.steps["steps"])
    row.undone_at, row.undone_by = work.now, work.who.user_id
    work.session.flush()
    for number in (row.kept_id, row.gone_id):
        _follow(work, _person(work, number), born_changed=True)
    return row.kept_id, row.gone_id


def standing_against(work: Work, one_id: int, other_id: int) -> tuple[str, ...]:
    """Why they are hardly one person, in sentences; none where nothing speaks against it."""
    from asbdesk.queries.merging import against

    return against(work.session, one_id, other_id)


# The fields and lists of the record itself


def _fields(steps: Steps, kept: t.Person, one: t.Person, other: t.Person, choices: Mapping[str, Keep]) -> None:
    wanted: dict[str, Any] = {}
    for field, columns in _COLUMNS.items():
        source = other if choices.get(field, "one") == "other" else one
        wanted.update({column: getattr(source, column) for column in columns})
    notes = {"one": [one.notes], "other": [other.notes]}.get(choices.get("notes", "both"), [one.notes, other.notes])
    wanted["notes"] = "\n\n".join(dict.fromkeys(note.strip() for note in notes if note.strip()))
    steps.change(kept, **wanted)


def _parts(
    work: Work, steps: Steps, kept: t.Person, gone: t.Person, ids: Mapping[str, int], choices: Mapping[str, Keep]
) -> None:
    for name, kind in PARTS.items():
        choice = choices.get(name, "both") if name in LISTS else "both"
        rows: list[Any] = list(work.session.scalars(select(kind).where(kind.person_id.in_((kept.id, gone.id)))))
        if choice != "both":
            for row in [row for row in rows if row.person_id != ids[choice]]:
                steps.delete(row)
                rows.remove(row)
        held = {_content(row): row for row in rows if row.person_id == kept.id}
        for row in [row for row in rows if row.person_id == gone.id]:
            twin = held.get(_content(row))
            if twin is None:
                steps.change(row, person_id=kept.id)
            else:
                for column in ("safe", "safe_to_write"):
                    if hasattr(row, column):
                        steps.change(twin, **{column: safer(getattr(row, column), getattr(twin, column))})
                steps.delete(row)


def _content(row: Any) -> tuple[Any, ...]:
    """What makes two of them the same: all but how safe it is to use them."""
    left = {"id", "person_id", "safe", "safe_to_write"}
    return tuple(str(plain(getattr(row, c.key))).casefold() for c in row.__table__.columns if c.key not in left)


def _other_names(work: Work, steps: Steps, kept: t.Person, names: tuple[str, str]) -> None:
    """A name that she no longer has stays as an alias: the guard of papers must know it."""
    known = work.session.scalars(select(t.PersonAlias.name).where(t.PersonAlias.person_id == kept.id))
    held = {_name(kept).casefold(), *(name.casefold() for name in known)}
    for name in dict.fromkeys(names):
        if name and name.casefold() not in held:
            steps.insert(t.PersonAlias(person_id=kept.id, name=name, note="recorded twice"))


# What leads to her


def _links(work: Work, steps: Steps, kept: int, gone: int) -> None:
    _parties(work, steps, kept, gone)
    for kind, column in links():
        name = kind.__tablename__
        if name in APART or kind in PARTS.values():
            continue
        for row in list(work.session.scalars(select(kind).where(getattr(kind, column) == gone))):
            if _twin(work, row, column, kept) or (name in TWO_ENDED and _between(row, kept, gone)):
                steps.delete(row)
            else:
                steps.change(row, **{column: kept})
    for held in work.session.scalars(select(t.MediationSession)):
        if gone in held.attended:
            steps.change(held, attended=list(dict.fromkeys(kept if n == gone else n for n in held.attended)))


def _twin(work: Work, row: Any, column: str, kept: int) -> bool:
    """Whether the one who stays has such a row already."""
    name = row.__tablename__
    if name in TWO_ENDED:
        rest = [c.key for c in row.__table__.columns if c.key in ("person_id", "one_id", "other_id", "relation")]
        same = {each: getattr(row, each) for each in rest if each != column}
    elif name in SAME:
        same = {each: getattr(row, each) for each in SAME[name]}
    else:
        return False
    kind: Any = CLASSES[name]
    wanted = [getattr(kind, each) == value for each, value in same.items()]
    return work.session.scalars(select(kind.id).where(getattr(kind, column) == kept, *wanted)).first() is not None


def _between(row: Any, kept: int, gone: int) -> bool:
    ends = {getattr(row, each) for each in ("person_id", "one_id", "other_id") if hasattr(row, each)}
    return ends <= {kept, gone}


def _parties(work: Work, steps: Steps, kept: int, gone: int) -> None:
    """In each case that both are in, what is closed to a reader through one of them is closed through the other."""
    p = t.CaseParty
    rows = list(work.session.scalars(select(p).where(p.person_id.in_((kept, gone))).order_by(p.id)))
    for case_id in {row.case_id for row in rows if row.person_id == gone}:
        here = [row for row in rows if row.case_id == case_id]
        if len({row.person_id for row in here}) == 2:
            _close(work, steps, here)
        for row in [row for row in here if row.person_id == gone]:
            twin = next((each for each in here if each.person_id == kept and each.role is row.role), None)
            if twin is None:
                continue
            if row.pseudonym and not twin.pseudonym:
                taken = row.pseudonym
                steps.change(row, pseudonym=None)
                steps.change(twin, pseudonym=taken)
            decided = {each.reader for each in _classes(work, twin.id)}
            for each in _classes(work, row.id):
                if each.reader in decided:
                    steps.delete(each)
                else:
                    steps.change(each, party_id=twin.id)
            steps.delete(row)


def _close(work: Work, steps: Steps, parties: list[t.CaseParty]) -> None:
    guarded = [row for row in parties if row.role in PROTECTABLE]
    standings = {row.id: _standing(work, row) for row in parties}
    own = Disclosure.OPEN
    for row in guarded:
        own = stricter(row.disclosure, own)
    for row in guarded:
        steps.change(row, disclosure=own)
    for row in parties:
        kin = [each for each in parties if each.role is row.role or (row in guarded and each in guarded)]
        closed = closed_to(standings[each.id] for each in kin)
        decided = {each.reader: each for each in _classes(work, row.id)}
        for reader in sorted(closed, key=lambda each: each.value):
            if reader in decided:
                steps.change(decided[reader], disclosure=Disclosure.PROTECTED)
            elif reader not in closed_to([(row.role, row.disclosure, {})]):
                steps.insert(
                    t.PartyClass(
                        party_id=row.id, reader=reader, disclosure=Disclosure.PROTECTED,
                        reason="Recorded twice: closed through the other record.",
                        decided_by=work.who.user_id, decided_at=work.now,
                    )
                )  # fmt: skip


def _standing(work: Work, row: t.CaseParty) -> tuple[CaseRole, Disclosure, Mapping[Any, Disclosure]]:
    return row.role, row.disclosure, {each.reader: each.disclosure for each in _classes(work, row.id)}


def _classes(work: Work, party_id: int) -> list[t.PartyClass]:
    return list(work.session.scalars(select(t.PartyClass).where(t.PartyClass.party_id == party_id)))


def _drafts(work: Work, steps: Steps, kept: int, gone: int) -> None:
    """What somebody is typing about her goes on under the number that stays."""
    taken = {(row.user_id, row.key) for row in work.session.scalars(select(t.Draft))}
    for row in list(work.session.scalars(select(t.Draft))):
        key = re.sub(rf"\bperson([-:]){gone}\b", rf"person\g<1>{kept}", row.key)
        if (row.user_id, key) in taken:
            key = row.key
        steps.change(row, key=key, payload=_renumbered(row.payload, kept, gone))


def _renumbered(value: Any, kept: int, gone: int) -> Any:
    """A form's contents with another number for a person: ``{"id": 7, "name": ...}``, ``person_id``, ``person-7``."""
    if isinstance(value, dict):
        held: dict[str, Any] = {**value}  # pyright: ignore[reportUnknownVariableType]
        person = "name" in held and held.get("id") == gone
        made = {name: _renumbered(each, kept, gone) for name, each in held.items()}
        named = [name for name, each in held.items() if each == gone and name in ("person_id", "parent_id", "other_id")]
        return {**made, **({"id": kept} if person else {}), **dict.fromkeys(named, kept)}
    if isinstance(value, list):
        many: list[Any] = [*value]  # pyright: ignore[reportUnknownVariableType]
        return [_renumbered(each, kept, gone) for each in many]
    return f"person-{kept}" if value == f"person-{gone}" else value


def _remove(work: Work, steps: Steps, gone: t.Person) -> None:
    pair = t.DuplicatePair
    derived: list[Any] = list(work.session.scalars(select(t.PersonKey).where(t.PersonKey.person_id == gone.id)))
    derived += work.session.scalars(select(pair).where(or_(pair.one_id == gone.id, pair.other_id == gone.id)))
    for row in derived:
        work.session.delete(row)
    work.session.flush()
    for name in PARTS:
        set_committed_value(gone, name, [])
    steps.delete(gone)


def _know(work: Work, *people: int) -> None:
    """Before a birth date goes: what is known of their applications is kept, to tell what changes."""
    from asbdesk.services.court_orders import know_person  # the law is read only where it is needed

    for number in people:
        know_person(work, number)


def _follow(work: Work, person: t.Person, *, born_changed: bool) -> None:
    from asbdesk.services.duplicates import compare_person

    work.session.flush()
    compare_person(work, person.id)
    if born_changed:
        from asbdesk.services.court_orders import follow_person

        follow_person(work, person.id)


def _person(work: Work, person_id: int) -> t.Person:
    person = work.session.get(t.Person, person_id)
    if person is None:
        raise NotFound("One of the two is no longer in the office: it was merged already.")
    return person


def _name(person: t.Person) -> str:
    return f"{person.given_names} {person.family_name}".strip()
