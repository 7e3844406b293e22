"""Mediation's figures in Settings: what holds now, changing them from a day on, and the versions so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.mediation import Rules
from asbdesk.domain.permissions import may
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.mediation_rules import MediationRulesVersion, mediation_rules_on, mediation_rules_versions
from asbdesk.services.mediation import change_rules
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable

_FIGURES = {
    "answer_days": ("An answer is hoped for within", "working day", "the day a party is asked"),
    "consent_months": ("A consent counts for", "month", "the answer, unless another day is agreed"),
    "follow_up_months": ("What was agreed is followed up after", "month", "the agreement, on the next working day"),
}
"""Each figure: its words, its unit, and what it is counted from."""
_SHORT = {"answer_days": "Answer", "consent_months": "Consent", "follow_up_months": "Follow-up"}


class MediationFiguresCard(Card):
    """What holds today; Enter or *Change figures* changes it, and the versions stand a step away.

    ``resume``: go on at once with the figures that were being typed.
    """

    def __init__(self, desk: Desk, resume: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("Mediation", parent)
        self._desk, self._resume = desk, resume
        self._now: MediationRulesVersion | None = None
        self.change = button("Change the e&xact figures…", self._change, kind="link")
        self.change.setEnabled(may(desk.who.role, "settings"))
        self.add_action(self.change)
        self.add_action(button("Their versions…", lambda: MediationVersionsDialog(self, desk).open(), kind="link"))
        words = "Local policy, not law. A change has its day: a mediation keeps the figures it was screened under."
        self.body.addWidget(theme.muted(words, wrap=True))
        self.trouble = Banner()
        self.body.addWidget(self.trouble)
        self.table = ShortTable("Mediation's figures", ("Figure", "Now", "Counted from"), (40, 20, 0), whole=True)
        self.table.opened.connect(lambda _place: self._change())
        self.body.addWidget(self.table)

    def refresh(self) -> None:
        """Read today's figures again; a file that cannot be used is told here in words."""
        day = self._desk.clock.today()
        self._desk.ask(mediation_rules_on, day, then=self._show, failed=self._failed, page=self)

    def _show(self, now: MediationRulesVersion) -> None:
        self._now = now
        self.trouble.show_words("")
        self.table.show_lines(figure_lines(now.rules))
        if self._resume:
            self._resume = False
            self._change()

    def _failed(self, error: AsbdeskError) -> None:
        self.trouble.show_words(str(error), "alert")
        self.change.setEnabled(False)

    def _change(self) -> None:
        if self._now and may(self._desk.who.role, "settings"):
            MediationFiguresDialog(self, self._desk, self._now.rules).open()


class MediationFiguresDialog(FormDialog):
    """Other figures, from a day on, with what was decided. Its draft is kept under ``mediation-figures:0``."""

    def __init__(self, parent: QWidget, desk: Desk, now: Rules) -> None:
        self._now = now
        form, today = Form(), desk.clock.today()
        form.row(
            answer_days=TextField("&Answer, in working days", "After a party was asked.", longest=3),
            consent_months=TextField("C&onsent, in months", "So long it counts.", longest=3),
            follow_up_months=TextField("Follow-&up, in months", "After the agreement.", longest=3),
        )
        form.add("since", DateField("&From", lambda text: parse_date(text, today, "future"), show_date))
        form.add("note", LongTextField("What was &decided, and by whom", lines=2))
        form.set_value({"since": today, **{name: str(count) for name, count in now.periods().items()}})
        super().__init__(
            parent, desk, "Change mediation's figures",
            "Mediations under way keep the figures they were screened under.",
            form=form, key="mediation-figures:0", draft=lambda: "Mediation's figures", yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        """Make the new version; what is refused stands beside its field."""
        if not self.editor.check():
            return
        value: dict[str, Any] = self.form.value()
        wrong = {name: "Give a whole number." for name in _FIGURES if not value[name].strip().isdecimal()}
        if not value["since"]:
            wrong["since"] = "Say from which day on it holds."
        self.form.errors(wrong)
        if not wrong:
            figures = {name: int(value[name]) for name in _FIGURES}
            self.do(change_rules, date.fromisoformat(value["since"]), replace(self._now, **figures), value["note"])


class MediationVersionsDialog(Dialog):
    """Every version, the newest first: what changed, from when on, why, by whom."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, "Versions of mediation's figures", width=130)
        self.table = ShortTable("Versions", ("From", "What changed", "Decided", "By"), (16, 44, 0, 18))
        self.table.setMinimumHeight(theme.gap(60))
        self.body.addWidget(self.table)
        self.close_button()
        desk.ask(mediation_rules_versions, then=self._show, failed=self._failed, page=self)

    def _show(self, versions: tuple[MediationRulesVersion, ...]) -> None:
        self.table.show_lines(version_lines(versions))

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def figure_lines(rules: Rules) -> list[Line]:
    """The figures in the table: "A consent counts for", "3 months", "the answer, ..."."""
    periods = rules.periods()
    return [Line((words, counted(periods[name], unit), start)) for name, (words, unit, start) in _FIGURES.items()]


def counted(number: int, unit: str) -> str:
    """ "1 month", "10 working days"."""
    return f"{number} {unit}{'' if number == 1 else 's'}"


def version_lines(versions: Sequence[MediationRulesVersion]) -> list[Line]:
    """Each version against the one before it."""
    lines: list[Line] = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        since = show_date(version.since) if version.since else "The beginning"
        lines.append(Line((since, _difference(version.rules, before and before.rules), version.note, version.made_by)))
    return lines


def _difference(now: Rules, before: Rules | None) -> str:
    new, old = now.periods(), before.periods() if before else {}
    changed = [
        f"{_SHORT[name]}: {counted(old[name], unit)} → {counted(new[name], unit)}"
        if before else f"{_SHORT[name]}: {counted(new[name], unit)}"
        for name, (_words, unit, _start) in _FIGURES.items() if new[name] != old.get(name)
    ]  # fmt: skip
    return "; ".join(changed) or ("The questions" if before and now.questions != before.questions else "Nothing")
