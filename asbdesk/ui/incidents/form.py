"""The form of an incident, in the order in which it is told on the telephone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import HateStrand, IncidentRole, PlaceKind, Qualifier, ReportedHow
from asbdesk.domain.categories import CategoryGroup
from asbdesk.domain.incidents import IncidentPersonValues, IncidentValues
from asbdesk.domain.when import parse_when, show_when
from asbdesk.queries import people
from asbdesk.queries.incidents import IncidentPage, cases_about
from asbdesk.reference_data import load_categories
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.incidents.case_field import CaseField
from asbdesk.ui.incidents.state import read_reported, told_reported
from asbdesk.ui.kit.date_fields import WhenField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, Field, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.fold import Fold
from asbdesk.ui.kit.form import Form, Payload
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.kit.people_field import Choice, PeopleField
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.state import describe

_OFFERED = (CategoryGroup.NATIONAL, CategoryGroup.BOROUGH)
_HATE = ("hate_strands", "hate_perceived_by", "domestic")


class IncidentForm(Form):
    """``incident()`` is what the services take; ``case_id()`` the case that a new one joins.

    ``category`` is that of an incident being changed: an imported one may have a kind that the form does not offer.
    """

    def __init__(self, desk: Desk, *, new: bool, category: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: CaseField | None = None
        self._accused: tuple[int, ...] = ()
        self._asked = 0
        columns = Sides(1, 1)
        self.body.addWidget(columns, 1)
        self._times(columns.left)
        self._place(columns.left)
        self._kind(columns.left, category)
        self._told(columns.right)
        self._who(columns.right)
        if new:
            self._case = self._know("case", CaseField("&Case"))
            columns.right.addWidget(self._case)
        columns.left.addStretch(1)
        columns.right.addStretch(1)
        if new:
            self.set_value({"reported_at": show_when(told_reported(self._now()))})

    def incident(self) -> IncidentValues:
        """What the form holds. Call :meth:`check` first."""
        value = self.value()
        when, reported = self.when.understood(), self.reported.understood()
        if when is None or reported is None:
            raise ValueError("the form was not checked")
        return IncidentValues(
            when=when,
            category=value["category"] or "",
            reported_at=reported.start,
            reported_how=ReportedHow(value["reported_how"]),
            reported_by=value["reported_by"],
            anonymous=value["anonymous"],
            place_kind=PlaceKind(value["place_kind"]),
            place=value["place"],
            postcode=value["postcode"],
            qualifier=Qualifier(value["qualifier"]),
            summary=value["summary"],
            account=value["account"],
            hate_strands=tuple(HateStrand(strand) for strand in value["hate_strands"]),
            hate_perceived_by=value["hate_perceived_by"],
            domestic=value["domestic"],
            people=tuple(_person_of(person) for person in value["people"]),
        )

    def case_id(self) -> int | None:
        """The case that it joins."""
        return self._case.value() if self._case else None

    def show_incident(self, page: IncidentPage) -> None:
        """Fill the form; what is shown then counts as unchanged."""
        values = page.values
        names = (
            "category",
            "reported_how",
            "reported_by",
            "anonymous",
            "place_kind",
            "place",
            "postcode",
            "qualifier",
            "summary",
            "account",
            *_HATE,
        )
        self.set_value(
            {
                **{name: getattr(values, name) for name in names},
                "when": show_when(values.when),
                "reported_at": show_when(told_reported(values.reported_at)),
                "people": [_line_of(person) for person in page.people],
            }
        )
        self._unfold()

    def set_draft(self, payload: Payload) -> None:
        super().set_draft(payload)
        self._unfold()

    def report_is_now(self) -> None:
        """A form that nobody has touched is filled at the time when it is looked at, not when it was made."""
        if not self.dirty:
            self.set_value({"reported_at": show_when(told_reported(self._now()))})

    def check(self) -> bool:
        found = {name: field.problem() for name, field in self.fields.items() if field.problem()}
        if self.when.understood() is None:
            found.setdefault("when", "Say when it happened, as well as it is known: yesterday 23:30, or Nov 2003.")
        if self.reported.understood() is None:
            found.setdefault("reported_at", "Say when it was reported. “today” will do.")
        if not self.fields["category"].value():
            found.setdefault("category", "Choose what kind of incident it was.")
        self.errors(found)
        return not found

    def unrecorded(self) -> str | None:
        """The name of somebody in the list who has no record yet."""
        lines = self.people.value()
        return next((p["name"] for p in lines if p.get("id") is None and not p.get("unknown")), None)

    def record_person(self, name: str, then: Any = None) -> None:
        """Open the form of a new person by that name; afterwards the line of the list means her."""

        def recorded(number: int, full: str) -> None:
            self.people.set_id(name, number, full)
            if then:
                then()

        PersonDialog(self, self._desk, name, then=recorded).open()

    # inside

    def _now(self) -> datetime:
        return self._desk.clock.now().replace(tzinfo=None)

    def _times(self, column: QVBoxLayout) -> None:
        self.when = self._know("when", WhenField(
            "&When", lambda text: parse_when(text, self._now()), show_when,
            "For example yesterday 23:30, 3/11 23:30 to 03:00, about 11pm, Nov 2003"))  # fmt: skip
        column.addWidget(self.when)
        self.reported = self._know(
            "reported_at", WhenField("&Reported", lambda text: read_reported(text, self._now()), show_when)
        )
        how = self._know("reported_how", ChoiceField("How reported", ReportedHow))
        column.addWidget(Row(self.reported, how))
        by = self._know("reported_by", TextField("Reported &by", placeholder="Name or agency"))
        self.anonymous = self._know("anonymous", CheckField("Anon&ymous"))
        column.addWidget(Row(by, _level(self.anonymous)))

    def _place(self, column: QVBoxLayout) -> None:
        kind = self._know("place_kind", ChoiceField("W&here", PlaceKind))
        place = self._know("place", LongTextField("&Place", lines=2))
        code = self._know("postcode", TextField("P&ostcode", longest=12))
        column.addWidget(Row(kind, place, code))

    def _kind(self, column: QVBoxLayout, category: str) -> None:
        known = load_categories()
        kinds = [(kind.code, kind.label) for kind in known.for_form() if kind.group in _OFFERED]
        if category and category not in dict(kinds):
            kinds.append((category, known.label(category)))
        self.category = self._know("category", ChoiceField("Cate&gory", kinds, blank="Choose…"))
        self.qualifier = self._know("qualifier", ChoiceField("&Qualifier", Qualifier))
        self.qualifier.set_value(Qualifier.NUISANCE)
        self._before: str | None = None
        self.category.changed.connect(self._follow_category)
        column.addWidget(Row(self.category, self.qualifier))

    def _told(self, column: QVBoxLayout) -> None:
        column.addWidget(self._know("summary", TextField(
            "S&ummary", "In one line, fit for the person it is about to read: it may stand in letters to them, "
            "so name no complainant.", longest=300)))  # fmt: skip
        column.addWidget(self._know("account", LongTextField(
            "&Account", "What was said, in the reporter’s own words. Never printed for the alleged perpetrator.",
            lines=6, grows=False)))  # fmt: skip

    def _who(self, column: QVBoxLayout) -> None:
        self.people = self._know("people", PeopleField(
            self._desk, "P&eople", people.suggest, describe,
            [Choice("role", "Role", IncidentRole, IncidentRole.PERPETRATOR.value)],
            hint="Alleged perpetrators, victims, witnesses, the reporter. Where no name is known, describe the person.",
            unknown=True))  # fmt: skip
        self.people.new_person.connect(self.record_person)
        self.people.changed.connect(self._people_changed)
        column.addWidget(self.people)
        self.hate = Fold("Ha&te or domestic")
        self.hate.body.addWidget(self._know("hate_strands", MultiChoice("Hate strands", HateStrand)))
        self.hate.body.addWidget(
            self._know("hate_perceived_by", TextField("Perce&ived by", "Who sees it as hate: the victim, a witness"))
        )
        self.hate.body.addWidget(self._know("domestic", CheckField("Do&mestic violence")))
        column.addWidget(self.hate)

    def _follow_category(self) -> None:
        """The qualifier goes with the category until somebody has chosen another."""
        known = load_categories()
        before = known.get(self._before or "")
        now = known.get(self.category.value() or "")
        usual = before.qualifier if before else Qualifier.NUISANCE
        if now and self.qualifier.value() == usual.value:
            self.qualifier.set_value(now.qualifier)
        self._before = self.category.value()
        self.category.help.setText(now.hint if now else "")
        self.category.help.setVisible(bool(now and now.hint))

    def _people_changed(self) -> None:
        accused = tuple(
            p["id"] for p in self.people.value() if p["role"] == IncidentRole.PERPETRATOR.value and p.get("id")
        )
        if self._case is None or accused == self._accused:
            return
        self._accused = accused
        self._asked += 1
        asked, case = self._asked, self._case
        self._desk.ask(
            cases_about, accused, then=lambda found: case.show_cases(found) if asked == self._asked else None, page=self
        )

    def _unfold(self) -> None:
        if any(self.fields[name].draft() for name in _HATE):
            self.hate.set_open(True)


def _level(field: Field) -> QWidget:
    """A box to tick beside a labelled line stands level with the line, not with its label."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, held.fontMetrics().lineSpacing() + theme.gap(3), 0, 0)
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
    return held


def _person_of(person: dict[str, Any]) -> IncidentPersonValues:
    role = IncidentRole(person["role"])
    if person.get("id"):
        return IncidentPersonValues(role, person["id"], person.get("description", ""))
    return IncidentPersonValues(role, None, person["name"])


def _line_of(person: Any) -> dict[str, Any]:
    if person.person_id:
        return {"id": person.person_id, "name": person.name, "role": person.role.value,
                "description": person.description}  # fmt: skip
    return {"id": None, "name": person.description, "unknown": True, "role": person.role.value}
