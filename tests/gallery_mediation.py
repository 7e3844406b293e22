"""The gallery's pictures of mediation: its pages and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

_OF = {
    "asking": ("AskDialog", "AnswerDialog", "WithdrawDialog", "ProviderDialog", "MediationPaperDialog"),
    "mediation": ("SessionDialog", "NoAgreementDialog", "AgreementDialog", "FollowUpDialog"),
}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("mediations", "mediations"),
        entry("mediation", "mediation", "mediation", busy=True),
        entry("mediation-asking", "mediation", "asking", busy=True),
        entry("mediation-unsuitable", "mediation", "unsuitable"),
        entry("dialog-mediation-screen", "case", "case", then=_dialog("asking", "ScreenDialog"), shows="ScreenDialog",
              busy=True),
        entry("dialog-mediation-figures", "settings", then=_figures("MediationFiguresDialog"),
              shows="MediationFiguresDialog"),
        entry("dialog-mediation-versions", "settings", then=_figures("MediationVersionsDialog"),
              shows="MediationVersionsDialog"),
        *(
            entry(f"dialog-{name.removesuffix('Dialog').lower()}", "mediation", which, then=_dialog(which, name),
                  shows=name)
            for which, names in _OF.items()
            for name in names
        ),
    )  # fmt: skip


def _figures(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.reference_data import load_mediation
        from asbdesk.ui.mediation import settings

        given = (load_mediation(),) if name == "MediationFiguresDialog" else ()
        return getattr(settings, name)(stage.shell, stage.desk, *given)

    return make


def _dialog(which: str, name: str) -> Callable[[Any], QWidget]:
    """A dialog of a mediation: ``mediation`` was agreed, ``asking`` has one consent."""

    def make(stage: Any) -> QWidget:
        from asbdesk.queries.mediation import mediation, providers, screen_form
        from asbdesk.ui.mediation import dialogs, paper, screen

        facts = stage.ask(mediation, stage.ids[which])
        page: Any = stage.shell.page()
        if name == "ScreenDialog":
            form = stage.ask(screen_form, facts.case_id, stage.desk.clock.today())
            return screen.ScreenDialog(page, stage.desk, form)
        if name == "MediationPaperDialog":
            return paper.MediationPaperDialog(page, facts.id, "mediation-invitation", facts.consents[1].person_id)
        row = facts.consents[1 if name == "AskDialog" else 0]
        given: dict[str, tuple[Any, ...]] = {
            "AskDialog": (row,), "WithdrawDialog": (row,), "AnswerDialog": (row, 3),
            "ProviderDialog": (facts, stage.ask(providers)),
        }  # fmt: skip
        return getattr(dialogs, name)(page, stage.desk, *given.get(name, (facts,)))

    return make
