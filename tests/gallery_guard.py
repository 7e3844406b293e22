"""The gallery's pictures of the guard: a letter that it stopped, a release, and who may know of whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("letter-stopped", "letter", facts={"case_id": "#case", "template": "first-warning",
              "person_id": "#accused"}, then=_stopped, busy=True),
        entry("dialog-release", "case", "case", then=_release, shows="ReleaseDialog"),
        entry("dialog-go-on", "case", "case", then=_go_on, shows="GoOnDialog"),
        entry("dialog-who-may-know", "case", "case", then=_who_may_know, shows="WhoMayKnowDialog"),
        entry("dialog-copy", "case", "case", then=_copy, shows="CopyDialog"),
    )  # fmt: skip


def _complainant(stage: Any) -> Any:
    from asbdesk.queries.cases import case

    parties = stage.ask(case, stage.ids["case"], stage.desk.clock.today()).parties
    return next(each for each in parties if each.protected)


def _stopped(stage: Any) -> QWidget:
    page: Any = stage.shell.page()
    name = _complainant(stage).name
    page.form.fields["asked-must_stop"].set_value(f"Leave {name.split()[0]} and {name} alone.")
    page.preparing.now()
    return stage.shell


def _release(stage: Any) -> QWidget:
    from asbdesk.services.papers import Wanted, prepare
    from asbdesk.ui.documents.findings import ReleaseDialog

    name = _complainant(stage).name
    wanted = Wanted(stage.ids["case"], "first-warning", stage.ids["accused"], {"must_stop": f"Leave {name} alone."})
    made = stage.ask(prepare, wanted, stage.who.user_id, stage.desk.clock.today())
    return ReleaseDialog(stage.shell, stage.desk, made, made.findings[0])


def _go_on(stage: Any) -> QWidget:
    from asbdesk.queries.recipients import SharedHome
    from asbdesk.services.papers import Wanted, prepare
    from asbdesk.ui.documents.findings import GoOnDialog

    made = stage.ask(
        prepare, Wanted(stage.ids["case"], "first-warning", stage.ids["accused"]), stage.who.user_id,
        stage.desk.clock.today(),
    )  # fmt: skip
    home = SharedHome(1, f"{_complainant(stage).name}, victim", "14 Larch Court, Quarry Road, Thornmere", unsafe=True)
    return GoOnDialog(stage.shell, stage.desk, made, home)


def _who_may_know(stage: Any) -> QWidget:
    from asbdesk.queries.guarded import party_classes
    from asbdesk.ui.cases.who_may_know import WhoMayKnowDialog

    return WhoMayKnowDialog(stage.shell, stage.desk, stage.ask(party_classes, _complainant(stage).id))


def _copy(stage: Any) -> QWidget:
    from asbdesk.ui.evidence.copying import CopyDialog

    return CopyDialog(stage.shell, "JO/2", lambda _reader: None)
