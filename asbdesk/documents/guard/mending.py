"""Words of a paper put right where they would give somebody away: the pseudonym instead, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from asbdesk.documents.blocks import Block, Blocks, Heading, Items, Paragraph, Run, Runs
from asbdesk.documents.guard.finding import Finding, spots
from asbdesk.documents.guard.people import ClosedPerson, OpenPerson, Spot
from asbdesk.domain.names import fold

_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Miss|Ms|Mx|Dr)\.? $", re.IGNORECASE)
_NAMES = ("name", "first name", "surname", "initials")


def removed(finding: Finding) -> str:
    """What stands where words were taken out: it says of what kind they were, and not how many."""
    return f"[{'name' if finding.what in _NAMES else finding.what} removed]"


def mend(
    blocks: Blocks, finding: Finding, by: str, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson]
) -> Blocks:
    """The blocks with ``by`` wherever these words give this person away. Fixed pieces (terms, tables) stay as they are:
    what stands in them comes from the records."""

    def runs(line: Runs) -> Runs:
        text = "".join(run.text for run in line)
        wrong = [each for each in spots(text, closed, opened) if _same(text, each, finding)]
        for spot in reversed(wrong):
            title = _TITLE.search(text[: spot.start])
            line = _replaced(line, title.start() if title else spot.start, spot.end, by)
        return line

    return tuple(_mended(block, runs) for block in blocks)


def _same(text: str, spot: Spot, finding: Finding) -> bool:
    return spot.called == finding.who and fold(text[spot.start : spot.end]) == fold(finding.words)


def mend_words(
    text: str, finding: Finding, by: str, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson]
) -> str:
    """The same in a text as it was typed."""
    for spot in reversed([each for each in spots(text, closed, opened) if _same(text, each, finding)]):
        title = _TITLE.search(text[: spot.start])
        text = f"{text[: title.start() if title else spot.start]}{by}{text[spot.end :]}"
    return text


def _mended(block: Block, runs: Callable[[Runs], Runs]) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, runs=runs(block.runs))
        case Items():
            return replace(block, items=tuple(runs(item) for item in block.items))
        case _:
            return block


def _replaced(line: Runs, start: int, end: int, by: str) -> Runs:
    """The runs with a stretch of their text replaced; the new words have the style of where it began."""
    made: list[Run] = []
    place, said = 0, False
    for run in line:
        first, last = place, place + len(run.text)
        place = last
        if last <= start or first >= end:
            made.append(run)
            continue
        before, after = run.text[: max(0, start - first)], run.text[min(len(run.text), end - first) :]
        words = before + ("" if said else by) + after
        said = True
        if words:
            made.append(replace(run, text=words))
    return tuple(made)
