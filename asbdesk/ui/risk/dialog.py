"""Assess the risk to somebody: questions, what lifts the band, the plan; the band stands beneath while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from asbdesk.domain.risk import Question
from asbdesk.domain.when import NotADate, parse_date, show_date
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries.risk import RiskForm, risk_form
from asbdesk.services.risk import Assessment, assess_victim
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner
from asbdesk.ui.risk import state
from asbdesk.ui.risk.fields import RaisedField, plan_field

_WORDS = (
    "Ask the person, in a safe place. The score follows from the answers; some things lift the band whatever the score."
)


class RiskDialog(FormDialog):
    """One assessment of one person. Its draft is kept under ``risk:case-7:person-3``."""

    def __init__(
        self, parent: QWidget, desk: Desk, facts: RiskForm, then: Callable[[Assessment], object] | None = None
    ) -> None:
        self._facts, self._then = facts, then
        form = self._fields(desk, facts)
        form.set_value(state.shown(facts))
        super().__init__(
            parent, desk, f"Assess the risk to {facts.called}", _WORDS, form=form,
            key=state.draft_key(facts.case_id, facts.person_id),
            draft=lambda: f"Risk to {facts.called}, {facts.reference}", yes="&Save assessment", width=120,
        )  # fmt: skip
        self.outcome = Banner()
        self.body.addWidget(self.outcome)
        form.changed.connect(self._preview)
        self._preview()

    def save(self) -> None:
        if not self.editor.check():
            return
        try:
            values = state.values(self._facts.version.form, self.form.value(), self.desk.clock.today())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        self.editor.save(assess_victim, self._facts.case_id, self._facts.person_id, values, then=self._saved)

    def _saved(self, made: Assessment) -> None:
        self.accept()
        if self._then:
            self._then(made)

    def _preview(self) -> None:
        says = state.preview(self._facts.version.form, self.form.value())
        self.outcome.show_words(says.words, says.tone)

    def _fields(self, desk: Desk, facts: RiskForm) -> Form:
        form, today = Form(), desk.clock.today()
        form.section("How it is")
        _in_pairs(form, facts.version.form.questions)
        form.section("What lifts the band")
        for escalator in facts.version.form.escalators:
            found = facts.found.get(escalator.code, "")
            form.add(f"raised-{escalator.code}", RaisedField(escalator.text, escalator.help, found))
        form.section("What is done about it")
        form.add("plan", plan_field(lambda text: _tidy(text, desk), desk.who.name))
        form.add(
            "review_on",
            DateField(
                "Look at it &again on",
                parse=lambda text: parse_date(text, today, "future"),
                show=show_date,
                hint="Left empty: the last day that the band allows.",
            ),
        )
        form.section("For the file")
        form.row(
            evidence=LongTextField("&Evidence so far", state.NOT_COUNTED, lines=2, grows=False),
            earlier=LongTextField("Earlie&r action", state.NOT_COUNTED, lines=2, grows=False),
        )
        form.add("note", LongTextField("&Note", lines=2, grows=False))
        return form


def open_assessment(
    page: QWidget, desk: Desk, case_id: int, person_id: int, failed: Callable[[AsbdeskError], None],
    then: Callable[[Assessment], object] | None = None,
) -> None:  # fmt: skip
    """Read what the assessment starts from and open it over ``page``."""
    desk.ask(
        risk_form,
        case_id,
        person_id,
        desk.clock.today(),
        then=lambda facts: RiskDialog(page, desk, facts, then).open(),
        failed=failed,
        page=page,
    )


def _in_pairs(form: Form, questions: tuple[Question, ...]) -> None:
    """Two beside one another where there is room."""
    for place in range(0, len(questions), 2):
        pair = questions[place : place + 2]
        form.row(**{question.code: _choice(question) for question in pair})


def _choice(question: Question) -> ChoiceField:
    answers = [(answer.code, answer.words) for answer in question.answers]
    return narrow(ChoiceField(question.text.replace("&", "&&"), answers, blank="Choose…"))


def narrow(field: ChoiceField) -> ChoiceField:
    """A long question wraps instead of setting the width of the form: it fits in 24 pt too."""
    field.label.setWordWrap(True)
    return field


def _tidy(text: str, desk: Desk) -> str:
    try:
        return show_date(parse_date(text, desk.clock.today(), "future")) if text.strip() else ""
    except NotADate:
        return text
