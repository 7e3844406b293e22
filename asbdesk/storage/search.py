"""The word index (FTS5) and the name keys, kept in the same transaction as what they index.

Each kind of thing has an index of its own under its row's id: a few cases are not looked for among a million incidents.
The index keeps words alone, not the texts. What an engine other than SQLite would do differently stays in this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from itertools import chain
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    delete,
    func,
    insert,
    inspect,
    select,
    table,
)
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
    "mediation": ("case", "case_id"),
    "application": ("case", "case_id"),
    "conference": ("case", "case_id"),
    "agreed_action": ("case", "case_id"),
    "disclosure_entry": ("case", "case_id"),
    "contract_log": ("contract", "contract_id"),
    "contract_breach": ("contract", "contract_id"),
    "contract_interview": ("contract", "contract_id"),
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
    new, deleted = list(new), list(deleted)
    changed = [row for row in dirty if session.is_modified(row)]
    touched = {owner for row in chain(new, changed, deleted) if (owner := _owner(row))}
    gone = {(row.__tablename__, row.id) for row in deleted if isinstance(row, t.Base) and row.__tablename__ in KINDS}
    renamed = {owner for row in chain(new, filter(_names_changed, changed), deleted) if (owner := _named(row))}
    connection = session.connection()
    for person_id in renamed:
        _replace_keys(connection, person_id, gone=("person", person_id) in gone)
    for person_id in renamed - {row.id for row in new if isinstance(row, t.Person)}:
        touched |= _titled_by(connection, person_id)
    for kind, row_id in sorted(touched):
        _replace(connection, kind, row_id, gone=(kind, row_id) in gone)


def _owner(row: Any) -> tuple[str, int] | None:
    """Whose entry the row is in."""
    if not isinstance(row, t.Base) or row.__tablename__ not in _OWNERS:
        return None
    kind, column = _OWNERS[row.__tablename__]
    return kind, getattr(row, column)


def _named(row: Any) -> int | None:
    """The person whose names the row holds."""
    return row.id if isinstance(row, t.Person) else row.person_id if isinstance(row, t.PersonAlias) else None


def _names_changed(row: Any) -> bool:
    """Most changes of a person are none of her name, and need no other entry than her own."""
    if not isinstance(row, t.Person):
        return True
    attrs = inspect(row).attrs
    return attrs.given_names.history.has_changes() or attrs.family_name.history.has_changes()


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
    words = None if gone else _words(connection, kind, row_id)
    index = _INDEX[kind]
    if words is None:
        connection.execute(delete(index).where(index.c.rowid == row_id))
    else:
        connection.execute(_ENTRIES[kind], {"rowid": row_id, **dict(zip(_WRITTEN, words, strict=True))})


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


def _words(connection: Connection, kind: str, row_id: int) -> Sequence[str] | None:
    """Reference, title and body of an entry; None for a row that is no longer there."""
    row = connection.execute(_WORDS[kind], {"row_id": row_id}).one_or_none()
    if row is None or kind != "person":
        return row
    contacts = connection.execute(_CONTACTS, {"row_id": row_id}).all()
    numbers = " ".join(f"{value} {phones.spellings(digits)}" for value, digits in contacts)
    day: date | None = row[1]
    born = f"{day.isoformat()} {when.show_date(day)}" if day else ""
    return numbers, row[0], f"{row[2]} {born} {row[3]}"


_ROW: BindParameter[int] = bindparam("row_id")


def _all(words: Any, *where: ColumnElement[bool]) -> ColumnElement[str]:
    """The words of all those rows in one: hundreds of notes come as one value instead of as hundreds of rows."""
    return func.coalesce(select(func.group_concat(words, " ")).where(*where).scalar_subquery(), "")


def _joined(*words: Any) -> ColumnElement[str]:
    """Words with blanks between them."""
    return reduce(lambda one, other: one + " " + other, words)


# Each statement is built once: building one takes longer than running it.
_ENTRIES = {kind: insert(index).prefix_with("OR REPLACE") for kind, index in _INDEX.items()}
_CONTACTS = select(t.PersonContact.value, t.PersonContact.digits).where(t.PersonContact.person_id == _ROW)
_HOME = t.PersonAddress
_PERSON = t.Person
_NAME = _joined(_PERSON.given_names, _PERSON.family_name)
_DISCLOSED = t.DisclosureEntry
_CASE_TEXTS = (
    _all(t.CaseEvent.text, t.CaseEvent.case_id == _ROW),
    _all(_joined(t.Exhibit.mark, t.Exhibit.title), t.Exhibit.case_id == _ROW, t.Exhibit.complete.is_(True)),
    _all(_joined(t.Mediation.reference, t.Mediation.issues), t.Mediation.case_id == _ROW),
    _all(
        _joined(t.Application.reference, t.Application.court_number, t.Application.necessity),
        t.Application.case_id == _ROW,
    ),
    _all(_joined(t.Conference.place, t.Conference.purpose, t.Conference.minutes), t.Conference.case_id == _ROW),
    _all(_joined(t.AgreedAction.text, t.AgreedAction.outcome), t.AgreedAction.case_id == _ROW),
    _all(_joined(_DISCLOSED.to_whom, _DISCLOSED.what, _DISCLOSED.returned), _DISCLOSED.case_id == _ROW),
)
_BREACH, _INTERVIEW = t.ContractBreach, t.ContractInterview
_CONTRACT_TEXTS = (
    _all(t.ContractTerm.text, t.ContractTerm.contract_id == _ROW),
    _all(t.ContractLogEntry.text, t.ContractLogEntry.contract_id == _ROW),
    _all(_joined(_BREACH.summary, _BREACH.evidence, _BREACH.persons_account), _BREACH.contract_id == _ROW),
    _all(_joined(_INTERVIEW.understanding, _INTERVIEW.reasons, _INTERVIEW.support_needs),
         _INTERVIEW.contract_id == _ROW),
)  # fmt: skip
_WORDS: dict[str, Executable] = {
    "person": select(
        _joined(_NAME, "/", _all(t.PersonAlias.name, t.PersonAlias.person_id == _ROW)),
        _PERSON.born,
        _all(_joined(_HOME.lines, _HOME.postcode, func.replace(_HOME.postcode, " ", "")), _HOME.person_id == _ROW),
        _PERSON.notes,
    ).where(_PERSON.id == _ROW),
    "incident": select(
        _joined(t.Incident.reference, t.Incident.external_ref),
        t.Incident.summary,
        _joined(
            t.Incident.account, t.Incident.place, t.Incident.postcode, t.Incident.reported_by,
            _all(t.IncidentPerson.description, t.IncidentPerson.incident_id == _ROW),
        ),
    ).where(t.Incident.id == _ROW),
    "case": select(
        t.Case.reference,
        _joined(
            t.Case.subject,
            _all(
                _joined(_NAME, func.coalesce(t.CaseParty.pseudonym, "")),
                t.CaseParty.person_id == _PERSON.id, t.CaseParty.case_id == _ROW,
            ),
        ),
        _joined(t.Case.summary, *_CASE_TEXTS),
    ).where(t.Case.id == _ROW),
    "document": select(t.Document.reference, t.Document.title, func.coalesce(t.DocumentContent.text, ""))
    .outerjoin(t.DocumentContent, t.DocumentContent.document_id == t.Document.id)
    .where(t.Document.id == _ROW),
    "contract": select(
        t.Contract.reference, _NAME, _joined(*_CONTRACT_TEXTS)
    )
    .join(_PERSON, _PERSON.id == t.Contract.person_id)
    .where(t.Contract.id == _ROW),
}  # fmt: skip
