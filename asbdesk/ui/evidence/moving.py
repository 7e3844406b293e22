"""The dialog for a line of an exhibit's continuity log."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import When, parse_when, show_when
from asbdesk.queries.evidence import ExhibitPage
from asbdesk.services import evidence
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor
from asbdesk.ui.kit.date_fields import WhenField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import TextField
from asbdesk.ui.kit.form import Form


class MoveDialog(Dialog):
    """Who has it now, since when, and why."""

    def __init__(self, parent: QWidget, desk: Desk, page: ExhibitPage) -> None:
        words = "Who has had the exhibit, or its original, since when, and why. Lines are never taken out again."
        super().__init__(parent, f"Continuity of {page.mark}", words, width=90)
        now = desk.clock.now().replace(tzinfo=None, second=0, microsecond=0)
        self._id = page.id
        self.form = form = Form()
        self.when = WhenField("&When", parse=lambda text: parse_when(text, now), show=show_when)
        form.row(holder=TextField("W&ho has it", "A person, or a place such as “evidence safe”."), at=self.when)
        form.add("why", TextField("Wh&y", "Handed in, taken to the police, put in the safe, copied …"))
        form.set_value({"at": show_when(When(WhenKind.MOMENT, now))})
        self.editor = Editor(desk, form, f"exhibit-move:{page.id}", lambda: f"Continuity of {page.mark}")
        self.body.addWidget(self.editor, 1)
        self.add_buttons("&Add to the log", self.save)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.reject)
        self.editor.look_for_draft()
        self.fit(self.editor.area)
        form.fields["holder"].focus()

    def save(self) -> None:
        """Write it."""
        if not self.editor.check():
            return
        when = self.when.understood()
        if when is None:
            self.form.errors({"at": "Say when it was: “today 10:30”, “yesterday”, “3 Nov”."})
            return
        values = self.form.value()
        self.editor.save(
            evidence.move, self._id, when.start, values["holder"], values["why"], then=lambda _: self.accept()
        )
