"""The escalation ladder of a case: what was done, where it stands, what comes next.

The steps are practice and not compulsory (domain.md 1.4): a step that was passed over is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

RungState = Literal["done", "alert", "next", "ahead"]
Step = Literal["first-warning", "final-warning"]


@dataclass(frozen=True, slots=True)
class LadderFacts:
    """The day of each step that was taken; None where it was not. ``unsent``: warnings that are written, not sent.

    ``application`` is the day on which it was begun, ``lodged`` that on which it went to the court.
    """

    reported: date | None = None
    first_warning: date | None = None
    final_warning: date | None = None
    contract_offered: date | None = None
    contract_signed: date | None = None
    contract_declined: date | None = None
    contract_broken: date | None = None
    contract_kept: date | None = None
    application: date | None = None
    lodged: date | None = None
    order_made: date | None = None
    order_refused: date | None = None
    unsent: frozenset[Step] = frozenset()


@dataclass(frozen=True, slots=True)
class Rung:
    """One step. ``alert`` needs attention now; ``note`` stands where there is no day, or beside it."""

    label: str
    state: RungState
    on: date | None = None
    note: str = ""


def ladder(
    facts: LadderFacts,
    *,
    contract: str = "ABC",
    application: str = "ASBO application",
    application_note: str = "",
    order: str = "ASBO",
) -> tuple[Rung, ...]:
    """The rungs from the report to the order. ``contract``, ``application`` and ``order``: what they are called here.

    The first step still open after the last one taken is *next*, unless the case stands at a breach, at a refusal or at
    a contract that was kept: then somebody has to decide first.
    """
    rungs = [
        _taken("Reported", facts.reported),
        _warning("First warning", facts.first_warning, "first-warning" in facts.unsent),
        _warning("Final warning", facts.final_warning, "final-warning" in facts.unsent),
        _contract(facts, contract),
        *_outcome(facts, contract),
        *_application(facts, application, application_note),
        *_order(facts, order),
    ]
    last = max((place for place, rung in enumerate(rungs) if rung.on), default=-1)
    kept = [rung for place, rung in enumerate(rungs) if place > last or rung.on]
    waiting = next((place for place, rung in enumerate(kept) if rung.state in ("next", "alert")), 0)
    kept = [rung for place, rung in enumerate(kept) if place >= waiting or rung.state != "ahead"]
    return tuple(_with_next(kept, decided=bool(facts.contract_kept) and _begun(facts) is None))


def _taken(label: str, on: date | None) -> Rung:
    return Rung(label, "done" if on else "ahead", on)


def _warning(label: str, on: date | None, unsent: bool) -> Rung:
    return Rung(label, "next", None, "written, not sent") if unsent and on is None else _taken(label, on)


def _contract(facts: LadderFacts, name: str) -> Rung:
    if facts.contract_signed:
        return Rung(f"{name} signed", "done", facts.contract_signed)
    if facts.contract_declined:
        return Rung(f"{name} declined", "alert" if _begun(facts) is None else "done", facts.contract_declined)
    if facts.contract_offered:
        state = "next" if _begun(facts) is None else "done"
        return Rung(f"{name} offered", state, facts.contract_offered, "not signed yet")
    return Rung(name, "ahead")


def _outcome(facts: LadderFacts, name: str) -> tuple[Rung, ...]:
    if facts.contract_signed is None:
        return ()
    if facts.contract_broken:
        return (Rung(f"{name} breached", "alert" if _begun(facts) is None else "done", facts.contract_broken),)
    return (Rung(f"{name} kept", "done", facts.contract_kept),) if facts.contract_kept else ()


def _application(facts: LadderFacts, label: str, note: str) -> tuple[Rung, ...]:
    """Begun, then lodged: while it is prepared, the limit stands at what comes next."""
    begun = _begun(facts)
    if begun is None:
        return (Rung(label, "ahead", None, note),)
    return Rung(label, "done", begun), Rung("Lodged", _done(facts.lodged), facts.lodged, "" if facts.lodged else note)


def _begun(facts: LadderFacts) -> date | None:
    return facts.application or facts.lodged or facts.order_made


def _order(facts: LadderFacts, name: str) -> tuple[Rung, ...]:
    if facts.order_made:
        return (Rung(f"{name} made", "done", facts.order_made),)
    if facts.order_refused and facts.lodged:
        return (Rung(f"{name} refused", "alert", facts.order_refused),)
    return (Rung(name, "ahead"),) if facts.lodged else ()


def _done(on: date | None) -> RungState:
    return "done" if on else "ahead"


def _with_next(rungs: list[Rung], decided: bool) -> list[Rung]:
    if decided or any(rung.state in ("alert", "next") for rung in rungs):
        return rungs
    first = next((place for place, rung in enumerate(rungs) if rung.state == "ahead"), None)
    if first is None:
        return rungs
    rung = rungs[first]
    return [*rungs[:first], Rung(rung.label, "next", rung.on, rung.note), *rungs[first + 1 :]]
