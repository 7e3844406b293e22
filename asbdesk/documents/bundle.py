"""A bundle of many papers as one PDF: index first, dividers, sheets, every page stamped, bookmarks and links.

What cannot be bound in (sound, video, what is locked or damaged) is listed on its sheet with its seal and the reason;
nothing that an exhibit holds is fatal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from asbdesk.documents import bundle_front, bundle_sources, fonts
from asbdesk.documents.bundle_front import Front, IndexRow, Place, Sheet
from asbdesk.documents.bundle_sources import Placement, Source
from asbdesk.domain.bundle import Item, Section, span, stamp

_FONT, _STAMP_SIZE = "/BundleStamp", 10.0
_RIGHT, _UP = 34.0, 15.0
Load = Callable[[Item], tuple[bytes, str] | str]
"""An item's bytes and media type, or why there are none."""
Progress = Callable[[int, int, str], None]
Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be bound: the parts in order with their items, and what the head of its own pages says."""

    front: Front
    parts: tuple[tuple[Section, tuple[Item, ...]], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PageOf:
    """What a page of the bundle is: a page of an item (with its place on the page), or one of the bundle's own."""

    key: str = ""
    placement: Placement | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The finished bundle. ``pages`` says of each what it is; ``left_out`` why an item has no pages, by its key."""

    content: bytes
    pages: tuple[PageOf, ...]
    starts: dict[str, int]
    left_out: dict[str, str]


def bind(
    plan: Plan, load: Load, *, progress: Progress = lambda _done, _total, _words: None, check: Check = lambda: None
) -> Bound:
    """The bundle. ``check`` may stop it between two items; nothing stays then."""
    sources: dict[str, Source] = {}
    items = [item for _, held in plan.parts for item in held]
    try:
        for number, item in enumerate(items):
            check()
            progress(number, len(items) + 2, item.title)
            sources[item.key] = _source(item, load)
        return _bound(plan, sources, check, lambda words: progress(len(items), len(items) + 2, words))
    finally:
        bundle_sources.close_all(list(sources.values()))


def _source(item: Item, load: Load) -> Source:
    found = load(item)
    return Source(why=found) if isinstance(found, str) else bundle_sources.source(*found)


@dataclass
class _Entry:
    """A stretch of pages: a divider (level 0), an item's sheet, or an item's own pages."""

    key: str
    title: str
    level: int
    first: int = 0
    count: int = 0


def _bound(plan: Plan, sources: dict[str, Source], check: Check, tell: Callable[[str], None]) -> Bound:
    out = pikepdf.new()
    sheets = pikepdf.open(BytesIO(bundle_front.sheets(plan.front, _sheets(plan, sources))))
    entries, pages = _append(out, plan, sources, sheets, check)
    rows = _listed(plan, entries)
    content, places, length = _index(plan, rows)
    index = pikepdf.open(BytesIO(content))
    for number, page in enumerate(index.pages):
        out.pages.insert(number, page)
    pages = [PageOf()] * length + pages
    tell("Stamping the pages…")
    _stamp(out, check)
    _links(out, [entry for entry, _ in rows], places, length)
    _bookmarks(out, entries, length)
    _say(out, plan.front)
    made = BytesIO()
    check()
    out.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for each in (out, sheets, index):
        each.close()
    return Bound(
        made.getvalue(),
        tuple(pages),
        {entry.key: entry.first + length + 1 for entry in entries if entry.key},
        {key: source.why for key, source in sources.items() if source.why},
    )


def _sheets(plan: Plan, sources: dict[str, Source]) -> list[Sheet]:
    made: list[Sheet] = []
    for section, items in plan.parts:
        made.append(Sheet(section.title, "\n".join([_counted(items), *(_called(item) for item in items)])))
        made += [
            Sheet(_heading(item), item.title, item.facts, sources[item.key].why)
            for item in items
            if _has_sheet(item, sources)
        ]
    return made


def _heading(item: Item) -> str:
    return f"Exhibit {item.detail}" if item.is_exhibit else item.title


def _has_sheet(item: Item, sources: dict[str, Source]) -> bool:
    return item.is_exhibit or bool(sources[item.key].why)


def _counted(items: Sequence[Item]) -> str:
    what = "exhibit" if items and items[0].is_exhibit else "document"
    return f"1 {what}" if len(items) == 1 else f"{len(items)} {what}s"


def _append(
    out: pikepdf.Pdf, plan: Plan, sources: dict[str, Source], sheets: pikepdf.Pdf, check: Check
) -> tuple[list[_Entry], list[PageOf]]:
    """All pages but the index, in order. Pages are counted from 0 here."""
    entries: list[_Entry] = []
    pages: list[PageOf] = []
    sheet = 0
    for section, items in plan.parts:
        entries.append(_Entry("", section.title, 0, len(pages), 1))
        out.pages.append(sheets.pages[sheet])
        pages.append(PageOf())
        sheet += 1
        for item in items:
            check()
            source, entry = sources[item.key], _Entry(item.key, _called(item), 1, len(pages))
            if _has_sheet(item, sources):
                out.pages.append(sheets.pages[sheet])
                pages.append(PageOf())
                sheet += 1
            if source.pdf is not None:
                out.pages.extend(source.pdf.pages)
                pages += [PageOf(item.key, each) for each in source.placements]
            entry.count = len(pages) - entry.first
            entries.append(entry)
    return entries, pages


def _called(item: Item) -> str:
    return f"{item.detail} {item.title}" if item.is_exhibit else item.title


def _listed(plan: Plan, entries: Sequence[_Entry]) -> list[tuple[_Entry, Item | None]]:
    items = {item.key: item for _, held in plan.parts for item in held}
    return [(entry, items.get(entry.key)) for entry in entries]


def _index(plan: Plan, rows: Sequence[tuple[_Entry, Item | None]]) -> tuple[bytes, tuple[Place, ...], int]:
    """The index; its own length moves every page number, so it is drawn until the two agree."""
    length = 1
    while True:
        lines: list[IndexRow] = []
        number = 0
        for entry, item in rows:
            number += item is not None
            first = entry.first + length + 1
            pages = span(first, first + entry.count - 1) if item else str(first)
            shown = f"{number}" if item else ""
            detail = "" if item is None or item.is_exhibit else item.detail
            lines.append(IndexRow(shown, entry.title, detail, pages, heading=item is None))
        content, places = bundle_front.index(plan.front, lines, plan.note)
        needed = max(place.page for place in places) + 1 if places else 1
        with pikepdf.open(BytesIO(content)) as made:
            needed = max(needed, len(made.pages))
        if needed == length:
            return content, places, length
        length = needed


def _stamp(out: pikepdf.Pdf, check: Check) -> None:
    """ "page 12 of 148" at the foot of every page as it is shown, whatever way it is turned."""
    font, codes = _stamp_font(out)
    before = out.make_indirect(pikepdf.Stream(out, b"q\n"))
    total = len(out.pages)
    for number, page in enumerate(out.pages, 1):
        if number % 50 == 0:
            check()
        resources = page.obj.get("/Resources")
        if resources is None:
            resources = page.obj.Resources = pikepdf.Dictionary()
        if "/Font" not in resources:
            resources.Font = pikepdf.Dictionary()
        resources.Font[_FONT] = font
        page.contents_add(before, prepend=True)
        page.contents_add(out.make_stream(_stamp_drawing(page, stamp(number, total), codes)))


def _stamp_drawing(page: pikepdf.Page, words: str, codes: dict[str, tuple[int, float]]) -> bytes:
    left, bottom, right, top = (float(each) for each in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    wide, high = (top - bottom, right - left) if turn % 180 else (right - left, top - bottom)
    matrix = {
        90: (0, 1, -1, 0, left + high, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }.get(turn, (1, 0, 0, 1, left, bottom))
    long = sum(codes[letter][1] for letter in words) * _STAMP_SIZE
    x, text = wide - _RIGHT - long, bytes(codes[letter][0] for letter in words).hex()
    return (
        f"Q\n/Artifact BMC\nq {' '.join(f'{n:.3f}' for n in matrix)} cm 1 g {x - 4:.2f} {_UP - 4:.2f} {long + 8:.2f} "
        f"{_STAMP_SIZE + 4:.2f} re f 0 g BT {_FONT} {_STAMP_SIZE:.1f} Tf {x:.2f} {_UP:.2f} Td <{text}> Tj ET Q\nEMC\n"
    ).encode()


def _stamp_font(out: pikepdf.Pdf) -> tuple[Any, dict[str, tuple[int, float]]]:
    """The embedded bold font with the letters of the stamp; each letter's code and width in ems."""
    fonts.ready()
    letters, name = "0123456789 pageof", "Body-Bold"
    font: Any = pdfmetrics.getFont(name)
    held = BytesIO()
    canvas: Any = Canvas(held, invariant=1)
    canvas.setFont(name, 10)
    canvas.drawString(10, 10, letters)
    coded = {letter: font.splitString(letter, canvas._doc)[0] for letter in letters}  # noqa: SLF001
    wanted = font.getSubsetInternalName(0, canvas._doc)  # noqa: SLF001
    canvas.save()
    source = pikepdf.open(BytesIO(held.getvalue()))
    found = next(each for key, each in source.pages[0].Resources.Font.items() if key == wanted)
    made = out.copy_foreign(found)
    return made, {
        letter: (raw[0] if isinstance(raw, bytes) else ord(raw), pdfmetrics.stringWidth(letter, name, 1))
        for letter, (_, raw) in coded.items()
    }


