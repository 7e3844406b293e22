"""The word index (FTS5) and the name keys, kept in the same transaction as what they index.

Each kind of thing has an index of its own under its row's id: a few cases are not looked for among a million incidents.
The index keeps words alone, not the texts. What an engine other than SQLite would do differently stays in this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Integer, Select, Text, column, delete, insert, select, table
from sqlalchemy.orm import Session

from asbdesk.domain import names, phones, when
from asbdesk.reference_data import load_nicknames
from asbdesk.storage import tables as t

KINDS = ("person", "incident", "case", "document", "contract")
_INDEX = {
    kind: table(
        f"search_{kind}",
        *(column(name, Integer if name == "rowid" else Text) for name in ("rowid", "reference", "title", "body")),
    )
    for kind in KINDS
}
_WRITTEN = ("reference", "title", "body")
_OWNERS = {
    "person": ("person", "id"),
    "person_alias": ("person", "person_id"),
    "person_address": ("person", "person_id"),
    "person_contact": ("person", "person_id"),
    "incident": ("incident", "id"),
    "incident_person": ("incident", "incident_id"),
    "case": ("case", "id"),
    "case_party": ("case", "case_id"),
    "case_event": ("case", "case_id"),
    "exhibit": ("case", "case_id"),
    "document": ("document", "id"),
    "document_content": ("document", "document_id"),
    "contract": ("contract", "id"),
    "contract_term": ("contract", "contract_id"),
}


def match_words(typed: str) -> str:
    """What was typed as an FTS5 query: every word must occur, the last letters of each may be missing.

    Each word is quoted, so that no typed sign is an operator. A single sign counts as a whole word, and only beside
    longer ones: what begins with "t" is nearly everything. Empty when nothing can be looked for.
    """
    words = ["".join(c for c in word if c.isalnum() or c in "'’") for word in _split(typed)]
    words = [word for word in words if word.strip("'’")]
    if all(len(word) == 1 for word in words):
        return ""
    return " ".join(f'"{word}"' if len(word) == 1 else f'"{word}"*' for word in words)


def matching(kind: str, words: str) -> Select[int]:
    """The ids of one kind whose entry holds all the words of :func:`match_words`."""
    index = _INDEX[kind]
    return select(index.c.rowid).where(column(index.name).op("MATCH")(words))


def indexed(kind: str) -> Select[int]:
    """The ids of one kind that stand in the index."""
    return select(_INDEX[kind].c.rowid)


def reindex(session: Session, *, new: Iterable[Any], dirty: Iterable[Any], deleted: Iterable[Any]) -> None:
    """Bring the index up to date with a flush."""
    touched: set[tuple[str, int]] = set()
    gone: set[tuple[str, int]] = set()
    for row in chain(new, dirty, deleted):
        if isinstance(row, t.Base) and row.__tablename__ in _OWNERS:
            kind, column = _OWNERS[row.__tablename__]
            touched.add((kind, getattr(row, column)))
    for row in deleted:
        if isinstance(row, t.Base) and row.__tablename__ in KINDS:
            gone.add((row.__tablename__, row.id))
    connection = session.connection()
    for person_id in [row_id for kind, row_id in touched if kind == "person"]:
        touched |= _titled_by(connection, person_id)
    for kind, row_id in sorted(touched):
        _replace(connection, kind, row_id, gone=(kind, row_id) in gone)


def index_batch(session: Session, batch_id: int) -> None:
    """Index the incidents of an imported batch in one statement."""
    i = t.Incident
    words = select(
        i.id, i.reference + " " + i.external_ref, i.summary, i.account + " " + i.place + " " + i.postcode
    ).where(i.batch_id == batch_id)
    session.connection().execute(insert(_INDEX["incident"]).from_select(["rowid", *_WRITTEN], words))


def unindex_batch(session: Session, batch_id: int) -> None:
    """Take a batch's incidents out of the index, before they are taken out of the store."""
    index = _INDEX["incident"]
    batch = select(t.Incident.id).where(t.Incident.batch_id == batch_id)
    session.connection().execute(delete(index).where(index.c.rowid.in_(batch)))


def _split(typed: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "'’" else " " for c in typed).split()


def _titled_by(connection: Connection, person_id: int) -> set[tuple[str, int]]:
    cases = connection.execute(select(t.CaseParty.case_id).where(t.CaseParty.person_id == person_id)).scalars()
    contracts = connection.execute(select(t.Contract.id).where(t.Contract.person_id == person_id)).scalars()
    return {("case", row) for row in cases} | {("contract", row) for row in contracts}


def _replace(connection: Connection, kind: str, row_id: int, *, gone: bool) -> None:
    if kind == "person":
        _replace_keys(connection, row_id, gone=gone)
    words = None if gone else _WORDS[kind](connection, row_id)
    index = _INDEX[kind]
    if words is None:
        connection.execute(delete(index).where(index.c.rowid == row_id))
    else:
        entry = {"rowid": row_id, **dict(zip(_WRITTEN, words, strict=True))}
        connection.execute(insert(index).prefix_with("OR REPLACE"), entry)


