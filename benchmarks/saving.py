"""One saved change, with its audit and search entries, beside a raw commit of one row in the same kind of file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from asbdesk.domain.casework import CaseRole, Disclosure, EventKind, Jurisdiction
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.services import cases, people
from asbdesk.storage.engine import connect
from asbdesk.storage.keys import new_data_key
from asbdesk.storage.office import Founding, Office
from asbdesk.storage.work import Actor
from benchmarks.measure import Figure, in_turn

_RUNS = 150


def figures(_rows: int) -> Iterator[Figure]:
    """In an office with one case."""
    with tempfile.TemporaryDirectory(prefix="asb-bench-") as folder:
        office, _ = Office.found(
            Path(folder) / "office",
            Founding("Bench", "", "", Jurisdiction.ENGLAND_WALES, "Bench", "bench"),
            "bench-1234",
        )
        who = office.actor("bench")
        raw = _raw(Path(folder) / "raw.db")
        person = _do(office, who, people.add_person, _person(0))
        party = cases.PartyValues(person, CaseRole.PERPETRATOR, Disclosure.OPEN)
        case = _do(office, who, cases.open_case, cases.CaseValues("Noise", ("noise",), (party,)))
        turn = count(1)

        def commit() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO note(case_id, at, text) VALUES (1, '2003-11-17', ?)", (f"Called, {next(turn)}",))
            raw.execute("COMMIT")

        def note() -> None:
            words = f"Visited; nobody in. {next(turn)}"
            _do(office, who, cases.note, case, EventKind.NOTE, datetime(2003, 11, 1, 10, 0), words)

        versions = count(1)  # a page read it with the rest, before anybody typed

        def change() -> None:
            _do(office, who, people.change_person, person, next(versions), _person(next(turn)))

        for what, act in (("a note on a case", note), ("a person changed", change)):
            for _ in range(20):
                act()
            ours, floor = in_turn(act, commit, _RUNS)
            yield Figure(f"saved: {what}, with audit and search", ours, floor, "raw commit", 6)
        raw.close()
        office.close()


def _do(office: Office, who: Actor, service: Any, *args: Any) -> Any:
    with office.transaction(who, service.__name__) as work:
        return service(work, *args)


def _person(turn: int) -> PersonValues:
    return PersonValues(
        given_names="Dean",
        family_name="Mercer",
        notes=f"Seen {turn} times.",
        addresses=(AddressValues("14 Larch Court"),),
    )


def _raw(file: Path) -> Any:
    connection = connect(file, new_data_key(), create=True)
    connection.execute("CREATE TABLE note(id INTEGER PRIMARY KEY, case_id INTEGER, at TEXT, text TEXT)")
    return connection
