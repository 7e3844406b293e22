"""One agency of the directory: its form, and retiring it."""

from __future__ import annotations

from asbdesk.domain.casework import AgencyKind
from asbdesk.domain.permissions import may
from asbdesk.errors import InvalidField
from asbdesk.queries import agencies as queries
from asbdesk.queries.agencies import AgencyPage
from asbdesk.services import agencies
from asbdesk.ui import ask
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.fields import contacts_field
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, PhoneField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.page import Page


class AgencyDialog(FormDialog):
    """Adds an agency, or changes one that is known. Its draft is kept under ``agency:new`` or ``agency:7``."""

    def __init__(self, page: Page, known: AgencyPage | None) -> None:
        self.page, self.known = page, known
        form = Form()
        form.row(name=TextField("Na&me", "As it stands on an envelope."),
                 kind=ChoiceField("&Kind", AgencyKind, blank="Choose…"))  # fmt: skip
        form.add("address", LongTextField("Add&ress, with the postcode", lines=5, grows=False))
        form.row(telephone=PhoneField("&Telephone"), email=TextField("&E-mail"))
        form.add("notes", LongTextField("N&otes", "What it does for us, how it likes to be asked.", lines=2))
        form.add("contacts", contacts_field())
        form.body.addStretch(1)
        if known is not None:
            form.set_value(state.agency_shown(known.values))
        title = known.values.name if known else "Add an agency"
        super().__init__(
            page, page.desk, title, "" if known is None or known.active else "Retired: it is no longer offered.",
            form=form, key=f"agency:{known.id}" if known else "agency:new",
            draft=lambda: f"Agency: {form.fields['name'].value() or 'new'}", yes="&Save agency", width=120,
        )  # fmt: skip
        allowed = may(page.desk.who.role, "record")
        if self.main is not None:
            self.main.setEnabled(allowed)
        if known is not None and allowed:
            self._ways_out(known)

    def save(self) -> None:
        """Keep it; what is refused stands beside its field."""
        if not self.editor.check():
            return
        try:
            values = state.agency_values(self.form.value())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        if self.known is None:
            self.do(agencies.add_agency, values)
        else:
            self.do(agencies.change_agency, self.known.id, values)

    def retire(self) -> None:
        """It is no longer offered."""
        if self.known is not None:
            number, name = self.known.id, self.known.values.name
            self._change(agencies.retire_agency, number)
            self.page.go.say(
                f"{name} was retired.", undo=lambda: self.page.desk.do(agencies.bring_back, number, page=self.page)
            )

    def delete(self) -> None:
        """Take out one that was entered by mistake."""
        if self.known is None:
            return
        number = self.known.id
        ask.confirm(
            self,
            f"Delete {self.known.values.name}?",
            "It stands in no record yet. It goes out of the directory with its contacts.",
            "&Delete",
            lambda: self._change(agencies.delete_agency, number),
            danger=True,
        )

    def _ways_out(self, known: AgencyPage) -> None:
        if known.active:
            self.add_button("Ret&ire", self.retire)
        else:
            self.add_button("&Bring back", lambda: self._change(agencies.bring_back, known.id))
        if not known.used:
            self.add_button("&Delete…", self.delete)

    def _change(self, service, number: int) -> None:
        self.page.desk.do(
            service, number, then=lambda _none: self.accept(), failed=self.editor.show_trouble, page=self
        )  # fmt: skip


def open_agency(page: Page, agency_id: int) -> None:
    """The dialog of one agency."""
    page.desk.ask(queries.agency, agency_id, then=lambda found: AgencyDialog(page, found).open(), page=page)
