from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from asbdesk.documents.blocks import Code
from asbdesk.domain.casework import ExhibitKind, IncidentRole, ReportedHow
from asbdesk.domain.diary import DiaryLine
from asbdesk.domain.exhibits import Witness
from asbdesk.domain.statements import StatementValues
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import documents as document_queries
from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries import incidents as incident_queries
from asbdesk.queries.statements import statement_page
from asbdesk.queries.statements import statements as statement_rows
from asbdesk.services import diary, evidence, evidence_papers, redactions, sealed_papers, statements
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.documents.papers import squeezed, text_of
from tests.factories import TODAY, ask, case_of, do, new_office
from tests.services.redacting import boxes_on
from tests.services.test_evidence import file_of, taken_in


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def paper_of(office: tuple[Office, Actor], code: str, number: int) -> Any:
    return ask(office[0], evidence_papers.exhibit_paper, code, number, office[1].user_id, TODAY)


def test_the_exhibit_sheet_bears_mark_witness_and_seal(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"abc"))
    made = paper_of(office, "exhibit-sheet", number)
    words = squeezed(text_of(made.pdf))
    assert "ExhibitJO/1" in words
    assert ask(office[0], evidence_queries.exhibit, number).sha256 in words
    assert (made.missing, made.leaks) == ((), ())
    assert made.paper.our_reference == "ASB/2003/0001"
    assert "Largeprint,audio" not in words  # it goes to a court: nothing at its foot asks its reader to complain


@pytest.mark.parametrize("code", ["exhibit-sheet", "continuity-log"])
def test_a_protected_complainant_stands_in_no_paper_of_evidence(
    office: tuple[Office, Actor], tmp_path: Path, code: str
) -> None:
    case_id, _, complainant = case_of(*office)
    witness = Witness("Amina Testwick", person_id=complainant)
    path = file_of(tmp_path, b"abc", "amina testwick phone.wav")
    number = taken_in(office, case_id, path, witness=witness, title="Call by Amina Testwick")
    do(*office, evidence.move, number, datetime(2003, 11, 17), "AMINA TESTWICK", "Lent back")
    made = paper_of(office, code, number)
    words = text_of(made.pdf)
    assert "Testwick" not in words
    assert "Complainant A" in words
    assert made.leaks == ()


def test_diary_sheets_are_numbered_on_and_their_code_names_nobody(office: tuple[Office, Actor]) -> None:
    case_id, *_ = case_of(*office)
    assert do(*office, evidence_papers.issue_sheets, case_id, 2) == (1, 2)
    assert do(*office, evidence_papers.issue_sheets, case_id, 3) == (3, 5)
    made = ask(office[0], evidence_papers.diary_pack, case_id, 3, 5, office[1].user_id, TODAY)
    codes = [block.content for block in made.blocks if isinstance(block, Code)]
    assert codes == ["ASB/2003/0001/D3", "ASB/2003/0001/D4", "ASB/2003/0001/D5"]
    assert made.leaks == ()
    with pytest.raises(InvalidField):
        do(*office, evidence_papers.issue_sheets, case_id, 61)


def sheet(case_id: int, person: int | None, *lines: DiaryLine, **changed: Any) -> diary.SheetValues:
    values: dict[str, Any] = {
        "case_id": case_id, "person_id": person, "category": "noise", "received_on": TODAY, "lines": lines,
        "sheet": "ASB/2003/0001/D1", "place": "12 Larch Court", **changed,
    }  # fmt: skip
    return diary.SheetValues(**values)


