"""A bundle for a voice: the trees of its papers joined, pictures with words in their place, and no rule broken."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from asbdesk.documents import bundle, bundle_front, bundle_sources, bundle_trees, redact
from asbdesk.documents.bundle_sources import Holds
from asbdesk.documents.pdf import render
from asbdesk.domain.bundle import Item, Section
from tests.documents.papers import paper
from tests.documents.pdfua import broken
from tests.documents.pdfua_tree import Node, Paper, annotations
from tests.documents.test_redact import scan
from tests.services.redacting import boxes_on, page_of, text_of
from tests.shared_data import shared

PDF = "application/pdf"
CLAIM = b"<pdfuaid:part>1</pdfuaid:part>"


def bound(*contents: tuple[str, bytes, str]) -> bundle.Bound:
    """A bundle of these, papers first; each is named by its key."""
    held = {key: (content, kind) for key, content, kind in contents}
    facts = (("Produced by", "Jo Okafor"),)
    papers = tuple(Item(key, "p", f"Paper {key[9:]}", "3 Nov 2003") for key in held if key.startswith("document"))
    exhibits = tuple(
        Item(key, "e", "The stairs & the hall", "", f"JO/{key[8:]}", facts=facts) for key in held if key[0] == "e"
    )
    front = bundle_front.Front("Bundle, TBC/A1", ("An invented application",))
    sections = (Section("p", "Papers", "papers"), papers), (Section("e", "Exhibits", "exhibits"), exhibits)
    return bundle.bind(bundle.Plan(front, sections), lambda item: held[item.key])


def photo() -> bytes:
    out = BytesIO()
    scan("The stairs").save(out, "JPEG")
    return out.getvalue()


def tree(made: bundle.Bound) -> Paper:
    return Paper(pikepdf.open(BytesIO(made.content)))


def kinds(node: Node) -> list[str]:
    return [node.kind, *(kind for kid in node.kids for kind in kinds(kid))]


def test_a_bundle_of_our_papers_and_photographs_breaks_no_rule_and_says_so() -> None:
    letter = render(paper())
    made = bound(("document-1", letter, PDF), ("document-2", letter, PDF), ("exhibit-1", photo(), "image/jpeg"))
    assert broken(made.content) == set()
    assert CLAIM in made.content
    with pikepdf.open(BytesIO(made.content)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo.Title) == "Bundle, TBC/A1"


def test_what_a_voice_reads_goes_with_the_pages_and_a_paper_keeps_its_own_elements() -> None:
    letter = render(paper())
    made = bound(("document-1", letter, PDF), ("exhibit-1", photo(), "image/jpeg"))
    top = tree(made).nodes[0]
    assert top.kinds == ["Sect", "Part", "Part"]
    index, papers, exhibits = top.kids
    assert index.kinds[:3] == ["P", "H1", "Table"]
    assert "Link" in kinds(index)
    own = Paper(pikepdf.open(BytesIO(letter))).nodes[0]
    assert kinds(papers.kids[-1])[1:] == kinds(own)[1:]
    assert kinds(exhibits.kids[-1])[-1] == "Figure"
    assert "H1" in exhibits.kids[-1].kinds


def test_a_picture_is_read_by_its_mark_and_description() -> None:
    read = tree(bound(("exhibit-4", photo(), "image/jpeg")))
    words = [str(node.obj.Alt) for node in read.nodes if node.kind == "Figure"]
    assert words == ["JO/4 The stairs & the hall, page 1 of 1: a picture, without words that can be read out"]
    places = [[round(float(edge)) for edge in node.obj.A.BBox] for node in read.nodes if node.kind == "Figure"]
    assert places == [[0, 0, 595, 842]]


def test_each_line_of_the_index_is_a_link_in_its_cell_and_no_voice_reads_the_stamp() -> None:
    made = bound(("document-1", render(paper()), PDF), ("exhibit-1", photo(), "image/jpeg"))
    read = tree(made)
    links = list(annotations(read.pdf))
    assert len(links) == 4
    assert {read.element_type_of(link) for _, link in links} == {"Link"}
    last = read.pdf.pages[-1]
    drawn = b"".join(each.read_bytes() for each in last.Contents)
    assert drawn.count(b"/Artifact BMC") == 1
    assert b"BundleStamp" in drawn[drawn.index(b"/Artifact BMC") :]


def test_a_file_from_elsewhere_without_tags_is_read_as_it_was_drawn_and_the_bundle_claims_nothing() -> None:
    made = bound(("exhibit-1", page_of(["The call log.", "Music again."]), PDF))
    read = tree(made)
    sect = next(node for node in read.nodes if node.kind == "Sect" and "/T" in node.obj)
    assert sect.kinds == ["P"]
    assert str(sect.obj.T).startswith("JO/1 The stairs & the hall, page 1 of 1: not tagged")
    assert CLAIM not in made.content


def test_marks_without_a_tree_are_taken_away_and_layers_stay() -> None:
    pdf, out = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page(page_size=(595.276, 841.89))
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Notes"))
    page.obj.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L=layer))
    page.obj.Contents = pdf.make_stream(
        b"/P <</MCID 7>> BDC 0 0 9 9 re f EMC /OC /L BDC /Artifact BMC 9 9 9 9 re f EMC EMC EMC /P MP 1 1 1 1 re f"
    )
    page.obj.StructParents = 3
    pdf.save(out)
    source = bundle_sources.source(out.getvalue(), PDF)
    bundle_trees.ready(source, "exhibit-1", ours=False)
    assert source.pdf is not None
    assert source.holds == [Holds.PICTURE]
    steps = [str(step.operator) for step in pikepdf.parse_content_stream(source.pdf.pages[0])]
    assert steps == ["re", "f", "BDC", "re", "f", "EMC", "re", "f"]
    assert "/StructParents" not in source.pdf.pages[0].obj
    source.close()


def test_the_tags_of_a_file_from_elsewhere_are_kept_where_they_are_sound() -> None:
    for file in sorted(shared("pdf/pdfua1").glob("*-pass-*.pdf")):
        content = file.read_bytes()
        made = bound(("exhibit-1", content, PDF), ("exhibit-2", content, PDF))
        read, own = tree(made), Paper(pikepdf.open(BytesIO(content)))
        assert CLAIM not in made.content
        if any(link.Subtype != pikepdf.Name.Link for _, link in annotations(own.pdf)):
            continue
        assert broken(made.content) <= {"5-t01"}, file.name
        once = [kind for kind in kinds(own.nodes[0]) if kind != "Document"]
        arts = [node for node in read.nodes if node.kind == "Art"]
        for art in arts:
            assert kinds(art)[-len(once) :] == once, file.name


def forged(change: str) -> bytes:
    """A tagged paper whose tree somebody has spoilt."""
    out = BytesIO()
    with pikepdf.open(BytesIO(render(paper()))) as pdf:
        root = pdf.Root.StructTreeRoot
        first = root.K.K[0]
        if change == "loop":
            root.K.K.append(root.K)
        elif change == "rows":
            del root.ParentTree
        elif change == "user properties":
            secret = pikepdf.Dictionary(O=pikepdf.Name.UserProperties, P=[pikepdf.Dictionary(V="Quillfeather")])
            first.A, first.T, first.S = secret, "Quillfeather", pikepdf.Name("/Letterhead")
            root.RoleMap = pikepdf.Dictionary(Letterhead=pikepdf.Name("/Aside"))
        pdf.save(out)
    return out.getvalue()


def test_a_tree_that_is_not_sound_is_let_go_and_its_pages_are_read_all_the_same() -> None:
    for change in ("loop", "rows"):
        made = bound(("exhibit-1", forged(change), PDF))
        read = tree(made)
        assert {"/T" in node.obj for node in read.nodes if node.kind == "Sect"} == {False, True}, change
        assert broken(made.content) <= {"5-t01"}, change


def test_what_a_tree_from_elsewhere_says_beside_its_words_stays_behind() -> None:
    made = bound(("exhibit-1", forged("user properties"), PDF))
    with pikepdf.open(BytesIO(made.content)) as pdf:
        assert not any(b"Quillfeather" in each.unparse(resolved=True) for each in pdf.objects)
    assert broken(made.content) <= {"5-t01"}


def test_a_redacted_paper_of_ours_is_still_read_in_its_order_in_the_service_set() -> None:
    letter = render(paper())
    word = next(word for word in text_of(letter).split() if len(word) > 7 and word.isalpha())
    copy = redact.redact(letter, boxes_on(letter, word)[:1])
    assert not copy.burned
    made = bound(("document-1", copy.content, PDF))
    assert broken(made.content) == set()
    read = tree(made)
    assert "Art" in kinds(read.nodes[0])
    assert not any("/T" in node.obj for node in read.nodes)


def test_a_divider_or_a_sheet_of_more_than_a_page_moves_nothing() -> None:
    many = [(f"exhibit-{number}", photo(), "image/jpeg") for number in range(1, 41)]
    made = bound(*many)
    read = tree(made)
    numbers = {page.obj.objgen: number for number, page in enumerate(read.pdf.pages, 1)}
    with read.pdf.open_outline() as outline:
        for each in outline.root[2].children:
            page = read.pdf.pages[numbers[each.destination[0].objgen] - 1]
            one = BytesIO()
            alone = pikepdf.new()
            alone.pages.append(page)
            alone.save(one)
            assert f"Exhibit {each.title.split()[0]}" in text_of(one.getvalue())
    assert "and 17 more: the index has them all." in " ".join(text_of(made.content).split())
