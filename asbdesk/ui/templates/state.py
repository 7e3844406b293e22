"""What the pages of templates decide: how a template and its versions are told, what a draft is called. No Qt."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from asbdesk.clock import local
from asbdesk.documents.template_text import Wording
from asbdesk.domain.when import show_date
from asbdesk.queries.templates import TemplateEntry, TemplatePage, VersionRow
from asbdesk.ui.kit.short_table import Line

LANGUAGES = {"en": "English", "cy": "Welsh"}
WORDS = ("title", "summary", "enclosures", "asks", "body", "easy")


def entry_line(entry: TemplateEntry) -> Line:
    """A template in the list: whose words hold, in which formats, and what is to be minded."""
    whose = f"The program’s, version {entry.program}"
    if entry.number and entry.made_at:
        whose = f"The office’s, version {entry.number} of {show_date(local(entry.made_at).date())}, {entry.made_by}"
    minded = entry.check
    if entry.newer:
        minded = "The program’s own has changed since: look at both."
    if entry.trouble:
        minded = f"Cannot be used: {entry.trouble}"
    formats = "Ordinary, large, easy read" if entry.easy else "Ordinary, large"
    return Line((entry.title, LANGUAGES[entry.language], formats, whose, minded), "alert" if entry.trouble else "")


def sought(entries: tuple[TemplateEntry, ...], words: str, *, ours: bool) -> tuple[TemplateEntry, ...]:
    """The templates whose title or code has these words; with ``ours`` those that the office changed."""
    wanted = words.casefold().split()
    return tuple(
        each
        for each in entries
        if all(word in f"{each.title} {each.code} {LANGUAGES[each.language]}".casefold() for word in wanted)
        and (not ours or each.number or each.trouble)
    )


def version_line(row: VersionRow) -> Line:
    """A version in its list."""
    if row.number == 0:
        return Line(("The program’s", "", "", row.note))
    day = show_date(local(row.made_at).date()) if row.made_at else ""
    return Line((f"Version {row.number}", day, row.made_by, f"Back to the program’s own. {row.note}" if row.back
                 else row.note))  # fmt: skip


def changes(before: VersionRow, after: VersionRow) -> str:
    """What differs between two versions, line by line: what went with -, what came with +."""
    lines = unified_diff(before.text.splitlines(), after.text.splitlines(), lineterm="", n=1)
    told = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n".join(told) or "Nothing differs."


def draft_key(code: str, language: str) -> str:
    """Under what the unfinished template is kept."""
    return f"template:{language}:{code}"


def words_of(entry: dict[str, Any]) -> Wording:
    """What the form holds."""
    return Wording(**{name: str(entry[name]) for name in WORDS})


def above(facts: TemplatePage) -> str:
    """What stands above the editor."""
    if facts.trouble:
        return f"The office’s newest version cannot be used: {facts.trouble} Mend it here, or go back to another."
    return f"{facts.checked}: it agrees with the prescribed form." if facts.checked else facts.own.check
