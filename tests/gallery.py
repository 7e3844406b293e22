"""Every page, dialog and paper on the demonstration office, as pictures for people to look at.

``python -m tests.gallery [--out DIR] [--only NAME]``; ``test_gallery.py`` opens each of them once. A new page or dialog
is added here: the test says which are missing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from sqlalchemy import text

from asbdesk import demonstration
from asbdesk.domain.casework import ContractState, ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.queries import cases as case_queries
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries import imports as import_queries
from asbdesk.queries import risk as risk_queries
from asbdesk.reference_data import load_questionnaire
from asbdesk.services import evidence
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.shell import Shell
from asbdesk.ui.start.opening import Opening
from tests import (
    demonstration_once,
    gallery_agencies,
    gallery_contracts,
    gallery_court,
    gallery_duplicates,
    gallery_guard,
    gallery_imports,
    gallery_law,
    gallery_mediation,
    gallery_orders,
    gallery_places,
    gallery_redaction,
    gallery_returns,
    gallery_schedule,
    gallery_templates,
    swept,
)  # fmt: skip
from tests.factories import Inline

SIZE = QSize(1366, 768)
"""The old office PC, whole screen."""
Open = Callable[["Stage"], QWidget | None]


@dataclass
class Stage:
    """An opened demonstration office in a window without a frame."""

    office: Office
    who: Actor
    ids: dict[str, int]
    desk: Desk = field(init=False)
    shell: Shell = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.office, self.who, lanes=(Inline(), Inline()))
        self.bugs: list[BaseException] = []
        self.desk.bug.connect(self.bugs.append)
        self.shell = Shell(self.desk)
        self.shell.resize(SIZE)

    def ask(self, query: Callable[..., Any], *args: Any) -> Any:
        """A query's answer."""
        with self.office.reading() as session:
            return query(session, *args)

    def close(self) -> None:
        """The window goes, the office stays."""
        self.shell.deleteLater()
        self.desk.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass(frozen=True)
class Entry:
    """``place`` and ``number`` (the key of an id) are where the window goes; ``then`` opens a dialog over it."""

    name: str
    place: str = ""
    number: str = ""
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    then: Open | None = None
    busy: bool = False
    """Full enough to be looked at in 24 pt too."""
    shows: str = ""
    """The class of the dialog."""

    def open(self, stage: Stage) -> QWidget:
        """Show it; answers the widget to look at: the window, or a dialog over it."""
        stage.shell.show()
        if self.place:
            facts = {k: stage.ids[v.removeprefix("#")] if str(v).startswith("#") else v for k, v in self.facts.items()}
            stage.shell(self.place, stage.ids[self.number] if self.number else 0, **facts)
        settle()
        shown = self.then(stage) if self.then else None
        if isinstance(shown, QDialog) and not shown.isVisible():
            shown.open()
        settle()
        return shown or stage.shell


def _case_dialog(name: str) -> Open:
    def make(stage: Stage) -> QWidget:
        from asbdesk.ui.cases import dialogs

        facts = stage.ask(case_queries.case, stage.ids["case"], stage.desk.clock.today())
        return getattr(dialogs, name)(stage.shell.page(), stage.desk, facts)

    return make


def _due(code: str, *, running: bool = True) -> Open:
    """The dialog of a clock of the case: one that runs, one that was stopped, one that was set ``aside``."""

    def make(stage: Stage) -> QWidget:
        from asbdesk.queries import clocks
        from asbdesk.ui.clocks import dialog

        rows = stage.ask(clocks.running if running else clocks.ended, stage.ids["case"])
        if code == "aside":
            return dialog.AsideDialog(stage.shell, stage.desk, rows[0], lambda: None)
        row = next(row for row in rows if row.code == code)
        return dialog.clock_dialog(stage.shell, stage.desk, row, lambda: None)

    return make


def _task(which: str) -> Open:
    """The dialogs of a visit."""

    def make(stage: Stage) -> QWidget:
        from asbdesk.queries import offices, tasks
        from asbdesk.ui.tasks import dialog, sheet

        page: Any = stage.shell.page()
        mine = stage.ask(tasks.due_of, stage.who.user_id, date.max)
        task = next(task for task in mine if task.kind == "visit")
        if which == "sheet":
            return sheet.VisitSheetDialog(page, task.id)
        if which == "finish":
            return dialog.TaskDoneDialog(page, task)
        if which == "done":
            return dialog.DoneTaskDialog(page, task)
        return dialog.TaskDialog(page, stage.ask(offices.users), task, task.case_id)

    return make


