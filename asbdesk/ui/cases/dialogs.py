"""The dialogs of a case: a note, another person, what it is about, who owns it, closing it, its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import CaseRole, ClosingReason, Disclosure, EventKind, WhenKind
from asbdesk.domain.when import When, parse_when, show_when
from asbdesk.queries import offices
from asbdesk.queries.cases import CasePage as CaseFacts
from asbdesk.queries.people import suggest
from asbdesk.reference_data import load_categories
from asbdesk.services import cases
from asbdesk.ui import theme
from asbdesk.ui.cases import state
from asbdesk.ui.cases.outcome_dialogs import ApplicationDialog, CostDialog, SurveyDialog
from asbdesk.ui.cases.parties_field import EXPLAINED
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import WhenField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.person_picker import PersonPicker
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.state import describe

if TYPE_CHECKING:
    from asbdesk.ui.cases.page import CasePage


class NoteDialog(FormDialog):
    """A note, visit, call or decision."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        now = desk.clock.now().replace(tzinfo=None)
        form = Form()
        form.row(
            kind=ChoiceField("&Kind", EventKind),
            happened_at=WhenField("W&hen", parse=lambda text: parse_when(text, now), show=show_when),
        )
        form.add("text", LongTextField("&What happened", "It stands on the timeline; no letter shows it.", lines=7))
        form.set_value(
            {
                "kind": EventKind.NOTE.value,
                "happened_at": show_when(When(WhenKind.MOMENT, now.replace(second=0, microsecond=0))),
            }
        )
        self._case_id = facts.id
        super().__init__(
            parent, desk, "Add a note or visit", "", form=form, key=f"case-note:{facts.id}",
            draft=lambda: f"Note on {facts.reference}", yes="&Add to the timeline",
        )  # fmt: skip
        form.fields["text"].focus()

    def save(self) -> None:
        if not self.editor.check():
            return
        values, when = self.form.value(), self.form.fields["happened_at"].understood()  # pyright: ignore[reportAttributeAccessIssue]
        if when is None:
            self.form.errors({"happened_at": "Say when it was: “today 10:30”, “yesterday”, “3 Nov”."})
            return
        self.do(cases.note, self._case_id, EventKind(values["kind"]), when.start, values["text"])


class PersonInCaseDialog(FormDialog):
    """Another person for the case."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        form = Form()
        self._person = form.add("person", PersonPicker(desk, "&Person", suggest, describe))
        role = ChoiceField("&Role", CaseRole)
        identity = ChoiceField("&Identity", Disclosure)
        form.row(role=role, disclosure=identity)
        form.set_value({"role": CaseRole.WITNESS.value, "disclosure": Disclosure.PROTECTED.value})
        role.changed.connect(lambda: identity.setVisible(state.is_decided(CaseRole(role.value()))))
        self._case_id = facts.id
        super().__init__(
            parent, desk, "Add a person", EXPLAINED, form=form, key=f"case-person:{facts.id}",
            draft=lambda: f"Person for {facts.reference}", yes="&Add to the case",
        )  # fmt: skip
        self._person.new_person.connect(self._record)

    def save(self) -> None:
        if not self.editor.check():
            return
        values = self.form.value()
        person = values["person"]
        if not person:
            self.form.errors({"person": "Type a name and choose the person from the list."})
        elif not person.get("id"):
            self._record(person["name"])
        else:
            party = cases.PartyValues(person["id"], CaseRole(values["role"]), Disclosure(values["disclosure"]))
            self.do(cases.add_party, self._case_id, party)

    def _record(self, name: str) -> None:
        PersonDialog(self, self.desk, name, then=self._recorded).open()

    def _recorded(self, number: int, name: str) -> None:
        self._person.set_value({"id": number, "name": name})


class ChangeDialog(FormDialog):
    """What the case is about."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        form = Form()
        form.add("subject", TextField("&Subject", "A few words that the perpetrator may read."))
        form.add("summary", LongTextField("S&ummary", "For the office; no letter shows it.", lines=4))
        kinds = [(kind.code, kind.label) for kind in load_categories().for_form()]
        others = [(code, load_categories().label(code)) for code in facts.categories if code not in dict(kinds)]
        form.add("categories", MultiChoice("Ca&tegories", [*kinds, *others], "One or more."))
        form.set_value({"subject": facts.subject, "summary": facts.summary, "categories": list(facts.categories)})
        self._case_id = facts.id
        super().__init__(
            parent, desk, "Change case", "", form=form, key=f"case:{facts.id}", version=facts.version,
            draft=lambda: f"Changes to {facts.reference}", yes="Sa&ve case", width=110,
        )  # fmt: skip
        self.editor.take_newest = self._over_theirs

    def save(self) -> None:
        if self.editor.check():
            self._save(self.editor.version)

    def _save(self, version: int) -> None:
        values = self.form.value()
        if not values["categories"]:
            self.form.errors({"categories": "Choose at least one category."})
            return
        self.do(
            cases.change_case, self._case_id, version, values["subject"], values["summary"], tuple(values["categories"])
        )

    def _over_theirs(self) -> None:
        from asbdesk.queries.cases import case

        self.desk.ask(case, self._case_id, self.desk.clock.today(), then=lambda f: self._save(f.version), page=self)


