"""The gallery's pictures of partner agencies: pages and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

CHOSEN = {
    "conference": "SELECT id FROM conference LIMIT 1",
    "partner-case": "SELECT case_id FROM conference LIMIT 1",
}
_DIALOGS = {
    "agencies": ("AgencyDialog",),
    "partners": ("ActionDialog", "ActionDoneDialog", "DoneActionDialog", "DisclosureDialog", "ReturnDialog"),
    "conference": ("ConferenceDialog", "MinutesDialog", "InvitationDialog", "FileMinutesDialog"),
}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    where = {"agencies": "", "partners": "partner-case", "conference": "conference"}
    return (
        entry("agencies", "agencies"),
        entry("partners", "partners", "partner-case", busy=True),
        entry("conference", "conference", "conference", busy=True),
        entry("letter-to-agency", "letter", facts={"case_id": "#partner-case", "template": "information-request"},
              busy=True),
        *(
            entry(f"dialog-{name.removesuffix('Dialog').lower()}", place, where[place], then=_dialog(name), shows=name,
                  busy=True)
            for place, names in _DIALOGS.items()
            for name in names
        ),
    )  # fmt: skip


def _dialog(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.domain.casework import ActionKind
        from asbdesk.queries.agencies import active_agencies, agency
        from asbdesk.queries.partners import conference_page
        from asbdesk.ui.agencies import conference_dialogs, dialog, dialogs, papers

        page: Any = stage.shell.page()
        facts = stage.ask(conference_page, stage.ids["conference"], stage.desk.clock.today())
        row = facts.conference(stage.ids["conference"])
        waiting, done = facts.actions[0], facts.actions[-1]
        if name == "AgencyDialog":
            return dialog.AgencyDialog(page, stage.ask(agency, stage.ask(active_agencies)[-1].id))
        given: dict[str, tuple[Any, ...]] = {
            "ActionDialog": (facts, waiting, None, ActionKind.ACTION), "ActionDoneDialog": (waiting,),
            "DoneActionDialog": (done,), "DisclosureDialog": (facts, facts.disclosures[0]),
            "ReturnDialog": (facts.disclosures[0],), "ConferenceDialog": (facts, row), "MinutesDialog": (row,),
            "InvitationDialog": (facts, row, row.guests[-1]), "FileMinutesDialog": (row,),
        }  # fmt: skip
        module = next(each for each in (dialogs, conference_dialogs, papers) if hasattr(each, name))
        return getattr(module, name)(page, *given[name])

    return make
