"""The settings page: a tab to a subject, in it cards that are saved each on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from asbdesk import settings
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries import offices as queries
from asbdesk.services import offices as services
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField, plain
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.mediation.settings import MediationFiguresCard
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk.settings import QuestionnaireCard
from asbdesk.ui.settings.boundaries import BoundariesCard
from asbdesk.ui.settings.standards import StandardsCard
from asbdesk.ui.settings.users import PasswordDialog, UsersCard

THEMES = (("system", "As the computer's"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
_TAB_OF = {"mediation-figures": "Casework", "envelope-window": "Papers and law"}
"""Where the forms whose drafts are gone on with stand."""


class SettingsPage(Page):
    """The office, its users, its rules, papers, maps, this computer.

    ``tab`` is the words of the tab that is shown first ("Maps"); ``resume`` goes on with a draft, by kind.
    """

    rail = "settings"
    shows = frozenset({"office", "user", "office_rule", "boundary_set", "boundary_area"})
    help_topic = "settings"

    def __init__(self, desk: Desk, go: Go, resume: str = "", tab: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._logo: bytes | None = None
        self._resume = resume
        self.users = UsersCard(desk)
        self.standards = StandardsCard(desk)
        self.mediation = MediationFiguresCard(desk, resume == "mediation-figures")
        self.questionnaire = QuestionnaireCard(desk)
        self.boundaries = BoundariesCard(desk)
        self.book = QTabWidget()
        self.book.setDocumentMode(True)
        self.book.setAccessibleName("Subjects")
        self._tab("O&ffice", self._office_card(), self._agencies_card())
        self._tab("&Users", self.users, self._audit_card())
        self._tab("Casewor&k", self.standards, self.questionnaire, self.mediation)
        self._tab("Papers and la&w", self._letters_card(), self._law_card())
        self._tab("&Maps", self.boundaries)
        self._tab("T&his computer and safety", self._computer_card(), self._safety_card())
        self.show_tab(tab or _TAB_OF.get(resume, "Office"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap(3))
        outer.addWidget(theme.title("Settings"))
        outer.addWidget(self.book, 1)

    def show_tab(self, words: str) -> None:
        """The tab with these words comes into view."""
        self.book.setCurrentIndex([plain(self.book.tabText(n)) for n in range(self.book.count())].index(words))

    def _tab(self, words: str, *cards: Card) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(theme.gap(4))
        column.setContentsMargins(0, theme.gap(3), theme.gap(2), theme.gap(4))
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.book.addTab(scrolled(inside), words)

    def title(self) -> str:
        return "Settings"

    def refresh(self) -> None:
        self.desk.ask(queries.office, then=self._show_office, page=self)
        self.users.refresh()
        self.standards.refresh()
        self.mediation.refresh()
        self.questionnaire.refresh()
        self.boundaries.refresh()
        wanted, self._resume = self._resume, ""
        if wanted == "envelope-window":
            self._envelope()

    def _office_card(self) -> Card:
        card = Card("The office")
        self.office = Form()
        self.office.add("name", TextField("Name &of the office"))
        self.office.add("address", LongTextField("&Address, as it stands on letters", lines=5, grows=False))
        self.office.row(telephone=TextField("&Telephone"), email=TextField("&E-mail"))
        self.office.add("complaints", LongTextField("How to &complain, at the foot of letters", lines=2, grows=False))
        self.office.row(
            jurisdiction=ChoiceField("&Jurisdiction", Jurisdiction),
            lock_after_minutes=TextField("&Lock the window after so many idle minutes"),
        )
        self.office.save_asked.connect(self._save_office)
        card.body.addWidget(self.office)
        self._logo_words = theme.muted()
        card.body.addWidget(self._logo_words)
        card.body.addWidget(button("Choose a lo&go…", self._choose_logo), 0, Qt.AlignmentFlag.AlignLeft)
        self._save = button("&Save the office", self._save_office, kind="primary")
        card.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self._save.setEnabled(may(self.desk.who.role, "settings"))
        return card

    def _letters_card(self) -> Card:
        card = Card("Letters and papers")
        words = (
            "The words of every paper, in ordinary print, large print and easy read; the languages at the foot of "
            "letters; letters in Welsh."
        )
        card.body.addWidget(theme.muted(words, wrap=True))
        show = button("Templates, their &questions and languages", lambda: self.go("templates"))
        card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        envelope = button("Envelope window…", self._envelope)
        envelope.setEnabled(may(self.desk.who.role, "settings"))
        card.body.addWidget(envelope, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _agencies_card(self) -> Card:
        card = Card("Partner agencies")
        words = "Police, landlords, schools, mediation and the others you work with: their addresses and contacts."
        card.body.addWidget(theme.muted(words, wrap=True))
        show = button("Open the d&irectory", lambda: self.go("agencies"))
        card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _law_card(self) -> Card:
        card = Card("The law")
        words = (
            "Instruments by jurisdiction, their days in force, what is unconfirmed, and the versions of your office."
        )
        card.body.addWidget(theme.muted(words, wrap=True))
        show = button("&Look at the law…", lambda: self.go("laws"))
        card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _computer_card(self) -> Card:
        card = Card("This computer")
        self.theme_field = ChoiceField("&Colours of the window", THEMES)
        self.theme_field.set_value(settings.load().theme)
        self.theme_field.changed.connect(self._change_theme)
        card.body.addWidget(self.theme_field)
        card.body.addWidget(theme.muted(f"The office is kept in {self.desk.office.folder}", wrap=True))
        return card

    def _safety_card(self) -> Card:
        card = Card("Safety of the records")
        words = (
            "Every record is encrypted. A backup is a whole, encrypted copy in the folder “backups”; copy it to "
            "another place as well. One is made each day, and before a new version of the program changes the file."
        )
        card.body.addWidget(theme.muted(words, wrap=True))
        self._job = JobBar()
        card.body.addWidget(self._job)
        backup = button("&Back up now", self._back_up)
        recovery = button("New &recovery key…", self._new_recovery_key)
        password = button("Change my &password…", lambda: PasswordDialog(self, self.desk, self.desk.who.login).open())
        backup.setEnabled(may(self.desk.who.role, "backup"))
        recovery.setEnabled(may(self.desk.who.role, "users"))
        for each in (backup, password, recovery):
            card.body.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _audit_card(self) -> Card:
        card = Card("What was done")
        card.body.addWidget(
            theme.muted("Every change and every printed paper is noted: who, when, what, before and after.", wrap=True)
        )
        show = button("Show the au&dit…", self._show_audit)
        show.setEnabled(may(self.desk.who.role, "audit"))
        card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_office(self, office: queries.OfficePage) -> None:
        if not self.office.dirty:
            self.office.set_value(
                {
                    "name": office.name,
                    "address": office.address,
                    "telephone": office.telephone,
                    "email": office.email,
                    "complaints": office.complaints,
                    "jurisdiction": office.jurisdiction.value,
                    "lock_after_minutes": str(office.lock_after_minutes),
                }
            )
        self._logo = office.logo
        self._logo_words.setText(
            "Letters carry the logo." if office.logo else "No logo: letters carry the office's name."
        )

    def _save_office(self) -> None:
        value = self.office.value()
        if not str(value["lock_after_minutes"]).strip().isdigit():
            self.office.errors({"lock_after_minutes": "Give a whole number of minutes, such as 15."})
            return
        values = services.OfficeValues(
            **{name: value[name] for name in ("name", "address", "telephone", "email", "complaints")},
            jurisdiction=Jurisdiction(value["jurisdiction"]),
            lock_after_minutes=int(value["lock_after_minutes"]),
            logo=self._logo,
        )
        self.desk.do(services.change_office, values, then=self._saved, failed=self.office.show_trouble, page=self)

    def _saved(self, _answer: Any) -> None:
        self.office.clean()
        self.office.errors({})
        self._say("The office's details were saved. Papers from now on carry them.")

    def _choose_logo(self) -> None:
        ask.choose_file(self, "The office's logo", "Pictures (*.png *.jpg *.jpeg)", self._take_logo)

    def _take_logo(self, path: Path) -> None:
        from PySide6.QtGui import QImage

        content = path.read_bytes() if path.stat().st_size <= 2_000_000 else b""
        if not content or QImage.fromData(content).isNull():
            self.office.errors({"": f"“{path.name}” cannot be printed. Choose a PNG or JPEG under 2 MB."})
            return
        self._logo = content
        self._logo_words.setText(f"{path.name}: save the office to keep it.")

    def _change_theme(self) -> None:
        chosen = self.theme_field.value() or "system"
        now = settings.load()
        now.theme = chosen
        settings.save(now)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, chosen)  # type: ignore[arg-type]

    def _back_up(self) -> None:
        def copy(task: Task) -> Path:
            def tell(done: int, total: int) -> None:
                task.check()
                task.progress(done, total, "Copying the office…")

            return task.office.back_up(tell)

        def done(path: Path) -> None:
            self._job.stop()
            self._say(f"Backed up as {path.name}.")

        def failed(error: AsbdeskError) -> None:
            self._job.stop()
            self._say(str(error))

        job = self.desk.heavy(copy, then=done, failed=failed, progress=self._job.progress, page=self)
        self._job.start("Copying the office…", job.cancel)

    def _new_recovery_key(self) -> None:
        ask.confirm(
            self,
            "Make a new recovery key?",
            "The sheet that was printed before opens nothing any more. Print the new one and lock it away.",
            "&Make a new key",
            then=lambda: self.desk.heavy(
                lambda task: task.office.new_recovery_key(), then=self._show_recovery_key, page=self
            ),
            danger=True,
        )

    def _show_recovery_key(self, recovery: str) -> None:
        from asbdesk.ui.start.recovery_key import print_recovery_key

        dialog = Dialog(self, "Recovery key", "Print this sheet and lock it away from the computer.")
        line = QLineEdit(recovery)
        line.setReadOnly(True)
        line.setAccessibleName("Recovery key")
        dialog.body.addWidget(line)
        name, folder = str(self.office.value()["name"]), self.desk.office.folder
        dialog.add_buttons("&Print…", lambda: print_recovery_key(dialog, name, folder, recovery), cancel="&Close")
        dialog.open()

    def _envelope(self) -> None:
        self.desk.ask(queries.office, then=self._show_envelope, page=self)

    def _show_envelope(self, office: queries.OfficePage) -> None:
        from asbdesk.ui.settings.envelope import EnvelopeDialog

        EnvelopeDialog(self, self.desk, self.go, office.window_right, office.window_down).open()

    def _show_audit(self) -> None:
        from asbdesk.ui.settings.audit import AuditDialog

        AuditDialog(self, self.desk).open()

    def _say(self, words: str) -> None:
        self.go.say(words)
