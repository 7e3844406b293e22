"""The service standards in Settings: what holds now, and changing one of them from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may
from asbdesk.domain.standards import UNITS, Standard
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.standards import StandardsVersion, standards_on, standards_versions
from asbdesk.services.clocks import change_standard
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable

_STARTS = {
    "reported": "the first report",
    "opened": "the opening of the case",
    "contract": "the start of a contract",
    "signed": "the signing of a contract",
    "review": "the day planned for the review",
    "breach": "the breach of a contract",
    "ended": "the end of a contract",
}


class StandardsCard(Card):
    """What holds today; Enter or *Change days* changes one, and the versions stand a step away."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Service standards", parent)
        self._desk = desk
        self._now: StandardsVersion | None = None
        self.change = button("Change da&ys…", lambda: self._change(0), kind="link")
        self.change.setEnabled(may(desk.who.role, "settings"))
        self.add_action(self.change)
        self.add_action(button("&Versions…", lambda: VersionsDialog(self, desk).open(), kind="link"))
        words = "Local policy, not law. A change has its day: clocks that run keep the rule they started under."
        self.body.addWidget(theme.muted(words, wrap=True))
        self.trouble = Banner()
        self.body.addWidget(self.trouble)
        titles = ("Standard", "Days", "At high risk", "Counted from")
        self.table = ShortTable("Service standards", titles, (0, 20, 20, 26), whole=True)
        self.table.opened.connect(self._change)
        self.body.addWidget(self.table)

    def refresh(self) -> None:
        """Read today's standards again; a file that cannot be used is told here in words."""
        day = self._desk.clock.today()
        self._desk.ask(standards_on, day, then=self._show, failed=self._failed, page=self)

    def _show(self, now: StandardsVersion) -> None:
        self._now = now
        self.trouble.show_words("")
        self.table.show_lines([standard_line(each) for each in now.standards])

    def _failed(self, error: AsbdeskError) -> None:
        self.trouble.show_words(str(error), "alert")
        self.change.setEnabled(False)

    def _change(self, place: int) -> None:
        if self._now and may(self._desk.who.role, "settings"):
            StandardDialog(self, self._desk, self._now.standards, place).open()


def standard_line(each: Standard) -> Line:
    """A standard in the table: "10 working days", "the opening of the case, then each time"."""
    high = days_in_words(each.days_high, each.unit) if each.days_high is not None else "the same"
    counted = _STARTS[each.starts] + (", then from each" if each.repeats else "")
    return Line((each.label, days_in_words(each.days, each.unit), high, counted))


def days_in_words(days: int, unit: str) -> str:
    """ "1 working day", "28 days"."""
    return f"{days} {'working ' if unit == 'working' else ''}day{'' if days == 1 else 's'}"


class StandardDialog(Dialog):
    """Another number of days, from a day on, with what was decided."""

    def __init__(self, parent: QWidget, desk: Desk, known: Sequence[Standard], place: int) -> None:
        super().__init__(parent, "Change a service standard", "Clocks that run keep the old rule.", width=84)
        self._desk, self._known = desk, {each.code: each for each in known}
        today = desk.clock.today()
        self.form = Form()
        self._which = self.form.add("standard", ChoiceField("S&tandard", [(each.code, each.label) for each in known]))
        units = list(zip(UNITS, ("working days", "calendar days"), strict=True))
        self.form.row(
            days=TextField("&Days"),
            days_high=TextField("Days at &high risk", "Empty: the same."),
            unit=ChoiceField("Counted &in", units),
        )
        self.form.add("since", DateField("&From", lambda text: parse_date(text, today, "future"), show_date))
        self.form.add("note", LongTextField("What was decided, and b&y whom", lines=2))
        self._which.set_value(known[place].code)
        self.form.fields["since"].set_value(today)
        self._fill()
        self._which.changed.connect(self._fill)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        self.body.addWidget(self.form)
        self.add_buttons("&Save", self.save)
        self.form.fields["days"].focus()

    def save(self) -> None:
        """Make the new version; what is refused stands beside its field."""
        changed, since = self._changed(), self.form.fields["since"].value()
        if changed is None or not self.form.check():
            return
        if not since:
            self.form.errors({"since": "Say from which day on it holds."})
            return
        self._desk.do(
            change_standard, date.fromisoformat(since), changed, self.form.value()["note"],
            then=lambda _number: self.accept(), failed=self.form.show_trouble, page=self,
        )  # fmt: skip

    def _fill(self) -> None:
        each = self._known[self._which.value() or next(iter(self._known))]
        high = "" if each.days_high is None else str(each.days_high)
        for name, value in (("days", str(each.days)), ("days_high", high), ("unit", each.unit)):
            self.form.fields[name].set_value(value)

    def _changed(self) -> Standard | None:
        value: dict[str, Any] = self.form.value()
        wrong = {
            name: "Give a whole number of days, such as 10."
            for name in ("days", "days_high")
            if not value[name].strip().isdigit() and (name == "days" or value[name].strip())
        }
        self.form.errors(wrong)
        if wrong:
            return None
        high = int(value["days_high"]) if value["days_high"].strip() else None
        return replace(self._known[value["standard"]], days=int(value["days"]), days_high=high, unit=value["unit"])


class VersionsDialog(Dialog):
    """Every version of the standards, the newest first: what changed, from when on, why, by whom."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, "Versions of the service standards", width=130)
        self.table = ShortTable("Versions", ("From", "What changed", "Decided", "By"), (16, 44, 0, 18))
        self.table.setMinimumHeight(theme.gap(60))
        self.body.addWidget(self.table)
        self.close_button()
        desk.ask(standards_versions, then=self._show, failed=self._failed, page=self)

    def _show(self, versions: tuple[StandardsVersion, ...]) -> None:
        self.table.show_lines(version_lines(versions))

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def version_lines(versions: Sequence[StandardsVersion]) -> list[Line]:
    """Each version against the one before it."""
    lines: list[Line] = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        since = show_date(version.since) if version.since else "The beginning"
        lines.append(Line((since, _difference(version, before), version.note, version.made_by)))
    return lines


def _difference(version: StandardsVersion, before: StandardsVersion | None) -> str:
    if before is None:
        return f"{len(version.standards)} standards"
    old = {each.code: each for each in before.standards}
    changed = [
        f"{each.label}: {_said(old[each.code])} → {_said(each)}"
        for each in version.standards
        if each.code in old and old[each.code] != each
    ]
    return "; ".join(changed) or "Nothing"


def _said(each: Standard) -> str:
    high = f" ({each.days_high} at high risk)" if each.days_high is not None else ""
    return days_in_words(each.days, each.unit) + high
