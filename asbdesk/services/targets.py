"""The strategy's targets: taking over the plan to start from, changing it, and the reviews at the end of each year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from asbdesk.domain.permissions import require
from asbdesk.domain.targets import ActionValues, TargetValues, number
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.reference_data import load_plan, load_returns, load_year_rule
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def adopt_plan(work: Work) -> None:
    """Take over the seven targets that the program brings, to be put right by the office."""
    require(work.who.role, "submit")
    if work.session.execute(select(func.count(t.Target.id))).scalar_one():
        raise Refused("There are targets already.", "Change those.")
    for place, (code, values, actions) in enumerate(load_plan().targets, start=1):
        target_id = work.add(
            t.Target(
                code=code,
                position=place,
                title=values.title,
                measure=values.measure,
                figure=values.figure,
                lower_is_better=values.lower_is_better,
                baseline=values.baseline,
                baseline_source=values.baseline_source,
                goals=dict(values.goals),
                typed={},
            )
        )
        for action in actions:
            save_action(work, target_id, None, action)


def change_target(work: Work, target_id: int, values: TargetValues) -> None:
    """Its words, baseline, goals, and what was measured elsewhere. Raises :class:`InvalidField`."""
    require(work.who.role, "submit")
    row = work.session.get(t.Target, target_id)
    if row is None:
        raise NotFound("This target is no longer in the office.")
    if not values.title.strip() or not values.measure.strip():
        raise InvalidField("title", "Say what is to be reached, and how it is measured.")
    if values.figure and values.figure not in measurable():
        raise InvalidField("figure", "Choose one of the figures.")
    row.title, row.measure, row.figure = values.title.strip(), values.measure.strip(), values.figure
    row.lower_is_better = values.lower_is_better
    row.baseline, row.baseline_source = number(values.baseline, "baseline"), values.baseline_source.strip()
    row.goals = {year: number(goal, f"goal-{year}") for year, goal in values.goals.items()}
    typed = {year: number(each, f"typed-{year}") for year, each in values.typed.items()}
    if any(typed.values()) and not values.typed_source.strip():
        raise InvalidField("typed_source", "Say where the numbers come from.")
    row.typed = {**typed, "source": values.typed_source.strip()}
    work.session.flush()


def add_target(work: Work, values: TargetValues) -> int:
    """A target of the office's own, after the others. Raises :class:`InvalidField`."""
    require(work.who.role, "submit")
    last = work.session.execute(select(func.max(t.Target.position))).scalar_one() or 0
    row = work.add(
        t.Target(
            code=f"own-{last + 1}", position=last + 1, title=values.title.strip() or "?", measure="?", figure="",
            lower_is_better=values.lower_is_better, baseline="", baseline_source="", goals={}, typed={},
        )
    )  # fmt: skip
    change_target(work, row, values)
    return row


def remove_target(work: Work, target_id: int) -> None:
    """Take a target out, its activities with it; the audit record keeps what they were."""
    require(work.who.role, "submit")
    row = work.session.get(t.Target, target_id)
    if row is None:
        raise NotFound("This target is no longer in the office.")
    for action in work.session.scalars(select(t.PlanAction).where(t.PlanAction.target_id == target_id)):
        work.session.delete(action)
    work.session.flush()
    work.session.delete(row)
    work.session.flush()


def remove_action(work: Work, action_id: int) -> None:
    """Take an activity out of the plan; one that is given up is better marked so."""
    require(work.who.role, "submit")
    row = work.session.get(t.PlanAction, action_id)
    if row is None:
        raise NotFound("This activity is no longer in the plan.")
    work.session.delete(row)
    work.session.flush()


def save_action(work: Work, target_id: int, action_id: int | None, values: ActionValues) -> int:
    """An activity of the plan, new or changed. Raises :class:`InvalidField`."""
    require(work.who.role, "submit")
    if not values.activity.strip():
        raise InvalidField("activity", "Say what is to be done.")
    if not values.lead.strip():
        raise InvalidField("lead", "Say which agency leads on it.")
    if values.due_on is None:
        raise InvalidField("due_on", "Say by when.")
    if action_id is None:
        return work.add(
            t.PlanAction(
                target_id=target_id, activity=values.activity.strip(), lead=values.lead.strip(),
                due_on=values.due_on, status=values.status, note=values.note.strip(),
            )
        )  # fmt: skip
    row = work.session.get(t.PlanAction, action_id)
    if row is None:
        raise NotFound("This activity is no longer in the plan.")
    row.activity, row.lead, row.due_on = values.activity.strip(), values.lead.strip(), values.due_on
    row.status, row.note = values.status, values.note.strip()
    work.session.flush()
    return row.id


def review_year(work: Work, year: int, held_on: date | None, words: str) -> None:
    """The review at the end of a year of the strategy. Raises :class:`Refused` while that runs."""
    require(work.who.role, "submit")
    if year not in load_plan().year_numbers:
        raise InvalidField("year", "Choose a year of the strategy.")
    period = load_year_rule().year(year)
    if period.end >= work.today:
        raise Refused(f"{period.words} runs until {show_date(period.end)}.", "It is reviewed when it is over.")
    if held_on is None or held_on > work.today:
        raise InvalidField("held_on", "Give the day of the review, not in the future.")
    if not words.strip():
        raise InvalidField("words", "Say what was achieved and what changes.")
    row = work.session.scalars(select(t.TargetReview).where(t.TargetReview.year == year)).one_or_none()
    if row is None:
        work.add(t.TargetReview(year=year, held_on=held_on, words=words.strip(), held_by=work.who.user_id))
        return
    row.held_on, row.words, row.held_by = held_on, words.strip(), work.who.user_id
    work.session.flush()


def measurable() -> dict[str, str]:
    """The figures that a target can be measured by: "return/figure" with its words."""
    return {
        f"{rule.code}/{figure.code}": f"{rule.short}: {figure.label}"
        for rule in load_returns().values()
        for figure in rule.figures
    }
