"""A checker of PDF/UA-1 (ISO 14289-1): which of the rules that it knows does a file break?

A rule's name is its clause and the number of its test, as accessibility test files are named: ``7.1-t03``. What it does
not know it says (:data:`UNKNOWN`): chiefly what asks for the glyphs inside of a font program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.documents.pdfua_content import CONTENT_RULES
from tests.documents.pdfua_fonts import FONT_RULES
from tests.documents.pdfua_structure import STRUCTURE_RULES
from tests.documents.pdfua_tree import Paper, annotations, text_of_name

Rule = Callable[[Paper], bool]
"""Is it broken?"""
_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_HIDDEN, _MAY_EXTRACT = 2, 512
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")

UNKNOWN = {
    "7.20-t02": "whether a form that is drawn twice belongs to one element",
    "7.21.4.1-t02": "the glyphs inside of a font program",
    "7.21.4.2-t01": "the glyphs inside of a Type 1 font program",
    "7.21.4.2-t02": "the glyphs inside of a CID font program",
    "7.21.5-t01": "widths inside of a font program other than TrueType",
    "7.21.8-t01": "names of glyphs inside of a font program other than TrueType",
}


def broken(file: Path | bytes) -> set[str]:
    """The names of the rules that a file breaks, of those that are known."""
    from io import BytesIO

    with pikepdf.open(BytesIO(file) if isinstance(file, bytes) else file) as pdf:
        paper = Paper(pdf)
        return {name for name, rule in RULES.items() if rule(paper)}


# the file's own description of itself


def _metadata(paper: Paper) -> ET.Element | None:
    stream = paper.root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        return ET.fromstring(stream.read_bytes().strip(b"\x00 \r\n\t"))
    except ET.ParseError:
        return None


def _identifiers(paper: Paper) -> dict[str, str]:
    """What of the PDF/UA identification schema is in the metadata, as elements or as attributes."""
    found = _metadata(paper)
    if found is None:
        return {}
    pairs = {(each.tag, each.text or "") for each in found.iter()}
    pairs |= {pair for each in found.iter() for pair in each.attrib.items()}
    return {name.removeprefix(_UA): value for name, value in pairs if name.startswith(_UA)}


def _prefix_is_other(part: str) -> Rule:
    """Does an entry of the identification schema stand under another prefix than pdfuaid?"""

    def rule(paper: Paper) -> bool:
        stream = paper.root.get("/Metadata")
        if part not in _identifiers(paper) or not isinstance(stream, pikepdf.Stream):
            return False
        text = stream.read_bytes().decode("utf-8", "replace")
        return re.search(rf"[<\s]pdfuaid:{part}\b", text) is None

    return rule


def _lacks_title(paper: Paper) -> bool:
    found = _metadata(paper)
    return found is not None and next(found.iter(f"{_DC}title"), None) is None


def _default_title_without_language(paper: Paper) -> bool:
    found = _metadata(paper)
    if found is None or paper.language:
        return False
    tag = "{http://www.w3.org/XML/1998/namespace}lang"
    titles = ({each.get(tag) for each in alternatives} for alternatives in found.iter(f"{_RDF}Alt"))
    return {"x-default"} in list(titles)


def _odd_language(paper: Paper) -> bool:
    return any(not _LANGUAGE.fullmatch(tag) for tag in _languages(paper))


def _languages(paper: Paper) -> Iterator[str]:
    """Every tag of a language anywhere in the file's dictionaries and in its marked contents."""
    for thing in paper.everything:
        if isinstance(thing.get("/Lang"), pikepdf.String):
            yield str(thing.Lang)
    yield from paper.content.languages


# annotations, forms and whatever hangs on a page


def _seen(annotation: Dictionary, page: pikepdf.Page) -> bool:
    if int(annotation.get("/F", 0)) & _HIDDEN:
        return False
    box, crop = annotation.get("/Rect"), page.obj.get("/CropBox", page.mediabox)
    if box is None:
        return True
    left, low, right, high = sorted_box(box)
    crop_left, crop_low, crop_right, crop_high = sorted_box(crop)
    return not (right <= crop_left or left >= crop_right or high <= crop_low or low >= crop_high)


