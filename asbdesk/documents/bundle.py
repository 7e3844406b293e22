"""A bundle of many papers as one PDF: index first, dividers, sheets, every page stamped, bookmarks and links.

What cannot be bound in (sound, video, what is locked or damaged) is listed on its sheet with its seal and the reason;
nothing that an exhibit holds is fatal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from asbdesk.documents import bundle_front, bundle_sources, bundle_stamp, bundle_tags, bundle_trees
from asbdesk.documents.bundle_front import Front, IndexRow, Place, Sheet
from asbdesk.documents.bundle_sources import Placement, Source
from asbdesk.documents.bundle_tags import Branch, Tags
from asbdesk.documents.opened import opened
from asbdesk.domain.bundle import Item, Section, span

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
    if isinstance(found, str):
        return Source(why=found)
    made = bundle_sources.source(*found)
    bundle_trees.ready(made, item.key, ours=not item.is_exhibit)
    return made


@dataclass
class _Entry:
    """A stretch of pages: a divider (level 0), an item's sheet, or an item's own pages."""

    key: str
    title: str
    level: int
    first: int = 0
    count: int = 0


@dataclass
class _Joined:
    """What is in by now: stretches, what each page is, and whose each page of the sheets is. ``starts``: where sheets
    begin."""

    tags: Tags
    sheets: pikepdf.Pdf
    starts: list[int]
    entries: list[_Entry] = field(default_factory=list[_Entry])
    pages: list[PageOf] = field(default_factory=list[PageOf])
    sheet_pages: list[pikepdf.Page] = field(default_factory=list[pikepdf.Page])
    of_sheets: list[Branch] = field(default_factory=list[Branch])

    def sheet(self, branch: Branch) -> None:
        """The next sheet, however many pages it fills."""
        begin = len(self.of_sheets)
        end = next((each for each in self.starts if each > begin), len(self.sheets.pages))
        for number in range(begin, end):
            self.tags.out.pages.append(self.sheets.pages[number])
            self.pages.append(PageOf())
            self.sheet_pages.append(self.tags.out.pages[-1])
            self.of_sheets.append(branch)


def _bound(plan: Plan, sources: dict[str, Source], check: Check, tell: Callable[[str], None]) -> Bound:
    out = pikepdf.new()
    tags = Tags(out)
    sheets = opened(bundle_front.sheets(plan.front, _sheets(plan, sources)))
    held = _Joined(tags, sheets, bundle_tags.starts(sheets))
    _append(held, plan, sources, check)
    rows = _listed(plan, held.entries)
    content, places, length = _index(plan, rows)
    index = opened(content)
    for number, page in enumerate(index.pages):
        out.pages.insert(number, page)
    pages = [PageOf()] * length + held.pages
    lines = tags.own(index, list(out.pages[:length]), [tags.first("Sect")] * length)
    tell("Stamping the pages…")
    bundle_stamp.stamp_all(out, tags.wrapped, check)
    _links(tags, [entry for entry, _ in rows], places, length, bundle_tags.rows_of(lines))
    _bookmarks(out, held.entries, length)
    _say(out, plan.front)
    tags.finish(plan.front.title, plan.front.office, meets=all(each.meets for each in sources.values()))
    made = BytesIO()
    check()
    out.save(
        made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7",
        fix_metadata_version=False,
    )  # fmt: skip
    for each in (out, sheets, index):
        each.close()
    return Bound(
        made.getvalue(),
        tuple(pages),
        {entry.key: entry.first + length + 1 for entry in held.entries if entry.key},
        {key: source.why for key, source in sources.items() if source.why},
    )


def _sheets(plan: Plan, sources: dict[str, Source]) -> list[Sheet]:
    made: list[Sheet] = []
    for section, items in plan.parts:
        made.append(
            Sheet(section.title, "\n".join([_counted(items, plan.front.exhibit), *(_called(item) for item in items)]))
        )
        made += [
            Sheet(_heading(item, plan.front.exhibit), item.title, item.facts, sources[item.key].why)
            for item in items
            if _has_sheet(item, sources)
        ]
    return made


def _heading(item: Item, exhibit: str) -> str:
    return f"{exhibit.capitalize()} {item.mark}" if item.is_exhibit else item.title


def _has_sheet(item: Item, sources: dict[str, Source]) -> bool:
    return item.is_exhibit or bool(sources[item.key].why)


def _counted(items: Sequence[Item], exhibit: str) -> str:
    what = exhibit if items and items[0].is_exhibit else "document"
    return f"1 {what}" if len(items) == 1 else f"{len(items)} {what}s"


def _append(held: _Joined, plan: Plan, sources: dict[str, Source], check: Check) -> None:
    """All pages but the index, in order. Pages are counted from 0 here."""
    tags, out = held.tags, held.tags.out
    for section, items in plan.parts:
        part = tags.under("Part")
        held.entries.append(_Entry("", section.title, 0, len(held.pages)))
        held.sheet(part)
        held.entries[-1].count = len(held.pages) - held.entries[-1].first
        for item in items:
            check()
            source, entry = sources[item.key], _Entry(item.key, _called(item), 1, len(held.pages))
            branch = tags.under("Art", part)
            if _has_sheet(item, sources):
                held.sheet(branch)
            if source.pdf is not None:
                first = len(out.pages)
                out.pages.extend(source.pdf.pages)
                tags.source(source, list(out.pages[first:]), branch, _called(item))
                held.pages += [PageOf(item.key, each) for each in source.placements]
            entry.count = len(held.pages) - entry.first
            held.entries.append(entry)
    tags.own(held.sheets, held.sheet_pages, held.of_sheets)


def _called(item: Item) -> str:
    return f"{item.mark} {item.title}" if item.is_exhibit else item.title


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
            dated = item.dated if item else ""
            lines.append(IndexRow(shown, entry.title, dated, pages, heading=item is None))
        content, places = bundle_front.index(plan.front, lines, plan.note)
        needed = max(place.page for place in places) + 1 if places else 1
        with opened(content) as made:
            needed = max(needed, len(made.pages))
        if needed == length:
            return content, places, length
        length = needed


def _links(tags: Tags, entries: Sequence[_Entry], places: Sequence[Place], length: int, rows: Sequence[Any]) -> None:
    """Each line of the index leads to its page; the name of what it leads to is the link."""
    out = tags.out
    for entry, place, row in zip(entries, places, rows, strict=False):
        page = out.pages[place.page]
        wide = float(page.mediabox[2])
        link = out.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[40, place.low, wide - 40, place.high],
                Border=[0, 0, 0], F=4, Contents=pikepdf.String(f"Go to {entry.title}"),
                Dest=_top(out.pages[entry.first + length]),
            )
        )  # fmt: skip
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array()
        page.obj.Annots.append(link)
        tags.link(link, row.K[1])


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
    out.Root.PageMode = pikepdf.Name.UseOutlines
