"""One contract: its terms, who signed, its reviews and papers, and what can be done next."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from asbdesk.domain.casework import ContractState
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.agreements import ContractStory, contract_story
from asbdesk.services import contracts
from asbdesk.ui import ask, theme
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.dialogs import ReviewDialog, SignDialog, StepDialog
from asbdesk.ui.contracts.form import ContractForm
from asbdesk.ui.contracts.view import ContractView
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Pill, button
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk.proportion import ProportionBanner


class ContractPage(Page):
    """``edit`` opens the form at once. Its draft is kept under ``contract:7``."""

    rail: ClassVar[str] = "contracts"
    help_topic: ClassVar[str] = "contracts"
    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "contract",
            "contract_term",
            "contract_signature",
            "contract_review",
            "document",
            "person",
            "case",
            "proportionality",
        }
    )

    def __init__(self, desk: Desk, go: Go, contract_id: int, edit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.contract_id = contract_id
        self.story: ContractStory | None = None
        self.editor: Editor | None = None
        self.form: ContractForm | None = None
        self._edit_at_once = edit
        self._may = may(desk.who.role, "contract")
        self._build()

    def title(self) -> str:
        return f"{self.story.contract.reference} {self.story.contract.person}" if self.story else "Contract"

    def refresh(self) -> None:
        self.desk.ask(contract_story, self.contract_id, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        if self.editor is not None:
            self.editor.keeper.save_now()
        return True

    def edit(self) -> None:
        """Change terms, dates and signatories, while that may be."""
        story = self.story
        if story is None or self.editor is not None or not self._may or not state.may_change(story.contract.state):
            return
        form = self.form = ContractForm(self.desk, story.ground, story.person)
        form.show_contract(state.shown(story.contract), story.contract.values.reviews)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self._stop_editing)
        name = f"Contract {story.contract.reference} with {story.contract.person}"
        version = story.contract.version
        self.editor = Editor(self.desk, form, f"contract:{self.contract_id}", lambda: name, version=version)
        self.editor.take_newest = self._save_over
        saver = button("&Save contract", self.save, kind="primary")
        saver.setToolTip("Save contract (Ctrl+S)")
        self.editor.add_buttons(saver, leave_button(self._stop_editing))
        self._column.addWidget(self.editor, 1)
        self.area.hide()
        self._show_buttons()
        self.editor.look_for_draft()

    def save(self) -> None:
        """Save what the form holds."""
        editor, form = self.editor, self.form
        if editor is not None and form is not None and editor.check():
            editor.save(
                contracts.change_contract, self.contract_id, editor.version, form.contract(),
                then=lambda _answer: self._end_editing(),
            )  # fmt: skip

    def step(self, step: state.Step) -> None:
        """Offer, sign, decline, kept, broken or ended: each asks what it needs to know."""
        if self.story is None:
            return
        if step.to is ContractState.SIGNED:
            SignDialog(self, self.desk, self.story.contract, self.proportion.go_on()).open()
        else:
            StepDialog(self, self.desk, self.contract_id, step, self.proportion.go_on()).open()

    def hold_review(self, review_id: int = 0) -> None:
        """Say what a review found."""
        reviews = state.open_reviews(self.story.contract) if self.story and self._may else ()
        if reviews and (not review_id or review_id in {review.id for review in reviews}):
            ReviewDialog(self, self.desk, reviews, review_id).open()

    def write(self, template: str) -> None:
        """A paper of this contract."""
        if self.story is not None:
            page = self.story.contract
            to_parent = template == "abc-invitation-parent"
            person = (page.values.parent_id or 0) if to_parent else page.person_id
            self.go("letter", case_id=page.case_id, template=template, person_id=person, contract_id=page.id)

    # inside

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(3))
        self.head = PageHead("Contract")
        self.pill = self.head.add_pill(Pill())
        self.pill.hide()
        self.case_button = self.head.add_action(button("Open c&ase", self._open_case))
        self.edit_button = self.head.add_action(button("&Edit", self.edit))
        self.back_button = self.head.add_action(button("&Take the offer back", self._ask_take_back))
        self.steps: dict[ContractState, QPushButton] = {}
        for step in state.every_step():
            made = button(step.words, lambda step=step: self.step(step), kind=state.kind_of_button(step.to))
            self.steps[step.to] = self.head.add_action(made)
        self.banner, self.proportion = Banner(), ProportionBanner(self.desk, self)
        self.view = ContractView(self.go, self.write, self.hold_review, self.desk.clock.today())
        self.area = scrolled(self.view)
        self._column.addWidget(self.head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.proportion)
        self._column.addWidget(self.proportion.reason)
        self._column.addWidget(self.area, 1)
        self._show_buttons()

    def _show(self, story: ContractStory) -> None:
        self.story = story
        page = story.contract
        self.head.title.setText(f"{page.reference} · {page.person}")
        self.head.words.setText(f"{page.kind.label} · {state.span_words(page)} · {page.case_reference}")
        self.pill.show_words(page.state.label, state.tone(page.state))
        self.pill.show()
        self.banner.show_words("")
        asked = "contract" if state.may_change(page.state) else ""
        self.proportion.look(page.case_id, page.case_reference, asked, page.id)
        self.view.show_story(story)
        self._show_buttons()
        if self._edit_at_once:
            self._edit_at_once = False
            self.edit()

    def _show_buttons(self) -> None:
        page = self.story.contract if self.story else None
        ready = page is not None and self._may and self.editor is None
        following = {step.to for step in state.steps(page.state)} if page and ready else set()
        for to, made in self.steps.items():
            made.setVisible(to in following)
        self.edit_button.setVisible(ready and page is not None and state.may_change(page.state))
        self.back_button.setVisible(ready and page is not None and page.state is ContractState.OFFERED)
        self.case_button.setVisible(page is not None)

    def _stop_editing(self) -> None:
        self.leave()
        self._end_editing()

    def _end_editing(self) -> None:
        if self.editor is not None:
            self._column.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = self.form = None
        self.area.show()
        self._show_buttons()
        self.refresh()

    def _save_over(self) -> None:
        """The user has seen that somebody else changed it, and wants these words."""

        def newest(story: ContractStory) -> None:
            if self.editor is not None:
                self.editor.version = story.contract.version
                self.save()

        self.desk.ask(contract_story, self.contract_id, then=newest, failed=self._trouble, page=self)

    def _ask_take_back(self) -> None:
        ask.confirm(
            self,
            "Take the offer back?",
            "The contract becomes a draft again; the day of the offer is forgotten.",
            "&Take it back",
            then=lambda: self.desk.do(
                contracts.back_to_draft,
                self.contract_id,
                then=lambda _: self.refresh(),
                failed=self._trouble,
                page=self,
            ),
        )

    def _open_case(self) -> None:
        if self.story is not None:
            self.go("case", self.story.contract.case_id)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
