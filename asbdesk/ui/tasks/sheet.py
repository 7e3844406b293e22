"""The visit sheet before it is printed; printed, it is filed on the case."""

from __future__ import annotations

from asbdesk.services import visit_sheets
from asbdesk.services.papers import Prepared
from asbdesk.ui.desk import Failed
from asbdesk.ui.documents.filing_dialog import Filed, FilingDialog, Recipe
from asbdesk.ui.page import Page

TITLE = "Visit sheet"


class VisitSheetDialog(FilingDialog):
    """The sheet of a task."""

    def __init__(self, page: Page, task_id: int) -> None:
        super().__init__(page, page.desk, page.go, TITLE)
        self._task_id = task_id
        self.make()

    def recipe(self) -> Recipe:
        task_id = self._task_id
        return lambda session, user_id, today, _look: visit_sheets.visit_sheet(session, task_id, user_id, today)

    def put_away(self, prepared: Prepared, printed: bool, then: Filed, failed: Failed) -> None:
        filed = visit_sheets.file_visit_sheet, self._task_id, prepared, printed
        self.desk.do(*filed, then=then, failed=failed, page=self)
