"""Charts on paper: months, hours by weekdays, targets by year. Each says in words all that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from asbdesk.documents.blocks import Drawing
from asbdesk.documents.shapes import Align, Fill, Hatch, Label, Line, Pen, Rect, Shape

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WIDE = 165.0
_DARK = 0.45
"""From this shade on letters stand in white."""


def month_bars(names: Sequence[str], counts: Sequence[int], *, unfinished: int = -1) -> Drawing:
    """A bar to each month with its number; ``unfinished`` is the place of a month that is not over: it is hatched."""
    high, foot, top = 62.0, 52.0, 6.0
    most = max((*counts, 1))
    step = _WIDE / max(1, len(counts))
    every = max(1, -(-len(counts) // 14))
    shapes: list[Shape] = [Line(((0, foot), (_WIDE, foot)), Pen(0.3))]
    for place, (name, count) in enumerate(zip(names, counts, strict=True)):
        tall = (foot - top) * count / most
        x = place * step
        fill = Fill(0.1, Hatch.RISING) if place == unfinished else Fill(0.75, accent=True)
        shapes.append(Rect((x + step * 0.12, foot - tall), step * 0.76, tall, Pen(0.2), fill))
        if step >= 4:
            shapes.append(Label((x + step / 2, foot - tall - 1), f"{count:,}", 7, align=Align.MIDDLE))
        if place % every == 0:
            shapes.append(Label((x + step / 2, foot + 4), name, 7, align=Align.MIDDLE))
    said = "; ".join(f"{name} {count:,}" for name, count in zip(names, counts, strict=True))
    more = f" {names[unfinished]} is not over." if 0 <= unfinished < len(names) else ""
    return Drawing(_WIDE, high, f"Incidents by month: {said}.{more}", tuple(shapes))


def month_bars_said(names: Sequence[str], numbers: Sequence[str]) -> Drawing:
    """A bar to each month with its number; one that is withheld is a crossed strip without a height."""
    high, foot, top = 58.0, 50.0, 6.0
    values = [_number(number) for number in numbers]
    most = max([value for value in values if value is not None] + [Decimal(1)])
    step = _WIDE / max(1, len(names))
    shapes: list[Shape] = [Line(((0, foot), (_WIDE, foot)), Pen(0.3))]
    for place, value in enumerate(values):
        x = place * step
        if value is None:
            shapes.append(Rect((x + step * 0.12, foot - 3), step * 0.76, 3, Pen(0.15), Fill(0.0, Hatch.CROSSED)))
        else:
            tall = (foot - top) * float(value / most)
            shapes.append(Rect((x + step * 0.12, foot - tall), step * 0.76, tall, Pen(0.2), Fill(0.75, accent=True)))
            shapes.append(Label((x + step / 2, foot - tall - 1), numbers[place], 6.5, align=Align.MIDDLE))
        if place % 6 == 0:
            shapes.append(Label((x, foot + 4), names[place], 7))
    said = "; ".join(f"{name} {number}" for name, number in zip(names, numbers, strict=True))
    return Drawing(_WIDE, high, f"Incidents by month: {said}. Crossed strips are withheld.", tuple(shapes))


def hour_calendar(counts: Sequence[Sequence[int]]) -> Drawing:
    """Seven rows of 24 hours, darker where there is more, with the number in each; totals at the sides."""
    left, top, wide, high = 22.0, 7.0, 5.4, 6.2
    most = max((count for row in counts for count in row), default=0) or 1
    shapes: list[Shape] = [Label((left + hour * wide + 0.3, top - 1.5), f"{hour:02d}", 7) for hour in range(0, 24, 2)]
    for day, row in enumerate(counts):
        y = top + day * high
        shapes.append(Label((0, y + 4.3), WEEKDAYS[day], 8))
        for hour, count in enumerate(row):
            shapes += _cell(left + hour * wide, y, wide, high, count, count / most)
        shapes.append(Label((left + 24 * wide + 11, y + 4.3), f"{sum(row):,}", 8, bold=True, align=Align.RIGHT))
    foot = top + 7 * high + 4
    shapes.append(Label((0, foot), "All", 8, bold=True))
    for hour in range(24):
        total = sum(row[hour] for row in counts)
        if total:
            shapes.append(Label((left + (hour + 0.5) * wide, foot), str(total), 6.5, bold=True, align=Align.MIDDLE))
    return Drawing(_WIDE, foot + 2, _calendar_words(counts), tuple(shapes))


def _cell(x: float, y: float, wide: float, high: float, count: int, part: float) -> list[Shape]:
    shade = 0.08 + 0.82 * part if count else 0.0
    made: list[Shape] = [Rect((x, y), wide, high, Pen(0.15, 0.35), Fill(shade, accent=True))]
    if count:
        middle = (x + wide / 2, y + 4.2)
        made.append(Label(middle, str(count), 6.5, align=Align.MIDDLE, light=shade >= _DARK))
    return made


def _calendar_words(counts: Sequence[Sequence[int]]) -> str:
    days: list[str] = []
    for day, row in enumerate(counts):
        hours = [f"{count} at {hour:02d}" for hour, count in enumerate(row) if count]
        days.append(f"{WEEKDAYS[day]} {sum(row):,}" + (f" ({', '.join(hours)})" if hours else ""))
    return f"Incidents by weekday and hour: {'; '.join(days)}."


def target_chart(baseline: str, years: Sequence[tuple[str, str, str]]) -> Drawing:
    """The baseline, and for each year its target (hatched) beside what was measured (full); numbers at the bars."""
    bars: list[tuple[str, str, Fill]] = [("Baseline", baseline, Fill(0.25))]
    for name, goal, measured in years:
        bars += [(f"{name} target", goal, Fill(0.05, Hatch.RISING)), (name, measured, Fill(0.75, accent=True))]
    most = max((each for _, number, _ in bars if (each := _number(number)) is not None), default=Decimal(0)) or Decimal(
        1
    )
    left, high, wide = 30.0, 5.0, _WIDE - 52.0
    shapes: list[Shape] = []
    for place, (name, number, fill) in enumerate(bars):
        y = place * (high + 1.2)
        shapes.append(Label((0, y + 3.8), name, 8))
        value = _number(number)
        if value is not None:
            long = wide * float(max(value, Decimal(0)) / most)
            shapes.append(Rect((left, y), max(long, 0.3), high, Pen(0.2), fill))
            shapes.append(Label((left + max(long, 0.3) + 1.5, y + 3.8), number, 8, bold=True))
        else:
            shapes.append(Label((left, y + 3.8), number or "not measured", 8))
    said = "; ".join(f"{name} {number or 'not measured'}" for name, number, _ in bars)
    return Drawing(_WIDE, len(bars) * (high + 1.2) + 1, f"Targets and what was measured: {said}.", tuple(shapes))


def year_bars(
    about: str, lines: Sequence[tuple[str, Sequence[str]]], years: Sequence[str], unfinished: int = -1
) -> Drawing:
    """For each line a bar to each year: the first pale, the next hatched, the last full; the number at its end.

    A number that is withheld is said instead of drawn. ``unfinished``: the place of a year that is not over.
    """
    fills = (Fill(0.12), Fill(0.1, Hatch.RISING), Fill(0.75, accent=True))
    numbers = [value for _, cells in lines for cell in cells if (value := _number(cell)) is not None]
    most = max([*numbers, Decimal(1)])
    left, bar, gap, wide = 62.0, 3.4, 2.2, _WIDE - 80.0
    shapes: list[Shape] = []
    for place, year in enumerate(years):
        shapes.append(Rect((left + place * 34, 0), 5, 3.4, Pen(0.2), fills[place % 3]))
        words = f"{year} (not over)" if place == unfinished else year
        shapes.append(Label((left + place * 34 + 6.5, 3), words, 8))
    y = 7.0
    for name, cells in lines:
        shapes.append(Label((left - 2, y + bar * len(cells) / 2 + 1), _short(name), 8, align=Align.RIGHT))
        for place, cell in enumerate(cells):
            value = _number(cell)
            long = wide * float(value / most) if value is not None else 0.0
            if value is not None:
                shapes.append(Rect((left, y), max(long, 0.3), bar, Pen(0.2), fills[place % 3]))
            shapes.append(Label((left + max(long, 0.3) + 1.2, y + 2.7), cell, 7))
            y += bar
        y += gap
    said = "; ".join(
        f"{name}: {', '.join(f'{year} {cell}' for year, cell in zip(years, cells, strict=True))}"
        for name, cells in lines
    )
    more = f" {years[unfinished]} is not over." if 0 <= unfinished < len(years) else ""
    return Drawing(_WIDE, y, f"{about}: {said}.{more}", tuple(shapes))


def band_calendar(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Drawing:
    """Weekdays by bands of the day, darker where there is more, with the number in each; a withheld one is crossed."""
    left, top, high = 32.0, 6.0, 7.0
    wide = (_WIDE - left) / max(1, len(columns))
    numbers = [value for _, cells in rows for cell in cells if (value := _number(cell)) is not None]
    most = max([*numbers, Decimal(1)])
    shapes: list[Shape] = [
        Label((left + (place + 0.5) * wide, top - 2), name, 7.5, align=Align.MIDDLE)
        for place, name in enumerate(columns)
    ]
    for line, (name, cells) in enumerate(rows):
        y = top + line * high
        shapes.append(Label((0, y + 4.7), name, 8))
        for place, cell in enumerate(cells):
            value = _number(cell)
            part = float(value / most) if value is not None else 0.0
            shade = 0.08 + 0.82 * part if value else 0.0
            fill = Fill(shade, accent=True) if value is not None else Fill(0.0, Hatch.CROSSED)
            middle = (left + (place + 0.5) * wide, y + 4.7)
            shapes.append(Rect((left + place * wide, y), wide, high, Pen(0.15, 0.35), fill))
            light = shade >= _DARK
            shapes.append(Label(middle, cell, 8, align=Align.MIDDLE, light=light, ground=value is None))
    said = "; ".join(
        f"{name}: {', '.join(f'{column} {cell}' for column, cell in zip(columns, cells, strict=True))}"
        for name, cells in rows
    )
    return Drawing(_WIDE, top + len(rows) * high + 1, f"Incidents by weekday and time of day: {said}.", tuple(shapes))


def _number(text: str) -> Decimal | None:
    """The number that a text is; None where it says something else."""
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _short(words: str, longest: int = 38) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
