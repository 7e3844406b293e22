"""Beside the view of a paper in a dialog or on a page: what the guard found in it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.guard import Finding, removed
from asbdesk.domain.permissions import may
from asbdesk.queries.recipients import SharedHome
from asbdesk.services.papers import Prepared, unread_words
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.findings import FindingsCard, GoOnDialog, ReleaseDialog, marks_of
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner

FROM_RECORDS = "These words come from the records, not from this paper. Change them there, then make it again."


class PaperGuard(QWidget):
    """The list of findings over a view. ``again`` makes the paper anew, after a release.

    ``change(finding, by)`` puts ``by`` in the place of the finding's words where they were typed, makes the paper anew
    and answers whether it found them; None where nothing of the paper is typed here.
    """

    def __init__(
        self,
        desk: Desk,
        view: PdfView,
        banner: Banner,
        again: Callable[[], object],
        change: Callable[[Finding, str], bool] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._view, self._banner = desk, view, banner
        self._again, self._change = again, change
        self.prepared: Prepared | None = None
        self.card = FindingsCard(edits=change is not None, releases=may(desk.who.role, "release"))
        area = scrolled(self.card)
        area.setMaximumHeight(theme.gap(42))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.card.place_asked.connect(view.turn_to)
        self.card.release_asked.connect(self._release)
        self.card.go_on_asked.connect(self._go_on)
        self.card.pseudonym_asked.connect(lambda finding: self._mend(finding, finding.who))
        self.card.removal_asked.connect(lambda finding: self._mend(finding, removed(finding)))
        self.hide()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show the paper with its places marked; what else stops it stands in the banner."""
        self.prepared = prepared
        self._view.show_bytes(prepared.pdf)
        self._view.show_marks(marks_of(prepared.stopping))
        self.card.show_findings(prepared)
        self.setVisible(bool(prepared.stopping or prepared.at_home))
        stops = stop_words(prepared)
        unread = unread_words(prepared.unread)
        self._banner.show_words(" ".join(each for each in (stops, unread) if each), "alert" if stops else "info")

    def _mend(self, finding: Finding, by: str) -> None:
        if self._change is not None and not self._change(finding, by):
            self._banner.show_words(FROM_RECORDS, "alert")

    def _release(self, finding: Finding) -> None:
        if self.prepared is not None:
            dialog = ReleaseDialog(self, self._desk, self.prepared, finding)
            dialog.accepted.connect(self._again)
            dialog.open()

    def _go_on(self, home: SharedHome) -> None:
        if self.prepared is not None:
            dialog = GoOnDialog(self, self._desk, self.prepared, home)
            dialog.accepted.connect(self._again)
            dialog.open()


def stop_words(prepared: Prepared) -> str:
    """Why the paper cannot leave yet, in the banner's words; the places themselves stand in the list below it."""
    places = len(prepared.stopping)
    said = [f"The guard stopped this paper at {places} place{'s' if places > 1 else ''}."] if places else []
    said += prepared.unsafe
    said += [each.words for each in prepared.at_home]
    if prepared.missing:
        said.append(f"Still missing: {', '.join(prepared.missing)}.")
    return " ".join(said)
