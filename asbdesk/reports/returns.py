"""Returns with their workings: the figures of a period, the paper that is seen, printed and sent, and its freezing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.clock import local
from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Runs, Table
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.documents.pdf import render
from asbdesk.domain.periods import Period
from asbdesk.domain.permissions import require
from asbdesk.domain.returns import Figure, ReturnRule, YearFigure, to_json, worked
from asbdesk.domain.when import show_date
from asbdesk.errors import Conflict
from asbdesk.queries.facts import office_facts
from asbdesk.queries.returns import submitted, year_figure
from asbdesk.reference_data import load_returns, load_year_figures, load_year_rule
from asbdesk.reports.counting import COUNTING
from asbdesk.services import returns
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class Return:
    """A return of a period as it is counted now. ``references`` are the cases behind its figures, by figure."""

    rule: ReturnRule
    period: Period
    figures: tuple[Figure, ...]
    of_year: dict[str, YearFigure]
    references: tuple[tuple[str, tuple[str, ...]], ...]


def figures_of(session: Session, code: str, period: Period) -> tuple[Figure, ...]:
    """The figures alone."""
    rule = load_returns()[code]
    return worked(rule, COUNTING[code](session, period), _of_year(session, period))


def count(session: Session, code: str, period: Period) -> Return:
    """Count a return of a period."""
    figures = figures_of(session, code, period)
    return Return(load_returns()[code], period, figures, _of_year(session, period), _references(session, figures))


def submit(work: Work, seen: Return, note: str) -> int:
    """Count it once more, set its paper and freeze both; answers the id of the submitted return.

    Raises :class:`Conflict` where a figure is no longer what was ``seen``: what is sent is what somebody looked at.
    """
    require(work.who.role, "submit")
    code, period = seen.rule.code, seen.period
    found = count(work.session, code, period)
    if found.figures != seen.figures:
        raise Conflict("The figures have changed while you looked at them.", "Look at them again, then submit.")
    state = f"{_corrects(work.session, code, period)}Submitted by {work.who.name}. {note}".strip()
    pdf = render(paper(found, office_facts(work.session), work.today, state))
    return returns.submit(
        work,
        returns.Frozen(
            code=code,
            rule_version=found.rule.version,
            title=found.rule.title,
            period=period.words,
            starts_on=period.start,
            ends_on=period.end,
            figures={"figures": to_json(found.figures)},
            pdf=pdf,
            note=note,
        ),
    )


def _corrects(session: Session, code: str, period: Period) -> str:
    """What the paper of a second return of the same period says first."""
    before = next(
        (row for row in submitted(session, code) if (row.starts_on, row.ends_on) == (period.start, period.end)), None
    )
    if before is None:
        return ""
    day = show_date(local(before.submitted_at).date())
    return f"Version {before.version + 1}: it takes the place of the return that was submitted on {day}. "


def paper(found: Return, office: OfficeFacts, today: date, submitted: str = "") -> Paper:
    """The paper. It names nobody: behind each figure stand the references of its cases."""
    rule, period = found.rule, found.period
    state = submitted or (f"Not over: so far, on {show_date(today)}." if period.end >= today else "Not submitted yet.")
    blocks: tuple[Block, ...] = (
        Heading(1, (Run(rule.title),)),
        Paragraph((Run(f"{period.said}. ", bold=True), Run(rule.words))),
        Paragraph((Run(state),)),
        Table(
            _cells("Figure", "Number", "How it comes about"),
            tuple(_cells(each.label, each.shown, each.workings, bold=1) for each in found.figures),
            widths=(5, 3, 9),
        ),
        Heading(2, (Run("How it is counted"),)),
        _words(rule.rule),
        *((_words(f"Unconfirmed: {rule.doubt}"),) if rule.doubt else ()),
        _words(f"Sources: {' '.join(rule.sources)} Definition {rule.code}, version {rule.version}."),
        *_behind(found),
    )
    return Paper(f"{rule.code.upper()}, {period.words}", blocks, office, layout="document", date=today, foot=False)


def rows(found: Return) -> list[list[str]]:
    """The same as a table for other programs."""
    head = ["Return", "Period", "Figure", "Number", "How it comes about"]
    return [head] + [
        [found.rule.code, found.period.words, each.label, each.value, each.workings] for each in found.figures
    ]


def _of_year(session: Session, period: Period) -> dict[str, YearFigure]:
    year = load_year_rule().year_of(period.end)
    return {code: year_figure(session, code, year) for code in load_year_figures()}


def _references(session: Session, figures: tuple[Figure, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The references behind each list; two figures with one list share it."""
    made: dict[tuple[int, ...], tuple[str, tuple[str, ...]]] = {}
    for each in figures:
        table = _REFERRED.get(each.opens)
        if table is not None and each.ids and each.ids not in made:
            known = session.execute(select(table.id, table.reference))
            wanted = set(each.ids)
            made[each.ids] = (each.label, tuple(sorted(words for number, words in known if number in wanted)))
    return tuple(made.values())


_REFERRED = {"cases": t.Case, "contracts": t.Contract, "orders": t.Application, "mediations": t.Mediation}


def _behind(found: Return) -> tuple[Block, ...]:
    if not found.references:
        return ()
    return (
        Heading(2, (Run("What is behind the figures"),)),
        *(
            Paragraph((Run(f"{label}: ", bold=True), Run(", ".join(references) + ".")))
            for label, references in found.references
        ),
    )


def _cells(*words: str, bold: int = -1) -> tuple[Runs, ...]:
    return tuple((Run(each, bold=place == bold),) for place, each in enumerate(words))


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))
