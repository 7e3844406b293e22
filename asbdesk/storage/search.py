"""The word index (FTS5) and the name keys, kept in the same transaction as what they index.

Each kind of thing has an index of its own under its row's id: a few cases are not looked for among a million incidents.
The index keeps words alone, not the texts. What an engine other than SQLite would do differently stays in this module.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    column,
    delete,
    func,
    insert,
    select,
    table,
)
from sqlalchemy.orm import Session

from asbdesk.domain import names
from asbdesk.reference_data import load_nicknames
from asbdesk.storage import search_words
from asbdesk.storage import tables as t
from asbdesk.storage.audit import Changed
from asbdesk.storage.ids import all_ids

KINDS = (
    "person", "case", "incident", "contract", "document", "application", "mediation", "exhibit", "agency",
)  # fmt: skip
_WRITTEN = ("reference", "title", "body")


def _columns(*names: str) -> list[Any]:
    return [column("rowid", Integer), *(column(name, Text) for name in names)]


_INDEX = {kind: table(f"search_{kind}", *_columns(*_WRITTEN)) for kind in KINDS}
_PARTS = {kind: table(f"search_part_{kind}", *_columns("part")) for kind in KINDS}
"""What is found by any three signs of it that stand together."""
PART = 3
_LONGEST_PREFIX = 4
"""The index holds beginnings of two to so many signs; what begins with more is gathered when it is asked for."""
_FEW_BYTES, _MANY_BYTES = 1 << 20, 8 << 20
"""So much of an index is gathered in memory before it is written: as FTS5 has it of itself, and for a whole import."""
_NEWEST = {
    index.name: f"SELECT rowid FROM {index.name} WHERE {index.name} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    for index in (*_INDEX.values(), *_PARTS.values())
}
_STANDING = {
    kind: f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM {index.name} WHERE {index.name} MATCH value)"  # noqa: S608
    for kind, index in _INDEX.items()
}
_WORDS = {
    kind: (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_{kind} USING fts5vocab(main, {index.name}, 'instance')",
        f"WITH RECURSIVE walked(term) AS (SELECT (SELECT term FROM words_{kind} WHERE term >= ?1 AND term < ?2 LIMIT 1)"  # noqa: S608
        f" UNION ALL SELECT (SELECT term FROM words_{kind} WHERE term >= walked.term || char(1) AND term < ?2 LIMIT 1)"
        " FROM walked WHERE walked.term IS NOT NULL) SELECT term FROM walked WHERE term IS NOT NULL",
    )
    for kind, index in _INDEX.items()
}
"""From word to word, without looking at the entries that hold it: there may be a million."""
_ENTRIES = {kind: insert(index).prefix_with("OR REPLACE") for kind, index in _INDEX.items()}
_PART_ENTRIES = {kind: insert(index).prefix_with("OR REPLACE") for kind, index in _PARTS.items()}
_OWNERS: dict[str, tuple[tuple[str, str], ...]] = {
    "person": (("person", "id"),),
    "person_alias": (("person", "person_id"),),
    "person_address": (("person", "person_id"),),
    "person_contact": (("person", "person_id"),),
    "incident": (("incident", "id"),),
    "incident_person": (("incident", "incident_id"),),
    "case": (("case", "id"),),
    "case_party": (("case", "case_id"),),
    "case_event": (("case", "case_id"),),
    "exhibit": (("exhibit", "id"), ("case", "case_id")),
    "exhibit_text": (("exhibit", "exhibit_id"),),
    "statement": (("case", "case_id"),),
    "mediation": (("mediation", "id"), ("case", "case_id")),
    "mediation_consent": (("mediation", "mediation_id"),),
    "application": (("application", "id"), ("case", "case_id")),
    "allegation": (("application", "application_id"),),
    "sought_term": (("application", "application_id"),),
    "hearing": (("application", "application_id"),),
    "conference": (("case", "case_id"),),
    "agreed_action": (("case", "case_id"),),
    "disclosure_entry": (("case", "case_id"),),
    "contract_log": (("contract", "contract_id"),),
    "contract_breach": (("contract", "contract_id"),),
    "contract_interview": (("contract", "contract_id"),),
    "document": (("document", "id"),),
    "document_content": (("document", "document_id"),),
    "contract": (("contract", "id"),),
    "contract_term": (("contract", "contract_id"),),
    "agency": (("agency", "id"),),
    "agency_contact": (("agency", "agency_id"),),
}


def match_words(typed: str, *, whole: bool = False) -> str:
    """What was typed as an FTS5 query: every word must occur, the last letters of each may be missing unless ``whole``.

    Each word is quoted, so that no typed sign is an operator. A single sign counts as a whole word, and only beside
    longer ones: what begins with "t" is nearly everything. A word that another begins with says nothing more than
    that one and is left out. Empty when nothing can be looked for.
    """
    words = ["".join(c for c in word if c.isalnum() or c in "'’") for word in _split(typed)]
    words = [word for word in words if word.strip("'’")]
    if all(len(word) == 1 for word in words):
        return ""
    return " ".join(f'"{word}"' if whole or len(word) == 1 else f'"{word}"*' for word in _telling(words))


def _telling(words: list[str]) -> list[str]:
    """Without those that others begin with: "th th" asks for no more than "th", "th thorn" for no more than "thorn"."""
    plain = [word.casefold() for word in words]
    return [
        word
        for place, word in enumerate(words)
        if len(word) == 1
        or not any(
            other.startswith(plain[place]) and (len(other) > len(plain[place]) or n < place)
            for n, other in enumerate(plain)
            if n != place and other.isalnum() and plain[place].isalnum()
        )
    ]


def either(*matches: str) -> str:
    """A query that is met where one of these is; empty ones are left out."""
    asked = [f"({each})" for each in matches if each]
    return " OR ".join(asked)


def any_spelling(words: Sequence[Sequence[str]]) -> str:
    """A query for all the words, each in any of its spellings; "" for none."""
    return " AND ".join(f"({each})" for way in words if (each := " OR ".join(filter(None, map(match_words, way)))))


def phrase(words: str, *, only: str = "") -> str:
    """A query for words that stand side by side, in one column alone where ``only`` names it."""
    said = " ".join(_split(words)).replace("'", " ").replace("’", " ")
    return (f"{{{only}}} : " if only else "") + f'"{said}"' if said.strip() else ""


def in_column(name: str, words: str) -> str:
    """The query of :func:`match_words` for one column alone."""
    return f"{{{name}}} : ({words})" if words else ""


def part_words(typed: str) -> str:
    """The query of :func:`with_part`: each word must stand somewhere, in the middle of another it may be. "" where
    one is too short for that.
    """
    words = _split(typed)
    if not words or any(len(word) < PART for word in words):
        return ""
    return " ".join(f'"{word}"' for word in words)


def matching(kind: str, words: str) -> Select[int]:
    """The ids of one kind whose entry holds all the words of :func:`match_words`."""
    index = _INDEX[kind]
    return select(index.c.rowid).where(column(index.name).op("MATCH")(words))


def newest(session: Session, kind: str, words: str, most: int, *, part: bool = False) -> Sequence[int]:
    """The newest ids of :func:`matching`, or of :func:`with_part`.

    Sent as it is: it is asked a score of times at each key that is pressed, and a statement takes longer to build than
    this takes to answer.
    """
    index = (_PARTS if part else _INDEX)[kind]
    cursor: Any = session.connection().exec_driver_sql(_NEWEST[index.name], (words, most)).cursor
    return [number for (number,) in cursor.fetchall()]


def begins_somewhere(session: Session, word: str, kinds: Collection[str] = KINDS) -> bool:
    """Does a word of some entry begin so? What is no word that can be looked for is taken to."""
    said = match_words(word)
    return not said or any(newest(session, kind, said, 1) for kind in kinds)


def standing(session: Session, words: Collection[str], kinds: Collection[str] = KINDS) -> list[str]:
    """Those of the words, of letters alone, that stand in entries of the first kind that has any of them.

    Hundreds are looked up in one statement, in a hundredth of a second however many words the index holds.
    """
    asked = json.dumps([f'"{word}"' for word in words])
    for kind in kinds if words else ():
        cursor: Any = session.connection().exec_driver_sql(_STANDING[kind], (asked,)).cursor
        if found := [quoted.strip('"') for (quoted,) in cursor.fetchall()]:
            return found
    return []


def words_beginning(session: Session, beginning: str, kinds: Collection[str] = KINDS) -> Iterator[list[str]]:
    """The words that begin so, kind by kind: some hundreds, in a hundredth of a second."""
    connection = session.connection()
    for kind in kinds:
        made, walked = _WORDS[kind]
        connection.exec_driver_sql(made)
        end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        yield [term for (term,) in connection.exec_driver_sql(walked, (beginning, end))]


def every_match(session: Session, kind: str, words: str) -> array[int]:
    """All ids of :func:`matching` at once."""
    return all_ids(session.connection(), matching(kind, words))


def matching_of(session: Session, kind: str, words: str, ids: array[int]) -> array[int]:
    """Those of the ids that :func:`matching` finds, in any order. Sooner than all where :func:`quickly_looked_up`."""
    rowid = _INDEX[kind].c.rowid
    wanted = func.json_each(json.dumps(ids.tolist())).table_valued("value")
    return all_ids(session.connection(), matching(kind, words).where(rowid.in_(select(wanted.c.value))))


def quickly_looked_up(words: str) -> bool:
    """Are there only beginnings that have an index of their own?"""
    return all(len(word) <= _LONGEST_PREFIX for word in _split(words))


def with_part(kind: str, words: str) -> Select[int]:
    """The ids of one kind in whose names, telephones or references all of :func:`part_words` stand."""
    index = _PARTS[kind]
    return select(index.c.rowid).where(column(index.name).op("MATCH")(words))


def indexed(kind: str) -> Select[int]:
    """The ids of one kind that stand in the index."""
    return select(_INDEX[kind].c.rowid)


def reindex(session: Session, *, new: Iterable[Any], changed: Changed, deleted: Iterable[Any]) -> None:
    """Bring the index up to date with a flush. What no changed column feeds is left as it stands."""
    new, deleted = list(new), list(deleted)
    touched: dict[tuple[str, int], bool] = {}
    for row, columns in chain(((row, None) for row in chain(new, deleted)), changed.items()):
        for owner, part in _fed(row, columns):
            touched[owner] = touched.get(owner, False) or part
    gone = {(row.__tablename__, row.id) for row in deleted if isinstance(row, t.Base) and row.__tablename__ in KINDS}
    named = chain(new, (row for row, columns in changed.items() if _names_changed(row, columns)), deleted)
    renamed = {owner for row in named if (owner := _named(row))}
    connection = session.connection()
    for person_id in renamed:
        _replace_keys(connection, person_id, gone=("person", person_id) in gone)
    for person_id in renamed - {row.id for row in new if isinstance(row, t.Person)}:
        touched = dict.fromkeys(_titled_by(connection, person_id), False) | touched
    for agency in (row for row, columns in changed.items() if isinstance(row, t.Agency) and "name" in columns):
        touched = dict.fromkeys(_held_by(connection, agency.id), False) | touched
    for (kind, row_id), part in sorted(touched.items()):
        _replace(connection, kind, row_id, gone=(kind, row_id) in gone, part=part)


def fill(connection: Connection) -> None:
    """Index what is in the office where an index is empty: it was made anew, or never was there."""
    for kind in KINDS:
        index, rows = _INDEX[kind], t.Base.metadata.tables[kind].c
        if connection.execute(select(index.c.rowid).limit(1)).first() is not None:
            continue
        one_by_one = select(rows.id)
        if kind == "incident":
            one_by_one = one_by_one.where(rows.batch_id.is_(None))
            _index_incidents(connection, rows.batch_id.is_not(None))
        for row_id in connection.execute(one_by_one).scalars().all():
            _replace(connection, kind, row_id, gone=False)


def _fed(row: Any, changed: Collection[str] | None) -> Iterator[tuple[tuple[str, int], bool]]:
    """Whose entries the row is in, and whether in their part too: by the columns that changed, or as a whole."""
    if not isinstance(row, t.Base):
        return
    name = row.__tablename__
    for kind, owner in _OWNERS.get(name, ()):
        if _meets(search_words.feeds(kind), name, changed):
            yield (kind, getattr(row, owner)), _meets(search_words.part_feeds(kind), name, changed)


def _meets(feeds: frozenset[tuple[str, str]], name: str, changed: Collection[str] | None) -> bool:
    return any(table == name and (changed is None or column in changed) for table, column in feeds)


def _named(row: Any) -> int | None:
    """The person whose names the row holds."""
    return row.id if isinstance(row, t.Person) else row.person_id if isinstance(row, t.PersonAlias) else None


def _names_changed(row: Any, changed: Collection[str]) -> bool:
    """Most changes of a person are none of her name, and need no other entry than her own."""
    return not isinstance(row, t.Person) or "given_names" in changed or "family_name" in changed


def index_batch(session: Session, batch_id: int) -> None:
    """Index the incidents of an imported batch in one statement."""
    _index_incidents(session.connection(), t.Incident.batch_id == batch_id)


def _index_incidents(connection: Connection, which: ColumnElement[bool]) -> None:
    part = search_words.INCIDENT_PART
    words = select(t.Incident.id, *search_words.INCIDENT_WORDS).where(which)
    parts = select(t.Incident.id, part).where(which, part != "")
    with _many(connection, _INDEX["incident"].name):
        connection.execute(insert(_INDEX["incident"]).from_select(["rowid", *_WRITTEN], words))
    with _many(connection, _PARTS["incident"].name):
        connection.execute(insert(_PARTS["incident"]).from_select(["rowid", "part"], parts))


@contextmanager
def _many(connection: Connection, index: str) -> Generator[None]:
    """Let many entries gather in memory before they are written: fewer, longer pieces, which need less joining."""
    size = f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', ?)"  # noqa: S608 - one of our own names
    connection.exec_driver_sql(size, (_MANY_BYTES,))
    yield
    connection.exec_driver_sql(size, (_FEW_BYTES,))


def unindex_batch(session: Session, gone: Select[int]) -> None:
    """Take a batch's incidents out of the index, before they are taken out of the store."""
    for index in (_INDEX["incident"], _PARTS["incident"]):
        session.connection().execute(delete(index).where(index.c.rowid.in_(gone)))