def test_each_line_of_a_sheet_is_an_incident_with_the_scan_as_its_exhibit(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_id, accused, complainant = case_of(*office)
    scan = taken_in(office, case_id, file_of(tmp_path, b"%PDF-1.4"), kind=ExhibitKind.DIARY_SHEET)
    lines = (
        DiaryLine("3 Nov", "23:30", "2 h", "Loud music", "Dean Mercer", "Could not sleep"),
        DiaryLine("", "", "", "Shouting", "a man with a dog", ""),
        DiaryLine(),
    )
    made = do(*office, diary.key_in, sheet(case_id, complainant, *lines, exhibit_id=scan))
    assert len(made) == 2
    first, second = (ask(office[0], incident_queries.incident, number) for number in made)
    assert first.case_id == second.case_id == case_id
    assert first.values.reported_how is ReportedHow.DIARY_SHEET
    assert first.values.account == "Loud music\n\nEffect: Could not sleep"
    assert first.values.when.end == datetime(2003, 11, 4, 1, 30)
    doers = [p for p in first.values.people if p.role is IncidentRole.PERPETRATOR]
    assert [p.person_id for p in doers] == [accused]
    strangers = [p for p in second.values.people if p.role is IncidentRole.PERPETRATOR]
    assert [(p.person_id, p.description) for p in strangers] == [(None, "a man with a dog")]
    assert {line.id for line in ask(office[0], evidence_queries.exhibit, scan).incidents} == set(made)
    assert [row.id for row in ask(office[0], evidence_queries.of_incident, made[1])] == [scan]


def test_a_sheet_with_one_wrong_line_records_nothing(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    before = len(ask(office[0], evidence_queries.adding_choices, case_id, 1).incidents)
    with pytest.raises(InvalidField) as caught:
        do(*office, diary.key_in, sheet(case_id, complainant, DiaryLine("3 Nov", "", "", "Music"), DiaryLine("3 Nov")))
    assert caught.value.field == "line-2-what"
    assert len(ask(office[0], evidence_queries.adding_choices, case_id, 1).incidents) == before
    with pytest.raises(InvalidField):
        do(*office, diary.key_in, sheet(case_id, complainant, DiaryLine()))


def statement_values(office: tuple[Office, Actor], case_id: int, **changed: Any) -> StatementValues:
    begun = ask(office[0], statement_page, case_id, 0, office[1].user_id).values
    return replace(begun, **{"text": "On 3 November I heard music.\nI refer to “JO/1”.", **changed})


def statement_pdf(office: tuple[Office, Actor], number: int, values: StatementValues) -> Any:
    return ask(office[0], evidence_papers.statement_paper, number, values, office[1].user_id, TODAY)


def test_a_statement_has_the_form_of_the_rules_and_is_filed_once_signed(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_id, *_ = case_of(*office)
    taken_in(office, case_id, file_of(tmp_path, b"abc"))
    values = statement_values(office, case_id)
    number = do(*office, statements.save_statement, 0, values)
    with pytest.raises(InvalidField) as caught:
        do(*office, statements.file_statement, number, statement_pdf(office, number, values))
    assert caught.value.field == "signed_on"
    values = replace(values, signed_on=date(2003, 11, 16))
    do(*office, statements.save_statement, number, values)
    made = statement_pdf(office, number, values)
    words = squeezed(text_of(made.pdf))
    for part in (
        "On behalf of the Applicant", "Witness: J Okafor", "Statement: First", "Exhibits: JO/1",
        "Dated: 16 November 2003",
        "I am Jo Okafor, Anti-social behaviour officer, employed by Thornmere Borough Council, the Applicant, of",
        "and Dean Mercer (Defendant)", "Recording of music",
        "I believe that the facts stated in this witness statement are true.",
    ):  # fmt: skip
        assert squeezed(part) in words, part
    assert "contempt" not in words
    document = ask(office[0], document_queries.document, do(*office, statements.file_statement, number, made))
    assert (document.template, document.dated, document.pdf) == ("witness-statement", date(2003, 11, 16), made.pdf)
    assert document.recipient.value == "agency"
    with pytest.raises(Refused, match="filed"):
        do(*office, statements.save_statement, number, values)
    again = statement_values(office, case_id)
    do(*office, statements.save_statement, 0, again)
    assert [row.number for row in ask(office[0], statement_rows, case_id)] == [2, 1]


def test_a_statement_that_names_a_protected_person_is_not_filed(office: tuple[Office, Actor]) -> None:
    case_id, *_ = case_of(*office)
    values = statement_values(office, case_id, text="Amina Testwick told me.", signed_on=TODAY)
    number = do(*office, statements.save_statement, 0, values)
    made = statement_pdf(office, number, values)
    assert "Amina Testwick, protected as Complainant A, would be named" in made.leaks[0]
    with pytest.raises(Refused, match="protected as Complainant A"):
        do(*office, statements.file_statement, number, made)


def test_a_protected_witness_may_stand_in_her_own_statement(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    values = statement_values(office, case_id, text="I heard it.", user_id=None, person_id=complainant, signed_on=TODAY)
    number = do(*office, statements.save_statement, 0, values)
    made = statement_pdf(office, number, values)
    assert made.leaks == ()
    words = " ".join(text_of(made.pdf).split())
    assert "Witness statement of Amina Testwick" in words
    assert "Not to be served with the witness’s name in it. The witness is protected" in words
    assert "with the witness’s name in it: serve the copy under Complainant A" in words
    assert ask(office[0], statement_rows, case_id)[0].shown == "Complainant A"
    filed = do(*office, statements.file_statement, number, made)
    late = sealed_papers.look_again(office[0], filed)
    assert late.own
    assert late.sentences[0].startswith("Amina Testwick, protected as Complainant A, would be named")
    copy = redactions.redact_document(*office, filed, boxes_on(made.pdf, "Amina Testwick", "A Testwick"))
    assert sealed_papers.look_again(office[0], copy).findings == ()


def test_the_statement_of_a_witness_who_may_be_known_bears_no_such_mark(office: tuple[Office, Actor]) -> None:
    case_id, *_ = case_of(*office)
    values = statement_values(office, case_id, text="I heard it.", signed_on=TODAY)
    number = do(*office, statements.save_statement, 0, values)
    made = statement_pdf(office, number, values)
    assert "served" not in text_of(made.pdf)
    assert sealed_papers.look_again(office[0], do(*office, statements.file_statement, number, made)).findings == ()


@pytest.mark.parametrize(
    ("field", "changed"),
    [("text", {"text": " "}), ("text", {"text": "I refer to “JO/99”."}), ("witness", {"user_id": None}),
     ("signed_on", {"signed_on": date(2003, 11, 18)})],
)  # fmt: skip
def test_what_a_statement_lacks_is_told_beside_its_field(
    office: tuple[Office, Actor], field: str, changed: dict[str, Any]
) -> None:
    case_id, *_ = case_of(*office)
    with pytest.raises(InvalidField) as caught:
        do(
            *office,
            statements.save_statement,
            0,
            statement_values(office, case_id, **{"text": "I heard it.", **changed}),
        )
    assert caught.value.field == field
