"""A witness statement: what the form asks beside the paper as it will be signed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from asbdesk.documents.guard import Finding, mend_words
from asbdesk.domain.printing import PaperKind
from asbdesk.domain.statements import HowMade, StatementValues
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries.statements import StatementPage as StatementFacts
from asbdesk.queries.statements import StatementWitness, statement_page
from asbdesk.services import evidence_papers, statements
from asbdesk.services.papers import Prepared
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.evidence.state import not_served
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, button
from asbdesk.ui.kit.room import TallPanes, column_of
from asbdesk.ui.page import Go, Page

_PAUSE = 400


class StatementPage(Page):
    """``statement_id`` 0 begins a new one. A filed statement is a document and is opened as such."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "evidence"

    def __init__(self, desk: Desk, go: Go, case_id: int, statement_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.case_id, self.statement_id = case_id, statement_id
        self.facts: StatementFacts | None = None
        self.prepared: Prepared | None = None
        self._round = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.preview)
        self._column = column_of(self)
        self.banner = Banner()
        self._column.addWidget(self.banner)

    def title(self) -> str:
        return f"Witness statement, {self.facts.case_reference}" if self.facts else "Witness statement"

    def refresh(self) -> None:
        if self.facts is None:
            self.desk.ask(
                statement_page, self.case_id, self.statement_id, self.desk.who.user_id, then=self._build,
                failed=self._trouble, page=self,
            )  # fmt: skip

    def leave(self) -> bool:
        """Whoever comes again finds the exhibits and witnesses of then, and what was typed as a draft."""
        if self.facts is not None:
            self.editor.keeper.save_now()
            self.spent = True
        return True

    # what the buttons do

    def save(self) -> None:
        """Keep it; it can be changed until it is filed."""
        self._save(lambda _id: self.go.say("The statement is kept."))

    def print(self) -> None:
        """Print it for signing."""
        self._save(lambda _id: self._fresh(self._print))

    def file(self) -> None:
        """Seal it as a paper of the case."""
        self._save(lambda _id: self._fresh(self._file))

    def witness_pack(self) -> None:
        """Keep what was typed, and write the letter that tells the witness who supports and protects them."""
        witness = self._witness()
        if witness is not None and witness.person_id:
            self.leave()
            self.go("letter", case_id=self.case_id, template="witness-pack", person_id=witness.person_id)

    def preview(self) -> None:
        """Make the paper anew; only the newest counts."""
        self._pause.stop()
        values = self._values()
        if values is not None:
            self._round += 1
            self._prepare(values, self._round, self._show)

    def _change(self, finding: Finding, by: str) -> bool:
        """Other words in the statement, as it was typed."""
        made, typed = self.prepared, self.form.value()
        if made is None:
            return False
        words = mend_words(typed["text"] or "", finding, by, made.guarded, made.opened)
        if words == typed["text"]:
            return False
        self.form.fields["text"].set_value(words)
        self.preview()
        return True

    def insert_exhibit(self) -> None:
        """Put the words that refer to the chosen exhibit where the cursor stands."""
        mark = self.exhibit.value()
        row = next((row for row in self.facts.exhibits if row.mark == mark), None) if self.facts else None
        if row is not None:
            what = row.title[:1].lower() + row.title[1:]
            edit = self.form.fields["text"].edit  # pyright: ignore[reportAttributeAccessIssue]
            cursor = edit.textCursor()
            before = cursor.block().text()[: cursor.positionInBlock()]
            space = " " if before and not before[-1].isspace() else ""
            edit.insertPlainText(f"{space}I refer to the {what} marked “{row.mark}”.")
            edit.setFocus()

    # inside

    def _build(self, facts: StatementFacts) -> None:
        if facts.document_id is not None:
            self.go("document", facts.document_id)
            return
        self.facts = facts
        self.form = self._form(facts)
        rest = f"statement-{facts.id}" if facts.id else "new"
        key = f"statement:case-{self.case_id}:{rest}"
        self.editor = Editor(self.desk, self.form, key, self.title, title=self.title())
        self.pack_button = button("Witness pa&ck…", self.witness_pack)
        self.pack_button.setToolTip("The letter to a witness: who supports them, what protects them, what comes next")
        self.editor.add_buttons(
            button("&Save statement", self.save, kind="primary"), button("&Print to sign", self.print),
            button("File as si&gned", self.file), self.pack_button, leave_button(self.go.back),
        )  # fmt: skip
        self.view = PdfView("Statement as it will be signed")
        self.guard = PaperGuard(self.desk, self.view, self.banner, self.preview, self._change)
        self._column.addWidget(self.guard)
        self._column.addWidget(TallPanes(self.editor, self.view, (15, 13)), 1)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.go.back)
        self.form.changed.connect(self._pause.start)
        self.editor.look_for_draft()
        self.form.fields["text"].focus()
        self._offer_pack()
        self.preview()

    def _form(self, facts: StatementFacts) -> Form:
        form, values, today = Form(), facts.values, self.desk.clock.today()
        who = ChoiceField("&Witness", [(each.key, each.words) for each in facts.witnesses])
        who.setEnabled(not facts.id)
        form.row(witness=who, signed_on=DateField("Signed &on", parse=lambda t: parse_date(t, today), show=show_date))
        form.row(
            occupation=TextField("Occ&upation", "For an officer: position and employer."),
            on_behalf_of=TextField("On &behalf of"),
        )
        form.row(
            address=LongTextField("A&ddress shown", "Home or work; a protected witness may give another.", lines=3),
            heading=LongTextField("&Heading", "Court, number and parties, a line each.", lines=3),
        )
        form.add("how_made", ChoiceField("How it was &made", HowMade))
        form.add(
            "text",
            LongTextField("Th&e words", "The witness's own, in the first person; a paragraph to a line.", lines=12),
        )
        self.exhibit = ChoiceField("E&xhibit", list(facts.to_refer_to))
        if facts.exhibits:
            form.body.addLayout(self._beside(self.exhibit, button("&Insert it", self.insert_exhibit)))
        form.add("belief", LongTextField("&Knowledge and belief", lines=3))
        form.set_value(
            {
                "witness": self._key(facts), "signed_on": values.signed_on and values.signed_on.isoformat(),
                "occupation": values.occupation, "on_behalf_of": values.on_behalf_of, "address": values.address,
                "heading": values.heading, "how_made": values.how_made.value, "text": values.text,
                "belief": values.belief,
            }
        )  # fmt: skip
        who.changed.connect(self._other_witness)
        return form

    @staticmethod
    def _beside(field: ChoiceField, made: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(made)
        return row

    @staticmethod
    def _key(facts: StatementFacts) -> str:
        values = facts.values
        return f"user-{values.user_id}" if values.user_id else f"person-{values.person_id}"

    def _witness(self) -> StatementWitness | None:
        key = self.form.fields["witness"].value()
        return next((each for each in self.facts.witnesses if each.key == key), None) if self.facts else None

    def _other_witness(self) -> None:
        witness = self._witness()
        if witness is not None:
            self.form.fields["occupation"].set_value(witness.occupation)
            self.form.fields["address"].set_value(witness.address)
        self._offer_pack()

    def _offer_pack(self) -> None:
        """An officer needs no such letter."""
        witness = self._witness()
        self.pack_button.setVisible(witness is not None and bool(witness.person_id))

    def _values(self) -> StatementValues | None:
        witness = self._witness()
        if witness is None:
            return None
        held: dict[str, Any] = self.form.value()
        return StatementValues(
            case_id=self.case_id,
            text=held["text"],
            user_id=witness.user_id,
            person_id=witness.person_id,
            occupation=held["occupation"],
            address=held["address"],
            heading=held["heading"],
            on_behalf_of=held["on_behalf_of"],
            how_made=HowMade(held["how_made"]),
            belief=held["belief"],
            signed_on=date.fromisoformat(held["signed_on"]) if held["signed_on"] else None,
        )

    def _save(self, then: Any) -> None:
        values = self._values()
        if values is not None and self.editor.check():
            self.editor.save(statements.save_statement, self.statement_id, values, then=lambda n: self._saved(n, then))

    def _saved(self, statement_id: int, then: Any) -> None:
        self.statement_id, self.spent = statement_id, True
        self.form.fields["witness"].setEnabled(False)
        then(statement_id)

    def _prepare(self, values: StatementValues, number: int, then: Any) -> None:
        today, statement_id = self.desk.clock.today(), self.statement_id

        def make(task: Task) -> Prepared:
            with task.office.reading() as session:
                return evidence_papers.statement_paper(session, statement_id, values, task.who.user_id, today)

        def ready(made: Prepared) -> None:
            if number == self._round:
                then(made)

        self.desk.heavy(make, then=ready, failed=self._trouble, page=self)

    def _fresh(self, then: Any) -> None:
        """The paper of what was just saved, shown and handed on."""
        values = self._values()
        if values is not None:
            self._pause.stop()
            self._round += 1

            def shown(made: Prepared) -> None:
                self._show(made)
                then(made)

            self._prepare(values, self._round, shown)

    def _show(self, made: Prepared) -> None:
        self.prepared = made
        self.guard.show_prepared(made)
        leaks = " ".join(made.leaks)
        self.banner.show_words(leaks or not_served(made.facts.statement.called), "alert" if leaks else "info")

    def _print(self, made: Prepared) -> None:
        if not made.leaks:
            self.view.print_it("Witness statement", lambda: self._printed(made.pdf), kind=PaperKind.COURT)

    def _printed(self, pdf: bytes) -> None:
        self.desk.do(statements.note_printed, self.statement_id, pdf, failed=self._trouble, page=self)

    def _file(self, made: Prepared) -> None:
        self.desk.do(
            statements.file_statement, self.statement_id, made, then=lambda number: self.go("document", number),
            failed=self.editor.show_trouble, page=self,
        )  # fmt: skip

    def _trouble(self, error: AsbdeskError) -> None:
        if not isinstance(error, Cancelled):
            self.banner.show_words(str(error), "alert")
