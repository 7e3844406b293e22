"""An office of a size that no borough has: 1,000,000 incidents, 200,000 people, 20,000 cases, all invented.

Made once, by rows in bulk into the real, encrypted tables with search index and name keys, and kept in the system's
temporary folder; made anew when the store's revision or this file changes.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session

from asbdesk.domain import casework as c
from asbdesk.domain import names
from asbdesk.reference_data import load_nicknames
from asbdesk.storage import migrate, search
from asbdesk.storage import tables as t
from asbdesk.storage.engine import WRITING
from asbdesk.storage.office import Founding, Office
from asbdesk.storage.work import Actor

LOGIN, PASSWORD = "bench", "bench-office-1"
INCIDENTS, PEOPLE, CASES = 1_000_000, 200_000, 20_000
TODAY = date(2003, 11, 17)
_NOW = datetime(2003, 11, 17, 9, 0, tzinfo=UTC)
_AT_ONCE = 20_000
_GIVEN = (
    "Amina Alan Barbara Brian Carol Chloe Colin Daniel David Dean Deborah Donna Elaine Emma Farah George Gary Graham "
    "Hannah Harjit Helen Ian Imran Jack Jacqueline James Jane Janet Jason Joanne John Joseph Julie Karen Keith Kevin "
    "Kyle Laura Lee Leroy Linda Lisa Margaret Mark Martin Mary Matthew Michael Mohammed Nadia Neil Nicola Oluwaseun "
    "Patricia Paul Peter Priya Rachel Rebecca Richard Robert Ruth Samantha Sandra Sarah Sean Sharon Simon Stephen "
    "Steven Susan Tariq Thomas Tracey Victoria Wayne William Yusuf Zainab Zoë"
).split()
_FIRST_HALF = (
    "Ash Black Brad Brook Burn Cart Clay Col Crow Dal Dray East Fair Farn Gar Green Hal Hart Hol Hurst Kirk Lang Lin "
    "Mar Mer Mor New Nor Oak Pen Quar Rad Red Ring Sel Shep Smith Sten Stock Tan Thorn Til Under Wal Wat West Whit Wood"
).split()
_SECOND_HALF = "bury by cer cott croft dale den dine er ers field ford gate ham head hurst ing land ley man more ridge"
_FAMILY = [one + two for one in _FIRST_HALF for two in (*_SECOND_HALF.split(), "s", "ton", "wick", "worth", "")]
_STREETS = [
    f"{tree} {kind}"
    for tree in "Alder Ash Beech Birch Cedar Chapel Church Elm Farm Hazel High Larch Lime Mill Oak Park Quarry".split()
    for kind in "Road Street Court Avenue Close Lane Gardens Rise".split()
]
_WHAT = (
    "loud music was played until three in the morning; a group of youths shouted abuse at passers-by; stones were "
    "thrown at windows; a bin was set alight; rubbish was dumped on the landing; a car was raced up and down; a dog "
    "was left barking all night; the lift was fouled; racist words were sprayed on the wall; a scooter was ridden on "
    "the pavement; fireworks were let off near the houses; an abandoned vehicle was found without plates; needles were "
    "left in the stairwell; a neighbour was threatened at her door; people were drinking in the playground"
).split("; ")
_AFTER = (
    "It has gone on for weeks. The tenant is afraid to complain. Police attended and spoke to them. The warden saw it "
    "too. Children were present. Photographs were taken. Nobody would give a name. The landlord has been told."
).split(". ")


def big_office(rows: int) -> tuple[Office, Actor]:
    """The office with that many incidents, opened; made now if it is not there."""
    folder = Path(tempfile.gettempdir()) / f"asbdesk-benchmarks/office-{rows}-{_stamp()}"
    if not (folder / "made").exists():
        print(f"Making an office with {rows:,} incidents in {folder} (once) ...", flush=True)
        for old in folder.parent.glob(f"office-{rows}-*"):
            shutil.rmtree(old, ignore_errors=True)
        folder.parent.mkdir(exist_ok=True)
        start = time.perf_counter()
        _make(folder, rows)
        (folder / "made").touch()
        print(f"... {time.perf_counter() - start:.0f} s", flush=True)
    return Office.open(folder, LOGIN, PASSWORD, alone=False)


def _stamp() -> str:
    return f"{migrate.NEWEST}-{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]}"


def _make(folder: Path, rows: int) -> None:
    founding = Founding(
        name="Thornmere Borough Council",
        address="Civic Offices\nThornmere",
        telephone="01632 960100",
        jurisdiction=c.Jurisdiction.ENGLAND_WALES,
        user_name="Bench",
        login=LOGIN,
        training_date=TODAY,
    )
    office, _ = Office.found(folder, founding, PASSWORD)
    share = rows / INCIDENTS
    people, cases = max(10, round(PEOPLE * share)), max(3, round(CASES * share))
    dice = random.Random(2003)  # the same office each time
    with office.engine.execution_options(**{WRITING: True}).begin() as connection:
        _people(connection, dice, people)
        _cases(connection, dice, cases, people)
        _incidents(connection, dice, rows, people, cases)
    office.close()


def _put(connection: Connection, table: type[t.Base], rows: Iterator[dict[str, Any]]) -> None:
    statement = insert(table.__table__)  # type: ignore[arg-type]
    while batch := list(islice(rows, _AT_ONCE)):
        connection.execute(statement, batch)


def _index(connection: Connection, kind: str, rows: Iterator[tuple[int, str, str, str]]) -> None:
    statement = text(
        f"INSERT INTO search_{kind}(rowid, reference, title, body) VALUES (:id, :reference, :title, :body)"
    )
    while batch := list(islice(rows, _AT_ONCE)):
        connection.execute(
            statement, [dict(zip(("id", "reference", "title", "body"), row, strict=True)) for row in batch]
        )


def _index_parts(connection: Connection, kind: str, rows: Iterator[tuple[int, str]]) -> None:
    statement = text(f"INSERT INTO search_part_{kind}(rowid, part) VALUES (:id, :part)")
    while batch := list(islice(rows, _AT_ONCE)):
        connection.execute(statement, [{"id": number, "part": part} for number, part in batch])


def _people(connection: Connection, dice: random.Random, count: int) -> None:
    who = [(dice.choice(_GIVEN), dice.choice(_FAMILY), _born(dice)) for _ in range(count)]
    homes = [(f"{dice.randint(1, 180)} {dice.choice(_STREETS)}\nThornmere", _postcode(dice)) for _ in range(count)]
    known = load_nicknames()
    _put(connection, t.Person, (_person(i, *one) for i, one in enumerate(who, 1)))
    _put(connection, t.PersonAddress, (_address(i, *home) for i, home in enumerate(homes, 1)))
    _put(
        connection,
        t.PersonKey,
        (
            {"person_id": i, "key": key}
            for i, (given, family, _) in enumerate(who, 1)
            for key in sorted(names.keys((f"{given} {family}",), known))
        ),
    )
    _index(
        connection,
        "person",
        (
            (i, _telephone(i), f"{one[0]} {one[1]}", f"{home[0]} {home[1]} {one[2].isoformat()}")
            for i, (one, home) in enumerate(zip(who, homes, strict=True), 1)
        ),
    )
    _index_parts(connection, "person", ((i, f"{one[0]} {one[1]} {_telephone(i)}") for i, one in enumerate(who, 1)))


def _cases(connection: Connection, dice: random.Random, count: int, people: int) -> None:
    _put(connection, t.Case, (_case(i, dice) for i in range(1, count + 1)))
    parties = [(i, dice.sample(range(1, people + 1), 3)) for i in range(1, count + 1)]
    roles = (c.CaseRole.PERPETRATOR, c.CaseRole.COMPLAINANT, c.CaseRole.WITNESS)
    _put(
        connection,
        t.CaseParty,
        (
            {
                "case_id": case_id,
                "person_id": person_id,
                "role": role,
                "disclosure": c.Disclosure.OPEN if role is c.CaseRole.PERPETRATOR else c.Disclosure.PROTECTED,
                "pseudonym": None if role is c.CaseRole.PERPETRATOR else f"{role.label} A",
            }
            for case_id, three in parties
            for person_id, role in zip(three, roles, strict=True)
        ),
    )
    _put(
        connection,
        t.CaseEvent,
        (
            {
                "case_id": i,
                "kind": c.EventKind.NOTE,
                "happened_at": datetime(2003, 6, 1, 10, 0),
                "text": _account(dice),
                "author_id": 1,
                "recorded_at": _NOW,
            }
            for i in range(1, count + 1)
            for _ in range(3)
        ),
    )
    words = ((i, _case_reference(i), "Noise nuisance", _account(dice)) for i in range(1, count + 1))
    _index(connection, "case", words)
    _index_parts(connection, "case", ((i, _case_reference(i)) for i in range(1, count + 1)))


def _incidents(connection: Connection, dice: random.Random, count: int, people: int, cases: int) -> None:
    start = datetime(1998, 1, 1)
    minutes = int((datetime(2003, 11, 17) - start).total_seconds() // 60)
    batch = {
        "file_name": "invented.csv", "file_sha256": "", "profile": "", "reading": {}, "rows_read": count,
        "accepted": count, "refused": 0, "left_out": 0, "known": 0, "identical": 0, "imported_at": _NOW,
        "imported_by": 1, "undone_at": None,
    }  # fmt: skip
    _put(connection, t.ImportBatch, iter([batch]))
    _put(
        connection,
        t.Incident,
        (
            _incident(i, start + timedelta(minutes=dice.randrange(minutes)), dice, cases if i % 10 == 0 else 0)
            for i in range(1, count + 1)
        ),
    )
    _put(
        connection,
        t.IncidentPerson,
        (
            {"incident_id": i, "person_id": dice.randint(1, people), "role": c.IncidentRole.PERPETRATOR,
             "description": ""}
            for i in range(1, count + 1, 2)
        ),
    )  # fmt: skip
    with Session(bind=connection) as session:
        search.index_batch(session, 1)


def _person(number: int, given: str, family: str, born: date) -> dict[str, Any]:
    return {
        "id": number, "title": "", "given_names": given, "family_name": family, "born": born,
        "approximate_age": None, "age_noted_on": None, "language": "", "interpreter": False,
        "preferred_format": c.PreferredFormat.ORDINARY, "notes": "", "version": 1,
    }  # fmt: skip


def _address(number: int, lines: str, postcode: str) -> dict[str, Any]:
    return {
        "person_id": number, "lines": lines, "postcode": postcode, "lived_from": None, "lived_to": None,
        "tenure": c.Tenure.UNKNOWN, "landlord": "", "safe_to_write": c.SafeToUse.UNKNOWN,
    }  # fmt: skip


def _case(number: int, dice: random.Random) -> dict[str, Any]:
    return {
        "id": number, "reference": _case_reference(number), "subject": "Noise nuisance", "summary": _account(dice),
        "opened_on": TODAY - timedelta(days=dice.randrange(1500)),
        "status": c.CaseStatus.OPEN if number % 8 == 0 else c.CaseStatus.CLOSED, "risk": dice.choice(list(c.Risk)),
        "owner_id": 1, "previous_case_id": None, "closed_on": None, "closing_reason": None, "closing_note": "",
        "version": 1,
    }  # fmt: skip


def _incident(number: int, when: datetime, dice: random.Random, cases: int) -> dict[str, Any]:
    what = dice.choice(_WHAT)
    return {
        "id": number, "reference": f"INC/2003/{number:06}", "when_kind": c.WhenKind.MOMENT, "when_from": when,
        "when_to": None, "reported_at": when + timedelta(hours=9), "reported_how": c.ReportedHow.IMPORT,
        "reported_by": "", "anonymous": False, "place_kind": c.PlaceKind.ADDRESS,
        "place": f"{dice.randint(1, 180)} {dice.choice(_STREETS)}", "postcode": _postcode(dice), "latitude": None,
        "longitude": None, "lsoa_code": "", "lsoa_name": "", "category": dice.choice(_CATEGORIES),
        "qualifier": c.Qualifier.NUISANCE, "summary": what.capitalize() + ".", "account": _account(dice),
        "hate_strands": [], "hate_perceived_by": "", "domestic": False,
        "case_id": dice.randint(1, cases) if cases else None, "recorded_by": 1, "recorded_at": _NOW,
        "dealt_with_at": _NOW if number % 50 else None, "dealt_with_by": None, "dealt_with_note": "", "batch_id": 1,
        "row_number": number, "fingerprint": None, "external_ref": "", "version": 1,
    }  # fmt: skip


_CATEGORIES = ("noise", "rowdy", "vehicle", "neighbour", "street-drinking", "graffiti", "fireworks", "animal")


def _account(dice: random.Random) -> str:
    return f"At {dice.choice(_STREETS)} {dice.choice(_WHAT)}. " + ". ".join(dice.sample(_AFTER, 3)) + "."


def _born(dice: random.Random) -> date:
    return date(1930, 1, 1) + timedelta(days=dice.randrange(24_000))


def _telephone(number: int) -> str:
    """As the index holds it: 01632 is an area code kept for the invented."""
    return f"441632{number:06} 01632{number:06}"


def _postcode(dice: random.Random) -> str:
    return f"TM{dice.randint(1, 9)} {dice.randint(1, 9)}{dice.choice('ABDEFGHJLN')}{dice.choice('PQRSTUWXYZ')}"


def _case_reference(number: int) -> str:
    return f"ASB/2003/{number:04}"
