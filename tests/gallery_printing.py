"""The gallery's pictures of printing: one letter to many, and the envelope's window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class."""
    return (
        entry("mailing", "mailing", facts={"case_id": "#case", "template": "neighbourhood-leaflet"}, then=_street,
              busy=True),
        entry("dialog-envelope", "settings", then=_envelope, shows="EnvelopeDialog", busy=True),
        entry("dialog-franking", "documents", then=_franking, shows="FrankingDialog", busy=True),
        entry("dialog-leave-sealed", "documents", then=_leave, shows="LeaveAllTheSameDialog"),
    )  # fmt: skip


def _street(stage: Any) -> QWidget:
    page: Any = stage.shell.page()
    fields = page.editor.form.fields
    for name, words in (
        ("street", "Larch Court"),
        ("asked-area", "Larch Court and Quarry Road"),
        ("asked-problem", "People have told us of loud music and shouting late at night."),
        ("asked-doing", "Our officers visit more often, also in the evening."),
        ("asked-tell_by", "2003-12-05"),
    ):
        fields[name].set_value(words)
    page.prepare()
    return stage.shell


def _envelope(stage: Any) -> QWidget:
    from asbdesk.ui.settings.envelope import EnvelopeDialog

    page: Any = stage.shell.page()
    return EnvelopeDialog(page, stage.desk, page.go, 20, 10)


def _franking(stage: Any) -> QWidget:
    from asbdesk.ui.documents.franking import FrankingDialog

    return FrankingDialog(stage.shell.page())


def _leave(stage: Any) -> QWidget:
    from asbdesk.services.sealed_papers import LateFindings
    from asbdesk.ui.documents.sealed import LeaveAllTheSameDialog

    return LeaveAllTheSameDialog(stage.shell.page(), stage.desk, LateFindings(1, stage.ids["case"], (), ()))
