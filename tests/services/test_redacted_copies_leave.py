"""A redacted copy is made to be given away: the guard reads it before it leaves, and its log names nobody protected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import Disclosure, Reader, UserRole
from asbdesk.errors import Refused
from asbdesk.queries import documents as document_queries
from asbdesk.queries.redactions import of_exhibit
from asbdesk.services import documents, redactions, sealed_papers
from asbdesk.services import party_classes as classes
from asbdesk.services.redaction_log import log_paper
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office
from tests.services.redacting import boxes_on, page_of, text_of
from tests.services.test_evidence import file_of, taken_in
from tests.services.test_sealed_papers import letter_naming_a_witness

Place = tuple[Office, Actor]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def test_a_copy_on_which_a_box_was_forgotten_is_stopped_before_it_leaves(office: Place) -> None:
    letter, party = letter_naming_a_witness(office)
    do(*office, classes.decide, party, {Reader.PERPETRATOR: Disclosure.PROTECTED}, "She was threatened")
    pdf = ask(office[0], document_queries.document, letter).pdf
    forgotten = redactions.redact_document(*office, letter, boxes_on(pdf, "Dean"))
    late = sealed_papers.look_again(office[0], forgotten)
    assert late.copy
    assert late.sentences[0].startswith("Zoe Quill, protected as Witness B, would be named")
    whole = redactions.redact_document(*office, letter, boxes_on(pdf, "Zoe", "Quill"))
    assert sealed_papers.look_again(office[0], whole).findings == ()
    do(*office, sealed_papers.release_sealed, forgotten, late.case_id, late.findings, "He has the first copy already")
    assert sealed_papers.look_again(office[0], forgotten).findings == ()


def test_the_log_names_nobody_protected_whatever_was_typed_as_a_reason(office: Place, tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    log = page_of(["Mrs Quillfeather rang again."])
    exhibit = taken_in(office, case_id, file_of(tmp_path, log, "log.pdf"))
    (box,) = boxes_on(log, "Quillfeather")
    reason = "Amina Testwick asked for it; the caller is a friend of Amina"
    redactions.redact_exhibit(*office, exhibit, [replace(box, reason=reason)])
    (row,) = ask(office[0], of_exhibit, exhibit)
    words = " ".join(text_of(ask(office[0], log_paper, row.id, office[1].user_id, TODAY).pdf).split())
    assert "Testwick" not in words
    assert "Amina" not in words
    assert "Complainant A of ASB/2003/0001 asked for it" in words


def test_a_sealed_paper_saved_as_a_file_is_noted_and_a_reader_may_not(office: Place) -> None:
    letter, _ = letter_naming_a_witness(office)
    do(*office, documents.note_saved, letter)
    noted = select(t.AuditEntry.user_name).where(t.AuditEntry.change == "saved as pdf")
    assert ask(office[0], lambda session: list(session.scalars(noted))) == [office[1].name]
    reader = replace(office[1], role=UserRole.READER)
    with pytest.raises(Refused, match="export"):
        do(office[0], reader, documents.note_saved, letter)
