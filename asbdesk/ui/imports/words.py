"""What came of a file, in sentences. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from asbdesk.clock import LONDON
from asbdesk.domain.when import show_date, show_time, show_when
from asbdesk.importers.check import FUTURE
from asbdesk.importers.results import IncidentRow, Report
from asbdesk.importers.run import Imported
from asbdesk.importers.staging import Checkup
from asbdesk.queries.imports import BatchRow, Overlap, StageRow
from asbdesk.reference_data import load_categories
from asbdesk.services import home_imports, people_imports


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
    return f"&Import {count(checkup.new, 'incident')}"


def outcome(checkup: Checkup) -> list[Line]:
    """The dry run's counts, one to a line, the main one first."""
    report = checkup.report
    lines = [Line(f"{count(checkup.new, 'incident')} would be taken in.", "good" if checkup.new else "")]
    lines += [Line(f"{count(report.read, 'row')} read.")]
    lines += [Line(f"{count(number, 'row')}: {why}.") for why, number in report.left_out_why.items()]
    if report.identical:
        lines.append(Line(
            f"{count(report.identical, 'row')} identical to another. Each is an incident of its own: police files give "
            "no reference for anti-social behaviour, so two reports of one street and month look alike."
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


WAITING = ("File", "Checked", "By", "Incidents", "Refused")


def waiting_row(stage: StageRow) -> tuple[str, ...]:
    """A file that waits, in the table."""
    at = stage.staged_at.astimezone(LONDON)
    when = f"{show_date(at.date())} {show_time(at.time())}"
    return (stage.file_name, when, stage.staged_by, f"{stage.facts['accepted']:,}", f"{stage.facts['refused']:,}")


def done_lines(imported: Imported) -> list[Line]:
    """What was done."""
    report = imported.report
    lines = [Line(f"{count(imported.taken, 'incident')} taken in from “{imported.file_name}”.", "good")]
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
        f"{count(batch.accepted, 'incident')}. Undo that import below to take it in again."
    )


PREVIEW = ("Row", "When", "Category", "Place", "Account", "Their reference")


def preview_row(row: IncidentRow) -> tuple[str, ...]:
    """An incident as it will be."""
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


PAST = ("File", "Taken in", "By", "Incidents", "Refused", "Left out", "Now", "Kind of file")


def past_row(batch: BatchRow, profile: str) -> tuple[str, ...]:
    """An earlier import in the table."""
    return (
        batch.file_name,
        _when(batch),
        batch.imported_by,
        f"{batch.accepted:,}",
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
    if batch.profile == people_imports.KIND:
        return count(number, "person", "people")
    if batch.profile == home_imports.KIND:
        return count(number, "address", "addresses")
    return count(number, "incident")


def _now(batch: BatchRow) -> str:
    if not batch.undone_at:
        return "Here"
    return f"Undone, {batch.kept:,} kept" if batch.kept else "Undone"


def _when(batch: BatchRow) -> str:
    at = batch.imported_at.astimezone(LONDON)
    return f"{show_date(at.date())} {show_time(at.time())}"
