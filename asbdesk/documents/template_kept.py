"""What an office may not take out of a template: the place to sign, and what the law has the paper say."""

from __future__ import annotations

import re

from asbdesk.documents.library import Template, TemplateFault

_SIGNED = "```signatures"
_KEPT = re.compile(rf"^{_SIGNED}|(?:\{{\{{|\bin) *(rule\.\w+|paper\.check|statement\.truth)\b", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def check_kept(own: Template, body: str, easy: str) -> None:
    """Raises :class:`TemplateFault` for the first part of the program's own words that is gone, at the heading that it
    stood under. The easy words may be left out altogether."""
    for part, was, now in (("body", own.body, body), ("easy", own.easy, easy)):
        there = {found[1] for found in _KEPT.finditer(now)}
        gone = next((found for found in _KEPT.finditer(was) if found[1] not in there), None)
        if gone and now.strip():
            raise _fault(part, gone, was, now)


def _fault(part: str, gone: re.Match[str], was: str, now: str) -> TemplateFault:
    field = f"{{{{ {gone[1]} }}}} is gone, and the paper has to say this"
    what = field if gone[1] else f"{_SIGNED} is gone, and somebody signs this paper"
    under = [found[1] for found in _HEADING.finditer(was, 0, gone.start()) if "{" not in found[1]][-1:]
    place = now.find(f"# {under[0]}") if under else -1
    line = now.count("\n", 0, place if place >= 0 else len(now)) + 1
    words = f"{what}. Put it back{f', under “{under[0]}”' if under else ''}."
    return TemplateFault(f"Line {line}: {words}", part=part, line=line, words=words)