def sorted_box(box: Array) -> tuple[float, float, float, float]:
    a, b, c, d = (float(edge) for edge in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _subtype(annotation: Dictionary) -> str:
    return text_of_name(annotation.get("/Subtype"))


def _some_annotation(test: Callable[[Paper, Dictionary], bool], *kinds: str) -> Rule:
    """A rule that a visible annotation breaks; of those kinds, where any are given."""

    def rule(paper: Paper) -> bool:
        return any(
            test(paper, each)
            for page, each in annotations(paper.pdf)
            if _seen(each, page) and (not kinds or _subtype(each) in kinds)
        )

    return rule


def _is_in(*tags: str) -> Callable[[Paper, Dictionary], bool]:
    """Does it stand elsewhere than in one of those structure elements?"""
    return lambda paper, annotation: paper.element_type_of(annotation) not in tags


def _filled(thing: Dictionary, *keys: str) -> bool:
    return any(str(thing.get(key, "")) for key in keys)


def _has_words(paper: Paper, annotation: Dictionary) -> bool:
    node = paper.element_of(annotation)
    return _filled(annotation, "/Contents") or (node is not None and _filled(node.obj, "/Alt"))


def _field_has_words(paper: Paper, annotation: Dictionary) -> bool:
    """The words of a field: its own where the annotation is the field too, else those of the field above."""
    node, parent = paper.element_of(annotation), annotation.get("/Parent")
    owner = annotation if "/T" in annotation or not isinstance(parent, Dictionary) else parent
    return _filled(owner, "/TU") or (node is not None and _filled(node.obj, "/Alt"))


def _no_annotation_rule(paper: Paper, annotation: Dictionary) -> bool:
    if _subtype(annotation) in ("Widget", "PrinterMark", "Link", "Popup"):
        return False
    return paper.element_type_of(annotation) != "Annot"


def _tab_order_missing(paper: Paper) -> bool:
    return any(page.obj.get("/Annots") and page.obj.get("/Tabs") != Name.S for page in paper.pdf.pages)


def _form(paper: Paper) -> Dictionary | None:
    form = paper.root.get("/AcroForm")
    return form if isinstance(form, Dictionary) else None


def _dynamic_form(paper: Paper) -> bool:
    form = _form(paper)
    if form is None or "/XFA" not in form:
        return False
    parts = [form.XFA] if isinstance(form.XFA, pikepdf.Stream) else list(form.XFA)[1::2]
    text = b"".join(each.read_bytes() for each in parts if isinstance(each, pikepdf.Stream))
    return re.search(rb"dynamicRender\s*>\s*required\s*<", text) is not None


def _contents_without_language(paper: Paper, annotation: Dictionary) -> bool:
    return not paper.language and "/Contents" in annotation and not _speaks(paper, annotation)


def _field_without_language(paper: Paper, annotation: Dictionary) -> bool:
    parent = annotation.get("/Parent")
    named = "/TU" in annotation or (isinstance(parent, Dictionary) and "/TU" in parent)
    return not paper.language and named and not _speaks(paper, annotation)


def _speaks(paper: Paper, annotation: Dictionary) -> bool:
    """Is the language of its words known?"""
    node = paper.element_of(annotation)
    return "/Lang" in annotation or (node is not None and node.says_language())


def _embedded_without_names(paper: Paper) -> bool:
    files = (each for each in paper.everything if "/EF" in each)
    return any(not (_filled(each, "/F") and _filled(each, "/UF")) for each in files)


def _media(paper: Paper) -> Iterator[Dictionary]:
    yield from (each for each in paper.everything if each.get("/S") == Name("/MCD"))


def _configurations(paper: Paper) -> list[Dictionary]:
    properties = paper.root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return []
    return [each for each in (properties.get("/D"), *properties.get("/Configs", ())) if isinstance(each, Dictionary)]


def _alternatives_in_pairs(clip: Dictionary) -> bool:
    """Alternative words for a clip: pairs of a language and a text that says something."""
    found = clip.get("/Alt")
    if not isinstance(found, Array) or not len(found) or len(found) % 2:
        return False
    return all(str(text) for text in list(found)[1::2])


def _may_not_be_read(paper: Paper) -> bool:
    locked = paper.pdf.trailer.get("/Encrypt")
    return locked is not None and not int(locked.get("/P", 0)) & _MAY_EXTRACT


def _truth(paper: Paper, *keys: str) -> bool:
    found = paper.root
    for key in keys:
        if not isinstance(found, Dictionary) or key not in found:
            return False
        found = found[key]
    return found is True


FILE_RULES: dict[str, Rule] = {
    "5-t01": lambda p: _metadata(p) is not None and not _identifiers(p),
    "5-t02": lambda p: bool(_identifiers(p)) and _identifiers(p).get("part") != "1",
    "5-t03": _prefix_is_other("part"),
    "5-t04": _prefix_is_other("amd"),
    "5-t05": _prefix_is_other("corr"),
    "6.1-t01": lambda p: not re.fullmatch(r"1\.[0-7]", p.pdf.pdf_version),
    "6.2-t01": lambda p: not _truth(p, "/MarkInfo", "/Marked"),
    "7.1-t04": lambda p: _truth(p, "/MarkInfo", "/Suspects"),
    "7.1-t08": lambda p: "/Metadata" not in p.root,
    "7.1-t09": _lacks_title,
    "7.1-t10": lambda p: not _truth(p, "/ViewerPreferences", "/DisplayDocTitle"),
    "7.1-t11": lambda p: not isinstance(p.root.get("/StructTreeRoot"), Dictionary),
    "7.2-t02": lambda p: not p.language and "/First" in p.root.get("/Outlines", Dictionary()),
    "7.2-t24": _some_annotation(_contents_without_language),
    "7.2-t25": _some_annotation(_field_without_language, "Widget"),
    "7.2-t29": _odd_language,
    "7.2-t33": _default_title_without_language,
    "7.10-t01": lambda p: any(not _filled(each, "/Name") for each in _configurations(p)),
    "7.10-t02": lambda p: any("/AS" in each for each in _configurations(p)),
    "7.11-t01": _embedded_without_names,
    "7.15-t01": _dynamic_form,
    "7.16-t01": _may_not_be_read,
    "7.18.1-t01": _some_annotation(_no_annotation_rule),
    "7.18.1-t02": _some_annotation(
        lambda p, each: _subtype(each) not in ("Widget", "Popup") and not _has_words(p, each)
    ),
    "7.18.1-t03": _some_annotation(lambda p, each: not _field_has_words(p, each), "Widget"),
    "7.18.2-t01": _some_annotation(lambda _p, _each: True, "TrapNet"),
    "7.18.3-t01": _tab_order_missing,
    "7.18.4-t01": _some_annotation(_is_in("Form"), "Widget"),
    "7.18.5-t01": _some_annotation(_is_in("Link"), "Link"),
    "7.18.5-t02": _some_annotation(lambda _p, each: not _filled(each, "/Contents"), "Link"),
    "7.18.6.2-t01": lambda p: any("/CT" not in each for each in _media(p)),
    "7.18.6.2-t02": lambda p: any(not _alternatives_in_pairs(each) for each in _media(p)),
    "7.18.8-t01": _some_annotation(lambda p, each: p.element_of(each) is not None, "PrinterMark"),
    "7.20-t01": lambda p: any(
        isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Form and "/Ref" in each
        for each in p.pdf.objects
    ),
}  # fmt: skip

RULES: dict[str, Rule] = {**FILE_RULES, **STRUCTURE_RULES, **CONTENT_RULES, **FONT_RULES}
