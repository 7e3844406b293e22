"""True redaction of a PDF: what is under a box is gone from text, pictures and all that travels with the file.

Each page is first taken apart letter by letter. Where that cannot be done with certainty, or where reading the result
back finds anything amiss, the page is made a picture with the boxes burned in. A copy is handed out only once the
reading back finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pikepdf

from asbdesk.documents import (
    pages,
    redact_clean,
    redact_content,
    redact_images,
    redact_letters,
    redact_order,
    redact_plain,
    redact_proof,
    redact_renumber,
    redact_streams,
    redact_unused,
    redact_used,
)
from asbdesk.documents.redact_fonts import Uncertain
from asbdesk.documents.redact_proof import Before, boxes_of
from asbdesk.domain import redaction
from asbdesk.domain.redaction import Box, Burned, Redacted
from asbdesk.errors import Refused

_DOTS = 200
"""Dots to the inch of a page that is made a picture."""
Progress = Callable[[int, int], None]
Check = Callable[[], None]
_Grains = dict[int, tuple[float, list[redaction.Rect]]]


def redact(
    content: bytes,
    boxes: Sequence[Box],
    *,
    progress: Progress = lambda _done, _total: None,
    check: Check = lambda: None,
) -> Redacted:
    """The redacted copy, proven. Raises :class:`Refused` where it cannot be proven, ``InvalidField`` for a box."""
    pdf = redact_clean.opened(content)
    with pages.opened(content) as shown:
        redaction.check(boxes, pages.sizes(shown))
    redact_clean.clean(pdf)
    redact_plain.plain(pdf)
    unsure = redact_streams.tidy(pdf)
    why: dict[int, str] = dict.fromkeys(redact_unused.prune(pdf, range(len(pdf.pages))), _NOT_AS_IT_SHOULD)
    why |= dict.fromkeys(redact_used.pages_with(pdf, unsure), "a picture whose end cannot be told")
    why |= dict.fromkeys(redact_clean.layered(pdf), "layers that can be switched off")
    plain = redact_clean.saved(pdf)
    pdf.close()
    was, whole = _looked_at(plain, boxes, progress, check)
    made, grains = _made(plain, boxes, why, check)
    wrong = _proof(made, boxes, was, why, grains, check) | _changed(plain, made, {*was, *why}, check)
    if wrong:
        why |= wrong
        made, grains = _made(plain, boxes, why, check)
        wrong = _proof(made, boxes, was, why, grains, check) | _changed(plain, made, {*was, *why}, check)
    if wrong:
        raise Refused("Reading the copy back, " + "; ".join(sorted(set(wrong.values()))) + ".", _NOT_PROVEN)
    hidden = redact_proof.only_hidden(list(was.values()), whole)
    left = redact_proof.left_behind(made, hidden)
    if left:
        raise Refused(f"Reading the copy back, {len(left)} hidden words were still found in the file.", _NOT_PROVEN)
    burned = tuple(Burned(page, words) for page, words in sorted(why.items()))
    return Redacted(made, "application/pdf", burned, _found(was, hidden))


_NOT_AS_IT_SHOULD = "parts that are not written as they should be"
_TELLING = "a font that tells in which order letters were written"
_UNKNOWN_FONT = "a font whose parts cannot be told apart"
_NOT_PROVEN = "No copy was made. Print the paper, cover the places, scan it, and add the scan."


def _found(was: Mapping[int, Before], hidden: frozenset[str]) -> tuple[str, ...]:
    pages_words = "1 page has" if len(was) == 1 else f"{len(was)} pages have"
    return (
        f"{pages_words} boxes; no letter is left under any of them.",
        "Every box is black to the last dot; outside the boxes each page looks as it did.",
        f"None of the {len(hidden)} hidden words that stand nowhere else is left anywhere in the file."
        if hidden
        else "Every word under a box also stands in the open, or there was none.",
        "Notes, links, form fields, attachments, bookmarks, profiles of colours and data about the file are gone.",
        "Fonts have only letters that are still drawn, in an order that tells nothing.",
        "A box is as wide as it was drawn: how long the words under it were is not disguised.",
    )


def _looked_at(
    plain: bytes, boxes: Sequence[Box], progress: Progress, check: Check
) -> tuple[dict[int, Before], str]:  # fmt: skip
    """The pages with boxes as they were, and all words in the open."""
    was: dict[int, Before] = {}
    said: list[str] = []
    with pages.opened(plain) as document:
        total = len(document)
        for number in range(total):
            check()
            page, rects = document[number], boxes_of(boxes, number)
            if rects:
                was[number] = redact_proof.before(page, rects)
                letters = redact_proof.on_the_page(page)
                said.append("".join(each.text for each in letters if not redact_proof.under(each, rects)))
            else:
                said.append(pages.words(page))
            page.close()
            progress(number + 1, total)
    return was, "\n".join(said)


def _made(
    plain: bytes, boxes: Sequence[Box], why: dict[int, str], check: Check
) -> tuple[bytes, _Grains]:  # fmt: skip
    """The copy, how far black reaches beyond the boxes of a page, and where letters went that nobody saw; ``why``
    gains the pages that could not be taken apart."""
    grains: _Grains = {}
    pdf = redact_clean.opened(plain)
    was = redact_used.letters(pdf)
    redact_letters.as_kept(pdf)
    with pages.opened(plain) as shown:
        for number, page in enumerate(pdf.pages):
            check()
            rects = boxes_of(boxes, number)
            drawn = shown[number]
            frame = pages.frame_of(drawn)
            if rects and number not in why:
                own, seen = [frame.to_own(rect) for rect in rects], frame.to_own((0, 0, *frame.size))
                tagged = "/StructTreeRoot" in pdf.Root
                try:
                    grain, unseen = redact_content.redact_page(pdf, page, own, seen, tagged=tagged)
                    grains[number] = grain, [frame.to_shown(*each) for each in unseen]
                except Uncertain as error:
                    why[number] = str(error)
                except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
                    why[number] = _NOT_AS_IT_SHOULD
            if number in why:
                _burn(pdf, page, drawn, rects)
            drawn.close()
        redact_unused.prune(pdf, sorted({box.page for box in boxes}))
        _reduce_fonts(
            pdf, was, why, lambda number: _burn(pdf, pdf.pages[number], shown[number], boxes_of(boxes, number))
        )
    if why:
        redact_clean.forget_tags(pdf)
    redact_clean.forget_layers(pdf)
    made = redact_clean.saved(pdf)
    pdf.close()
    return made, grains


def _reduce_fonts(
    pdf: pikepdf.Pdf, was: redact_used.Letters, why: dict[int, str], burn: Callable[[int], None]
) -> None:  # fmt: skip
    """No font tells of letters that are gone; ``why`` gains the pages of one that would."""

    def burned(parts: set[redact_used.Part], words: str) -> bool:
        numbers = redact_used.pages_with(pdf, parts) - set(why)
        for number in sorted(numbers):
            burn(number)
            why[number] = words
        return bool(numbers)

    now = redact_used.letters(pdf)
    telling = redact_order.telling(was, now, redact_letters.numberings(pdf, was))
    unsure = redact_letters.neutral(pdf, now)
    burned(unsure, _UNKNOWN_FONT)
    if telling - unsure and not redact_renumber.renumber(pdf, telling - unsure, redact_used.letters(pdf)):
        burned(telling, _TELLING)


def _burn(pdf: pikepdf.Pdf, page: pikepdf.Page, drawn: object, rects: Sequence[redaction.Rect]) -> None:
    """The page becomes a picture of itself, the boxes in it."""
    from PIL import ImageDraw

    frame = pages.frame_of(drawn)
    wide, high = frame.size
    dots = min(_DOTS / 72, (redact_images.MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
    picture = pages.picture(drawn, dots)
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in rects:
        draw.rectangle(
            (int(left * dots) - 1, int(top * dots) - 1, int(right * dots) + 1, int(bottom * dots) + 1), fill=(0, 0, 0)
        )
    if picture.convert("L").convert("RGB").tobytes() == picture.tobytes():
        picture = picture.convert("L")
    for key in ("/CropBox", "/Rotate", "/StructParents", "/Group", "/UserUnit", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, round(wide, 3), round(high, 3)])
    image = pdf.make_indirect(redact_images.picture_stream(pdf, picture))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))
    boxes = [(left, high - bottom, right, high - top) for left, top, right, bottom in rects]
    drawing = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Page Do Q\n".encode()
    page.obj.Contents = pdf.make_stream(drawing + redact_content.black(boxes))


def _proof(
    made: bytes, boxes: Sequence[Box], was: Mapping[int, Before], why: Mapping[int, str], grains: _Grains,
    check: Check,
) -> dict[int, str]:  # fmt: skip
    """What is amiss, by page; empty when the copy is what it should be."""
    wrong: dict[int, str] = {}
    with pages.opened(made) as document:
        for number, looked in was.items():
            check()
            page = document[number]
            rects, (beyond, unseen) = boxes_of(boxes, number), grains.get(number, (0.0, []))
            amiss = list(redact_proof.faults(page, rects, looked, burned=number in why, beyond=beyond, unseen=unseen))
            page.close()
            if amiss:
                wrong[number] = "; ".join(amiss)
    return wrong


def _changed(plain: bytes, made: bytes, but: set[int], check: Check) -> dict[int, str]:
    """The pages without boxes that look different, all fonts having been made anew."""
    wrong: dict[int, str] = {}
    with pages.opened(plain) as before, pages.opened(made) as now:
        for number in range(len(before)):
            check()
            if number not in but and not redact_proof.alike(before[number], now[number]):
                wrong[number] = "a page without boxes looks different"
    return wrong
