"""``asbdesk import --people``: rows of people and their homes, each double decided on or asked about."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from asbdesk.errors import Refused
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.people_file import PeopleMapping, guess_people, settled
from asbdesk.importers.people_run import NEW, PeopleCheckup, check_people, take_in_people
from asbdesk.importers.read import sniff
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor

_SHOWN = 20


def import_people(office: Office, who: Actor, given: argparse.Namespace) -> dict[str, Any]:
    """Take the people in; answers what came of it, for programs. Raises ``Refused`` while doubles are undecided."""
    reading = sniff(given.file, sheet=given.sheet)
    mapping = _dated(settled(given.file, reading, guess_people(reading)), given.dates)
    checkup = check_people(
        office, given.file, reading, mapping, office.clock.today(), lambda _done, _total, _words: None, lambda: None
    )
    decisions = _decided(checkup, given.doubles)
    take_in_people(office, who, checkup, decisions)
    known = sum(number != NEW for number in decisions.values())
    return {
        "file": given.file.name,
        "taken": len(checkup.drafts) - known,
        "known": known + checkup.known,
        "repeated": checkup.repeated,
        "refused": len(checkup.refused),
        "refused_rows": [{"row": each.row_number, "reason": each.reason} for each in checkup.refused],
    }


def _dated(mapping: PeopleMapping, dates: str | None) -> PeopleMapping:
    """The mapping with what was said of dates that can be read two ways."""
    if not dates:
        return mapping
    chosen = DateFormat(dates)
    read = {key: each.choose(chosen) if each.ambiguous else each for key, each in mapping.dates.items()}
    return replace(mapping, dates=read)


def _decided(checkup: PeopleCheckup, said: str | None) -> dict[int, int]:
    """Whom each double means, by the number of its row."""
    sure = checkup.sure()
    open_ones = [each for each in checkup.doubles if each.draft.row_number not in sure]
    if open_ones and said is None:
        rows = "; ".join(f"row {each.draft.row_number} may be {each.alike[0].name}" for each in open_ones[:_SHOWN])
        raise Refused(
            f"{len(open_ones)} of these people may be known already: {rows}.",
            "Say --doubles known or --doubles new, or decide on each of them in the window.",
        )
    return {**sure, **{e.draft.row_number: e.alike[0].id if said == "known" else NEW for e in open_ones}}
