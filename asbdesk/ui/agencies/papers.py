"""The papers of a conference before they are filed: each invitation, and the minutes; and the log in print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from asbdesk.documents.guard import Finding, mend_words
from asbdesk.documents.library import template
from asbdesk.domain.printing import PaperKind
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries.partners import ConferenceRow, GuestRow, PartnersPage
from asbdesk.services import agency_papers
from asbdesk.services.papers import Prepared
from asbdesk.ui import theme
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.fields import PowerField
from asbdesk.ui.desk import Task
from asbdesk.ui.documents.paper_guard import PaperGuard
from asbdesk.ui.evidence.paper_dialog import PaperDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.kit.sides import Panes
from asbdesk.ui.page import Page

USUAL_NECESSITY = "The agencies can plan together only when they know whom the conference is about."


class FilingDialog(Dialog):
    """A paper as it will be filed. What stops it stands above; filed, it closes."""

    def __init__(self, page: Page, title: str, words: str) -> None:
        super().__init__(page, title, words, width=150)
        self.page, self.desk, self.title = page, page.desk, title
        self.prepared: Prepared | None = None
        self._last: Callable[[Task], Prepared] | None = None
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self.view = PdfView(title)
        self.guard = PaperGuard(self.desk, self.view, self.banner, self.make_again, self.change())
        self.body.addWidget(self.guard)
        self.place_view()
        self.file_button: QPushButton = button("File with&out printing", lambda: self.file(printed=False))
        self.print_button: QPushButton = button("&Print and file", self.print, kind="primary")
        for each in (self.file_button, button("&Close", self.reject), self.print_button):
            self.foot.addWidget(each)
        self.allow(False)
        self.resize(self.sizeHint())

    def place_view(self) -> None:
        """Where the paper is seen."""
        self.give_height(self.view, 110)
        self.body.addWidget(self.view, 1)

    def change(self) -> Callable[[Finding, str], bool] | None:
        """What puts other words in the place of a finding; None where nothing of the paper is typed here."""
        return None

    def make_again(self) -> None:
        """As it was made before."""
        if self._last is not None:
            self.make(self._last)

    def make(self, make: Callable[[Task], Prepared]) -> None:
        """Make the paper on the heavy lane."""
        self._last = make
        self.allow(False)
        self.banner.show_words("")
        self.bar.start("Making the paper…")
        self.desk.heavy(make, then=self._show, failed=self.refused, page=self)

    def print(self) -> None:
        """To the printer; once all of it has gone there it is filed."""
        self.view.print_it(self.title, then=lambda: self.file(printed=True), kind=PaperKind.LETTER)

    def file(self, *, printed: bool) -> None:
        """Seal what is shown."""
        raise NotImplementedError

    def seal(self, service: Callable[..., Any], number: int, *, printed: bool, told: str) -> None:
        """Hand the very paper that is shown to the service."""
        if self.prepared is None:
            return
        self.allow(False)
        self.desk.do(
            service, number, self.prepared, printed, then=lambda _id: self._filed(told),
            failed=self._not_filed, page=self,
        )  # fmt: skip

    def allow(self, allowed: bool) -> None:
        """Whether it may be filed."""
        for each in (self.file_button, self.print_button):
            each.setEnabled(allowed)

    def refused(self, error: AsbdeskError) -> None:
        """It could not be made."""
        self.bar.stop()
        self.banner.show_words(str(error), "alert")

    def _show(self, prepared: Prepared) -> None:
        self.bar.stop()
        self.prepared = prepared
        self.guard.show_prepared(prepared)
        self.allow(prepared.can_be_filed)

    def _filed(self, told: str) -> None:
        self.page.go.say(told)
        self.accept()

    def _not_filed(self, error: AsbdeskError) -> None:
        self.allow(True)
        self.banner.show_words(str(error), "alert")


class InvitationDialog(FilingDialog):
    """The invitation of one agency: what it rests on is asked beside its preview."""

    def __init__(self, page: Page, facts: PartnersPage, row: ConferenceRow, guest: GuestRow) -> None:
        self.guest, self.form = guest, Form()
        words = "Filing it notes the invitation, and enters the disclosure log."
        super().__init__(page, f"Invite {guest.agency}", words)
        today = self.desk.clock.today()
        self.power = PowerField("Po&wer", facts.powers)
        self.power.set_value(facts.powers[0].words if facts.powers else "")
        self.power.reach(state.kind_of(facts.agencies, str(guest.values.agency_id)))
        reply = DateField("Answer &by", lambda text: parse_date(text, today, "future"), show_date)
        self.form.add("reply_by", reply)
        self.form.add("power", self.power)
        self.form.add("necessity", LongTextField("Why it is n&ecessary to tell them", lines=3, grows=False))
        self.form.body.addStretch(1)
        self.form.set_value({"necessity": USUAL_NECESSITY})
        self.show_button = button("&Show the letter", self.show_letter)
        self.foot.insertWidget(1, self.show_button)
        self.form.fields["reply_by"].left.connect(self.show_letter)
        self.form.changed.connect(lambda: self.allow(False))
        self.show_letter()

    def place_view(self) -> None:
        self.view.setMinimumHeight(theme.gap(40))
        self.form.setContentsMargins(0, 0, theme.gap(3), 0)
        panes = Panes(scrolled(self.form), self.view, (2, 3))
        self.give_height(panes, 100)
        self.body.addWidget(panes, 1)

    def change(self) -> Callable[[Finding, str], bool]:
        return self._changed

    def _changed(self, finding: Finding, by: str) -> bool:
        made, typed = self.prepared, self.form.value()
        if made is None:
            return False
        words = mend_words(typed["necessity"] or "", finding, by, made.guarded, made.opened)
        if words == typed["necessity"]:
            return False
        self.form.fields["necessity"].set_value(words)
        self.show_letter()
        return True

    def show_letter(self) -> None:
        """Make the preview from what is answered now."""
        if not self.form.check():
            return
        answers, guest_id, today = self.form.value(), self.guest.id, self.desk.clock.today()

        def make(task: Task) -> Prepared:
            with task.office.reading() as session:
                return agency_papers.invitation(session, guest_id, answers, task.who.user_id, today)

        self.make(make)

    def file(self, *, printed: bool) -> None:
        told = f"{self.guest.agency} was invited."
        self.seal(agency_papers.file_invitation, self.guest.id, printed=printed, told=told)

    def refused(self, error: AsbdeskError) -> None:
        super().refused(error)
        if isinstance(error, InvalidField):
            self.banner.show_words("")
            self.form.show_trouble(error)


class FileMinutesDialog(FilingDialog):
    """The minutes before they are filed; after that nobody changes them."""

    def __init__(self, page: Page, row: ConferenceRow) -> None:
        super().__init__(
            page, "File the minutes", "Once filed, minutes and guests of this conference no longer change."
        )
        self.row = row
        number, today = row.id, self.desk.clock.today()

        def make(task: Task) -> Prepared:
            with task.office.reading() as session:
                return agency_papers.minutes_paper(session, number, task.who.user_id, today)

        self.make(make)

    def file(self, *, printed: bool) -> None:
        self.seal(agency_papers.file_minutes, self.row.id, printed=printed, told="The minutes were filed on the case.")


def show_log(page: Page, case_id: int) -> None:
    """The disclosure log of a case, to print or to save."""
    today = page.desk.clock.today()

    def make(task: Task) -> Prepared:
        with task.office.reading() as session:
            return agency_papers.disclosure_log(session, case_id, task.who.user_id, today)

    PaperDialog(page, page.desk, template(agency_papers.LOG).title, make).open()
