"""The people of a case: each with a part in it, and whether the perpetrator may know who it is."""

from __future__ import annotations

from typing import Any

from asbdesk.domain.casework import CaseRole, Disclosure
from asbdesk.queries import people
from asbdesk.ui.cases.state import is_decided
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.people_field import Choice, PeopleField
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.state import describe

EXPLAINED = (
    "May the perpetrator know who each of them is? While an identity is protected, letters and papers for the "
    "perpetrator call them “Complainant A” and give nothing away. Change it only if they agreed."
)


class PartiesField(PeopleField):
    """The value is a list: ``[{"id": 5, "name": "Dean Mercer", "role": "perpetrator", "disclosure": "open"}, ...]``.

    Whether the identity is protected is asked only of those of whom somebody decides it.
    """

    def __init__(self, desk: Desk, label: str = "&People") -> None:
        super().__init__(
            desk,
            label,
            people.suggest,
            describe,
            choices=[
                Choice("role", "Role", CaseRole, CaseRole.COMPLAINANT.value),
                Choice("disclosure", "Identity", Disclosure, Disclosure.PROTECTED.value),
            ],
            hint=EXPLAINED,
        )
        self._desk = desk
        self.new_person.connect(self._record)

    def add_person(self, person: dict[str, Any]) -> None:
        before = len(self._lines)
        super().add_person(person)
        if len(self._lines) == before:
            return
        line = self._lines[-1]
        role, identity = line.boxes["role"], line.boxes["disclosure"]
        identity.setAccessibleName(f"May the perpetrator know who {line.person.get('name')} is?")
        identity.setToolTip("May the perpetrator know who this is?")
        policy = identity.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        identity.setSizePolicy(policy)

        def decide() -> None:
            identity.setVisible(is_decided(CaseRole(role.currentData())))

        role.currentIndexChanged.connect(lambda _place: decide())
        decide()

    def value(self) -> list[dict[str, Any]]:
        """Of those of whom nobody decides it, the identity is known anyway."""
        known = {"disclosure": Disclosure.OPEN.value}
        return [p if is_decided(CaseRole(p["role"])) else {**p, **known} for p in super().value()]

    def problem(self) -> str:
        if words := super().problem():
            return words
        roles = [person["role"] for person in self.value()]
        return "" if CaseRole.PERPETRATOR.value in roles else "Say whose behaviour the case is about."

    def _record(self, name: str) -> None:
        PersonDialog(self, self._desk, name, then=lambda number, shown: self.set_id(name, number, shown)).open()
