"""The dialogs of targets: a target with its years, an activity of the plan, the review of a year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import PlanStatus
from asbdesk.domain.periods import Period
from asbdesk.domain.targets import ActionValues, TargetValues
from asbdesk.domain.when import parse_date, show_date
from asbdesk.reports.targets import Strategy, TargetRow
from asbdesk.services.targets import (
    add_target,
    change_target,
    measurable,
    remove_action,
    review_year,
    save_action,
)
from asbdesk.ui.cases.outcome_dialogs import day_of
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form

NEW = TargetValues("", "", "", lower_is_better=True, baseline="", baseline_source="", goals={}, typed={})


class TargetDialog(FormDialog):
    """A target, None for a new one: what it is measured by, from where, and how far each year is to go."""

    def __init__(self, parent: QWidget, desk: Desk, row: TargetRow | None, years: Sequence[Period]) -> None:
        self._id, self._years = row.id if row else None, tuple(str(each.start.year) for each in years)
        values, form = row.values if row else NEW, Form()
        form.add("title", TextField("&Target"))
        form.add("measure", TextField("How it is &measured"))
        form.add("figure", ChoiceField("Count&ed by", list(measurable().items()), blank="Typed below"))
        form.add("lower", CheckField("The &lower the better"))
        form.row(baseline=TextField("&Baseline", longest=16), baseline_source=TextField("&Where it comes from"))
        form.section("Target of each year")
        form.row(
            **{f"goal-{year}": TextField(each.words, longest=16)
               for year, each in zip(self._years, years, strict=True)}
        )  # fmt: skip
        form.section("Measured, where no return counts it")
        form.row(
            **{f"typed-{year}": TextField(f"Measured {each.words}", longest=16)
               for year, each in zip(self._years, years, strict=True)}
        )  # fmt: skip
        form.add("typed_source", TextField("Where the &numbers come from"))
        form.set_value(
            {
                "title": values.title, "measure": values.measure, "figure": values.figure or None,
                "lower": values.lower_is_better, "baseline": values.baseline,
                "baseline_source": values.baseline_source, "typed_source": values.typed_source,
                **{f"goal-{year}": values.goals.get(year, "") for year in self._years},
                **{f"typed-{year}": values.typed.get(year, "") for year in self._years},
            }
        )  # fmt: skip
        super().__init__(
            parent, desk, "Change target" if row else "New target", "", form=form,
            key=f"target-change:{row.id if row else 'new'}",
            draft=lambda: f"Target: {values.title or 'new'}", yes="&Save target", width=110,
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        found = self.form.value()
        values = TargetValues(
            title=found["title"],
            measure=found["measure"],
            figure=found["figure"] or "",
            lower_is_better=bool(found["lower"]),
            baseline=found["baseline"],
            baseline_source=found["baseline_source"],
            goals={year: found[f"goal-{year}"] for year in self._years},
            typed={year: found[f"typed-{year}"] for year in self._years},
            typed_source=found["typed_source"],
        )
        if self._id is None:
            self.do(add_target, values)
        else:
            self.do(change_target, self._id, values)


class ActionDialog(FormDialog):
    """An activity of the action plan; ``action`` is its id and values, None for a new one."""

    def __init__(
        self, parent: QWidget, desk: Desk, row: TargetRow, action: tuple[int, ActionValues] | None = None
    ) -> None:
        self._target, self._id = row.id, action[0] if action else None
        today, form = desk.clock.today(), Form()
        form.add("activity", TextField("&Activity"))
        form.row(
            lead=TextField("&Lead agency"),
            due_on=DateField("&Due", lambda text: parse_date(text, today, "future"), show_date),
            status=ChoiceField("S&tatus", PlanStatus),
        )
        form.add("note", LongTextField("&Note", lines=3))
        known = action[1] if action else ActionValues("", "", None, PlanStatus.PLANNED)
        form.set_value(
            {
                "activity": known.activity, "lead": known.lead, "status": known.status.value, "note": known.note,
                "due_on": known.due_on.isoformat() if known.due_on else None,
            }
        )  # fmt: skip
        super().__init__(
            parent, desk, "Activity of the action plan", row.values.title, form=form,
            key=f"target-action:{row.id}:{self._id or 'new'}", draft=lambda: f"Activity: {row.values.title}",
            yes="&Save activity",
        )  # fmt: skip
        if action is not None:
            self.add_button("&Take it out of the plan", self._remove)

    def _remove(self) -> None:
        self.do(remove_action, self._id)

    def save(self) -> None:
        if self.editor.check():
            found = self.form.value()
            values = ActionValues(
                found["activity"], found["lead"], day_of(found["due_on"]), PlanStatus(found["status"]), found["note"]
            )
            self.do(save_action, self._target, self._id, values)


class YearReviewDialog(FormDialog):
    """What was achieved in a year, and what changes."""

    def __init__(self, parent: QWidget, desk: Desk, found: Strategy) -> None:
        today, form = desk.clock.today(), Form()
        years = [(str(each.start.year), each.words) for each in found.years]
        form.row(
            year=ChoiceField("&Year", years),
            held_on=DateField("&Reviewed on", lambda text: parse_date(text, today), show_date),
        )
        form.add("words", LongTextField("&What was achieved, and what changes", lines=6))
        form.set_value({"year": years[0][0], "held_on": today.isoformat()})
        super().__init__(
            parent, desk, "Review a year", "All targets together, at the end of the year.", form=form,
            key="target-review:year", draft=lambda: "Review of a year of the strategy", yes="&Save review",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            found = self.form.value()
            self.do(review_year, int(found["year"]), day_of(found["held_on"]), found["words"])
