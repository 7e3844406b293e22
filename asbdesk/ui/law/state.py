"""What the pages of the law say and decide, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asbdesk.clock import LONDON
from asbdesk.domain.law import Instrument, Law
from asbdesk.domain.law_doubts import Doubt, Part, field_words
from asbdesk.domain.when import say_date, show_date
from asbdesk.queries.laws import LawPage, LawVersion

DRAFT = "law-{}:{}"
"""``law-text:england-wales:asbo``: the kind of form, then what it is about."""


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """An instrument in the list: every stage of it, and how much of it is unconfirmed."""

    code: str
    name: str
    short: str
    dates: str
    now: str
    doubts: int
    dates_unsure: bool


def rows(page: LawPage, today: date) -> tuple[InstrumentRow, ...]:
    """The instruments in the file's order."""
    return tuple(_row(page, stages, today) for stages in by_instrument(page.law))


def by_instrument(law: Law) -> tuple[tuple[Instrument, ...], ...]:
    """The stages of each instrument together, in their order of time."""
    found: dict[str, list[Instrument]] = {}
    for instrument in law.instruments:
        found.setdefault(instrument.code, []).append(instrument)
    return tuple(tuple(sorted(stages, key=lambda stage: stage.since)) for stages in found.values())


def of_code(law: Law, code: str) -> tuple[Instrument, ...]:
    """The stages of one instrument; none where the law does not know it."""
    return next((stages for stages in by_instrument(law) if stages[0].code == code), ())


def _row(page: LawPage, stages: tuple[Instrument, ...], today: date) -> InstrumentRow:
    first, last = stages[0], stages[-1]
    return InstrumentRow(
        code=first.code,
        name=title(first),
        short=first.short,
        dates=dates_words(first.since, last.until),
        now=now_words(stages, today),
        doubts=len(page.doubts[first.code]),
        dates_unsure=not (first.confirmed and last.confirmed),
    )


def title(instrument: Instrument) -> str:
    """Its name without the article, as a title."""
    name = instrument.name.removeprefix("an ").removeprefix("a ")
    return name[:1].upper() + name[1:]


def dates_words(since: date, until: date | None) -> str:
    """ "1 Apr 1999 to 22 Mar 2015", "from 29 Jun 2026"."""
    return f"{show_date(since)} to {show_date(until)}" if until else f"from {show_date(since)}"


def now_words(stages: Sequence[Instrument], today: date) -> str:
    """How it stands today: in force, not yet, no longer; and whether applications are run under it."""
    if any(stage.on(today) for stage in stages):
        return "In force" if stages[0].startable else "In force, for reference"
    return "Not yet in force" if today < stages[0].since else "No longer in force"


def doubt_words(count: int, *, dates: bool) -> str:
    """ "2 rows, its dates among them"; "" where all is confirmed."""
    if not count:
        return ""
    rows = "1 row" if count == 1 else f"{count} rows"
    return f"{rows}, its dates among them" if dates else rows


def doubt_line(doubt: Doubt) -> tuple[str, str, str, str]:
    """A doubt in the table: kind, words, what of it is unsure, and why."""
    unsure = ", ".join(field_words(name) for name in doubt.fields) or "all of it"
    return doubt.kind, doubt.words, unsure, doubt.note


def version_line(version: LawVersion) -> tuple[str, str, str, str, str]:
    """A version in the table: when, what changed, by whom, how it stands, what runs under it."""
    at = version.added_at.astimezone(LONDON).date() if version.added_at else None
    runs = {0: "", 1: "1 application"}.get(version.runs, f"{version.runs} applications")
    return (show_date(at) if at else "As shipped", version.note, version.made_by, stands(version), runs)


def stands(version: LawVersion) -> str:
    """In use, set aside, passed over, or older."""
    if version.in_use:
        return "In use"
    if version.refused:
        return f"Cannot be read: {version.refused[0]}"
    return f"Set aside {show_date(version.retired_on)}" if version.retired_on else "Older"


def page_words(page: LawPage) -> str:
    """Which version is worked by, in a sentence."""
    used = next(version for version in page.versions if version.in_use)
    if not page.own:
        return f"The program's own file, looked over on {say_date(page.law.issued)}. Not legal advice."
    at = used.added_at.astimezone(LONDON).date() if used.added_at else page.law.issued
    return f"The office's own version of {say_date(at)}, by {used.made_by}: {used.note} Not legal advice."


def warnings(page: LawPage) -> str:
    """What has to be known of the versions: one that cannot be read, one of the program that is newer."""
    broken = next((version for version in page.versions if version.refused and not version.retired_on), None)
    found: list[str] = []
    if broken is not None:
        what = "the office's last good version" if page.own else "the program's own file"
        found.append(f"The newest version cannot be read ({broken.refused[0]}). The office works by {what}.")
    if page.newer:
        found.append(
            f"The program brings a file that was looked over on {say_date(page.newer)}, after yours. "
            "Compare them, or go back to the program's own."
        )
    return " ".join(found)


def confirmed_note(who: str, on: date, source: str) -> str:
    """What is written beside a row that was confirmed."""
    return f"confirmed by {who} on {say_date(on)}: {source.strip().rstrip('.')}"


def outside(line: int, part: Part, typed: str) -> bool:
    """Whether a line of the checked file lies outside what is shown of it."""
    return not part.first <= line <= part.first + typed.count("\n")