class HandOverDialog(Dialog):
    """Another caseworker takes the case."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        super().__init__(parent, "Hand over", f"{facts.reference} belongs to {facts.owner}. Who takes it?")
        self._desk, self._facts = desk, facts
        self.owner: ChoiceField | None = None
        desk.ask(offices.users, then=self._show, page=self)

    def save(self) -> None:
        """Hand it over."""
        if self.owner is None:
            return
        if not self.owner.value():
            self.owner.show_error("Choose who takes the case.")
            self.owner.focus()
            return
        self._desk.do(
            cases.hand_over, self._facts.id, int(self.owner.value() or 0), then=lambda _none: self.accept(),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip

    def _show(self, users: tuple[offices.UserRow, ...]) -> None:
        others = [(str(user.id), user.name) for user in users if user.active and user.id != self._facts.owner_id]
        if not others:
            self.body.addWidget(theme.Text("Nobody else works in this office yet. Add users in Settings.", wrap=True))
            self.close_button()
            return
        self.owner = ChoiceField("New &owner", others, blank="Choose…")
        self.body.addWidget(self.owner)
        self.add_buttons("&Hand over", self.save)
        self.owner.focus()


class CloseDialog(FormDialog):
    """Close the case with its reason; it says what follows, and leads on to the letter that tells whoever reported.

    ``parent`` is the page of the case: its ``go`` leads there."""

    def __init__(self, parent: CasePage, desk: Desk, facts: CaseFacts) -> None:
        form = Form()
        form.add("reason", ChoiceField("&Reason", ClosingReason, blank="Choose a reason…"))
        form.add("note", LongTextField("&Why", "What was achieved, and how it was left with the complainant.", lines=4))
        letter = form.add("letter", CheckField("&Then write the closing letter", state.CLOSING_LETTER))
        to_whom = state.closing_letter_to(facts, desk.who.role)
        letter.setVisible(bool(to_whom))
        form.set_value({"letter": bool(to_whom)})
        self._facts, self._go, self._to_whom = facts, parent.go, to_whom
        super().__init__(
            parent, desk, f"Close {facts.reference}", " ".join(state.after_closing(facts)), form=form,
            key=f"case-close:{facts.id}", version=facts.version, draft=lambda: f"Closing {facts.reference}",
            yes="C&lose case",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        values = self.form.value()
        if not values["reason"]:
            self.form.errors({"reason": "Choose why the case is closed."})
            return
        self.editor.save(
            cases.close_case, self._facts.id, self.editor.version, ClosingReason(values["reason"]), values["note"],
            then=lambda _none: self._closed(bool(values["letter"])),
        )  # fmt: skip

    def _closed(self, letter: bool) -> None:
        self.accept()
        if letter and self._to_whom:
            self._go("letter", case_id=self._facts.id, template="case-closed", person_id=self._to_whom)


class HistoryDialog(Dialog):
    """Who changed what in the case itself, newest first."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        super().__init__(parent, f"History of {facts.reference}", width=130)
        self.table = ShortTable("History", ("When", "Who", "What"), (20, 20, 0))
        self.table.setMinimumHeight(theme.gap(90))
        self.body.addWidget(self.table)
        self.close_button()
        desk.ask(offices.history, "case", facts.id, then=self._show, page=self)

    def _show(self, rows: tuple[offices.AuditRow, ...]) -> None:
        self.table.show_lines([Line(cells) for cells in state.history_lines(rows)])


RESUMED: dict[str, Callable[[Any, Desk, CaseFacts], Dialog]] = {
    "case": ChangeDialog,
    "case-note": NoteDialog,
    "case-person": PersonInCaseDialog,
    "case-close": CloseDialog,
    "case-cost": CostDialog,
    "case-survey": SurveyDialog,
    "case-review": ApplicationDialog,
}
"""The dialog that goes on with a draft, by the kind of its key."""