def _contract_dialog(name: str, to: ContractState | None = None) -> Open:
    def make(stage: Stage) -> QWidget:
        from asbdesk.ui.contracts import dialogs, state

        page = stage.ask(contract_queries.contract, stage.ids["contract"])
        if name == "SignDialog":
            return dialogs.SignDialog(stage.shell, stage.desk, page)
        step = next(step for step in state.every_step() if step.to is to)
        return dialogs.StepDialog(stage.shell, stage.desk, page.id, step)

    return make


def _dialog(module: str, name: str, *args: Any, desk: bool = True, **named: Any) -> Open:
    """A dialog whose constructor takes the parent, mostly the desk, and these."""

    def make(stage: Stage) -> QWidget:
        made = getattr(__import__(f"asbdesk.ui.{module}", fromlist=[name]), name)
        given = [one(stage) if callable(one) and getattr(one, "__name__", "") == "<lambda>" else one for one in args]
        return made(stage.shell, *([stage.desk] if desk else []), *given, **named)

    return make


def _asked(show: Callable[[Stage], object]) -> Open:
    def make(stage: Stage) -> QWidget | None:
        show(stage)
        settle()
        return QApplication.activeModalWidget()

    return make


def _sign_in(stage: Stage) -> QWidget:
    from asbdesk.ui.main_window import MainWindow

    window = MainWindow(stage.office.folder)
    window.resize(SIZE)
    window.show()
    return window


def _none(*_args: Any) -> None:
    """What a dialog calls when it is done; here none is."""


def _victim(stage: Stage) -> risk_queries.AtRisk:
    page = stage.ask(risk_queries.risk_page, stage.ids["risk-case"], stage.desk.clock.today())
    return next(person for person in page.people if person.history)


def _exhibit_sheet(stage: Stage) -> QWidget | None:
    from asbdesk.ui.evidence.paper_dialog import show_exhibit_paper

    show_exhibit_paper(stage.shell, stage.desk, "exhibit-sheet", stage.ids["exhibit"])
    settle()
    return QApplication.activeModalWidget()


