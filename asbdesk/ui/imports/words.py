"""What came of a file, in sentences. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from asbdesk.clock import LONDON
from asbdesk.domain.casework import Tenure
from asbdesk.domain.homes import HomeValues
from asbdesk.domain.imports import Holds
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.domain.when import show_date, show_time, show_when
from asbdesk.importers.check import FUTURE
from asbdesk.importers.results import IncidentRow, Report
from asbdesk.importers.run import Imported
from asbdesk.importers.staging import AnyRow, Checkup
from asbdesk.queries.imports import BatchRow, Overlap, StageRow
from asbdesk.reference_data import load_categories


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and its role of colour ("", "good", "alert", "muted")."""

    words: str
    role: str = ""


def count(number: int, one: str, many: str = "") -> str:
    """``1 incident``, ``1,894 incidents``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def import_words(checkup: Checkup) -> str:
    """What the button says."""
    return f"&Import {checkup.holds.counted(checkup.new)}"


def outcome(checkup: Checkup) -> list[Line]:
    """The dry run's counts, one to a line, the main one first."""
    report = checkup.report
    lines = [Line(f"{checkup.holds.counted(checkup.new)} would be taken in.", "good" if checkup.new else "")]
    lines += [Line(f"{count(report.read, 'row')} read.")]
    lines += [Line(f"{count(number, 'row')}: {why}.") for why, number in report.left_out_why.items()]
    if report.identical:
        lines.append(Line(
            f"{count(report.identical, 'row')} identical to another. Each is an incident of its own: police files give "
            "no reference for anti-social behaviour, so two reports of one street and month look alike."
        ))  # fmt: skip
    if checkup.doubles:
        lines.append(Line(
            f"{len(checkup.doubles):,} of them probably known already. Of a person who is known nothing is changed: an "
            "address and a telephone that are not held yet are added."
        ))  # fmt: skip
    if checkup.known:
        lines.append(Line(f"{count(checkup.known, 'row')} here already from an earlier import; none is doubled."))
    if checkup.mends:
        lines.append(Line(f"Refused rows of “{checkup.mends.file_name}”, mended: read as that file was."))
    lines += [Line(overlap_words(each), "alert") for each in checkup.overlaps]
    if report.refused:
        lines.append(Line(f"{count(report.refused, 'row')} refused, for the reasons below.", "alert"))
    lines += [warning_line(report, why, number) for why, number in report.warnings.items()]
    if report.first_day and report.last_day:
        lines.append(Line(f"From {show_date(report.first_day)} to {show_date(report.last_day)}.", "muted"))
    return lines


def warning_line(report: Report, why: str, number: int) -> Line:
    """A warning, with the numbers of the first rows that it is of."""
    named = report.warned_rows.get(why, ())
    rows = ", ".join(f"{each:,}" for each in named)
    more = " and others" if number > len(named) else ""
    where = f" ({'row' if number == 1 else 'rows'} {rows}{more})" if named else ""
    return Line(f"{count(number, 'row')}{where}: {why}", "alert" if why == FUTURE else "muted")


def overlap_words(overlap: Overlap) -> str:
    """A later file of the same days."""
    return (
        f"“{overlap.batch.file_name}”, taken in on {_when(overlap.batch)}, has {count(overlap.incidents, 'incident')} "
        "of the same days. If this file corrects that one, undo that import first."
    )


WAITING = ("File", "Checked", "By", "It holds", "Refused")


def waiting_row(stage: StageRow) -> tuple[str, ...]:
    """A file that waits, in the table."""
    at = stage.staged_at.astimezone(LONDON)
    when = f"{show_date(at.date())} {show_time(at.time())}"
    held = Holds.of(stage.profile).counted(stage.facts["accepted"])
    return (stage.file_name, when, stage.staged_by, held, f"{stage.facts['refused']:,}")


def done_lines(imported: Imported) -> list[Line]:
    """What was done."""
    report = imported.report
    lines = [Line(f"{report.holds.counted(imported.taken)} taken in from “{imported.file_name}”.", "good")]
    if imported.joined:
        lines.append(Line(f"{count(imported.joined, 'row')} of people known before: what was not held yet was added."))
    lines += [Line(f"{count(number, 'row')}: {why}.") for why, number in report.left_out_why.items()]
    if report.identical:
        lines.append(Line(f"{count(report.identical, 'row')} identical to another, each an incident of its own."))
    if imported.known:
        lines.append(Line(f"{count(imported.known, 'row')} here already; none was doubled."))
    if report.refused:
        lines.append(Line(f"{count(report.refused, 'row')} refused. Save them, mend them, import that file.", "alert"))
    return lines


