"""Papers of which each consultee has its own."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from asbdesk.queries.readiness import board_of
from asbdesk.services import consultation
from asbdesk.storage import tables as t
from tests.factories import ask
from tests.services.test_order_papers import REGIMES, Papers, furnished, words_of


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