def _split(typed: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "'’" else " " for c in typed).split()


def _titled_by(connection: Connection, person_id: int) -> set[tuple[str, int]]:
    """The entries in which her name stands."""
    consent = t.MediationConsent
    named = {
        "case": select(t.CaseParty.case_id).where(t.CaseParty.person_id == person_id),
        "contract": select(t.Contract.id).where(t.Contract.person_id == person_id),
        "application": select(t.Application.id).where(t.Application.person_id == person_id),
        "mediation": select(consent.mediation_id).where(consent.person_id == person_id),
    }
    return {(kind, row) for kind, rows in named.items() for row in connection.execute(rows).scalars()}


def _held_by(connection: Connection, agency_id: int) -> set[tuple[str, int]]:
    """The mediations that an agency holds: its name stands in their entries."""
    held = select(t.Mediation.id).where(t.Mediation.provider_id == agency_id)
    return {("mediation", row) for row in connection.execute(held).scalars()}


def _replace(connection: Connection, kind: str, row_id: int, *, gone: bool, part: bool = True) -> None:
    index, parts = _INDEX[kind], _PARTS[kind]
    said = None if gone else search_words.entry(connection, kind, row_id, part=part)
    if said is None:
        connection.execute(delete(index).where(index.c.rowid == row_id))
    else:
        words = {"reference": said.reference, "title": said.title, "body": said.body}
        connection.execute(_ENTRIES[kind], {"rowid": row_id, **words})
    if said is not None and said.part:
        connection.execute(_PART_ENTRIES[kind], {"rowid": row_id, "part": said.part})
    elif said is None or said.part is not None:
        connection.execute(delete(parts).where(parts.c.rowid == row_id))


def _replace_keys(connection: Connection, person_id: int, *, gone: bool) -> None:
    wanted = frozenset[str]() if gone else names.keys(_names(connection, person_id), load_nicknames())
    held = frozenset(connection.execute(select(t.PersonKey.key).where(t.PersonKey.person_id == person_id)).scalars())
    if held == wanted:
        return
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
