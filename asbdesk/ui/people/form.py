"""The form of a person: names, birth, address and telephone in sight, the rest one key away."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import ContactKind, FlagKind, PreferredFormat, SafeToUse, Tenure
from asbdesk.domain.people import AddressValues, AliasValues, ContactValues, FlagValues, PersonValues
from asbdesk.domain.when import parse_date, show_date
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, Field, LongTextField, TextField
from asbdesk.ui.kit.fold import Fold
from asbdesk.ui.kit.form import Form, Payload
from asbdesk.ui.kit.layout import Row
from asbdesk.ui.people.parts import ItemsField, Rows, Values

_NOTHING_MORE = {
    "aliases": [], "language": "", "interpreter": False, "preferred_format": "ordinary", "flags": [], "notes": "",
}  # fmt: skip
"""What stands under "More" while nothing is known of it."""


class AgeField(TextField):
    """A number of years; the value is None where there is none."""

    def value(self) -> Any:
        text = self.edit.text().strip()
        return int(text) if text.isdecimal() else None

    def draft(self) -> str:
        return self.edit.text()

    def problem(self) -> str:
        text = self.edit.text().strip()
        return "Give the age as a number of years, for example 35." if text and not text.isdecimal() else ""


class PersonForm(Form):
    """``person()`` is what the services take. With ``quick`` what is seldom known at first is folded under "More"."""

    def __init__(self, desk: Desk, *, quick: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.row(
            title=TextField("&Title", placeholder="Mr, Mrs, Ms …", longest=40),
            given_names=TextField("&Given names"),
            family_name=TextField("&Family name"),
        )
        self.row(
            born=self._day("Date of &birth", lean="birth"),
            approximate_age=AgeField("A&pproximate age", longest=3),
        )
        self.add(
            "addresses",
            ItemsField(
                "Addresses",
                "address",
                self._address,
                start=1,
                add="Add another a&ddress",
                folded="From when, tenure, landlord",
                shown=2,
            ),
        )
        self.add(
            "contacts",
            ItemsField(
                "Telephones and e-mail",
                "telephone or e-mail",
                self._contact,
                start=1,
                add="Add another telephone or &e-mail",
                folded="When or how to call",
                shown=1,
            ),
        )
        self.more = Fold("&More about this person")
        self.body.addWidget(self.more)
        self._rest()
        self.more.set_open(not quick)
        self.body.addStretch(1)

    def person(self) -> PersonValues:
        """What the form holds. Call :meth:`check` first."""
        value = self.value()
        return PersonValues(
            given_names=value["given_names"],
            family_name=value["family_name"],
            title=value["title"],
            born=_day_of(value["born"]),
            approximate_age=value["approximate_age"],
            language=value["language"],
            interpreter=value["interpreter"],
            preferred_format=PreferredFormat(value["preferred_format"]),
            notes=value["notes"],
            aliases=tuple(AliasValues(a["name"], a["note"]) for a in value["aliases"]),
            addresses=tuple(_address_of(a) for a in value["addresses"]),
            contacts=tuple(
                ContactValues(ContactKind(c["kind"]), c["value"], SafeToUse(c["safe"]), c["note"])
                for c in value["contacts"]
            ),
            flags=tuple(
                FlagValues(FlagKind(f["kind"]), f["text"], f["reason"], _day_of(f["review_on"])) for f in value["flags"]
            ),
        )

    def show_person(self, values: PersonValues) -> None:
        """Fill the form; what is shown then counts as unchanged."""
        self.set_value(_payload(values))
        self._unfold()

    def set_draft(self, payload: Payload) -> None:
        super().set_draft(payload)
        self._unfold()

    def names_and_birth(self) -> PersonValues:
        """What a duplicate is looked for by."""
        given, family = self.fields["given_names"].value(), self.fields["family_name"].value()
        return PersonValues(given_names=given, family_name=family, born=_day_of(self.fields["born"].value()))

    # inside

    def _rest(self) -> None:
        column = self.more.body
        column.addWidget(
            self._know("aliases", ItemsField("Other names", "other name", self._alias, add="Add a name also &known as"))
        )
        column.addWidget(
            self._beside(
                language=TextField("L&anguage", "If not English"),
                preferred_format=ChoiceField("Prefe&rred format", PreferredFormat),
            )
        )
        column.addWidget(self._know("interpreter", CheckField("Needs an &interpreter")))
        column.addWidget(theme.heading("Vulnerabilities and warning markers"))
        column.addWidget(
            self._know(
                "flags",
                ItemsField(
                    "Vulnerabilities and warning markers",
                    "vulnerability or marker",
                    self._flag,
                    add="Add a &vulnerability or warning marker",
                ),
            )
        )
        column.addWidget(self._know("notes", LongTextField("N&otes", lines=3)))

    def _beside(self, **fields: Field) -> Row:
        return Row(*[self._know(name, field) for name, field in fields.items()])

    def _unfold(self) -> None:
        now = self.draft()
        if any(now[name] != empty for name, empty in _NOTHING_MORE.items()):
            self.more.set_open(True)

    def _day(self, label: str, *, lean: Any = "past", hint: str = "") -> DateField:
        return DateField(label, lambda text: parse_date(text, self._desk.clock.today(), lean), show_date, hint)

    def _address(self, n: int) -> Rows:
        return [
            {"lines": LongTextField(_nth("Address", n), lines=3)},
            {"postcode": TextField(_nth("Postcode", n), longest=12), "safe_to_write": _safe(_nth("Safe to write?", n))},
            {"lived_from": self._day(_nth("Lived there from", n)), "lived_to": self._day(_nth("Until", n))},
            {"tenure": ChoiceField(_nth("Tenure", n), Tenure), "landlord": TextField(_nth("Landlord", n))},
        ]

    def _contact(self, n: int) -> Rows:
        return [
            {
                "value": TextField(_nth("Telephone", n), longest=200),
                "kind": ChoiceField(_nth("Kind", n), ContactKind),
                "safe": _safe(_nth("Safe to use?", n)),
            },
            {"note": TextField(_nth("When or how to call", n), placeholder="For example: after 6 pm only")},
        ]

    def _alias(self, n: int) -> Rows:
        return [{"name": TextField(_nth("Also known as", n)), "note": TextField(_nth("Note on this name", n))}]

    def _flag(self, n: int) -> Rows:
        return [
            {"kind": ChoiceField(_nth("Kind of marker", n), FlagKind), "text": TextField(_nth("What it is", n))},
            {
                "reason": TextField(_nth("Reason", n)),
                "review_on": self._day(_nth("Look at it again on", n), lean="future"),
            },
        ]


def _safe(label: str) -> ChoiceField:
    """Nobody has said that it is safe until somebody was asked."""
    field = ChoiceField(label, SafeToUse)
    field.set_value(SafeToUse.UNKNOWN)
    return field


def _nth(label: str, n: int) -> str:
    return label if n == 1 else f"{label.rstrip('?')} {n}{'?' if label.endswith('?') else ''}"


def _day_of(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _address_of(value: Values) -> AddressValues:
    return AddressValues(
        lines=value["lines"],
        postcode=value["postcode"],
        lived_from=_day_of(value["lived_from"]),
        lived_to=_day_of(value["lived_to"]),
        tenure=Tenure(value["tenure"]),
        landlord=value["landlord"],
        safe_to_write=SafeToUse(value["safe_to_write"]),
    )


def _payload(values: PersonValues) -> Payload:
    names = (
        "given_names",
        "family_name",
        "title",
        "born",
        "approximate_age",
        "language",
        "interpreter",
        "notes",
        "preferred_format",
    )
    return {
        **{name: getattr(values, name) for name in names},
        "aliases": [_as_dict(a) for a in values.aliases],
        "addresses": [_as_dict(a) for a in values.addresses],
        "contacts": [_as_dict(c) for c in values.contacts],
        "flags": [_as_dict(f) for f in values.flags],
    }


def _as_dict(value: Any) -> Values:
    return {name: getattr(value, name) for name in value.__slots__}
