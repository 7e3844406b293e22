"""Blocks to JSON and back, so that a sealed document keeps what it was made of."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from typing import Any

from asbdesk.documents.blocks import (
    Aside,
    Block,
    Blocks,
    Clause,
    Clauses,
    Code,
    Drawing,
    Figure,
    Heading,
    Idea,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Rule,
    Run,
    Runs,
    Signature,
    Signatures,
    Table,
    TickBoxes,
    Turn,
)
from asbdesk.documents.shapes_json import shape_in, shape_out

Json = dict[str, Any]


def to_json(blocks: Iterable[Block]) -> str:
    """The blocks as JSON text; lone surrogates are escaped, so any text survives."""
    return json.dumps([_block_out(block) for block in blocks], separators=(",", ":"))


def from_json(text: str) -> Blocks:
    """The blocks that :func:`to_json` wrote. ``ValueError`` when the text is anything else."""
    try:
        return tuple(_block_in(entry) for entry in json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is not a list of blocks.") from error


def _run_out(run: Run) -> list[str]:
    style = ("b" if run.bold else "") + ("i" if run.italic else "") + ("m" if run.missing else "")
    return [run.text, style, run.language] if run.language else [run.text, style]


def _runs_out(runs: Runs) -> list[list[str]]:
    return [_run_out(run) for run in runs]


def _runs_in(entries: Any) -> Runs:
    return tuple(_run_in(*entry) for entry in entries)


def _run_in(text: Any, style: Any, language: Any = "") -> Run:
    return Run(str(text), "b" in style, "i" in style, "m" in style, str(language))


def _many_in(entries: Any) -> tuple[Runs, ...]:
    return tuple(_runs_in(entry) for entry in entries)


def _block_out(block: Block) -> Json:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of block
    match block:
        case Heading(level, runs):
            return {"is": "heading", "level": level, "runs": _runs_out(runs)}
        case Paragraph(runs):
            return {"is": "paragraph", "runs": _runs_out(runs)}
        case Items(ordered, start, items):
            return {"is": "items", "ordered": ordered, "start": start, "items": [_runs_out(runs) for runs in items]}
        case Clauses(clauses):
            return {"is": "clauses", "clauses": [[clause.number, _runs_out(clause.runs)] for clause in clauses]}
        case Table(header, rows, widths, tall):
            return {
                "is": "table",
                "header": [_runs_out(cell) for cell in header],
                "rows": [[_runs_out(cell) for cell in row] for row in rows],
                "widths": list(widths),
                "tall": tall,
            }
        case Panel(blocks):
            return {"is": "panel", "blocks": [_block_out(inner) for inner in blocks]}
        case Signatures(entries):
            return {"is": "signatures", "entries": [[entry.role, entry.name, entry.signed] for entry in entries]}
        case TickBoxes(items):
            return {"is": "ticks", "items": [_runs_out(runs) for runs in items]}
        case Rule():
            return {"is": "rule"}
        case PageBreak():
            return {"is": "page-break"}
        case Aside(lines):
            return {"is": "aside", "lines": [_runs_out(runs) for runs in lines]}
        case Code(content, lines):
            return {"is": "code", "content": content, "lines": [_runs_out(runs) for runs in lines]}
        case Figure(alternative, picture, width, height, beside):
            return {
                "is": "figure",
                "alternative": alternative,
                "picture": b64encode(picture).decode("ascii"),
                "size": [width, height],
                "beside": [_runs_out(runs) for runs in beside],
            }
        case Drawing(width, height, alternative, shapes):
            return {
                "is": "drawing",
                "size": [width, height],
                "alternative": alternative,
                "shapes": [shape_out(shape) for shape in shapes],
            }
        case Idea(picture, blocks):
            return {"is": "idea", "picture": picture, "blocks": [_block_out(inner) for inner in blocks]}
        case Turn(language):
            return {"is": "turn", "language": language}


_READERS: dict[str, Callable[[Json], Block]] = {
    "heading": lambda e: Heading(int(e["level"]), _runs_in(e["runs"])),
    "paragraph": lambda e: Paragraph(_runs_in(e["runs"])),
    "items": lambda e: Items(bool(e["ordered"]), int(e["start"]), _many_in(e["items"])),
    "clauses": lambda e: Clauses(tuple(Clause(str(number), _runs_in(runs)) for number, runs in e["clauses"])),
    "table": lambda e: Table(
        _many_in(e["header"]),
        tuple(_many_in(row) for row in e["rows"]),
        tuple(int(width) for width in e["widths"]),
        bool(e["tall"]),
    ),
    "panel": lambda e: Panel(tuple(_block_in(inner) for inner in e["blocks"])),
    "signatures": lambda e: Signatures(tuple(Signature(*map(str, entry)) for entry in e["entries"])),
    "ticks": lambda e: TickBoxes(_many_in(e["items"])),
    "rule": lambda _: Rule(),
    "page-break": lambda _: PageBreak(),
    "aside": lambda e: Aside(_many_in(e["lines"])),
    "idea": lambda e: Idea(str(e["picture"]), tuple(_block_in(inner) for inner in e["blocks"])),
    "turn": lambda e: Turn(str(e["language"])),
    "code": lambda e: Code(str(e["content"]), _many_in(e["lines"])),
    "figure": lambda e: Figure(
        str(e["alternative"]),
        b64decode(e["picture"], validate=True),
        float(e["size"][0]),
        float(e["size"][1]),
        _many_in(e["beside"]),
    ),
    "drawing": lambda e: Drawing(
        float(e["size"][0]), float(e["size"][1]), str(e["alternative"]), tuple(shape_in(each) for each in e["shapes"])
    ),
}


def _block_in(entry: Json) -> Block:
    return _READERS[entry["is"]](entry)
