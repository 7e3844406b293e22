"""The suitability screen: between whom, about what, and the questions. What the answers mean stands at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from asbdesk.domain.mediation import PARTIES
from asbdesk.errors import AsbdeskError, Refused
from asbdesk.queries.mediation import ScreenForm, screen_form
from asbdesk.services import mediation
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner
from asbdesk.ui.mediation import state
from asbdesk.ui.page import Page
from asbdesk.ui.risk.dialog import narrow

_WORDS = "Before anybody is asked: may these two be brought together? Ask each on their own."


class ScreenDialog(FormDialog):
    """A new screen, or one made again. Its draft is kept under ``mediation:case-7`` or ``mediation-screen:9``."""

    def __init__(
        self, parent: QWidget, desk: Desk, facts: ScreenForm, then: Callable[[int], object] | None = None
    ) -> None:
        self._facts, self._then = facts, then
        form, again = self._fields(facts), facts.page
        if again is not None:
            form.set_value(state.shown_screen(again))
        form.clean()
        super().__init__(
            parent,
            desk,
            f"Screen again: {again.between}" if again else "Screen for mediation",
            f"{_WORDS} {state.version_help(facts.version)}",
            form=form,
            key=f"mediation-screen:{again.id}" if again else f"mediation:case-{facts.case_id}",
            draft=lambda: f"Mediation screen, {again.reference if again else facts.case_reference}",
            yes="&Save screen",
            width=120,
        )
        self.outcome = Banner()
        self.body.addWidget(self.outcome)
        form.changed.connect(self._preview)
        self._preview()

    def save(self) -> None:
        if not self.editor.check():
            return
        typed, facts = self.form.value(), self._facts
        if facts.page is not None:
            between = tuple(consent.person_id for consent in facts.page.consents)
        elif typed["first"] and typed["second"]:
            between = (int(typed["first"]), int(typed["second"]))
        else:
            self.form.errors({("second" if typed["first"] else "first"): "Choose between whom."})
            return
        values = state.screen_values(facts.version.rules, between, typed)
        if facts.page is not None:
            number = facts.page.id
            self.editor.save(mediation.screen_again, number, values, then=lambda _: self._saved(number))
        else:
            self.editor.save(mediation.screen, facts.case_id, values, then=self._saved)

    def _saved(self, mediation_id: int) -> None:
        self.accept()
        if self._then:
            self._then(mediation_id)

    def _preview(self) -> None:
        says = state.preview(self._facts.version.rules, self.form.value())
        self.outcome.show_words(says.words, says.tone)

    def _fields(self, facts: ScreenForm) -> Form:
        form = Form()
        if facts.page is None:
            people = [(str(p.person_id), f"{p.called}, {p.role.label.lower()}") for p in facts.parties]
            form.row(
                first=narrow(ChoiceField("&Between", people, blank="Choose…")),
                second=narrow(ChoiceField("An&d", people, blank="Choose…")),
            )
        hint = "Neutral words that both may read: they stand in the invitations and in the referral."
        form.add("issues", LongTextField("What it is &about", hint, lines=2))
        answers = [("no", "No"), ("yes", "Yes")]
        for question in facts.version.rules.questions:
            form.row(
                **{
                    f"yes-{question.code}": narrow(ChoiceField(question.text, answers, question.help, blank="Choose…")),
                    f"words-{question.code}": TextField(f"{question.short}: details"),
                }
            )
        services = [(str(number), name) for number, name in facts.providers]
        help_words = "" if services else state.NO_SERVICE
        form.add("provider", ChoiceField("&Mediation service", services, help_words, blank="Not chosen yet"))
        return form


def _why_not(facts: ScreenForm) -> Refused | None:
    """Why there is nothing to screen."""
    if facts.closed:
        return Refused(f"{facts.case_reference} is closed.", "Open the case again before mediation is offered.")
    if facts.page is None and len(facts.parties) < PARTIES:
        return Refused("One mediates between two people of the case.", "Add the other party to it first.")
    return None


def open_screen(
    page: Page,
    case_id: int,
    mediation_id: int = 0,
    failed: Callable[[AsbdeskError], None] | None = None,
    then: Callable[[int], object] | None = None,
) -> None:
    """Ask what the screen starts from, then open it; afterwards to the mediation's page."""

    def show(facts: ScreenForm) -> None:
        told = _why_not(facts)
        if told is None:
            ScreenDialog(page, page.desk, facts, then or (lambda number: page.go("mediation", number))).open()
        elif failed:
            failed(told)

    page.desk.ask(screen_form, case_id, page.desk.clock.today(), mediation_id, then=show, failed=failed, page=page)