def _replace_keys(connection: Connection, person_id: int, *, gone: bool) -> None:
    wanted = frozenset[str]() if gone else names.keys(_names(connection, person_id), load_nicknames())
    held = frozenset(connection.execute(select(t.PersonKey.key).where(t.PersonKey.person_id == person_id)).scalars())
    if held == wanted:
        return  # most changes of a person are none of her name
    connection.execute(delete(t.PersonKey).where(t.PersonKey.person_id == person_id))
    if wanted:
        connection.execute(
            insert(t.PersonKey.__table__),  # pyright: ignore[reportArgumentType]
            [{"person_id": person_id, "key": key} for key in sorted(wanted)],
        )


def _names(connection: Connection, person_id: int) -> tuple[str, ...]:
    person = connection.execute(
        select(t.Person.given_names, t.Person.family_name).where(t.Person.id == person_id)
    ).one_or_none()
    aliases = connection.execute(select(t.PersonAlias.name).where(t.PersonAlias.person_id == person_id)).scalars()
    return (f"{person[0]} {person[1]}".strip(), *aliases) if person else ()


def _person_words(connection: Connection, row_id: int) -> tuple[str, str, str] | None:
    person = connection.execute(
        select(t.Person.title, t.Person.born, t.Person.notes).where(t.Person.id == row_id)
    ).one_or_none()
    if person is None:
        return None
    addresses = connection.execute(
        select(t.PersonAddress.lines, t.PersonAddress.postcode).where(t.PersonAddress.person_id == row_id)
    ).all()
    contacts = connection.execute(
        select(t.PersonContact.value, t.PersonContact.digits).where(t.PersonContact.person_id == row_id)
    ).all()
    numbers = " ".join(f"{value} {phones.spellings(digits)}" for value, digits in contacts)
    homes = " ".join(f"{lines} {postcode} {postcode.replace(' ', '')}" for lines, postcode in addresses)
    day: date | None = person[1]
    born = f"{day.isoformat()} {when.show_date(day)}" if day else ""
    return numbers, " / ".join(_names(connection, row_id)), f"{homes} {born} {person[2]}"


def _incident_words(connection: Connection, row_id: int) -> tuple[str, str, str] | None:
    i = t.Incident
    row = connection.execute(
        select(i.reference, i.external_ref, i.summary, i.account, i.place, i.postcode, i.reported_by).where(
            i.id == row_id
        )
    ).one_or_none()
    if row is None:
        return None
    described = connection.execute(
        select(t.IncidentPerson.description).where(t.IncidentPerson.incident_id == row_id)
    ).scalars()
    return f"{row[0]} {row[1]}", row[2], " ".join((*row[3:], *described))


def _case_words(connection: Connection, row_id: int) -> tuple[str, str, str] | None:
    case = connection.execute(
        select(t.Case.reference, t.Case.subject, t.Case.summary).where(t.Case.id == row_id)
    ).one_or_none()
    if case is None:
        return None
    parties = connection.execute(
        select(t.Person.given_names, t.Person.family_name, t.CaseParty.pseudonym)
        .join(t.CaseParty, t.CaseParty.person_id == t.Person.id)
        .where(t.CaseParty.case_id == row_id)
    ).all()
    events = connection.execute(select(t.CaseEvent.text).where(t.CaseEvent.case_id == row_id)).scalars()
    people = " ".join(" ".join(filter(None, party)) for party in parties)
    things = connection.execute(
        select(t.Exhibit.mark, t.Exhibit.title).where(t.Exhibit.case_id == row_id, t.Exhibit.complete)
    ).all()
    evidence = (f"{mark} {title}" for mark, title in things)
    return case[0], f"{case[1]} {people}", " ".join((case[2], *events, *evidence))


def _document_words(connection: Connection, row_id: int) -> tuple[str, str, str] | None:
    row = connection.execute(
        select(t.Document.reference, t.Document.title, t.DocumentContent.text)
        .outerjoin(t.DocumentContent, t.DocumentContent.document_id == t.Document.id)
        .where(t.Document.id == row_id)
    ).one_or_none()
    return (row[0], row[1], row[2] or "") if row else None


def _contract_words(connection: Connection, row_id: int) -> tuple[str, str, str] | None:
    row = connection.execute(
        select(t.Contract.reference, t.Person.given_names, t.Person.family_name)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.id == row_id)
    ).one_or_none()
    if row is None:
        return None
    terms = connection.execute(select(t.ContractTerm.text).where(t.ContractTerm.contract_id == row_id)).scalars()
    return row[0], f"{row[1]} {row[2]}", " ".join(terms)


_WORDS = {
    "person": _person_words,
    "incident": _incident_words,
    "case": _case_words,
    "document": _document_words,
    "contract": _contract_words,
}
