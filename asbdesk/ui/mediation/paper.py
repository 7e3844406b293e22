"""A paper of a mediation before it is filed."""

from __future__ import annotations

from asbdesk.documents.library import template
from asbdesk.queries.looks import looks
from asbdesk.services.mediation_papers import FOR_ONE, REFERRAL, file_mediation_paper, mediation_paper
from asbdesk.services.papers import Prepared
from asbdesk.ui.desk import Failed
from asbdesk.ui.documents.filing_dialog import Filed, FilingDialog, Recipe
from asbdesk.ui.page import Page

_WORDS = {REFERRAL: "Filing it records that the case went to the mediation service today."}


class MediationPaperDialog(FilingDialog):
    """A paper to one of the two, or to the mediation service."""

    def __init__(self, page: Page, mediation_id: int, code: str, person_id: int = 0) -> None:
        words = _WORDS.get(code, "It is filed on the case as you see it.")
        super().__init__(page, page.desk, page.go, template(code).title, words)
        self._mediation_id, self._code, self._to = mediation_id, code, person_id if code in FOR_ONE else 0
        self.offer(looks, code, self._to)

    def recipe(self) -> Recipe:
        asked = self._code, self._mediation_id, self._to
        return lambda session, user_id, today, look: mediation_paper(session, *asked, user_id, today, look)

    def put_away(self, prepared: Prepared, printed: bool, then: Filed, failed: Failed) -> None:
        filed = file_mediation_paper, self._mediation_id, prepared
        self.desk.do(*filed, printed=printed, then=then, failed=failed, page=self)
