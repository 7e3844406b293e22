"""What the pages of an application decide, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from asbdesk.domain.law import Instrument
from asbdesk.domain.law_people import Matter, courts
from asbdesk.domain.orders import ApplicationState
from asbdesk.domain.when import show_date
from asbdesk.queries.orders import ApplicationPage, ApplicationRow, Ground
from asbdesk.ui.kit.pieces import Tone

TONE: dict[ApplicationState, Tone] = {
    ApplicationState.PREPARING: "info",
    ApplicationState.LODGED: "info",
    ApplicationState.GRANTED: "good",
    ApplicationState.REFUSED: "alert",
    ApplicationState.WITHDRAWN: "quiet",
    ApplicationState.ENDED: "quiet",
}
NEW_KEY = "order:new:case-{}"


@dataclass(frozen=True, slots=True)
class Step:
    """A move of the application: the button's words, the question's title, and the state that it leads to."""

    words: str
    title: str
    to: ApplicationState


STEPS = (
    Step("&Lodged…", "Lodged with the court", ApplicationState.LODGED),
    Step("&Withdrawn…", "Withdrawn", ApplicationState.WITHDRAWN),
    Step("Not &lodged after all…", "Not lodged after all", ApplicationState.PREPARING),
)


def steps(state: ApplicationState, *, may: bool) -> tuple[Step, ...]:
    """The moves that are offered now; orders and refusals come from the hearing that made them."""
    if not may:
        return ()
    offered = {
        ApplicationState.PREPARING: STEPS[:2],
        ApplicationState.LODGED: STEPS[1:],
        ApplicationState.WITHDRAWN: STEPS[2:],
    }
    return offered.get(state, ())


def pill(page: ApplicationPage) -> tuple[str, Tone]:
    """How it stands; an order that ran out says so by itself."""
    if page.ran_out is not None:
        return f"Order ended {show_date(page.ran_out)}", "quiet"
    return page.state.label, TONE[page.state]


def heading(page: ApplicationPage) -> str:
    """``ASB/2003/0147/O1 · Dean Mercer``."""
    return f"{page.reference} · {page.person}"


def words_beneath(page: ApplicationPage) -> str:
    """What it is for, where, and by the law of which day."""
    parts = [page.instrument.name.removeprefix("an ").removeprefix("a "), page.values.court, page.case_reference]
    if page.lodged_on:
        parts.append(f"lodged {show_date(page.lodged_on)}")
    return " · ".join(part[:1].upper() + part[1:] for part in parts if part)


def law_words(page: ApplicationPage) -> str:
    """By which law it is judged, and that it is no advice."""
    words = f"The law of {show_date(page.law_day)}: {page.instrument.section}. Not legal advice."
    return f"{words} {page.instrument.doubt.rstrip('.')}." if page.instrument.doubt else words


def choice(instrument: Instrument) -> str:
    """An instrument where one is chosen: ``Anti-Social Behaviour Order (ASBO)``."""
    name = instrument.name.removeprefix("an ").removeprefix("a ")
    name = name[:1].upper() + name[1:]
    return name if instrument.short.lower() in name.lower() else f"{name} ({instrument.short})"


def about(instrument: Instrument, matter: Matter) -> str:
    """What the instrument is, in the words of its law file, and which court hears it about somebody of that age."""
    found = courts(instrument, matter)
    sure = all(each.sure for each in found)
    names = [each.rule.name for each in (found[:1] if sure else found)]
    heard = f"Heard by {' or '.join(names)}{'' if sure else ', by the age of the person'}" if names else ""
    parts = [instrument.section, heard, instrument.doubt]
    return ". ".join(part for part in parts if part).rstrip(".") + "."


def card_words(row: ApplicationRow) -> str:
    """Its reference and the next day that is known of it."""
    parts = [row.reference.rsplit("/", 1)[-1]]
    if row.order_until:
        parts.append(f"until {show_date(row.order_until)}")
    elif row.next_hearing:
        parts.append(f"hearing {show_date(row.next_hearing.date())}")
    elif row.lodged_on:
        parts.append(f"lodged {show_date(row.lodged_on)}")
    elif row.planned_on:
        parts.append(f"to be lodged on {show_date(row.planned_on)}")
    return " · ".join(parts)


def gone_words(found: Ground) -> str:
    """What cannot be begun under the law of the day, when it could, and what there is in its place."""
    lines = [f"{choice(i)}: {_when(i, found)}" for i in found.gone]
    return f"Not in force on {show_date(found.day)}: {'; '.join(lines)}." if lines else ""


def _when(instrument: Instrument, found: Ground) -> str:
    over = instrument.last is not None and instrument.last < found.day
    day = f"until {show_date(instrument.last)}" if over and instrument.last else f"from {show_date(instrument.first)}"
    words = f"{day} (unconfirmed)" if instrument.stage.unsure_of("until" if over else "since") else day
    names = " and ".join(found.instead.get(instrument.code, ()))
    if not names:
        return words
    return f"{words}, its place taken by {names}" if over else f"{words}, in its place {names}"
