"""A paper of an application: what must be chosen and answered for it, and the preview that is filed as it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from asbdesk.documents.guard import Finding, mend_words
from asbdesk.domain.printing import PaperKind
from asbdesk.queries.looks import order_looks
from asbdesk.queries.order_papers import PaperRow
from asbdesk.services.order_papers import OrderPaper, file_order_paper, order_paper
from asbdesk.services.papers import Prepared
from asbdesk.ui.desk import Desk, Failed
from asbdesk.ui.documents.filing_dialog import Filed, FilingDialog, Recipe
from asbdesk.ui.documents.letter_form import ask_field
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.orders import papers_state as state
from asbdesk.ui.page import Go


class PaperAnswersDialog(FormDialog):
    """Which body, service or breach it is about, and the template's questions. Its draft is kept under
    ``order-paper:7:court-hearsay-notice`` until the paper is filed."""

    def __init__(
        self, parent: QWidget, desk: Desk, go: Go, application_id: int, row: PaperRow,
        choices: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        self._holder, self._go, self._row, self._id = parent, go, row, application_id
        self._key = f"order-paper:{application_id}:{row.template}"
        form, today = Form(), desk.clock.today()
        if choices:
            form.add("about", ChoiceField(state.ASK[row.about], list(choices)))
        for asked in row.asks:
            form.add(f"asked-{asked.name}", ask_field(asked, today, ()))
        words = row.words
        super().__init__(
            parent, desk, "Write a paper", words, form=form, key=self._key, draft=lambda: f"Paper: {words}",
            yes="&Show the paper",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        entry = self.form.value()
        prefix = "asked-"
        asked = {name.removeprefix(prefix): value for name, value in entry.items() if name.startswith(prefix)}
        wanted = OrderPaper(self._id, self._row.template, entry.get("about") or "", asked)
        self.editor.keeper.save_now()
        self.accept()
        OrderPaperDialog(self._holder, self.desk, self._go, wanted, self._row, self._key).open()


class OrderPaperDialog(FilingDialog):
    """A paper of an application; what was answered for it can be mended here."""

    kind = PaperKind.COURT

    def __init__(
        self, parent: QWidget, desk: Desk, go: Go, wanted: OrderPaper, row: PaperRow, draft_key: str = ""
    ) -> None:
        super().__init__(parent, desk, go, row.words, change=self._change)
        self._wanted, self._key = wanted, draft_key
        self.banner.show_words(state.late_words(row), "info")
        self.offer(order_looks, wanted.template, wanted.application_id)

    def recipe(self) -> Recipe:
        self._wanted = wanted = replace(self._wanted, look=self.looks.look)
        return lambda session, user_id, today, _look: order_paper(session, wanted, user_id, today)

    def put_away(self, prepared: Prepared, printed: bool, then: Filed, failed: Failed) -> None:
        filed = file_order_paper, self._wanted, prepared
        self.desk.do(*filed, printed=printed, draft_key=self._key, then=then, failed=failed, page=self)

    def _change(self, finding: Finding, by: str) -> bool:
        """Other words in the answers, as they were typed."""
        made = self.prepared
        if made is None:
            return False
        asked = {
            name: mend_words(value, finding, by, made.guarded, made.opened) if isinstance(value, str) else value
            for name, value in self._wanted.asked.items()
        }
        if asked == dict(self._wanted.asked):
            return False
        self._wanted = replace(self._wanted, asked=asked)
        self.make()
        return True
