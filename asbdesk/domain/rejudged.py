"""What a changed date or age changed in what the law says about an application, against what was last seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asbdesk.domain.board import Board, Line
from asbdesk.domain.readiness_words import AT_WORDS
from asbdesk.domain.when import show_date

_FACTS = {
    "born": "the date of birth",
    **{str(at): f"the day of {words}" for at, words in AT_WORDS.items()},
    "applicant": "the applicant",
    "without-notice": "the application without notice",
    "interim": "the asking for an interim order",
    "service": "the day of service",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """``because`` names the facts that changed, ``lines`` what is judged otherwise now; both empty where nothing is."""

    because: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def words(self) -> str:
        """In one sentence: "Because the date of birth is now ...: the youth court now applies." """
        if not self.lines:
            return ""
        return f"{self.cause or 'Judged anew'}: {'; '.join(self.lines)}."

    @property
    def cause(self) -> str:
        """ "Because the applicant is now police and the day of the hearing is now 12 Jan 2004"; "" for none known."""
        *first, last = self.because or ("",)
        named = f"{', '.join(first)} and {last}" if first else last
        return f"Because {named}" if named else ""


def snapshot(board: Board) -> dict[str, Any]:
    """What is kept of a board that somebody has seen."""
    return {
        "known": dict(board.known),
        "lines": {line.code: [line.words, line.verdict] for line in board.lines if _counts(line)},
    }


def known_since(before: Mapping[str, Any], board: Board) -> dict[str, Any]:
    """``before`` with what could not be told then and can be now, so that a later change of it is told as well."""
    lines = dict(before["lines"])
    for line in board.lines:
        _words, verdict = lines.get(line.code, ("", "" if line.code.startswith(_TERM) else "new"))
        if not verdict and line.verdict and _counts(line):
            lines[line.code] = [line.words, line.verdict]
    return {"known": before["known"], "lines": lines}


def changes(before: Mapping[str, Any], board: Board) -> Changes:
    """What is judged otherwise since ``before`` (a :func:`snapshot`). A day that is known for the first time is no
    change by itself; what could be told before and reads otherwise now is one."""
    if not before:
        return Changes()
    seen: Mapping[str, list[str]] = before["lines"]
    told = [words for line in board.lines if _counts(line) and (words := _changed(line, seen))]
    now = {line.code for line in board.lines}
    told += [
        f"no longer needed: {_plain(words)}"
        for code, (words, _verdict) in seen.items()
        if code not in now and not code.startswith(_TERM)
    ]
    return Changes(_because(before["known"], board.known), tuple(told)) if told else Changes()


_TERM = "term:"
"""A term of the draft that is new, or was struck out, is no change of the law's judgement."""


def _counts(line: Line) -> bool:
    """Whoever was asked besides those of the law is no matter of the law."""
    return not line.code.startswith("consult:more:") and line.code not in ("lodging", "proportion", "terms", "checks")


def _changed(line: Line, seen: Mapping[str, list[str]]) -> str:
    if line.code not in seen:
        return "" if line.code.startswith(_TERM) else f"now needed: {_plain(line.words)}" if line.verdict else ""
    _words, verdict = seen[line.code]
    if not verdict or verdict == line.verdict:
        return ""
    return _told(line, verdict) if line.verdict else _untold(line)


def _told(line: Line, before: str) -> str:
    kind = line.code.partition(":")[0]
    if line.code == "court":
        return f"{line.verdict} now applies, not {before}"
    if kind == "age":
        good = "" if line.state == "done" else " (not within the law)"
        return f"the age on the day of {_at(line)} is now {line.verdict}, not {before}{good}"
    if kind == "notice":
        return f"{_plain(line.words)}: the last day is now {_day(line.verdict)}, not {_day(before)}"
    if line.code == "limitation":
        return "an act is live again" if line.verdict == "live" else "no act is live any longer"
    if line.code == "length" or kind == "term":
        named = _plain(line.words.partition(":")[0]) if kind == "term" else "the length"
        return f"{named}: {_plain(line.verdict)}"
    return f"{_plain(line.words)}: now {line.verdict}"


def _untold(line: Line) -> str:
    """What could be told before and can no longer be, as far as it can: between which lengths, and on what it turns."""
    if line.code == "length" and line.why:
        return f"the length is to be looked at again: {_plain(line.why)}"
    return f"it cannot be told any longer: {_plain(line.words)}"


def _because(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """What changed; what only came to be known is the cause where nothing else is."""
    other = [name for name in _FACTS if before.get(name) != now.get(name) and (name in now or name in before)]
    causes = [name for name in other if name in before] or other
    return tuple(
        f"{_FACTS[name]} is now {_value(now[name])}" if name in now else f"{_FACTS[name]} is no longer known"
        for name in causes
    )


def _value(words: str) -> str:
    return _day(words) if words[:4].isdecimal() else words.replace("-", " ")


def _day(iso: str) -> str:
    return show_date(date.fromisoformat(iso))


def _at(line: Line) -> str:
    return next(words for at, words in AT_WORDS.items() if line.code == f"age:{at}")


def _plain(words: str) -> str:
    return words[:1].lower() + words[1:].rstrip(".") if words[1:2].islower() else words.rstrip(".")