_EXHIBIT = lambda s: s.ask(evidence_queries.exhibit, s.ids["exhibit"])  # noqa: E731 - _dialog knows it by that
_USERS = "settings.users"
ENTRIES = (
    Entry("sign-in", then=_sign_in),
    Entry("today", "today", busy=True),
    Entry("cases", "cases", busy=True),
    Entry("case", "case", "case", busy=True),
    Entry("people", "people"),
    Entry("person", "person", "person", busy=True),
    Entry("incidents", "incidents", busy=True),
    Entry("incident", "incident", "incident", busy=True),
    Entry("new-incident", "new-incident", busy=True),
    Entry("contracts", "contracts"),
    Entry("contract", "contract", "contract", busy=True),
    Entry("new-contract", "new-contract", facts={"case_id": "#case", "person_id": "#accused"}, busy=True),
    *gallery_mediation.entries(Entry),
    *gallery_guard.entries(Entry),
    *gallery_agencies.entries(Entry),
    *gallery_contracts.entries(Entry),
    *gallery_court.entries(Entry),
    *gallery_orders.entries(Entry),
    *gallery_places.entries(Entry),
    *gallery_duplicates.entries(Entry),
    *gallery_returns.entries(Entry),
    *gallery_imports.entries(Entry),
    *gallery_law.entries(Entry),
    *gallery_redaction.entries(Entry),
    *gallery_schedule.entries(Entry),
    *gallery_templates.entries(Entry),
    Entry("documents", "documents"),
    Entry("document", "document", "document"),
    Entry("letter", "letter", facts={"case_id": "#case"}),
    Entry(
        "letter-warning",
        "letter",
        facts={"case_id": "#case", "template": "first-warning", "person_id": "#accused"},
        busy=True,
    ),
    Entry("exhibits", "exhibits", "exhibit-case"),
    Entry("exhibit", "exhibit", "exhibit"),
    Entry("diary", "diary", "case"),
    Entry("statement", "statement", "case", busy=True),
    Entry("risk", "risk", "risk-case", busy=True),
    Entry("import", "import"),
    *(Entry(f"settings-{tab.split()[0].lower()}", "settings", facts={"tab": tab}, busy=True)
      for tab in ("Office", "Users", "Casework", "Papers and law", "Maps", "This computer and safety")),
    Entry("dialog-open-case", "incident", "incident", shows="OpenCaseDialog", busy=True, then=_dialog(
        "cases.open_case", "OpenCaseDialog", lambda s: s.shell, lambda s: s.ids["incident"])),
    Entry("dialog-note", "case", "case", then=_case_dialog("NoteDialog"), shows="NoteDialog"),
    Entry("dialog-person-in-case", "case", "case", then=_case_dialog("PersonInCaseDialog"), shows="PersonInCaseDialog"),
    Entry("dialog-change-case", "case", "case", then=_case_dialog("ChangeDialog"), shows="ChangeDialog"),
    Entry("dialog-hand-over", "case", "case", then=_case_dialog("HandOverDialog"), shows="HandOverDialog"),
    Entry("dialog-close-case", "case", "case", then=_case_dialog("CloseDialog"), shows="CloseDialog"),
    Entry("dialog-history", "case", "case", then=_case_dialog("HistoryDialog"), shows="HistoryDialog"),
    Entry("dialog-sign", "contract", "contract", then=_contract_dialog("SignDialog"), shows="SignDialog"),
    Entry("dialog-broken", "contract", "contract", then=_contract_dialog("StepDialog", ContractState.BROKEN),
          shows="StepDialog"),
    Entry("dialog-terms", "contract", "contract", shows="LibraryDialog",
          then=_dialog("contracts.library_dialog", "LibraryDialog", _none, desk=False)),
    Entry("dialog-person", "people", shows="PersonDialog", busy=True,
          then=_dialog("people.dialog", "PersonDialog", "Dean Mercer", then=_none)),
    Entry("dialog-relation", "person", "person", shows="RelationDialog",
          then=_dialog("people.relation", "RelationDialog", "Dean Mercer", _none)),
    Entry("dialog-add-exhibit", "exhibits", "exhibit-case", shows="AddExhibitDialog",
          then=_dialog("evidence.add", "AddExhibitDialog", lambda s: s.ids["exhibit-case"], [Path("Stairwell.jpg")],
                       _none)),
    Entry("dialog-change-exhibit", "exhibit", "exhibit", shows="ChangeExhibitDialog",
          then=_dialog("evidence.add", "ChangeExhibitDialog", _EXHIBIT)),
    Entry("dialog-move-exhibit", "exhibit", "exhibit", shows="MoveDialog",
          then=_dialog("evidence.moving", "MoveDialog", _EXHIBIT)),
    Entry("dialog-paper", "exhibit", "exhibit", shows="PaperDialog", then=_exhibit_sheet),
    Entry("dialog-pack", "exhibits", "exhibit-case", shows="PackDialog",
          then=_dialog("evidence.pack", "PackDialog", lambda s: s.ids["exhibit-case"])),
    Entry("dialog-proportion", "case", "case", shows="ProportionDialog",
          then=_dialog("risk.proportion", "ProportionDialog", lambda s: s.ids["case"], "ASB/2003/0121")),
    Entry("dialog-risk", "risk", "risk-case", shows="RiskDialog", busy=True,
          then=_dialog("risk.dialog", "RiskDialog", lambda s: s.ask(
              risk_queries.risk_form, s.ids["risk-case"], _victim(s).person_id, s.desk.clock.today()))),
    Entry("dialog-workings", "risk", "risk-case", shows="WorkingsDialog",
          then=_dialog("risk.steps", "WorkingsDialog", lambda s: _victim(s).history[0], "Complainant A", desk=False)),
    Entry("dialog-step-taken", "risk", "risk-case", shows="DoneDialog",
          then=_dialog("risk.steps", "DoneDialog", lambda s: _victim(s).steps[0])),
    Entry("dialog-questionnaire", "settings", shows="QuestionnaireDialog",
          then=_dialog("risk.settings", "QuestionnaireDialog", lambda s: load_questionnaire())),
    Entry("dialog-refused-rows", "import", shows="RefusedDialog",
          then=_dialog("imports.past", "RefusedDialog", lambda s: s.ask(import_queries.batches)[0])),
    Entry("dialog-clock", "case", "case", then=_due("update"), shows="ClockDialog", busy=True),
    Entry("dialog-clock-stopped", "case", "case", then=_due("update", running=False), shows="StoppedDialog"),
    Entry("dialog-clock-aside", "case", "case", then=_due("aside", running=False), shows="AsideDialog"),
    Entry("dialog-task", "case", "case", then=_task("open"), shows="TaskDialog", busy=True),
    Entry("dialog-task-done", "case", "case", then=_task("finish"), shows="TaskDoneDialog"),
    Entry("dialog-task-was-done", "case", "case", then=_task("done"), shows="DoneTaskDialog"),
    Entry("dialog-visit-sheet", "case", "case", then=_task("sheet"), shows="VisitSheetDialog"),
    Entry("dialog-user", "settings", then=_dialog(_USERS, "UserDialog", None), shows="UserDialog"),
    Entry("dialog-password", "settings", then=_dialog(_USERS, "PasswordDialog", "demo"), shows="PasswordDialog"),
    Entry("dialog-audit", "settings", then=_dialog("settings.audit", "AuditDialog"), shows="AuditDialog"),
    Entry("dialog-first-run", "settings", shows="FirstRun", then=_dialog(
        "start.first_run", "FirstRun", Path("ASB Desk office"), lambda s: Opening(s.shell), desk=False)),
    Entry("dialog-recover", "settings", shows="RecoverDialog", then=_dialog(
        "start.recover", "RecoverDialog", Path("ASB Desk office"), lambda s: Opening(s.shell), desk=False)),
    Entry("dialog-help", "today", then=_dialog("help", "HelpDialog", "start", desk=False), shows="HelpDialog"),
    Entry("dialog-shortcuts", "today", then=_dialog("help", "ShortcutsDialog", desk=False), shows="ShortcutsDialog"),
    Entry("dialog-confirm", "import", then=_asked(lambda s: ask.confirm(
        s.shell, "Undo this import?", "1,894 incidents will be removed.", "&Undo import", then=_none, danger=True))),
    Entry("dialog-ask-text", "today", then=_asked(lambda s: ask.ask_text(
        s.shell, "Deal with it", "&Why no case is opened", then=_none, lines=True))),
)  # fmt: skip


