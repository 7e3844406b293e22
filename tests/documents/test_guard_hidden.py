"""What nobody sees in a PDF leaves with it all the same: each hiding place, made with pikepdf, is read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Dictionary, Name, String

from asbdesk.documents import guard
from asbdesk.documents.guard import ClosedPerson, Unreadable
from asbdesk.documents.guard.quiet import speaking
from asbdesk.documents.pdf import render
from tests.documents.papers import paper, paragraphs

CLOSED = ClosedPerson("Complainant A", ("Zoe Pretend",), "Pretend")


def found(pdf: bytes) -> list[tuple[str, str]]:
    return [(each.where, each.words) for each in guard.find(guard.read(pdf), [CLOSED])]


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(render(paper(blocks=paragraphs("Nobody is named here."))))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def drawn(pdf: pikepdf.Pdf, content: bytes) -> None:
    page = pdf.pages[0]
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page.add_resource(font, Name.Font, Name("/Plain"))
    page.contents_add(pdf.make_stream(content))


WORDS = b"BT /Plain 12 Tf %s (Zoe Pretend) Tj ET"


def test_a_paper_as_it_is_made_hides_nobody() -> None:
    assert found(changed(lambda _pdf: None)) == []


@pytest.mark.parametrize(
    "how",
    [
        WORDS % b"1 1 1 rg 100 100 Td",
        WORDS % b"3 Tr 100 100 Td",
        WORDS % b"-400 -900 Td",
        (WORDS % b"100 100 Td") + b" 0 0 0 rg 90 90 200 40 re f",
    ],
    ids=["white", "invisible", "off the page", "under a box"],
)
def test_hidden_text_is_read(how: bytes) -> None:
    assert found(changed(lambda pdf: drawn(pdf, how))) == [("page", "Zoe Pretend")]


def test_a_layer_that_is_switched_off_is_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        off = Dictionary(OFF=[layer], Order=[layer])
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=off)
        pdf.pages[0].add_resource(layer, Name.Properties, Name("/Hidden"))
        drawn(pdf, b"/OC /Hidden BDC " + (WORDS % b"100 100 Td") + b" EMC")

    assert found(changed(change)) == [("page", "Zoe Pretend")]


def test_the_name_of_a_layer_is_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Statement of Zoe Pretend")))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(Order=[layer]))

    assert found(changed(change)) == [("layer", "Zoe Pretend")]


def test_the_properties_are_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Subject"] = "Complaint of Zoe Pretend"

    assert found(changed(change)) == [("property", "Zoe Pretend")]


def test_the_xmp_properties_are_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:description"] = "Complaint of Zoe Pretend"

    assert ("property", "Zoe Pretend") in found(changed(change))


def test_an_attachment_is_read_with_its_name() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        rows = b"reference,reporter\nASB/2003/0001,Zoe Pretend\n"
        pdf.attachments["list.csv"] = AttachedFileSpec(pdf, rows, filename="list.csv")

    assert ("attachment", "Zoe Pretend") in found(changed(change))


def test_an_attached_pdf_is_read() -> None:
    inner = changed(lambda pdf: drawn(pdf, WORDS % b"100 100 Td"))

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["inner.pdf"] = AttachedFileSpec(pdf, inner, filename="inner.pdf")

    assert ("attachment", "Zoe Pretend") in found(changed(change))


def test_a_note_is_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 20, 20], Contents=String("Zoe Pretend rang")
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))

    assert found(changed(change)) == [("note", "Zoe Pretend")]


def test_a_field_of_a_form_is_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Zoe Pretend"),
                Rect=[10, 10, 90, 20], F=2,
            )
        )  # fmt: skip
        pdf.Root.AcroForm = Dictionary(Fields=[field])
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([field]))

    assert ("field", "Zoe Pretend") in found(changed(change))


def test_alternative_text_and_bookmarks_are_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=[Dictionary(Type=Name.StructElem, S=Name.Figure,
                                                                Alt=String("Zoe Pretend at her door"))])
        )  # fmt: skip
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Statement of Zoe Pretend", 0))

    assert sorted(found(changed(change))) == [("bookmark", "Zoe Pretend"), ("description", "Zoe Pretend")]


def test_a_damaged_or_locked_paper_is_refused_in_words() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(render(paper()))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    for bad in (b"%PDF-1.7 nothing", out.getvalue()):
        with pytest.raises(Unreadable, match="cannot be read"):
            guard.read(bad)


def test_a_workbook_is_read_with_its_hidden_sheets_and_a_list_with_its_name() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("xl/worksheets/sheet2.xml", "<sheet state='hidden'><t>Zoe Pretend</t></sheet>")
        book.writestr("docProps/core.xml", "<x><creator>Z. Pretend</creator></x>")
    reading = guard.read_file("calls.xlsx", out.getvalue())
    assert sorted(each.words for each in guard.find(reading, [CLOSED])) == ["Z. Pretend", "Zoe Pretend"]

    rows = guard.read_rows("Calls of Zoe Pretend.csv", [("when", "who"), ("3 Nov", "PRETEND, Zoe")])
    assert [each.where for each in guard.find(rows, [CLOSED])] == ["name", "cell"]


def test_what_cannot_be_read_is_said() -> None:
    assert "cannot be read" in guard.read_file("call.mp3", b"\x00").unread[0]


def test_an_element_that_the_list_of_objects_has_elsewhere_is_read() -> None:
    paper_ = changed(lambda _pdf: None)
    element = re.search(rb"\n(\d+) 0 obj\n<<(?:(?!endobj).)*/StructElem", paper_, re.DOTALL)
    table = paper_.rindex(b"\nxref\n") + 1
    assert element
    said = b"%d%%\n 0 obj\n<< /Alt (Zoe Pretend) /Type /StructElem >>\nendobj\n" % int(element[1])
    rows = paper_[table:].replace(b"%010d 00000 n" % (element.start() + 1), b"%010d 00000 n" % table)
    moved = paper_[:table] + said + rows.replace(b"%d\n%%%%EOF" % table, b"%d\n%%%%EOF" % (table + len(said)))
    assert ("description", "Zoe Pretend") in found(moved)


def test_elements_that_say_nothing_are_not_opened_and_all_else_is() -> None:
    pdf = changed(lambda _pdf: None)
    with pikepdf.open(BytesIO(pdf)) as document:
        opened = {each.objgen for each in speaking(document, pdf)}
        left = [each.unparse(resolved=True) for each in document.objects if each.objgen not in opened]
    assert left
    assert all(b"/StructElem" in each and b"(" not in each for each in left)
