"""Is an application to a court ready? Every line judged from the law's rules and from what is on file (law.md).

A line is ticked only by evidence of a kind that its rule allows, or by a dated record. Nothing is taken for granted: an
age or a day that is not known makes a line *to decide*. Not legal advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from asbdesk.domain import law_people as people
from asbdesk.domain import readiness_days as days
from asbdesk.domain import readiness_papers as papers
from asbdesk.domain.board import GROUPS, Board, Gathered, Line, Proof, State, Where
from asbdesk.domain.law_people import Concerns, Matter
from asbdesk.domain.law_rules import Duty, Rule, YouthStep
from asbdesk.domain.orders import ProofKind
from asbdesk.domain.readiness_papers import RECORDED, concerning_line, filed_words
from asbdesk.domain.readiness_words import AT_WORDS, cap, depends, sure_words
from asbdesk.domain.when import show_date

K = ProofKind
_SHOWN_BY: dict[str, tuple[ProofKind, ...]] = {
    "incident": (K.INCIDENT,),
    "statement": (K.STATEMENT,),
    "exhibit": (K.EXHIBIT,),
    "record": RECORDED,
    "assessment": (K.ASSESSMENT, K.DOCUMENT),
    "conviction": (K.DOCUMENT, K.EXHIBIT),
    "order": (K.DOCUMENT, K.EXHIBIT),
}
_PRACTICE = "Local practice, not law"
_ASSESSED = "risk-assessment"
_DAY_FROM: dict[str, Where] = {"act": "allegations", "application": "application"}
"""Where the day is recorded on which an age is taken."""


def judge(given: Gathered) -> Board:
    """Every line of the board."""
    facts = replace(given, matter=people.with_order(given.matter))
    found = [line for part in _PARTS for line in part(facts)]
    found = [_ticked(line, facts.proofs) for line in found]
    found = [_answered(line, found) for line in found]
    places = list(GROUPS)
    return Board(tuple(sorted(found, key=lambda line: places.index(line.group))), known(given))


def known(given: Gathered) -> dict[str, str]:
    """The facts that a later change is told by: the date of birth, the days that matter, who applies."""
    said = {str(at): on.isoformat() for at, on in given.matter.days.items()}
    if given.matter.born:
        said["born"] = given.matter.born.isoformat()
    if given.matter.applicant:
        said["applicant"] = given.matter.applicant
    said["without-notice"] = "yes" if given.without_notice else "no"
    said["interim"] = "yes" if given.interim_sought else "no"
    if given.served_on:
        said["service"] = given.served_on.isoformat()
    return said


def allowed(shown_by: Iterable[str]) -> tuple[ProofKind, ...]:
    """The kinds of proof that may tick an element; a dated record always may."""
    kinds = {kind for way in shown_by for kind in _SHOWN_BY[way]} | {K.RECORD}
    return tuple(kind for kind in K if kind in kinds)


# who, where, about whom


def _who(g: Gathered) -> Iterator[Line]:
    body = next((a for a in g.instrument.applicants if a.kind == g.matter.applicant), None)
    if body is None:
        yield Line(code="applicant", group="who", words="A body that may apply", state="missing",
                   why=f"This body may not apply for {g.instrument.name}.", where="application")  # fmt: skip
    else:
        told = (f"To protect {body.protects}" if body.protects else "", cap(body.only))
        yield Line(code="applicant", group="who", words=f"{cap(body.words)} may apply", state="done",
                   why=". ".join(part for part in told if part), section=body.section, doubt=body.doubt,
                   where="application", verdict="may")  # fmt: skip
    yield _lodging(g)
    if g.matter.born is None and _asks_age(g):
        yield Line(code="born", group="who", words="The date of birth", state="missing", where="person",
                   why="Ages decide the court and the steps; without it they cannot be told.")  # fmt: skip
    yield from (_age(g, found) for found in people.ages(g.instrument, g.matter))
    yield _court(g)


def _lodging(g: Gathered) -> Line:
    on = g.lodged_on or g.planned_on
    words = "The day on which it is lodged"
    if on is None:
        why = "Ages and time limits are judged on it: plan one."
        return Line(code="lodging", group="who", words=words, state="missing", why=why, where="application")
    why = f"{'Lodged' if g.lodged_on else 'Planned for'} {show_date(on)}"
    return Line(code="lodging", group="who", words=words, state="done", why=why, where="application")


def _asks_age(g: Gathered) -> bool:
    i = g.instrument
    rules: tuple[Rule, ...] = (*i.courts, *i.youth, *i.consultees, *i.lengths, *i.documents, *i.duties)
    return bool(i.ages) or any(r.under is not None or r.from_age is not None for r in rules)


def _age(g: Gathered, found: people.AgeFinding) -> Line:
    rule, at = found.rule, AT_WORDS[found.at]
    least, most = rule.least, rule.most
    span = f"{least} to {most}" if least and most else f"{least} or over" if least else f"{most} or under"
    state, why = _age_state(g, found)
    return Line(code=f"age:{found.at}", group="who", words=f"Aged {span} on the day of {at}", state=state, why=why,
                section=rule.section, doubt=rule.doubt,
                where="person" if found.on else _DAY_FROM.get(found.at, "hearings"),
                verdict=str(found.age) if found.age is not None else "",
                ticks=(K.RECORD,) if state == "doubt" else ())  # fmt: skip


def _age_state(g: Gathered, found: people.AgeFinding) -> tuple[State, str]:
    if found.age is not None and found.on is not None:
        return ("done" if found.ok else "missing"), f"{found.age} on {show_date(found.on)}"
    if g.matter.born is None:
        return "doubt", "The date of birth is not known."
    now = Matter(g.matter.today, born=g.matter.born, days={"application": g.matter.today}).age_at("application")
    if found.at != "act" and found.rule.most is None and now is not None and now >= (found.rule.least or 0):
        return "done", f"{now} already today"
    if found.at == "act":
        return "doubt", "There is no allegation yet."
    return "doubt" if found.at == "application" else "later", f"The day of {AT_WORDS[found.at]} is not known yet."


def _court(g: Gathered) -> Line:
    found = people.courts(g.instrument, g.matter)
    sure = [c for c in found if c.sure]
    names = " or ".join(dict.fromkeys(c.rule.name for c in found))
    said = " or ".join(dict.fromkeys(f"{c.rule.name} or {_other(c.rule)}".removesuffix(" or ") for c in found))
    state, why = _court_state(g, found)
    first = (sure or list(found))[:1]
    return Line(
        code="court", group="who", words=f"{cap(said) or 'A court'}", state=state, why=why,
        section="; ".join(dict.fromkeys(c.rule.section for c in first)),
        doubt=" ".join(dict.fromkeys(c.rule.doubt for c in first if c.rule.doubt)), where="application",
        ticks=(K.RECORD,) if state != "done" else (), verdict=names if len(sure) == len(found) else "",
    )  # fmt: skip


def _court_state(g: Gathered, found: tuple[Concerns[people.Court], ...]) -> tuple[State, str]:
    named = g.court.casefold()
    fitting = [c for c in found if _is_named(c.rule, named)]
    other = [c for c in g.instrument.courts if _is_named(c, named) and c not in [f.rule for f in found]]
    if not g.court:
        return "missing", "The court is not named yet."
    if not all(c.sure for c in found):
        return "doubt", f"{g.court}. {depends(found[0], g.matter)}"
    by_age = next((c for c in found if c.at), None)
    if other or (by_age and not fitting):
        told = f"{g.court} is named" if not by_age else f"{sure_words(by_age)}; {g.court} is named"
        return "missing", f"{cap(told)}."
    form = next(("" if _other(c.rule) else c.rule.form for c in fitting or found), "")
    return "done", f"{g.court}{': ' + form if form else ''}"


def _is_named(court: people.Court, named: str) -> bool:
    return any(name in named for name in (_short(court.name), _short(_other(court))) if name)


def _other(court: people.Court) -> str:
    """The second court that the applicant may choose: its way is “or the High Court”."""
    return court.form.removeprefix("or ") if court.form.startswith("or ") else ""


def _short(name: str) -> str:
    return name.removeprefix("the ").casefold()


# the test, duties, youth


def _test(g: Gathered) -> Iterator[Line]:
    for found in people.elements(g.instrument, g.matter):
        rule = found.rule
        if rule.role == "disregard":
            yield Line(code=f"element:{rule.code}", group="test", words=rule.words, state="not-needed",
                       why="For the person to show. Be ready to answer it.", section=rule.section,
                       doubt=rule.doubt, verdict="there")  # fmt: skip
            continue
        standard = {"criminal": "To the criminal standard: sure.", "civil": "On the balance of probabilities.",
                    "judgement": "The court weighs it."}[rule.standard]  # fmt: skip
        yield concerning_line(found, g, Line(
            code=f"element:{rule.code}", group="test", words=rule.words, state="missing", why=standard,
            section=rule.section, doubt=rule.doubt, ticks=allowed(rule.shown_by), verdict="there",
        ))  # fmt: skip


def _before(g: Gathered) -> Iterator[Line]:
    for found in people.duties(g.instrument, g.matter):
        yield _duty(g, found)
    words = "It is thought through whether the step is in proportion"
    if g.lodged_on is None:
        yield Line(code="proportion", group="before", words=words, section=_PRACTICE, where="risk",
                   state="missing" if g.out_of_proportion else "done", why=g.out_of_proportion)  # fmt: skip


def _duty(g: Gathered, found: Concerns[Duty]) -> Line:
    rule = found.rule
    paper = filed_words(g, rule.document)
    kinds = (*RECORDED, K.ASSESSMENT) if rule.document == _ASSESSED else RECORDED
    line = Line(
        code=f"duty:{rule.code}", group="before", words=rule.words, state="done" if paper else "missing", why=paper,
        section=rule.section, doubt=rule.doubt, ticks=kinds, verdict="needed",
    )  # fmt: skip
    return concerning_line(found, g, line if "application" in rule.before else days.later(line, g))


def _youth(g: Gathered) -> Iterator[Line]:
    for found in people.youth_steps(g.instrument, g.matter):
        rule = found.rule
        line = Line(
            code=f"youth:{rule.code}", group="youth", words=rule.words, state="missing",
            why=sure_words(found) if found.sure else "", section=rule.section, doubt=rule.doubt, ticks=RECORDED,
            verdict="needed",
        )  # fmt: skip
        yield concerning_line(found, g, line if "application" in rule.before else _after(line, rule, g))


def _after(line: Line, rule: YouthStep, g: Gathered) -> Line:
    return days.later(line, g) if "hearing" in rule.before else replace(line, state="later")


# common


def _ticked(line: Line, proofs: tuple[Proof, ...]) -> Line:
    mine = tuple(p for p in proofs if p.line == line.code)
    counts = [p for p in mine if p.kind in line.ticks]
    state = "done" if counts and line.state != "not-needed" else line.state
    return replace(line, proofs=mine, state=state)


def _answered(line: Line, lines: list[Line]) -> Line:
    """A step for the young that is the court or a consultation by another name is done when that is."""
    if line.group != "youth" or line.state not in ("missing", "doubt"):
        return line
    code = line.code.removeprefix("youth:")
    for other in lines:
        alias = other.code.removeprefix("consult:") if other.group == "consultation" else _slug(other.words)
        if (other.group == "consultation" or other.code == "court") and alias and code.endswith(alias):
            why = other.why if line.why in other.why else f"{line.why}. {other.why}"
            return replace(line, state=other.state, where=other.where, why=why, ticks=())
    return line


def _slug(words: str) -> str:
    return words.casefold().removeprefix("the ").replace(" ", "-")


_PARTS: tuple[Callable[[Gathered], Iterable[Line]], ...] = (
    _who, _youth, days.allegations, _test, _before, papers.consultation, days.order_sought, papers.papers,
    days.notices_due,
)  # fmt: skip
