"""The calendar file against the rules of RFC 5545 themselves, read by hand: not by the package that wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.clock import LONDON
from asbdesk.queries.calendar import Entry
from asbdesk.reports.calendar import to_ical

NOW = datetime(2003, 11, 17, 9, 0, tzinfo=LONDON)
DAY = date(2003, 11, 18)
AT = datetime(2003, 11, 18, 10, 30)
HOSTILE = (
    "14 Larch Court\r\nATTENDEE:mailto:somebody@example.org",
    "END:VEVENT\nEND:VCALENDAR\nBEGIN:VEVENT",
    'a;b,c\\d:e"f\\n',
    "Flat 2, Ō" + "é" * 80,
    "🏚" * 40,
    "\u2028line\u2029paragraph\x85next",
    "\x00bell\x07tab\tescape\x1b[31m",
    "\u202eסימן\u202c ltr",
    "x" * 5000,
    " leading and trailing ",
)
_LINE = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z0-9-]+=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x1f\x7f]*))*)"
    r":(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")


@dataclass
class Part:
    """A component: its kind, its properties in order, and what it holds."""

    kind: str
    lines: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    parts: list[Part] = field(default_factory=list["Part"])

    def values(self, name: str) -> list[tuple[str, str]]:
        return [(params, value) for found, params, value in self.lines if found == name]

    def value(self, name: str) -> tuple[str, str]:
        (only,) = self.values(name)
        return only


def read(content: bytes) -> Part:
    """The calendar, as strictly as section 3.1 and 3.4 have it."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert b"\r" not in line
        assert b"\n" not in line
        assert len(line) <= 75
        line.decode("utf-8")  # no letter is cut in two
    logical = b"\r\n".join(physical).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    root, open_parts = Part(""), list[Part]()
    open_parts.append(root)
    for line in logical:
        matched = _LINE.fullmatch(line)
        assert matched, line
        name, params, value = matched["name"], matched["params"], matched["value"]
        if name == "BEGIN":
            open_parts[-1].parts.append(made := Part(value))
            open_parts.append(made)
        elif name == "END":
            assert open_parts.pop().kind == value
        else:
            open_parts[-1].lines.append((name, params, value))
    assert open_parts == [root]
    (calendar,) = root.parts
    assert calendar.kind == "VCALENDAR"
    return calendar


def text(value: str) -> str:
    """A TEXT value (section 3.3.11) as it was meant."""
    assert _TEXT.fullmatch(value), value
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def events(content: bytes) -> list[Part]:
    return [part for part in read(content).parts if part.kind == "VEVENT"]


def visit(place: str, what: str = "Visit, ASB/2003/0147") -> Entry:
    return Entry("visit-1@asbdesk", what, DAY, AT, AT.replace(hour=11), place)


def test_the_file_has_what_every_calendar_and_every_entry_needs() -> None:
    content = to_ical((visit("14 Larch Court"), Entry("clock-2@asbdesk", "Update, ASB/2003/0147", DAY)), NOW)
    calendar = read(content)
    assert calendar.value("VERSION") == ("", "2.0")
    assert len(calendar.values("PRODID")) == 1
    assert [part.kind for part in calendar.parts] == ["VTIMEZONE", "VEVENT", "VEVENT"]
    (zone,) = (part for part in calendar.parts if part.kind == "VTIMEZONE")
    assert zone.value("TZID")[1] == "Europe/London"
    assert {part.kind for part in zone.parts} == {"DAYLIGHT", "STANDARD"}
    for event in events(content):
        assert not [name for name, n in Counter(name for name, _, _ in event.lines).items() if n > 1]
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP")[1])
    assert [event.value("UID")[1] for event in events(content)] == ["visit-1@asbdesk", "clock-2@asbdesk"]


def test_an_hour_has_its_zone_and_a_day_is_a_date_whose_end_is_the_day_after() -> None:
    timed, whole = events(to_ical((visit("x"), Entry("clock-2@asbdesk", "Update", date(2004, 2, 28))), NOW))
    assert timed.value("DTSTART") == (";TZID=Europe/London", "20031118T103000")
    assert timed.value("DTEND") == (";TZID=Europe/London", "20031118T113000")
    assert whole.value("DTSTART") == (";VALUE=DATE", "20040228")
    assert whole.value("DTEND") == (";VALUE=DATE", "20040229")  # a leap year


@pytest.mark.parametrize("place", HOSTILE)
def test_whatever_stands_in_a_place_stays_in_it(place: str) -> None:
    (event,) = events(to_ical((visit(place),), NOW))
    read_back = text(event.value("LOCATION")[1])
    kept = "".join(c for c in place if unicodedata.category(c) != "Cc" or c == "\t")
    assert read_back.replace("\n", "") == kept
    assert {name for name, _, _ in event.lines} == {
        "UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "CLASS",
    }  # fmt: skip


@given(st.text(max_size=300), st.text(max_size=120))
def test_no_words_break_the_file(place: str, what: str) -> None:
    (event,) = events(to_ical((visit(place, what),), NOW))
    assert event.value("UID")[1] == "visit-1@asbdesk"


def test_an_empty_calendar_is_a_calendar() -> None:
    assert events(to_ical((), NOW)) == []