def earlier_words(batch: BatchRow) -> str:
    """The same file a second time."""
    return (
        f"This file is here already: {batch.imported_by} took it in on {_when(batch)}, "
        f"{brought(batch, batch.accepted)}. Undo that import below to take it in again."
    )


PREVIEW = {
    Holds.INCIDENTS: ("Row", "When", "Category", "Place", "Account", "Their reference"),
    Holds.PEOPLE: ("Row", "Name", "Born", "Address", "Tenure, from, to", "Telephone, e-mail", "Notes"),
    Holds.ADDRESSES: ("Row", "Address", "Postcode", "Their reference", "Tenure", "Landlord"),
}
"""What of a row is shown."""


def preview_row(row: AnyRow) -> tuple[str, ...]:
    """A row as it will be."""
    if isinstance(row, IncidentRow):
        return _incident(row)
    number, values = row.row_number, row.values
    return _person(number, values) if isinstance(values, PersonValues) else _home(number, values)


def _person(number: int, values: PersonValues) -> tuple[str, ...]:
    name = " ".join(filter(None, (values.title, values.given_names, values.family_name)))
    born = show_date(values.born) if values.born else ""
    homes = "; ".join(_written(each.lines, each.postcode) for each in values.addresses)
    held = "; ".join(map(_held, values.addresses))
    return str(number), name, born, homes, held, "; ".join(each.value for each in values.contacts), values.notes


def _held(home: AddressValues) -> str:
    tenure = [] if home.tenure is Tenure.UNKNOWN else [home.tenure.label]
    days = [f"{word} {show_date(day)}" for word, day in (("from", home.lived_from), ("to", home.lived_to)) if day]
    return ", ".join((*tenure, *days))


def _home(number: int, values: HomeValues) -> tuple[str, ...]:
    tenure = "" if values.tenure is Tenure.UNKNOWN else values.tenure.label
    return str(number), _written(values.lines), values.postcode, values.reference, tenure, values.landlord


def _written(lines: str, postcode: str = "") -> str:
    return ", ".join(filter(None, (*lines.splitlines(), postcode)))


def _incident(row: IncidentRow) -> tuple[str, ...]:
    place = ", ".join(filter(None, (row.place, row.postcode))) or row.lsoa_name
    if not place and row.latitude is not None:
        place = f"{row.latitude:.5f}, {row.longitude:.5f}"
    said = (row.summary or row.account).replace("\n", " · ")
    return (
        str(row.row_number),
        show_when(row.when),
        load_categories().label(row.category),
        place or "No place given",
        said,
        row.external_ref,
    )


PAST = ("File", "Taken in", "By", "It brought", "Refused", "Left out", "Now", "Kind of file")


def past_row(batch: BatchRow, profile: str) -> tuple[str, ...]:
    """An earlier import in the table."""
    return (
        batch.file_name,
        _when(batch),
        batch.imported_by,
        brought(batch, batch.accepted),
        f"{batch.refused:,}",
        f"{batch.left_out:,}",
        _now(batch),
        profile,
    )


def undo_words(batch: BatchRow) -> str:
    """What undoing will take away."""
    return f"{brought(batch, batch.accepted)} from “{batch.file_name}” will be taken out of the office."


def rest_words(batch: BatchRow, others: int) -> str:
    """What undoing will take away, and leave, where some of it is in use."""
    stay = batch.accepted - others
    words = f"{stay:,} in use {'stays' if stay == 1 else 'stay'}, with every word."
    return f"{undo_words(replace(batch, accepted=others))} {words}"


def undone_words(batch: BatchRow, gone: int) -> str:
    """What was undone."""
    return f"The import of “{batch.file_name}” was undone: {brought(batch, gone)} taken out."


def brought(batch: BatchRow, number: int) -> str:
    """So many of what the import brought."""
    return Holds.of(batch.profile).counted(number)


def _now(batch: BatchRow) -> str:
    if not batch.undone_at:
        return "Here"
    return f"Undone, {batch.kept:,} kept" if batch.kept else "Undone"


def _when(batch: BatchRow) -> str:
    at = batch.imported_at.astimezone(LONDON)
    return f"{show_date(at.date())} {show_time(at.time())}"