def _links(out: pikepdf.Pdf, entries: Sequence[_Entry], places: Sequence[Place], length: int) -> None:
    """Each line of the index leads to its page."""
    for entry, place in zip(entries, places, strict=False):
        page = out.pages[place.page]
        wide = float(page.mediabox[2])
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[40, place.low, wide - 40, place.high],
            Border=[0, 0, 0], F=4, Contents=pikepdf.String(f"Go to {entry.title}"),
            Dest=_top(out.pages[entry.first + length]),
        )  # fmt: skip
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array()
        page.obj.Annots.append(out.make_indirect(link))


def _top(page: pikepdf.Page) -> list[Any]:
    """The top of a page, at whatever size it is looked at."""
    return [page.obj, pikepdf.Name.XYZ, float(page.cropbox[0]), float(page.cropbox[3]), 0]


def _bookmarks(out: pikepdf.Pdf, entries: Sequence[_Entry], length: int) -> None:
    with out.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Index", 0))
        for entry in entries:
            item = pikepdf.OutlineItem(entry.title, entry.first + length)
            (outline.root if entry.level == 0 else outline.root[-1].children).append(item)


def _say(out: pikepdf.Pdf, front: Front) -> None:
    out.docinfo["/Title"] = front.title
    out.docinfo["/Producer"] = out.docinfo["/Creator"] = "ASB Desk"
    out.Root.Lang = pikepdf.String("en-GB")
    out.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    out.Root.PageMode = pikepdf.Name.UseOutlines
