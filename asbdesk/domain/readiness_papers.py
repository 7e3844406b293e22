"""The lines of the board that turn on who was asked and on what was filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from asbdesk.domain import law_people as people
from asbdesk.domain import readiness_days as days
from asbdesk.domain.board import Asked, Gathered, Line, State
from asbdesk.domain.law_people import Concerns
from asbdesk.domain.law_rules import Consultee, Document
from asbdesk.domain.orders import ConsultAnswer, ProofKind
from asbdesk.domain.readiness_words import cap, depends, plural, sure_words
from asbdesk.domain.when import show_date

HEARSAY_NOTICE = "hearsay-notice"
"""The law files' code of the notice that is needed once an allegation rests on hearsay."""
REQUIREMENT_EVIDENCE = "requirement-evidence"
"""The law files' code of the supervisor's evidence, needed once somebody is to be required to do something."""
CERTIFICATE = "consultation-certificate"
"""The law files' code of the certificate of which each consultee has its own."""
RECORDED = (ProofKind.RECORD, ProofKind.DOCUMENT)
"""What ticks a duty: a dated record, or a paper of the case."""


def consultation(g: Gathered) -> Iterator[Line]:
    """Who must be asked or told by the law, and who was asked besides."""
    for found in people.consultees(g.instrument, g.matter):
        yield _consultee(g, found)
    for asked in g.consultations:
        if asked.code.startswith("more:"):
            state, why = _how_asked(asked, ("request", "answer"))
            yield Line(code=f"consult:{asked.code}", group="consultation", words=f"Ask {asked.consultee}", state=state,
                       why=why, section="Asked besides those of the law", where="consultation", ticks=RECORDED,
                       by=_reply_by(asked))  # fmt: skip


def _consultee(g: Gathered, found: Concerns[Consultee]) -> Line:
    rule = found.rule
    asked = next((c for c in g.consultations if c.code == rule.code), None)
    state, why = _how_asked(asked, rule.needs)
    too_late = "application" in rule.before and _asked_late(asked, g)
    if too_late:
        state, why = "missing", f"{why}. That was after the day of the application, {show_date(too_late)}."
    verb = {"consult": "Consult", "notify": "Notify", "inform": "Inform", "advice": "Ask the advice of"}[rule.how]
    line = Line(
        code=f"consult:{rule.code}", group="consultation", words=f"{verb} {rule.words}", state=state, why=why,
        section=rule.section, doubt=rule.doubt, where="consultation", ticks=RECORDED, by=_reply_by(asked),
        verdict="asked only after the day of the application" if too_late else "needed",
    )  # fmt: skip
    if rule.unless_without_notice and g.without_notice:
        why = "Not before an application without notice. See what is due before the hearing."
        return replace(line, state="not-needed", why=why, verdict="not before an application without notice")
    if not _is_due(rule, without_notice=g.without_notice):
        return replace(line, state="not-needed", why="Only after an application without notice.", verdict="")
    return concerning_line(found, g, line if "application" in rule.before else days.later(line, g))


def _asked_late(asked: Asked | None, g: Gathered) -> date | None:
    """The day of the application, where the consultee was asked only after it."""
    day = g.matter.days.get("application")
    return day if day and asked and asked.asked_on and asked.asked_on > day else None


def _is_due(rule: Consultee, *, without_notice: bool) -> bool:
    if without_notice:
        return not rule.unless_without_notice
    return "application" in rule.before or not set(rule.before) & {"hearing", "order"}


def to_certify(found: Iterable[Concerns[Consultee]], *, without_notice: bool) -> list[Consultee]:
    """Those of whose consultation a certificate of its own is asked for, as far as that can be told."""
    return [
        each.rule
        for each in found
        if each.sure and "certificate" in each.rule.needs and _is_due(each.rule, without_notice=without_notice)
    ]


def _how_asked(asked: Asked | None, needs: tuple[str, ...]) -> tuple[State, str]:
    if asked is None or asked.asked_on is None:
        return "missing", "Not asked yet."
    told = f"Asked {show_date(asked.asked_on)}"
    if "answer" in needs and asked.answer is ConsultAnswer.NONE_YET:
        until = f", reply by {show_date(asked.reply_by)}" if asked.reply_by else ""
        return "missing", f"{told}{until}. No answer yet."
    if asked.answer is not ConsultAnswer.NONE_YET:
        on = f" {show_date(asked.answered_on)}" if asked.answered_on else ""
        told = f"{told}. {asked.answer.label}{on}"
    if "certificate" in needs and asked.certified_on is None:
        return "missing", f"{told}. The certificate is missing."
    if "answer" in needs and asked.answer is ConsultAnswer.NO_REPLY:
        return "doubt", f"{told}. Record why it goes on without a reply."
    certified = f". Certified {show_date(asked.certified_on)}" if asked.certified_on else ""
    return "done", f"{told}{certified}"


