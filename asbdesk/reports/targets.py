"""The strategy on one paper: each target with its years, the action plan, and the reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Table
from asbdesk.documents.charts import target_chart
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.domain.periods import Period
from asbdesk.domain.targets import ActionValues, Plan, TargetValues, verdict
from asbdesk.domain.when import show_date
from asbdesk.reference_data import load_plan, load_year_rule
from asbdesk.reports.returns import figures_of
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class YearStanding:
    """A year of a target. ``measured`` "": not known. ``ids`` and ``opens``: the list behind it, where counted."""

    period: Period
    goal: str
    measured: str
    verdict: str
    how: str
    opens: str = ""
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with its years and its activities (id and values)."""

    id: int
    values: TargetValues
    years: tuple[YearStanding, ...]
    actions: tuple[tuple[int, ActionValues], ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """All of it; ``reviews`` are (year's words, day, words)."""

    plan: Plan
    targets: tuple[TargetRow, ...]
    reviews: tuple[tuple[str, date, str], ...]

    @property
    def years(self) -> tuple[Period, ...]:
        """The reporting years of the strategy."""
        return tuple(load_year_rule().year(number) for number in self.plan.year_numbers)


def strategy(session: Session, today: date) -> Strategy:
    """The targets as they stand, measured by the returns where a return gives the figure."""
    plan = load_plan()
    years = tuple(load_year_rule().year(number) for number in plan.year_numbers)
    actions = session.scalars(select(t.PlanAction).order_by(t.PlanAction.due_on, t.PlanAction.id)).all()
    rows = session.scalars(select(t.Target).order_by(t.Target.position))
    reviews = session.scalars(select(t.TargetReview).order_by(t.TargetReview.year))
    return Strategy(
        plan,
        tuple(
            TargetRow(
                row.id,
                _values(row),
                tuple(_standing(session, row, each, today) for each in years),
                tuple(
                    (one.id, ActionValues(one.activity, one.lead, one.due_on, one.status, one.note))
                    for one in actions
                    if one.target_id == row.id
                ),
            )
            for row in rows
        ),
        tuple((load_year_rule().year(each.year).words, each.held_on, each.words) for each in reviews),
    )


def paper(found: Strategy, office: OfficeFacts, today: date) -> Paper:
    """The paper that is seen and printed."""
    blocks: list[Block] = [Heading(1, (Run(found.plan.title),))]
    first = load_year_rule().year(found.plan.first_year).words
    blocks.append(_words(f"{found.plan.years} years from {first}, as they stand on {show_date(today)}."))
    for place, row in enumerate(found.targets, start=1):
        blocks += target_blocks(place, row)
    blocks += [Heading(2, (Run("Reviews"),)), *review_blocks(found)]
    return Paper("Targets", tuple(blocks), office, layout="document", date=today, foot=False)


def rows(found: Strategy) -> list[list[str]]:
    """Targets and years for other programs."""
    made = [["Target", "Measure", "Baseline", "Year", "Target of the year", "Measured", "Standing"]]
    for row in found.targets:
        values = row.values
        made += [
            [values.title, values.measure, values.baseline, each.period.words, each.goal, each.measured, each.verdict]
            for each in row.years
        ]
    return made


def _values(row: t.Target) -> TargetValues:
    typed = {year: str(each) for year, each in row.typed.items() if year != "source"}
    return TargetValues(
        row.title, row.measure, row.figure, row.lower_is_better, row.baseline, row.baseline_source,
        {year: str(goal) for year, goal in row.goals.items()}, typed, str(row.typed.get("source", "")),
    )  # fmt: skip


def _standing(session: Session, row: t.Target, period: Period, today: date) -> YearStanding:
    year, goal = str(period.start.year), str(row.goals.get(str(period.start.year), ""))
    over = period.end < today
    measured, how, opens, ids = str(row.typed.get(year, "")), "", "", ()
    if row.figure and period.start <= today:
        code, _, name = row.figure.partition("/")
        figure = next((each for each in figures_of(session, code, period) if each.code == name), None)
        if figure is not None:
            measured, how, opens, ids = figure.value, figure.workings, figure.opens, figure.ids
    elif measured:
        how = str(row.typed.get("source", ""))
    said = verdict(measured, goal, lower_is_better=row.lower_is_better, over=over)
    return YearStanding(period, goal, measured, "" if period.start > today else said, how, opens, ids)


def review_blocks(found: Strategy) -> list[Block]:
    """What the review at the end of each year of the strategy found."""
    known = {year: (day, words) for year, day, words in found.reviews}
    made: list[Block] = []
    for number in found.plan.year_numbers:
        year = load_year_rule().year(number)
        if year.words in known:
            day, words = known[year.words]
            made.append(Paragraph((Run(f"{year.words}, {show_date(day)}: ", bold=True), Run(words))))
        else:
            ends = f"Not reviewed yet; the year ends on {show_date(year.end)}."
            made.append(Paragraph((Run(f"{year.words}: ", bold=True), Run(ends))))
    return made


def target_blocks(place: int, row: TargetRow) -> list[Block]:
    """A target: its measure and baseline, a chart and a table of its years, its activities."""
    values = row.values
    way = "the lower the better" if values.lower_is_better else "the higher the better"
    made: list[Block] = [
        Heading(2, (Run(f"{place}. {values.title}"),)),
        _words(f"{values.measure}; {way}. Baseline {values.baseline or 'not known'} ({values.baseline_source})."),
        target_chart(values.baseline, [(each.period.words, each.goal, each.measured) for each in row.years]),
        Table(
            tuple((Run(each),) for each in ("Year", "Target", "Measured", "Standing", "How")),
            tuple(
                tuple((Run(cell),) for cell in (each.period.words, each.goal, each.measured, each.verdict, each.how))
                for each in row.years
            ),
            widths=(2, 2, 2, 4, 6),
        ),
    ]
    if row.actions:
        made.append(
            Table(
                tuple((Run(each),) for each in ("Activity", "Leads", "Due", "Status")),
                tuple(
                    tuple(
                        (Run(c),) for c in (a.activity, a.lead, show_date(a.due_on) if a.due_on else "", a.status.label)
                    )
                    for _, a in row.actions
                ),
                widths=(6, 5, 3, 3),
            )
        )
    return made


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))
