"""The dialog that takes files in as exhibits: who produces them, what they are, what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from asbdesk.domain import media
from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries.evidence import AddingChoices, ExhibitPage, WitnessChoice
from asbdesk.services import evidence
from asbdesk.ui.desk import Desk, Job
from asbdesk.ui.editing import Editor
from asbdesk.ui.evidence import state, work
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.notices import JobBar

Then = Callable[[tuple[int, ...]], object]


class ExhibitForm(Form):
    """What is said of an exhibit. ``witnesses`` is empty where the witness stays as she is."""

    def __init__(self, desk: Desk, choices: AddingChoices, *, new: bool) -> None:
        super().__init__()
        self._witnesses = choices.witnesses
        today = desk.clock.today()
        self.add("title", TextField("&Title", "What it is, as a list of exhibits names it."))
        kind = ChoiceField("&Kind", ExhibitKind)
        if new:
            who = [(each.witness.key, each.words) for each in choices.witnesses]
            self.witness = ChoiceField("&Produced by", who, " ")
            self.row(witness=self.witness, kind=kind)
            self.witness.changed.connect(self._say_mark)
            self._say_mark()
        else:
            self.add("kind", kind)
        self.row(
            received_from=TextField("Received &from"),
            received_on=_day("Received &on", today),
            made_on=_day("&Made on", today, "If it is known."),
        )
        incidents = [("", "No incident in particular"), *state.incident_choices(choices.incidents)]
        self.add("incident", ChoiceField("&Incident", incidents, "What it shows."))
        self.set_value({"received_on": today.isoformat(), "kind": ExhibitKind.OTHER.value, "incident": ""})

    def chosen(self) -> WitnessChoice:
        """Who produces it."""
        return next(each for each in self._witnesses if each.witness.key == self.witness.value())

    def values(self, case_id: int, witness: Witness, title: str) -> ExhibitValues:
        """What the form says."""
        made, received = self.fields["made_on"].value(), self.fields["received_on"].value()
        incident = self.fields["incident"].value()
        return ExhibitValues(
            case_id=case_id,
            witness=witness,
            kind=ExhibitKind(self.fields["kind"].value()),
            title=title,
            received_on=date.fromisoformat(received),
            received_from=self.fields["received_from"].value(),
            made_on=date.fromisoformat(made) if made else None,
            incident_ids=(int(incident),) if incident else (),
        )

    def _say_mark(self) -> None:
        if self._witnesses:
            self.witness.help.setText(f"It will be marked {self.chosen().next_mark}.")


def _day(label: str, today: date, hint: str = "") -> DateField:
    return DateField(label, parse=lambda text: parse_date(text, today), show=show_date, hint=hint)


class AddExhibitDialog(Dialog):
    """Takes in one file or several; it stays until the last byte is stored, with progress and Cancel."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        case_id: int,
        files: Sequence[Path],
        then: Then,
        *,
        kind: ExhibitKind | None = None,
        incident_id: int = 0,
    ) -> None:
        names = [media.safe_name(path.name) for path in files]
        title = "Add an exhibit" if len(files) == 1 else f"Add {len(files)} exhibits"
        super().__init__(parent, title, f"From {', '.join(names[:4])}{' …' if len(names) > 4 else ''}", width=100)
        self.desk, self.case_id, self.files, self._then = desk, case_id, tuple(files), then
        self._names, self._kind, self._incident = names, kind, incident_id
        self.form: ExhibitForm | None = None
        self.job: Job | None = None
        self.bar = JobBar()
        desk.ask(
            evidence_queries.adding_choices,
            case_id,
            desk.who.user_id,
            then=self._build,
            failed=self._trouble,
            page=self,
        )

    def save(self) -> None:
        """Store the files."""
        form = self.form
        if form is None or self.job is not None or not self.editor.check():
            return
        if not form.fields["title"].value().strip():
            form.errors({"title": "Say in a few words what it is: “Recording of music, 3 November”."})
            return
        if not form.fields["received_on"].value():
            form.errors({"received_on": "Say when it was received: “today”, “3 Nov”."})
            return
        witness, titles = form.chosen().witness, state.titles_of(form.fields["title"].value().strip(), self._names)
        wanted = tuple(
            (path, form.values(self.case_id, witness, title)) for path, title in zip(self.files, titles, strict=True)
        )
        self._busy(True)
        self.bar.start("Storing…", self._cancel)
        done: list[bool] = []

        def ended(call: Callable[[], object]) -> None:
            done.append(True)
            self.job = None
            call()

        job = self.desk.heavy(
            work.take_in, wanted, then=lambda ids: ended(lambda: self._stored(ids)),
            failed=lambda error: ended(lambda: self._refused(error)), progress=self.bar.progress, page=self,
        )  # fmt: skip
        if not done:
            self.job = job

    def reject(self) -> None:
        """Esc and Cancel: a storing under way is stopped first."""
        if self.job is not None:
            self._cancel()
        else:
            super().reject()

    def _build(self, choices: AddingChoices) -> None:
        self.form = form = ExhibitForm(self.desk, choices, new=True)
        if len(self.files) == 1:
            form.set_value({"title": state.title_from(self.files[0].name)})
        form.set_value({"incident": str(self._incident or ""), **({"kind": self._kind.value} if self._kind else {})})
        self.editor = Editor(
            self.desk, form, f"exhibit:case-{self.case_id}", lambda: f"Exhibit for {choices.case_reference}"
        )
        self.body.addWidget(self.editor, 1)
        self.body.addWidget(self.bar)
        self.add_buttons("&Add exhibit" if len(self.files) == 1 else "&Add exhibits", self.save)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.reject)
        self.editor.look_for_draft()
        if self._kind is None:
            self.desk.heavy(work.guess, self.files[0], then=self._guessed, page=self)
        self.fit(self.editor.area)
        form.fields["title"].focus()

    def _guessed(self, kind: ExhibitKind) -> None:
        if self.form is not None and not self.form.dirty:
            self.form.set_value({"kind": kind.value})

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def _stored(self, ids: tuple[int, ...]) -> None:
        self.editor.keeper.finished()
        self.accept()
        self._then(ids)

    def _refused(self, error: AsbdeskError) -> None:
        self._busy(False)
        self.bar.stop()
        if isinstance(error, Cancelled):
            self.banner.show_words("Stopped. Nothing of the file was kept.", "info")
        else:
            self.editor.show_trouble(error)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")

    def _busy(self, busy: bool) -> None:
        self.editor.setEnabled(not busy)
        if self.main is not None:
            self.main.setEnabled(not busy)
        self.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)


