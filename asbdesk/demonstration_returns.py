"""What the demonstration office has told the regulator: its homes by year, and the return of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from asbdesk import sample
from asbdesk.demonstration_risk import Act, PersonOf
from asbdesk.documents.pdf import render
from asbdesk.domain.casework import ReviewDecision
from asbdesk.domain.levels import span
from asbdesk.queries.boundaries import boundary_sets
from asbdesk.queries.case_reviews import reviews
from asbdesk.queries.facts import office_facts
from asbdesk.reference_data import load_plan, load_year_rule
from asbdesk.reports import returns, three_years, three_years_paper
from asbdesk.reports.targets import strategy as strategy_of
from asbdesk.services import outcomes
from asbdesk.services.returns import set_year_figure
from asbdesk.services.targets import adopt_plan, change_target, review_year
from asbdesk.storage.work import Work


def return_steps(cases: Mapping[str, int], person: PersonOf) -> Iterator[tuple[datetime, Act]]:
    """When a manager gives the homes of a year, submits a return, enters a cost, asks for satisfaction, reviews a case.

    ``cases`` are filled while the office is furnished: reference -> id.
    """
    told = sample.read("returns.toml")
    for table in told["cost"]:
        yield sample.moment(table["on"], 16), lambda work, each=table: _cost(work, cases, each)
    for table in told["survey"]:
        yield sample.moment(table["on"], 16, 20), lambda work, each=table: _survey(work, cases, each)
    for table in told["review"]:
        yield from _review(cases, person, table)
    strategy = told["strategy"]
    yield strategy["adopted"], adopt_plan
    yield strategy["measured"], lambda work: _measured(work, strategy)
    yield (
        strategy["reviewed"],
        lambda work: review_year(work, load_plan().first_year, work.today, strategy["words"]),
    )
    yield told["audit"]["filed"], lambda work: _audit(work, told["audit"])
    for table in told["homes"]:
        yield table["at"], lambda work, each=table: _homes(work, each)
    for table in told["submitted"]:
        yield table["at"], lambda work, each=table: _submit(work, each)


def _homes(work: Work, table: sample.Table) -> None:
    set_year_figure(work, "homes", table["year"], table["number"], table["source"])


def _submit(work: Work, table: sample.Table) -> None:
    seen = returns.count(work.session, table["return"], load_year_rule().year(table["year"]))
    returns.submit(work, seen, table["note"])


def _audit(work: Work, table: sample.Table) -> None:
    """The three years up to that one, with the boundaries of the largest areas."""
    sets = sorted(boundary_sets(work.session), key=lambda each: each.areas)
    wanted = three_years.Wanted(span(load_year_rule(), table["year"]), "own", sets[0].id if sets else None)
    found = three_years.audit(work.session, wanted, work.today)
    pdf = render(three_years_paper.paper(found, office_facts(work.session), work.today))
    three_years.file_audit(work, found, pdf, table["note"])


def _cost(work: Work, cases: Mapping[str, int], table: sample.Table) -> None:
    outcomes.add_cost(work, cases[table["case"]], table["on"], table["kind"], table["pence"], table["note"])


def _survey(work: Work, cases: Mapping[str, int], table: sample.Table) -> None:
    answers = table.get("answers", {})
    outcomes.record_survey(work, cases[table["case"]], table["on"], bool(answers), answers, table.get("said", ""))


def _review(
    cases: Mapping[str, int], person: PersonOf, table: sample.Table
) -> Iterator[tuple[datetime, Act]]:  # fmt: skip
    def ask(work: Work) -> None:
        outcomes.ask_review(work, cases[table["case"]], person(work, table["person"]), work.today)

    def number(work: Work) -> int:
        return next(row.id for row in reviews(work.session) if row.case_id == cases[table["case"]])

    yield sample.moment(table["asked"], 16, 30), ask
    if "decided" in table:
        yield (
            sample.moment(table["decided"], 16, 40),
            lambda work: outcomes.decide_review(
                work, number(work), ReviewDecision(table["decision"]), work.today, table["reasons"]
            ),
        )
    if "reviewed" in table:
        advised = tuple(outcomes.Recommendation(**each) for each in table["recommended"])
        yield (
            sample.moment(table["reviewed"], 16, 50),
            lambda work: outcomes.hold_review(work, number(work), work.today, table["outcome"], advised),
        )


def _measured(work: Work, told: sample.Table) -> None:
    """What police and surveys say of the first year."""
    year = str(load_plan().first_year)
    for row in strategy_of(work.session, work.today).targets:
        number = told["typed"].get(row.values.title)
        if number is not None:
            change_target(work, row.id, replace(row.values, typed={year: number}, typed_source=told["source"]))
