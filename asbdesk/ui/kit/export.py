"""A list to a file: what is filtered and shown, in the order shown; or some of its rows to the clipboard. No cell is
ever executed as a formula.

Neither is encrypted, and nobody knows who will read it: protected people stand there under their pseudonyms,
unless a manager says why a file may name them.
"""

from __future__ import annotations

import csv
import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from asbdesk.domain.permissions import may, require
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError, Cancelled, DiskFull, Refused
from asbdesk.importers.plain_workbook import MOST_ROWS, write_workbook
from asbdesk.importers.safe_cells import safe_row
from asbdesk.services import list_guard
from asbdesk.services.list_guard import hidden_words
from asbdesk.ui import ask
from asbdesk.ui.kit.columns import Column, Ids, Source
from asbdesk.ui.kit.copying import put_rows
from asbdesk.ui.kit.list_page import ListPage
from asbdesk.ui.kit.notices import JobBar

if TYPE_CHECKING:
    from asbdesk.ui.desk import Desk, Job, Task

_AT_ONCE = 500
_MOST_COPIED = 10_000
_KINDS = {"csv": "Comma-separated values (*.csv)", "xlsx": "Excel workbook (*.xlsx)"}


class Exporter(QObject):
    """Asks where to, writes on the heavy lane with progress and Cancel, and says on the page how many rows went."""

    def __init__(self, page: ListPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._job: Job | None = None
        self._bar = JobBar()
        page.add_notice(self._bar)
        page.table.copy_asked.connect(self.copy)

    def ask(self, kind: str) -> None:
        """``kind`` is "csv" or "xlsx"."""
        if not self._may("export"):
            return
        words = self._page.accessibleName()
        name = f"{words} {show_date(self._desk.clock.today())}.{kind}"
        ask.save_file(self._page, f"Export {words.lower()}", name, _KINDS[kind], lambda path: self._write(path, kind))

    def copy(self) -> None:
        """The selected rows to the clipboard."""
        page, numbers = self._page, self._page.table.selected_ids()
        if not numbers or not self._may("copy"):
            return
        self._bar.start("Copying the rows…", self._cancel)
        self._job = self._desk.heavy(
            copied_rows, page.source, numbers, tuple(page.shown_columns()), progress=self._bar.progress,
            then=self._copied, failed=self._failed, page=page,
        )  # fmt: skip

    def _may(self, verb: str) -> bool:
        if not may(self._desk.who.role, "export"):
            self._page.banner.show_words(f"Your role may not {verb} lists. A caseworker can.", "alert")
            return False
        return True

    def _copied(self, done: tuple[list[list[str]], tuple[str, ...]]) -> None:
        self._bar.stop()
        rows, hidden = done
        put_rows(rows)
        words = f"{_counted(len(rows))} copied. {hidden_words(hidden) if hidden else ''}"
        self._page.banner.show_words(words.strip(), "good")

    def _write(self, path: Path, kind: str, reason: str = "") -> None:
        page = self._page
        self._bar.start("Writing the list…", self._cancel)
        self._job = self._desk.heavy(
            export_list, page.source, page.filter(), page.order(), tuple(page.shown_columns()), path, kind,
            page.accessibleName(), reason, progress=self._bar.progress,
            then=lambda done: self._written(done, path, kind), failed=self._failed, page=page,
        )  # fmt: skip

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _written(self, done: Exported, path: Path, kind: str) -> None:
        self._bar.stop()
        words = f"{_counted(done.rows)} written to {path.name}."
        if not done.hidden:
            self._page.banner.show_words(words, "good")
            return
        words = f"{words} {hidden_words(done.hidden)}"
        if may(self._desk.who.role, "release"):
            self._page.banner.show_words(words, "good", "&Write the names…", lambda: self._ask_why(path, kind))
        else:
            self._page.banner.show_words(f"{words} A manager can write the names.", "good")

    def _ask_why(self, path: Path, kind: str) -> None:
        ask.ask_text(
            self._page, "Write the names of protected people?", "&Why may this list leave with names?",
            lambda reason: self._write(path, kind, reason), yes="&Write the names", lines=True,
            check=list_guard.check_reason,
        )  # fmt: skip

    def _failed(self, error: AsbdeskError) -> None:
        self._bar.stop()
        tone = "info" if isinstance(error, Cancelled) else "alert"
        self._page.banner.show_words(str(error), tone)


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows were written; ``hidden``: what those are called who stand in them under their pseudonyms."""

    rows: int
    hidden: tuple[str, ...] = ()


def export_list(
    task: Task, source: Source, wanted: object, order: str, columns: Sequence[Column], path: Path, kind: str,
    what: str = "", reason: str = "",
) -> Exported:  # fmt: skip
    """Write what the filter ``wanted`` lets through. A file half written never stays.

    With a ``reason`` it names protected people as well; that goes into the audit before the file is there.

    Raises Refused for a role that may not do so, and an AsbdeskError in words where the file cannot be written.
    """
    require(task.who.role, "export")
    if reason:
        require(task.who.role, "release")
    with task.office.reading() as session:
        veil = list_guard.list_veil(session)

    def cells(row: Any) -> list[str]:
        plain = [column.getter(row) for column in columns]
        hidden = veil.over(plain)
        return plain if reason else hidden

    half = path.with_name(f".{path.name}.part")
    try:
        rows = _rows(task, source, lambda session: source.ids(session, wanted, order))
        count = _WRITERS[kind](half, columns, (cells(row) for row in rows))
        if reason:
            with task.office.transaction(task.who, "export_list") as work:
                list_guard.may_name(work, what, tuple(veil.seen), reason)
        half.replace(path)
    except OSError as error:
        raise _told(error, path) from error
    finally:
        half.unlink(missing_ok=True)
    return Exported(count, () if reason else tuple(veil.seen))


def copied_rows(
    task: Task, source: Source, numbers: Ids, columns: Sequence[Column]
) -> tuple[list[list[str]], tuple[str, ...]]:  # fmt: skip
    """The words of some rows, and what those are called who stand in them under their pseudonyms.

    Raises Refused for a role that may not take lists out, and for more rows than a clipboard should hold.
    """
    require(task.who.role, "export")
    if len(numbers) > _MOST_COPIED:
        raise Refused(f"{_MOST_COPIED:,} rows can be copied at once.", "Select fewer, or export the list to a file.")
    with task.office.reading() as session:
        veil = list_guard.list_veil(session)
    rows = [veil.over([c.getter(row) for c in columns]) for row in _rows(task, source, lambda _session: numbers)]
    return rows, tuple(veil.seen)


def _counted(rows: int) -> str:
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"


def _rows(task: Task, source: Source, wanted: Callable[[Any], Ids]) -> Iterator[Any]:
    """Rows in order, a few hundred at a time, so that memory does not grow with the list."""
    with task.office.reading() as session:
        ids = wanted(session)
        for start in range(0, len(ids), _AT_ONCE):
            task.check()
            some = ids[start : start + _AT_ONCE]
            found = {row.id: row for row in source.rows(session, some)}
            yield from (found[number] for number in some if number in found)
            session.expunge_all()
            done = min(start + _AT_ONCE, len(ids))
            task.progress(done, len(ids), f"{done:,} of {len(ids):,} rows")


def _write_csv(path: Path, columns: Sequence[Column], rows: Iterator[list[str]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as handle:  # Excel knows UTF-8 by the mark
        out = csv.writer(handle)
        out.writerow(column.title for column in columns)
        for row in rows:
            out.writerow(safe_row(row))
            count += 1
    return count


def _write_xlsx(path: Path, columns: Sequence[Column], rows: Iterator[list[str]]) -> int:
    def every() -> Iterator[list[str]]:
        yield [column.title for column in columns]
        yield from rows

    try:
        return write_workbook(path, every()) - 1
    except OverflowError as error:
        raise AsbdeskError(
            f"A worksheet holds {MOST_ROWS:,} rows at most.", "Narrow the list, or export it as CSV."
        ) from error


_WRITERS = {"csv": _write_csv, "xlsx": _write_xlsx}


def _told(error: OSError, path: Path) -> AsbdeskError:
    if error.errno == errno.ENOSPC:
        return DiskFull("There is no room left on the disk.", "Make room, or choose another place, and export again.")
    return AsbdeskError(f"“{path.name}” could not be written.", "Close it where it is open, or choose another place.")
