"""The gallery's pictures of an application to a court: its pages, tabs and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

_PREPARED = "SELECT id FROM \"case\" WHERE reference = 'ASB/2003/0131'"
CHOSEN = {
    "order": f"SELECT id FROM application WHERE case_id = ({_PREPARED})",
    "order-case": _PREPARED,
}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("orders", "orders"),
        entry("order", "order", "order", busy=True),
        entry("order-application", "order", "order", facts={"tab": "ApplicationTab"}, busy=True),
        entry("order-consultation", "order", "order", facts={"tab": "ConsultationTab"}, busy=True),
        entry("order-papers", "order", "order", facts={"tab": "PapersTab"}, busy=True),
        entry("dialog-paperanswers", "order", "order", facts={"tab": "PapersTab"}, then=_paper_answers,
              shows="PaperAnswersDialog", busy=True),
        entry("dialog-orderpaper", "order", "order", facts={"tab": "PapersTab"}, then=_order_paper,
              shows="OrderPaperDialog"),
        entry("new-order", "new-order", facts={"case_id": "#order-case"}, busy=True),
        entry("order-case", "case", "order-case"),
        entry("dialog-tick", "order", "order", then=_tick, shows="TickDialog", busy=True),
        entry("dialog-lodged", "order", "order", then=_lodged, shows="CourtStepDialog", busy=True),
        *(
            entry(f"dialog-{name.removesuffix('Dialog').lower()}", "order", "order",
                  facts={"tab": "ConsultationTab"}, then=_consulted(name), shows=name)
            for name in ("AskConsulteeDialog", "ConsultationAnswerDialog", "CertificateDialog")
        ),
    )  # fmt: skip


def _tick(stage: Any) -> QWidget:
    from asbdesk.queries.case_proofs import proof_choices
    from asbdesk.queries.readiness import board_of
    from asbdesk.ui.orders.tick import TickDialog

    page: Any = stage.shell.page()
    line = stage.ask(board_of, stage.ids["order"], stage.desk.clock.today()).line("element:conduct")
    choices = stage.ask(proof_choices, stage.ids["order-case"], line.ticks)
    return TickDialog(page, stage.desk, stage.ids["order"], line, choices)


def _lodged(stage: Any) -> QWidget:
    from asbdesk.ui.orders import state
    from asbdesk.ui.orders.application import CourtStepDialog

    page: Any = stage.shell.page()
    return CourtStepDialog(page, stage.desk, page.facts, state.STEPS[0])


def _paper_answers(stage: Any) -> QWidget:
    from asbdesk.queries.order_papers import papers_page
    from asbdesk.ui.orders.paper_dialogs import PaperAnswersDialog

    found = stage.ask(papers_page, stage.ids["order"], stage.desk.clock.today())
    row = next(row for row in found.rows if row.code == "hearsay-notice")
    return PaperAnswersDialog(stage.shell.page(), stage.desk, stage.shell, stage.ids["order"], row, ())


def _order_paper(stage: Any) -> QWidget:
    from asbdesk.queries.order_papers import papers_page
    from asbdesk.services.order_papers import OrderPaper
    from asbdesk.ui.orders.paper_dialogs import OrderPaperDialog

    wanted = OrderPaper(stage.ids["order"], "court-application")
    found = stage.ask(papers_page, wanted.application_id, stage.desk.clock.today())
    row = next(row for row in found.rows if row.template == wanted.template)
    return OrderPaperDialog(stage.shell.page(), stage.desk, stage.shell, wanted, row)


def _consulted(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.queries.consultation import consultation_page
        from asbdesk.ui.orders import consultation_dialogs as dialogs

        page: Any = stage.shell.page()
        found = stage.ask(consultation_page, stage.ids["order"], stage.desk.clock.today())
        row = next(each for each in found.consultees if each.row)
        if name == "AskConsulteeDialog":
            return dialogs.AskConsulteeDialog(page, stage.desk, stage.ids["order"], row, found.agencies)
        return getattr(dialogs, name)(page, stage.desk, stage.ids["order"], row.row)

    return make
