"""The text of a law file, or of one instrument of it, checked while it is typed and kept as the office's version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law_doubts import Part, part_of, put_back, taken_out
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError, Conflict, InvalidField, Refused
from asbdesk.queries.laws import LawPage, law_page
from asbdesk.services.laws import add_version
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.kit.code_field import CodeField
from asbdesk.ui.kit.fields import TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.law import state
from asbdesk.ui.law.making import check_text, read_file
from asbdesk.ui.page import Go, Page

if TYPE_CHECKING:
    from asbdesk.domain.law_file import LawFile, LawProblems, Problem

PAUSE = 600
"""Milliseconds of rest after a key before the text is checked."""


class LawTextPage(Page):
    """``code`` is the instrument whose part is shown; the whole file where none is given.

    The draft is kept under ``law-text:england-wales:asbo``.
    """

    rail: ClassVar[str] = "settings"
    help_topic: ClassVar[str] = "law"

    def __init__(self, desk: Desk, go: Go, jurisdiction: str, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.place, self.code = Jurisdiction(jurisdiction), code
        self.facts: LawPage | None = None
        self.editor: Editor | None = None
        self.found: LawFile | LawProblems | None = None
        self._part = Part(1, 1)
        self._asked = 0
        self._saving = False
        self._name = f"{self.place.value}.toml"
        self.head, self.banner = PageHead("The text of the law"), Banner()
        self.form = Form()
        self.text = self.form.add("text", CodeField("&Text"))
        self.text.edit.setMinimumHeight(theme.gap(60))
        self.problems = ShortTable("What is wrong", ("Line", "Where", "What is wrong"), (8, 30, 0))
        self.problems.setMinimumHeight(theme.gap(24))
        self.problems.setMaximumHeight(theme.gap(40))
        self.problems.opened.connect(self._to_problem)
        self.verdict = theme.Text(wrap=True)
        self.form.body.addWidget(self.verdict)
        self.form.body.addWidget(self.problems)
        self.note = self.form.add("note", TextField("What was decided, and by &whom"))
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.check)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(3))
        self._column.addWidget(self.head)
        self._column.addWidget(self.banner)

    def title(self) -> str:
        return "The text of the law"

    def refresh(self) -> None:
        if self.facts is None:
            self.desk.ask(law_page, self.place, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        if self.editor is not None:
            self.editor.keeper.save_now()
        return True

    def whole(self) -> str:
        """The file with what is typed in its place."""
        return put_back(self.facts.text, self._part, self.text.value()) if self.facts else ""

    def check(self) -> None:
        """Have the text checked; what comes of an older text is passed over."""
        if self.facts is None:
            return
        self._soon.stop()
        self._asked += 1
        asked, whole = self._asked, self.whole()
        check_text(self.desk, self.place, lambda: whole, lambda found: self._checked(asked, found), self._trouble, self)

    def choose_file(self) -> None:
        """Ask for a file to take the text from; what was typed is asked after first."""
        if not self.form.dirty:
            self._ask_file()
            return
        ask.confirm(
            self, "Take the text of a file?", "It comes in the place of what you have changed here.",
            "&Choose a file…", self._ask_file,
        )  # fmt: skip

    def take(self, path: Path) -> None:
        """Show the text of the file, checked. One that is no text is refused, and nothing is changed."""
        read_file(self.desk, path, lambda found: self._taken(path, found), self._refused, self)

    def save(self) -> None:
        """Keep it as the office's version, if the checker finds nothing wrong."""
        if self.editor is not None and self.facts is not None and not self._saving:
            self._saving = True
            self.check()

    # inside

    def _show(self, facts: LawPage) -> None:
        self.facts = facts
        lines = facts.text.count("\n") + 1
        try:
            self._part = part_of(facts.text, self.code) if self.code else Part(1, lines)
        except KeyError:
            self._trouble(InvalidField("", "The law file no longer knows this instrument."))
            return
        stages = state.of_code(facts.law, self.code)
        self.head.title.setText(state.title(stages[0]) if stages else f"The law of {self.place.label}")
        self.head.words.setText(state.page_words(facts))
        self.text.number_from(self._part.first)
        self.form.set_value({"text": taken_out(facts.text, self._part), "note": ""})
        key = state.DRAFT.format("text", f"{self.place.value}:{self.code}".rstrip(":"))
        self.editor = Editor(self.desk, self.form, key, lambda: f"The text of the law: {self.head.title.text()}")
        saver = button("&Save as the office's version", self.save, kind="primary")
        saver.setEnabled(may(self.desk.who.role, "settings"))
        self.editor.add_buttons(saver, leave_button(self.go.back))
        if not self.code:
            taker = button("Take from a &file…", self.choose_file)
            taker.setEnabled(saver.isEnabled())
            self.editor.add_buttons(taker)
        self._column.addWidget(self.editor, 1)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.go.back)
        self.text.changed.connect(self._soon.start)
        self.editor.look_for_draft()
        self.check()

    def _checked(self, asked: int, found: LawFile | LawProblems) -> None:
        if asked != self._asked:
            return
        self.found = found
        saving, self._saving = self._saving, False
        problems: tuple[Problem, ...] = getattr(found, "problems", ())
        self.text.mark([problem.line for problem in problems])
        self.problems.show_lines([Line((str(p.line), self._where(p), f"{p.reason}.")) for p in problems])
        self.problems.setVisible(bool(problems))
        self._tell(len(problems))
        if saving and problems:
            self.form.errors({"text": f"Line {problems[0].line}: {problems[0].reason}."})
            self._to_problem(0)
        elif saving:
            self._keep(found)

    def _ask_file(self) -> None:
        ask.choose_file(self, "The file of a law", "Law files (*.toml);;All files (*)", self.take)

    def _taken(self, path: Path, found: str | LawProblems) -> None:
        if isinstance(found, str):
            self._name = path.name
            self.form.banner.show_words("")
            self.text.set_value(found)
            self.check()
        else:
            self._refused(Refused(found.words[0]))

    def _refused(self, error: AsbdeskError) -> None:
        self.form.banner.show_words(f"{error} Nothing was changed: the office works by the law that it had.", "alert")

    def _tell(self, problems: int) -> None:
        name = self._name
        words = "1 thing is wrong" if problems == 1 else f"{problems} things are wrong"
        self.verdict.setText(f"{name}: {words}. Enter on a row leads to its line." if problems else f"{name} is good.")
        self.verdict.set_role("alert" if problems else "good")

    def _keep(self, found: Any) -> None:
        if self.editor is None or self.facts is None:
            return
        self.editor.save(add_version, self.place, found, self.note.value(), self.facts.law.version, then=self._saved)

    def _saved(self, _version: str) -> None:
        self.go.say("Saved as the office's version. Applications that were begun keep the law they were begun under.")
        if self.code:
            self.go("instrument", jurisdiction=self.place.value, code=self.code)
        else:
            self.go("laws", jurisdiction=self.place.value)

    def _to_problem(self, number: int) -> None:
        problems: tuple[Problem, ...] = getattr(self.found, "problems", ())
        if number < len(problems) and not self._outside(problems[number]):
            self.text.go_to(problems[number].line)
        elif number < len(problems):
            self.go.say("That line is in another part of the file: change the whole file to reach it.")

    def _where(self, problem: Problem) -> str:
        return f"{problem.where} (in another part of the file)" if self._outside(problem) else problem.where

    def _outside(self, problem: Problem) -> bool:
        return state.outside(problem.line, self._part, self.text.value())

    def _trouble(self, error: AsbdeskError) -> None:
        self._saving = False
        if isinstance(error, Conflict) and self.editor is not None:
            self.editor.show_trouble(error)
        else:
            self.banner.show_words(str(error), "alert")
