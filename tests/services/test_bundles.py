"""A bundle made from an application: order, stamps, links, both sets proven alike, nothing left of one cancelled."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import func, select

from asbdesk.documents import library, pages
from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.domain.redaction import Box
from asbdesk.domain.when import show_date
from asbdesk.errors import Cancelled, InvalidField, Refused
from asbdesk.queries.bundle import bundle_page
from asbdesk.queries.documents import document
from asbdesk.queries.orders import application_page
from asbdesk.queries.statements import statement_page
from asbdesk.queries.timeline import timeline
from asbdesk.queries.unused_material import unused_lines
from asbdesk.services import bundles, evidence, redactions
from asbdesk.storage import tables as t
from asbdesk.ui.documents.state import suggested_answers
from benchmarks.bundle import MOST_MEMORY, memory
from tests.documents.pdfua import broken
from tests.documents.test_redact import scan
from tests.factories import TODAY, ask
from tests.services.redacting import WHY, boxes_on, page_of, text_of
from tests.services.test_order_papers import REGIMES, Papers, furnished


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    made = furnished(tmp_path, REGIMES[0])
    for code in ("court-application", "court-order"):
        made.file(made.wanted(code))
    return made


def exhibit(
    papers: Papers, folder: Path, content: bytes, name: str, title: str = "A thing", made_on: date | None = None
) -> int:
    path = folder / name
    path.write_bytes(content)
    way = papers.way
    witness = Witness(way.who.name, user_id=way.who.user_id)
    values = ExhibitValues(way.case_id, witness, ExhibitKind.OTHER, title, TODAY, made_on=made_on)
    return evidence.take_in(way.office, way.who, path, values)


def jpeg() -> bytes:
    out = BytesIO()
    scan("The stairs").save(out, "JPEG")
    return out.getvalue()


def locked() -> bytes:
    out = BytesIO()
    pikepdf.open(BytesIO(page_of(["Locked"]))).save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def sealed(papers: Papers, number: int) -> bytes:
    return ask(papers.way.office, document, number).pdf


def made(papers: Papers) -> bundles.Made:
    return bundles.make(papers.way.office, papers.way.who, papers.way.id)


def test_a_bundle_has_its_papers_in_order_stamped_marked_and_linked(papers: Papers, tmp_path: Path) -> None:
    day = TODAY - timedelta(days=40)
    exhibit(papers, tmp_path, page_of(["The call log."]), "log.pdf", "Call log", made_on=day)
    exhibit(papers, tmp_path, jpeg(), "stairs.jpg", "The stairs")
    exhibit(papers, tmp_path, b"RIFF....WAVEfmt " + bytes(200), "noise.wav", "Music through the ceiling")
    done = made(papers)
    content = sealed(papers, done.master_id)
    with pages.opened(content) as shown:
        said = [pages.words(shown[number]) for number in range(len(shown))]
        for wide, high in pages.sizes(shown):
            assert sorted((round(wide), round(high))) == [595, 842]
    total = len(said)
    assert [re.search(r"page (\d+) of (\d+)", words)[0] for words in said] == [
        f"page {n} of {total}" for n in range(1, total + 1)
    ]
    whole = "\n".join(said)
    wanted = ("Index", "Exhibit JO/1", "The call log.", "Exhibit JO/2", "Exhibit JO/3")
    places = [whole.index(words) for words in wanted]
    assert places == sorted(places)
    assert "This is a sound recording, handed over as a file." in whole
    rows = ask(papers.way.office, bundle_page, papers.way.id, TODAY).rows
    seal = next(row.sha256 for row in rows if row.label == "JO/3")
    assert seal[:8] in whole
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {page.obj.objgen: place for place, page in enumerate(pdf.pages, 1)}
        leads = [numbers[link.Dest[0].objgen] for link in pdf.pages[0].Annots]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == ["Index", "Application"]
            marked = [
                numbers[each.destination[0].objgen] for part in outline.root[1:] for each in (part, *part.children)
            ]
            exhibits = next(item for item in outline.root if item.title == "Exhibits")
            assert exhibits.children[0].title == "JO/1 Call log"
        assert leads == marked
        index = " ".join(said[0].split())
        assert f"JO/1 Call log {show_date(day)}" in index
        assert f"JO/2 The stairs {show_date(TODAY)}" in index
        assert f"{leads[-1]}" in said[0]


def test_the_statement_of_facts_is_bound_behind_the_application_and_all_is_tagged(
    papers: Papers, tmp_path: Path
) -> None:
    prepared = papers.prepared(papers.wanted("court-facts"))
    for element in ask(papers.way.office, application_page, papers.way.id, TODAY).instrument.elements:
        if not element.applicants and element.role == "condition":
            assert " ".join(element.words.split()) in " ".join(text_of(prepared.pdf).split())
    papers.file(papers.wanted("court-facts"))
    exhibit(papers, tmp_path, jpeg(), "stairs.jpg", "The stairs")
    content = sealed(papers, made(papers).service_id)
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        names = [item.title for item in outline.root]
        bound = next(item for item in outline.root if item.title == "Statement of facts and legal test")
        assert [item.title for item in bound.children] == ["Statement of facts and legal test"]
    assert names.index("Application") < names.index("Statement of facts and legal test") < names.index("Exhibits")
    assert broken(content) == set()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_the_two_sets_differ_under_the_boxes_alone_and_a_page_says_so(papers: Papers, tmp_path: Path) -> None:
    way = papers.way
    log = page_of(["Mrs Quillfeather saw the lad.", "Nothing to hide."])
    first = exhibit(papers, tmp_path, log, "log.pdf", "Call log")
    second = exhibit(papers, tmp_path, jpeg(), "stairs.jpg", "The stairs")
    redactions.redact_exhibit(way.office, way.who, first, boxes_on(log, "Quillfeather"))
    redactions.redact_exhibit(way.office, way.who, second, [Box(0, 100, 100, 200, 60, WHY)])
    done = made(papers)
    assert [each.boxes for each in done.comparison.differences] == [1, 1]
    assert done.comparison.faults == ()
    master, service = sealed(papers, done.master_id), sealed(papers, done.service_id)
    assert "Quillfeather" in text_of(master)
    assert "Quillfeather" not in text_of(service)
    assert b"Quillfeather" not in service
    assert "Nothing to hide." in text_of(service)
    report = text_of(sealed(papers, done.comparison_id))
    flat = " ".join(report.split())
    assert f"{done.comparison.total} pages were compared" in flat
    assert "2 differ, under 2 boxes and nowhere else" in flat
    assert WHY in flat
    told = [row.details for row in ask(way.office, timeline, way.case_id)]
    assert "JO/1-R1: redacted copy made from JO/1" in told
    for words in ("Bundle, master", "Bundle, service set", "Comparison of the two sets"):
        assert any(words in each for each in told)


def test_a_service_set_that_names_a_protected_person_is_not_filed(papers: Papers, tmp_path: Path) -> None:
    log = page_of(["Amina Testwick rang again about the music."])
    number = exhibit(papers, tmp_path, log, "log.pdf", "Call log")
    with pytest.raises(Refused, match=r"Page \d+: .*Testwick.*Nothing was filed"):
        made(papers)
    assert ask(papers.way.office, bundle_page, papers.way.id, TODAY).made == ()
    redactions.redact_exhibit(papers.way.office, papers.way.who, number, boxes_on(log, "Amina Testwick"))
    offered = ask(papers.way.office, statement_page, papers.way.case_id, 0, papers.way.who.user_id).to_refer_to
    assert [words for _mark, words in offered if "Call log" in words] == ["JO/1 Call log (redacted copy JO/1-R1)"]
    done = made(papers)
    assert "Testwick" in text_of(sealed(papers, done.master_id))
    assert "Testwick" not in text_of(sealed(papers, done.service_id))


def test_what_is_locked_damaged_or_odd_has_a_sheet_and_a_reason_and_stops_nothing(
    papers: Papers, tmp_path: Path
) -> None:
    exhibit(papers, tmp_path, locked(), "locked.pdf")
    exhibit(papers, tmp_path, b"%PDF-1.4\nnot much of one", "damaged.pdf")
    exhibit(papers, tmp_path, jpeg()[:2000], "half.jpg")
    exhibit(papers, tmp_path, b"", "empty.bin")
    done = made(papers)
    assert len(done.left_out) == 4
    whole = " ".join(text_of(sealed(papers, done.master_id)).split())
    assert "locked with a password" in whole
    assert whole.count("Seal (SHA-256)") == 4


def test_what_is_held_back_is_in_neither_set_and_its_reason_is_kept(papers: Papers, tmp_path: Path) -> None:
    way = papers.way
    number = exhibit(papers, tmp_path, page_of(["A sensitive thing."]), "log.pdf", "Informant’s note")
    with pytest.raises(InvalidField, match="Say why"):
        way.do(bundles.hold_back, way.id, f"exhibit-{number}", " ")
    way.do(bundles.hold_back, way.id, f"exhibit-{number}", "Sensitive: source")
    row = next(row for row in ask(way.office, bundle_page, way.id, TODAY).rows if row.key == f"exhibit-{number}")
    assert row.held == "Sensitive: source"
    lines = ask(way.office, unused_lines, way.case_id, TODAY)
    assert lines == {"held:sensitive": f"1. {row.label} {row.title}, {show_date(row.on)}: Sensitive: source"}
    assert suggested_answers(library.template("unused-material"), {}, 0, lines) == {
        "sensitive": lines["held:sensitive"]
    }
    assert "A sensitive thing." not in text_of(sealed(papers, made(papers).master_id))
    way.do(bundles.put_in, way.id, f"exhibit-{number}")
    assert "A sensitive thing." in text_of(sealed(papers, made(papers).master_id))


def test_one_that_is_cancelled_leaves_nothing_behind(papers: Papers, tmp_path: Path) -> None:
    way = papers.way
    exhibit(papers, tmp_path, page_of(["The call log."]), "log.pdf")

    def counted(session) -> int:
        return session.scalars(select(func.count()).select_from(t.Document)).one()

    before, looks = ask(way.office, counted), 0
    for stop in range(1, 40, 4):
        looks = 0

        def check(stop: int = stop) -> None:
            nonlocal looks
            looks += 1
            if looks == stop:
                raise Cancelled

        try:
            bundles.make(way.office, way.who, way.id, check=check)
        except Cancelled:
            assert ask(way.office, counted) == before
        else:
            break


def test_a_bundle_of_many_scans_takes_little_memory() -> None:
    assert memory(4, 12, 80) < MOST_MEMORY
