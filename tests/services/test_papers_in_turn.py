"""Papers in their turn: of which each consultee has its own, and which come after the decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.errors import Refused
from asbdesk.queries.readiness import board_of
from asbdesk.services import consultation, order_papers
from asbdesk.storage import tables as t
from tests.factories import ask
from tests.services.test_order_papers import REGIMES, Papers, furnished, heard, words_of


def test_each_consultee_has_a_certificate_of_its_own_with_the_name_of_who_signed_it(tmp_path: Path) -> None:
    made = furnished(tmp_path, REGIMES[2])
    first, second = ("chief-constable", "housing-executive")
    with made.way.office.reading() as session:
        row = session.scalars(select(t.Consultation).where(t.Consultation.code == first)).one().id
    assert "For Thornmere" in words_of(made.prepared(made.wanted("court-consultation-certificate", first)))
    made.way.do(consultation.certify, row, made.regime.day, "J. Okafor, anti-social behaviour officer")
    signed = words_of(made.prepared(made.wanted("court-consultation-certificate", first)))
    assert "Signed by J. Okafor, anti-social behaviour officer 1 September 2026" in signed
    made.file(made.wanted("court-consultation-certificate", first))
    assert _certificate(made) == ("missing", {second: f"Thornmere {second}"})
    made.file(made.wanted("court-consultation-certificate", second))
    assert _certificate(made) == ("done", {})
    letters = next(row for row in made.page().rows if row.template == "court-consultation-request")
    assert set(letters.waits) == {first, second}
    made.way.office.close()


def _certificate(made: Papers) -> tuple[str, dict[str, str]]:
    row = next(row for row in made.page().rows if row.code == "consultation-certificate")
    line = ask(made.way.office, board_of, made.way.id, made.regime.day).line("paper:consultation-certificate")
    assert line is not None
    assert ("Not filed yet for" in line.why) is bool(row.waits)
    return line.state, dict(row.waits)


def test_once_the_order_is_made_no_draft_of_it_is_filed_and_what_goes_before_says_that_it_is_late(
    tmp_path: Path,
) -> None:
    asbo = furnished(tmp_path, REGIMES[0])
    draft = asbo.wanted("court-order")
    ready = asbo.prepared(draft)
    assert not [row.code for row in asbo.page().rows if row.late]
    heard(asbo)
    for code in ("court-order", "court-interim-order", "court-interim-application"):
        with pytest.raises(Refused, match="the order was made on 17 Nov 2003"):
            asbo.prepared(asbo.wanted(code))
    with pytest.raises(Refused, match="Draft order: the order was made"):
        asbo.way.do(order_papers.file_order_paper, draft, ready)
    rows = {row.template: row for row in asbo.page().rows}
    assert rows["court-order"].closed
    assert rows["court-application"].late == "the order was made on 17 Nov 2003"
    assert not rows["court-application"].closed
    assert not rows["court-summary-person"].late
    asbo.file(asbo.wanted("court-application"))
    asbo.way.office.close()
