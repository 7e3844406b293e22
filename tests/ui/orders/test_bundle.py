"""The bundle through the window: made in one step, opened, printed in the copies of last time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from asbdesk.queries.bundle import bundle_page, copies_of
from asbdesk.services import drafts
from asbdesk.ui import ask as ask_module
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.page import DocumentPage
from asbdesk.ui.evidence.redact import RedactPage
from asbdesk.ui.orders.bundle import BundleTab
from asbdesk.ui.orders.page import OrderPage
from tests.factories import TODAY, Inline, ask, do
from tests.services.test_bundles import exhibit, page_of
from tests.services.test_order_papers import REGIMES, furnished
from tests.ui.page_fixtures import Went


def test_a_bundle_is_made_from_the_tab_and_its_sets_are_opened_and_guarded(
    tmp_path: Path, go: Went, qtbot, monkeypatch, qapp
) -> None:
    papers = furnished(tmp_path, REGIMES[0])
    papers.file(papers.wanted("court-application"))
    exhibit(papers, tmp_path, page_of(["The call log."]), "log.pdf", "Call log")
    way = papers.way
    desk = Desk(way.office, way.who, lanes=(Inline(), Inline()))
    page = OrderPage(desk, go, way.id, "BundleTab")
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    page.refresh()
    tab = next(tab for tab in page.tabs if isinstance(tab, BundleTab))
    assert "2 papers and exhibits go in. 8 copies for the court" in tab.words_above.text()
    assert tab.table.rowCount() == 2
    tab.table.setCurrentCell(1, 0)
    monkeypatch.setattr(ask_module, "ask_text", lambda _parent, _title, _label, then, **_more: then("Not relied on"))
    qtbot.mouseClick(tab.hold_button, Qt.MouseButton.LeftButton)
    assert tab.table.item(1, 3).text() == "Held back: Not relied on"
    tab.table.setCurrentCell(1, 0)
    qtbot.mouseClick(tab.put_button, Qt.MouseButton.LeftButton)
    assert tab.table.item(1, 3).text() == "The same in both sets"
    qtbot.mouseClick(tab.make_button, Qt.MouseButton.LeftButton)
    assert "are the same in both sets" in go.said[-1]
    (made,) = ask(way.office, bundle_page, way.id, TODAY).made
    assert tab.card.isVisible()

    seen = DocumentPage(desk, go, made.master_id)
    qtbot.addWidget(seen)
    seen.show()
    seen.refresh()
    assert not seen.again_button.isVisible()
    asked: list[str] = []
    monkeypatch.setattr(ask_module, "confirm", lambda _p, _t, words, _y, _then, **_m: asked.append(words))
    seen.print_sealed()
    assert "not redacted" in asked[0]
    assert ask(way.office, copies_of, way.who.user_id, "bundle-service") == 8
    do(way.office, way.who, drafts.save_view, "print-copies", "bundle-service", {"copies": 5})
    assert ask(way.office, copies_of, way.who.user_id, "bundle-service") == 5
    desk.close()


def test_a_filed_paper_is_redacted_and_the_copy_leads_back_to_it(tmp_path: Path, go: Went, qtbot, qapp) -> None:
    papers = furnished(tmp_path, REGIMES[0])
    application = papers.file(papers.wanted("court-application"))
    way = papers.way
    desk = Desk(way.office, way.who, lanes=(Inline(), Inline()))
    one = DocumentPage(desk, go, application)
    qtbot.addWidget(one)
    one.show()
    one.refresh()
    qtbot.mouseClick(one.redact_button, Qt.MouseButton.LeftButton)
    assert go.places[-1] == ("redact", application, {"kind": "document"})
    redact = RedactPage(desk, go, application, "document")
    qtbot.addWidget(redact)
    redact.show()
    redact.refresh()
    redact.field.find_edit.setText("Larch Court")
    redact.field.find_button.click()
    assert redact.field.boxes
    redact.apply()
    place, copy, _ = go.places[-1]
    assert place == "document"
    shown = DocumentPage(desk, go, copy)
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    assert shown.copies.isVisible()
    assert not shown.redact_button.isVisible()
    desk.close()
