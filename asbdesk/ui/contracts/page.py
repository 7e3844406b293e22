"""One contract: its terms, who signed, its reviews and papers, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from asbdesk.domain.casework import ContractKind, ContractState
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.agreements import ContractStory, contract_story
from asbdesk.services import contracts
from asbdesk.ui import ask, theme
from asbdesk.ui.contracts import state, watch_state
from asbdesk.ui.contracts.change_dialogs import ExtensionDialog, SigningDialog, VariationDialog, VersionDialog
from asbdesk.ui.contracts.dialogs import SignDialog, StepDialog
from asbdesk.ui.contracts.form import ContractForm
from asbdesk.ui.contracts.review_dialogs import AnotherDayDialog, OneMoreDialog, open_review
from asbdesk.ui.contracts.view import ContractView
from asbdesk.ui.contracts.watch_cards import Acts
from asbdesk.ui.contracts.watch_dialogs import BreachDialog, InterviewDialog, LogDialog
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Pill, button
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk.proportion import ProportionBanner


class ContractPage(Page):
    """``edit`` opens the form at once. Its draft is kept under ``contract:7``.

    ``resume`` opens a dialog at once, by the kind of its draft (``breach``, ``review`` ...), ``row`` for which.
    """

    rail: ClassVar[str] = "contracts"
    help_topic: ClassVar[str] = "watching"
    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "contract",
            "contract_term",
            "contract_signature",
            "contract_review",
            "contract_interview",
            "contract_log",
            "contract_breach",
            "contract_version",
            "case_clock",
            "incident",
            "document",
            "person",
            "case",
            "proportionality",
        }
    )

    def __init__(
        self, desk: Desk, go: Go, contract_id: int, edit: bool = False, resume: str = "", row: int = 0,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk, go, parent)
        self.contract_id = contract_id
        self.story: ContractStory | None = None
        self.editor: Editor | None = None
        self.form: ContractForm | None = None
        self._edit_at_once = edit
        self._resume = (resume, row)
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
        up = step.to in (ContractState.OFFERED, ContractState.SIGNED)
        if self.story is None or (up and not self.proportion.ready()):
            return
        if step.to is ContractState.SIGNED:
            SignDialog(self, self.desk, self.story.contract, self.proportion.go_on()).open()
        else:
            StepDialog(self, self.desk, self.contract_id, step, self.proportion.go_on()).open()

    def review(self, review_id: int = 0) -> None:
        """Say what a review found; 0 for the next that is due. One that was held can be put right."""
        if self.story is None or not self._may:
            return
        page = self.story.contract
        known = page.reviews if review_id else state.open_reviews(page)
        found = next((each for each in known if review_id in (0, each.id)), None)
        if found is not None and (found.held_on or page.state is ContractState.SIGNED):
            open_review(self, self.desk, page, found)

    def breach(self, breach_id: int = 0) -> None:
        """Record that a term was broken, or answer and correct what was recorded."""
        if self.story is not None and self._may:
            row = next((each for each in self.story.watch.breaches if each.id == breach_id), None)
            if row is None or row.counts:
                BreachDialog(self, self.desk, self.story, row).open()

    def note(self, entry_id: int = 0) -> None:
        """An entry in the log."""
        if self.story is not None and self._may:
            row = next((each for each in self.story.watch.log if each.id == entry_id), None)
            LogDialog(self, self.desk, self.story, row).open()

    def interview(self, interview_id: int = 0) -> None:
        """The interview before the contract."""
        if self.story is not None and self._may:
            row = next((each for each in self.story.watch.interviews if each.id == interview_id), None)
            InterviewDialog(self, self.desk, self.story, row).open()

    def vary(self) -> None:
        """Other terms by agreement."""
        if self.story is not None:
            VariationDialog(self, self.desk, self.story).open()

    def extend(self) -> None:
        """More time by agreement."""
        if self.story is not None:
            ExtensionDialog(self, self.desk, self.story).open()

    def correct_signing(self) -> None:
        """The days of signing were written down wrongly."""
        if self.story is not None:
            SigningDialog(self, self.desk, self.story).open()

    def version(self, version_id: int) -> None:
        """Read a version as it stood."""
        row = next((v for v in self.story.watch.versions if v.id == version_id), None) if self.story else None
        if row is not None and self.story is not None:
            VersionDialog(self, self.story.contract.reference, row).open()

    def plan(self) -> None:
        """One more review."""
        if self.story is not None and self._may:
            OneMoreDialog(self, self.desk, self.story.contract).open()

    def write(self, template: str, matter_id: int = 0) -> None:
        """A paper of this contract; ``matter_id``: the breach or review that it is about."""
        if self.story is not None:
            page = self.story.contract
            to_parent = template.endswith("-parent") or page.kind is ContractKind.PARENTAL
            person = (page.values.parent_id or 0) if to_parent else page.person_id
            about = {"matter_id": matter_id} if matter_id else {}
            self.go("letter", case_id=page.case_id, template=template, person_id=person, contract_id=page.id, **about)

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
        self.vary_button = self.head.add_action(button("&Vary", self.vary))
        self.extend_button = self.head.add_action(button("E&xtend", self.extend))
        self.undo_button = self.head.add_action(button("&Undo the end", self._ask_undo_end))
        for step in state.every_step():
            made = button(step.words, lambda step=step: self.step(step), kind=state.kind_of_button(step.to))
            self.steps[step.to] = self.head.add_action(made)
        self.banner, self.proportion, self.nag = Banner(), ProportionBanner(self.desk, self), Banner()
        acts = Acts(self.breach, self.note, self.interview, self.version, self.review, self.plan, self.correct_signing)
        self.view = ContractView(self.go, self.write, acts, self.desk.clock.today())
        self.area = scrolled(self.view)
        self._column.addWidget(self.head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.proportion)
        self._column.addWidget(self.proportion.reason)
        self._column.addWidget(self.nag)
        self._column.addWidget(self.area, 1)
        self._show_buttons()

    def _show(self, story: ContractStory) -> None:
        self.story = story
        page = story.contract
        self.head.title.setText(f"{page.reference} · {page.person}")
        today = self.desk.clock.today()
        parts = (watch_state.standing(story, today), page.kind.label, state.span_words(page), page.case_reference)
        self.head.words.setText(" · ".join(part for part in parts if part))
        self.pill.show_words(page.state.label, state.tone(page.state))
        self.pill.show()
        self.banner.show_words("")
        asked = "contract" if state.may_change(page.state) else ""
        self.proportion.look(page.case_id, page.case_reference, asked, page.id)
        self.view.show_story(story, self._may)
        self._nag(watch_state.nags(story, today))
        self._show_buttons()
        if self._edit_at_once:
            self._edit_at_once = False
            self.edit()
        self._go_on()

    def _go_on(self) -> None:
        """Open the dialog whose draft led here."""
        (kind, row), self._resume = self._resume, ("", 0)
        acts: dict[str, Callable[[], object]] = {
            "breach": lambda: self.breach(row),
            "log": lambda: self.note(row),
            "interview": lambda: self.interview(row),
            "review": lambda: self.review(row),
            "vary": self.vary,
            "extend": self.extend,
            "signing": self.correct_signing,
            "plan": self.plan,
            "day": lambda: self._another_day(row),
        }
        if kind in acts and self._may:
            acts[kind]()

    def _another_day(self, review_id: int) -> None:
        reviews = self.story.contract.reviews if self.story else ()
        found = next((each for each in reviews if each.id == review_id and not each.held_on), None)
        if found is not None and self.story is not None:
            AnotherDayDialog(self, self.desk, self.story.contract, found).open()

    def _nag(self, waiting: tuple[tuple[str, str, int], ...]) -> None:
        """The first thing that waits to be done, with a button that does it."""
        if not waiting or not self._may:
            self.nag.show_words("")
            return
        words, kind, row = waiting[0]
        more = f" {len(waiting) - 1} more after that." if len(waiting) > 1 else ""
        action, then = {
            "breach": ("Ans&wer it", lambda: self.breach(row)),
            "minutes": ("File the minutes", lambda: self.write("abc-review-minutes", row)),
            "ended": ("", None),
        }[kind]
        self.nag.show_words(words + more, "info", action, then)

    def _show_buttons(self) -> None:
        page = self.story.contract if self.story else None
        ready = page is not None and self._may and self.editor is None
        following = {step.to for step in state.steps(page.state)} if page and ready else set()
        for to, made in self.steps.items():
            made.setVisible(to in following)
        self.edit_button.setVisible(ready and page is not None and state.may_change(page.state))
        self.back_button.setVisible(ready and page is not None and page.state is ContractState.OFFERED)
        self.case_button.setVisible(page is not None)
        runs = ready and page is not None and page.state is ContractState.SIGNED
        self.vary_button.setVisible(runs)
        self.extend_button.setVisible(runs)
        self.undo_button.setVisible(ready and page is not None and page.settled_on is not None)

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

    def _ask_undo_end(self) -> None:
        ask.ask_text(
            self, "Undo the end", "&Why", self._undo_end, lines=True, yes="&Undo it",
            words="The contract goes on as if this end had not been recorded; its clocks run again.",
        )  # fmt: skip

    def _undo_end(self, why: str) -> None:
        self.desk.do(
            contracts.undo_end, self.contract_id, why, then=lambda _: self.refresh(), failed=self._trouble, page=self
        )

    def _open_case(self) -> None:
        if self.story is not None:
            self.go("case", self.story.contract.case_id)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
