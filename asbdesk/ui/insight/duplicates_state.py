"""What the page of duplicates says, without Qt."""

from __future__ import annotations

from asbdesk.clock import local
from asbdesk.domain.linkage_words import Reason, agreeing, differing, score_words
from asbdesk.domain.when import show_date
from asbdesk.queries.duplicates import Duplicates, PairRow
from asbdesk.queries.people import PersonRow
from asbdesk.ui.kit.short_table import Line


def line(pair: PairRow) -> Line:
    """A pair in the list."""
    names = pair.one.name if pair.one.name == pair.other.name else f"{pair.one.name} / {pair.other.name}"
    return Line((names, score_words(pair.score), agreeing(pair.reasons), differing(pair.reasons) or "nothing"))


def above(page: Duplicates) -> str:
    """How many there are, and how old the search is."""
    if page.searched_at is None:
        return "Nobody has searched yet. Whoever is recorded or changed is compared as she is saved."
    when = f"Last searched on {show_date(local(page.searched_at).date())} among {page.people:,} people"
    many = "1 pair" if page.in_all == 1 else f"{page.in_all:,} pairs"
    first = f", the first {len(page.pairs):,} are shown" if page.in_all > len(page.pairs) else ""
    return f"{when}. {many} to look at{first}."


def reason_line(reason: Reason) -> Line:
    """A field in the workings of a pair."""
    return Line((reason.label, reason.words, reason.weight), "" if reason.agrees else "muted")


def facts_of(person: PersonRow) -> str:
    """One of the two in some lines."""
    met = (
        f"{person.open_cases} open case{'' if person.open_cases == 1 else 's'}",
        f"{person.incidents} incident{'' if person.incidents == 1 else 's'}",
    )
    parts = [
        f"Also {', '.join(person.aliases)}" if person.aliases else "",
        f"Born {show_date(person.born)}" if person.born else "Date of birth not known",
        person.address or "No address known",
        ", ".join(met),
        f"Warning: {person.warning}" if person.warning else "",
    ]
    return "\n".join(part for part in parts if part)
