"""A new file for a partner: what goes into it, to whom, and on the right what it says and what it withholds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.domain.sharing import RECORDS, WAYS, ShareValues, check_reason, warnings
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries.sharing import ShareFacts, share_facts
from asbdesk.reference_data import load_sharing
from asbdesk.services import drafts
from asbdesk.ui import ask, theme
from asbdesk.ui.agencies.fields import PowerField
from asbdesk.ui.agencies.state import agency_pairs, kind_of
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.insight import sharing_state as state
from asbdesk.ui.insight.sharing_work import Made, give, make
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.page import Go, Page

CUT = ("set", "first", "last", "across", "records", "way", "points")
"""The fields that change the figures; the others change the log alone."""


class NewSharePage(Page):
    """``again`` is an earlier file whose settings are taken for the months that follow."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "sharing"

    def __init__(self, desk: Desk, go: Go, again: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._again = again
        self.facts: ShareFacts | None = None
        self.form: Form | None = None
        self.editor: Editor | None = None
        self.made: Made | None = None
        self.cautions: tuple[str, ...] = ()
        self._asked = 0
        self._job: Job | None = None
        self._giving: Job | None = None
        self.head = PageHead("New file for a partner")
        self.head.words.setText("Counts by area; nobody is named, and small counts are kept back.")
        self.banner, self.bar = Banner(), JobBar()
        self._left = QVBoxLayout()
        left = QWidget()
        left.setLayout(self._left)
        self._left.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        column.addWidget(self.head)
        column.addWidget(self.bar)
        self._area = scrolling(self.banner, TallPanes(left, self._preview(), (4, 5)))
        column.addWidget(self._area, 1)

    def title(self) -> str:
        return "New file for a partner"

    def refresh(self) -> None:
        if self.form is None:
            self.desk.ask(share_facts, self.desk.clock.today(), then=self._show, failed=self._failed, page=self)

    def leave(self) -> bool:
        if self.editor is not None:
            self.editor.keeper.save_now()
        return True

    def compute(self) -> None:
        """Count again for what is chosen now."""
        if self.form is None or self.facts is None:
            return
        self.made = None
        self._asked += 1
        number = self._asked
        if self._job is not None:
            self._job.cancel()
        try:
            plan = state.plan_of(self.form.value(), self.facts.threshold, load_sharing(), self.desk.clock.today())
        except InvalidField as error:
            self._nothing(str(error))
            return
        self.cautions = warnings(plan, self.facts.given)
        self.banner.show_words(" ".join(self.cautions), "alert")
        self._job = self.desk.heavy(
            make, plan, then=lambda made: self._made(made, number), failed=self._failed, page=self
        )

    def save(self) -> None:
        """Check, and ask for the folder that the files go into."""
        if self.editor is None or not self.editor.check() or self._values() is None or not self.bar.isHidden():
            return
        if self.made is None:
            self._say("The file is not counted yet. Wait for the preview.")
            return
        if not self.cautions:
            self._choose_folder()
            return
        told = " ".join(self.made.together or self.cautions)
        words = f"{told}\n\nA month is given once. The log and the audit keep your reason."
        ask.ask_text(
            self, "Give these months again?", "&Why they must be given again", self._choose_folder,
            words=words, yes="&Give it all the same", lines=True, check=check_reason,
        )  # fmt: skip

    def _choose_folder(self, reason: str = "") -> None:
        ask.choose_folder(self, "Folder for the files", lambda folder: self.give_to(folder, reason))

    def give_to(self, folder: Path, reason: str = "") -> None:
        """Look once more, log, write. ``reason``: why these months are given again."""
        values = self._values()
        if values is None or self.made is None:
            return
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            self._giving = None
            self.bar.stop()
            self._enable(not_now=False)

        def failed(error: AsbdeskError) -> None:
            end()
            self._failed(error)

        def done(_id: int) -> None:
            end()
            self._given(folder)

        self._enable(not_now=True)
        self.bar.start("The finished files are read once more.", lambda: self._giving and self._giving.cancel())
        job = self.desk.heavy(
            give, self.made, replace(values, reason=reason), folder, then=done, failed=failed,
            progress=self.bar.progress, page=self,
        )  # fmt: skip
        if not ended:
            self._giving = job

    # inside

    def _preview(self) -> QWidget:
        self.words = theme.muted("Being counted.", wrap=True)
        self.table = ShortTable("What the file says", ("Area", "Of which", "The file says", "Why withheld"),
                                (0, 22, 16, 22), lines=2)  # fmt: skip
        self.view = PdfView("Summary", empty="The summary is being made.")
        tabs = self.tabs = QTabWidget()
        tabs.setAccessibleName("Preview")
        tabs.addTab(self.table, "Table")
        tabs.addTab(self.view, "Summary (PDF)")
        card = Card("Preview")
        card.body.addWidget(self.words)
        card.body.addWidget(tabs, 1)
        return card

    def _show(self, facts: ShareFacts) -> None:
        if self.form is not None:
            return
        self.facts = facts
        form = self.form = self._fields(facts)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.go.back)
        self.editor = Editor(self.desk, form, state.NEW_KEY, lambda: "File for a partner")
        giver = self._giver = button("&Give it…", self.save, kind="primary")
        giver.setToolTip("Choose a folder for the files; what went is logged (Ctrl+S)")
        self._enable(not_now=False)
        self.editor.add_buttons(giver, leave_button(self.go.back))
        self._left.addWidget(self.editor, 1)
        for name in CUT:
            form.fields[name].changed.connect(self.compute)
        form.fields["agency"].changed.connect(self._reach)
        if not self._again:
            self.editor.look_for_draft()
        self.compute()

    def _fields(self, facts: ShareFacts) -> Form:
        form, rules, today = Form(), load_sharing(), self.desk.clock.today()
        months = state.month_pairs(today)
        form.add("set", ChoiceField("&Areas", [(str(each.id), each.words) for each in facts.sets]))
        form.row(first=ChoiceField("Fro&m", months), last=ChoiceField("&To, counted in", months))
        form.add("across", MultiChoice("Beside the area, by (two at most)", state.field_pairs(rules)))
        form.row(records=ChoiceField("&Records", RECORDS), way=ChoiceField("Small c&ounts", WAYS))
        form.add("points", CheckField("With each area's own &point", rules.points))
        form.section("To whom")
        form.row(agency=ChoiceField("Agen&cy", agency_pairs(facts.agencies), blank="Choose…"),
                 to_whom=TextField("Person t&here"))  # fmt: skip
        self._power = form.add("power", PowerField("By which po&wer", facts.powers))
        form.add("necessity", LongTextField("What they n&eed it for", lines=2, grows=False))
        form.body.addStretch(1)
        form.set_value(self._first(facts))
        return form

    def _first(self, facts: ShareFacts) -> dict[str, Any]:
        today = self.desk.clock.today()
        before = next((row for row in facts.before if row.id == self._again), None)
        if before is None:
            return state.first_values(facts, today)
        if not state.follows(before, today):
            self.head.words.setText("The months that follow are not over yet: these are those of the earlier file.")
        return state.values_again(before, facts, today)

    def _values(self) -> ShareValues | None:
        if self.form is None or self.editor is None or self.facts is None:
            return None
        try:
            state.plan_of(self.form.value(), self.facts.threshold, load_sharing(), self.desk.clock.today())
            return state.values_of(self.form.value())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return None

    def _reach(self) -> None:
        if self.form is not None and self.facts is not None:
            self._power.reach(kind_of(self.facts.agencies, self.form.fields["agency"].value()))

    def _made(self, made: Made, number: int) -> None:
        if number != self._asked:  # another choice was made meanwhile
            return
        self.made = made
        self.cautions += made.together
        self.banner.show_words(" ".join(self.cautions), "alert")
        shown = state.preview(made.shared, load_sharing())
        self.words.setText(shown.words)
        self.table.show_lines(shown.lines)
        self.view.show_bytes(made.pdf)

    def _enable(self, *, not_now: bool) -> None:
        """A file is given once, however often the button is pressed."""
        self._giver.setEnabled(may(self.desk.who.role, "release") and not not_now)

    def _nothing(self, why: str) -> None:
        self.cautions = ()
        self.banner.show_words("")
        self.words.setText(why)
        self.table.show_lines(())

    def _given(self, folder: Path) -> None:
        if self.editor is not None:
            self.editor.keeper.finished()
            self.desk.do(drafts.drop_draft, state.NEW_KEY)
        self.form = self.editor = None
        self.spent = True
        self.go.say(f"The files are in {folder.name}, and in the log.")
        self.go("sharing")

    def _failed(self, error: AsbdeskError) -> None:
        if isinstance(error, InvalidField) and self.editor is not None:
            self.editor.show_trouble(error)
        else:
            self._say(str(error))

    def _say(self, words: str) -> None:
        """In the banner, which is scrolled to: she may be at the foot of the form."""
        self.banner.show_words(words, "alert")
        self._area.ensureWidgetVisible(self.banner)
