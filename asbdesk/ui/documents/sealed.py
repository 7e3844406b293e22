"""Before a sealed paper leaves once more: somebody in it may have been protected since, or no box was put on a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.services import sealed_papers
from asbdesk.services.sealed_papers import LateFindings
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.documents.findings import marks_of
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pdf_view import PdfView

TITLE = "Somebody was protected since this was filed"
OF_COPY = "This copy would give somebody away"
_MOST = 6


def before_it_leaves(
    parent: QWidget,
    desk: Desk,
    document_id: int,
    view: PdfView | None,
    then: Callable[[], object],
    failed: Callable[[AsbdeskError], None],
) -> None:
    """Go on with ``then`` where nobody would be given away today; else mark the places and ask a manager why."""

    def look(task: Task) -> LateFindings:
        return sealed_papers.look_again(task.office, document_id)

    def looked(late: LateFindings) -> None:
        if not late.findings:
            then()
            return
        if view is not None:
            view.show_marks(marks_of(late.findings))
            view.turn_to(late.findings[0].page - 1)
        if may(desk.who.role, "release"):
            dialog = LeaveAllTheSameDialog(parent, desk, late)
            dialog.accepted.connect(then)
            dialog.open()
        else:
            better = "redact its original once more" if late.copy else "write it again"
            told = f"{words(late)} A manager can let it leave all the same. Better: {better}."
            ask.tell(parent, OF_COPY if late.copy else TITLE, told)

    desk.heavy(look, then=looked, failed=failed, page=parent)


def words(late: LateFindings) -> str:
    """The places in words, the first of many."""
    said = list(late.sentences[:_MOST])
    more = len(late.sentences) - len(said)
    return " ".join([*said, *([f"And {more} more places."] if more else [])])


class LeaveAllTheSameDialog(FormDialog):
    """Why a manager lets a sealed paper leave although somebody in it is protected now."""

    def __init__(self, parent: QWidget, desk: Desk, late: LateFindings) -> None:
        form = Form()
        form.add("reason", LongTextField("&Why may it leave as it is?", "It stays with the filed paper.", lines=3))
        self._late = late
        better = "redact its original once more" if late.copy else "write it again, or make a redacted copy"
        super().__init__(
            parent, desk, OF_COPY if late.copy else TITLE, f"{words(late)} Better: {better}.", form=form,
            key=f"leave-sealed:document-{late.document_id}", draft=lambda: "Release of a sealed paper",
            yes="&Let it leave all the same",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            late, reason = self._late, self.form.value()["reason"] or ""
            self.do(sealed_papers.release_sealed, late.document_id, late.case_id, late.findings, reason)
