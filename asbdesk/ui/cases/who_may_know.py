"""Who may know of a person in a case: reader by reader, by name or by pseudonym."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import Disclosure, Reader
from asbdesk.queries.guarded import PartyClasses
from asbdesk.services import party_classes
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.form import Form

_LABELS = {
    Reader.PERPETRATOR: "Alleged &perpetrator",
    Reader.PARENT: "Paren&t or guardian",
    Reader.COURT: "C&ourt",
    Reader.AGENCY: "Partner a&gency",
    Reader.COMPLAINANT: "Other co&mplainants and witnesses",
    Reader.VICTIM: "Other &victims",
    Reader.PUBLIC: "The pu&blic",
}


class WhoMayKnowDialog(FormDialog):
    """One choice for each kind of reader, and why."""

    def __init__(self, parent: QWidget, desk: Desk, facts: PartyClasses) -> None:
        form = Form()
        choices = [(Disclosure.PROTECTED.value, f"As {facts.called} only"), (Disclosure.OPEN.value, "By name")]
        fields = {reader.value: ChoiceField(_LABELS[reader], choices) for reader in Reader}
        names = list(fields)
        for start in range(0, len(names), 2):
            form.row(**{name: fields[name] for name in names[start : start + 2]})
        form.add("reason", TextField("&Why", "Needed where a protected person may be named to somebody."))
        shown = {reader.value: facts.decided.get(reader, facts.usual).value for reader in Reader}
        form.set_value({**shown, "reason": facts.reason})
        self._party_id = facts.party_id
        super().__init__(
            parent, desk, f"Who may know of {facts.called}?",
            "In papers for those who may not, the pseudonym stands, and the guard looks for everything else. "
            "What this person reads herself may always name her. What is lodged with a court is served on the alleged "
            "perpetrator too: it names only whom both may know.",
            form=form, key=f"who-may-know:case-{facts.case_id}:party-{facts.party_id}",
            draft=lambda: f"Who may know of {facts.called}",
            yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            values = self.form.value()
            wanted = {reader: Disclosure(values[reader.value]) for reader in Reader}
            self.do(party_classes.decide, self._party_id, wanted, values["reason"] or "")
