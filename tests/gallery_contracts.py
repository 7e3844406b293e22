"""The gallery's pictures of contracts that are watched: the overview and the dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

_DIALOGS = (
    "ReviewDialog", "AnotherDayDialog", "OneMoreDialog", "InterviewDialog", "LogDialog", "BreachDialog",
    "VariationDialog", "ExtensionDialog", "SigningDialog", "VersionDialog",
)  # fmt: skip
_BUSY = ("ReviewDialog", "BreachDialog", "VariationDialog")

CHOSEN = {
    "broken-contract": "SELECT id FROM contract WHERE state = 'broken' ORDER BY id DESC LIMIT 1",
    "varied-contract": "SELECT contract_id FROM contract_version LIMIT 1",
}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("contracts-overview", "contracts-overview", busy=True),
        entry("contract-broken", "contract", "broken-contract"),
        entry("contract-varied", "contract", "varied-contract"),
        *(
            entry(f"dialog-contract-{name.removesuffix('Dialog').lower()}", "contract", "contract",
                  then=_dialog(name), shows=name, busy=name in _BUSY)
            for name in _DIALOGS
        ),
    )  # fmt: skip


def _dialog(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.queries.agreements import contract_story
        from asbdesk.services.minutes import draft_minutes
        from asbdesk.ui.contracts import change_dialogs, review_dialogs, watch_dialogs

        page: Any = stage.shell.page()
        story = stage.ask(contract_story, stage.ids["varied-contract" if name == "VersionDialog" else "contract"])
        desk, contract = stage.desk, story.contract
        review = next(each for each in contract.reviews if not each.held_on)
        if name == "ReviewDialog":
            text = stage.ask(draft_minutes, review.id, desk.who.user_id, desk.clock.today())
            return review_dialogs.ReviewDialog(page, desk, contract, review, text)
        if name == "AnotherDayDialog":
            return review_dialogs.AnotherDayDialog(page, desk, contract, review)
        if name == "OneMoreDialog":
            return review_dialogs.OneMoreDialog(page, desk, contract)
        if name == "VersionDialog":
            return change_dialogs.VersionDialog(page, contract.reference, story.watch.versions[0])
        home = change_dialogs if hasattr(change_dialogs, name) else watch_dialogs
        return getattr(home, name)(page, desk, story)

    return make
