"""The two sets of a bundle held against each other, letter by letter and dot by dot: they differ under boxes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from asbdesk.documents import blocks as b
from asbdesk.documents import pages, redact_proof
from asbdesk.documents.bundle import Bound, PageOf
from asbdesk.documents.redact_proof import touched
from asbdesk.domain import office_only
from asbdesk.domain.redaction import Box, Burned, Rect

_SCALE = 1.0
_EDGE = 3.0
_STRAYS = 0.0005
_AT_ONCE = 40
"""Pages for which the two stay open: what was drawn of them is held until they are closed."""
Check = Callable[[], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was hidden in an item: its boxes, and its pages that were made pictures."""

    boxes: tuple[Box, ...]
    burned: tuple[Burned, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A page that differs, from 1: under how many boxes and why; ``picture``: it has no letters in the service set."""

    page: int
    key: str
    boxes: int
    reasons: tuple[str, ...]
    picture: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``faults`` are differences that no box explains: with any of them the service set does not leave."""

    total: int
    differences: tuple[Difference, ...]
    faults: tuple[str, ...]

    @property
    def same(self) -> int:
        """Pages that are the same to the letter and the dot."""
        return self.total - len(self.differences)


def compare(
    master: Bound,
    service: Bound,
    hidden: Mapping[str, Hidden],
    *,
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> Comparison:
    """Every page of both sets."""
    if len(master.pages) != len(service.pages):
        words = f"The master has {len(master.pages)} pages and the service set {len(service.pages)}."
        return Comparison(len(master.pages), (), (words,))
    differences: list[Difference] = []
    faults: list[str] = []
    every = enumerate(master.pages)
    while some := list(islice(every, _AT_ONCE)):
        with pages.opened(master.content) as first, pages.opened(service.content) as second:
            for number, page in some:
                check()
                progress(number, len(master.pages))
                found, wrong = _page(number, page, first[number], second[number], hidden)
                differences += [found] if found else []
                faults += wrong
    return Comparison(len(master.pages), tuple(differences), tuple(faults))


def _page(
    number: int, page: PageOf, one: Any, other: Any, hidden: Mapping[str, Hidden]
) -> tuple[Difference | None, list[str]]:  # fmt: skip
    try:
        boxes, picture = _on_page(page, hidden)
        rects = [_placed(box, page) for box in boxes]
        wrong = [] if picture else _letters(one, other, rects)
        wrong += _dots(one, other, rects, loose=picture)
        reasons = tuple(dict.fromkeys(box.reason for box in boxes))
        found = Difference(number + 1, page.key, len(boxes), reasons, picture) if boxes or picture else None
        return found, [f"Page {number + 1}: {words}" for words in wrong]
    finally:
        one.close()
        other.close()


def _on_page(page: PageOf, hidden: Mapping[str, Hidden]) -> tuple[list[Box], bool]:
    held = hidden.get(page.key)
    if held is None or page.placement is None:
        return [], False
    source = page.placement.source
    return [box for box in held.boxes if box.page == source], any(each.page == source for each in held.burned)


def _placed(box: Box, page: PageOf) -> Rect:
    place = page.placement
    scale, left, top = (place.scale, place.left, place.top) if place else (1.0, 0.0, 0.0)
    a, c, e, g = box.rect
    return a * scale + left, c * scale + top, e * scale + left, g * scale + top


def _letters(one: Any, other: Any, rects: Sequence[Rect]) -> list[str]:
    """Letters away from every box are the same; none stands in a box of the service set. One that a box only grazed
    may have moved clear of it."""
    if not rects:
        return [] if pages.words(one) == pages.words(other) else ["the text differs where no box is."]
    before, after = pages.chars(one), pages.chars(other)
    away = [Counter(c.text for c in letters if c.text.strip() and not touched(c, rects)) for letters in (before, after)]
    grazed = Counter(c.text for c in before if touched(c, rects) and not redact_proof.under(c, rects))
    wrong = ["the text differs where no box is."] if away[0] - away[1] or away[1] - away[0] - grazed else []
    if any(redact_proof.under(letter, rects) and letter.text.strip() for letter in after):
        wrong.append("text is left under a box.")
    return wrong


def _dots(one: Any, other: Any, rects: Sequence[Rect], *, loose: bool) -> list[str]:
    first, second = (
        np.asarray(pages.picture(page, _SCALE, grey=True), dtype=np.int16) for page in (one, other)
    )  # fmt: skip
    if first.shape != second.shape:
        return ["the page has another size."]
    unlike = redact_proof.unlike(first, second)
    cut = [letter.rect for letter in pages.chars(one) if touched(letter, rects)] if rects else []
    for left, top, right, bottom in (*rects, *cut):
        across = slice(max(0, int(left - _EDGE)), max(0, int(right + _EDGE) + 1))
        unlike[max(0, int(top - _EDGE)) : max(0, int(bottom + _EDGE) + 1), across] = False
    strays = _STRAYS * 20 if loose else _STRAYS
    return ["it looks different where no box is."] if np.count_nonzero(unlike) > strays * unlike.size else []


def report(found: Comparison, names: Mapping[str, str], made: str, seals: tuple[str, str]) -> b.Blocks:
    """The comparison as a page of its own: what was compared, and each page that differs."""
    boxes = sum(each.boxes for each in found.differences)
    result = (
        f"{found.total} pages were compared, page by page: the text of each, and how each looks. "
        f"{found.same} are the same to the letter and the dot. "
        + (
            f"{len(found.differences)} {'differs' if len(found.differences) == 1 else 'differ'}, under {boxes} "
            f"{'box' if boxes == 1 else 'boxes'} and nowhere else."
            if found.differences
            else "None differs: nothing was redacted in this application."
        )
    )
    rows = tuple(
        (
            (b.Run(str(each.page)),),
            (b.Run(names.get(each.key, each.key)),),
            (b.Run(str(each.boxes)),),
            (b.Run("; ".join(each.reasons) + (" (page made a picture)" if each.picture else "")),),
        )
        for each in found.differences
    )
    table: tuple[b.Block, ...] = ()
    if rows:
        heads = tuple((b.Run(words),) for words in ("Page", "Document", "Boxes", "Why"))
        table = (b.Table(heads, rows, (8, 40, 10, 42)),)
    return (
        b.Heading(1, (b.Run("Comparison of the master and the service set"),)),
        b.Paragraph((b.Run(office_only.STAMP, bold=True), b.Run(" It names papers as the master does."))),
        b.Paragraph((b.Run(result, bold=True),)),
        b.Paragraph((b.Run(made),)),
        *table,
        b.Heading(2, (b.Run("Seals (SHA-256)"),)),
        b.Paragraph((b.Run(f"Master, not redacted: {seals[0]}"),)),
        b.Paragraph((b.Run(f"Service set: {seals[1]}"),)),
    )
