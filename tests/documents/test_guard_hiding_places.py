"""Every place of a PDF where words can stand without being seen: a name planted in each is found."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from asbdesk.documents import guard
from tests.documents.test_guard_hidden import CLOSED, WORDS, changed, drawn, found

ZOE = String("Zoe Pretend")
UTF16 = "Zoe Pretend".encode("utf-16-be")
UTF8 = b"\xef\xbb\xbfZoe Pretend"


def _annotation(pdf: Pdf, **more: object) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[10, 10, 200, 40], **more)
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))


def _form(pdf: Pdf, content: bytes) -> Stream:
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    made = pdf.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 40])
    made.Resources = Dictionary(Font=Dictionary(Plain=font))
    return made


def appearance(pdf: Pdf) -> None:
    _annotation(pdf, AP=Dictionary(N=_form(pdf, WORDS % b"5 5 Td")))


def appearance_that_is_hidden(pdf: Pdf) -> None:
    _annotation(pdf, F=2, AP=Dictionary(N=_form(pdf, WORDS % b"5 5 Td")))


def appearance_when_pressed(pdf: Pdf) -> None:
    off, on = _form(pdf, b"q Q"), _form(pdf, WORDS % b"5 5 Td")
    _annotation(pdf, AS=Name.Off, AP=Dictionary(N=Dictionary(Off=off, Yes=on)))


def appearance_of_the_other_side(pdf: Pdf) -> None:
    _annotation(pdf, AP=Dictionary(N=_form(pdf, b"q Q"), D=_form(pdf, WORDS % b"5 5 Td")))


def rich_text(pdf: Pdf) -> None:
    _annotation(pdf, RC=String("<body><p>Zoe Pretend</p></body>"))


def rich_text_cut_by_tags(pdf: Pdf) -> None:
    _annotation(pdf, RC=String("<body><p>Pre<b>tend</b></p></body>"))


def rich_text_in_a_stream(pdf: Pdf) -> None:
    _annotation(pdf, RC=pdf.make_stream(b"<body><p>Zoe Pretend</p></body>"))


def author_of_a_note(pdf: Pdf) -> None:
    _annotation(pdf, T=ZOE)


def link(pdf: Pdf) -> None:
    _annotation(pdf, A=Dictionary(S=Name.URI, URI=String("mailto:zoe.pretend@post.example")))


def link_escaped(pdf: Pdf) -> None:
    _annotation(pdf, A=Dictionary(S=Name.URI, URI=String("https://post.example/?q=Zoe%20Pretend")))


def field_value_in_a_stream(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=pdf.make_stream(b"Zoe Pretend"), Kids=Array([])))
    pdf.Root.AcroForm = Dictionary(Fields=[field])


def choice_of_a_field(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Ch, T=String("a"), Opt=Array([Array([String("1"), ZOE])])))
    pdf.Root.AcroForm = Dictionary(Fields=[field])


def xfa(pdf: Pdf) -> None:
    data = pdf.make_stream(b"<xfa:data><who>Zoe Pretend</who></xfa:data>")
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=Array([String("datasets"), data]))


def program(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('Zoe Pretend')"))


def program_in_a_stream(pdf: Pdf) -> None:
    held = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert('Zoe Pretend')"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("start"), held])))


def name_of_a_program(pdf: Pdf) -> None:
    held = Dictionary(S=Name.JavaScript, JS=String("1"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([ZOE, held])))


def name_of_a_place(pdf: Pdf) -> None:
    place = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([ZOE, place])))


def name_of_a_place_as_a_key(pdf: Pdf) -> None:
    pdf.Root.Dests = Dictionary({"/Zoe Pretend": Array([pdf.pages[0].obj, Name.Fit])})


def label_of_a_page(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String("Zoe Pretend "))]))


def property_of_its_own(pdf: Pdf) -> None:
    pdf.docinfo["/Complainant"] = ZOE


def property_as_a_key(pdf: Pdf) -> None:
    pdf.docinfo["/Zoe Pretend"] = String("x")


def property_in_wide_letters(pdf: Pdf) -> None:
    pdf.docinfo["/Keywords"] = String(b"\xfe\xff" + UTF16)


def property_in_utf8(pdf: Pdf) -> None:
    pdf.docinfo["/Keywords"] = String(UTF8)


def property_as_a_name(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(Maker=Dictionary(Private=Dictionary(Who=Name("/Zoe Pretend"))))


def xmp_of_a_picture(pdf: Pdf) -> None:
    made = pdf.make_stream(b"\xff\xff\xff")
    made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, 1, 1
    made.ColorSpace, made.BitsPerComponent = Name.DeviceRGB, 8
    notes = pdf.make_stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><d>Zoe Pretend</d></x:xmpmeta>")
    notes.Type, notes.Subtype = Name.Metadata, Name.XML
    made.Metadata = notes
    pdf.pages[0].add_resource(made, Name.XObject, Name.Shown)


def xmp_in_wide_letters(pdf: Pdf) -> None:
    notes = pdf.make_stream("\ufeff<x:xmpmeta xmlns:x='adobe:ns:meta/'><d>Zoe Pretend</d></x:xmpmeta>".encode("utf-16"))
    notes.Type, notes.Subtype = Name.Metadata, Name.XML
    pdf.pages[0].Metadata = notes


def structure(key: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        element = Dictionary({"/Type": Name.StructElem, "/S": Name.Span, key: ZOE})
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=[element]))

    return change


def summary_of_a_table(pdf: Pdf) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.Table, A=Dictionary(O=Name.Table, Summary=ZOE))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=[element]))


def marked(key: bytes, text: bytes = b"(Zoe Pretend)") -> Callable[[Pdf], None]:
    return lambda pdf: drawn(pdf, b"/Span << /" + key + b" " + text + b" >> BDC " + b"BT /Plain 9 Tf (A) Tj ET EMC")


def marked_through_resources(pdf: Pdf) -> None:
    pdf.pages[0].add_resource(Dictionary(ActualText=ZOE), Name.Properties, Name("/Said"))
    drawn(pdf, b"/Span /Said BDC BT /Plain 9 Tf (A) Tj ET EMC")


def marked_inside_a_form(pdf: Pdf) -> None:
    inner = _form(pdf, b"/Span << /ActualText (Zoe Pretend) >> BDC BT /Plain 9 Tf (A) Tj ET EMC")
    pdf.pages[0].add_resource(inner, Name.XObject, Name("/Inner"))
    drawn(pdf, b"q /Inner Do Q")


def remark_in_the_drawing(pdf: Pdf) -> None:
    drawn(pdf, b"% drawn for Zoe Pretend\nBT /Plain 9 Tf (A) Tj ET")


def form_that_is_never_drawn(pdf: Pdf) -> None:
    pdf.pages[0].add_resource(_form(pdf, WORDS % b"5 5 Td"), Name.XObject, Name("/Never"))


def form_behind_a_group(pdf: Pdf) -> None:
    inner = _form(pdf, WORDS % b"5 5 Td")
    outer = _form(pdf, b"q /Inner Do Q")
    outer.Resources = Dictionary(XObject=Dictionary(Inner=inner))
    pdf.pages[0].add_resource(outer, Name.XObject, Name("/Outer"))
    drawn(pdf, b"q /Outer Do Q")


def clipped_away(pdf: Pdf) -> None:
    drawn(pdf, b"q 0 0 1 1 re W n " + (WORDS % b"100 100 Td") + b" Q")


def beyond_the_crop(pdf: Pdf) -> None:
    drawn(pdf, WORDS % b"20 20 Td")
    pdf.pages[0].CropBox = Array([100, 100, 400, 400])


def as_small_as_dust(pdf: Pdf) -> None:
    drawn(pdf, b"BT /Plain 0.1 Tf 100 100 Td (Zoe Pretend) Tj ET")


def pressed_flat(pdf: Pdf) -> None:
    drawn(pdf, b"q 0 0 0 0 100 100 cm BT /Plain 9 Tf (Zoe Pretend) Tj ET Q")


def as_a_pattern(pdf: Pdf) -> None:
    tile = _form(pdf, WORDS % b"5 5 Td")
    del tile["/Subtype"]
    tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
    tile.XStep, tile.YStep = 200, 200
    pdf.pages[0].add_resource(tile, Name.Pattern, Name("/Tile"))
    drawn(pdf, b"/Pattern cs /Tile scn 50 50 300 300 re f")


def as_a_mask(pdf: Pdf) -> None:
    mask = _form(pdf, WORDS % b"5 5 Td")
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask))
    pdf.pages[0].add_resource(pdf.make_indirect(state), Name.ExtGState, Name("/Veil"))
    drawn(pdf, b"q /Veil gs 50 50 300 300 re f Q")


def page_that_is_not_shown(pdf: Pdf) -> None:
    page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 400, 400], Resources=pdf.pages[0].Resources)
    page.Contents = pdf.make_stream(WORDS % b"5 5 Td")
    pdf.Root.Names = Dictionary(Templates=Dictionary(Names=Array([String("t"), pdf.make_indirect(page)])))


def thread_of_an_article(pdf: Pdf) -> None:
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(I=Dictionary(Title=ZOE)))])


def mark_of_a_signature(pdf: Pdf) -> None:
    signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=ZOE, Reason=String("x"))
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=signature))
    pdf.Root.AcroForm = Dictionary(Fields=[field])


def description_of_an_attachment(pdf: Pdf) -> None:
    pdf.attachments["list.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="list.txt", description="Of Zoe Pretend")


def name_of_an_attachment(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="Zoe Pretend.txt")


def attachment_of_a_note(pdf: Pdf) -> None:
    held = pdf.make_stream(b"Zoe Pretend rang")
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=held))
    _annotation(pdf, FS=spec)


PLACES: list[Callable[[Pdf], None]] = [
    appearance, appearance_that_is_hidden, appearance_when_pressed, appearance_of_the_other_side, rich_text,
    rich_text_cut_by_tags, rich_text_in_a_stream, author_of_a_note, link, link_escaped, field_value_in_a_stream,
    choice_of_a_field, xfa, program, program_in_a_stream, name_of_a_program, name_of_a_place, name_of_a_place_as_a_key,
    label_of_a_page, property_of_its_own, property_as_a_key, property_in_wide_letters, property_in_utf8,
    property_as_a_name, xmp_of_a_picture, xmp_in_wide_letters, summary_of_a_table, marked_through_resources,
    marked_inside_a_form, remark_in_the_drawing, form_that_is_never_drawn, form_behind_a_group, clipped_away,
    beyond_the_crop, as_small_as_dust, pressed_flat, as_a_pattern, as_a_mask, page_that_is_not_shown,
    thread_of_an_article, mark_of_a_signature, description_of_an_attachment, name_of_an_attachment,
    attachment_of_a_note,
]  # fmt: skip


@pytest.mark.parametrize("hide", PLACES, ids=lambda each: each.__name__)
def test_a_name_is_found_wherever_it_hides(hide: Callable[[Pdf], None]) -> None:
    assert [words for _, words in found(changed(hide))]


@pytest.mark.parametrize("key", ["/Alt", "/ActualText", "/E", "/T", "/ID"])
def test_a_name_in_the_tree_of_reading_order_is_found(key: str) -> None:
    assert found(changed(structure(key)))


@pytest.mark.parametrize("key", [b"ActualText", b"Alt", b"E"])
@pytest.mark.parametrize(
    "text",
    [b"(Zoe Pretend)", b"<5A6F652050726574656E64>", b"<FEFF" + UTF16.hex().upper().encode() + b">"],
    ids=["letters", "figures", "wide"],
)
def test_a_name_in_marked_content_is_found(key: bytes, text: bytes) -> None:
    assert found(changed(marked(key, text)))


def test_a_name_in_an_earlier_version_beneath_a_later_one_is_found() -> None:
    first = changed(lambda pdf: drawn(pdf, WORDS % b"100 100 Td"))
    out = BytesIO()
    with pikepdf.open(BytesIO(first)) as pdf:
        stream = next(each for each in pdf.pages[0].Contents if b"Pretend" in each.read_bytes())
        number = stream.objgen[0]
    later = f"{number} 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n".encode()
    at = len(first) + 1
    table = f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n".encode()
    end = first.rindex(b"startxref")
    with pikepdf.open(BytesIO(first)) as pdf:
        root, size = pdf.Root.objgen[0], len(pdf.objects) + 1
    where = int(first[end:].split()[1])
    trailer = f"<< /Size {size} /Root {root} 0 R /Prev {where} >>\nstartxref\n{at + len(later)}\n%%EOF\n".encode()
    out.write(first + b"\n" + later + table + trailer)
    grown = out.getvalue()
    with pikepdf.open(BytesIO(grown)) as pdf:
        assert not any(b"Pretend" in each.read_bytes() for each in pdf.pages[0].Contents)
    assert guard.find(guard.read(grown), [CLOSED])


def test_a_name_behind_the_end_of_the_file_is_found() -> None:
    assert found(changed(lambda _pdf: None) + b"\nnotes of Zoe Pretend\n")
