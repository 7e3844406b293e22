"""The dialogs of a task, an appointment or a visit: planning it, and saying what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from asbdesk.domain.casework import TaskKind
from asbdesk.domain.permissions import may
from asbdesk.domain.when import parse_date, parse_when, show_date, show_when
from asbdesk.errors import InvalidField
from asbdesk.queries import offices
from asbdesk.queries import tasks as queries
from asbdesk.queries.people import suggest
from asbdesk.services import tasks
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField, WhenField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.people_field import PeopleField
from asbdesk.ui.kit.pieces import Banner
from asbdesk.ui.page import Page
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.state import describe
from asbdesk.ui.tasks import state


class TaskDialog(FormDialog):
    """Plans something new, or changes what is planned."""

    def __init__(
        self, page: Page, users: tuple[offices.UserRow, ...], task: queries.TaskRow | None, case_id: int | None
    ) -> None:
        self.page, self.task, self.case_id = page, task, case_id
        form = self._form(page.desk, users, task)
        key = f"task:{task.id}" if task else f"task:new:case-{case_id}" if case_id else "task:new"
        title = task.kind.label if task else "Add a task"
        super().__init__(
            page, page.desk, title, task.case_reference if task else "", form=form, key=key,
            draft=lambda: f"{title}: {form.fields['title'].value()}", yes="&Save", width=100,
        )  # fmt: skip
        self._kind.changed.connect(self._offer)
        for name in ("when", "owner", "minutes"):
            form.fields[name].changed.connect(self._look_for_clashes)
        if task is not None:
            self.add_button("It was &done…", self.finish)
            self.sheet = self.add_button("&Print the visit sheet…", self.print_sheet)
        self._offer()
        self.fit(self.editor.area)
        self._look_for_clashes()

    def save(self) -> None:
        """Plan it; what is refused stands beside its field."""
        values = self._values() if self.editor.check() else None
        if values is None:
            return
        if self.task is None:
            self.do(tasks.add_task, values)
        else:
            self.do(tasks.change_task, self.task.id, values)

    def finish(self) -> None:
        """Ask what came of it."""
        if self.task is not None:
            done = TaskDoneDialog(self.page, self.task)
            self.accept()
            done.open()

    def print_sheet(self) -> None:
        """Save what was changed, then make the sheet from it."""
        values = self._values() if self.editor.check() else None
        if values is None or self.task is None:
            return
        from asbdesk.ui.tasks.sheet import VisitSheetDialog

        page, task_id = self.page, self.task.id
        self.editor.save(
            tasks.change_task, task_id, values,
            then=lambda _none: (self.accept(), VisitSheetDialog(page, task_id).open()),
        )  # fmt: skip

    def clash_words(self) -> str:
        """What is told of other appointments at this time."""
        return self._clash.words()

    # inside

    def _form(self, desk: Desk, users: tuple[offices.UserRow, ...], task: queries.TaskRow | None) -> Form:
        form = Form()
        now = desk.clock.now().replace(tzinfo=None)
        self._clash = Banner()
        self._kind = ChoiceField("&Kind", TaskKind)
        owners = [(str(u.id), u.name) for u in users if u.active or (task and u.id == task.owner_id)]
        form.row(kind=self._kind, owner=ChoiceField("&Who does it", owners))
        form.add("title", TextField("W&hat", placeholder="A few words: “Photograph the graffiti”"))
        self._when = WhenField("Whe&n", lambda text: parse_when(text, now, "future"), show_when, state.SOME_DAY)
        self._minutes = TextField("&Minutes", state.USUAL)
        form.row(when=self._when, minutes=self._minutes)
        form.body.addWidget(self._clash)
        form.add("place", TextField("P&lace"))
        people = PeopleField(desk, "P&eople", suggest, describe, hint="Whom it concerns.")
        people.new_person.connect(lambda name: PersonDialog(self, desk, name, then=self._recorded).open())
        self._people = form.add("people", people)
        form.add("notes", LongTextField("N&otes", lines=2))
        hint = "What the visitor must not say, and to whom. It stands on the visit sheet."
        form.add("not_to_be_told", LongTextField("Must not be &told", hint, lines=2))
        form.body.addStretch(1)
        first: dict[str, Any] = {"kind": TaskKind.TASK.value, "owner": str(desk.who.user_id)}
        form.set_value(state.filled(task) if task else first)
        return form

    def _values(self) -> Any:
        try:
            return state.values(self.form.value(), self._when.understood(), self.case_id)
        except InvalidField as error:
            self.form.show_trouble(error)
            return None

    def _recorded(self, number: int, name: str) -> None:
        self._people.set_id(name, number)

    def _offer(self) -> None:
        kind = TaskKind(self._kind.value() or TaskKind.TASK.value)
        self._minutes.setVisible(kind is not TaskKind.TASK)
        self.form.fields["not_to_be_told"].setVisible(kind is TaskKind.VISIT)
        if self.task is not None:
            self.sheet.setVisible(kind is TaskKind.VISIT and self.case_id is not None)
        if self.main is not None:
            self.main.setEnabled(may(self.desk.who.role, "record"))

    def _look_for_clashes(self) -> None:
        try:
            found = state.slot(self._when.understood(), self._minutes.value())
        except InvalidField:
            found = None
        owner = self.form.fields["owner"].value()
        if found is None or found.starts_at is None or not owner:
            self._clash.show_words("")
            return
        own = self.task.id if self.task else 0
        self.desk.ask(
            queries.clashes, int(owner), found.starts_at, found.minutes, own,
            then=lambda rows: self._clash.show_words(state.clash_words(rows), "info"), page=self,
        )  # fmt: skip


class TaskDoneDialog(FormDialog):
    """What came of it, and when."""

    def __init__(self, page: Page, task: queries.TaskRow) -> None:
        today = page.desk.clock.today()
        form = Form()
        form.add("done_on", DateField("&On", lambda text: parse_date(text, today), show_date))
        form.add("outcome", LongTextField("What cam&e of it", "The timeline says it.", lines=4))
        form.set_value({"done_on": today.isoformat()})
        self._task_id = task.id
        super().__init__(
            page, page.desk, f"Done: {task.title}", "", form=form, key=f"task-done:{task.id}",
            draft=lambda: f"What came of: {task.title}", yes="&Save",
        )  # fmt: skip
        form.fields["outcome"].focus()

    def save(self) -> None:
        """It is done."""
        if not self.editor.check():
            return
        values = self.form.value()
        if not values["done_on"]:
            self.form.errors({"done_on": "Say on which day."})
            return
        self.do(tasks.finish_task, self._task_id, date.fromisoformat(values["done_on"]), values["outcome"])


class DoneTaskDialog(Dialog):
    """What was done. It can be put back."""

    def __init__(self, page: Page, task: queries.TaskRow) -> None:
        super().__init__(page, task.title, state.told(task))
        self._desk, self._task_id = page.desk, task.id
        if may(page.desk.who.role, "record"):
            self.add_button("&Put back: still to be done", self.put_back)
        self.close_button()

    def put_back(self) -> None:
        """It is to be done after all."""
        self._desk.do(
            tasks.put_back, self._task_id, then=lambda _none: self.accept(),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip


def new_task(page: Page, case_id: int | None) -> None:
    """Ask for something new, in a case or in none."""
    page.desk.ask(offices.users, then=lambda users: TaskDialog(page, users, None, case_id).open(), page=page)


def open_task(page: Page, task: queries.TaskRow) -> None:
    """The dialog that fits: planning, or what came of it."""
    if task.done_on is not None:
        DoneTaskDialog(page, task).open()
        return
    page.desk.ask(offices.users, then=lambda users: TaskDialog(page, users, task, task.case_id).open(), page=page)
