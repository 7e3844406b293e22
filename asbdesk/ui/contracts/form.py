"""The form of a contract: with whom, from when, its terms, who signs, when it is reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer

from asbdesk.domain.agreements import ContractValues, LibraryTerm
from asbdesk.domain.contracts import MOST_MONTHS, USUAL_MONTHS
from asbdesk.domain.when import NotADate, parse_date, show_date
from asbdesk.domain.working_days import holiday_doubt, is_working_day, next_working_day
from asbdesk.queries.agreements import ContractGround, ContractPerson, ContractPlan, contract_plan
from asbdesk.queries.people import suggest
from asbdesk.reference_data import holidays_published_to
from asbdesk.ui import theme
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.library_dialog import LibraryDialog
from asbdesk.ui.contracts.lines_field import Entry, LinesField, ReviewLine, SignatoryLine, TermLine
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, Field
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.person_picker import PersonPicker
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.state import describe

_MONTHS = [(str(n), f"{n} month{'' if n == 1 else 's'}") for n in range(1, MOST_MONTHS + 1)]
_TWO_AGENCIES = "At least two agencies sign, such as council and police."
_REVIEWS = "Every four weeks, on working days, unless you change them."


class ContractForm(Form):
    """``ground`` is the case's; without ``person`` one of its people is chosen, with it it is hers for good."""

    def __init__(self, desk: Desk, ground: ContractGround, person: ContractPerson | None = None) -> None:
        super().__init__()
        self._desk, self._ground, self._fixed = desk, ground, person
        self._plan: ContractPlan | None = None
        self._choosing: ChoiceField | None = None
        if person is None:
            pairs = [(str(each.id), each.name) for each in ground.people]
            self._choosing = self.add("person", ChoiceField("P&erson", pairs))
        self._dates()
        self.note = theme.Text(wrap=True)
        self.body.addWidget(self.note)
        self.parent_picker = self.add("parent", PersonPicker(desk, "Pa&rent or guardian", suggest, describe))
        self.parent_picker.new_person.connect(self._record_parent)
        self._lines()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.derive)
        for name in ("person", "parent", "starts_on", "months"):
            if name in self.fields:
                self.fields[name].changed.connect(self._soon.start)
        first: Entry = {"months": str(USUAL_MONTHS), "starts_on": self._desk.clock.today().isoformat()}
        self._parent_put_for = person.id if person else 0
        self.set_value(first)
        self.derive()

    @property
    def person(self) -> ContractPerson | None:
        """With whom the contract is."""
        if self._fixed is not None:
            return self._fixed
        chosen = self.fields["person"].value()
        return next((each for each in self._ground.people if str(each.id) == chosen), None)

    def show_contract(self, entry: Entry, reviews: tuple[date, ...] | None) -> None:
        """A contract as it is; its reviews count as planned by the program where they are what it would plan."""
        self._plan = None
        self.set_value(entry)
        if reviews is not None:
            shown = [{"day": show_date(day)} for day in reviews]
            self.reviews.set_value({"lines": shown, "touched": True})
        self.derive()

    def contract(self) -> ContractValues:
        """The contents as the service takes them. Call it after ``check()``."""
        days = self._days() if self.reviews.touched else None
        return state.values(self.value(), days)

    def plan_reviews(self) -> None:
        """Every four weeks again."""
        if self._plan is not None:
            self._show_reviews(self._plan)

    # build

    def _dates(self) -> None:
        today = self._desk.clock.today()
        self.row(
            starts_on=DateField("Starts &on", parse=lambda text: parse_date(text, today, "future"), show=show_date),
            months=ChoiceField("&Months", _MONTHS),
        )
        self.ends = theme.muted()
        self.body.addWidget(self.ends)

    def _lines(self) -> None:
        terms = LinesField(
            "Terms",
            TermLine,
            "Add own &term",
            lambda: {"kind": "negative", "text": ""},
            state.term_problem,
            "Each says one thing to do or not to do, and where. Their numbers stay once the contract is signed.",
        )
        self.terms = self.add("terms", terms)
        library = button("&Choose from the library", self._open_library, icon_name="book-open-variant")
        self.terms.buttons.addWidget(library)
        signatories = LinesField(
            "Signatories",
            SignatoryLine,
            "A&dd signatory",
            lambda: {"role": "other", "name": ""},
            state.signatory_problem,
            _TWO_AGENCIES,
        )
        self.signatories = self.add("signatories", signatories)
        reviews = LinesField(
            "Reviews",
            lambda: ReviewLine(self._tidy),
            "Add re&view",
            lambda: {"day": ""},
            self._review_problem,
            _REVIEWS,
        )
        self.reviews = self.add("reviews", reviews)
        self.reviews.buttons.addWidget(button("&Plan every four weeks", self.plan_reviews))

    # derived

    def derive(self) -> None:
        """End, note, usual signatories and reviews, from person and dates."""
        person, start = self.person, self._start()
        if person is not None and start is not None:
            words, role = state.who_signs(person.name, person.age_on(start), start)
            self.note.setText(words)
            self.note.set_role(role)
            self._put_parent(person)
            if not self.signatories.touched:
                self._put_signatories(person, start)
        self._ask_plan(start)

    def _put_parent(self, person: ContractPerson) -> None:
        """Once for each person: who takes the parent out again is not contradicted."""
        if self._parent_put_for != person.id:
            self._parent_put_for = person.id
            known = {"id": person.parent_id, "name": person.parent} if person.parent_id else None
            self._fill(self.parent_picker, known)

    def _fill(self, field: Field, value: Any) -> None:
        """Show what follows from other fields: it is nothing that was typed, so it makes no draft."""
        unchanged = not self.dirty
        self._filling = True
        field.set_value(value)
        self._filling = False
        if unchanged:
            self.clean()

    def _put_signatories(self, person: ContractPerson, start: date) -> None:
        usual = state.usual_signatories(
            person.name, person.age_on(start), self.parent_picker.value(), self._desk.who.name, person.id
        )
        self._fill(self.signatories, {"lines": usual, "touched": False})

    def _ask_plan(self, start: date | None) -> None:
        months = int(self.fields["months"].value() or 0)
        if start is None or not months:
            self.ends.setText("")
            return
        if self._plan is not None and (self._plan.starts_on, self._plan.months) == (start, months):
            return
        self._desk.ask(contract_plan, start, months, then=self._planned, page=self)

    def _planned(self, plan: ContractPlan) -> None:
        self._plan = plan
        words = f"Ends on {show_date(plan.ends_on)}, the last day it runs."
        last = max(plan.reviews, default=plan.ends_on)  # the reviews are moved to working days
        self.ends.setText(" ".join(part for part in (words, holiday_doubt(last, holidays_published_to())) if part))
        self.ends.setAccessibleName(self.ends.text())
        if not self.reviews.touched or self._days() == plan.reviews:
            self._show_reviews(plan)

    def _show_reviews(self, plan: ContractPlan) -> None:
        self._fill(self.reviews, {"lines": [{"day": show_date(day)} for day in plan.reviews], "touched": False})

    # reading

    def _start(self) -> date | None:
        text = self.fields["starts_on"].value()
        return date.fromisoformat(text) if text else None

    def _read(self, text: str) -> date | None:
        try:
            return parse_date(text, self._desk.clock.today(), "future")
        except NotADate:
            return None

    def _tidy(self, text: str) -> str:
        day = self._read(text)
        return show_date(day) if day else text

    def _days(self) -> tuple[date, ...]:
        days = (self._read(entry["day"]) for entry in self.reviews.entries())
        return tuple(sorted({day for day in days if day}))

    def _review_problem(self, entries: Sequence[Entry]) -> str:
        for entry in entries:
            day = self._read(entry["day"])
            if day is None:
                return f"“{entry['day']}” is not a day. Type for example 15 Dec 2003, or take the line out."
            wrong = self._wrong_day(day)
            if wrong:
                return wrong
        return ""

    def _wrong_day(self, day: date) -> str:
        start, plan = self._start(), self._plan
        if start and plan and not start <= day <= plan.ends_on:
            return f"{show_date(day)} lies outside the contract: {show_date(start)} to {show_date(plan.ends_on)}."
        if not is_working_day(day, self._ground.jurisdiction):
            other = show_date(next_working_day(day, self._ground.jurisdiction))
            return f"{show_date(day)} is not a working day. The next one is {other}."
        return ""

    def check(self) -> bool:
        """Besides what each field finds: a start, a person, and a parent who is recorded."""
        good = super().check()
        more: dict[str, str] = {}
        if self._start() is None and not self.fields["starts_on"].error():
            more["starts_on"] = "Say when the contract starts."
        parent = self.parent_picker.value()
        if parent and not parent.get("id"):
            more["parent"] = "Choose somebody already known from the list, or “New person” to record the parent."
        if more:
            self.errors({name: field.error() for name, field in self.fields.items()} | more)
        return good and not more

    # other windows

    def _open_library(self) -> None:
        LibraryDialog(self, self._add_terms).open()

    def _add_terms(self, chosen: Sequence[LibraryTerm]) -> None:
        self.terms.add(*({"kind": term.kind.value, "text": term.text} for term in chosen))

    def _record_parent(self, name: str) -> None:
        def recorded(number: int, name: str) -> None:
            self.parent_picker.set_value({"id": number, "name": name})

        PersonDialog(self, self._desk, name, then=recorded).open()

    def set_draft(self, payload: dict[str, Any]) -> None:
        super().set_draft(payload)
        self.derive()