class ChangeExhibitDialog(Dialog):
    """Put right what is said of an exhibit; the file, the mark and the witness stay."""

    def __init__(self, parent: QWidget, desk: Desk, page: ExhibitPage) -> None:
        super().__init__(parent, f"Change {page.mark}", "The file itself and its mark stay as they are.", width=100)
        self.desk, self.page = desk, page
        desk.ask(evidence_queries.adding_choices, page.case_id, desk.who.user_id, then=self._build, page=self)

    def save(self) -> None:
        """Write it."""
        if not self.editor.check():
            return
        page, form = self.page, self.form
        values = form.values(page.case_id, Witness(page.witness), form.fields["title"].value())
        # The form chooses the first of the incidents that it shows; a diary sheet's others stay.
        others = tuple(each.id for each in page.incidents[1:] if each.id not in values.incident_ids)
        values = replace(values, incident_ids=(*values.incident_ids, *others))
        self.editor.save(evidence.change_exhibit, page.id, values, then=lambda _none: self.accept())

    def _build(self, choices: AddingChoices) -> None:
        page = self.page
        self.form = form = ExhibitForm(self.desk, choices, new=False)
        form.set_value(
            {
                "title": page.title, "kind": page.kind.value, "received_from": page.received_from,
                "received_on": page.received_on.isoformat(), "made_on": page.made_on and page.made_on.isoformat(),
                "incident": str(page.incidents[0].id) if page.incidents else "",
            }
        )  # fmt: skip
        self.editor = Editor(self.desk, form, f"exhibit:{page.id}", lambda: f"Changes to {page.mark}")
        self.body.addWidget(self.editor, 1)
        self.add_buttons("&Save", self.save)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.reject)
        self.editor.look_for_draft()
        self.fit(self.editor.area)
        form.fields["title"].focus()
