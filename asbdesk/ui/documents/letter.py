"""Write letter: choose, let the facts fill in, change the words, see the real PDF beside them, file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.guard import Finding, removed, stretches
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date, show_time
from asbdesk.errors import AsbdeskError, Conflict, InvalidField, Refused
from asbdesk.queries import offices
from asbdesk.queries.letters import LetterChoices, letter_choices
from asbdesk.queries.offices import DraftRow
from asbdesk.queries.recipients import SharedHome
from asbdesk.services import disclosures, drafts, papers
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents import state
from asbdesk.ui.documents.chooser import Chooser
from asbdesk.ui.documents.findings import FindingsCard, GoOnDialog, ReleaseDialog, marks_of
from asbdesk.ui.documents.letter_form import LetterForm
from asbdesk.ui.documents.preparing import Preparing
from asbdesk.ui.kit.form import DraftKeeper
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.kit.room import TallPanes, column_of
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk.proportion import ProportionBanner

_TEMPLATE_AGAIN = "&Use the template's words again"


class LetterPage(Page):
    """One letter, from its choice to its filing. What is typed is kept as a draft under :func:`state.draft_key`."""

    rail = "cases"
    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "case",
            "case_party",
            "person",
            "person_address",
            "incident",
            "contract",
            "document",
            "office",
            "user",
            "proportionality",
            "agency",
            "agency_contact",
            "template_version",
        }
    )
    help_topic = "letters"

    def __init__(
        self,
        desk: Desk,
        go: Go,
        case_id: int,
        template: str = "",
        person_id: int = 0,
        contract_id: int = 0,
        agency: str = "",
        matter_id: int = 0,
        answers: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, go, parent)
        self.case_id = case_id
        self.choices: LetterChoices | None = None
        self.form: LetterForm | None = None
        self.prepared: Prepared | None = None
        self._key = ""
        self._keeper: DraftKeeper | None = None
        self._file_then: str | None = None
        self._renewed = ""
        self._answers = answers or {}
        self.chooser = Chooser(template, person_id, contract_id, agency, matter_id)
        self.preparing = Preparing(desk, self, self._wanted)
        self._build()
        self.chooser.chosen.connect(self._choose)
        self.chooser.look_changed.connect(self._look_again)
        self.preparing.ready.connect(self._show_prepared)
        self.preparing.failed.connect(self._not_prepared)
        self.findings.pseudonym_asked.connect(self._pseudonym)
        self.findings.removal_asked.connect(self._take_out)
        self.findings.release_asked.connect(self._release)
        self.findings.go_on_asked.connect(self._go_on)
        self.findings.place_asked.connect(self.preview.turn_to)

    def title(self) -> str:
        template = self.chooser.template
        return template.title if template else "Write letter"

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self.desk.ask(letter_choices, self.case_id, today, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        if self._keeper is not None:
            self._keeper.save_now()
        return True

    def file_letter(self) -> None:
        """Seal the letter that the preview shows; then open it."""
        self._file("")

    def print_letter(self) -> None:
        """File it, then print the sealed bytes."""
        self._file("print")

    # build

    def _build(self) -> None:
        column = column_of(self)
        self.head = PageHead("Write letter")
        self.leave_button = self.head.add_action(button("Lea&ve", self._leave))
        self.print_button = self.head.add_action(button("&Print", self.print_letter, icon_name="printer-outline"))
        self.print_button.setToolTip("Files the letter, then prints it")
        self.file_button = self.head.add_action(button("F&ile letter", self.file_letter, kind="primary"))
        self.file_button.setToolTip("File letter (Ctrl+Return)")
        column.addWidget(self.head)
        self.banner, self.leaks, self.missing = Banner(), Banner(), Banner()
        self.proportion = ProportionBanner(self.desk, self)
        for banner in (self.banner, self.leaks, self.missing, self.proportion, self.proportion.reason):
            column.addWidget(banner)
        self.preview = PdfView(
            "Preview of the letter", empty="Choose a letter and to whom it goes; it stands here as it will be printed."
        )
        self.left = QWidget()
        self._place = QVBoxLayout(self.left)
        self._place.setContentsMargins(0, 0, theme.gap(3), 0)
        self._place.setSpacing(theme.gap(4))
        self.findings = FindingsCard(edits=True, releases=may(self.desk.who.role, "release"))
        self._place.addWidget(self.chooser)
        self._place.addWidget(self.findings)
        self._place.addStretch(1)
        self.panes = TallPanes(scrolled(self.left), self.preview)
        column.addWidget(self.panes, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.file_letter, context=_WITHIN)
        for part in (self.head, self.chooser, self.preview):
            QShortcut(QKeySequence(Qt.Key.Key_Escape), part, self._leave, context=_WITHIN)
        self._ready_to_file()

    # choose

    def _show(self, choices: LetterChoices) -> None:
        before, self.choices = self.choices, choices
        self.banner.show_words("")
        self.chooser.show_choices(choices)
        self._look_at_proportion()
        self.head.words.setText(f"{choices.case_reference} · {choices.subject}")
        if before is None or self._key != self._key_now():
            self._choose()
        elif before.incidents != choices.incidents and self.form is not None:
            self._begin(self.form.draft())
        else:
            self.preparing.now()

    def _key_now(self) -> str:
        template, person = self.chooser.template, self.chooser.person
        if template is None or person is None or (template.matter and not self.chooser.matter_id):
            return ""
        contract, agency = self.chooser.contract, person.key if person.addressee else ""
        number = contract.id if contract else 0
        person_id, matter = self.chooser.person_id, self.chooser.matter_id
        return state.draft_key(self.case_id, template.code, person_id, number, agency, matter)

    def _choose(self) -> None:
        """Another letter or another recipient: its own draft, if there is one."""
        if self._key_now() == self._key:
            return
        self.leave()
        self._key = self._key_now()
        self._end_form()
        self._look_at_proportion()
        self.head.title.setText(self.title())
        if self._key:
            key = self._key
            self.desk.ask(
                offices.draft,
                self.desk.who.user_id,
                key,
                then=lambda found: self._start(key, found),
                failed=self._trouble,
                page=self,
            )

    def _look_at_proportion(self) -> None:
        """A letter that is a step of the ladder may ask for a record first."""
        template = self.chooser.template
        step = template.records if template is not None else ""
        self.proportion.look(self.case_id, self.choices.case_reference if self.choices else "", step)

    def _start(self, key: str, found: DraftRow | None) -> None:
        if key != self._key:
            return
        self._begin(None)
        if found is not None and self._keeper is not None:
            look = (found.payload.get("format", ""), found.payload.get("language", ""))
            self.chooser.choose_look(look)
            saved = found.saved_at.astimezone(self.desk.clock.now().tzinfo)
            self._keeper.bring_back(found.payload, f"{show_date(saved.date())} {show_time(saved.time())}")
        self.preparing.now()

    def _begin(self, payload: dict[str, Any] | None) -> None:
        """The form of the letter chosen, perhaps with what was typed before."""
        self._end_form()
        template, person, choices = self.chooser.template, self.chooser.person, self.choices
        if template is None or person is None or choices is None:
            return
        answers = state.suggested_answers(template, choices.days, self.chooser.person_id, choices.lines)
        answers |= state.known_answers(template, self.chooser.contract) | self._answers
        today = self.desk.clock.today()
        form = self.form = LetterForm(template, choices.incidents, answers, today, choices.powers)
        self._reach()
        title, key = state.draft_title(template, person.name, choices.case_reference), self._key
        self._keeper = DraftKeeper(
            form,
            key,
            keep=lambda key, typed: self.desk.do(drafts.keep_draft, key, title, {**typed, **self._look()}),
            drop=lambda key: self.desk.do(drafts.drop_draft, key),
        )
        self._place.insertWidget(2, form)
        form.changed.connect(self._typed)
        form.leave_asked.connect(self._leave)
        form.save_asked.connect(self._keeper.save_now)
        if payload is not None:
            form.set_draft(payload)
        self.preparing.now()

    def _look(self) -> dict[str, str]:
        """Format and language, as a draft keeps them."""
        return {"format": self.chooser.format.value, "language": self.chooser.language.value}

    def _look_again(self) -> None:
        if self.form is not None:
            self.form.changed.emit()

    def _reach(self) -> None:
        """A power may not reach every kind of agency."""
        person = self.chooser.person
        if self.form is not None and person is not None:
            self.form.reach(person.agency_kind)

    def _end_form(self) -> None:
        self.preparing.stop()
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form, self._keeper, self.prepared = None, None, None
        self.leaks.show_words("")
        self.missing.show_words("")
        self.findings.show_findings(None)
        self.preview.show_marks(())
        self.preview.show_bytes(b"")
        self._ready_to_file()

    def _typed(self) -> None:
        self.preparing.soon()
        self._show_hand()

    # prepare

    def _wanted(self) -> Wanted | None:
        person = self.chooser.person
        if self.form is None or person is None or not self._key:
            return None
        contract = self.chooser.contract
        number = contract.id if contract else 0
        wanted = self.form.wanted(
            self.case_id, self.chooser.person_id, number, person.addressee, self.chooser.matter_id
        )
        return replace(wanted, format=self.chooser.format, language=self.chooser.language)

    def _show_prepared(self, made: Prepared) -> None:
        if self.form is None:
            return
        self.prepared = made
        self.banner.show_words(self._renewed, "alert")
        self._renewed = ""
        self.form.words.show_composed(made.composed, made.blocks)
        self.preview.show_bytes(made.pdf)
        self.preview.show_marks(marks_of(made.stopping))
        self.findings.show_findings(made)
        for banner, says in ((self.missing, state.missing_says(made)), (self.leaks, state.leaks_say(made))):
            banner.show_words(says.words, says.tone)
        self._show_hand()
        self._ready_to_file()
        if self._file_then is not None:
            self._file(self._file_then)

    def _show_hand(self) -> None:
        if self.form is None or self.prepared is None:
            return
        if self.form.template.layout == "document" and self.chooser.contract is None:
            self.form.hand.show_words(state.FROM_ANSWERS, "quiet")
            return
        if self.form.template.layout == "document":
            terms = self.form.template.code == "abc"
            words = state.FROM_CONTRACT if terms else state.FROM_RECORD
            self.form.hand.show_words(
                words, "quiet", "Change the &terms" if terms else "Open the con&tract", self._open_contract
            )
            return
        says = state.hand_says(self.prepared, edited=self.form.words.edited() is not None)
        action = _TEMPLATE_AGAIN if says.words else ""
        self.form.hand.show_words(says.words, says.tone, action, self._ask_template_again)

    def _open_contract(self) -> None:
        if self.chooser.contract is not None:
            terms = self.form is not None and self.form.template.code == "abc"
            self.go("contract", self.chooser.contract.id, **({"edit": True} if terms else {}))

    def _ask_template_again(self) -> None:
        ask.confirm(
            self,
            "Use the template's words again?",
            "The words that you changed by hand will be replaced.",
            "&Use the template's words",
            then=lambda: self.form and self.form.words.use_template(),
        )

    def _pseudonym(self, finding: Finding) -> None:
        self._mend(finding, finding.who)

    def _take_out(self, finding: Finding) -> None:
        self._mend(finding, removed(finding))

    def _mend(self, finding: Finding, by: str) -> None:
        """Put other words in the place, among those that stand there by now; what comes from a record is changed there.

        Fixed pieces (terms, tables) stay as they are.
        """
        made, form = self.prepared, self.form
        if made is None or form is None:
            return
        if form.template.layout == "document" or not form.words.edit.swap(
            lambda text: stretches(text, finding, made.guarded, made.opened), by
        ):
            self.banner.show_words(
                "These words come from the records, not from the letter. Change them there.", "alert"
            )

    def _release(self, finding: Finding) -> None:
        if self.prepared is not None:
            dialog = ReleaseDialog(self, self.desk, self.prepared, finding)
            dialog.accepted.connect(self.preparing.now)
            dialog.open()

    def _go_on(self, home: SharedHome) -> None:
        if self.prepared is not None:
            dialog = GoOnDialog(self, self.desk, self.prepared, home)
            dialog.accepted.connect(self.preparing.now)
            dialog.open()

    def _not_prepared(self, error: AsbdeskError) -> None:
        self.prepared, self._file_then = None, None
        self.preview.show_bytes(b"")
        self._ready_to_file()
        if isinstance(error, InvalidField) and self.form is not None:
            self.form.errors({f"asked-{error.field}": str(error)})
        else:
            self._trouble(error)

    def _ready_to_file(self) -> None:
        for each in (self.file_button, self.print_button):
            each.setEnabled(self.form is not None)

    # file

    def _file(self, then: str) -> None:
        """File what is shown. While the preview is behind what was typed, it waits for it."""
        if self.form is None or not self.form.check() or not self.proportion.ready():
            return
        self._file_then = then if self.preparing.busy else None
        if self.preparing.busy:
            self.preparing.now()
            return
        made = self.prepared
        if made is None:
            return
        try:
            papers.filing(made)
        except Refused as error:
            self._refused(made, error)
            return
        self.file_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self.desk.do(
            disclosures.file_letter,
            made,
            self._key,
            self.proportion.go_on(),
            then=lambda document_id: self._filed(document_id, then),
            failed=self._not_filed,
            page=self,
        )

    def _filed(self, document_id: int, then: str) -> None:
        reference = self.prepared.reference if self.prepared else ""
        self._key = ""
        self._end_form()
        facts = {"then": then} if then else {}
        self.go("document", document_id, filed=reference, **facts)

    def _refused(self, made: Prepared, error: Refused) -> None:
        """Say it loudly, and put the keyboard where it can be mended."""
        if not made.leaks:
            self.missing.show_words(str(error), "alert")
        waiting = state.missing_ask(made.template, made.missing, made.wanted.asked)
        if waiting and self.form is not None:
            self.form.errors({f"asked-{waiting}": "Fill this in before the paper is filed."})
        elif self.form is not None:
            self.form.words.focus()

    def _not_filed(self, error: AsbdeskError) -> None:
        self._ready_to_file()
        self._trouble(error)
        if isinstance(error, Conflict):
            self._renewed = f"{error.message} The preview has been made anew. {error.hint}"
            self.preparing.now()

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")

    def _leave(self) -> None:
        self.leave()
        self.go.back()


_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
