"""The three-year audit as one paper: charts and tables with their method, then the targets, plan and reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from asbdesk.documents.blocks import Block, Drawing, Heading, PageBreak, Paragraph, Run, Table
from asbdesk.documents.charts import band_calendar, month_bars_said, year_bars
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.domain.levels import WITHHELD, Line, Part
from asbdesk.domain.sharing import RECORDS
from asbdesk.domain.trend import METHOD
from asbdesk.domain.when import show_date
from asbdesk.reports.targets import review_blocks, target_blocks
from asbdesk.reports.three_years import Audit

TITLE = "Levels and patterns of anti-social behaviour"
_MOST_BARS = 24
_WIDE_FIRST = 5


def paper(found: Audit, office: OfficeFacts, today: date) -> Paper:
    """The paper that is seen, printed, saved and filed."""
    blocks: list[Block] = [
        Heading(1, (Run(f"{TITLE}, {found.wanted.period.words}"),)),
        *(_words(each) for each in _opening(found, today)),
        *_levels(found),
        *_of(found, "places"),
        *_of(found, "hours"),
        *_of(found, "repeats"),
        *_of(found, "people"),
        *_of(found, "persistent"),
        *_of(found, "victims"),
        Heading(2, (Run("What came of it, year by year"),)),
        _words(
            "Each is counted by its own rule. A share is withheld where either part of it is few, and a number that "
            "differs from another by a few of the same cases."
        ),
    ]
    for part in found.parts:
        if part.code.startswith("outcomes-"):
            blocks += [Heading(3, (Run(part.title.split(": ")[-1].capitalize()),)), *_table(part), _method(part)]
    blocks += [PageBreak(), *_strategy(found)]
    title = f"{TITLE}, {found.wanted.period.words}"
    return Paper(title, tuple(blocks), office, layout="document", date=today, foot=False)


def _opening(found: Audit, today: date) -> Iterable[str]:
    state = ""
    if found.running >= 0:
        state = f" {found.years[found.running].words} is not over: it is counted as far as {show_date(today)}."
    records = dict(RECORDS)[found.wanted.records].lower()
    yield f"{found.wanted.period.said}. Counted: {records}.{state}"
    if found.incidents:
        yield f"{found.incidents:,} incidents in the three years."
    yield (
        f"Counts from 1 to {found.least - 1} are “{WITHHELD}”, with as many others as it takes that no total gives "
        "them back, nor what a file for partners withholds; an area of few homes is withheld whatever it counts. All "
        "bear the same word, so that it says nothing of the number. Nobody is named, and no home is "
        "pointed at."
    )
    if not found.by_year:
        yield "There are too few incidents to tell the years apart without pointing at somebody: they stand together."


def _levels(found: Audit) -> Iterable[Block]:
    yield from _of(found, "levels")
    if not found.by_year:
        return
    for each in found.changes:
        yield _words(each.words)
    yield Heading(3, (Run("Month by month"),))
    yield month_bars_said([name for name, _ in found.months], [said for _, said in found.months])
    yield _words("The number of incidents of each month; years are the sums of their months.")
    if found.changes:
        yield _words(METHOD)


def _of(found: Audit, code: str) -> Iterable[Block]:
    part = found.part(code)
    if part is None:
        return
    yield Heading(2, (Run(part.title),))
    if not part.lines:
        yield _words("There is nothing that may be shown.")
    elif code == "hours":
        yield band_calendar(part.columns, [(line.label, [cell.paper for cell in line.cells]) for line in part.lines])
    else:
        chart = _chart(found, part)
        if chart is not None:
            yield chart
        yield from _table(part)
    yield _method(part)


def _chart(found: Audit, part: Part) -> Drawing | None:
    """Bars by year: the sum of all, and what has a number; of a table by year alone."""
    if part.code not in ("levels", "places") or not found.by_year:
        return None
    wide = len(found.years)
    some = [line for line in part.lines[:-1] if any(cell.paper not in ("0", WITHHELD) for cell in line.cells[:wide])]
    some = [part.lines[-1], *some[:_MOST_BARS]]
    lines = [(line.label, [cell.paper for cell in line.cells[:wide]]) for line in some]
    about = f"{part.title}, {found.wanted.period.words}"
    return year_bars(about, lines, [year.words for year in found.years], found.running) if lines else None


def _table(part: Part) -> Iterable[Block]:
    shown = [line for line in part.lines if _occurs(line) or line is part.lines[-1]]
    summed = part.code in ("levels", "places")
    left_out = len(part.lines) - len(shown)
    yield Table(
        tuple((Run(each),) for each in ("", *part.columns)),
        tuple(
            tuple(
                (Run(cell, bold=line is part.lines[-1] and part.code in ("levels", "places")),) for cell in _cells(line)
            )
            for line in shown
        ),
        widths=(_WIDE_FIRST, *[2] * len(part.columns)),
    )
    if left_out and summed:
        yield _words(f"{left_out} more had none in these years.")


def _cells(line: Line) -> tuple[str, ...]:
    return line.label, *(cell.paper for cell in line.cells)


def _occurs(line: Line) -> bool:
    return not line.cells or any(cell.paper not in ("0", "0.0") for cell in line.cells)


def _method(part: Part) -> Paragraph:
    return Paragraph((Run("How it is counted: ", bold=True), Run(part.method)))


def _strategy(found: Audit) -> Iterable[Block]:
    plan = found.strategy.plan
    yield Heading(2, (Run("The targets"),))
    if not found.strategy.targets:
        yield _words("The office has set no targets.")
        return
    yield _words(
        f"{plan.title}: each target with its baseline, what each year was to reach, what was measured, and its "
        "activities."
    )
    for place, row in enumerate(found.strategy.targets, start=1):
        yield from target_blocks(place, row)
    yield Heading(2, (Run("Reviews at the end of the years"),))
    yield from review_blocks(found.strategy)


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))