def settle() -> None:
    """Let what waits a moment (previews, layouts) be done: at most half a second."""
    until = QDeadlineTimer(500)
    quiet = 0
    while not until.hasExpired() and quiet < 12:
        handled = QCoreApplication.eventDispatcher().processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        quiet = 0 if handled else quiet + 1
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if not handled:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


@cache
def furnished() -> Path:
    """The demonstration office with one exhibit, made once in a process."""
    folder = swept.folder("asb-gallery-") / "office"
    shutil.copytree(demonstration_once.furnished(), folder)
    office, who = Office.open(folder, demonstration.USER, demonstration.PASSWORD)
    _exhibit(office, who)
    office.close()
    return folder


def stage() -> Stage:
    """The demonstration office opened, and what in it is worth looking at. Close stage and office."""
    office, who = Office.open(furnished(), demonstration.USER, demonstration.PASSWORD, alone=False)
    with office.reading() as session:
        ids = {name: int(session.execute(text(statement)).scalar_one()) for name, statement in _CHOSEN.items()}
    return Stage(office, who, ids)


_FULLEST = (
    "SELECT c.case_id FROM contract c WHERE c.state = 'signed' "
    "ORDER BY (SELECT count(*) FROM incident i WHERE i.case_id = c.case_id) DESC LIMIT 1"
)
_CHOSEN = {
    "case": _FULLEST,
    "accused": f"SELECT person_id FROM case_party WHERE role = 'perpetrator' AND case_id = ({_FULLEST}) LIMIT 1",
    "person": f"SELECT person_id FROM case_party WHERE role = 'perpetrator' AND case_id = ({_FULLEST}) LIMIT 1",
    "contract": f"SELECT id FROM contract WHERE state = 'signed' AND case_id = ({_FULLEST}) LIMIT 1",
    "risk-case": "SELECT case_id FROM risk_assessment GROUP BY case_id ORDER BY count(*) DESC LIMIT 1",
    "mediation": "SELECT id FROM mediation WHERE state = 'settled' LIMIT 1",
    "asking": "SELECT id FROM mediation WHERE state = 'asking' LIMIT 1",
    **gallery_contracts.CHOSEN,
    **gallery_redaction.CHOSEN,
    **gallery_court.CHOSEN,
    **gallery_agencies.CHOSEN,
    **gallery_orders.CHOSEN,
    **gallery_schedule.CHOSEN,
    **gallery_returns.CHOSEN,
    "unsuitable": "SELECT id FROM mediation WHERE state = 'unsuitable' LIMIT 1",
    "incident": "SELECT id FROM incident WHERE case_id IS NULL AND batch_id IS NULL ORDER BY id DESC LIMIT 1",
    "document": f"SELECT id FROM document WHERE case_id = ({_FULLEST}) ORDER BY id DESC LIMIT 1",
    "exhibit": "SELECT id FROM exhibit LIMIT 1",
    "exhibit-case": "SELECT case_id FROM exhibit LIMIT 1",
}


