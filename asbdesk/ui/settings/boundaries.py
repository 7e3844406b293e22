"""Boundaries in Settings: which sets there are, loading one from a file, its figures, and the points of postcodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.boundaries import Columns, apart, far_words, recognise
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.importers.boundaries import BoundaryFile, areas_of, read_boundaries
from asbdesk.importers.figures import figures_of, postcode_points
from asbdesk.queries.boundaries import BoundarySetRow, boundary_sets, middle_of_places, postcode_count
from asbdesk.reference_data import load_boundary_rules
from asbdesk.services import boundaries as services
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Job, Task
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable

_FILES = "Boundaries (*.geojson *.json)"
_TABLES = "Tables (*.csv *.tsv *.txt *.xlsx)"
FIGURES = (("homes", "Homes"), ("people", "People"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read, what was recognised in it, and what is odd about where it lies."""

    path: Path
    content: bytes
    file: BoundaryFile
    columns: Columns
    far: str = ""


class BoundariesCard(Card):
    """The sets in a table; Enter on one says more of it, loads its figures, or takes it out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Places", parent)
        self._desk = desk
        self._rows: tuple[BoundarySetRow, ...] = ()
        self._job: Job | None = None
        self._may = may(desk.who.role, "settings")
        self.load = button("&Load a map of areas…", self._choose, kind="link")
        self.postcodes = button("Load &points of postcodes…", self._choose_postcodes, kind="link")
        for each in (self.load, self.postcodes):
            each.setEnabled(self._may)
            self.add_action(each)
        words = "Wards, neighbourhoods and small areas that incidents are counted in. Each set keeps its year."
        self.body.addWidget(theme.muted(words, wrap=True))
        self.banner = Banner()
        self.job = JobBar()
        self.body.addWidget(self.banner)
        self.body.addWidget(self.job)
        titles = ("Boundaries", "Year", "Areas", "Homes and people", "Source")
        self.table = ShortTable("Boundaries", titles, (26, 8, 9, 22, 0), whole=True)
        self.table.opened.connect(lambda place: SetDialog(self, desk, self._rows[place]).open())
        self.body.addWidget(self.table)
        self.count = theme.muted()
        self.body.addWidget(self.count)

    def refresh(self) -> None:
        """Read the sets again."""
        self._desk.ask(boundary_sets, then=self._show, page=self)
        self._desk.ask(postcode_count, then=self._show_count, page=self)

    def take(self, path: Path) -> None:
        """Read a file of boundaries, then ask what is not known of it."""
        self.banner.show_words("")
        self.job.start("Reading the boundaries…", self._cancel)
        self._job = self._desk.heavy(read_file, path, then=self._ask, failed=self._failed, page=self)

    def take_postcodes(self, path: Path) -> None:
        """Read a table of postcodes and keep their points."""
        self.banner.show_words("")
        self.job.start("Reading the postcodes…", self._cancel)
        self._job = self._desk.heavy(read_postcodes, path, then=self._keep_postcodes, failed=self._failed, page=self)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show(self, rows: tuple[BoundarySetRow, ...]) -> None:
        self._rows = rows
        self.table.setVisible(bool(rows))
        self.table.show_lines([set_line(row) for row in rows])

    def _show_count(self, count: int) -> None:
        none = "No postcode has a point yet: an incident without a point of its own is then not on the map."
        self.count.setText(f"{count:,} postcodes have a point." if count else none)

    def _choose(self) -> None:
        ask.choose_file(self, "Boundaries", _FILES, self.take)

    def _choose_postcodes(self) -> None:
        ask.choose_file(self, "Points of postcodes", _TABLES, self.take_postcodes)

    def _ask(self, loaded: Loaded) -> None:
        self.job.stop()
        LoadDialog(self, self._desk, loaded).open()

    def _keep_postcodes(self, read: tuple[str, tuple[tuple[str, float, float], ...]]) -> None:
        self.job.stop()
        name, points = read
        self._desk.do(
            services.add_postcode_points, points, name,
            then=lambda count: self.banner.show_words(f"{count:,} postcodes of {name} now have a point.", "good"),
            failed=self._failed, page=self,
        )  # fmt: skip

    def _failed(self, error: AsbdeskError) -> None:
        self.job.stop()
        self.banner.show_words(str(error), "alert")


def set_line(row: BoundarySetRow) -> Line:
    """A set in the table."""
    known = [words for words, there in (("homes", row.homes_source), ("people", row.people_source)) if there]
    return Line((row.name, str(row.year), f"{row.areas:,}", " and ".join(known) or "none", row.source))


def read_file(task: Task, path: Path) -> Loaded:
    """On the heavy lane: the file, and what is recognised in it."""
    rules = load_boundary_rules()
    most = rules.limits.megabytes
    if path.stat().st_size > most << 20:
        raise AsbdeskError(
            f"“{path.name}” has {path.stat().st_size >> 20:,} MB.", f"Ask for simplified boundaries, up to {most} MB."
        )
    content = path.read_bytes()
    task.check()
    file = read_boundaries(content, rules)
    with task.office.reading() as session:
        middle = middle_of_places(session)
    km = apart(middle, file.middle) if middle else 0
    return Loaded(path, content, file, recognise(rules, file.properties, path.name), far_words(km))


def read_postcodes(task: Task, path: Path) -> tuple[str, tuple[tuple[str, float, float], ...]]:
    """On the heavy lane: the points of a table of postcodes."""
    return path.name, postcode_points(path, task.check)


class LoadDialog(Dialog):
    """What kind of areas they are, of which year, from whom; which property is the code and which the name."""

    def __init__(self, parent: QWidget, desk: Desk, loaded: Loaded) -> None:
        number = len(loaded.file.shapes)
        words = f"{loaded.path.name}: {number:,} area{'' if number == 1 else 's'}."
        super().__init__(parent, "Load boundaries", words, width=84)
        self._desk, self._loaded = desk, loaded
        self.banner.show_words(" ".join((loaded.far, *loaded.file.mended)).strip(), "alert" if loaded.far else "info")
        rules, columns = load_boundary_rules(), loaded.columns
        self.form = Form()
        kinds = [(kind.code, kind.label) for kind in rules.kinds]
        self.form.row(
            kind=ChoiceField("&Kind", kinds), year=TextField("&Year", "Boundaries change: each year is kept apart.")
        )
        self.form.add("name", TextField("Na&me"))
        headings = [(each, f"{each} ({self._example(each)})") for each in loaded.file.headings]
        self.form.row(
            code=ChoiceField("Property with the c&ode", headings),
            label=ChoiceField("Property with the &name", headings),
        )
        self.form.add("source", TextField("&Source", "Who publishes them, and under which licence."))
        year = str(columns.year) if columns.year else ""
        for name, value in (("kind", columns.kind), ("year", year), ("name", rules.label(columns.kind)),
                            ("code", columns.code), ("label", columns.name)):  # fmt: skip
            self.form.fields[name].set_value(value)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        self.form.setContentsMargins(0, 0, theme.gap(3), 0)
        area = scrolled(self.form)
        self.body.addWidget(area, 1)
        self.add_buttons("&Load", self.save)
        self.fit(area)
        self.form.fields["source" if year else "year"].focus()

    def save(self) -> None:
        """Keep the set; what is refused stands beside its field."""
        value: dict[str, Any] = self.form.value()
        self.form.errors({})
        if not value["year"].strip().isdecimal():
            self.form.errors({"year": "Give the year of the boundaries, such as 2003."})
            return
        try:
            areas = areas_of(self._loaded.file, value["code"] or "", value["label"] or "")
        except InvalidField as error:
            self.form.show_trouble(error)
            return
        values = services.BoundaryValues(
            kind=value["kind"],
            name=value["name"],
            year=int(value["year"]),
            source=value["source"],
            file_name=self._loaded.path.name,
            content=self._loaded.content,
            code_property=value["code"] or "",
            name_property=value["label"] or "",
            areas=areas,
            mended=self._loaded.file.mended,
        )
        self._desk.do(
            services.add_boundaries, values, then=lambda _id: self.accept(), failed=self.form.show_trouble, page=self
        )

    def _example(self, heading: str) -> str:
        first = next((each[heading] for each in self._loaded.file.properties if each.get(heading)), "")
        return str(first)[:24]


class SetDialog(Dialog):
    """One set: where it came from, what was mended; its figures from a table; taking it out."""

    def __init__(self, parent: QWidget, desk: Desk, row: BoundarySetRow) -> None:
        super().__init__(parent, row.words, width=84)
        self._desk, self._row = desk, row
        lines = [
            f"{row.areas:,} areas out of {row.file_name}, loaded by {row.loaded_by}.",
            f"Source: {row.source or 'not said'}.",
            *row.mended,
            f"Homes: {row.homes_source or 'no figures'}. People: {row.people_source or 'no figures'}.",
        ]
        for words in lines:
            self.body.addWidget(theme.Text(words, wrap=True))
        help_words = "Figures come from a table with a column of codes and one of numbers, as CSV or XLSX."
        self.body.addWidget(theme.muted(help_words, wrap=True))
        self.job = JobBar()
        self.body.addWidget(self.job)
        allowed = may(desk.who.role, "settings")
        for words, then in (
            ("Take &out…", self._take_out),
            ("&People per area…", lambda: self._choose("people")),
            ("&Homes per area…", lambda: self._choose("homes")),
        ):
            self.add_button(words, then).setEnabled(allowed)
        self.close_button()

    def take(self, figure: str, path: Path) -> None:
        """Read the figures of a table and keep them."""
        self.job.start("Reading the figures…")
        self._desk.heavy(
            lambda task: figures_of(path, figure, task.check),
            then=lambda by_code: self._keep(figure, by_code, path.name), failed=self._failed, page=self,
        )  # fmt: skip

    def _choose(self, figure: str) -> None:
        words = dict(FIGURES)[figure]
        ask.choose_file(self, f"{words} per area", _TABLES, lambda path: self.take(figure, path))

    def _keep(self, figure: str, by_code: dict[str, int], source: str) -> None:
        self.job.stop()
        self._desk.do(
            services.set_figures, self._row.id, figure, by_code, source,
            then=self._kept, failed=self._failed, page=self,
        )  # fmt: skip

    def _kept(self, both: tuple[int, int]) -> None:
        known, whole = both
        tone = "good" if known == whole else "info"
        self.banner.show_words(f"{known:,} of {whole:,} areas have their figure.", tone)

    def _take_out(self) -> None:
        words = f"The {self._row.areas:,} areas and their figures go. Incidents stay as they are."
        ask.confirm(self, f"Take out “{self._row.words}”?", words, "&Take out", self._gone, danger=True)

    def _gone(self) -> None:
        self._desk.do(
            services.take_out_boundaries, self._row.id,
            then=lambda _count: self.accept(), failed=self._failed, page=self,
        )  # fmt: skip

    def _failed(self, error: AsbdeskError) -> None:
        self.job.stop()
        self.banner.show_words(str(error), "alert")
