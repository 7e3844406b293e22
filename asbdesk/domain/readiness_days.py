"""The lines of the board that turn on days: limitation, notice periods, the length of the order sought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from asbdesk.domain.board import Gathered, Line, Redated, State, TermLaw
from asbdesk.domain.law_lengths import judge_months, lengths
from asbdesk.domain.law_limits import limitation, notices, standings
from asbdesk.domain.law_people import Concerns, concerning
from asbdesk.domain.law_rules import Anchor, Length, Notice
from asbdesk.domain.orders import ProofKind
from asbdesk.domain.readiness_words import cap, depends, plural, sure_words
from asbdesk.domain.when import show_date

_RECORDED = (ProofKind.RECORD, ProofKind.DOCUMENT)
_GOOD: dict[str, State] = {"ok": "done", "doubtful": "doubt"}


def later(line: Line, g: Gathered) -> Line:
    """Due before the hearing: it is missing only when the day has come."""
    if line.state == "done":
        return line
    by = g.matter.days.get("hearing")
    if by is None:
        return replace(line, state="later", why=_and(line.why, "Before the hearing, which is not listed yet."))
    state: State = "later" if by >= g.matter.today else "missing"
    return replace(line, state=state, by=by, why=_and(line.why, f"Before the hearing of {show_date(by)}."))


def allegations(g: Gathered) -> Iterator[Line]:
    """At least one allegation, and at least one live act on the day of the application."""
    count = len(g.acts)
    yield Line(code="allegations", group="allegations", words="At least one allegation", where="allegations",
               state="done" if count else "missing", why=plural(count, "act") if count else "None yet.")  # fmt: skip
    if g.redated:
        yield Line(
            code="dates", group="allegations", words="The day of each allegation is that of its incident",
            state="missing", why=_redated(g.redated), where="allegations", ticks=_RECORDED, verdict="needed",
        )  # fmt: skip
    rule = g.instrument.limitation
    if rule is None:
        words = "The law file knows no time limit for this order"
        yield Line(code="limitation", group="allegations", words=words, state="not-needed")
        return
    day = max(g.matter.today, g.matter.days.get("application", g.matter.today))
    day = g.lodged_on or day
    found = standings(g.instrument, g.acts, day)
    live = [g.acts[key] for key, standing in found.items() if standing == "live"]
    last = max((limit.last_day for act in live if (limit := limitation(g.instrument, act))), default=None)
    yield Line(
        code="limitation", group="allegations", words=rule.words, section=rule.section, doubt=rule.doubt,
        state="done" if live else "missing", why=_limits(found, live, last, day), where="allegations",
        by=last if live and g.lodged_on is None else None, verdict=("live" if live else "none") if g.acts else "",
    )  # fmt: skip


def _redated(found: tuple[Redated, ...]) -> str:
    told = [f"{r.number} says {show_date(r.says)}, but {r.incident} is dated {show_date(r.on)}" for r in found]
    return f"Allegation {'; '.join(told)}. Put one of them right, or record why they differ."


def _limits(found: Mapping[int, str], live: list[date], last: date | None, day: date) -> str:
    if not found:
        return "There is no allegation yet."
    told = [f"{len(live)} of {plural(len(found), 'act')} live on {show_date(day)}"]
    if last:
        told.append(f"last day to lodge: {show_date(last)}")
    for standing, words in (("background", "background"), ("too-old", "too old"), ("before-law", "too early to count")):
        if count := sum(each == standing for each in found.values()):
            told.append(f"{count} {words}")
    return ", ".join(told)


def order_sought(g: Gathered) -> Iterator[Line]:
    """The terms, the answers to their checks, and the length."""
    yield Line(code="terms", group="order", words="At least one prohibition or requirement", where="order",
               state="done" if g.terms else "missing",
               why=plural(g.terms, "term") if g.terms else "None yet.")  # fmt: skip
    if g.terms:
        why = "; ".join(g.unanswered[:3]) + ("…" if len(g.unanswered) > 3 else "")
        yield Line(code="checks", group="order", words="Each check of the terms is answered", where="order",
                   state="missing" if g.unanswered else "done", why=why)  # fmt: skip
    yield from (_term(each) for each in g.by_law)
    found = lengths(g.instrument, g.matter)
    if found:
        yield _length(g, found)


def _term(each: TermLaw) -> Line:
    """A term that the law of the order lets stand is no line of its own to do; it is known, to tell of a change."""
    state: State = "not-needed" if not each.found else "missing" if each.open else "done"
    words = f"Term {each.number}: {each.found or FITS}"
    return Line(code=f"term:{each.key}", group="order", words=words, state=state, why=each.why,
                section=each.section, where="order", verdict=each.found or FITS)  # fmt: skip


FITS = "the law lets it stand"


def _length(g: Gathered, found: tuple[Concerns[Length], ...]) -> Line:
    made = g.matter.days.get("order") or g.matter.days.get("application") or g.matter.today
    judged = [judge_months(each.rule, made, g.length_months) for each in found]
    verdicts = {finding.verdict for finding, _ in judged}
    first, last = judged[0]
    sure = len(found) == 1 and found[0].sure
    if verdicts == {"ok"} or sure:
        state: State = _GOOD.get(first.verdict, "missing")
        why = first.words or _length_words(g.length_months, made, last)
    else:
        state, why = "doubt", _and(depends(found[0], g.matter), " ".join(f.words for f, _ in judged if f.words))
    if found[0].at and sure:
        why = _and(cap(sure_words(found[0])), why)
    return Line(
        code="length", group="order", words=" / ".join(cap(c.rule.words) for c in found if c.rule.words)
        or "The length of the order", state=state, why=why, section=found[0].rule.section, doubt=found[0].rule.doubt,
        where="application", verdict=(found[0].rule.words or "as it is") if len(found) == 1 else "",
        ticks=(ProofKind.RECORD,) if state == "doubt" else (),
    )  # fmt: skip


def _length_words(months: int | None, made: date, last: date | None) -> str:
    if months is None or last is None:
        return "Until further order"
    return f"{plural(months, 'month')}: to {show_date(last)}, if made on {show_date(made)}"


def notices_due(g: Gathered) -> Iterator[Line]:
    """Each period of notice, with its last day worked back from the hearing or forward from what happened."""
    anchors: dict[Anchor, date] = {}
    if g.hearing:
        anchors["hearing"] = g.hearing
    if g.served_on:
        anchors["service"] = g.served_on
    if g.lodged_on:
        anchors["application"] = g.lodged_on
    rules = concerning(g.instrument.notices, g.matter)
    if any(each.rule.anchor in anchors for each in rules):  # bank holidays take a second to load
        for found in notices(g.instrument, g.jurisdiction, anchors, g.matter):
            yield _notice(g, found.rule, found.last_day, found.working_day)
    for each in rules:
        if each.rule.anchor == "hearing" and g.hearing is None:
            why = f"{each.rule.span.words} before the hearing, which is not listed yet."
            yield replace(_notice_line(each.rule), state="later", why=why)


def _notice(g: Gathered, rule: Notice, last: date, working: date) -> Line:
    early = f" (a working day: {show_date(working)})" if working != last else ""
    why = f"Last day {show_date(last)}{early}: {rule.span.words} {rule.way} {_ANCHOR.get(rule.anchor, rule.anchor)}"
    state: State = "later" if last >= g.matter.today else "missing"
    if rule.way == "after" and last < g.matter.today:
        return replace(_notice_line(rule), state="later", why=f"{why}. The day has passed.")
    return replace(_notice_line(rule), state=state, by=last, why=why, verdict=last.isoformat())


_ANCHOR = {"hearing": "the hearing", "service": "service", "application": "the application"}


def _notice_line(rule: Notice) -> Line:
    return Line(code=f"notice:{rule.code}", group="hearing", words=rule.words, state="later", section=rule.section,
                doubt=rule.doubt, ticks=_RECORDED, where="hearings")  # fmt: skip


def _and(*parts: str) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part).strip()
