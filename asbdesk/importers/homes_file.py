"""Rows of an address list: homes, whoever lives there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from asbdesk.domain.homes import HomeValues, normal_home
from asbdesk.domain.postcodes import postcode, search_key
from asbdesk.importers import cells
from asbdesk.importers.mapping import Mapping, Target
from asbdesk.importers.people_file import TWICE, PeopleMapping, PersonTarget, guess_people, home_lines, tenure
from asbdesk.importers.read import rows
from asbdesk.importers.reading import Reading, Row
from asbdesk.importers.results import Draft, HomeDraft, LeftOut, Refused

HOME_TARGETS = (
    PersonTarget.ADDRESS, PersonTarget.POSTCODE, PersonTarget.REFERENCE, PersonTarget.TENURE, PersonTarget.LANDLORD,
)  # fmt: skip
"""The fields of a home that a column can fill."""
_NEVER = frozenset((Target.WHEN, Target.TIME, Target.CATEGORY, Target.NUMBER, Target.ACCOUNT, Target.SUMMARY))
"""What a list of homes does not tell: where one of these is found, the rows are incidents."""
_EVERY = 500
_MOST = 200_000


def guess_homes(reading: Reading) -> PeopleMapping:
    """The likeliest meaning of each column of an address list."""
    found = guess_people(reading, homes=True)
    columns = {target: at for target, at in found.columns.items() if target in HOME_TARGETS}
    return replace(found, columns=columns, homes=True)


def tells_of_homes(reading: Reading, mapping: Mapping) -> bool:
    """Are these homes rather than incidents: addresses with a number in most of them, a postcode or a reference beside,
    nobody who lives there, no day and no kind of incident?"""
    columns = guess_people(reading, homes=True).columns
    found = columns.keys()
    addresses = ["".join(row[at] for at in columns.get(PersonTarget.ADDRESS, ()) if at < len(row))
                 for _, row in reading.sample]  # fmt: skip
    numbered = sum(any(sign.isdigit() for sign in each) for each in addresses)
    named = found & {PersonTarget.NAME, PersonTarget.GIVEN, PersonTarget.FAMILY, PersonTarget.BORN}
    beside = found & {PersonTarget.POSTCODE, PersonTarget.REFERENCE}
    told = mapping.columns.keys() & _NEVER or mapping.constant_when is not None
    return bool(reading.header and beside and 2 * numbered > len(addresses)) and not named and not told


def plan_homes(
    path: Path, reading: Reading, mapping: PeopleMapping, check: Callable[[], None]
) -> Iterator[HomeDraft | Refused | LeftOut]:
    """What becomes of each row; an address that comes again under another reference is somebody's mistake."""
    first: dict[str, HomeDraft] = {}
    for count, (number, row) in enumerate(rows(path, reading), start=1):
        if count % _EVERY == 0:
            check()
        if count > _MOST:
            yield Refused(number, f"An address list has at most {_MOST:,} rows. Split it.", row)
            return
        try:
            values = _values(row, mapping)
        except cells.BadCell as bad:
            yield Refused(number, str(bad), row)
        else:
            draft = Draft(number, fingerprint(values.lines, values.postcode), values)
            before = first.setdefault(draft.fingerprint, draft)
            if before is draft:
                yield draft
            elif values.reference in ("", before.values.reference):
                yield LeftOut(number, TWICE)
            else:
                why = f"Row {before.row_number} has the same address under another reference."
                yield Refused(number, why, row)


def fingerprint(lines: str, code: str) -> str:
    """Of the address as it is meant: the same for ``3 Kiln Rd`` and ``3, Kiln Road``."""
    meant = f"{normal_home(lines)}\x1f{search_key(code)}"
    return hashlib.sha256(meant.encode("utf-8", "surrogatepass")).hexdigest()


def _values(row: Row, mapping: PeopleMapping) -> HomeValues:
    def said(target: PersonTarget, between: str = " ") -> str:
        return between.join(filter(None, (cells.text(row, at) for at in mapping.columns.get(target, ()))))

    lines, code = home_lines(said(PersonTarget.ADDRESS, "\n")), said(PersonTarget.POSTCODE)
    if not normal_home(lines):
        raise cells.BadCell("There is no address.")
    if any(map(cells.is_total, lines.splitlines())):
        raise cells.BadCell("The row is a sum of others, not a home.")
    if code and postcode(code) is None:
        raise cells.BadCell(f"“{code[:40]}” is no postcode. Mend it, or leave it empty.")
    return HomeValues(
        lines=lines,
        postcode=postcode(code) or "",
        reference=said(PersonTarget.REFERENCE),
        tenure=tenure(said(PersonTarget.TENURE)),
        landlord=said(PersonTarget.LANDLORD),
    )
