"""Files of people, and of addresses alone: which column holds what, who is probably known already, and the decision on
each of those."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.domain.when import show_date
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.homes_file import HOME_TARGETS
from asbdesk.importers.homes_run import HomesCheckup
from asbdesk.importers.people_file import PeopleMapping, PersonTarget
from asbdesk.importers.people_run import NEW, Double, PeopleCheckup
from asbdesk.ui import theme
from asbdesk.ui.imports.outcome import Lines, refused_row
from asbdesk.ui.imports.reading import offer
from asbdesk.ui.imports.state import Chosen, columns_of, columns_text
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.imports.words import Line, count
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Flow, Row
from asbdesk.ui.kit.pieces import Card, button

_A_ROW = 4
_DOUBLES = ("Row", "In the file", "Born", "Probably", "Why", "Decision")
_SHOWN = 200


class PeopleColumnsCard(Card):
    """``judge`` gives the new :class:`Chosen` where columns of dates must be read again, ``changed`` where not."""

    judge = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What the columns hold", parent)
        self._chosen: Chosen | None = None
        self.fields = {target: ChoiceField(target.label, []) for target in PersonTarget}
        listed = list(self.fields.values())
        for at in range(0, len(listed), _A_ROW):
            self.body.addWidget(Row(*listed[at : at + _A_ROW], *[QWidget() for _ in range(at + _A_ROW - len(listed))]))
        self.dates = ChoiceField(
            "Dates that fit both ways",
            [("", "Say which"), *((each.value, each.label) for each in (DateFormat.DAY_FIRST, DateFormat.MONTH_FIRST))],
        )
        self.body.addWidget(self.dates)
        for target, field in self.fields.items():
            field.changed.connect(lambda target=target: self._column(target))
        self.dates.changed.connect(self._dates)

    def show_file(self, chosen: Chosen) -> None:
        """Show what each column is taken for."""
        self._chosen, people = chosen, chosen.people
        if people is None:
            return
        each = [(str(at), chosen.reading.heading(at)) for at in range(chosen.reading.width)]
        for target, field in self.fields.items():
            now = people.columns.get(target, ())
            joined = [(columns_text(now), " + ".join(map(chosen.reading.heading, now)))] if len(now) > 1 else []
            offer(field, [("", "(no column)"), *joined, *each], columns_text(now))
            asked = target in HOME_TARGETS if people.homes else target is not PersonTarget.REFERENCE
            field.setVisible(asked)
        self.dates.setVisible(bool(people.doubtful))
        if people.doubtful:
            offer(self.dates, [(self.dates.box.itemData(at), self.dates.box.itemText(at)) for at in range(3)], "")

    def _column(self, target: PersonTarget) -> None:
        if self._chosen is not None and self._chosen.people is not None:
            people = self._chosen.people.with_columns(target, *columns_of(self.fields[target].value()))
            self.judge.emit(replace(self._chosen, people=people))

    def _dates(self) -> None:
        if self._chosen is None or self._chosen.people is None or not self.dates.value():
            return
        chosen, people = DateFormat(self.dates.value()), self._chosen.people
        dates = {key: each.choose(chosen) if each.ambiguous else each for key, each in people.dates.items()}
        self.changed.emit(replace(self._chosen, people=replace(people, dates=dates)))


class PeopleCard(Card):
    """What would come of it, and whom a row probably means."""

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What would come of it", parent)
        self._checkup: PeopleCheckup | HomesCheckup | None = None
        self.decisions: dict[int, int] = {}
        self.lines = Lines()
        self._head = theme.heading("Probably known already: decide on each")
        self.doubles = WordTable("Probably known already", _DOUBLES, lines=7, widest=48)
        self.same = button("It is the &person who is known", lambda: self._decide(new=False))
        self.new = button("It is a ne&w person", lambda: self._decide(new=True))
        self.rest = button("A&ll that are left are new", self._rest)
        self._buttons = QWidget()
        flow = Flow(self._buttons)
        for each in (self.same, self.new, self.rest):
            flow.addWidget(each)
        self._refused_head = theme.heading("Refused rows")
        self.refused = WordTable("Refused rows", ("Row", "Why", "The row as it stood"), lines=6, widest=72)
        for widget in (self.lines, self._head, self.doubles, self._buttons, self._refused_head, self.refused):
            self.body.addWidget(widget)

    @property
    def _doubles(self) -> tuple[Double, ...]:
        return self._checkup.doubles if isinstance(self._checkup, PeopleCheckup) else ()

    def show_checkup(self, checkup: PeopleCheckup | HomesCheckup) -> None:
        """Show it; the same name with the same day of birth is decided already, and can be decided otherwise."""
        self._checkup = checkup
        self.decisions = checkup.sure() if isinstance(checkup, PeopleCheckup) else {}
        self.lines.show_lines(people_outcome(checkup))
        self.refused.show_rows([refused_row(row) for row in checkup.refused[:_SHOWN]])
        for widget in (self._refused_head, self.refused):
            widget.setVisible(bool(checkup.refused))
        for widget in (self._head, self.doubles, self._buttons):
            widget.setVisible(bool(self._doubles))
        self._show()

    def undecided(self) -> int:
        """How many doubles somebody must still decide on."""
        return sum(each.draft.row_number not in self.decisions for each in self._doubles)

    def _show(self) -> None:
        rows = [double_row(each, self.decisions.get(each.draft.row_number)) for each in self._doubles]
        self.doubles.show_rows(rows)
        self.rest.setEnabled(bool(self.undecided()))
        self.decided.emit()

    def _decide(self, *, new: bool) -> None:
        at = self.doubles.currentRow()
        if not 0 <= at < len(self._doubles):
            return
        double = self._doubles[at]
        self.decisions[double.draft.row_number] = NEW if new else double.alike[0].id
        self._show()
        self.doubles.setCurrentCell(min(at + 1, len(self._doubles) - 1), 0)

    def _rest(self) -> None:
        for each in self._doubles:
            self.decisions.setdefault(each.draft.row_number, NEW)
        self._show()


def double_row(double: Double, decision: int | None) -> tuple[str, ...]:
    """A row that is probably somebody known."""
    values, best = double.draft.values, double.alike[0]
    said = "Not decided" if decision is None else "A new person" if decision == NEW else "The person who is known"
    known = ", ".join(filter(None, (best.name, show_date(best.born) if best.born else "", best.address)))
    return (
        str(double.draft.row_number),
        f"{values.given_names} {values.family_name}".strip(),
        show_date(values.born) if values.born else "",
        known,
        "; ".join(best.reasons),
        said,
    )


def of_kind(checkup: PeopleCheckup | HomesCheckup, many: int | None = None) -> str:
    """So many of what the file holds: all that would be taken in, or as many as are said."""
    number = len(checkup.drafts) if many is None else many
    nouns = ("address", "addresses") if isinstance(checkup, HomesCheckup) else ("person", "people")
    return count(number, *nouns)


def people_outcome(checkup: PeopleCheckup | HomesCheckup) -> list[Line]:
    """The counts, one to a line."""
    lines = [Line(f"{of_kind(checkup)} would be taken in.", "good" if checkup.drafts else "")]
    if isinstance(checkup, PeopleCheckup) and checkup.doubles:
        lines.append(Line(
            f"{len(checkup.doubles):,} of them probably known already. Of a person who is known nothing is changed: an "
            "address and a telephone that are not held yet are added."
        ))  # fmt: skip
    if checkup.repeated:
        lines.append(Line(f"{count(checkup.repeated, 'row')} twice in the file, and taken once."))
    if checkup.known:
        lines.append(Line(f"{count(checkup.known, 'row')} here already from an earlier import; none is doubled."))
    if checkup.refused:
        lines.append(Line(f"{count(len(checkup.refused), 'row')} refused, for the reasons below.", "alert"))
    return lines


def missing_of_people(people: PeopleMapping) -> str:
    """Why the file cannot be checked yet; empty when it can."""
    if people.homes:
        return "" if PersonTarget.ADDRESS in people.columns else "Choose the column that holds the addresses."
    if not people.named:
        return "Choose the column that holds the names."
    if people.doubtful:
        return f"Say first which way the dates of “{people.doubtful[0].label}” are written."
    return ""
