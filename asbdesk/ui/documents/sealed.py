"""Before a sealed paper leaves once more: somebody in it may have been protected since, no box was put on a name, or it
is a protected witness's own statement."""

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

UNSAFE = "It is no longer safe to write there"
TITLE = "Somebody was protected since this was filed"
OF_COPY = "This copy would give somebody away"
OF_STATEMENT = "This statement names a witness who is protected"
_MOST = 6


def before_it_leaves(
    parent: QWidget,
    desk: Desk,
    document_id: int,
    view: PdfView | None,
    then: Callable[[], object],
    failed: Callable[[AsbdeskError], None],
) -> None:
    """Go on with ``then`` where nobody would be given away today; else mark the places and ask a manager why. A letter
    to where it is no longer safe to write goes on when somebody says that it is not posted."""

    def look(task: Task) -> LateFindings:
        return sealed_papers.look_again(task.office, document_id)

    def looked(late: LateFindings) -> None:
        def go_on() -> None:
            if late.unsafe:
                ask.confirm(parent, UNSAFE, late.unsafe, "&It will not be posted there", then, danger=True)
            else:
                then()

        if not late.findings:
            go_on()
            return
        if view is not None:
            view.show_marks(marks_of(late.findings))
            view.turn_to(late.findings[0].page - 1)
        if may(desk.who.role, "release"):
            dialog = LeaveAllTheSameDialog(parent, desk, late)
            dialog.accepted.connect(go_on)
            dialog.open()
        else:
            told = f"{words(late)} A manager can let it leave all the same. Better: {better(late)}."
            ask.tell(parent, title(late), told)

    desk.heavy(look, then=looked, failed=failed, page=parent)


def title(late: LateFindings) -> str:
    """Of the dialog that stops it."""
    return OF_COPY if late.copy else OF_STATEMENT if late.own else TITLE


def better(late: LateFindings) -> str:
    """What to do instead of letting it leave."""
    if late.copy:
        return "redact its original once more"
    return "make a redacted copy, and serve that" if late.own else "write it again, or make a redacted copy"


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
        super().__init__(
            parent, desk, title(late), f"{words(late)} Better: {better(late)}.", form=form,
            key=f"leave-sealed:document-{late.document_id}", draft=lambda: "Release of a sealed paper",
            yes="&Let it leave all the same",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            late, reason = self._late, self.form.value()["reason"] or ""
            self.do(sealed_papers.release_sealed, late.document_id, late.case_id, late.findings, reason)
