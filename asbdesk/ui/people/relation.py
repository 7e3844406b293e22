"""Who somebody else is to a person: a parent or guardian, a neighbour, the same household."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import Relation
from asbdesk.errors import AsbdeskError
from asbdesk.queries import people
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.person_picker import PersonPicker
from asbdesk.ui.people.dialog import PersonDialog
from asbdesk.ui.people.state import describe

Relate = Callable[[int, Relation, Callable[[object], None], Callable[[AsbdeskError], None]], None]


class RelationDialog(Dialog):
    """``relate(other_id, relation, then, failed)`` records it."""

    def __init__(self, parent: QWidget, desk: Desk, name: str, relate: Relate) -> None:
        super().__init__(parent, f"Who is related to {name}?", width=64)
        self._desk, self._relate = desk, relate
        self.form = Form()
        self.other = self.form.add("other", PersonPicker(desk, "&Person", people.suggest, describe))
        self.relation = self.form.add("relation", ChoiceField(f"&Is {name}’s", Relation))
        self.other.new_person.connect(self._new_person)
        self.body.addWidget(self.form)
        self.add_buttons("&Add relation", self.save)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)

    def save(self) -> None:
        """Record the relation; somebody who has no record yet gets one first."""
        chosen = self.other.value()
        if not chosen:
            self.form.errors({"other": "Type a name and choose the person from the list."})
        elif chosen.get("id") is None:
            self._new_person(chosen["name"])
        else:
            relation = Relation(str(self.relation.value()))
            self._relate(chosen["id"], relation, lambda _: self.accept(), self.form.show_trouble)

    def _new_person(self, name: str) -> None:
        PersonDialog(self, self._desk, name, then=self._recorded).open()

    def _recorded(self, number: int, name: str) -> None:
        self.other.set_value({"id": number, "name": name})
