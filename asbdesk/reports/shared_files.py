"""The files that a partner gets: CSV, a workbook of two sheets, a summary as PDF; and the last look at their bytes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any

from asbdesk.documents import guard
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.guard import ClosedPerson, Finding
from asbdesk.documents.pdf import render
from asbdesk.domain.months import first_day
from asbdesk.domain.sharing import ShareRules
from asbdesk.errors import Refused
from asbdesk.importers.plain_table import csv_bytes, workbook_bytes
from asbdesk.reports.sharing import WITHHELD, Shared, notes, paper, rows

Files = tuple[tuple[str, bytes], ...]


def make_files(shared: Shared, office: OfficeFacts, rules: ShareRules, today: date) -> Files:
    """Each with its name: ``incidents-by-area-month-2003-07-to-2003-09.csv``."""
    table, about = rows(shared), notes(shared, office, rules, today)
    name = stem(shared)
    return (
        (f"{name}.csv", csv_bytes(table)),
        (f"{name}-notes.csv", csv_bytes(about)),
        (f"{name}.xlsx", workbook_bytes([("Data", table), ("Notes", about)], today)),
        (f"{name}.pdf", render(paper(shared, office, rules, today))),
    )


def stem(shared: Shared) -> str:
    """The name of the files, without their endings."""
    first, last = (first_day(month).isoformat()[:7] for month in (shared.plan.first, shared.plan.last))
    fields = "-".join((shared.of.kind, *shared.plan.across))
    return f"incidents-by-{fields}-{first}" + ("" if first == last else f"-to-{last}")


def late_reports(table: Sequence[Sequence[Any]], earlier: bytes, least: int) -> int:
    """In how many cells an earlier file of the same cut differs by so little that the two together give it away."""
    before = {tuple(row[:-1]): row[-1] for row in csv.reader(StringIO(earlier.decode("utf-8-sig")))}
    pairs = ((str(row[-1]), before.get(tuple(str(cell) for cell in row[:-1]), "")) for row in table[1:])
    return sum(bool(then) and now != then and _apart(now, then, least) < least for now, then in pairs)


def _apart(now: str, then: str, least: int) -> int:
    """So far two cells lie apart at least; what is withheld may have been withheld for being small."""
    (low, high), (low_then, high_then) = _within(now, least), _within(then, least)
    return max(low - high_then, low_then - high, 0)


def _within(said: str, least: int) -> tuple[int, int]:
    if said == WITHHELD:
        return 1, least - 1
    numbers = [int(each.replace(",", "")) for each in said.split(" to ")]
    return numbers[0], numbers[-1]


_COUNT = re.compile(r"^[\d\W_]+|[\d\W_]+$")
_TELL = "It was not given. Tell whoever looks after the program."


def cells_of(shared: Shared, office: OfficeFacts, rules: ShareRules, today: date) -> tuple[str, ...]:
    """What stands in each cell of the files."""
    return tuple(str(cell) for row in (*rows(shared), *notes(shared, office, rules, today)) for cell in row)


def last_look(
    files: Files,
    everybody: Iterable[tuple[ClosedPerson, ...]],
    public: Iterable[str],
    to_do: str = _TELL,
    cells: Sequence[str] | None = None,
) -> None:
    """Read the finished bytes, the words in their pictures too where text recognition is installed, and hold everybody
    against them. Raises :class:`Refused` where somebody shows.

    What is ``public`` (an area, the office's own address) gives nobody away who happens to be called or to live so,
    and neither does a word alone. A count before the name of an area is no house of a street that is called so: it
    counts where both stand in one of the ``cells`` that were set, or where nobody says which those were.
    """
    known = {_squeezed(name) for name in public}
    set_so = None if cells is None else tuple({_squeezed(cell) for cell in cells})
    read = [guard.read_file(name, content) for name, content in files]
    if guard.engine():
        read = [guard.with_pictures(reading) for reading in read]
    unread = [words for reading in read for words in reading.unread]
    if unread:
        raise Refused(f"The finished file could not be read again: {unread[0]}.", "It was not given. Try it once more.")
    parts = guard.Reading(tuple(dict.fromkeys(part for reading in read for part in reading.parts)))
    for some in everybody:
        for found in guard.find(parts, some):
            words = _squeezed(found.words)
            beside = set_so is not None and _COUNT.sub("", words) in known and not any(words in each for each in set_so)
            if _gives_away(found) and words not in known and not beside:
                raise Refused(
                    f"“{found.words}” is known to the office ({found.what} of {found.who}), and stands in the file.",
                    to_do,
                )


def _gives_away(found: Finding) -> bool:
    return found.what not in ("surname", "first name", "initials")


def _squeezed(words: str) -> str:
    return "".join(words.split()).casefold()
