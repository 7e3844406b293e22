"""The dialogs by which a signed contract changes: other terms, more time, a signing day put right; and its versions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.agreements import TermValues
from asbdesk.domain.casework import TermKind
from asbdesk.domain.contracts import MOST_MONTHS, end_date
from asbdesk.domain.watching import AgreedChange, Variation
from asbdesk.domain.when import show_date
from asbdesk.queries.agreements import ContractStory
from asbdesk.queries.contracts import ContractPage
from asbdesk.queries.watching import VersionRow
from asbdesk.services import variations
from asbdesk.ui import theme
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.lines_field import LinesField, TermLine
from asbdesk.ui.contracts.watch_dialogs import day_field, key_of
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.facts import Facts
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, MultiChoice
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled

_AGREE = "A change counts when all who signed agree to it. Tick them as they do."


class VariationDialog(FormDialog):
    """Other terms by agreement; each term keeps its number."""

    def __init__(self, parent: QWidget, desk: Desk, story: ContractStory) -> None:
        self._page = story.contract
        form = Form()
        form.add("terms", LinesField(
            "Terms", TermLine, "Add &term", lambda: {"kind": "negative", "text": ""}, state.term_problem,
            "A term keeps its number. That of one taken out is never used again.",
        ))  # fmt: skip
        _agreement(desk, form, self._page)
        shown = state.shown(self._page)
        form.set_value({"terms": shown["terms"], "agreed_on": desk.clock.today().isoformat()})
        super().__init__(
            parent, desk, "Vary the contract", "What it says now stays readable as a version of its own.",
            form=form, key=key_of("vary", self._page.id), draft=lambda: f"Variation of {self._page.reference}",
            yes="&Vary the contract", version=self._page.version, width=124,
        )  # fmt: skip

    def save(self) -> None:
        change = _agreed(self) if self.editor.check() else None
        if change is None:
            return
        lines = self.form.value()["terms"]["lines"]
        terms = tuple(TermValues(TermKind(e["kind"]), e["text"], e.get("number")) for e in lines)
        self.do(variations.vary, self._page.id, self.editor.version, Variation(change, terms))


class ExtensionDialog(FormDialog):
    """More time by agreement."""

    def __init__(self, parent: QWidget, desk: Desk, story: ContractStory) -> None:
        self._page = page = story.contract
        form = Form()
        left = max(1, MOST_MONTHS - page.values.months)
        months = [(str(n), f"{n} month{'' if n == 1 else 's'}") for n in range(1, left + 1)]
        self._months = form.add("months", ChoiceField("&Months more", months))
        self.ends = theme.muted("", wrap=True)
        form.body.addWidget(self.ends)
        _agreement(desk, form, page)
        form.set_value({"months": "3" if left >= 3 else "1", "agreed_on": desk.clock.today().isoformat()})
        super().__init__(
            parent, desk, "Extend the contract", f"It is to end on {show_date(page.ends_on)}.",
            form=form, key=key_of("extend", page.id), draft=lambda: f"Extension of {page.reference}",
            yes="&Extend the contract", version=page.version, width=84,
        )  # fmt: skip
        self._months.changed.connect(self._tell)
        self._tell()
        self.fit(self.editor.area)

    def save(self) -> None:
        change = _agreed(self) if self.editor.check() else None
        if change is not None:
            months = int(self.form.value()["months"] or 0)
            self.do(variations.extend, self._page.id, self.editor.version, months, change)

    def _tell(self) -> None:
        values = self._page.values
        end = end_date(values.starts_on, values.months + int(self._months.value() or 0))
        self.ends.setText(f"It then ends on {show_date(end)}. Reviews of the added time are planned by themselves.")


class SigningDialog(FormDialog):
    """The days of signing were written down wrongly."""

    def __init__(self, parent: QWidget, desk: Desk, story: ContractStory) -> None:
        self._page = page = story.contract
        form = Form()
        first: dict[str, Any] = {}
        self._kept = {s.id: s.signed_at for s in page.signatures if s.signed_at}
        for signature in page.signatures:
            if signature.signed_at:
                form.add(f"signed-{signature.id}", day_field(desk, f"{signature.name}, signed on".replace("&", "&&")))
                first[f"signed-{signature.id}"] = signature.signed_at.date().isoformat()
        form.add("why", LongTextField("&What was wrong", lines=2, grows=False))
        form.set_value(first)
        super().__init__(
            parent, desk, "Correct the signing", "What hangs on these days moves with them; the audit keeps both.",
            form=form, key=key_of("signing", page.id), draft=lambda: f"Signing of {page.reference}",
            yes="&Save days", width=72,
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        value = self.form.value()
        signed: dict[int, datetime] = {}
        for number, kept in self._kept.items():
            day = value[f"signed-{number}"]
            if not day:
                self.form.errors({f"signed-{number}": "Say on which day."})
                return
            same = kept is not None and kept.date().isoformat() == day
            signed[number] = kept if same and kept else datetime.combine(date.fromisoformat(day), time())
        self.do(variations.correct_signing, self._page.id, signed, value["why"])


class VersionDialog(Dialog):
    """A version as it stood, to be read."""

    def __init__(self, parent: QWidget, reference: str, version: VersionRow) -> None:
        super().__init__(parent, f"Version {version.number} of {reference}", width=100)
        facts = Facts()
        facts.add("Stood until", show_date(version.agreed_on))
        facts.add("Was to end", show_date(version.ends_on))
        facts.add("Then", f"{version.kind.label}: {version.reason}")
        facts.add("Agreed by", version.agreed_by)
        for term in version.terms:
            facts.add(f"Term {term.number}", term.text)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(facts)
        column.addStretch(1)
        area = scrolled(holder)
        self.body.addWidget(area, 1)
        self.fit(area)
        self.close_button()


def _agreement(desk: Desk, form: Form, page: ContractPage) -> None:
    """When it was agreed, why, and by whom."""
    form.add("agreed_on", day_field(desk, "Agreed &on"))
    form.add("reason", LongTextField("&Why", "All who signed read it.", lines=2, grows=False))
    signed = [(str(s.id), f"{s.name}, {s.role.lower()}") for s in page.signatures if s.signed_at]
    form.add("agreed", MultiChoice("Who agrees", signed, _AGREE))


def _agreed(dialog: FormDialog) -> AgreedChange | None:
    value = dialog.form.value()
    if not value["agreed_on"]:
        dialog.form.errors({"agreed_on": dialog.form.fields["agreed_on"].problem() or "Say on which day."})
        return None
    agreed = frozenset(int(number) for number in value["agreed"])
    return AgreedChange(date.fromisoformat(value["agreed_on"]), value["reason"], agreed)