def _exhibit(office: Office, who: Actor) -> None:
    picture = QPixmap(900, 600)
    picture.fill(QColor("#6d7f8c"))
    painter = QPainter(picture)
    painter.fillRect(120, 180, 300, 420, QColor("#c9c2b4"))
    painter.fillRect(520, 90, 260, 180, QColor("#9fb7c8"))
    painter.end()
    with office.reading() as session:
        case_id = int(session.execute(text(_FULLEST)).scalar_one())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Door of 14.png"
        picture.save(str(path))
        values = ExhibitValues(
            case_id, Witness(who.name, user_id=who.user_id), ExhibitKind.PHOTOGRAPH, "Damaged door of the bin store",
            date(2003, 11, 12),
        )  # fmt: skip
        evidence.take_in(office, who, path, values)


def papers() -> Iterator[tuple[str, bytes]]:
    """A PDF of each template on its example facts."""
    from dataclasses import replace

    from asbdesk.documents.compose import compose
    from asbdesk.documents.fields import EXAMPLE
    from asbdesk.documents.library import templates
    from asbdesk.documents.paper import paper_for
    from asbdesk.documents.pdf import render

    for code, made in templates().items():
        facts = replace(EXAMPLE, asked={each.name: each.example_value() for each in made.asks if each.example})
        yield code, render(paper_for(made, facts, compose(made, facts)))


def _shoot(out: Path, only: str, look: str, points: float) -> None:
    """Every entry in one dress. The scale is the process's own (QT_SCALE_FACTOR)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look)  # type: ignore[arg-type]
    theme.set_text_size(app, points)
    for entry in ENTRIES:
        if only not in entry.name or (points > 10 and not entry.busy):
            continue
        opened = stage()
        shown = entry.open(opened)
        name = f"{entry.name}-{look}-{app.devicePixelRatio() * 100:.0f}" + (f"-{points:g}pt" if points > 10 else "")
        _picture(opened.shell, shown).save(str(out / f"{name}.png"))
        print(name, *(f"BUG {bug!r}" for bug in opened.bugs), flush=True)
        if shown is not opened.shell:
            shown.close()
        opened.close()
        opened.office.close()


def _picture(window: QWidget, shown: QWidget) -> QPixmap:
    """The window; a dialog lies in its middle, as a window manager would put it."""
    if shown is window or shown.width() >= window.width():
        return shown.grab()
    picture, over = window.grab(), shown.grab()
    ratio = picture.devicePixelRatio()
    left = int((picture.width() - over.width()) / ratio / 2)
    top = int((picture.height() - over.height()) / ratio / 2)
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
    painter.drawPixmap(left, top, over)
    painter.setPen(QColor(Qt.GlobalColor.gray))
    painter.drawRect(left - 1, top - 1, int(over.width() / ratio) + 1, int(over.height() / ratio) + 1)
    painter.end()
    return picture


def _print(out: Path, only: str) -> None:
    if not shutil.which("pdftoppm"):
        print("Papers are left out: pdftoppm (poppler-utils) is not installed.")
        return
    for code, pdf in papers():
        if only in f"paper-{code}":
            command = ["pdftoppm", "-r", "90", "-png", "-", str(out / f"paper-{code}")]
            subprocess.run(command, input=pdf, check=True)


def main() -> None:
    """Each dress in a process of its own, because Qt takes its scale once."""
    parser = argparse.ArgumentParser(prog="tests.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/gallery"))
    parser.add_argument("--only", default="", help="part of a name")
    parser.add_argument("--look", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.look:
        QApplication([])
        _shoot(given.out, given.only, given.look[0], float(given.look[1]))
        return
    again = [sys.executable, "-m", "tests.gallery", "--out", str(given.out), "--only", given.only, "--look"]
    for look, points, scale in (("light", "10", "1"), ("dark", "10", "1"), ("light", "10", "2"), ("light", "24", "1")):
        settings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "QT_SCALE_FACTOR": scale}
        subprocess.run([*again, look, points], env=settings, check=True)
    _print(given.out, given.only)


if __name__ == "__main__":
    main()
