"""The lists of persistent people on paper: protected people stand in it by pseudonym."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdf

from asbdesk.documents.pdf import render
from asbdesk.domain.casework import IncidentRole, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.when import When
from asbdesk.queries.facts import office_facts
from asbdesk.queries.persistent import both
from asbdesk.reports import persistent as report
from asbdesk.services import incidents
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office


def test_the_paper_names_who_persists_and_hides_who_is_protected(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    _, accused, complainant = case_of(office, who)
    people = (
        IncidentPersonValues(IncidentRole.PERPETRATOR, accused),
        IncidentPersonValues(IncidentRole.VICTIM, complainant),
    )
    for day in (1, 2, 3):
        when = When(WhenKind.MOMENT, datetime(2003, 10, day, 22, 0))
        do(office, who, incidents.record_incident, incident_values(*people, when=when))
    found = ask(office, both, TODAY)
    assert [len(ranked) for ranked in found] == [1, 1]
    with office.reading() as session:
        pdf = render(report.paper(session, found, office_facts(session), TODAY))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "Mercer" in text
    assert "Testwick" not in text
    assert "Complainant A" in text
    office.close()
