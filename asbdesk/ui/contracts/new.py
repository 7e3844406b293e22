"""Draw up a contract with somebody of a case."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.agreements import ContractGround, contract_ground
from asbdesk.services import contracts
from asbdesk.ui import theme
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.form import ContractForm
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, EmptyState, button
from asbdesk.ui.page import Go, Page


class NewContractPage(Page):
    """``person_id`` is the one chosen first. The draft is kept under ``contract:new:case-7``."""

    rail: ClassVar[str] = "contracts"
    help_topic: ClassVar[str] = "contracts"

    def __init__(self, desk: Desk, go: Go, case_id: int, person_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.case_id, self._person_id = case_id, person_id
        self.form: ContractForm | None = None
        self.editor: Editor | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(3))
        self.head = PageHead("New contract")
        self.banner = Banner()
        self._column.addWidget(self.head)
        self._column.addWidget(self.banner)

    def title(self) -> str:
        return "New contract"

    def refresh(self) -> None:
        if self.form is None:
            self.desk.ask(contract_ground, self.case_id, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        """Made anew for whoever comes again: the case may have changed. A draft keeps what was typed."""
        if self.editor is not None:
            self.editor.keeper.save_now()
        self.spent = True
        return True

    def save(self) -> None:
        """Draw it up, and show the contract."""
        if self.editor is None or self.form is None or not self.editor.check() or self.form.person is None:
            return
        self.editor.save(contracts.draw_up, self.case_id, self.form.person.id, self.form.contract(), then=self._saved)

    # inside

    def _show(self, ground: ContractGround) -> None:
        self.head.words.setText(f"{ground.case_reference} · {ground.subject}")
        if self.form is not None:
            return
        if not ground.people:
            self._nobody()
            return
        form = self.form = ContractForm(self.desk, ground)
        if self._person_id:
            form.set_value({"person": str(self._person_id)})
            form.derive()
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.go.back)
        self.editor = Editor(self.desk, form, state.NEW_KEY.format(self.case_id), self._name_draft)
        saver = button("&Save contract", self.save, kind="primary")
        saver.setToolTip("Save contract (Ctrl+S)")
        saver.setEnabled(may(self.desk.who.role, "contract"))
        self.editor.add_buttons(saver, leave_button(self.go.back))
        self._column.addWidget(self.editor, 1)
        self.editor.look_for_draft()

    def _nobody(self) -> None:
        words = EmptyState(
            "Nobody in this case is an alleged perpetrator.",
            "Add the person to the case first.",
            "Open the &case",
            lambda: self.go("case", self.case_id),
        )
        self._column.addWidget(words, 1)

    def _saved(self, contract_id: int) -> None:
        if self.editor is not None:
            self._column.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.form = self.editor = None
        self.go("contract", contract_id)

    def _name_draft(self) -> str:
        person = self.form.person if self.form else None
        return f"New contract with {person.name}" if person else "New contract"

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