def _reply_by(asked: Asked | None) -> date | None:
    return asked.reply_by if asked and asked.answer is ConsultAnswer.NONE_YET else None


def papers(g: Gathered) -> Iterator[Line]:
    """The papers of the application, and those of the hearing."""
    wanted = {"application", "hearing", "interim"} if g.interim_sought else {"application", "hearing"}
    for found in people.documents(g.instrument, g.matter):
        if found.rule.step in wanted:
            yield _paper(g, found)


def _paper(g: Gathered, found: Concerns[Document]) -> Line:
    rule = found.rule
    filed, waiting = filed_words(g, rule.code), _uncertified(g) if rule.code == CERTIFICATE else ()
    form = f"Prescribed form: {rule.form}" if rule.form else ""
    check = "Check against the prescribed form." if rule.form and rule.unsure_of("form") else ""
    told = _why_needed(g, rule.code)
    needed = rule.needed or rule.step == "interim" or bool(told)
    line = Line(
        code=f"paper:{rule.step}:{rule.code}" if rule.step != "application" else f"paper:{rule.code}", group="papers",
        words=cap(rule.words), state="done" if filed and not waiting else "missing" if needed else "not-needed",
        why=_whose(filed, waiting) or ". ".join(p for p in (told if needed else "Where it is needed", form) if p),
        section=rule.section, doubt=". ".join(p.rstrip(".") for p in (rule.doubt, check) if p), ticks=RECORDED,
        where="papers", verdict="needed" if needed else "where needed",
    )  # fmt: skip
    if not needed:
        return line
    return concerning_line(found, g, days.later(line, g) if rule.step == "hearing" else line)


def _why_needed(g: Gathered, code: str) -> str:
    """Why a paper that the law asks for in some cases alone is needed in this one; "" where it is not."""
    if code == HEARSAY_NOTICE and g.hearsay:
        return f"{plural(g.hearsay, 'allegation')} {'rests' if g.hearsay == 1 else 'rest'} on hearsay"
    if code == REQUIREMENT_EVIDENCE and g.requirements:
        return f"{plural(g.requirements, 'requirement')} {'is' if g.requirements == 1 else 'are'} sought"
    return ""


def _whose(filed: str, waiting: Sequence[str]) -> str:
    return f"{filed}. Not filed yet for: {'; '.join(waiting)}" if filed and waiting else filed


def _uncertified(g: Gathered) -> tuple[str, ...]:
    """For whom no certificate of consultation is on file, by the names that are on file, else the law's words."""
    names = {asked.code: asked.consultee for asked in g.consultations}
    wanted = {c.code: names.get(c.code, c.words) for c in to_certify(
        people.consultees(g.instrument, g.matter), without_notice=g.without_notice
    )}  # fmt: skip
    return tuple(uncounted(wanted, [filed.about for filed in g.filed if filed.code == CERTIFICATE]).values())


def uncounted(wanted: Mapping[str, str], filed: Sequence[str]) -> dict[str, str]:
    """Which of those ``wanted`` (code -> name) has no paper. One that tells of no consultee counts where there is one
    alone."""
    if len(wanted) == 1 and "" in filed:
        return {}
    return {code: name for code, name in wanted.items() if code not in filed}


def concerning_line(found: Concerns[Any], g: Gathered, line: Line) -> Line:
    """The line as it is where the rule surely concerns the person; else it says on what that depends."""
    if found.sure:
        told = sure_words(found) if found.at and line.group != "youth" else ""
        return replace(line, why=". ".join(part for part in (told, line.why) if part))
    state: State = line.state if line.state in ("done", "later") else "doubt"
    ticks = line.ticks or (ProofKind.RECORD,)
    why = " ".join(part for part in (depends(found, g.matter), line.why) if part)
    return replace(line, state=state, why=why, ticks=ticks, verdict="")


def filed_words(g: Gathered, code: str) -> str:
    """Which paper of that kind is on file, in words; "" for none."""
    papers = [f for f in g.filed if code and f.code == code]
    more = f" and {plural(len(papers) - 1, 'more')}" if len(papers) > 1 else ""
    return f"{papers[-1].reference}, {show_date(papers[-1].on)}{more}" if papers else ""
