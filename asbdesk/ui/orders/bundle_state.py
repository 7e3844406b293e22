"""What the tab *Bundle* says and decides. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from asbdesk.clock import LONDON
from asbdesk.domain.exhibits import size_words
from asbdesk.domain.media import family
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.bundle import BundlePage, BundleRow, MadeBundle
from asbdesk.services.bundles import Made
from asbdesk.services.papers import unread_words
from asbdesk.ui.kit.short_table import Line

TITLES = ("Part", "What it is", "Date", "In the bundle")
_NO_PAGES = {"sound": "Listed with its seal: sound", "video": "Listed with its seal: video"}


@dataclass(frozen=True, slots=True)
class May:
    """What may be done with the row that is chosen."""

    hold: bool = False
    put_in: bool = False
    open: bool = False
    redact: bool = False


def above(page: BundlePage) -> str:
    """How much goes in, how much is held back, how many copies."""
    going, held = len(page.going_in), len(page.rows) - len(page.going_in)
    redacted = sum(row.redaction is not None for row in page.going_in)
    words = f"{_counted(going, 'paper and exhibit goes', 'papers and exhibits go')} in"
    if held:
        words += f", {held} held back"
    if redacted:
        words += f"; {redacted} redacted in the service set"
    return f"{words}. {_counted(page.shape.copies, 'copy', 'copies')} for the court: {page.shape.source}"


def lines(page: BundlePage) -> list[Line]:
    """The rows of the table, in the bundle's order."""
    return [
        Line(
            (row.section.title, f"{row.label} {row.title}", show_date(row.on), standing(row)),
            "muted" if row.held else "",
        )
        for row in page.rows
    ]


def standing(row: BundleRow) -> str:
    """``Held back: not relied on``, or how it goes in."""
    if row.held:
        return f"Held back: {row.held}"
    kind = family(row.media_type)
    if kind not in ("pdf", "image"):
        return _NO_PAGES.get(kind, f"Listed with its seal ({size_words(row.size)})")
    if row.redaction is not None:
        boxes = _counted(len(row.redaction.boxes), "box", "boxes")
        return f"Service set: {row.redaction.copy}, {boxes}"
    return "The same in both sets"


def may_do(row: BundleRow | None, *, order: bool) -> May:
    """What the buttons allow."""
    if row is None:
        return May()
    redact = order and not row.held and family(row.media_type) in ("pdf", "image")
    return May(hold=order and not row.held, put_in=order and bool(row.held), open=True, redact=redact)


def target(row: BundleRow) -> tuple[str, int]:
    """The page that a row opens."""
    kind, _, number = row.key.partition("-")
    return kind, int(number)


def made_words(made: MadeBundle) -> str:
    """ "148 pages, 5 differ; 17 Nov 2003, 10:20, by Jo Okafor"."""
    local = made.made_at.astimezone(LONDON)
    differ = f"{made.differing} differ" if made.differing else "the sets are the same"
    when = f"{show_date(local.date())}, {show_time(local.time())}"
    return f"{_counted(made.pages, 'page', 'pages')}, {differ}; {when}, by {made.made_by}"


def done_words(made: Made) -> str:
    """What is said once it is filed."""
    found = made.comparison
    words = f"Bundle of {_counted(found.total, 'page', 'pages')} made and filed; {found.same} are the same in both sets"
    if found.differences:
        words += f", {len(found.differences)} differ under boxes alone"
    if made.left_out:
        words += f". Without pages: {'; '.join(made.left_out)}"
    return f"{words}. {unread_words(made.unread)}".strip()


def _counted(number: int, one: str, more: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {more}"
