"""What a document is made of, between the template and the page: frozen blocks of plain text runs.

A run's text is what was typed, raw: nothing in it is markup, a line feed in it is a line break. Blocks can be written
to JSON and read back; a sealed document keeps them beside its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asbdesk.documents.shapes import Label, Shape


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``missing`` marks a fact nobody knows yet; its text is then the fact's label.

    ``language`` is the tag of another language than the paper's ("cy", "pl-PL"), so that a voice reads it in that one.
    """

    text: str
    bold: bool = False
    italic: bool = False
    missing: bool = False
    language: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the subject of a letter or the title of a document, 2 a section, 3 a part of one."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list: bullets, or numbers from ``start`` on."""

    ordered: bool
    start: int
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    number: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Clauses:
    """Numbered clauses whose numbers are fixed: a term keeps its number when another is struck out."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` are shares of the measure; ``tall`` leaves room in each row for handwriting."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...] = ()
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A box around other blocks."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: role in words, printed name (empty: a line to write on), and when it was signed, if it was."""

    role: str
    name: str = ""
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    entries: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class TickBoxes:
    """Statements, each with an empty box before it."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across the measure."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Short lines at the right of the page: the identifiers of a witness statement."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``content`` at the right, the lines beside it at the left."""

    content: str
    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG or JPEG) of at most ``width`` by ``height`` millimetres, and paragraphs ``beside``, at its right.

    ``alternative`` says in words what it shows; a picture without any says nothing and is passed over by a voice.
    Where there is no picture yet, its place is a frame with those words in it.
    """

    alternative: str
    picture: bytes = b""
    width: float = 40.0
    height: float = 40.0
    beside: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart or map of ``width`` by ``height`` millimetres; ``shapes`` are drawn in their order (see ``shapes``).

    Their points count from its top left corner. ``alternative`` says in words all that it shows, the figures included:
    it is what a voice reads. Wider than the text or higher than a page, it is drawn smaller. An example::

        Drawing(60, 20, "Incidents: May 3, June 5.", (
            Rect((0, 4), 30, 5, fill=Fill(0.6)), Label((0, 3), "May: 3"),
            Rect((0, 14), 50, 5, fill=Fill(0.2, Hatch.RISING)), Label((0, 13), "June: 5"),
        ))
    """

    width: float
    height: float
    alternative: str
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea of an easy-read paper, with the place of a picture beside it: the name of one of the program's."""

    picture: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows says the same in another language, as a letter of its own. ``language``: "en" or "cy"."""

    language: str


Block = (
    Heading
    | Paragraph
    | Items
    | Clauses
    | Table
    | Panel
    | Signatures
    | TickBoxes
    | Rule
    | PageBreak
    | Aside
    | Code
    | Figure
    | Drawing
    | Idea
    | Turn
)
Blocks = tuple[Block, ...]


def lines_of(block: Block) -> Iterator[Runs]:  # noqa: C901, PLR0912 - one case for each kind of block
    """Every line of runs in a block, in reading order; a table's cells one by one."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield runs
        case Items(items=items) | TickBoxes(items=items):
            yield from items
        case Aside(lines=lines) | Code(lines=lines):
            yield from lines
        case Clauses(clauses=clauses):
            for clause in clauses:
                yield (Run(f"{clause.number}. "), *clause.runs)
        case Table(header=header, rows=rows):
            yield from header
            for row in rows:
                yield from row
        case Panel(blocks=blocks) | Idea(blocks=blocks):
            for inner in blocks:
                yield from lines_of(inner)
        case Signatures(entries=entries):
            for entry in entries:
                yield (Run("  ".join(part for part in (entry.role, entry.name, entry.signed) if part)),)
        case Figure(alternative=alternative, beside=beside):
            yield from ((Run(alternative),), *beside)
        case Drawing(alternative=alternative, shapes=shapes):
            yield (Run(alternative),)
            yield from ((Run(shape.text),) for shape in shapes if isinstance(shape, Label))
        case Rule() | PageBreak() | Turn():
            return


def missing_facts(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The labels of the facts still missing, each once, in reading order. A document that has any is not filed."""
    found = (run.text for block in blocks for runs in lines_of(block) for run in runs if run.missing)
    return tuple(dict.fromkeys(found))


def plain_text(blocks: Iterable[Block]) -> str:
    """The words alone, a line for each paragraph, item, cell and clause."""
    lines = ("".join(run.text for run in runs) for block in blocks for runs in lines_of(block))
    return "\n".join(line for line in lines if line)
