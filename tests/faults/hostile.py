"""An office full of hostile strings, and a guard that sees what the program opens, runs or calls meanwhile."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from asbdesk.domain.casework import IncidentRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.people import AddressValues
from asbdesk.services import incidents, people
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.documents.test_hostile import strings
from tests.factories import do, incident_values, person_values

_OWN = (
    "{{7*7}}", "{{ office.name }}", "${7*7}", "{% for x in range(9) %}x{% endfor %}", "%s%s%n", "&Save && [*]",
    '<img src="file:///etc/passwd"> <b>bold</b>', '<a href="http://127.0.0.1:9/">call</a>', "=1+1",
    "+cmd|' /C calc'!A0", "'; DROP TABLE person; --", '" OR 1=1 --', "NEAR(a b) AND title:x*",
    "../../../../etc/passwd", "\ufffebackwards", "\ufeffmarked", "a\ufffeb", "\uffff", "$(touch /tmp/asb-was-here)",
    "`touch /tmp/asb-was-here`",
)  # fmt: skip
"""What the lists lack: our own template language, our search language, and strings that Qt reads backwards."""

LISTS = (
    "own",
    "strings/blns-even.json",
    "injection/html-quick.txt",
    "injection/sql-blind-generic.txt",
    "injection/csv-formula-payloads.txt",
)


def texts(name: str) -> list[str]:
    """Every string of a list that is not blank, once."""
    found = _OWN if name == "own" else strings(name)
    return [each for each in dict.fromkeys(found) if each.strip()]


@dataclass(frozen=True)
class Told:
    """A string, and where it was put."""

    text: str
    person: int
    incident: int

    @property
    def typed(self) -> str:
        """Blanks at the ends are not kept."""
        return self.text.strip()


@dataclass(frozen=True)
class Full:
    """An office in which every string of a list is a name, an address and an account."""

    office: Office
    who: Actor
    told: tuple[Told, ...]
    tables: frozenset[str]


def put(office: Office, who: Actor, typed: str) -> Told:
    """The string as everything that somebody may type about a person and an incident."""
    address = (AddressValues(typed, typed[:12]),)
    person = do(office, who, people.add_person, person_values(typed, "Testwick", title="", addresses=address))
    values = incident_values(
        IncidentPersonValues(IncidentRole.PERPETRATOR, person),
        IncidentPersonValues(IncidentRole.WITNESS, None, typed),
        place=typed, postcode=typed[:12], summary=typed, account=typed, reported_by=typed,
    )  # fmt: skip
    return Told(typed, person, do(office, who, incidents.record_incident, values))


def tables_of(office: Office) -> frozenset[str]:
    """What stands in the store's own list of tables, indexes and triggers, with how each was made."""
    with office.reading() as session:
        return frozenset(str(tuple(row)) for row in session.execute(text("SELECT type, name, sql FROM sqlite_master")))


class Watch:
    """Python's audit events while it is ``on``: a file outside the allowed folders, the network, another program."""

    _FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
                  "os.posix_spawn", "os.spawn", "os.startfile", "webbrowser.open", "urllib.Request", "ftplib.connect",
                  "smtplib.connect")  # fmt: skip
    _MOVING = ("open", "os.remove", "os.rename")

    def __init__(self) -> None:
        repo = Path(__file__).resolve().parents[2]
        python = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())
        self.python = tuple({str(Path(each).resolve()) for each in (repo, *python)}) + tuple(python)
        self.allowed: tuple[str, ...] = self.python
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self)  # there is no way to take one off again

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in self._FORBIDDEN:
            self.seen.append(f"{event} {args!r}")
        elif event in self._MOVING and isinstance(args[0], str | bytes):
            path = args[0] if isinstance(args[0], str) else args[0].decode("utf-8", "replace")
            if not path.startswith(self.allowed) and path != "/dev/null":
                self.seen.append(f"{event} {path!r}")

    @contextmanager
    def watching(self, *folders: Path) -> Generator[None]:
        """Nothing but Python, the program and these folders may be opened meanwhile."""
        before = self.allowed, self.on, self.seen
        self.allowed, self.on, self.seen = (*self.python, *(str(folder) for folder in folders)), True, []
        try:
            yield
        finally:
            seen = self.seen
            self.allowed, self.on, self.seen = before
        assert not seen, seen


WATCH = Watch()
